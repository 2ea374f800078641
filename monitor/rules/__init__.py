"""What each fault of the regulations is (规则): one rule a file; a plugin brings its own."""

from monitor.domain.plugins import with_plugins

__path__ = with_plugins(__path__, "rules")
