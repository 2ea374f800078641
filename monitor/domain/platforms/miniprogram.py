"""小程序."""

from monitor.domain.platforms._description import PlatformDescription

PLATFORM = PlatformDescription(
    label="小程序",
    names=("小程序", "微信小程序", "政务小程序"),
    order=8,
    timeline=False,
    one_account=False,
)
