"""The voice of Linux: speech-dispatcher, spoken to over its own socket by its protocol, SSIP."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.aloud import Aloud

_PROGRAM = "speech-dispatcher"
_STARTS_WITHIN_S = 5.0
_ANSWERS_WITHIN_S = 10.0
_BEGINS_WITHIN_S = 4.0
"""From the moment that a text is taken to the first sound; without one nothing will come."""
_LONGEST_S = 600.0
_BEGUN, _OVER = "701", ("702", "703")


class DispatcherVoice:
    """One connection for each reading, so that nothing of a person is left with it."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._environment = os.environ if environment is None else environment
        self._lock = Lock()
        self._talk: _Talk | None = None
        self._languages: frozenset[str] | None = None

    def read(self, texts: Sequence[Aloud], is_wanted: Callable[[], bool]) -> None:
        try:
            self._read(texts, is_wanted)
        except EnvironmentFault:
            if is_wanted():
                raise
        except OSError as error:
            if is_wanted():
                raise EnvironmentFault("voice_silent") from error

    def stop(self) -> None:
        with self._lock:
            if self._talk is not None:
                self._talk.be_silent()

    def _read(self, texts: Sequence[Aloud], is_wanted: Callable[[], bool]) -> None:
        with self._connected(is_wanted) as talk:
            for one in texts:
                if not is_wanted():
                    return
                self._has_voice(talk, one.language)
                talk.ask(f"SET self LANGUAGE {one.language}")
                if not talk.speak(one.text, is_wanted):
                    return

    @contextmanager
    def _connected(self, is_wanted: Callable[[], bool]) -> "Iterator[_Talk]":
        talk = _Talk(_connection(self._environment, is_wanted))
        with self._lock:
            self._talk = talk
        try:
            talk.ask("SET self CLIENT_NAME user:progrez:aloud")
            for event in ("BEGIN", "END", "CANCEL"):
                talk.ask(f"SET self NOTIFICATION {event} on")
            yield talk
        finally:
            with self._lock:
                self._talk = None
            talk.close()

    def _has_voice(self, talk: "_Talk", language: str) -> None:
        if self._languages is None:
            listed = (line.split("\t") for line in talk.ask("LIST SYNTHESIS_VOICES"))
            self._languages = frozenset(one[1].partition("-")[0].lower() for one in listed if len(one) > 1)
        if language not in self._languages:
            known, self._languages = self._languages, None  # a voice may be installed while this program runs
            raise EnvironmentFault(
                "voice_language_missing" if known else "voice_missing", **({"language": language} if known else {})
            )


class _Talk:
    """Commands and their answers, a line each; events come in between."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._lines = connection.makefile("rb")
        self._sending = Lock()

    def ask(self, command: str) -> list[str]:
        """Return what came before the last line of an answer.

        Raises:
            EnvironmentFault: "voice_silent", where it refuses.
        """
        self._send(command)
        return self._answer()

    def speak(self, text: str, is_wanted: Callable[[], bool]) -> bool:
        """Return whether a text was read to its end; False where it was cut off."""
        self.ask("SPEAK")
        # A line with a point alone ends the text: each that begins with one gets another.
        lines = [f".{line}" if line.startswith(".") else line for line in text.splitlines()]
        self._send("\r\n".join([*lines, "."]))
        self._answer()
        if not is_wanted():  # what was said to stop before there was something to stop
            self.be_silent()
        return self._until_over()

    def be_silent(self) -> None:
        with suppress(OSError):
            self._send("CANCEL self")

    def close(self) -> None:
        with suppress(OSError):
            self._send("QUIT")
        self._lines.close()
        self._connection.close()

    def _send(self, line: str) -> None:
        with self._sending:
            self._connection.sendall(f"{line}\r\n".encode())

    def _line(self) -> str:
        line = self._lines.readline()
        if not line:
            raise ConnectionError("speech-dispatcher is gone")
        return line.decode("utf-8", "replace").rstrip("\r\n")

    def _answer(self) -> list[str]:
        told = []
        while True:
            line = self._line()
            if line.startswith("7"):
                continue
            if line[3:4] == "-":
                told.append(line[4:])
            elif line.startswith("2"):
                return told
            else:
                raise EnvironmentFault("voice_silent")

    def _until_over(self) -> bool:
        self._connection.settimeout(_BEGINS_WITHIN_S)
        while True:
            line = self._line()
            if line.startswith(f"{_BEGUN} "):
                self._connection.settimeout(_LONGEST_S)
            elif line.startswith(tuple(f"{one} " for one in _OVER)):
                self._connection.settimeout(_ANSWERS_WITHIN_S)
                return line.startswith("702")


def _connection(environment: Mapping[str, str], is_wanted: Callable[[], bool]) -> socket.socket:
    """Return a connection; where none listens, speech-dispatcher is started as the system has it."""
    path = _socket_of(environment)
    with suppress(OSError):
        return _connected_to(path)
    program = shutil.which(_PROGRAM, path=environment.get("PATH"))
    if program is None:
        raise EnvironmentFault("voice_missing")
    quiet = subprocess.DEVNULL
    try:
        subprocess.run(
            (program, "--spawn"),
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            env=dict(environment),
            timeout=_STARTS_WITHIN_S,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EnvironmentFault("voice_missing") from error
    until = time.monotonic() + _STARTS_WITHIN_S
    while is_wanted() and time.monotonic() < until:
        with suppress(OSError):
            return _connected_to(path)
        time.sleep(0.05)
    raise EnvironmentFault("voice_missing")


def _connected_to(path: str) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(_ANSWERS_WITHIN_S)
        connection.connect(path)
    except OSError:
        connection.close()
        raise
    return connection


def _socket_of(environment: Mapping[str, str]) -> str:
    """Return where it listens. One that listens on the network is not asked: a text would leave this computer."""
    kind, _, address = environment.get("SPEECHD_ADDRESS", "").partition(":")
    if kind == "unix_socket" and address:
        return address
    if runtime := environment.get("XDG_RUNTIME_DIR"):
        return str(Path(runtime, "speech-dispatcher", "speechd.sock"))
    return str(Path(environment.get("HOME", "/"), ".cache", "speech-dispatcher", "speechd.sock"))
