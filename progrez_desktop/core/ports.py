"""What the core needs from outside, as Protocols: time, ids, chance. Concrete parts are named in app.py."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from progrez_desktop.core.model.aloud import Aloud


class Clock(Protocol):
    """UTC milliseconds that never run backwards, and a monotonic reading for durations."""

    def now_ms(self) -> int: ...

    def monotonic_ms(self) -> int: ...


class Entropy(Protocol):
    """Random bytes. Ids are 16 of them as 32 hex digits; keys are 32 of them."""

    def bytes(self, n: int) -> bytes: ...


class Noise(Protocol):
    """Whole numbers by a discrete Laplace distribution around 0, new ones at each call."""

    def draw(self, scale: float, n: int) -> tuple[int, ...]: ...

    def epsilon(self, scale: float, most_cells: int) -> float:
        """What somebody who is in so many cells with this noise gives away at most (pure differential privacy)."""


class Voice(Protocol):
    """Reads texts aloud, without a network and without keeping anything. Not made for two threads, but for `stop`."""

    def read(self, texts: "Sequence[Aloud]", is_wanted: Callable[[], bool]) -> None:
        """Read one after the other; return when that is done, or once it is not wanted any more.

        Raises:
            EnvironmentFault: "voice_missing", "voice_language_missing" with the language, "voice_silent".
        """

    def stop(self) -> None:
        """Be silent, from whichever thread, once `is_wanted` says so; where nothing is read, nothing happens."""


class Signer(Protocol):
    """Signs for this device (ECDSA P-256 with SHA-256). The key itself stays where it is."""

    @property
    def certificate(self) -> bytes:
        """What shows the public half, in DER; it names neither a person nor an organisation."""

    @property
    def point(self) -> bytes:
        """The public half, compressed to 33 bytes."""

    def sign(self, content: bytes) -> bytes:
        """Return r and s, of 32 bytes each."""
