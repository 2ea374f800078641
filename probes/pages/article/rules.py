"""
What decides which day of a page is its publish day: vetoes, then rows in the order of trust (发布日期判定规则).

A row is data: its id, what must and must not speak, its rank. The id is stored with each reading that it decided.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

LABELS = frozenset({"label.publishing", "label.day", "label.changed"})
#: The address or a tag states the same day: it is the page's own, wherever it stands.
CONFIRMED = frozenset({"address.same", "tag.same"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """Whose day it never is."""

    id: str
    when: frozenset[str]  #: all of these speak …
    unless: frozenset[str] = frozenset()  #: … and none of these
    proves: bool = True  #: so surely that a page with no other day is undated; else its day is not told


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """One way in which pages say their publish day."""

    id: str
    rank: int  #: the lower one wins
    when: frozenset[str]  #: all of these speak …
    one_of: frozenset[str] = frozenset()  #: … and one of these
    unless: frozenset[str] = frozenset()  #: … and none of these
    alone: bool = False  #: only where all days that any row takes are one and the same
    asked: bool = True  #: whether the ranker is asked too, which never saw days of some rows
    seen_on: str = ""  #: the kind of page that taught it

    def takes(self, features: frozenset[str]) -> bool:
        """Whether *features* are those of this row."""
        return (
            features >= self.when
            and (not self.one_of or not features.isdisjoint(self.one_of))
            and features.isdisjoint(self.unless)
        )


def _names(*names: str) -> frozenset[str]:
    return frozenset(names)


VETOES: tuple[Veto, ...] = (
    Veto(id="newer_than_fetch", when=_names("day.after_fetch"), unless=_names("label.publishing")),
    Veto(id="another_things_day", when=_names("label.other"), unless=_names("label.publishing")),
    Veto(
        id="another_things_word",
        when=_names("label.another"),
        unless=_names("label.publishing", "label.strange"),
    ),
    Veto(id="strange_label", when=_names("label.strange"), unless=_names("label.publishing"), proves=False),
    Veto(id="clock", when=_names("line.clock"), unless=LABELS),
    Veto(id="clock_before_its_weekday", when=_names("line.clock_before"), unless=LABELS, proves=False),
    Veto(
        id="clock_of_the_fetch",
        when=_names("line.weekday", "day.of_fetch"),
        unless=LABELS | {"line.newspaper"},
    ),
    Veto(id="generation_time", when=_names("tag.generated", "spelt.tag")),
    Veto(
        id="first_or_last_of_rows", when=_names("others.rows", "others.end"), unless=CONFIRMED, proves=False
    ),
    Veto(id="rows_of_other_articles", when=_names("others.rows"), unless=CONFIRMED),
    Veto(id="box_of_other_articles", when=_names("others.box")),
    Veto(id="line_of_another_notice", when=_names("others.notice"), proves=False),
    Veto(id="below_a_heading_of_others", when=_names("others.below"), unless=CONFIRMED, proves=False),
    Veto(
        id="day_of_a_file",
        when=_names("others.file"),
        unless=CONFIRMED | {"label.publishing"},
        proves=False,
    ),
    Veto(id="issued_before_it_was_published", when=_names("others.issue"), proves=False),
    Veto(id="changed_since_it_was_published", when=_names("others.change"), proves=False),
    Veto(id="later_than_the_page_says", when=_names("others.later"), proves=False),
    Veto(id="above_where_the_page_stands", when=_names("others.above"), unless=CONFIRMED, proves=False),
    Veto(id="row_of_another_article", when=_names("others.link")),
    Veto(id="table_of_days", when=_names("others.table")),
    Veto(id="card_of_another_article", when=_names("others.card"), unless=CONFIRMED, proves=False),
    Veto(id="cell_of_a_table_of_data", when=_names("others.cell"), unless=CONFIRMED, proves=False),
    Veto(
        id="day_of_the_newspaper",
        when=_names("line.newspaper", "prose.above"),
        unless=LABELS,
        proves=False,
    ),
    Veto(
        id="day_of_an_interview",
        when=_names("line.guest"),
        unless=CONFIRMED | {"label.publishing", "label.behind"},
        proves=False,
    ),
    Veto(id="remark_of_a_reader", when=_names("others.remarks"), proves=False),
    Veto(
        id="changed_since_the_address",
        when=_names("label.changed", "prose.above", "address.older"),
        unless=_names("label.publishing"),
        proves=False,
    ),
    Veto(
        id="beside_an_unread_label",
        when=_names("label.unread"),
        unless=_names("label.publishing", "line.by_script", "spelt.variable", "spelt.yearless"),
    ),
    Veto(
        id="changed_beside_an_unread_label",
        when=_names("label.unread", "label.changed"),
        unless=_names("label.publishing"),
    ),
    Veto(id="below_an_unread_label", when=_names("label.unread", "label.publishing", "title.below")),
    Veto(id="far_below_an_unread_label", when=_names("label.unread", "label.publishing", "title.far")),
    Veto(id="address_without_a_text", when=_names("spelt.address", "page.no_text")),
)

#: A row of this rank or better is taken as it stands, whatever scripts might add; none of those is `alone`.
SURE = 5

ROWS: tuple[RuleRow, ...] = (
    RuleRow(
        id="publishing_label_under_title",
        rank=0,
        when=_names("label.publishing", "title.near"),
        seen_on="发布时间：… under the title, on most government sites",
    ),
    RuleRow(
        id="label_under_title",
        rank=1,
        when=_names("title.near", "label.day"),
        unless=_names("label.publishing"),
        seen_on="日期：…, 时间：… under the title",
    ),
    RuleRow(
        id="label_of_a_change_under_title",
        rank=2,
        when=_names("title.near", "label.changed"),
        unless=_names("label.publishing", "prose.above"),
        seen_on="更新时间：… under the title",
    ),
    RuleRow(
        id="label_of_a_change_below_text",
        rank=9,
        when=_names("title.near", "label.changed", "prose.above"),
        unless=_names("label.publishing"),
        seen_on="最后更新：… below the text",
    ),
    RuleRow(
        id="day_and_word_under_title",
        rank=2,
        when=_names("title.near", "label.behind"),
        unless=LABELS | {"prose.above"},
        seen_on="由 办公室 于 2024-06-03 发布",
    ),
    RuleRow(
        id="moment_under_title",
        rank=4,
        when=_names("title.near", "line.furniture", "line.whole_year", "line.time"),
        unless=LABELS | {"prose.goes_on", "prose.above", "line.weekday"},
        seen_on="来源：日报 2022-12-09 16:42 under the title",
    ),
    RuleRow(
        id="day_under_title",
        rank=5,
        when=_names("title.near", "line.furniture"),
        one_of=_names("line.whole_year", "spelt.english", "spelt.compact", "spelt.split"),
        unless=LABELS | {"prose.goes_on", "prose.above", "line.weekday", "line.time"},
        seen_on="(2022-05-14) alone under the title",
    ),
    RuleRow(
        id="label_below_title",
        rank=5,
        when=_names("title.below"),
        one_of=LABELS,
        seen_on="tables of 索引号, 文号 between the title and the label",
    ),
    RuleRow(
        id="label_above_text",
        rank=8,
        when=_names("title.none", "prose.soon"),
        one_of=LABELS,
        unless=_names("title.next", "title.before_text", "title.like_below", "title.after_text"),
        seen_on="pages whose title is a picture, or is not that of the window",
    ),
    RuleRow(
        id="label_far_below_title",
        rank=9,
        when=_names("title.far"),
        one_of=LABELS,
        seen_on="发布时间 and 责任编辑 below the text",
    ),
    RuleRow(
        id="label_over_title",
        rank=9,
        when=_names("title.none", "title.next"),
        one_of=LABELS,
        unless=_names("line.led"),
        seen_on="the day in a ribbon over the title",
    ),
    RuleRow(
        id="day_with_weekday_under_title",
        rank=9,
        when=_names("title.near", "line.furniture", "line.whole_year", "line.weekday"),
        unless=LABELS | {"prose.goes_on", "title.again"},
        seen_on="2026年3月5日 星期四",
    ),
    RuleRow(
        id="relative_day_under_title",
        rank=9,
        when=_names("title.near", "spelt.relative", "line.furniture", "line.alone"),
        unless=_names("prose.above"),
        seen_on="3 天前 under the title",
    ),
    RuleRow(
        id="publishing_label_over_title",
        rank=10,
        when=_names("title.none", "title.again", "label.publishing"),
        unless=_names("line.led"),
        seen_on="a table of 索引号, 发布机构, 发布日期 over the title",
    ),
    RuleRow(
        id="day_in_pieces_over_title",
        rank=10,
        when=_names("title.next", "spelt.split", "line.furniture"),
        unless=LABELS,
        seen_on="21 and 2018-06 in a box over the title",
    ),
    RuleRow(
        id="moment_over_title",
        rank=10,
        when=_names("title.next", "line.furniture", "line.whole_year", "line.time"),
        unless=LABELS | {"day.of_fetch"},
        seen_on="2026-03-05 09:30 over the title",
    ),
    RuleRow(
        id="day_of_a_newspapers_page",
        rank=11,
        when=_names("title.none", "line.newspaper", "line.whole_year", "line.furniture"),
        unless=LABELS | {"prose.goes_on"},
        alone=True,
        seen_on="2026年03月05日 星期四 第A03版 over the articles of a digital newspaper",
    ),
    RuleRow(
        id="day_over_title",
        rank=13,
        when=_names("title.none", "title.next", "line.alone", "line.whole_year", "prose.soon"),
        unless=LABELS | {"prose.goes_on", "page.head", "title.other_above", "line.weekday", "day.of_fetch"},
        alone=True,
        seen_on="2026-03-05 on a line of its own over the title",
    ),
    RuleRow(
        id="day_below_text",
        rank=11,
        when=_names("title.near", "line.furniture", "line.whole_year", "prose.above"),
        unless=LABELS | {"prose.goes_on", "prose.next", "line.time", "line.words_behind"},
        seen_on="short notices signed with their day",
    ),
    RuleRow(
        id="moment_below_text",
        rank=11,
        when=_names("title.near", "line.furniture", "line.whole_year", "line.time", "prose.above"),
        one_of=_names("line.facts", "line.by_script", "prose.soon", "address.same", "tag.same"),
        unless=LABELS | {"prose.goes_on", "line.weekday"},
        seen_on="2026-03-05 09:30 编辑：… below a short text or its summary",
    ),
    RuleRow(
        id="edited_below_text",
        rank=12,
        when=_names("line.edited", "line.furniture", "line.whole_year", "prose.above"),
        one_of=_names("title.near", "title.below", "title.far"),
        unless=LABELS | {"prose.goes_on", "line.weekday", "address.older", "tag.older"},
        alone=True,
        asked=False,
        seen_on="编辑：… 审核：… 2026-03-05 09:30 below the text",
    ),
    RuleRow(
        id="only_moment",
        rank=12,
        when=_names("moment.only", "title.unknown", "line.furniture"),
        unless=_names("line.led"),
        seen_on="pages whose title is not to be found, with one line that is a day and a time",
    ),
    RuleRow(
        id="label_without_title",
        rank=13,
        when=_names("title.none"),
        one_of=_names("label.publishing", "label.day"),
        unless=_names("line.led"),
        alone=True,
        seen_on="a label and no text that follows",
    ),
    RuleRow(
        id="day_without_year",
        rank=6,
        when=_names("spelt.yearless"),
        alone=True,
        seen_on="发布时间：03-05 and a clock that names the year",
    ),
    RuleRow(
        id="script_variable",
        rank=7,
        when=_names("spelt.variable"),
        seen_on='var ct="1653625822", "publishTime":"…"',
    ),
    RuleRow(
        id="day_under_line_like_a_title",
        rank=13,
        when=_names("title.like_above", "line.furniture", "line.whole_year"),
        one_of=_names("line.alone", "line.time", "line.facts"),
        unless=LABELS | {"title.after_text", "prose.goes_on", "line.weekday"},
        alone=True,
        seen_on="pages whose window names the site only",
    ),
    RuleRow(
        id="day_and_word_under_line_like_a_title",
        rank=13,
        when=_names("title.unknown", "title.like_above", "line.furniture", "line.whole_year", "prose.soon"),
        one_of=_names("label.behind"),
        unless=LABELS | {"title.after_text", "prose.goes_on", "line.weekday"},
        alone=True,
        seen_on="示例市教育局 2024-06-03 发布, where the window names the site only",
    ),
    RuleRow(
        id="day_with_weekday_under_line_like_a_title",
        rank=13,
        when=_names(
            "title.unknown", "title.like_above", "line.alone", "line.whole_year", "line.weekday", "prose.soon"
        ),
        unless=LABELS | {"title.after_text", "prose.goes_on", "page.head", "title.like_below"},
        alone=True,
        seen_on="2026年3月5日 星期四, where the window names the site only",
    ),
    RuleRow(
        id="label_beside_facts_under_line_like_a_title",
        rank=13,
        when=_names("title.unknown", "title.like_above", "line.alone", "line.facts", "prose.soon"),
        one_of=LABELS,
        alone=True,
        seen_on="a document's own heading between the line of facts and its text, where the window names the site only",
    ),
    RuleRow(
        id="english_day_under_line_like_a_title",
        rank=13,
        when=_names("title.unknown", "title.like_above", "line.alone", "spelt.english", "prose.soon"),
        unless=LABELS | {"title.after_text", "prose.goes_on", "line.weekday", "title.like_below"},
        alone=True,
        seen_on="June 3, 2024, where the window names the site only",
    ),
    RuleRow(
        id="day_in_pieces_without_title",
        rank=13,
        when=_names("title.unknown", "prose.soon", "spelt.split", "line.furniture"),
        one_of=_names("title.like_above", "title.like_below"),
        unless=LABELS | {"title.after_text", "prose.goes_on"},
        alone=True,
        seen_on="the day and its month in a box beside a title that the window does not name",
    ),
    RuleRow(
        id="day_that_the_address_confirms",
        rank=14,
        when=_names("address.same"),
        one_of=_names("spelt.full", "spelt.short", "spelt.tag", "spelt.variable"),
        unless=_names("prose.goes_on"),
        seen_on="two places that agree where neither says that it is the publish day",
    ),
    RuleRow(
        id="day_that_the_tag_confirms",
        rank=14,
        when=_names("tag.same"),
        one_of=_names("spelt.full", "spelt.short", "spelt.variable"),
        unless=_names("prose.goes_on"),
        seen_on="two places that agree where neither says that it is the publish day",
    ),
    RuleRow(
        id="time_element",
        rank=15,
        when=_names("spelt.element"),
        seen_on="<time datetime=…> around a day without its year",
    ),
    RuleRow(
        id="tag",
        rank=15,
        when=_names("spelt.tag", "text.silent"),
        seen_on="PubDate on a page whose text is silent",
    ),
    RuleRow(
        id="address",
        rank=16,
        when=_names("spelt.address", "text.silent"),
        unless=_names("text.waits"),
        seen_on="t20221209_4487310.htm on a page whose text and tags are silent",
    ),
)

#: Where no row speaks and the ranker alone finds a day.
RANKER = "ranker"


@lru_cache(maxsize=4096)
def veto_of(features: frozenset[str]) -> Veto | None:
    """The first veto on a day with *features*."""
    for one in VETOES:
        if features >= one.when and features.isdisjoint(one.unless):
            return one
    return None


def row_of(features: frozenset[str], off: Sequence[str] = ()) -> RuleRow | None:
    """The row of the best rank that takes a day with *features*; *off*: ids left out, for measuring what each is worth."""
    if off:
        return next((one for one in _BY_RANK if one.id not in off and one.takes(features)), None)
    return _first_row(features)


@lru_cache(maxsize=4096)
def _first_row(features: frozenset[str]) -> RuleRow | None:
    return next((one for one in _BY_RANK if one.takes(features)), None)


_BY_RANK = tuple(sorted(ROWS, key=lambda one: one.rank))
