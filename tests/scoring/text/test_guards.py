"""A guard holds when it should, and stays away from honest answers."""

import csv
import gzip
from pathlib import Path

import pytest

from progrez_desktop.scoring.text.features import tokens_of
from progrez_desktop.scoring.text.guards import Guard, guards_for, is_silent
from progrez_desktop.scoring.text.languages import Language, language_of
from tests.scoring.text.made import ANSWER, DUTCH

ENGLISH = Language("en", 0.95)


def words_of(text: str) -> list[str]:
    return [token.form for token in tokens_of(text) if token.is_word]


def guards(words: int = 60, seen: Language = ENGLISH, asked: str = "en", cut: bool = False) -> tuple[Guard, ...]:
    return guards_for(words, seen, asked, ("en",), 25, cut)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ANSWER, "en"),
        (DUTCH, "nl"),
        ("Ich habe mit den beiden gesprochen, und wir haben zusammen einen neuen Plan für die Woche gemacht.", "de"),
        ("J'ai parlé avec les deux collègues et nous avons fait un nouveau plan pour la semaine, ce qui aide.", "fr"),
        ("Hablé con los dos compañeros y cuando todo estaba claro hicimos un plan nuevo para la semana.", "es"),
        (
            "Ho parlato con i due colleghi e quando tutto era chiaro abbiamo fatto un piano nuovo per noi.",
            "it",
        ),
        ("Rozmawiałem z nimi o planie i to było dla mnie ważne, bo wszystko do tego czasu się nie udało.", "pl"),
        ("İki arkadaşımla konuştum ve bu hafta için yeni bir plan yaptık, ama sonra çok zaman aldı.", "tr"),
        ("Me jam një punëtor këtu prej shumë vitesh dhe puna më pëlqen shumë, edhe kur është vështirë.", "und"),
        ("qwrt zxcv plm asdf ghjk qqq wert zzz bvc mnb lkj poi uyt rew", "und"),
        ("", "und"),
    ],
)
def test_small_words_tell_the_language(text: str, code: str) -> None:
    assert language_of(words_of(text)).code == code


def test_two_languages_in_one_text_make_it_less_sure() -> None:
    mixed = language_of(words_of(ANSWER + DUTCH + DUTCH))
    assert mixed.p < 0.7 < language_of(words_of(ANSWER)).p < 1.0


def test_an_honest_english_answer_meets_no_guard() -> None:
    assert guards() == ()


def test_each_guard_and_their_order() -> None:
    dutch, unknown = Language("nl", 0.95), Language("und", 0.0)
    assert guards(words=24) == ("too_short",)
    assert guards(words=25) == ()
    assert guards(asked="nl") == ("language_not_supported",)
    assert guards(seen=dutch) == guards(seen=unknown) == guards(seen=Language("en", 0.4)) == ("other_language",)
    assert guards(words=20, seen=dutch) == ("too_short", "other_language")
    assert guards(words=11, seen=dutch) == ("too_short",), "too few words to tell a language by"
    assert guards(words=3, asked="nl", cut=True) == ("too_short", "language_not_supported", "read_in_part")


def test_a_cut_alone_does_not_silence() -> None:
    assert not is_silent(guards(cut=True))
    assert all(is_silent((guard,)) for guard in guards(words=3, seen=Language("nl", 0.9)) + guards(asked="nl"))


def texts(path: Path, column: str) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file)]


@pytest.mark.shared
def test_real_english_answers_are_not_taken_for_another_language(shared_dir: Path) -> None:
    interviews = texts(shared_dir / "data/siop2024_interview_answers/all.csv.gz", "answer")
    essays = texts(shared_dir / "data/empathic_reactions/train_dev.csv.gz", "essay")
    long = [words for words in map(words_of, interviews + essays) if len(words) >= 25]
    wrong = [words for words in long if guards(len(words), language_of(words))]
    assert len(long) > 2000
    assert len(wrong) <= 1, "one essay in 2,168 is found"


@pytest.mark.shared
def test_dutch_film_lines_are_taken_for_dutch(shared_dir: Path) -> None:
    words = [word for text in texts(shared_dir / "data/xed_emotions/nl.csv.gz", "text") for word in words_of(text)]
    pieces = [words[first : first + 40] for first in range(0, len(words) - 40, 40)]
    found = [language_of(piece).code == "nl" for piece in pieces]
    assert len(pieces) > 700
    assert sum(found) / len(found) >= 0.995
