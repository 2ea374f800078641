"""The one renderer: a text in a language, for an audience (用语)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from monitor.domain.platforms import _description as platforms
from monitor.domain.sentence import JOINED, WRITTEN, Amount, Label, Named, Param, Text
from monitor.wording.as_written import as_written
from monitor.wording.catalogue import Audience as Audience
from monitor.wording.catalogue import Catalogue, Placeholder, Template, catalogues, sentence

#: Of pages, mails and reports.
CHINESE = "zh"
#: Of the feed and the logs; what a language does not say is said in it.
ENGLISH = "en"
_WEEK, _YEAR = 7, 12


def say(text: Text, language: str = CHINESE, audience: Audience = Audience.OPERATOR) -> str:
    """
    *text* as a sentence of *language*, as *audience* may read it.

    A text whose words are gone (its plugin was taken away) is its code with its figures: nothing is lost. Raises KeyError
    for a language that has no file.
    """
    return render(text, catalogues()[language], audience)


def for_unit(text: Text) -> str:
    """*text* in Chinese, as a unit's clerk may read it."""
    return say(text, CHINESE, Audience.UNIT)


def for_document(text: Text) -> str:
    """*text* in Chinese as `for_unit` has it, days as official documents write them: 2026年11月20日."""
    words = catalogues()[CHINESE]
    return render(text, replace(words, day=words.long_day), Audience.UNIT)


def label(table: str, key: str, language: str = CHINESE) -> str:
    """The word of *key* in a label table of *language*; a key that has none is itself."""
    return _label(Label(table, key), catalogues()[language])


def amount(value: int, unit: str) -> str:
    """14 days as `14 天`; without a known unit the bare figure."""
    return _amount(Amount(value, unit), catalogues()[CHINESE])


def period(value: int, unit: str, language: str = CHINESE) -> str:
    """A stretch as official documents write it: whole weeks up to four as `2周`, whole years as `1年`, else `10天`."""
    return _period(Amount(value, unit), catalogues()[language])


def render(text: Text, words: Catalogue, audience: Audience) -> str:
    """*text* in the language of *words*; what that does not say, as a plugin says it, else in English."""
    if text.code == WRITTEN:
        return as_written(
            text, words.language, clerk=audience is Audience.UNIT, reasons=words.labels.get("reason", {})
        )
    if text.code == JOINED:
        return _list(text.params["parts"], words.clauses, words, audience)
    found = (
        words.sentences.get(text.code) or sentence(text.code, words.language) or sentence(text.code, ENGLISH)
    )
    if found is None:
        return _bare(text, words, audience)
    return _filled(found[audience], text.params, words, audience)


def _filled(template: Template, params: Mapping[str, Param], words: Catalogue, audience: Audience) -> str:
    said = []
    for part in template:
        if not isinstance(part, str):
            value = params.get(part.name)
            part = value if type(value) is str else _placed(part, value, words, audience)
        said.append(part)
    return "".join(said)


@lru_cache(maxsize=4096)
def _day(day: date, how: str) -> str:
    return day.strftime(how)


def _placed(place: Placeholder, value: Param, words: Catalogue, audience: Audience) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return f"{value} {place.plural[value != 1]}" if place.plural else str(value)
    if isinstance(value, Amount):
        return _period(value, words) if place.form == "period" else _amount(value, words)
    if isinstance(value, tuple):
        return _list(value, words.clauses if place.form == "clauses" else words.lists, words, audience)
    if isinstance(value, Label):
        return _label(value, words)
    if isinstance(value, Named):
        return value.id if words.names == "id" else value.name
    return _day(value, words.day) if isinstance(value, date) else render(value, words, audience)


def _list(value: Param, between: str, words: Catalogue, audience: Audience) -> str:
    parts = value if isinstance(value, tuple) else (value,)
    return between.join(_placed(Placeholder(""), one, words, audience) for one in parts)


def _amount(what: Amount, words: Catalogue) -> str:
    return _measure(what, words.units)


def _period(what: Amount, words: Catalogue) -> str:
    value, unit = what.value, what.unit
    if unit == "days" and value and value % _WEEK == 0 and value <= 4 * _WEEK:
        what = Amount(value // _WEEK, "weeks")
    elif unit == "months" and value and value % _YEAR == 0:
        what = Amount(value // _YEAR, "years")
    return _measure(what, words.periods)


def _measure(what: Amount, units: Mapping[str, Template]) -> str:
    found = units.get(what.unit, (Placeholder("n"),))
    return "".join(
        part
        if isinstance(part, str)
        else f"{what.value} {part.plural[what.value != 1]}"
        if part.plural
        else str(what.value)
        for part in found
    )


def _label(what: Label, words: Catalogue) -> str:
    table = words.labels.get(what.table, {})
    for key in (what.key, what.key.partition(":")[0]):
        if found := table.get(key) or _shipped(what.table, key):
            return found
    return what.key


def _shipped(table: str, key: str) -> str:
    """What stands with the thing itself: a platform's name in its file, a visit's reason with its remedy."""
    if table == "platform":
        platform = platforms.discover().get(key)
        return platform.label if platform is not None else ""
    return ""


def _bare(text: Text, words: Catalogue, audience: Audience) -> str:
    """`motto.unkind (looks: 3)`."""
    figures = ", ".join(
        f"{name}: {_placed(Placeholder(name), one, words, audience)}" for name, one in text.params.items()
    )
    return f"{text.code} ({figures})" if figures else text.code
