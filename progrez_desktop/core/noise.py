"""The noise that counters begin with: discrete Laplace by OpenDP, whose sampler is exact. The only importer of it."""

from typing import Any

from progrez_desktop.core.errors import EnvironmentFault


class OpenDpNoise:
    """Draws from the system's own randomness. Loading the library takes a quarter of a second and 40 MB, once."""

    def draw(self, scale: float, n: int) -> tuple[int, ...]:
        """Return n draws of P(k) proportional to exp(-|k| / scale).

        Raises:
            EnvironmentFault: "noise_missing": the library is not there or does not load.

        Source:
            Canonne, Kamath & Steinke (2020), The Discrete Gaussian for Differential Privacy, algorithm 2: without
            floating point, whose rounding gave exact values away in other samplers (Mironov 2012).
        """
        drawn: list[int] = _laplace(scale)([0] * n)
        return tuple(drawn)

    def epsilon(self, scale: float, most_cells: int) -> float:
        """Return what OpenDP says that so many cells with this noise give away at most, rounded up."""
        return float(_laplace(scale).map(most_cells))


def _laplace(scale: float) -> Any:
    try:
        from opendp.domains import atom_domain, vector_domain
        from opendp.measurements import make_laplace
        from opendp.metrics import l1_distance
        from opendp.mod import enable_features
    except (ImportError, OSError) as error:
        raise EnvironmentFault("noise_missing") from error
    # OpenDP wants this word before anything that its own reviewers have not signed, which is nearly all of it.
    enable_features("contrib")
    whole = "i64"
    return make_laplace(vector_domain(atom_domain(T=whole)), l1_distance(T=whole), scale)
