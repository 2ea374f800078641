"""One pure function for each clause (规则): a case and the clause in, a verdict out; a plugin brings its own."""

from monitor.domain.plugins import with_plugins

__path__ = with_plugins(__path__, "rules")
