"""What a person can cause or meet. Anything else that is raised is a bug and gets a report."""


class Refusal(Exception):
    """Something could not or may not be done.

    The message is for the person: one sentence (at most two short ones) that says what happened, why, and what
    to do. Whoever raises it has changed nothing. The command line prints it and ends with exit code 1; the
    window shows it beside its cause.
    """


class NotFound(Refusal):
    """No live thing has this id or name."""


class Invalid(Refusal):
    """A typed value is impossible: a time, an amount, a key, a text."""


class Ambiguous(Refusal):
    """A typed value has more than one reading; the message names them."""


class StoreUnavailable(Refusal):
    """The store is locked, read-only, full, newer than this program, or damaged."""


class FileRefused(Refusal):
    """A file cannot be read, or may not be written."""
