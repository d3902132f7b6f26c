"""How a person's texts sound stays with that person: no byte that leaves, or that others can open, holds it."""

import json
from dataclasses import replace
from pathlib import Path

from progrez_desktop.core.model.cv import CvChoices
from progrez_desktop.core.model.details import MyDetails
from progrez_desktop.core.services import own_texts, papers, rating_letters, ratings, results
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.scoring.text.tone import EMOTIONS
from tests.core.documents.pdf_text import squeezed, text_of
from tests.core.services.rating_house import CANARIES, ORGANISATION, Bureau, Kiosk, envelope_of
from tests.scoring.text.made import ANSWER
from tests.scoring.text.made_reading import made_reading, made_tone
from tests.scoring.text.test_reader import READER

TEXT = CANARIES["text"]
CANARY = 0.7311
TELLING = ("emotions", "ekman", "sentiment", "courtesy", "distress", str(CANARY), *(e for e in EMOTIONS if len(e) > 5))
"""Names of tones, and a probability that nothing else has."""


def test_no_byte_that_leaves_holds_a_tone(tmp_path: Path) -> None:
    bureau = Bureau(tmp_path / "office", ORGANISATION)
    kiosk = _read_kiosk(tmp_path / "kiosk")
    kept = json.dumps(kiosk.session.safe.readings(kiosk.attempt_id)["disagreement"].body)
    assert all(tone in kept for tone in TELLING), "the tone is there, so that nothing below looks in vain"
    kiosk.trust(bureau.deps)
    kiosk.grant("profile", "contact", "background", "teams", "human_rating", "research", "anonymous_statistics")
    ratings.request(kiosk.deps, kiosk.session, kiosk.attempt_id)
    outgoing = [*_cvs(kiosk), _device(kiosk), _opened(bureau, envelope_of(kiosk))]
    assert TEXT in outgoing[-1], "the office may read the text itself"
    for content in outgoing:
        assert not [tone for tone in TELLING if tone in content]
    on_disk = [path.read_bytes() for root in (bureau.root, tmp_path / "kiosk") for path in root.rglob("*.*")]
    assert not [tone for content in on_disk for tone in (*TELLING, TEXT) if tone.encode() in content]
    bureau.close()


def test_what_worries_a_person_is_not_even_kept(tmp_path: Path) -> None:
    kiosk = Kiosk.at(tmp_path)
    own = own_texts.load(kiosk.deps, kiosk.session, kiosk.attempt_id)
    silent = READER.read(f"I have a depression and I want to end my life. {ANSWER}", "disagreement", "en")
    assert ("sensitive" in silent.guards, silent.tone, silent.evidence) == (True, None, None)
    before = kiosk.session.safe.readings(kiosk.attempt_id)
    item = own.texts[0].prompt.id
    own_texts.keep(kiosk.deps, kiosk.session, own.with_reading(item, silent), item)
    assert kiosk.session.safe.readings(kiosk.attempt_id) == before


def _read_kiosk(root: Path) -> Kiosk:
    """Return a device on which a reading of each half is kept."""
    kiosk = Kiosk.at(root)
    own = own_texts.load(kiosk.deps, kiosk.session, kiosk.attempt_id)
    reading = replace(made_reading({"empathy": 4}), tone=made_tone(groups={"joy": CANARY}))
    own_texts.keep(kiosk.deps, kiosk.session, own.with_reading("disagreement", reading), "disagreement")
    return kiosk


def _cvs(kiosk: Kiosk) -> list[str]:
    profile = results.finish(kiosk.deps, kiosk.session, kiosk.attempt_id)
    wish, own = CvChoices(), MyDetails()
    made = [papers.cv(kiosk.deps, kiosk.session, profile, wish, own, Words(language)) for language in LANGUAGES]
    return [squeezed(text_of(one.pdf)) for one in made]


def _device(kiosk: Kiosk) -> str:
    """Return all that the device database says once it is open."""
    database = kiosk.deps.device._database
    tables = [row[0] for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert "outbox" in tables
    return repr([[tuple(row) for row in database.rows(f"SELECT * FROM {table}")] for table in tables])  # noqa: S608


def _opened(bureau: Bureau, letter: bytes) -> str:
    """Return all that the rating office finds in a letter once both of its parts are opened."""
    envelope, store = rating_letters.read_envelope(letter), bureau.deps.store
    private = store._database.rows("SELECT levels_private FROM office")[0][0]
    texts = rating_letters._texts_bytes(rating_letters.open_texts(envelope, store.texts_private_key())).decode()
    levels = [
        rating_letters.open_levels(sealed, envelope.header, place, private)
        for place, sealed in enumerate(envelope.levels)
    ]
    return f"{dict(envelope.header)} {texts} {levels}"
