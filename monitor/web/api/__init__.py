"""The HTTP interface of the feed, for programs (数据接口)."""
