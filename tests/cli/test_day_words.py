"""Whatever decides on an article's day, and whatever speaks for or against it, has words for a person."""

from monitor.cli.day_words import FEATURES, RULES, rule_words, sign_words
from probes.pages.article.ranker import load_ranker
from probes.pages.article.rules import RANKER, ROWS, VETOES


def test_every_rule_and_veto_has_words() -> None:
    assert set(RULES) == {one.id for one in (*ROWS, *VETOES)} | {RANKER}


def test_every_feature_that_rules_or_ranker_know_has_words() -> None:
    known = {name for one in VETOES for name in one.when | one.unless}
    known |= {name for one in ROWS for name in one.when | one.one_of | one.unless}
    known |= {name for name in load_ranker().weights if not name.startswith("row.")}
    assert known <= set(FEATURES), known - set(FEATURES)


def test_a_sign_says_which_way_it_speaks() -> None:
    assert sign_words("-prose.goes_on") == "－是句子的一部分"
    assert (sign_words("+a.new"), rule_words("a_new_one")) == ("＋a.new", "a_new_one")
