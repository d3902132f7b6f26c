"""Staff with a passphrase, and a request that came by mail."""

from dataclasses import replace
from pathlib import Path

from progrez_desktop.core.keys.staff_key import StaffKey
from progrez_desktop.core.model.duty import Kind, Request
from progrez_desktop.core.services import (
    duties,
)
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.words import Words
from tests.core.documents.pdf_text import text_of
from tests.core.services.term_house import ANNA

PASSPHRASE = "three kettles and a drum"
WORDS = Words("en")
ASKED = Request(ANNA.email, "Anneliese Quastenberg", note="a letter with a stamp")


def answer(tmp_path: Path, text: str = "", **more: object) -> duties.Answer:
    return replace(duties.Answer(tmp_path / "letter.pdf", text), **more)  # type: ignore[arg-type]


def entered(deps: Deps, key: StaffKey, kind: Kind, request: Request = ASKED, *, known: bool = True) -> str:
    number = duties.enter(deps, key, kind, request).number
    if known:
        duties.check_identity(deps, key, number, "called back on the number that we had")
    return number


def letter_of(tmp_path: Path) -> str:
    """What the letter says; the text beside it says the same."""
    pdf, text = text_of((tmp_path / "letter.pdf").read_bytes()), (tmp_path / "letter.txt").read_text("utf-8")
    assert " ".join(text.split()) == " ".join(pdf.split())
    return " ".join(text.split())
