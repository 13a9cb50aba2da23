"""Every setting of an installation, with its default, unit and environment variable (`LISTENBACK_…`)."""

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, Field, SecretStr, model_validator
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
    keep_undrawn_days: int = Field(
        100,
        ge=0,
        description="Days the original of a call that no draw chose is kept; one that no draw had listed leaves the "
        "frame then. 0: until it is erased",
    )
    keep_sound_days: int = Field(400, ge=0, description="Days the silenced sound of a call is kept. 0: until erased")
    keep_words_days: int = Field(
        1100,
        ge=0,
        description="Days the redacted words of a call, quotes and evidence are kept; causes stay. 0: until erased",
    )
    keep_excerpts_days: int = Field(
        400, ge=0, description="Days sound and words of an excerpt are kept after its digest. 0: until erased"
    )
    keep_messages_days: int = Field(
        90, ge=0, description="Days a copy of each mail or chat line that was sent is kept. 0: until erased"
    )
    keep_exports_days: int = Field(14, ge=1, description="Days an export that was made for a customer can be fetched")
    keep_drafts_days: int = Field(30, ge=0, description="Days a label begun and not given is kept. 0: always")
    keep_refusals_days: int = Field(180, ge=0, description="Days a refused record is told. 0: always")
    keep_sessions_days: int = Field(
        30, ge=0, description="Days an ended session or a link nobody used is kept. 0: always"
    )
    keep_feed_traces_days: int = Field(
        90, ge=0, description="Days the hashed trace of a program that fetched a feed is kept. 0: always"
    )
    on_withdrawal: Literal["erase", "stop"] = Field(
        "erase",
        description="What happens to a call whose customer takes consent back: erase it, or stop: nothing more is done "
        "with it, its original and excerpts go, its redacted words wait for their clock",
    )
    tombstones_file: Path | None = Field(
        None,
        description="File that lists what was erased, written after each erasure; keep it apart from the backups, and "
        "replay it after restoring one. Empty: `listenback erase --export` writes it when asked",
    )


class Model(BaseModel):
    """When the cause model learns again."""

    retrain_after_labels: int = Field(
        100, ge=0, description="Train a challenger once so many labels were given since the last; 0: not by number"
    )
    retrain_nightly: bool = Field(True, description="Train a challenger every night that follows new labels")


class Excerpts(BaseModel):
    """What executives hear: how many calls, which stretch of them, and how the agent is kept out of it."""

    count: int = Field(5, ge=1, le=50, description="Calls drawn for one owner and period")
    window: Literal["evidence", "random"] = Field(
        "evidence", description="The stretch around the words that name the cause, or one at random"
    )
    shortest_s: float = Field(30.0, ge=5, description="Shortest excerpt, seconds; a shorter call is heard whole")
    longest_s: float = Field(120.0, ge=10, le=600, description="Longest excerpt, seconds")
    mask_agent_voice: bool = Field(False, description="Give the agent another voice in excerpts")
    hide_agent_names: bool = Field(
        True, description="Cut the names of agents out of excerpts, in sound and words, even where a call kept them"
    )

    @model_validator(mode="after")
    def _lengths_fit(self) -> "Excerpts":
        if self.longest_s < self.shortest_s:
            raise ValueError("excerpts.longest_s must not be shorter than excerpts.shortest_s")
        return self


class Feeds(BaseModel):
    """When a private podcast feed looks passed on."""

    clients_a_day: int = Field(
        8, ge=1, description="Programs (network and name, hashed) that may fetch one feed on a day without an alarm"
    )
    close_on_leak: bool = Field(False, description="Close a feed by itself when the alarm is raised")


class Jobs(BaseModel):
    """Leases and retries of work (DESIGN §4)."""

    lease_seconds: int = Field(60, gt=0, description="A job not renewed for this long is given to another worker")
    max_attempts: int = Field(3, gt=0, description="After so many attempts a job is dead, with its reason")
    tick_seconds: float = Field(5.0, gt=0, description="How often lost or overdue jobs are sent again")
    unheard_seconds: float = Field(
        60.0, gt=0, description="Where nobody works, a message that nobody answered for this long is sent again"
    )
    stop_seconds: float = Field(
        10.0, gt=0, description="How long a worker that is told to stop finishes its jobs before it hands them back"
    )
    child_memory_bytes: int = Field(
        6 * 1024**3, ge=512 * 1024**2, description="A worker's process that holds more is replaced after its job, bytes"
    )


class Mail(BaseModel):
    """Where digests are posted; without a host they are kept as `.eml` files under the home."""

    host: str = Field("", description="SMTP server; empty: digests are only written as .eml files")
    port: int = Field(587, gt=0, description="SMTP port")
    user: str = Field("", description="SMTP user")
    password: SecretStr = Field(SecretStr(""), description="SMTP password")
    sender: str = Field("listenback@localhost.localdomain", description="From address of digests")
    starttls: bool = Field(True, description="Use STARTTLS; on port 465 TLS begins with the first byte anyway")
    bounces_folder: Path | None = Field(
        None, description="Folder or Maildir in which the mail server leaves delivery status notifications"
    )


class Digests(BaseModel):
    """When digests come to somebody who has not chosen, and the days on which none does."""

    weekday: int = Field(1, ge=0, le=6, description="Day of digests for who has not chosen, 0 for Monday")
    hour: int = Field(8, ge=0, le=23, description="Their hour, in `time_zone`")
    holidays: list[date] = Field(
        [], description="Days without digests, such as 2026-12-25; they come a working day later"
    )


class Chat(BaseModel):
    """Where a digest is told in one line: chat services by name, their addresses are secrets."""

    services: dict[str, SecretStr] = Field(
        {}, description="Address by name: an https webhook, or an apprise address such as slack://… or workflows://…"
    )
    usual: str = Field("", description="The service of schedules that name none; empty: there chat is off")
    quote: bool = Field(False, description="Add the redacted quote of the first excerpt")
    inside_hosts: list[str] = Field(
        [],
        description="Hosts of your own network that webhooks may reach, such as chat.company.example; http is allowed",
    )

    @model_validator(mode="after")
    def _usual_is_there(self) -> "Chat":
        if self.usual and self.usual not in self.services:
            raise ValueError(f"chat.usual names {self.usual}, which is not among chat.services")
        return self


class Api(BaseModel):
    """What programs may ask for."""

    requests_a_minute: int = Field(1200, gt=0, description="Requests a minute of one API key to one web process")


class SignIn(BaseModel):
    """How long links and sessions live, and how often anybody may try."""

    link_minutes: int = Field(20, gt=0, le=1440, description="Minutes a sign-in link works")
    idle_hours: float = Field(168, gt=0, description="Hours without a page after which a session is over")
    absolute_hours: float = Field(720, gt=0, description="Hours after which a session is over in any case")
    links_per_address: int = Field(5, gt=0, description="Sign-in links an hour to one e-mail address")
    links_per_network: int = Field(60, gt=0, description="Sign-in links an hour asked for from one network")
    wrong_per_network: int = Field(60, gt=0, description="Wrong links or wrong API keys an hour from one network")


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
    excerpts: Excerpts = Excerpts()
    feeds: Feeds = Feeds()
    jobs: Jobs = Jobs()
    mail: Mail = Mail()
    digests: Digests = Digests()
    chat: Chat = Chat()
    sign_in: SignIn = SignIn()
    api: Api = Api()

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
