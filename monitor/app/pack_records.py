"""What the packs of verdicts and of the patrol share (证据包共有部分): chain, raw pages, the words for people."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from monitor.app.pack_files import PackCheck
from monitor.app.pack_pictures import FOLDER as PICTURES
from monitor.app.pack_pictures import wrong_pictures
from monitor.app.runtime import lookback
from monitor.domain.plain import moment_text
from monitor.domain.program import build
from monitor.domain.timing import Clock
from monitor.feed.document import software
from monitor.rules.availability.visits import roll_up
from probes.http.base import Validators
from probes.http.browser_picture import NOTE
from storage.access import chain
from storage.evidence.evidence import Condition, EvidenceFolder, StoredExchange, in_full, is_record_of
from storage.evidence.pack_store import ChainCheck, raw_record
from storage.evidence.unchanged import UnchangedAnswer
from storage.store import open_store

#: What people read of a pack.
WORDS = "说明.txt"
#: How the line begins that states the outcome, and what is told whatever its words are: moments, hashes, ids.
_OUTCOME, _FACT = "判定：", re.compile(r"\d{4}-\d\d-\d\dT[\d:+]+|[0-9a-f]{64,}|\b(?:ev|ob)_\w{26,}")
_DIGITS = re.compile(r"\d{1,20}+")
#: Why a hash from elsewhere cannot be held against a pack with some of the links only.
_SPARSE = "本证据包只收入含有相关记录的环，请以 monitor evidence pack --whole-chain 重新生成，或在原库运行 monitor audit verify --head"


def check_chain(links: ChainCheck) -> PackCheck:
    """Whether the records of the pack are those that the chain has."""
    wrong = [f"{'缺失的' if one.what == 'left out' else ''}{one.table} {one.id[:40]}" for one in links.wrong]
    says = f"与记录链不符：{'、'.join(wrong[:5])}{'等' if len(wrong) > 5 else ''}"
    return PackCheck(name="chain", holds=not wrong, says=says if wrong else f"{links.rows}条记录与记录链一致")


def check_altered(links: ChainCheck, newest: str, known: str | None) -> list[PackCheck]:
    """All that is told of a pack one of whose texts was altered: which, and that nothing that rests on them was looked at."""
    rest = PackCheck(name="replay", holds=False, says="监测记录已改动，其余无从核对")
    return [check_chain(links), *check_head(links, newest, known), rest]


def check_let_go(links: ChainCheck) -> Iterator[PackCheck]:
    """That pages were let go of when their keeping was over, as a link says: nobody took them out of the pack."""
    if links.let_go:
        many, which = len(links.let_go), "、".join(links.let_go[:5])
        says = f"{many}份原始网页已过保存期限，由系统清除（记录链有记载），不能再核对：{which}"
        yield PackCheck(name="evidence", holds=None, says=says)


def check_head(links: ChainCheck, newest: str, known: str | None) -> Iterator[PackCheck]:
    """Whether the links lead to the newest one, and, where a hash from elsewhere was given, whether they lead to that."""
    if not links.head:
        yield PackCheck(name="head", holds=False, says=f"清单所载的记录链末端{newest}不在证据包内")
    elif links.unbroken:
        yield PackCheck(name="head", holds=True, says=f"记录链连续至{newest}")
    elif links.few:
        yield PackCheck(name="head", holds=False, says="记录链中间缺环，已被删减")
    if known is None:
        return
    if not links.known:
        says = f"不含记录链校验值{known}：不是同一条记录链，或早于、晚于本证据包所含的环"
        if links.unbroken:
            yield PackCheck(name="head", holds=False, says=says)
        else:
            yield PackCheck(name="head", holds=None, says=f"不能核对记录链校验值{known}：{_SPARSE}")
    elif links.unbroken:
        yield PackCheck(name="head", holds=True, says=f"含有记录链校验值{known}")
    else:
        yield PackCheck(name="head", holds=None, says=f"含有记录链校验值{known}，但{_SPARSE}")


def open_folder(path: Path, clock: Clock) -> Any:
    """The store at *path* that stands in an unfolded pack."""
    return open_store(
        f"sqlite+aiosqlite:///{path}",
        path.parent / "none",
        clock=clock,
        roll_up=roll_up,
        make_validators=Validators,
        needs=lookback(),
    )


def exchange_row(exchange: StoredExchange) -> dict[str, Any]:
    """An exchange as the manifest names it."""
    return {**{name: getattr(exchange, name) for name in StoredExchange.__dataclass_fields__}, "at": exchange.at.isoformat()}  # fmt: skip


def write_evidence(
    source: EvidenceFolder, exchanges: Sequence[StoredExchange], folder: Path
) -> tuple[str, ...]:
    """Write the raw record of each of *exchanges* below *folder*; the ids of those that are gone."""
    lost = []
    for one in exchanges:
        raw = raw_record(source, one)
        if raw is None:
            lost.append(one.id)
            continue
        path = folder / "evidence" / f"{one.id}.warc.gz"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(raw)
    return tuple(lost)


def check_evidence(
    folder: Path, about: dict[str, Any], rows: Sequence[StoredExchange], unseen: Sequence[str],
    answers: Sequence[UnchangedAnswer] = (),
) -> PackCheck:  # fmt: skip
    """
    Every exchange in the store, whose hash is chained, against its bytes; the manifest must name the same ones.

    *unseen*: pictures that the manifest names and the store does not hold. *answers*: of those that came with the page, one of
    the exchanges that they rest on must be that page.
    """
    if unseen:
        says = f"清单所列的网页截图缺失：{'、'.join(unseen[:5])}（共{len(unseen)}份）"
        return PackCheck(name="evidence", holds=False, says=says)
    if sorted(about["evidence"], key=lambda one: str(one["id"])) != [exchange_row(one) for one in rows]:
        return PackCheck(name="evidence", holds=False, says="清单所列的原始网页与监测记录不符")
    moved = {one.id: replace(one, file=f"evidence/{one.id}.warc.gz", offset=0) for one in rows}
    bare, wrong, full = EvidenceFolder(folder), list[str](), in_full(rows)
    for one in rows:
        record = bare.read(moved[one.id], moved[full[one.sha256, one.file].id])
        if record.condition is not Condition.INTACT or not is_record_of(folder / moved[one.id].file, one):
            wrong.append(one.id)
    wrong += wrong_pictures(folder, rows)
    wrong += [one.exchange.id for one in answers if not one.is_proved(rows)]
    if wrong:
        return PackCheck(
            name="evidence", holds=False, says=f"原始网页缺失或已改动：{'、'.join(wrong[:5])}（共{len(wrong)}份）"
        )  # fmt: skip
    shots = sum(one.note == NOTE for one in rows)
    shown = f"，其中网页截图{shots}份" if shots else ""
    says = (
        f"{len(rows)}份原始网页与其校验值一致{shown}"
        if rows
        else "此判定没有列出原始网页（依据为包内的监测记录、导入的记录或人工确认）"
    )
    return PackCheck(name="evidence", holds=True, says=says)


def files_of(own: Sequence[str], rows: Sequence[StoredExchange]) -> list[str]:
    """The names of the files that a pack of these exchanges may hold, *own* among them."""
    return [
        *own, "store.db", WORDS, *(f"evidence/{one.id}.warc.gz" for one in rows),
        *(f"{PICTURES}/{one.id}.png" for one in rows if one.note == NOTE),
    ]  # fmt: skip


def made_by() -> dict[str, str]:
    """Which program writes a pack, as its manifest states it."""
    return {"software": software(), "build": build()}


def is_ours(about: Mapping[str, Any]) -> bool:
    """Whether this very program wrote the pack of that manifest; of one that names no build nobody knows."""
    return {name: about.get(name) for name in made_by()} == made_by()


def versions(about: Mapping[str, Any]) -> str:
    """Which program wrote a pack and which one this is, where they are two."""
    if is_ours(about):
        return ""
    theirs, ours = (f"{one['software']}（构建{one.get('build') or '未记载'}）" for one in (about, made_by()))
    return f"生成时的程序版本为{theirs}，本机为{ours}"


def check_words(
    folder: Path, expected: str, about: Mapping[str, Any], subject: str, source: str, quoted: Sequence[str] = (),
) -> PackCheck:  # fmt: skip
    """
    Whether what people read is what *source* says of *subject*: whoever makes all sums anew may write there what he likes.

    *quoted*: what every program quotes there word for word. Of another program's words only so much can be told.
    """
    said = (folder / WORDS).read_text("utf-8")
    if said == expected:
        return PackCheck(name="words", holds=True, says=f"{WORDS} 与{subject}一致")
    if is_ours(about):
        return PackCheck(name="words", holds=False, says=f"{WORDS} 的内容与{subject}不符，已改动")
    if wrong := _misstated(said, expected, quoted):
        says = f"{WORDS} 的内容与{subject}不符，已改动：{'、'.join(wrong[:3])}"
        return PackCheck(name="words", holds=False, says=says)
    says = f"{WORDS} 由另一版本的程序生成，未能逐字核对，请以 {source} 为准：{versions(about)}"
    return PackCheck(name="words", holds=None, says=says)


def _misstated(said: str, expected: str, quoted: Sequence[str]) -> list[str]:
    """
    What *said* states otherwise than *expected* whatever its words are.

    That is the outcome, a moment, id or hash, what is *quoted*, and every line that has our words with other digits.
    """
    lines, due = said.splitlines(), expected.splitlines()
    wrong = [one for one in quoted if one not in said]
    outcome = [one for one in due if one.startswith(_OUTCOME)]
    wrong += outcome if [one for one in lines if one.startswith(_OUTCOME)] != outcome else []
    wrong += (Counter(_FACT.findall(expected)) - Counter(_FACT.findall(said))).keys()
    bare = {_DIGITS.sub("0", one) for one in set(due) - set(lines)}
    known = set(due)
    return wrong + [one for one in lines if one not in known and _DIGITS.sub("0", one) in bare]


def words_of_pack(
    begin: Sequence[str], heading: str, exchanges: Sequence[StoredExchange], head: chain.ChainHead | None, checks: str,
    answers: Sequence[UnchangedAnswer] = (),
) -> str:  # fmt: skip
    """
    What `说明.txt` says: *begin*, under *heading* the exchanges, and how to check it; *checks*: what checking does.

    *answers*: those that said that a page was unchanged; they stand in the records of the pack's store.
    """
    lines = [
        *begin,
        "",
        heading,
        *(
            f"  {one.id}  {moment_text(one.at)}  {one.url}  SHA-256 {one.sha256}{_picture_note(one)}"
            for one in exchanges
        ),
        "",
        f"{_heading(answers)}的监测（答复存于 store.db 中的监测记录，页面内容见所列原始网页）："
        if answers
        else "",
        *(_answer_words(one, {page.id for page in exchanges}) for one in answers),
        "",
        f"记录链末端：第{head.number}环，校验值{head.hash}" if head else "",
        "",
        "核对：在任何安装了本程序的机器上运行",
        "    monitor evidence check 本文件.zip [--head 当时邮件中的校验值]",
        checks,
    ]
    keep = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(keep) + "\n"


def _heading(answers: Sequence[UnchangedAnswer]) -> str:
    same = "，或送来的内容与此前逐字节相同" if any(one.brought_page for one in answers) else ""
    return f"服务器答复“页面未变化”{same}"


def _answer_words(one: UnchangedAnswer, held: set[str]) -> str:
    seen, pages = one.exchange, [id for id in one.rests_on if id in held]
    page = f"页面见{'、'.join(pages)}" if pages else "页面已不在存档中"
    return f"  {seen.id}  {moment_text(seen.at)}  {seen.url}  状态码{seen.status or '无'}，{page}"


def _picture_note(one: StoredExchange) -> str:
    return f"（网页截图，见{PICTURES}/{one.id}.png）" if one.note == NOTE else ""
