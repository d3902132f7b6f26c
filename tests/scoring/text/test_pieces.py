"""What the encoder reads: a text as it was heard, in pieces that it knows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progrez_desktop.scoring.text.hearing import Lexicon, hear
from progrez_desktop.scoring.text.pieces import MAX_PIECES, Pieces, neutral_text
from tests.scoring.text.made import ANSWER, shipped_bytes

WHO = Lexicon(identity_words=frozenset(("she", "he", "maria", "old", "african", "american", "middle", "aged")))
PIECES = Pieces(shipped_bytes().tokenizer)


def neutral(text: str, *place: int) -> str:
    begin, end = place or (0, len(text))
    return neutral_text(text, hear(text, WHO, begin, end), begin, end)


def windows(text: str, most: int = MAX_PIECES) -> list[list[int]]:
    return PIECES.windows(text, hear(text, WHO), most=most)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("She helped me.", "someone helped me."),
        ("Maria's plan", "someone plan"),
        ("an African American colleague", " someone colleague"),
        ("a middle-aged man", " someone man"),
        ("she, an old Maria", "someone,  someone"),
        ("old an old the old", "someone  "),
        ("she. He left", "someone. someone left"),
        ("[NAME] said <b>so</b>", "someone said  so "),
        ("It DIDN’T wo\u200brk", "it didn't work"),
        ("the plan was A mess", " plan was  mess"),
        ("nice 👍", "nice  thumbs up sign "),
        ("", ""),
    ],
)
def test_a_neutral_text_says_the_same_without_saying_who(text: str, said: str) -> None:
    assert neutral(text) == said


def test_a_part_is_cut_out_before_it_is_read() -> None:
    assert neutral("Yes. She did.", 5, 12) == "someone did"


def test_marks_of_the_encoder_in_a_text_are_plain_text() -> None:
    [run] = windows("( [ SEP ] and [CLS] )")
    begin, end = windows("")[0]
    assert (run[0], run[-1]) == (begin, end)
    assert not {begin, end} & set(run[1:-1])


@settings(deadline=None)
@given(st.text(max_size=2000), st.integers(3, MAX_PIECES))
def test_windows_hold_every_piece_once_and_are_about_as_long_as_each_other(text: str, most: int) -> None:
    whole = windows(text, most=10**9)[0][1:-1]
    runs = windows(text, most=most)
    assert [number for run in runs for number in run[1:-1]] == whole
    assert max(map(len, runs)) <= most


def test_an_answer_fits_one_window() -> None:
    [run] = windows(ANSWER)
    assert len(run) > len(ANSWER.split()) - 5
    assert max(run) < PIECES.size
