"""What every embedder promises, over each of them."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from hafiza.core import Embedder

SENTENCES = [
    "Ben San Francisco'da veri bilimci olarak çalışıyorum.",
    "I work as a data scientist in San Francisco.",
    "The cat sleeps on the warm stove.",
    "Kedi sıcak sobanın üstünde uyuyor.",
    "My sister's wedding was in Izmir last June.",
]
HOSTILE = {
    "empty": "",
    "blank": " \n\t ",
    "nul": "before\0after",
    "control": "".join(map(chr, range(32))) + "x\x7f\x85",
    "surrogate": "half \ud83d of a pair \udc00",
    "emoji": "🧿👩‍👩‍👧‍👦" * 20,
    "long": "word and another word, " * 45_000,
}


def test_embedder_is_what_the_protocol_says(embedder):
    assert isinstance(embedder, Embedder)
    assert ":" in embedder.name
    assert embedder.dim >= 1


@pytest.mark.parametrize("n", [0, 1, 5])
@pytest.mark.parametrize("kind", ["embed_passages", "embed_queries"])
def test_shape_dtype_and_norm_for_any_number_of_texts(embedder, kind, n):
    vectors = getattr(embedder, kind)(SENTENCES[:n])

    assert vectors.shape == (n, embedder.dim)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), np.ones(n), atol=1e-5)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_gives_a_finite_unit_vector(embedder, name):
    vectors = embedder.embed_passages([HOSTILE[name], SENTENCES[0]])

    assert np.isfinite(vectors).all()
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 1], atol=1e-5)
    np.testing.assert_allclose(embedder.embed_queries([HOSTILE[name]]).shape, (1, embedder.dim))


def test_batch_equals_one_at_a_time(embedder):
    together = embedder.embed_passages(SENTENCES)
    alone = np.concatenate([embedder.embed_passages([text]) for text in SENTENCES])

    np.testing.assert_allclose(together, alone, atol=1e-4)


def test_more_texts_than_one_batch_keep_their_order(embedder):
    texts = [f"number {n}" for n in range(70)]

    vectors = embedder.embed_passages(texts)

    assert vectors.shape == (70, embedder.dim)
    for n in (0, 33, 69):
        np.testing.assert_allclose(vectors[n], embedder.embed_passages([texts[n]])[0], atol=1e-4)


def test_same_text_gives_the_same_vector(embedder):
    first = embedder.embed_queries(SENTENCES)

    np.testing.assert_array_equal(first, embedder.embed_queries(SENTENCES))


def test_control_characters_count_as_spaces(embedder):
    with_nul, with_space = embedder.embed_passages(["tea\0cup", "tea cup"])

    np.testing.assert_allclose(with_nul, with_space, atol=1e-6)


def test_related_texts_are_nearer_than_unrelated(embedder):
    query = embedder.embed_queries(["Where does the cat sleep?"])[0]
    related, unrelated = embedder.embed_passages([SENTENCES[2], SENTENCES[4]])

    assert query @ related > query @ unrelated


def test_threads_get_what_one_thread_gets(embedder):
    expected = embedder.embed_passages(SENTENCES)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: embedder.embed_passages(SENTENCES), range(8)))

    for answer in answers:
        np.testing.assert_allclose(answer, expected, atol=1e-5)
