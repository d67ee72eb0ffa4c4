import threading

import numpy as np
import pytest

from hafiza.core.errors import InputError
from hafiza.embedders import CachedEmbedder, FileCachedEmbedder, HashingEmbedder


class Counting(HashingEmbedder):
    def __init__(self):
        super().__init__(dim=16)
        self.asked = []

    def embed_passages(self, texts):
        self.asked.append(("passage", list(texts)))
        return super().embed_passages(texts)

    def embed_queries(self, texts):
        self.asked.append(("query", list(texts)))
        return HashingEmbedder.embed_passages(HashingEmbedder(16), texts)


def test_only_texts_not_seen_are_embedded_in_one_batch():
    inner = Counting()
    cached = CachedEmbedder(inner, capacity=10)
    cached.embed_passages(["a", "b"])

    vectors = cached.embed_passages(["c", "a", "d", "c"])

    assert inner.asked == [("passage", ["a", "b"]), ("passage", ["c", "d"])]
    np.testing.assert_array_equal(vectors, HashingEmbedder(16).embed_passages(["c", "a", "d", "c"]))


def test_query_and_passage_of_one_text_are_kept_apart():
    inner = Counting()
    cached = CachedEmbedder(inner, capacity=10)

    cached.embed_passages(["a"])
    cached.embed_queries(["a"])

    assert inner.asked == [("passage", ["a"]), ("query", ["a"])]


def test_the_text_not_used_for_longest_is_dropped_first():
    inner = Counting()
    cached = CachedEmbedder(inner, capacity=2)
    for text in ("a", "b", "a", "c"):
        cached.embed_passages([text])
    inner.asked.clear()

    cached.embed_passages(["a", "c"])
    cached.embed_passages(["b"])

    assert inner.asked == [("passage", ["b"])]


def test_batch_larger_than_the_capacity_is_whole():
    cached = CachedEmbedder(HashingEmbedder(16), capacity=2)
    texts = [str(n) for n in range(9)]

    np.testing.assert_array_equal(
        cached.embed_passages(texts), HashingEmbedder(16).embed_passages(texts)
    )


def test_caller_who_changes_a_vector_does_not_change_the_cache():
    cached = CachedEmbedder(HashingEmbedder(16), capacity=2)
    expected = cached.embed_passages(["a"]).copy()

    cached.embed_passages(["a"])[:] = 0

    np.testing.assert_array_equal(cached.embed_passages(["a"]), expected)


def test_cleared_cache_embeds_again():
    inner = Counting()
    cached = CachedEmbedder(inner, capacity=2)
    cached.embed_passages(["a"])

    cached.clear()
    cached.embed_passages(["a"])

    assert len(inner.asked) == 2


def test_many_threads_over_a_small_cache_get_right_vectors():
    cached = CachedEmbedder(HashingEmbedder(16), capacity=3)
    texts = [str(n) for n in range(8)]
    expected = HashingEmbedder(16).embed_passages(texts)
    wrong = []

    def work():
        wrong.extend(
            n
            for _ in range(50)
            for n in range(8)
            if not np.array_equal(cached.embed_passages([texts[n]])[0], expected[n])
        )

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


def test_second_run_with_the_same_file_embeds_nothing(tmp_path):
    first = FileCachedEmbedder(Counting(), tmp_path / "vectors.db")
    expected = first.embed_passages(["a", "b"])
    first.close()
    inner = Counting()

    second = FileCachedEmbedder(inner, tmp_path / "vectors.db")

    np.testing.assert_array_equal(second.embed_passages(["b", "a"]), expected[::-1])
    assert inner.asked == []
    second.close()


def test_another_embedder_does_not_get_this_ones_vectors_from_the_file(tmp_path):
    first = FileCachedEmbedder(HashingEmbedder(16), tmp_path / "vectors.db")
    first.embed_passages(["a"])
    first.close()

    second = FileCachedEmbedder(HashingEmbedder(32), tmp_path / "vectors.db")

    assert second.embed_passages(["a"]).shape == (1, 32)
    second.close()


def test_file_that_is_no_database_is_refused(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("not a database, only some text that is long enough to be read" * 20)

    with pytest.raises(InputError, match=r"notes\.txt"):
        FileCachedEmbedder(HashingEmbedder(16), path)
