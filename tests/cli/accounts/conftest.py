from collections.abc import Iterator

import pytest

from tests.cli.accounts.platforms import Platforms, serving


@pytest.fixture
def web() -> Iterator[Platforms]:
    with serving() as platforms:
        yield platforms
