"""What a page's script writes of an epoch is Shanghai's day, whatever the zone of the machine."""

from probes.pages.document.scripts import render


def test_a_script_that_turns_an_epoch_into_a_day_writes_shanghais() -> None:
    page = "<body><p id=d></p><script>var t = new Date(1653669000000); document.getElementById('d').innerHTML = t.getDate() + ' ' + t.getHours();</script></body>"
    assert "28 0" in render(page, "http://www.example.gov.cn/a.html", None).html
