"""Every page of a registry's window, gathered from the galleries of its subjects."""

from tests.ui.gallery_candidates import CANDIDATES_STATES
from tests.ui.gallery_comparing import COMPARING_STATES
from tests.ui.gallery_deciding import DECIDING_STATES
from tests.ui.gallery_interview import INTERVIEW_STATES
from tests.ui.gallery_statistics import STATISTICS_STATES
from tests.ui.gallery_teams import TEAM_STATES

REGISTRY_STATES = {
    **CANDIDATES_STATES,
    **TEAM_STATES,
    **COMPARING_STATES,
    **INTERVIEW_STATES,
    **DECIDING_STATES,
    **STATISTICS_STATES,
}
