"""A laboratory, and a fetcher that knows its names."""

import ssl
from collections.abc import Callable
from datetime import datetime

import pytest
import trustme

from monitor.demo.lab import Lab
from monitor.domain.timing import SHANGHAI
from probes.http.fetcher import Fetcher
from probes.http.tls import Profile, context

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=SHANGHAI)


@pytest.fixture
def lab() -> Lab:
    """Nothing running yet; it knows no names but its own."""
    return Lab(names={"elsewhere.example": ["127.0.0.1"]})


@pytest.fixture
def fetcher_for(lab: Lab) -> Callable[..., Fetcher]:
    """Builds a fetcher whose configured hosts are the ones given."""

    def build(*configured: tuple[str, int], **more: object) -> Fetcher:
        return Fetcher(
            user_agent="monitor-test",
            clock=lambda: NOW,
            configured=configured,
            resolver=lab.resolve,
            retry_wait_s=0.01,
            **more,  # type: ignore[arg-type]
        )

    return build


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """An authority of our own."""
    return trustme.CA()


@pytest.fixture(scope="session")
def contexts(authority: trustme.CA) -> Callable[[Profile], ssl.SSLContext]:
    """The shared contexts, but that the strict one trusts our authority too."""
    strict = ssl.create_default_context()
    authority.configure_trust(strict)
    return lambda profile: strict if profile is Profile.VERIFY else context(profile)
