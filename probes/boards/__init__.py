"""Boards that answer in JSON (留言接口): one adapter a file, found by its name."""

from monitor.domain.plugins import with_plugins

__path__ = with_plugins(__path__, "boards")
