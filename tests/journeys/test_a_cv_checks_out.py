"""A CV checks out: who gets it can tell, offline and from paper too, that it was issued here and was not changed."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from progrez_desktop.cli.frame import run_command
from progrez_desktop.cli.rate import RatingTools
from progrez_desktop.core.documents.preview import page_pictures
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.pages.cv import CvPage
from progrez_desktop.ui.pages.profile import ProfilePage
from tests.core.documents.poppler import poppler
from tests.journeys.driving import MACHINE, desk_over, on_screen, sign_in, to_sign_in, with_a_result

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def saved(tmp_path: Path) -> Iterator[tuple[Parts, Path]]:
    """A CV that Anna saved from the window, and the machine that she did it on."""
    parts, cv = with_a_result(tmp_path / "data"), tmp_path / "cv.pdf"
    with desk_over(parts, choose_file=lambda *_: cv) as desk:
        to_sign_in(desk)
        sign_in(desk)
        press(on_screen(desk, ProfilePage).cv_button)
        page = on_screen(desk, CvPage)
        wait_until(page.save_button.isEnabled, "the preview of the CV")
        press(page.save_button)
        wait_until(cv.exists, "the saved CV")
    yield parts, cv


def progrez(parts: Parts, *arguments: str) -> int:
    """The command line on a machine, with the operator's passphrase on a pipe."""
    reader, writer = os.pipe()
    os.write(writer, f"{MACHINE.passphrase}\n".encode())
    os.close(writer)
    tools = RatingTools(lambda root: replace(parts, folder=type(parts.folder)(root)), lambda _: 9)
    root = parts.folder.root
    return run_command([*arguments, "--passphrase-fd", str(reader)], root, lambda _: 9, lambda *_: 9, tools)


def scanned(pdf: bytes) -> str:
    picture = page_pictures(pdf, 900)[0]
    drawn = Image.frombuffer("RGB", (picture.width, picture.height), picture.pixels, "raw", "BGR", picture.stride, 1)
    (found,) = zxingcpp.read_barcodes(drawn)
    return str(found.text)


def test_what_a_person_took_along_is_found_issued_measured_and_unchanged(
    saved: tuple[Parts, Path], capsys: Capture
) -> None:
    parts, cv = saved
    assert progrez(parts, "verify", str(cv)) == 0
    told = capsys.readouterr().out
    assert "issued by this computer" in told
    assert "Its scores were measured there." in told
    assert "Signature is Valid." in poppler("pdfsig", str(cv))
    assert "Total document signed" in poppler("pdfsig", str(cv))


def test_an_employer_checks_it_with_the_key_alone_and_finds_every_change(
    saved: tuple[Parts, Path], tmp_path: Path, capsys: Capture
) -> None:
    (parts, cv), key = saved, tmp_path / "issuer.pem"
    assert progrez(parts, "verify", "--export-key", str(key)) == 0
    employer = replace(parts, folder=type(parts.folder)(tmp_path / "employer"))
    assert progrez(employer, "verify", str(cv), "--issuer", str(key)) == 0
    better = tmp_path / "better.pdf"
    whole = cv.read_bytes()
    better.write_bytes(whole.replace(b"Progrez", b"Progre2", 1))
    assert progrez(employer, "verify", str(better), "--issuer", str(key)) == 1
    better.write_bytes(whole + b"%")
    assert progrez(employer, "verify", str(better), "--issuer", str(key)) == 1
    assert capsys.readouterr().out.count("CHANGED") == 2
    assert not employer.folder.root.exists()


def test_the_printed_cv_and_its_file_are_told_to_belong_together(saved: tuple[Parts, Path], capsys: Capture) -> None:
    parts, cv = saved
    code = scanned(cv.read_bytes())
    assert progrez(parts, "verify", "--code", code) == 0
    assert progrez(parts, "verify", str(cv), "--code", code) == 0
    assert "Quastenberg" not in code
    assert "Quastenberg" not in capsys.readouterr().out


def test_a_cv_of_another_machine_is_not_taken_for_one_of_this(
    saved: tuple[Parts, Path], tmp_path: Path, capsys: Capture
) -> None:
    _, cv = saved
    other = with_a_result(tmp_path / "elsewhere")
    assert progrez(other, "verify", str(cv)) == 1
    assert "not by this computer" in capsys.readouterr().out
