"""What links tell (链接筛查): hidden ones, and other bodies' pages that turned to gambling and the like. Pure."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from monitor.domain.hosts import host_of, registered_domain
from monitor.domain.patrol import FoundCandidate, PatrolAddress, ScreenId

#: Ways of hiding that menus and tabs use too.
_COMMON = frozenset({"display", "visibility", "hidden", "noscript", "behind"})
#: So many domains that nobody knows, in what menus' ways hide, are a farm of links.
FARM = 3
#: Words of pages that no public body leads to.
BAD = re.compile(
    r"博彩|赌场|赌博|娱乐城|百家乐|时时彩|六合彩|棋牌|老虎机|体育投注|开元棋牌|彩票平台|澳门新葡京|威尼斯人|真人视讯|电子游艺|太阳城|皇冠体育|"
    r"成人视频|色情|情色|一级片|无码|约炮|裸聊|成人网站|代孕|办证刻章|代开发票|迷药|枪支出售|私服|外挂|casino|porn|gambl|betting|sexvideo|slots?\b|baccarat",
    re.IGNORECASE,
)


def hidden_links(
    page: str, links: Sequence[tuple[str, str, str, bool]], known: Sequence[str]
) -> Iterator[FoundCandidate]:
    """
    The hidden links of one *page* that lead to domains nobody vouches for, one line a domain.

    *links*: address, words, way of hiding, whether its box holds links of strangers only. *known*: domains that the
    centre vouches for. Ways that menus use need more: bad words, or a box full of strangers among whom few are vouched for,
    as in a menu of friends.
    """
    hidden = [one for one in links if one[2]]
    foreign = [one for one in hidden if not is_known(host_of(one[0]), known)]
    common = {registered_domain(host_of(one[0])) for one in foreign if one[2] in _COMMON and one[3]}
    boxed = {registered_domain(host_of(one[0])) for one in hidden if one[2] in _COMMON and one[3]}
    is_farm = len(common) >= FARM and len(boxed - common) * 3 < len(boxed)
    seen: set[str] = set()
    for address, words, way, is_alone in foreign:
        name = registered_domain(host_of(address))
        if name in seen:
            continue
        suspicious = BAD.search(words) or BAD.search(address)
        if way in _COMMON and not suspicious and not (is_alone and is_farm):
            continue
        seen.add(name)
        yield FoundCandidate(
            screen=ScreenId.HIDDEN, cause=name, page=page, sentence=words or address, detail={"way": way, "address": address[:500]}
        )  # fmt: skip


def turned(asked: str, came: str, title: str, text: str) -> str:
    """Why the page behind an outside link is one that no public body leads to; "" when nothing says so."""
    for said in (title, text[:2000]):
        found = BAD.findall(said)
        if len(set(found)) >= (1 if said is title else 3):
            return f"{found[0]}"
    moved = registered_domain(host_of(asked)) != registered_domain(host_of(came))
    return "moved" if moved and BAD.search(came) else ""


def changed_hands(before: PatrolAddress, owner: str, came: str, title: str) -> str:
    """
    Why a page outside is no longer that of the body that it was last time: "owner", "moved", or "" where nothing says so.

    *owner*: its ICP number now; *came*: the domain that it ends at now. Another title alone says nothing.
    """
    if not before.title or not before.came:
        return ""
    if before.owner and owner and before.owner != owner:
        return "owner"
    is_other = not _share_words(before.title, title)
    if came != before.came and is_other:
        return "moved"
    return "owner" if before.owner and not owner and is_other and title else ""


def _share_words(one: str, other: str) -> bool:
    """Whether two titles have two letters in a row in common."""
    pairs = {one[n : n + 2].lower() for n in range(len(one) - 1)}
    return any(other[n : n + 2].lower() in pairs for n in range(len(other) - 1))


#: So many dead addresses below one folder, and none that opens, have one cause.
FOLDER = 5


def shared_causes(dead: Mapping[str, str], well: Iterable[str]) -> dict[str, str]:
    """
    The line of the queue of each dead address that shares its cause with others: its server, its program, or its folder.

    *dead*: address and reason; *well*: addresses that opened. A server that is not there is one cause; so is a folder
    in which at least FOLDER addresses are dead and none opens, the highest such, and a program (`list.jsp?id=…`) whose
    answers are all dead.
    """
    lines: dict[str, str] = {}
    alive = {place for one in well for place in (*_folders(one), one.partition("?")[0])}
    many: dict[str, int] = {}
    for address, reason in dead.items():
        if reason in NO_SERVER:
            lines[address] = _root(address)
            continue
        for place in {*_folders(address), address.partition("?")[0]}:
            many[place] = many.get(place, 0) + 1
    for address in dead:
        if address in lines:
            continue
        for place in (*_folders(address), address.partition("?")[0]):
            if many[place] >= FOLDER and place not in alive:
                lines[address] = place
                break
    return lines


#: Reasons that tell of a server that is not there.
NO_SERVER = frozenset({"name_not_found", "refused"})


def _root(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/"


def _folders(address: str) -> list[str]:
    """The folders that an address lies in, the highest first, without the root."""
    parts = urlsplit(address)
    names = parts.path.split("/")[1:-1]
    return [f"{parts.scheme}://{parts.netloc}/{'/'.join(names[:n])}/" for n in range(1, len(names) + 1)]


def is_known(host: str, known: Sequence[str]) -> bool:
    """Whether *host* is the government's, or below one of the *known* domains, or of those that come with the program."""
    return host.endswith((".gov.cn", ".edu.cn", ".政务")) or any(
        host == one or host.endswith(f".{one}") for one in (*known, *shipped_domains())
    )


@cache
def shipped_domains() -> tuple[str, ...]:
    """Domains of share buttons, browsers, state media and academies that pages hide in menus."""
    text = resources.files("monitor.patrol").joinpath("known_domains.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["domains"])
