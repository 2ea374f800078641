"""What the patrol's candidates say besides their sentence (线索说明), for pages and commands."""

from collections.abc import Mapping, Sequence

from monitor.domain.patrol import (
    AddressKind,
    PatrolCandidate,
    PatrolGround,
    PatrolOutcome,
    ScreenId,
    ScreenTally,
)
from monitor.wording.say import label

#: The order in which people look (筛查项): what harms most first.
ORDER = (
    ScreenId.OUTSIDE, ScreenId.TAMPER, ScreenId.HIDDEN, ScreenId.PRIVACY, ScreenId.FOREIGN, ScreenId.WORDING,
    ScreenId.REDATED, ScreenId.DEAD_LINK,
)  # fmt: skip


#: What a line is called in the queue, by the first word of it.
_LINES = {
    (ScreenId.TAMPER, "title"): "标题“{}”", (ScreenId.TAMPER, "domain"): "站外域名{}", (ScreenId.TAMPER, "structure"): "页面结构",
    (ScreenId.TAMPER, "domains"): "多个站外域名", (ScreenId.REDATED, "minute"): "{}集中发布", (ScreenId.REDATED, "text"): "原稿{}",
    (ScreenId.REDATED, "day"): "{}",
}  # fmt: skip


def line_words(screen: ScreenId, line: str, find: str = "") -> str:
    """A line of the queue as people call it: the words of an entry, 站外域名x.com, an address."""
    if screen is ScreenId.WORDING:
        return find or line
    first, _, rest = line.partition(" ")
    said = _LINES.get((screen, first))
    return said.format(rest.replace("T", " ") if first == "minute" else rest) if said and rest else line


def seen_words(one: PatrolCandidate) -> str:
    """What was seen: the sentence, or of a dead link why it is dead."""
    if one.screen is not ScreenId.DEAD_LINK:
        return one.sentence
    if one.sentence == PatrolOutcome.SOFT_404.value:
        return label("patrol_outcome", PatrolOutcome.SOFT_404)
    if one.sentence.startswith("http "):
        return f"服务器返回{one.sentence.removeprefix('http ')}"
    return label("reason", one.sentence)


def detail_words(one: PatrolCandidate) -> str:
    """Why it is a candidate: the way it is hidden, the entry with its list and version, how a page changed; "" nothing more."""
    said = one.detail
    if one.screen is ScreenId.WORDING:
        use = f"建议“{said['use']}”" if said.get("use") else ""
        why = said.get("why", "")
        entry = f"词条“{said.get('find', '')}”（词库{said.get('list', '')}，版本{said.get('version', '') or '未注明'}）"
        return "，".join(part for part in (entry, use, why) if part)
    if one.screen is ScreenId.HIDDEN:
        return f"{label('hidden_way', said.get('way', ''))}，指向{said.get('address', '')}"
    if one.screen is ScreenId.OUTSIDE:
        way = label("tamper", said.get("way", "turned"))
        word = f"：{said['word']}" if said.get("word") and said.get("way") == "turned" else ""
        old = f"；原标题“{said['old']}”" if said.get("old") else ""
        return f"{way}{word}{old}"
    if one.screen in (ScreenId.TAMPER, ScreenId.REDATED):
        way = label("tamper", said.get("way", ""))
        many = f"（{said['many']}篇）" if said.get("many") else ""
        where = f"，原稿{said['where']}" if said.get("where") else ""
        return f"{way}{many}{where}"
    if one.screen is ScreenId.PRIVACY and said.get("kind"):
        return label("personal", said["kind"])
    if one.screen is ScreenId.DEAD_LINK and said.get("since"):
        return f"自{said['since']}起，已在不同两天核实"
    return ""


def ground_words(
    ground: PatrolGround | None, screens: Sequence[ScreenId] | None, names: Mapping[str, str]
) -> str:
    """
    What patrols saw that bears on a signature: 11月21日巡查12,340个网页，线索3条，均经林某排除.

    *screens*: those that bear on the clause; None: all of them together. *names*: of persons, by their login. Candidates are no faults.
    """
    if ground is None or not ground.rounds:
        return "本期没有完成的巡查，没有可供参考的线索。"
    last = ground.rounds[-1]
    pages = last.asked.get(AddressKind.PAGE.value, 0)
    day = last.ended_at or last.begun_at
    seen = f"{day.month}月{day.day}日巡查网页{pages:,}个"
    files = last.asked.get(AddressKind.ATTACHMENT.value, 0)
    seen += f"、附件{files:,}个" if files else ""
    more = [f"本期共完成巡查{len(ground.rounds)}次"] if len(ground.rounds) > 1 else []
    more += [f"其中{last.unseen:,}个网页没有读到"] if last.unseen else []
    more += [f"因上限{last.left:,}个地址未看"] if last.left else []
    if screens is not None and not screens:
        return "，".join([seen, *more]) + "；巡查不筛查此项。"
    tallies = [one for one in ground.tallies if screens is None or one.screen in screens]
    return "，".join([seen, *more]) + "；" + _tally_words(tallies, screens, names) + "。"


def _tally_words(tallies: Sequence[ScreenTally], screens: Sequence[ScreenId] | None, names: Mapping[str, str]) -> str:  # fmt: skip
    what = "、".join(label("screen", one) for one in screens) if screens is not None else ""
    found = sum(one.found for one in tallies)
    if not found:
        return f"{what}没有线索" if what else "没有发现线索"
    who = "、".join(dict.fromkeys(names.get(name, name) for one in tallies for name in one.who))
    by = f"经{who}" if who else ""
    dismissed, confirmed = sum(one.dismissed for one in tallies), sum(one.confirmed for one in tallies)
    still = sum(one.open for one in tallies)
    gone = found - dismissed - confirmed - still
    if dismissed == found:
        return f"{what}线索{found}条，均{by}排除"
    parts = [f"{by}排除{dismissed}条" if dismissed else "", f"{by}确认{confirmed}条" if confirmed else ""]
    parts += [f"待核实{still}条" if still else "", f"核实前已消失{gone}条" if gone > 0 else ""]
    return f"{what}线索{found}条，其中" + "，".join(one for one in parts if one)
