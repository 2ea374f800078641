"""What tests of probes share."""

from collections.abc import Iterator

import pytest
import respx


@pytest.fixture
def api() -> Iterator[respx.MockRouter]:
    """The routes of a platform, asked through `api.fetcher`; each route that a test states must have been asked."""
    router = respx.MockRouter()
    yield router
    router.assert_all_called()
