"""Writes the model as an ONNX graph by hand: the encoder in 8 bits or in 32, the table of words, and the heads.

The encoder is there once, and is gone through as published, for what a text is about, or with some of its adapters, for
how it sounds: "reading" is the place in facts.READINGS.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, checker, helper, numpy_helper

from calibration.linear import Table
from calibration.text_model.encoder import EPSILON, HEADS, LAYERS, WIDTH
from calibration.text_model.facts import RANKS, READINGS
from calibration.text_model.steps import in_steps
from progrez_desktop.scoring.text.manifest import COLUMN_COUNT, COLUMNS
from progrez_desktop.scoring.text.model import INPUTS, OUTPUTS

Arrays = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True)
class Parts:
    """All that the graph holds.

    Args:
        encoder: Weights by the names of encoder.Encoder.
        heads: (WIDTH, COLUMN_COUNT), what the mean vector of the adapted encoder adds to each column; nothing to
            courtesy.
        courtesy: (readings, WIDTH), what it adds to courtesy in each of READINGS.
        constants: (COLUMN_COUNT,), added to the encoder's share.
        words: 8-bit table (features, COLUMN_COUNT); its biases are not used.
    """

    encoder: Arrays
    heads: NDArray[np.float32]
    courtesy: NDArray[np.float32]
    constants: NDArray[np.float32]
    words: Table


def onnx_bytes(parts: Parts, eight_bits: bool = True) -> bytes:
    """Return the model. The same parts give the same bytes; without `eight_bits` the encoder is in 32 bits."""
    graph = _Graph(eight_bits)
    mean = _encoder(graph, parts.encoder)
    graph.add("LpNormalization", [mean], "meaning", axis=0, p=2)
    share = graph.add("MatMul", [mean, graph.put("head_weight", parts.heads)])
    share = graph.add("Add", [share, _courtesy(graph, mean, parts.courtesy)])
    graph.add("Add", [share, graph.put("constant", parts.constants)], "encoder")
    _words(graph, parts.words)
    graph.add("Add", ["encoder", graph.add("ReduceSum", ["words", graph.whole("rows", [0])], keepdims=0)], "total")
    return graph.model()


class _Graph:
    """Nodes and constants as they are added, with names that count up."""

    def __init__(self, eight_bits: bool) -> None:
        self._eight_bits = eight_bits
        self._nodes: list[Any] = []
        self._constants: dict[str, NDArray[Any]] = {}
        ends = np.cumsum([0, *RANKS.values()]).tolist()
        places = dict(zip(RANKS, pairwise(ends), strict=True))
        heard = [[places[name] for name in names] or [(0, 0)] for names in READINGS]
        self._first = self._of_reading("firsts", [some[0][0] for some in heard])
        self._last = self._of_reading("lasts", [some[-1][1] for some in heard])

    def _of_reading(self, name: str, numbers: list[int]) -> str:
        return self.add("Gather", [self.whole(name, numbers), "reading"], axis=0)

    def put(self, name: str, value: NDArray[Any]) -> str:
        self._constants[name] = value
        return name

    def whole(self, name: str, numbers: list[int]) -> str:
        return self.put(name, np.array(numbers, np.int64))

    def number(self, name: str, number: int) -> str:
        return self.put(name, np.array(number, np.int64))

    def add(self, kind: str, inputs: list[str], output: str = "", **attributes: Any) -> str:
        name = output or self._named(kind)
        self._nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def lookup(self, name: str, table: NDArray[np.float32], ids: str) -> str:
        """Rows of a table, of which each has steps of its own size."""
        if not self._eight_bits:
            return self.add("Gather", [self.put(name, table), ids], axis=0)
        steps, sizes = in_steps(table, axis=1)
        rows = self.add("Cast", [self.add("Gather", [self.put(name, steps), ids], axis=0)], to=TensorProto.FLOAT)
        return self.add("Mul", [rows, self.add("Gather", [self.put(f"{name}_size", sizes), ids], axis=0)])

    def linear(self, name: str, x: str, arrays: Arrays) -> str:
        """A product with a weight whose every output has steps of its own size, the input rounded as it comes.

        What the adapters of this reading say of the input, not rounded, is added.
        """
        published = self.add("Add", [self._product(name, x, arrays), self.put(f"{name}.bias", arrays[f"{name}.bias"])])
        narrow = self.add("MatMul", [x, self._heard(f"{name}.down", arrays, 1)])
        return self.add("Add", [published, self.add("MatMul", [narrow, self._heard(f"{name}.up", arrays, 0)])])

    def _product(self, name: str, x: str, arrays: Arrays) -> str:
        weight = arrays[f"{name}.weight"].T
        if not self._eight_bits:
            return self.add("MatMul", [x, self.put(f"{name}.weight", np.ascontiguousarray(weight))])
        steps, sizes = in_steps(weight, axis=0)
        rounded, size, zero = (self._named(f"{name}.{part}") for part in ("x", "x_size", "x_zero"))
        self._nodes.append(helper.make_node("DynamicQuantizeLinear", [x], [rounded, size, zero]))
        whole = self.add("MatMulInteger", [rounded, self.put(f"{name}.weight", steps), zero])
        scale = self.add("Mul", [size, self.put(f"{name}.size", sizes[0])])
        return self.add("Mul", [self.add("Cast", [whole], to=TensorProto.FLOAT), scale])

    def _heard(self, name: str, arrays: Arrays, axis: int) -> str:
        """What is heard of the adapters side by side: stored in 8 bits, and unfolded when the model is loaded."""
        weight = np.concatenate([arrays[f"{name}.{adapter}"].T for adapter in RANKS], axis=axis)
        if self._eight_bits:
            steps, sizes = in_steps(weight, axis=1 - axis)
            whole = self.add("Cast", [self.put(name, steps)], to=TensorProto.FLOAT)
            every = self.add("Mul", [whole, self.put(f"{name}.size", sizes)])
        else:
            every = self.put(name, weight)
        return self.add("Slice", [every, self._first, self._last, self.whole(f"axis_{axis}", [axis])])

    def _named(self, name: str) -> str:
        return f"{name}_{len(self._nodes)}"

    def normed(self, name: str, x: str, arrays: Arrays) -> str:
        weight, bias = (self.put(f"{name}.{part}", arrays[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self.add("LayerNormalization", [x, weight, bias], axis=-1, epsilon=EPSILON)

    def model(self) -> bytes:
        inputs = [_info(name, kind, shape) for name, (kind, shape) in INPUTS.items()]
        outputs = [_info(name, kind, shape) for name, (kind, shape) in OUTPUTS.items()]
        constants = [numpy_helper.from_array(value, name) for name, value in self._constants.items()]
        graph = helper.make_graph(self._nodes, "answers", inputs, outputs, constants)
        model = helper.make_model(graph, producer_name="progrez", opset_imports=[helper.make_opsetid("", 20)])
        model.ir_version = 10
        checker.check_model(model, full_check=True)
        return bytes(model.SerializeToString(deterministic=True))


def _encoder(graph: _Graph, arrays: Arrays) -> str:
    """Return the mean vector of the last layer."""
    count = graph.add("Squeeze", [graph.add("Shape", ["piece"])])
    places = graph.add("Range", [graph.number("begin", 0), count, graph.number("stride", 1)])
    own_places = graph.lookup("places", arrays["places.weight"], places)
    x = graph.add("Add", [graph.lookup("pieces", arrays["words.weight"], "piece"), own_places])
    x = graph.normed("norm", x, arrays)
    split = graph.whole("split", [0, HEADS, WIDTH // HEADS])
    merge = graph.whole("merge", [0, WIDTH])
    shrink = graph.put("shrink", np.array((WIDTH // HEADS) ** -0.5, np.float32))
    for number in range(LAYERS):
        x = _layer(graph, f"layers.{number}", x, arrays, (split, merge, shrink))
    return graph.add("ReduceMean", [x, graph.whole("pieces_axis", [0])], keepdims=0)


def _layer(graph: _Graph, name: str, x: str, arrays: Arrays, shapes: tuple[str, str, str]) -> str:
    split, merge, shrink = shapes

    def linear(part: str, given: str) -> str:
        return graph.linear(f"{name}.{part}", given, arrays)

    def heads(projection: str, order: list[int]) -> str:
        return graph.add("Transpose", [graph.add("Reshape", [linear(projection, x), split])], perm=order)

    query, key, value = heads("query", [1, 0, 2]), heads("key", [1, 2, 0]), heads("value", [1, 0, 2])
    scores = graph.add("Mul", [graph.add("MatMul", [query, key]), shrink])
    seen = graph.add("MatMul", [graph.add("Softmax", [scores], axis=-1), value])
    seen = graph.add("Reshape", [graph.add("Transpose", [seen], perm=[1, 0, 2]), merge])
    x = graph.normed(f"{name}.norm_mix", graph.add("Add", [x, linear("mix", seen)]), arrays)
    grown = graph.add("Gelu", [linear("grow", x)])
    return graph.normed(f"{name}.norm_out", graph.add("Add", [x, linear("shrink", grown)]), arrays)


def _courtesy(graph: _Graph, mean: str, lines: NDArray[np.float32]) -> str:
    """Courtesy has a line for each reading; it is added to its column."""
    line = graph.add("Gather", [graph.put("courtesy_lines", lines), "reading"], axis=0)
    share = graph.add("MatMul", [line, mean])
    column = np.zeros(COLUMN_COUNT, np.float32)
    column[COLUMNS["courtesy"]] = 1.0
    return graph.add("Mul", [share, graph.put("courtesy_column", column)])


def _words(graph: _Graph, table: Table) -> None:
    """Look up each feature's row, scale it by column, weigh it."""
    rows = graph.add("Gather", [graph.put("word_table", table.steps), "feature"], axis=0)
    scaled = graph.add("Mul", [graph.add("Cast", [rows], to=TensorProto.FLOAT), graph.put("word_size", table.scales)])
    weight = graph.add("Unsqueeze", ["weight", graph.whole("second_axis", [1])])
    graph.add("Mul", [scaled, weight], "words")


def _info(name: str, kind: str, shape: Sequence[Any]) -> Any:
    number = TensorProto.INT64 if kind == "tensor(int64)" else TensorProto.FLOAT
    return helper.make_tensor_value_info(name, number, shape)
