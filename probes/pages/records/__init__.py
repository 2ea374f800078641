"""The repeated records of a page and their fields (记录): one reader for lists, boards, guide tables and homepages."""
