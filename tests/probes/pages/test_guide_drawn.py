"""Headings of guides that are not plain Chinese words: in two languages, as pictures, several in a line."""

from probes.pages.guide.guide import examine_guide
from tests.every import every

from .test_guide_styles import TOLD, URL

H1 = "<h1>残疾人证办理</h1>"


def without(form: str, group: str, foreign: str = "") -> str:
    """A guide whose element of *group* has no text."""
    told = ((h, "" if name == group else v) for name, (h, v, _) in TOLD.items())
    return H1 + "".join(form.format(h=h, v=v, w=foreign) for h, v in told)


@every("foreign", ["Processing time", "قانۇنىي ئاساس", "ཁྲིམས་ལུགས", "법적 근거"])
@every(
    "form",
    [
        "<h4>{h}<br><small>{w}</small></h4><p>{v}</p>", "<h4>{h} / {w}</h4><p>{v}</p>", "<h4>{w} {h}</h4><p>{v}</p>", "<p>{w}</p><p>{h}：{v}</p>",
        "<div class=e>{w}</div><div class=h>{h}</div><div>{v}</div>", "<table><tr><td>{h}<br>{w}</td><td>{v}</td></tr></table>",
    ],
)  # fmt: skip
def test_a_heading_in_two_languages_is_read_and_fills_no_element(foreign: str, form: str) -> None:
    assert examine_guide(without(form, "", foreign), URL).guide.is_read
    for group in ("收费标准", "联系电话"):
        guide = examine_guide(without(form, group, foreign), URL).guide
        assert (guide.is_read, guide.missing) == (True, (group,))


def test_one_line_in_another_language_may_be_an_elements_text() -> None:
    html = without("<h4>{h}</h4><p>{v}</p>", "").replace("<p>不收费</p>", "<p>Free of charge</p>")
    seen = examine_guide(html, URL).guide
    assert (seen.missing, seen.not_told) == ((), ("收费标准",))
