from dataclasses import dataclass

from django.conf import settings

from accounts.models import Dye

# The cloth of tokens.css, in the words that mail programs understand.
CLOTH = {
    Dye.WOAD: "#04426a",
    Dye.INDIGO: "#303274",
    Dye.ORCHIL: "#54255c",
    Dye.COCHINEAL: "#6f1732",
    Dye.MADDER: "#6c2913",
    Dye.WALNUT: "#50351f",
    Dye.WELD: "#56460d",
    Dye.LINCOLN: "#1e4821",
    Dye.VERDIGRIS: "#054845",
    Dye.SLATE: "#354150",
}


@dataclass(frozen=True)
class Letterhead:
    """In whose name a mail comes: a community, or the site."""

    name: str
    list_id: str  # the first part of List-Id
    url: str
    dye: str = Dye.SLATE
    stream: str = ""  # what stops every mail under this head: "community:1"

    @property
    def cloth(self) -> str:
        return CLOTH[Dye(self.dye)]


def of_site(list_id: str, stream: str = "") -> Letterhead:
    return Letterhead(settings.SITE_NAME, list_id, "/", stream=stream)
