"""What may be in the folder of a pack, everything that is wrong with one told at once, and who signs it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.keys.organisation_papers import read_card, sign_card
from progrez_desktop.core.keys.signing import public_of
from progrez_desktop.core.online.web import Reply
from progrez_desktop.core.packs import signed_pack
from progrez_desktop.core.packs.manifest import sha256_of
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import pack_fetching, pack_signing, packs
from progrez_desktop.core.services.pack_checking import every_problem, look
from progrez_desktop.core.services.pack_making import make, sign_pack
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.services.pack_house import (
    ORGANISATION,
    OTHER,
    SIGNING,
    card_document,
    change,
    folder,
    pack_of,
    trust,
    unsigned,
)
from tests.core.services.registry_house import new_house
from tests.core.services.term_house import LivedIn
from tests.fakes import MONDAY_MS

TODAY = date(2026, 11, 26)


def problems(pack: bytes, today: date = TODAY) -> list[str]:
    """Return what is told of a pack, each of it said in both languages without a gap."""
    found = list(every_problem(pack, shipped(), today))
    for language in LANGUAGES:
        for fault in found:
            assert Words(language).of_fault(fault)
    return [fault.code for fault in found]


def with_parts(rewrite: Callable[[dict[str, Any]], object]) -> bytes:
    """Return the example's pack with other contents, as another program could have made it."""
    files = {name: content for name, content in signed_pack.files_in(unsigned()).items() if name != "manifest.json"}
    parts = {name.removesuffix(".json"): json.loads(content) for name, content in files.items()}
    rewrite(parts)
    return signed_pack.made({f"{name}.json": json.dumps(part).encode() for name, part in parts.items()})


def test_the_example_of_the_documentation_is_sound_signed_or_not() -> None:
    assert problems(unsigned()) == problems(pack_of()) == []


def _first(parts: dict[str, Any]) -> Any:
    return next(iter(parts["statements"]["blocks"].values()))[0]


WRONG: dict[str, Callable[[dict[str, Any]], object]] = {
    "pack_section_items": lambda parts: parts["pack"]["sections"].pop(),
    "pack_text_missing": lambda parts: parts["prompts"][0]["text"].pop("nl"),
    "json_wrong_value": lambda parts: parts["pack"]["purposes"].append("advertising"),
    "json_field_missing": lambda parts: parts["situation-keys"][0].pop("rationale"),
    "pack_key_count": lambda parts: parts["situation-keys"].clear(),
    "pack_item_unknown": lambda parts: _first(parts).update(id="ipip50_big5/Z1"),
    "pack_item_changed": lambda parts: _first(parts)["text"].update(nl="Ik ben gezellig."),
    "pack_item_missing": lambda parts: next(iter(parts["statements"]["blocks"].values())).pop(),
    "pack_format_changed": lambda parts: parts["formats"]["ambi"]["anchors"].reverse(),
    "pack_skills_differ": lambda parts: parts["report"]["skills"].pop("resilience"),
    "pack_skill_unknown": lambda parts: parts["prompts"][0]["skills"].append("charisma"),
    "pack_organisation_missing": lambda parts: parts["pack"].update(organisation=None),
    "pack_demonstration": lambda parts: parts["pack"]["organisation"].update(demonstration=True),
    "pack_key_missing": lambda parts: parts["pack"]["organisation"].update(public_key=None),
    "pack_purpose_alone": lambda parts: parts["pack"].update(purposes=["contact", "excerpts"]),
    "pack_day": lambda parts: parts["procedure"].update(closes="2027-02-31"),
    "pack_time_short": lambda parts: parts["procedure"].update(time_limit_min=5),
    "pack_folder_unknown": lambda parts: parts.update(more={}),
    "pack_file_missing": lambda parts: parts.pop("rubric"),
    "pack_adaptive_skills": lambda parts: parts["pack"]["adaptive"]["scales"].pop("resilience"),
    "pack_scale_unknown": lambda parts: parts["pack"]["adaptive"]["scales"].update(resilience="resilience_y"),
    "pack_validity_own": lambda parts: parts["validity"]["skills"].update(
        resilience={
            **{"people": 400, "raters": 3, "icc": 0.8, "r": 0.5, "mean": 2.0, "sd": 1.0},
            **{"measured_on": "2026-01-01", "source": "Ours", "source_sha256": "ab" * 32},
        }
    ),
}


