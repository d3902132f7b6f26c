"""The readable part of a person's own copy tells every room, in an order in which one reads, wherever it is opened."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from progrez_desktop.core.model.duty import Request
from progrez_desktop.core.model.objection import Objection
from progrez_desktop.core.model.public_work import CodeLanguage, Notice, PublicWork, Week
from progrez_desktop.core.services import (
    accounts,
    duties,
    own_copy,
    own_package,
    rating_carrier,
    rating_office,
    ratings,
    releasing,
    staff,
    training_texts,
)
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.services.duty_house import PASSPHRASE, WORDS, answer, entered
from tests.core.services.rating_house import (
    EMAIL,
    ORGANISATION,
    PASSWORD,
    Bureau,
    Kiosk,
    envelope_of,
    exported,
    rate_all,
)
from tests.core.services.release_house import Employer, finished_at, outbox_rows
from tests.fakes import MONDAY_MS
from tests.own_details import FILLED

WORK = PublicWork(
    "canary-user",
    MONDAY_MS,
    (CodeLanguage("Fortran", 30),),
    40,
    2,
    (Week(date(2026, 11, 16), (("push", 3),)),),
    Notice("2026-11", "en", "ab" * 32),
)
CHAPTERS = (
    *("summary", "about", "scores", "logic", "against", "answers", "readings", "ratings", "examples"),
    *("choices", "happened", "kept", "held"),
)


def paper_of(copy: bytes, words: Words) -> str:
    content = zipfile.ZipFile(io.BytesIO(copy)).read(words("own_copy.pdf_name"))
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    """Somebody with something in every room."""
    kiosk, bureau = finished_at(tmp_path / "kiosk", Employer.made()), Bureau(tmp_path / "office", ORGANISATION)
    deps, session = kiosk.deps, kiosk.session
    kiosk.trust(bureau.deps)
    kiosk.grant("profile", "contact", "human_rating", "training_texts")
    session.safe.own_details.keep(FILLED.with_public_work(WORK), 1)
    session.safe.own_age.keep(41, 1)
    item = session.safe.rows()["reading"][0]["item_id"]
    session.safe.objections.save(
        kiosk.attempt_id, Objection(item, "empathy", "ab" * 32, "other", "ik bedoelde rust", 1)
    )
    [offer, *_] = training_texts.offers(deps, session, kiosk.attempt_id)
    training_texts.set_ready(deps, session, kiosk.attempt_id, replace(offer, text="een tekst zonder namen"))
    ratings.request(deps, session, kiosk.attempt_id)
    rating_office.take_letter(bureau.deps, envelope_of(kiosk))
    rate_all(bureau.deps)
    rating_carrier.deliver(deps, exported(bureau.deps))
    bureau.close()
    releasing.send(deps, session, releasing.look(deps, session))
    deps.device.provider_links.put(b"k" * 32, session.account_id, 1)
    kiosk.sign_in_again()
    return kiosk


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_tells_every_room_in_an_order_in_which_one_reads(kiosk: Kiosk, language: str) -> None:
    words = Words(language)
    told = paper_of(own_copy.copy_of(kiosk.deps, kiosk.session, words), words)
    found = [told.rfind(words(f"own_copy.chapter.{name}")) for name in CHAPTERS]
    assert found == sorted(found)
    assert found[0] > 0
    [rated, *_] = ratings.ratings_of(kiosk.session, kiosk.attempt_id)
    for text in (
        *("Voorbeeldstad", "Waterschap Voorbeeld Oost", "polder-flow", "canary-user", "Fortran", "41"),
        *("ik bedoelde rust", "een tekst zonder namen", words(f"rating.role.{rated.role}")),
        *(one.reason for one in rated.skills if one.reason),
        words("my_data.found_by_provider"),
        words("own_copy.withheld.staff"),
        words.plural("github.event.push", 3),
    ):
        assert " ".join(text.split()) in told, text


def test_no_word_is_broken_where_it_has_its_room(kiosk: Kiosk) -> None:
    assert "Empath y" not in paper_of(own_copy.copy_of(kiosk.deps, kiosk.session, WORDS), WORDS)


def test_what_staff_did_stays_in_it_after_it_was_told(kiosk: Kiosk, tmp_path: Path) -> None:
    deps = kiosk.deps
    accounts.sign_out(kiosk.session)
    key = staff.set_up(deps, PASSPHRASE).key
    number = entered(deps, key, "access", Request(EMAIL))
    duties.close(deps, key, number, answer(tmp_path, package=tmp_path / "package.zip"), WORDS)
    kiosk.session = accounts.sign_in(deps, EMAIL, PASSWORD)
    for one in kiosk.session.safe.notices.news():
        kiosk.session.safe.notices.was_told(one.id, 1)
    told = paper_of(own_copy.copy_of(deps, kiosk.session, WORDS), WORDS)
    assert "your data were asked for by mail" in told


def test_out_of_a_package_it_says_what_holds_where_it_was_made(kiosk: Kiosk) -> None:
    for row in outbox_rows(kiosk):
        kiosk.deps.device.outbox.mark_sent(row["seq"])
    here = paper_of(own_copy.copy_of(kiosk.deps, kiosk.session, WORDS), WORDS)
    [account] = kiosk.deps.device.accounts()
    accounts.sign_out(kiosk.session)
    package = own_package.make(kiosk.deps, account)
    home = paper_of(own_package.opened_with_password(kiosk.deps, package, PASSWORD, WORDS), WORDS)
    start, end = WORDS("own_copy.released.lead"), WORDS("own_copy.chapter.happened")
    assert "waits here" not in here
    assert part(home, start, end) == part(here, start, end)
    kept, held = WORDS("own_copy.chapter.kept"), WORDS("own_copy.chapter.held")
    assert part(home, kept, held) == part(here, kept, held)
    assert "1970" not in part(home, kept, held)


def test_out_of_a_package_comes_what_waited_for_its_owner_too(tmp_path: Path) -> None:
    kiosk, bureau = finished_at(tmp_path / "kiosk", Employer.made()), Bureau(tmp_path / "office", ORGANISATION)
    deps, session = kiosk.deps, kiosk.session
    kiosk.trust(bureau.deps)
    kiosk.grant("profile", "human_rating")
    ratings.request(deps, session, kiosk.attempt_id)
    rating_office.take_letter(bureau.deps, envelope_of(kiosk))
    rate_all(bureau.deps)
    rating_carrier.deliver(deps, exported(bureau.deps))
    bureau.close()
    [account] = deps.device.accounts()
    accounts.sign_out(session)
    rated = paper_of(own_package.opened_with_password(deps, own_package.make(deps, account), PASSWORD, WORDS), WORDS)
    first, last = WORDS("own_copy.chapter.ratings"), WORDS("own_copy.chapter.examples")
    assert WORDS("own_copy.none") not in part(rated, first, last)
    assert "level" in part(rated, first, last)
    key = staff.set_up(deps, PASSPHRASE).key
    duties.close(deps, key, entered(deps, key, "withdrawal", Request(EMAIL)), answer(tmp_path), WORDS)
    told = paper_of(own_package.opened_with_password(deps, own_package.make(deps, account), PASSWORD, WORDS), WORDS)
    assert "was ended, because that was asked by mail" in told
    assert "Allowed since" not in part(told, WORDS("own_copy.chapter.choices"), WORDS("own_copy.released.lead"))


def part(text: str, start: str, end: str) -> str:
    found = text[text.rindex(start) : text.rindex(end)]
    return " ".join(word for word in found.split() if not word.isdigit())
