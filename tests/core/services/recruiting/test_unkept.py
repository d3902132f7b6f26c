"""What was typed and not kept is held sealed: only the keys of the registry open it again."""

from progrez_desktop.core.keys.inbox import new_key_pair
from progrez_desktop.core.model.registry import SealSecret
from progrez_desktop.core.services.recruiting import unkept
from progrez_desktop.core.services.recruiting.unkept import Unkept
from tests.core.services.registry_house import House
from tests.fakes import FakeEntropy

TYPED = Unkept("decision", "a1", {"decision": "We invite her", "reason": "Uitleg: één, \ud800"})
"""With half of a sign, as a clipboard may bring it."""


def test_what_was_typed_comes_back_as_it_was_and_nothing_of_it_is_told_by_what_is_held(house: House) -> None:
    held = unkept.sealed(house.deps, TYPED)
    assert b"invite" not in held and b"decision" not in held
    assert "invite" not in repr(TYPED)
    assert unkept.opened(house.deps, held) == TYPED


def test_a_key_of_before_still_opens_it_and_no_other_does(house: House) -> None:
    held = unkept.sealed(house.deps, TYPED)
    (first,) = house.deps.store.seal_keys()
    pair = new_key_pair(FakeEntropy(7))
    house.deps.store.add_seal_key(SealSecret("newer", pair.public, first.from_ms + 1, pair.private))
    assert unkept.opened(house.deps, held) == TYPED
    assert unkept.opened(house.deps, held[:-1]) is None
    house.deps.store.database.write("DELETE FROM seal_key WHERE key_id = ?", (first.key_id,))
    assert unkept.opened(house.deps, held) is None
