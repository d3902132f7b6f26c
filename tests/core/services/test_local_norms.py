"""A norm grows from who was counted here, is compared, is used because an operator wants it, and is dropped again."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import jsonschema_rs
import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.packs.shipped import BANK
from progrez_desktop.core.services import counting_periods, local_norms
from progrez_desktop.core.services.measures_in_use import norm_record
from progrez_desktop.core.services.norm_groups import local_name
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.scoring.local_norms import NoLocalNorm
from progrez_desktop.scoring.norms import Norm
from progrez_desktop.scoring.scores import SkillScore
from tests.core.services.counting_house import CountingDevice
from tests.fakes import FakeNoise

SITE = "Utrecht, east"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CountingDevice]:
    """A device with one closed period of 600 people whose thetas lie .4 above those of the model."""
    device = CountingDevice(tmp_path_factory.mktemp("norms") / "data", FakeNoise(8))
    device.crowd(600, shift=0.4)
    device.end_period()
    yield device
    device.close()


@pytest.fixture
def device(kept: CountingDevice, tmp_path: Path) -> Iterator[CountingDevice]:
    """The same device in a folder of its own."""
    kept.close()
    shutil.copytree(kept.root, tmp_path / "data")
    device = CountingDevice(tmp_path / "data", FakeNoise(9), keyring=kept.keyring)
    yield device
    device.close()


def test_nothing_is_told_of_a_period_that_is_open(tmp_path: Path) -> None:
    device = CountingDevice(tmp_path / "data", FakeNoise(silent=True))
    device.crowd(500)
    assert {row.found for row in local_norms.standings(device.deps)} == {NoLocalNorm("too_few_people", 0)}
    device.end_period()
    found = {row.scale: row.found for row in local_norms.standings(device.deps)}
    assert isinstance(found["empathy"], Norm) and found["empathy"].n == 500
    assert found["empathy_x"] == NoLocalNorm("too_few_people", 0)
    device.close()


def test_299_people_make_no_norm_and_300_do(tmp_path: Path) -> None:
    device = CountingDevice(tmp_path / "data", FakeNoise(silent=True))
    device.crowd(299)
    device.deps.device._database.write("UPDATE counter SET noise_scale = 0.001")
    device.end_period()
    assert isinstance(local_norms.standing(device.deps, "empathy").found, NoLocalNorm)
    device.crowd(1)
    device.deps.device._database.write("UPDATE counter SET noise_scale = 0.001")
    device.end_period()
    assert isinstance(local_norms.standing(device.deps, "empathy").found, Norm)
    device.close()


def test_people_of_two_periods_make_one_norm_with_the_noise_of_both(tmp_path: Path) -> None:
    device = CountingDevice(tmp_path / "data", FakeNoise(2))
    for seed in (1, 2):
        device.crowd(400, seed=seed)
        device.end_period()
    row = local_norms.standing(device.deps, "composure")
    assert isinstance(row.found, Norm) and row.comparison is not None
    assert row.found.n == pytest.approx(800, abs=3 * 5.64 * (2 * 22) ** 0.5)
    device.close()


def test_the_comparison_holds_the_noise_and_finds_the_difference(device: CountingDevice) -> None:
    row = local_norms.standing(device.deps, "initiative")
    told = row.comparison
    assert told is not None
    assert told.shift_low < 0.4 / row.shipped.sd < told.shift_high
    assert told.spread_low < 0.93 / row.shipped.sd < told.spread_high
    assert told.shift_high - told.shift_low > 2 * 1.96 * (0.93**2 / 600) ** 0.5  # more than sampling alone


def test_a_norm_is_used_and_named_only_when_an_operator_says_so(device: CountingDevice) -> None:
    before = {name: skill.norm.id for name, skill in device.deps.scorer.bank.skills.items()}
    assert all("/local" not in norm for norm in before.values())
    made = local_norms.use(device.deps, "empathy", f"  {SITE} ")
    deps = device.restarted()
    after = {name: skill.norm for name, skill in deps.scorer.bank.skills.items()}
    assert after["empathy"] == made.norm
    assert {name: norm.id for name, norm in after.items() if name != "empathy"} == {
        name: norm for name, norm in before.items() if name != "empathy"
    }
    [event] = device.trail()
    assert (event.action, event.subject_id, event.params["norm"]) == ("local_norm_used", "empathy", made.id)
    assert made.id.startswith("utrecht-east/2026-11-23..2026-11-23/empathy-") and made.id.endswith("/local")


def test_a_score_against_a_local_norm_names_it(device: CountingDevice) -> None:
    answers = {item.id: 3 for item in device.deps.scorer.bank.skills["empathy"].items}
    shipped = device.deps.scorer.score(answers)["empathy"]
    made = local_norms.use(device.deps, "empathy", SITE)
    local = device.restarted().scorer.score(answers)["empathy"]
    assert isinstance(shipped, SkillScore) and isinstance(local, SkillScore)
    assert (local.norm_id, local.norm_n) == (made.id, made.norm.n)
    assert local.theta == shipped.theta
    assert local.sten_exact < shipped.sten_exact - 0.5  # the people here lie .4 higher
    assert device.deps.local_norm(local.norm_id) == made


def test_the_adaptive_form_takes_the_norm_of_its_own_scale(device: CountingDevice) -> None:
    made = local_norms.use(device.deps, "composure", SITE)
    local_norms.use(device.deps, "empathy", SITE)
    skills = device.restarted().guide.scorer.bank.skills
    assert skills["composure"].norm == made.norm
    assert skills["empathy"].norm.id.endswith("ipip_ambi181")  # asked by the longer scale, which has no local norm


def test_dropping_goes_back_and_what_was_used_can_be_found(device: CountingDevice) -> None:
    made = local_norms.use(device.deps, "empathy", SITE)
    assert local_norms.drop(device.restarted(), "empathy")
    deps = device.restarted()
    assert deps.scorer.bank.skills["empathy"].norm.id.endswith("ipip50_big5")
    assert deps.local_norm(made.id) == made
    assert not local_norms.drop(deps, "empathy")
    assert [event.action for event in device.trail()] == ["local_norm_used", "local_norm_dropped"]


def test_using_it_again_is_the_same_norm(device: CountingDevice) -> None:
    made = local_norms.use(device.deps, "empathy", SITE)
    local_norms.drop(device.deps, "empathy")
    assert local_norms.use(device.deps, "empathy", SITE) == made


def test_a_norm_for_another_bank_is_set_aside(device: CountingDevice) -> None:
    local_norms.use(device.deps, "empathy", SITE)
    device.deps.device._database.write(
        "UPDATE local_measure SET record = replace(record, ?, ?)", (device.deps.shipped.sha256(BANK), "00" * 32)
    )
    row = local_norms.standing(device.restarted(), "empathy")
    assert row.in_use is not None and row.is_set_aside
    assert device.deps.scorer.bank.skills["empathy"].norm.id.endswith("ipip50_big5")


@pytest.mark.parametrize(
    ("scale", "site", "code"),
    [
        ("empathy_x", SITE, "norm_too_few_people"),
        ("nothing", SITE, "scale_unknown"),
        ("empathy", " ", "site_name"),
        ("empathy", "x" * 61, "site_name"),
        ("empathy", "the Dutch working population", "site_name"),
        ("empathy", "Representatief Nederland", "site_name"),
        ("empathy", "de werkende  bevolking", "site_name"),
        ("empathy", "our work-force", "site_name"),
    ],
)
def test_what_can_not_be_used_is_refused_and_changes_nothing(
    device: CountingDevice, scale: str, site: str, code: str
) -> None:
    with pytest.raises(UsageFault) as refused:
        local_norms.use(device.deps, scale, site)
    assert refused.value.code == code
    assert device.deps.device.measures.in_use("norm") == {}
    assert device.trail() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_norm_is_named_by_site_period_people_and_language(device: CountingDevice, language: str) -> None:
    made, words = local_norms.use(device.deps, "empathy", SITE), Words(language)
    name = local_name(made, words)
    for part in (SITE, "2026-11-23", words.number(round(made.norm.n, -1)), words("norm.local.language.nl")):
        assert part in name
    assert made.languages == ("nl",)
    assert "population" not in name and "bevolking" not in name


def test_a_kept_norm_keeps_its_contract(repo: Path, device: CountingDevice) -> None:
    made = local_norms.use(device.deps, "empathy", SITE)
    schema = json.loads((repo / "resources/contracts/local-norm.schema.json").read_text())
    jsonschema_rs.validate(schema, json.loads(json.dumps(norm_record(made))))


def test_what_is_counted_does_not_move_with_a_local_norm(device: CountingDevice) -> None:
    shipped = counting_periods.shipped_bank(device.deps).skills["empathy"].norm
    local_norms.use(device.deps, "empathy", SITE)
    assert counting_periods.shipped_bank(device.restarted()).skills["empathy"].norm == shipped
