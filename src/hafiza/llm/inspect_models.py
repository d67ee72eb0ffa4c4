"""What models there are: those of the catalogue and those that lie in the models folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hafiza.core.errors import ModelInvalid, ModelNotFound
from hafiza.core.records import Strength
from hafiza.llm.catalogue import KNOWN_MODELS, KnownModel, declare, find_known
from hafiza.llm.gguf_header import read_gguf_header
from hafiza.llm.resolve import FoundModel, find_model, part_names


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What can be said of a model without loading it.

    `name` is what the setting `model` takes. `languages` are ISO 639-1 codes, empty when unknown.
    `size_bytes` is that of the files here, or of the download. `context_tokens` is what the model
    was trained for, 0 while its file is not here. `problem` says why a file cannot be used.
    """

    name: str
    present: bool
    path: str
    languages: tuple[str, ...]
    strength: Strength
    licence: str
    n_parameters: int
    size_bytes: int
    quantisation: str
    context_tokens: int
    source: str
    note: str = ""
    problem: str = ""


def list_models(models_folder: Path | None) -> list[ModelInfo]:
    """Return the models of the catalogue, then others that lie in `models_folder`."""
    infos = [_describe_known(known, models_folder) for known in KNOWN_MODELS]
    listed = {info.path for info in infos}
    for path in sorted(models_folder.rglob("*.gguf")) if models_folder else ():
        first = part_names(path.name)[0] == path.name
        if first and not any(part.startswith(".") for part in path.parts) and path.is_file():
            other = _describe_file(_name_in(path, models_folder), FoundModel(path))
            infos += [] if other.path in listed else [other]
    return infos


def describe_model(name: str, models_folder: Path | None) -> ModelInfo:
    """Return what is known of the model `name`, with or without `gguf:` in front.

    Raises:
        ModelNotFound: it is not here, and the catalogue does not know it.
        ConfigurationError: the name cannot be the name of a model.
        ModelInvalid: the file is no GGUF, or is damaged.
    """
    name = name.removeprefix("gguf:")
    known = find_known(name)
    if known is not None:
        return _describe_known(known, models_folder)
    info = _describe_file(name, find_model(name, models_folder))
    if info.problem:
        raise ModelInvalid(info.problem)
    return info


def _name_in(path: Path, models_folder: Path | None) -> str:
    inside = path.relative_to(models_folder).parts if models_folder else ()
    owner_and_repo = 2
    if len(inside) > owner_and_repo:
        return "/".join(inside[:2]) + ":" + "/".join(inside[2:])
    return str(path)


def _describe_known(known: KnownModel, models_folder: Path | None) -> ModelInfo:
    try:
        return _describe_file(known.alias, find_model(known.alias, models_folder))
    except ModelNotFound:
        return ModelInfo(
            name=f"gguf:{known.alias}",
            present=False,
            path="",
            languages=tuple(sorted(known.languages)),
            strength=known.strength,
            licence=known.licence,
            n_parameters=int(known.n_parameters),
            size_bytes=known.size_mb * 1_000_000,
            quantisation="",
            context_tokens=0,
            source=_source(known),
            note=known.note,
        )


def _describe_file(name: str, found: FoundModel) -> ModelInfo:
    parts = [found.path.with_name(part) for part in part_names(found.path.name)]
    known = found.known
    size = sum(part.stat().st_size for part in parts if part.is_file())
    try:
        headers = [read_gguf_header(part) for part in parts]
    except (ModelInvalid, ModelNotFound) as err:
        headers, problem = [], str(err)
    else:
        problem = ""
    header = headers[0] if headers else None
    languages, strength = declare(known, headers)
    return ModelInfo(
        name=f"gguf:{name}",
        present=True,
        path=str(found.path),
        languages=tuple(sorted(languages)),
        strength=strength,
        licence=known.licence if known else header.licence if header else "",
        n_parameters=sum(each.n_parameters for each in headers),
        size_bytes=size,
        quantisation=header.quantisation if header else "",
        context_tokens=header.context_tokens if header else 0,
        source=_source(known) if known else "file",
        note=known.note if known else "",
        problem=problem,
    )


def _source(known: KnownModel) -> str:
    return known.repo or f"{known.package}=={known.package_version}"
