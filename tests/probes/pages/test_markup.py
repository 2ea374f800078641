"""A page's source taken apart."""

import pytest

from probes.pages.document.markup import (
    split_scripts,
    unfold_records,
    without_comments,
    without_noscript,
)
from probes.pages.document.page_text import read_page
from probes.pages.document.tree import read_tree


@pytest.mark.parametrize(
    ("html", "kept"),
    [("a<!--b-->c", "ac"), ("a<!--b--><!--c-->d", "ad"), ("a<!--b", "a<!--b"), ("<!---->x", "x")],
    ids=["one", "two", "never ends", "empty"],
)
def test_comments_go(html: str, kept: str) -> None:
    assert without_comments(html) == kept


def test_markup_scripts_and_templates_part() -> None:
    source = split_scripts(
        '<p>1</p><SCRIPT>var a;</SCRIPT><p>2</p><script type="text/html"><li></script><script src="x"></script>'
    )
    assert "<p>1</p>" in source.markup
    assert "var a" not in source.markup
    assert source.scripts.strip() == "var a;"
    assert source.templates == ("<li>",)


def test_an_endless_script_stays_markup() -> None:
    assert split_scripts("<p>1</p><script>var a;").markup == "<p>1</p><script>var a;"


def test_records_stand_where_their_script_stood() -> None:
    html = '<div><script type="text/xml"><nextgroup><![CDATA[<a>]]></nextgroup><record><![CDATA[<li>1</li>]]></record></script></div>'
    assert unfold_records(html) == "<div><li>1</li></div>"
    assert unfold_records(html.replace('"', "")) == "<div><li>1</li></div>"


def test_what_is_for_readers_without_scripts_does_not_break_out_of_a_paragraph() -> None:
    for inside in ("<p>2026-11-20</p>", "<div>2026-11-20</div>", "<table><tr><td>2026-11-20</table>"):
        html = f"<body><p>来源：<NoScript class='a'>{inside}</noscript>本站</p></body>"
        assert "2026" not in read_page(html).text, inside
        assert read_tree(html).texts == ["来源：", "本站"], inside


def test_a_noscript_that_cannot_break_out_or_never_ends_stays() -> None:
    for html in (
        "<noscript><img src=a></noscript><p>1</p>",
        "<noscript><p>1</p>",
        "<script>a='<noscript>'</script><p>1</p><script>b='</noscript>'</script>",
        "<!--<noscript>--><p>1</p><!--</noscript>-->",
    ):
        assert without_noscript(html) is html


def test_many_noscripts_with_one_end_are_looked_through_once() -> None:
    # three quarters of a minute where each looks for its own end
    many = "<!--" + 20_000 * "<noscript>" + "{}</noscript>"
    assert without_noscript(html := many.format("--><p>1</p><!--")) is html
    assert without_noscript(many.format("--><noscript><p>1</p>")) == many.format("--><noscript>")


def test_a_window_that_is_not_open_is_not_seen() -> None:
    for html, seen in (
        ("<dialog><p>2026-11-20</p></dialog>", False),
        ("<dialog open>2026-11-20</dialog>", True),
    ):
        assert ("2026" in read_page(f"<body><h1>通知</h1>{html}</body>").text) is seen
        assert any(one.hidden for one in read_tree(html).elements) is not seen
