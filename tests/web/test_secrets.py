"""What belongs to another unit never leaves the server: not by a page, a file, a mail, the feed, evidence or a search."""

import io
import json
import zipfile
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from monitor.alerts import render
from monitor.alerts.digest import DigestInput, digests
from monitor.app.configuration import vocabulary
from monitor.assess.findings import grade_of
from monitor.assess.redactor import Redactor
from monitor.assess.standings import standings
from monitor.config.door import ConfigDoor
from monitor.domain.content import BoardState, Item, ListState, Message, Undated
from monitor.domain.finding import Act, Finding, Step
from monitor.domain.observation import BoardReading, Exchange, Listing, Observation, Reading
from monitor.domain.screenshot import Screenshot, ShotState
from monitor.domain.second_look import OneLook, SecondLook, SecondState
from monitor.domain.sentence import Amount, Named, Text, joined, written
from monitor.domain.site import Board, Column, Watch
from monitor.domain.verdict import FaultyItem, Outcome, PartKind, Verdict, VerdictPart
from monitor.feed.document import document
from monitor.feed.filter import FeedFilter, narrow
from monitor.wording.say import say
from probes.http.browser_picture import NOTE, PNG
from storage.db import tables
from storage.db.codec import encode
from tests.web.conftest import EDITION, NOW, WATCH, House, build_house, verdict

SECRET = "机密word"
NIGHT = NOW.date()
OURS, THEIRS = "office", "agriculture"
#: The portal with a board; the other unit owes one column of it.
PORTAL = replace(
    WATCH.sites[0], name="门户", boards=(Board(id="mail", name="信箱", url="http://x/mail/", unit=OURS),)
)
#: A watch of two units with addresses.
TWO = replace(
    WATCH,
    units=tuple(replace(one, email=(f"{one.id}@example.gov.cn",)) for one in WATCH.units[:2]),
    sites=(
        replace(
            PORTAL,
            columns=tuple(Column(id=f"{unit}-{n}", name=f"栏目{n}", url="http://x/", unit=unit) for unit in (OURS, THEIRS) for n in range(2)),
        ),
        WATCH.sites[1],
    ),
)  # fmt: skip
#: The same portal as a ledger that its units fill in.
LEDGER = f"""
[centre]
name = "示例区大数据服务中心"
[[unit]]
id = "office"
name = "区政府办"
[[unit]]
id = "agriculture"
name = "区农业农村局"
[[unit]]
id = "health"
name = "区卫健局"
[[site]]
id = "portal"
name = "门户"
url = "http://www.example.gov.cn/"
unit = "office"
level = "county"
[[site.column]]
id = "news"
name = "{SECRET}"
url = "http://www.example.gov.cn/yw/"
kind = "news"
unit = "agriculture"
"""
OUTCOMES = st.sampled_from((Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN))


