"""Pages that say that their list was not had (查询出错): what they count then counts nothing."""

import re

from probes.pages.document.tree import Tree

_NOT_HAD = re.compile(
    r"(?:查询|检索|加载|读取|获取|请求|系统|网络|数据库?)(?:数据|列表|信息)?(?:出错|失败|错误|异常|超时|繁忙)|(?:正在|等待)同步|同步(?:更新)?中"
)
#: A longer text tells of something else.
_LONGEST = 50


def was_not_had(tree: Tree) -> bool:
    """Whether a short text that is shown says that the list could not be asked for, or is on its way (正在同步数据)."""
    return any(
        len(text) <= _LONGEST
        and _NOT_HAD.search(text) is not None
        and not any(one.hidden or one.tag == "a" for one in tree.around_text(number))
        for number, text in enumerate(tree.texts)
    )
