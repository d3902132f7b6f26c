"""The file in which the server's receipt key rests: outside the database, so that no copy of that can sign receipts."""

import os
import secrets
import stat
from pathlib import Path

from progrez_server.faults import DATA, LOCKED, ServerFault
from progrez_server.receipt_key import ReceiptKey

KEY_BYTES = 32


def make(path: Path) -> ReceiptKey:
    """Make a new key, in a file that its owner alone may read."""
    private = secrets.token_bytes(KEY_BYTES)
    write_private(path, private.hex() + "\n")
    return ReceiptKey(private)


def read(path: Path) -> ReceiptKey:
    """Return the key of a file.

    Raises:
        ServerFault: There is none, others may read it, or it holds something else. Nothing is signed then.
    """
    try:
        with path.open("rb") as file:
            mode, text = os.fstat(file.fileno()).st_mode, file.read(200).decode("ascii")
    except FileNotFoundError:
        raise ServerFault(f"There is no receipt key at {path}. `progrez-server init` makes one.", DATA) from None
    except (OSError, ValueError) as error:
        raise ServerFault(f"The receipt key can't be read: {path} ({type(error).__name__}).") from None
    if os.name != "nt" and stat.S_IMODE(mode) & 0o077:
        raise ServerFault(f"Others may read the receipt key. Close it first: chmod 600 {path}", LOCKED)
    try:
        private = bytes.fromhex(text.strip())
    except ValueError:
        private = b""
    if len(private) != KEY_BYTES:
        raise ServerFault(f"This is no receipt key: {path}", DATA)
    return ReceiptKey(private)


def write_private(path: Path, text: str) -> None:
    """Write a new file that its owner alone may read, down to the disk. One that is there is never written over.

    Raises:
        ServerFault: It is there, or can't be written.
    """
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(number)
    except FileExistsError:
        raise ServerFault(f"There is a file already, and it stays as it is: {path}", DATA) from None
    except OSError as error:
        raise ServerFault(f"This can't be written: {path} ({error.strerror}).") from None
