"""Boards that answer in JSON (留言接口): one adapter a file, found by its name."""
