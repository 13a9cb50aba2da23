"""What the doors answer to someone who may not come in."""

from settings.errors import ListenbackError


class NotSignedInError(ListenbackError):
    code = "not_signed_in"
    status = 401

    def __init__(self) -> None:
        super().__init__("You are not signed in.", remedy="Open your sign-in link, or ask for a new one.")


class KeyRefusedError(ListenbackError):
    code = "key_refused"
    status = 401

    def __init__(self) -> None:
        super().__init__(
            "The API key is unknown, expired or revoked.",
            remedy="Send `Authorization: Bearer <key>` with a current key; `listenback keys` makes one.",
        )


class NotAllowedError(ListenbackError):
    code = "not_allowed"
    status = 403

    def __init__(self, what: str, *, remedy: str = "Ask an admin for another role.") -> None:
        super().__init__(f"Your role does not {what}.", remedy=remedy)


class LinkSpentError(ListenbackError):
    """The link is unknown, used or too old; the page offers a new one and says no more than that."""

    code = "link_spent"
    status = 410

    def __init__(self) -> None:
        super().__init__("This sign-in link was already used or has expired.", remedy="Ask for a new one below.")


class TooManyTriesError(ListenbackError):
    code = "too_many_tries"
    status = 429
    retry_after_s = 3600

    def __init__(self) -> None:
        super().__init__("Too many tries from your network within the hour.", remedy="Wait an hour and try again.")


class FormStaleError(ListenbackError):
    code = "form_stale"
    status = 403

    def __init__(self) -> None:
        super().__init__(
            "This form was opened too long ago or in another session, so nothing was changed.",
            remedy="Go back, reload the page and send it again.",
        )


class StateForbidsError(ListenbackError):
    """The role would allow it, the state of things does not (yet)."""

    code = "state_forbids"
    status = 409


class AuditBrokenError(ListenbackError):
    code = "audit_broken"
    status = 500

    def __init__(self, number: int, why: str) -> None:
        self.number, self.why = number, why
        super().__init__(
            f"audit record {number} is broken: {why}.",
            remedy="Compare with the latest backup; somebody changed the table outside Listenback.",
        )
