"""Which calls a draw may select, decided once when a call arrives. Every exclusion is counted and shown."""

from dataclasses import dataclass

from store.tables.call import Consent


@dataclass(frozen=True)
class Facts:
    """What decides whether a call is in the frame."""

    consent: Consent
    is_test: bool
    has_recording: bool
    recording_fault: str
    """Stable code of what is wrong with the file, such as `empty`; empty when nothing is."""
    is_copy: bool


@dataclass(frozen=True)
class Exclusion:
    reason: str
    message: str


def exclusion(facts: Facts) -> Exclusion | None:
    """Why a call stands outside the frame, the first reason that holds; None for a call in the frame."""
    if facts.is_test:
        return Exclusion("test_call", "This is a test call.")
    if facts.consent is Consent.REFUSED:
        return Exclusion("no_consent", "The customer did not agree to the recording being used.")
    if facts.consent is Consent.UNKNOWN:
        return Exclusion("consent_unknown", "Nothing says that the customer agreed; import the call with its consent.")
    if not facts.has_recording:
        return Exclusion("no_recording", "There is no recording yet; it joins the frame when one arrives.")
    if facts.recording_fault == "empty":
        return Exclusion("empty", "The recording is an empty file; export it again.")
    if facts.recording_fault:
        return Exclusion(facts.recording_fault, "The recording is no audio file; export it again as WAV, MP3 or Opus.")
    if facts.is_copy:
        return Exclusion("duplicate", "Another call has the very same recording.")
    return None
