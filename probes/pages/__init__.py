"""Reading pages: publish days of articles, items of lists, what a homepage leads to. Pure, opens nothing."""
