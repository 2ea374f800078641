"""Facts on policies and interpretations that point at each other (解读关联), and on three drawn policies (抽查解读)."""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.domain.ledger import Article
from monitor.domain.likeness import address_key
from monitor.domain.timing import add_months, day_of
from monitor.domain.verdict import Outcome, Text
from monitor.quarter.interpretations import explains
from monitor.quarter.names import OwnerBasis
from monitor.scores.close_pages import Close, evidence_of_pages, page_of, titles
from monitor.scores.period import NAMED, IndicatorFact, OwnerScope, evidence_in, not_configured

#: So many policies are drawn (随机抽查3个).
DRAWN = 3
#: Personnel, replies and the like need no interpretation (不含人事任免、批复类文件).
_EXEMPT = re.compile(
    r"任免|任命|免去|任职|聘任|免职|批复|复函|表彰|公示|成立.{0,20}领导小组|调整.{0,20}(?:成员|领导小组)"
)
#: A page that links to more interpretations than these shows a list of them, and not its own.
OWN_LINKS = 3


@dataclass(frozen=True, slots=True)
class LinkedPair:
    """A policy, what explains it, and whether each page links to the other; None: that cannot be told."""

    policy: Article
    interpretation: Article
    forward: bool | None  #: the policy's page links to the interpretation
    back: bool | None  #: the interpretation's page links to the policy
    pages: tuple[Close | None, Close | None]


def is_explained_kind(title: str) -> bool:
    """Whether a text of that title is of a sort that is interpreted at all."""
    return _EXEMPT.search(title) is None


def interpretations_of(scope: OwnerScope, *, later: bool = False) -> list[Article]:
    """
    What was published as interpretation in the year before the moment, on the owner's sites.

    *later*: up to when the sheet is drawn up, so that what came after the quarter is known to be late.
    """
    wide = replace(scope, by_site=True) if scope.by_site else scope
    first, last = scope.period.last_year
    last = max(last, day_of(scope.period.as_of)) if later else last
    return list(scope.period.articles("interpretation", wide.sites, first, last))


def linked_by_page(
    scope: OwnerScope, policies: Sequence[Article], explaining: Sequence[Article]
) -> Mapping[str, Collection[str]]:
    """Addresses of interpretations by the address of their policy, as the links of either page tell."""
    found: dict[str, set[str]] = {}
    policy_keys = {address_key(one.url): one.url for one in policies if one.url}
    keys = {address_key(one.url): one.url for one in explaining if one.url}
    for policy in policies:
        own = _links(page_of(scope.period, policy)) & set(keys)
        if 0 < len(own) <= OWN_LINKS:
            found.setdefault(policy.url, set()).update(keys[key] for key in own)
    for one in explaining:
        own = _links(page_of(scope.period, one)) & set(policy_keys)
        if 0 < len(own) <= OWN_LINKS:
            for key in own:
                found.setdefault(policy_keys[key], set()).add(one.url)
    return found


def _links(page: Close | None) -> set[str]:
    return {address_key(one.url) for one in page.facts.links} if page is not None else set()


def pairs_of(scope: OwnerScope, policies: Sequence[Article]) -> dict[str, LinkedPair]:
    """The pair of each policy that has an interpretation, by its address: links are read first, titles second."""
    explaining = interpretations_of(scope)
    linked = linked_by_page(scope, policies, explaining)
    found: dict[str, LinkedPair] = {}
    for policy in policies:
        fitting = [one for one in explaining if one.url in linked.get(policy.url, ())]
        fitting = fitting or [one for one in explaining if explains(one, policy)]
        pairs = [_pair(scope, policy, one) for one in fitting]
        if pairs:
            found[policy.url] = max(pairs, key=lambda one: (bool(one.forward) + bool(one.back), one.interpretation.url))  # fmt: skip
    return found


def _pair(scope: OwnerScope, policy: Article, explaining: Article) -> LinkedPair:
    pages = page_of(scope.period, policy), page_of(scope.period, explaining)
    return LinkedPair(
        policy, explaining, _points(pages[0], explaining.url), _points(pages[1], policy.url), pages
    )


def _points(page: Close | None, url: str) -> bool | None:
    """Whether a page links to *url*; None: it was not read, or could hold links that were not seen."""
    if page is None or not url:
        return None
    if address_key(url) in _links(page):
        return True
    return False if page.facts.whole else None


def draw_policies(scope: OwnerScope) -> tuple[str, tuple[Article, ...]]:
    """
    The seed, and three policies of the year up to a month before the moment, drawn by it.

    The same seed and the same policies give the same draw on every machine; one policy more moves at most one of them.
    """
    first = scope.period.last_year[0]
    until = add_months(scope.period.span.last, -1)
    found = [one for one in scope.articles("policy", first, until) if is_explained_kind(one.title)] if until >= first else []  # fmt: skip
    seed = f"{'+'.join(scope.sites)} {scope.owner.id} {scope.period.quarter}"
    return seed, tuple(sorted(found, key=lambda one: _rank(seed, one))[:DRAWN])


def _rank(seed: str, policy: Article) -> str:
    return hashlib.sha256(f"{seed} {policy.url} {policy.title}".encode()).hexdigest()


