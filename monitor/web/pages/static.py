"""The style sheet, for everybody, as the login page wears it too; and the script of pages that follow a job."""

from functools import cache
from pathlib import Path

from fastapi import APIRouter, Response

ROUTER = APIRouter()


@cache
def style_sheet() -> bytes:
    """The style sheet's bytes."""
    return (Path(__file__).parent.parent / "static" / "style.css").read_bytes()


@cache
def script() -> bytes:
    """The script's bytes."""
    return (Path(__file__).parent.parent / "static" / "progress.js").read_bytes()


@ROUTER.get("/static/progress.js")
async def progress() -> Response:
    """What lets a job's page follow it; without it the page reloads by itself."""
    return Response(
        script(), media_type="text/javascript; charset=utf-8", headers={"Cache-Control": "max-age=300"}
    )


@ROUTER.get("/static/style.css")
async def style() -> Response:
    """The style sheet."""
    return Response(style_sheet(), media_type="text/css", headers={"Cache-Control": "max-age=300"})
