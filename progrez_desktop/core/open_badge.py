"""The skills of a CV as an Open Badge: a credential that programs for such files take in, without a name unless wanted.

One credential for what the person chose to show: its achievement is having taken the assessment, and where they stand
is its results, in words. It is of the form that the shared examples have a schema for: Open Badges 3.0 over version 1.1
of W3C's data model, as JSON Web Token.
"""

import base64
import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, get_args

from progrez_desktop.core.check_code import Origin
from progrez_desktop.core.cv import score_in_words
from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.cv import CvDocument, CvLook, CvSkill
from progrez_desktop.core.words import Words

Json = dict[str, Any]

BADGE_BEGINS = b"eyJ"
"""How every token begins: with a brace and a quotation mark, encoded."""
_CONTEXT = ["https://www.w3.org/2018/credentials/v1", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ORIGINS: tuple[Origin, ...] = get_args(Origin)
_P256 = bytes((0x80, 0x24))
"""How did:key says what kind of key follows: 0x1200 of the multicodec table, as a variable-length number."""


@dataclass(frozen=True)
class Token:
    """A badge as it was found: which key it names, what that signed, and what it says of its making."""

    point: bytes
    signed: bytes
    signature: bytes
    made: date
    origin: Origin


def open_badge(
    document: CvDocument, words: Words, look: CvLook, *, origin: Origin, point: bytes, with_name: bool = False
) -> Json:
    """Return the credential of the skills on a CV: the same for the same CV and issuer.

    Args:
        point: The public half of the key that will sign it, which is all that it says of its issuer.

    Raises:
        DataFault: "badge_no_skills".
    """
    must_have_skills(document)
    name = document.full_name if with_name and not document.is_blind else ""
    results = [_result(skill, words, look) for skill in document.skills]
    seed = json.dumps([results, str(document.made), origin, name, did_key(point)], ensure_ascii=False)
    achievement = _id("achievement", seed)
    title = next((entry.title for part in document.sections if part.kind == "basis" for entry in part.entries), "")
    return {
        "@context": _CONTEXT,
        "id": _id("credential", seed),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": words("badge.name"),
        "issuer": {"id": did_key(point), "type": ["Profile"], "name": words("badge.issuer")},
        "issuanceDate": f"{document.made}T00:00:00Z",
        **_expiration(document.skills),
        "credentialSubject": {
            "id": _id("subject", seed),
            "type": ["AchievementSubject"],
            **({"identifier": [_identity(name)]} if name else {}),
            "achievement": {
                "id": achievement,
                "type": ["Achievement"],
                "achievementType": "Assessment",
                "name": title or words("badge.name"),
                "description": words("badge.description"),
                "criteria": {"narrative": words("badge.criteria")},
                "resultDescription": [_described(skill, n, achievement) for n, skill in enumerate(document.skills, 1)],
            },
            "result": [{**result, "resultDescription": f"{achievement}#{n}"} for n, result in enumerate(results, 1)],
        },
        "evidence": [_evidence(skill, words, look, origin) for skill in document.skills],
    }


def must_have_skills(document: CvDocument) -> None:
    """Raise "badge_no_skills" for a CV that shows none."""
    if not document.skills:
        raise DataFault("badge_no_skills")


def claims_of(credential: Mapping[str, Any]) -> Json:
    """Return a credential as what a JSON Web Token claims (W3C Verifiable Credentials 1.1, 6.3.1)."""
    times = {"nbf": credential["issuanceDate"], "exp": credential.get("expirationDate")}
    return {
        "iss": credential["issuer"]["id"],
        "sub": credential["credentialSubject"]["id"],
        "jti": credential["id"],
        **{claim: _seconds(moment) for claim, moment in times.items() if moment},
        "vc": credential,
    }


def signing_input(claims: Mapping[str, Any], jwk: Mapping[str, str]) -> bytes:
    """Return the part of a JSON Web Token that is signed (RFC 7515, 5.1), with the key that checks it."""
    header = {"alg": "ES256", "typ": "JWT", "jwk": jwk}
    parts = (json.dumps(part, separators=(",", ":"), ensure_ascii=False).encode() for part in (header, claims))
    return b".".join(map(encoded, parts))


def read_token(content: bytes) -> Token | None:
    """Return a badge that may be ours, its signature not checked yet; None where it is no token in our form."""
    try:
        header, claims, signature = (_decoded(part) for part in content.strip().split(b"."))
        jwk, said = json.loads(header)["jwk"], json.loads(claims)
        credential = said["vc"]
        made, origin = credential["issuanceDate"], credential["evidence"][0]["genre"]
        point = bytes([2 + _decoded(jwk["y"].encode())[-1] % 2]) + _decoded(jwk["x"].encode())
        signed = content.strip().rpartition(b".")[0]
        # Written again as we write it, so that nothing else can stand in it.
        same = signing_input(claims_of(credential), jwk) == signed and credential["issuer"]["id"] == did_key(point)
        found = Token(point, signed, signature, date.fromisoformat(made[:10]), origin)
        return found if same and origin in _ORIGINS else None
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError):
        return None


def encoded(content: bytes) -> bytes:
    """Return bytes as base64url without padding, which is how tokens have them."""
    return base64.urlsafe_b64encode(content).rstrip(b"=")


def did_key(point: bytes) -> str:
    """Return a public key of P-256 as an identifier that holds the whole key, so that nobody has to be asked for it."""
    number, text = int.from_bytes(_P256 + point), ""
    while number:
        number, digit = divmod(number, 58)
        text = _BASE58[digit] + text
    return f"did:key:z{text}"


def _decoded(part: bytes) -> bytes:
    """Raise ValueError for what `encoded` would not have written."""
    content = base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4))
    if encoded(content) != part:
        raise ValueError
    return content


def _result(skill: CvSkill, words: Words, look: CvLook) -> Json:
    return {"type": ["Result"], "value": score_in_words(skill, words, numbers=look.numbers)}


def _described(skill: CvSkill, number: int, achievement: str) -> Json:
    return {
        "id": f"{achievement}#{number}",
        "type": ["ResultDescription"],
        "name": skill.name,
        "resultType": "PerformanceLevel",
    }


def _evidence(skill: CvSkill, words: Words, look: CvLook, origin: Origin) -> Json:
    level = score_in_words(skill, words, numbers=look.numbers)
    day = words.day(skill.measured)
    told = words("badge.evidence", skill=skill.name, level=level, norm=skill.norm, day=day)
    narrative = f"{told} {words(f'badge.origin.{origin}')}"
    return {"type": ["Evidence"], "name": skill.name, "narrative": narrative, "genre": origin}


def _expiration(skills: tuple[CvSkill, ...]) -> Json:
    """The first day on which one of the scores doesn't hold any more ends the whole."""
    ends = [skill.valid_until for skill in skills if skill.valid_until]
    return {"expirationDate": f"{min(ends)}T23:59:59Z"} if ends else {}


def _identity(name: str) -> Json:
    return {"type": "IdentityObject", "hashed": False, "identityHash": name, "identityType": "ext:name"}


def _id(kind: str, seed: str) -> str:
    return uuid.UUID(bytes=hashlib.sha256(f"{kind}\0{seed}".encode()).digest()[:16], version=5).urn


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).astimezone(UTC).timestamp())
