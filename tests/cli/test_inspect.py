"""What `monitor inspect` says of pages: one object a line, or words with what to do."""

import json
from pathlib import Path

import pytest

from tests.operator_desk import Cli


def test_inspect_prints_one_object_a_line_in_order(cli: Cli, tmp_path: Path) -> None:
    article = (
        "<title>关于开展检查的通知</title><h1>关于开展检查的通知</h1><p>发布时间:2026-11-03 09:30 来源:区政府办</p><p>"
        + "正文内容。" * 30
    )
    listing = (
        "<ul>"
        + "".join(
            f"<li><a href='/{n}.htm'>第{n}条工作信息</a><span>2026-11-{n:02d}</span></li>"
            for n in range(1, 9)
        )
        + "</ul>"
    )
    (tmp_path / "a.html").write_text(article, encoding="gb18030")
    (tmp_path / "l.html").write_text(listing, encoding="utf-8")
    names = [str(tmp_path / "a.html"), str(tmp_path / "l.html")]
    done = cli.bare("inspect", "--json", "--base", "http://a.gov.cn/", *names)
    first, second = (json.loads(line) for line in done.output.splitlines())
    assert (first["as"], first["published"], first["from"], first["encoding"]) == (
        "article",
        "2026-11-03",
        "visible",
        "gb18030",
    )
    assert first["published_at"] == "2026-11-03T09:30+08:00"
    assert (second["as"], second["newest"], len(second["items"]), second["state"]) == (
        "list",
        "2026-11-08",
        8,
        "items",
    )
    assert second["items"][0] == {
        "title": "第1条工作信息",
        "url": "http://a.gov.cn/1.htm",
        "date": "2026-11-01",
        "pinned": False,
    }


@pytest.mark.parametrize("kind", ["article", "list"])
def test_inspecting_an_empty_page_is_not_measured(cli: Cli, tmp_path: Path, kind: str) -> None:
    (tmp_path / "empty.html").write_text("")
    done = cli.bare("inspect", "--json", "--as", kind, str(tmp_path / "empty.html"))
    assert (done.exit_code, json.loads(done.output)["state"]) == (1, "unreadable")


