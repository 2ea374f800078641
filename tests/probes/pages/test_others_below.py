"""Days that belong to something else on an article's page are never its own: files, boxes of others, stations of a story, a later change."""

from datetime import date, datetime

from monitor.domain.content import Dated, Undated
from monitor.domain.timing import SHANGHAI
from probes.pages.article.article import read_article
from tests.every import every

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=SHANGHAI)
URL = "http://www.example.gov.cn/zwgk/content_33110.html"
D = date(2024, 9, 12)
TITLE = "关于开展城镇燃气安全专项检查的通知"
TEXT = "<p>各单位要高度重视，加强组织领导，压实工作责任，确保各项任务落到实处、取得实效。</p>" * 3
STORY = "".join(f"<h4>2024年{m}月3日</h4><p>召开联席会议，研究部署有关工作。</p>" for m in (8, 7, 6))
TABLE = (
    "<table><tr><th>序号</th><th>日期</th><th>指标</th></tr>"
    + "".join(f"<tr><td>{n}</td><td>2024-08-0{n}</td><td>{n + 20}</td></tr>" for n in (1, 2, 3, 4))
    + "</table>"
)
TALK = "".join(
    f"<p><b>[{who}]</b> <span>2024-08-20 10:0{n}:12</span></p><p>各位网友大家好，欢迎关注本期在线访谈，下面请嘉宾介绍情况。</p>"
    for n, who in enumerate(("主持人", "嘉宾", "主持人", "嘉宾"))
)
WATER = (
    "<table>"
    + "".join(f"<tr><td>示例站{n}</td><td>2024-08-20 08:00</td><td>{n}.5</td></tr>" for n in range(4))
    + "</table>"
)
BAR = "<div class=bar>公告：系统维护通知 发布时间：2026-11-20</div>"
DOCUMENTS = "<div><h4>相关文件</h4><ul><li><a href=/z/1.htm>关于印发管理办法的通知</a><br>成文日期：2024-09-20 发布日期：2024-10-02</li></ul></div>"
REMARKS = (
    "<div><h3>网友评论</h3><p><b>网友甲</b> <span>2024-10-02 10:20</span></p><p>写得很好，支持！</p></div>"
)
EXPLAINED = "<div><p>相关解读</p><p><a href=/x/9.htm>关于该办法的起草说明</a></p><p>2024-10-02</p></div>"
FILE = "<div>附件：<a href=/f.doc>附件1.doc</a>（上传时间：2024-10-02）</div>"
CHANGED = "<div class=tips>最后更新：2024-10-02</div>"


def page(
    info: str = "",
    body: str = TEXT,
    after: str = "",
    *,
    window: str = f"{TITLE}_示例市人民政府",
    script: str = "",
) -> str:
    """An article of the usual kind."""
    return (
        f"<!DOCTYPE html><html><head><title>{window}</title></head><body><div class=nav><a href=/>首页</a></div><h1>{TITLE}</h1>{info}"
        f"<div id=zoom>{body}</div>{after}<div class=foot>主办：示例市人民政府办公室 备案号：京ICP备00000000号</div>{script}</body></html>"
    )


