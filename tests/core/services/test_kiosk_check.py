"""The self-test of a kiosk believes what the system does, not what a thing is called, and tells nothing of anybody."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core import bundle
from progrez_desktop.core.json_document import keep_contract
from progrez_desktop.core.model.lock_down import CODES, REQUIRABLE, Found, unmet
from progrez_desktop.core.services.kiosk_check import around, kept, ways_out
from progrez_desktop.core.services.kiosk_check.display import DisplaySeen
from progrez_desktop.core.services.kiosk_check.examine import Asked, counted, examine, health
from progrez_desktop.core.services.kiosk_check.machine import Machine
from progrez_desktop.core.services.kiosk_check.told import told
from progrez_desktop.core.services.kiosk_check.windows import look_at_windows
from progrez_desktop.core.words import LANGUAGES, Words

OWN, SERVER = 100, 50
RC = Path(__file__).resolve().parents[3] / "packaging" / "kiosk" / "openbox" / "rc.xml"


class Tree:
    """A Linux computer in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def machine(self) -> Machine:
        """As it is now: a machine looks at its processes once."""
        return Machine(
            self.root,
            uid=1000,
            pid=OWN,
            group_ids=frozenset({1000}),
            environment={"HOME": str(self.root), "DISPLAY": ":0"},
            device_of=lambda _: (8, 1),
            clock_is_set=lambda: False,
            memory_is_closed=lambda: True,
            sleep_can_be_held=lambda: False,
        )

    def write(self, path: str, text: str = "") -> Path:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
        return place

    def process(self, pid: int, parent: int, program: str, *arguments: str, uid: int = 1000) -> None:
        self.write(f"proc/{pid}/status", f"Name:\t{Path(program).name}\nPPid:\t{parent}\nUid:\t{uid}\t{uid}\n")
        self.write(f"proc/{pid}/cmdline", "\0".join((program, *arguments)) + "\0")
        if not (self.root / program.lstrip("/")).exists():
            self.write(program.lstrip("/")).chmod(0o755)
        (self.root / f"proc/{pid}/exe").symlink_to(program)


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    # What root owns here is what this test wrote, whoever runs it.
    monkeypatch.setattr(Machine, "_is_of_system", lambda self, path: not path.startswith("/srv"))
    return Tree(tmp_path)


def cage(tree: Tree, *arguments: str, program: str = "/usr/bin/cage") -> DisplaySeen:
    tree.process(SERVER, 1, program, *arguments, "--", "/usr/bin/progrez", "kiosk")
    tree.process(OWN, SERVER, "/usr/bin/python3")
    return DisplaySeen("wayland", SERVER)


def only(found: object) -> Found:
    (one,) = list(found)  # type: ignore[call-overload]
    assert isinstance(one, Found)
    return one


def test_cage_with_this_program_alone_is_a_session_of_one_program(tree: Tree) -> None:
    seen = cage(tree)
    assert only(ways_out.check_session(tree.machine, seen)).state == "enforced"
    crowded = only(ways_out.check_session(tree.machine, replace(seen, others=1)))
    assert (crowded.state, crowded.message, crowded.counts) == ("open", "others", {"count": 1})


def test_a_program_that_is_only_called_cage_is_no_cage(tree: Tree) -> None:
    seen = cage(tree, program="/srv/kiosk/cage")
    assert only(ways_out.check_session(tree.machine, seen)).state == "open"
    assert only(ways_out.check_keys(tree.machine, seen)).state == "open"


def test_a_cage_in_which_this_program_does_not_run_says_nothing_of_it(tree: Tree) -> None:
    seen = cage(tree)
    tree.write(f"proc/{OWN}/status", "Name:\tpython3\nPPid:\t1\nUid:\t1000\n")
    assert only(ways_out.check_session(tree.machine, seen)).message == "others"


def openbox(tree: Tree, rules: str) -> DisplaySeen:
    tree.process(SERVER, 1, "/usr/lib/xorg/Xorg")
    tree.process(60, 1, "/usr/bin/openbox", "--config-file", "/etc/progrez-kiosk/rc.xml")
    tree.write("etc/progrez-kiosk/rc.xml", rules).chmod(0o644)
    return DisplaySeen("x11", SERVER, others=1, taken=())


