"""The house keeps its shape: every rule, probe and adapter has its test, its clause, its words."""

import ast
import re
from pathlib import Path

import pytest

from monitor.app.configuration import read_watch
from monitor.cli.commands import COMMANDS
from monitor.domain import observation
from monitor.domain.finding import Owed
from monitor.domain.observation import Fact, Visit, VisitDay
from monitor.domain.reach import COUNTS_AS, Reason, Stranger
from monitor.domain.settings import DaemonSettings
from monitor.regulations.editions import edition_ids, load_edition
from monitor.rules.base import discover as discover_rules
from monitor.schedule.duties import timetable
from monitor.wording.causes import cause_of, stranger_cause
from probes.adapters._adapter import discover as discover_adapters
from probes.base import DUTIES, VISITS
from probes.base import discover as discover_probes
from tests.every import every

ROOT = Path(__file__).parents[1]
SOURCES = [path for room in ("monitor", "probes", "storage") for path in sorted((ROOT / room).rglob("*.py"))]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
#: Files whose commands ask no time.
BARE_RUNNERS = {
    "tests/operator_desk.py", "tests/test_shape.py", "tests/cli/test_lazy.py", "tests/cli/test_worker.py",
}  # fmt: skip


@every("id", discover_rules())
def test_every_rule_is_tested(id: str) -> None:
    tests = " ".join(path.read_text("utf-8") for path in (ROOT / "tests" / "rules").glob("test_*.py"))
    cases = ROOT / "tests" / "data" / "cases" / f"{id.lower()}.toml"
    assert id in tests or cases.exists()


@every("name", discover_probes())
def test_every_probe_is_tested(name: str) -> None:
    assert (ROOT / "tests" / "probes" / f"test_{name}.py").exists()


@pytest.mark.parametrize("name", discover_adapters())
def test_every_adapter_is_tested(name: str) -> None:
    tests = " ".join(
        path.read_text("utf-8") for path in (ROOT / "tests" / "probes").rglob("test_*adapter*.py")
    )
    assert name in tests


@every("reason", Reason)
def test_every_reason_says_what_to_do(reason: Reason) -> None:
    cause = cause_of(reason)
    assert cause is not None
    assert cause.name != reason
    assert not cause.remedy.startswith("remedy.")


def test_the_written_list_of_reasons_is_the_one_in_the_code() -> None:
    written = (ROOT / "docs" / "reasons.md").read_text("utf-8")
    for reason in Reason:
        cause = cause_of(reason)
        assert cause is not None
        assert f"| `{reason.value}` | {COUNTS_AS[reason].value} | {cause.name} | {cause.remedy} |" in written
    for kind in Stranger:
        cause = stranger_cause(kind)
        assert f"| `{kind.value}` | {cause.name} | {cause.remedy} |" in written
    assert written.count("\n| `") == len(Reason) + len(Stranger)


def test_the_shipped_configuration_loads() -> None:
    assert {site.id for site in read_watch(ROOT / "config" / "sites.toml").sites} == {"cangshan", "fuzhou"}
    assert read_watch(ROOT / "monitor" / "config" / "templates" / "sites.toml").sites


def test_every_command_has_its_line_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"monitor {name}" not in readme] == []


@every("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_for_and_stays_small(path: Path) -> None:
    text = path.read_text("utf-8")
    if text.strip():
        assert text.lstrip().startswith('"""'), "a module begins with what it is for"
    assert text.count("\n") < 480, "a file with one purpose is shorter"


@every("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_one_asks_the_machine_what_time_it_is(path: Path) -> None:
    asked = re.search(r"datetime\.now\(|date\.today\(|time\.time\(|utcnow", path.read_text("utf-8"))
    assert asked is None or path.name == "timing.py"


def test_a_command_takes_its_clock_from_the_context() -> None:
    """The machine's clock is named where it is made, and once in the commands' context; all others are handed one."""
    told = {str(path.relative_to(ROOT)) for path in SOURCES if "system_clock" in path.read_text("utf-8")}
    assert told == {"monitor/domain/timing.py", "monitor/cli/options.py"}


#: Tests that may name the machine's clock, and why.
REAL_CLOCK = {
    "tests/test_shape.py": "this list",
    "tests/daemon/conftest.py": "time-machine moves the clock for the real scheduler",
    "tests/soak/test_month.py": "time-machine moves it",
    "tests/soak/test_week.py": "time-machine moves it",
    "tests/soak/world.py": "time-machine moves it",
    "tests/cli/test_worker.py": "its slots are for processes of their own",
}
_CLOCK = re.compile(
    r"\bsystem_clock\b|\bdatetime\.now\(|\btoday\(\)|\butcnow\(|\btime\.(?:time|time_ns|localtime|gmtime)\(|\bULID\(\)"
)


def test_no_test_meets_the_machines_clock() -> None:
    """Hand in a clock: `tests/operator_desk.py` has one for commands."""
    asked = {str(path.relative_to(ROOT)) for path in TESTS if _CLOCK.search(path.read_text("utf-8"))}
    assert asked == set(REAL_CLOCK)


def test_commands_are_run_by_the_clock_of_the_cli_fixture() -> None:
    runners = {str(path.relative_to(ROOT)) for path in TESTS if "CliRunner()" in path.read_text("utf-8")}
    assert runners == BARE_RUNNERS


def test_every_kind_of_fact_has_one_name() -> None:
    shapes = {one for one in vars(observation).values() if isinstance(one, type) and issubclass(one, Fact)}
    kinds = [one.kind for one in shapes - {Fact}]
    assert len(set(kinds)) == len(kinds) > 10


def test_no_lock_file_names_a_registry() -> None:
    for path in ROOT.glob("requirements*.lock"):
        assert not re.search(r"https?://|--index-url|--find-links", path.read_text("utf-8"))


def test_no_second_table_knows_the_ids_of_rules() -> None:
    """What else must be known of a rule stands on its `RULE`; shows, loaders and schedules read it there."""
    word = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, discover_rules()))})(?![\w-])")
    own = {ROOT / "monitor" / room for room in ("rules", "regulations", "demo")}
    told = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value[:60]!r}"
        for folder in ("monitor", "probes", "storage")
        for path in (ROOT / folder).rglob("*.py")
        if not own & set(path.parents)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and word.search(node.value)
    ]
    assert told == []


@every("id", discover_rules())
def test_a_rule_is_one_object_from_which_the_rest_follows(id: str) -> None:
    rule, probes = discover_rules()[id], discover_probes()
    assert rule.needs
    assert rule.how
    assert rule.probes
    assert {probes[name].subject for name in rule.probes} == {rule.subject}
    seen = {kind for name in rule.probes for kind in probes[name].kinds}
    assert seen & {Visit if need.kind is VisitDay else need.kind for need in rule.needs}


def test_each_kind_of_part_is_told_by_one_rule() -> None:
    parts = [one.parts for one in discover_rules().values() if one.parts is not None]
    assert sorted(parts) == [Owed.COLUMN, Owed.MESSAGE]


def test_every_limit_that_a_need_names_stands_in_a_clause() -> None:
    limits = {
        (clause.rule, name)
        for id in edition_ids()
        for clause in load_edition(id).clauses
        for name in {**clause.limit, **clause.own}
    }
    named = {(id, need.limit) for id, rule in discover_rules().items() for need in rule.needs if need.limit}
    assert named <= limits


def test_every_duty_of_a_probe_has_its_turn() -> None:
    turns = {one.name for one in timetable(DaemonSettings())}
    assert set(DUTIES) - {VISITS} <= turns
    assert {one.duty for one in discover_probes().values()} == set(DUTIES)
