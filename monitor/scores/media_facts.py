"""Facts on new media (政务新媒体): in which forms an account posts, and what its service menus offer."""

from collections import Counter
from collections.abc import Iterable

from monitor.domain.content import Post
from monitor.domain.sentence import Label
from monitor.domain.verdict import Text
from monitor.scores.period import IndicatorFact, OwnerScope, not_looked, not_theirs

#: What sources call the kinds of posts, by the form that the rows speak of.
FORMS = {
    "video": ("video", "live", "视频", "短视频", "直播"),
    "picture": ("image", "photo", "picture", "图片", "图文", "图解", "gallery"),
    "audio": ("audio", "voice", "音频", "语音"),
    "h5": ("h5", "interactive", "小程序"),
}
#: What titles say of a form where the kind tells none.
TITLES = {
    "video": ("视频", "直播", "vlog"),
    "picture": ("一图读懂", "图解", "海报", "长图"),
    "audio": ("音频",),
    "h5": ("h5",),
}


def form_of(post: Post) -> str:
    """The form of *post*: video, picture, audio, h5, text, or "" where neither kind nor title tells."""
    kind, title = post.kind.lower(), post.title.lower()
    for form, names in FORMS.items():
        if kind in names:
            return form
    for form, words in TITLES.items():
        if any(word in title for word in words):
            return form
    return "text" if kind in ("text", "article", "文字", "文章") else ""


def post_forms(scope: OwnerScope) -> IndicatorFact:
    kind, name = "post_forms", "新媒体更新形式"
    if not scope.owner.accounts:
        return not_theirs(kind, name, Text("fact.no_account"))
    posts = [post for one in scope.owner.accounts for post in scope.period.posts.get(one.id, ())]
    seen = tuple(id for one in scope.owner.accounts for id in scope.period.sightings.get(one.id, ()))
    if not posts:
        return not_looked(kind, name, Text("fact.no_posts"), Text("fact.needs_posts"), evidence=seen)
    counts = _counted(posts)
    rich = sum(counts[form] for form in FORMS)
    return IndicatorFact(
        kind=kind, name=name, outcome=None,
        reason=Text(
            "fact.post_forms",
            {
                "n": len(posts), "rich": rich, "untold": counts[""],
                "forms": tuple(Text("fact.of_form", {"form": Label("post_form", one), "n": counts[one]}) for one in FORMS if counts[one]),
            },
        ),
        needs=Text("fact.needs_forms_person"),
        measured={"posts": len(posts), "post_forms": {**{one: counts[one] for one in FORMS}, "text": counts["text"]}, "untold": counts[""]},
        evidence=seen,
    )  # fmt: skip


def _counted(posts: Iterable[Post]) -> Counter[str]:
    return Counter(form_of(one) for one in posts)