def interpretation_draw(scope: OwnerScope) -> IndicatorFact:
    """
    Whether each of three drawn policies is interpreted.

    All of them: passes. Not one interpretation of anything in a year, on lists that were followed whole: fails. Else
    people decide whether those left were of wide concern (涉及面广、社会关注度高).
    """
    kind, title = "interpretation_draw", "抽查政策解读"
    for name in ("policy", "interpretation"):
        if not scope.pairs(name):
            return not_configured(kind, title, name)
    seed, drawn = draw_policies(scope)
    pairs, explaining = pairs_of(scope, drawn), interpretations_of(scope)
    left = [one for one in drawn if one.url not in pairs]
    first, last = scope.period.last_year
    whole = scope.is_whole("interpretation", first, last)
    if not drawn:
        followed = scope.is_whole("policy", first, last)
        outcome = Outcome.NOT_APPLICABLE if followed else Outcome.UNKNOWN
    elif not left:
        outcome = Outcome.PASS
    else:
        outcome = Outcome.FAIL if whole and not explaining else Outcome.UNKNOWN
    return IndicatorFact(
        kind=kind, name=title, outcome=outcome, waits=outcome is Outcome.UNKNOWN and bool(drawn) and whole,
        reason=Text(
            "fact.draw",
            {
                "n": len(drawn), "seed": seed, "told": len(drawn) - len(left),
                "left": Text("fact.draw_left", {"names": titles(left, NAMED)}) if left else None,
            },
        ),
        needs=Text("fact.needs_policies_told" if drawn and whole else "fact.needs_policies")
        if outcome is Outcome.UNKNOWN
        else None,
        measured={
            "seed": seed, "drawn": [_drawn(one, pairs) for one in drawn], "interpreted": len(drawn) - len(left), "whole": whole,
        },
        evidence=evidence_in([*drawn, *(one.interpretation for one in pairs.values())])
        or scope.period.looks(scope.pairs("interpretation")),
    )  # fmt: skip


def _drawn(policy: Article, pairs: Mapping[str, LinkedPair]) -> dict[str, str | None]:
    pair = pairs.get(policy.url)
    return {
        "title": policy.title, "url": policy.url, "on": str(policy.on),
        "interpretation": pair.interpretation.url if pair else None,
    }  # fmt: skip


def interpretation_links(scope: OwnerScope) -> IndicatorFact:
    """
    Whether policies and their interpretations link to each other: the drawn ones, and those of the quarter.

    A page that was seen whole and lacks the link fails; a policy that is linked, and whose interpretation does not link back, is
    told apart. A page that was not read, or may hold more, leaves it unknown.
    """
    kind, title = "interpretation_links", "政策与解读关联"
    for name in ("policy", "interpretation"):
        if not scope.pairs(name):
            return not_configured(kind, title, name)
    seed, drawn = draw_policies(scope)
    span = scope.period.span
    recent = [one for one in scope.articles("policy", span.first, span.last) if is_explained_kind(one.title)]
    policies = [*drawn, *(one for one in recent if one.url not in {each.url for each in drawn})]
    pairs = list(pairs_of(scope, policies).values())
    not_linked = [one for one in pairs if one.forward is False]
    not_back = [one for one in pairs if one.back is False and one.forward is not False]
    both = [one for one in pairs if one.forward and one.back]
    wanted = {one.url for one in drawn} or {one.url for one in policies}
    dark = [one for one in pairs if one not in (*not_linked, *not_back, *both) and one.policy.url in wanted]
    outcome = _linkage(bool(not_linked or not_back), bool(dark), bool(both))
    if not policies and scope.is_whole("policy", *scope.period.last_year):
        outcome = Outcome.NOT_APPLICABLE
    return IndicatorFact(
        kind=kind, name=title, outcome=outcome,
        reason=Text(
            "fact.links",
            {
                "n": len(pairs), "both": len(both),
                "not_linked": Text("fact.not_linked", {"n": len(not_linked), "names": _policies(not_linked)})
                if not_linked
                else None,
                "not_back": Text("fact.not_back", {"n": len(not_back), "names": _policies(not_back)}) if not_back else None,
                "dark": Text("fact.links_untold", {"n": len(dark)}) if dark else None,
            },
        ),
        needs=Text("fact.needs_pages" if dark else "fact.needs_pairs") if outcome is Outcome.UNKNOWN else None,
        measured={
            "pairs": len(pairs), "linked_both": len(both), "policy_unlinked": [one.policy.url for one in not_linked],
            "not_back": [one.interpretation.url for one in not_back], "untold_pairs": len(dark), "seed": seed,
        },
        evidence=evidence_of_pages(page for one in (not_linked or not_back or pairs) for page in one.pages),
    )  # fmt: skip


def _linkage(bad: bool, dark: bool, good: bool) -> Outcome:
    if bad:
        return Outcome.FAIL
    return Outcome.PASS if good and not dark else Outcome.UNKNOWN


def _policies(pairs: Sequence[LinkedPair]) -> tuple[str, ...]:
    return titles([one.policy for one in pairs], NAMED)


def interpretation_sources(scope: OwnerScope) -> IndicatorFact:
    """Whether interpretations come from the offices that drew the texts up: their sources are units that are known here."""
    kind, title = "interpretation_sources", "解读材料来源"
    if not scope.pairs("interpretation"):
        return not_configured(kind, title, "interpretation")
    found = interpretations_of(scope)
    known = (OwnerBasis.UNRESOLVED, OwnerBasis.NOBODY)
    own = [one for one in found if scope.period.names.owner(one).by not in known]
    whole = scope.is_whole("interpretation", *scope.period.last_year)
    outcome = Outcome.PASS if own else Outcome.FAIL if whole and not found else Outcome.UNKNOWN
    return IndicatorFact(
        kind=kind, name=title, outcome=outcome, waits=bool(found) and outcome is Outcome.UNKNOWN,
        reason=Text("fact.sources", {"n": len(found), "own": len(own)}),
        needs=Text("fact.needs_sources") if outcome is Outcome.UNKNOWN else None,
        measured={"interpretations": len(found), "own_sources": len(own), "whole": whole},
        evidence=evidence_in(own or found) or scope.period.looks(scope.pairs("interpretation")),
    )  # fmt: skip
