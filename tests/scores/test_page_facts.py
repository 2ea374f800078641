"""What stands on named pages reaches the rows: full where all of it was seen, else for a person, never a fault."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from monitor.domain.element_pages import ElementPage, PageElement
from monitor.domain.observation import StoredObservation
from monitor.domain.page_marks import MarkState
from monitor.domain.timing import SHANGHAI
from monitor.domain.verdict import Outcome
from monitor.regulations.element_pages import element_pages
from monitor.regulations.indicators import load_table, table_ids
from monitor.scores.facts import facts_of
from monitor.scores.page_facts import PAGE_KINDS
from monitor.scores.period import IndicatorFact, Period
from monitor.wording.say import for_unit
from tests.scores.units import END, PORTAL, QUARTER, owner, watch

PRESENT, ABSENT, NOT_TOLD = MarkState


def look(
    page: str, states: dict[str, MarkState] | None = None, **more: Any
) -> StoredObservation[ElementPage]:
    elements = tuple(
        PageElement(id=one.id, state=(states or {}).get(one.id, PRESENT), why="frame") for one in element_pages()[page].element
    )  # fmt: skip
    said = {"state": "read", "url": "http://a.gov.cn/zn/", "elements": elements, **more}
    return StoredObservation(id="ob_1", at=datetime(2026, 12, 1, tzinfo=SHANGHAI), facts=ElementPage(page=page, **said))  # fmt: skip


def told(page: str, *looks: StoredObservation[ElementPage]) -> IndicatorFact:
    sites = tuple(replace(PORTAL, id=f"s{n}", name=f"第{n}网站") for n in range(max(len(looks), 1)))
    seen = watch(sites=sites)
    looked = {(f"s{n}", ElementPage.kind, page): one for n, one in enumerate(looks)}
    period = Period(watch=seen, quarter=QUARTER, as_of=END, looked=looked)
    return facts_of(period, owner(seen, "office"), f"page_{page}", minimum=None, by_unit=False)


def test_all_elements_seen_pass_and_one_absent_is_for_a_person() -> None:
    whole, lacking = told("disclosure_guide", look("disclosure_guide")), told("disclosure_guide", look("disclosure_guide", {"fax": ABSENT, "hours": NOT_TOLD}))  # fmt: skip
    assert (whole.outcome, whole.needs) == (Outcome.PASS, None)
    assert (lacking.outcome, lacking.measured["absent"], lacking.measured["not_told"]) == (Outcome.UNKNOWN, 1, 1)  # fmt: skip
    assert "未见传真号码（待人工核实），未能确认办公时间（页面含框架）" in for_unit(lacking.reason)


@pytest.mark.parametrize("state", ["unreached", "unreadable", "not_found"])
def test_a_page_that_was_not_read_is_unknown(state: str) -> None:
    found = told("power_list", look("power_list", elements=(), state=state, url=""))
    assert (found.outcome, found.measured["absent"]) == (Outcome.UNKNOWN, 0)


def test_a_page_sought_on_a_homepage_that_was_not_read_is_not_said_to_have_no_link() -> None:
    found = told(
        "power_list", look("power_list", elements=(), state="unreached", reason="home_unread", url="")
    )
    assert "首页没有读到，未能查找" in for_unit(found.reason)


def test_a_page_that_nobody_looked_at_is_no_source() -> None:
    assert (told("debt").configured, told("debt").outcome) == (False, None)


def test_a_second_site_that_lacks_an_element_leaves_the_whole_open() -> None:
    found = told("topics", look("topics"), look("topics", state="not_found", url=""))
    assert found.outcome is Outcome.UNKNOWN
    assert "第0网站：见到“专题专栏”" in for_unit(found.reason)


def test_every_row_of_a_named_page_shows_one() -> None:
    rows = [one for id in table_ids() for one in load_table(id).indicators if "PG" in one.probes]
    assert [one.id for one in rows if not {*one.shows, *one.settled_by} & set(PAGE_KINDS)] == []
