"""Entries that lead to a channel, forms that are open, doors that are closed."""

from hypothesis import given
from hypothesis import strategies as st

from probes.pages.board.form import read_form
from probes.pages.board.form_links import find_entries, find_form_links
from tests.every import every

URL = "http://www.a.gov.cn/"
FORM = """<form action="/save" method="post"><table>
<tr><td>姓名：</td><td><input name="f1"></td></tr><tr><td>标题：</td><td><input name="f2"></td></tr>
<tr><td>内容：</td><td><textarea name="f3"></textarea></td></tr><tr><td>验证码：</td><td><input name="f4"></td></tr>
</table><input type="hidden" name="token"><input type="submit" value="提交"></form>"""


@every(
    ("text", "href", "found"),
    [
        ("我要咨询", "/zx", True), ("区长信箱", "http://b.gov.cn/mail", True), ("互动交流", "hdjl/", True), ("12345便民服务平台", "http://fz12345.a.gov.cn/", True),
        ("网上信访", "/xf", False), ("有问必答", "/wd", True), ("投诉建议", "/ts", True), ("纪检举报", "/jb", False), ("12388举报", "/jb2", False), ("区长信箱", "mailto:a@b.cn", False),
        ("咨询", "javascript:;", False), ("意见征集", "/yjzj", False), ("在线访谈", "/zxft", False), ("政务公开", "/zwgk", False), ("信箱", "#", False),
    ],
)  # fmt: skip
def test_what_may_lead_to_a_channel(text: str, href: str, found: bool) -> None:
    assert bool(find_entries(f'<a href="{href}">{text}</a>', URL)) is found


def test_the_most_telling_entry_comes_first_and_pictures_have_words_too() -> None:
    html = '<a href="/hd">互动交流</a><a href="/yx"><img alt="区长信箱"></a><a href="/zx">我要咨询</a><a href="/zx">我要咨询</a>'
    assert [one.url for one in find_entries(html, URL)] == [f"{URL}zx", f"{URL}yx", f"{URL}hd"]


def test_links_to_the_form_itself() -> None:
    html = '<a href="/w">我要写信</a><a href="/list">信件选登</a><a href="#">我要留言</a>'
    more = '<a href="/x">给镇长写信</a><a href="/y">写信给书记</a><a href="/z">我已阅读并同意，我要写信</a>'
    assert [one.url for one in find_form_links(html, URL)] == [f"{URL}w"]
    assert [one.url for one in find_form_links(more, URL)] == [f"{URL}x", f"{URL}y", f"{URL}z"]


