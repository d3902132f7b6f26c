"""The short form of the canaries: 10 sittings. The long form is `make chaos` (500)."""

from pathlib import Path

from tests.chaos.kiosk.canaries import MEMORY_EACH, canaries_in, searched
from tests.chaos.kiosk.canary_child import Canaries
from tests.chaos.kiosk.parts import Limit

SITTINGS = MEMORY_EACH


def test_nothing_of_ten_people_is_found_after_they_signed_out(tmp_path: Path) -> None:
    found = searched(tmp_path, Limit(SITTINGS))
    assert (found.sittings, found.wrong, found.memory_looks) == (SITTINGS, [], 1)
    assert found.files > 10 * SITTINGS
    assert list((tmp_path / "stick").iterdir()) != [], "the CV was saved, and is not searched"


def test_the_search_sees_a_canary_in_either_way_of_writing() -> None:
    words = [Canaries(number).word(7) for number in (3, 4)]
    content = b"\0".join([words[0].upper().encode(), b"other", words[1].encode("utf-16-le")])
    assert canaries_in(content) == set(words)
