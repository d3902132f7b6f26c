"""The script behind the two commands: what it installs, what it leaves alone, and what it says when it can't."""

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from tests.core.voice import speech_server
from tests.journeys import assistive
from tests.packaging import kiosk_house
from tests.ui import kiosk_screens


@pytest.fixture
def bootstrap(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, with a checkout of its own in an odd folder."""
    monkeypatch.syspath_prepend(str(repo / "packaging"))
    spec = importlib.util.spec_from_file_location("bootstrap", repo / "packaging" / "bootstrap.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    root = tmp_path / "a folder with spaces"
    (root / ".venv").mkdir(parents=True)
    (root / "requirements").mkdir()
    for name in ("run", "test", "calibration", "server", "package"):
        (root / "requirements" / f"{name}.txt").write_text(f"{name}==1 \\\n    --hash=sha256:0\n")
    (root / "pyproject.toml").write_text("")
    monkeypatch.setattr(module, "ROOT", root)
    monkeypatch.setattr(module, "VENV", root / ".venv")
    return module


@pytest.fixture
def pip_calls(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    made: list[tuple[str, ...]] = []
    monkeypatch.setattr(bootstrap, "pip", lambda *arguments: made.append(arguments))
    return made


def calls(monkeypatch: pytest.MonkeyPatch, statuses: Callable[[list[str]], int]) -> list[list[str]]:
    """Record each command that would be run, and end it with the status given."""
    made: list[list[str]] = []

    def call(command: list[str], **_: object) -> int:
        made.append(command)
        return statuses(command)

    monkeypatch.setattr(subprocess, "call", call)
    return made


@pytest.mark.parametrize("version", [(3, 10, 13), (3, 14, 0)])
def test_another_python_is_refused_with_a_way_out(
    bootstrap: ModuleType, version: tuple[int, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit) as ended:
        bootstrap.check_python()
    assert ended.value.code == 4
    told = capsys.readouterr().err
    assert f"Python {version[0]}.{version[1]} " in told
    assert "make run PYTHON=" in told


def test_without_root_the_exact_command_is_told_and_nothing_is_run(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = calls(monkeypatch, lambda command: 0)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(SystemExit) as ended:
        bootstrap.install_system_packages(["libegl1"], "Something is missing.")
    assert ended.value.code == 4
    assert "sudo apt-get update && sudo apt-get" in capsys.readouterr().err
    assert made == []


def test_root_installs_and_asks_for_new_lists_only_when_the_old_ones_fail(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = iter([100, 0, 0])
    made = calls(monkeypatch, lambda command: next(tries))
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr(Path, "glob", lambda self, pattern: iter([self]))
    bootstrap.install_system_packages(["libegl1"], "Something is missing.")
    assert ["update" in command for command in made] == [False, True, False]
    assert made[-1][-1] == "libegl1"


@pytest.mark.parametrize(
    ("missing", "asked"),
    [
        ((), []),
        (("pdfsig",), [["poppler-utils"]]),
        (("strip", "appstreamcli"), [["appstream", "binutils"]]),
        (("Xvfb", "/usr/libexec/at-spi-bus-launcher"), [["at-spi2-core", "xvfb"]]),
    ],
)
def test_what_tests_look_with_is_installed_where_it_is_missing(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, missing: tuple[str, ...], asked: list[list[str]]
) -> None:
    installed: list[list[str]] = []
    libraries: list[tuple[str, ...]] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("shutil.which", lambda name: None if name in missing else f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap, "install_system_packages", lambda packages, reason: installed.append(packages))
    monkeypatch.setattr(bootstrap, "install_system_libraries", lambda *asked: libraries.append(asked))
    bootstrap.install_test_tools()
    assert installed == asked
    assert libraries == [("xcb", "libraries-of-windows")]


def test_every_tool_that_a_test_asks_for_is_installed(bootstrap: ModuleType) -> None:
    asked = {*assistive.TOOLS, *kiosk_house.TOOLS, *kiosk_screens.TOOLS, *speech_server.PROGRAMS, "systemd-analyze"}
    assert asked - set(bootstrap.TEST_TOOLS) == set()
    assert assistive.TOOLS.items() <= bootstrap.TEST_TOOLS.items()


def test_the_identity_provider_of_the_tests_is_installed_once_and_again_where_it_was_lost(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = bootstrap.ROOT / "tests" / "oidc_provider"
    folder.mkdir(parents=True)
    (folder / "package-lock.json").write_text("{}")
    made = calls(monkeypatch, lambda command: 1)
    with pytest.raises(SystemExit) as ended:
        bootstrap.install_identity_provider()
    assert ended.value.code == 4
    assert "npm's own settings" in capsys.readouterr().err
    made = calls(monkeypatch, lambda command: 0)
    bootstrap.install_identity_provider()
    bootstrap.install_identity_provider()
    assert len(made) == 2  # nobody made the folder here
    (folder / "node_modules").mkdir()
    bootstrap.install_identity_provider()
    assert len(made) == 2
    assert made[0][-4:] == ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    (folder / "package-lock.json").write_text('{"lockfileVersion": 3}')
    bootstrap.install_identity_provider()
    assert len(made) == 3


def test_a_system_without_apt_is_told_what_it_lacks(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(SystemExit):
        bootstrap.install_system_packages(["libegl1"], "Something is missing.")
    assert "libegl1" in capsys.readouterr().err


def test_packages_are_installed_once_and_only_by_their_hashes(
    bootstrap: ModuleType, pip_calls: list[tuple[str, ...]]
) -> None:
    bootstrap.install_packages("run")
    bootstrap.install_packages("run")
    [arguments] = pip_calls
    assert "--require-hashes" in arguments
    assert arguments[-1].endswith("run.txt")


def test_what_the_tests_need_holds_what_running_needs(bootstrap: ModuleType, pip_calls: list[tuple[str, ...]]) -> None:
    bootstrap.install_packages("test")
    bootstrap.install_packages("run")
    assert len(pip_calls) == 1
    bootstrap.install_packages("calibration")
    assert len(pip_calls) == 2


def test_a_server_is_made_ready_without_the_desktop(
    bootstrap: ModuleType, pip_calls: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "make_environment", lambda: None)
    bootstrap.prepare("server")
    [arguments] = pip_calls
    assert arguments[-1].endswith("server.txt")


def test_what_the_tests_need_holds_what_a_server_needs(bootstrap: ModuleType, pip_calls: list[tuple[str, ...]]) -> None:
    bootstrap.install_packages("test")
    bootstrap.install_packages("server")
    assert len(pip_calls) == 1
    bootstrap.install_packages("run")
    assert len(pip_calls) == 1


def test_what_a_server_needs_does_not_stand_for_what_the_desktop_needs(
    bootstrap: ModuleType, pip_calls: list[tuple[str, ...]]
) -> None:
    bootstrap.install_packages("server")
    bootstrap.install_packages("run")
    assert len(pip_calls) == 2


def test_pytorch_is_installed_once_and_by_itself(bootstrap: ModuleType, pip_calls: list[tuple[str, ...]]) -> None:
    (bootstrap.ROOT / "requirements" / "torch.txt").write_text("torch==1\n")
    bootstrap.install_torch()
    bootstrap.install_torch()
    [arguments] = pip_calls
    assert "--require-hashes" not in arguments
    assert arguments[-1].endswith("torch.txt")


def test_a_changed_lock_is_installed(bootstrap: ModuleType, pip_calls: list[tuple[str, ...]]) -> None:
    bootstrap.install_packages("run")
    (bootstrap.ROOT / "requirements" / "run.txt").write_text("run==2 \\\n    --hash=sha256:0\n")
    bootstrap.install_packages("run")
    assert len(pip_calls) == 2


def test_an_installation_that_failed_is_tried_again(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = calls(monkeypatch, lambda command: 1)
    for _ in range(2):
        with pytest.raises(SystemExit) as ended:
            bootstrap.install_packages("run")
        assert ended.value.code == 4
    assert len(made) == 2
    assert "network" in capsys.readouterr().err


def test_the_project_is_installed_again_when_its_description_changed(
    bootstrap: ModuleType, pip_calls: list[tuple[str, ...]]
) -> None:
    bootstrap.install_project()
    bootstrap.install_project()
    (bootstrap.ROOT / "pyproject.toml").write_text("[project]")
    bootstrap.install_project()
    assert len(pip_calls) == 2


@pytest.mark.parametrize(
    ("environment", "there"), [({}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "wayland-0"}, True)]
)
def test_a_display_is_what_the_system_says(
    bootstrap: ModuleType, environment: dict[str, str], there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("os.environ", environment)
    assert bootstrap.has_display() is there


def test_one_failing_check_fails_the_whole_and_the_others_still_run(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "prepare", lambda level: None)
    monkeypatch.setattr(bootstrap, "install_test_tools", lambda: None)
    monkeypatch.setattr(bootstrap, "install_identity_provider", lambda: None)
    made = calls(monkeypatch, lambda command: int("mypy" in command[0]))
    assert bootstrap.test([]) == 1
    assert Path(made[-1][0]).name == "pytest"
    assert "FAILED: mypy" in capsys.readouterr().err


def with_room(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, *free_mib: int) -> None:
    """Let a disk have so much room at each look, the last of it from then on, and a machine all tools and libraries."""
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap, "missing_libraries", lambda *_: [])
    looks = [*free_mib[:-1], *[free_mib[-1]] * 9]
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=looks.pop(0) << 20))


def test_a_disk_that_is_too_full_for_installers_is_told_before_anything_is_built(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_room(bootstrap, monkeypatch, 100)
    made = calls(monkeypatch, lambda command: 0)
    with pytest.raises(SystemExit) as ended:
        bootstrap.package([])
    assert ended.value.code == 4
    told = capsys.readouterr().err
    assert "too full" in told and " 100 are free. Make room" in told
    assert made == []


@pytest.mark.parametrize("fails", ["venv", "pip", "package.py", "smoke.py"])
def test_a_disk_that_fills_up_while_installers_are_built_has_the_last_word(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fails: str
) -> None:
    with_room(bootstrap, monkeypatch, 100_000, 0)
    calls(monkeypatch, lambda command: int(any(Path(word).name == fails for word in command)))
    monkeypatch.setattr(Path, "write_text", lambda self, text: len(text))
    with pytest.raises(SystemExit) as ended:
        bootstrap.package([])
    assert ended.value.code == 4
    assert "too full" in capsys.readouterr().err.splitlines()[-1]


def test_a_build_that_fails_where_there_is_room_keeps_its_own_reason(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_room(bootstrap, monkeypatch, 100_000)
    calls(monkeypatch, lambda command: 1)
    with pytest.raises(SystemExit):
        bootstrap.package([])
    told = capsys.readouterr().err
    assert "too full" not in told and "own message is above" in told


def test_libraries_of_windows_that_a_machine_without_a_screen_lacks_are_there_before_installers_are_built(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_room(bootstrap, monkeypatch, 100_000)
    made = calls(monkeypatch, lambda command: 0)
    lacks = {"xcb": ["libxcb-icccm4", "libfontconfig1"], "wayland": ["libwayland-cursor0", "libfontconfig1"]}
    monkeypatch.setattr(bootstrap, "missing_libraries", lambda python, platform: lacks[platform])
    monkeypatch.setattr(Path, "write_text", lambda self, text: len(text))
    installed: list[list[str]] = []

    def install(packages: list[str], _reason: str) -> None:
        assert not any("package.py" in word for command in made for word in command)
        installed.append(packages)

    monkeypatch.setattr(bootstrap, "install_system_packages", install)
    assert bootstrap.package([]) == 0
    assert installed == [["libfontconfig1", "libwayland-cursor0", "libxcb-icccm4"]]


def test_what_a_build_left_counts_as_room_and_each_disk_by_itself(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=3 << 20))
    out = tmp_path / "out"
    lacking = bootstrap.room.lacking
    assert "5 MiB more" in lacking({out: 5})
    out.mkdir()
    (out / "of an earlier one").write_bytes(bytes(2 << 20))
    (out / "the same").hardlink_to(out / "of an earlier one")
    assert lacking({out: 5}) == ""
    assert "4 MiB more" in lacking({out: 6})
    assert "7 MiB more" in lacking({out: 5, tmp_path / "elsewhere": 4})
    elsewhere = Path("/dev/shm/progrez-no-such-folder")  # noqa: S108 - another disk than the one of tests
    if elsewhere.parent.is_dir() and elsewhere.parent.stat().st_dev != tmp_path.stat().st_dev:
        assert lacking({out: 5, elsewhere: 3}) == ""
        assert "with /dev/shm," in lacking({out: 5, elsewhere: 4})
