"""What leads to a form beside links, and forms that take no question, or not from everybody."""

from probes.pages.board.form import read_form
from probes.pages.board.form_links import find_entries, find_form_links
from tests.every import every

from .test_form import FORM

URL = "http://www.a.gov.cn/hd/"
THERE = "http://www.a.gov.cn/w"
WORDS = "来信请写明姓名和联系方式，匿名来信不予受理，请勿填写他人的信息，也不要重复提交，谢谢您的支持。"


@every(
    "html",
    [
        "<a href='javascript:void(0)' onclick=\"window.open('/w')\">我要写信</a>",
        "<a href=\"javascript:location.href='/w'\">我要写信</a>",
        "<button onclick=\"location.href='/w'\">我要写信</button>",
        "<input type=button value=我要写信 onclick=\"location.assign('/w')\">",
        "<map><area href='/w' alt=我要写信></map>",
        "<div data-href='/w'>我要写信</div>",
        "<a href='/w'><img alt=我要写信></a>",
        "<a href='/w'>我要写信 &gt;&gt;</a>",
        "<a href='/w'>我要提诉求</a>",
        "<a href='/w'>点此留言</a>",
        "<a href='/w'>我已阅读并同意以上须知，开始写信</a>",
        "<a href='/w'>我已阅读并同意</a>",
        "<a href='/w'>同意并写信</a>",
        "<a href='/w'>我要咨询投诉（实名）</a>",
        "<a href='/w'>致信市长</a>",
        "<table><tr><td onclick=\"location.href='/w'\">我要写信</td></tr></table>",
        "<iframe src='/w'></iframe>",
    ],
)
def test_what_leads_to_a_form(html: str) -> None:
    assert [one.url for one in find_form_links(html, URL)] == [THERE]


@every(
    "html",
    [
        "<button onclick='send()'>我要写信</button>",
        "<div data-href='javascript:;'>我要写信</div>",
        "<button onclick=\"location.href='/w'\">返回</button>",
        "<iframe src='about:blank'></iframe>",
        "<a href='mailto:a@b.cn'>写信</a>",
        "<a href='/w'>不同意</a>",
        "<a href='/w'>满意</a>",
        "<a href='/w'>留言（3）</a>",
        "<a href='tel:12345'>我要咨询</a>",
    ],
)
def test_what_leads_to_none(html: str) -> None:
    assert find_form_links(html, URL) == ()


def test_a_button_of_a_homepage_is_an_entry() -> None:
    html = "<div onclick=\"window.open('/w')\">区长信箱</div><span onclick=\"location.href='/x'\">网上信访</span>"
    assert [one.url for one in find_entries(html, URL)] == [THERE]


@every(
    "html",
    [
        f"<title>网上信访_某区人民政府</title>{FORM}",
        f"<title>某区人民政府</title><h1>纪检监察举报</h1>{FORM}",
        f"<title>意见征集</title>{FORM}",
        f"<title>用户注册</title>{FORM}",
        f"<title>招聘报名_某局</title>{FORM}",
        f"<title>数据开放</title><h1>数据需求申请</h1>{FORM}",
        "<form>错误页面<input name=title>错误描述<textarea name=content></textarea></form>",
        "<form>追问<textarea name=content></textarea>查询码<input name=code></form>",
        f"<fieldset disabled>{FORM}</fieldset>",
        f"<div style='display:none'>{FORM}</div><p>请扫码写信</p>",
    ],
)
def test_a_form_that_takes_no_question_is_no_way_to_ask(html: str) -> None:
    assert not read_form(html).is_open


@every(
    "html",
    [
        f"<title>我要写信_某市信访局</title>{FORM}",
        f"<title>咨询投诉举报</title>{FORM}",
        f"<a href=/n>政务服务大厅暂停服务的通知</a><p>留言评论功能已关闭。</p>{FORM}",
        f"<title>区长信箱</title><h2>意见征集</h2>{FORM}",
        f"<button onclick=open()>我要写信</button><div style='display:none'>{FORM}</div>",
        f"<ul><li><em>在线写信</em></li></ul><div style='display:none'>{FORM}</div>",
        f"<div onclick=open()>我要写信</div><div style='display:none'>{FORM}</div>",
        f"<p>写信须知</p><button>同意并继续</button><div style='display:none'>{FORM}</div>",
        f"<p>登录后可查询历史信件。对恶意留言者，将停止其使用本平台。</p>{FORM}",
        f"<p>市长信箱（旧版）已停用，请使用下方新版。其余时间系统暂停受理。</p>{FORM}",
    ],
)
def test_other_words_shut_no_door(html: str) -> None:
    assert read_form(html).is_open


@every(
    ("html", "closed"),
    [
        (f"<p>您尚未登录，请<a href=/l>登录</a>后提交留言</p>{FORM}", "login_wall"),
        (f"<p>提交前需实名认证</p>{FORM}", "login_wall"),
        (f"<p>该功能暂未开放</p>{FORM}", "closed"),
        (f"<a href=/n>关于区长信箱停止受理的公告</a>{FORM}", "closed"),
        (f"<p>本栏目暂不受理网上来信</p>{FORM}", "closed"),
        (f"<p>区长信箱已整合至12345平台，请前往提交。</p>{FORM}", "closed"),
        (f"<h1>建言献策</h1><p>活动已结束</p>{FORM}", "closed"),
        (f"<div id=f></div><script type='text/html'>{FORM}</script>", "script_form"),
        ("<div id=app></div><script src=/app.js></script>", "script_form"),
        (f"<p>{WORDS}</p><div class=a id='app'></div><script></script>", "script_form"),
        (f"<p>{WORDS}</p><div style='display:none'>{FORM}</div><script></script>", "script_form"),
        (f"<p>{WORDS}</p><form>发表评论<textarea name=c></textarea></form><script></script>", ""),
        ("<title>用户登录</title><form>账号<input name=u>密码<input type=password></form>", "login_wall"),
    ],
)
def test_why_a_door_is_not_open(html: str, closed: str) -> None:
    assert (read_form(html).is_open, read_form(html).closed) == (False, closed)
