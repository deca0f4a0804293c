"""Addresses of web pages: two that differ only in what changes nothing name the same page."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|dc|tt)clid|[gw]braid|msclkid|yclid|igshid|mc_[ce]id|ocid|cmpid|icid|ref|ref_src|"
    r"s_?cid|smid|smtyp|partner|share\w*|at_\w+|xtor|_ga|__\w+|ns_\w+|wt_?mc\w*|spm|ito|tracking\w*"
)


def page_of(url: str) -> str:
    """An address without scheme, "www.", fragment, last slash and tracking parameters; "" for one
    that names no single page of the web.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    asked = sorted(
        (key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(key.lower())
    )  # fmt: skip
    path = parts.path.rstrip("/")
    if parts.scheme not in ("http", "https") or not host or not (path or asked):
        return ""  # the front page of a site holds another article each day
    place = host.removeprefix("www.") + (f":{port}" if port not in (None, 80, 443) else "")
    return place + path + (f"?{urlencode(asked)}" if asked else "")
