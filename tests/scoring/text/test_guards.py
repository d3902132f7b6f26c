"""A guard holds when it should, stays away from honest answers, and is not to be fooled by strange characters."""

import csv
import gzip
import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from string import ascii_lowercase
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.scoring.text.features import MAX_CHARACTERS
from progrez_desktop.scoring.text.folding import plain_words
from progrez_desktop.scoring.text.gibberish import Letters
from progrez_desktop.scoring.text.guards import Guard, Note, Silence, TextFacts, guards_for, is_silent
from progrez_desktop.scoring.text.languages import Language, language_of
from progrez_desktop.scoring.text.pasted import Earlier
from tests.scoring.text.made import ANSWER, DUTCH, MODEL

PROMPT = (
    "Tell us about a disagreement at work or at school that you helped to solve. What happened, what did you do, and "
    "how did it end? Four to eight sentences is plenty. Spelling does not count."
)
LETTERS = Letters.from_bytes((MODEL / "letters.json").read_bytes())
POLISH = (
    "Rozmawiałem z nimi o planie i to było dla mnie ważne, bo wszystko do tego czasu się nie udało, a my mamy przecież "
    "jeszcze dużo pracy przed sobą."
)
KEYS = "fjdk slwoe qpzm xvnb rtyu ghfj dksl aoqw zxmn bvcr tyeu iwop lkjh gfds mnbv cxza qwpo eiru tyal skdj fhgz pqnb"
FOLDED = ANSWER.translate(str.maketrans("aeopcx", "аеорсх"))
HEBREW = "שלום לכולם, אני עובד כאן כבר שנים ואני אוהב את העבודה שלי מאוד כי היא מעניינת"
LONG_WORD = "a" * 5000


def told(text: str, prompt: str = PROMPT, **more: object) -> tuple[Guard, ...]:
    return guards_for(replace(TextFacts.of(text, prompt, letters=LETTERS), **more))  # type: ignore[arg-type]


def test_an_honest_answer_meets_no_guard() -> None:
    assert told(ANSWER) == told(DUTCH) == ()


@pytest.mark.parametrize(
    ("text", "guards"),
    [
        ("I helped two friends.", ("too_short",)),
        (KEYS, ("too_short", "gibberish", "other_language")),
        (KEYS + " " + KEYS[::-1], ("gibberish", "other_language")),
        (ANSWER + " " + ANSWER, ("repeated",)),
        (POLISH, ("other_language",)),
        (PROMPT, ("echo",)),
        ("I have ADHD. " + ANSWER, ("sensitive",)),
        ("I have ADHD.", ("too_short", "sensitive")),
        ("", ("too_short",)),
        ("😀👍🎉" * 50, ("too_short",)),
        (LONG_WORD, ("too_short", "gibberish")),
        (HEBREW, ("too_short", "other_language")),
    ],
)
def test_each_guard_and_their_order(text: str, guards: tuple[Guard, ...]) -> None:
    assert told(text) == guards


def test_a_text_beside_the_question_is_told_and_read_all_the_same() -> None:
    found = told(ANSWER, is_off_topic=True)
    assert not is_silent(found)
    assert found == ("off_topic",)


def test_what_sounds_private_is_left_alone_like_what_the_lists_know() -> None:
    assert told(ANSWER, sounds_private=True) == ("sensitive",)


def test_copying_most_of_another_answer_is_told_and_quoting_some_of_it_is_not() -> None:
    own = "This was a good week for the shop, and here is what I think that I learned from all of it in the end. "
    assert is_pasted(ANSWER, ANSWER.upper())
    assert not is_pasted(own + ANSWER[:150], "Nothing alike.", ANSWER)
    assert not is_pasted(ANSWER, DUTCH, "")
    assert told(ANSWER, is_pasted=True) == ("pasted",)


def is_pasted(text: str, *others: str) -> bool:
    earlier = Earlier()
    for other in others:
        earlier.add(plain_words(other))
    return earlier.has_words(plain_words(text))


def test_beginning_with_the_words_of_the_question_is_no_echo() -> None:
    assert told("I will tell you about a disagreement at work or at school that I helped to solve. " + ANSWER) == ()


