"""What the feed promises in its OpenAPI document is what it does, whatever is asked."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.schemas import BaseSchema

from monitor.domain.verdict import Outcome
from tests.databases import sqlite_url
from tests.web.conftest import House, build_house, columns_verdict, messages_verdict, verdict

PATHS = [
    "/feed/v1.json",
    "/feed/v1/subjects/{id}.json",
    "/feed/v1/changes",
    "/feed/v1/schema.json",
    "/feed/v1/measured.json",
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BaseSchema, dict[str, str]]]:
    """The feed of a filled house, and the header of a token for it."""
    stack, folder = AsyncExitStack(), tmp_path_factory.mktemp("house")

    async def prepare() -> tuple[House, dict[str, str]]:
        house = await stack.enter_async_context(build_house(sqlite_url(folder / "m.db"), folder))
        house.settings["requests_per_minute"] = 10**6
        await house.store.save_verdicts(
            [
                verdict("portal", "site_unreachable", Outcome.FAIL),
                columns_verdict(),
                messages_verdict(),
                verdict("farm", "homepage_stale", Outcome.UNKNOWN),
            ]
        )
        return house, await house.token()

    with asyncio.Runner() as runner:
        house, headers = runner.run(prepare())
        yield schemathesis.openapi.from_asgi("/openapi.json", house.app), headers
        runner.run(stack.aclose())


@pytest.mark.parametrize(
    ("path", "mode"),
    [
        (path, mode)
        for path in PATHS
        for mode in GenerationMode
        if path not in PATHS[3:] or mode != GenerationMode.NEGATIVE
    ],
)  # schema and dictionary take no parameter that could be wrong
def test_nothing_asked_breaks_what_is_promised(
    served: tuple[BaseSchema, dict[str, str]], path: str, mode: GenerationMode
) -> None:
    schema, headers = served
    operation = schema[path]["get"]

    @settings(
        max_examples=25, deadline=None, derandomize=True, database=None,
        phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=headers)

    ask()


def test_the_document_itself_is_valid(served: tuple[BaseSchema, dict[str, str]]) -> None:
    schema, _ = served
    schema.validate()
    assert [one.ok().path for one in schema.get_all_operations()] == PATHS
