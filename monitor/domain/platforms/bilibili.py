"""哔哩哔哩."""

from monitor.domain.platforms._description import PlatformDescription

PLATFORM = PlatformDescription(
    label="哔哩哔哩",
    names=("哔哩哔哩", "哔哩哔哩弹幕网", "B站", "BILIBILI"),
    order=5,
    hosts=("bilibili.com",),
)
