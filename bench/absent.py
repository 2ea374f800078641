"""
How often "absent" is wrong on labelled pages: each mark and element that was called absent is held against loose words of it.

    python bench/absent.py FOLDER…    # each holds labels.jsonl, and the pages that it names

A page's labels do not say which marks it bears, so the check is stricter than the truth: an absent mark counts as wrong where any
of its words stands anywhere in the page as it came, scripts, comments and addresses included. What stands in a picture or
another file no word tells; the reader leaves such pages untold. Copies of pages lack their scripts' files: that makes nothing present.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from monitor.domain.page_marks import MarkId, MarkState
from monitor.domain.timing import SHANGHAI
from monitor.regulations.element_pages import element_pages
from probes.http.charset import decode
from probes.pages.marks.elements import read_elements
from probes.pages.marks.marks import read_marks

NOW = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
#: Words any of which may be the mark.
LOOSE = {
    MarkId.OWNER: r"主\s*办|承\s*办|版权", MarkId.FIND_ERRORS: r"jiucuo|找错|纠错", MarkId.PARTY_BADGE: r"conac|党政机关",
    MarkId.SITE_CODE: r"标识码|sitecode|SiteIDCode", MarkId.ICP: r"ICP", MarkId.POLICE: r"公网安备|网安",
    MarkId.ACCESSIBLE: r"无障碍|wza|slhelper", MarkId.ELDERLY: r"适老|长者|老年|关怀|大字", MarkId.HOTLINE: r"12345",
}  # fmt: skip


def main(folders: Sequence[Path]) -> int:
    """Print the figures of each folder and of all together; 0 when at least 98 % of what is called absent holds."""
    called, wrong = Counter[str](), Counter[str]()
    for folder in folders:
        some, bad = one_folder(folder)
        called, wrong = called + some, wrong + bad
    total, bad_ones = sum(called.values()), sum(wrong.values())
    if len(folders) > 1:
        print(
            f"all: absent {total}, contradicted {bad_ones}; precision {100 * (1 - bad_ones / max(total, 1)):.2f} %"
        )
    return 0 if bad_ones * 50 <= total else 1


def one_folder(folder: Path) -> tuple[Counter[str], Counter[str]]:
    """What is called absent on the pages of *folder*, and how much of it their words contradict, by mark; both printed."""
    called, wrong, named = Counter[str](), Counter[str](), list[str]()
    pages = 0
    print(folder)
    for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        body = (folder / label["file"]).read_bytes()
        html, url = decode(body, "").text, label.get("url") or f"http://{label['site']}/"
        pages += 1
        for mark in read_marks(html, url, label.get("title") or "", NOW):
            if mark.id not in LOOSE or mark.state is not MarkState.ABSENT:
                continue
            called[mark.id] += 1
            if re.search(LOOSE[mark.id], html, re.IGNORECASE):
                wrong[mark.id] += 1
                named.append(f"{label['file']}: {mark.id}")
        for page in element_pages().values():
            wanted = tuple((one.id, one.words, one.named) for one in page.element)
            words = {one.id: one.words for one in page.element}
            for element in read_elements(html, url, wanted, NOW).elements:
                if element.state is MarkState.ABSENT:
                    called["elements"] += 1
                    if re.search(words[element.id], re.sub(r"<[^>]*>", "", html)):
                        wrong["elements"] += 1
                        named.append(f"{label['file']}: {page.id}.{element.id}")
    total, bad = sum(called.values()), sum(wrong.values())
    for key, many in sorted(called.items()):
        print(f"{key}: absent {many}, contradicted {wrong[key]}")
    print(
        f"{pages} pages; absent {total}, contradicted {bad}; precision {100 * (1 - bad / max(total, 1)):.2f} %"
    )
    for one in named[:40]:
        print(f"  {one}")
    return called, wrong


if __name__ == "__main__":
    sys.exit(main([Path(one) for one in sys.argv[1:]]))
