"""Charts: what is drawn is what was given, and hostile words stay words."""

from datetime import date, timedelta

from monitor.web import charts, words
from monitor.web.charts import Hour
from tests.web.pages.reading import parse

TODAY = date(2026, 11, 20)


def test_the_grid_escapes_what_it_is_told() -> None:
    cells = {(TODAY, hour): Hour(words.VISITS["failed"], '"><script>') for hour in range(24)}
    drawn = charts.visit_grid([TODAY], cells, '"><script>')
    assert "<script>" not in drawn
    assert len(parse(str(drawn)).css("g.failed")) == 24


def test_a_column_is_red_from_the_day_after_its_limit() -> None:
    drawn = parse(str(charts.freshness(TODAY, [], TODAY - timedelta(days=6), "x")))
    over = drawn.css_first("rect.over").attributes
    day = 200 / charts.FRESH_DAYS
    assert float(over["width"] or 0) == round(6 * day, 1)
    assert parse(str(charts.freshness(TODAY, [], TODAY, "x"))).css("rect.over") == []


def test_a_column_over_its_limit_for_years_stays_inside_the_strip() -> None:
    over = parse(str(charts.freshness(TODAY, [], date(2020, 1, 1), "x"))).css_first("rect.over").attributes
    assert (over["x"], over["width"]) == ("0.0", "200.0")


def test_days_outside_the_strip_are_not_drawn() -> None:
    days = [
        TODAY + timedelta(days=1),
        TODAY,
        TODAY - timedelta(days=charts.FRESH_DAYS - 1),
        TODAY - timedelta(days=charts.FRESH_DAYS),
    ]
    assert len(parse(str(charts.freshness(TODAY, days, None, "x"))).css("rect.tick")) == 2


def test_posts_are_counted_by_the_day() -> None:
    drawn = parse(str(charts.posts_strip(TODAY, [TODAY, TODAY, TODAY - timedelta(days=1)], "x")))
    assert [one.text() for one in drawn.css("rect.post title")] == ["11-19 周四：1条", "11-20 周五：2条"]


def test_a_day_without_a_verdict_is_a_gap() -> None:
    drawn = parse(str(charts.history_strip(TODAY, {TODAY: words.OUTCOMES["fail"]}, "x")))  # type: ignore[index]
    assert len(drawn.css("rect.gap")) == charts.HISTORY_DAYS - 1
    assert len(drawn.css("rect.fail")) == 1


def test_shares_of_nothing_are_drawn_empty() -> None:
    parts = [(word, 0) for word in words.CONCLUSIONS.values()]
    assert parse(str(charts.share_bar(parts, "x"))).css("rect") == []
