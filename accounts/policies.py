"""What the state of things allows, whoever asks: pure decisions that say why not."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Decision:
    """Allowed, or the sentence that says why not and what to do first."""

    why_not: str = ""

    @property
    def is_allowed(self) -> bool:
        return not self.why_not


ALLOWED = Decision()


def to_dispute(*, heard: bool, already_open: bool) -> Decision:
    """An objection counts only from somebody who listened, and once."""
    if already_open:
        return Decision("You have already disputed this excerpt; a second reviewer is looking at it.")
    if not heard:
        return Decision("Listen to the excerpt first. A dispute is possible after that.")
    return ALLOWED


def to_undo_reply(*, is_own: bool, is_undone: bool, has_commitment: bool) -> Decision:
    """An answer can be taken back until a promise stands on it."""
    if not is_own:
        return Decision("Only the person who gave an answer can take it back.")
    if is_undone:
        return Decision("This answer was already taken back.")
    if has_commitment:
        return Decision("A commitment was made from this answer; withdraw that first.")
    return ALLOWED


def to_undo_dispute(*, is_own: bool, is_open: bool, is_being_heard: bool) -> Decision:
    """A dispute can be taken back until the second reviewer has begun."""
    if not is_own:
        return Decision("Only the person who disputed can take it back.")
    if not is_open:
        return Decision("This dispute is no longer open.")
    if is_being_heard:
        return Decision("A second reviewer is listening to this call now; the result comes soon.")
    return ALLOWED


def to_label(*, has_words: bool, is_excluded: bool) -> Decision:
    """Only a call that travelled the street has something to label."""
    if is_excluded:
        return Decision("This call stands outside the frame and is not labelled.")
    if not has_words:
        return Decision("This call has no transcript yet, so there is nothing to quote.")
    return ALLOWED
