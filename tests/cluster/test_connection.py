"""What is tried again, and what is said of a server that does not answer as it should.

A small server of our own gives the answers, in order, over real sockets.
"""

from __future__ import annotations

import gzip
import json
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from vnsearch.cluster.client import bulk, connection
from vnsearch.cluster.client.address import parse_address
from vnsearch.cluster.client.bulk import BulkSender, Item
from vnsearch.cluster.client.connection import Connection, Response, refused
from vnsearch.errors import ClusterError, IndexNotFoundError

Reply = tuple[int, dict[str, str], bytes]
Scripted = Callable[..., tuple[Connection, list[bytes]]]


def reply(status: int, body: Any = None, **headers: str) -> Reply:
    return status, headers, json.dumps(body or {}).encode()


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again without a pause."""
    monkeypatch.setattr(connection, "_PAUSE", 0.0)
    monkeypatch.setattr(bulk, "_PAUSE", 0.0)


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    """Starts a server that gives some replies, and tells what it was sent."""
    servers: list[ThreadingHTTPServer] = []

    def start(*replies: Reply) -> tuple[Connection, list[bytes]]:
        left, sent = list(replies), []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                zipped = self.headers.get("Content-Encoding") == "gzip"
                sent.append(gzip.decompress(data) if zipped else data)
                status, headers, body = left.pop(0)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = answer

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        address = parse_address(f"http://127.0.0.1:{server.server_port}/tin", {})
        return Connection(address), sent

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_busy_server_is_asked_again(scripted: Scripted) -> None:
    busy = reply(429, Retry_After="0")
    asking, sent = scripted(busy, reply(503, Retry_After="0"), reply(200, {"a": 1}))
    assert asking.call("GET", "/").body == {"a": 1}
    assert len(sent) == 3


def test_a_server_that_stays_busy_is_named(scripted: Scripted) -> None:
    asking, sent = scripted(*[reply(503, Retry_After="0")] * 4)
    with pytest.raises(ClusterError, match="too much to do"):
        asking.call("GET", "/")
    assert len(sent) == 4


def test_a_shard_that_does_not_answer_is_told_from_that() -> None:
    cause = {"type": "search_phase", "reason": "missing shards [0]"}
    lacking = {"error": {"root_cause": [], "type": "search_phase", "caused_by": cause}}
    error = refused(parse_address("http://host/tin", {}), Response(503, lacking))
    assert "a part of host:9200/tin does not answer: wait until" in str(error)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (reply(401), "does not know who asks"),
        ((401, {}, b"Unauthorized"), "does not know who asks"),
        ((403, {}, b"<html>Forbidden</html>"), "does not allow"),
        ((413, {}, b"<html>Too large</html>"), "no request of this size"),
        (reply(403, {"error": {"type": "security", "reason": "no"}}), "does not allow"),
        (
            reply(403, {"error": {"type": "cluster_block_exception", "reason": "read-only"}}),
            "make room",
        ),
        ((200, {}, b"<html>It works</html>"), "is no OpenSearch"),
        (reply(400, {"error": {"type": "parse", "reason": "what"}}), "400 .parse: what"),
    ],
)
def test_refusals_are_sentences(scripted: Scripted, given: Reply, says: str) -> None:
    asking, _ = scripted(given)
    with pytest.raises(ClusterError, match=says):
        asking.call("GET", "/")


def test_what_proves_nothing() -> None:
    address = parse_address("http://an:sai@host/tin", {})
    told = str(refused(address, Response(401, {})))
    assert "does not take the user and the password, the key or the token" in told
    assert "sai" not in told


def test_an_index_that_is_not_there(scripted: Scripted) -> None:
    missing = {"error": {"type": "index_not_found_exception", "reason": "no such index"}}
    asking, _ = scripted(reply(404, missing))
    with pytest.raises(IndexNotFoundError, match="vnsearch index --index"):
        asking.call("GET", "/tin")


@pytest.mark.parametrize("host", ["a b", "ﬀ.vn", "%00"])
def test_what_is_no_host(host: str) -> None:
    with pytest.raises(ClusterError, match="cannot be asked"):
        Connection(parse_address(f"http://{host}/tin", {}))


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        asking = Connection(parse_address(f"http://127.0.0.1:{port}/tin", {}))
        with pytest.raises(ClusterError, match="refuses the connection"):
            asking.call("GET", "/")


@pytest.mark.parametrize("package", ["urllib3", "isal"])
def test_a_package_of_the_extra_that_is_missing(
    monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)  # as where it is not installed
    with pytest.raises(ClusterError, match="-m pip install urllib3 isal"):
        Connection(parse_address("http://host/tin", {}))


def use_proxy(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", proxy)


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1080", "http://[x", "http://m\udcea:1"])
def test_a_proxy_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    use_proxy(monkeypatch, proxy)
    with pytest.raises(ClusterError, match="the proxy that http_proxy names"):
        Connection(parse_address("http://host/tin", {}))


@pytest.mark.parametrize("scheme", ["http://", ""])
def test_a_proxy_is_asked(
    scripted: Scripted, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    proxy, sent = scripted(reply(200, {"a": 1}))
    use_proxy(monkeypatch, f"{scheme}{proxy.address.server}")
    asking = Connection(parse_address("http://host.invalid/tin", {}))
    assert asking.call("GET", "/").body == {"a": 1}
    assert len(sent) == 1


@pytest.mark.parametrize("coding", ["gzip", "GZIP"])
def test_a_zipped_answer(scripted: Scripted, coding: str) -> None:
    zipped = gzip.compress(json.dumps({"tên": "hội nghị"}).encode())
    asking, _ = scripted((200, {"Content-Encoding": coding}, zipped))
    assert asking.call("GET", "/").body == {"tên": "hội nghị"}


def test_a_zipped_answer_that_is_cut_off(scripted: Scripted) -> None:
    zipped = gzip.compress(json.dumps({"tên": "hội nghị"}).encode())[:-9]
    asking, _ = scripted((200, {"Content-Encoding": "gzip"}, zipped))
    with pytest.raises(ClusterError, match="is no OpenSearch"):
        asking.call("GET", "/")


def test_a_server_without_tls_is_told_from_one_with_it(scripted: Scripted) -> None:
    plain, _ = scripted()
    port = plain.address.port
    asking = Connection(parse_address(f"https://127.0.0.1:{port}/tin", {}))
    with pytest.raises(ClusterError, match="http://"):
        asking.call("GET", "/")


def items(count: int) -> list[Item]:
    return [Item("tin", "index", str(number), b'{"a":1}') for number in range(count)]


def statuses(*found: int) -> Reply:
    told = [
        {"index": {"status": status, "error": {"type": "mapper", "reason": "bad"}}}
        for status in found
    ]
    return reply(200, {"errors": True, "items": told})


def send(connection: Connection, wanted: list[Item]) -> list[tuple[str, str]]:
    lost: list[tuple[str, str]] = []
    sender = BulkSender(connection, 1, lambda item, why: lost.append((item.key, why)))
    try:
        sender.extend(wanted)
        sender.finish()
    finally:
        sender.close()
    return lost


def test_items_without_room_are_sent_again_and_bad_ones_named(scripted: Scripted) -> None:
    asking, sent = scripted(statuses(201, 429, 400), statuses(201))
    assert send(asking, items(3)) == [("2", "mapper: bad")]
    assert b'"_id": "1"' in sent[1] and b'"_id": "0"' not in sent[1]


@pytest.mark.parametrize(
    ("status", "says"), [(429, "has no room"), (503, r"a part of .* cannot be written")]
)
def test_items_that_never_get_through(scripted: Scripted, status: int, says: str) -> None:
    asking, _ = scripted(*[statuses(201, status)], *[statuses(status)] * 7)
    with pytest.raises(ClusterError, match=says):
        send(asking, items(2))


def test_a_request_that_is_too_large_is_halved(scripted: Scripted) -> None:
    asking, sent = scripted(reply(413), statuses(201), reply(413))
    assert send(asking, items(2)) == [("1", "")]
    assert len(sent) == 3


def test_what_stops_all_writing_is_raised(scripted: Scripted) -> None:
    asking, _ = scripted(statuses(403))
    with pytest.raises(ClusterError, match="does not allow"):
        send(asking, items(1))
