"""`progrez norms`, `situations`, `fairness` and `statistics` from a terminal: told, chosen, and never by surprise."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from progrez_desktop.cli.frame import run_command
from progrez_desktop.cli.rate import RatingTools
from progrez_desktop.core.model.counting import GroupFacts
from progrez_desktop.core.services import counting_periods, statistics
from progrez_desktop.core.words import Words
from tests.core.services.counting_house import CountingDevice
from tests.fakes import FakeNoise


class Terminal:
    """A device and a command line over it; `run` gives the exit status."""

    def __init__(self, device: CountingDevice) -> None:
        self.device = device

    def run(self, *arguments: str) -> int:
        self.device.close()
        tools = RatingTools(lambda _: self.device.parts, lambda _: 9)
        return run_command(arguments, self.device.root, lambda _: 9, lambda *_: 9, tools)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CountingDevice]:
    """A device with a closed period of 1,700 people, half of each gender, some of them drawn to one action."""
    device = CountingDevice(tmp_path_factory.mktemp("counted") / "data", FakeNoise(6))
    period = counting_periods.current(device.deps)
    assert period is not None
    situation = next(key for key in device.deps.assessment.keys if key.skill == period.skill)
    others = [letter for letter in "abcd" if letter not in (situation.best, situation.worst)]
    device.crowd(
        1700,
        shift=0.3,
        facts=lambda chance: GroupFacts(gender=chance.choice(("men", "women"))),
        drawn_to={situation.situation_id: {others[0]: 1.0, others[1]: -1.0}},
    )
    device.end_period()
    device.close()
    yield device


@pytest.fixture
def terminal(kept: CountingDevice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    shutil.copytree(kept.root, tmp_path / "data")
    device = CountingDevice(tmp_path / "data", FakeNoise(7), keyring=kept.keyring)
    yield Terminal(device)
    device.close()


def lines_of(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_norms_are_shown_compared_used_and_dropped(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.run("norms", "show") == 0
    shown = {line.split("  ")[1].strip() or line: line for line in lines_of(capsys)[1:]}
    empathy = next(line for line in shown.values() if " empathy " in line)
    assert "a norm of about 1,7" in empathy and "shipped norm, 14,400 people" in empathy
    assert "not surely 300 people yet" in next(line for line in shown.values() if " empathy_x " in line)
    assert terminal.run("norms", "compare", "empathy") == 0
    compared = lines_of(capsys)
    told = "\n".join(compared)
    for part in (
        "14,400 in the shipped norm",
        "shipped mean: 0.3",
        "shipped spread: ",
        "hold the noise",
        "another sten",
    ):
        assert part in told
    assert terminal.run("norms", "use", "empathy", "--site", "Utrecht") == 0
    *shown_with_it, used, norm_id = lines_of(capsys)
    assert shown_with_it == compared
    assert (
        "Utrecht, 2026-11-23 to 2026-11-23: about 1,7" in used
        and "0 people who took it here and agreed, in Dutch" in used
    )
    assert norm_id.strip().endswith("/local")
    assert terminal.run("norms", "show") == 0
    assert any("Utrecht" in line for line in lines_of(capsys))
    for sentence in ("is compared with the shipped norm again", "was compared with the shipped norm already"):
        assert terminal.run("norms", "drop", "empathy") == 0
        assert sentence in capsys.readouterr().out


def test_a_scale_without_a_norm_says_why(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.run("norms", "compare", "empathy_x") == 0
    assert capsys.readouterr().out == "empathy_x has no local norm to compare: not surely 300 people yet.\n"
    assert terminal.run("norms", "use", "empathy_x", "--site", "Utrecht") == 2
    assert "not surely 300 people" in capsys.readouterr().err
    assert terminal.run("norms", "use", "empathy", "--site", "the working population") == 2
    assert "claims no more people" in capsys.readouterr().err
    assert terminal.run("norms", "drop", "shoes") == 2
    assert "“shoes”" in capsys.readouterr().err


def test_situations_are_shown_used_and_dropped(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.run("situations", "show") == 0
    shown = lines_of(capsys)[1:]
    assert len(shown) == 12
    assert all("by reasoning" in line for line in shown)
    [found] = [line for line in shown if "a key is there" in line]
    name = found.split()[0]
    assert terminal.run("situations", "use", name) == 0
    used, key = lines_of(capsys)
    assert used.startswith(f"{name} is now keyed from responses: r with the statements 0.")
    assert terminal.run("situations", "save", key.strip()) == 0
    assert json.loads(capsys.readouterr().out)["situation_id"] == name
    assert terminal.run("situations", "save", name) == 2
    assert f"No key “{name}” was ever in use" in capsys.readouterr().err
    assert terminal.run("situations", "show") == 0
    assert sum("from responses, r with" in line for line in lines_of(capsys)) == 1
    for sentence in ("keyed by reasoning again", "keyed by reasoning already"):
        assert terminal.run("situations", "drop", name) == 0
        assert sentence in capsys.readouterr().out
    other = shown[-1].split()[0]
    assert terminal.run("situations", "use", other) == 2
    assert f"“{other}” has no key from responses yet" in capsys.readouterr().err


def test_fairness_prints_classes_and_says_what_is_not_known(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    assert terminal.run("fairness", "dif") == 0
    told = lines_of(capsys)
    [title] = [line for line in told if line.startswith("Communication: women (about 8")]
    table = told[told.index(title) + 2 : told.index(title) + 12]
    assert all(" A " in line for line in table)
    assert "I am the life of the party." in table[0]
    assert "Communication (longer scale): women against men: not known: too few people in a group" in told
    assert (
        told[-1].startswith("Not known, since no closed period looked at it")
        and "Empathy" in told[-1]
        and "_" not in told[-1]
    )
    assert terminal.run("fairness", "impact") == 0
    told = lines_of(capsys)
    assert sum("of the norm group were taken" in line for line in told) == 3
    assert "Communication (longer scale), groups by gender: not known: too few people in a group" in told
    assert any("not below" in line for line in told)


@pytest.mark.parametrize(
    ("language", "refused", "passes"),
    [
        ("en", "Refused: in this rule Empathy alone", "Not refused"),
        ("nl", "Geweigerd: in deze regel", "Niet geweigerd"),
    ],
)
def test_a_cut_on_a_single_skill_is_refused(
    terminal: Terminal, capsys: pytest.CaptureFixture[str], language: str, refused: str, passes: str
) -> None:
    for rule in (
        ["empathy"],
        ["empathy=-3"],
        ["empathy=3", "integrity=1", "composure=1"],
        ["empathy", "integrity", "empathy"],
    ):
        assert terminal.run("--language", language, "fairness", "cut", *rule) == 2
        told = capsys.readouterr()
        assert told.out == "" and refused in told.err
    assert terminal.run("--language", language, "fairness", "cut", "empathy=2", "integrity", "composure") == 0
    passed = capsys.readouterr().out
    assert passed.startswith(passes)
    assert {"en": "(Empathy, Integrity, Composure)", "nl": "(Empathie, Integriteit, Kalmte)"}[language] in passed


@pytest.mark.parametrize("rule", ["empathy=much", "empathy=nan", "empathy=1e308", "empathy=0", "shoes"])
def test_a_rule_that_says_nothing_is_refused(terminal: Terminal, capsys: pytest.CaptureFixture[str], rule: str) -> None:
    assert terminal.run("fairness", "cut", rule) == 2
    told = capsys.readouterr()
    assert told.out == "" and rule in told.err


def test_what_the_next_period_looks_at_is_chosen(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.run("fairness", "watch", "composure", "--by", "age") == 0
    assert "The next period looks at Composure, groups by age." in capsys.readouterr().out
    assert terminal.run("fairness", "watch", "shoes") == 2
    assert "composure" in capsys.readouterr().err
    assert terminal.run("statistics") == 0
    told = lines_of(capsys)
    assert told[0] == "closed  2026-11-23 to 2026-11-23, looked at Communication by gender"
    assert told[1] == "Privacy budget (epsilon) of the year up to now: 6.0 of 12.0 spent."
    assert told[-1] == "The next period looks at Composure by age."


def test_statistics_print_exactly_what_would_leave(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.run("statistics", "--dry-run") == 0
    printed = capsys.readouterr().out
    documents = json.loads(printed)
    assert [one["recipient"]["role"] for one in documents] == ["organisation", "publisher"]
    assert printed == statistics.as_text(statistics.leaving(terminal.device.deps)) + "\n"


def test_a_period_is_closed_once(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    terminal.device.crowd(1)
    assert terminal.run("statistics", "close") == 0
    assert lines_of(capsys) == [
        "The period that began on 2026-11-23 is closed.",
        "The next period can begin on 2027-11-23.",
    ]
    assert terminal.run("statistics", "close") == 2
    assert "No period of counting is open" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [("norms", "show"), ("situations", "show"), ("fairness", "dif"), ("statistics", "--dry-run")]
)
def test_while_the_window_is_open_who_holds_the_storage_is_told(
    terminal: Terminal, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    other = CountingDevice(terminal.device.root, keyring=terminal.device.keyring)
    try:
        other.deps  # noqa: B018 - opens the storage, as a window does
        assert terminal.run(*command) == 3
    finally:
        other.close()
    told = capsys.readouterr()
    assert told.out == "" and str(os.getpid()) in told.err


@pytest.mark.parametrize("name", ["norms", "situations", "fairness", "statistics"])
def test_help_is_there_in_both_languages_and_loads_nothing_heavy(name: str) -> None:
    code = (
        "import sys; from progrez_desktop.app import main;"
        "status = main(['--language', sys.argv[1], sys.argv[2], '--help']);"
        "sys.exit(status or any(one in sys.modules for one in ('PySide6', 'numpy', 'opendp', 'sqlcipher3')))"
    )
    told = set()
    for language in ("en", "nl"):
        run = subprocess.run(
            [sys.executable, "-c", code, language, name], capture_output=True, text=True, encoding="utf-8"
        )
        assert run.returncode == 0, run.stderr
        told.add(run.stdout)
    assert len(told) == 2


def test_dutch_is_spoken(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.run("--language", "nl", "norms", "compare", "composure") == 0
    assert "gemiddelde: 0,3" in capsys.readouterr().out
    assert terminal.run("--language", "nl", "fairness", "dif") == 0
    assert "Communicatie: vrouwen (ongeveer 8" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_operators_chose_is_in_the_log(
    terminal: Terminal, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    for typed in (
        "norms use empathy --site Utrecht",
        "norms drop empathy",
        "situations use phone-help",
        "situations drop phone-help",
        "fairness watch composure --by age",
        "settings set form adaptive",
    ):
        assert terminal.run(*typed.split()) == 0
    capsys.readouterr()
    assert terminal.run("--language", language, "settings", "log") == 0
    closed, used, dropped, keyed, reasoned, watched, chosen = lines_of(capsys)
    words = Words(language)
    assert closed.endswith(words("cli.settings.did.counting_period_closed", name="")[-8:])
    empathy, composure = {"en": ("Empathy", "Composure"), "nl": ("Empathie", "Kalmte")}[language]
    assert f"{empathy}: " in used and "/local" in used
    assert dropped.endswith(words("cli.settings.did.local_norm_dropped", name=empathy))
    assert "phone-help: " in keyed and "phone-help-" in keyed
    assert reasoned.endswith(words("cli.settings.did.situation_key_dropped", name="phone-help"))
    assert watched.endswith(f"{composure}, {words('counting.question.age')}")
    assert chosen.endswith("form: fixed → adaptive")
