"""Which words make a date another thing's than the publication's."""

from probes.pages.dates.other_dates import is_another_days
from tests.every import every


@every(
    ("before", "after"),
    [
        ("截止日期:", ""),
        ("投标文件递交时间:", ""),
        ("获取招标文件时间:", "至2026-12-07"),
        ("现场踏勘时间: ", ""),
        ("Today is ", ""),
        ("时间:", " 地 点:三楼会议室"),
        ("(", "某省人大常委会通过)"),
        ("", "至2026年3月12日"),
        ("", "—2026年3月12日"),
        ("实施日期:【", "】"),
        ("截止日期:[", "]"),
        ("活动时间:\n(", ")"),
        ("征集时间:[ ", " ] 至 [ 2026-04-05 ]"),
        ("征集时间:[ 2026-03-05 ] 至 [ ", " ]"),
        ("预告:", " 15:00"),
        ("时间:", " 14:30 主讲人:张某"),
        ("", " 修订"),
    ],
)
def test_another_things_day(before: str, after: str) -> None:
    assert is_another_days(before, after)


@every(
    ("before", "after"),
    [
        ("发布时间:", ""),
        ("本站发布时间:", ""),
        ("公告时间:", ""),
        ("来源:示例日报时间:", ""),
        ("时 间:", " 来源:办公室"),
        ("日期:", "浏览:12"),
        ("", " 09:30 来源:本网"),
        ("(", ") 来源:本网"),
        ("关于考试报名时间\n(", ") 来源:本网"),
        ("", " 提问时间:2026-03-01"),
        ("发布时间:[", "]"),
    ],
)
def test_perhaps_the_publish_day(before: str, after: str) -> None:
    assert not is_another_days(before, after)
