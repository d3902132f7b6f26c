"""The journeys draw where there is no display, and leave no garbage of Qt's lying about."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.at_rest import garbage_waits as garbage_waits
from tests.at_rest import nothing_is_left as nothing_is_left