READ: dict[str, str] = {
    "documents_below_a_picture": page("<p>公告时间：2024-09-12</p>", "<p><img src=a.jpg></p>", DOCUMENTS),
    "documents_that_name_the_office": page("<p>2024-09-12</p>", "<p><img src=a.jpg></p>", DOCUMENTS.replace("关于", "示例市人民政府关于"), window="示例市人民政府"),
    "remarks_of_readers": page("<p>来源：办公室 2024-09-12</p>", "<p><img src=a.jpg></p>", REMARKS),
    "explained_elsewhere": page("<p>作者：王某 2024-09-12</p>", TEXT, EXPLAINED),
    "file_put_there_later": page("<p>发布人：王某 2024-09-12 审核：李某</p>", "<p>详见附件。</p>", FILE),
    "issued_and_published": page("<ul><li>发文日期：2024-09-02</li><li>发布日期：[2024-09-12]</li></ul>"),
    "issued_and_published_below_a_signed_text": page("", TEXT + "<p>示例市财政局</p><p>2024年9月1日</p>", "<ul><li>发文日期：2024-09-02</li><li>发布日期：2024-09-12 15:24</li></ul>"),
    "issued_under_a_line_of_facts": page("<p>时间：2024-09-12　来源：办公室　浏览：120</p><ul><li>索引号：00/21</li><li>发文日期：2024-09-02</li><li>文号：某政〔2024〕4号</li></ul>"),
    "issued_over_a_bare_line_of_facts": page("<ul><li>索引号：00/21</li><li>发文时间：2024年9月2日</li><li>文号：某政〔2024〕4号</li></ul><p>2024-09-12 15:12　来源：办公室</p>"),
    "issued_under_a_change_without_its_label": page("<p>最近修改 2024-10-02　阅读 12</p><ul><li>发文日期：2024-09-12</li><li>文号：某政〔2024〕4号</li></ul>"),
    "issued_under_a_remark": page("<p>网友甲 2024-10-02　阅读：12</p><ul><li>发文日期：2024-09-12</li><li>文号：某政〔2024〕4号</li></ul>"),
    "issued_under_a_line_of_an_office": page("<p>某县教育局 2024-09-12　浏览：120</p><ul><li>发文日期：2024-09-02</li><li>文号：某政〔2024〕4号</li></ul>"),
    "own_sent_day_beside_a_mere_one": page("<p>发稿时间：2024-09-12</p><p>2024-10-02 来源：办公室</p>"),
    "changed_on_the_same_line": page("<p>发布时间：2024-09-12 10:20　更新时间：2024-10-02 10:00</p>", window="示例市"),
    "changed_below_the_text": page("<ul><li>作者：办公室</li><li>2024-09-12</li><li>阅读量：20</li></ul>", TEXT, CHANGED),
    "changed_below_a_picture": page("<p>2024-09-12</p>", "<p><img src=a.jpg></p>", CHANGED),
    "first_published_elsewhere": page("<p>发布时间：2024-09-12　来源：某网　原文发布时间：2024-08-20</p>"),
    "word_behind_the_day_above": page("<p>由 办公室 于 2024年9月12日 发布</p>", STORY + TEXT),
    "source_that_ends_in_the_word": page("<p>2024-09-12 10:20<span> 来源：示例发布</span></p>", "<p>2024年7月13日，示例市举行集中开工仪式。</p>" + TEXT),
    "changed_since_a_label_over_the_title": page("", "<p><img src=a.jpg></p>", CHANGED).replace("<h1>", "<p>作者：佚名 更新时间：2024-09-12</p><h1>"),
    "version_of_the_page": page("<p>2024-09-12 来源：示例网</p>", TEXT, "<div>页面版本：v3 发布于2024-10-02</div>"),
    "talk_under_a_label": page("<p>日期：2024-09-12</p>", TALK),
    "notice_over_the_title": page("<p>市政府办公室　发布时间:[2024-09-12]　点击:[564]</p>").replace("<h1>", BAR + "<h1>"),
    "label_of_less": page("<div>采编日期：2024-09-01　上网日期：2024-09-12</div>"),
    "table_of_days_under_a_label": page("<p>发布时间：2024-09-12</p>", TABLE + TEXT),
    "pieces_with_their_signs": page("<div><em>2024</em><em>09</em>/<em>12</em><i>11:18:10</i></div><p>来源：某网</p>"),
}  # fmt: skip

