"""What the encoder reads: any word that says who somebody is has become one and the same."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progrez_desktop.scoring.text.pieces import MAX_PIECES, Pieces, neutral_text
from tests.scoring.text.made import ANSWER, shipped_bytes

WHO = frozenset(("she", "he", "maria", "old", "african", "american", "middle", "aged"))


@cache
def made_pieces() -> Pieces:
    return Pieces(shipped_bytes().tokenizer, WHO)


@pytest.fixture
def pieces() -> Pieces:
    return made_pieces()


@pytest.mark.parametrize(
    ("text", "neutral"),
    [
        ("She helped me.", "someone helped me."),
        ("Maria's plan", "someone plan"),
        ("an African American colleague", "an someone colleague"),
        ("a middle-aged man", "a someone man"),
        ("she. He left", "someone. someone left"),
        ("[NAME] said <b>so</b>", "someone said  so "),
        ("It DIDN’T wo\u200brk", "it didn't work"),
        ("nice 👍", "nice  thumbs up sign "),
        ("", ""),
    ],
)
def test_a_neutral_text_says_the_same_without_saying_who(text: str, neutral: str) -> None:
    assert neutral_text(text, WHO) == neutral


def test_a_name_that_no_list_holds_is_neutral_too() -> None:
    text = "Then Sooyin and 서윤 of Acme wrote the Plan in 2019, and maybe zoe did."
    known = frozenset(("then", "plan", "the", "maybe"))
    assert neutral_text(text, WHO, known=known) == (
        "then someone and someone of someone wrote the plan in 2019, and maybe zoe did."
    )


def test_a_part_is_cut_out_before_it_is_read() -> None:
    assert neutral_text("Yes. She did.", WHO, 5, 12) == "someone did"


def test_marks_of_the_encoder_in_a_text_are_plain_text(pieces: Pieces) -> None:
    [run] = pieces.windows("( [ SEP ] and [CLS] )")
    begin, end = pieces.windows("")[0]
    assert (run[0], run[-1]) == (begin, end)
    assert not {begin, end} & set(run[1:-1])


@settings(deadline=None)
@given(st.text(max_size=2000), st.integers(3, MAX_PIECES))
def test_windows_hold_every_piece_once_and_are_about_as_long_as_each_other(text: str, most: int) -> None:
    pieces = made_pieces()
    whole = pieces.windows(text, most=10**9)[0][1:-1]
    runs = pieces.windows(text, most=most)
    assert [number for run in runs for number in run[1:-1]] == whole
    assert max(map(len, runs)) <= most


def test_an_answer_fits_one_window(pieces: Pieces) -> None:
    [run] = pieces.windows(ANSWER)
    assert len(run) > len(ANSWER.split())
    assert max(run) < pieces.size
