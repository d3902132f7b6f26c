"""Ids that were there before: told apart from those that were not, in little room."""

from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.seen_ids import SeenIds


@given(st.lists(st.text(max_size=20)), st.text(max_size=20))
def test_it_has_what_was_added_and_nothing_else(added: list[str], other: str) -> None:
    seen = SeenIds()
    for name in added:
        seen.add(name)
    assert all(seen.has(name) for name in added)
    assert seen.has(other) == (other in added)
    assert len(seen) == len(set(added))


def test_many_ids_are_kept_while_the_table_grows() -> None:
    seen = SeenIds()
    for number in range(20_000):
        assert not seen.has(f"p{number}")
        seen.add(f"p{number}")
    assert all(seen.has(f"p{number}") for number in range(20_000))
    assert not seen.has("p20000")
    assert seen._slots.itemsize * len(seen._slots) <= 24 * 20_000
