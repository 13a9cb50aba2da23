"""What a form says beside the field that is wrong."""

from collections.abc import Mapping

from settings.errors import ListenbackError


class AnswerError(ListenbackError):
    """An answer that cannot be taken as it is. `problems` has every field that is wrong, `field` the first."""

    code = "answer"
    status = 422

    def __init__(self, field: str, message: str, *, also: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.field = field
        self.problems: dict[str, str] = {field: message, **(also or {})}


def refuse(problems: Mapping[str, str]) -> None:
    """Raise an AnswerError that carries all problems, or do nothing when there is none."""
    for field, message in problems.items():
        raise AnswerError(field, message, also=problems)
