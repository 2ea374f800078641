"""Listing pages, homepages and what they lead to (栏目列表、首页)."""
