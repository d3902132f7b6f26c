"""Reads a page aloud on a thread of its own; stops with the page, and when the safe is locked."""

from collections.abc import Callable, Sequence
from functools import cached_property

from PySide6.QtCore import QObject, Signal

from progrez_desktop.core.model.aloud import Aloud
from progrez_desktop.core.ports import Voice
from progrez_desktop.ui.background import Lane

FindVoice = Callable[[], Voice]


def voice_of_system() -> Voice:
    from progrez_desktop.core.voice import system_voice

    return system_voice()


class Reader(QObject):
    """One voice for the window. What is asked last is read; nothing of it is kept."""

    changed = Signal()

    def __init__(self, find_voice: FindVoice, parent: QObject) -> None:
        super().__init__(parent)
        self._find_voice = find_voice
        self._asked = 0
        self.is_reading = False

    @cached_property
    def _lane(self) -> Lane:
        return Lane("voice")

    @cached_property
    def _voice(self) -> Voice:
        return self._find_voice()

    def read(self, texts: Sequence[Aloud], on_failure: Callable[[Exception], None]) -> None:
        """Read texts instead of what is being read; what hinders it is told."""
        self.stop()
        self._asked += 1
        asked, spoken = self._asked, tuple(one for one in texts if one.text.strip())
        self.is_reading = True
        self.changed.emit()

        def failed(failure: Exception) -> None:
            self._over(asked)
            on_failure(failure)

        self._lane.run(lambda: self._speak(asked, spoken), lambda _: self._over(asked), failed, owner=self)

    def stop(self) -> None:
        """Be silent now."""
        if self.is_reading:
            self._asked += 1
            self.is_reading = False
            self._voice.stop()
            self.changed.emit()

    def close(self) -> None:
        if "_lane" in self.__dict__:
            self.stop()
            self._lane.close()

    def _speak(self, asked: int, texts: Sequence[Aloud]) -> None:
        self._voice.read(texts, lambda: asked == self._asked)

    def _over(self, asked: int) -> None:
        if asked == self._asked:
            self.is_reading = False
            self.changed.emit()
