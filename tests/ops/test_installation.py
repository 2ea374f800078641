"""The files of an installation: every path is this installation's, no secret stands where everybody reads."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.ops.installation import Answers, MailAnswers, RunBy, SiteAnswers, files_of, next_steps, shipped

MAIL = MailAnswers(host="smtp.example.gov.cn", sender="m@example.gov.cn", user="m", password="s3cret-of-mail")
ANSWERS = Answers(
    folder=Path("/etc/watch"),
    data=Path("/srv/watch"),
    centre='示例"区"大数据中心',
    edition="fuzhou-2021",
    run_by=RunBy.SYSTEMD,
    program=Path("/opt/watch/bin/monitor"),
    user="watch",
    email="zx@example.gov.cn",
    https_host="monitor.example.gov.cn",
    site=SiteAnswers(url="http://www.example.gov.cn/", name="示例区人民政府", unit="区政府办"),
    mail=MAIL,
)


def test_services_name_the_paths_and_the_user_of_this_installation() -> None:
    files = files_of(ANSWERS, shipped())
    for name in ("gov-monitor.service", "gov-monitor-web.service", "gov-monitor-backup.service"):
        text = files[f"systemd/{name}"].text
        lines = [one for one in text.splitlines() if not one.startswith("#")]
        assert "User=watch" in lines
        assert "WorkingDirectory=/srv/watch" in lines
        assert "Environment=MONITOR_CONFIG=/etc/watch/sites.toml" in lines
        assert "Environment=MONITOR_DATABASE_URL=sqlite+aiosqlite:////srv/watch/monitor.db" in lines
        assert not [one for one in lines if "/opt/gov-monitor" in one or "/etc/gov-monitor" in one], name
    assert "ReadWritePaths=/srv/watch" in files["systemd/gov-monitor.service"].text


def test_a_postgresql_database_is_what_every_command_and_the_backup_use() -> None:
    url = "postgresql+psycopg://watch@db/watch"
    files = files_of(
        replace(ANSWERS, postgresql=url, postgresql_password="s3cret-of-db", dump="pg_dump --file=/p a%20b"), shipped()
    )  # fmt: skip
    assert [name for name, one in files.items() if "sqlite" in one.text] == []
    assert [name for name, one in files.items() if "s3cret-of-db" in one.text] == ["gov-monitor.env"]
    assert f"MONITOR_DATABASE_URL={url}\n" in files["gov-monitor.env"].text
    backup = files["systemd/gov-monitor-backup.service"].text
    dump, evidence = (
        backup.index("ExecStart=/usr/bin/env pg_dump --file=/p a%%20b"),
        backup.index("db backup --evidence"),
    )
    assert dump < evidence
    assert "monitor-*.dump" in backup


def test_what_the_secret_file_says_of_the_database_holds_for_commands_by_hand_too() -> None:
    """As in the services, whose EnvironmentFile comes after their Environment."""
    text = files_of(ANSWERS, shipped())["monitor"].text
    assert text.index("export MONITOR_DATABASE_URL=") < text.index("gov-monitor.env ]")


def test_homes_are_opened_for_reading_only_where_the_installation_lies_in_one() -> None:
    def service(answers: Answers) -> str:
        return files_of(answers, shipped())["systemd/gov-monitor.service"].text

    assert "ProtectHome=yes" in service(ANSWERS)
    assert "ProtectHome=read-only" in service(replace(ANSWERS, program=Path("/home/wang/bin/monitor")))


@pytest.mark.parametrize("run_by", RunBy)
def test_secrets_stand_only_in_the_file_that_nobody_else_reads(run_by: RunBy) -> None:
    files = files_of(replace(ANSWERS, run_by=run_by), shipped())
    assert MAIL.password is not None
    assert [name for name, one in files.items() if MAIL.password in one.text] == ["gov-monitor.env"]
    assert files["gov-monitor.env"].mode == 0o600
    assert MAIL.password not in repr(ANSWERS)


def test_containers_get_a_password_of_their_own_and_see_no_secret_file() -> None:
    files = files_of(replace(ANSWERS, run_by=RunBy.COMPOSE), shipped())
    again = files_of(replace(ANSWERS, run_by=RunBy.COMPOSE), shipped())
    assert files["gov-monitor.env"].text != again["gov-monitor.env"].text
    compose = files["docker-compose.yml"].text
    assert "- /etc/watch/config:/etc/gov-monitor:ro" in compose
    assert "env_file: /etc/watch/gov-monitor.env" in compose
    assert "deploy/gov-monitor.env" not in compose
    assert "config/sites.toml" in files


def test_the_backup_runs_each_night_between_pruning_and_judging() -> None:
    timer = files_of(ANSWERS, shipped())["systemd/gov-monitor-backup.timer"].text
    assert "OnCalendar=*-*-* 05:30:00 Asia/Shanghai" in timer
    assert "Persistent=true" in timer


def test_without_a_name_for_browsers_there_is_no_proxy_to_set_up() -> None:
    bare = replace(ANSWERS, https_host=None)
    assert not [name for name in files_of(bare, shipped()) if name.startswith("https/")]
    assert bare.login_page == "http://127.0.0.1:8080/login"
    assert not [one for one in next_steps(bare) if "nginx" in one]


@pytest.mark.parametrize("run_by", RunBy)
def test_one_script_runs_every_command_with_the_settings_of_this_installation(run_by: RunBy) -> None:
    wrapper = files_of(replace(ANSWERS, run_by=run_by), shipped())["monitor"]
    assert wrapper.mode == 0o755
    assert ("sudo -u watch" in wrapper.text) is (run_by is RunBy.SYSTEMD)
    assert ('daemon monitor "$@"' in wrapper.text) is (run_by is RunBy.COMPOSE)
    assert ("export MONITOR_CONFIG=/etc/watch/sites.toml" in wrapper.text) is (run_by is not RunBy.COMPOSE)
    assert [one for one in next_steps(replace(ANSWERS, run_by=run_by)) if "/etc/watch/monitor status" in one]


def test_the_script_hands_on_secrets_as_they_stand_in_their_file(tmp_path: Path) -> None:
    folder = tmp_path / "with blank"
    folder.mkdir()
    told = tmp_path / "tell"
    told.write_text('#!/bin/sh\nprintf "%s|%s|%s" "$MONITOR_MAIL_PASSWORD" "$MONITOR_CONFIG" "$1"\n', "utf-8")
    told.chmod(0o755)
    answers = replace(
        ANSWERS, folder=folder, run_by=RunBy.HAND, program=told, mail=replace(MAIL, password='a=$b`c"d')
    )  # fmt: skip
    for name in ("monitor", "gov-monitor.env"):
        (folder / name).write_text(files_of(answers, shipped())[name].text, "utf-8")
    done = subprocess.run(["/bin/sh", folder / "monitor", "a b"], capture_output=True, text=True, check=True)
    assert done.stdout == f'a=$b`c"d|{folder}/sites.toml|a b'
