"""The Chinese names of the field's words, as every screen, mail and report says them (名称): out of `zh.toml`."""

from collections.abc import Mapping

from monitor.domain.content import Life
from monitor.domain.finding import Act
from monitor.domain.site import Frequency, Level, Platform, UnitKind
from monitor.wording.say import label

LEVELS = {one: label("level", one) for one in Level}
PLATFORMS: Mapping[str, str] = {one: label("platform", one) for one in Platform}
#: 更新频率 in annex 2's words.
FREQUENCIES = {one: label("frequency", one) for one in Frequency}
UNIT_KINDS: Mapping[UnitKind, str] = {one: label("unit_kind", one) for one in UnitKind}
LIVES: Mapping[str, str] = {one: label("life", one) for one in Life}
#: What happens to a finding (整改进程).
ACTS = {one: label("act", one) for one in Act}
