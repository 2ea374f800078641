"""Why the silence of an account is not proved, and what would prove it: each code in people's words."""

from monitor.domain.reach import Reason
from monitor.domain.verdict import Clause, Text
from monitor.wording.amounts import allowed, in_english
from monitor.wording.say import label

_SOURCE = Text("a working source, or an import of its publishing log", "检查数据来源, 或导入发布记录")
_ALLOWED = Text(
    "the platform lets us read, or an import of its publishing log", "稍后重试; 长期如此请改为导入发布记录"
)

#: `{en}` and `{zh}`: how long a reading lasts, by the clause.
BLOCKERS: dict[str, tuple[Text, Text]] = {
    "never_read": (
        Text("its posts were never read", "尚未读取到该账号的发布记录"),
        Text("a source for it, or an import of its publishing log", "配置数据来源, 或导入发布记录"),
    ),
    "not_read_recently": (
        Text("its posts were not read in the last {en}", "近 {zh}未能读取发布记录"),
        Text("a new reading, or a new import of its publishing log", "重新读取, 或导入最新发布记录"),
    ),
    "not_complete": (
        Text("the source may not show every post", "数据来源可能不完整"),
        Text(
            "the owner's vouching (source.complete = true), or an import of its whole publishing log "
            "(--set complete=true)",
            "由账号主办单位确认来源完整 (source.complete = true), 或导入完整的发布记录 (monitor import --set complete=true)",
        ),
    ),
    "pinned_only": (
        Text("only pinned posts were shown", "仅读到置顶内容"),
        Text("a source that shows the posts below", "更换能读到完整时间线的来源"),
    ),
    "post_without_day": (
        Text("the day of a post was not understood", "有内容的发布时间无法识别"),
        Text("a person looks, or an import of its publishing log", "人工核实, 或导入发布记录"),
    ),
    "canary_silent": (
        Text(
            "the platform's canary account looks silent too: the platform cannot be read",
            "同平台对照账号同样读不到更新, 该平台读取结果存疑",
        ),
        Text("a working source for the platform", "恢复该平台的数据来源后重新读取"),
    ),
    "canary_not_read": (
        Text("the platform's canary account was not read in the last {en}", "同平台对照账号近 {zh}未读取"),
        Text("a reading of the canary account", "先读取对照账号 (monitor run-once), 再判定"),
    ),
    "cut_short": (
        Text("the source's answer ended early", "数据来源返回的内容不完整"),
        Text("a new reading", "重新读取"),
    ),
    "bad_rows_in_log": (
        Text("rows of the imported log could not be read", "导入的发布记录中有无法识别的行"),
        Text("an import of the corrected log", "按导入提示改正后重新导入"),
    ),
    "empty": (
        Text("the source showed no post at all", "数据来源未返回任何内容"),
        Text("a working source, or an import of its publishing log", "检查数据来源, 或导入发布记录"),
    ),
    "not_found": (
        Text("the platform knows no such account, the register says it runs", "平台上未找到该账号, 备案显示仍在运行"),
        Text("a person confirms: closed, renamed, or lost", "人工核实账号是否注销、更名或停用"),
    ),
}  # fmt: skip
_LOGIN = ("the source asks for a login", "数据来源要求登录")
_ENTITIES = ("the source declares XML entities and was not read", "数据来源含实体声明, 为安全起见未读取")
#: The same for what a source answers: why; all of them need a working source.
_ANSWERS = {
    "login_wall": _LOGIN,
    "not_a_feed": ("the source's answer is no feed", "数据来源返回的不是 RSS/Atom/JSON Feed"),
    "not_json": ("the platform's answer is no JSON", "平台返回的内容无法识别"),
    "no_cards": ("the platform's answer holds no timeline", "平台返回的内容中没有时间线"),
    "no_profile": ("the platform's answer holds no profile", "平台返回的内容中没有账号资料"),
    "no_items": ("the platform's answer holds no list", "平台返回的内容中没有发布列表"),
    "no_token": ("no access token was given", "未取得接口调用凭据"),
    "declares_entities": _ENTITIES,
    "too_costly": ("the source's markup goes past what is read", "数据来源的结构过于复杂, 未予解析"),
    "source_reports_error": ("the feed's maker reports that it failed", "数据来源自报抓取失败"),
    "platform_left_alone": ("the platform refused several times and is left alone for a while", "平台多次拒绝访问, 暂停读取"),
    "not_modified": ("the server called unchanged what we do not have", "服务器称未变化, 但本系统没有留存内容"),
}  # fmt: skip
#: WeChat's codes that a centre meets.
_CODES = {
    "40001": ("invalid secret or token", "密钥或凭据无效", "核对 AppSecret 或凭据"),
    "40013": ("invalid appid", "AppID 无效", "核对 AppID"),
    "40125": ("invalid secret", "AppSecret 无效", "核对 AppSecret"),
    "40014": ("invalid token", "凭据无效", "更新凭据"),
    "42001": ("the token has run out", "凭据已过期", "更新凭据"),
    "40164": ("our address is not on the account's list", "本机地址不在公众号 IP 白名单内", "将本机出口地址加入白名单"),
    "45009": ("the day's quota is used up", "接口当日调用次数已用完", "次日自动重试"),
    "45011": ("asked too often", "接口调用过于频繁", "稍后自动重试"),
    "48001": ("the account has no right to this interface", "该公众号没有此接口权限 (通常为未认证)", "改为导入发布记录"),
    "50001": ("the account has no right to this interface", "该公众号没有此接口权限", "改为导入发布记录"),
}  # fmt: skip


def explain(code: str, clause: Clause) -> tuple[Text, Text]:
    """Why, and what would prove it. A code that nobody knows is said as it is."""
    word, _, rest = code.partition(":")
    word = "post_without_day" if word.endswith("_posts_without_day") else word
    if word in BLOCKERS:
        why, needs = BLOCKERS[word]
        lasts = clause.own["read_lasts_days"]
        days = in_english(lasts.allowed, lasts.unit)
        return Text(why.en.replace("{en}", days), why.zh.replace("{zh}", allowed(lasts))), needs
    if word in _ANSWERS:
        en, zh = _ANSWERS[word]
        return Text(en, zh), _ALLOWED if word in ("login_wall", "platform_left_alone") else _SOURCE
    if word == "secret_missing":
        return (
            Text(f"the environment variable {rest} is not set", f"环境变量 {rest} 未设置"),
            Text(f"set {rest} where the monitor runs", f"在运行环境中设置 {rest} 后重新读取"),
        )
    if word.startswith("errcode_"):
        number = word.removeprefix("errcode_")
        en, zh, todo = _CODES.get(
            number, ("the platform answered with an error", "平台返回错误", "查阅平台错误码, 或导入发布记录")
        )
        return Text(f"{en} ({number})", f"{zh} (错误码 {number})"), Text("a working source", todo)
    if word in set(Reason):
        status = f" (HTTP {rest})" if rest else ""
        zh = f"数据来源未能打开: {label('reason', word)}{status}"
        needs = _ALLOWED if word.startswith("blocked") else _SOURCE
        return Text(f"its source could not be opened: {code}", zh), needs
    return Text(f"its posts could not be read: {code}", f"未能读取发布记录: {code}"), _SOURCE
