"""A page that is made to keep a parser busy is known before it is parsed, whatever hides its depth from a quick look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.pages.document.costly import (
    DEEP,
    DEEPEST,
    ENDED,
    ENDED_MARK,
    MOST_ATTRIBUTES,
    MOST_COPIES,
    SETTLED,
    has_few_attributes,
    left_open,
    too_costly,
)
from probes.pages.document.parser import is_deeper, parse_html
from tests.every import every

PIECES_OF_A_PAGE = 950
#: So many marks in a row would be opened again too often, and so many attributes compared.
MARKS, ATTRIBUTES = MOST_COPIES // 300, 14_000


@every(
    "piece",
    [
        "<div>", "<div title='</div>'>", '<div title=">" x="</div>">',
        "<div><!-- </div> -->", "<div><script>'</div>'</script>", "<div><style></div></style>", "<div></1 </div>", "<div><!x </div>", "<div><?x </div>",
        "<div><table></div>", "<div><SCRIPT>a</div></sCript >", "<div><textarea></div></textarea>", "<div><!--></div-->",
        "<DIV><svg><style><g></style></svg>", "<div\n>", "<section/>",
        "<div><p>", "<li><section>", "<dd><h1>", "<option><b>", '<div><a =" ="></div>">', '<div><a x=b=" y="></div>">', '<div><a z= b=" y="></div>">', "<div><a\u3000b=\" c=\"></div>\">", "<div><!-- <!x> </div> -->",
        "<svg><link><![CDATA[></link>]]>", '<div><a =" c=" d></div>">', '<div><a x= b =" c=" d></div>">', "<div-x></div>", '<div title="<!--"><p title="-->">',
        "<ul></><p title='>", "<\ud800div>", "<script<span>", "<tr><span>", "<!--><div></div-->",
    ],
)  # fmt: skip
def test_no_writing_hides_depth(piece: str) -> None:
    page = f"<html><body>{piece * PIECES_OF_A_PAGE}"
    assert too_costly(page) or deepest(page) < DEEP


def deepest(page: str) -> int:
    """How deep elements stand in each other, as the parser puts them."""
    depth = dict[int, int]()
    for node in parse_html(page).css("*"):
        depth[node.mem_id] = 1 + (depth.get(node.parent.mem_id, 0) if node.parent is not None else 0)
    return max(depth.values())


@every(
    "piece",
    [
        "<div><p>a<br><img src=x>b</p></div>", "<ul><li>a<li>b</ul>", "<p>a<p>b", "<a href='?a=1&b=2' title='1 > 0'>x</a>", "<div><!-- <div> --></div>",
        '<div id = "a" class= b title ="c"><!-- <p>x --></div>', "<svg><path d=''/></svg>", "<script>for(i=0;i<n;i++){s+='<li>'}</script><p>a</p>",
        "<script>'<div>'</script>", "<table><tr><td>a<td>b</table>", "<input value='<div>'>",
        "<!--[if IE]><!--><p>a</p><!--<![endif]-->", "<!-- <p>a</p> -->", "<!--><p>a</p><!--->", "i << 2 ", "<a onclick=\"f('<b>')\" href='#'>x</a>",
    ],
)  # fmt: skip
def test_a_long_page_as_people_write_it_is_not_costly(piece: str) -> None:
    assert too_costly(f"<html><body>{piece * PIECES_OF_A_PAGE}</body></html>") == ""


@every(
    ("page", "limit"),
    [
        ("<div>" * (DEEPEST + 1), "depth"),
        ("<template>" * (DEEPEST + 1), "depth"),
        ("".join(f"<b class={n}>" for n in range(MARKS)), "marks"),
        (f"<p {' '.join(f'a{n}' for n in range(ATTRIBUTES))}>x</p>", "attributes"),
        ("<p " + " ".join(f"a{n}='>'" for n in range(ATTRIBUTES)) + ">x</p>", "attributes"),
        ("<p " + " ".join(f'a{n}=">"' for n in range(ATTRIBUTES)) + ">x</p>", "attributes"),
        ("<i>a</i>" * 400 + "<p " + " ".join(f"a{n}='>'" for n in range(ATTRIBUTES)) + ">", "attributes"),
        ("<p>x</p>" * 150, ""),
        ("<b>x</b>" * 150, ""),
    ],
)
def test_a_page_of_few_tags_is_held_to_the_same_limits(page: str, limit: str) -> None:
    assert too_costly(f"<html><body>{page}") == limit


@pytest.mark.parametrize(
    "page",
    [
        "".join(f"<b class={n}>" for n in range(300)),
        f"<p {' '.join(f'a{n}' for n in range(MOST_ATTRIBUTES + 1))}>x</p>",
        "<select>" + "<option>x" * 6000,
    ],
)
def test_what_is_little_work_for_the_parser_is_not_costly(page: str) -> None:
    assert too_costly(f"<html><body>{page}") == ""


@every(
    ("page", "deep"),
    [
        ("<p>a", 3), ("", 2), ("<div>" * 5 + "</div>" * 5, 7), ("<svg><html></html></svg>" + "<div>" * 9, 11), ("<svg><html><g><g><g>", 7),
        ("<frameset><frame>", 3), ("<div>" * 500, 502),
    ],
)  # fmt: skip
def test_a_tree_is_as_deep_as_its_deepest_elements(page: str, deep: int) -> None:
    assert deepest(page) == deep
    assert is_deeper(page, deep)
    assert not is_deeper(page, deep + 1)


def test_half_a_pair_parts_what_stands_around_it() -> None:
    page = "<\udcffb id=1><p title=\ud83d>&nG\udc00t;"
    assert (
        parse_html(page).html
        == '<html><head></head><body>&lt;\ufffdb id=1&gt;<p title="\ufffd">&amp;nG\ufffdt;</p></body></html>'
    )


def test_a_template_may_hide_how_deep_it_is() -> None:
    page = f"<p><Template>{'<div>' * 450}"
    assert not is_deeper(page, DEEP)
    assert too_costly(page) == "depth"


TAGS = ("b", "i", "font", "a", "p", "div", "span", "li", "table", "tr", "td", "form", "select", "svg", "g", "title", "h1", "button", "br", "body", "object")  # fmt: skip
ATTRIBUTES_OF_TAGS = ("", " id=k%d", " id=k%d", ' a="x>y"', " a='", " a=\"<i>'", " /", " =", ' a=b="c')
BETWEEN = ("", "x", " ", "<!--", "-->", "</", "<", "</p>", "</br>", "'>")
BEFORE = ("", "<table>", "<table><tr><td>", "<svg>", "<select>", "<p>", "<a>", "<form>")


@given(
    st.lists(
        st.tuples(st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES_OF_TAGS), st.sampled_from(BETWEEN), st.integers(0, 3)),
        min_size=1, max_size=5,
    ),
    st.sampled_from(BEFORE),
)  # fmt: skip
def test_what_is_not_left_open_neither_nests_nor_opens_again(
    drawn: list[tuple[str, str, str, int]], before: str
) -> None:
    """Each tag's end stands so many others later; all is said again and again, with names of its own."""
    piece, ends = "", list[tuple[int, str]]()
    for n, (name, attributes, behind, later) in enumerate(drawn):
        piece += f"<{name}{attributes}>{behind}"
        ends.append((n + later, f"</{name}>"))
        piece += "".join(end for due, end in reversed(ends) if due == n)
    page = before + "".join(piece.replace("%d", str(n)) for n in range(40))
    left, marks = left_open(page, ENDED)
    written = page.count("<") - page.count("</") + page.count("</p>") + page.count("</br>")
    assert deepest(page) <= 4 + 3 * (left + SETTLED) + marks + SETTLED + 1
    opened = len(parse_html(page).css("*"))
    for some in (marks, left_open(page, ENDED_MARK)[1]):
        assert opened <= 4 + written * (3 + some + SETTLED + 1)


