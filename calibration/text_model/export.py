"""Turns fitted heads into the three files that the product loads: ONNX, vocabulary and manifest, as bytes."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, checker, helper, numpy_helper

from calibration.linear import Table, quantised
from calibration.text_model.corpora import SOURCES
from calibration.text_model.facts import MIN_WORDS, MODEL_ID
from calibration.text_model.heads import SEED, LabelFit, ValueFit
from calibration.text_model.vocabulary import Vocabulary
from progrez_desktop.scoring.text.manifest import FORMAT, LABELS
from progrez_desktop.scoring.text.model import OUTPUTS


@dataclass(frozen=True)
class ModelFiles:
    onnx: bytes
    vocabulary: bytes
    manifest: bytes


def files_of(vocabulary: Vocabulary, fits: Mapping[str, LabelFit | ValueFit], sums: Mapping[str, str]) -> ModelFiles:
    """Return the shipped files. The same fits give the same bytes."""
    onnx = onnx_bytes(_table(fits))
    words = _json({"features": vocabulary.features, "idf": vocabulary.idf}, indent=None)
    manifest = {
        "format": FORMAT,
        "id": MODEL_ID,
        "onnx_sha256": hashlib.sha256(onnx).hexdigest(),
        "vocabulary_sha256": hashlib.sha256(words).hexdigest(),
        "languages": ["en"],
        "min_words": MIN_WORDS,
        "heads": {name: _head(name, fit) for name, fit in fits.items()},
        "trained_on": [
            {"title": source.title, "licence": source.licence, "credit": source.credit} for source in SOURCES
        ],
        "files_sha256": dict(sums),
        "seed": SEED,
    }
    return ModelFiles(onnx, words, _json(manifest, indent=1))


def _table(fits: Mapping[str, LabelFit | ValueFit]) -> Table:
    """Put all heads side by side, rounded to 255 steps.

    On the development rows 99 in 100 logits move by less than 0.11, and no macro-F1 by more than 0.002.
    """
    weights = np.concatenate([fits[name].weights for name in OUTPUTS], axis=1)
    return quantised(weights, np.concatenate([fits[name].biases for name in OUTPUTS]))


def onnx_bytes(table: Table) -> bytes:
    """Return the graph: look up each feature's row, weigh, add up, scale, add the bias, split by head."""
    sizes = np.array(list(OUTPUTS.values()), np.int64)
    constants: dict[str, NDArray[Any]] = {
        "table": table.steps,
        "scale": table.scales,
        "bias": table.biases,
        "sizes": sizes,
        "first_axis": np.array([0], np.int64),
        "last_axis": np.array([1], np.int64),
    }
    nodes = [
        helper.make_node("Gather", ["table", "feature"], ["rows_8bit"], axis=0),
        helper.make_node("Cast", ["rows_8bit"], ["rows"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["weight", "last_axis"], ["weight_column"]),
        helper.make_node("Mul", ["rows", "weight_column"], ["weighed"]),
        helper.make_node("ReduceSum", ["weighed", "first_axis"], ["total"], keepdims=0),
        helper.make_node("Mul", ["total", "scale"], ["scaled"]),
        helper.make_node("Add", ["scaled", "bias"], ["logits"]),
        helper.make_node("Split", ["logits", "sizes"], list(OUTPUTS), axis=0),
    ]
    graph = helper.make_graph(
        nodes,
        "tone",
        inputs=[
            helper.make_tensor_value_info("feature", TensorProto.INT64, ["n"]),
            helper.make_tensor_value_info("weight", TensorProto.FLOAT, ["n"]),
        ],
        outputs=[helper.make_tensor_value_info(name, TensorProto.FLOAT, [size]) for name, size in OUTPUTS.items()],
        initializer=[numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, producer_name="progrez", opset_imports=[helper.make_opsetid("", 18)])
    model.ir_version = 10
    checker.check_model(model, full_check=True)
    return bytes(model.SerializeToString(deterministic=True))


def _head(name: str, fit: LabelFit | ValueFit) -> dict[str, Any]:
    if isinstance(fit, ValueFit):
        return {"low": fit.low, "high": fit.high}
    return {
        "labels": LABELS[name],
        "slopes": fit.slopes.tolist(),
        "shifts": fit.shifts.tolist(),
        "thresholds": fit.thresholds.tolist(),
    }


def _json(value: Any, indent: int | None) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=indent) + "\n").encode()
