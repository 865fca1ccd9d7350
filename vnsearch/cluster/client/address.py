"""Where an index stands on a cluster, and what proves who asks: read from an address and the
environment. No message and no representation shows a password.
"""

from __future__ import annotations

import netrc
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from unicodedata import normalize
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from vnsearch.errors import ClusterError

_PORT = 9200
_SCHEMES = {"opensearch": "https", "elasticsearch": "https", "https": "https", "http": "http"}
_bad_name = re.compile(r'[\\/*?"<>|\s,#:%]|^[-_+.]')
_LONGEST_NAME = 200  # bytes; the names of what belongs to it are longer
_HOW = "write opensearch://HOST/NAME"


@dataclass(frozen=True, slots=True)
class Address:
    """A server and the name of an index on it."""

    scheme: str  # http or https
    host: str
    port: int
    name: str
    authorization: str = field(default="", repr=False)  # the header
    certificates: str = ""  # a file of authorities to trust instead of the system's
    verify: bool = True

    @property
    def server(self) -> str:
        """The server as messages name it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.server}/{self.name}"


def parse_address(text: str, environ: Mapping[str, str] = os.environ) -> Address:
    """The address that a text means; raises ClusterError.

    Who asks is told by the first of: the user in the address with a password there or in
    VNSEARCH_PASSWORD, VNSEARCH_API_KEY, VNSEARCH_TOKEN, ~/.netrc.
    """
    parts = _split(text)
    if parts.scheme not in _SCHEMES:
        raise ClusterError(
            f"{parts.scheme}:// names no cluster: the address of an index begins with "
            "opensearch://, elasticsearch://, https:// or http://"
        )
    options = parse_qs(parts.query, keep_blank_values=True)
    unknown = sorted(options.keys() - {"ca", "verify"})
    if "@" in parts.path or (unknown and "@" in parts.query):
        raise _split_password()
    try:
        host, port = parts.hostname or "", parts.port or _PORT
    except ValueError as error:
        raise ClusterError(f"the address of the cluster has no usable port: {_HOW}") from error
    if not host:
        raise ClusterError(f"the address of the cluster names no host: {_HOW}")
    name = normalize("NFC", _unquoted(parts.path).strip("/"))  # however it was typed
    _check_name(name, host)
    if unknown:
        raise ClusterError(
            f"the address of {host} has an option {unknown[0]}: there are ca=FILE and verify=no"
        )
    scheme = _SCHEMES[parts.scheme]
    if options and scheme == "http":
        raise ClusterError(
            f"the address of {host} says http://, which has no certificate: write https:// "
            f"before the host, or leave out ?{parts.query}"
        )
    certificates = os.path.expanduser(options.get("ca", [""])[-1])  # as no shell does there
    if certificates and not os.path.isfile(certificates):
        raise ClusterError(
            f"the address of {host} names {certificates} for its certificate, which is no "
            "file: name the authority's file, as in ?ca=FILE"
        )
    verify = options.get("verify", ["yes"])[-1]
    if verify not in ("yes", "no"):
        raise ClusterError(f"the address of {host} has verify={verify}: give yes or no")
    return Address(
        scheme,
        host,
        port,
        name,
        _authorization(host, parts.username, parts.password, environ),
        certificates,
        verify == "yes",
    )


def _split(text: str) -> SplitResult:
    try:
        return urlsplit(text, allow_fragments=False)  # "#" is a wrong sign of a name
    except ValueError as error:
        raise ClusterError(f"the address of the cluster has no usable host: {_HOW}") from error


def _split_password() -> ClusterError:
    """What to say where a part of a password stands behind the host; nothing of it is told."""
    return ClusterError(
        "the address of the cluster has an @ behind its host: write the signs /, ?, # and % of "
        "a password as %2F, %3F, %23 and %25, or give it in VNSEARCH_PASSWORD"
    )


def _unquoted(text: str) -> str:
    """The text with its bytes for `%XX`; what is no UTF-8 stays so, as on a command line."""
    return unquote(text, errors="surrogateescape")


def _check_name(name: str, host: str) -> None:
    if not name:
        raise ClusterError(
            f"the address of {host} names no index: write it behind the host, as in "
            f"opensearch://{host}/news"
        )
    wrong = _bad_name.search(name) or name != name.lower() or not name.isprintable()
    if wrong or len(name.encode()) > _LONGEST_NAME:
        raise ClusterError(
            f"{name} cannot name an index on a cluster: use small letters, digits, - and _, "
            "beginning with a letter or a digit"
        )


def _authorization(
    host: str, user: str | None, password: str | None, environ: Mapping[str, str]
) -> str:
    if user:
        user = _unquoted(user)
        secret = _unquoted(password or "") or environ.get("VNSEARCH_PASSWORD", "")
        return _basic(user, secret or _from_netrc(host, user))
    for variable, kind in (("VNSEARCH_API_KEY", "ApiKey"), ("VNSEARCH_TOKEN", "Bearer")):
        if secret := environ.get(variable, ""):
            if not (secret.isascii() and secret.isprintable()):
                raise ClusterError(f"{variable} has a sign that none can have: copy it anew")
            return f"{kind} {secret}"
    return _from_netrc_entry(host)


def _from_netrc_entry(host: str) -> str:
    entry = _netrc(host)
    return _basic(entry[0], entry[1]) if entry else ""


def _from_netrc(host: str, user: str) -> str:
    entry = _netrc(host)
    return entry[1] if entry and entry[0] == user else ""


def _netrc(host: str) -> tuple[str, str] | None:
    """The user and the password of a host in ~/.netrc."""
    try:
        entry = netrc.netrc().hosts.get(host)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeError, netrc.NetrcParseError) as error:
        raise ClusterError(
            f"~/.netrc cannot be read ({error}): mend it, or remove it"
        ) from error
    return (entry[0], entry[2] or "") if entry else None


def _basic(user: str, password: str) -> str:
    from base64 import b64encode

    both = f"{user}:{password}".encode("utf-8", "surrogateescape")
    return "Basic " + b64encode(both).decode()
