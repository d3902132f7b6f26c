"""A line of somebody's access log can't go, change or move without being seen; and nor can its end."""

import pytest

from progrez_desktop.core.store.chain import CHAIN_START
from progrez_desktop.core.store.safe_store import SafeStore
from tests.core.store.builders import Device, Person


@pytest.fixture
def safe(device: Device, sanne: Person) -> SafeStore:
    safe = device.opened(sanne)
    for number in range(4):
        safe.log.append(number, "you", "profile_opened", None, {"attempt": str(number)})
    safe.keep_chain_head()
    return safe


def known(device: Device, sanne: Person):
    account = device.store.account(sanne.account.id)
    assert account is not None
    return account.log_head


def test_lines_come_back_as_they_were_written(device: Device, sanne: Person, safe: SafeStore) -> None:
    log = safe.log.checked(known(device, sanne))
    assert [(line.seq, line.at_ms, line.params["attempt"]) for line in log.lines] == [
        (1, 0, "0"),
        (2, 1, "1"),
        (3, 2, "2"),
        (4, 3, "3"),
    ]
    assert log.is_whole


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE access_log SET at_ms = 9 WHERE seq = 2", 2),
        ("UPDATE access_log SET actor = 'rater' WHERE seq = 3", 3),
        ("UPDATE access_log SET action = 'cv_saved' WHERE seq = 1", 1),
        ("UPDATE access_log SET organisation_id = 'o' WHERE seq = 1", 1),
        ("UPDATE access_log SET params = '{}' WHERE seq = 4", 4),
        ("DELETE FROM access_log WHERE seq = 1", 1),
        ("DELETE FROM access_log WHERE seq = 2", 2),
        ("DELETE FROM access_log WHERE seq = 4", 4),
        ("DELETE FROM access_log", 1),
        ("UPDATE access_log SET seq = 9 WHERE seq = 4", 4),
    ],
)
def test_a_line_that_is_missing_or_changed_is_named(
    device: Device, sanne: Person, safe: SafeStore, statement: str, broken_at: int
) -> None:
    safe._database.write(statement)
    log = safe.log.checked(known(device, sanne))
    assert log.broken_at == broken_at
    assert [line.seq for line in log.lines] == list(range(1, broken_at))


def test_without_the_word_of_the_device_a_cut_end_would_not_show(safe: SafeStore) -> None:
    safe._database.write("DELETE FROM access_log WHERE seq = 4")
    assert safe.log.checked(None).is_whole


def test_a_broken_log_keeps_nobody_from_their_safe(device: Device, sanne: Person, safe: SafeStore) -> None:
    safe._database.write("DELETE FROM access_log WHERE seq = 4")
    safe.close()
    again = device.opened(sanne)
    assert again.log.checked(known(device, sanne)).broken_at == 4


def test_what_is_written_after_a_cut_does_not_hide_it(device: Device, sanne: Person, safe: SafeStore) -> None:
    safe._database.write("DELETE FROM access_log WHERE seq > 1")
    safe.close()
    again = device.opened(sanne)
    for number in range(9):
        again.log.append(100 + number, "you", "signed_in", None, {})
        again.keep_chain_head()
    log = again.log.checked(known(device, sanne))
    assert (log.broken_at, len(log.lines)) == (4, 3)
    again.close()
    assert device.opened(sanne).log.checked(known(device, sanne)).broken_at == 4


def test_an_older_copy_of_a_safe_shows_in_its_log_where_no_answer_tells(device: Device, sanne: Person) -> None:
    before = device.safe_path(sanne).read_bytes()
    safe = device.opened(sanne)
    safe.log.append(1, "you", "cv_saved", None, {})
    safe.keep_chain_head()
    safe.close()
    device.safe_path(sanne).write_bytes(before)
    again = device.opened(sanne)
    assert again.log.end() == CHAIN_START
    assert again.log.checked(known(device, sanne)).broken_at == 1


def test_the_device_learns_only_heads_that_go_forward(device: Device, sanne: Person, safe: SafeStore) -> None:
    head = safe.log.end()
    device.store.keep_log_head(sanne.account.id, CHAIN_START)
    assert known(device, sanne) == head


def test_a_line_under_the_label_of_answers_is_not_one_of_the_log(
    safe: SafeStore, device: Device, sanne: Person
) -> None:
    """Both chains have one key: the label alone keeps an event from being put in as a line."""
    last = safe.log.end()
    told = (last.seq + 1, 9, "you", "cv_saved", None, "{}")
    head = safe._chain._chain.head(last.head, told)
    safe._database.write(
        "INSERT INTO access_log (seq, at_ms, actor, action, organisation_id, params, previous, head) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*told, last.head, head),
    )
    assert safe.log.checked(known(device, sanne)).broken_at == 5
