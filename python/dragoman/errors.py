"""What can go wrong, as exceptions that carry a stable code and the place."""

from __future__ import annotations

__all__ = [
    "DragomanError",
    "InputError",
    "InputTypeError",
    "NotFoundError",
    "ReportWarning",
    "StoreError",
]


class DragomanError(Exception):
    """An error of Dragoman.

    Attributes:
        code: stable name of the kind of error, as the command prints it in brackets: "EmptyInput".
        message: what went wrong, in one sentence with the values.
        where: file, line, item or field; empty when there is no place to name.
    """

    def __init__(self, code: str, message: str, where: str = "") -> None:
        super().__init__(f"{where}: {message} [{code}]" if where else f"{message} [{code}]")
        self.code = code
        self.message = message
        self.where = where

    def __reduce__(self):
        return type(self), (self.code, self.message, self.where)


class InputError(DragomanError, ValueError):
    """A report, option or file that cannot be used as it is."""


class InputTypeError(InputError, TypeError):
    """A value of a type that cannot stand there: bytes for a text, a list for a date."""


class NotFoundError(DragomanError, LookupError):
    """A path, record or resource that does not exist."""


class StoreError(DragomanError):
    """A store that cannot be read or written."""


class ReportWarning(UserWarning):
    """A remark on a report that was read nevertheless: a date that is none, mended encoding."""


_CLASSES = {
    "NotFound": NotFoundError,
    "BadStore": StoreError,
    "StoreTooNew": StoreError,
    "NotWritable": StoreError,
    "EmptyInput": InputError,
    "NotText": InputError,
    "BadEncoding": InputError,
    "TooLarge": InputError,
    "UnsupportedLanguage": InputError,
    "BadJson": InputError,
    "MissingField": InputError,
    "BadFormat": InputError,
    "BadArgument": InputError,
}


def of_code(code: str, message: str, where: str = "") -> DragomanError:
    """The exception for an error of the engine."""
    return _CLASSES.get(code, DragomanError)(code, message, where)
