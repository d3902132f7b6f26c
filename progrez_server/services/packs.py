"""Packs of an organisation for its devices: taken in once they are what their hash says, and never changed."""

from collections.abc import Iterator
from typing import IO, Any

from progrez_server.problems import Problem
from progrez_server.services.pack_file import read_pack
from progrez_server.store import cards, packs
from progrez_server.store.engine import Store
from progrez_server.store.packs import Listed

_PART = 1 << 20
_MOST_PACKS = 1000


def take(store: Store, org: str, sha256: str, file: IO[bytes], size: int, now_ms: int) -> bool:
    """Keep a pack, whose bytes have this hash; tell whether it is new.

    Raises:
        Problem: pack_broken, pack_signature, packs_full.
    """
    with store.reading() as connection:
        at = cards.trusted(connection, org)
        if packs.size_of(connection, org, sha256) is not None:
            return False
    if at is None or at.signing_key is None:
        raise Problem("pack_signature")
    told = read_pack(file, size, org, at.signing_key)  # outside of any transaction: this takes a while
    with store.writing() as connection:
        cards.trusted(connection, org, locks=True)  # one pack after the other
        known = packs.listed(connection, org)
        if any(one.sha256 == sha256 for one in known):
            return False
        if len(known) >= _MOST_PACKS:
            raise Problem("packs_full")
        new = Listed(sha256, size, told.assessment_id, told.version, now_ms)
        packs.add(connection, org, new, _parts(file))
    return True


def listed(store: Store, org: str) -> dict[str, Any]:
    """Return the packs of an organisation. Contract: pack-list.schema.json."""
    with store.reading() as connection:
        found = packs.listed(connection, org)
    return {"contract": "progrez.pack-list/1", "organisation_id": org, "packs": [one.__dict__ for one in found]}


def bytes_of(store: Store, org: str, sha256: str) -> tuple[int, Iterator[bytes]]:
    """Return how large a pack is, and its bytes as they are read.

    Raises:
        Problem: "not_found".
    """
    with store.reading() as connection:
        size = packs.size_of(connection, org, sha256)
    if size is None:
        raise Problem("not_found")
    return size, _read(store, org, sha256)


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while content := file.read(_PART):
        yield content


def _read(store: Store, org: str, sha256: str) -> Iterator[bytes]:
    number = 0
    while True:
        # A question for each part: a slow reader keeps no transaction open.
        with store.reading() as connection:
            content = packs.part(connection, org, sha256, number)
        if content is None:
            return
        yield content
        number += 1
