"""Settings, read once from the environment (or `.env` in the working folder) and then frozen.

The names are the contract's; `pizzeria doctor` and the README's table are made from the descriptions here.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from pizzeria.errors import SetupError
from pizzeria.sound import Name


class Settings(BaseSettings):
    """What may be set from outside. Secrets are SecretStr, so that no log or traceback shows them."""

    model_config = SettingsConfigDict(
        env_file=".env", frozen=True, extra="ignore", env_ignore_empty=True, populate_by_name=True
    )

    openai_api_key: SecretStr | None = Field(
        None, alias="OPENAI_API_KEY", description="the key; without it the built-in voice answers"
    )
    openai_base_url: str | None = Field(
        None,
        alias="OPENAI_BASE_URL",
        description="`http://host:port/v1` of any server that speaks the protocol",
    )
    model: str = Field("gpt-realtime-2.1", alias="PIZZERIA_MODEL", description="the realtime model")
    dialect: Literal["ga", "beta"] = Field(
        "ga",
        alias="PIZZERIA_DIALECT",
        description="`beta` for servers that still speak the older protocol; OpenAI speaks `ga`",
    )
    sound: Name = Field(
        "pcm_24000",
        alias="PIZZERIA_SOUND",
        description="what crosses both wires: `pcm_24000`, or `ulaw` or `alaw` (G.711, a sixth of the bytes) "
        "for a model that speaks it",
    )
    voice: str | None = Field(None, alias="PIZZERIA_VOICE", description="instead of the voice in house.toml")
    language: str | None = Field(
        None, alias="PIZZERIA_LANGUAGE", description="instead of the first language in house.toml"
    )
    transcription_model: str = Field(
        "gpt-transcribe", alias="PIZZERIA_TRANSCRIPTION_MODEL", description="caller transcripts"
    )
    standby: Literal["built-in", "off"] = Field(
        "built-in",
        alias="PIZZERIA_STANDBY",
        description="who goes on with a call when the model cannot be had: the built-in voice, kept running "
        "beside the house (600 MB), or `off`",
    )
    database_url: str = Field(
        "sqlite+aiosqlite:///var/pizzeria.db",
        alias="PIZZERIA_DATABASE_URL",
        description="or `postgresql+asyncpg://…`",
    )
    menu_dir: Path = Field(
        Path("menu"), alias="PIZZERIA_MENU_DIR", description="where menu.toml and house.toml lie"
    )
    phone_token: SecretStr | None = Field(
        None, alias="PIZZERIA_PHONE_TOKEN", description="if set, the phone socket needs `?token=`"
    )
    staff_password: SecretStr | None = Field(
        None, alias="PIZZERIA_STAFF_PASSWORD", description="if set, staff pages and the staff API need it"
    )
    api_token: SecretStr | None = Field(
        None,
        alias="PIZZERIA_API_TOKEN",
        description="if set, programs may bring it (`Authorization: Bearer …`) instead of the staff "
        "password; it opens `/api` and `/metrics`, no page",
    )
    public_url: str | None = Field(
        None, alias="PIZZERIA_PUBLIC_URL", description="what the outside calls us; used in the setup guide"
    )
    proxies: int | None = Field(
        None,
        ge=0,
        le=9,
        alias="PIZZERIA_PROXIES",
        description="how many proxies stand in front and add to `X-Forwarded-For` and `-Proto`; `0` believes "
        "none. Not set: one, if it is on this machine",
    )
    greeting_delay_ms: int = Field(
        500,
        ge=0,
        le=10_000,
        alias="PIZZERIA_GREETING_DELAY_MS",
        description="between `session.updated` and the greeting's `response.create`",
    )
    elks_api_username: SecretStr | None = Field(
        None, alias="ELKS_API_USERNAME", description="46elks' HTTP API: `u…`, from the dashboard"
    )
    elks_api_password: SecretStr | None = Field(
        None, alias="ELKS_API_PASSWORD", description="the API's password, not that of the login"
    )
    elks_base_url: str = Field(
        "https://api.46elks.com/a1", alias="ELKS_BASE_URL", description="46elks' HTTP API, or a double of it"
    )
    elks_callback_addresses: str = Field(
        "",
        alias="ELKS_CALLBACK_ADDRESSES",
        description="if set, webhooks of 46elks are taken from these only; 46elks names "
        "`176.10.154.199,85.24.146.132,185.39.146.243,2001:9b0:2:902::199`",
    )
    hook_urls: str = Field(
        "",
        alias="PIZZERIA_HOOK_URLS",
        description="where events are posted to, comma separated: see docs/hooks.md",
    )
    hook_secret: SecretStr | None = Field(
        None, alias="PIZZERIA_HOOK_SECRET", description="what they are signed with; needed when there are any"
    )
    hook_events: str = Field(
        "order.placed,order.advanced,order.cancelled,order.acknowledged,call.started,call.ended",
        alias="PIZZERIA_HOOK_EVENTS",
        description="the events that are posted",
    )
    models_dir: Path = Field(
        Path("var/models"),
        alias="PIZZERIA_MODELS_DIR",
        description="what the built-in voice hears with; a Whisper model in `whisper/` there goes first",
    )
    max_calls: int = Field(
        50,
        ge=1,
        alias="PIZZERIA_MAX_CALLS",
        description="at once; who calls beyond them is turned away before a word, and 46elks rings the staff",
    )
    drain_seconds: int = Field(
        300,
        ge=0,
        le=3600,
        alias="PIZZERIA_DRAIN_SECONDS",
        description="how long live calls may go on after SIGTERM, until they are said goodbye to; give the "
        "service's own stop timeout 30 more",
    )
    tapes: Literal["off", "frames", "full"] = Field(
        "off",
        alias="PIZZERIA_TAPES",
        description="record calls, scrubbed: `frames` (sound cut to a few bytes) or `full`",
    )
    tapes_dir: Path = Field(Path("var/tapes"), alias="PIZZERIA_TAPES_DIR", description="where tapes lie")
    tapes_days: int = Field(
        14, ge=1, le=3650, alias="PIZZERIA_TAPES_DAYS", description="older tapes are deleted every night"
    )
    tapes_max_mb: int = Field(
        500,
        ge=1,
        alias="PIZZERIA_TAPES_MAX_MB",
        description="of all tapes; the oldest go first, and one tape takes at most a quarter",
    )

    @property
    def secrets(self) -> list[str]:
        """Every secret that is set: what must never be written down."""
        set_ = (getattr(self, name) for name in type(self).model_fields)
        return [value.get_secret_value() for value in set_ if isinstance(value, SecretStr)]

    @property
    def has_model(self) -> bool:
        """Whether there is a model to bridge to: a key, or the address of a server that may not need one."""
        return self.openai_api_key is not None or self.openai_base_url is not None


def read_settings() -> Settings:
    """Settings from the environment. Raises SetupError that names each variable and what was expected."""
    try:
        return Settings()  # pyright: ignore
    except ValidationError as error:
        wrong = "; ".join(
            f"{e['loc'][0]}: {e['msg']}" for e in error.errors(include_input=False, include_url=False)
        )
        raise SetupError(f"settings: {wrong}") from None
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise SetupError(f"settings: .env cannot be read: {why}") from None
