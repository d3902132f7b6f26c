"""The letters between a candidate's safe and a rating office: how each is sealed, written down, read and opened.

    envelope    safe to office     texts and prompts; beside each answer the computer's levels, sealed a second time
    result      office to safe     ratings, sealed to the inbox of the safe
    withdrawal  safe to office     an erase request (contract erase.schema.json)

Contracts: resources/contracts/human-rating-*.schema.json.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from progrez_desktop.core.errors import DataFault, Fault
from progrez_desktop.core.json_document import read_json_document
from progrez_desktop.core.keys.inbox import can_be_sealed_to, open_sealed, seal_to
from progrez_desktop.core.model.rating import AnswerForRating, ComputerLevels, HumanRating, Office, RatedSkill
from progrez_desktop.core.store.forms import canonical

OFFICE = "human-rating-office"
ENVELOPE = "human-rating-envelope"
TEXTS = "human-rating-texts"
LEVELS = "human-rating-levels"
RESULT = "human-rating-result"
RATING = "human-rating"
WITHDRAWAL = "erase"

_LEVELS_BYTES = 2048
"""Sealed levels are filled up to a multiple of this, so that their length does not tell whether there are any."""


@dataclass(frozen=True)
class Request:
    """An envelope's contents but for the computer's levels. Who knows `reply_secret` has read it: a result tells it."""

    release_id: str
    assessment_id: str
    pack_sha256: str
    made_ms: int
    until_ms: int
    reply_key: bytes
    reply_secret: bytes = field(repr=False)
    answers: tuple[AnswerForRating, ...]


@dataclass(frozen=True)
class Envelope:
    """An envelope that was read and not opened."""

    header: Mapping[str, Any]
    texts: bytes
    levels: tuple[bytes, ...]

    @property
    def release_id(self) -> str:
        return str(self.header["release_id"])

    @property
    def erase_hash(self) -> str:
        return str(self.header["erase_hash"])


# The office's card


def office_card(office: Office) -> bytes:
    """Return the card that an office hands to those who run kiosks."""
    card = {
        "contract": f"progrez.{OFFICE}/1",
        "organisation_id": office.organisation_id,
        "name": office.name,
        "texts_key": office.texts_key.hex(),
        "levels_key": office.levels_key.hex(),
    }
    return (json.dumps(card, indent=2, ensure_ascii=False) + "\n").encode()


def read_office_card(data: bytes) -> Office:
    """Return the office of a card.

    Raises:
        DataFault: What is wrong with the file, or "rating_key_not_usable".
    """
    card = read_json_document(data, OFFICE)
    keys = bytes.fromhex(card["texts_key"]), bytes.fromhex(card["levels_key"])
    if not all(map(can_be_sealed_to, keys)):
        raise DataFault("rating_key_not_usable")
    return Office(card["organisation_id"], card["name"], *keys)


# The envelope


def seal_request(
    office: Office, request: Request, levels: Sequence[ComputerLevels], erase_hash: str
) -> tuple[str, bytes]:
    """Return the canonical header of an envelope and the whole envelope.

    Args:
        levels: One for each answer, in the same order.
    """
    header = canonical(
        {
            "organisation_id": office.organisation_id,
            "office_id": office.id,
            "release_id": request.release_id,
            "answers": len(request.answers),
            "made_ms": request.made_ms,
            "until_ms": request.until_ms,
            "erase_hash": erase_hash,
        }
    )
    bound = header.encode()
    parts = {
        "texts": seal_to(office.texts_key, _texts_bytes(request), "rating/texts", bound),
        "levels": [
            seal_to(office.levels_key, _levels_bytes(one), f"rating/levels/{place}", bound)
            for place, one in enumerate(levels)
        ],
    }
    return header, _with_base64(json.loads(header), parts)


def _texts_bytes(request: Request) -> bytes:
    inside = {
        "contract": f"progrez.{TEXTS}/1",
        "assessment_id": request.assessment_id,
        "pack_sha256": request.pack_sha256,
        "reply_key": request.reply_key.hex(),
        "reply_secret": request.reply_secret.hex(),
        "answers": [vars(answer) for answer in request.answers],
    }
    return canonical(inside).encode()


def _levels_bytes(computer: ComputerLevels) -> bytes:
    inside = {"contract": f"progrez.{LEVELS}/1", "model": computer.model, "levels": dict(computer.levels)}
    plain = canonical(inside).encode()
    return plain.ljust(-(-len(plain) // _LEVELS_BYTES) * _LEVELS_BYTES)


def read_envelope(data: bytes) -> Envelope:
    """Return an envelope, unopened.

    Raises:
        DataFault: What is wrong with the file.
    """
    found = read_json_document(data, ENVELOPE)
    levels = tuple(map(b64decode, found["levels"]))
    if len(levels) != found["header"]["answers"]:
        raise DataFault("rating_envelope_damaged")
    return Envelope(found["header"], b64decode(found["texts"]), levels)


def open_texts(envelope: Envelope, private_key: bytes) -> Request:
    """Return what an envelope holds, but for the computer's levels.

    Raises:
        DataFault: "rating_envelope_damaged": it was not sealed to this key, or a byte of it was changed.
    """
    header = envelope.header
    plain = open_sealed(private_key, envelope.texts, "rating/texts", canonical(header).encode())
    inside = _inside(plain, TEXTS)
    answers = tuple(AnswerForRating(**answer) for answer in inside["answers"])
    reply_key = bytes.fromhex(inside["reply_key"])
    if len(answers) != header["answers"] or not can_be_sealed_to(reply_key):
        raise DataFault("rating_envelope_damaged")
    return Request(
        release_id=header["release_id"],
        assessment_id=inside["assessment_id"],
        pack_sha256=inside["pack_sha256"],
        made_ms=header["made_ms"],
        until_ms=header["until_ms"],
        reply_key=reply_key,
        reply_secret=bytes.fromhex(inside["reply_secret"]),
        answers=answers,
    )


def open_levels(sealed: bytes, header: Mapping[str, Any], place: int, private_key: bytes) -> ComputerLevels:
    """Return what the computer read out of the answer at `place`. The store hands out the key after a rating only.

    Raises:
        DataFault: "rating_envelope_damaged".
    """
    plain = open_sealed(private_key, sealed, f"rating/levels/{place}", canonical(header).encode())
    inside = _inside(plain, LEVELS)
    return ComputerLevels(inside["model"], inside["levels"])


# The withdrawal


def write_withdrawal(organisation_id: str, release_id: str, erase_secret: bytes, at_ms: int) -> bytes:
    """Return the file that makes an office refuse and forget a request."""
    erase = {
        "contract": f"progrez.{WITHDRAWAL}/1",
        "organisation_id": organisation_id,
        "release_id": release_id,
        "version": 2,
        "reason": "withdrawn",
        "erase_secret": erase_secret.hex(),
        "at_ms": at_ms,
    }
    return (json.dumps(erase, indent=2) + "\n").encode()


# The result


def seal_rating(office: Office, request: Request, rating: HumanRating) -> dict[str, Any]:
    """Return one entry of a result file: a rating, sealed to the inbox of the safe that asked for it."""
    header = {
        "organisation_id": office.organisation_id,
        "office_id": office.id,
        "release_id": request.release_id,
        "rating_id": rating.id,
        "version": rating.version,
    }
    inside = {"contract": f"progrez.{RATING}/1", "reply_secret": request.reply_secret.hex()} | rating_record(rating)
    plain = canonical(inside).encode()
    sealed = seal_to(request.reply_key, plain, "rating/result", canonical(header).encode())
    return {"header": header, "sealed": b64encode(sealed).decode()}


def result_file(entries: Sequence[Mapping[str, Any]]) -> bytes:
    return (json.dumps({"contract": f"progrez.{RESULT}/1", "results": list(entries)}, indent=2) + "\n").encode()


def read_results(data: bytes) -> list[dict[str, Any]]:
    """Return the entries of a result file, unopened.

    Raises:
        DataFault: What is wrong with the file.
    """
    return list(read_json_document(data, RESULT)["results"])


def open_rating(entry: Mapping[str, Any], private_key: bytes) -> tuple[HumanRating, bytes]:
    """Return a rating and the secret by which its sender is known.

    Raises:
        DataFault: "rating_envelope_damaged": sealed to somebody else, or a byte of it was changed.
    """
    bound = canonical(entry["header"]).encode()
    inside = _inside(open_sealed(private_key, b64decode(entry["sealed"]), "rating/result", bound), RATING)
    secret = bytes.fromhex(inside.pop("reply_secret"))
    rating = rating_from_record(inside)
    if (rating.id, rating.version) != (entry["header"]["rating_id"], entry["header"]["version"]):
        raise DataFault("rating_envelope_damaged")
    return rating, secret


def rating_record(rating: HumanRating) -> dict[str, Any]:
    return vars(rating) | {"skills": [vars(skill) for skill in rating.skills]}


def rating_from_record(record: Mapping[str, Any]) -> HumanRating:
    known = {name: record[name] for name in HumanRating.__dataclass_fields__}
    return HumanRating(**known | {"skills": tuple(RatedSkill(**skill) for skill in record["skills"])})


def _inside(plain: bytes | None, contract: str) -> Any:
    """Return the document in a sealed part. Whatever is wrong with it, the envelope is not what an office made."""
    if plain is None:
        raise DataFault("rating_envelope_damaged")
    try:
        return read_json_document(plain, contract)
    except Fault as fault:
        raise DataFault("rating_envelope_damaged") from fault


def _with_base64(header: Mapping[str, Any], parts: Mapping[str, Any]) -> bytes:
    levels = [b64encode(part).decode() for part in parts["levels"]]
    document = {
        "contract": f"progrez.{ENVELOPE}/1",
        "header": header,
        "texts": b64encode(parts["texts"]).decode(),
        "levels": levels,
    }
    return (json.dumps(document, indent=2) + "\n").encode()
