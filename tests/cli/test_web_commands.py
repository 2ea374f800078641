"""People, tokens, the log and the web server, as the operator runs them."""

import json
import re

import pytest
from typer.testing import Result

from monitor.cli.web import is_loopback
from tests.cli.test_commands import Desk, desk

__all__ = ["desk"]

PASSWORD = {"MONITOR_PASSWORD": "ten letters or more"}


def run(desk: Desk, *words: str, env: dict[str, str] | None = None, typed: str | None = None) -> Result:
    return desk.run(*words, env={"MONITOR_PASSWORD": None, **(env or {})}, typed=typed)


def test_a_person_is_added_listed_and_shut_out(desk: Desk) -> None:
    assert run(desk, "person", "list").output == "nobody yet: monitor person add NAME --role centre\n"
    added = run(desk, "person", "add", "林某", "--role", "unit", "--unit", "office", env=PASSWORD)
    assert (added.exit_code, added.output) == (0, "林某 may log in as unit of office\n")
    assert "active" in run(desk, "person", "list").output
    assert run(desk, "person", "disable", "林某").exit_code == 0
    assert "disabled" in run(desk, "person", "list").output
    assert run(desk, "person", "disable", "林某").exit_code == 2
    assert run(desk, "person", "enable", "林某").exit_code == 0
    assert run(desk, "person", "enable", "林某").exit_code == 2
    assert "active" in run(desk, "person", "list").output


def test_no_password_is_ever_printed_or_stored(desk: Desk) -> None:
    said = run(desk, "person", "add", "lin", "--role", "centre", env=PASSWORD).output
    said += run(desk, "person", "password", "lin", env={"MONITOR_PASSWORD": "another long one"}).output
    said += run(desk, "audit", "--json").output
    stored = b"".join(path.read_bytes() for path in desk.folder.glob("m.db*"))
    for secret in ("ten letters or more", "another long one"):
        assert secret not in said
        assert secret.encode() not in stored


@pytest.mark.parametrize(
    ("words", "password", "said"),
    [
        (["add", "lin", "--role", "boss"], PASSWORD, "expected one of centre, unit, auditor"),
        (["add", "lin", "--role", "unit"], PASSWORD, "--unit names whose things are seen"),
        (["add", "lin", "--role", "centre", "--unit", "office"], PASSWORD, "--unit names whose things are seen"),
        (["add", "lin", "--role", "unit", "--unit", "ofice"], PASSWORD, "no such unit: 'ofice'; configured: office"),
        (["add", "<b>", "--role", "centre"], PASSWORD, "NAME: found '<b>'"),
        (["add", "x" * 61, "--role", "centre"], PASSWORD, "up to 60 letters"),
        (["add", "lin", "--role", "centre"], {"MONITOR_PASSWORD": "ninechars"}, "10 to 1000 characters"),
        (["add", "lin", "--role", "centre"], {}, "environment variable MONITOR_PASSWORD"),
        (["password", "nobody"], PASSWORD, "nobody has the name 'nobody'"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)  # fmt: skip
def test_who_cannot_be_added_is_told_why(
    desk: Desk, words: list[str], password: dict[str, str], said: str
) -> None:
    done = run(desk, "person", *words, env=password)
    assert (done.exit_code, said in done.output) == (2, True), done.output


def test_a_name_is_given_once(desk: Desk) -> None:
    run(desk, "person", "add", "lin", "--role", "centre", env=PASSWORD)
    again = run(desk, "person", "add", "lin", "--role", "auditor", env=PASSWORD)
    assert (again.exit_code, "exists already" in again.output) == (2, True)


def test_a_token_is_shown_once_and_only_its_hash_is_kept(desk: Desk) -> None:
    made = run(desk, "token", "create", "评分工具", "--scope", "feed:unit:office", "--days", "30")
    assert made.exit_code == 0
    secret = made.stdout.strip()
    assert len(secret) >= 43
    listed = run(desk, "token", "list").output
    assert ("feed:unit:office" in listed, secret in listed) == (True, False)
    assert secret.encode() not in b"".join(path.read_bytes() for path in desk.folder.glob("m.db*"))
    [id] = re.findall(r"to_\w+", listed)
    assert run(desk, "token", "revoke", id).exit_code == 0
    assert "revoked" in run(desk, "token", "list").output
    assert run(desk, "token", "revoke", id).exit_code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["create", "x"], "--scope: say what it may read"),
        (["create", "x", "--scope", "feed:unit:nobody"], "expected one of feed, feed:unit:office"),
        (["create", " ", "--scope", "feed"], "NAME: expected"),
        (["revoke", "to_1"], "no token 'to_1' is in force"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_token_that_cannot_be_says_why(desk: Desk, words: list[str], said: str) -> None:
    done = run(desk, "token", *words)
    assert (done.exit_code, said in done.output) == (2, True), done.output


def test_the_log_tells_who_did_what_since_when(desk: Desk) -> None:
    run(desk, "person", "add", "lin", "--role", "centre", env=PASSWORD)
    run(desk, "token", "create", "评分工具", "--scope", "feed")
    rows = [json.loads(line) for line in run(desk, "audit", "--json").output.splitlines()]
    assert [(row["act"], row["address"]) for row in rows] == [("person_add", ""), ("token_create", "")]
    assert "person_add" in run(desk, "audit").output
    later = run(desk, "audit", "--since", "2999-01-01")
    assert (later.stdout, later.stderr) == ("", "nobody did or looked at anything since then\n")
    assert "--since: 'soon' is not a time" in run(desk, "audit", "--since", "soon").output


def test_passwords_do_not_cross_a_network_unprotected(desk: Desk) -> None:
    done = run(desk, "web", "--host", "0.0.0.0", "--port", "0")
    assert (done.exit_code, "--behind-proxy" in done.output) == (2, True)


def test_an_address_that_is_not_ours_says_what_to_do(desk: Desk) -> None:
    done = run(desk, "web", "--host", "192.0.2.1", "--behind-proxy")
    assert (done.exit_code, "cannot listen on 192.0.2.1" in done.output) == (2, True)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False), ("10.0.0.1", False), ("monitor.example", False)],
)  # fmt: skip
def test_loopback_is_what_nobody_else_reaches(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("open_fed = true", "unknown key; did you mean 'open_feed'?"),
        ('url = "monitor.example"', "http:// or https://"),
        ("requests_per_minute = 0", "requests_per_minute"),
        ("session_hours = 25", "session_hours"),
    ],
)
def test_a_mistake_in_the_web_table_is_named(desk: Desk, line: str, said: str) -> None:
    path = desk.folder / "sites.toml"
    path.write_text(path.read_text("utf-8") + f"\n[web]\n{line}\n", encoding="utf-8")
    done = run(desk, "person", "list")
    assert done.exit_code != 0
    assert said in str(done.exception) + done.output
