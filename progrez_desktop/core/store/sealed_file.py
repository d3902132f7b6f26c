"""A safe as one file to take along: its pages as they are on disk, and the wrap that its recovery code opens.

    PROGREZ SEALED SAFE
    {"account_id": ..., "contract": "progrez.sealed-safe/1", ...}     one line, contract sealed-safe.schema.json
    the safe, and after it the journal of a write that a kill cut short

It is made without a key: what is encrypted stays so, and nothing in the header can be read that a person typed.
"""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.files import disk_faults
from progrez_desktop.core.json_document import read_json_document
from progrez_desktop.core.model.account import Account, ChainHead
from progrez_desktop.core.model.keys import Wrap
from progrez_desktop.core.store.forms import canonical

CONTRACT = "sealed-safe"
MAX_BYTES = 512 << 20
_FIRST_LINE = b"PROGREZ SEALED SAFE\n"
_HEADER_BYTES = 16 << 10
_JOURNAL_END = bytes.fromhex("d9d505f920a163d7")
"""What SQLite ends a journal with that belongs to a transaction over several files; before it stand the length and the
sum of the name of the file that holds them together, and that name."""


@dataclass(frozen=True)
class SealedSafe:
    """What a file says. Nothing of it was opened."""

    account_id: str
    made_ms: int
    recovery: Wrap
    answers: ChainHead | None
    log: ChainHead | None
    safe: bytes = field(repr=False)
    journal: bytes = field(repr=False)


def write(account: Account, recovery: Wrap, path: Path, made_ms: int) -> bytes:
    """Return the file of a safe. Nobody may be writing to the safe meanwhile.

    Raises:
        DataFault: "safe_missing".
        EnvironmentFault: What the disk says.
    """
    if not path.exists():
        raise DataFault("safe_missing", file=path.name)
    with disk_faults(path.parent):
        safe = path.read_bytes()
        journal = journal_of(path)
    header = {
        "contract": f"progrez.{CONTRACT}/1",
        "account_id": account.id,
        "made_ms": made_ms,
        "recovery": recovery.to_json(),
        "answers": _head(account.chain_head),
        "log": _head(account.log_head),
        "safe": _part(safe),
        "journal": _part(journal) if journal else None,
    }
    return b"".join((_FIRST_LINE, canonical(header).encode(), b"\n", safe, journal))


def read_file(path: Path, most: int = MAX_BYTES) -> bytes:
    """Return what is in a file that somebody chose; of one that is longer than it may be, a byte more than that.

    Raises:
        DataFault: "file_not_found", "file_not_readable".
    """
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError as error:
        raise DataFault("file_not_found", file=path.name) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise DataFault("file_not_readable", file=path.name) from error


def read(data: bytes) -> SealedSafe:
    """Return what a file says.

    Raises:
        DataFault: "sealed_safe_other" (not such a file, or of a later version), "sealed_safe_damaged",
            "sealed_safe_too_large".
    """
    if len(data) > MAX_BYTES:
        raise DataFault("sealed_safe_too_large", limit_mib=MAX_BYTES >> 20)
    first, header_line, rest = data[: len(_FIRST_LINE)], *_split(data[len(_FIRST_LINE) :])
    if first != _FIRST_LINE:
        raise DataFault("sealed_safe_other")
    try:
        header: dict[str, Any] = read_json_document(header_line, CONTRACT)
    except DataFault as fault:
        newer = fault.params.get("place") == "/contract"
        raise DataFault("sealed_safe_other" if newer else "sealed_safe_damaged") from fault
    size, journal = header["safe"]["bytes"], header["journal"]
    parts = rest[:size], rest[size:]
    if [_part(parts[0]), _part(parts[1]) if parts[1] else None] != [header["safe"], journal]:
        raise DataFault("sealed_safe_damaged")
    # It names a file of this computer, which some versions of SQLite delete; `write` names none.
    if parts[1].endswith(_JOURNAL_END):
        raise DataFault("sealed_safe_damaged")
    return SealedSafe(
        account_id=header["account_id"],
        made_ms=header["made_ms"],
        recovery=Wrap.from_json(header["recovery"]),
        answers=_chain_head(header["answers"]),
        log=_chain_head(header["log"]),
        safe=parts[0],
        journal=parts[1],
    )


def _split(data: bytes) -> tuple[bytes, bytes]:
    end = data.find(b"\n", 0, _HEADER_BYTES)
    return (data[:end], data[end + 1 :]) if end >= 0 else (b"", b"")


def _part(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _head(head: ChainHead | None) -> dict[str, Any] | None:
    return {"seq": head.seq, "head": head.head.hex()} if head else None


def _chain_head(stored: dict[str, Any] | None) -> ChainHead | None:
    return ChainHead(stored["seq"], bytes.fromhex(stored["head"])) if stored else None


def journal_of(safe: Path) -> bytes:
    """Return the journal of a write that was cut short, so that whoever opens the safe elsewhere takes it back.

    Of a transaction over two files, the file that holds them together decides: where it is gone, the write was
    finished; where it is there, its name is left out, since elsewhere it would be taken for gone.
    """
    path = safe.with_name(safe.name + "-journal")
    if not path.exists():
        return b""
    journal = path.read_bytes()
    if not journal.endswith(_JOURNAL_END) or len(journal) < 20:
        return journal
    length = int.from_bytes(journal[-16:-12], "big")
    name = journal[-16 - length : -16]
    if not Path(name.decode(errors="replace")).exists():
        return b""
    return journal[: -20 - length]
