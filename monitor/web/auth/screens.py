"""The few pages that stand before the door: login and errors."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from monitor.web.context import Web


def login_page(web: Web, *, back: str, token: str, name: str = "", words: str = "", status: int = 200, wants_code: bool = False) -> HTMLResponse:  # fmt: skip
    """The login page (登录页), or its second step; *words*: what went wrong."""
    text = (
        _templates()
        .get_template("login.html")
        .render(
            centre=web.watch().centre.name,
            back=back,
            token=token,
            name=name,
            words=words,
            wants_code=wants_code,
            oidc=oidc_label(web),
        )
    )
    return HTMLResponse(text, status)


def oidc_label(web: Web) -> str:
    """What the button of the identity provider says; "" none is configured."""
    oidc = web.watch().settings.oidc
    return oidc.name if oidc is not None else ""


def error_page(status: int, title: str, words: str, headers: Mapping[str, str] | None = None) -> HTMLResponse:
    """A page that says what went wrong (出错页)."""
    text = _templates().get_template("error.html").render(status=status, title=title, words=words)
    return HTMLResponse(text, status, headers)


#: What a person types into a form and may have to mend; the rest goes along unseen.
_TYPED = {"reason": ("理由", "textarea"), "note": ("说明", "textarea"), "approver": ("批准人", "text"), "since": ("自", "date"), "until": ("至", "date")}  # fmt: skip


def form_again(path: str, fields: Sequence[tuple[str, str]], words: str) -> HTMLResponse:
    """A form that could not be used, filled in as it was (修改后重新提交); *words*: what is wrong."""
    hidden, last = [pair for pair in fields if pair[0] not in _TYPED], dict(fields)
    typed = [(name, *_TYPED[name], last[name]) for name in _TYPED if name in last]
    text = _templates().get_template("again.html").render(path=path, words=words, hidden=hidden, typed=typed)
    return HTMLResponse(text, 400)


@cache
def style() -> str:
    """The style sheet of these pages."""
    return resources.files("monitor.web.auth").joinpath("entry.css").read_text("utf-8")


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("monitor.web.auth", "."), autoescape=True, undefined=StrictUndefined
    )
