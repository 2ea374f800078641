"""What replies that answer nothing sound like: the shipped weights, and words that they were not learnt from."""

import hashlib
from pathlib import Path

from probes.pages.board.wording import LONGEST, load_wording
from probes.pages.board.words import is_answer, is_unclear
from tests.every import every

SENTENCES = Path(__file__).parents[2] / "data" / "replies.txt"


def test_the_weights_are_those_of_the_sentences() -> None:
    assert load_wording().sentences == hashlib.sha256(SENTENCES.read_bytes()).hexdigest(), (
        "the sentences changed: python bench/replies.py --write"
    )


def test_most_sentences_are_told_as_they_were_learnt() -> None:
    lines = SENTENCES.read_text("utf-8").splitlines()
    told = {kind: [load_wording().sounds_empty(one[2:]) for one in lines if one[0] == kind] for kind in "-+"}
    assert sum(told["-"]) >= 0.85 * len(told["-"])
    assert sum(told["+"]) <= 0.01 * len(told["+"])


@every(
    ("text", "unclear"),
    [
        ("您好，您说的情况我们放在心上了，会抓紧研究，敬请期待。", True),
        ("相关部门会按程序办理，责成有关科室限期拿出意见。", True),
        ("感谢您的建议，我们已纳入工作台账，后续将稳步推进。", True),
        ("您好，您发来的邮件已收悉，根据《信访工作条例》的规定，已转请有关单位阅处。", True),
        ("您好！我局已责成责任单位抓紧整治，后续将跟踪督办，请您放心。", True),
        ("您好，渡口的栏杆焊好了。", False),
        ("您好，该码头计划明年五月开工，目前正在办理用海许可手续。", False),
        ("感谢来信！我们已与设计单位沟通，将原人行天桥方案调整为地下通道。", False),
        ("您好，救生衣目前缺货，预计下月中旬到货，到货后将通过公众号通知。", False),
        ("您好，涉及多个部门的老问题，县里已成立专班，初步方案为分两年补缴。", False),
        ("您好，来信收悉。经核实，有关情况已协调责任单位处理完毕，感谢您对政府工作的关心支持。", False),
        ("您好，您反映的问题已调查处理完毕，感谢您的关注。", False),
        ("您好，您反映的问题将由责任单位尽快处理完毕，感谢您的关注。", True),
        ("您好，来信收悉，工单已完成流转，请耐心等待。", True),
        ("您好，护栏已完成加固。", False),
        ("您好，已完成工单派发，请留意后续消息。", True),
        ("已发放至责任部门。", True),
        ("您好，材料已反馈至矿山公司，请等候其回复。", True),
        ("您的稻谷补贴已发放至您的银行卡。", False),
        ("已电话答复，感谢支持。", False),
        ("该校不收择校费。", False),
        ("您的建议很好，拟呈办公会讨论，改日再给您准信。", True),
        ("我所已着手排查，先跟您打声招呼，等查清楚了再说。", True),
        ("补贴分两笔打，头一笔已经到卡。", False),
        ("承办单位意见：您好，经核实，该路段已列入改造计划。", False),
        ("您好，您反映的问题收悉。经了解，公厕化粪池已抽空，异味消除。感谢您的监督。", False),
        ("尊敬的网友：您好！您咨询的护照，凭身份证到出入境窗口申领，七天可取。祝您生活愉快！", False),
    ],
)
def test_words_that_were_never_learnt(text: str, unclear: bool) -> None:
    assert is_unclear(text) is unclear
    assert not (unclear and is_answer(text))


def test_a_long_reply_says_more() -> None:
    assert not load_wording().sounds_empty("我们会认真研究，敬请期待。" * 20)
    assert LONGEST == 200
