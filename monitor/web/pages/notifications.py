"""通知: the chat groups that hear of the night (企业微信、钉钉、飞书), entered and tested by the centre."""

from dataclasses import replace
from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse

from monitor.alerts.groups import LAB, answer_words
from monitor.domain.access import Role, Viewer
from monitor.domain.chat import ChatGroup, ChatLevel, ChatPlatform
from monitor.web import forms
from monitor.web.auth.guard import acting, require
from monitor.web.auth.read_log import Read
from monitor.web.auth.sessions import note_door
from monitor.web.context import Web
from monitor.web.forms import BadForm
from monitor.web.pages._page import show, web_of
from monitor.wording.labels import words_of
from monitor.wording.say import label
from probes.http.chat_robot import ChatAnswer, is_robot_address, platform_of, write_to
from storage.ops import chat_groups

ROUTER = APIRouter(route_class=Read)

log = structlog.get_logger()

Centre = Annotated[Viewer, Depends(require(Role.CENTRE))]
OwnForm = Annotated[Viewer, Depends(acting(Role.CENTRE))]

PLATFORMS = words_of("chat_platform", ChatPlatform)
LEVELS = words_of("chat_level", ChatLevel)
#: What a new group hears unless somebody says otherwise.
USUAL = (ChatLevel.VETO, ChatLevel.LATE, ChatLevel.SYSTEM)
#: How the robot's address looks on each platform, for whoever has to find it.
SAMPLES = {
    ChatPlatform.WECOM: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…",
    ChatPlatform.DINGTALK: "https://oapi.dingtalk.com/robot/send?access_token=…",
    ChatPlatform.FEISHU: "https://open.feishu.cn/open-apis/bot/v2/hook/…",
}


@ROUTER.get("/notifications", response_class=HTMLResponse)
async def notifications(request: Request, who: Centre) -> HTMLResponse:
    """The groups, what each hears, and what its newest test came to."""
    return await _page(request, who)


@ROUTER.post("/notifications/add")
async def add(request: Request, who: OwnForm) -> Response:
    """Enter a group (登记通知群): name, platform, address, secret, levels."""
    web, form = web_of(request), await request.form()
    try:
        group = _group(web, form, who)
        async with web.store.database.write() as connection:
            if not await chat_groups.add_group(connection, group):
                raise BadForm(f"名称：已有名为“{group.name}”的通知群，请换一个名称，或修改原有的通知群。")
            await note_door(request, connection, who.name, "chat_add", _outcome_words(group))
    except BadForm as error:
        return await _page(request, who, fault=str(error), form=form)
    return RedirectResponse("/notifications?done=chat_added", 303)


@ROUTER.post("/notifications/change")
async def change(request: Request, who: OwnForm) -> Response:
    """Change a group (修改通知群): name says which; an empty address or secret stays as it is; `no_secret` takes it away."""
    web, form = web_of(request), await request.form()
    try:
        held = await _held(web, form)
        address = _address(web, form, held.platform, needed=False)
        secret = "" if form.get("no_secret") else _secret(form) or held.secret
        group = replace(
            held, address=address or held.address, secret=secret, levels=_levels(form), is_on=form.get("is_on") == "1",
            set_by=who.name, set_at=web.clock(),
        )  # fmt: skip
        if (group.address, group.secret) != (held.address, held.secret):
            group = replace(group, tested_at=None, tested="", tested_said="")  # it was another door
        async with web.store.database.write() as connection:
            if not await chat_groups.change_group(connection, group):
                raise BadForm(f"“{group.name}”已被删除，没有保存。")
            await note_door(request, connection, who.name, "chat_change", _outcome_words(group))
    except BadForm as error:
        return await _page(request, who, fault=str(error))
    return RedirectResponse("/notifications?done=chat_changed", 303)


@ROUTER.post("/notifications/remove")
async def remove(request: Request, who: OwnForm) -> Response:
    """Let a group go, its address with it (删除通知群): name."""
    web, form = web_of(request), await request.form()
    name = forms.text(form, "name", "名称", 40)
    async with web.store.database.write() as connection:
        if await chat_groups.remove_group(connection, name):
            await note_door(request, connection, who.name, "chat_remove", name)
    return RedirectResponse("/notifications?done=chat_removed", 303)


