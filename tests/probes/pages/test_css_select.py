"""A selector that a page wrote means what the parser says, and none of its making keeps a reader busy."""

from random import Random

import pytest
from selectolax.lexbor import LexborHTMLParser

from probes.pages.document.css_select import MOST_IN_LIST, MOST_STEPS, is_understood, select, steps_of
from tests.every import every
from tests.fuzz.readers import NOW, READERS, URL

CLASSES = ("a", "b", "c")


def page(random: Random) -> str:
    """A small page of nested elements of few kinds."""
    parts, open_ = list[str](), list[str]()
    for _ in range(40):
        if open_ and (random.random() < 0.4 or len(open_) > 7):
            parts.append(f"</{open_.pop()}>")
        else:
            tag = random.choice(("div", "span", "b"))
            open_.append(tag)
            parts.append(
                f'<{tag} class="{random.choice(CLASSES)} {random.choice(CLASSES)}" id="n{len(parts)}">'
            )
    return "".join((*parts, *(f"</{one}>" for one in reversed(open_))))


def selector(random: Random) -> str:
    """A selector of up to four steps, or one that looks at siblings."""

    def own() -> str:
        return random.choice(
            ("div", "span", "b", "*", ".a", ".b", "div.c", "[id]", "span:first-child", "b:not(.a)")
        )

    if random.random() < 0.2:
        return f"{own()} {random.choice('+~')} {own()}"
    found = own()
    for _ in range(random.randrange(4)):
        found += random.choice((" ", "  ", ">", " > ")) + own()
    return found


@every("seed", range(60))
def test_it_finds_what_the_parser_finds(seed: int) -> None:
    random = Random(seed)
    tree = LexborHTMLParser(page(random))
    for _ in range(20):
        asked = ", ".join(selector(random) for _ in range(random.choice((1, 1, 2))))
        theirs = {node.attributes.get("id") for node in tree.css(asked)}
        assert {node.attributes.get("id") for node in select(tree, asked)} == theirs, asked


def test_several_stand_in_the_pages_order() -> None:
    tree = LexborHTMLParser("<p id=1></p><b id=2></b><p id=3></p>")
    assert [node.attributes["id"] for node in select(tree, "b, p")] == ["1", "2", "3"]


@every(
    "text",
    ["", ">", "div >", "> div", "div > > p", ",", "a,", "a,,b", "[x", "(", "a:has(b c)", "div:not(a b)", "a:is(b,c)", " ".join(["a"] * (MOST_STEPS + 1)), ",".join(["a"] * (MOST_IN_LIST + 1))],
)  # fmt: skip
def test_what_is_not_understood_means_nothing(text: str) -> None:
    assert steps_of(text) == []


#: In the parser's own search each of these takes minutes; here they come back at once, else the suite would stand still.
STEPS, DEPTH = " ".join(["div"] * (MOST_STEPS - 2)), 300


@pytest.mark.parametrize("sign", [" ", ">"])
def test_steps_in_deep_pages_are_no_work(sign: str) -> None:
    tree = LexborHTMLParser("<div>" * DEPTH + "<a class=q>x</a>")
    assert select(tree, f".z {STEPS}{sign}.q") == []
    assert len(select(tree, f"{STEPS}{sign}.q")) == 1


@every("reader", ["patrolled", "article", "list", "board", "homepage"])
def test_neither_a_sheet_nor_a_script_of_a_page_keeps_its_reader_busy(reader: str) -> None:
    hostile = f".z {STEPS} .q"
    READERS[reader](
        f"<style>{hostile}{{display:none}}</style>"
        + "<div>" * DEPTH
        + f"<a class=q href='{URL}'>{NOW:%Y-%m-%d}</a>"
        f"<script>document.querySelector('{hostile}').innerHTML='2026-11-01'</script>"
    )


@every("own", ["p:nth-child(2)", "div > p:nth-last-of-type(1)", "p:first-of-type"])
def test_siblings_are_counted_where_there_are_not_too_many(own: str) -> None:
    for many, counted in ((1000, True), (2100, False)):
        tree = LexborHTMLParser(f"<div>{'<p>x</p>' * many}</div>")
        assert (len(select(tree, own)), is_understood(tree, own)) == (int(counted), counted)
