"""Ask the site how it is, as its proxy would: ``python deploy/healthcheck.py /readyz``."""

import os
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit

site = urlsplit(os.environ["SITE_ORIGIN"])
connection = HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=5)
connection.request(
    "GET", sys.argv[1], headers={"Host": site.netloc, "X-Forwarded-Proto": site.scheme}
)
answer = connection.getresponse()
sys.exit(0 if answer.status == 200 else f"{answer.status}: {answer.read(500).decode()}")
