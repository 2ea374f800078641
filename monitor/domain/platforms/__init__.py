"""Platforms of new-media accounts (平台): one a file, named after its id; a plugin brings its own."""

from monitor.domain.plugins import with_plugins

__path__ = with_plugins(__path__, "platforms")
