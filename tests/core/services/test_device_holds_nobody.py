"""After a whole life on it, nothing in the device database can be read of a person: every row, decrypted."""

from pathlib import Path

from progrez_desktop.core.model.consent import PURPOSES
from progrez_desktop.core.model.contest import WHOLE
from progrez_desktop.core.model.duty import Request
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.model.provider import Identity
from progrez_desktop.core.services import (
    accounts,
    contesting,
    correcting,
    duties,
    provider_sign_in,
    ratings,
    receipts,
    releasing,
    retention,
    sealed_safe,
    staff,
    training_texts,
    withdrawing,
)
from progrez_desktop.core.services.provider_sign_in import Came
from progrez_desktop.core.store.own_rows import tables
from tests.core.services.duty_house import PASSPHRASE, WORDS, answer, entered
from tests.core.services.rating_house import CANARIES, PASSWORD, Bureau, Kiosk
from tests.core.services.release_house import Employer, finished_at
from tests.fakes import there
from tests.own_details import APART, FILLED

SAID = {"words": "canary-of-a-reason", "correction": "canary-of-a-correction", "note": "canary-of-a-letter"}
ELSEWHERE = {"subject": "canary-subject", "name": "Canarina", "email": "canary.elsewhere@example.net"}
NEW_EMAIL = "canary.renamed@example.org"


def lived(kiosk: Kiosk, bureau: Bureau) -> None:
    deps, session, attempt_id = kiosk.deps, kiosk.session, kiosk.attempt_id
    kiosk.trust(bureau.deps)
    kiosk.grant(*PURPOSES)
    skill = deps.assessment.skills[0].id
    contesting.object_to(deps, session, attempt_id, skill, "other", SAID["words"])
    contesting.correct(deps, session, attempt_id, WHOLE, SAID["correction"])
    training_texts.set_ready(deps, session, attempt_id, training_texts.offers(deps, session, attempt_id)[0])
    ratings.request(deps, session, attempt_id)
    releasing.withhold(deps, session, [skill])
    releasing.send(deps, session, releasing.look(deps, session))
    who = Identity("https://id.example.org", ELSEWHERE["subject"], ELSEWHERE["name"], "", ELSEWHERE["email"], True)
    provider_sign_in.link(deps, session, Came(who, "Example", has_account=True, email=""))
    retention.choose(deps, session, "longer")
    kiosk.session = correcting.correct_person(deps, session, PersonDetails("Canaria", "Vogel", NEW_EMAIL))


def staff_worked(kiosk: Kiosk, tmp_path: Path) -> None:
    code = str(there(receipts.latest(kiosk.session))["dpv:hasWithdrawalMethod"]["dct:identifier"])
    accounts.sign_out(kiosk.session)
    key = staff.set_up(kiosk.deps, PASSPHRASE).key
    asked = entered(kiosk.deps, key, "withdrawal", Request(NEW_EMAIL, CANARIES["name"], note=SAID["note"]))
    duties.close(kiosk.deps, key, asked, answer(tmp_path, SAID["note"]), WORDS)
    withdrawing.by_code(kiosk.deps, code)


def test_nothing_in_the_device_database_can_be_read_of_a_person(tmp_path: Path) -> None:
    kiosk = finished_at(tmp_path / "kiosk", Employer.made())
    bureau = Bureau(tmp_path / "bureau", there(kiosk.deps.assessment.organisation).id)
    written = [
        text for entry in (*FILLED.entries("work"), *FILLED.entries("education")) for text in vars(entry).values()
    ]
    never = {*CANARIES.values(), *SAID.values(), *ELSEWHERE.values(), *APART.values(), "Vogel", "canary.renamed"}
    never |= {text for text in written if isinstance(text, str) and len(text) > 8}
    lived(kiosk, bureau)
    assert_unreadable(kiosk, never)
    staff_worked(kiosk, tmp_path)
    assert_unreadable(kiosk, never)
    kiosk.session = accounts.sign_in(kiosk.deps, NEW_EMAIL, PASSWORD)
    sealed_safe.leave(kiosk.deps, kiosk.session)
    assert_unreadable(kiosk, never)
    bureau.close()


def assert_unreadable(kiosk: Kiosk, never: set[str]) -> None:
    database = kiosk.deps.device._database
    held = [value for table in tables(database) for row in database.rows(f'SELECT * FROM "{table}"') for value in row]  # noqa: S608
    assert len(held) > 100
    plain = b"\0".join(value if isinstance(value, bytes) else str(value).encode() for value in held).lower()
    for canary in never:
        assert canary.lower().encode() not in plain
        assert canary.lower().encode("utf-16-le") not in plain
