"""What a draw of service guides offers of forms (表格样表), and what of its texts a person should look at."""

from dataclasses import dataclass

from monitor.domain.observation import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFile:
    """One form that a guide offers."""

    text: str  #: words of its link
    url: str
    state: str  #: reached | dead | not_told: asked for, and neither there nor surely gone
    reason: str = ""
    sample: bool = False  #: filled in as an example (样表), else blank (空表)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnGuide:
    """One guide of the draw."""

    url: str
    title: str
    state: str  #: read | unreached | unreadable
    forms: tuple[FormFile, ...] = ()
    laws_by_name: tuple[str, ...] = ()  #: policy documents that are named, and neither linked nor quoted
    odd_telephones: tuple[str, ...] = ()  #: what stands for a telephone, and has no telephone's form


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideForms(Fact):
    """One look at the forms of a seeded draw of guides (表格样表下载)."""

    kind = "guide_forms"
    label = "表格样表下载"

    state: str  #: read | unreached | unconfigured
    reason: str = ""
    seed: str = ""
    guides: tuple[DrawnGuide, ...] = ()