def test_inspecting_a_list_that_stands_elsewhere_says_where_it_is_asked_for(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text('<h1>公告</h1><iframe src="in/list.html"></iframe>', "utf-8")
    done = cli.bare("inspect", "--as", "list", "--base", "http://a.gov.cn/gg/", str(tmp_path / "p.html"))
    assert "监测栏目时另取列表：http://a.gov.cn/gg/in/list.html（within_frame）" in done.stdout


def test_inspecting_what_is_no_page_says_so_and_reads_the_others(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n" + b"\x80" * 200)
    (tmp_path / "l.html").write_text(
        "<ul><li><a href='/1.htm'>第一条工作信息</a><span>2026-11-01</span></li></ul>"
    )
    names = [str(tmp_path / name) for name in ("a.pdf", "missing.html", ".", "l.html")]
    done = cli.bare("inspect", "--json", *names)
    seen = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["input"] for one in seen] == names
    assert [one["state"] for one in seen] == ["unreadable", "unreached", "unreached", "items"]
    assert seen[0]["why"] == "not_a_page: PDF"
    assert done.exit_code == 2
    assert f"{names[1]}：没有这个文件；请写出保存的网页文件" in done.stderr
    assert f"{names[2]}：是文件夹，不是文件" in done.stderr


def test_a_page_that_cannot_be_read_is_explained_with_what_to_do(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x80" * 200)
    done = cli.bare("inspect", str(tmp_path / "a.png"), "http://127.0.0.1:9/")
    assert "不是网页文件（PNG）；改用网页的网址" in done.output
    assert "服务器拒绝连接（refused）；检查网站服务是否启动" in done.output
    assert done.exit_code == 1


LETTERS = "".join(f"<li><a href='/{n}.htm'>第{n}条工作信息</a><span>2026-11-0{n}</span></li>" for n in (1, 2, 3, 4, 5))  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        ("board", f"<ul>{LETTERS}</ul>", ["这一页更像栏目列表", "2026-11-01（受理或发布日期）", "没有写明是否答复"]),
        ("guide", f"<ul>{LETTERS}</ul>", ["认出的要素标题不足三类", "缺少要素：未能认定", "没有认出要素标题"]),
        ("guide", "<h1>渡船登记办理</h1><p>申请条件：渔民</p><p>申请材料：身份证1份</p><p>办理流程：受理</p><p>花费说明：见公示</p>", ["缺少要素：设定依据、办理地点", "未能认定：收费标准（可能"]),
        ("guide", "<h1>渡船登记办理</h1>" + "".join(f"<p>{one}：某县事务</p>" for one in ("依据", "条件", "材料", "地点", "机构", "时限", "电话", "流程", "花费说明")), ["有要素可能以没有认出的标题写出，未能认定是否缺少（收费标准）", "未能认定：收费标准"]),
        ("list", "<h1>某县区情概况介绍</h1><p>" + "本县位于东部。" * 20, ["没有认出列表", "没有条目"]),
        ("article", "<h1>某县区情概况介绍</h1><p>" + "本县位于东部。" * 20, ["发布：未注明", "依据：页面完整，标题附近没有日期", "页面上没有认出日期"]),
        ("article", "<h1>通知</h1><p>发布时间：2026-11-03</p><p>" + "本县位于东部。" * 20, ["出处：可见文字"]),
        ("article", "<h1>通知</h1><p>发布时间：<script>document.write('2026-11-03')</script></p><p>" + "本县位于东部。" * 20, ["出处：脚本写出", "（脚本运行后）"]),
        ("board", "<p>共 0 条</p>", ["留言板为空"]),
        ("board", "<div id=l></div><script>$.ajax({url:'/q'})</script><p>" + "请在此查询信件。" * 9, ["留言由脚本加载"]),
        ("home", "<p>" + "欢迎访问本网站。" * 9, ["没有认出带链接的条目"]),
    ],
    ids=["list_as_board", "list_as_guide", "guide_in_part", "guide_in_doubt", "text_as_list", "undated", "visible", "script", "blank_board", "script_board", "text_as_home"],
)  # fmt: skip
def test_what_inspect_says_of_a_page_in_words(
    cli: Cli, tmp_path: Path, kind: str, body: str, said: list[str]
) -> None:
    (tmp_path / "p.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    done = cli.bare("inspect", "--as", kind, str(tmp_path / "p.html"))
    assert [one for one in said if one not in done.output] == [], done.output


#: A line of a document that somebody copies into a shell; what follows two blanks and # explains it.


def test_no_box_of_a_homepage_is_doubted_for_another_columns_name(cli: Cli, tmp_path: Path) -> None:
    box = "".join(
        f"<li><a href='/gzdt/t202611{n:02d}_{n}.htm'>区政府召开第{n}次常务会议研究工作</a><span>2026-11-{n:02d}</span></li>"
        for n in range(1, 9)
    )
    menu = "<div class=nav><a href=/>首页</a><a href=/gzdt/>政务要闻</a><a href=/tzgg/>通知公告</a></div>"
    page = f"<title>首页-示例区人民政府</title>{menu}<div><h2>政务要闻</h2><ul>{box}</ul></div>"
    (tmp_path / "h.html").write_text(page, "utf-8")
    said = ["inspect", "--json", "--base", "http://a.gov.cn/", str(tmp_path / "h.html")]
    [home] = json.loads(cli.bare(*said, "--as", "home").stdout)["considered"]
    [column] = json.loads(cli.bare(*said, "--as", "list").stdout)["considered"]
    assert (home["chosen"], home["against"], column["against"]) == (True, [], ["other_name_or_sites"])


def test_an_address_that_does_not_open_is_called_no_article(cli: Cli) -> None:
    done = cli.bare("inspect", "http://127.0.0.1:9/")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (1, "http://127.0.0.1:9/")
