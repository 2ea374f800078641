"""Policies and what explains them (政策解读): pairs, delay in working days, form, counts by unit and year."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence

from monitor.domain.ledger import Article
from monitor.domain.site import Unit
from monitor.domain.verdict import Outcome
from monitor.quarter.names import UnitNames
from monitor.quarter.rows import Interpretation, UnitInterpretations
from monitor.quarter.span import figure
from monitor.regulations.workdays import Workdays, working_days_between

#: Words that tell the form; a title or column without them tells nothing.
_AUDIOVISUAL = re.compile(r"视频|音频|动漫|动画|短片|微课堂|播报")
_GRAPHIC = re.compile(r"图解|一图|图文|长图|海报|H5|漫画|图说")

NO_LINKS: Mapping[str, Collection[str]] = {}

_QUOTED = re.compile(r"《([^《》]{4,200})》")
_EXPLAINS = re.compile(
    r"(?:政策|文件|专家|部门|图文|视频|音频|图解|文字|一图读懂|解读|图说|新闻发布会|[::\-—|]|的|关于|有关情况|说明)+"
)
_DUST = re.compile(r"[\W_]+")


def form_of(article: Article, columns: Sequence[str]) -> str:
    """图文 or 音视频, by the words of title and column names; "" when they do not tell."""
    words = " ".join((article.title, *columns))
    if _AUDIOVISUAL.search(words):
        return "音视频"
    return "图文" if _GRAPHIC.search(words) else ""


def core(title: str) -> str:
    """What a title is about: the quoted document's name, else the title without the words of explaining."""
    plain = unicodedata.normalize("NFKC", title[:500])
    quoted = _QUOTED.findall(plain)
    if quoted:
        plain = max(quoted, key=len)
    return _DUST.sub("", _EXPLAINS.sub("", plain))


def explains(interpretation: Article, policy: Article) -> bool:
    """Whether one is about the other: the same document by name, at least eight characters of it."""
    short, long = sorted((core(interpretation.title), core(policy.title)), key=len)
    return len(short) >= 8 and short in long


def pair(
    policies: Sequence[Article],
    interpretations: Sequence[Article],
    forms: dict[str, str],
    most: int | None,
    local: Workdays,
    linked: Mapping[str, Collection[str]] = NO_LINKS,
) -> tuple[Interpretation, ...]:
    """
    Each policy with the first interpretation that explains it, newest policy first.

    *linked*: addresses of interpretations by that of the policy that their pages link to, or that links to them.

    *most*: working days allowed; None: not configured, so the delay is stated and nothing decided. A policy without
    one is unknown: whether it needs any is for people.
    """
    rows = []
    for policy in sorted(policies, key=lambda one: (one.on or one.first_seen.date(), one.url), reverse=True):
        found = sorted(
            (
                one
                for one in interpretations
                if one.on and (one.url in linked.get(policy.url, ()) or explains(one, policy))
            ),
            key=lambda one: (one.on or one.first_seen.date(), one.url),
        )
        rows.append(_row(policy, found[0] if found else None, forms, most, local))
    return tuple(rows)


def _row(
    policy: Article, found: Article | None, forms: dict[str, str], most: int | None, local: Workdays
) -> Interpretation:
    assert policy.on is not None
    if found is None or found.on is None:
        return Interpretation(
            policy=policy.title, policy_url=policy.url, policy_on=policy.on, evidence=policy.evidence
        )
    span = working_days_between(policy.on, found.on, local)
    outcome = Outcome.UNKNOWN
    if most is not None and policy.is_certain and found.is_certain:
        late = span.days > most
        outcome = Outcome.FAIL if late and not span.provisional else Outcome.UNKNOWN if late else Outcome.PASS
    return Interpretation(
        policy=policy.title,
        policy_url=policy.url,
        policy_on=policy.on,
        title=found.title,
        url=found.url,
        on=found.on,
        form=forms.get(found.url, ""),
        working_days=span.days,
        provisional=span.provisional,
        outcome=outcome,
        evidence=(*policy.evidence, *found.evidence),
    )


def by_unit(
    units: Sequence[Unit],
    year: Sequence[Article],
    quarter: Sequence[Article],
    forms: dict[str, str],
    names: UnitNames,
    minimum: int | None,
    *,
    year_is_over: bool,
    complete: bool,
) -> tuple[UnitInterpretations, ...]:
    """
    Interpretations of the year by unit: those of told form count towards *minimum* (图文或音视频).

    Too few is proven only when the year is over, every column was followed and no form is left for people.
    """
    rows = []
    owners = {one.url: names.owner(one).unit for one in (*year, *quarter)}
    for unit in units:
        own = [one for one in year if owners[one.url] == unit.id]
        known_forms = [forms.get(one.url, "") for one in own]
        enough = sum(bool(form) for form in known_forms)
        outcome = Outcome.NOT_APPLICABLE if minimum is None else Outcome.UNKNOWN
        if minimum is not None and enough >= minimum:
            outcome = Outcome.PASS
        elif minimum is not None and year_is_over and complete and len(own) < minimum:
            outcome = Outcome.FAIL
        rows.append(
            UnitInterpretations(
                unit=unit.id,
                name=unit.name,
                quarter=figure(one for one in quarter if owners[one.url] == unit.id),
                year=figure(own),
                graphic=known_forms.count("图文"),
                audiovisual=known_forms.count("音视频"),
                unstated=known_forms.count(""),
                outcome=outcome,
            )
        )
    return tuple(rows)
