"""Mails as they go over the wire: whatever a page, a unit or a server may have said."""

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monitor.alerts import render
from monitor.alerts.digest import Digest, DigestInput, digests
from monitor.alerts.lines import NUMBER
from monitor.alerts.message import Sender, message, message_id, sender_of
from monitor.domain.mail import CENTRE, Carrier
from monitor.domain.sentence import written
from monitor.domain.settings import WebSettings
from monitor.domain.site import Unit, Watch
from monitor.domain.verdict import Outcome

from .nights import HOSTILE, NIGHT, SITE, WATCH, column, finding, indicator, mail, tonight

SENDER = Sender(address="monitor@example.gov.cn", name="网站监测", reply_to="centre@example.gov.cn")


def read(made: EmailMessage) -> EmailMessage:
    """As a mail client reads it."""
    got = message_from_bytes(made.as_bytes(), policy=policy.default)
    assert isinstance(got, EmailMessage)
    return got


def test_the_headers_say_who_when_and_that_no_one_need_answer() -> None:
    got = read(message(mail(recipients=("a@example.gov.cn", "b@example.gov.cn")), SENDER))
    assert got["From"] == "网站监测 <monitor@example.gov.cn>"
    assert got["To"] == "a@example.gov.cn, b@example.gov.cn"
    assert got["Reply-To"] == "centre@example.gov.cn"
    assert got["Date"] == "Fri, 20 Nov 2026 06:00:00 +0800"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["Message-ID"] == "<gov-monitor.2026-11-20.centre.mail@example.gov.cn>"


def test_the_same_mail_is_the_same_bytes() -> None:
    one = mail()
    assert message(one, SENDER).as_bytes() == message(one, SENDER).as_bytes()


def test_a_message_id_tells_nights_audiences_and_channels_apart() -> None:
    ids = {
        message_id(NIGHT, audience, carrier, "example.gov.cn")
        for audience in ("centre", "office")
        for carrier in Carrier
    }
    assert len(ids) == 2 * len(Carrier)


@pytest.mark.parametrize("length", [1, 14, 15, 16, 40])
def test_a_long_chinese_name_of_the_sender_arrives_whole_or_cut_never_torn(length: int) -> None:
    name = "中" * length
    got = read(message(mail(), Sender(address="monitor@example.gov.cn", name=name)))
    shown = got["From"].addresses[0].display_name
    assert shown == (name if length <= 15 else "中" * 14 + "…")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_header_can_be_broken(text: str) -> None:
    got = read(message(mail(subject=text), Sender(address="monitor@example.gov.cn", name=text)))
    assert got["Bcc"] is None
    assert [one.addr_spec for one in got["To"].addresses] == ["a@example.gov.cn"]
    assert len(got["Subject"]) <= 100


@given(some.text(max_size=300), some.text(max_size=60))
def test_any_text_at_all_makes_a_mail(subject: str, name: str) -> None:
    got = read(message(mail(subject=subject), Sender(address="monitor@example.gov.cn", name=name)))
    assert len(got.defects) == 0
    assert got["Auto-Submitted"] == "auto-generated"


def test_the_senders_name_is_the_centres_unless_said() -> None:
    said = WATCH.settings.mail
    assert said is not None
    assert sender_of(said, "中心").name == "中心"
    assert sender_of(replace(said, sender_name="监测"), "中心").name == "监测"


