"""A person's files go to drives that one can pull out, and never to a disk that this computer runs from."""

import itertools
from pathlib import Path

import pytest

from progrez_desktop.core import drives
from progrez_desktop.core.drives import OWN_FOLDER, Drive, removable

OWN = Path("/opt/kiosk/progrez")


class Machine:
    """A computer as /proc, /sys and /dev tell of it."""

    def __init__(self, root: Path) -> None:
        self.root, self._lines, self._numbers = root, list[str](), itertools.count(1)
        for folder in ("proc/self", "sys/dev/block", "sys/class/block", "dev/disk/by-label"):
            (root / folder).mkdir(parents=True)

    def disk(self, path: str, *, removable: bool, model: str = "", kind: str = "") -> Path:
        disk = self.root / "sys/devices" / path
        (disk / "device").mkdir(parents=True)
        (disk / "removable").write_text("1\n" if removable else "0\n")
        (disk / "device/model").write_text(f"{model}\n")
        (disk / "device/type").write_text(f"{kind}\n")
        self._known(disk, next(self._numbers))
        return disk

    def part(self, disk: Path, number: int = 1, label: str = "") -> Path:
        part = disk / f"{disk.name}{number}"
        part.mkdir()
        (part / "partition").write_text(f"{number}\n")
        self._known(part, next(self._numbers))
        if label:
            (self.root / "dev" / part.name).touch()
            (self.root / "dev/disk/by-label" / label).symlink_to(self.root / "dev" / part.name)
        return part

    def _known(self, block: Path, number: int) -> None:
        (block / "size").write_text("31250000\n")
        (self.root / "sys/dev/block" / f"8:{number}").symlink_to(block)
        (self.root / "sys/class/block" / block.name).symlink_to(block)

    def mount(self, block: Path, where: str, options: str = "rw,nosuid", inside: str = "/", by: str = "") -> None:
        number = by or next(
            link.name for link in (self.root / "sys/dev/block").iterdir() if link.resolve() == block.resolve()
        )
        line = f"{len(self._lines) + 20} 1 {number} {inside} {where} {options} shared:1 - vfat /dev/{block.name} rw"
        self._lines.append(line)
        (self.root / "proc/self/mountinfo").write_text("\n".join([*self._lines, "a line of another form"]) + "\n")

    def found(self, own: Path = OWN) -> list[Drive]:
        return removable(own, self.root)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    made.mount(made.part(made.disk("pci0000:00/nvme/nvme0n1", removable=False), 2), "/")
    return made


def test_a_stick_is_found_by_its_label_or_its_maker_and_a_disk_is_not(machine: Machine, tmp_path: Path) -> None:
    inner = machine.disk("pci0000:00/ata1/sdb", removable=False)
    machine.mount(machine.part(inner), "/data")
    mine = tmp_path / "my stick"
    mine.mkdir()
    machine.mount(machine.part(machine.disk("pci0/usb1/1-2/sdc", removable=True), label="SANNE\\x20D"), _told(mine))
    big = machine.disk("pci0/usb1/1-3/sdd", removable=False, model="Elements 25A3")
    machine.mount(machine.part(big), "/media/big", "ro,nosuid")
    assert machine.found() == [
        Drive(Path("/media/big"), "Elements 25A3", 16_000_000_000, is_writable=False),
        Drive(mine, "SANNE D", 16_000_000_000, is_writable=True),
    ]


def _told(path: Path) -> str:
    return str(path).replace(" ", "\\040")


def test_a_stick_that_this_computer_runs_from_is_nobody_s(machine: Machine) -> None:
    live = machine.disk("pci0/usb1/1-1/sde", removable=True)
    machine.mount(machine.part(live, 1), "/boot/efi")
    machine.mount(machine.part(live, 2), "/media/rest")
    kept = machine.disk("pci0/usb1/1-4/sdf", removable=True)
    machine.mount(machine.part(kept), "/srv")
    assert machine.found(Path("/srv/progrez")) == []
    assert [drive.path for drive in machine.found()] == [Path("/srv")]


def test_cards_sealed_sticks_and_those_behind_a_program_are_found_and_once_each(machine: Machine) -> None:
    machine.mount(machine.part(machine.disk("mmc_host/mmc0/mmcblk0", removable=False, kind="MMC")), "/inner")
    machine.mount(machine.part(machine.disk("mmc_host/mmc1/mmcblk1", removable=False, kind="SD")), "/card")
    sealed = machine.part(machine.disk("pci0/usb2/2-1/sdg", removable=True))
    opened = machine.disk("virtual/block/dm-0", removable=False)
    (opened / "slaves").mkdir()
    (opened / "slaves" / sealed.name).symlink_to(sealed)
    machine.mount(opened, "/sealed")
    behind = machine.part(machine.disk("pci0/usb2/2-2/sdh", removable=True))
    machine.mount(behind, "/ntfs", by="0:51")
    machine.mount(behind, "/again/ntfs", by="0:52")
    machine.mount(behind, "/bound", inside="/folder", by="0:53")
    assert [str(drive.path) for drive in machine.found()] == ["/card", "/ntfs", "/sealed"]


def test_a_name_is_made_fit_and_nothing_that_is_there_is_touched(tmp_path: Path) -> None:
    drive = Drive(tmp_path, "", 0, is_writable=True)
    place = drive.place_for("../a:b.pdf")
    assert place == tmp_path / OWN_FOLDER / ".. a b.pdf"
    place.symlink_to(tmp_path / "nowhere")  # a link whose end is missing is there too
    assert drive.place_for("../a:b.pdf").name == ".. a b (2).pdf"


def test_a_stick_that_goes_while_it_is_read_is_told_when_a_file_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.json").touch()
    listed = drives._plain_files(tmp_path, ".json")
    (tmp_path / "a.json").unlink()
    monkeypatch.setattr(drives, "_plain_files", lambda folder, _: listed if folder == tmp_path else [])
    assert Drive(tmp_path, "", 0, is_writable=True).files(".json") == [tmp_path / "a.json"]


def test_a_link_in_the_place_of_our_folder_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk" / "a.json").touch()
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / OWN_FOLDER).symlink_to(tmp_path / "disk")
    drive = Drive(tmp_path / "stick", "", 0, is_writable=True)
    with pytest.raises(OSError, match="link"):
        drive.place_for("a.pdf")
    assert drive.files(".json") == []
