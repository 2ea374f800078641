"""One visit, many readers: a page fetched tonight is not asked for again, and what did not open is."""

from typing import Any

from monitor.domain.reach import Reason
from probes.http.base import Answer, Fetched, NotModified, Unreached, Validators
from probes.http.shared_pages import SharedPages

HOME = "http://a.gov.cn/"


def page(url: str, text: str = "x") -> Fetched:
    return Fetched(url=url, final_url=url, status=200, body=text.encode(), text=text)


class Web:
    def __init__(self, *answers: Answer) -> None:
        self.answers, self.asked = list(answers), list[str]()

    async def __call__(self, url: str, **_: Any) -> Answer:
        self.asked.append(url)
        return self.answers.pop(0) if self.answers else page(url)


async def test_a_page_serves_every_reader_of_the_round() -> None:
    web = Web()
    fetch = SharedPages(web)
    for _ in range(3):
        assert isinstance(await fetch(HOME, attempts=2), Fetched)
    assert (web.asked, fetch.asked, fetch.shared) == ([HOME], 1, 2)


async def test_what_did_not_open_or_was_not_changed_is_asked_again() -> None:
    web = Web(Unreached(url=HOME, reason=Reason.CONNECT_TIMEOUT), NotModified(url=HOME))
    fetch = SharedPages(web)
    await fetch(HOME)
    assert isinstance(await fetch(HOME, validators=Validators('"x"')), NotModified)
    assert isinstance(await fetch(HOME), Fetched)
    assert len(web.asked) == 3


async def test_a_visit_a_head_and_other_hosts_are_questions_of_their_own() -> None:
    fetch = SharedPages(web := Web())
    await fetch(HOME)
    await fetch(HOME, patient=False)
    await fetch(HOME, method="HEAD")
    await fetch(HOME, allowed_hosts=("*",))
    assert len(web.asked) == 4


async def test_memory_is_bounded_and_the_oldest_page_but_the_first_goes_first() -> None:
    fetch = SharedPages(web := Web(*(page(f"{HOME}{n}", "x" * 40) for n in range(3))), most_bytes=100)
    for n in (0, 1, 2, 2, 1, 0):
        await fetch(f"{HOME}{n}")
    assert web.asked == [f"{HOME}{n}" for n in (0, 1, 2, 1)]
