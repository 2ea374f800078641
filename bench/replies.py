"""
Train and measure what replies that answer nothing sound like: `python bench/replies.py [--write] [-v]`.

Learns from the sentences of `tests/data/replies.txt`: `-` before one that answers nothing, `+` before one that answers.
Prints what is told of sentences that were left out of the training, a tenth at a time. `--write` puts the weights of all
into `probes/pages/board/wording.json`. *-v* names each left-out sentence that is told wrongly.
"""

import hashlib
import json
import math
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from probes.pages.board.wording import WEIGHTS, Wording, signs_of

SENTENCES = Path(__file__).parent.parent / "tests" / "data" / "replies.txt"
#: How strongly weights are held near zero; how long and how fast they are learnt.
RIDGE, STEPS, RATE, KEPT = 1.0, 300, 0.05, 0.9
#: A sign that stands in fewer sentences tells nothing.
FEWEST = 2
#: What a reply's weights must exceed: of a hundred left-out true answers, many of them borderline, two are doubted. A board of a hundred letters shall not need a person for the wording of its answers.
LEAST = 1.9
PARTS = 10
#: What stands around either: each sentence is learnt alone and in one of these, so that they tell nothing.
FRAMES = (
    ("尊敬的网友：您好！您反映的问题收悉，", "感谢您对我们工作的关心和支持！"),
    ("某县（8:30）：来信人：您好！", "此复。某县公开电话办公室2026年8月7日"),
    ("您好！您的来信已收到，现将有关情况答复如下：", "祝您生活愉快！"),
    ("网友您好，感谢您的留言。针对您反映的问题，我局高度重视，", "如有疑问，请与我们联系。"),
    ("市民朋友：来信收悉，经了解，", "欢迎您继续监督。某某局"),
    ("尊敬的来信人，您好！您咨询的问题，经研究，", "特此回复，感谢您的理解与支持。"),
)
Sentence = tuple[str, bool]


def sentences() -> list[Sentence]:
    """Each sentence, and whether it answers nothing."""
    return [(line[2:], line[0] == "-") for line in SENTENCES.read_text("utf-8").splitlines()]


def framed(told: Sequence[Sentence]) -> list[Sentence]:
    """Each sentence with what offices write around any."""
    around = [FRAMES[n % len(FRAMES)] for n in range(len(told))]
    return [
        (f"{before}{text}{after}", empty) for (before, after), (text, empty) in zip(around, told, strict=True)
    ]


def train(told: Sequence[Sentence]) -> Wording:
    """A logistic regression over the signs of whole replies."""
    plain = len(told)
    told = [*told, *framed(told)]
    signs = [signs_of(text) for text, _ in told]
    counts = Counter(one for of in signs[:plain] for one in of)
    weights = {one: 0.0 for one in sorted(counts) if counts[one] >= FEWEST}
    rows = [[one for one in sorted(of) if one in weights] for of in signs]
    speed = dict.fromkeys(weights, 0.0)
    bias = pull = 0.0
    rate = RATE / math.sqrt(len(rows))
    for _ in range(STEPS):
        slope = {one: RIDGE * weight for one, weight in weights.items()}
        lean = 0.0
        for row, (_, empty) in zip(rows, told, strict=True):
            total = bias + sum(weights[one] for one in row)
            off = 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - empty
            lean += off
            for one in row:
                slope[one] += off
        pull = KEPT * pull + lean
        bias -= rate * pull
        for one, steep in slope.items():
            speed[one] = KEPT * speed[one] + steep
            weights[one] -= rate * speed[one]
    kept = {one: round(weight, 2) for one, weight in weights.items() if abs(weight) >= 0.035}
    return Wording(bias=round(bias, 2), weights=kept, least=LEAST)


def main(write: bool, wordy: bool) -> None:
    """Train, measure, print; write where asked."""
    everything = sentences()
    right: Counter[tuple[bool, bool]] = Counter()
    for part in range(PARTS):
        wording = train([one for n, one in enumerate(everything) if n % PARTS != part])
        left = everything[part::PARTS]
        for n, (text, empty) in enumerate([*left, *framed(left)]):
            said = wording.sounds_empty(text)
            right[empty, n >= len(left)] += said is empty
            if wordy and said is not empty:
                print(f"  {'-+'[said]} told of {'+-'[empty]} {text}")
    for empty, name in ((True, "answer nothing"), (False, "answer")):
        count = sum(one is empty for _, one in everything)
        alone, within = (f"{100 * right[empty, frame] / count:.1f} %" for frame in (False, True))
        print(f"{count} replies that {name}: told when left out {alone}, in a frame {within}")
    if write:
        wording = train(everything)
        learnt = {
            "sentences": hashlib.sha256(SENTENCES.read_bytes()).hexdigest(),
            "bias": wording.bias,
            "least": wording.least,
            "weights": wording.weights,
        }
        WEIGHTS.write_text(json.dumps(learnt, ensure_ascii=False, indent=0) + "\n", "utf-8")
        print(f"written: {WEIGHTS}, {len(wording.weights)} weights")


if __name__ == "__main__":
    main("--write" in sys.argv, "-v" in sys.argv)
