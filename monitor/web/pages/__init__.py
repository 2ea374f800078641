"""The dashboard's pages (看板页面): one file a group of pages; `router.py` joins them."""
