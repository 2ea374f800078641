"""The page of materials: the centre assigns, hands in and takes back; each act is on record; an auditor only looks."""

from hashlib import sha256

import httpx
import pytest

from storage.access import audit
from storage.decisions import materials
from tests.web.conftest import House

ROW = {"row": "Z21-16", "period": "2026Q4"}


@pytest.fixture
async def desk(house: House) -> House:
    await house.person("lin", "centre")
    await house.log_in("lin")
    return house


async def owner_in(house: House) -> str:
    page = (await house.browser.get("/materials")).text
    return page.split('<select name="owner" required><option value="">请选择</option><option value="')[
        1
    ].split('"')[0]


async def test_a_material_is_assigned_handed_in_and_taken_back(desk: House) -> None:
    owner = await owner_in(desk)
    said = await desk.post(
        "/acts/material", act="assign", owner=owner, person="张某", due="2026-12-20", **ROW
    )
    assert said.headers["location"] == "/materials?done=material_assign"
    await desk.post(
        "/acts/material", act="file", owner=owner, signer="李某", file="总结.docx", note="年度总结", **ROW
    )
    text = (await desk.browser.get("/materials?quarter=2026Q4")).text
    assert [one for one in ("已提交", "张某", "总结.docx", "李某", "2026-12-20") if one not in text] == []
    assert (await desk.post("/acts/material", act="revoke", number="2", note="误传")).status_code == 303
    assert "待提交" in (await desk.browser.get("/materials?quarter=2026Q4")).text
    async with desk.store.database.read() as connection:
        acts = [
            one.act for one in await audit.entries(connection, None, 100) if one.act.startswith("material")
        ]
    assert acts == ["material_assign", "material_file", "material_revoke"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"row": "Z21-999"}, "不在任何指标表之内"),
        ({"owner": "unit:nobody"}, "不在可选范围内"),
        ({"signer": " "}, "签字人"),
        ({"sha256": "xyz"}, "64位"),
        ({"act": "revoke", "number": "7"}, "没有编号"),
    ],
)
async def test_what_cannot_be_used_is_refused_in_words(
    desk: House, changed: dict[str, str], why: str
) -> None:
    said = {"act": "file", "owner": await owner_in(desk), "signer": "李某", "note": "总结", **ROW, **changed}
    answer = await desk.post("/acts/material", **said)
    assert answer.status_code == 400
    assert why in answer.text


async def handed_in(desk: House, name: str, content: bytes) -> httpx.Response:
    said = {
        "csrf": await desk.csrf(),
        "act": "file",
        "owner": await owner_in(desk),
        "signer": "李某",
        "note": "总结",
        **ROW,
    }
    return await desk.browser.post("/acts/material", data=said, files={"upload": (name, content)})


async def test_a_file_is_kept_under_its_hash_and_named_with_who_signed(desk: House) -> None:
    content = b"%PDF-1.7 made up"
    assert (await handed_in(desk, "C:\\总结.pdf", content)).status_code == 303
    digest = sha256(content).hexdigest()
    assert materials.file_of(desk.store.evidence.folder, digest).read_bytes() == content
    async with desk.store.database.read() as connection:
        [entry] = await materials.entries(connection)
    assert (entry.file, entry.sha256, entry.signer, entry.who) == ("总结.pdf", digest, "李某", "lin")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("总结.pdf", b"", "1字节至20MB"),
        ("总结.pdf", b"%PDF-" + b"x" * materials.MOST_BYTES, "1字节至20MB"),
        ("总结.html", b"<script>", "不是可以提交的类型"),
        ("总结.pdf", b"<script>", "内容与扩展名不符"),
        ("总结", b"%PDF-", "不是可以提交的类型"),
    ],
)
async def test_a_file_too_large_or_of_another_kind_is_refused(
    desk: House, name: str, content: bytes, why: str
) -> None:
    answer = await handed_in(desk, name, content)
    assert (answer.status_code, why in answer.text) == (400, True)
    async with desk.store.database.read() as connection:
        assert await materials.entries(connection) == []


async def test_an_auditor_enters_nothing(house: House) -> None:
    await house.person("shen", "auditor")
    await house.log_in("shen")
    assert "/acts/material" not in (await house.browser.get("/materials")).text
