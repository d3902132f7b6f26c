"""A package that staff made is opened by its owner alone: at home with the code, here with the password too."""

import json
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import jsonschema_rs
import pytest

from progrez_desktop.core.errors import DataFault, LockedFault
from progrez_desktop.core.keys import recovery_code
from progrez_desktop.core.model.duty import Request
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import (
    accounts,
    duties,
    notices,
    own_copy,
    own_package,
    staff,
)
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.services.duty_house import PASSPHRASE, WORDS, answer, entered
from tests.core.services.term_house import ANNA, PASSWORD, LivedIn
from tests.fakes import MONDAY_MS


@pytest.fixture
def package(computer: LivedIn, tmp_path: Path) -> tuple[bytes, str]:
    """The package of somebody with a sitting, as staff made it, and their recovery code."""
    person = replace(ANNA, email="caro@example.org")
    with computer.on() as deps:
        made = accounts.create(deps, person, PASSWORD)
        accounts.sign_out(made.session)
        key = staff.set_up(deps, PASSPHRASE).key
        number = entered(deps, key, "access", Request(person.email))
        duties.close(deps, key, number, answer(tmp_path, package=tmp_path / "package.zip"), WORDS)
    return (tmp_path / "package.zip").read_bytes(), made.recovery_code


def test_at_home_the_recovery_code_opens_everything(package: tuple[bytes, str], tmp_path: Path, repo: Path) -> None:
    content, code = package
    manifest = json.loads(zipfile.ZipFile(BytesIO(content)).read("package.json"))
    jsonschema_rs.validate(json.loads((repo / "resources/contracts/locked-package.schema.json").read_text()), manifest)
    with LivedIn(tmp_path / "home", seed=6).on() as deps:
        opened = own_package.opened_with_code(deps, content, code.lower(), WORDS)
        with pytest.raises(LockedFault) as told:
            own_package.opened_with_password(deps, content, PASSWORD, WORDS)
        assert told.value.code == "wrong_password"
        assert list(deps.folder.root.glob("package-*")) == []
    data = json.loads(zipfile.ZipFile(BytesIO(opened)).read("data.json"))
    assert data["safe"]["person"][0]["email"] == "caro@example.org"
    assert len(data["device"]["account"]) == 1
    assert data["log"]["is_whole"]


def test_where_it_was_made_the_password_opens_the_same_as_signing_in(
    computer: LivedIn, package: tuple[bytes, str]
) -> None:
    with computer.on() as deps:
        opened = own_package.opened_with_password(deps, package[0], PASSWORD, WORDS)
        session = accounts.sign_in(deps, "caro@example.org", PASSWORD)
        directly = own_copy.document(deps, session, WORDS)
        accounts.sign_out(session)
    data = json.loads(zipfile.ZipFile(BytesIO(opened)).read("data.json"))
    assert data["safe"]["person"] == directly["safe"]["person"]
    assert data["safe"]["attempt"] == directly["safe"]["attempt"]


def test_nobody_else_reads_a_word_of_it(package: tuple[bytes, str], computer: LivedIn) -> None:
    content, _ = package
    packed = zipfile.ZipFile(BytesIO(content))
    for name in packed.namelist():
        for text in (b"caro@example.org", b"Quastenberg"):
            assert text not in packed.read(name)
    with computer.on() as deps:
        for wrong in ("wrong_password", "wrong_recovery_code"):
            with pytest.raises(LockedFault) as told:
                if wrong == "wrong_password":
                    own_package.opened_with_password(deps, content, "not that one at all", WORDS)
                else:
                    own_package.opened_with_code(deps, content, recovery_code.written(bytes(20)), WORDS)
            assert told.value.code == wrong


@pytest.mark.parametrize("spoilt", [b"", b"PK", b"not a zip at all", None, "swapped", "no safe", "odd"])
def test_a_package_that_was_changed_is_told_and_leaves_nothing(
    package: tuple[bytes, str], tmp_path: Path, spoilt: bytes | str | None
) -> None:
    content, code = package
    if spoilt is None:
        content = content[: len(content) // 2]
    elif isinstance(spoilt, bytes):
        content = spoilt
    else:
        content = changed(content, spoilt)
    with LivedIn(tmp_path / "home", seed=6).on() as deps:
        with pytest.raises(DataFault) as told:
            own_package.opened_with_code(deps, content, code, WORDS)
        assert told.value.code in ("package_damaged", "safe_damaged")
        assert list(deps.folder.root.glob("package-*")) == []


def changed(content: bytes, how: str) -> bytes:
    before, made = zipfile.ZipFile(BytesIO(content)), BytesIO()
    with zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            one = before.read(name)
            if how == "swapped" and name == "data.safe":
                one = one[:5000] + bytes([one[5000] ^ 1]) + one[5001:]
            if how == "odd" and name == "package.json":
                one = json.dumps(json.loads(one) | {"account_id": ["../../etc"]}).encode()
            if not (how == "no safe" and name == "data.safe"):
                after.writestr(name, one)
    return made.getvalue()


def test_its_owner_hears_of_it_at_the_next_sign_in_once(computer: LivedIn, package: tuple[bytes, str]) -> None:
    with computer.on(MONDAY_MS + DAY_MS) as deps:
        session = accounts.sign_in(deps, "caro@example.org", PASSWORD)
        [news] = notices.news(session)
        for language in LANGUAGES:
            assert news.body["number"] in notices.sentence(news, Words(language))
        [line] = [one for one in session.safe.log.checked(None).lines if one.action == "package_made"]
        assert line.actor == "operator"
        notices.were_told(deps, session, [news])
        accounts.sign_out(session)
        session = accounts.sign_in(deps, "caro@example.org", PASSWORD)
        assert notices.news(session) == []
        accounts.sign_out(session)
