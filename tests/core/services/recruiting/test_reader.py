"""Nothing is handed out to nobody: who reads is named first, and the name is one that can be printed."""

from datetime import date

import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.services.recruiting.reader import Reader, name_reader, reader
from tests.core.services.registry_house import House


def test_who_reads_is_asked_before_anything_is_handed_out(house: House) -> None:
    with pytest.raises(UsageFault, match="reader_unnamed"):
        reader(house.deps)


def test_a_reader_is_kept_over_a_restart(house: House) -> None:
    named = name_reader(house.deps, " Noor\u202e  van der Berg ", date(2026, 3, 1))
    assert named == Reader("Noor van der Berg", date(2026, 3, 1))
    house.reopen()
    assert reader(house.deps) == named


@pytest.mark.parametrize(
    ("name", "trained_on", "code"),
    [
        ("  ", None, "reader_unnamed"),
        ("N" * 201, None, "reader_name_long"),
        ("Noor", date(2099, 1, 1), "reader_trained_later"),
    ],
)
def test_a_name_that_is_none_changes_nothing(house: House, name: str, trained_on: date | None, code: str) -> None:
    name_reader(house.deps, "Noor")
    with pytest.raises(UsageFault, match=code):
        name_reader(house.deps, name, trained_on)
    assert reader(house.deps) == Reader("Noor", None)
