"""Every kind of fact that a row may name (指标事实), by its key."""

from collections.abc import Mapping

from monitor.assess.account_register import Fault
from monitor.domain.element_pages import ElementPage
from monitor.domain.guide_forms import GuideForms
from monitor.domain.observation import Fact, Guides
from monitor.domain.patrol import SitePatrol
from monitor.domain.sampled_pages import PageSample
from monitor.domain.site_search import SearchLook
from monitor.regulations.indicators import Indicator
from monitor.scores.activity_facts import counted, duty, participation_quarter
from monitor.scores.binding_facts import bound_places
from monitor.scores.budget_facts import budget_reports
from monitor.scores.column_facts import columns_frequency, columns_late
from monitor.scores.export_facts import EXPORT_KINDS
from monitor.scores.guide_facts import guide_faults, guide_forms
from monitor.scores.interpretation_facts import (
    interpretation_delay,
    interpretation_forms,
    interpretation_share,
    interpretation_year,
)
from monitor.scores.interview_facts import (
    interview_answers,
    interview_forecast,
    interview_forms,
    interview_head,
)
from monitor.scores.linkage_facts import interpretation_draw, interpretation_links, interpretation_sources
from monitor.scores.media_facts import post_forms
from monitor.scores.output_facts import disclosure_items, site_output, unit_output, unit_output_rank
from monitor.scores.page_facts import PAGE_KINDS
from monitor.scores.patrol_facts import PATROL_KINDS
from monitor.scores.period import IndicatorFact, OwnerScope, Period, SheetOwner, Told
from monitor.scores.register_facts import register
from monitor.scores.repost_facts import reposts
from monitor.scores.sample_facts import SAMPLE_KINDS
from monitor.scores.search_facts import SEARCH_KINDS
from monitor.scores.survey_facts import feedback_facts

#: What the facts below look at of each subject, beside ledgers and verdicts: the newest look of the quarter.
LOOKED_KINDS: tuple[type[Fact], ...] = (ElementPage, SearchLook, PageSample, Guides, GuideForms, SitePatrol)

#: Every kind of fact that a row may name, by its key.
KINDS: Mapping[str, Told] = {
    "site_output": site_output,
    "unit_output": unit_output,
    "unit_output_rank": unit_output_rank,
    "columns_late": columns_late,
    "columns_frequency": columns_frequency,
    "disclosure_items": disclosure_items,
    "disclosure_report": duty("disclosure_report"),
    "site_report": duty("site_report"),
    "site_check": duty("site_check"),
    "media_check": duty("media_check"),
    "interpretation_delay": interpretation_delay,
    "interpretation_share": interpretation_share,
    "interpretation_forms": interpretation_forms,
    "interpretation_year": interpretation_year,
    "surveys": counted("surveys", "网上调查", ("survey",)),
    "solicitations": counted("solicitations", "意见征集", ("solicitation",)),
    "interviews": counted("interviews", "在线访谈", ("interview",)),
    "participation_year": counted("participation_year", "一年内调查征集", ("survey", "solicitation")),
    "participation_quarter": participation_quarter,
    "press": counted("press", "新闻发布会", ("press",)),
    "interview_forecast": interview_forecast,
    "interview_forms": interview_forms,
    "interview_head": interview_head,
    "interview_answers": interview_answers,
    "interpretation_links": interpretation_links,
    "interpretation_draw": interpretation_draw,
    "interpretation_sources": interpretation_sources,
    "survey_feedback": feedback_facts("survey_feedback", "网上调查结果反馈", ("survey",)),
    "solicitation_feedback": feedback_facts("solicitation_feedback", "意见征集结果反馈", ("solicitation",)),
    "participation_feedback": feedback_facts(
        "participation_feedback", "调查征集结果反馈", ("survey", "solicitation")
    ),
    "reposts": reposts,
    "budget_reports": budget_reports,
    "bound_places": bound_places,
    "register_several": register("register_several", "一平台多账号", (Fault.SEVERAL,)),
    "register_names": register("register_names", "账号名称", (Fault.NAMES_DIFFER, Fault.NAME_CHANGED)),
    "register_verified": register("register_verified", "认证主体", (Fault.UNVERIFIED,)),
    "register_filing": register(
        "register_filing", "备案", (Fault.NOT_REGISTERED, Fault.CLOSED_UNFILED, Fault.LIFE_DIFFERS)
    ),
    "register_closed": register("register_closed", "关停整合", (Fault.CLOSED_ALIVE, Fault.RUNNING_NOT_FOUND)),
    "register_unwatched": register("register_unwatched", "已备案未监测", (Fault.NOT_WATCHED,)),
    **EXPORT_KINDS,
    **PAGE_KINDS,
    **SEARCH_KINDS,
    **SAMPLE_KINDS,
    **PATROL_KINDS,
    "guide_faults": guide_faults,
    "post_forms": post_forms,
    "guide_forms": guide_forms,
}  # fmt: skip


def facts_of(
    period: Period, owner: SheetOwner, kind: str, *, minimum: int | None, by_unit: bool,
    row: Indicator | None = None,
) -> IndicatorFact:  # fmt: skip
    """
    The fact *kind* for *owner*. *minimum*: the row's own number; *by_unit*: count by the unit's name, not by its sites.
    *row*: the row that asks, for kinds that read its words.

    Raises KeyError for a kind that nobody computes.
    """
    return KINDS[kind](OwnerScope(period, owner, not by_unit and bool(owner.sites), row, minimum))
