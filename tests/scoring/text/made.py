"""The shipped model, answers of our own, and ONNX files that no exporter would write."""

import hashlib
import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from progrez_desktop.scoring.text.model import TextModel

MODEL = Path(__file__).resolve().parents[3] / "resources" / "model"

ANSWER = (
    "Two colleagues of mine disagreed about the planning of a big order. I first talked with each of them alone and "
    "asked what worried them most. It turned out that one was afraid of missing the deadline. We then sat down "
    "together and split the work. In the end both of them thanked me, and I was really happy with how it went!"
)
DUTCH = (
    "Mijn collega en ik waren het niet eens over de planning. Ik heb eerst met iedereen apart gepraat en gevraagd wat "
    "hun dwarszat. Daarna hebben we samen een nieuw plan gemaakt, en dat werkte een stuk beter dan het oude."
)


@dataclass(frozen=True)
class ModelBytes:
    """The files of a model, as TextModel.from_bytes takes them."""

    onnx: bytes
    tokenizer: bytes
    vocabulary: bytes
    manifest: bytes

    def load(self) -> TextModel:
        return TextModel.from_bytes(self.onnx, self.tokenizer, self.vocabulary, self.manifest)

    def vouched(self, **changes: Any) -> "ModelBytes":
        """Return the same with a manifest whose hashes fit: what somebody writes who wants a strange model loaded."""
        manifest = json.loads(self.manifest)
        for part in ("onnx", "tokenizer", "vocabulary"):
            manifest[f"{part}_sha256"] = hashlib.sha256(getattr(self, part)).hexdigest()
        return replace(self, manifest=json.dumps(manifest | changes).encode())


@cache
def shipped_bytes() -> ModelBytes:
    names = ("answers.onnx", "answers.tokenizer.json", "answers.vocabulary.json", "answers.json")
    return ModelBytes(*((MODEL / name).read_bytes() for name in names))


@cache
def shipped_model() -> TextModel:
    return shipped_bytes().load()


def onnx_with_weights_elsewhere(path: str) -> bytes:
    """Return a valid ONNX model whose one weight is said to be in the file `path`, written out field by field."""
    where = _text(1, "location") + _text(2, path)
    weight = _number(1, 1) + _number(2, 1) + _text(8, "w") + _part(13, where) + _number(14, 1)
    shape = _part(2, _part(1, _number(1, 1)))
    output = _text(1, "y") + _part(2, _part(1, _number(1, 1) + shape))
    node = _text(1, "w") + _text(2, "y") + _text(4, "Identity")
    graph = _part(1, node) + _text(2, "g") + _part(5, weight) + _part(12, output)
    return _number(1, 10) + _part(7, graph) + _part(8, _number(2, 18))


def _number(field: int, value: int) -> bytes:
    return bytes([field << 3, value])


def _part(field: int, content: bytes) -> bytes:
    return bytes([field << 3 | 2, len(content)]) + content


def _text(field: int, content: str) -> bytes:
    return _part(field, content.encode())
