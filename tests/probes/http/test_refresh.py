"""Pages that send their reader on, and pages that stay."""

import pytest

from probes.http.refresh import sent_on_to
from tests.every import every

HERE = "http://www.gov.test/a/"
WORDS = "<p>" + "政务公开" * 60 + "</p>"
REFRESH = '<meta http-equiv="refresh" content="{}">'


@every(
    ("text", "there", "how"),
    [
        pytest.param(REFRESH.format("0; url=b.html"), "a/b.html", "meta_refresh", id="at once"),
        pytest.param(REFRESH.format("5;URL='/x'"), "x", "meta_refresh", id="after five seconds, quoted"),
        pytest.param("<META CONTENT='0;url=../' HTTP-EQUIV=Refresh>", "", "meta_refresh", id="attributes turned round"),
        pytest.param(REFRESH.format("0; url=b.html") + WORDS, "a/b.html", "meta_refresh", id="on a page with words"),
        pytest.param(REFRESH.format(".5; url=b.html"), "a/b.html", "meta_refresh", id="after half a second"),
        pytest.param("<base href=/z/>" + REFRESH.format("0; url=b.html"), "z/b.html", "meta_refresh", id="under a base"),
        pytest.param("<base href=/z/><script>location='b.html'</script>", "z/b.html", "script_redirect", id="a script under a base"),
        pytest.param("<script>location='/x'</script>", "x", "script_redirect", id="location"),
        pytest.param(r"<script>location='\/x\/y\u002ehtm\x6c'</script>", "x/y.html", "script_redirect", id="escaped letters"),
        pytest.param("<script>// location='/old'\n/* location='/older' */location='http://www.gov.test/x'</script>", "x", "script_redirect", id="comments beside it"),
        pytest.param("<script>var u='a//b';location='/x//y'</script>", "x//y", "script_redirect", id="two strokes in a string"),
        pytest.param("<script>window.location.href = \"/x\";</script>", "x", "script_redirect", id="href"),
        pytest.param("<script>top.location.replace('/x')</script>正在跳转", "x", "script_redirect", id="replace"),
        pytest.param("<script>setTimeout(\"location.href='/x'\",1000)</script>", "x", "script_redirect", id="after a second"),
        pytest.param("</head><body onload=\"location.replace('/x')\">", "x", "script_redirect", id="on load"),
        pytest.param("<script>function go(){location='/x'}</script></head><body onload=go()>", "x", "script_redirect", id="a function, on load"),
        pytest.param("<script>location='/x'</script></head><body>如未自动跳转，请<a href=/x>点击这里</a>", "x", "script_redirect", id="a link to the same page beside it"),
        pytest.param("<script>location='/x'</script></head><body><img src=/loading.gif>", "x", "script_redirect", id="a picture beside it"),
    ],
)  # fmt: skip
def test_a_page_sends_its_reader_on(text: str, there: str, how: str) -> None:
    assert sent_on_to(f"<html><head>{text}</head></html>", HERE) == (f"http://www.gov.test/{there}", how)


@every(
    ("refresh", "there"),
    [
        pytest.param("0; url=/x", "http://www.gov.test/x", id="at once"),
        pytest.param("3;URL='b.html'", "http://www.gov.test/a/b.html", id="quoted"),
        pytest.param("0, /x", "http://www.gov.test/x", id="comma, without its name"),
        pytest.param("0;url=/" + "首页".encode("gbk").decode("latin-1"), "http://www.gov.test/%CA%D7%D2%B3", id="GBK"),
        pytest.param("30; url=/x", None, id="too late"),
        pytest.param("5", None, id="only again"),
        pytest.param("0; url=/a/", None, id="to itself"),
        pytest.param("now", None, id="no number"),
        pytest.param("", None, id="none"),
    ],
)  # fmt: skip
def test_the_header_refresh_is_followed_like_the_tag(refresh: str, there: str | None) -> None:
    on = sent_on_to("<html><body>" + WORDS + "</body></html>", HERE, refresh)
    assert on == (None if there is None else (there, "header_refresh"))


@every(
    "text",
    [
        pytest.param(REFRESH.format("300"), id="refreshes itself"),
        pytest.param(REFRESH.format("0; url=/a/"), id="leads to itself"),
        pytest.param("<base href=/>" + REFRESH.format("0; url=a/"), id="leads to itself under a base"),
        pytest.param(REFRESH.format("6; url=b.html"), id="too late"),
        pytest.param(
            "<noscript>" + REFRESH.format("0; url=/nojs") + "</noscript>", id="for readers without script"
        ),
        pytest.param(
            "<!--[if lt IE 9]>" + REFRESH.format("0; url=/old") + "<![endif]-->", id="for old browsers"
        ),
        pytest.param(REFRESH.format("0; url=javascript:x()"), id="leads to no address"),
        pytest.param("<script>location='/x'</script>" + WORDS, id="a script on a page with words"),
        pytest.param("<script>location='/x/' + id + '.html'</script>", id="a script with half an address"),
        pytest.param("<script>if(/mobile/.test(u)){location='/m'}</script>", id="only on phones"),
        pytest.param("<script>if(location=='/x'){}</script>", id="asks where it is"),
        pytest.param("<a onclick=\"location='/x'\">更多</a>", id="only when clicked"),
        pytest.param("<script>setTimeout(\"location='/x'\",60000)</script>", id="after a minute"),
        pytest.param("<script>location='/x';location='/y'</script>", id="two ways"),
        pytest.param("<script>// location='/x'</script>", id="only in a comment"),
        pytest.param("<script>/* location='/x' */</script>", id="only in a comment of many lines"),
        pytest.param(
            "<script>location='/x'</script><a href=/y>老年版</a>", id="a script beside a link elsewhere"
        ),
        pytest.param(
            "<script>function go(){location='/x'}</script><img src=/a.gif onclick=go()>",
            id="when a picture is clicked",
        ),
        pytest.param("<p>refresh</p>", id="nothing of the kind"),
    ],
)
def test_a_page_stays(text: str) -> None:
    assert sent_on_to(f"<html><body>{text}</body></html>", HERE) is None
