import sys

import pytest

from hafiza.core.errors import ConfigurationError, MissingExtra, ModelNotFound
from hafiza.embedders.sentence import SentenceEmbedder


def prompts(embedder, stub):
    embedder.embed_queries(["q"])
    embedder.embed_passages(["p"])
    return [prompt for prompt, _ in stub.made.calls]


@pytest.mark.parametrize(
    "model", ["intfloat/multilingual-e5-small", "me/my-E5-tuned", "intfloat/e5-base-v2"]
)
def test_e5_family_gets_its_prefixes(stub_sentence_transformers, model):
    embedder = SentenceEmbedder(model, device="cpu")

    assert prompts(embedder, stub_sentence_transformers) == ["query: ", "passage: "]


@pytest.mark.parametrize(
    "model", ["sentence-transformers/all-MiniLM-L6-v2", "intfloat/multilingual-e5-large-instruct"]
)
def test_other_models_get_no_prefix(stub_sentence_transformers, model):
    embedder = SentenceEmbedder(model, device="cpu")

    assert prompts(embedder, stub_sentence_transformers) == ["", ""]


def test_prompts_of_the_model_come_before_the_family_prefixes(stub_sentence_transformers):
    stub_sentence_transformers.prompts_of_model = {"query": "Q> ", "document": "D> "}

    embedder = SentenceEmbedder("me/e5-own-prompts", device="cpu")

    assert prompts(embedder, stub_sentence_transformers) == ["Q> ", "D> "]


def test_local_folder_loads_without_the_network_and_only_safetensors(
    stub_sentence_transformers, tmp_path
):
    folder = tmp_path / "my-model"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"weights")

    embedder = SentenceEmbedder(str(folder), device="cpu")

    made = stub_sentence_transformers.made
    assert made.name == str(folder)
    assert made.options["local_files_only"] is True
    assert made.options["model_kwargs"] == {"use_safetensors": True}
    assert embedder.name.startswith("sentence:my-model@")


def test_folder_name_follows_the_weights_and_not_the_place(stub_sentence_transformers, tmp_path):
    names = []
    for place, weights in (("a", b"one"), ("b", b"one"), ("c", b"two")):
        folder = tmp_path / place / "model"
        folder.mkdir(parents=True)
        (folder / "model.safetensors").write_bytes(weights)
        names.append(SentenceEmbedder(str(folder), device="cpu").name)

    assert names[0] == names[1] != names[2]


def test_model_that_is_not_there_is_named(stub_sentence_transformers, monkeypatch):
    def fail(self, name, **options):
        raise OSError(f"{name} is not a local folder and is not a valid model identifier\nmore")

    monkeypatch.setattr(stub_sentence_transformers, "__init__", fail)

    with pytest.raises(ModelNotFound, match="'no/such' cannot be loaded"):
        SentenceEmbedder("no/such", device="cpu")


def test_missing_package_names_the_extra_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)

    with pytest.raises(MissingExtra, match=r"pip install 'hafiza\[sentence\]'"):
        SentenceEmbedder("some/model", device="cpu")


def test_model_without_a_name_is_refused():
    with pytest.raises(ConfigurationError, match="names no model"):
        SentenceEmbedder("")
