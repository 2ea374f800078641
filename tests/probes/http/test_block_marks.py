"""Each row of the list of firewalls' marks speaks on a page that is nothing else, and is silent on a site's own page."""

from monitor.domain.reach import is_blocked
from probes.http.block_marks import AMBIENT, CERTAIN, Mark, MarkPlace
from probes.http.blocks import blocked_by
from tests.every import every

_LINKS = "".join(f"<li><a href='/{n}/'>栏目{n}</a></li>" for n in range(20))


def _bearing(mark: Mark, page: str) -> tuple[dict[str, str], str]:
    """*page* with *mark* on it."""
    said = " ".join(mark.needles)
    if mark.place is MarkPlace.COOKIE:
        return {"set-cookie": f"sid=1; path=/\n{said}=1; path=/"}, page
    if mark.place is MarkPlace.TITLE:
        return {}, page.replace("<title>", f"<title>{said}")
    if mark.place is MarkPlace.SAID:
        return {}, page.replace("<body>", f"<body><p>{said}</p>")
    return {}, page.replace("<body>", f"<body><!-- {said} -->")


def _name(mark: Mark) -> str:
    return f"{mark.product}: {' + '.join(mark.needles)}"


@every("mark", CERTAIN, ids=_name)
def test_a_certain_mark_tells_a_block(mark: Mark) -> None:
    headers, page = _bearing(mark, "<html><head><title></title></head><body></body></html>")
    found = blocked_by(403, headers, page)
    assert found is not None
    assert is_blocked(found)


@every("mark", AMBIENT, ids=_name)
def test_an_ambient_mark_tells_a_challenge_only_where_all_is_script(mark: Mark) -> None:
    bare = "<html><head><title></title></head><body><script src='/a.js'></script></body></html>"
    headers, page = _bearing(mark, bare)
    assert blocked_by(200, headers, page) is not None
    assert blocked_by(200, headers, page.replace("<title>", "<title>示例区人民政府")) is None
    for status in (404, 500, 502):
        assert blocked_by(status, headers, page) is None


#: Of all but those that are a title: a homepage has its own.
@every("mark", [one for one in (*CERTAIN, *AMBIENT) if one.place is not MarkPlace.TITLE], ids=_name)
def test_no_mark_turns_a_homepage_into_a_block(mark: Mark) -> None:
    home = f"<html><head><title>示例区人民政府</title></head><body><ul>{_LINKS}</ul></body></html>"
    assert blocked_by(200, *_bearing(mark, home)) is None


def test_marks_are_in_lower_case_as_the_page_is_when_they_are_looked_for() -> None:
    assert [
        one for one in (*CERTAIN, *AMBIENT) if any(needle != needle.lower() for needle in one.needles)
    ] == []
