"""In which forms accounts post: told by the source's kind, else by the title, else not told."""

import pytest

from monitor.domain.content import Post
from monitor.domain.verdict import Outcome
from monitor.scores.facts import facts_of
from monitor.scores.media_facts import form_of
from monitor.scores.period import IndicatorFact, Period
from monitor.wording.say import for_unit
from tests.scores.units import END, PORTAL, QUARTER, WEIBO, owner, watch


@pytest.mark.parametrize(
    ("post", "form"),
    [
        (Post(kind="video"), "video"), (Post(kind="image"), "picture"), (Post(kind="text", title="一图读懂新政策"), "picture"),
        (Post(kind="article", title="工作动态"), "text"), (Post(title="工作动态"), ""), (Post(kind="h5"), "h5"),
    ],
)  # fmt: skip
def test_a_posts_form_is_told_by_its_kind_or_its_title(post: Post, form: str) -> None:
    assert form_of(post) == form


def told(posts: tuple[Post, ...], by: str = "office") -> IndicatorFact:
    seen = watch(sites=(PORTAL,), accounts=(WEIBO,))
    period = Period(watch=seen, quarter=QUARTER, as_of=END, posts={"weibo": posts})
    return facts_of(period, owner(seen, by), "post_forms", minimum=None, by_unit=False)


def test_forms_are_counted_and_no_post_is_no_fault() -> None:
    found = told((Post(kind="video"), Post(kind="video"), Post(kind="text", title="甲"), Post(title="乙")))
    assert found.measured["post_forms"] == {"video": 2, "picture": 0, "audio": 0, "h5": 0, "text": 1}
    assert "其中视频2条，合计2条；形式未能确认1条" in for_unit(found.reason)
    assert (told(()).configured, told((), "town").outcome) == (False, Outcome.NOT_APPLICABLE)