@pytest.mark.skipif(os.getuid() != 0, reason="only root's file is beyond the kiosk's user")
def test_openbox_without_keys_and_menus_is_one_and_a_key_in_it_ends_that(tree: Tree) -> None:
    bare = RC.read_text("utf-8")
    assert only(ways_out.check_session(tree.machine, openbox(tree, bare))).state == "enforced"
    with_key = bare.replace("<chainQuitKey></chainQuitKey>", '<keybind key="A-F4"><action name="Close"/></keybind>')
    tree.write("etc/progrez-kiosk/rc.xml", with_key)
    assert only(ways_out.check_session(tree.machine, DisplaySeen("x11", SERVER, 1, ()))).message == "menus"


def test_keys_are_tried_and_named(tree: Tree) -> None:
    tree.process(SERVER, 1, "/usr/lib/xorg/Xorg")
    taken = only(ways_out.check_keys(tree.machine, DisplaySeen("x11", SERVER, 1, ("alt_f4", "super_d"))))
    assert told(taken, Words("en")).found == "taken by another program: Alt+F4, Super+D"
    assert only(ways_out.check_keys(tree.machine, DisplaySeen("x11", SERVER, 1, ()))).state == "enforced"
    assert only(ways_out.check_keys(tree.machine, DisplaySeen("x11", SERVER, 1, None))).state == "open"


def test_what_the_running_server_took_counts_for_more_than_its_configuration(tree: Tree) -> None:
    tree.write("dev/tty1")
    seen = DisplaySeen("x11", SERVER)
    assert only(ways_out.check_consoles(tree.machine, seen)).state == "open"
    tree.write("etc/X11/xorg.conf.d/10.conf", 'Section "ServerFlags"\n  Option "DontVTSwitch" "true"\nEndSection\n')
    assert only(ways_out.check_consoles(tree.machine, seen)).state == "enforced"
    tree.write("var/log/Xorg.0.log", "(II) started before that file was there\n")
    assert only(ways_out.check_consoles(tree.machine, seen)).state == "open"
    tree.write("var/log/Xorg.0.log", '[ 1.2] (**) Option "DontVTSwitch" "true"\n')
    assert only(ways_out.check_consoles(tree.machine, seen)).state == "enforced"


def test_cage_that_was_started_with_s_lets_consoles_be_switched(tree: Tree) -> None:
    tree.write("dev/tty1")
    assert only(ways_out.check_consoles(tree.machine, cage(tree, "-d", "-s"))).state == "open"


def test_keys_of_the_kernel_and_of_systemd(tree: Tree) -> None:
    tree.write("proc/sys/kernel/sysrq", "438\n")
    assert only(ways_out.check_sysrq(tree.machine)).counts == {"value": 438}
    tree.write("proc/sys/kernel/sysrq", "0\n")
    (tree.root / "run/systemd/system").mkdir(parents=True)
    assert only(ways_out.check_sysrq(tree.machine)).message == "restarts"
    (tree.root / "etc/systemd/system").mkdir(parents=True)
    (tree.root / "etc/systemd/system/ctrl-alt-del.target").symlink_to("/dev/null")
    assert only(ways_out.check_sysrq(tree.machine)).state == "enforced"


def test_a_display_that_answers_over_the_network_is_open(tree: Tree) -> None:
    seen = DisplaySeen("x11", SERVER)
    head = "  sl  local_address rem_address   st\n"
    tree.write("proc/net/tcp", head + "   0: 0100007F:1770 00000000:0000 0A\n")
    assert only(ways_out.check_display(tree.machine, seen)).state == "enforced"  # this computer alone
    tree.write("proc/net/tcp", head + "   0: 00000000:1770 00000000:0000 0A\n")
    assert only(ways_out.check_display(tree.machine, seen)).message == "network"


def test_whoever_may_become_more_is_told(tree: Tree) -> None:
    tree.write("etc/group", "sudo:x:27:somebody\ndocker:x:99:\nkiosk:x:1000:\n")
    assert only(kept.check_user(tree.machine)).state == "detected"
    tree.write("proc/self/status", "NoNewPrivs:\t1\n")
    assert only(kept.check_user(tree.machine)).state == "enforced"
    mighty = replace(tree.machine, group_ids=frozenset({27, 99, 1000}))
    assert only(kept.check_user(mighty)).names == ("docker", "sudo")
    assert only(kept.check_user(replace(tree.machine, uid=0))).message == "root"


