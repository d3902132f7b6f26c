"""A voice that is a program of the system and reads what comes into it: `say` of macOS, SAPI through PowerShell.

Tried with programs that stand in their place, and on no Mac and no Windows.
"""

import subprocess
from collections.abc import Callable, Sequence
from threading import Lock

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.aloud import Aloud

NO_VOICE = 3
"""Exit status of a program that has no voice for the language."""
_SAPI = """
[Console]::InputEncoding = [Text.Encoding]::UTF8
Add-Type -AssemblyName System.Speech
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
$found = $voice.GetInstalledVoices() |
    Where-Object {{ $_.Enabled -and $_.VoiceInfo.Culture.TwoLetterISOLanguageName -eq '{language}' }}
if (-not $found) {{ exit 3 }}
$voice.SelectVoice(@($found)[0].VoiceInfo.Name)
$voice.Speak([Console]::In.ReadToEnd())
"""


class PipedVoice:
    """Starts a program for each text, and ends it to be silent."""

    def __init__(self, command_of: Callable[[str], Sequence[str]]) -> None:
        """Take what returns the command that reads a language; it is asked with "en" or "nl" and never with a text."""
        self._command_of = command_of
        self._lock = Lock()
        self._running: subprocess.Popen[bytes] | None = None

    def read(self, texts: Sequence[Aloud], is_wanted: Callable[[], bool]) -> None:
        for one in texts:
            if not self._read(one, is_wanted):
                return

    def stop(self) -> None:
        with self._lock:
            if self._running is not None:
                self._running.terminate()

    def _read(self, one: Aloud, is_wanted: Callable[[], bool]) -> bool:
        """Return whether it was read to its end."""
        command = list(self._command_of(one.language))
        with self._lock:
            if not is_wanted():
                return False
            self._running = running = _started(command)
        try:
            running.communicate(one.text.encode())
        finally:
            with self._lock:
                self._running = None
        if not is_wanted():
            return False
        if running.returncode == NO_VOICE:
            raise EnvironmentFault("voice_language_missing", language=one.language)
        if running.returncode:
            raise EnvironmentFault("voice_silent")
        return True


def _started(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    quiet = subprocess.DEVNULL
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet)
    except OSError as error:
        raise EnvironmentFault("voice_missing") from error


def say(program: str = "/usr/bin/say") -> PipedVoice:
    """Return the voice of macOS, in the first voice that it lists for a language."""
    return PipedVoice(lambda language: (program, "-v", _voice_of(program, language), "-f", "-"))


def _voice_of(program: str, language: str) -> str:
    try:
        listed = subprocess.run((program, "-v", "?"), capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise EnvironmentFault("voice_missing") from error
    for line in listed.splitlines():
        name, _, rest = line.partition(f" {language}_")  # "Xander              nl_NL    # Hallo"
        if rest:
            return name.strip()
    raise EnvironmentFault("voice_language_missing", language=language)


def sapi(program: str = "powershell.exe") -> PipedVoice:
    """Return the voice of Windows."""
    plain = (program, "-NoProfile", "-NonInteractive", "-Command")
    return PipedVoice(lambda language: (*plain, _SAPI.format(language=language)))
