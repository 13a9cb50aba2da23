"""The root of every error a person is meant to read: what went wrong, with which input, and what to do."""


class ListenbackError(Exception):
    """Base of all expected errors. The command line prints it as one line, pages and the API render it.

    `code` is stable for programs; `status` is the HTTP status a door answers with.
    """

    code = "error"
    status = 400

    def __init__(self, message: str, *, remedy: str = "") -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(f"{message} {remedy}".strip())
