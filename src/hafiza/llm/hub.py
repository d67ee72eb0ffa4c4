"""A model hub with the HTTP interface of Hugging Face: list files, download one, resumable."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self
from urllib.parse import quote

import httpx

from hafiza.core.errors import (
    BackendError,
    BackendRefused,
    BackendUnavailable,
    HafizaError,
    ModelInvalid,
    ModelNotFound,
)
from hafiza.llm.disk import check_room, prepare_folder
from hafiza.llm.gguf_header import read_gguf_header

DEFAULT_HUB_URL = "https://huggingface.co"

# Called with the bytes that are here and the bytes in all, 0 where that is unknown.
Progress = Callable[[int, int], None]

_SHA256 = re.compile(r"[0-9a-f]{64}")
_TIMEOUT_S = 30.0
_MOST_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class _Remote:
    """A file on the hub: `sha256` is empty where the hub tells none."""

    url: str
    sha256: str
    n_bytes: int


class Hub:
    """One session with a hub. The token goes to the hub alone, not to where it redirects."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self._url = url.rstrip("/")
        headers = {"Authorization": f"Bearer {token.strip()}"} if token and token.strip() else {}
        self._client = httpx.Client(headers=headers, timeout=_TIMEOUT_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._client.close()

    def list_files(self, repo: str) -> list[str]:
        """Return the names of the files of `repo`.

        Raises:
            ModelNotFound: there is no such repository.
            BackendRefused: it is gated or private.
            BackendUnavailable: the hub gave no answer.
            BackendError: its answer cannot be read.
        """
        with self._translated(repo):
            response = self._client.get(f"{self._url}/api/models/{repo}", follow_redirects=True)
            self._check(response, repo)
        try:
            return [str(entry["rfilename"]) for entry in response.json()["siblings"]]
        except (ValueError, KeyError, TypeError) as err:
            raise BackendError(
                f"{self._url} answered no list of files for {repo!r}.\n"
                "Check the setting hub_url (HAFIZA_HUB_URL)."
            ) from err

    def download(self, repo: str, file: str, target: Path, progress: Progress | None) -> None:
        """Download one GGUF file to `target`, going on with what an earlier try left.

        Raises:
            BackendUnavailable: the line was cut; another call goes on from there.
            BackendError: the disk is too full, or the hash is another than the hub told.
            ModelInvalid: what came is no GGUF.
        """
        prepare_folder(target.parent)
        with self._translated(repo):
            remote = self._look_up(repo, file)
            part = target.with_name(f"{target.name}.{remote.sha256[:12] or 'unchecked'}.part")
            if not remote.sha256:
                # Without a hash nothing tells whether an old part is of the same file.
                part.unlink(missing_ok=True)
            here = part.stat().st_size if part.exists() else 0
            check_room(target.parent, max(0, remote.n_bytes - here), file)
            self._fetch(remote, part, here, progress)
        _verify(part, remote, file)
        part.replace(target)

    def _look_up(self, repo: str, file: str) -> _Remote:
        url = f"{self._url}/{repo}/resolve/main/{quote(file)}"
        response = self._client.head(url)
        for _ in range(_MOST_REDIRECTS):
            # A renamed repository redirects within the hub; the file itself lies elsewhere.
            location = response.headers.get("location", "")
            if not response.has_redirect_location or not location.startswith("/"):
                break
            url = str(response.url.join(location))
            response = self._client.head(url)
        if not response.has_redirect_location:
            self._check(response, f"{repo}/{file}")
        headers = response.headers
        etag = headers.get("x-linked-etag") or headers.get("etag") or ""
        digest = etag.removeprefix("W/").strip('"')
        size = headers.get("x-linked-size")
        if size is None and response.status_code == HTTPStatus.OK:
            size = headers.get("content-length")
        return _Remote(
            url,
            sha256=digest if _SHA256.fullmatch(digest) else "",
            n_bytes=int(size) if size and size.isdigit() else 0,
        )

    def _fetch(self, remote: _Remote, part: Path, here: int, progress: Progress | None) -> None:
        if here and here == remote.n_bytes:
            return
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={here}-"} if here else {})
        with self._client.stream(
            "GET", remote.url, headers=headers, follow_redirects=True
        ) as response:
            if response.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                part.unlink()
                raise BackendUnavailable(
                    f"What an earlier download left of {part.name!r} did not fit and was deleted.\n"
                    "Run the command again."
                )
            self._check(response, part.name)
            goes_on = response.status_code == HTTPStatus.PARTIAL_CONTENT
            with part.open("ab" if goes_on else "wb") as sink:
                _copy(response, sink, here if goes_on else 0, remote.n_bytes, progress)

    def _check(self, response: httpx.Response, what: str) -> None:
        status = response.status_code
        if status < HTTPStatus.BAD_REQUEST:
            return
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            raise BackendRefused(
                f"{self._url} refused {what!r} ({status}): it is gated, private or misspelt.\n"
                f"Check the name, accept its terms at {self._url}/{what}, and set HF_TOKEN to "
                "your token."
            )
        if status == HTTPStatus.NOT_FOUND:
            raise ModelNotFound(
                f"{self._url} has no {what!r}.\n"
                "Check the spelling; `hafiza models list` names models that are there."
            )
        raise BackendUnavailable(f"{self._url} answered {status} for {what!r}.\nTry again later.")

    @contextmanager
    def _translated(self, what: str) -> Iterator[None]:
        try:
            yield
        except HafizaError:
            raise
        except httpx.HTTPError as err:
            raise BackendUnavailable(
                f"{what!r} could not be fetched from {self._url}: {err}\n"
                "Check the network and the setting hub_url (HAFIZA_HUB_URL), then run the same "
                "command\nagain: it goes on where it stopped."
            ) from err
        except OSError as err:
            raise BackendError(f"{what!r} cannot be written: {err.strerror or err}.") from err


def _copy(
    response: httpx.Response, sink: BinaryIO, here: int, n_bytes: int, progress: Progress | None
) -> None:
    for piece in response.iter_bytes():
        sink.write(piece)
        here += len(piece)
        if progress is not None:
            progress(here, n_bytes)
    sink.flush()
    os.fsync(sink.fileno())


def _verify(part: Path, remote: _Remote, file: str) -> None:
    n_bytes = part.stat().st_size
    if remote.n_bytes and n_bytes < remote.n_bytes:
        raise BackendUnavailable(
            f"The download of {file!r} was cut after {n_bytes} of {remote.n_bytes} bytes.\n"
            "Run the same command again: it goes on where it stopped."
        )
    with part.open("rb") as source:
        found = hashlib.file_digest(source, "sha256").hexdigest()
    if remote.sha256 and found != remote.sha256:
        part.unlink()
        raise BackendError(
            f"{file!r} came with the SHA-256 {found}.\nThe hub says {remote.sha256}.\n"
            "It was damaged on the way and is deleted; run the command again."
        )
    try:
        read_gguf_header(part)
    except ModelInvalid:
        part.unlink()
        raise
