"""An address as a QR code: drawn here, asking nobody."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_of(address: str) -> SafeString:
    """A drawing that a camera reads, dark on light in either scheme; what it leads to stands in words beside it.

    It can be read with a seventh of it hidden, as on a projector with a stain.
    """
    drawn = segno.make(address, error="m", micro=False)
    # Made of numbers alone: nothing of the address stands in it as text.
    return mark_safe(
        drawn.svg_inline(border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True)
    )
