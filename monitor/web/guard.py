"""Who looks at a page (当前用户): the session behind the cookie."""

from fastapi import HTTPException, Request

from monitor.web.seams import Viewer


async def viewer(request: Request) -> Viewer:
    """The person who is logged in. Stands in until login is there: whoever `app.state.viewer` names."""
    found: Viewer | None = getattr(request.app.state, "viewer", None)
    if found is None:
        raise HTTPException(401)
    return found
