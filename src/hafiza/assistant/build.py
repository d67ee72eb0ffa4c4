"""From settings to objects: the only place that chooses implementations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hafiza.assistant.assistant import Assistant, AssistantOptions
from hafiza.core.clock import Clock, SystemClock
from hafiza.core.errors import MissingError
from hafiza.core.protocols import ChatModel, Embedder
from hafiza.core.records import GenerateOptions, Scope
from hafiza.core.settings import Settings
from hafiza.embedders import load_embedder
from hafiza.llm import load_model
from hafiza.memory import Memory, TierOptions
from hafiza.memory.tiers.heat import HeatWeights

NO_MODEL = "none"


def build_assistant(settings: Settings, *, clock: Clock | None = None) -> Assistant:
    """Return the assistant of the settings: its memory, its model if there is one.

    A default model or embedder that is not installed is done without, and the first answer says
    so; one that the settings name must be there.

    Raises:
        MissingError: a model or embedder that was asked for is not here.
        ConfigurationError: a setting names none.
        StoreError: the memory cannot be opened.
    """
    clock = clock or SystemClock()
    embedder, embedder_notices = _embedder_or_notice(settings)
    memory = _open(settings, embedder, clock)
    try:
        model, model_notices = _model_or_notice(settings)
    except BaseException:
        memory.close()
        raise
    options = AssistantOptions(
        recall_tokens=settings.recall_tokens,
        generate=GenerateOptions(
            max_tokens=settings.max_tokens,
            temperature=settings.temperature,
            seed=settings.seed,
            reasoning_effort=settings.effort,
        ),
        notices=(*embedder_notices, *model_notices),
    )
    return Assistant(memory, model, options=options, clock=clock)


def open_memory(settings: Settings, *, clock: Clock | None = None) -> Memory:
    """Open the memory of the settings, with their embedder if it is installed.

    Raises:
        MissingError: an embedder that was asked for is not here, or the store has another.
        StoreError: the memory cannot be opened.
    """
    embedder, _ = _embedder_or_notice(settings)
    return _open(settings, embedder, clock or SystemClock())


def open_store(settings: Settings, *, clock: Clock | None = None) -> Memory:
    """Open the memory without an embedder: for what needs no search and writes no turn."""
    return _open(settings, None, clock or SystemClock())


@contextmanager
def open_for_work(settings: Settings, *, clock: Clock | None = None) -> Iterator[Memory]:
    """Open the memory for the worker: with the language model, if the settings let it refine.

    Raises:
        MissingError: as `open_memory`, or the model is not here.
        BackendError: the model cannot be used.
        StoreError: the memory cannot be opened.
    """
    embedder, _ = _embedder_or_notice(settings)
    model = build_model(settings) if settings.consolidate_with_model else None
    try:
        with _open(settings, embedder, clock or SystemClock(), model) as memory:
            yield memory
    finally:
        if model is not None:
            model.close()


def build_embedder(settings: Settings) -> Embedder | None:
    """Return the embedder of the settings; None for 'none'.

    Raises:
        MissingError: it is not installed.
        ConfigurationError: there is none of this name.
    """
    key = settings.openai_api_key
    return load_embedder(
        settings.embedder,
        threads=settings.threads,
        device=settings.device,
        base_url=settings.openai_base_url,
        api_key=key.get_secret_value() if key else None,
        timeout_s=settings.timeout_s,
        retries=settings.retries,
    )


def build_model(settings: Settings) -> ChatModel | None:
    """Return the language model of the settings; None for 'none'.

    Raises:
        MissingError: its weights or its package are not on this machine.
        ConfigurationError: there is no such back end.
        ModelInvalid: the weights cannot be used.
    """
    if settings.model == NO_MODEL:
        return None
    key = settings.openai_api_key
    return load_model(
        settings.model,
        models_folder=settings.models_folder,
        context_tokens=settings.context_tokens,
        slots=settings.slots,
        threads=settings.threads,
        device=settings.device,
        openai_base_url=settings.openai_base_url,
        openai_api_key=key.get_secret_value() if key else None,
        timeout_s=settings.timeout_s,
        retries=settings.retries,
        languages=spoken_languages(settings),
    )


def spoken_languages(settings: Settings) -> frozenset[str]:
    """Return the languages that the settings say the model speaks; empty for what it declares."""
    return frozenset(filter(None, (c.strip() for c in settings.model_languages.split(","))))


def settings_scope(settings: Settings, session: str | None = None) -> Scope:
    """Return whose memory the settings mean."""
    return Scope(settings.user, settings.assistant, session)


def tier_options(settings: Settings) -> TierOptions:
    """Return how the settings want the tiers of the memory kept."""
    return TierOptions(
        short_term_pages=settings.short_term_pages,
        capacity=settings.segment_capacity,
        values_per_slot=settings.values_per_slot,
        knowledge_capacity=settings.knowledge_capacity,
        eviction=settings.eviction,
        hot=settings.hot_segment,
        daily_tokens=settings.daily_tokens,
        keep_days=settings.keep_days,
        heat=HeatWeights(tau_hours=settings.heat_tau_hours),
    )


def _open(
    settings: Settings, embedder: Embedder | None, clock: Clock, model: ChatModel | None = None
) -> Memory:
    return Memory.open(
        settings.database,
        embedder=embedder,
        clock=clock,
        scope=settings_scope(settings),
        tiers=tier_options(settings),
        model=model,
    )


def _embedder_or_notice(settings: Settings) -> tuple[Embedder | None, tuple[str, ...]]:
    try:
        return build_embedder(settings), ()
    except MissingError:
        if "embedder" in settings.model_fields_set:
            raise
        return None, ("no_embedder",)


def _model_or_notice(settings: Settings) -> tuple[ChatModel | None, tuple[str, ...]]:
    try:
        return build_model(settings), ()
    except MissingError:
        if "model" in settings.model_fields_set:
            raise
        return None, ("no_model",)