@ROUTER.post("/notifications/test")
async def test(request: Request, who: OwnForm) -> Response:
    """Send a test message to a group now, on or off, and show what the platform says (发送测试消息): name."""
    web, form = web_of(request), await request.form()
    try:
        group = await _held(web, form)
    except BadForm as error:
        return await _page(request, who, fault=str(error))
    text = (
        f"【网站监测】测试消息\n{web.watch().centre.name}：“{group.name}”已接入政府网站与政务新媒体监测，收到即说明设置正确。"
        f"\n{who.full_name or who.name}发送于{web.clock():%Y-%m-%d %H:%M}\n"
    )
    answer = await write_to(group, text, web.clock(), web.secrets.get(LAB, ""))
    log.info("chat_tested", group=group.name, platform=group.platform.value, code=answer.code)
    async with web.store.database.write() as connection:
        await chat_groups.note_test(connection, group.name, web.clock(), answer.code, answer.said)
        await note_door(request, connection, who.name, "chat_test", f"{group.name}：{answer.code}")
    return await _page(request, who, tested=group, answer=answer)


async def _page(
    request: Request,
    who: Viewer,
    *,
    fault: str = "",
    form: FormData | None = None,
    tested: ChatGroup | None = None,
    answer: ChatAnswer | None = None,
) -> HTMLResponse:
    """The page; *form* is shown again as it was filled in, but for address and secret."""
    web = web_of(request)
    async with web.store.database.read() as connection:
        groups = await chat_groups.chat_groups(connection)
    said = {name: str(form.get(name, "")) for name in ("name", "platform")} if form else {}
    shown = show(
        request, who, "notifications.html", groups=groups, platforms=PLATFORMS, levels=LEVELS, samples=SAMPLES, fault=fault, said=said,
        chosen=[str(one) for one in form.getlist("level")] if form else [one.value for one in USUAL], tested=tested, answer=answer,
        results={one.name: answer_words(one, ChatAnswer(one.tested, one.tested_said)) for one in groups if one.tested_at},
        result=answer_words(tested, answer) if tested and answer else "", variables=web.watch().settings.alerts.chat_env,
    )  # fmt: skip
    shown.status_code = 400 if fault else 200
    return shown


def _group(web: Web, form: FormData, who: Viewer) -> ChatGroup:
    """A new group as it was typed. Raises BadForm."""
    name = forms.text(form, "name", "名称", 40)
    platform = ChatPlatform(forms.choice(form, "platform", "平台", tuple(ChatPlatform)))
    return ChatGroup(
        name=name, platform=platform, address=_address(web, form, platform), secret=_secret(form), levels=_levels(form),
        set_by=who.name, set_at=web.clock(),
    )  # fmt: skip


async def _held(web: Web, form: FormData) -> ChatGroup:
    name = forms.text(form, "name", "名称", 40)
    async with web.store.database.read() as connection:
        found = {one.name: one for one in await chat_groups.chat_groups(connection)}
    if name not in found:
        raise BadForm(f"没有名为“{name}”的通知群，可能已被删除。")
    return found[name]


def _address(web: Web, form: FormData, platform: ChatPlatform, *, needed: bool = True) -> str:
    """The robot's address. Raises BadForm, which never repeats it: who reads over a shoulder could write to the group."""
    value = forms.text(form, "address", "机器人地址", 500, needed=needed)
    if not value or is_robot_address(platform, value, web.secrets.get(LAB, "")):
        return value
    other = platform_of(value)
    if other is not None and other is not platform:
        raise BadForm(f"机器人地址：这是{PLATFORMS[other]}的地址，所选平台是{PLATFORMS[platform]}，请核对。")
    raise BadForm(
        f"机器人地址：不是{PLATFORMS[platform]}机器人的地址，应形如 {SAMPLES[platform]}，请在群机器人的设置中完整复制。"
    )


def _secret(form: FormData) -> str:
    value = forms.text(form, "secret", "加签密钥", 200, needed=False)
    if not value.isascii():
        raise BadForm("加签密钥：含有非英文字符，请在群机器人的设置中完整复制。")
    return value


def _levels(form: FormData) -> frozenset[ChatLevel]:
    levels = {str(one) for one in form.getlist("level")}
    found = frozenset(one for one in ChatLevel if one.value in levels)
    if not found:
        raise BadForm("提醒内容：请至少选择一项；暂不需要提醒的，请停用该通知群。")
    return found


def _outcome_words(group: ChatGroup) -> str:
    """What the audit log says of a group: never its address."""
    levels = "、".join(label("chat_level", one) for one in ChatLevel if one in group.levels)
    return f"{group.name}：{PLATFORMS[group.platform]}，{'启用' if group.is_on else '停用'}：{levels}"
