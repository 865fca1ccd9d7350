"""Addresses, who asks, and what is refused in one sentence."""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from pathlib import Path

import pytest

from vnsearch.cluster.client.address import parse_address
from vnsearch.cluster.client.strings import pack, read_json, unpack
from vnsearch.errors import ClusterError


@pytest.mark.parametrize(
    ("text", "scheme", "server", "name"),
    [
        ("opensearch://host/news", "https", "host:9200", "news"),
        ("elasticsearch://host:443/news", "https", "host:443", "news"),
        ("http://127.0.0.1:9201/news-2024/", "http", "127.0.0.1:9201", "news-2024"),
        ("https://[::1]/tin", "https", "[::1]:9200", "tin"),
        ("http://host/ba\u0301o", "http", "host:9200", "báo"),
    ],
)
def test_addresses(text: str, scheme: str, server: str, name: str) -> None:
    found = parse_address(text, {})
    assert (found.scheme, found.server, found.name) == (scheme, server, name)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("opensearch:///news", "names no host"),
        ("opensearch://host", "names no index"),
        ("opensearch://host:port/news", "no usable port"),
        ("ftp://host/news", "begins with opensearch://"),
        ("http://host/News", "cannot name an index"),
        ("http://host/_all", "cannot name an index"),
        ("http://host/a*", "cannot name an index"),
        ("http://host/tin?password=x", "has an option password"),
        ("https://host/tin?verify=maybe", "give yes or no"),
        ("http://host/tin?verify=no", "has no certificate: write https://"),
        ("http://host/tin?ca=/etc/hostname", "has no certificate: write https://"),
        ("https://host/tin?ca=khong-co.pem", "khong-co.pem for its certificate, which is no"),
        ("http://host/tin#2", "cannot name an index"),
        ("http://host/t\x01n", "cannot name an index"),
        ("http://host/t\udcean", "cannot name an index"),
        ("http://host/t%EAn", "cannot name an index"),
        ("http://[::1/tin", "no usable host"),
    ],
)
def test_what_is_no_address(text: str, says: str) -> None:
    with pytest.raises(ClusterError, match=says):
        parse_address(text, {})


def basic(user: str, password: str) -> str:
    both = f"{user}:{password}".encode("utf-8", "surrogateescape")
    return "Basic " + b64encode(both).decode()


@pytest.mark.parametrize("secret", ["kín/hở", "9/kín", "9?kín", "9#kín", "9?a=kín", "a@b/kín"])
def test_a_password_with_signs_of_an_address_is_not_shown(secret: str) -> None:
    with pytest.raises(ClusterError, match="as %2F, %3F, %23") as raised:
        parse_address(f"http://an:{secret}@host/tin", {})
    assert "kín" not in str(raised.value)


def test_an_at_sign_in_the_name_of_a_file(tmp_path: Path) -> None:
    authority = tmp_path / "an@tin.pem"
    authority.touch()
    assert parse_address(f"https://host/tin?ca={authority}", {}).certificates == str(authority)


def test_the_authority_in_a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    authority = tmp_path / "ca.pem"
    authority.touch()
    assert parse_address("https://host/tin?ca=~/ca.pem", {}).certificates == str(authority)


@pytest.mark.parametrize(
    ("text", "environ", "header"),
    [
        ("http://host/tin", {}, ""),
        ("http://an@host/tin", {"VNSEARCH_PASSWORD": "m:ậ/t@"}, basic("an", "m:ậ/t@")),
        ("http://an:m%3A%40t@host/tin", {}, basic("an", "m:@t")),
        ("http://an:m%3A%EA@host/tin", {}, basic("an", "m:\udcea")),
        ("http://an@host/tin", {"VNSEARCH_PASSWORD": "m:\udcea"}, basic("an", "m:\udcea")),
        ("http://host/tin", {"VNSEARCH_API_KEY": "abc="}, "ApiKey abc="),
        ("http://host/tin", {"VNSEARCH_TOKEN": "t", "VNSEARCH_API_KEY": ""}, "Bearer t"),
    ],
)
def test_who_asks(
    text: str,
    environ: dict[str, str],
    header: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    found = parse_address(text, environ)
    assert found.authorization == header
    assert "m:" not in repr(found) and "m:" not in str(found)


def test_a_password_of_netrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    kept = tmp_path / ".netrc"
    # The library of Python 3.10 reads no letters beyond ASCII there.
    password = "bí-mật" if sys.version_info >= (3, 11) else "bi-mat"
    kept.write_text(f"machine host login an password {password}\n", encoding="utf-8")
    kept.chmod(0o600)
    assert parse_address("http://host/tin", {}).authorization == basic("an", password)
    assert parse_address("http://other/tin", {}).authorization == ""


@pytest.mark.parametrize("variable", ["VNSEARCH_API_KEY", "VNSEARCH_TOKEN"])
@pytest.mark.parametrize("secret", ["khoá", "abc\n", "a\udcea"])
def test_what_no_header_can_carry_is_named_and_not_shown(variable: str, secret: str) -> None:
    with pytest.raises(ClusterError, match=f"^{variable} has a sign") as raised:
        parse_address("http://host/tin", {variable: secret})
    assert secret not in str(raised.value)


def test_netrc_that_is_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    kept = tmp_path / ".netrc"
    kept.write_bytes(b"machine host login an password \xff\n")
    kept.chmod(0o600)
    with pytest.raises(ClusterError, match=r"~/\.netrc cannot be read"):
        parse_address("http://host/tin", {})


@pytest.mark.parametrize("text", ["hội", "t\udcean", "\U0010fffd", "a\ud800\U0010fffd00ea"])
def test_strings_come_back(text: str) -> None:
    assert unpack(pack(text)) == text
    pack(text).encode()


@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": ")])
@pytest.mark.parametrize(
    "text", ["hOiZ    nghiZ   ", "a~       |singapore|北京", 'có "dấu" nháy', "C:\\tin", "NaN"]
)
def test_long_strings_are_read_as_all_others(text: str, separators: tuple[str, str]) -> None:
    held = [text * count for count in (10_000, 1, 0, 3_000)]
    sent = {
        "took": 3,
        "hits": [{"_id": each[:5], "_source": {"codes": {"text": each}}} for each in held],
        "text": ["text", 1.5, None, "NaN" if text == "NaN" else "không"],
    }
    assert (
        read_json(json.dumps(sent, separators=separators, ensure_ascii=False).encode()) == sent
    )


def test_a_large_answer_that_breaks_off_is_none() -> None:
    whole = json.dumps({"text": "a" * 100_000}, separators=(",", ":")).encode()
    for end in (len(whole) - 1, len(whole) - 2, 50_000):
        with pytest.raises(ValueError, match=r"\S"):
            read_json(whole[:end].ljust(100_000))
