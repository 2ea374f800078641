"""The daemon (守护进程): keeps the schedule for months, whatever happens to it."""
