"""Platforms are files; everything that names one reads its file."""

from monitor.collect.imports.media import platform_of
from monitor.domain.platforms._description import discover
from monitor.domain.site import Platform
from monitor.wording.labels import PLATFORMS


def test_every_platform_has_a_label_and_the_names_of_forms() -> None:
    assert [one.value for one in Platform] == list(discover()) == list(PLATFORMS)
    assert len({one.label for one in discover().values()}) == len(discover())
    for id, one in discover().items():
        assert one.names
        assert {platform_of(name) for name in one.names} == {Platform(id)}


def test_one_platform_stands_for_all_without_a_file() -> None:
    assert [id for id, one in discover().items() if one.catch_all] == ["other"]
