"""Label Studio itself: its SDK finds our tasks valid, its server takes them and gives them back.

It wants a gigabyte and other versions than ours, so it has an environment of its own.
"""

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.formats import ReadArticle
from annotator.formats import labelstudio as format
from annotator.model import Page
from tests.formats import golden_page
from tests.formats import pages as make
from tests.formats.running import exported
from tests.formats.whole import ALL, differences, wanted
from tests.gold import gold_card, gold_page
from tests.peers import environments

_TOKEN = "0123456789abcdef0123456789abcdef01234567"
_STARTS = 600
pytestmark = pytest.mark.timeout(1800)  # its environment is set up by whoever comes first


@pytest.fixture(scope="module")
def programs() -> Path:
    """Where Label Studio's programs lie."""
    return environments.programs("label-studio")


def _tasks(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_bytes())
    return found


def _nasty() -> Page:
    """Nested and crossing mentions on characters that other programs count otherwise."""
    text = make.page_of(make.TEXTS["emoji"] + "\n" + make.TEXTS["separators"]).text
    return make.page_of(text, (0, 11, "PER"), (4, 20, "ORG"), (19, 26, "GPE"), (30, 40, "EVENT"))


def _exported(folder: Path) -> Path:
    out = folder / "x.json"
    exported(format, [golden_page.page()], out, golden_page.card(), statuses=ALL)
    return out


def test_the_sdk_finds_no_fault(programs: Path, tmp_path: Path) -> None:
    script = Path(__file__).with_name("validating.py")
    for name, page, card in (
        ("gold", gold_page(), gold_card()),
        ("golden", golden_page.page(), golden_page.card()),
        ("nasty", _nasty(), make.card_of(_nasty())),
    ):
        out = tmp_path / f"{name}.json"
        exported(format, [page], out, card)
        config = tmp_path / f"{name}.config.xml"
        told = subprocess.run(
            [programs / "python", script, out, config], check=True, capture_output=True, text=True
        )
        assert json.loads(told.stdout.strip().split("\n")[-1]) == []


@pytest.fixture(scope="module")
def server(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on this machine alone, with a database of its own."""
    home = tmp_path_factory.mktemp("label-studio")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "HOME": str(home),
        "LABEL_STUDIO_BASE_DATA_DIR": str(home / "data"),
        "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
        "COLLECT_ANALYTICS": "false",
        "LATEST_VERSION_CHECK": "false",
        "SENTRY_DSN": "",
        "FRONTEND_SENTRY_DSN": "",
    }
    command = [
        programs / "label-studio", "start", "--no-browser", "--internal-host", "127.0.0.1",
        "--port", str(port), "--username", "ana@example.org", "--password", "not-secret-1",
        "--user-token", _TOKEN,
    ]  # fmt: skip
    with open(home / "log", "wb") as log:
        running = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            _await(address, running, home / "log")
            yield address
        finally:
            running.terminate()
            running.wait(30)


def _await(address: str, running: "subprocess.Popen[bytes]", log: Path) -> None:
    for _second in range(_STARTS):
        if running.poll() is not None:
            pytest.fail(log.read_text("utf-8", "replace")[-2000:])
        try:
            _ask(f"{address}/api/projects/")
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(1)
    pytest.fail("The server did not start. " + log.read_text("utf-8", "replace")[-2000:])


def _ask(address: str, sent: object = None) -> Any:
    body = None if sent is None else json.dumps(sent).encode()
    headers = {"Authorization": f"Token {_TOKEN}", "Content-Type": "application/json"}
    request = urllib.request.Request(address, body, headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


def _through(server: str, out: Path) -> Path:
    """The file that the server exports after it imported ours."""
    config = out.with_name(f"{out.stem}.config.xml").read_text("utf-8")
    project = _ask(f"{server}/api/projects/", {"title": out.stem, "label_config": config})["id"]
    taken = _ask(f"{server}/api/projects/{project}/import", _tasks(out))
    assert taken["task_count"] == len(_tasks(out))
    back = out.with_name(f"{out.stem}-back.json")
    export = _ask(f"{server}/api/projects/{project}/export?exportType=JSON")
    back.write_text(json.dumps(export), "utf-8")
    return back


@pytest.mark.parametrize("name", ["gold", "golden", "nasty"])
def test_what_the_server_gives_back_is_what_it_was_given(
    name: str, server: str, tmp_path: Path
) -> None:
    page, card = {
        "gold": (gold_page(), gold_card()),
        "golden": (golden_page.page(), golden_page.card()),
        "nasty": (_nasty(), make.card_of(_nasty())),
    }[name]
    out = tmp_path / f"{name}.json"
    exported(format, [page], out, card, statuses=ALL)
    back = _through(server, out)
    ours, theirs = _tasks(out), _tasks(back)
    assert [each["data"] for each in theirs] == [each["data"] for each in ours]
    assert [a["result"] for each in theirs for a in each["annotations"]] == [
        a["result"] for each in ours for a in each["annotations"]
    ]
    [read] = format.read(back)
    assert isinstance(read, ReadArticle)
    aside = {"origin", "ignored"}
    right = replace(wanted(page, tmp_path, card), attributes=read.attributes)
    assert {k: v for k, v in differences(read, right).items() if k not in aside} == {}
    assert set(wanted(page, tmp_path, card).attributes) <= set(read.attributes)
