"""What the feed promises (OpenAPI): the JSON Schema of the feed, and every answer a request may get."""

from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from monitor.feed import document as feed
from monitor.web.problems import SCHEMA

#: Where the parts of the feed's schema stand in the document.
PLACE = "#/components/schemas/"

_FAULTS = {
    401: ("no token, or one that does not hold", {"WWW-Authenticate"}),
    404: ("nothing of that name, or of that time", set()),
    422: ("a parameter is not what it should be", set()),
    429: ("too many requests; Retry-After says how long to wait", {"Retry-After"}),
    503: ("too many past moments are asked for; Retry-After says how long to wait", {"Retry-After"}),
}


def answers(shape: str | None, *faults: int) -> dict[int | str, dict[str, Any]]:
    """The answers of a route: a document of *shape* (None: any object), not modified, and *faults*."""
    content = {"$ref": PLACE + shape} if shape else {"type": "object"}
    tag = {"ETag": {"description": "SHA-256 of the document", "schema": {"type": "string"}}}
    found: dict[int | str, dict[str, Any]] = {
        200: {"description": "the document", "headers": tag, "content": {"application/json": {"schema": content}}},
        304: {"description": "unchanged: If-None-Match names the document of now", "headers": tag},
    }  # fmt: skip
    for status in faults:
        words, names = _FAULTS[status]
        found[status] = {
            "description": words,
            "headers": {name: {"schema": {"type": "string"}} for name in sorted(names)},
            "content": {"application/problem+json": {"schema": {"$ref": PLACE + "Problem"}}},
        }
    return found


def install(app: FastAPI) -> None:
    """The document at /openapi.json."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _document(app: FastAPI) -> dict[str, Any]:
    made = get_openapi(
        title="政府网站与政务新媒体监测 · 数据接口 / gov-monitor feed",
        version=app.version,
        description=str(feed.schema()["description"]),
        routes=app.routes,
    )
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas.update(_parts(), Problem=SCHEMA)
    for path in made["paths"].values():
        for operation in path.values():
            # FastAPI adds its own description of 422 to whatever is said
            refused = operation["responses"].get("422")
            if refused is not None:
                refused["content"].pop("application/json", None)
    return made


@cache
def _parts() -> dict[str, Any]:
    """The feed's schema, its definitions beside it."""
    whole = _moved(feed.schema())
    definitions = whole.pop("$defs")
    for name in ("$schema", "$id"):
        whole.pop(name)
    return {"Feed": whole, **{f"feed_{name}": value for name, value in definitions.items()}}


def _moved(value: Any) -> Any:
    """*value* with references to definitions leading to their place in the document."""
    if isinstance(value, dict):
        return {
            key: one.replace("#/$defs/", f"{PLACE}feed_") if key == "$ref" else _moved(one)
            for key, one in value.items()
        }
    return [_moved(one) for one in value] if isinstance(value, list) else value
