"""Every setting of an installation, with its default, unit and environment variable (`LISTENBACK_…`)."""

from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from settings.channels import ChannelRule
from settings.home import default_home

CHECKOUT = Path(__file__).resolve().parent.parent


class Speech(BaseModel):
    """How recordings become words."""

    model: str = Field("", description="Name of a Whisper model or a directory; empty: the shipped demo model")
    device: Literal["auto", "cpu", "cuda"] = Field(
        "auto", description="auto, cpu or cuda; auto takes a CUDA card where it can be used"
    )
    threads: int = Field(0, ge=0, description="Threads of the speech engine; 0: one a core")
    agent_channel: int = Field(0, ge=0, le=1, description="Which channel of a two-channel call is the agent")
    swap_outbound: bool = Field(False, description="In outbound calls agent and customer change places")
    channels: list[ChannelRule] = Field(
        [], description="Rules by source and queue; the first that fits a call overrules the two settings above"
    )
    max_seconds: int = Field(12 * 3600, gt=0, description="Longest recording accepted, seconds")
    chunk_seconds: int = Field(
        300,
        ge=60,
        description="A recording more than twice as long is worked through in chunks of up to so many seconds",
    )
    max_bytes: int = Field(2_500_000_000, gt=0, description="Largest recording accepted, bytes")
    max_channels: int = Field(2, ge=1, le=2, description="Most channels accepted")
    min_rate: int = Field(4_000, gt=0, description="Lowest sample rate accepted, Hz")
    max_rate: int = Field(192_000, gt=0, description="Highest sample rate accepted, Hz")
    decoder_memory_bytes: int = Field(
        512 * 1024**2, ge=256 * 1024**2, description="Address space of the process that decodes recordings, bytes"
    )
    decoder_cpu_seconds: int = Field(600, gt=0, description="Computing time that decoding one recording may take")
    decoder_wall_seconds: float = Field(1200.0, gt=0, description="How long one recording's decoding is waited for")

    languages: list[Annotated[str, Field(pattern="^[a-z]{2,3}$")]] = Field(
        [], description="Languages listened to, such as en; other calls are skipped. Empty: all"
    )
    hotwords: bool = Field(
        False,
        description="Tell the speech model campaign names and offer codes beforehand; it then also hears them "
        "where nobody said them",
    )

    def agent_channel_of(self, *, source: str, queue: str, outbound: bool) -> int:
        """The agent's channel in a call, 0 or 1."""
        usual = ChannelRule(agent_channel=self.agent_channel, swap_outbound=self.swap_outbound)
        rule = next((rule for rule in self.channels if rule.fits(source=source, queue=queue)), usual)
        return rule.agent_channel_of(outbound=outbound)


class Redaction(BaseModel):
    """What is cut out besides what the recognisers find, what stays, and how the cuts are checked."""

    second_listen: bool = Field(True, description="Transcribe around every cut again and search it, before storing")
    keep_words: list[str] = Field([], description="Names of products and towns that are no person's: never cut")
    cut_names: list[str] = Field([], description="Names cut wherever they are said, such as the agents'")
    patterns: dict[str, list[str]] = Field(
        {}, description="Regular expressions by type (`NATIONAL_ID = ['KX-\\d{4}']`); what matches is cut"
    )
    customers_file: Path | None = Field(
        None, description="CSV with `customer_ref` and columns such as `name`, `phone`: cut in that customer's calls"
    )


class Ingest(BaseModel):
    """What is taken in besides the known columns."""

    metadata_fields: list[Annotated[str, Field(pattern=r"^[\w .-]{1,60}$")]] = Field(
        [],
        description="Further columns of manifests (or names in `file_pattern`) kept with a call, to part a sampling "
        "plan by; name categories such as a region, never persons. Empty: none",
    )


class Retention(BaseModel):
    """How long what is kept."""

    keep_original_days: int = Field(0, ge=0, description="Days an original recording is kept after success")
    keep_failed_days: int = Field(
        7, ge=0, description="Days an original recording that could not be processed is kept for another try"
    )


class Model(BaseModel):
    """When the cause model learns again."""

    retrain_after_labels: int = Field(
        100, ge=0, description="Train a challenger once so many labels were given since the last; 0: not by number"
    )
    retrain_nightly: bool = Field(True, description="Train a challenger every night that follows new labels")


class Jobs(BaseModel):
    """Leases and retries of work (DESIGN §4)."""

    lease_seconds: int = Field(60, gt=0, description="A job not renewed for this long is given to another worker")
    max_attempts: int = Field(3, gt=0, description="After so many attempts a job is dead, with its reason")
    tick_seconds: float = Field(5.0, gt=0, description="How often lost or overdue jobs are sent again")


class Mail(BaseModel):
    """Where digests are posted; without a host they are kept as `.eml` files under the home."""

    host: str = Field("", description="SMTP server; empty: digests are only written as .eml files")
    port: int = Field(587, gt=0, description="SMTP port")
    user: str = Field("", description="SMTP user")
    password: SecretStr = Field(SecretStr(""), description="SMTP password")
    sender: str = Field("listenback@localhost.localdomain", description="From address of digests")
    starttls: bool = Field(True, description="Use STARTTLS")


class Settings(BaseSettings):
    """One installation. Order: arguments, environment, `listenback.toml` in the home, defaults."""

    model_config = SettingsConfigDict(env_prefix="LISTENBACK_", env_nested_delimiter="__", extra="forbid")

    home: Path = Field(default_factory=default_home, description="Folder of database, files and broker messages")
    database_url: str = Field("", description="SQLAlchemy address; empty: SQLite in the home")
    broker_url: str = Field("", description="Celery broker address; empty: files in the home")
    storage_url: str = Field("", description="fsspec address of stored audio; empty: files in the home")
    secret_key: SecretStr = Field(
        SecretStr(""), description="Signs links and hashes references; empty: kept in the home"
    )
    base_url: str = Field("http://127.0.0.1:8700", description="Address people reach the pages under")
    cost_per_minute: float = Field(1.1, ge=0, description="Cost of one handle minute, in the company's currency")
    currency: str = Field("EUR", min_length=3, max_length=3, description="ISO 4217 code for cost")
    time_zone: str = Field("UTC", description="Zone of times in manifests that name none, such as Europe/Berlin")
    file_pattern: str = Field(
        r"(?P<external_id>[^/]+)",
        description="How metadata is read from a file's name without its ending (regular expression with names)",
    )
    speech: Speech = Speech()
    redaction: Redaction = Redaction()
    ingest: Ingest = Ingest()
    retention: Retention = Retention()
    model: Model = Model()
    jobs: Jobs = Jobs()
    mail: Mail = Mail()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read `listenback.toml` of the home that the arguments or the environment name."""
        home = init_settings().get("home") or env_settings().get("home") or default_home()
        toml = TomlConfigSettingsSource(settings_cls, toml_file=Path(home) / "listenback.toml")
        return init_settings, env_settings, toml, file_secret_settings

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.home / 'listenback.db'}"

    @property
    def storage(self) -> str:
        return self.storage_url or f"file://{self.home / 'blobs'}"

    @property
    def broker_folder(self) -> Path:
        """Where the embedded broker keeps its messages; used only without `broker_url`."""
        return self.home / "broker"

    @property
    def speech_model(self) -> str:
        return self.speech.model or str(CHECKOUT / "models" / "speech-demo")

    @cached_property
    def secret(self) -> bytes:
        """The signing key: from the settings, else made once and kept in the home, readable by its owner only."""
        given = self.secret_key.get_secret_value()
        if given:
            return given.encode()
        from settings.home import kept_secret

        return kept_secret(self.home)
