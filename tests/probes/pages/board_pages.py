"""Made-up board pages of each form, and the day on which they are read."""

from datetime import datetime

from monitor.domain.content import Message
from monitor.domain.timing import SHANGHAI

NOW = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
URL = "http://www.a.gov.cn/hdjl/xx/"

TABLE = """<html><body><div class="search"><table><tr><td>标题</td><td><input name="t"></td><td>状态</td><td><select><option>已办结</option></select></td></tr></table></div>
<div>共 <b>3</b> 条</div><a href="/hdjl/tj.html">信件办理统计</a>
<table><thead><tr><th>信件编号</th><th>标题</th><th>写信人</th><th>写信时间</th><th>答复单位</th><th>答复时间</th><th>办理状态</th></tr></thead><tbody>
<tr><td>20260003</td><td><a href="view?id=3" title="关于某路口红绿灯时长过短的建议">关于某路口红绿灯...</a></td><td>张三</td><td>2026-11-02</td><td></td><td>--</td><td>办理中</td></tr>
<tr><td>20260002</td><td><a href="view?id=2">学区划分咨询 13812345678</a></td><td>李四</td><td>2026/10/01 09:12</td><td>区教育局</td><td>2026-10-09</td><td>已办结</td></tr>
<tr><td>20260001</td><td><a href="view?id=1">噪声扰民</a></td><td>王五</td><td>2026年8月1日</td><td>区城管局</td><td></td><td>已转办</td></tr>
</tbody></table></body></html>"""

DIVS = """<div class="box"><div class="head"><span>序号</span><span>信件主题</span><span>提交时间</span><span>受理部门</span><span>状态</span></div>
<ul><li><a href="d_1.html"><span>1</span><span>申请修路</span><span>2026-11-01</span><span>住建局</span><span>待受理</span></a></li>
<li><a href="d_2.html"><span>2</span><span>咨询医保</span><span>2026-10-01</span><span>医保局</span><span>已回复</span></a></li></ul></div>"""

LABELLED = """<div class="list"><div class="item"><h3><a href="/x/11.html">请问落户需要什么材料</a></h3>
<p><span>留言时间：2026-11-03 10:00</span><span>答复单位：区公安分局</span><span>状态：已答复</span></p></div>
<div class="item"><h3><a href="/x/12.html">路灯不亮</a></h3><p><span>留言时间：昨天 09:41</span><span>答复单位：</span><span>状态：办理中</span></p></div>
<div class="item"><h3><a href="/x/13.html">停水问题</a></h3><p><span>留言时间：3 天前</span><span>状态：</span></p></div></div>"""

PLAIN = """<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/xw/">新闻</a></li></ul></div>
<ul class="l"><li><a href="./t20261101_1.htm">关于公积金提取的咨询</a><em>[已答复]</em><span>2026-11-01</span></li>
<li><a href="./t20261003_2.htm">关于入学的咨询</a><em>[办理中]</em><span>2026-10-03</span></li>
<li><a href="./t20260903_3.htm">关于公交线路的咨询</a><span>2026-09-03</span></li></ul>"""

ACCEPTED = """<table><tr><td>编号</td><td>信件标题</td><td>受理时间</td><td>信件状态</td></tr>
<tr><td>9</td><td><a href="javascript:;" onclick="show('L9')">某公司投诉</a></td><td>2026-11-10</td><td>拒绝受理</td></tr></table>"""


def page(body: str) -> str:
    return f"<html><head><title>区长信箱</title></head><body>{body}</body></html>"


def asked(**more: object) -> Message:
    facts = {"id": "mail/1", "title_masked": "题", "board": "mail", **more}
    return Message(**facts)  # type: ignore[arg-type]