@pytest.mark.parametrize("code", WRONG)
def test_everything_that_is_wrong_is_told(code: str) -> None:
    assert code in problems(with_parts(WRONG[code]))


def test_several_things_are_told_at_once_with_their_places() -> None:
    def both(parts: dict[str, Any]) -> None:
        del parts["prompts"][0]["text"]["nl"]
        del parts["situations"][0]["actions"][1]["text"]["en"]

    told = [Words("en").of_fault(fault) for fault in every_problem(with_parts(both), shipped(), TODAY)]
    assert len(told) == 2
    assert "prompts.json /0/text" in told[0] + told[1] and "situations.json /0/actions/1/text" in told[0] + told[1]


def test_a_closing_date_that_is_over_is_told_and_no_obstacle_to_what_began() -> None:
    assert problems(pack_of(), date(2027, 4, 1)) == ["pack_closed"]
    assert problems(pack_of(), date(2027, 3, 31)) == []


def test_a_signature_over_other_files_is_told() -> None:
    files = signed_pack.files_in(pack_of())
    other = signed_pack.files_in(with_parts(lambda parts: parts["pack"].update(publisher="Somebody")))
    assert problems(signed_pack.written({**other, "signature.json": files["signature.json"]})) == [
        "pack_signature_wrong"
    ]
    assert problems(pack_of(organisation_id="c" * 32)) == ["pack_signer_other"]


def test_a_signature_by_another_key_under_the_name_of_the_right_one_is_told() -> None:
    files = signed_pack.files_in(pack_of(private=OTHER))
    said = json.loads(files["signature.json"]) | {"signing_key": public_of(SIGNING).hex()}
    forged = signed_pack.written({**files, "signature.json": json.dumps(said).encode()})
    assert problems(forged) == ["pack_signature_wrong"]


