"""What nobody sees on a page is blanked out and nothing moves; no keyword holds a tag, a code or a sign of no place."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.scoring.text.keywords import keywords_of
from progrez_desktop.scoring.text.visible import as_written, visible

SEEN = "I asked two colleagues about the planning of the harbour festival"
KEYWORDS = {"colleagues", "planning", "harbour festival"}


@pytest.mark.parametrize(
    "text",
    [
        f"<head><title>Secret page</title></head><style>p {{ color: red }}</style><p class='intro'>{SEEN}.</p>",
        f"{SEEN}.<script>alert('http steal')</script>",
        f"<!-- draft -->{SEEN} <img src='cat.png' alt='picture'/>",
        f'{SEEN} <div class="wide',
        f"\x1b[31m{SEEN}\x1b[0m. \x1b]0;title\x07\x9b31m",
        f"\\x1b[31m{SEEN}\\u001b[0m.",
        f"[b]{SEEN}[/b] [url=http://x.example/path][/url]",
        f"# {SEEN}\n\n```python\nimport os\n```\n![image name](pic.png)",
        f"{SEEN}. See https://x.example/path?a=b, www.x.example or jan.jansen@x.example.",
        f"{SEEN}&nbsp;&amp;&#8212;",
        SEEN.replace("festival", "fes\u200btival\ufeff").replace("colleagues", "col\u00adleagues\u2060"),
        " ".join("\u200b".join(word) for word in SEEN.split(" ")),
        SEEN.replace("colleagues", "**colleagues**").replace("planning", "_planning_"),
    ],
)
def test_keywords_are_what_a_reader_sees(text: str) -> None:
    assert {keyword.text for keyword in keywords_of(visible(text), "en")} == KEYWORDS


def test_the_end_of_a_paragraph_or_an_item_ends_a_line() -> None:
    text = "<ul><li>crane</li><li>forklift</li></ul><p>truck</p>gasket"
    assert visible(text).split() == ["crane", "forklift", "truck", "gasket"]
    assert [line.strip() for line in visible(text).splitlines() if line.strip()] == visible(text).split()


@given(st.text(st.characters(), max_size=300) | st.text("<p>&;/@[]()!`\\\x1b31m. ab\n", max_size=300))
def test_every_place_stays(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert all(now in (" ", "\n", was) for now, was in zip(shown, text, strict=True))
    assert as_written(as_written(text)) == as_written(text)


@pytest.mark.parametrize("unit", ["<script>", "<a b=", "```", "![", "](", "\x1b[", "a@", "a.", "&a", "<!--", "[url="])
def test_it_costs_no_more_than_a_look(unit: str) -> None:
    before = time.process_time()
    visible(unit * (20_000 // len(unit)))
    assert time.process_time() - before < 1.0
