"""Settings: defaults, then `hafiza.toml` in the data folder, then `HAFIZA_*`, then arguments."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from hafiza.core.errors import ConfigurationError
from hafiza.core.records import DEFAULT_ASSISTANT, DEFAULT_USER

SETTINGS_FILE = "hafiza.toml"
DATABASE_FILE = "memory.db"
MODELS_FOLDER = "models"


class Settings(BaseSettings):
    """Everything a user can set. Each name is also a key of hafiza.toml and `HAFIZA_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="HAFIZA_", extra="forbid", frozen=True)

    home: Path = Field(Path("~/.hafiza"), description="Folder that holds the memory and models.")
    user: str = Field(DEFAULT_USER, min_length=1, description="Whose memory is used.")
    assistant: str = Field(
        DEFAULT_ASSISTANT, min_length=1, description="Which assistant's memory of the user."
    )
    model: str = Field(
        "gguf:smollm2-135m", description="Language model, as backend:model; 'none' for no model."
    )
    model_languages: str = Field(
        "", description="Languages the model speaks, as 'tr,en'; empty takes what it declares."
    )
    context_tokens: int = Field(
        4096, ge=256, description="Context of the language model, prompt and answer together."
    )
    max_tokens: int = Field(512, ge=1, description="Longest answer, in the model's tokens.")
    temperature: float = Field(0.3, ge=0.0, le=2.0, description="0 is greedy and repeatable.")
    seed: int | None = Field(None, ge=0, description="Seed of sampling; unset is random.")
    effort: float | None = Field(
        None, ge=0.0, le=1.0, description="How hard the model thinks; unset leaves it to it."
    )
    slots: int = Field(1, ge=1, le=64, description="Generations that may run at the same time.")
    recall_tokens: int = Field(
        1024, ge=0, description="Tokens of the prompt that recalled memory may take."
    )
    short_term_pages: int = Field(
        10, ge=1, description="Pages (a message with its reply) in the short-term buffer."
    )
    segment_capacity: int = Field(
        2000, ge=1, description="Segments that stay in the mid-term of one user and assistant."
    )
    eviction: Literal["heat", "lfu", "lru", "fifo"] = Field(
        "heat", description="Which segment leaves a full mid-term: heat, lfu, lru or fifo."
    )
    values_per_slot: int = Field(
        50, ge=1, description="Facts of one slot that a profile shows; the most valuable stay."
    )
    knowledge_capacity: int = Field(
        100, ge=1, description="Statements of a side that knowledge shows; the most valuable stay."
    )
    heat_tau_hours: float = Field(
        24.0, gt=0, description="Hours after which a segment's recency has fallen to 1/e."
    )
    hot_segment: float = Field(
        5.0, ge=0, description="Heat from which the model reads a segment, if it may."
    )
    consolidate_with_model: bool = Field(
        False, description="Whether the language model refines what is taken from hot segments."
    )
    daily_tokens: int = Field(
        200_000, ge=0, description="Tokens a day (UTC) that the model may spend on hot segments."
    )
    keep_days: int | None = Field(
        None, ge=1, description="Days after which the worker erases a turn; unset keeps all."
    )
    embedder: str = Field(
        "e5", description="e5, sentence:<model or folder>, openai:<model>, hashing, or none."
    )
    device: str = Field("auto", description="auto, cuda, mps or cpu.")
    threads: int = Field(
        0,
        ge=0,
        description="CPU threads for models; 0 leaves one core free for the language model.",
    )
    openai_base_url: str = Field(
        "https://api.openai.com/v1", description="Server of openai: models and embedders."
    )
    openai_api_key: SecretStr | None = Field(None, description="Key for openai_base_url.")
    timeout_s: float = Field(
        60.0, gt=0, description="Longest wait for a remote model's next bytes."
    )
    retries: int = Field(
        3, ge=0, le=10, description="New tries when a remote model is unreachable."
    )
    hub_url: str = Field(
        "https://huggingface.co", description="Hub that `hafiza models pull` downloads from."
    )

    @property
    def database(self) -> Path:
        """Path of the memory database."""
        return self.home / DATABASE_FILE

    @property
    def models_folder(self) -> Path:
        """Folder of downloaded models."""
        return self.home / MODELS_FOLDER

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the file from the home that arguments or environment name."""
        named = {**env_settings(), **init_settings()}
        home = Path(named.get("home", cls.model_fields["home"].default)).expanduser()
        toml = TomlConfigSettingsSource(settings_cls, toml_file=home / SETTINGS_FILE)
        return init_settings, env_settings, toml


def load_settings(**given: Any) -> Settings:
    """Return the settings; arguments that are None count as not given.

    Raises:
        ConfigurationError: a value cannot work, a name is unknown, or the file is not TOML.
    """
    try:
        settings = Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as err:
        raise ConfigurationError(_explain(err)) from err
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as err:
        raise ConfigurationError(f"{SETTINGS_FILE} cannot be read: {err}") from err
    return settings.model_copy(update={"home": settings.home.expanduser().absolute()})


def _explain(err: ValidationError) -> str:
    lines = ["A setting cannot be used:"]
    for problem in err.errors()[:3]:
        name = ".".join(str(part) for part in problem["loc"])
        lines.append(
            f"  {name} = {problem['input']!r}: {problem['msg']}"
            if problem["type"] != "extra_forbidden"
            else f"  {name}: no setting of this name; see docs/settings.md"
        )
    return "\n".join(lines)
