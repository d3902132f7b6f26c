"""What an organisation tells everybody is signed in both languages, and can be taken back."""

import pytest

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.keys.signed import read_signed
from progrez_desktop.core.services import registry, registry_notices
from tests.core.services.registry_house import (
    server_of,
)

TEXT = {"en": "The talks are one week later.", "nl": "De gesprekken zijn een week later."}


def test_a_notice_is_signed_in_both_languages_and_can_be_taken_back(house) -> None:
    server = server_of(house)
    notice_id = registry_notices.make(house.deps, TEXT, TEXT, 14)
    registry.fetch(house.deps, server)
    registry_notices.revoke(house.deps, registry_notices.named(house.deps, notice_id[:8]))
    registry.fetch(house.deps, server)
    made, taken_back = server.posted("/v1/notices")
    bodies = [read_signed(one, "notice", house.card.signing_key) for one in (made, taken_back)]
    assert bodies[0]["text"] == TEXT and "revokes" not in bodies[0]
    assert bodies[1]["revokes"] == notice_id
    with pytest.raises(UsageFault, match="registry_no_such_notice"):
        registry_notices.revoke(house.deps, "ab" * 16)
    with pytest.raises(DataFault):
        registry_notices.make(house.deps, {"en": "", "nl": ""}, TEXT, 14)
