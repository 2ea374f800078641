"""Names of hosts (域名)."""

#: Names under which anybody may register: `a.com.cn`.
_SECOND = frozenset({"com", "net", "org", "gov", "edu", "ac", "mil"})


def registered_domain(host: str) -> str:
    """The registered domain of *host*, roughly: `x.example.com.cn` is of `example.com.cn`."""
    parts = host.lower().rstrip(".").split(".")
    many = 3 if len(parts) > 2 and parts[-2] in _SECOND and len(parts[-1]) == 2 else 2
    return ".".join(parts[-many:])
