"""`monitor materials`: assigned, handed in with a file, shown on the sheet, taken back; what cannot be used is said."""

import json
from hashlib import sha256

from tests.operator_desk import Cli

UNIT = '[[unit]]\nid = "bureau"\nname = "示例区民政局"\n[[site]]\nid = "s"\nname = "示例区民政局"\nurl = "http://a.gov.cn/"\nunit = "bureau"\nedition = "xiamen-2023"\n'


def test_a_material_goes_from_assignment_to_sheet_and_back(cli: Cli) -> None:
    cli.configure(UNIT)
    file = cli.folder / "总结.docx"
    file.write_bytes(b"content")
    said = cli.run("materials", "assign", "bureau", "X23-17", "--due", "2026-11-19", "--person", "张某")
    assert "已登记：unit:bureau X23-17（2026Q4）" in said.output
    assert "逾期未提交" in cli.run("materials", "list").output
    filed = cli.run("materials", "file", "bureau", "X23-17", "--file", str(file), "--signer", "李某")
    assert filed.exit_code == 0, filed.output
    [line] = [json.loads(one) for one in cli.run("materials", "list", "--json").output.splitlines()]
    assert (line["state"], line["signer"], line["sha256"]) == (
        "filed_late",
        "李某",
        sha256(b"content").hexdigest(),
    )
    feed = cli.run("scores", "--quarter", "2026Q4", "--out", str(cli.folder / "out"))
    assert feed.exit_code in (0, 1), feed.output
    assert "已撤回" in cli.run("materials", "revoke", str(line["number"]), "--note", "误传").output
    assert "逾期未提交" in cli.run("materials", "list").output
    assert cli.run("materials", "revoke", str(line["number"]), "--note", "误传").exit_code == 2


def test_what_cannot_be_used_is_said(cli: Cli) -> None:
    cli.configure(UNIT)
    for words, why in (
        (
            ("assign", "nobody", "X23-17", "--due", "2026-12-01", "--person", "张某"),
            "no unit, site or account",
        ),
        (("assign", "bureau", "X99", "--due", "2026-12-01", "--person", "张某"), "is no row"),
        (("assign", "bureau", "X23-17", "--due", "12月1日", "--person", "张某"), "is no day"),
        (("file", "bureau", "X23-17", "--signer", "李某"), "hand in a file"),
        (("file", "bureau", "X23-17", "--signer", " ", "--note", "x"), "say who signed"),
        (("revoke", "7", "--note", "误传"), "is no entry"),
    ):
        done = cli.run("materials", *words)
        assert (done.exit_code, why in done.output) == (2, True), done.output
