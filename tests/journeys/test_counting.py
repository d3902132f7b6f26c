"""Who agreed to be counted is counted once at the end of their sitting; who did not leaves no count."""

from pathlib import Path

import pytest

from progrez_desktop.core.services import accounts, consents, counting_periods, sittings
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.profile import ProfilePage
from tests.fakes import FakeNoise
