"""Tries the module that `jixiao spark-wrapper` prints, with plain iterators in place of Spark: python3 wrapper.py FOLDER PROGRAM
BUNDLE, where FOLDER holds jixiao_spark.py."""
import json
import os
import signal
import sys
import time

folder, program, bundle = sys.argv[1:4]
sys.path.insert(0, folder)
import jixiao_spark  # noqa: E402

# A filter and a wrapper that wait for each other fail, and do not hang.
signal.alarm(120)


def python(code):
    return [sys.executable, "-c", "import sys\n" + code]


def lines(count):
    return (json.dumps({"organisation": f"{at:05}", "at": at}).encode() + b"\n" for at in range(count))


def refused(wanted, records, command):
    answers, error = [], None
    try:
        answers.extend(jixiao_spark.score_lines(records, command))
    except Exception as fault:
        error = fault
    assert error is not None, f"{len(answers)} answers and no error; {wanted} wanted"
    assert wanted in str(error), (wanted, error)


ECHO = "for line in sys.stdin.buffer: sys.stdout.buffer.write(line)"
FIRST = "for line in [sys.stdin.buffer.readline() for _ in range({})]: sys.stdout.buffer.write(line)\n"

# As many answers as records, in their order, however many there are.
assert list(jixiao_spark.score_lines(lines(50_000), python(ECHO))) == list(lines(50_000))

# Nothing is started for nothing.
assert list(jixiao_spark.score_lines(iter([]), [os.path.join(folder, "no-such-program")])) == []

# It dies half-way, in the middle of a line, and before it reads anything: its own sentence is told.
dies = "sys.stdout.flush(); sys.stderr.write('the weights add up to 99'); sys.exit(7)"
refused("the weights add up to 99", lines(50_000), python(FIRST.format(5_000) + dies))
refused("the weights add up to 99", lines(50_000), python("sys.stdout.write('{\"organisation\"');" + dies))
refused("the weights add up to 99", lines(50_000), python(dies))
refused("7", lines(50_000), python(dies))
refused("-9", lines(50_000), python("import os, signal; os.kill(os.getpid(), signal.SIGKILL)"))

# It ends with status 0 after a part of the answers, after none, and with more than there were records.
refused("5000", lines(50_000), python(FIRST.format(5_000)))
refused("0", lines(50_000), python("pass"))
refused("11", lines(10), python(ECHO + "\nprint('more')"))
refused("9", lines(10), python("for line in list(sys.stdin.buffer)[:9]: sys.stdout.buffer.write(line)"))
refused("9", lines(10), python("text = sys.stdin.buffer.read(); sys.stdout.buffer.write(text[:-1])"))
# The answers to as many records as were sent when it ended are no whole answer either.
one = iter([next(lines(1))] + [b" " * 200_000 + b"\n"] * 50)
refused("", one, python("sys.stdout.buffer.write(sys.stdin.buffer.readline())"))

# It writes much to standard error, before, between and after.
loud = "noise = 'x' * 5_000_000\nsys.stderr.write(noise)\n" + ECHO + "\nsys.stderr.write(noise)"
assert len(list(jixiao_spark.score_lines(lines(20_000), python(loud)))) == 20_000


# What fails upstream is told as it is, and no answer counts.
def failing():
    yield from lines(10)
    raise KeyError("upstream")


refused("upstream", failing(), python(ECHO))

# Whoever wants no more leaves no filter behind.
started = os.path.join(folder, "started")
code = f"import os\nopen({started!r}, 'w').write(str(os.getpid()))\nwhile True:\n  print('x', flush=True)"
answers = jixiao_spark.score_lines(lines(10), python(code))
next(answers)
answers.close()
pid = int(open(started).read())
for _ in range(50):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        break
    time.sleep(0.1)
else:
    raise AssertionError("the filter is still there")

# The filter itself: a bundle beside nothing, a faulty record in its place, and its own sentence.
records = [
    {"organisation": "000123", "year": "2024", "accepted": 1200, "closed": "1187", "satisfaction": "96.5"},
    {"organisation": "000125", "year": "2024", "accepted": 1032, "closed": 1032, "satisfaction": "0.97"},
]
records = [json.dumps(record).encode() + b"\n" for record in records]
command = [program, "batch", bundle, "-"]
results = [json.loads(line) for line in jixiao_spark.score_lines(iter(records), command)]
# 60 x 1187 / 1200 = 59.35, and 40 for 96.5 of 95.
assert [result["total"] for result in results] == ["99.35", None], results
assert results[1]["errors"][0]["code"] == "ambiguous-percent", results
refused("file-not-found", iter(records), [program, "batch", os.path.join(folder, "no.bundle"), "-"])

# With Arrow, where it is installed: batches in, batches out, and no column of floats.
try:
    import pyarrow
except ImportError:
    pyarrow = None
if pyarrow is not None:
    from decimal import Decimal

    columns = {
        "organisation": ["000123", "000124"],
        "year": [2024, 2024],
        "accepted": [Decimal("1200.00"), Decimal("860.00")],
        "closed": [1187, 731],
        "satisfaction": ["96.5", "91.25"],
    }
    table = pyarrow.table(columns)
    score = jixiao_spark.piped(program, bundle)
    rows = [row for batch in score(iter(table.to_batches(max_chunksize=1))) for row in batch.to_pylist()]
    assert [row["total"] for row in rows] == ["99.35", "89.42"], rows
    assert dict(rows[0]["points"]) == {"closure": "59.35", "satisfaction": "40.00"}, rows
    kind = pyarrow.map_(pyarrow.string(), pyarrow.decimal128(18, 10))
    metrics = [[("accepted", Decimal(1200)), ("closed", Decimal(1187)), ("satisfaction", Decimal("96.5"))]]
    nested = pyarrow.table({"organisation": ["000123"], "metrics": pyarrow.array(metrics, kind)})
    rows = [row for batch in score(iter(nested.to_batches())) for row in batch.to_pylist()]
    assert [row["total"] for row in rows] == ["99.35"], rows
    try:
        list(score(iter(pyarrow.table({"organisation": ["A"], "accepted": [1.5]}).to_batches())))
        raise AssertionError("a float was taken")
    except ValueError as fault:
        assert "accepted" in str(fault), fault
print("all is well")
