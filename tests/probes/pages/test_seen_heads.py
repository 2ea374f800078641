"""Heads of articles as sites write them: labels, tags and links that say the publish day in a way of their own. Made up, each with its truth."""

from datetime import date, datetime

from monitor.domain.content import Dated, Undated
from monitor.domain.timing import SHANGHAI
from probes.pages.article.article import read_article
from probes.pages.kind import guess_kind
from tests.every import every

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=SHANGHAI)
URL = "http://www.example.gov.cn/xw/4711.html"
D = date(2021, 7, 9)
TEXT = "<p>　　近日，河湾区组织人员对全区水库逐一检查，发现问题三十余处，已责成有关街道限期整改到位。</p>" * 2
NOTHING = 'href="javascript:void(0);"'


def told(body: str, head: str = "", window: str = "公告通知") -> date | None:
    """The publish day that is told of a page, if any."""
    html = f"<html><head><title>{window}</title>{head}</head><body>{body}</body></html>"
    published = read_article(html, URL, now=NOW).published
    return published.on if isinstance(published, Dated) else None


def heading(link: str = NOTHING, label: str = "日期：") -> str:
    """A heading in a link, as sites for telephones have it, over its day."""
    return f"<p class=tit><a {link}>关于开展水库检查的通知</a></p><div><span>{label}</span><span>2021-07-09</span><span>来源：应急局</span></div>"


@every(
    "label", ("信息提供日期：2021-07-09", "信息提供时间：2021-07-09 09:10", "信息 提供 日期：2021年7月9日")
)
def test_the_day_on_which_an_office_gave_the_text_is_its_publish_day(label: str) -> None:
    assert (
        told(
            f"<h1>关于开展水库检查的通知</h1><div>信息来源：应急局 {label}</div>{TEXT}",
            window="关于开展水库检查的通知",
        )
        == D
    )


@every("name", ("Article_PublishDate", "publishTime", "publish_time", "publish_date", "pubTime"))
def test_tags_of_more_systems_state_the_publish_day(name: str) -> None:
    text = "<h1>竞赛通知</h1><table><tr><td>报名截止</td><td>2021年8月10日</td></tr><tr><td>提交截止</td><td>2021年8月25日</td></tr></table>"
    assert told(text, f'<meta name="{name}" content="2021-07-09">') == D


@every("link", (NOTHING, "href='javascript:;'", "href=javascript:void(0)"))
def test_a_heading_in_a_link_that_leads_nowhere_is_the_pages_own(link: str) -> None:
    page = heading(link) + TEXT
    assert told(page) == D
    html = f"<html><head><title>公告通知</title><meta name=ColumnName content=公告通知></head><body>{page}</body></html>"
    assert guess_kind(html, URL, NOW).kind == "article"


@every(
    "page",
    (
        heading("href=/xw/2.html") + TEXT,
        heading('href="javascript:void(0);" id=a2') + TEXT,
        heading() + heading() + TEXT,
        TEXT + heading() + TEXT,
        heading() + TEXT + "<div>河湾区召开防汛工作推进会</div>" + TEXT,
        heading() + "<div>河湾区召开防汛工作推进会</div><div>来源：水利局 2021-05-01</div>" + TEXT,
    ),
)
def test_a_heading_in_a_link_to_another_article_gives_this_one_no_day(page: str) -> None:
    assert told(page) != D


SHORT = "<p>各街道要对辖区水库逐一进行检查，发现问题的，限期整改到位。</p>"
CARD = "<div><h4>关于开展冬季消防安全检查的通知</h4><p>发布时间：2021-11-20 来源：消防大队</p></div>"


@every(
    "own",
    (
        "<div>人事公示</div><div>来源：应急局 2021-07-09</div>",
        "<div>人事公示</div><div>2021-07-09 10:20 应急局 （点击：33）</div>",
        heading(),
        heading(label=""),
    ),
)
def test_a_label_below_an_older_day_beside_facts_is_another_articles(own: str) -> None:
    for window in ("", "公告通知", "河湾区人民政府"):
        assert told(own + SHORT + CARD, window=window) in (None, D)


@every("title", ("<div>人事公示</div>", "<p><b>关于开展水库检查的通知</b></p>"))
def test_a_label_right_below_what_signs_the_text_is_the_pages_own(title: str) -> None:
    text = "<p>各街道要对辖区水库逐一进行检查，发现问题的，限期整改到位，并于月底前报送情况。</p>" * 3
    signed = "<p>河湾区应急局</p><p>{day}</p><p>发布日期：2021-07-09　责任编辑：李四</p>"
    for window in ("", "公告通知", "河湾区人民政府"):
        assert told(title + text + signed.format(day="2021-06-30"), window=window) == D
        assert told(title + text + signed.format(day="2019-06-30"), window=window) is None


TITLE = "<h1>关于开展水库检查的通知</h1>"
WINDOW = "关于开展水库检查的通知_河湾区人民政府"


@every(
    "part",
    (
        "视频发布：",
        "音频发布时间：",
        "H5发布日期：",
        "图片公布时间：",
        "采集时间：",
        "入库时间：",
        "转载日期：",
    ),
)
@every("shape", ("{own}<p>{other}</p>", "<p>{other}</p>{own}"))
def test_the_day_of_a_part_gives_way_to_an_older_one_beside_it(part: str, shape: str) -> None:
    for own in ("<div>来源：应急局　2021-07-09</div>", "<div>发布时间：2021-07-09</div>"):
        page = TITLE + shape.format(own=own, other=f"{part}2021-08-02") + TEXT
        assert told(page, window=WINDOW) == D
    assert told(f"{TITLE}<div>2021-07-09　{part}2021-08-02　来源：应急局</div>{TEXT}", window=WINDOW) == D


