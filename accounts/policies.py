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


def to_label(*, has_words: bool, is_excluded: bool) -> Decision:
    """Only a call that travelled the street has something to label."""
    if is_excluded:
        return Decision("This call stands outside the frame and is not labelled.")
    if not has_words:
        return Decision("This call has no transcript yet, so there is nothing to quote.")
    return ALLOWED