class Reader(HTMLParser):
    """Notes the elements and the addresses that an HTML part would load."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.loads: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.loads += [value or "" for name, value in attrs if name in ("src", "background", "href")]

    def handle_data(self, data: str) -> None:
        self.words += data


def hostile_night(text: str) -> DigestInput:
    """A night in which everything that can be named is named *text*."""
    said = written(text, text)
    watch = replace(
        WATCH,
        centre=replace(WATCH.centre, name=text),
        units=tuple(replace(one, name=text) for one in WATCH.units),
        sites=tuple(replace(one, name=text) for one in WATCH.sites),
    )
    seen = (
        column(name=text, reason=said, evidence=(text,)),
        column(3, part="b", name=text, reason=said),
        column(part="c", name=text, unit="town"),
        indicator(name=text, reason=said),
        indicator("unseen", outcome=Outcome.UNKNOWN, name=text, reason=said, needs=said),
    )
    return tonight(*seen, watch=watch, notices=(text,))


def parts(night: DigestInput) -> list[tuple[Digest, str, str]]:
    return [(one, render.html(one, night.watch), render.text(one, night.watch)) for one in digests(night)]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_stay_words(text: str) -> None:
    for digest, page, plain in parts(hostile_night(text)):
        reader = Reader()
        reader.feed(page)
        assert "script" not in reader.elements
        assert "Bcc:" not in [line[:4] for line in plain.splitlines()]
        assert "49" not in reader.words
        made = message(mail(digest.audience, subject=digest.subject, text=plain, html=page), SENDER)
        got = read(made)
        assert [part.get_content_type() for part in got.iter_parts()] == ["text/plain", "text/html"]
        assert len(page) < 60_000


def test_a_mail_loads_nothing_from_outside_and_fits_a_phone() -> None:
    web: Watch = replace(
        WATCH, settings=replace(WATCH.settings, web=WebSettings(url="https://monitor.example.gov.cn"))
    )
    for _, page, _ in parts(tonight(column(), indicator(), watch=web)):
        reader = Reader()
        reader.feed(page)
        links = [one for one in reader.loads if one not in (SITE.url, SITE.columns[0].url)]
        assert links
        assert all(one.startswith("https://monitor.example.gov.cn/findings/fi_") for one in links)
        assert reader.elements.isdisjoint({"img", "link", "style", "script", "iframe"})
        assert "max-width:600px" in page


def test_a_dashboard_address_that_is_no_web_address_is_not_linked() -> None:
    web = replace(WATCH, settings=replace(WATCH.settings, web=WebSettings(url="javascript:alert(1)")))
    for _, page, plain in parts(tonight(column(), watch=web)):
        assert "javascript" not in page + plain


def test_the_plain_text_says_what_the_html_says() -> None:
    for digest, page, plain in parts(tonight(column(), column(3, part="b"), notices=("覆盖：90%",))):
        reader = Reader()
        reader.feed(page)
        for section in digest.sections:
            for line in section.lines:
                for words in (line.title, *line.facts, line.evidence):
                    assert words in plain
                    assert words.split(" · ")[0] in reader.words


def test_what_is_cut_says_where_the_rest_stands() -> None:
    many = [column(part=f"c{n}") for n in range(61)]
    for _, page, plain in parts(tonight(*many)):
        assert "另有1项未列出" in page
        assert "另有1项未列出" in plain


def test_a_chat_group_gets_counts_and_first_titles_only() -> None:
    many = [column(part=f"c{n}", name=f"栏目{n}") for n in range(9)]
    words = render.chat(digests(tonight(*many, notices=("覆盖：90%",)))[0])
    assert words.splitlines()[:4] == [
        "新增问题9项",
        "覆盖：90%",
        "【新增问题9项】",
        "- 仓山区人民政府 · 栏目0",
    ]
    assert words.splitlines()[-1] == "- 另有4项"


def test_a_unit_that_is_named_like_the_centre_has_its_own_mail() -> None:
    watch = replace(
        WATCH, units=(Unit(id="agriculture", name="仓山区大数据服务中心", email=("x@example.gov.cn",)),)
    )
    late = column()
    found = digests(tonight(late, watch=watch, findings_open=[finding(late)]))
    assert [one.audience for one in found] == [CENTRE, "agriculture"]


def test_a_unit_reads_whom_to_ask_by_which_number_and_no_command() -> None:
    centre = replace(WATCH.centre, phone="0591-12345678")
    many = [column(part=f"c{n}", name=f"栏目{n}") for n in range(70)]
    told = {
        digest.audience: (page, plain)
        for digest, page, plain in parts(tonight(*many, watch=replace(WATCH, centre=centre)))
    }
    for text in told["agriculture"]:
        seen = re.sub("<[^>]*>", "", text)
        assert "电话：0591-12345678，邮箱：centre@example.gov.cn" in seen
        assert f"问题编号：{'fi_cangshan_column_c0'[-NUMBER:]}" in seen
        assert "向仓山区大数据服务中心索取" in seen
        assert not re.search(r"monitor [a-z]|\[\[", seen)
