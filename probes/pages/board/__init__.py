"""Boards, messages and forms (留言)."""
