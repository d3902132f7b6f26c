"""The window of a registry in every state that a recruiter may meet."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import EnvironmentFault, LockedFault
from progrez_desktop.core.model.registry import Detail, Fetched, Margin, Permit, Query, Refused, Row, Standing
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.candidate import CandidatePage
from progrez_desktop.ui.pages.candidates import CandidatesPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.refused import RefusedPage
from progrez_desktop.ui.pages.registry_in import RegistryInPage, Typed
from tests.fakes import MONDAY_MS

if TYPE_CHECKING:
    from tests.ui.gallery import Material

DAY_MS = 86_400_000
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BOARD = {"en": "Example Water Board", "nl": "Waterschap Voorbeeld"}
STANDING = Standing("a" * 32, _BOARD, "ab" * 32, "cd" * 20, True, None, 214, 0, 0, 0, MONDAY_MS, ())


def made_rows(skills: tuple[str, ...], count: int) -> list[Row]:
    """Invented candidates, the same each time."""
    chance = random.Random(7)
    rows = []
    for number in range(count):
        stens = [min(10, max(1, round(chance.gauss(5.5, 2)))) for _ in skills]
        scores = {
            one: None if chance.random() < 0.02 else Margin(sten, max(1, sten - 1), min(10, sten + 1))
            for one, sten in zip(skills, stens, strict=True)
        }
        code = "".join(chance.choice(_SIGNS) for _ in range(5))
        at_ms = MONDAY_MS - number * DAY_MS // 8
        rows.append(
            Row(
                release_id=f"{number:032x}",
                code=f"{code[:3]}-{code[3:]}",
                version=1,
                assessment="working-together",
                purposes=("profile", "teams") if number % 3 else ("profile",),
                fields=("scores",),
                finished_ms=at_ms if number % 9 else None,
                released_ms=at_ms,
                received_ms=at_ms,
                until_ms=MONDAY_MS + (9 if number == 8 else 180) * DAY_MS,
                is_contested=number % 7 == 3,
                scores=scores,
            )
        )
    return rows


def _list(context: Context, given: "Material", *, rows: int = 12, standing: Standing = STANDING) -> CandidatesPage:
    skills = given.assessment.skills
    page = CandidatesPage(context, skills, Query(), MONDAY_MS)
    page.show_rows(rows, made_rows(tuple(one.id for one in skills), rows))
    page.show_standing(standing)
    return page


def _chosen(context: Context, given: "Material") -> Page:
    page = _list(context, given)
    page.table.selectRow(3)
    return page


def _filtered(context: Context, given: "Material", rows: int) -> Page:
    page = _list(context, given, rows=rows)
    page.show_query(Query(text="7F", purpose="teams", reaches=(("collaboration", 7),), order="ends_first"))
    page.soon.setChecked(True)
    return page


def _fetching(context: Context, given: "Material", at: tuple[int, int] | None, *, stopping: bool = False) -> Page:
    page = _list(context, given)
    page.be_busy(True)
    page.show_fetching()
    if at is not None:
        page.working.show_progress(*at)
    if stopping:
        page.working.stop_button.click()
    return page


def _fetched(context: Context, given: "Material", fetched: Fetched) -> Page:
    page = _list(context, given)
    page.show_fetching()
    page.show_fetched(fetched)
    return page


def _offline(context: Context, given: "Material") -> Page:
    page = _list(context, given)
    page.show_fetching()
    page.show_fault(EnvironmentFault("online_offline", host="assessments.example.org"))
    return page


def detail_of(given: "Material", *, whole: bool) -> Detail:
    row = replace(made_rows(tuple(one.id for one in given.assessment.skills), 4)[3], is_contested=whole)
    scores = []
    for number, skill in enumerate(given.assessment.skills[:11]):
        sten = 3 + number % 6
        exact = {"sten_exact": sten + 0.2, "low_exact": sten - 0.9, "high_exact": sten + 1.3}
        scores.append({"skill": skill.id, "scored": True, "sten": sten, "low": sten - 1, "high": sten + 1, **exact})
    scores[4] = {"skill": scores[4]["skill"], "scored": False, "reason": "too_few_answers", "answered": 1, "of": 9}
    content = {
        "contract": "progrez.released-profile/1",
        "assessment": "working-together",
        "scores": scores,
        "provenance": {"finished_ms": MONDAY_MS, "valid_until": "2028-11-23", "form": "fixed", "engine": "1"}
        | {"pack_sha256": "ab" * 32},
    }
    if whole:
        scores[1]["said"] = [{"kind": "objection", "reason": "not_me", "words": "I had a cold that week."}]
        content |= {
            "name": {"first": "Sanne", "last": "de Vries"},
            "email": "sanne.devries@example.org",
            "background": {"work": [{"title": "Junior hydrologist", "organisation": "Example Water Board"}]},
            "drivers_licence": "B",
        }
    else:
        del content["scores"]
    permits = (
        Permit("p" * 32, "profile", ("scores",), row.until_ms),
        Permit("t" * 32, "teams", ("scores",), row.until_ms),
    )
    return Detail(row, content, permits if whole else permits[:1], "cd" * 32, "Kiosk 3, room 1.12", whole)


def _one(context: Context, given: "Material", *, whole: bool) -> Page:
    return CandidatePage(context, detail_of(given, whole=whole), given.assessment.skills)


def _registry_in(context: Context, code: str, *, touched: bool = False) -> Page:
    page = RegistryInPage(context, LockedFault(code), Typed("a passphrase"))
    if touched:
        page.open_button.click()
    return page


def _refused(context: Context, codes: tuple[str, ...]) -> Page:
    return RefusedPage(context, [Refused(n, f"{n:x}" * 32, 1, code, MONDAY_MS) for n, code in enumerate(codes, 1)])


_ALL = Fetched(new=12, renewed=1, erased=3, refused=1, told=4, expired=2, is_complete=False, server_rolled_back=True)
_TROUBLED = replace(STANDING, hidden=2, refused=1, mail_waiting=3)

CANDIDATES_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "30-candidates-empty": lambda c, m: _list(c, m, rows=0, standing=replace(STANDING, profiles=0, fetched_ms=None)),
    "30-candidates": lambda c, m: _list(c, m),
    "30-candidates-chosen": _chosen,
    "30-candidates-hidden": lambda c, m: _list(c, m, standing=_TROUBLED),
    "30-candidates-filtered": lambda c, m: _filtered(c, m, 3),
    "30-candidates-filtered-none": lambda c, m: _filtered(c, m, 0),
    "31-fetching-begun": lambda c, m: _fetching(c, m, None),
    "31-fetching": lambda c, m: _fetching(c, m, (214, 1024)),
    "31-fetching-stopping": lambda c, m: _fetching(c, m, (214, 1024), stopping=True),
    "31-fetched": lambda c, m: _fetched(c, m, Fetched(new=12)),
    "31-fetched-nothing": lambda c, m: _fetched(c, m, Fetched()),
    "31-fetched-much": lambda c, m: _fetched(c, m, _ALL),
    "31-fetch-offline": _offline,
    "32-candidate": lambda c, m: _one(c, m, whole=True),
    "32-candidate-little": lambda c, m: _one(c, m, whole=False),
    "32-refused-none": lambda c, _: _refused(c, ()),
    "32-refused": lambda c, _: _refused(c, ("signature_wrong", "certificate_missing", "receipt_other")),
    "33-registry-in": lambda c, _: _registry_in(c, "registry_passphrase_needed"),
    "33-registry-in-wrong": lambda c, _: _registry_in(c, "wrong_staff_passphrase"),
    "33-registry-in-code": lambda c, _: _registry_in(c, "factor_code_needed"),
    "33-registry-in-code-wrong": lambda c, _: _registry_in(c, "factor_code_wrong"),
    "33-registry-in-key": lambda c, _: _registry_in(c, "factor_key_needed"),
    "33-registry-in-key-touch": lambda c, _: _registry_in(c, "factor_key_wrong", touched=True),
    "33-registry-locked": lambda c, _: MessagePage(c, "candidates.locked", ("again",)),
}