def part(
    kind: PartKind, id: str, unit: str | None, outcome: Outcome, days: int, secret: str = SECRET
) -> VerdictPart:
    """A part that has a secret in each of its words, if it is not ours."""
    word = "公开" if unit in (OURS, None) else secret
    return VerdictPart(
        kind=kind, id=id, outcome=outcome, name=word, unit=unit, state="stale", url=f"http://x/{word}", board="mail",
        newest=NIGHT - timedelta(days=40), due_on=NIGHT + timedelta(days=days), days_left=max(days, 0),
        days_over=-days if days < 0 else None, reason=written(f"r {word}", f"原因{word}"), evidence=(f"ob_{word}",),
        items=(FaultyItem(title=word, url=f"http://x/{word}/1", why="undated"),), unreadable=True,
    )  # fmt: skip


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, list[Verdict]]:
    """Verdicts on the portal and on the other unit's own site; what may be another unit's has the secret in its words."""
    said = written(f"w {SECRET}", f"如{SECRET}")
    found: dict[str, list[Verdict]] = {"portal": [], "farm": []}
    for rule, kind in (
        ("columns_stale", PartKind.COLUMN), ("columns_overdue", PartKind.COLUMN), ("columns_blank", PartKind.COLUMN),
        ("replies_late", PartKind.MESSAGE),
    ):  # fmt: skip
        owners = draw(st.lists(st.sampled_from((OURS, THEIRS)), max_size=3))
        if kind is PartKind.COLUMN:
            owners = [THEIRS, *owners] if len(owners) < 3 else owners
        parts = tuple(
            part(kind, f"{unit}-{n % 2}" if kind is PartKind.COLUMN else f"mail/{n}", unit, draw(OUTCOMES), draw(st.integers(-3, 30)))
            for n, unit in enumerate(owners)
        )  # fmt: skip
        found["portal"].append(
            verdict(
                "portal",
                rule,
                draw(OUTCOMES),
                reason=said,
                needs=said,
                remarks=(said,),
                parts=parts,
                evidence=("ob_1",),
                measured=draw(
                    st.sampled_from(({}, {"open": 1, "overdue": 1}, {"columns": 3, "bad": 1, "unknown": 1}))
                ),
            )
        )
    found["portal"].append(verdict("portal", "homepage_stale", draw(OUTCOMES), needs=written("look", "再看")))
    for rule in ("site_unreachable", "homepage_stale"):
        found["farm"].append(verdict("farm", rule, draw(OUTCOMES), reason=said, needs=said, remarks=(said,), evidence=("ob_1",)))  # fmt: skip
    return found


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_the_feed_of_a_units_token_holds_no_word_of_another_unit(verdicts: dict[str, list[Verdict]]) -> None:
    seen = Redactor(TWO, frozenset((OURS,))).verdicts(verdicts)
    made = document(TWO, seen, as_of=NOW, known_by=NOW, generated_at=NOW, newest={})
    shown = narrow(made, FeedFilter(scope=frozenset((OURS,))), TWO)
    assert [one["id"] for one in shown["subjects"]] == ["portal"]
    assert SECRET not in json.dumps(shown, ensure_ascii=False)
    whole = document(TWO, verdicts, as_of=NOW, known_by=NOW, generated_at=NOW, newest={})
    assert SECRET in json.dumps(whole, ensure_ascii=False)


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_what_a_unit_is_owed_and_mailed_holds_no_word_of_another_unit(
    verdicts: dict[str, list[Verdict]],
) -> None:
    every = standings(TWO, verdicts)
    redactor = Redactor(TWO, frozenset((OURS,)))
    assert SECRET not in repr(redactor.standings(every))
    opened = [
        Finding(
            id=f"fi_{n}", subject=one.subject, rule=one.rule, part=one.part, grade=grade, opened_at=NOW, seen_at=NOW, standing=one,
            steps=(
                Step(at=NOW, who="monitor", act=Act.OPENED, said=one.reason, evidence=one.evidence),
                Step(at=NOW, who="monitor", act=Act.WORSENED, note=say(one.reason)),
                Step(at=NOW, who="us", act=Act.APPEALED, note="已更新"),
            ),
        )
        for n, one in enumerate(every)
        if (grade := grade_of(one)) is not None
    ]  # fmt: skip
    seen = [redactor.finding(one) for one in opened if redactor.sees(one.standing.unit)]
    assert SECRET not in repr(seen)
    assert all(one.steps[-1].note == "已更新" for one in seen)
    tonight = DigestInput(night=NIGHT, watch=TWO, standings=every, findings_open=opened)
    for digest in digests(tonight):
        if digest.audience == OURS:
            words = digest.subject + render.text(digest, TWO) + render.html(digest, TWO) + repr(digest)
            assert SECRET not in words


@pytest.mark.parametrize(
    ("kind", "id", "columns", "ours", "theirs"),
    [
        ("listing", "office-0", (), True, False),
        ("listing", "agriculture-0", (), False, True),
        ("reading", "http://x/1", ("agriculture-0",), False, True),
        ("reading", "http://x/1", ("agriculture-0", "office-0"), True, True),
        ("reading", "http://x/1", (), True, False),
        ("board", "mail", (), False, False),
        ("visit", "", (), True, False),
        ("second_look", "columns_overdue", (), False, False),
        ("second_look", "homepage_stale", (), True, False),
    ],
)
def test_evidence_is_for_whose_it_is(
    kind: str, id: str, columns: Sequence[str], ours: bool, theirs: bool
) -> None:
    seen = [
        Redactor(TWO, frozenset((unit,))).sees_evidence(kind, "portal", id, columns)
        for unit in (OURS, THEIRS)
    ]
    assert seen == [ours, theirs]
    assert Redactor(TWO, None).sees_evidence(kind, "portal", id, columns)
    assert not Redactor(TWO, frozenset()).sees_evidence(kind, "portal", id, columns)


def test_a_unit_that_owes_every_part_reads_the_rules_own_words() -> None:
    watch = replace(
        TWO, sites=(replace(PORTAL, columns=(Column(id="c", name="c", url="http://x/", unit=OURS),)),)
    )
    mine = verdict(
        "portal", "columns_overdue", Outcome.FAIL, parts=(part(PartKind.COLUMN, "c", OURS, Outcome.FAIL, -1),)
    )
    redactor = Redactor(watch, frozenset((OURS,)))
    assert redactor.verdict(mine) is mine
    assert redactor.standings(standings(watch, {"portal": [mine]})) == list(
        standings(watch, {"portal": [mine]})
    )