SILENT: dict[str, str] = {
    "story": page("<p>来源：办公室</p>", STORY + TEXT),
    "table_of_days": page("<p>来源：办公室</p>", TABLE + TEXT),
    "neighbours": page(
        "<p>来源：办公室</p>",
        TEXT,
        "<div><span>前一篇</span><a href=/1.htm>另一件事的通告</a><i>2024-10-02</i><span>后一篇</span><a href=/2.htm>第三件事</a><i>2024-08-20</i></div>",
    ),
    "talk": page("<p>来源：办公室</p>", TALK),
    "table_of_one_moment": page("<p>来源：办公室</p>", WATER + TEXT),
    "notice_over_a_title_unknown": page("<p>来源：办公室</p>", TEXT, window="示例市").replace(
        "<h1>", BAR + "<h1>"
    ),
    "contract": page(
        "",
        "<table><tr><td>合同签订日期</td><td>2024-08-20</td></tr><tr><td>合同公告日期</td><td>2024-09-12</td></tr></table>"
        + TEXT,
    ),
    "way_of_opening_over_the_text": page(
        "<table><tr><td>公开方式</td><td>主动公开</td></tr></table>",
        "<p>2024年8月20日上午，市长王某主持召开常务会议，研究部署近期重点工作。</p>" + TEXT,
    ),
    "signature_of_the_office": page(
        "<p>来源：办公室</p>",
        TEXT + "<p>示例市人民政府</p>",
        "<p>附件1：<a href=/f.pdf>申报表.pdf</a></p><p>2026-11-02</p>",
        window="示例市人民政府",
    ),
    "documents": page("<p>来源：办公室</p>", TEXT, DOCUMENTS),
    "explained": page("<p>来源：办公室</p>", TEXT, EXPLAINED),
    "remarks": page("<p>来源：办公室</p>", TEXT, REMARKS),
    "file": page("<p>来源：办公室</p>", TEXT, FILE),
    "program_of_a_day": page(
        "<p>发布日期：民国113年9月12日</p>", script="<script>var build='2026-11-20';</script>"
    ),
    "program_beside_an_empty_label": page(
        "<p>发布日期：</p>", script="<script>/* 2026-11-20 */var version='2026-11-20';</script>"
    ),
}


@every("name", READ)
def test_the_articles_own_day_is_told(name: str) -> None:
    published = read_article(READ[name], URL, now=NOW).published
    assert isinstance(published, Dated)
    assert published.on == D


def test_a_day_in_a_column_of_figures_is_no_undated_page() -> None:
    column = "<em>2024</em><em>09</em>/<em>12</em><i>19:42:10</i><p>来源：某网</p><h1>"
    assert not isinstance(read_article(page().replace("<h1>", column), URL, now=NOW).published, Undated)


def test_two_labelled_days_below_a_text_do_not_make_it_undated() -> None:
    two = "<div><p>发布时间</p><p>[2024-09-12]</p></div><div>发布时间：<b>[2024-10-02]</b></div>"
    assert not isinstance(read_article(page("", TEXT, two), URL, now=NOW).published, Undated)


@every("name", SILENT)
def test_the_day_of_something_else_is_not_the_articles(name: str) -> None:
    assert not isinstance(read_article(SILENT[name], URL, now=NOW).published, Dated)


DOUBTFUL: dict[str, str] = {
    "label_below_documents": page("", TEXT + DOCUMENTS.split("<br>")[0] + "</li></ul></div><p>发布时间：2024-09-12</p>"),
    "day_below_documents": page("", TEXT + DOCUMENTS.split("<br>")[0] + "</li></ul></div><p>2024-09-12</p>"),
    "documents_over_the_text": page("<div><h4>相关文件</h4><a href=/1.htm>管理办法</a></div><p>发布时间：2024-09-12</p>"),
    "notice_over_the_text": page(f"<p>公告：{TITLE} 发布时间：2024-09-12</p>"),
    "day_beside_a_file": page("", TEXT + "<p>附件：<a href=/f.doc>附件1.doc</a></p><p>（上传时间：2024-09-12）</p>"),
    "label_of_another_notice": page("<p>采购公告日期：2024-09-12</p>"),
}  # fmt: skip


@every("name", DOUBTFUL)
def test_a_day_that_is_likely_anothers_does_not_make_a_page_undated(name: str) -> None:
    assert not isinstance(read_article(DOUBTFUL[name], URL, now=NOW).published, Undated)


LINKS = "<div><h3>相关链接</h3><ul><li><a href=http://a.gov.cn>省人民政府</a></li><li><a href=http://b.gov.cn>市人民政府</a></li></ul></div>"
FILES = "<p>附件：</p><p>1.<a href=/x.doc>申报表.doc</a></p><p>2.<a href=/y.doc>汇总表.doc</a></p>"
NEXT = "<p>上一篇：没有了</p><p>下一篇：<a href=/2.html>又一件工作的通知</a></p>"
OWN = "<p>来源：办公室　2024-09-12</p>"
DAYS = "".join(f"<p>2024-08-0{n}</p><p>召开第{n}次联席会议，研究部署有关工作。</p>" for n in (1, 2, 3, 4))
WHERE = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/t/>通知公告</a></div>"

