"""A digest as HTML, as plain text, and as a chat message."""

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from monitor.alerts.digest import Digest
from monitor.alerts.lines import MailLine, writer_for
from monitor.alerts.words import clean
from monitor.domain.chat import ChatLevel
from monitor.domain.mail import CENTRE
from monitor.domain.site import Watch
from monitor.wording.say import label

#: The colour of a line's edge, and that of its days.
TONES = {
    "bad": ("#d03050", "#b3203f"),
    "due": ("#e08a00", "#a35f00"),
    "good": ("#2e9e5b", "#1f7a44"),
    "": ("#c8ccd2", "#3b4048"),
}
#: Titles listed below one heading of a chat message.
CHAT_LINES = 5

CLOSING = "“未能监测”既不算合格也不算不合格。"
#: What a unit may do about it.
ANSWER = "整改后无需回复，下次监测到即列为“已了结”；{how}有异议或需要原始记录，请凭问题编号与{centre}联系{contact}。"


@cache
def _environment(escapes: bool) -> Environment:
    """Jinja's own default escapes nothing, and says nothing of a misspelt name."""
    return Environment(
        loader=PackageLoader("monitor.alerts"), autoescape=escapes, undefined=StrictUndefined,
        keep_trailing_newline=True,
    )  # fmt: skip


def html(digest: Digest, watch: Watch) -> str:
    """For mail clients, phones among them: tables, inline styles, nothing from outside."""
    return _render(digest, watch, "digest.html.j2", escapes=True)


def text(digest: Digest, watch: Watch) -> str:
    """The same without markup."""
    return re.sub(r"\n{3,}", "\n\n", _render(digest, watch, "digest.txt.j2", escapes=False))


def chat(digest: Digest) -> str:
    """The centre's summary for a chat group: counts, notices, the first titles."""
    rows = ["，".join(digest.summary) or "没有新问题", *digest.alarms, *digest.notices]
    for section in digest.sections:
        rows.append(f"【{section.title}】")
        rows += [f"- {line.title}" for line in section.lines[:CHAT_LINES]]
        more = len(section.lines) + section.more - CHAT_LINES
        rows += [f"- 另有{more}项"] if more > 0 else []
    return "\n".join(rows) + "\n"


def for_group(digest: Digest, watch: Watch, levels: frozenset[ChatLevel]) -> str:
    """
    The centre's summary at *levels* for a chat group; "" where there is nothing to say at them.

    Counted lines that the digest no longer holds one by one are said to be more, at whatever level.
    """
    rows = [*digest.alarms, *digest.notices] if ChatLevel.SYSTEM in levels else []
    for level in ChatLevel:
        lines = [line for section in digest.sections for line in section.lines if _level(line) is level]
        if level not in levels or not lines:
            continue
        rows.append(f"【{label('chat_level', level)}】{len(lines)}项")
        rows += [f"- {line.title}{f'：{line.days}' if line.days else ''}" for line in lines[:CHAT_LINES]]
        rows += [f"- 另有{len(lines) - CHAT_LINES}项"] if len(lines) > CHAT_LINES else []
    if not rows:
        return ""
    more = sum(section.more for section in digest.sections)
    rows += [f"另有{more}项未逐条列出"] if more else []
    return "\n".join([*rows, whole_list(digest, watch)]) + "\n"


def _level(line: MailLine) -> ChatLevel | None:
    """The level of a line, by its tag and how urgent it is; None: said in passing."""
    if line.tag == label("sort", "scored"):
        return ChatLevel.SCORED
    if line.tone == "bad":
        return ChatLevel.VETO if line.tag == label("sort", "veto") else ChatLevel.LATE
    return {"due": ChatLevel.DUE, "good": ChatLevel.RECOVERED}.get(line.tone)


def contact(watch: Watch) -> str:
    """How to reach the centre: telephone, address, page, as far as they are configured; "" when none is."""
    centre = watch.centre
    known = (("电话", centre.phone), ("邮箱", "、".join(centre.email[:2])), ("网址", centre.contact_url))
    said = "，".join(f"{name}：{value}" for name, value in known if value)
    return f"（{clean(said, 200)}）" if said else ""


def _how(watch: Watch) -> str:
    """What can be done on the dashboard, where there is one."""
    web = writer_for(watch).web
    return f"登录{web}可查看依据、承诺整改、提出申诉；" if web else ""


def whole_list(digest: Digest, watch: Watch) -> str:
    """Where all of it is listed: the dashboard, the terminal for the centre, the centre for a unit."""
    if web := writer_for(watch).web:
        return f"见{web}/findings"
    return (
        "运行 monitor findings 查看" if digest.audience == CENTRE else f"向{clean(watch.centre.name, 40)}索取"
    )


def _render(digest: Digest, watch: Watch, template: str, *, escapes: bool) -> str:
    return (
        _environment(escapes)
        .get_template(template)
        .render(
            digest=digest,
            day=f"{digest.night.year}年{digest.night.month}月{digest.night.day}日",
            web=writer_for(watch).web,
            centre=clean(watch.centre.name, 40),
            closing=CLOSING
            if digest.audience == CENTRE
            else ANSWER.format(centre=clean(watch.centre.name, 40), contact=contact(watch), how=_how(watch))
            + CLOSING,
            whole_list=whole_list(digest, watch),
            tones=TONES,
        )
    )
