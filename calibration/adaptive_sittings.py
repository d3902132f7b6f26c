"""People as the adaptive form that ships would have asked them: each meets a form of their own."""

from collections.abc import Iterator
from dataclasses import dataclass

from calibration.adaptive_form import shipped_form
from calibration.joined_people import Sample, form_of
from calibration.replay import asked_of
from progrez_desktop.core.services.guide import Guide
from progrez_desktop.scoring.quality.form import Form


@dataclass(frozen=True)
class Asking:
    """The adaptive form over one bank. `pool` is every statement that it may ask, in the order of the pack."""

    guide: Guide
    pool: Form

    @classmethod
    def over(cls, bank: bytes) -> "Asking":
        form = shipped_form()
        guide = Guide(form, bank)
        scored = {item.id for scale in guide.scorer.bank.skills.values() for item in scale.items}
        order = [item.id for section in form.sections for item in section.items if item.id in scored]
        return cls(guide, form_of((guide.scorer.bank,), order))

    def of_data_set(self, name: str) -> Form:
        """Return those statements of the pool that are of one data set."""
        return Form.of([row for row in self.pool.shown if row[1].id.startswith(f"{name}/")])

    def sat(self, people: Sample) -> Iterator[Sample]:
        """Give each person as a sample of one, on the statements that the form would have asked, in that order.

        Args:
            people: With answers to all of the pool, or to all of the sections that they met.
        """
        ids = [item.id for item in people.form.items]
        for number, row in enumerate(people.answers.tolist()):
            person = dict(zip(ids, row, strict=True))
            columns = [people.form.place[item] for item in self._asked(str(number), person)]
            form = Form.of([people.form.shown[column] for column in columns])
            yield Sample(form, people.answers[[number]][:, columns], people.seconds[[number]][:, columns])

    def _asked(self, seed: str, person: dict[str, int]) -> Iterator[str]:
        for section, block in self.guide.blocks.items():
            if block.items <= person.keys():
                yield from asked_of(block, f"{seed}/{section}", person)
