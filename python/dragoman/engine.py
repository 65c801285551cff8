"""The engine: texts in, records out."""

from __future__ import annotations

import contextlib
import datetime
import json as _json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Union

from . import _dragoman
from .errors import DragomanError, InputError, InputTypeError
from .inputs import ReportLike, check_names, rows_of, to_line

__all__ = ["Engine", "Reading", "resources_folder"]

Date = Union[str, datetime.date, None]
OnError = Literal["raise", "yield", "skip"]
_ON_ERROR = ("raise", "yield", "skip")


def resources_folder() -> str:
    """The folder with the models, lexicons and knowledge base: $DRAGOMAN_RESOURCES, or that of the package."""
    return os.environ.get("DRAGOMAN_RESOURCES") or str(Path(__file__).with_name("resources").resolve())


class Engine:
    """The engine, with all that it reads loaded (about half a second, 250 MB).

    Load one and keep it. It may be used from any number of threads, and in a child process after
    a fork; it can be pickled, and loads again where it arrives.

    Args:
        resources: folder with models/, lexicons/ and knowledge.kb; those of the package by default.
        knowledge: tables, or folders of them, laid over the knowledge base.
        lenient: leave out what is broken in them (see left_out) instead of raising.
        lexicon: event patterns in order: "ours", and files or folders of *.events files.

    Raises:
        DragomanError: with code NotFound, BadModel, BadKnowledge or BadFormat, and where.
    """

    def __init__(
        self,
        resources: str | os.PathLike[str] | None = None,
        *,
        knowledge: Sequence[str | os.PathLike[str]] = (),
        lenient: bool = False,
        lexicon: str | Sequence[str | os.PathLike[str]] = "ours",
    ) -> None:
        folder = os.fspath(resources) if resources is not None else resources_folder()
        patterns = [lexicon] if isinstance(lexicon, (str, os.PathLike)) else list(lexicon)
        self._options = (
            folder,
            [os.fspath(path) for path in knowledge],
            bool(lenient),
            [os.fspath(path) for path in patterns],
        )
        self._engine = _dragoman.Engine(*self._options)

    def __reduce__(self) -> tuple[Any, ...]:
        return _reload, self._options

    def __repr__(self) -> str:
        return f"<dragoman.Engine {'closed' if self.closed else self.versions.engine}>"

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Gives the memory back. What is under way ends as it began; anything new raises InputError."""
        self._engine.close()

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._engine.closed

    @property
    def versions(self) -> _dragoman.Versions:
        """Version of the program, and hashes of what was loaded; every record carries them."""
        return self._engine.versions

    @property
    def left_out(self) -> list[str]:
        """Rows and tables that were left out because of `lenient`."""
        return self._engine.left_out

    def read(
        self,
        text: str | None = None,
        *,
        date: Date = None,
        outlet: str | None = None,
        title: str | None = None,
        id: str | int | None = None,  # noqa: A002 - the name of the field
        html: str | None = None,
        url: str | None = None,
        max_bytes: int = _dragoman.MAX_BYTES,
    ) -> _dragoman.Record:
        """Reads one report.

        The record is the one that `dragoman read` makes of the JSON line with these fields.

        Args:
            text: the report. Its dateline, byline and credits may stand in it.
            date: date of publication: ISO 8601, as newspapers write it, or a date object. Without it
                "Tuesday" stays unresolved.
            outlet: who published it.
            title: its title, where the text does not begin with it.
            id: its own id; becomes `uri` of the record.
            html: a web page instead of a text, with its address in `url`.
            max_bytes: longest text that is read.

        Raises:
            InputError: what was given cannot be read; `code` says why.
        """
        fields = {"text": text, "date": date, "title": title, "outlet": outlet, "id": id, "html": html, "url": url}
        line, where, has_id = to_line(fields, {}, "report")
        found = self._engine.read_line(line, where, has_id, max_bytes)
        if isinstance(found, Exception):
            raise found
        return found

    def read_many(
        self,
        reports: Iterable[ReportLike],
        *,
        threads: int | None = None,
        window: int | None = None,
        on_error: OnError = "raise",
        format: Literal["record", "json", "row"] = "record",  # noqa: A002 - as the command has it
        max_bytes: int = _dragoman.MAX_BYTES,
        **names: str,
    ) -> Reading:
        """Reads reports on many threads; gives records in the order of the reports.

        Args:
            reports: texts, mappings with the keys text, date, title, outlet, id, html, url, or a data
                frame with such columns. May be a generator without end: at most `window` reports are
                taken before their results are.
            threads: one for each processor by default.
            window: 16 for each thread by default.
            on_error: of a report that cannot be read: "raise" (the next call goes on with the report
                behind it), "yield" the exception in its place, or "skip" (counted in `skipped`).
            format: "record"; "json", the line that `dragoman read --format jsonl` prints; or "row", a
                tuple of id, uri, outlet, title, published, language and that line.
            names: keys or columns that are named otherwise: text="body", date="published_at".
        """
        check_names(names)
        core = self._begin(threads, format, max_bytes)
        rows = rows_of(reports, names)

        def push(number: int) -> bool:
            report = next(rows, core)
            if report is core:
                return False
            where = f"item {number}"
            fields = {names.get("text", "text"): report} if isinstance(report, str) else report
            if not isinstance(fields, Mapping):
                raise InputTypeError(
                    "BadArgument", f"expected a str or a mapping, got {type(report).__name__}", where
                )
            core.push_line(*to_line(fields, names, where))
            return True

        return Reading(core, push, _window(window, threads), on_error, format)

    def read_files(
        self,
        paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
        *,
        threads: int | None = None,
        window: int | None = None,
        on_error: OnError = "raise",
        format: Literal["record", "json", "row"] = "record",  # noqa: A002
        max_bytes: int = _dragoman.MAX_BYTES,
        date: str = "",
        outlet: str = "",
    ) -> Reading:
        """Reads files as the command does: text, pages, mail, JSON, tables, WARC, archives, folders.

        `date` and `outlet` are for reports that state none.
        """
        listed = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
        core = self._begin(threads, format, max_bytes, date, outlet)
        core.open_files([os.fspath(path) for path in listed])
        return Reading(core, lambda _: core.push_next(), _window(window, threads), on_error, format)

    def parse(self, text: str, format: Literal["conllu", "json"] = "conllu") -> Any:  # noqa: A002
        """Sentences, tokens, tags, trees and names: CoNLL-U as a str, or JSON as a dict."""
        if format not in ("conllu", "json"):
            raise InputError("BadArgument", f"no format '{format}'; there are conllu and json", "format")
        line = _checked_text(text, "text")
        out = _dragoman.parse(self._engine, line, format == "json")
        return out if format == "conllu" else _json.loads(out)

    def extract(self, page: str | bytes, *, url: str = "", content_type: str = "") -> dict[str, Any]:
        """The article of a web page, with what the page states about it, and where."""
        if isinstance(page, str):
            page, content_type = page.encode("utf-8", "replace"), "text/html; charset=utf-8"
        elif not isinstance(page, (bytes, bytearray)):
            raise InputTypeError("BadArgument", f"a page is str or bytes, not {type(page).__name__}", "page")
        return _json.loads(_dragoman.extract(self._engine, bytes(page), url, content_type, url or "page"))

    def code(self, text: str, source: tuple[int, int], target: tuple[int, int], *, id: str = "") -> dict[str, Any]:  # noqa: A002
        """What the party under one span does to the one under another; spans count code points."""
        line = _json.dumps({"id": id, "text": _checked_text(text, "text"), "source": source, "target": target})
        return _json.loads(_dragoman.code_line(self._engine, line, id or "text"))

    def _begin(
        self, threads: int | None, format: str, max_bytes: int, date: str = "", outlet: str = ""  # noqa: A002
    ) -> _dragoman.Reading:
        if format not in ("record", "json", "row"):
            raise InputError("BadArgument", f"no format '{format}'; there are record, json and row", "format")
        return _dragoman.Reading(self._engine, format != "record", _threads(threads), max_bytes, date, outlet)


class Reading(Iterator[Any]):
    """Records that are being made; an iterator that can be closed.

    Attributes:
        taken: reports that were taken so far.
        skipped: of them, those that could not be read, with on_error="skip".
    """

    def __init__(self, core: _dragoman.Reading, push: Any, window: int, on_error: str, format: str) -> None:  # noqa: A002
        if on_error not in _ON_ERROR:
            raise InputError("BadArgument", f"'{on_error}' is none of {', '.join(_ON_ERROR)}", "on_error")
        self._core, self._push, self._window, self._on_error = core, push, window, on_error
        self._only_json = format == "json"
        self._closed = self._ended = False
        self._broken: list[tuple[int, BaseException]] = []  # by how many results come before
        self.taken = self.skipped = 0

    def __iter__(self) -> Reading:
        return self

    def __enter__(self) -> Reading:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the threads. Also done at the end, by Ctrl-C, and when nobody refers to it any more."""
        self._closed = self._ended = True
        self._broken.clear()
        self._core.close()

    def __next__(self) -> Any:
        while True:
            try:
                found = self._result()
            except DragomanError:
                raise
            except BaseException:
                self.close()
                raise
            if not isinstance(found, BaseException):
                return found[-1] if self._only_json else found
            if not isinstance(found, DragomanError):  # the caller's own iterator failed
                self.close()
                raise found
            if self._on_error == "yield":
                return found
            if self._on_error == "raise":
                raise found
            self.skipped += 1

    def _result(self) -> Any:
        """The next record or exception, in order."""
        if self._closed:
            raise StopIteration
        self._fill()
        if self._broken and self._broken[0][0] == 0:
            return self._broken.pop(0)[1]
        if self._core.pending == 0:
            self._core.close()
            raise StopIteration
        found = self._core.pop()
        self._broken = [(before - 1, error) for before, error in self._broken]
        return found

    def _fill(self) -> None:
        while not self._ended and self._core.pending + len(self._broken) < self._window:
            try:
                if self._push(self.taken + 1):
                    self.taken += 1
                else:
                    self._ended = True
            except InputError as error:  # known before it is read; raised in its turn
                self.taken += 1
                self._broken.append((self._core.pending, error))
            except Exception as error:
                self._ended = True
                self._broken.append((self._core.pending, error))


def record_from_json(line: str) -> _dragoman.Record:
    """The record of a line of JSON; a function, so that records can be pickled."""
    return _dragoman.Record.from_json(line)


def _reload(folder: str, knowledge: list[str], lenient: bool, lexicon: list[str]) -> Engine:
    return Engine(folder, knowledge=knowledge, lenient=lenient, lexicon=lexicon)


def _threads(threads: int | None) -> int:
    if threads is None:
        with contextlib.suppress(AttributeError):
            return len(os.sched_getaffinity(0))
        return os.cpu_count() or 1
    if isinstance(threads, bool) or not isinstance(threads, int) or not 1 <= threads <= 1024:
        raise InputError("BadArgument", f"{threads!r}: expected a number from 1 to 1024", "threads")
    return threads


def _window(window: int | None, threads: int | None) -> int:
    if window is None:
        return 16 * _threads(threads)
    if isinstance(window, bool) or not isinstance(window, int) or window < 1:
        raise InputError("BadArgument", f"{window!r}: expected a number from 1 on", "window")
    return window


def _checked_text(text: Any, name: str) -> str:
    if not isinstance(text, str):
        raise InputTypeError("BadArgument", f"'{name}' is {type(text).__name__}, expected str", name)
    return text
