"""The JSON feed: its document, filters and cache (数据接口)."""