@pytest.mark.parametrize(
    ("reason", "is_told"),
    [
        (Text("replies_late.no_board"), True),
        (Text("replies_late.none_late", {"limit": Amount(3, "months")}), True),
        (joined(Text("replies_late.no_message"), Text("replies_late.excluded", {"n": 2})), True),
        (Text("replies_late.not_read_since", {"n": 1, "messages": (SECRET,)}), False),
        (joined(Text("replies_late.no_message"), written(SECRET, SECRET)), False),
        (Text("replies_late.late", {"n": 1, "worst": Named("m1", SECRET)}), False),
    ],
)
def test_a_unit_reads_what_is_wrong_where_the_words_name_nobody(reason: Text, is_told: bool) -> None:
    """As that its site has no board at all; of what names a letter or another's column, only that there is something."""
    needs = Text("replies_late.needs_board")
    one = verdict("portal", "replies_late", Outcome.UNKNOWN, reason=reason, needs=needs)
    redactor = Redactor(TWO, frozenset((PORTAL.unit or "",)))
    [seen] = redactor.standings(standings(TWO, {"portal": [one]}))
    assert (seen.reason == redactor.verdict(one).reason == reason) is is_told
    assert seen.needs == redactor.verdict(one).needs == needs
    assert SECRET not in repr((seen.reason, redactor.verdict(one)))


@pytest.fixture
async def house(tmp_path: Path, url: str) -> AsyncIterator[House]:
    """Everything of the other unit, and everything on the shared board, has the secret in its words."""
    async with build_house(url, tmp_path) as built:
        theirs = part(PartKind.COLUMN, "news", THEIRS, Outcome.FAIL, -3)
        message = part(PartKind.MESSAGE, "mail/1", THEIRS, Outcome.FAIL, -3)
        said = written(f"w {SECRET}", f"如{SECRET}")
        words: dict[str, Any] = {"reason": said, "needs": said, "remarks": (said,), "evidence": ("ob_1",)}
        await built.store.save_verdicts(
            [
                verdict("portal", "columns_overdue", Outcome.UNKNOWN, parts=(theirs,), **words),
                verdict("portal", "replies_late", Outcome.FAIL, parts=(message,), **words),
                verdict("portal", "site_unreachable", Outcome.FAIL),
                verdict("farm", "site_unreachable", Outcome.FAIL, **words),
            ]
        )
        await built.store.save(list(_looks()))
        async with built.store.database.write() as connection:
            for n, one in enumerate(_owed(built.web.watch())):
                await connection.execute(
                    tables.finding.insert(),
                    {
                        "id": f"fi_{n}", "subject": one.subject, "rule": one.rule, "part": one.part, "episode": 1, "unit": one.unit,
                        "grade": "fail", "opened_at": NOW, "seen_at": NOW, "closed_at": None, "standing": encode(one),
                    },
                )  # fmt: skip
        for name, unit in (("us", OURS), ("health", "health")):
            await built.person(name, "unit", unit)
        await _enter_the_rest(built)
        file = tmp_path / "sites.toml"
        file.write_text(LEDGER, "utf-8")
        door = ConfigDoor(file, vocabulary(), built.web.watch)
        built.web = built.app.state.web = replace(built.web, config=door)
        yield built


