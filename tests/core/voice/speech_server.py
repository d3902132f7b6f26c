"""A speech-dispatcher that says nothing and remembers everything, and one of the system that writes what it says."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import BinaryIO, cast

PROGRAMS = ("speech-dispatcher", "espeak-ng")


@dataclass
class SpeechServer:
    """Speaks SSIP. `holds` reads on until it is cancelled; `begins` tells whether sound ever comes."""

    path: Path
    voices: tuple[str, ...] = ("Dutch\tnl\tnone", "English (America)\ten-US\tnone")
    holds: bool = False
    begins: bool = True
    dies: bool = False
    said: list[tuple[str, str]] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    speaking: Event = field(default_factory=Event)
    cut_off: int = 0

    def environment(self) -> dict[str, str]:
        return {"SPEECHD_ADDRESS": f"unix_socket:{self.path}"}

    @contextmanager
    def listening(self) -> "Iterator[SpeechServer]":
        door = socket.socket(socket.AF_UNIX)
        door.bind(str(self.path))
        door.listen()
        serving = Thread(target=self._serve, args=(door,), daemon=True)
        serving.start()
        try:
            yield self
        finally:
            with suppress(OSError):
                door.shutdown(socket.SHUT_RDWR)
            door.close()
            serving.join(5)

    def _serve(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = door.accept()
                # Somebody may be gone before they were answered; the next one is served all the same.
                with suppress(OSError), connection, connection.makefile("rwb") as lines:
                    self._talk(cast(BinaryIO, lines))

    def _talk(self, lines: BinaryIO) -> None:
        language = ""

        def tell(*answers: str) -> None:
            lines.write("".join(f"{one}\r\n" for one in answers).encode())
            lines.flush()

        while line := lines.readline().decode().rstrip("\r\n"):
            self.commands.append(line)
            if line.startswith("SET self LANGUAGE"):
                language = line.split()[-1]
            if line == "QUIT":
                return
            if line == "LIST SYNTHESIS_VOICES":
                tell(*(f"249-{one}" for one in self.voices), "249 OK VOICE LIST SENT")
            elif line == "CANCEL self":
                self.cut_off += 1
                tell("210 OK MESSAGE CANCELED", "703-1", "703 CANCELED")
            elif line == "SPEAK":
                tell("230 OK RECEIVING DATA")
                text = []
                while (one := lines.readline().decode().rstrip("\r\n")) != ".":
                    text.append(one.removeprefix(".") if one.startswith("..") else one)
                self.said.append((language, "\n".join(text)))
                tell("225-1", "225 OK MESSAGE QUEUED")
                if self.dies:
                    return
                if self.begins:
                    tell("701-1", "701-1", "701 BEGIN")
                    self.speaking.set()
                    if not self.holds:
                        tell("702-1", "702 END")
            else:
                tell("200 OK")


@contextmanager
def speech_dispatcher(root: Path) -> Iterator[dict[str, str]]:
    """The system's own, with espeak-ng behind it, whose sound goes into files; `root`/spoken tells what it was given.

    Nothing of it is the user's: its socket, its settings and its log lie in `root`.
    """
    for program in PROGRAMS:
        assert shutil.which(program), f"{program} is missing: packaging/bootstrap.py test installs it where it may"
    (root / "modules").mkdir()
    given, made = f"printf '%s|%s~' $LANGUAGE '$DATA' >> {root}/spoken", f"{root}/$LANGUAGE.wav"
    speaks = f"printf %s '$DATA' | espeak-ng -v $LANGUAGE --stdin -w {made}".replace("'", "\\'")
    (root / "modules" / "own.conf").write_text(
        f"""GenericExecuteSynth "{given.replace("'", chr(92) + "'")}; {speaks}"
GenericLanguage "nl" "nl" "utf-8"
GenericLanguage "en" "en" "utf-8"
AddVoice "nl" "MALE1" "nl"
AddVoice "en" "MALE1" "en"
"""
    )
    settings = (
        "LogLevel 3",
        'AudioOutputMethod "libao"',
        'AddModule "own" "sd_generic" "own.conf"',
        "DefaultModule own",
    )
    (root / "speechd.conf").write_text("\n".join((*settings, "")))
    (root / ".libao").write_text("default_driver=null\n")
    address = root / "s.sock"
    places = ("-C", root, "-S", address, "-L", root, "-P", root / "pid", "-t", "0")
    quiet = subprocess.DEVNULL
    running = subprocess.Popen(
        ("speech-dispatcher", "-s", *map(str, places)),
        stdout=quiet,
        stderr=quiet,
        env={**os.environ, "HOME": str(root)},
    )
    try:
        until = time.monotonic() + 20
        while not address.exists():
            assert running.poll() is None and time.monotonic() < until, "speech-dispatcher did not start"
            time.sleep(0.02)
        yield {"SPEECHD_ADDRESS": f"unix_socket:{address}"}
    finally:
        running.terminate()
        running.wait(10)
