"""A badge in an SVG: the first element inside it, with a token as attribute or JSON as its text."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _
from lxml import etree

from learning.credentials.errors import BadCredential

SVG = "http://www.w3.org/2000/svg"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
PREFIX = "openbadges"
ELEMENT = f"{{{NAMESPACE}}}credential"


def bake(picture: bytes, credential: str) -> bytes:
    """The picture with the credential in it, in place of one that it carried before."""
    _read(picture)
    # Beside the above, because this one keeps the rest as it was written.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        old = etree.fromstring(picture, parser)
    except etree.XMLSyntaxError as error:
        raise _broken() from error
    for earlier in list(old.iter(ELEMENT)):
        _take_out(earlier)
    new = etree.Element(old.tag, dict(old.attrib), nsmap={**old.nsmap, PREFIX: NAMESPACE})
    carrier = etree.SubElement(new, ELEMENT)
    if credential.lstrip().startswith("{"):
        carrier.text = etree.CDATA(credential.replace("]]>", "]]\\u003e"))
    else:
        carrier.set("verify", credential)
    carrier.tail = old.text
    new.extend(list(old))
    return etree.tostring(new, xml_declaration=True, encoding="UTF-8")


def unbake(picture: bytes) -> str:
    found = list(_read(picture).iter(ELEMENT))
    if not found:
        raise BadCredential(_("The picture carries no badge."))
    if len(found) > 1:
        raise BadCredential(_("The picture carries more than one badge."))
    return found[0].get("verify") or (found[0].text or "").strip()


def _read(picture: bytes) -> Element:
    try:
        root = fromstring(picture, forbid_entities=True, forbid_external=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise _broken() from error
    if root.tag != f"{{{SVG}}}svg":
        raise _broken()
    return root


def _take_out(element: etree._Element) -> None:
    """Without the text behind it, which lxml counts to it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _broken() -> BadCredential:
    return BadCredential(_("The picture is damaged: it is no SVG that can be read."))
