"""What a page is goes without saying: an article, a list, a board, a guide or a homepage."""

import pytest

from probes.pages.kind import guess_kind
from tests.every import every

from .test_guide_styles import STYLES
from .test_records import LIST, NOW, URL, shell

BOX = "<div class='box{}'><h3>栏目{}<a href='/c{}/'>更多</a></h3><ul>" + "".join(f"<li><a href='/c/{n}.html'>示例区某项工作的信息第{n}条</a><span>11-0{n}</span></li>" for n in range(1, 6)) + "</ul></div>"  # fmt: skip
BOARD = "".join(f"<tr><td><a href='/x/{n}.html'>关于停车的问题{n}</a></td><td>2026-11-0{n}</td><td>已答复</td></tr>" for n in range(1, 5))  # fmt: skip
TEXT = (
    "<h1>关于供热检修的公告</h1><p>发布时间：2026-11-03 10:20　来源：区住建局</p>"
    + "<p>为保障供热，现对管网进行检修，请各单位配合。</p>" * 8
)
PAGES = {
    "article": (shell(TEXT), URL + "a.html"),
    "list": (shell(LIST), URL),
    "board": (shell(f"<h2>区长信箱</h2><table><tr><th>信件标题</th><th>来信时间</th><th>状态</th></tr>{BOARD}</table>").replace("通知公告", "区长信箱"), "http://www.example.gov.cn/hdjl/"),
    "guide": (shell(STYLES["th_td"]).replace("通知公告", "残疾人证办理"), "http://www.example.gov.cn/bszn/2.htm"),
    "home": (shell("".join(BOX.format(n, n, n) for n in range(7))).replace("通知公告-", ""), "http://www.example.gov.cn/"),
}  # fmt: skip


@every(
    "name", ["示例区人民政府移动版", "Example County Government", "The People's Government of Example County"]
)
def test_the_first_page_of_a_version_of_the_site_is_a_homepage(name: str) -> None:
    boxes = "".join(
        f"<div><h3>{head}</h3><ul>"
        + "".join(
            f"<li><a href='/m/{n}.html'>County holds a conference</a><i>2026-11-0{n}</i></li>"
            for n in range(1, 6)
        )
        + "</ul></div>"
        for head in ("News", "Notices", "Culture")
    )
    html = f"<html><head><title>{name}</title></head><body>{boxes}</body></html>"
    assert guess_kind(html, "http://www.example.gov.cn/m/", NOW).kind == "home"


@every("kind", PAGES)
def test_what_a_page_is_goes_without_saying(kind: str) -> None:
    html, url = PAGES[kind]
    guess = guess_kind(html, url, NOW)
    assert (guess.kind, guess.confidence >= 0.7, bool(guess.why)) == (kind, True, True)


