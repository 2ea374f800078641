"""Speaking HTTP: names, guard, TLS, one budget, one answer made a document or a reason."""
