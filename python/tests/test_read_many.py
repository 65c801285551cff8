"""Engine.read_many and read_files: order, memory, errors, interrupts; the same bytes as the command."""

import itertools
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

import dragoman
from conftest import SAMPLES


def test_the_records_are_those_of_the_command(engine, reports, lines):
    assert list(engine.read_many(reports, format="json", threads=3)) == lines
    assert [record.json() for record in engine.read_many(reports)] == lines
    one_by_one = [engine.read(r["text"], date=r["date"], outlet=r["outlet"], id=r["id"]).json() for r in reports]
    assert one_by_one == lines


def test_files_are_read_as_by_the_command(engine, cli):
    printed = cli("read", SAMPLES, "--format", "jsonl", "--store", "none").decode().splitlines()
    assert list(engine.read_files(SAMPLES, format="json")) == printed


def test_names_of_keys_and_columns_can_be_given(engine, reports, lines):
    renamed = [{"body": r["text"], "when": r["date"], "who": r["outlet"], "key": r["id"]} for r in reports]
    names = {"text": "body", "date": "when", "outlet": "who", "id": "key"}
    assert list(engine.read_many(renamed, format="json", **names)) == lines
    pandas = pytest.importorskip("pandas")
    assert list(engine.read_many(pandas.DataFrame(renamed), format="json", **names)) == lines
    polars = pytest.importorskip("polars")
    assert list(engine.read_many(polars.DataFrame(renamed), format="json", **names)) == lines
    pyarrow = pytest.importorskip("pyarrow")
    assert list(engine.read_many(pyarrow.Table.from_pylist(renamed), format="json", **names)) == lines


def test_a_generator_without_end_is_taken_a_window_at_a_time(engine):
    taken = 0

    def texts():
        nonlocal taken
        for number in itertools.count():
            taken += 1
            yield f"They met {number} times."

    reading = engine.read_many(texts(), threads=2, window=8)
    got = [next(reading) for _ in range(20)]
    assert [record.text for record in got] == [f"They met {number} times." for number in range(20)]
    assert taken <= 20 + 8
    reading.close()
    with pytest.raises(StopIteration):
        next(reading)


def test_errors_come_in_their_turn(engine):
    reports = ["They met.", {"text": None}, "", "They left.", {"text": 5}, "They stayed."]
    reading = engine.read_many(reports, threads=2)
    assert next(reading).text == "They met."
    for where, code in (("item 2", "MissingField"), ("item 3", "EmptyInput")):
        with pytest.raises(dragoman.InputError) as failed:
            next(reading)
        assert (failed.value.where, failed.value.code) == (where, code)
    assert next(reading).text == "They left."
    with pytest.raises(dragoman.InputTypeError, match="item 5"):
        next(reading)
    assert next(reading).text == "They stayed."
    with pytest.raises(StopIteration):
        next(reading)

    found = list(engine.read_many(reports, on_error="yield"))
    assert [type(x).__name__ for x in found] == [
        "Record", "InputError", "InputError", "Record", "InputTypeError", "Record",
    ]
    reading = engine.read_many(reports, on_error="skip")
    assert len(list(reading)) == 3 and reading.skipped == 3


def test_errors_of_the_engine_say_which_report(engine):
    with pytest.raises(dragoman.InputError) as failed:
        list(engine.read_many(["They met.", {"id": "long", "text": "x " * 100}], max_bytes=50))
    assert failed.value.code == "TooLarge"
    assert failed.value.where == "item 2 (id 'long')"


def test_an_error_of_the_callers_generator_ends_the_reading(engine):
    def texts():
        yield "They met."
        raise RuntimeError("the disk is gone")

    reading = engine.read_many(texts())
    assert next(reading).text == "They met."
    with pytest.raises(RuntimeError, match="disk"):
        next(reading)
    with pytest.raises(StopIteration):
        next(reading)


def test_threads_end_when_nobody_wants_more(engine, reports):
    before = _threads()
    reading = engine.read_many(itertools.cycle(reports), threads=3)
    next(reading)
    assert _threads() >= before + 3
    del reading
    assert _threads() == before


def _threads():
    return len(os.listdir("/proc/self/task"))


def test_other_threads_of_python_go_on_meanwhile(engine, reports):
    ticks = []
    stop = threading.Event()

    def tick():
        while not stop.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    begun = time.monotonic()
    list(engine.read_many(reports * 2, threads=1))
    took = time.monotonic() - begun
    stop.set()
    thread.join()
    assert len(ticks) > 20 * took


_INTERRUPTED = """
import itertools, os, dragoman
engine = dragoman.Engine()
reading = engine.read_many(itertools.repeat("They met in Geneva on Tuesday. " * 200), threads=2)
print("begun", flush=True)
try:
    for record in reading:
        pass
except KeyboardInterrupt:
    assert len(os.listdir("/proc/self/task")) <= TASKS, os.listdir("/proc/self/task")
    assert engine.read("They met.").text == "They met."
    print("interrupted", flush=True)
"""


def test_ctrl_c_ends_the_reading_and_nothing_else(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTED.replace("TASKS", "1")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "begun\n"
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=60)
    assert out == "interrupted\n", errors
    assert process.returncode == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_child_process_may_use_the_engine_and_not_the_reading(engine, reports):
    expected = engine.read(reports[0]["text"]).json()
    reading = engine.read_many(itertools.cycle(reports), threads=2)
    next(reading)
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            assert engine.read(reports[0]["text"]).json() == expected
            assert [r.json() for r in engine.read_many([reports[0]["text"]] * 3, threads=2)] == [expected] * 3
            try:
                next(reading)
            except dragoman.DragomanError as error:
                assert "forked" in str(error)
                reading.close()
                status = 0
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert next(reading).id
    reading.close()
