"""The names of a page's elements are told from its markup, so that its tree is asked for none that it does not hold."""

from random import Random

from probes.pages.document.begun import MARKS, holds, names_begun
from probes.pages.document.page_text import _HEADINGS, NOISE
from probes.pages.document.parser import parse_html
from probes.pages.document.unread_parts import _KINDS_OPENED
from tests.every import every

ASKED = (*MARKS, *NOISE, *_HEADINGS, *_KINDS_OPENED, "template", "time", "del")


@every("name", ASKED)
def test_a_name_is_told_however_it_is_written(name: str) -> None:
    for told in (name, name.upper(), name.title()):
        assert (
            names_begun("".join(f"<p>a</p>\n<{told}{sign}" for sign in (">", " id=a>", "\n>", "/>", "\t>")))[
                name
            ]
            == 5
        )
        assert name not in names_begun(f"< {told}></{told}> {told} <x-{told}>")


def test_root_elements_are_told_where_they_have_attributes() -> None:
    names = names_begun("<html><HTML lang=a><body><body\nid=a><Body/><body>")
    assert (names["html"], names["body"]) == (1, 2)


WORDS = ("<", "</", "<!--", "-->", ">", " ", "=", '"', "\0", "\ud800", "&nGt;", "x", "<svg>", "<title>", "<table>", "<select>", *ASKED)  # fmt: skip


def test_no_element_of_a_tree_goes_untold() -> None:
    for rng in map(Random, range(1500)):
        page = "".join(
            (rng.choice(("<", "<", "")) + rng.choice((str, str.upper))(one) + rng.choice((">", " a>", "")))
            for one in rng.choices(WORDS, k=rng.randint(1, 12))
        )
        held = {node.tag for node in parse_html(page).css("*")}
        assert not {one for one in held.intersection(ASKED) if one not in names_begun(page)}, page


def test_a_page_holds_a_word_wherever_it_stands() -> None:
    assert holds("nload=a", "nLoad", "nload")
    assert holds("a nload", "nload")
    assert not holds("a nloa", "nload", "nLoad")
    assert not holds("")
