"""People, tokens and the audit log (用户、令牌、审计)."""
