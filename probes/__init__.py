"""Ways of looking at sites and accounts (监测手段): one probe a file; a plugin brings its own."""

from monitor.domain.plugins import with_plugins

__path__ = with_plugins(__path__, "probes")
