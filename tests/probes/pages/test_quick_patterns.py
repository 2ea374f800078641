"""What was rewritten so that the engine finds it quicker says what the plain pattern says, on words of pages in any order."""

import re
from random import Random

import pytest

from probes.pages.article import features, others
from probes.pages.article.info_line import FURNITURE, SOURCE, all_prose, prose_begins
from probes.pages.dates import other_dates, script_dates, split_dates
from probes.pages.dates.dates import find_numerals, narrow
from probes.pages.document import engine, named_elements, unreadable
from probes.pages.document.costly import too_costly
from probes.pages.document.page_text import _set_apart
from probes.pages.document.scripts import _without_comments
from probes.pages.document.unreadable import (
    _ANNOUNCES,
    _BEGINS_ATTRIBUTE,
    _LEFT_EMPTY,
    _LONGEST_BEGIN,
    _YEAR_FIRST,
    _ends_in_comment,
)
from probes.pages.listing.blank import stated_total
from tests.every import every

ALL = (
    "发布 发表 公布 公开 上网 发稿 信息 日期 时间 日 期 于 ： : \n 2024-05-06 二〇二四年五月六日 二四年五月六日 年 来源 来 源 稿源 稿件 供稿单位 编辑 审核 大中小 次数 次 第 "
    "发布日期: 发布时间 : 信息时间: 来源: 发布单位: 发布于 日期: 时间: \n \n "
    "[ ] 【 】 （ ） 中 小 大 视力保护色 视力 视 扫一扫 扫 当前位置 ， 。 ； 某市某局召开会议部署年度重点工作 \t \u3000 \xa0 張 號 ０ ９ ／ － x 民国"
)
WORDS = ALL.split(" ")
TEXTS = [
    "".join(rng.choice(WORDS) + rng.choice(("", "", " ")) for _ in range(rng.randint(1, 40)))
    for rng in map(Random, range(600))
]
LEFT_EMPTY = re.compile(
    r"(?:(?:发布|发表|公布|更新|发文|发稿|信息)[ \t]{0,3}(?:日期|时间)|(?:^|(?<=[\s\[(（【|]))(?:日[ \t]{0,4}期|时[ \t]{0,4}间))[ \t]{0,3}[:][ \t]{0,3}"
    r"(?=\n|$|[]\[()|【】]|来源|信息来源|稿源|作者|编辑|浏览|点击|阅读|访问|字体|字号|打印|分享)"
)
ANNOUNCES = re.compile(
    r"(?:发[ \t]{0,3}布|发表|公布|发文|发稿|信息|上网|公开)[ \t]{0,3}(?:日[ \t]{0,3}期|时[ \t]{0,3}间)\s{0,3}[:]"
    r"|(?:发布|发表)于\s{0,3}:?\s{0,3}(?=[^\s\u4e00-\u9fff《:]|民国|公元|令和|平成|农历|正在|加载|载入|读取|[〇零一二三四五六七八九]{2,4}年)"
    r"|(?:发布|发文)(?:日期|时间)(?=\n(?:名|标)[ \t]{0,9}(?:称|题):?\n)"
)
SAID_BY = re.compile(
    r"(?:信息|文章|稿件|新闻|内容)?(?:来\s{0,4}源|稿源|发布机构|发布单位|信息来源|供稿单位)\s{0,3}[:：]\s{0,4}([^\s|:：\[\]【】]{2,40})"
)
BESIDE = re.compile(
    r"视力保护色?|□|来源|作者|浏览|阅读|点击|人气|字号|字体|大中小|打印|分享|编辑|责编|审核|供稿|访问|次数|关闭|收藏|稿源|发布|时间|日期|评论|我要|扫一扫|背景|"
    r"\[|\]|【|】|\(|\)|（|）|:|\||/|第|次|大|中|小|[A-Za-z0-9]|\s"
)
NUMERALS = re.compile(
    r"[〇零○ＯOo0一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
PROSE = re.compile(r"[^\n]{12}[，。；？！]")
REMARKS = re.compile(r"评论|回帖|跟帖|沙发|板凳|楼主|网友|只看该作者|\d楼")
COLUMN = re.compile(
    r"(?:(?<=\n)|\A)(20[0-4]\d)\n(?:[-/.年]\n)?(1[0-2]|0?[1-9])\n?[-/.月]\n?(3[01]|[12]\d|0?[1-9])(?=\n|日|\Z)"
)
NAMED = re.compile(
    r"""(?P<name>pub(?:lish)?_?(?:date|time)|release_?(?:date|time)|docreltime|crtime|create_?(?:date|time)|PubDate|fbsj|fbrq|datePublished|"""
    r"""publish_time|oriCreateTime|createTime|svrDate|newsdate|articleDate)["']?\s{0,3}[:=]\s{0,3}\(?["']?(?P<value>[^"';,<>)]{6,40})""",
    re.IGNORECASE,
)
LOOKS_FOR_ITSELF = re.compile(r"currentScript|scripts\b|[\"']script[\"']", re.IGNORECASE)
MOUNTS = re.compile(r"""\bel\s{0,3}:\s{0,3}["']([^"'<>]{1,80})["']""")
WIDE = str.maketrans("０１２３４５６７８９－／．發佈時間來號∶﹕︰　\xa0：", "0123456789-/.发布时间来号:::  :")


@pytest.mark.parametrize(
    ("plain", "quick"),
    [(LEFT_EMPTY, _LEFT_EMPTY), (ANNOUNCES, _ANNOUNCES), (SAID_BY, SOURCE)],
    ids=["a label with nothing behind it", "a label of the publish day", "who published it"],
)
def test_a_quick_pattern_finds_what_the_plain_one_finds(
    plain: re.Pattern[str], quick: re.Pattern[str]
) -> None:
    found = [[(one.span(), one.groups()) for one in plain.finditer(text)] for text in TEXTS]
    assert found == [[(one.span(), one.groups()) for one in quick.finditer(text)] for text in TEXTS]
    assert any(found)


def of_words(words: str) -> list[str]:
    """Texts of *words* in any order, some beside each other."""
    return [
        "".join(rng.choice(words.split(" ")) + rng.choice(("", "", " ")) for _ in range(rng.randint(1, 12)))
        for rng in map(Random, range(4000))
    ]


@pytest.mark.parametrize(
    ("plain", "quick", "words"),
    [
        (COLUMN, split_dates.COLUMN, "2022\n 2031\n 20 2 \n -\n 08\n - 8\n . 26\n 26日 月\n 1999\n"),
        (NAMED, script_dates._NAMED, "pub lish _ date time Date TIME release docRel crTime create fbsj fbrq FBſJ datePublished ori svr ſvr news newſ article tıme puBLİsh \" ' : = ( 2024-01-02 ; x"),
        (LOOKS_FOR_ITSELF, engine._LOOKS_FOR_ITSELF, "current Script currentScript ſcript script s ' \" SCRIPTS x . scrİpts"),
        (MOUNTS, named_elements._MOUNTS, "el bel : '#a' \"b\" .el e l ' a"),
    ],
    ids=["a day in a column", "a day with its name", "a script's own element", "where it mounts"],
)  # fmt: skip
def test_a_quick_pattern_finds_the_same_in_words_of_its_own(
    plain: re.Pattern[str], quick: re.Pattern[str], words: str
) -> None:
    texts = of_words(words)
    found = [[(one.span(), one.groups()) for one in plain.finditer(text)] for text in texts]
    assert found == [[(one.span(), one.groups()) for one in quick.finditer(text)] for text in texts]
    assert any(found)


@every(
    ("quick", "words"),
    [
        (others._HEADING, "\n相关新闻\n \n相關新聞\n \n关联阅读\n \n關联閱讀\n \n延伸阅读\n \n扩展阅读\n \n推荐阅读\n \n热门推荐\n \n熱門推荐\n \n为您推荐\n \n為您推荐\n \n精彩推荐\n \n编辑推荐\n \n猜你推荐\n \n专题推荐\n \n猜你喜欢\n \n大家都在看\n \n热点新闻\n \n最新动态\n \n今日关注\n \n同类文章\n \n共12条评论\n \n３条留言\n \n网友评论\n \n全部留言\n \n用户点评\n \n游客评价\n \n评论列表\n \n評论\n \n点评\n \n點評\n \n留言\n \n历史版本\n \n歷史沿革\n \n修订记录\n ■ x 会议"),
        (unreadable._ODD_LINE, "\n \n [ 【 民国113年11月20日 05/12/2017 26-03-05 20260305 2026,03,05 2026年三月五日 05-Mar-2026 Mar 5, 2026 〇 二〇二四年九月十二日 零 ] 10:20 x 会"),
        (unreadable._MONTH_DAY_LINE, "\n \n [ ( 03-15 1-1 12月31日 周三 10:20 ] ) x 会"),
    ],
    ids=["a heading of others", "a day in a writing of its own", "a day without its year"],
)  # fmt: skip
def test_what_a_quick_pattern_asks_first_leaves_out_nothing(quick: re.Pattern[str], words: str) -> None:
    asked = re.search(r"\(\?=(?:[^\[\]()]|\[(?:\\.|[^\\\]])*\])*\)", quick.pattern)
    assert asked is not None
    plain = re.compile(quick.pattern[: asked.start()] + quick.pattern[asked.end() :])
    texts = of_words(words)
    found = [[(one.span(), one.groups()) for one in plain.finditer(text)] for text in texts]
    assert found == [[(one.span(), one.groups()) for one in quick.finditer(text)] for text in texts]
    assert any(found)


def test_a_day_that_begins_an_attribute_is_met_where_the_plain_pattern_meets_it() -> None:
    plain = re.compile(r"""=\s?["']?(?:[^"'<>=]{0,12}[:：]\s?)?(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}""")
    texts = of_words(
        "= == \" ' < > 发布时间 : ： 2024-05-06 1998年1月2 20 19 2024 一二三四五六七八九十一二 x"
    )
    met = [plain.search(text) is not None for text in texts]
    assert met == [
        any(
            _BEGINS_ATTRIBUTE.search(text, max(0, day.start() - _LONGEST_BEGIN), day.start())
            for pattern in _YEAR_FIRST
            for day in pattern.finditer(text)
        )
        for text in texts
    ]
    assert {*met} == {True, False}


def test_a_title_in_two_lines_stands_where_the_plain_pattern_finds_it() -> None:
    texts = of_words("某局召开会议 某局 召开 会议 某 局\n 召\n开会 议 某局召开\n会议 \n x")
    plain = re.compile(r"\s?".join("某局召开会议"))
    met = [tuple(one.end() for one in plain.finditer(text) if "\n" in one[0]) for text in texts]
    assert met == [_set_apart("某局召开会议", text) for text in texts]
    assert any(met)


def test_a_page_ends_in_a_comment_where_the_last_one_is_not_closed() -> None:
    texts = of_words("<!-- --> <! -- > <!--> - a")
    met = [text.rfind("<!--") > text.rfind("-->") for text in texts]
    assert met == [_ends_in_comment(text) for text in texts]
    assert {*met} == {True, False}


def test_what_stands_beside_a_day_is_taken_out_as_by_the_plain_words() -> None:
    assert [FURNITURE.sub("", text) for text in TEXTS] == [BESIDE.sub("", text) for text in TEXTS]


@every(
    ("pattern", "ends"),
    [
        *((one, features._ENDS_OF_LABELS) for one in (features._LABEL, features._PUBLISHING, features._SAID_BEFORE)),
        *((one, other_dates._ENDS_OF_WORDS) for one in (other_dates._OTHER, other_dates._WORD_BEFORE, other_dates._PAGES_OWN, other_dates._ENDS_PERIOD)),
    ],
    ids=["label", "publishing", "said before", "other", "word before", "page's own", "end of a period"],
)  # fmt: skip
def test_what_a_pattern_finds_before_a_day_ends_as_the_quick_look_expects(
    pattern: re.Pattern[str], ends: frozenset[str]
) -> None:
    befores = [
        "发布时间：（",
        "发布于【",
        "2026-01-02 至 ",
        "截止时间: ",
        "本页更新 ",
        "主动公开\n（",
        "会议时间: ",
        "Posted on ",
        "Copyright ",
    ]
    befores += [text[max(0, at - 40) : at] for text in TEXTS for at in range(0, len(text), 5)]
    found = [one for one in map(narrow, befores) if pattern.search(one) is not None]
    assert found
    assert [one for one in found if one.rstrip()[-1:] not in ends] == []


def test_running_text_begins_where_the_plain_pattern_begins() -> None:
    for text in TEXTS:
        for start in (0, 7, 40):
            plain = PROSE.search(text, start, 150)
            assert prose_begins(text, start, 150) == (-1 if plain is None else plain.start())


def test_words_of_readers_are_met_where_the_plain_pattern_meets_them() -> None:
    texts = of_words("评论 回帖 帖 沙发 板凳 楼主 楼 3 12 网友 只看该作者 只 于 发")
    met = [REMARKS.search(text) is not None for text in texts]
    assert met == [features._REMARKS.search(text) is not None for text in texts]
    assert {*met} == {True, False}


def test_all_running_text_before_a_place_begins_where_the_plain_pattern_finds_it() -> None:
    for text in TEXTS:
        for end in (0, 30, len(text)):
            assert [one for one in all_prose(text, end) if one < end] == [
                one.start() for one in PROSE.finditer(text) if one.start() < end
            ]


def test_days_in_numerals_stand_where_the_plain_pattern_finds_them() -> None:
    for text in TEXTS:
        assert [(one.start, one.end) for one in find_numerals(text)] == [
            one.span() for one in NUMERALS.finditer(text)
        ]


def test_a_text_made_narrow_is_the_same_whether_it_is_short_or_long() -> None:
    for text in (*TEXTS, *(text * 9 for text in TEXTS[:60])):
        assert narrow(text) == text.translate(WIDE)


CODE = "/ // \n \r < a 共 有 12 条 评论 recordCount RowCount xtotalCount TOTALRECORDS = : ' createPageHTML( 0 , \t"
CODES = [
    "".join(rng.choice(CODE.split(" ")) + rng.choice(("", " ")) for _ in range(rng.randint(1, 40)))
    for rng in map(Random, range(600))
]
COMMENTS = re.compile(r"^[ \t]*+//[^\r\n\u2028\u2029<]*+", re.MULTILINE)
TOTAL = re.compile(
    r"共\s?有?\s{0,3}(\d{1,7})\s{0,3}(?:条|篇|项)(?!评论|回复|留言|附件|选项)"
    r"|\b(?:recordCount|totalCount|totalRecords?|rowCount|recordTotal)['\"]?\s{0,3}[:=]\s{0,3}['\"]?(\d{1,7})",
    re.IGNORECASE,
)


def test_lines_that_are_comments_are_taken_out_as_by_the_plain_pattern() -> None:
    assert [_without_comments(code) for code in CODES] == [COMMENTS.sub("", code) for code in CODES]


def test_the_first_total_of_a_page_is_that_of_the_plain_pattern() -> None:
    plain = [TOTAL.search(code) for code in CODES]
    assert [total for one, total in zip(plain, map(stated_total, CODES), strict=True) if one is not None] == [
        int(one[1] or one[2]) for one in plain if one is not None
    ]


@pytest.mark.parametrize("end", ["", "<svg></svg>"])
def test_an_odd_tag_is_closed_by_its_own_end(end: str) -> None:
    odd = '<li class=x data-field=\'{"a":"1 > 0"}\' title="it\'s">a</li>'
    assert too_costly(f"<html><body>{odd * 450}{end}") == ""
    assert too_costly("<html><body>" + "<div title='</div>' data-a=\"it's > 1\">" * 450) == "depth"


def test_the_bare_names_of_elements_are_met_where_the_plain_pattern_meets_them() -> None:
    plain = re.compile(
        r"""(?:(?<![\w$.'"#-])|(?<=window\.))([A-Za-z_$][\w$]{0,60}+)\s{0,2}\.\s{0,2}(?:inner|outer|text|style|class|hidden|append|prepend|insert|replace|before|after|value|first|child)"""
    )
    words = f"a pubtime $x .innerHTML . innerText .text( window. document. .value = ; ' \" # - {'n' * 70} .append(b.textContent .childNodes .style"
    for text in of_words(words):
        assert named_elements._names_used([text]) == list(dict.fromkeys(plain.findall(text))), text
