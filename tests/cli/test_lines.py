"""`progrez score` and `analyse` over files and pipes: a line in, a line out, and bad lines told without stopping."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema_rs
import pytest

from progrez_desktop.core.resources import resource_path
from tests.cli.program import program
from tests.scoring.text.made import ANSWER
from tests.scoring.text.shipped_reader import shipped_reader

GOOD = '{"id": "p1", "responses": {"ipip50_big5/E1": 4, "ipip50_big5/E2": 2}}\n'


def ids(output: str) -> list[str]:
    return [json.loads(line)["id"] for line in output.splitlines()]


def test_each_bad_line_is_named_and_the_others_are_scored(tmp_path: Path) -> None:
    source = tmp_path / "people.jsonl"
    source.write_text(GOOD + "nonsense\n" + GOOD.replace("p1", "p2").replace(": 4", ": 9") + GOOD.replace("p1", "p3"))
    asked = program("score", str(source))
    assert asked.returncode == 1
    assert ids(asked.stdout) == ["p1", "p3"]
    told = asked.stderr.splitlines()
    assert [line.split(": ")[0] for line in told] == [f"{source}:2", f"{source}:3"]


def test_good_lines_end_with_0_and_say_nothing() -> None:
    asked = program("score", "-", given=GOOD)
    assert (asked.returncode, asked.stderr, ids(asked.stdout)) == (0, "", ["p1"])


def test_a_pipe_is_named_as_one() -> None:
    assert program("score", "-", given="nonsense\n").stderr.startswith("<stdin>:1: ")


def test_the_file_asked_for_holds_what_standard_output_would(tmp_path: Path) -> None:
    out = tmp_path / "scores.jsonl"
    assert program("score", "-", "-o", str(out), given=GOOD).stdout == ""
    assert out.read_text() == program("score", "-", given=GOOD).stdout


def test_an_absent_file_is_one_line_and_leaves_the_old_output(tmp_path: Path) -> None:
    out = tmp_path / "scores.jsonl"
    out.write_text("of yesterday")
    asked = program("score", str(tmp_path / "absent.jsonl"), "-o", str(out))
    assert asked.returncode == 1
    assert asked.stderr.count("\n") == 1
    assert out.read_text() == "of yesterday"
    assert [path.name for path in tmp_path.iterdir()] == ["scores.jsonl"]


def test_the_longer_scales_are_scored_only_when_asked_for_and_change_nothing_else() -> None:
    bank = json.loads(resource_path("bank", "working-together.bank.json").read_bytes())
    items = [item for scale in bank["extended"].values() for item in scale["items"]]
    items += [item for name in ("initiative", "composure") for item in bank["skills"][name]["items"]]
    person = json.dumps({"id": "p1", "responses": {item["id"]: 3 for item in items}}) + "\n"
    for language in ("en", "nl"):
        plain = program("--language", language, "score", "-", given=person)
        assert (plain.returncode, "--extended" in plain.stderr) == (1, True)
    asked = program("score", "--extended", "-", given=person)
    assert (asked.returncode, asked.stderr) == (0, "")
    skills = json.loads(asked.stdout)["skills"]
    assert list(skills) == ["initiative", "composure", *bank["extended"]]
    assert skills["communication_x"]["answered"] == skills["communication_x"]["of"] == 16
    schema = json.loads(resource_path("contracts", "score-line.schema.json").read_bytes())
    jsonschema_rs.validate(schema, json.loads(asked.stdout))

    core = json.dumps({"id": "p1", "responses": {i["id"]: 3 for i in bank["skills"]["initiative"]["items"]}}) + "\n"
    plain, extended = program("score", "-", given=core), program("score", "--extended", "-", given=core)
    assert list(json.loads(plain.stdout)["skills"]) == ["initiative"]
    both = json.loads(extended.stdout)["skills"]
    assert both["initiative"] == json.loads(plain.stdout)["skills"]["initiative"]
    # Six of its items are in self_management_x too: under 60 % of that scale, so no number.
    assert both["self_management_x"]["reason"] == "too_few_answers"


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    asked = program("score", str(tmp_path))
    assert asked.returncode == 1
    assert asked.stderr.startswith("error: ")


def test_the_file_that_is_read_is_never_written_over(tmp_path: Path) -> None:
    source, link = tmp_path / "people.jsonl", tmp_path / "link.jsonl"
    source.write_text(GOOD)
    link.symlink_to(source)
    for out in (source, link):
        asked = program("score", str(source), "-o", str(out))
        assert (asked.returncode, asked.stdout) == (2, "")
        assert asked.stderr.startswith(f"error: {out} is what is read from")
    with source.open() as given:
        asked = program("score", "-", "-o", str(source), stdin=given)
    assert asked.returncode == 2
    assert source.read_text() == GOOD
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.jsonl", "people.jsonl"]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="NOT RUN: this system has no /proc/self/fd")
def test_standard_output_under_its_name_is_added_to(tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    out.write_text("of yesterday\n")
    with out.open("a") as added:
        command = [sys.executable, "-m", "progrez_desktop", "score", "-", "-o", "/proc/self/fd/1"]
        subprocess.run(command, input=GOOD, stdout=added, text=True, check=True)
    assert out.read_text().startswith('of yesterday\n{"id": "p1"')


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="NOT RUN: this system has no /dev/full")
def test_a_full_disk_behind_standard_output_is_told() -> None:
    with Path("/dev/full").open("w") as full:
        asked = subprocess.run(
            [sys.executable, "-m", "progrez_desktop", "score", "-"],
            input=GOOD,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
    assert asked.returncode == 4
    assert asked.stderr.startswith("error: ")
    assert asked.stderr.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="NOT RUN: Windows has no pipes of this kind")
def test_a_reader_that_has_enough_is_no_fault(tmp_path: Path) -> None:
    source = tmp_path / "many.jsonl"
    source.write_text("".join(GOOD.replace("p1", f"p{n}") for n in range(3000)))
    with subprocess.Popen(
        [sys.executable, "-m", "progrez_desktop", "score", str(source)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as asked:
        assert asked.stdout and asked.stderr
        first = asked.stdout.readline()
        asked.stdout.close()
        told = asked.stderr.read()
    assert json.loads(first)["id"] == "p0"
    assert told == ""


TEXT = json.dumps({"id": "a1", "prompt": "disagreement", "text": f"{ANSWER} Thank you so much for your help!"}) + "\n"
SHORT = json.dumps({"id": "a2", "prompt": "disagreement", "text": "Thank you."}) + "\n"


@pytest.fixture
def _model() -> None:
    shipped_reader()


@pytest.mark.usefixtures("_model")
def test_texts_are_read_and_a_bad_line_is_passed_over() -> None:
    asked = program("analyse", "-", given=TEXT + "nonsense\n" + SHORT)
    assert asked.returncode == 1
    first, second = (json.loads(line) for line in asked.stdout.splitlines())
    assert "gratitude" in first["emotions_present"]
    assert first["skills"]["collaboration"]["level"] >= 3
    assert (second["emotions"], second["skills"], second["guards"]) == (None, None, ["too_short"])
    assert asked.stderr.startswith("<stdin>:2: ")


@pytest.mark.usefixtures("_model")
def test_all_gives_the_figures_of_a_text_that_says_too_little_for_a_person() -> None:
    [line] = program("analyse", "-", "--all", given=SHORT).stdout.splitlines()
    assert json.loads(line)["emotions"]["gratitude"] > 0.5
