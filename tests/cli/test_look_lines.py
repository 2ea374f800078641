"""One look in one line, as `run-once` writes it where no terminal shows its progress: in Chinese, as the verdicts below it."""

import re

from monitor.cli.show import look_line
from monitor.collect.runner import ProbeResult
from tests.every import every


@every(
    ("kind", "state", "reason", "part", "measured", "line"),
    [
        ("visit", "opened", "ok", "visit", True, "a 网站访问：正常打开"),
        ("visit", "not_measured", "blocked_script", "", False, "a 网站访问：被脚本验证拦截"),
        ("listing", "items", "", "news", True, "a 栏目 news：读到列表"),
        ("listing", "unreadable", "script_list", "open", False, "a 栏目 open：列表由脚本加载，源码中没有"),
        ("reading", "dated", "", "http://a.cn/1", True, "a 稿件页 http://a.cn/1：读到发布时间"),
        ("reading", "undated", "", "http://a.cn/1", True, "a 稿件页 http://a.cn/1：未注明发布时间"),
        ("element_page", "read", "", "disclosure_guide", True, "a 页面要素 政府信息公开指南：已读取"),
        ("channel", "not_found", "no_entry", "channel", True, "a 咨询渠道：没有找到（没有找到入口）"),
    ],
)
def test_a_look_is_one_line(kind: str, state: str, reason: str, part: str, measured: bool, line: str) -> None:
    looked = ProbeResult(
        id="ob_1", subject="a", probe="p", part=part, kind=kind, state=state, reason=reason, measured=measured
    )
    assert re.sub(r"（[a-z_]+）", "", look_line(looked)) == line