NAMED = "<html><head><title>{0}_示例区人民政府</title></head><body><a href='/'>首页</a>{1}</body></html>"
HARD = {
    # no day of its own, and few full stops, but a text under its title: the row behind it is the next article
    "article": (NAMED.format("关于城区道路照明改造的情况说明", "<div>关于城区道路照明改造的情况说明</div><p>来源：住建局</p><p>今年以来，我区持续推进城区道路照明改造。</p><p>下一步，将逐段推进，对破损线路及时更换。</p><ul>" + "".join(f"<li><a href='/n/{n}.html'>另一乡镇开展第{n}次集中整治行动</a><span>2025-03-{n}</span></li>" for n in range(11, 17)) + "</ul>"), "http://www.example.gov.cn/n/7.html"),
    "guide": (NAMED.format("常见问题", "<ul>" + "".join(f"<li><a href='/h/{n}.html'>为什么第{n}次申请没有结果？</a></li>" for n in range(6)) + "</ul>"), "http://www.example.gov.cn/help/"),
    "board": (NAMED.format("书记信箱", "<h3>书记信箱</h3>" + "<p>来信请写明姓名和联系方式，以便答复。</p>" * 9), "http://www.example.gov.cn/sjxx/"),
    # short titles without days; a guide with its day; a letter whose window names the board
    "list ": (NAMED.format("办事指南", "<ul>" + "".join(f"<li><a href='/b/{n}.html'>第{n}类证照核发</a></li>" for n in range(8)) + "</ul>"), "http://www.example.gov.cn/bszn/"),
    "guide ": (NAMED.format("优待证怎么办理", "<h1>优待证怎么办理</h1><div>发布时间：2026-11-03 10:20</div><p>一、办理条件：年满60周岁</p><p>二、办理材料：身份证</p><p>三、办理流程：提交、审核</p><p>四、办理地点：社区</p>"), "http://www.example.gov.cn/b/7.html"),
    "board ": (NAMED.format("路灯不亮-县长信箱", "<h2>路灯不亮</h2><p>发布时间：2026-11-03</p><p>回复内容：您好，已修复。</p><p>回复时间：2026-11-05</p>"), "http://www.example.gov.cn/x/7.html"),
    # a column of questions and answers above it names no page
    "article ": (NAMED.format("机构概况", "<p><a href='/'>首页</a> &gt; <a href='/hd/'>互动交流</a> &gt; 机构概况</p><h1>机构概况</h1><p>单位名称：示例区残联。</p>"), "http://www.example.gov.cn/j/7.html"),
    # news of its own day beside its text
    "article  ": (NAMED.format("城区道路照明改造完工", "<h1>城区道路照明改造完工</h1><div>2026-11-03 20:52:15　来源：示例日报</div><div>" + "示例区城区道路照明改造近日完工，居民出行更加方便。" * 16 + "</div><ul>" + "".join(f"<li><a href='/n/2026/1103/{n}.html'>示例区某镇开展第{n}次集中整治行动</a><span>2026-11-03</span></li>" for n in range(5)) + "</ul>"), "http://www.example.gov.cn/n/8.html"),
    # letters reported on, and a notice that speaks of their days
    "list  ": (NAMED.format("信件办理通报", "<ul>" + "".join(f"<li><a href='/t/{n}.html'>第{n}季度群众诉求办理通报</a> 2026-11-0{n}</li>" for n in range(1, 9)) + "</ul>"), "http://www.example.gov.cn/tb/"),
    "article   ": (NAMED.format("来信办理说明_县长信箱", "<h1>来信办理说明</h1><p>发布时间：2026-11-03</p><p>回复时间：一般为五个工作日。办理单位：有关部门。答复内容：由有关部门拟定。</p>"), "http://www.example.gov.cn/x/8.html"),
    # files of a page's own title, undated; questions and steps in the text of a help page; a guide of few headings
    "article    ": (NAMED.format("示例区水利局年度决算公开说明", "<h1>示例区水利局年度决算公开说明</h1>" + "".join(f"<p><a href='/f/{n}.pdf'>决算公开报表第{n}册</a></p>" for n in range(7))), "http://www.example.gov.cn/gk/9.html"),
    "list   ": (NAMED.format("财政预决算", "<p><a href='/'>首页</a> &gt; 财政预决算</p><ul>" + "".join(f"<li><a href='/f/{n}.pdf'>示例区某局部门预算公开第{n}册</a></li>" for n in range(7)) + "</ul>"), "http://www.example.gov.cn/gk/ys/"),
    "list    ": (NAMED.format("政府信息公开年度报告", "<h2>政府信息公开年度报告</h2><ul>" + "".join(f"<li><a href='/f/{n}.pdf'>示例区201{n}年度政府信息公开报告</a></li>" for n in range(7)) + "</ul>"), "http://www.example.gov.cn/gk/nb/"),
    # a list of guides whose foot says where the office is
    "list     ": (NAMED.format("办事指南", "<ul>" + "".join(f"<li><a href='/b/{n}.html'>第{n}类证照核发办事指南</a><span>2026-03-0{n}</span></li>" for n in range(1, 9)) + "</ul><div>主办单位：示例区人民政府　联系电话：0000-6600999　地址：示例路9号</div>"), "http://www.example.gov.cn/bszn/"),
    "list      ": (NAMED.format("办理流程", "<h1>办理流程</h1><ul>" + "".join(f"<li><a href='/b/{n}.html'>第{n}类证照核发流程图</a><span>2026-03-0{n}</span></li>" for n in range(1, 9)) + "</ul><div>主办单位：示例区人民政府　联系电话：0000-6600999　地址：示例路9号</div>"), "http://www.example.gov.cn/bszn/"),
    # a guide by its headings alone, and one whose name says so beside its day
    "guide      ": (NAMED.format("出生医学证明", "<p>谁可以办：新生儿父母</p><p>要带什么：身份证</p><p>在哪里办：接产医院</p><p>要多少钱：免费</p>"), "http://www.example.gov.cn/b/8.html"),
    "guide       ": (NAMED.format("两项补贴申请流程", "<h1>两项补贴申请流程</h1><div>发布时间：2026-11-03 10:20</div><h3>补贴对象</h3><p>持证的残疾人。</p><h3>申请材料</h3><p>身份证、残疾人证。</p><h3>办理程序</h3><p>村、镇、县三级审核。</p><p>每月发放。</p>"), "http://www.example.gov.cn/b/9.html"),
    "guide  ": (NAMED.format("常见问题", "<h1>常见问题</h1>" + "".join(f"<h4>{n}. {ask}</h4><p>可在网上点击办理，或到窗口办理。</p>" for n, ask in enumerate(("怎么注册账号？", "忘记密码怎么办？", "如何查询办件进度？"), 1))), "http://www.example.gov.cn/fw/faq.html"),
    "guide   ": (NAMED.format("使用帮助", "<h1>使用帮助</h1><p>第一步：点击登录。</p><p>第二步：输入密码。</p><p>第三步：进入空间。</p>"), "http://www.example.gov.cn/help/2.html"),
    "guide    ": (NAMED.format("就诊指南", "<h1>就诊指南</h1><p>就诊流程：挂号、候诊、缴费。</p><p>咨询电话：0000-6600999</p><p>地址：示例路9号</p>"), "http://www.example.gov.cn/jz.html"),
    # questions and answers, dated or none yet; a help page known by its first words; two steps under a help page's name; a guide whose lines are kept as written
    "guide         ": (NAMED.format("常见问题", "<p><a href='/'>首页</a> &gt; 常见问题</p><ul>" + "".join(f"<li><a href='/h/{n}.html'>第{n}类报名相关问题</a><span>2025-03-0{n}</span></li>" for n in range(1, 7)) + "</ul>"), "http://www.example.gov.cn/cjwt/"),
    "guide          ": (NAMED.format("常见问题", "<p><a href='/'>首页</a> &gt; 常见问题</p><p>共0条</p>"), "http://www.example.gov.cn/cjwt/"),
    "guide           ": (NAMED.format("", "<p>示例馆收退费政策</p><p>按月收费，中途退出的，按日退还。</p><p>教材不退。</p>"), "http://www.example.gov.cn/sf.html"),
    # a page that is called what it tells is an article; so named, with steps, it explains
    "article     ": (NAMED.format("渡口收费标准", "<h1>渡口收费标准</h1><p>客运每人次2元。自公布之日起执行。</p>"), "http://www.example.gov.cn/sf2.html"),
    "article      ": (NAMED.format("使用说明", "<h1>本网站使用说明</h1><p>浏览本网站无需注册。建议使用常见浏览器。</p>"), "http://www.example.gov.cn/sm.html"),
    "guide              ": (NAMED.format("预约操作说明", "<h1>预约操作说明</h1><p>第一步：打开首页。</p><p>第二步：选择时段。</p>"), "http://www.example.gov.cn/czsm.html"),
    "guide            ": (NAMED.format("新手指南", "<h2>怎么开始</h2><p>第一步，打开首页。</p><p>第二步，填写号码。</p>"), "http://www.example.gov.cn/xs.html"),
    "guide             ": (NAMED.format("某证核发", "<pre>一、审批条件：成年\n二、申报材料：申请书\n三、审批程序：受理\n四、审批时限：5日\n五、审批机关：区残联</pre>"), "http://www.example.gov.cn/b/10.html"),
    # answers to deputies are no letters; matters whose names are short
    "list       ": (NAMED.format("人大建议答复", "<ul>" + "".join(f"<li><a href='/t/{n}.html'>关于区人大第{n}号建议的答复</a> 2026-11-0{n}</li>" for n in range(1, 9)) + "</ul>"), "http://www.example.gov.cn/jyta/"),
    "list        ": (NAMED.format("办事指南", "<p><a href='/'>首页</a> &gt; 办事指南</p><ul>" + "".join(f"<li><a href='/b/{n}.html'>{one}</a></li>" for n, one in enumerate(("出生登记", "户口迁移", "结婚登记", "公租房", "低保申请", "殡葬补贴"))) + "</ul>"), "http://www.example.gov.cn/bs/"),
    # questions on policies are no letters; an office's homepage in a folder, whose boxes lead on by +more
    "list         ": (NAMED.format("政策问答", "<ul>" + "".join(f"<li><a href='/w/{n}.html'>第{n}类人员有哪些补贴？</a><span>2026-03-0{n}</span></li>" for n in range(1, 9)) + "</ul>"), "http://www.example.gov.cn/zcwd/"),
    "home ": ("<html><title>示例区民政局</title><body>" + BOX.replace("更多", "+more") * 4 + "</body></html>", "http://www.example.gov.cn/mzj/index.html"),
    # the answer of one letter, signed
    "board   ": (NAMED.format("来信详情_县长信箱", "<p>提交时间：2026-11-03</p><p>路灯不亮，何时修？</p><p>答复：</p><p>您好，已修复。</p><p>县住建局</p><p>2026年11月5日</p>"), "http://www.example.gov.cn/x/9.html"),
    "board  ": (NAMED.format("", "<p>当前位置：<a href='/'>首页</a> &gt; 我要咨询</p><p>2026-11-03</p><form><textarea></textarea></form>"), "http://www.example.gov.cn/zx.html"),
    "home": ("<html><title>示例区数据平台</title><body>" + "".join(f"<a href='/d/{n}/'>第{n}类数据</a>" for n in range(12)) + "<ul>" + "".join(f"<li><a href='/ds/{n}.html'>示例区第{n}类监测数据集</a>2026-11-0{n}</li>" for n in range(1, 7)) + "</ul></body></html>", "http://www.example.gov.cn/"),
    "list": (NAMED.format("企业风采", "<ul>" + "".join(f"<li><a href='/q/20{n}0{n}.html'>示例区第{n}家企业走访见闻</a><p>这家企业创办多年。产品远销各地。</p><a href='/q/20{n}0{n}.html'>详细</a></li>" for n in range(8)) + "</ul>"), "http://www.example.gov.cn/qyfc/"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HARD)
def test_what_looks_like_another_kind_is_told_apart(kind: str) -> None:
    html, url = HARD[kind]
    assert guess_kind(html, url, NOW).kind == kind.strip()


@pytest.mark.parametrize(
    "body",
    [
        "<a href='/index/'><img src='enter.gif'></a><p>点击进入</p>",
        "<div id='app'></div><script src='/app.js'></script>",
        "".join(
            f"<table><tr><td>{box}</td></tr>"
            + "".join(f"<tr><td><a href='{box}.asp?id={n}'>示例区第{n}号信息公开公告</a></td><td>2026-11-0{n}</td></tr>" for n in range(1, 7))
            + "</table>"
            for box in ("动态", "公告")
        ),
    ],
    ids=["way in", "a script's", "two tables"],
)  # fmt: skip
def test_what_stands_at_a_sites_root_is_its_homepage(body: str) -> None:
    assert guess_kind(NAMED.format("首页", body), "http://www.example.gov.cn/", NOW).kind == "home"


def test_an_article_at_a_sites_root_is_no_homepage() -> None:
    html, _ = PAGES["article"]
    assert guess_kind(html, "http://www.example.gov.cn/", NOW).kind == "article"


INFO = "<div>发布时间：2026-11-03</div>"
ALONE = {
    # without their address
    "home": ("<html><head><title>示例区人民政府</title></head><body>" + "".join(f"<div class='t{k}'><ul class='hd'>" + "".join(f"<li><a href='/c{k}{n}/'>栏目{n}</a></li>" for n in range(3)) + "</ul>" + "".join("<div class='p'><ul>" + "".join(f"<li><a href='/i/{k}{n}{m}.html'>示例区某项工作的信息第{m}条</a><span>2026-11-0{m}</span></li>" for m in range(1, 6)) + "</ul></div>" for n in range(3)) + "</div>" for k in range(3)) + "</body></html>",),
    "home ": ("<html><head><title>示例区人民政府</title></head><body>" + "".join(f"<a href='/c{n}/'><img src='/{n}.png'><span>专栏{n}</span></a>" for n in range(24)) + "</body></html>",),
    # a table with days in its text
    "article": (NAMED.format("关于竣工验收结果的公示", f"<h1>关于竣工验收结果的公示</h1>{INFO}<p>结果公示如下：</p><table>" + "".join(f"<tr><td>{n}</td><td>示例区第{n}项目部</td><td>2025-03-{n + 10}</td></tr>" for n in range(8)) + "</table>"),),
    # one letter and how it is handled
    "board": (NAMED.format("反映路灯不亮", "<h2>反映路灯不亮</h2><ul><li>信件编号：2026110301</li><li>提交时间：2026-11-03</li><li>办理状态：办理中</li></ul><div><b>信件内容：</b>您好，路灯不亮，请尽快修理。</div>"),),
    # a letter whose answer has a guide's headings
    "board ": (NAMED.format("补贴怎么申领", "<h2>补贴怎么申领</h2><p>来信时间：2026-11-01</p><p>来信内容：请问怎么申领？</p><p>答复时间：2026-11-05</p><p>答复单位：区残联</p><h3>申领条件</h3><p>持证的残疾人。</p><h3>申领材料</h3><p>身份证、残疾人证。</p><h3>申领流程</h3><p>申请、审核、发放。</p>"),),
    # few rows whose titles hold a board's words
    "list": (NAMED.format("通知公告", "<div>当前位置：<a href='/'>首页</a> &gt; 通知公告</div><ul>" + "".join(f"<li><a href='/i/{n}.html'>住建局关于供热问题的答复意见（{n}）</a><span>2025-10-2{n}</span></li>" for n in (2, 1)) + "</ul>"),),
    # a few rows whose days are words
    "list ": (NAMED.format("通知公告", "<ul>" + "".join(f"<li><a href='/i/{n}.html'>住建局关于供热问题的公告（{n}）</a><span>{word}</span></li>" for n, word in enumerate(("2小时前", "昨天", "3天前"))) + "</ul>"),),
}  # fmt: skip


@every("kind", ALONE)
def test_pages_are_told_apart_without_their_address(kind: str) -> None:
    assert guess_kind(*ALONE[kind], "", NOW).kind == kind.strip()


def test_a_page_that_shows_nothing_is_guessed_with_little_confidence() -> None:
    for body in ("<form><input name=u><input type=password></form>", "<h1>404</h1>", "<div id=map></div>"):
        assert guess_kind(NAMED.format("示例", body), "http://www.example.gov.cn/x/1", NOW).confidence < 0.5


@pytest.mark.parametrize("html", ["", "<p>", "<table><tr><td>标题</td><td>时间</td></tr></table>"])
def test_nothing_makes_the_guess_fall_over(html: str) -> None:
    assert guess_kind(html, "http://[x", NOW).confidence < 0.9


def test_a_guide_that_a_script_writes_is_known_as_one() -> None:
    script = "<div id='g'></div><script>var g={'受理条件':'有场地','申请材料':'申请书1份','办理流程':'受理、发证','承诺时限':'5个工作日','收费标准':'不收费','办理地点':'某路1号'},h='';for(var k in g)h+='<div><b>'+k+'</b><span>'+g[k]+'</span></div>';document.getElementById('g').innerHTML=h;</script>"
    html = NAMED.format("场所设立许可办事指南", script)
    assert guess_kind(html, "http://www.example.gov.cn/bszn/2.htm", NOW).kind == "guide"