@every(
    ("html", "is_open", "closed"),
    [
        (FORM, True, ""),
        ('<form><input placeholder="请输入标题"><input placeholder="请输入内容"></form>', True, ""),
        ('<form><input name="keyword"><input type="submit"></form>', False, ""),
        ("<p>信件列表</p>", False, ""),
        ("<form><input name=user><input type=password></form>", False, "login_wall"),
        ("<p>您还未登录，请先登录</p>", False, "login_wall"),
        (f"<p>登录后方可留言</p>{FORM}", False, "login_wall"),
        (f'<a href="/login">用户登录</a>{FORM}', True, ""),
        (f"<p>因系统升级，本栏目暂停服务</p>{FORM}", False, "closed"),
        (f"<p>本信箱已停用，如需咨询请拨打12345</p>{FORM}", False, "closed"),
        (f"<p>若水县如山镇政府信箱系统维护中</p>{FORM}", False, "closed"),
        (f"{FORM}<div>主办：某区政府办 系统维护：某公司</div>", True, ""),
        (f"<p>如遇系统维护无法提交，请拨打12345。广告、谩骂的信箱来信将关闭处理。</p>{FORM}", True, ""),
        (f"<p>1月1日系统维护，现已恢复。</p>{FORM}", True, ""),
        (f"{FORM}<div>某公司负责系统维护</div>", True, ""),
        (f"<p>如系统升级维护，将提前公告。留言提交后，系统将关闭窗口。公开后评论功能关闭。</p>{FORM}", True, ""),
        (f"<p>本系统由某某公司开发维护，平台由市数据局建设和维护，现已全新升级</p>{FORM}", True, ""),
        (f"<p>县长信箱 如遇系统维护，请稍后再写</p>{FORM}", True, ""),
        (f"<p>如需咨询请拨打12345，本信箱已停用</p>{FORM}", False, "closed"),
        (f"<p>节假日安排 通知公告 本信箱暂停使用</p>{FORM}", False, "closed"),
        (f"<p>因广告太多，留言功能已关闭</p>{FORM}", False, "closed"),
        (f"<p>因重复留言过多，本信箱暂停受理，12月1日恢复办理。</p>{FORM}", False, "closed"),
        (f"<p>本信箱11月暂停服务；现已恢复办理。</p>{FORM}", True, ""),
        ("<form>标题<input name=title>内容<div contenteditable=true></div></form>", True, ""),
        ("<form>标题<input name=title><script id=ed name=content type=text/plain></script></form>", True, ""),
        ("<title>404 页面不存在</title>", False, "error_page"),
        ('<form><textarea name="c" style="display: none"></textarea></form>', False, ""),
        ("<form><textarea></textarea></form>", False, ""),
        ("", False, ""),
        ("<form>信件标题<input name=t>信件内容<input name=nr><button>查询</button></form>", False, ""),
        ("<div>满意<input type=radio>意见<textarea name=yj></textarea>电话<input name=tel></div>", False, ""),
        ("<form>申请表 姓名<input name=n>所需信息<textarea name=c></textarea></form>", False, ""),
        ("<form>标题<input name=t readonly>内容<textarea name=c readonly>路灯不亮</textarea></form>", False, ""),
        ("<form>标题<input name=t>内容<textarea name=c></textarea><p>办结后请评价。</p></form>", True, ""),
        ("<form id=all><p><input name=key><button>搜索</button></p>标题<input name=t>内容<textarea name=c></textarea></form>", True, ""),
        (f"<p>市长信箱已并入热线，本栏目不再受理来信，请拨打热线。</p>{FORM}", False, "closed"),
        (f"<p>本信箱不再受理已进入诉讼的来信。</p>{FORM}", True, ""),
        (f"<p>对已进入诉讼程序的事项，本信箱不再受理。已答复的问题，系统不再受理</p>{FORM}", True, ""),
        (f"<p>本信箱不再受理信访投诉，平台不再受理匿名信件。</p>{FORM}", True, ""),
        (f"<p>即日起，本平台不再接收新的留言。</p>{FORM}", False, "closed"),
        (f"<p>您要反映的问题，请拨打热线，本信箱不再受理来信。</p>{FORM}", False, "closed"),
        ("<form>意见标题<input name=t>内容<textarea name=c></textarea>满意度评价在办结后开放</form>", True, ""),
    ],
    ids=[
        "a_form", "told_by_placeholders", "a_search_box", "a_list", "login", "log_in_first", "log_in_to_write", "a_login_beside_an_open_form", "suspended",
        "given_up", "a_name_like_if", "who_maintains_it", "rules_of_the_house", "open_again", "who_looks_after_it", "what_may_be", "who_made_it", "a_condition_behind_the_door's_name", "what_to_do_first", "a_link_before", "why_it_is_closed", "until_when", "open_again_since", "an_editor", "an_editor_that_a_script_builds",
        "error_page", "hidden", "a_text_area_and_nothing_else", "empty",
        "a_search_for_letters", "a_judgement", "an_application", "a_letter_in_fields", "judged_later", "a_search_above", "no_longer", "not_these", "not_these_either", "not_of_that_kind", "no_new_ones", "elsewhere", "judged_when_it_is_done",
    ],
)  # fmt: skip
def test_a_form_and_its_door(html: str, is_open: bool, closed: str) -> None:
    form = read_form(html)
    assert (form.is_open, form.closed) == (is_open, closed)


