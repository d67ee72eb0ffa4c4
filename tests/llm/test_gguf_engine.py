"""How the engine is set up, seen on a stand-in for its bindings; test_gguf runs the real one."""

import sys
from types import ModuleType, SimpleNamespace

import pytest

from hafiza.core.device import choose_device
from hafiza.core.errors import MissingExtra
from hafiza.llm.gguf_engine import LlamaEngine
from hafiza.llm.load_options import LoadOptions


@pytest.fixture
def start(monkeypatch, tmp_path):
    bindings = ModuleType("xllamacpp")
    started = []

    def make_params():
        return SimpleNamespace(
            model=SimpleNamespace(), cpuparams=SimpleNamespace(), cpuparams_batch=SimpleNamespace()
        )

    def make_server(params):
        started.append(params)
        return SimpleNamespace(listening_address="http://127.0.0.1:1")

    bindings.CommonParams = make_params
    bindings.Server = make_server
    monkeypatch.setitem(sys.modules, "xllamacpp", bindings)

    def start(**options):
        LlamaEngine(tmp_path / "m.gguf", LoadOptions(device="cpu", **options), 512)
        return started[-1]

    return start


def test_the_port_is_closed_to_others_and_the_key_differs_each_time(start):
    params = start()

    assert params.hostnames == ["127.0.0.1"]
    assert [len(key) for key in params.api_keys] == [64]
    assert params.api_keys != start().api_keys
    doors = (params.ui, params.endpoint_slots, params.endpoint_props, params.endpoint_metrics)
    assert doors == (False,) * 4


def test_each_slot_has_the_whole_context(start):
    assert start(slots=3).n_ctx == 3 * 512


def test_one_core_stays_free_unless_threads_are_set(start):
    cpu = start().cpuparams

    assert (cpu.n_threads, cpu.poll) == (max(1, choose_device("cpu").threads - 1), 0)
    assert start(threads=7).cpuparams.n_threads == 7
    assert start(threads=7).cpuparams_batch.n_threads == 7


def test_without_the_bindings_the_extra_is_named(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "xllamacpp", None)

    with pytest.raises(MissingExtra, match=r"pip install 'hafiza\[local\]'"):
        LlamaEngine(tmp_path / "m.gguf", LoadOptions(), 512)
