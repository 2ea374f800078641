"""What may be an address: the same answer for files, the browser, workbooks and questions."""

import pytest

from monitor.cli.setup import _address
from monitor.config.fields import _url
from monitor.config.mistakes import Unusable
from monitor.domain.hosts import AddressFault, address_fault, is_web_address
from monitor.web.ledger.rows import LONGEST_URL, is_url


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("http://www.example.gov.cn/", None),
        ("https://[2001:db8::1]:8443/a?b=1", None),
        ("http://[::1/", AddressFault.UNREADABLE),
        ("http://a.gov.cn:x/", AddressFault.UNREADABLE),
        ("ftp://a.gov.cn/", AddressFault.SCHEME),
        ("www.example.gov.cn", AddressFault.SCHEME),
        ("http:///a", AddressFault.HOST),
        ("http://a.gov.cn:0/", AddressFault.HOST),
        ("http://a.gov.cn/a b", AddressFault.HOST),
        ("http://u:p@a.gov.cn/", AddressFault.USER),
    ],
)
def test_an_address_has_the_same_fault_wherever_it_is_typed(value: str, fault: AddressFault | None) -> None:
    found = address_fault(value)
    assert (found and found[0]) == fault
    assert is_url(value) is (fault is None)
    assert (_address(value) == "") is (fault is None)
    if fault is None:
        assert _url(value) == value
        return
    with pytest.raises(Unusable):
        _url(value)


def test_what_only_has_to_lead_somewhere_may_bear_a_user() -> None:
    assert is_web_address("http://u@a.gov.cn/")
    assert not is_web_address("http://")
    assert not is_url("http://a.gov.cn/" + "a" * LONGEST_URL)
