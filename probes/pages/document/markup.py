"""A page's source taken apart by plain searches, which stay quick on broken pages where patterns do not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from probes.pages.document.begun import names_begun
from probes.pages.document.handlers import handler_code

_TEMPLATE_TYPE = re.compile(r"""type\s{0,3}=\s{0,3}["']?text/(?:html|template|x-|ng-)""", re.IGNORECASE)

_RECORDS_TYPE = re.compile(r"""type\s?=\s?["']?text/xml\b""", re.IGNORECASE)
_RECORD, _RECORD_END = "<record><![CDATA[", "]]>"


@dataclass(frozen=True, slots=True)
class PageSource:
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


#: Where words begin for readers who run no scripts, and elements that end others open around them: they would be read as standing behind these.
_NOSCRIPT = re.compile(r"<noscript(?=[\s/>])[^<>]{0,300}>", re.IGNORECASE)
_NOSCRIPT_ENDS = re.compile(r"</noscript", re.IGNORECASE | re.ASCII)
_PARTS = re.compile(
    r"<(?:p|div|[uod]l|li|d[dt]|table|t[rdh]|h[1-6]|a|section|article|center|form)[\s/>]", re.IGNORECASE
)
_NO_PART = ("<script", "</script", "-->")


def without_noscript(html: str) -> str:
    """*html* without what stands in `<noscript>` and could break out of it where it stands in a paragraph; the same string where nothing could."""
    if "noscript" not in names_begun(html):
        return html
    kept, at, end, part, no_part = list[str](), 0, -1, -1, -1
    for match in _NOSCRIPT.finditer(html):
        begins = match.end()
        if begins > end:  # those within it end where it does: what stands up to there is looked through once
            ends = _NOSCRIPT_ENDS.search(html, begins)
            if ends is None:
                break
            end, inside = ends.start(), _lowered(html[begins : ends.start()])
            part = max((one.start() for one in _PARTS.finditer(html, begins, end)), default=-1)
            no_part = begins + max(map(inside.rfind, _NO_PART))
        if match.start() >= at and part >= begins > no_part:
            kept.append(html[at:begins])
            at = end
    return "".join([*kept, html[at:]]) if kept else html


def unfold_records(html: str) -> str:
    """*html* with rows that wait in `<script type="text/xml">` records (大汉 jpage) put where the script stands."""
    if _RECORD not in html:
        return html
    kept: list[str] = []
    lower, at, done = _lowered(html), 0, 0
    while (start := lower.find("<script", at)) >= 0:
        opened = lower.find(">", start)
        end = lower.find("</script>", opened + 1) if opened >= 0 else -1
        if end < 0:
            break
        at = end + len("</script>")
        if _RECORDS_TYPE.search(html[start:opened][:300]):
            kept += [html[done:start], *_records(html[opened + 1 : end])]
            done = at
    return "".join([*kept, html[done:]])


def _records(script: str) -> Iterator[str]:
    at = 0
    while (start := script.find(_RECORD, at)) >= 0:
        start += len(_RECORD)
        end = script.find(_RECORD_END, start)
        if end < 0:
            return
        yield script[start:end]
        at = end


def _lowered(html: str) -> str:
    """*html* in lower case, as long as before: a few letters grow when lowered, and addresses would shift."""
    lower = html.lower()
    return lower if len(lower) == len(html) else html


def split_scripts(html: str) -> PageSource:
    """*html* (without comments) as markup, inline scripts and templates."""
    kept: list[str] = []
    scripts: list[str] = []
    templates: list[str] = []
    tags: list[str] = []
    lower, at = _lowered(html), 0
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
    scripts += handler_code(html)
    return PageSource("".join(kept), "\n".join(scripts), tuple(templates), "\n".join(tags))
