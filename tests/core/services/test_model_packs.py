"""A text model of an organisation: within its size, made a reader of before it is taken in, read with once chosen."""

import json
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.packs.shipped import MODEL, shipped
from progrez_desktop.core.services import pack_shelf, packs
from progrez_desktop.core.services.answer_reader import load_reader
from progrez_desktop.core.services.pack_checking import look, problems
from progrez_desktop.core.services.pack_making import make
from tests.core.services.pack_house import REPO, pack_of, runs, trust
from tests.core.services.term_house import LivedIn

_DOC_STRING = b"\x32\x01x"
"""Field 6 of an ONNX model is what people read about it: another file, and the same model."""


def model_folder(root: Path) -> Path:
    """Return a folder with another model than ships."""
    made = root / "model"
    shutil.copytree(REPO / "resources" / "model", made)
    shutil.copy(REPO / "resources/contracts/examples/model-pack.json", made / "pack.json")
    onnx = (made / "answers.onnx").read_bytes() + _DOC_STRING
    (made / "answers.onnx").write_bytes(onnx)
    described = json.loads((made / "answers.json").read_bytes())
    write(made, "answers.json", described | {"onnx_sha256": sha256(onnx).hexdigest()})
    return made


def write(made: Path, name: str, document: Any) -> None:
    (made / name).write_text(json.dumps(document), encoding="utf-8")


def told(made: Path) -> list[str]:
    return [fault.code for fault in problems(look(make(made, shipped())), shipped())]


def test_a_model_is_installed_chosen_and_read_with_and_given_up_again(computer: LivedIn, tmp_path: Path) -> None:
    made = model_folder(tmp_path)
    ours, text = sha256((made / "answers.onnx").read_bytes()).hexdigest(), "I asked both what worried them most. " * 8
    with computer.on() as deps:
        trust(deps)
        installed = runs(deps, pack_of(made))
        assert (installed.kind, deps.shipped.sha256(MODEL) == ours) == ("model", False)
        assert [one.standing for one in pack_shelf.look_at_all(deps)] == ["runs", "ends", "chosen"]
        before = deps.answer_reader.read(text, "disagreement", "en")
    with computer.on() as deps:
        assert deps.shipped.sha256(MODEL) == ours and ours in deps.shipped.pins.values()
        assert deps.assessment.id == "working-together"
        now = deps.answer_reader.read(text, "disagreement", "en")
        assert now == replace(before, model=ours) and now != before
        assert [one.standing for one in pack_shelf.look_at_all(deps)] == ["runs", "installed", "runs"]
        packs.use(deps, packs.SHIPPED, "model")
    with computer.on() as deps:
        assert deps.shipped.sha256(MODEL) != ours
        packs.remove(deps, installed.sha256)


def test_a_model_that_was_damaged_here_is_not_read_with(computer: LivedIn, tmp_path: Path) -> None:
    with computer.on() as deps:
        trust(deps)
        installed = runs(deps, pack_of(model_folder(tmp_path)))
        file = deps.folder.pack_file(installed.file_sha256)
    whole = file.read_bytes()
    at = len(whole) // 2
    file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    with computer.on() as deps, pytest.raises(DataFault, match="pack_in_use_damaged"):
        load_reader(deps.shipped, deps.assessment)
    file.write_bytes(whole[:40] + whole[41:])
    with pytest.raises(DataFault, match="pack_in_use_damaged"), computer.on():
        pass
    file.unlink()
    with pytest.raises(DataFault, match="pack_in_use_missing"), computer.on():
        pass


def test_what_is_no_model_or_too_large_a_one_is_told_and_not_taken_in(tmp_path: Path) -> None:
    made = model_folder(tmp_path)
    whole = (made / "answers.onnx").read_bytes()
    (made / "answers.onnx").write_bytes(bytes((25 << 20) + 1))
    assert told(made) == ["pack_model_large"]
    (made / "answers.onnx").write_bytes(whole[:1000])
    assert told(made) == ["pack_model_unread"]
    (made / "answers.onnx").write_bytes(whole)
    (made / "evidence.json").write_text("{}", encoding="utf-8")
    assert told(made) == ["pack_model_unread"]
    (made / "evidence.json").unlink()
    with pytest.raises(DataFault, match="pack_folder_missing"):
        make(made, shipped())
    (made / "evidence.json").write_text("{}", encoding="utf-8")
    (made / "run.py").write_text("", encoding="utf-8")
    with pytest.raises(DataFault, match="pack_folder_unknown"):
        make(made, shipped())
