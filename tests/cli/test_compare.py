"""`progrez compare` from a terminal."""

import json
from pathlib import Path

import pytest

from tests.cli.program import program
from tests.exported import exported


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """The results of two people, the second with a clearly higher first skill and the same answers otherwise."""
    one, other = tmp_path / "a.json", tmp_path / "b.json"
    first = exported()["result"]["lines"][0]["skill_id"]
    one.write_text(json.dumps(exported()), "utf-8")
    other.write_text(json.dumps(exported(first)), "utf-8")
    return one, other


def test_the_same_file_twice_is_told(files: tuple[Path, Path], tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    copy.write_bytes(files[0].read_bytes())
    for other in (files[0], copy):
        done = program("compare", str(files[0]), str(other))
        assert done.returncode == 0
        assert done.stderr == "note: A and B are the same file, so that nothing can differ.\n"


def test_each_skill_is_told_with_its_probability_and_no_total(files: tuple[Path, Path]) -> None:
    done = program("compare", *map(str, files))
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("A: finished on 2026-11-23, holds until 2028-05-23.")
    first, second = lines[3:5]
    assert "0.00" in first and first.rstrip().endswith("A is below B")
    assert "0.50" in second and second.rstrip().endswith("can’t be told apart")
    assert "no total" in lines[-1] and "0.80" in lines[-1]


def test_it_speaks_dutch_and_json(files: tuple[Path, Path]) -> None:
    done = program("compare", *map(str, files), "--language", "nl")
    assert "A staat onder B" in done.stdout and "geen totaal" in done.stdout
    done = program("compare", *map(str, files), "--json")
    assert json.loads(done.stdout)["skills"][0]["order"] == "below"
    assert program("compare", *map(str, files), "--language", "fr").returncode == 2


def test_nothing_to_compare_ends_with_1_and_says_why(files: tuple[Path, Path]) -> None:
    document = json.loads(files[1].read_bytes())
    document["result"]["provenance"]["bank_sha256"] = "ab" * 32
    files[1].write_text(json.dumps(document), "utf-8")
    done = program("compare", *map(str, files))
    assert done.returncode == 1
    assert done.stdout.count("not compared: made with different item banks") == 12
    assert done.stderr.startswith("note: whether this result follows from its answers could not be told here")
    assert done.stderr.endswith("Not one skill of these two results can be compared.\n")


def test_a_file_that_is_no_result_is_told_by_its_name(files: tuple[Path, Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{", "utf-8")
    done = program("compare", str(files[0]), str(broken))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith(f"{broken}: ")
    assert program("compare", str(files[0])).returncode == 2
