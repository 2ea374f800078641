"""The style sheet: the only thing a page loads, and for everybody, as the login page wears it too."""

from functools import cache
from pathlib import Path

from fastapi import APIRouter, Response

ROUTER = APIRouter()


@cache
def style_sheet() -> bytes:
    """The style sheet's bytes."""
    return (Path(__file__).parent.parent / "static" / "style.css").read_bytes()


@ROUTER.get("/static/style.css")
async def style() -> Response:
    """The style sheet."""
    return Response(style_sheet(), media_type="text/css", headers={"Cache-Control": "max-age=300"})
