"""What the items of the ledger and their fields are called on pages (台账用语)."""

#: What the fields of items are called.
FIELD_NAMES = {
    "": "登记", "id": "编号", "name": "名称", "url": "网址", "kind": "类别", "frequency": "更新频率", "unit": "责任单位",
    "catalogue": "附件2序号", "top_level": "一级栏目", "confirm": "地址待确认", "retired": "停用日期", "level": "行政层级",
    "site_code": "网站标识码", "domain_expires": "域名到期日", "title_mark": "首页标识文字", "allowed_hosts": "其他域名", "columns_complete": "栏目清单完整",
    "consult_urls": "咨询渠道网址", "guides": "办事指南", "aliases": "别名", "email": "邮箱", "platform": "平台", "edition": "适用指标",
    "list": "列表位置", "source": "数据来源", "registry": "备案信息",
}  # fmt: skip
#: What the tables of the configuration are called.
TABLE_NAMES = {
    "site": "网站", "column": "栏目", "board": "留言板", "page": "页面", "unit": "责任单位", "account": "新媒体账号",
}  # fmt: skip
