"""What a homepage must carry besides its news (页面标识): name, owner, codes, badges, entries."""