OWN_DAY: dict[str, str] = {
    "box_at_the_side_first": page(OWN, window="").replace("<h1>", LINKS + "<h2>").replace("</h1>", "</h2>"),
    "box_at_the_side_and_no_title": page(OWN, window="").replace("<h1>", LINKS + "<p>").replace("</h1>", "</p>"),
    "box_over_the_place_on_the_site": page("<p>发布时间：2024-09-12</p>", "<p><img src=a.jpg></p>", window="").replace("<h1>", LINKS + WHERE + "<p>").replace("</h1>", "</p>"),
    "source_below_files": page("", TEXT + FILES, OWN),
    "change_below_files": page("", TEXT + FILES, "<p>更新时间：2024-09-12　来源：本网</p>"),
    "source_below_neighbours": page("", TEXT, NEXT + OWN),
    "source_over_days_of_its_manner": page(OWN, TEXT + DAYS),
    "source_below_rows_of_its_manner": page("", TABLE, OWN),
    "only_day_below_related_files": page("", TEXT + DOCUMENTS.split("<br>")[0] + "</li></ul></div><p>发布时间：2024-09-12　来源：本网</p>"),
    "office_under_a_greeting": page("<p>示例区政务网 发布于 2024-09-12</p>", "<p>特此公告。</p>", window="示例区政务网").replace("<h1>", "<p>欢迎访问示例市人民政府网站！</p><p>").replace("</h1>", "</p>"),
    "facts_over_days_with_words": page("<p>2024-09-12　阅读：86次</p>", "".join(f"<p>2024-09-1{n}　晴　空气优</p>" for n in (2, 1, 0))),
    "law_under_a_title_that_ends_in_a_label": page("<p>（2023.04.25示例市人民代表大会常务委员会通过）</p>", TEXT, OWN).replace(TITLE, "示例区二〇二五年部门预算公开"),
}  # fmt: skip

UNSURE: dict[str, str] = {
    "bare_day_below_rows": page("", TABLE, "<p>2024-09-12</p>"),
    "bare_day_over_stations": page("<p>2024-09-12</p>", TEXT + DAYS),
    "bare_day_below_stations": page("", TEXT + DAYS, "<p>2024-09-12</p>"),
    "bare_day_below_a_talk": page("", TALK.replace("嘉宾", "网友"), "<p>（2024-08-20）</p>"),
    "english_label_below_the_text": page("", TEXT, "<p>Updated: June 5, 2024</p>").replace(
        f"<h1>{TITLE}</h1>", ""
    ),
    "source_below_a_talk": page(
        "", TALK.replace("嘉宾", "网友").replace("2024-08-20", ""), "<p>来源：办公室　2024-09-12 10:00:07</p>"
    ),
    "numerals_below_the_text": page("", TEXT, "<p>二〇二四年九月十二日</p>"),
    "numerals_over_the_title": page().replace("<h1>", "<p>二〇二四年九月十二日</p><p>来源：本网</p><h1>"),
}


@every("name", OWN_DAY)
def test_the_articles_own_day_is_told_beside_days_files_and_boxes_of_others(name: str) -> None:
    published = read_article(OWN_DAY[name], URL, now=NOW).published
    assert isinstance(published, Dated)
    assert published.on == D


@every("name", UNSURE)
def test_the_end_of_a_row_of_days_does_not_make_a_page_undated(name: str) -> None:
    assert not isinstance(read_article(UNSURE[name], URL, now=NOW).published, Undated)


def test_a_day_that_the_address_states_is_the_pages_own_below_related_files() -> None:
    below = page("", TEXT, DOCUMENTS.split("<br>")[0] + "</li></ul></div><p>2024-09-12</p>")
    published = read_article(below, URL.replace("content_33110", "202409/t20240912_3"), now=NOW).published
    assert isinstance(published, Dated)
    assert published.on == D


def test_a_change_below_the_text_is_not_told_where_the_address_is_older() -> None:
    changed = page("", TEXT, CHANGED)
    published = read_article(changed, URL.replace("content_33110", "202409/t20240912_3"), now=NOW).published
    assert not isinstance(published, Undated)
    assert not isinstance(published, Dated) or published.on == D
