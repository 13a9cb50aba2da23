"""What can be wrong with the inputs of a draw or an estimate."""

from settings.errors import ListenbackError


class SurveyError(ListenbackError):
    """The arrays or identifiers given do not describe a survey: the message says which and what to change."""

    code = "survey_input"
    status = 422


class DrawError(SurveyError):
    """A draw that could not be repeated or checked as it was asked for."""

    code = "draw_input"


class DrawWaitsError(DrawError):
    """Another draw waits for its seed; this one can be made when that ended."""

    code = "draw_waits"
    status = 409


class TableError(SurveyError):
    """A table of labels and scores that cannot be read: the message names line and column."""

    code = "estimate_table"
