"""Names of hosts (域名)."""

#: Names under which anybody may register: `a.com.cn`.
_SECOND = frozenset({"com", "net", "org", "gov", "edu", "ac", "mil"})


def registered_domain(host: str) -> str:
    """The registered domain of *host*, roughly: `x.example.com.cn` is of `example.com.cn`."""
    parts = host.lower().rstrip(".").split(".")
    many = 3 if len(parts) > 2 and parts[-2] in _SECOND and len(parts[-1]) == 2 else 2
    return ".".join(parts[-many:])


def is_same_place(one: str, other: str) -> bool:
    """Whether two addresses differ at most in their scheme and a leading `www.`: where `http://a/` leads to `https://www.a/`."""
    return one == other or _bare(one) == _bare(other)


def _bare(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.")
