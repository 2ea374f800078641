"""微博."""

from monitor.domain.platforms._description import PlatformDescription

PLATFORM = PlatformDescription(
    label="微博",
    names=("微博", "新浪微博", "新浪政务微博", "政务微博", "新浪"),
    order=1,
    hosts=(
        "weibo.com",
        "weibo.cn",
    ),
)
