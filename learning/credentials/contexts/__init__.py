"""The contexts that credentials may name, on disk. Any other is refused, not fetched."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from learning.credentials.errors import UnknownContext

VC_2 = "https://www.w3.org/ns/credentials/v2"
VC_1 = "https://www.w3.org/2018/credentials/v1"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

FOLDER = Path(__file__).resolve().parent
FILES = {
    VC_2: "credentials-v2.jsonld",
    VC_1: "2018-credentials-v1.jsonld",
    OPEN_BADGES: "ob-v3p0-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": "ob-v3p0-3.0.2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": "ob-v3p0-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json": "ob-v3p0.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "ob-v3p0-extensions.json",
    "https://w3id.org/security/data-integrity/v1": "data-integrity-v1.jsonld",
    "https://w3id.org/security/suites/ed25519-2020/v1": "security-suites-ed25519-2020-v1.jsonld",
}


def load(url: str, options: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The document at ``url``, as pyld's loaders answer: from disk or not at all."""
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": json.loads(path_of(url).read_text(encoding="utf-8")),
        "tag": "static",  # the files do not change while the process runs
    }


def path_of(url: object) -> Path:
    if not isinstance(url, str) or url not in FILES:
        raise UnknownContext(
            _("It uses the context %(url)s, which is not known here; nothing is fetched.")
            % {"url": str(url)[:200]}
        )
    return FOLDER / FILES[url]
