"""What somebody writes of their own distress or health is seen; what good work with others sounds like is not."""

import csv
import gzip
from pathlib import Path

import pytest

from progrez_desktop.scoring.text.sensitive import is_sensitive
from tests.scoring.text.sensitive_sentences import OWN_DUTCH, OWN_ENGLISH, WORK_DUTCH, WORK_ENGLISH, lines

OWN = lines(OWN_ENGLISH) + lines(OWN_DUTCH)
WORK = lines(WORK_ENGLISH) + lines(WORK_DUTCH)


def test_own_distress_and_health_are_seen() -> None:
    missed = [sentence for sentence in OWN if not is_sensitive(sentence)]
    assert len(OWN) > 150
    assert len(missed) <= 0.02 * len(OWN), missed


@pytest.mark.parametrize("sentence", WORK)
def test_work_that_only_sounds_like_it_is_left_alone(sentence: str) -> None:
    assert not is_sensitive(sentence)


@pytest.mark.parametrize("other", ["My patient's", "My colleague's", "Her", "My mother's", "The client's"])
def test_only_the_writer_counts(other: str) -> None:
    assert is_sensitive("My depression got worse that week.")
    assert not is_sensitive(f"{other} depression got worse that week.")


@pytest.mark.parametrize("marks", ['"{}"', "“{}”", "„{}”", "'{}'", "‘{}’"])
def test_what_others_said_is_passed_over(marks: str) -> None:
    said = marks.format("I have a depression, I want to die")
    assert not is_sensitive(f"The customer said {said} and I listened to him.")


def test_a_first_person_and_an_illness_of_two_sentences_do_not_make_one() -> None:
    assert not is_sensitive("This is the help that I had. Depression is what the course was about.")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "column", "rows", "most"),
    [
        ("siop2024_interview_answers/all", "answer", 508, 6),
        ("empathic_reactions/train_dev", "essay", 1675, 30),
        ("siop2024_empathy_email/dev", "text", 69, 0),
    ],
)
def test_few_real_answers_are_taken_for_private(shared_dir: Path, name: str, column: str, rows: int, most: int) -> None:
    with gzip.open(shared_dir / f"data/{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        texts = [row[column] for row in csv.DictReader(file)]
    assert len(texts) == rows
    # Of the five interviews that are seen, four tell of their writer's own illness. The essays are about sad news.
    assert sum(map(is_sensitive, texts)) <= most
