"""Faults as answers: JSON problems (RFC 9457) for programs, Chinese pages for people."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import structlog
from fastapi import FastAPI, Request
from fastapi import HTTPException as PageError
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, RedirectResponse, Response

from monitor.web.auth.guard import Forbidden, LoginNeeded, is_https
from monitor.web.auth.screens import error_page, form_again
from monitor.web.forms import BadForm
from monitor.web.headers import TooLong, add_headers
from monitor.web.overview import StillReading
from storage.db.engine import ReplacedError
from storage.db.troubles import damage, trouble

log = structlog.get_logger()

#: What a page says when nothing more is known.
WORDS = {
    400: ("请求有误", "提交的内容无法识别，请返回检查。"),
    403: ("无权访问", "您没有查看此页或进行此操作的权限。"),
    404: ("页面不存在", "没有找到您要的页面或内容，可能网址有误，或不属于本单位。"),
    405: ("请求有误", "此网址不接受这种请求。"),
    413: ("内容过长", "提交的内容过长，请精简后重试。"),
    415: ("请求有误", "提交的格式不受支持。请从本系统的页面填写并提交。"),
    429: ("请稍后再试", "请求过于频繁，请稍后再试。"),
    500: ("系统出错", "这是本系统的故障，不是您的操作有误。请稍后重试；如仍出现，请联系管理员。"),
}

#: What it says where the database is to blame: of a record that is not as it was written, and of anything else.
_DAMAGED = (
    "数据库记录已损坏",
    "此页要用的监测记录与保存时不一致，系统不予采用，也不作任何判定。刷新页面不能解决，请联系管理员：保留现有数据库文件，用最近的备份恢复（处理办法见运行日志）。",
)
_UNUSABLE = (
    "数据库暂时无法使用",
    "不是您的操作有误，已提交的内容请在恢复后核对。请联系管理员：原因和处理办法见运行日志。",
)

#: So many seconds later a browser asks again for what is still being read.
AGAIN = "5"

#: A problem as OpenAPI describes it.
SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "what happened and what to do"},
    },
}


class ApiProblem(Exception):
    """A fault of a program's request; says what happened and what to do, in English."""

    def __init__(
        self, status: int, title: str, detail: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail, self.headers = status, title, detail, headers


def problem(status: int, title: str, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON problem."""
    content = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(content, status, headers, media_type="application/problem+json")


def is_api(request: Request) -> bool:
    """Whether programs read what stands at this address."""
    return request.url.path.startswith("/feed/") or request.url.path == "/openapi.json"


def install(app: FastAPI) -> None:
    """Every fault that may leave a route becomes its answer."""
    app.add_exception_handler(LoginNeeded, _log_in_first)
    app.add_exception_handler(Forbidden, _forbidden)
    app.add_exception_handler(BadForm, _bad_form)
    app.add_exception_handler(TooLong, _too_long)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(ApiProblem, _problem)
    app.add_exception_handler(StillReading, _still_reading)
    app.add_exception_handler(ReplacedError, _replaced)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _our_fault)


def answer(request: Request, status: int, words: str = "", headers: Any = None) -> Response:
    """The answer for a fault of that status, for whoever asks."""
    title, usual = WORDS.get(status, ("请求未能完成", f"请求未能完成（代码{status}）。"))
    if is_api(request):
        english = {404: "nothing stands at this address", 405: "this method is not served here"}
        return problem(
            status, "request refused", english.get(status, f"refused with status {status}"), headers
        )
    return error_page(status, title, words or usual, headers)


async def _log_in_first(request: Request, error: Exception) -> Response:
    assert isinstance(error, LoginNeeded)
    query = "" if error.back == "/" else "?" + urlencode({"next": error.back})
    return RedirectResponse("/login" + query, 303)


async def _forbidden(request: Request, error: Exception) -> Response:
    return answer(request, 403, str(error))


async def _bad_form(request: Request, error: Exception) -> Response:
    """The form as it was filled in, with what is wrong: nothing that somebody typed is lost."""
    fields = getattr(request.state, "form", None)
    return form_again(request.url.path, fields, str(error)) if fields else answer(request, 400, str(error))


async def _too_long(request: Request, error: Exception) -> Response:
    return answer(request, 413)


async def _gone(request: Request, error: Exception) -> Response:
    """Whoever asked went away, or was sent away, in the middle of the body: nobody hears this answer."""
    return answer(request, 400)


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ApiProblem)
    return problem(error.status, error.title, error.detail, error.headers)


async def _still_reading(request: Request, error: Exception) -> Response:
    """How far the first reading is; the browser asks again by itself."""
    assert isinstance(error, StillReading)
    said = f"系统刚启动，正在读取判定结果（已读取{error.read}项，共{error.owed}项）。读完后自动显示，无需刷新；监测和预警照常进行。"
    return error_page(503, "正在读取判定结果", said, {"Retry-After": AGAIN, "Refresh": AGAIN})


async def _replaced(request: Request, error: Exception) -> Response:
    """What was read before is of the other file: this process cannot go on with either."""
    if is_api(request):
        return problem(503, "the database was replaced", str(error))
    said = "本系统运行期间数据库被替换或移走（例如恢复了备份），不能继续显示。请管理员重新启动看板（monitor web）和值守程序。"
    return error_page(503, "数据库已更换", said)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return answer(request, error.status_code, headers=error.headers)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    if not is_api(request):
        in_path = any(one["loc"][0] == "path" for one in error.errors())
        return answer(request, 404 if in_path else 400)
    faults = "；".join(
        f"{'.'.join(str(step) for step in one['loc'][1:])}: {one['msg']}" for one in error.errors()
    )
    return problem(422, "a parameter is not what it should be", faults)


async def _our_fault(request: Request, error: Exception) -> Response:
    """Sent from outside all middleware, so the headers are added here. Of the database's trouble the log says what to do."""
    if said := trouble(error):
        log.error("store_in_trouble", path=request.url.path, detail=said)
    if said and is_api(request):
        our_problem = problem(
            500, "our own fault", "the database is in trouble; tell the centre, its log says what to do"
        )
    elif said:
        our_problem = error_page(500, *(_DAMAGED if damage(error) else _UNUSABLE))
    elif is_api(request):
        our_problem = problem(
            500, "our own fault", "something broke on our side; try again, then tell the centre"
        )
    else:
        our_problem = answer(request, 500)
    add_headers(MutableHeaders(raw=our_problem.raw_headers), https=is_https(request))
    return our_problem


def nothing() -> PageError:
    """The same answer for what does not exist and for what is not this viewer's."""
    return PageError(404, "没有这个页面，或您无权查看")
