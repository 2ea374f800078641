"""A page's source taken apart by plain searches, which stay quick on broken pages where patterns do not."""

import re
from dataclasses import dataclass

_TEMPLATE_TYPE = re.compile(r"""type\s{0,3}=\s{0,3}["']?text/(?:html|template|x-|ng-)""", re.IGNORECASE)

_RECORDS = re.compile(
    r"""<script[^>]{0,100}type\s?=\s?["']text/xml["'][^>]{0,100}>(?:(?!</script)[\s\S])*</script>""",
    re.IGNORECASE,
)
_RECORD = re.compile(r"<record><!\[CDATA\[((?:(?!\]\]>)[\s\S])*)\]\]>")


@dataclass(frozen=True, slots=True)
class Source:
    """The source of a page without comments: its markup, its inline scripts, templates kept in scripts."""

    markup: str
    scripts: str
    templates: tuple[str, ...]
    opened: str  #: the scripts' own tags, with the files they load


def without_comments(html: str) -> str:
    """*html* without its comments; one that never ends is left alone, as browsers show what follows."""
    kept: list[str] = []
    at = 0
    while (start := html.find("<!--", at)) >= 0:
        end = html.find("-->", start + 4)
        if end < 0:
            break
        kept.append(html[at:start])
        at = end + 3
    kept.append(html[at:])
    return "".join(kept)


def unfold_records(html: str) -> str:
    """*html* with rows that wait in `<script type="text/xml">` records (大汉 jpage) put where the script stands."""
    if "<record><![CDATA[" not in html:
        return html
    return _RECORDS.sub(lambda match: "".join(_RECORD.findall(match[0])), html)


def split_scripts(html: str) -> Source:
    """*html* (without comments) as markup, inline scripts and templates."""
    kept: list[str] = []
    scripts: list[str] = []
    templates: list[str] = []
    tags: list[str] = []
    lower, at = html.lower(), 0
    if len(lower) != len(html):  # a few letters grow when lowered; addresses would shift
        lower = html
    while (start := lower.find("<script", at)) >= 0:
        opened = lower.find(">", start)
        end = lower.find("</script", opened + 1) if opened >= 0 else -1
        if end < 0:
            break
        kept.append(html[at:start])
        tags.append(html[start:opened])
        (templates if _TEMPLATE_TYPE.search(tags[-1]) else scripts).append(html[opened + 1 : end])
        at = end + len("</script>")
    kept.append(html[at:])
    return Source("".join(kept), "\n".join(scripts), tuple(templates), "\n".join(tags))
