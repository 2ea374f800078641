"""微信公众号."""

from monitor.domain.platforms._description import PlatformDescription

PLATFORM = PlatformDescription(
    label="微信公众号",
    names=(
        "微信",
        "微信公众号",
        "公众号",
        "订阅号",
        "服务号",
        "微信订阅号",
        "微信服务号",
        "政务微信",
        "微信公众平台",
        "微信公众",
        "微信公共号",
        "公众平台",
        "政务微信公众号",
        "政务公众号",
    ),
    order=2,
    hosts=(
        "mp.weixin.qq.com",
        "weixin.qq.com",
    ),
)
