"""What cannot be: addresses, servers, names and queries, each refused in one sentence."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from vnsearch import VnsearchError, open_index, update_index
from vnsearch.cli.main import main
from vnsearch.cluster.client import connection
from vnsearch.cluster.client.address import parse_address
from vnsearch.cluster.client.connection import Connection

Serving = Callable[[int, bytes], str]


@pytest.fixture
def serving() -> Iterator[Serving]:
    """Starts a server that gives one answer to everything, and an address on it."""
    servers: list[ThreadingHTTPServer] = []

    def start(status: int, body: bytes) -> str:
        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.send_response(status)
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_DELETE = answer

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/tin"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (200, b"<html>It works!</html>", "is no OpenSearch"),
        (404, b"404 page not found", "is no OpenSearch"),
        (404, b"", "is no OpenSearch"),
        (404, b"[]", "is no OpenSearch"),
        (200, b"[" * 100_000, "is no OpenSearch"),
        (200, b'{"hello": "world"}', "is no OpenSearch"),
        (200, b'["hello"]', "is no OpenSearch"),
        (200, b'"hello"', "is no OpenSearch"),
        (200, b"", "leads to 0 indices"),
        (301, b"{}", "answers 301 and says no more: check"),
        (401, b"", "does not know who asks"),
        (403, b"{}", "does not allow this user"),
        (200, b'{"tin": {"mappings": {}}}', "did not make: choose another name"),
        (200, b'{"tin-000001": {"mappings": {"_meta": "x"}}}', "did not make: choose"),
        (200, b'{"a-000001": {"mappings": {}}}', "did not make: choose another name"),
        (
            200,
            b'{"a": {"mappings": {}}, "b": {"mappings": {}}}',
            "leads to 2 indices",
        ),
        (
            200,
            b'{"tin-000001": {"mappings": {"_meta": {"vnsearch": {"format": 1}}}}}',
            "vnsearch index --rebuild",
        ),
    ],
)
@pytest.mark.parametrize("command", [["search", "hội"], ["index", "."], ["stats"]])
def test_servers(
    serving: Serving,
    status: int,
    body: bytes,
    says: str,
    command: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--index", serving(status, body), *command]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert says in line


@pytest.mark.parametrize(
    ("greeting", "says"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", "broke the connection off"),
        (b"This is not an HTTP port", "give the port for HTTP"),  # that of nodes: 9300
    ],
)
def test_a_server_of_another_protocol(
    greeting: bytes,
    says: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connection, "_TRIES", 0)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            with server.accept()[0] as client:
                client.sendall(greeting)
                client.recv(1 << 16)

        threading.Thread(target=greet, daemon=True).start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/tin"
        assert main(["--index", address, "search", "hội"]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert says in line


@pytest.fixture(scope="module")
def documents(addresses: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """An index of a few documents, one of them with a word of a hundred thousand letters."""
    texts = ["Hội nghị ở Hà Nội", "a" * 100_000 + " hội", "Đường phố Huế"]
    rows = [json.dumps({"id": str(n), "text": text}) for n, text in enumerate(texts)]
    path = tmp_path_factory.mktemp("tin") / "tin.jsonl"
    path.write_text("\n".join(rows), encoding="utf-8")
    address = addresses()
    update_index(address, [path], replicas=0)
    return address


def many(form: str, count: int, between: str = " ") -> str:
    return between.join(form.format(number) for number in range(count))


@pytest.mark.parametrize(
    ("query", "says"),
    [
        (many("từ{}", 10_000), "400 at most"),
        (many("từ{}", 10_000, " OR "), "400 at most"),
        ('"' + many("từ{}", 10_000) + '"', "400 at most"),
        ("hội " + many("-từ{}", 10_000), "fewer words"),
        ("hội", 2),
        ("a" * 100_000, 1),
        ("a" * 99_999, 0),
        ("aaaa*", 1),
        (many("từ{}", 300), 0),
        ("hội OR " + many("w{}x*", 200, " OR "), 2),
        (many("date:2{:03}", 100, " OR "), 0),
        (many("title:w{}", 300), 0),
    ],
    ids=lambda value: str(value)[:20],
)
def test_queries(documents: str, query: str, says: str | int) -> None:
    with open_index(documents) as index:
        if isinstance(says, int):
            assert index.search(query, fallback=False).total == says
        else:
            with pytest.raises(VnsearchError, match=says):
                index.search(query)


def test_a_name_that_leads_elsewhere(address: str) -> None:
    with closing(Connection(parse_address(address))) as asking:
        name = asking.address.name
        for place in ("a", "b"):
            other = {"mappings": {"properties": {"text": {"type": "text"}}}}
            asking.call("PUT", f"/{name}-{place}", other | {"aliases": {name: {}}})
            for use in (open_index, update_index):
                with pytest.raises(VnsearchError, match="choose another name"):
                    use(address)
