"""Leads an adaptive sitting: which statements were asked, which is asked now, and about how many follow.

An instructed statement has its place: after as many as stand before it in the pack, or at the end of its section.

What was asked stays asked. The statement after the last one asked was chosen by the answers as they stood when that
one was first answered or skipped; an answer that is changed later moves only what is chosen after the change. So the
way can be found again from the answers in the order in which they were given, and from nothing else.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from progrez_desktop.core.model.assessment import AdaptiveForm, Section, Statement
from progrez_desktop.core.model.attempt import ResponseValue, StatementValue
from progrez_desktop.core.model.route import Leg, Route

if TYPE_CHECKING:
    from progrez_desktop.scoring.adaptive import Block
    from progrez_desktop.scoring.bank import Bank
    from progrez_desktop.scoring.norms import Norm

History = Sequence[tuple[str, ResponseValue]]
"""Every answer to a closed item and every skip, by item id, in the order in which they were given."""


class Guide:
    """The adaptive form of one assessment over one bank. It remembers nothing of a sitting."""

    def __init__(self, form: AdaptiveForm, bank: bytes, norms: "Mapping[str, Norm] | None" = None) -> None:
        """Make the tables of the form's scales.

        Args:
            norms: By scale, those that stand in the place of the bank's.

        Raises:
            ScoringError: The bank has no such scale, or is damaged.
        """
        from progrez_desktop.scoring import scales
        from progrez_desktop.scoring.scorer import Scorer

        self._form = form
        self.bank: Bank = scales.of_form(bank, form.scales)
        """As it shipped, with one scale for each skill."""
        self.scorer: Scorer = Scorer(scales.with_norms(self.bank, norms or {}))
        self.blocks: Mapping[str, Block] = {
            section.id: self._block(section) for section in form.sections if section.kind == "statements"
        }
        """What asks the statements of a section, by its id."""

    def _block(self, section: Section) -> "Block":
        from progrez_desktop.scoring.adaptive import Block, Rules

        items = {name: scale.items for name, scale in self.scorer.bank.skills.items()}
        of_format = {name: some for name, some in items.items() if some[0].format_id == section.format_id}
        return Block(of_format, Rules(self._form.se, self._form.least, self._form.among))

    def route(self, seed: str, history: History) -> Route:
        """Return the way so far, with the item to ask now at its end."""
        legs: list[Leg] = []
        is_open = False
        for section in self._form.sections:
            leg = self._leg(section, seed, history) if section.kind == "statements" else Leg(section, section.items)
            # Nothing of a later section is known before an earlier one is done: a position keeps its item.
            legs.append(Leg(section, (), len(leg.items) + leg.to_come) if is_open else leg)
            is_open = is_open or leg.to_come > 0 or _waits(leg, history)
        return Route("adaptive", tuple(legs))

    def _leg(self, section: Section, seed: str, history: History) -> Leg:
        pool = {item.id: item for item in section.items if isinstance(item, Statement)}
        asked, answers = _asked(pool, history)
        block = self.blocks[section.id]
        scored = [item for item in asked if pool[item].instructed is None]
        named = {item: place for place, item in enumerate(pool) if pool[item].instructed is not None}
        waiting = {item: place for item, place in named.items() if item not in asked}
        now = block.next_item(f"{seed}/{section.id}", scored, answers)
        due = next((item for item, place in waiting.items() if now is None or len(scored) >= place), now)
        shown = asked if due is None else [*asked, due]
        to_come = block.to_come(scored, answers) + len(waiting) - (due is not None)
        return Leg(section, tuple(pool[item] for item in shown), max(to_come, 0))


def _waits(leg: Leg, history: History) -> bool:
    """Whether a statement of the leg was neither answered nor skipped: then that is where the sitting is."""
    seen = {item for item, _ in history}
    return leg.section.kind == "statements" and any(item.id not in seen for item in leg.items)


def _asked(pool: Mapping[str, Statement], history: History) -> tuple[list[str], dict[str, int]]:
    """Return what was asked of a section, and all answers as they stood when the last of it was left."""
    asked: list[str] = []
    until = 0
    for place, (item, _) in enumerate(history, start=1):
        if item in pool and item not in asked:
            asked.append(item)
            until = place
    then = dict(history[:until])
    return asked, {item: value.category for item, value in then.items() if isinstance(value, StatementValue)}
