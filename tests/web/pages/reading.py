"""Pages as tests read them: text by section, tables by row."""

from selectolax.lexbor import LexborHTMLParser, LexborNode


def parse(html: str) -> LexborHTMLParser:
    """The page as a tree."""
    return LexborHTMLParser(html)


def section(html: str, heading: str) -> str:
    """The text of the section under the heading that begins so."""
    for one in parse(html).css("section"):
        title = one.css_first("h2")
        if title is not None and title.text(strip=True).startswith(heading):
            return words(one)
    raise AssertionError(f"no section {heading!r}")


def rows(html: str, heading: str) -> list[str]:
    """The text of each row of the first table below that heading."""
    for one in parse(html).css("section"):
        title = one.css_first("h2")
        if title is not None and title.text(strip=True).startswith(heading):
            table = one.css_first("table")
            return [words(row) for row in table.css("tbody tr")] if table is not None else []
    raise AssertionError(f"no section {heading!r}")


def words(node: LexborNode) -> str:
    """A node's text with single spaces."""
    return " ".join(node.text(separator=" ").split())
