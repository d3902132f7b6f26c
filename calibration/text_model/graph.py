"""Writes the model as an ONNX graph by hand: the encoder in 8 bits or in 32, the table of words, and the heads.

The encoder is there once, and is gone through in two ways: as published, for what a text is about ("adapted" is 0),
and with its adapters, for how it sounds ("adapted" is 1).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, checker, helper, numpy_helper

from calibration.linear import Table
from calibration.text_model.encoder import EPSILON, HEADS, LAYERS, WIDTH
from calibration.text_model.steps import in_steps
from progrez_desktop.scoring.text.model import INPUTS, OUTPUTS

Arrays = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True)
class Parts:
    """All that the graph holds.

    Args:
        encoder: Weights by the names of encoder.Encoder.
        heads: (WIDTH, COLUMN_COUNT), what the mean vector of the adapted encoder adds to each column.
        constants: (COLUMN_COUNT,), added to the encoder's share.
        words: 8-bit table (features, COLUMN_COUNT); its biases are not used.
    """

    encoder: Arrays
    heads: NDArray[np.float32]
    constants: NDArray[np.float32]
    words: Table


def onnx_bytes(parts: Parts, eight_bits: bool = True) -> bytes:
    """Return the model. The same parts give the same bytes; without `eight_bits` the encoder is in 32 bits."""
    graph = _Graph(eight_bits)
    mean = _encoder(graph, parts.encoder)
    graph.add("LpNormalization", [mean], "meaning", axis=0, p=2)
    share = graph.add("MatMul", [mean, graph.put("head_weight", parts.heads)])
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

    def put(self, name: str, value: NDArray[Any]) -> str:
        self._constants[name] = value
        return name

    def whole(self, name: str, numbers: list[int]) -> str:
        return self.put(name, np.array(numbers, np.int64))

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

        What its adapter says of the input, not rounded, is added where the text is to be read so.
        """
        published = self.add("Add", [self._product(name, x, arrays), self.put(f"{name}.bias", arrays[f"{name}.bias"])])
        narrow = self.add("Mul", [self.add("MatMul", [x, self._narrow(f"{name}.down", arrays)]), "adapted"])
        return self.add("Add", [published, self.add("MatMul", [narrow, self._narrow(f"{name}.up", arrays)])])

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

    def _narrow(self, name: str, arrays: Arrays) -> str:
        """A weight of an adapter: stored in 8 bits, and unfolded when the model is loaded."""
        weight = arrays[name].T
        if not self._eight_bits:
            return self.put(name, np.ascontiguousarray(weight))
        steps, sizes = in_steps(weight, axis=0)
        whole = self.add("Cast", [self.put(name, steps)], to=TensorProto.FLOAT)
        return self.add("Mul", [whole, self.put(f"{name}.size", sizes[0])])

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
    places = graph.put("places", arrays["places.weight"])
    count = graph.add("Shape", ["piece"])
    own_places = graph.add("Slice", [places, graph.whole("begin", [0]), count, graph.whole("first_axis", [0])])
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


def _words(graph: _Graph, table: Table) -> None:
    """Look up each feature's row, scale it by column, weigh it."""
    rows = graph.add("Gather", [graph.put("word_table", table.steps), "feature"], axis=0)
    scaled = graph.add("Mul", [graph.add("Cast", [rows], to=TensorProto.FLOAT), graph.put("word_size", table.scales)])
    weight = graph.add("Unsqueeze", ["weight", graph.whole("second_axis", [1])])
    graph.add("Mul", [scaled, weight], "words")


def _info(name: str, kind: str, shape: Sequence[Any]) -> Any:
    number = TensorProto.INT64 if kind == "tensor(int64)" else TensorProto.FLOAT
    return helper.make_tensor_value_info(name, number, shape)
