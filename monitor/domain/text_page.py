"""What the page of one policy, interpretation, interview, survey or element shows beyond its day (专题稿件细读)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from monitor.domain.observation import Fact


class TextForm(StrEnum):
    """In what a page tells its matter (解读形式)."""

    PICTURE = "picture"
    VIDEO = "video"
    AUDIO = "audio"
    H5 = "h5"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLink:
    """One link of a page to another document."""

    title: str  #: at most 120 characters
    url: str  #: absolute


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage(Fact):
    """
    One close reading of a page (专题稿件).

    *whole*: nothing on it could show more than was seen; what is absent is absent only then.
    """

    kind = "text_page"
    label = "专题稿件"

    url: str
    column_class: str  #: policy | interpretation | interview | survey | solicitation | press | page
    state: str  #: read | unreached | unreadable
    reason: str = ""  #: why it was not read
    title: str = ""
    whole: bool = False
    links: tuple[TextLink, ...] = ()  #: to documents, at most 120; menus are left out
    forms: tuple[TextForm, ...] = ()
    characters: int = 0  #: of the text between head and foot, as far as it can be told
    starts: date | None = None  #: first day of a survey; day of an interview that is announced
    ends: date | None = None  #: last day of a survey
    ended: bool | None = None  #: the page says that it is over, or under way; None: it says neither
    feedback: str = ""  #: where its results are told: an address, or `here`
    announces: bool = False  #: it announces an interview (预告)
    guest: str = ""  #: 访谈嘉宾, as written
    questions: int = 0
    answers: int = 0