async def _enter_the_rest(built: House) -> None:
    """What patrol, signing, jobs, materials, groups and another unit's workbook leave in the store."""
    day = {"since": NIGHT, "until": NIGHT}
    content = json.dumps(
        {"fields": [], "missing": [], "unchanged": 0, "remarks": [SECRET]}, ensure_ascii=False
    )
    rows: list[tuple[Any, dict[str, Any]]] = [
        (tables.patrol_candidate, {
            "id": "pc_1", "site": "portal", "screen": "wording", "cause": SECRET, "page": f"http://x/{SECRET}", "sentence": SECRET,
            "detail": "{}", "first_seen": NOW, "last_seen": NOW, "state": "open", "who": "", "decided_at": None, "note": SECRET,
            "line": SECRET, "mended_at": None, "evidence": "",
        }),
        (tables.patrol_white, {
            "id": "pw_1", "site": "portal", "screen": "wording", "line": SECRET, "who": "op", "at": NOW, "reason": SECRET,
            "ended_by": "", "ended_at": None,
        }),
        (tables.ledger_proposal, {
            "id": "lp_1", "at": NOW, "who": "op", "unit": THEIRS, "file": f"{SECRET}.xlsx", "sha256": "0" * 64, "content": content,
            "state": "open", "decided_by": None, "decided_at": None, "note": SECRET, "batch": "",
        }),
        (tables.request, {
            "id": "re_1", "at": NOW, "who": "op", "kind": "report", "target": f"2026Q3 {SECRET}", "taken_at": NOW, "done_at": NOW,
            "detail": SECRET, "options": "{}", "step": SECRET, "steps": 1, "total": 1, "result": None,
        }),
        (tables.request_file, {"request": "re_1", "name": "x.json", "content": SECRET.encode()}),
        (tables.sheet, {
            "id": "sh_1", "at": NOW, "who": "op", "quarter": "2026Q4", "outcome": "pass", "reason": SECRET, **day,
            "lines": json.dumps([["farm", "severe_problem"]]), "state": "signed", "second": None, "decided_at": NOW, "note": SECRET,
        }),
        (tables.material_entry, {
            "at": NOW, "who": "op", "owner": f"unit:{THEIRS}", "period": "2026Q4", "row": "Z21-16", "act": "file", "due_on": NIGHT,
            "person": SECRET, "signer": SECRET, "file": f"{SECRET}.pdf", "sha256": "0" * 64, "note": SECRET, "revokes": None,
        }),
        (tables.chat_group, {
            "name": SECRET, "platform": "wecom", "address": f"https://x/{SECRET}", "secret": SECRET, "levels": "veto", "is_on": 1,
            "set_by": "op", "set_at": NOW, "tested_at": None, "tested": "", "tested_said": "",
        }),
        (tables.audit, {"at": NOW, "who": "op", "act": "login", "target": SECRET, "detail": SECRET, "address": ""}),
    ]  # fmt: skip
    async with built.store.database.write() as connection:
        for table, row in rows:
            await connection.execute(
                table.insert(), {name: value for name, value in row.items() if name in table.c}
            )


def _owed(watch: Watch) -> Iterable[Any]:
    said = written(f"w {SECRET}", f"如{SECRET}")
    parts = (
        part(PartKind.COLUMN, "news", THEIRS, Outcome.FAIL, -3),
        part(PartKind.MESSAGE, "mail/1", THEIRS, Outcome.FAIL, -3),
    )
    return standings(
        watch,
        {
            "portal": [
                verdict("portal", "columns_overdue", Outcome.FAIL, parts=parts[:1], reason=said),
                verdict("portal", "replies_late", Outcome.FAIL, parts=parts[1:], reason=said),
            ],
            "farm": [verdict("farm", "site_unreachable", Outcome.FAIL, reason=said)],
        },
    )


def _looks() -> Iterator[Observation]:
    item = Item(title=SECRET, url="http://x/a.htm", on=date(2026, 11, 3))
    body = f"<html><title>{SECRET}</title>{SECRET}".encode()
    exchange = Exchange(
        url="http://x/", at=NOW, address="192.0.2.7", status=200, reason_phrase="OK", request_headers=(),
        headers=(("Content-Type", "text/html; charset=utf-8"),), body=body,
    )  # fmt: skip
    look = OneLook(at=NOW, outcome=Outcome.FAIL, reason=written(f"w {SECRET}", f"如{SECRET}"))
    facts: dict[tuple[str, str], Any] = {
        ("portal", "news"): Listing(state=ListState.ITEMS, items=(item,)),
        ("portal", item.url): Reading(url=item.url, title=SECRET, published=Undated()),
        ("portal", "mail"): BoardReading(
            state=BoardState.MESSAGES,
            messages=(Message(id="mail/1", title_masked=SECRET, board="mail", unit="农业局"),),
        ),
        ("farm", "x"): Listing(state=ListState.ITEMS, items=(item,)),
        ("portal", "columns_overdue"): SecondLook(
            rule="columns_overdue", why="veto", state=SecondState.AGREES, first=look, second=look, until=NOW
        ),
    }
    for (subject, name), one in facts.items():
        bare = isinstance(one, SecondLook)
        yield Observation(
            subject=subject, part=name, at=NOW, facts=one, exchanges=() if bare else (exchange,)
        )
    picture = Screenshot(url=f"http://x/{SECRET}", state=ShotState.TAKEN, width=1, height=1)
    shot = replace(exchange, note=NOTE, body=PNG + SECRET.encode(), headers=(("Content-Type", "image/png"),))
    yield Observation(subject="portal", part="news", at=NOW, facts=picture, exchanges=(shot,))


