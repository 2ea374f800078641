"""其他平台."""

from monitor.domain.platforms._description import PlatformDescription

PLATFORM = PlatformDescription(
    label="其他平台",
    names=("腾讯微博", "人民微博"),
    order=1000,
    catch_all=True,
)