def test_of_a_folder_only_what_belongs_there_is_read(tmp_path: Path) -> None:
    made = folder(tmp_path)
    for changes, code in (
        ({"retention_days": 400}, "json_wrong_value"),
        ({"start_code": "ab"}, "json_wrong_value"),
        ({"purposes": ["advertising"]}, "json_wrong_value"),
        ({"publisher": None}, "json_field_missing"),
    ):
        with pytest.raises(DataFault) as told:
            make(folder(tmp_path, **changes), shipped())
        assert told.value.code == code and "procedure.json" in str(told.value.params["place"])
    change(made, "blueprint.json", skills=["charisma"])
    with pytest.raises(DataFault, match="pack_skill_unknown"):
        make(made, shipped())
    (made / "situations.json").write_text("[{", encoding="utf-8")
    change(made, "blueprint.json", skills=["empathy"])
    with pytest.raises(DataFault, match="pack_json"):
        make(made, shipped())
    (made / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(DataFault, match="pack_folder_unknown"):
        make(made, shipped())
    with pytest.raises(DataFault, match="pack_folder_missing"):
        make(tmp_path / "nowhere", shipped())


def test_a_pack_holds_no_start_code_but_what_one_is_compared_with() -> None:
    pack = pack_of()
    assert b"GARDEN" not in pack and b"stretched" in pack


def test_every_blueprint_of_some_skills_makes_a_sound_pack(tmp_path: Path) -> None:
    skills = [skill.id for skill in shipped().assessment().skills]
    for number, chosen in enumerate(([skills[0]], skills[3:9], skills, ["composure"])):
        made = folder(tmp_path, version=f"1.0.{number}")
        for own in ("situations.json", "situation-keys.json", "prompts.json"):
            (made / own).unlink()
        change(made, "blueprint.json", skills=chosen, situations=number != 0, prompts=number != 1)
        pack = make(made, shipped())
        assert problems(pack) == []
        assessment = look(pack).assessment()
        assert [one.id for one in assessment.skills] == chosen
        assert {section.kind for section in assessment.sections} >= {"statements"}


def test_a_workstation_signs_what_is_its_organisations_and_sound(tmp_path: Path) -> None:
    house = new_house(tmp_path / "registry")
    made = folder(tmp_path)
    with pytest.raises(DataFault, match="pack_card_other"):
        pack_signing.sign(house.deps, make(made, shipped()), shipped())
    (made / "card.json").write_text(json.dumps(house.deps.store.identity().card), encoding="utf-8")
    signed = pack_signing.sign(house.deps, make(made, shipped()), shipped())
    signature = look(signed).signature()
    assert signature is not None and signature.signing_key == house.card.signing_key
    assert problems(signed) == []
    with pytest.raises(DataFault, match="pack_key_missing"):
        unsound = with_parts(lambda parts: parts["pack"]["organisation"].update(public_key=None))
        pack_signing.sign(house.deps, unsound, shipped())
    done = [event.action for event in house.deps.store.audit.events()]
    assert done.count("pack_signed") == 1


def test_a_card_that_its_own_key_did_not_sign_makes_no_pack(tmp_path: Path) -> None:
    made = folder(tmp_path)
    card = sign_card(b"\7" * 32, read_card(card_document()))
    (made / "card.json").write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(DataFault, match="signature_wrong"):
        make(made, shipped())


class Server:
    """Answers as a relay does, with one pack; `sends` is what it gives out in its place."""

    organisation_id = ORGANISATION

    def __init__(self, pack: bytes, sends: bytes | None = None, whose: str = ORGANISATION) -> None:
        self.pack, self.sends, self.whose = pack, sends, whose

    def ask(self, method: str, path: str, *, headers: Any = None) -> Reply:
        assert method == "GET"
        if path != "/v1/packs":
            assert path == f"/v1/packs/{sha256_of(self.pack)}" and headers == {"Accept": "application/zip"}
            return Reply("http://127.0.0.1", 200, {}, self.pack if self.sends is None else self.sends)
        one = {"assessment_id": "trainees-2027", "version": "1.0.0", "at_ms": MONDAY_MS}
        packs_of = [{"sha256": sha256_of(self.pack), "bytes": len(self.pack), **one}]
        told = {"contract": "progrez.pack-list/1", "organisation_id": self.whose, "packs": packs_of}
        return Reply("http://127.0.0.1", 200, {}, json.dumps(told).encode())


def test_a_pack_on_the_server_is_fetched_whole_and_as_listed_or_not_at_all(computer: LivedIn) -> None:
    pack = pack_of()
    with computer.on() as deps:
        trust(deps)
        server: Any = Server(pack)
        (offer,) = pack_fetching.offered(deps, server)
        assert not offer.is_here and offer == pack_fetching.one_of([offer], offer.file_sha256[:8])
        for sent in (pack[:-1], pack + b"\0", sign_pack(unsigned(), SIGNING, ORGANISATION, 1), b""):
            lying: Any = Server(pack, sent)
            with pytest.raises(DataFault, match="pack_not_as_listed"):
                pack_fetching.fetch(deps, lying, offer)
        foreign: Any = Server(pack, whose="c" * 32)
        with pytest.raises(DataFault, match="pack_list_other"):
            pack_fetching.offered(deps, foreign)
        with pytest.raises(UsageFault, match="pack_not_offered"):
            pack_fetching.one_of([offer], "1234567")
        assert packs.named(deps, pack_fetching.fetch(deps, server, offer).sha256).version == "1.0.0"
        assert pack_fetching.offered(deps, server)[0].is_here
