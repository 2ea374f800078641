"""`monitor setup`: from an empty machine to a login page."""

import tomllib

import pytest

from monitor.cli.setup import MAIL_PASSWORD
from tests.operator_desk import Cli

ALL = (
    "--centre", "示例区大数据中心", "--site", "http://www.example.gov.cn/", "--site-name", "示例区人民政府", "--unit", "区政府办",
    "--no-ask", "--no-serve",
)  # fmt: skip


def test_options_alone_lead_to_a_configuration_a_database_and_somebody_who_may_log_in(cli: Cli) -> None:
    there = cli.folder / "here"
    done = cli.bare("setup", str(there), *ALL, env={"MONITOR_PASSWORD": None})
    assert done.exit_code == 0, done.output
    assert "初始密码：" in done.output
    assert "http://127.0.0.1:8080/login" in done.output
    plain = tomllib.loads((there / "sites.toml").read_text("utf-8"))
    assert plain["site"][0]["url"] == "http://www.example.gov.cn/"
    listed = cli.bare(
        "person", "list", "--config", str(there / "sites.toml"), "--db", str(there / "data/monitor.db")
    )
    assert listed.output.split()[:2] == ["admin", "centre"]


def test_a_second_run_asks_nothing_again_and_changes_nothing(cli: Cli) -> None:
    there = cli.folder / "here"
    cli.bare("setup", str(there), *ALL)
    before = {one: one.read_bytes() for one in there.rglob("*") if one.is_file() and "data" not in one.parts}
    done = cli.bare("setup", str(there), "--no-ask")
    assert done.exit_code == 0, done.output
    assert "已有可登录的人员" in done.output
    assert {one: one.read_bytes() for one in before} == before


def test_what_no_option_says_is_asked_and_a_bad_answer_is_asked_again(cli: Cli) -> None:
    typed = "\n".join(
        [
            "示例区大数据中心",
            "",
            "www.example.gov.cn",
            "http://www.example.gov.cn/",
            "",
            "",
            "",
            "",
            "",
            "wang",
            "",
        ]
    )
    done = cli.bare(
        "setup", str(cli.folder / "here"), "--ask", "--no-serve", env={"MONITOR_PASSWORD": "a good long password"}, typed=typed
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "“www.example.gov.cn”不能使用，应为网址" in done.output
    assert "wang可以登录" in done.output
    assert "a good long password" not in done.output


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--no-ask",), "缺少--centre"),
        ((*ALL, "--edition", "fuzhou-2020"), "--edition：“fuzhou-2020”不能使用，应为下列之一：national-2019"),
        ((*ALL, "--email", "zx"), "--email：“zx”不能使用，应为邮箱地址"),
        ((*ALL, "--https-host", "https://a.cn"), "不含 http:// 和端口"),
        ((*ALL, "--mail-host", "smtp.example.gov.cn"), "--mail-host needs --email"),
        ((*ALL, "--db", "other.db"), "SQLite 数据库放在 --data"),
        ((*ALL, "--db", "postgresql://u:p@h/d"), "地址中不写密码"),
        (
            (*ALL, "--email", "zx@example.gov.cn", "--mail-host", "smtp.example.gov.cn", "--mail-user", "m"),
            MAIL_PASSWORD,
        ),
    ],
)
def test_a_bad_option_is_named_and_nothing_is_written(cli: Cli, options: tuple[str, ...], words: str) -> None:
    there = cli.folder / "here"
    done = cli.bare("setup", str(there), *options, env={MAIL_PASSWORD: None})
    assert done.exit_code == 2
    assert words in done.output
    assert not there.exists()


def test_a_mail_server_that_does_not_answer_is_told_and_the_rest_stands(cli: Cli) -> None:
    there = cli.folder / "here"
    mail = (
        "--email",
        "zx@example.gov.cn",
        "--mail-host",
        "127.0.0.1",
        "--mail-port",
        "1",
        "--mail-security",
        "none",
    )
    done = cli.bare("setup", str(there), *ALL, *mail)
    assert done.exit_code == 1
    assert "测试邮件没有发出" in done.output
    assert (there / "data/monitor.db").exists()


def test_containers_are_left_to_make_their_own_database(cli: Cli) -> None:
    there = cli.folder / "here"
    done = cli.bare("setup", str(there), *ALL, "--run-by", "compose")
    assert done.exit_code == 0, done.output
    assert not (there / "data").exists()
    assert "here/monitor person add 登录名 --role centre" in done.output


def test_a_postgresql_database_gets_its_tables_and_the_first_person(cli: Cli, postgres_url: str) -> None:
    there = cli.folder / "here"
    done = cli.bare("setup", str(there), *ALL, "--db", postgres_url)
    assert done.exit_code == 0, done.output
    assert f"MONITOR_DATABASE_URL={postgres_url}" in (there / "gov-monitor.env").read_text("utf-8")
    listed = cli.bare("person", "list", "--config", str(there / "sites.toml"), "--db", postgres_url)
    assert listed.output.split()[:2] == ["admin", "centre"]
    assert "已有可登录的人员" in cli.bare("setup", str(there), "--no-ask").output
    assert not (there / "data/monitor.db").exists()
