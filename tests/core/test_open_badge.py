"""The skills of a CV become an Open Badge that holds to the standard's schema, is signed, and names nobody unasked."""

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from progrez_desktop.core.cv import blinded, parse_profile_json, score_in_words
from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.keys.signing_key import PublicKey
from progrez_desktop.core.model.cv import CvDocument, CvLook
from progrez_desktop.core.open_badge import did_key, open_badge
from progrez_desktop.core.services.badges import signed_badge
from progrez_desktop.core.words import LANGUAGES, Words
from tests.cvs import made_cv
from tests.signers import signer

EN, LOOK = Words("en"), CvLook()


def example(repo: Path, language: str = "en") -> CvDocument:
    return parse_profile_json((repo / f"resources/contracts/examples/cv-profile.{language}.json").read_bytes())


def badge(document: CvDocument, words: Words = EN, look: CvLook = LOOK, *, with_name: bool = False) -> dict[str, Any]:
    return open_badge(document, words, look, origin="measured", point=signer().point, with_name=with_name)


def made() -> Iterator[tuple[CvDocument, Words]]:
    for seed in range(60):
        _, document, words = made_cv(seed)
        if document.skills:
            yield document, words


def parts_of(token: bytes) -> tuple[dict[str, Any], dict[str, Any], bytes, bytes]:
    """Header, claims, what was signed, and the signature."""
    to_sign, _, signature = token.strip().rpartition(b".")
    header, claims = (json.loads(decoded(part)) for part in to_sign.split(b"."))
    return header, claims, to_sign, decoded(signature)


def decoded(part: bytes) -> bytes:
    return base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4))


@pytest.mark.shared
def test_every_badge_holds_to_the_schema_of_the_standard(repo: Path, shared_dir: Path) -> None:
    path = shared_dir / "fixtures/openbadges3/schema/ob_v3p0_achievementcredential_schema_draft4.json"
    schema = jsonschema_rs.Draft4Validator(json.loads(path.read_text("utf-8")))
    for document, words in (*made(), *((example(repo, language), Words(language)) for language in LANGUAGES)):
        for with_name in (False, True):
            schema.validate(badge(document, words, with_name=with_name))
    assert not schema.is_valid(badge(example(repo)) | {"issuanceDate": None})


@pytest.mark.shared
def test_the_schema_refuses_what_the_examples_of_the_standard_got_wrong(shared_dir: Path) -> None:
    folder = shared_dir / "fixtures/openbadges3"
    path = folder / "schema/ob_v3p0_achievementcredential_schema_draft4.json"
    schema = jsonschema_rs.Draft4Validator(json.loads(path.read_text("utf-8")))
    assert schema.is_valid(json.loads((folder / "examples/simple_v1.json").read_text("utf-8")))
    assert not schema.is_valid(json.loads((folder / "examples/simple-err-type.json").read_text("utf-8")))


def test_every_badge_holds_to_our_own_contract(repo: Path) -> None:
    schema = json.loads((repo / "resources/contracts/open-badge.schema.json").read_text("utf-8"))
    for document, words in made():
        for with_name in (False, True):
            jsonschema_rs.validate(schema, badge(document, words, with_name=with_name))


def test_it_says_of_each_skill_what_the_cv_says_of_it(repo: Path) -> None:
    document = example(repo)
    for look in (LOOK, CvLook(numbers=True)):
        told = badge(document, look=look)
        subject = told["credentialSubject"]
        expected = [(skill.name, score_in_words(skill, EN, numbers=look.numbers)) for skill in document.skills]
        named = {one["id"]: one["name"] for one in subject["achievement"]["resultDescription"]}
        assert [(named[one["resultDescription"]], one["value"]) for one in subject["result"]] == expected
        assert [one["name"] for one in told["evidence"]] == [skill.name for skill in document.skills]
        assert all(level in one["narrative"] for one, (_, level) in zip(told["evidence"], expected, strict=True))


def test_without_being_asked_it_names_nobody_and_says_nothing_else_of_the_cv(repo: Path) -> None:
    document = example(repo)
    told = json.dumps(badge(document), ensure_ascii=False)
    entries = [entry.title for section in document.sections for entry in section.entries if section.kind != "basis"]
    for secret in ("Sanne", "de Vries", *document.contact, document.summary, *filter(None, entries)):
        assert secret not in told
    assert "identifier" not in badge(document)["credentialSubject"]


def test_with_the_name_it_is_on_it_but_never_on_that_of_a_blind_cv(repo: Path) -> None:
    document = example(repo)
    (identity,) = badge(document, with_name=True)["credentialSubject"]["identifier"]
    assert (identity["identityHash"], identity["hashed"]) == ("Sanne de Vries", False)
    blind = badge(blinded(document, EN), with_name=True)
    assert "identifier" not in blind["credentialSubject"]


def test_its_ids_are_the_same_for_the_same_and_tell_two_apart(repo: Path) -> None:
    document = example(repo)
    assert badge(document) == badge(document)
    other = badge(replace(document, made=date(2026, 12, 1)))
    assert badge(document)["id"] != other["id"]
    assert badge(document)["credentialSubject"]["id"] != other["credentialSubject"]["id"]


def test_it_ends_when_the_first_of_its_scores_does(repo: Path) -> None:
    document = example(repo)
    first, *others = document.skills
    ends = [replace(first, valid_until=date(2027, 3, 1))] + [
        replace(skill, valid_until=date(2028, 5, 23)) for skill in others
    ]
    assert badge(replace(document, skills=tuple(ends)))["expirationDate"] == "2027-03-01T23:59:59Z"
    endless = tuple(replace(skill, valid_until=None) for skill in document.skills)
    assert "expirationDate" not in badge(replace(document, skills=endless))


def test_a_cv_without_skills_makes_no_badge(repo: Path) -> None:
    with pytest.raises(DataFault, match="badge_no_skills"):
        badge(replace(example(repo), skills=()))


def test_the_token_is_signed_by_the_key_that_it_names_and_by_no_other(repo: Path) -> None:
    token = signed_badge(example(repo), EN, LOOK, signer(), "given", with_name=False)
    header, claims, to_sign, signature = parts_of(token)
    assert header == {"alg": "ES256", "typ": "JWT", "jwk": signer().public.jwk()}
    assert signer().public.has_signed(to_sign, signature)
    assert not signer(2).public.has_signed(to_sign, signature)
    x, y = (decoded(header["jwk"][part].encode()) for part in "xy")
    assert PublicKey(bytes([2 + y[-1] % 2]) + x) == signer().public
    credential = claims["vc"]
    assert claims["iss"] == credential["issuer"]["id"] == did_key(signer().point)
    assert (claims["jti"], claims["sub"]) == (credential["id"], credential["credentialSubject"]["id"])
    assert claims["nbf"] == 1795392000  # 23 November 2026, 00:00 UTC
    assert "not measured there" in credential["evidence"][0]["narrative"]
    assert token == signed_badge(example(repo), EN, LOOK, signer(), "given", with_name=False)


def test_a_key_as_identifier_is_that_of_the_specification() -> None:
    """The second example for P-256 of the did:key method (W3C CCG), 3.2: its public key, written out."""
    text = "zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv"
    number = 0
    for sign in text[1:]:
        number = number * 58 + "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".index(sign)
    raw = number.to_bytes(35)
    assert raw[:2] == b"\x80\x24"
    assert did_key(raw[2:]) == f"did:key:{text}"
