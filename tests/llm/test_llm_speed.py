import pytest

from hafiza.core.errors import ConfigurationError, InputError
from hafiza.evals.llm_speed import measure_llm


@pytest.mark.outer
def test_both_sides_are_measured_on_one_engine():
    result = measure_llm(n_runs=2, n_tokens=6, threads=1, context_tokens=256)

    for side in ("hafiza", "llama_cpp"):
        assert result[side]["tokens_per_s"] > 0
        assert result[side]["first_token_ms"] > 0
    assert result["tokens_per_s_ratio"] > 0
    assert {"model", "engine", "machine", "n_runs", "seed", "peak_rss_mb"} <= set(result)


def test_only_llama_cpp_can_be_measured():
    with pytest.raises(ConfigurationError, match="gguf"):
        measure_llm("fake:x")
    with pytest.raises(InputError):
        measure_llm(n_runs=0)
