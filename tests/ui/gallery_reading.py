"""The reading page in every state: waiting, read, silenced, contested, not wished for, with a person asked."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.assessment import Prompt
from progrez_desktop.core.model.attempt import Response, TextValue
from progrez_desktop.core.model.objection import Objection, Reason
from progrez_desktop.core.services.asking import Asking
from progrez_desktop.core.services.own_texts import OwnText, OwnTexts
from progrez_desktop.scoring.text.evidence import Concept, Evidence
from progrez_desktop.scoring.text.reading import Reading
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.reading import ReadingPage
from tests.fakes import MONDAY_MS
from tests.scoring.text.made_reading import TEXT, made_evidence, made_reading, made_skill, made_tone

if TYPE_CHECKING:
    from tests.ui.gallery import Material

SHORT = "I asked what was wrong."
DUTCH = (
    "Twee collega's waren het niet eens over de planning. Ik vroeg allebei wat ze het liefst wilden. "
    "Daarna maakten we samen een nieuwe planning, en die werkte."
)
LEVELS: Mapping[str, int | None] = {
    **{"communication": 4, "empathy": 3, "collaboration": 5, "leadership": None, "self_management": 2},
    **{"resilience": 0, "composure": 0, "adaptability": 1, "creative_thinking": 0, "analytical": None},
    **{"initiative": 2, "integrity": 0},
}
HARD = "שלום 🙂 <b>bold</b> **stars** a\u200bb\u202e left\u202c " + "x" * 300 + "\n\n" + TEXT * 8


def own_texts(given: "Material", readings: list[Reading | None], texts: list[str], **changes: Any) -> OwnTexts:
    """Answers to the first prompts of the assessment, with these readings."""
    prompts = [item for item in given.assessment.items if isinstance(item, Prompt)]
    made = tuple(
        OwnText(prompt, Response(prompt.id, 1, "en", TextValue(text), MONDAY_MS), reading)
        for prompt, text, reading in zip(prompts, texts, readings, strict=False)
    )
    return replace(OwnTexts("attempt", True, made), **changes)


def read_texts(given: "Material") -> OwnTexts:
    """Three answers: one that shows a lot, one with less, one that is too short."""
    too_short = made_reading(guards=["too_short"], silent=True)
    concepts = tuple(
        Concept(skill, given.assessment.rubric["skills"][skill]["concepts"][0]["id"], 0.8)
        for skill in ("empathy", "collaboration", "communication")
    )
    full = replace(made_reading(LEVELS), evidence=replace(made_evidence(LEVELS), concepts=concepts))
    return own_texts(given, [full, made_reading({"empathy": 2}), too_short], [TEXT, TEXT, SHORT])


def objected(own: OwnTexts, skill: str, reason: Reason, words: str) -> OwnTexts:
    return own.with_objections([Objection(own.texts[0].prompt.id, skill, "ab" * 32, reason, words, MONDAY_MS)])


def opposite() -> Reading:
    """A sentence that shows the opposite of a skill."""
    evidence = made_evidence(LEVELS)
    skills = dict(evidence.skills) | {"empathy": made_skill("empathy", 2, direction=-1)}
    return replace(made_reading(LEVELS), evidence=replace(evidence, skills=skills))


def dutch() -> Reading:
    evidence = Evidence({"empathy": made_skill("empathy", None)}, (), made_evidence({}).keywords)
    tone = replace(made_tone(DUTCH), ekman={}, ekman_present=(), emotions={"joy": 0.6, "trust": 0.5})
    plain = replace(tone, emotions_present=("joy", "trust"), courtesy_band=None, concern_band=None, distress_band=None)
    return replace(made_reading(), beta=True, tone=plain, evidence=evidence)


def page_with(context: Context, given: "Material", own: OwnTexts | None, skill: str = "empathy") -> ReadingPage:
    page = ReadingPage(context, given.assessment, skill)
    if own is not None:
        page.show_texts(own)
        page.show_asking(Asking("open", given.assessment.organisation, MONDAY_MS + 28 * 86_400_000))
    return page


def _objecting(context: Context, given: "Material") -> Page:
    page = page_with(context, given, read_texts(given))
    page.evidence.disagree.click()
    page.evidence.form.reasons["overlooked"].click()
    page.evidence.form.words.edit.setText("I also listened to the team leader")
    return page


def _objected(context: Context, given: "Material") -> Page:
    own = objected(read_texts(given), "empathy", "overlooked", "I also listened to the team leader")
    page = page_with(context, given, own)
    assert page.tabs is not None
    page.tabs.tabs[0].click()  # it opens at the second answer, where the reading of empathy stands
    return page


def _choosing(context: Context, given: "Material", skill: str) -> Page:
    page = page_with(context, given, read_texts(given))
    page.rows[skill].click()
    return page


def _second(context: Context, given: "Material", tab: int) -> Page:
    page = page_with(context, given, read_texts(given))
    assert page.tabs is not None
    page.tabs.tabs[tab].click()
    return page


def _failed(context: Context, given: "Material") -> Page:
    page = page_with(context, given, own_texts(given, [None, None, None], [TEXT, TEXT, SHORT]))
    page.show_failure(DataFault("resource_changed", name="model/answers.onnx"))
    return page


def _asked(context: Context, given: "Material", state: Any) -> Page:
    page = page_with(context, given, read_texts(given))
    page.show_asking(Asking(state, given.assessment.organisation, MONDAY_MS))
    return page


def rated(own: OwnTexts) -> OwnTexts:
    """The first two answers after a person rated them."""
    levels = dict.fromkeys(LEVELS, 0) | {"empathy": 4, "collaboration": 3, "integrity": 1}
    first, second, *rest = own.texts
    return replace(own, texts=(replace(first, rated=levels), replace(second, rated=levels), *rest))


State = Callable[[Context, "Material"], Page]

READING_STATES: dict[str, State] = {
    "13-reading": lambda c, m: page_with(c, m, read_texts(m)),
    "13-reading-loading": lambda c, m: page_with(c, m, None),
    "13-reading-progress": lambda c, m: page_with(
        c, m, own_texts(m, [made_reading(LEVELS), None, None], [TEXT, TEXT, SHORT])
    ),
    "13-reading-first-of-three": lambda c, m: page_with(c, m, own_texts(m, [None, None, None], [TEXT, TEXT, SHORT])),
    "13-reading-whole": lambda c, m: _choosing(c, m, "collaboration"),
    "13-reading-not-enough": lambda c, m: _choosing(c, m, "leadership"),
    "13-reading-not-addressed": lambda c, m: _choosing(c, m, "integrity"),
    "13-reading-opposite": lambda c, m: page_with(c, m, own_texts(m, [opposite()], [TEXT])),
    "13-reading-too-short": lambda c, m: _second(c, m, 2),
    "13-reading-sensitive": lambda c, m: page_with(
        c, m, own_texts(m, [made_reading(guards=["sensitive"], silent=True)], [TEXT])
    ),
    "13-reading-objecting": _objecting,
    "13-reading-objected": _objected,
    "13-reading-dutch": lambda c, m: page_with(c, m, own_texts(m, [dutch()], [DUTCH])),
    "13-reading-hard": lambda c, m: page_with(
        c, m, own_texts(m, [made_reading(guards=["read_in_part"], levels={})], [HARD])
    ),
    "13-reading-failed": _failed,
    "13-reading-by-a-person": lambda c, m: page_with(
        c, m, own_texts(m, [None, None, None], [TEXT, TEXT, SHORT], by_computer=False)
    ),
    "13-reading-rated-by-both": lambda c, m: page_with(c, m, rated(read_texts(m))),
    "13-reading-rated-by-a-person": lambda c, m: page_with(
        c, m, rated(own_texts(m, [None, None, None], [TEXT, TEXT, SHORT], by_computer=False))
    ),
    "13-reading-none-written": lambda c, m: page_with(c, m, own_texts(m, [], [])),
    "13-reading-asked": lambda c, m: _asked(c, m, "asked"),
    "13-reading-noted": lambda c, m: _asked(c, m, "noted"),
    "13-reading-nobody": lambda c, m: _asked(c, m, "nobody"),
}
