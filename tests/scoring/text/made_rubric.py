"""The rubric and the table of signs as they ship, for tests that read with a model of their own."""

import json

from progrez_desktop.core.packs.shipped import ASSESSMENT, shipped
from progrez_desktop.scoring.text.rubric import Rubric
from progrez_desktop.scoring.text.signs import SignTable

RUBRIC = Rubric.of(json.loads(shipped().source.read(f"{ASSESSMENT}/rubric.json")))
TABLE = SignTable.from_bytes(shipped().evidence())
