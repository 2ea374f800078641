"""Lists that only a script fills, counted on homepages."""

from probes.pages.document.markup import split_scripts, without_comments
from probes.pages.document.tree import read_tree
from probes.pages.listing.script_lists import count_script_blocks
from tests.every import every


@every(
    ("html", "blocks"),
    [
        ('<ul><li v-for="a in x">{{a.t}}</li></ul><ul><li v-for="b in y">{{b.t}}</li></ul>', 2),
        ("<p>{{el.title}}</p>", 1),
        ('<script type="text/html"><li><a></a></li></script>', 1),
        ('<ul id="newslist"></ul><script>fill("newslist")</script>', 1),
        ('<ul id="newslist"></ul>', 0),
        ('<div id="weather_info"></div><script>weather("weather_info")</script>', 0),
        ('<ul class="lbt-list"></ul><script>$(".lbt-list").x()</script>', 0),
        ("<script>let a = `${x.y}`;</script>", 0),
        ("<input placeholder='{{keyword}}'>", 0),
        ("<!-- {{el.title}} -->", 0),
    ],
    ids=[
        "two loops",
        "a field",
        "row template",
        "named container",
        "nobody names it",
        "weather",
        "picture box",
        "script's own template",
        "search word",
        "comment",
    ],
)
def test_only_lists_count(html: str, blocks: int) -> None:
    html = without_comments(html)
    assert count_script_blocks(split_scripts(html), read_tree(html)) == blocks
