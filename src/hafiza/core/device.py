"""Which device to compute on, and why. Nothing heavy is imported to find out."""

from __future__ import annotations

import ctypes
import os
import platform
from dataclasses import dataclass
from typing import Literal

from hafiza.core.errors import ConfigurationError

DeviceKind = Literal["cuda", "mps", "cpu"]
DEVICE_SETTINGS = ("auto", "cuda", "mps", "cpu")


@dataclass(frozen=True, slots=True)
class Device:
    """A device and the sentence that says why it was chosen."""

    kind: DeviceKind
    why: str
    threads: int


def choose_device(wanted: str = "auto", threads: int = 0) -> Device:
    """Choose where to compute: CUDA before MPS before CPU, unless `wanted` names one.

    `threads` is the number of CPU threads, 0 for one a core that this process may use.

    Raises:
        ConfigurationError: `wanted` is no device, or a device that this machine lacks.
    """
    n_threads = threads or _usable_cores()
    found: dict[str, str] = {"cpu": f"{n_threads} CPU threads"}
    n_cuda = _cuda_device_count()
    if n_cuda:
        found["cuda"] = f"the CUDA driver reports {n_cuda} device(s)"
    if platform.system() == "Darwin" and platform.machine() == "arm64":
        found["mps"] = "this is Apple silicon"
    if wanted == "auto":
        if "cuda" in found:
            return Device("cuda", f"cuda: {found['cuda']}", n_threads)
        if "mps" in found:
            return Device("mps", f"mps: {found['mps']}", n_threads)
        return Device(
            "cpu", f"cpu: no CUDA driver and no Apple GPU here; {found['cpu']}", n_threads
        )
    if wanted not in DEVICE_SETTINGS:
        raise ConfigurationError(
            f"The device {wanted!r} is unknown.\nExpected one of: {', '.join(DEVICE_SETTINGS)}."
        )
    if wanted not in found:
        raise ConfigurationError(
            f"The device {wanted!r} was asked for and this machine has none.\n"
            f"Found here: {', '.join(sorted(found))}. Set device to 'auto' or one of these."
        )
    kind: DeviceKind = "cuda" if wanted == "cuda" else "mps" if wanted == "mps" else "cpu"
    return Device(kind, f"{kind}: set by the user; {found[kind]}", n_threads)


def _usable_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def _cuda_device_count() -> int:
    name = "nvcuda.dll" if platform.system() == "Windows" else "libcuda.so.1"
    try:
        driver = ctypes.CDLL(name)
    except OSError:
        return 0
    count = ctypes.c_int(0)
    if driver.cuInit(0) != 0 or driver.cuDeviceGetCount(ctypes.byref(count)) != 0:
        return 0
    return count.value
