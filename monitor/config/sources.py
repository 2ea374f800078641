"""What the values of a `source = {…}` must be, whatever its kind: addresses, hosts, names of variables."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from monitor.config.fields import EnvironmentName, Host, Url
from monitor.config.mistakes import Path
from monitor.config.table import ConfigTable
from monitor.config.words import in_words
from monitor.domain.sentence import Text

_ADDRESSES = ("url", "apk", "base", "api", "store")


def mistakes_in(table: Mapping[str, Any]) -> Iterator[tuple[Path, Text]]:
    """Key path and words of each mistake in a source."""
    for key, value in table.items():
        if isinstance(value, str) and (key in _ADDRESSES or key.endswith("_env")):
            yield from _wrong((key,), value, Url if key in _ADDRESSES else EnvironmentName)
    hosts = table.get("allowed_hosts")
    for n, host in enumerate(hosts if isinstance(hosts, list) else ()):
        yield from _wrong(("allowed_hosts", n), host, Host)


def _wrong(path: Path, value: Any, shape: Any) -> Iterator[tuple[Path, Text]]:
    try:
        TypeAdapter(shape).validate_python(value)
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            yield path, in_words(error, ConfigTable, path)
