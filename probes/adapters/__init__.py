"""Lists that live elsewhere than in the page's source: one adapter a file, found by its name."""

from monitor.domain.plugins import with_plugins

__path__ = with_plugins(__path__, "adapters")
