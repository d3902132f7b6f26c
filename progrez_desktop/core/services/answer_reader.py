"""Makes the reader of open answers out of what ships: model, rubric, questions, Dutch tone, usual letters."""

from typing import TYPE_CHECKING

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.assessment import Assessment, Prompt
from progrez_desktop.core.packs.shipped import Shipped

if TYPE_CHECKING:
    from progrez_desktop.scoring.text.reader import AnswerReader, Question


def load_reader(shipped: Shipped, assessment: Assessment) -> "AnswerReader":
    """Return the reader of an assessment's open answers. Takes most of a second, and some 100 MB.

    Raises:
        DataFault: "resource_missing", "resource_changed", or a code of scoring.text.model: the model is not what
            shipped. An assessment goes on without readings.
    """
    from progrez_desktop.scoring.errors import ScoringError
    from progrez_desktop.scoring.text.dutch import DutchTone
    from progrez_desktop.scoring.text.gibberish import Letters
    from progrez_desktop.scoring.text.model import TextModel
    from progrez_desktop.scoring.text.private import PrivateTables
    from progrez_desktop.scoring.text.reader import AnswerReader
    from progrez_desktop.scoring.text.rubric import Rubric
    from progrez_desktop.scoring.text.signs import SignTable

    files = shipped.text_model()
    prompts = (item for item in assessment.items if isinstance(item, Prompt))
    try:
        return AnswerReader(
            TextModel.from_bytes(files.onnx, files.tokenizer, files.vocabulary, files.description),
            Rubric.of(assessment.rubric),
            SignTable.from_bytes(shipped.evidence()),
            {prompt.id: _question(prompt) for prompt in prompts},
            DutchTone.from_bytes(*shipped.dutch_tone()),
            Letters.from_bytes(shipped.letters()),
            PrivateTables.from_bytes(shipped.private()),
        )
    except ScoringError as error:
        raise DataFault(error.code) from error


def _question(prompt: Prompt) -> "Question":
    from progrez_desktop.scoring.text.reader import Question

    return Question(prompt.text, prompt.guidance, prompt.examples, frozenset(prompt.skills))
