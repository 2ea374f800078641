"""What people are told every night (每晚提醒): composed, rendered, put into the outbox, delivered."""
