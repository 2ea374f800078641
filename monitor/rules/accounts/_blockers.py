"""Why the silence of an account is not proved, and what would prove it: each code in people's words."""

from monitor.domain.reach import Reason
from monitor.domain.sentence import Label, Text
from monitor.domain.verdict import Clause
from monitor.rules._sentences import allowed

_SOURCE = Text("blocker.needs_source")
_ALLOWED = Text("blocker.needs_leave")
_OTHER_ACCOUNTS = Text("blocker.needs_import")

#: Blockers that say how long a reading lasts, by the clause.
_LASTING = ("blocker.not_read_recently", "blocker.canary_not_read")
BLOCKERS: dict[str, tuple[Text, Text]] = {
    "never_read": (Text("blocker.never_read"), Text("blocker.needs_first_source")),
    "not_read_recently": (Text("blocker.not_read_recently"), Text("blocker.needs_new_reading")),
    "not_complete": (Text("blocker.not_complete"), Text("blocker.needs_whole")),
    "pinned_only": (Text("blocker.pinned_only"), Text("blocker.needs_posts_below")),
    "post_without_day": (Text("blocker.post_without_day"), Text("blocker.needs_days")),
    "canary_silent": (Text("blocker.canary_silent"), Text("blocker.needs_platform")),
    "canary_not_read": (Text("blocker.canary_not_read"), Text("blocker.needs_canary")),
    "cut_short": (Text("blocker.cut_short"), Text("blocker.needs_reading")),
    "bad_rows_in_log": (Text("blocker.bad_rows_in_log"), Text("blocker.needs_corrected_log")),
    "empty": (Text("blocker.empty"), _SOURCE),
    "not_found": (Text("blocker.not_found"), Text("blocker.needs_life")),
}
#: The same for what a source answers: why; all of them need a working source.
_ANSWERS = {
    "login_wall": Text("blocker.login_wall"),
    "not_a_feed": Text("blocker.not_a_feed"),
    "not_json": Text("blocker.not_json"),
    "no_cards": Text("blocker.no_cards"),
    "no_profile": Text("blocker.no_profile"),
    "no_items": Text("blocker.no_items"),
    "no_token": Text("blocker.no_token"),
    "declares_entities": Text("blocker.declares_entities"),
    "too_costly": Text("blocker.too_costly"),
    "source_reports_error": Text("blocker.source_reports_error"),
    "platform_left_alone": Text("blocker.platform_left_alone"),
    "not_modified": Text("blocker.not_modified"),
}
#: WeChat's codes that a centre meets.
_CODES = {
    "40001": (Text("blocker.bad_secret_or_token"), Text("blocker.needs_secret_or_token")),
    "40013": (Text("blocker.bad_appid"), Text("blocker.needs_appid")),
    "40125": (Text("blocker.bad_secret"), Text("blocker.needs_secret")),
    "40014": (Text("blocker.bad_token"), Text("blocker.needs_token")),
    "42001": (Text("blocker.token_over"), Text("blocker.needs_token")),
    "40164": (Text("blocker.address_not_listed"), Text("blocker.needs_listing")),
    "45009": (Text("blocker.quota_used_up"), Text("blocker.needs_tomorrow")),
    "45011": (Text("blocker.too_often"), Text("blocker.needs_patience")),
    "48001": (Text("blocker.no_right_unverified"), _OTHER_ACCOUNTS),
    "50001": (Text("blocker.no_right"), _OTHER_ACCOUNTS),
}
_OTHER_CODE = (Text("blocker.platform_error"), Text("blocker.needs_look_up"))


def explain(code: str, clause: Clause) -> tuple[Text, Text]:
    """Why, and what would prove it. A code that nobody knows is said as it is."""
    word, _, rest = code.partition(":")
    if word in BLOCKERS:
        why, needs = BLOCKERS[word]
        if why.code in _LASTING:
            return Text(why.code, {"days": allowed(clause.own["read_lasts_days"])}), needs
        return why, needs
    if word in _ANSWERS:
        return _ANSWERS[word], _ALLOWED if word in ("login_wall", "platform_left_alone") else _SOURCE
    if word == "secret_missing":
        return Text("blocker.secret_missing", {"name": rest}), Text("blocker.needs_variable", {"name": rest})
    if word.startswith("errcode_"):
        number = word.removeprefix("errcode_")
        why, needs = _CODES.get(number, _OTHER_CODE)
        return Text("blocker.with_number", {"why": why, "number": number}), needs
    if word in set(Reason):
        status = Text("blocker.status", {"status": rest}) if rest else None
        needs = _ALLOWED if word.startswith("blocked") else _SOURCE
        return Text("blocker.not_opened", {"reason": Label("reason", word), "status": status}), needs
    return Text("blocker.other", {"reason": Label("reason", code)}), _SOURCE
