"""Whatever decides on an article's day, and whatever speaks for or against it, has words for a person."""

import inspect
import re
from pathlib import Path

import pytest

from monitor.cli.day_words import FEATURES, RULES, rule_words, sign_words
from monitor.cli.inspect import KIND_WORDS, _nothing, _show
from monitor.cli.inspect_words import DOUBT_WORDS, cause_and_remedy
from probes.pages.article.ranker import load_ranker
from probes.pages.article.rules import RANKER, ROWS, VETOES
from probes.pages.document import unreadable
from probes.pages.listing.doubt import DOUBTS, doubt_of

REASONS = re.findall(r'return "((?:[a-z]+ ){1,}[a-z :]+)"', Path(unreadable.__file__).read_text())
CODES = "no_board_recognised script_board headings_not_recognised elements_not_told not_a_guide script_guide filled_elsewhere no_links_found script_blocks no_list_found script_list bad_selector selector_found_nothing"


def test_every_rule_and_veto_has_words() -> None:
    assert set(RULES) == {one.id for one in (*ROWS, *VETOES)} | {RANKER}


def test_every_feature_that_rules_or_ranker_know_has_words() -> None:
    known = {name for one in VETOES for name in one.when | one.unless}
    known |= {name for one in ROWS for name in one.when | one.one_of | one.unless}
    known |= {name for name in load_ranker().weights if not name.startswith("row.")}
    assert known <= set(FEATURES), known - set(FEATURES)


def test_every_doubt_of_a_list_has_words() -> None:
    first = re.findall(r'return "([a-z_]+)"', inspect.getsource(doubt_of))
    assert set(DOUBT_WORDS) == {*first, *(id for id, _ in DOUBTS)}
    assert cause_and_remedy("list_in_doubt:older_rows")[0].endswith("（另有较旧或不带日期的列表）")


def test_a_sign_says_which_way_it_speaks() -> None:
    assert sign_words("-prose.goes_on") == "－是句子的一部分"
    assert (sign_words("+a.new"), rule_words("a_new_one")) == ("＋a.new", "a_new_one")


@pytest.mark.parametrize("reason", [*REASONS, *CODES.split()])
def test_every_reason_has_words_and_says_what_to_do(reason: str) -> None:
    happened, remedy = cause_and_remedy(reason)
    assert remedy
    assert not re.search(r"[a-z]{4,}", happened.replace("meta", "").replace("HTML", ""))


def test_a_page_of_any_kind_whose_reader_broke_is_shown_as_not_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for kind in KIND_WORDS:
        _show(_nothing("p.html", kind, "unreadable", "reader_broke"))  # type: ignore[arg-type]
        assert "无法读取" in capsys.readouterr().out
