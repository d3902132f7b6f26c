"""An evidence pack holds what the AI Act asks for and says what is missing, is the same each time, and is told."""

import hashlib
import io
import json
import zipfile

import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_document import keep_contract
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.services import registry
from progrez_desktop.core.services.recruiting import evidence_pack
from tests.core.services.recruiting.desk_house import content, release, score
from tests.core.services.recruiting.role_house import read_without_a_role
from tests.core.services.recruiting.test_tally import put
from tests.core.services.registry_house import DAY_MS, House, Sealed, mail_in, server_of

ALWAYS = {
    *("manifest.json", "log.json", "dpia.en.html", "dpia.nl.html", "works-council.en.html", "works-council.nl.html"),
    *("model/model.json", "model/answers.card.md", "model/technical-manual.nl.pdf", "contents.nl.html"),
}


@pytest.fixture
def one(house: House) -> Sealed:
    (sealed,) = release(house, [content([score("empathy", 6.0)])])
    read_without_a_role(house.deps)
    registry.detail(house.deps, sealed.release_id)
    return sealed


def opened(gathered: evidence_pack.Gathered) -> dict[str, bytes]:
    data = evidence_pack.packed(gathered)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: packed.read(name) for name in packed.namelist()}


def manifest_of(files: dict[str, bytes]) -> dict:
    manifest: dict = json.loads(files["manifest.json"])
    keep_contract(manifest, "evidence-pack")
    return manifest


def decide(house: House, one: Sealed, letter: str | None = None) -> None:
    at_ms = house.clock.now_ms()
    row = {"id": "d1", "release_id": one.release_id, "code": registry.rows(house.deps, Query())[0].code}
    row |= {"role": "Advisor", "decision": "Invited", "reason": "The interview", "basis": "-", "by": "Noor"}
    put(house, "decision", row | {"at_ms": at_ms, "until_ms": at_ms + 10**10})
    if letter is not None:
        put(house, "letter", {"decision_id": "d1", "language": "nl", "text": letter, "by": "Noor", "at_ms": at_ms})


def test_each_file_is_named_with_its_hash_and_what_is_missing_is_said(house: House, one: Sealed) -> None:
    files = opened(evidence_pack.of_candidate(house.deps, one.release_id, "nl"))
    manifest = manifest_of(files)
    assert set(files) > ALWAYS and {"oversight.json", "notices/receipt.json"} < set(files)
    assert {part["name"]: part["sha256"] for part in manifest["parts"]} == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "manifest.json"
    }
    missing = {gap["what"] for gap in manifest["missing"]}
    assert missing == {"log_elsewhere", "no_decision", "no_letter", "statement_other", "no_notices"} | {
        *("conformity", "skeletons")
    }
    cover = files["contents.nl.html"].decode()
    assert all(name in cover for name in files if name not in ("manifest.json", "contents.nl.html"))
    assert "De getoonde verklaring heeft een andere hash" in cover


def test_it_is_written_down_and_told_before_it_is_handed_out(house: House, one: Sealed) -> None:
    told = json.loads(opened(evidence_pack.of_candidate(house.deps, one.release_id, "en"))["log.json"])
    assert told["verification"]["is_whole"] is True
    assert [event["action"] for event in told["events"]][-2:] == ["profile_read", "evidence_packed"]
    assert {(read["event"], read["count"]) for read in told["reads_by_day"]} == {("opened", 1), ("exported", 1)}
    server = server_of(house)
    registry.fetch(house.deps, server)
    assert {mail_in(one, item)["event"] for item in server.mail()} == {"opened", "exported"}


def test_the_same_state_gives_the_same_bytes(house: House, one: Sealed, monkeypatch: pytest.MonkeyPatch) -> None:
    evidence_pack.of_model(house.deps, "en")
    monkeypatch.setattr(type(house.deps), "note", lambda *_, **__: None)
    one_way, other_way = (evidence_pack.packed(evidence_pack.of_model(house.deps, "en")) for _ in range(2))
    assert one_way == other_way


def test_decisions_overrides_and_letters_are_in_it_and_scores_are_not(house: House, one: Sealed) -> None:
    decide(house, one, "Beste Sanne,\nwij nodigen je uit.")
    put(house, "role", {"id": "r", "name": "Advisor", "assessment": "working-together", "document": "{}", "made_ms": 0})
    document = json.dumps({"override": {"instead": 3, "reason": "A cold"}})
    row = {"release_id": one.release_id, "role_id": "r", "document": document, "by": "Noor", "at_ms": 1}
    put(house, "combination", row)
    files = opened(evidence_pack.of_candidate(house.deps, one.release_id, "nl"))
    oversight = json.loads(files["oversight.json"])
    assert (oversight["overrides"], oversight["decisions"][0]["reason"]) == (1, "The interview")
    assert oversight["combinations"][0]["document"]["override"]["reason"] == "A cold"
    assert files["letters/1.nl.txt"].decode() == "Beste Sanne,\nwij nodigen je uit.\n"
    assert not {"no_decision", "no_letter"} & {gap["what"] for gap in manifest_of(files)["missing"]}
    everything = b"".join(data for name, data in files.items() if not name.startswith("model/"))
    assert b"sten_exact" not in everything and b"theta" not in everything


