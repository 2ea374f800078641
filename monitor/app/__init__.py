"""Where the parts are joined: the runtime and what the daemon does with it (运行装配)."""
