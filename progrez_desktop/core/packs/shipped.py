"""What ships with the program: the assessment, the item bank and the text model, each byte pinned by hash."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.assessment import Assessment
from progrez_desktop.core.packs.assessment_pack import load_assessment, read_parts
from progrez_desktop.core.packs.manifest import MANIFEST, Folder, Manifest, Source, read_verified
from progrez_desktop.core.packs.pins import PINS
from progrez_desktop.core.resources import resource_path

ASSESSMENT = "assessments/working-together"
BANK = "bank/working-together.bank.json"
QUALITY = "bank/working-together.quality.json"
MODEL = "model/answers.onnx"
MODEL_TOKENIZER = "model/answers.tokenizer.json"
MODEL_VOCABULARY = "model/answers.vocabulary.json"
MODEL_DESCRIPTION = "model/answers.json"
EVIDENCE = "model/evidence.json"
PRIVATE = "model/private.json"
LETTERS = "model/letters.json"
DUTCH_TABLE = "model/dutch.table"
DUTCH_DESCRIPTION = "model/dutch.json"


@dataclass(frozen=True)
class TextModelFiles:
    """The verified bytes of the model that reads open answers; `sha256` is that of the ONNX file and names it."""

    onnx: bytes
    tokenizer: bytes
    vocabulary: bytes
    description: bytes
    sha256: str


@dataclass(frozen=True)
class Shipped:
    """Hands out shipped files, each read and checked when it is asked for. Nothing is kept in memory.

    Args:
        source: Reads names relative to resources/.
        pins: SHA-256 by name; a file without a pin counts as not shipped.

    Every method raises DataFault `resource_missing` or `resource_changed` with the file's name. A person can go on
    without the text model: whoever asks for it catches the fault, says so, and leaves the reading out.
    """

    source: Source
    pins: Mapping[str, str]

    def assessment(self) -> Assessment:
        return load_assessment(self.source, ASSESSMENT, self.sha256(f"{ASSESSMENT}/{MANIFEST}"))

    def parts(self) -> dict[str, Any]:
        """Return the assessment's files as they are parsed, for whoever makes or checks another one."""
        return read_parts(self.source, ASSESSMENT, self.sha256(f"{ASSESSMENT}/{MANIFEST}"))

    def bank(self) -> bytes:
        return self.read(BANK)

    def text_model(self) -> TextModelFiles:
        names = (MODEL, MODEL_TOKENIZER, MODEL_VOCABULARY, MODEL_DESCRIPTION)
        onnx, tokenizer, vocabulary, description = (self.read(name) for name in names)
        return TextModelFiles(onnx, tokenizer, vocabulary, description, self.sha256(MODEL))

    def evidence(self) -> bytes:
        """Return what scoring.text.signs.SignTable is made of."""
        return self.read(EVIDENCE)

    def private(self) -> bytes:
        """Return what scoring.text.private.PrivateTables is made of."""
        return self.read(PRIVATE)

    def letters(self) -> bytes:
        """Return what scoring.text.gibberish.Letters is made of."""
        return self.read(LETTERS)

    def dutch_tone(self) -> tuple[bytes, bytes]:
        """Return what scoring.text.dutch.DutchTone is made of: table and manifest."""
        return self.read(DUTCH_TABLE), self.read(DUTCH_DESCRIPTION)

    def read(self, name: str) -> bytes:
        """Return the verified bytes of any pinned file, named relative to resources/."""
        return read_verified(self.source, name, self.sha256(name))

    def sha256(self, name: str) -> str:
        """Return the pinned hash of a shipped file, without reading it."""
        try:
            return self.pins[name]
        except KeyError:
            raise DataFault("resource_missing", name=name) from None


def shipped() -> Shipped:
    """Return what this installation came with."""
    return Shipped(Folder(resource_path()), PINS)


@dataclass(frozen=True)
class _Over:
    """A source that has some names from another one."""

    below: Source
    above: Source
    names: Mapping[str, str]
    """By the name that is asked for, what the other calls it."""

    def read(self, name: str) -> bytes:
        return self.above.read(self.names[name]) if name in self.names else self.below.read(name)


def with_model(files: Shipped, source: Source, manifest: Manifest) -> Shipped:
    """Return what shipped with another text model in the place of its own: the files of a model pack."""
    names = {f"model/{name}": name for name in manifest.files}
    pins = {shown: manifest.files[name] for shown, name in names.items()}
    return Shipped(_Over(files.source, source, names), {**files.pins, **pins})
