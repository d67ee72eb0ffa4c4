"""`hafiza doctor`: whether everything needed is here and works."""

from __future__ import annotations

import platform
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from hafiza.cli.common import Json, open_settings, print_json, print_table
from hafiza.core.errors import HafizaError

if TYPE_CHECKING:
    from hafiza.core.settings import Settings

MIN_PYTHON = (3, 11)
MIN_FREE_BYTES = 500 * 2**20
_MEASURED_TOKENS = 48
_MEASURED_TEXTS = 20


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `fix` says what to do when it is not in order."""

    name: str
    ok: bool
    detail: str
    fix: str = ""


def doctor(as_json: Json = False) -> None:
    """Check Python, device, model, embedder, store and disk; measure model and embedder."""
    settings = open_settings()
    found = [
        _guarded(name, check, settings)
        for name, check in (
            ("python", _python),
            ("device", _device),
            ("model", _model),
            ("embedder", _embedder),
            ("store", _store),
            ("disk", _disk),
        )
    ]
    checks = [check for check, _ in found]
    ok = all(check.ok for check in checks)
    if as_json:
        print_json({"ok": ok, "checks": [asdict(check) for check in checks]})
    else:
        print_table([("ok" if c.ok else "FAILED", c.name, c.detail) for c in checks])
        for check in checks:
            if check.fix:
                print(f"\n{check.name}: {check.fix}")
    raise typer.Exit(max((code for _, code in found), default=0))


def _guarded(
    name: str, check: Callable[[Settings], Check], settings: Settings
) -> tuple[Check, int]:
    """Run a check; return it with the exit code that it asks for."""
    try:
        done = check(settings)
    except HafizaError as err:
        detail, _, fix = str(err).partition("\n")
        return Check(name, False, detail, fix), 3 if err.exit_code == 3 else 1
    return done, 0 if done.ok else 1


def _python(settings: Settings) -> Check:
    ok = sys.version_info >= MIN_PYTHON
    wanted = ".".join(map(str, MIN_PYTHON))
    fix = "" if ok else f"Install Python {wanted} or later."
    return Check("python", ok, f"{platform.python_version()} on {platform.platform()}", fix)


def _device(settings: Settings) -> Check:
    from hafiza.core.device import choose_device

    return Check("device", True, choose_device(settings.device, settings.threads).why)


def _model(settings: Settings) -> Check:
    from hafiza.assistant.build import build_model
    from hafiza.core.records import GenerateOptions, Message, Usage

    started = time.perf_counter()
    model = build_model(settings)
    if model is None:
        return Check("model", True, "none: answers come from memory alone")
    with closing(model):
        loaded_s = time.perf_counter() - started
        usage = Usage()
        options = GenerateOptions(max_tokens=_MEASURED_TOKENS, temperature=0.0, seed=0)
        for chunk in model.stream([Message("user", "Tell me a story about a boat.")], options):
            usage = chunk.usage or usage
    speed = f"{usage.tokens_per_s:.1f} tokens/s, first token after {usage.first_token_s:.2f} s"
    detail = f"{settings.model}: loaded in {loaded_s:.1f} s, {speed}{_peak_memory()}"
    return Check("model", True, detail)


def _peak_memory() -> str:
    try:
        import resource
    except ImportError:
        return ""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    n_bytes = peak if sys.platform == "darwin" else peak * 1024
    return f", peak memory {n_bytes / 2**20:.0f} MiB"


def _embedder(settings: Settings) -> Check:
    from hafiza.assistant.build import build_embedder

    embedder = build_embedder(settings)
    if embedder is None:
        return Check("embedder", True, "none: search is by words alone")
    embedder.embed_passages(["The first text loads the weights."])
    texts = [
        f"Measured text number {n}: my sister lives in Ankara." for n in range(_MEASURED_TEXTS)
    ]
    started = time.perf_counter()
    embedder.embed_passages(texts)
    ms = (time.perf_counter() - started) * 1000 / len(texts)
    return Check("embedder", True, f"{embedder.name}: {embedder.dim} numbers, {ms:.1f} ms a text")


def _store(settings: Settings) -> Check:
    from hafiza.assistant.build import open_store

    with open_store(settings) as memory:
        problems = memory.check()
        stats = memory.stats()
    if problems:
        fix = (
            "Keep a copy of the file, then go back to a backup (`hafiza memory backup` makes them)."
        )
        return Check("store", False, f"{settings.database}: {problems[0]}", fix)
    held = f"{stats.turns} turns of {stats.users} user(s), {stats.disk_bytes:,} bytes"
    return Check("store", True, f"{settings.database}: writable, sound, {held}")


def _disk(settings: Settings) -> Check:
    folder = next(p for p in (settings.home, *settings.home.parents) if p.exists())
    free = shutil.disk_usage(Path(folder)).free
    ok = free >= MIN_FREE_BYTES
    fix = (
        "" if ok else f"Free some space, or set --home to a disk that has {MIN_FREE_BYTES:,} bytes."
    )
    return Check("disk", ok, f"{free / 2**30:.1f} GiB free at {folder}", fix)
