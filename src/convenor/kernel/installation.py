"""What this database is."""

from convenor.kernel.models import Installation

UNNAMED = Installation(name="Convenor", contact="convenor@localhost.example", demo=False)


def installation() -> Installation:
    """The installation's row, or an unnamed one in a database that nobody has set up yet."""
    return Installation.objects.filter(pk=1).first() or UNNAMED