@every(
    ("title", "words", "is_open"),
    [
        ("我要写信", "本信箱只受理本县范围内的诉求。", True), ("我要写信", "本信箱仅限本县户籍居民使用。", False), ("建言献策", "", True), ("关于某办法征求意见的公告", "", False),
        ("意见建议征集", "", False), ("公开征求意见建议", "", False), ("意见建议", "", True),
    ],
)  # fmt: skip
def test_a_form_of_some_or_of_a_call_is_no_door(title: str, words: str, is_open: bool) -> None:
    assert read_form(f"<title>{title}_某县</title><p>{words}</p>{FORM}").is_open is is_open


def test_the_fields_are_named() -> None:
    assert set(read_form(FORM).fields) == {"name", "title", "content", "captcha"}


@given(st.text(max_size=200))
def test_no_page_makes_the_reader_fall_over(html: str) -> None:
    read_form(html)
    find_entries(html, URL)
    find_form_links(f"<a href='{html}'>我要写信</a>", URL)


@every(
    ("sheet", "box", "is_open"),
    [
        (".pop{display:none}", "<div class='pop'>{}</div>", False),
        ("#pop { visibility: hidden }", "<div id='pop'>{}</div>", False),
        (".pop{position:absolute;left:-9999px}", "<div class='pop'>{}</div>", False),
        (".pop{display:none}", "<a onclick='s()'>我要写信</a><div class='pop'>{}</div>", True),
        (".pop{display:none}.pop.on{display:block}", "<div class='pop on'>{}</div>", True),
        ("@media print{.pop{display:none}}", "<div class='pop'>{}</div>", True),
        (".pop{display:none}", "<noscript><a>我要写信</a></noscript><div class='pop'>{}</div>", False),
        ("#None{display:none}", "<div>{}</div>", True), ("</style><style media='print'>.pop{display:none}", "<div class='pop'>{}</div>", True),
        (".x{color:red}", "<div hidden>{}</div>", False), (".x{color:red}", "<dialog>{}</dialog>", False),
        (".x{color:red}", "<div style='position:absolute;left:-9999px'>{}</div>", False),
    ],
)  # fmt: skip
def test_a_form_that_the_page_hides_is_no_open_door(sheet: str, box: str, is_open: bool) -> None:
    html = f"<head><style>{sheet}</style></head><body><h2>区长信箱</h2>{box.format(FORM)}</body>"
    assert read_form(html).is_open is is_open
    scripted = read_form(html.replace("</body>", "<script>show()</script></body>"))
    assert (scripted.is_open, scripted.closed) == (is_open, "" if is_open else "script_form")


@every(
    ("writing", "made_by", "is_open"),
    [
        ("<input type=hidden name=c><iframe src='/eWebEditor/ewebeditor.htm?id=c&style=mini'></iframe>", "", True),
        ("<iframe src='/fckeditor/editor/fckeditor.html?InstanceName=c'></iframe>", "", True),
        ("<textarea id=c style='display:none'></textarea>", "KindEditor.create('#c')", True),
        ("<textarea id=c style='visibility:hidden'></textarea>", "layedit.build('c')", True),
        ("<textarea id=c style='display:none'></textarea>", "show('#c')", False),
        ("<iframe src='/editor/notice.html'></iframe>", "", False),
        ("<div hidden><textarea id=c></textarea></div>", "KindEditor.create('#c')", False),
        ("<textarea id=c placeholder=评论 style='display:none'></textarea>", "KindEditor.create('#c')", False),
    ],
)  # fmt: skip
def test_an_editor_in_a_frame_or_laid_over_a_field_takes_a_text(
    writing: str, made_by: str, is_open: bool
) -> None:
    html = f"<form>标题<input name=title>内容{writing}</form><script>layui.use(function(){{layui.{made_by}}})</script>"
    assert read_form(html.replace("layui.Kind", "Kind")).is_open is is_open


@every("more", ["", f"var a='{'x' * 300}'", "var a=[" + "1, " * 300 + "]"])
def test_an_editor_of_a_form_that_judges_makes_no_search_an_open_door(more: str) -> None:
    search = "<form>标题<input name=title><button>搜索</button></form>"
    judges = f"<form>满意度评价<div><textarea id=c style='display:none'></textarea></div><script>{more};KindEditor.create('#c')</script></form>"
    assert not read_form(f"<body>{search}{judges}</body>").is_open