@every("name", ("河湾区政府门户网站 www.example.gov.cn", "河湾网 example.com"))
def test_a_link_to_the_site_by_its_address_beside_the_day_is_no_other_article(name: str) -> None:
    line = f"<p><a href=/>{name}</a> <span>2021-07-09 17:32:17</span> <span>来源：应急局</span></p>"
    signed = "<p>河湾区应急局</p><p>二〇二一年七月八日</p>"
    assert told(TITLE + line + TEXT + signed, window=WINDOW) == D


def test_the_number_of_a_document_below_the_title_is_no_other_title() -> None:
    lines = "<div>{number}</div><div>（2021年7月1日）</div><div>发布时间：2021-07-09 来源：政府公报</div>"
    assert told(TITLE + lines.format(number="湾政发〔2021〕12号") + TEXT, window=WINDOW) == D


TABLE = "<table><tr><th>索 引 号</th><td>00/21</td></tr><tr><th>发布机构</th><td></td><th>发文日期</th><td>{}</td></tr><tr><th>名 　 称</th><td>关于开展水库检查的通知</td></tr></table>"


def test_an_empty_cell_for_the_day_of_issue_leaves_the_day_below_the_text_untold() -> None:
    signed = "<p>河湾区应急局</p><p>2021年6月28日</p>"
    empty = "<input type=hidden value='1625800000000'><span id=day></span>"
    page = TABLE + TITLE + TEXT + signed
    assert told(page.format(empty), "<script src=/js/detail.js></script>", WINDOW) is None
    assert told(page.format("2021年7月9日"), window=WINDOW) == D


@every("office", ("河湾区应急局发布：", "河湾日报发布时间：", "信息首次公开日期：", "官网发布时间："))
def test_an_office_before_the_label_leaves_it_the_articles_own(office: str) -> None:
    line = f"<div>{office}2021-07-09</div><div>2021-06-01 10:20</div>"
    assert told(TITLE + line + TEXT, window=WINDOW) == D


@every("behind", ("归档：2021-08-02", "2021-08-02 星期一", "摄影：2021-08-02", "视频发布：2021-08-02"))
@every("own", ("2021-07-09", "2021-07-09 10:20", "2021年7月9日 来源：应急局"))
def test_of_two_days_on_one_line_below_the_text_the_newer_one_is_not_told(behind: str, own: str) -> None:
    assert told(f"{TITLE}{TEXT}<div>{own}　{behind}</div>", window=WINDOW) in (None, D)


def test_a_day_in_brackets_below_a_newer_one_without_facts_leaves_that_untold() -> None:
    lines = "<div>{}2021-08-02</div><div>（2021-07-09）</div>"
    for window in (WINDOW, "河湾区人民政府"):
        assert (
            told("<div>关于开展水库检查的通知</div>" + lines.format("审核：") + TEXT, window=window) is None
        )
    assert told(TITLE + lines.format("来源：应急局 ") + TEXT, window=WINDOW) == date(2021, 8, 2)


@every(
    "said",
    (
        "2023 ᠣᠨ ᠤ 12 ᠰᠠᠷ 11 ᠡᠳᠦᠷ",
        "2023ལོའི་ཟླ་12པའི་ཚེས་11ཉིན།",
        "༢༠༢༣ལོའི་ཟླ་༡༢པའི་ཚེས་༡༡",
        "2023-جىلى 12-ايدىڭ 11-ى",
        "三天前",
        "上周五",
        "本月11日",
        "今晨",
        "去年12月",
        "12月中旬",
        "周一",
    ),
)
def test_a_day_in_other_letters_or_vague_words_below_the_title_leaves_no_page_undated(said: str) -> None:
    html = f"<html><head><title>{WINDOW}</title></head><body>{TITLE}<div>{said}</div>{TEXT}</body></html>"
    assert not isinstance(read_article(html, URL, now=NOW).published, Dated | Undated)


@every("said", ("7月9日 10:20　来源：应急局", "2021ལོའི་ཟླ་7པའི་ཚེས་9ཉིན།"))
def test_a_head_that_is_not_understood_leaves_the_day_below_the_text_untold(said: str) -> None:
    signed = "<p>河湾区应急局</p><p>2021年7月1日</p>"
    assert told(f"{TITLE}<div>{said}</div>{TEXT}{signed}", window=WINDOW) is None
    assert told(f"{TITLE}<div>来源：应急局</div>{TEXT}{signed}", window=WINDOW) == date(2021, 7, 1)


@every("mark", ("修订：2021-08-02", "修正于2021-08-02"))
def test_a_line_of_facts_below_the_text_leaves_no_page_undated_whatever_else_it_says(mark: str) -> None:
    line = f"<div>2021-07-09　来源：应急局　{mark}</div>"
    html = f"<html><head><title>{WINDOW}</title></head><body>{TITLE}{TEXT}{line}</body></html>"
    assert not isinstance(read_article(html, URL, now=NOW).published, Undated)


@every("name", ("本站", "政策", "市府办", "公众号"))
def test_a_newer_day_is_not_told_beside_one_whose_label_has_a_name_before_it(name: str) -> None:
    own, box = f"<div>{name}发布时间：2021-07-09</div>", "<div>{}2026-11-20</div>"
    assert told(TITLE + own + TEXT, window=WINDOW) == D
    for label in ("发布时间：", "视频发布时间：", "河湾区召开会议部署防汛工作</div><div>发布时间："):
        for lines in (own + box.format(label), box.format(label) + own):
            assert told(TITLE + lines + TEXT, window=WINDOW) in (None, D)
