"""From a model's name to the GGUF file on this machine.

A name is a short name of the catalogue, a path to a .gguf file or to a folder that holds one,
or `owner/repo` or `owner/repo:file-or-quantisation` on the hub.
Models of the hub lie in `models_folder/owner/repo/`.
"""

from __future__ import annotations

import importlib.util
import re
from dataclasses import dataclass
from pathlib import Path

from hafiza.core.errors import ConfigurationError, ModelNotFound
from hafiza.llm.catalogue import KnownModel, find_known, known_by_source

# From left to right: the smallest loss for about half a byte a weight comes first.
PREFERRED_QUANTISATIONS = (
    "q4_k_m", "q4_k_s", "q5_k_m", "q4_1", "q4_0", "iq4_xs", "q5_0", "q6_k", "q8_0", "q3_k_m",
)  # fmt: skip
_PART = re.compile(r"-(\d{5})-of-(\d{5})\.gguf$", re.IGNORECASE)
_REPO = re.compile(r"[\w.-]+/[\w.-]+")


@dataclass(frozen=True, slots=True)
class HubName:
    """A repository of the hub, and which of its files is wanted: a name, a quantisation, or ""."""

    repo: str
    file: str = ""

    @property
    def name(self) -> str:
        """The name as it was written."""
        return f"{self.repo}:{self.file}" if self.file else self.repo


@dataclass(frozen=True, slots=True)
class FoundModel:
    """A GGUF file on this machine and, if the catalogue knows it, its entry."""

    path: Path
    known: KnownModel | None = None


def parse_hub_name(name: str) -> HubName | None:
    """Return the hub repository that `name` means, or None.

    >>> parse_hub_name("Qwen/Qwen2.5-3B-Instruct-GGUF:q8_0")
    HubName(repo='Qwen/Qwen2.5-3B-Instruct-GGUF', file='q8_0')
    """
    repo, _, file = name.partition(":")
    unsafe = ".." in repo.split("/") or ".." in Path(file).parts or Path(file).is_absolute()
    if not _REPO.fullmatch(repo) or unsafe or "\\" in file:
        return None
    return HubName(repo, file)


def part_names(file: str) -> list[str]:
    """Return the names of all parts of a split file, or the file alone.

    >>> part_names("m-00001-of-00002.gguf")
    ['m-00001-of-00002.gguf', 'm-00002-of-00002.gguf']
    """
    match = _PART.search(file)
    if not match:
        return [file]
    stem, n_parts = file[: match.start()], int(match[2])
    return [f"{stem}-{part:05d}-of-{match[2]}.gguf" for part in range(1, n_parts + 1)]


def choose_file(files: list[str], wanted: str) -> str | None:
    """Return the GGUF that `wanted` names; without a wish, the best known quantisation.

    Of a split model it is the first part. Projectors of image models are no language models.
    """
    models = sorted(
        file
        for file in files
        if file.lower().endswith(".gguf")
        and "mmproj" not in file.lower()
        and (not (match := _PART.search(file)) or int(match[1]) == 1)
    )
    if wanted.lower().endswith(".gguf"):
        return next((file for file in files if file == wanted), None)
    for quantisation in [wanted.lower()] if wanted else PREFERRED_QUANTISATIONS:
        pattern = re.compile(rf"(?:^|[._/-]){re.escape(quantisation)}(?:[._/-]|$)")
        # A whole file before a split one: some repositories hold both.
        fitting = [file for file in models if pattern.search(file.lower())]
        if fitting:
            return min(fitting, key=lambda file: (bool(_PART.search(file)), file))
    return models[0] if models and not wanted else None


def find_model(name: str, models_folder: Path | None) -> FoundModel:
    """Return the file of the model `name`.

    Raises:
        ModelNotFound: it is not on this machine; the message has the command that gets it.
        ConfigurationError: the name cannot be the name of a model.
    """
    known = find_known(name)
    if known is not None:
        return _find_known_file(known, models_folder)
    path = Path(name).expanduser()
    if path.is_dir():
        return _only_gguf_in(path)
    if path.is_file():
        return FoundModel(path.absolute(), known_by_source("", path.name))
    hub = parse_hub_name(name)
    if hub is not None and (not name.lower().endswith(".gguf") or ":" in name):
        return _find_hub_file(hub, models_folder)
    if path.suffix.lower() == ".gguf":
        raise ModelNotFound(
            f"There is no model file {name!r}.\n"
            "Check the path; `hafiza models list` names the models that can be pulled."
        )
    raise ConfigurationError(
        f"{name!r} names no model.\n"
        "Expected a short name (`hafiza models list`), the path of a .gguf file, or owner/repo of "
        "the hub."
    )


def hub_folder(models_folder: Path, repo: str) -> Path:
    """Return where the files of a hub repository lie."""
    return models_folder / repo


def missing(name: str) -> ModelNotFound:
    """Return the error for a model that can be pulled."""
    return ModelNotFound(
        f"The model {name!r} is not on this machine.\nGet it with: hafiza models pull {name}"
    )


def _find_known_file(known: KnownModel, models_folder: Path | None) -> FoundModel:
    if known.package:
        path = _file_in_package(known) or (models_folder and models_folder / known.file)
        if path and path.is_file():
            return FoundModel(path, known)
        raise missing(known.alias)
    folder = models_folder and hub_folder(models_folder, known.repo)
    if folder and all((folder / part).is_file() for part in part_names(known.file)):
        return FoundModel(folder / known.file, known)
    raise missing(known.alias)


def _file_in_package(known: KnownModel) -> Path | None:
    # find_spec locates the package; importing it would pull in its own engine.
    spec = importlib.util.find_spec(known.package.replace("-", "_"))
    for folder in (spec and spec.submodule_search_locations) or ():
        path = Path(folder) / known.file
        if path.is_file():
            return path
    return None


def _find_hub_file(hub: HubName, models_folder: Path | None) -> FoundModel:
    folder = models_folder and hub_folder(models_folder, hub.repo)
    if not folder or not folder.is_dir():
        raise missing(hub.name)
    files = [path.relative_to(folder).as_posix() for path in folder.rglob("*.gguf")]
    chosen = choose_file(files, hub.file)
    if chosen is None or not all((folder / part).is_file() for part in part_names(chosen)):
        raise missing(hub.name)
    return FoundModel(folder / chosen, known_by_source(hub.repo, Path(chosen).name))


def _only_gguf_in(folder: Path) -> FoundModel:
    files = [path.name for path in folder.glob("*.gguf")]
    firsts = [file for file in files if part_names(file)[0] == file]
    if len(firsts) != 1:
        raise ModelNotFound(
            f"The folder {str(folder)!r} holds {len(firsts)} models in GGUF format; expected "
            "one.\nName the file itself: gguf:FOLDER/FILE.gguf"
        )
    return FoundModel((folder / firsts[0]).absolute(), known_by_source("", firsts[0]))
