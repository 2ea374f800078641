"""抖音."""

from monitor.domain.platforms._description import PlatformDescription

PLATFORM = PlatformDescription(
    label="抖音",
    names=("抖音", "抖音号", "抖音短视频", "政务抖音", "政务抖音号"),
    order=3,
    hosts=(
        "douyin.com",
        "iesdouyin.com",
    ),
)