async def _ids(house: House) -> list[str]:
    """Every observation and every piece of evidence in the store."""
    async with house.store.database.read() as connection:
        link = await connection.execute(tables.observation_evidence.select())
        rows = link.all()
        bare = await connection.scalars(select(tables.observation.c.id))
        return sorted({row.observation for row in rows} | {row.evidence for row in rows} | set(bare))


def routes_of(routes: Iterable[Any]) -> Iterator[APIRoute]:
    """Every route that answers a GET, also of routers inside routers."""
    for one in routes:
        inner = getattr(one, "original_router", None)
        if inner is not None:
            yield from routes_of(inner.routes)
        elif "GET" in (getattr(one, "methods", None) or ()):
            yield one


async def addresses(house: House) -> list[str]:
    """Every address that the server answers, with every name that stands in it."""
    watch, ids = house.web.watch(), await _ids(house)
    subjects = [one.id for one in watch.sites]
    fill: dict[str, Sequence[str]] = {
        "/sites/{id}": subjects, "/accounts/{id}": subjects, "/units/{id}": [one.id for one in watch.units],
        "/findings/{id}": [f"fi_{n}" for n in range(6)], "/signing/{id}": ["sh_1"], "/kinds/{code}": ["F19W-38", "Z21-14"], "/findings/{id}/retest": [f"fi_{n}" for n in range(6)], "/evidence/{id}": ids, "/evidence/{id}/text": ids, "/evidence/{id}/raw": ids,
        "/feed/v1/subjects/{id}.json": subjects,
    }  # fmt: skip
    for path in ("/jobs/{id}", "/jobs/{id}/events", "/ledger/drafts/{id}"):
        fill[path] = ["re_none", "re_1"]
    fill |= {"/evidence/{id}/picture": ids, "/patrol/{id}": ["pc_1"], "/ledger/proposals/{id}": ["lp_1"]}
    fill["/ledger/sites/{id}"] = subjects
    named = {"subject": subjects, "rule": ["columns_overdue", "replies_late", "site_unreachable"], "edition": [EDITION], "id": ["re_1"], "name": ["x.json"]}  # fmt: skip
    found = [
        f"/ledger/book.xlsx?unit={THEIRS}",
        "/ledger/book.xlsx?site=portal",
        f"/search?q={SECRET[:2]}",
        "/search?q=pc_1",
        "/patrol?state=open&format=xlsx",
    ]
    for route in routes_of(house.app.routes):
        path: str = route.path
        if "{" not in path:
            found += [
                path,
                *(f"{path}?{query}" for query in ("format=csv", "format=xlsx", "state=all&format=csv")),
            ]
            continue
        names = [one.partition("}")[0] for one in path.split("{")[1:]]
        values = (
            [fill[path]] if path in fill else [named[name] for name in names]
        )  # a new page: say what stands in its address
        for chosen in product(*values):
            filled = path
            for name, value in zip(names, chosen, strict=True):
                filled = filled.replace(f"{{{name}}}", value)
            found.append(filled)
    return found


def words_in(content: bytes) -> str:
    """The text of an answer; of an Excel file that of all its parts."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


@pytest.mark.parametrize("name", ["us", "health"])
async def test_no_address_of_the_server_tells_a_units_user_of_another_unit(house: House, name: str) -> None:
    await house.log_in(name)
    token = await house.token(f"feed:unit:{OURS if name == 'us' else 'health'}")
    told, answered = [], 0
    for address in await addresses(house):
        answer = await house.browser.get(address, headers=token)
        answered += answer.status_code == 200
        if SECRET in words_in(answer.content) or answer.status_code >= 500:
            told.append((address, answer.status_code))
    assert told == []
    assert answered > 20


async def test_a_search_for_the_word_finds_what_a_search_for_any_other_finds(house: House) -> None:
    await house.log_in("us")
    for path in ("/sites", "/accounts", "/units", "/columns", "/messages", "/findings"):
        found, other = [
            (await house.browser.get(f"{path}?q={word}&format=csv")).text for word in (SECRET, "别的词word")
        ]
        assert found == other


async def test_the_centre_reads_it_all(house: House) -> None:
    """What the two tests above look for is there."""
    await house.person("op", "centre")
    await house.log_in("op")
    for address in (
        "/sites/portal",
        "/messages",
        "/findings?format=csv",
        f"/evidence/{(await _ids(house))[0]}/text",
        "/patrol?format=csv",
        "/patrol/pc_1",
        "/patrol/white",
        "/jobs/re_1/files/x.json",
        "/signing/sh_1",
        "/materials?format=csv",
        "/notifications",
        "/ledger/book",
        "/ledger/sites/portal",
        "/ledger/proposals/lp_1",
        "/audit",
    ):
        assert SECRET in (await house.browser.get(address)).text, address
