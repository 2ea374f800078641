"""移动客户端."""

from monitor.domain.platforms._description import PlatformDescription

PLATFORM = PlatformDescription(
    label="移动客户端",
    names=(
        "APP",
        "客户端",
        "移动客户端",
        "政务APP",
        "手机APP",
        "移动APP",
        "APP客户端",
        "手机客户端",
        "政务客户端",
        "移动应用",
        "移动应用程序",
        "手机应用",
        "应用程序",
        "移动端应用",
        "安卓客户端",
        "苹果客户端",
    ),
    order=7,
    timeline=False,
    in_shops=True,
    one_account=False,
)
