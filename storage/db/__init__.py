"""Connections, tables, migrations, column types (数据库)."""
