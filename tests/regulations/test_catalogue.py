"""Annex 2 as data, counted, and held against the document where it is at hand."""

from collections import Counter
from pathlib import Path

import pytest

from monitor.regulations.catalogue import rows, sub_sites

DOCUMENT = Path(__file__).parents[3] / "shared" / "documents" / "fuzhou-2021-assessment-plan.txt"


def test_annex_2_has_184_columns_in_31_topics_and_53_sub_sites() -> None:
    assert len(rows()) == 184
    assert len({row.topic for row in rows().values()}) == 31
    assert len(sub_sites()) == 53


def test_the_frequencies_of_content_columns_add_up() -> None:
    content = Counter(str(row.frequency) for row in rows().values() if not row.is_link)
    assert content == {
        "realtime": 61, "weekly": 1, "biweekly": 8, "monthly": 17, "quarterly": 5,
        "semiannual": 10, "annual": 39, "five-yearly": 4,
    }  # fmt: skip
    links = [row for row in rows().values() if row.is_link]
    assert Counter(row.frequency is None for row in links) == {True: 28, False: 11}


@pytest.mark.skipif(not DOCUMENT.exists(), reason="the founding documents are not at hand")
def test_every_column_and_sub_site_stands_in_the_document() -> None:
    text = "".join(DOCUMENT.read_text(encoding="utf-8").split())
    missing = [
        row.id
        for row in rows().values()
        if any("".join(part.split()) not in text for part in (row.topic, *row.column.split("/")))
    ]
    missing += [one.id for one in sub_sites().values() if "".join(one.name.split()) not in text]
    assert missing == []
