"""快手."""

from monitor.domain.platforms._description import PlatformDescription

PLATFORM = PlatformDescription(
    label="快手",
    names=("快手", "快手号", "快手短视频", "政务快手号"),
    order=6,
    hosts=("kuaishou.com",),
)
