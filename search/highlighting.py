"""The words found, marked. PostgreSQL's headline is not safe as HTML, so it marks with control
characters that no text has, and the tags are put in after everything else has been escaped."""

from markupsafe import Markup, escape

from search.text import MARK, UNMARK, unseamed

LEAD = 240  # characters; a text that is no longer is shown whole
SURE = 20  # characters that tell the beginning of a text from its middle

WHOLE = f"HighlightAll=true, StartSel={MARK}, StopSel={UNMARK}"
EXTRACT = (
    f"StartSel={MARK}, StopSel={UNMARK}, MaxFragments=2, MaxWords=24, MinWords=12, "
    'ShortWord=2, FragmentDelimiter=" … "'
)


def marked(headline: str) -> Markup:
    text = str(escape(unseamed(headline)))
    return Markup(text.replace(MARK, "<mark>").replace(UNMARK, "</mark>"))  # noqa: S704 - escaped


def extract(headline: str, lead: str) -> Markup:
    """Where the words stand in the text; its beginning, where only the title has them."""
    if MARK not in headline:
        shown = unseamed(lead)
        return marked(shown[:LEAD].rpartition(" ")[0] + "…" if len(shown) > LEAD else shown)
    text = headline.strip()
    begins = lead.lstrip().startswith(_plain(text)[:SURE])
    ends = text[-1] in ".!?…" or len(lead) <= LEAD
    return marked(("" if begins else "… ") + text + ("" if ends else " …"))


def _plain(headline: str) -> str:
    return headline.replace(MARK, "").replace(UNMARK, "")
