"""A page that is made to keep a parser busy is known before it is parsed, whatever hides its depth from a quick look."""

import pytest

from probes.pages.document.costly import DEEPEST, MOST_ATTRIBUTES, MOST_MARKS, tags_of, too_costly
from probes.pages.document.parser import parse_html

DEEP = 450


@pytest.mark.parametrize(
    "piece",
    [
        "<div>", "<div title='</div>'>", '<div title=">" x="</div>">',
        "<div><!-- </div> -->", "<div><script>'</div>'</script>", "<div><style></div></style>", "<div></1 </div>", "<div><!x </div>", "<div><?x </div>",
        "<div><table></div>", "<div><SCRIPT>a</div></sCript >", "<div><textarea></div></textarea>", "<div><!--></div-->",
        "<DIV><svg><style><g></style></svg>", "<div\n>", "<section/>",
        "<div><p>", "<li><section>", "<dd><h1>", "<option><b>", '<div><a =" ="></div>">', '<div><a x=b=" y="></div>">', '<div><a z= b=" y="></div>">', "<div><a\u3000b=\" c=\"></div>\">", "<div><!-- <!x> </div> -->",
        "<svg><link><![CDATA[></link>]]>", '<div><a =" c=" d></div>">', '<div><a x= b =" c=" d></div>">', "<div-x></div>", '<div title="<!--"><p title="-->">',
        "<ul></><p title='>", "<script<span>", "<tr><span>", "<!--><div></div-->",
    ],
)  # fmt: skip
def test_no_writing_hides_depth(piece: str) -> None:
    assert too_costly(f"<html><body>{piece * DEEP}")


@pytest.mark.parametrize(
    "piece",
    [
        "<div><p>a<br><img src=x>b</p></div>", "<ul><li>a<li>b</ul>", "<p>a<p>b", "<a href='?a=1&b=2' title='1 > 0'>x</a>", "<div><!-- <div> --></div>",
        '<div id = "a" class= b title ="c"><!-- <p>x --></div>', "<svg><path d=''/></svg>", "<script>for(i=0;i<n;i++){s+='<li>'}</script><p>a</p>",
        "<script>'<div>'</script>", "<table><tr><td>a<td>b</table>", "<input value='<div>'>",
        "<!--[if IE]><!--><p>a</p><!--<![endif]-->", "<!-- <p>a</p> -->", "<!--><p>a</p><!--->", "i << 2 ", "<a onclick=\"f('<b>')\" href='#'>x</a>",
    ],
)  # fmt: skip
def test_a_long_page_as_people_write_it_is_not_costly(piece: str) -> None:
    assert too_costly(f"<html><body>{piece * DEEP}</body></html>") == ""


def test_a_tag_of_many_attributes_is_costly() -> None:
    names = " ".join(f"a{n}='>'" for n in range(300))
    assert too_costly(f"<body>{'<i>a</i>' * 400}<p {names}>") == "attributes"


@pytest.mark.parametrize(
    ("page", "limit"),
    [
        ("<div>" * (DEEPEST + 1), "depth"),
        ("".join(f"<b class={n}>" for n in range(MOST_MARKS + 1)), "marks"),
        (f"<p {' '.join(f'a{n}' for n in range(MOST_ATTRIBUTES + 1))}>x</p>", "attributes"),
        ("<p " + " ".join(f"a{n}='>'" for n in range(MOST_ATTRIBUTES + 1)) + ">x</p>", "attributes"),
        ("<p>x</p>" * 150, ""),
        ("<b>x</b>" * 150, ""),
    ],
)
def test_a_page_of_few_tags_is_held_to_the_same_limits(page: str, limit: str) -> None:
    assert too_costly(f"<html><body>{page}") == limit


@pytest.mark.parametrize(
    "piece",
    [
        "<DIV><Strike>a</sTRIKE><s>b</s></DIV>", "<!-- <del> --><p>a</p>", "<svg><title>a</title><style>b</style></svg>", "<image src=x><h1/class=a>b</h1>",
        "<script>'<time>'</script><textarea>a</textarea>", "<select/><option\n>a<option x=1>b</select>",
    ],
)  # fmt: skip
def test_no_tag_of_a_page_is_missing_among_its_names(piece: str) -> None:
    page = f"<html><body>{piece * 450}<p>{' x' * 20_000}</p></body></html>"
    assert too_costly(page) == ""
    names = tags_of(page)
    assert names is not None
    implied = {"head", "img", "-text", "-comment"}
    assert {str(one.tag) for one in parse_html(page).css("*")} - implied <= names


@pytest.mark.parametrize("piece", ["<p title='<h2>'>a</p>", "<p class=a<h3>b</p>"])
def test_names_are_not_known_where_a_tag_could_not_be_told_apart(piece: str) -> None:
    page = f"<html><body>{piece * 450}<p>{' x' * 20_000}</p></body></html>"
    assert too_costly(page) == ""
    assert tags_of(page) is None


def test_names_are_those_of_the_page_looked_at_last() -> None:
    first, then = (f"<html><body>{f'<{one}>a</{one}>' * 600}</body></html>" for one in ("em", "del"))
    assert (too_costly(first), too_costly(then)) == ("", "")
    assert tags_of(first) is None
    names = tags_of(then)
    assert names is not None
    assert "del" in names
    assert "em" not in names
