"""A voice that is a program gets the text through a pipe, never as an argument, and stops when it is told to.

Programs of our own stand in for those of macOS and Windows, which are not here.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.aloud import Aloud
from progrez_desktop.core.voice.piped import sapi, say

TEXTS = (Aloud("Ik praat; $(rm) 'veel'", "nl"), Aloud("I talk", "en"))
_VOICES = "Samantha            en_US    # Hello\\nXander              nl_NL    # Hallo\\n"


def always() -> bool:
    return True


def program(root: Path, body: str) -> str:
    path = root / "voice"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o700)
    return str(path)


def test_macos_gets_the_voice_of_the_language_and_the_text_through_a_pipe(tmp_path: Path) -> None:
    listing = f"""[ "$2" = "?" ] && {{ printf '{_VOICES}'; exit; }}"""
    said = f"""echo "$@" >> {tmp_path}/arguments; cat >> {tmp_path}/said; echo >> {tmp_path}/said"""
    voice = say(program(tmp_path, f"{listing}\n{said}"))
    voice.read(TEXTS, always)
    assert (tmp_path / "said").read_text("utf-8").splitlines() == [one.text for one in TEXTS]
    assert (tmp_path / "arguments").read_text().splitlines() == ["-v Xander -f -", "-v Samantha -f -"]
    with pytest.raises(EnvironmentFault, match="voice_language_missing"):
        voice.read([Aloud("bonjour", "fr")], always)


def test_windows_gets_a_script_that_names_the_language_and_no_text(tmp_path: Path) -> None:
    voice = sapi(program(tmp_path, f"""echo "$@" >> {tmp_path}/arguments; cat > {tmp_path}/said"""))
    voice.read(TEXTS[:1], always)
    assert (tmp_path / "said").read_text("utf-8") == TEXTS[0].text
    arguments = (tmp_path / "arguments").read_text()
    assert "TwoLetterISOLanguageName -eq 'nl'" in arguments and "praat" not in arguments


@pytest.mark.parametrize(("status", "code"), [(3, "voice_language_missing"), (1, "voice_silent")])
def test_a_program_that_can_not_is_told(tmp_path: Path, status: int, code: str) -> None:
    with pytest.raises(EnvironmentFault, match=code):
        sapi(program(tmp_path, f"cat > {tmp_path}/said; exit {status}")).read(TEXTS, always)


def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    for voice in (say(str(tmp_path / "none")), sapi(str(tmp_path / "none"))):
        with pytest.raises(EnvironmentFault, match="voice_missing"):
            voice.read(TEXTS, always)


def test_stopping_ends_the_program_and_starts_no_other(tmp_path: Path) -> None:
    fifo = tmp_path / "began"
    voice = sapi(program(tmp_path, f"""echo x >> {fifo}; exec sleep 30"""))
    wanted = Event()
    wanted.set()
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(voice.read, TEXTS, wanted.is_set)
        while not fifo.exists():
            pass
        wanted.clear()
        voice.stop()
        assert reading.result(5) is None
    assert fifo.read_text() == "x\n"
