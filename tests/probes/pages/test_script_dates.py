"""The publish day that an inline script names."""

from datetime import date

from probes.pages.dates.script_dates import named_date
from tests.every import every

TITLE = "关于供暖工作的通知"


@every(
    "script",
    [
        '{"datePublished":"2026-03-05T08:00:00+08:00","dateModified":"2026-10-01"}',
        "var doc={publishTime:1772676000000};",
        "var docreltime = '2026-03-05 10:00';",
        'a={create_time:"2026-11-20",publish_time:"2026-03-05"}',
        f'[{{"title":"别的文章","pubDate":"2026-11-20"}},{{"title":"{TITLE}","pubDate":"2026-03-05"}}]',
    ],
)
def test_the_day_it_names(script: str) -> None:
    found = named_date(script, TITLE)
    assert found is not None
    assert found.on == date(2026, 3, 5)


def test_days_of_other_articles_are_nobodys() -> None:
    script = '[{"title":"别的文章","pubDate":"2026-11-20"},{"title":"再一篇","pubDate":"2026-11-19"}]'
    assert named_date(script, TITLE) is None
    assert named_date("var a = 1;", TITLE) is None
