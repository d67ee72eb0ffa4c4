import pytest

from hafiza.core.errors import ConfigurationError
from hafiza.embedders import CachedEmbedder, load_embedder


def test_none_is_no_embedder():
    assert load_embedder("none") is None


@pytest.mark.parametrize(
    ("name", "identity", "dim"), [("hashing", "hashing:256", 256), ("hashing:8", "hashing:8", 8)]
)
def test_name_gives_its_embedder_with_a_cache(name, identity, dim):
    embedder = load_embedder(name)

    assert isinstance(embedder, CachedEmbedder)
    assert (embedder.name, embedder.dim) == (identity, dim)


def test_remote_embedder_gets_the_options(server):
    embedder = load_embedder("openai:m", base_url=server.url, api_key="k")

    assert embedder.embed_queries(["x"]).shape == (1, 48)
    assert server.headers[0]["Authorization"] == "Bearer k"
    embedder.close()


def test_sentence_embedder_gets_the_whole_rest_of_the_name(stub_sentence_transformers):
    embedder = load_embedder("sentence:me/model:v2", device="cpu")

    assert embedder.name == "sentence:me/model:v2"
    assert stub_sentence_transformers.made.name == "me/model:v2"


@pytest.mark.outer
@pytest.mark.parametrize("name", ["e5", "e5:multilingual-e5-small-q4"])
def test_bundled_embedder_answers_to_both_its_names(name):
    assert load_embedder(name).name == "e5:multilingual-e5-small-q4"


@pytest.mark.parametrize("name", ["bert", "", "E5", "e5:large", "hashing:many", "hashing:0"])
def test_unknown_name_is_refused_with_what_was_expected(name):
    with pytest.raises(ConfigurationError, match=r"hashing|e5"):
        load_embedder(name)
