"""Requests to a cluster: JSON there, JSON back, every failure one sentence.

All that is sent here may be sent twice (documents have ids of their own), so what fails on the
way is tried again: a broken connection, a server that has too much to do or is just starting.
"""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from urllib.parse import quote
from urllib.request import getproxies, proxy_bypass

from vnsearch.cluster.client.address import Address
from vnsearch.cluster.client.strings import read_json
from vnsearch.errors import REBUILD, ClusterError, IndexNotFoundError, VnsearchError

if TYPE_CHECKING:
    import urllib3

Body = Any  # what json.loads gives

_TRIES = 3  # after the first
_PAUSE = 0.5  # seconds; before each next try twice as long, and up to as much by chance
_BUSY = (429, 502, 503, 504)
_TELLING = (401, 403, 413, *_BUSY)  # which say all, whatever page goes with them
_CONNECT, _READ = 5.0, 60.0  # seconds
_COMPRESSED_FROM = 1 << 12  # bytes of a request
_GZIP = 31  # zlib's number for its format
_NEEDED = (
    "an index on a cluster needs the packages urllib3 and isal: install them with "
    f"{shlex.quote(sys.executable)} -m pip install urllib3 isal"
)


class Response(NamedTuple):
    """What a server said."""

    status: int
    body: Body


class Connection:
    """A pool of connections to one server; may be used from several threads."""

    def __init__(self, address: Address, connections: int = 4) -> None:
        try:
            import urllib3
            from isal import isal_zlib
        except ImportError as error:
            raise ClusterError(_NEEDED) from error
        self.address = address
        self._zlib = isal_zlib
        self._bad_gzip = cast("type[Exception]", isal_zlib.error)
        self._pools = _make_pools(address, connections)
        # What goes through a proxy must name the server each time; all else knows it.
        host = f"{address.scheme}://{address.server}"
        self._before_path = host if self._pools.proxy else ""
        self._pool: urllib3.PoolManager | urllib3.HTTPConnectionPool = self._pools
        if not self._pools.proxy:
            try:
                self._pool = self._pools.connection_from_url(host)
            except urllib3.exceptions.HTTPError as error:
                raise unreachable(address, error) from error
        self._headers = {"Accept": "application/json", "Accept-Encoding": "gzip"}
        if address.authorization:
            self._headers["Authorization"] = address.authorization

    def close(self) -> None:
        """Close all connections."""
        self._pools.clear()

    def call(
        self,
        method: str,
        path: str,
        body: Body = None,
        *,
        may_fail: Iterable[int] = (),
        timeout: float = _READ,
    ) -> Response:
        """What the server answers; raises ClusterError for any status that is neither a success
        nor among `may_fail`.
        """
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        return self._send(method, path, data, "application/json", may_fail, timeout)

    def call_lines(
        self, path: str, lines: bytes, *, may_fail: Iterable[int] = (), timeout: float = _READ
    ) -> Response:
        """The same for a POST of lines of JSON."""
        return self._send("POST", path, lines, "application/x-ndjson", may_fail, timeout)

    def _send(
        self,
        method: str,
        path: str,
        data: bytes | None,
        content: str,
        may_fail: Iterable[int],
        timeout: float,
    ) -> Response:
        import urllib3

        headers = dict(self._headers)
        if data is not None:
            headers["Content-Type"] = content
            if len(data) >= _COMPRESSED_FROM:
                data = self._zlib.compress(data, 1, _GZIP)
                headers["Content-Encoding"] = "gzip"
        try:
            response = self._pool.urlopen(
                method,
                self._before_path + quote(path, safe="/?=&,*-_.:"),
                body=data,
                headers=headers,
                timeout=urllib3.Timeout(connect=_CONNECT, read=timeout),
                redirect=False,
                decode_content=False,
            )
            zipped = response.headers.get("Content-Encoding", "").lower() == "gzip"
            answer = self._read_json(response.status, response.data, zipped)
        except urllib3.exceptions.HTTPError as error:
            raise unreachable(self.address, error) from error
        if answer.status >= 300 and answer.status not in tuple(may_fail):
            raise refused(self.address, answer)
        return answer

    def _read_json(self, status: int, data: bytes, zipped: bool) -> Response:
        try:
            data = self._zlib.decompress(data, _GZIP) if zipped else data
            return Response(status, read_json(data) if data else {})
        except (ValueError, RecursionError, self._bad_gzip) as error:
            if status in _TELLING:
                return Response(status, {})
            raise no_cluster(self.address) from error


def _make_pools(address: Address, connections: int) -> urllib3.PoolManager:
    import urllib3

    retries = urllib3.Retry(
        total=_TRIES,
        allowed_methods=None,
        status_forcelist=_BUSY,
        backoff_factor=_PAUSE,
        backoff_jitter=_PAUSE,
        respect_retry_after_header=True,
        raise_on_status=False,
        redirect=False,
    )
    options: dict[str, Any] = {"maxsize": connections, "retries": retries, "block": True}
    if address.scheme == "https":
        options["cert_reqs"] = "CERT_REQUIRED" if address.verify else "CERT_NONE"
        if address.certificates:
            options["ca_certs"] = address.certificates
        if not address.verify:
            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
    proxy = getproxies().get(address.scheme)
    if not proxy or proxy_bypass(address.host):
        return urllib3.PoolManager(**options)
    try:
        # A proxy is often named without its scheme, as curl has it.
        return urllib3.ProxyManager(proxy if "://" in proxy else f"http://{proxy}", **options)
    except urllib3.exceptions.HTTPError as error:
        raise ClusterError(
            f"the proxy that {address.scheme}_proxy names cannot be used ({_short(error)}): "
            "write it as http://HOST:PORT, or name the server in no_proxy"
        ) from error


