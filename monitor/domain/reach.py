"""Why a page could not be opened: the closed list of reasons, and whether each counts against the site."""

from enum import StrEnum


class Reach(StrEnum):
    """How a visit ended. Only the first two count in a rule."""

    OPENED = "opened"
    NOT_OPENED = "not_opened"  #: the site's doing
    NOT_MEASURED = "not_measured"  #: ours, or nobody's: offline, blocked, maintenance, missed, bug


class Reason(StrEnum):
    """Closed list. The value is what is stored and fed; `COUNTS_AS` says for whom it counts."""

    OK = "ok"
    NAME_NOT_FOUND = "name_not_found"
    DNS_TIMEOUT = "timeout_dns"
    REFUSED = "refused"
    RESET = "reset"
    NO_ROUTE = "no_route"
    CONNECT_TIMEOUT = "timeout_connect"
    TLS_TIMEOUT = "timeout_tls"
    HEADER_TIMEOUT = "timeout_first_byte"
    BODY_TIMEOUT = "timeout_body"
    TLS_FAILED = "tls_failed"
    TLS_GM_ONLY = "tls_gm_only"
    HTTP_STATUS = "http_status"
    BAD_RESPONSE = "bad_response"
    EMPTY = "empty"
    STUB = "stub"
    SCRIPT_ONLY = "script_only"
    TRUNCATED = "truncated"
    TOO_LARGE = "too_large"
    NOT_A_PAGE = "not_a_page"
    WRONG_SITE = "wrong_site"
    HOST_LEFT = "host_left"
    REDIRECT_LOOP = "redirect_loop"
    FORBIDDEN_ADDRESS = "forbidden_address"
    BLOCKED_SCRIPT = "blocked_script"
    BLOCKED_PAGE = "blocked_page"
    BLOCKED_CAPTCHA = "blocked_captcha"
    BLOCKED_RATE = "blocked_rate"
    OFFLINE = "offline"
    MAINTENANCE = "maintenance"
    MISSED = "missed"
    BUG = "bug"
    TOO_COSTLY = "too_costly"
    READER_BROKE = "reader_broke"
    NIGHT_BUDGET = "night_budget"


_SITE, _OURS = Reach.NOT_OPENED, Reach.NOT_MEASURED

#: What each reason means for the site: only `not_opened` counts against it. Names and remedies stand in `monitor/wording`.
COUNTS_AS: dict[Reason, Reach] = {
    Reason.OK: Reach.OPENED,
    Reason.NAME_NOT_FOUND: _SITE,
    Reason.DNS_TIMEOUT: _SITE,
    Reason.REFUSED: _SITE,
    Reason.RESET: _SITE,
    Reason.NO_ROUTE: _SITE,
    Reason.CONNECT_TIMEOUT: _SITE,
    Reason.TLS_TIMEOUT: _SITE,
    Reason.HEADER_TIMEOUT: _SITE,
    Reason.BODY_TIMEOUT: _SITE,
    Reason.TLS_FAILED: _SITE,
    Reason.TLS_GM_ONLY: _OURS,
    Reason.HTTP_STATUS: _SITE,
    Reason.BAD_RESPONSE: _SITE,
    Reason.EMPTY: _SITE,
    Reason.STUB: _SITE,
    Reason.SCRIPT_ONLY: _OURS,
    Reason.TRUNCATED: _SITE,
    Reason.TOO_LARGE: _OURS,
    Reason.NOT_A_PAGE: _SITE,
    Reason.WRONG_SITE: _SITE,
    Reason.HOST_LEFT: _SITE,
    Reason.REDIRECT_LOOP: _SITE,
    Reason.FORBIDDEN_ADDRESS: _OURS,
    Reason.BLOCKED_SCRIPT: _OURS,
    Reason.BLOCKED_PAGE: _OURS,
    Reason.BLOCKED_CAPTCHA: _OURS,
    Reason.BLOCKED_RATE: _OURS,
    Reason.OFFLINE: _OURS,
    Reason.MAINTENANCE: _OURS,
    Reason.MISSED: _OURS,
    Reason.BUG: _OURS,
    Reason.TOO_COSTLY: _OURS,
    Reason.READER_BROKE: _OURS,
    Reason.NIGHT_BUDGET: _OURS,
}


class Stranger(StrEnum):
    """
    Closed list of what stands in a homepage's place (非本网站首页的页面). Stored as a remark of the visit.

    A page of these kinds answers 200 and is nobody's homepage, so the visit is `wrong_site`. With an error status
    the status is the reason, and the kind a remark beside it.
    """

    SERVER_DEFAULT = "server_default"
    UNFILED = "unfiled"
    SUSPENDED = "suspended"
    PARKED = "parked"
    MAINTENANCE = "under_maintenance"
    MOVED = "moved_notice"
    NOT_FOUND = "not_found_page"
    PROGRAM_ERROR = "program_error"
    DIRECTORY = "directory_listing"
    ADMIN_PANEL = "admin_panel"
    NO_ROUTE = "no_route"


#: Remark of an opened visit to a site without `title_mark`: nothing proved whose page it was.
NO_TITLE_MARK = "no_title_mark"


def reach_of(reason: Reason) -> Reach:
    """The reach that goes with *reason*."""
    return COUNTS_AS[reason]


def is_blocked(reason: str) -> bool:
    """Whether a firewall or challenge stood in the way: neither good nor failed."""
    return reason.startswith("blocked") or reason == Reason.TLS_GM_ONLY
