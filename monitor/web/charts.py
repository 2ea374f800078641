"""Small charts drawn on the server (图表): SVG with style names only, so that a strict CSP lets them be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

from monitor.domain.timing import DAY
from monitor.web.words import StateLabel, weekday

#: Days ahead that the chart of what falls due shows.
DUE_DAYS = 15
#: Days that a strip of history, of posts, of a column shows.
HISTORY_DAYS, POSTS_DAYS, FRESH_DAYS = 60, 60, 120


@dataclass(frozen=True, slots=True)
class Hour:
    """What one hour of the visit grid shows."""

    word: StateLabel
    said: str  #: in words: read by the pointer, and by those who do not see


def visit_grid(days: Sequence[date], hours: Mapping[tuple[date, int], Hour], label: str) -> Markup:
    """A row a day, a cell an hour (24×7访问情况)."""
    step, left, top = 25, 84, 20
    parts = [_text(left + hour * step + 11, 13, f"{hour}", "axis", "middle") for hour in range(0, 24, 2)]
    for row, day in enumerate(days):
        y = top + row * step
        parts.append(_text(left - 8, y + 15, f"{day:%m-%d} {weekday(day)}", "axis", "end"))
        for hour in range(24):
            one = hours[day, hour]
            x = left + hour * step
            mark = _text(x + 11, y + 16, one.word.mark, "mark", "middle") if one.word.mark else Markup("")
            parts.append(
                Markup('<g class="visit {}"><title>{}</title><rect x="{}" y="{}" width="22" height="22" rx="4"/>{}</g>').format(
                    one.word.style, f"{day:%m-%d} {hour}时：{one.said}", x, y, mark
                )
            )  # fmt: skip
    return _svg(left + 24 * step, top + len(days) * step + 2, label, parts, "grid")


def freshness(today: date, published: Iterable[date], due_on: date | None, label: str) -> Markup:
    """When a column was updated, up to today, and since when it is over its limit (更新情况)."""
    width, height = 200, 18
    first = today - DAY * (FRESH_DAYS - 1)
    scale = width / FRESH_DAYS

    def place(day: date) -> float:
        return round((day - first).days * scale, 1)

    parts = [Markup('<rect class="base" x="0" y="8" width="{}" height="3" rx="1.5"/>').format(width)]
    if due_on is not None and due_on < today:
        start = max(0.0, place(due_on + DAY))
        parts.append(
            Markup('<rect class="over" x="{}" y="5" width="{}" height="9" rx="2"/>').format(
                start, round(width - start, 1)
            )
        )
    parts.extend(
        Markup('<rect class="tick" x="{}" y="3" width="2" height="13" rx="1"/>').format(place(day))
        for day in sorted({one for one in published if first <= one <= today})
    )
    return _svg(width, height, label, parts, "fresh")


def history_strip(today: date, outcomes: Mapping[date, StateLabel], label: str) -> Markup:
    """How an indicator was decided, a block a day, the last one of the day counting (判定历史)."""
    step = 4
    parts = []
    for n in range(HISTORY_DAYS):
        day = today - DAY * (HISTORY_DAYS - 1 - n)
        one = outcomes.get(day)
        style, said, tall = (
            (one.style, one.word, one.style in ("fail", "unknown")) if one else ("gap", "没有判定", False)
        )
        parts.append(
            Markup('<rect class="{}" x="{}" y="{}" width="3" height="{}"><title>{}</title></rect>').format(
                style, n * step, 1 if tall else 6, 14 if tall else 9, f"{day:%m-%d} {said}"
            )
        )
    return _svg(HISTORY_DAYS * step, 16, label, parts, "history")


def posts_strip(today: date, posts: Iterable[date], label: str) -> Markup:
    """Posts a day (发布情况): silence is seen at a glance."""
    counts: dict[date, int] = {}
    for post in posts:
        counts[post] = counts.get(post, 0) + 1
    step, height, top = 10, 60, max(counts.values(), default=0) or 1
    parts = []
    for n in range(POSTS_DAYS):
        day = today - DAY * (POSTS_DAYS - 1 - n)
        many = counts.get(day, 0)
        tall = round(many / top * 46) if many else 2
        parts.append(
            Markup('<rect class="{}" x="{}" y="{}" width="8" height="{}"><title>{}</title></rect>').format(
                "post" if many else "gap", n * step, 48 - tall, tall, f"{day:%m-%d} {weekday(day)}：{many}条"
            )
        )
        if day.weekday() == 0 and n < POSTS_DAYS - 4:
            parts.append(_text(n * step, height, f"{day:%m-%d}", "axis", "start"))
    return _svg(POSTS_DAYS * step, height + 2, label, parts, "posts")


def trend(days: Sequence[date], values: Sequence[float | None], style: str, unit: str, label: str) -> Markup:
    """One figure a day as bars (趋势); None: nobody knows. *unit*: what is counted, for the words on each bar."""
    step, tall_most = 8, 46
    top = max((one for one in values if one is not None), default=0) or 1
    parts = []
    for n, (day, value) in enumerate(zip(days, values, strict=True)):
        tall = 2 if not value else max(2, round(value / top * tall_most))
        said = "没有记录" if value is None else f"{value:g}{unit}"
        parts.append(
            Markup('<rect class="{}" x="{}" y="{}" width="6" height="{}"><title>{}</title></rect>').format(
                style if value else "gap", n * step, 50 - tall, tall, f"{day:%m-%d} {said}"
            )
        )
    parts.append(_text(0, 64, f"{days[0]:%m-%d}", "axis", "start"))
    parts.append(_text(len(days) * step - 2, 64, f"{days[-1]:%m-%d}", "axis", "end"))
    return _svg(len(days) * step, 68, label, parts, "trend")


def beats(days: Sequence[tuple[date, str, str]], label: str) -> Markup:
    """A block a day, by the worst that was seen (运行情况): day, style name, words."""
    parts = [
        Markup('<rect class="{}" x="{}" y="{}" width="5" height="{}" rx="1"><title>{}</title></rect>').format(
            style,
            n * 7,
            1 if style in ("fail", "due") else 4,
            16 if style in ("fail", "due") else 10,
            f"{day:%m-%d} {said}",
        )
        for n, (day, style, said) in enumerate(days)
    ]
    return _svg(len(days) * 7, 18, label, parts, "beats")


def due_chart(today: date, counts: Mapping[int, int], soon: Mapping[int | None, int], label: str) -> Markup:
    """How much falls due on each of the next days (未来到期); *soon*: how much of it counts as 即将超期."""
    step, base, top = 72, 84, max(counts.values(), default=0) or 1
    parts = []
    for left in range(DUE_DAYS):
        many, day = counts.get(left, 0), today + timedelta(days=left)
        tall = max(2, round(many / top * 62)) if many else 2
        x = left * step
        style = "gap" if not many else "due" if soon.get(left) else "later"
        parts.append(
            Markup(
                '<g class="bar {}"><title>{}</title><rect x="{}" y="{}" width="52" height="{}" rx="4"/></g>'
            ).format(style, f"{day:%m-%d} {weekday(day)}：{many}项到期", x + 10, base - tall, tall)
        )
        if many:
            parts.append(_text(x + 36, base - tall - 4, str(many), "count", "middle"))
        parts.append(
            _text(x + 36, base + 16, "今天" if left == 0 else f"{day.month}月{day.day}日", "axis", "middle")
        )
        parts.append(_text(x + 36, base + 31, weekday(day), "axis", "middle"))
    return _svg(DUE_DAYS * step, base + 34, label, parts, "dues")


def share_bar(parts: Sequence[tuple[StateLabel, int]], label: str) -> Markup:
    """Parts of one whole side by side (占比)."""
    total, x, drawn = sum(many for _, many in parts) or 1, 0.0, []
    for word, many in parts:
        width = round(600 * many / total, 1)
        if many:
            drawn.append(
                Markup(
                    '<rect class="{}" x="{}" y="0" width="{}" height="14"><title>{}</title></rect>'
                ).format(word.style, x, max(0.0, round(width - 2, 1)), f"{word.word} {many}")
            )
        x += width
    return _svg(600, 14, label, drawn, "share")


def _svg(width: int, height: int, label: str, parts: Iterable[Markup], style: str) -> Markup:
    fit = "none" if style == "share" else "xMidYMid"
    return Markup(
        '<svg class="chart {}" viewBox="0 0 {} {}" width="{}" height="{}" preserveAspectRatio="{}" role="img" aria-label="{}">{}</svg>'
    ).format(style, width, height, width, height, fit, label, Markup("").join(parts))


def _text(x: float, y: float, text: str, style: str, anchor: str) -> Markup:
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
        style, x, y, anchor, escape(text)
    )
