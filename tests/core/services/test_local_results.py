"""A result that was made with a norm or a key of this site says so, and is computed again from its file and the key."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.model.local_measure import LocalNorm
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.packs.shipped import BANK, QUALITY, shipped
from progrez_desktop.core.profile import scored_lines
from progrez_desktop.core.services import local_norms, norm_groups, own_age, papers, result_file, situation_keying
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.profile_view import view_of
from progrez_desktop.core.services.rescoring import RescoreFiles, rescore
from progrez_desktop.core.store.result_record import profile_from_text, profile_to_text
from progrez_desktop.core.words import Words
from tests.core.services.counting_house import CountingDevice
from tests.core.services.sitting_house import attentive, sit
from tests.fakes import FakeNoise

FILES = RescoreFiles(shipped().assessment(), shipped().read(BANK), shipped().read(QUALITY))


class Site:
    """A device with a norm of its own for empathy, a key of its own for one situation, and a result made with both."""

    def __init__(self, root: Path) -> None:
        device = self.device = CountingDevice(root, FakeNoise(6))
        before = sit(device.deps, device.person(), attentive(device.deps))
        key = next(one for one in device.deps.assessment.keys if one.skill == "communication")
        others = [letter for letter in "abcd" if letter not in (key.best, key.worst)]
        device.crowd(1200, shift=0.4, drawn_to={key.situation_id: {others[0]: 1.0, others[1]: -1.0}})
        device.end_period()
        self.norm = local_norms.use(device.deps, "empathy", "Utrecht")
        self.key = situation_keying.use(device.deps, key.situation_id)
        self.deps: Deps = device.restarted()
        self.session: Session = device.person()
        self.profile: Profile = sit(self.deps, self.session, attentive(self.deps))
        self.before = before
        self.file = result_file.exported(self.deps, self.session)
        self.key_file = situation_keying.exported(self.deps, self.key.id)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site") / "data")
    yield site
    site.device.close()


@pytest.fixture
def document(site: Site) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(site.file)
    return read


def test_the_norm_is_used_and_named_where_its_scale_is_and_nowhere_else(site: Site) -> None:
    norms = {line.skill_id: score.norm_id for line, score in scored_lines(site.profile)}
    assert [skill for skill, norm in norms.items() if norm == site.norm.id] == ["empathy"]
    then, now = ({line.skill_id: score for line, score in scored_lines(one)} for one in (site.before, site.profile))
    assert now["empathy"].theta == then["empathy"].theta
    assert now["empathy"].percentile < then["empathy"].percentile
    assert now["composure"] == then["composure"]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_person_reads_whom_they_are_compared_with(site: Site, language: str) -> None:
    view, words = view_of(site.deps, site.session, site.profile), Words(language)
    group = view.norms[site.norm.id]
    assert isinstance(group, LocalNorm)
    told = norm_groups.name_of(group, words)
    for part in ("Utrecht", words.number(round(site.norm.norm.n, -1)), words("norm.local.language.nl")):
        assert part in told
    assert papers.norm_names(site.profile, site.deps.bank, words, site.deps.local_norm)[site.norm.id] == told


def test_people_of_ones_age_are_those_of_the_shipped_norm(site: Site) -> None:
    then, now = (own_age.places_by_age(site.deps, one, 30) for one in (site.before, site.profile))
    assert now["empathy"] == then["empathy"]
    assert isinstance(now["empathy"], own_age.AmongOwnAge)


def test_the_key_is_used_and_named_where_its_situation_is_and_nowhere_else(site: Site, repo: Path) -> None:
    lines = {line.skill_id: line.situations for line in site.profile.lines}
    assert [skill for skill, line in lines.items() if line.keys] == ["communication"]
    assert (lines["communication"].keys, lines["communication"].keyed) == ((site.key.id,), "estimated")
    assert {line.situations.keyed for line in site.before.lines} == {"rational"}
    record = profile_to_text(site.profile)
    jsonschema_rs.validate(
        json.loads((repo / "resources/contracts/result-record.schema.json").read_text("utf-8")), json.loads(record)
    )
    assert profile_from_text(record) == site.profile
    assert '"keys"' not in profile_to_text(site.before)


def test_it_is_computed_again_from_its_file_and_the_key(site: Site, document: dict[str, Any], repo: Path) -> None:
    schema = json.loads((repo / "resources/contracts/result-export.schema.json").read_text("utf-8"))
    jsonschema_rs.validate(schema, document)
    assert [norm["norm"]["id"] for norm in document["norms"]] == [site.norm.id]
    assert str(site.key.key.values[0]) not in site.file.decode()
    assert rescore(site.file, replace(FILES, keys=[site.key_file])).is_same


def test_a_dropped_norm_and_key_are_still_there_for_results_that_name_them(site: Site) -> None:
    try:
        local_norms.drop(site.deps, "empathy")
        situation_keying.drop(site.deps, site.key.situation_id)
        assert result_file.exported(site.deps, site.session) == site.file
        assert situation_keying.exported(site.deps, site.key.id) == site.key_file
    finally:
        local_norms.use(site.deps, "empathy", "Utrecht")
        situation_keying.use(site.deps, site.key.situation_id)


def code_of(document: dict[str, Any], *keys: bytes) -> str:
    with pytest.raises(DataFault) as refused:
        rescore(json.dumps(document).encode(), replace(FILES, keys=keys))
    return refused.value.code


def test_without_the_norm_or_with_another_under_its_name_nothing_is_computed(
    site: Site, document: dict[str, Any]
) -> None:
    document["norms"][0]["norm"]["mean"] += 0.1
    assert code_of(document, site.key_file) == "rescore_local_norm"
    document["norms"][0]["norm"]["n"] = 20
    assert code_of(document, site.key_file) == "json_wrong_value"
    del document["norms"]
    assert code_of(document, site.key_file) == "rescore_local_norm"


def test_without_the_key_or_with_another_under_its_name_nothing_is_computed(
    site: Site, document: dict[str, Any]
) -> None:
    assert code_of(document) == "rescore_other_key"
    other = json.loads(site.key_file)
    other["values"] = [-value for value in other["values"]]
    assert code_of(document, json.dumps(other).encode()) == "rescore_other_key"
    assert code_of(document, b"{}") == "json_field_missing"


def test_only_a_key_that_was_in_use_can_be_saved(site: Site) -> None:
    for name in ("phone-help", site.norm.id):
        with pytest.raises(UsageFault) as refused:
            situation_keying.exported(site.deps, name)
        assert refused.value.code == "key_unknown"
