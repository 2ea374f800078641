"""今日头条."""

from monitor.domain.platforms._description import PlatformDescription

PLATFORM = PlatformDescription(
    label="今日头条",
    names=("头条", "今日头条", "头条号", "今日头条号", "政务头条号", "政务头条"),
    order=4,
    hosts=("toutiao.com",),
)
