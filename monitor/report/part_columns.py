"""Late and blank columns (栏目更新、空白栏目) as the notice says them: by the unit that keeps them, alike ones once."""

from collections import Counter
from collections.abc import Iterator, Sequence

from monitor.domain.timing import day_of
from monitor.domain.verdict import Outcome
from monitor.quarter.figures import Quarterly
from monitor.quarter.rows import FrequencyRow, LateColumnRow
from monitor.report.blocks import Block, TextBlock
from monitor.report.words import bracketed, clean, confirmed, day_text, joined, official

#: Late columns written out in the body; the annex holds all.
SHOWN = 20


def column_blocks(quarterly: Quarterly) -> Iterator[Block]:
    """Columns that were late at a point, then those that missed their own frequency in the quarter."""
    late = quarterly.late
    if late:
        yield TextBlock(
            f"各监测时间点更新不及时的栏目共{len(late)}个{mended(late, '恢复更新')}。下列单位维护的栏目更新情况较差："
        )
        for unit, rows in _by_unit(late[:SHOWN]):
            text = "；".join(_late(alike) for alike in _alike(rows))
            yield TextBlock(
                f"负责维护的{text}。" if unit else f"{text}。", lead=unit or "维护单位未登记的栏目："
            )
        if len(late) > SHOWN:
            yield TextBlock(f"其余{len(late) - SHOWN}个栏目见附件B。")
    else:
        yield TextBlock("各监测时间点未确认有更新不及时的栏目；未能监测的栏目不作为按时更新。")
    yield TextBlock(_frequencies(quarterly.frequencies))


def blank_blocks(quarterly: Quarterly) -> Iterator[Block]:
    """Confirmed blank columns, site by site."""
    blank = quarterly.blank
    if not blank:
        return
    by: dict[str, list[str]] = {}
    for one in blank[:SHOWN]:
        by.setdefault(clean(one.site_name), []).append(f"“{clean(one.name)}”")
    names = "；".join(f"{site}{''.join(columns)}" for site, columns in by.items())
    more = f"等{len(blank)}个" if len(blank) > SHOWN else ""
    yield TextBlock(
        f"经不同日期核对确认的空白栏目{len(blank)}个{mended(blank, '有内容')}：{names}{more}（详见附件C）。"
    )


def mended(rows: Sequence[LateColumnRow], words: str) -> str:
    """How many of them passed again at the last point, and of how many it could not tell."""
    latest = Counter(one.latest for one in rows)
    fixed, open_ = latest[Outcome.PASS], latest[Outcome.UNKNOWN]
    said = [f"{fixed}个至最后一个监测时间点已{words}"] if fixed else []
    said += [f"{open_}个最后一个监测时间点未能判定"] if open_ else []
    return f"，其中{'、'.join(said)}" if said else ""


def _by_unit(rows: Sequence[LateColumnRow]) -> list[tuple[str, list[LateColumnRow]]]:
    found: dict[str, list[LateColumnRow]] = {}
    for one in rows:
        found.setdefault(clean(one.unit), []).append(one)
    return list(found.items())


def _alike(rows: Sequence[LateColumnRow]) -> list[list[LateColumnRow]]:
    """Rows of which the same is to be said."""
    found: dict[object, list[LateColumnRow]] = {}
    for one in rows:
        reason = "" if one.newest else one.reason
        found.setdefault((one.site, one.newest, one.days_over, one.at, one.latest, reason), []).append(one)
    return list(found.values())


def _late(rows: Sequence[LateColumnRow]) -> str:
    """Since when columns were not updated, as of the point at which they stood worst; later days are never spoken of."""
    one = rows[0]
    many = f"{len(rows)}个栏目" if len(rows) > 1 else "栏目"
    name = f"{clean(one.site_name)}{''.join(f'“{clean(row.name)}”' for row in rows)}{many}"
    at = day_text(day_of(one.at))
    if one.newest is None:
        said = f"{name}{confirmed(one.reason)}"
    else:
        over = f"，截至{at}已超期{one.days_over}天" if one.days_over else f"（截至{at}）"
        said = f"{name}{day_text(one.newest)}以来未更新{over}"
    if one.latest is Outcome.PASS:
        return f"{said}，至最后一个监测时间点已恢复更新"
    return f"{said}，最后一个监测时间点未能判定" if one.latest is Outcome.UNKNOWN else said


def _frequencies(rows: Sequence[FrequencyRow]) -> str:
    if not rows:
        return "未登记栏目的更新频率，未按季度频次统计。"
    by = Counter[Outcome]()
    alike: dict[str, list[str]] = {}
    for one in rows:
        by[one.outcome] += 1
        if one.outcome is Outcome.FAIL:
            why = f"{official(one.frequency)}，{official(one.reason)}"
            alike.setdefault(why, []).append(f"“{clean(one.name)}”")
    parts = []
    if by[Outcome.PASS]:
        parts.append(f"达到频次要求的{by[Outcome.PASS]}个")
    if by[Outcome.FAIL]:
        names = joined([f"{''.join(columns)}{bracketed(why)}" for why, columns in alike.items()], 10)
        parts.append(f"未达到的{by[Outcome.FAIL]}个：{names}")
    if by[Outcome.UNKNOWN]:
        parts.append(f"尚不能判定的{by[Outcome.UNKNOWN]}个")
    return f"按栏目声明的更新频率对整个季度统计，{len(rows)}个栏目中，{'；'.join(parts)}。"
