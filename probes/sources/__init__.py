"""Where the posts of an account are read from (新媒体数据来源): one kind of source a file."""

from monitor.domain.plugins import with_plugins

__path__ = with_plugins(__path__, "sources")