def test_a_disk_is_as_encrypted_as_what_is_below_it(tree: Tree) -> None:
    def state() -> str:
        return only(kept.check_disk(tree.machine, tree.root)).message

    assert state() == "untold"
    (tree.root / "sys/dev/block/8:1").mkdir(parents=True)
    assert state() == "plain"
    tree.write("sys/dev/block/8:1/dm/uuid", "LVM-abc")
    tree.write("sys/dev/block/8:1/slaves/dm-0/dev", "253:0\n")
    tree.write("sys/dev/block/253:0/dm/uuid", "CRYPT-LUKS2-abc")
    assert state() == "encrypted"
    tree.write("sys/dev/block/8:1/slaves/sdb/dev", "8:16\n")
    (tree.root / "sys/dev/block/8:16").mkdir()
    assert state() == "plain"  # half of it lies on another disk


def test_swap_in_a_file_is_as_safe_as_the_disk_below_it(tree: Tree) -> None:
    tree.write("proc/swaps", "Filename Type Size Used Priority\n/swapfile file 1 0 -2\n")
    tree.write("swapfile")
    (tree.root / "sys/dev/block/8:1").mkdir(parents=True)
    assert only(kept.check_swap(tree.machine)).state == "open"
    tree.write("sys/dev/block/8:1/dm/uuid", "CRYPT-LUKS2-abc")
    assert only(kept.check_swap(tree.machine)).state == "enforced"


def test_a_debugger_is_seen_and_kept_out(tree: Tree) -> None:
    tree.write("proc/self/status", "TracerPid:\t0\n")
    assert only(kept.check_debugger(tree.machine)).state == "enforced"
    assert only(kept.check_debugger(replace(tree.machine, memory_is_closed=lambda: False))).state == "open"
    tree.write("proc/self/status", "TracerPid:\t77\n")
    assert only(kept.check_debugger(tree.machine)).message == "attached"


@pytest.mark.parametrize(
    ("mode", "pid", "state"), [("block", 7, "enforced"), ("delay", 7, "open"), ("block", 8, "open")]
)
def test_sleep_is_held_off_by_a_program_that_blocks_it_and_still_runs(
    tree: Tree, mode: str, pid: int, state: str
) -> None:
    tree.write("sys/power/state", "freeze mem disk\n")
    tree.process(7, 1, "/usr/bin/cat")
    tree.write("run/systemd/inhibit/1", f"WHAT=idle:sleep\nMODE={mode}\nPID={pid}\nWHO=somebody\n")
    assert only(around.check_sleep(tree.machine)).state == state


def test_a_computer_that_cannot_sleep_needs_nobody_to_hold_it_off(tree: Tree) -> None:
    tree.write("sys/power/state", "\n")
    assert only(around.check_sleep(tree.machine)).message == "never"


def test_whoever_looks_in_is_seen_by_program_by_port_and_by_session(tree: Tree) -> None:
    assert only(around.check_remote(tree.machine)).state == "detected"
    tree.process(5, 1, "/usr/bin/x11vnc")
    tree.process(6, 1, "sshd: jan@pts/0", uid=0)
    head = "  sl  local_address rem_address   st\n"
    tree.write("proc/net/tcp6", head + f"   0: {'0' * 32}:0D3D {'0' * 32}:0000 0A\n")
    tree.write("run/systemd/sessions/4", "REMOTE=1\nUSER=jan\n")
    found = only(around.check_remote(tree.machine))
    assert (found.state, found.names) == ("open", ("rdp", "session", "ssh", "x11vnc"))


def test_programs_on_a_stick_can_run_until_a_rule_forbids_it(tree: Tree) -> None:
    assert only(around.check_drives(tree.machine)).message == "no_rule"
    for no_rule in ("# defaults=rw,noexec\n", "[defaults]\nntfs_defaults=rw,noexec\n", "defaults=rw\n"):
        tree.write("etc/udisks2/mount_options.conf", no_rule)
        assert only(around.check_drives(tree.machine)).message == "no_rule"
    tree.write("etc/udisks2/mount_options.conf", "[defaults]\ndefaults = rw,noexec , nosuid\n")
    assert only(around.check_drives(tree.machine)).state == "enforced"
    tree.write("proc/self/mountinfo", "9 1 8:17 / /media/jan/STICK rw,nosuid - vfat /dev/sdb1 rw\n")
    assert only(around.check_drives(tree.machine)).message == "runs"


def test_a_clock_that_is_behind_what_was_seen_is_open_and_one_that_is_watched_detected(tree: Tree) -> None:
    machine = tree.machine
    assert only(around.check_clock(machine, 10_000_000, 20_000_000)).message == "behind"
    assert only(around.check_clock(machine, 20_000_000, 10_000_000)).state == "detected"
    assert only(around.check_clock(machine, 20_000_000, None)).state == "open"
    assert only(around.check_clock(replace(machine, clock_is_set=lambda: True), 20_000_000, None)).state == "enforced"


