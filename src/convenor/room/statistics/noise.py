"""The one place where noise is drawn: exact discrete Laplace noise by opendp, out of the system's own randomness."""

from collections.abc import Sequence
from importlib.util import find_spec

from django.utils.translation import gettext as _

from convenor.kernel.gate import Declined
from convenor.rules.verdict import no


def is_there() -> bool:
    """Whether the extra is installed that draws noise."""
    return find_spec("opendp") is not None


def missing() -> Declined:
    """What is said where it is not."""
    return Declined(
        no(
            _(
                "“About” numbers need a part that is not installed here. Whoever runs this installation can add it: "
                "install convenor[noise]. Until then, count exactly."
            )
        )
    )


def draw(counts: Sequence[int], *, epsilon: float, most: int) -> list[int]:
    """These counts with noise, so that an organisation with at most so many people in them is protected by epsilon.

    Raises Declined where the extra is not installed.
    """
    if not is_there():
        raise missing()
    # Imported late, because it takes half a second and 50 MB.
    from opendp.domains import atom_domain, vector_domain
    from opendp.measurements import make_laplace
    from opendp.metrics import l1_distance
    from opendp.mod import enable_features

    enable_features("contrib")
    noisy = make_laplace(vector_domain(atom_domain(T="i64")), l1_distance(T="i64"), scale=most / epsilon)
    if noisy.map(most) > epsilon:
        raise ArithmeticError("the noise would cost more than is charged for it")
    return [int(number) for number in noisy(list(counts))]
