from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from qrcode.main import QRCode

QUIET_ZONE = 2  # modules of white around the code, which readers need in a dark page


def draw_code(text: str, label: str = "") -> SafeString:
    """A QR code as an inline drawing: no request for a picture, nothing a strict policy refuses."""
    code = QRCode(border=QUIET_ZONE)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}"'
        ' shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0 0h{}v{}H0z"/><path fill="#000" d="{}"/></svg>',
        label or _("QR code for the authenticator app"),
        *[len(rows)] * 4,
        path,
    )
