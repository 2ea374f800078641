"""What people read of the patrol's queue: names of lines and reasons, no codes."""

from dataclasses import replace

import pytest

from monitor.domain.patrol import CandidateState, PatrolCandidate, ScreenId
from monitor.wording.patrol import detail_words, line_words, seen_words
from tests.probes.world import HOME, NOW

ONE = PatrolCandidate(
    id="pc_1", site="s", screen=ScreenId.DEAD_LINK, cause=f"{HOME}a.htm", page="", sentence="http 404", detail={}, first_seen=NOW, last_seen=NOW,
    state=CandidateState.OPEN, who="", decided_at=None, note="", line=f"{HOME}a.htm",
)  # fmt: skip


@pytest.mark.parametrize(
    ("screen", "line", "words"),
    [
        (ScreenId.TAMPER, "title 娱乐城 官网", "标题“娱乐城 官网”"),
        (ScreenId.TAMPER, "domain x.com", "站外域名x.com"),
        (ScreenId.TAMPER, "structure since 3", "页面结构"),
        (ScreenId.TAMPER, "domains since 3", "多个站外域名"),
        (ScreenId.REDATED, "minute 2026-11-12T03:04", "2026-11-12 03:04集中发布"),
        (ScreenId.REDATED, f"text {HOME}a.htm", f"原稿{HOME}a.htm"),
        (ScreenId.REDATED, f"day {HOME}a.htm", f"{HOME}a.htm"),
        (ScreenId.DEAD_LINK, f"{HOME}zt/", f"{HOME}zt/"),
        (ScreenId.WORDING, "typos/布署", "typos/布署"),
    ],
)
def test_a_line_is_called_by_what_it_is(screen: ScreenId, line: str, words: str) -> None:
    assert line_words(screen, line) == words


def test_an_entry_is_called_by_its_words() -> None:
    assert line_words(ScreenId.WORDING, "typos/布署", "布署") == "布署"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [("http 404", "服务器返回404"), ("soft_404", "提示页面不存在"), ("name_not_found", "域名无法解析")],
)
def test_a_dead_link_says_why_in_words(sentence: str, words: str) -> None:
    assert seen_words(replace(ONE, sentence=sentence)) == words


def test_a_personal_number_says_of_what_kind_it_is() -> None:
    assert detail_words(replace(ONE, screen=ScreenId.PRIVACY, detail={"kind": "card"})) == "银行卡号"