def no_cluster(address: Address) -> ClusterError:
    """The error for a server that answers what no cluster does."""
    return ClusterError(
        f"{address.server} answers, but is no OpenSearch: check the host and the port of the "
        "address"
    )


def unreachable(address: Address, error: Exception) -> ClusterError:
    """The error for a server that gave no answer."""
    import urllib3

    reason = getattr(error, "reason", None) or error
    server = address.server
    if isinstance(reason, urllib3.exceptions.SSLError):
        if "WRONG_VERSION_NUMBER" in str(reason) or "record layer" in str(reason):
            return ClusterError(f"{server} speaks no TLS: write http:// before the host")
        return ClusterError(
            f"the certificate of {server} is not trusted ({_short(reason)}): name the "
            "authority's file behind the address, as in ?ca=FILE"
        )
    if isinstance(reason, urllib3.exceptions.NameResolutionError):
        return ClusterError(f"no host is called {address.host}: check the address")
    if isinstance(reason, urllib3.exceptions.NewConnectionError):
        return ClusterError(
            f"{server} refuses the connection: check that the cluster runs and its port"
        )
    if isinstance(reason, urllib3.exceptions.ConnectTimeoutError):
        return ClusterError(f"{server} does not answer: check the address and the network")
    if isinstance(reason, urllib3.exceptions.ReadTimeoutError):
        return ClusterError(f"{server} took too long to answer: try again, or ask for less")
    if isinstance(reason, urllib3.exceptions.ProtocolError):
        if "not an HTTP port" in str(reason):  # which a node says by itself
            return ClusterError(
                f"at {server} nodes speak among themselves: give the port for HTTP, mostly 9200"
            )
        return ClusterError(
            f"{server} broke the connection off ({_short(reason)}): check that the cluster "
            "runs, and that the address says https:// or http:// as it does"
        )
    return ClusterError(f"{server} cannot be asked ({_short(reason)})")


def _short(reason: object) -> str:
    return str(reason).splitlines()[0][:200]


def refused(address: Address, answer: Response) -> VnsearchError:
    """The error for a server that answered with a failure."""
    kind, reason = _reason(answer.body)
    if answer.status == 401 and address.authorization:
        return ClusterError(
            f"{address.server} does not take the user and the password, the key or the token "
            "that it is given: check them"
        )
    if answer.status == 401:
        return ClusterError(
            f"{address.server} does not know who asks: name a user in the address, and the "
            "password in VNSEARCH_PASSWORD"
        )
    if kind == "cluster_block_exception":
        return ClusterError(
            f"{address} may not be written ({reason}): make room on the disks of the cluster, "
            "or take the block away"
        )
    if answer.status == 403:
        return ClusterError(f"{address.server} does not allow this user to use {address.name}")
    if kind == "index_not_found_exception":
        named = answer.body["error"].get("index")
        return not_found(address, named if isinstance(named, str) else "")
    if answer.status == 413:
        return ClusterError(f"{address.server} takes no request of this size")
    if answer.status in _BUSY and "shard" in f"{kind} {reason}":
        return incomplete(address, "does not answer")
    if answer.status in _BUSY:
        return ClusterError(f"{address.server} has too much to do: try again later")
    if not (kind or reason):
        return ClusterError(
            f"{address.server} answers {answer.status} and says no more: check the host and "
            "the port of the address"
        )
    return ClusterError(f"{address.server} answers {answer.status} ({kind}: {reason})")


def incomplete(address: Address, what: str) -> ClusterError:
    """The error for an index of which a part of the shards cannot do what is asked of them."""
    return ClusterError(
        f"a part of {address} {what}: wait until the cluster is whole again, and run the "
        "command again"
    )


def not_found(address: Address, index: str = "") -> VnsearchError:
    """The error for an index that is not there, or of which one of its indices is not."""
    if index.startswith(f"{address.name}-") and index.endswith(("-files", "-words")):
        return IndexNotFoundError(part_gone(address, index))
    return IndexNotFoundError(
        f"there is no index {address.name} on {address.server}: make it with "
        f"'vnsearch index --index {address.scheme}://{address} PATH'"
    )


def part_gone(address: Address, index: str) -> str:
    """What to say of one of the indices that an index is made of, where it is there no more."""
    way_out = REBUILD
    if index.endswith("-files"):  # which tells what is read anew, and what is of other machines
        way_out = "bring it back from a copy, or make the index anew under another name"
    return f"{address} lacks {index}, which is a part of it: {way_out}"


def _reason(body: Body) -> tuple[str, str]:
    """The kind and the words of a failure."""
    error = body.get("error") if isinstance(body, dict) else None
    if isinstance(error, dict):
        causes = error.get("root_cause") or [error.get("caused_by") or error]
        cause = causes[0] if isinstance(causes[0], dict) else error
        return str(cause.get("type", "")), str(cause.get("reason", ""))[:300]
    return "", str(error or "")[:300]