def test_all_but_a_note_mean_silence() -> None:
    assert not is_silent(get_args(Note)) and not is_silent(())
    assert all(is_silent((guard,)) for guard in get_args(Silence))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_guard_has_a_sentence_that_blames_nobody(language: str) -> None:
    words = Words(language)
    for guard in (*get_args(Silence), *get_args(Note)):
        said = words(f"text.guard.{guard}").lower()
        assert said.endswith(".")
        assert not any(harsh in said for harsh in ("wrong", "fail", "cheat", "copied", "fout", "fraude", "verkeerd"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_for_what_is_private_does_not_say_what_was_seen(language: str) -> None:
    said = Words(language)("text.guard.sensitive").lower()
    assert "113" in said
    seen = ("health", "distress", "suicid", "gezondheid", "nood", "zelfmoord", "crisis")
    assert not any(word in said for word in seen)


DISGUISES: list[Callable[[str], str]] = [
    "\u200b".join,
    lambda text: "\u202e" + text,
    lambda text: text.translate(str.maketrans("aeopcxiy", "аеорсхіу")),
    lambda text: "".join(f"<b>{part}</b> " for part in text.split(" ")),
    lambda text: "# " + text.replace(" I ", " **I** ").replace(". ", ".\n\n> "),
    lambda text: text.translate({code: code + 0xFEE0 for code in range(33, 127)}),
]


@pytest.mark.parametrize("disguise", DISGUISES)
def test_strange_characters_change_no_guard(disguise: Callable[[str], str]) -> None:
    assert told(disguise(ANSWER)) == ()
    assert told(disguise(PROMPT)) == ("echo",)
    assert is_pasted(disguise(ANSWER), ANSWER)
    assert told(disguise("I have ADHD. " + ANSWER)) == ("sensitive",)


@pytest.mark.parametrize(
    "unit", ["a", "i ", "my own ", "ik heb een ", "“", "'a ", "😀", "\u200b", "ש ", "<b>", ". ", "é"]
)
def test_ten_megabytes_cost_no_more_than_what_is_read(unit: str) -> None:
    text = unit * (10_000_000 // len(unit))
    before = time.process_time()
    guards = told(text)
    assert time.process_time() - before < 2.0
    assert guards[-1] == "read_in_part"
    assert guards[:-1] == told(text[:MAX_CHARACTERS])


@given(st.text(st.characters(), max_size=300), st.text(max_size=50))
def test_any_text_meets_guards_in_their_order(text: str, other: str) -> None:
    order = list(get_args(Guard))
    places = [order.index(guard) for guard in told(text, prompt=other)]
    assert places == sorted(set(places))


def test_random_keys_are_no_words_and_a_short_sigh_is_no_gibberish() -> None:
    chance = random.Random(20261124)
    for _ in range(100):
        words = ["".join(chance.choices(ascii_lowercase, k=chance.randint(2, 9))) for _ in range(40)]
        assert "gibberish" in told(" ".join(words))
    assert told("hmm, pfff, ok") == ("too_short",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ANSWER, "en"),
        (DUTCH, "nl"),
        (FOLDED, "en"),
        ("Ich habe mit den beiden gesprochen, und wir haben zusammen einen neuen Plan für die Woche gemacht.", "de"),
        ("J'ai parlé avec les deux collègues et nous avons fait un nouveau plan pour la semaine, ce qui aide.", "fr"),
        ("Hablé con los dos compañeros y cuando todo estaba claro hicimos un plan nuevo para la semana.", "es"),
        ("Ho parlato con i due colleghi e quando tutto era chiaro abbiamo fatto un piano nuovo per noi.", "it"),
        ("Falei com os dois colegas e quando tudo ficou claro fizemos um plano novo para a semana.", "pt"),
        ("Rozmawiałem z nimi o planie i to było dla mnie ważne, bo wszystko do tego czasu się nie udało.", "pl"),
        ("İki arkadaşımla konuştum ve bu hafta için yeni bir plan yaptık, ama sonra çok zaman aldı.", "tr"),
        (
            "Ek het met die twee kollegas gepraat en ons het saam 'n nuwe plan vir die week gemaak.",
            "af",
        ),
        ("Ik haw mei beide kollega's praat en wy hawwe tegearre in nij plan makke foar de wike.", "fy"),
        ("Me jam një punëtor këtu prej shumë vitesh dhe puna më pëlqen shumë, edhe kur është vështirë.", "und"),
        ("Я поговорил с обоими коллегами, и мы вместе составили новый план на неделю.", "und"),
        ("qwrt zxcv plm asdf ghjk qqq wert zzz bvc mnb lkj poi uyt rew", "und"),
        ("", "und"),
    ],
)
def test_small_words_tell_the_language(text: str, code: str) -> None:
    assert language_of(plain_words(text)).code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Our boss Mr van der Berg in Den Haag told Jan de Vries, Piet and Kees van Dijk off in front of Willem. "
            "I drove over to De Pijp, had a word with Kees and rang Jan.",
            "en",
        ),
        (
            "Last May Marieke van Houten, Sjoerd de Boer and Anneke van der Meer quit our team at Albert Heijn in "
            "Zaandam. I called Henk, hired two students and trained them myself.",
            "en",
        ),
        (
            "Team lead role: set up stand-ups, wrote recap mails, solved customer complaints, trained new staff, "
            "planned shifts, tracked budgets, fixed software bugs, ran weekly sales meetings, called suppliers.",
            "en",
        ),
        (
            "Hielp bejaarde buurvrouw tijdens storm. Maakte goten schoon, droeg meubels naar boven, belde "
            "verzekering, kookte soep, haalde boodschappen, bleef slapen. Dinsdag zakte water. Buurvrouw veilig.",
            "nl",
        ),
        (
            "Bij de stand-up van ons scrum team liep de sprint planning uit de hand: product owner en developers "
            "hadden een flinke clash over de backlog. Ik plande een retro, maakte action points en stuurde een recap.",
            "nl",
        ),
        (
            'We had a fight about the planning. "Doe normaal man", said Kees, and "dat kan echt niet zo", said '
            "Anja. I talked with both and we made a new rota that works for everyone.",
            "en",
        ),
    ],
)
def test_names_notes_and_loan_words_do_not_make_another_language(text: str, code: str) -> None:
    facts = TextFacts.of(text, letters=LETTERS)
    assert facts.language.code == code
    assert "other_language" not in guards_for(facts)