@every(
    ("page", "left"),
    [
        ("<p>a</p>", (0, 0)), ("<p class=x id='y' title=\"z\">a<b>b</b> <i>c</i></p>", (0, 0)), ("<div><p><b>a</b></p></div>", (0, 0)),
        ("<div><div><p><b>a</b></p></div></div>", (1, 0)), ("<b><b>a</b>", (1, 1)), ("<b>a</i>", (1, 1)), ("<b title='>'>a</b>", (1, 1)),
        ("<b title=\"x>a</b>", (1, 1)), ("<b>a<!-- --></b>", (2, 1)), ("<b>a<br></b>", (2, 1)), ("<b>a</B>", (1, 1)), ("<B>a</B>", (0, 0)), ("a < b", (1, 0)),
    ],
)  # fmt: skip
def test_elements_whose_ends_follow_are_not_left_open(page: str, left: tuple[int, int]) -> None:
    assert left_open(page, ENDED) == left


PIECES = ("<p", "<a", " ", "/", "=", '"', "'", '="', "= '", ">", '">', "'>", "x", "<!--", "-->", "<script>", "</script>")  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.integers(0, 60))
def test_few_attributes_are_no_more_than_the_parser_finds(pieces: list[str], most: int) -> None:
    named = (f"n{n}" if one == "x" else one for n, one in enumerate(pieces))
    page = f"<body>{''.join(named)}>'>\">-->"
    if has_few_attributes(page, most):
        held = [len(one.attributes) for one in parse_html(page).css("*")]
        assert sum(n * (n - 1) // 2 for n in held) <= most


def test_a_long_comment_of_styles_holds_no_attributes() -> None:
    rules = "p { mso-style-name:='a'; filter:x(opacity=\"70\") } / q\n" * 4000
    assert has_few_attributes(f"<style><!--{rules}--></style>{'<p class=a>b</p>' * 9}")
    assert not has_few_attributes(f"<style><!--{rules}<p {rules}--></style>")


def test_a_tree_that_was_asked_how_deep_it_is_is_given_to_one_alone() -> None:
    page = f"<html><body>{'<p>a</p><br>' * 300}"
    assert too_costly(page) == ""
    first, then = parse_html(page), parse_html(page)
    first.strip_tags(["p"])
    assert len(then.css("p")) == 300
    assert parse_html("<p>b</p>").body is not None