def test_a_folder_that_cannot_be_written_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert only(around.check_folder(tmp_path)).state == "enforced"
    monkeypatch.setattr(os, "fsync", _full)
    assert only(around.check_folder(tmp_path)).message == "not_written"


def _full(_: int) -> None:
    raise OSError(28, "full")


# All together


def test_every_check_is_looked_at_once_and_can_be_said_in_both_languages(tree: Tree, tmp_path: Path) -> None:
    for name in ("status", "mountinfo"):
        tree.write(f"proc/self/{name}")
    found = examine(Asked(tmp_path, tmp_path / "none", 0), tree.machine)
    checks = [one.check for one in found]
    assert len(checks) == len(set(checks)) and set(REQUIRABLE) < set(checks)
    assert sum(counted(found).values()) == len([one for one in found if one.said != "noted"])
    assert {one.check for one in found if one.said == "noted"} <= {"machine", "network", "voice"}
    for one in (*found, *look_at_windows(None, lambda *_: 1), *look_at_windows(None, lambda *_: 0)):
        for language in LANGUAGES:
            assert all((told(one, Words(language)).title, told(one, Words(language)).found))


def test_on_windows_a_desktop_is_open_and_what_cannot_be_told_is_never_relied_on() -> None:
    def ask(_library: str, function: str, *_: int) -> int:
        return {"GetShellWindow": 65_552}.get(function, 0)

    found = {one.check: one for one in look_at_windows(None, ask)}
    assert found["session"].message == "desktop"
    assert all(found[check].state == "open" for check in ("keys", "disk", "swap", "dumps"))
    assert next(look_at_windows(None, lambda *_: 0)).state == "enforced"


def test_what_is_required_and_only_detected_does_not_hold_unless_nothing_better_can_be() -> None:
    user, remote = Found("user", "detected", "no_group"), Found("remote", "detected", "nobody")
    assert unmet((user, remote), frozenset({"user", "remote"})) == (user,)
    assert unmet((user,), frozenset()) == ()


def test_the_report_for_support_keeps_its_contract_and_holds_nothing_of_anybody(tree: Tree, tmp_path: Path) -> None:
    """Names of a person, a host, a folder and a network are everywhere around; none of them comes through."""
    secrets = ("jan-de-vries", "PC-VAN-JAN", "JansStick", "wlan-jan")
    tree.write("etc/hostname", secrets[1])
    tree.write("etc/group", f"{secrets[0]}:x:1000:{secrets[0]}\n")
    tree.write("proc/self/mountinfo", f"9 1 8:17 / /media/{secrets[0]}/{secrets[2]} rw - vfat /dev/sdb1 rw\n")
    tree.write("proc/swaps", f"Filename Type\n/srv/{secrets[0]}/swap file 1 0 -2\n")
    tree.write(f"sys/class/net/{secrets[3]}/operstate", "up\n")
    tree.write("sys/class/dmi/id/product_name", f"QEMU {secrets[1]}")
    tree.write("proc/self/status")
    tree.process(6, 1, f"sshd: {secrets[0]}@pts/0", uid=0)
    tree.process(7, 1, f"/srv/{secrets[0]}/x11vnc", "-passwd", secrets[0])
    folder = tmp_path / secrets[0]
    folder.mkdir()
    report = health(examine(Asked(folder, folder / "none", 0), tree.machine))
    keep_contract(report, "kiosk-health")
    text = json.dumps(report)
    assert [secret for secret in (*secrets, str(tmp_path)) if secret in text] == []
    assert {"ssh", "x11vnc"} <= {name for one in report["findings"] for name in one["names"]}


@pytest.mark.parametrize("make", [lambda: {"names": ("jan",)}, lambda: {"counts": {"host": "pc-jan"}}])
def test_a_finding_cannot_carry_any_other_word(make: Callable[[], dict[str, object]]) -> None:
    assert "jan" not in CODES
    with pytest.raises(ValueError, match="remote"):
        Found("remote", "open", "somebody", **make())  # type: ignore[arg-type]


def test_whoever_mends_it_is_sent_to_where_the_recipes_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = Found("keys", "open", "untried")
    assert "packaging/kiosk/openbox" in told(keys, Words("en")).mend
    monkeypatch.setattr(bundle, "is_packaged", lambda: True)
    monkeypatch.setattr(bundle, "root", lambda: tmp_path / "versions" / "1.0.0")
    (tmp_path / "kiosk").mkdir()
    assert f"{tmp_path}/kiosk/openbox" in told(keys, Words("nl")).mend
