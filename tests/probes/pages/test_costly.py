"""A page that is made to keep a parser busy is known before it is parsed, whatever hides its depth from a quick look."""

import pytest

from probes.pages.document.costly import too_costly

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