def test_of_somebody_who_is_gone_there_is_what_outlives_the_profile(house: House, one: Sealed) -> None:
    decide(house, one)
    code = registry.rows(house.deps, Query())[0].code
    house.deps.store.database.write("DELETE FROM release")
    assert evidence_pack.found_by(house.deps, code) == [one.release_id]
    files = opened(evidence_pack.of_candidate(house.deps, one.release_id, "en"))
    assert "notices/receipt.json" not in files and len(json.loads(files["oversight.json"])["decisions"]) == 1
    assert "profile_gone" in {gap["what"] for gap in manifest_of(files)["missing"]}


def test_of_nobody_there_is_none(house: House) -> None:
    with pytest.raises(UsageFault, match="registry_no_such_release"):
        evidence_pack.of_candidate(house.deps, "0" * 32, "en")
    with pytest.raises(UsageFault, match="registry_no_such_release"):
        evidence_pack.found_by(house.deps, "7F3-K2")


def test_a_log_that_was_changed_is_no_evidence(house: House, one: Sealed) -> None:
    house.deps.store.database.write("UPDATE audit_event SET action = 'nothing' WHERE seq = 1")
    files = opened(evidence_pack.of_candidate(house.deps, one.release_id, "en"))
    told = json.loads(files["log.json"])
    assert told["verification"]["is_whole"] is False and told["events"] == []
    assert "log_broken" in {gap["what"] for gap in manifest_of(files)["missing"]}


def test_the_pack_of_the_model_names_nobody_and_marks_what_people_have_to_say(house: House, one: Sealed) -> None:
    files = opened(evidence_pack.of_model(house.deps, "nl"))
    assert set(files) > {*ALWAYS, "oversight.html", "notices/privacy.nl.txt"}
    everything = b"".join(files.values())
    assert one.release_id.encode() not in everything and b"Sanne" not in everything
    dpia = files["dpia.nl.html"].decode()
    assert "DOOR MENSEN IN TE VULLEN" in dpia and "Waterschap Voorbeeld" in dpia and "minder dan 20" in dpia
    assert "TO BE FILLED IN BY PEOPLE" in files["works-council.en.html"].decode()


def test_of_somebody_whose_time_is_over_nothing_is_told_that_goes_with_them(house: House, one: Sealed) -> None:
    """Also before it is destroyed, which waits for a time that is believed."""
    decide(house, one, "Beste Sanne,\nwij nodigen je uit.")
    put(house, "role", {"id": "r", "name": "Advisor", "assessment": "working-together", "document": "{}", "made_ms": 0})
    row = {"release_id": one.release_id, "role_id": "r", "document": "{}", "by": "Noor", "at_ms": 1}
    put(house, "combination", row)
    house.deps.store.database.write("UPDATE letter SET release_id = ?", (one.release_id,))
    house.clock.advance(21 * DAY_MS)
    files = opened(evidence_pack.of_candidate(house.deps, one.release_id, "nl"))
    oversight, log = json.loads(files["oversight.json"]), json.loads(files["log.json"])
    assert set(oversight) == {"decisions"} and log["reads_by_day"] == []
    assert len(oversight["decisions"]) == 1 and not any(name.startswith("letters/") for name in files)


def test_a_decision_whose_own_date_has_passed_is_no_evidence_any_more(house: House, one: Sealed) -> None:
    decide(house, one)
    code = registry.rows(house.deps, Query())[0].code
    house.clock.advance(300 * DAY_MS)
    for seek in (lambda: evidence_pack.found_by(house.deps, code), lambda: _pack(house, one)):
        with pytest.raises(UsageFault, match="registry_no_such_release"):
            seek()


def _pack(house: House, one: Sealed) -> evidence_pack.Gathered:
    return evidence_pack.of_candidate(house.deps, one.release_id, "en")


def test_the_log_of_the_model_counts_no_few_and_no_month_that_goes_on(house: House, one: Sealed) -> None:
    """Else it would tell by month and deed what statistics keep to themselves."""
    house.clock.advance(31 * DAY_MS)
    told = json.loads(opened(evidence_pack.of_model(house.deps, "en"))["log.json"])
    assert told["by_action"] == {}
    for _ in range(25):
        house.deps.note("profile_read", one.release_id)
    house.clock.advance(31 * DAY_MS)
    told = json.loads(opened(evidence_pack.of_model(house.deps, "en"))["log.json"])
    assert told["by_action"] == {"profile_read": {"2026-12": 26}}
