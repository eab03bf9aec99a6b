"""Known errors: things that go wrong outside the program and are told to people in one sentence."""

from __future__ import annotations


class UserError(Exception):
    """A problem a person can understand; anything else that is raised is a bug.

    `message` is an English sentence with named placeholders: it is the key of its translation, which is
    made where the error is shown, so that a lower layer needs no language.
    """

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message, params)
        self.message = message
        self.params = params

    def __str__(self) -> str:
        return self.message.format(**self.params)
