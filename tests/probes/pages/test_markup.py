"""A page's source taken apart."""

import pytest

from probes.pages.document.markup import split_scripts, unfold_records, without_comments


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
