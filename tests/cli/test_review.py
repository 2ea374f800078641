"""What people decide at the terminal, and how it is acknowledged."""

from tests.every import every
from tests.operator_desk import Cli

SITE = """
[[site]]
id = "a"
name = "甲"
url = "http://a.test/"
[[site.column]]
id = "yw"
name = "要闻"
url = "http://a.test/yw/"
kind = "news"
[[site.board]]
id = "xx"
name = "领导信箱"
url = "http://a.test/xx/"
"""


def hand_in_a_letter(cli: Cli) -> None:
    """Letter 2018 of the board xx, by an export."""
    row = {"observation": "message", "site": "a", "board": "xx", "at": "2026-11-19", "id": "2018", "submitted": "2026-11-01"}  # fmt: skip
    assert cli.run("import", cli.write("letters.jsonl", [row])).exit_code == 0


@every(
    ("words", "said"),
    [
        ("sign a safety_wording --outcome pass", "已记录：签字 a safety_wording，合格\n"),
        (
            "sign a site_unreachable --outcome pass --from 2026-07-01 --until 2026-09-30",
            "已记录：签字 a site_unreachable，合格\n",
        ),
        ("confirm a yw --outcome blank", "已记录：确认栏目 a yw，空白\n"),
        ("complete a", "已记录：确认栏目清单 a columns_complete\n"),
        ("revoke a columns_complete", "已记录：撤回 a columns_complete\n"),
        ("exclude a xx/2018", "已记录：剔除留言 a xx/2018\n"),
    ],
)
def test_what_was_decided_is_said_back(cli: Cli, words: str, said: str) -> None:
    cli.configure(SITE)
    hand_in_a_letter(cli)
    assert cli.run("review", *words.split(), "--reason", "已核对").output == said


@every(
    ("words", "told"),
    [
        ("sign a safety_wording --outcome pass --until 2026-09-30", "it would speak of no day"),
        ("sign a safety_wording --outcome pass --until 2026-09-30", "when it begins without --from"),
        ("confirm a yw --outcome blank --from 2026-09-01 --until 2026-08-31", "it would speak of no day"),
        ("exclude a 2018", "write BOARD/NUMBER as the verdict does; its boards: xx"),
        ("exclude a xx/", "no such message of 'a': 'xx/'"),
        ("exclude a yy/2018", "no such message of 'a': 'yy/2018'"),
        ("exclude a xx/2O18", "ever showed a message 'xx/2O18'; close to it: xx/2018"),
        ("exclude a xx/77-b", "ever showed a message 'xx/77-b'; write its number as the verdict does"),
        ("revoke a yw", "nothing was signed, confirmed or excluded on 'yw' of 'a'"),
    ],
)
def test_what_would_lie_unread_is_refused(cli: Cli, words: str, told: str) -> None:
    cli.configure(SITE)
    hand_in_a_letter(cli)
    refused = cli.run("review", *words.split(), "--reason", "已核对")
    assert (refused.exit_code, told in refused.output) == (2, True), refused.output


def test_the_table_names_the_command_by_which_people_sign(cli: Cli) -> None:
    cli.configure(SITE)
    told = "".join(cli.run("judge").output.split())
    assert "monitorreviewsignasafety_wording--outcome…--reason…" in told
