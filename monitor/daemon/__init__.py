"""The daemon (值守程序): keeps the schedule for months, whatever happens to it."""
