from __future__ import annotations

import numpy as np
import pytest

from hafiza.core.errors import InputError
from hafiza.neural.corpus import Corpus


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "a.txt").write_bytes(bytes(range(100)))
    (tmp_path / "b.txt").write_bytes(bytes(range(100, 150)))
    return Corpus([tmp_path / "a.txt", tmp_path / "b.txt"], validation=0.1)


def test_the_end_of_each_file_is_held_out(corpus):
    assert corpus.n_training == 135
    assert [list(part) for part in corpus.validation] == [
        list(range(90, 100)),
        list(range(145, 150)),
    ]
    seen = {byte for step in range(200) for byte in corpus.batch(0, step, 4, 10).ravel()}
    assert seen == {*range(90), *range(100, 145)}


def test_a_step_draws_the_same_windows_again(corpus):
    assert (corpus.batch(3, 7, 4, 10) == corpus.batch(3, 7, 4, 10)).all()
    assert (corpus.batch(3, 7, 4, 10) != corpus.batch(3, 8, 4, 10)).any()
    assert (corpus.batch(3, 7, 4, 10) != corpus.batch(4, 7, 4, 10)).any()


def test_windows_are_runs_of_one_file(corpus):
    rows = corpus.batch(0, 0, 64, 10)

    assert rows.shape == (64, 10)
    assert (np.diff(rows, axis=1) == 1).all()


def test_held_out_windows_stand_side_by_side(corpus):
    assert corpus.held_out(5, 1000).tolist() == [
        [90, 91, 92, 93, 94],
        [95, 96, 97, 98, 99],
        [145, 146, 147, 148, 149],
    ]


def test_what_cannot_be_learned_from_is_an_error(tmp_path, corpus):
    (tmp_path / "empty.txt").touch()
    with pytest.raises(InputError, match=r"empty\.txt"):
        Corpus([tmp_path / "empty.txt"], validation=0.1)
    with pytest.raises(InputError, match=r"none\.txt"):
        Corpus([tmp_path / "none.txt"], validation=0.1)
    with pytest.raises(InputError, match="validation share"):
        Corpus([tmp_path / "a.txt"], validation=1.0)
    with pytest.raises(InputError, match="at least one file"):
        Corpus([], validation=0.1)
    with pytest.raises(InputError, match="200 bytes"):
        corpus.batch(0, 0, 1, 200)