def test_what_is_neither_english_nor_dutch_stays_so() -> None:
    texts = (
        "Jag pratade med båda kollegorna och vi gjorde en ny plan för veckan som fungerade bra för alla.",
        "Jeg snakket med begge kollegene og vi laget en ny plan for uken sammen, og alle var fornøyde.",
        "Saya berbicara dengan kedua rekan kerja dan kami membuat rencana baru untuk minggu ini bersama.",
        POLISH,
    )
    assert all("other_language" in told(text) for text in texts)


def test_two_languages_in_one_text_make_it_less_sure() -> None:
    mixed = language_of(plain_words(ANSWER + DUTCH + DUTCH))
    assert mixed.p < 0.7 < language_of(plain_words(ANSWER)).p < 1.0


def test_an_unsure_language_is_none_of_ours() -> None:
    words = plain_words(ANSWER)
    assert guards_for(TextFacts(ANSWER, words, Language("en", 0.59))) == ("other_language",)
    assert guards_for(TextFacts(ANSWER, words, Language("en", 0.6))) == ()


def texts(path: Path, column: str) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def answers(shared_dir: Path) -> list[str]:
    interviews = texts(shared_dir / "data/siop2024_interview_answers/all.csv.gz", "answer")
    essays = texts(shared_dir / "data/empathic_reactions/train_dev.csv.gz", "essay")
    return [text for text in interviews + essays if len(plain_words(text)) >= 25]


@pytest.mark.shared
def test_real_english_answers_are_left_in_peace(answers: list[str]) -> None:
    stopped = [guards for text in answers if is_silent(guards := told(text))]
    assert len(answers) == 2168
    # Four essays say one passage again and again; for the others see test_sensitive.
    assert len(stopped) <= 40
    assert sum("sensitive" not in guards for guards in stopped) <= 4


@pytest.mark.shared
def test_dutch_film_lines_are_taken_for_dutch(shared_dir: Path) -> None:
    pieces = pieces_of(texts(shared_dir / "data/xed_emotions/nl.csv.gz", "text"))
    found = [language_of(piece).code == "nl" for piece in pieces]
    assert len(pieces) > 700
    assert sum(found) / len(found) >= 0.995


@pytest.mark.shared
def test_afrikaans_is_not_taken_for_dutch(shared_dir: Path) -> None:
    pieces = pieces_of(texts(shared_dir / "data/tydip_afrikaans/test.csv.gz", "sentence"))
    assert len(pieces) > 250
    assert sum(language_of(piece).code == "nl" for piece in pieces) / len(pieces) <= 0.02


@pytest.mark.shared
def test_usual_letters_part_real_lines_from_keys_by_a_wide_gap(shared_dir: Path) -> None:
    with gzip.open(shared_dir / "data/xed_emotions/nl.csv.gz", "rt", encoding="utf-8", newline="") as file:
        lines = [row["text"] for row in csv.DictReader(file) if row["split"] != "train"]
    usual = [LETTERS.usual(piece) for piece in pieces_of(lines)]
    assert min(value for value in usual if value is not None) > -2.6
    keys = LETTERS.usual(plain_words(KEYS))
    assert keys is not None and keys < -5.0


def pieces_of(lines: list[str], size: int = 40) -> list[tuple[str, ...]]:
    words = tuple(word for line in lines for word in plain_words(line))
    return [words[first : first + size] for first in range(0, len(words) - size, size)]
