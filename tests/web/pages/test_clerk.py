"""What a unit's clerk reads: Chinese, the faulty things by name with their live pages, and no word of the trade."""

import re
from datetime import timedelta

import pytest

from monitor.domain.observation import Observation, Visit
from monitor.domain.reach import Reach
from tests.web.pages.reading import parse, section, words
from tests.web.pages.test_accessible import PAGES
from tests.web.pages.test_pages import get, rows_of
from tests.web.pages.world import CENTRE, LAST_NIGHT, World, unit_user

#: Commands, configuration keys, codes, ids of editions.
TRADE = re.compile(
    r"monitor [a-z]+|\[\[|\]\]|--[a-z]{2,}|\b[a-z]+(?:_[a-z]+)+\b|\b[a-z]+-20[0-9]{2}\b|\b[a-z_.]+ = |\bconfig\b|\.toml"
)
#: Foreign words that Chinese offices use themselves.
USUAL = {"APP", "App", "Store", "Excel", "CSV", "HTTP", "HTTPS", "ICP", "IP", "IPv", "WAF"}


@pytest.mark.parametrize("unit", ["civil", "office", "education"])
async def test_a_clerk_reads_no_command_no_key_and_no_english(world: World, unit: str) -> None:
    seen = 0
    async with world.as_(unit_user(unit)) as browser:
        for page in (*PAGES, f"/units/{unit}", "/sites/school", f"/evidence/{world.reading}"):
            answer = await browser.get(page)
            if answer.status_code != 200:
                continue
            seen += 1
            body = parse(answer.text).css_first("body")
            for node in body.css("pre, iframe, code, script, style"):
                node.decompose()  # what strangers sent, and numbers
            text = re.sub(r"https?://\S+", "", words(body))
            for quoted in ("alert", "script", "cmd", "calc", "xx/", unit, f"{unit}-li", "civil-li"):
                text = text.replace(quoted, "")  # of the world's own hostile titles and people
            assert TRADE.findall(text) == [], page
            foreign = set(re.findall(r"[A-Za-z]{3,}", text)) - USUAL
            assert not {one for one in foreign if not one.startswith("ob")}, (page, foreign)
    assert seen > 10


async def test_a_finding_names_each_faulty_column_with_its_live_page_and_what_to_do(world: World) -> None:
    html = await get(world, "/findings/fi_1")
    facts = words(parse(html).css_first(".card"))
    assert "怎么办 请在该栏目发布新的内容" in facts
    assert 'href="http://county.test/yw/"' in html


async def test_what_a_visit_remarked_is_told_in_words(world: World) -> None:
    opened = Visit(reach=Reach.OPENED, reason="ok", elapsed_s=0.8, remarks=("tls_expired", "server_default"))
    seen = Observation(subject="county", at=LAST_NIGHT, facts=opened)
    [id] = await world.store.save([seen])
    assert (
        "备注 安全证书已过期 尝试"
        in f"{words(parse(await get(world, f'/evidence/{id}')).css_first('.facts'))} 尝试"
    )


async def test_a_finding_about_visits_lists_each_with_reason_remedy_and_evidence(world: World) -> None:
    """Those that the verdict counted: from its window's first moment, none made after it was given."""
    failed = Visit(reach=Reach.NOT_OPENED, reason="timeout_first_byte", elapsed_s=15.0)
    first, last = LAST_NIGHT - timedelta(days=7), LAST_NIGHT + timedelta(minutes=1)
    await world.store.save([Observation(subject="county", at=at, facts=failed) for at in (first, last)])
    faults = section(await get(world, "/findings/fi_2"), "问题条目")
    assert "11-19 03:07 服务器迟迟不应答 检查应用与数据库性能" in faults
    assert faults.count("服务器迟迟不应答") == 2
    assert f"{first:%m-%d %H:%M} 服务器迟迟不应答" in faults


async def test_what_the_first_page_counts_is_what_its_links_list(world: World) -> None:
    page = parse(await get(world, "/"))
    for tile in page.css(".tile"):
        many, link = int(tile.css_first("b").text()), tile.attributes["href"] or ""
        assert len(rows_of(await get(world, link))) == many, link


async def test_a_late_column_does_not_look_like_a_veto_and_vetoes_come_first(world: World) -> None:
    grades = [row.split(" ")[1] for row in rows_of(await get(world, "/findings"))]
    assert grades == ["不合格（单项否决）", "超期"]
    [only] = rows_of(await get(world, "/findings?grade=late"))
    assert "政务要闻" in only
    assert len(rows_of(await get(world, "/findings?q=站点"))) == 1


async def test_an_account_is_listed_with_its_newest_post(world: World) -> None:
    heads = words(parse(await get(world, "/accounts", CENTRE)).css_first("thead"))
    assert "最近发布" in heads
    assert "剩余" in heads
