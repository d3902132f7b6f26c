"""What was read of a release just before it went still reaches its person; where that came from is forgotten later."""

import base64

import pytest
from sqlalchemy import func, select

from progrez_server.services.sweeping import sweep
from progrez_server.services.tidying import tidy
from progrez_server.settings import DAY_MS
from progrez_server.store.tables import erased_sender
from tests.server.conftest import DESK, KIOSK, ORG
from tests.server.organisation import NOW_MS, YEAR_MS
from tests.server.sent import batch, erase, put, release_id


def post(served, mail_id, number):
    sealed = base64.b64encode(b"sealed").decode()
    item = {"mail_id": mail_id * 32, "release_id": release_id(number), "sealed": sealed, "at_ms": NOW_MS}
    body = {"contract": "progrez.mail/1", "organisation_id": ORG, "items": [item]}
    assert served.ask("POST", "/v1/mail", device=DESK, json=body).status_code == 204


def mail_of(served):
    return [one["mail_id"][0] for one in served.ask("GET", "/v1/mail").json()["items"]]


@pytest.mark.parametrize("end", ["withdrawn", "its term"])
def test_mail_about_a_release_that_just_went_reaches_its_device(served, clock, end):
    served.send(batch(KIOSK, [put(KIOSK, 1), put(KIOSK, 2, until_ms=NOW_MS + YEAR_MS)]))
    if end == "withdrawn":
        served.send(batch(KIOSK, [erase(1)], "8" * 32))
    else:
        clock.at_ms = NOW_MS + YEAR_MS // 2
        assert sweep(served.parts) == 1
    post(served, "1", 1)
    post(served, "2", 2)
    assert mail_of(served) == ["1", "2"]


def test_an_erasure_of_what_never_was_here_gives_mail_no_way(served):
    served.send(batch(KIOSK, [erase(1)]))
    post(served, "1", 1)
    assert mail_of(served) == []


def test_where_a_release_came_from_is_forgotten(served, clock):
    served.send(batch(KIOSK, [put(KIOSK, 1), erase(2)]))
    served.send(batch(KIOSK, [erase(1)], "8" * 32))
    for later_ms, left in ((180 * DAY_MS, 1), (180 * DAY_MS + 1, 0)):
        clock.at_ms = NOW_MS + later_ms
        tidy(served.parts)
        with served.parts.store.reading() as connection:
            assert connection.execute(select(func.count()).select_from(erased_sender)).scalar_one() == left
    post(served, "1", 1)
    assert mail_of(served) == []
