"""Scores reports on a local Spark cluster of two executors through the module that `jixiao spark-wrapper` prints, and looks whether
the results are those of `jixiao batch`, whatever is killed: python3 benches/spark.py PROGRAM [REPORTS]; status 1 if not

Needs pyspark with pandas and pyarrow, Java and Linux; with duckdb, that makes the root again too. Ways:
copy     Parquet to Parquet, nothing scored: the floor
scored   mapInArrow through the filter, and nothing else: what scoring adds to the floor
piped    the same, and the root made again of what was written
killed   the same; one executor is killed while it works
dying    three filters die half-way: Spark runs their tasks again
partial  a filter ends with status 0 after a part of its answers: the job must fail
"""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from decimal import Decimal

PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SCHEME = os.path.join(PROJECT, "tests/data/population")
INDICATORS = ("closure", "satisfaction")
WAYS = ("copy", "scored", "piped", "killed", "dying", "partial")
TASKS = 40
# How many answers a filter gives that stops too soon; each task has more.
PART = 100


def make(folder, program, count):
    """The module, the bundle, reports as Parquet and as NDJSON, and what the program itself makes of them."""
    import pyarrow
    import pyarrow.parquet

    wrapper = subprocess.run([program, "spark-wrapper", "--lang", "en"], check=True, capture_output=True)
    with open(os.path.join(folder, "jixiao_spark.py"), "wb") as file:
        file.write(wrapper.stdout)
    subprocess.run([program, "bundle", SCHEME, "-o", os.path.join(folder, "scheme.bundle")], check=True, capture_output=True)
    draw = random.Random(20241231)
    accepted = [draw.randrange(1, 5000) for _ in range(count)]
    columns = {
        "organisation": [f"{at:09}" for at in range(count)],
        "year": ["2024"] * count,
        "accepted": [Decimal(number) for number in accepted],
        "closed": [Decimal(draw.randrange(0, number + 1)) for number in accepted],
        "satisfaction": [Decimal(draw.randrange(200, 10001)) / 100 for _ in range(count)],
    }
    kinds = [pyarrow.string()] * 2 + [pyarrow.decimal128(18, 2)] * 3
    arrays = [pyarrow.array(column, kind) for column, kind in zip(columns.values(), kinds)]
    table = pyarrow.table(arrays, names=list(columns))
    os.mkdir(os.path.join(folder, "reports"))
    part = -(-count // TASKS)
    for task in range(TASKS):
        pyarrow.parquet.write_table(table.slice(task * part, part), os.path.join(folder, f"reports/{task:03}.parquet"))
    with open(os.path.join(folder, "reports.ndjson"), "w") as file:
        for row in zip(*columns.values()):
            file.write(json.dumps(dict(zip(columns, map(str, row)))) + "\n")
    path = os.path.join(folder, "receipt.json")
    command = [program, "batch", SCHEME, os.path.join(folder, "reports.ndjson"), "--receipt", path, "--lang", "en"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(path) as file:
        return json.load(file)


def faulty(folder, program, way):
    """A filter that fails: some of the first runs half-way, or every run without a word."""
    path = os.path.join(folder, f"filter-{way}")
    first = f"mkdir {folder}/died-1 2>/dev/null || mkdir {folder}/died-2 2>/dev/null || mkdir {folder}/died-3 2>/dev/null"
    failing = {
        "dying": f"if {first}; then {program} \"$@\" | head -n {PART}; echo 'killed by the test' >&2; exit 7; fi\n",
        "partial": f"{program} \"$@\" | head -n {PART}; exit 0\n",
    }
    with open(path, "w") as file:
        file.write(f"#!/bin/sh\n{failing[way]}exec {program} \"$@\"\n")
    os.chmod(path, 0o755)
    return path


def kill_an_executor(session):
    """Kills an executor of this session when a few of its tasks are done."""
    tracker, identity = session.sparkContext.statusTracker(), session.sparkContext.applicationId
    while True:
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        if any(stage is not None and stage.numCompletedTasks >= 4 for stage in stages):
            break
        time.sleep(0.05)
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{process}/cmdline", "rb") as file:
                words = file.read().decode("utf-8", "replace").split("\0")
        except OSError:
            continue
        if any("CoarseGrainedExecutorBackend" in word for word in words) and identity in words:
            print(f"  executor {process} is killed", flush=True)
            os.kill(int(process), signal.SIGKILL)
            return


def root_by_spark(results, scheme):
    from pyspark.sql import functions as of

    def plain(column):
        text = of.coalesce(column, of.lit(""))
        for sign, written in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
            text = of.replace(text, of.lit(sign), of.lit(written))
        return text

    names = {"excellent": "优秀", "good": "良好", "fair": "一般"}
    grade = of.coalesce(*[of.when(of.col("grade") == name, of.lit(zh)) for name, zh in names.items()], of.lit(""))
    parts = ("code", "indicator", "metric", "field")
    errors = of.flatten(of.transform("errors", lambda error: of.array(*[plain(error[part]) for part in parts])))
    fields = [plain(of.col("organisation")), plain(of.col("year")), of.lit(scheme), plain(of.col("total")), grade]
    fields += [plain(of.col("points")[indicator]) for indicator in INDICATORS]
    rows = results.select(of.sha2(of.concat_ws("\t", *fields, errors), 256).alias("row"))
    buckets = rows.groupBy(of.substring("row", 1, 2).alias("bucket")).agg(
        of.count("row").alias("count"), of.sha2(of.concat_ws("\n", of.sort_array(of.collect_list("row"))), 256).alias("hash")
    )
    lines = [f"{bucket.bucket} {bucket['count']} {bucket.hash}" for bucket in buckets.orderBy("bucket").collect()]
    return hashed("\n".join(lines))


def root_by_duckdb(folder, scheme):
    import duckdb

    points = ", ".join(f"coalesce(points['{indicator}'], '')" for indicator in INDICATORS)
    grade = "CASE grade WHEN 'excellent' THEN '优秀' WHEN 'good' THEN '良好' WHEN 'fair' THEN '一般' ELSE '' END"
    parts = ", ".join(f"coalesce(error['{part}'], '')" for part in ("code", "indicator", "metric", "field"))
    errors = f"flatten(list_transform(errors, lambda error: [{parts}]))"
    return duckdb.connect().execute(f"""
        WITH rows AS (SELECT sha256(array_to_string(list_concat(
               [organisation, year, '{scheme}', coalesce(total, ''), {grade}, {points}], {errors}), chr(9))) AS row
             FROM '{folder}/*.parquet'),
        buckets AS (SELECT row[1:2] AS bucket, count(*) AS count, sha256(string_agg(row, chr(10) ORDER BY row)) AS hash
             FROM rows GROUP BY ALL)
        SELECT sha256(string_agg(bucket || ' ' || count || ' ' || hash, chr(10) ORDER BY bucket)) FROM buckets
    """).fetchone()[0]


def hashed(text):
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()


def run(way, folder, program):
    """One way, in a process of its own, which waits for all that it started."""
    sys.path.insert(0, folder)
    from pyspark.sql import SparkSession

    module = os.path.join(folder, "jixiao_spark.py")
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("jixiao").config("spark.ui.enabled", "false")
    session = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    try:
        session.sparkContext.setLogLevel("OFF")
        session.sparkContext.addPyFile(module)
        # Each file is a task.
        session.conf.set("spark.sql.files.openCostInBytes", "134217728")
        score(session, way, folder, program)
    finally:
        gateway = session.sparkContext._gateway
        session.stop()
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait()


def score(session, way, folder, program):
    """The results of one way, and the root of them as Spark and DuckDB make it."""
    import jixiao_spark

    reports = session.read.parquet(os.path.join(folder, "reports"))
    output = os.path.join(folder, f"results-{way}")
    if way == "copy":
        reports.write.parquet(output)
        return
    command = program if way in ("scored", "piped", "killed") else faulty(folder, program, way)
    bundle = os.path.join(folder, "scheme.bundle")
    results = reports.mapInArrow(jixiao_spark.piped(command, bundle, "--threads", "1", "--lang", "en"), jixiao_spark.SCHEMA)
    if way == "killed":
        threading.Thread(target=kill_an_executor, args=(session,), daemon=True).start()
    begun = time.monotonic()
    try:
        results.write.parquet(output)
    except Exception as fault:
        told = [line for line in str(fault).splitlines() if "reports in" in line]
        print(f"  the job failed: {told[-1].strip() if told else fault}", flush=True)
        if way != "partial":
            sys.exit(1)
        return
    if way == "partial":
        sys.exit("  a part of the answers was taken for all")
    print(f"  scored and written in {time.monotonic() - begun:.1f} s")
    if way == "scored":
        return
    with open(os.path.join(folder, "receipt.json")) as file:
        receipt = json.load(file)
    read = session.read.parquet(output)
    roots = [root_by_spark(read, receipt["scheme"])]
    print(f"  rows: {read.count()}; root by Spark: {roots[0]}")
    try:
        roots.append(root_by_duckdb(output, receipt["scheme"]))
        print(f"  root by DuckDB: {roots[1]}")
    except ImportError:
        pass
    left = os.path.exists(os.path.join(output, "_temporary"))
    print(f"  _SUCCESS: {os.path.exists(os.path.join(output, '_SUCCESS'))}; _temporary: {left}", flush=True)
    if left or any(root != receipt["root"] for root in roots):
        sys.exit("  the results are not those of jixiao batch")


def main(program, count=200_000):
    if int(count) <= PART * TASKS:
        sys.exit(f"more than {PART * TASKS} reports are needed")
    program, folder = os.path.abspath(program), tempfile.mkdtemp(prefix="jixiao-spark-")
    # The executors need the packages of this Python.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    failed = []
    try:
        receipt = make(folder, program, int(count))
        print(f"reports: {count}; root by jixiao batch: {receipt['root']}", flush=True)
        for way in WAYS:
            print(way, flush=True)
            before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
            if subprocess.run([sys.executable, os.path.abspath(__file__), "--way", way, folder, program]).returncode:
                failed.append(way)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(f"  wall {time.monotonic() - begun:.1f} s, CPU of all processes {cpu:.1f} s", flush=True)
    finally:
        shutil.rmtree(folder)
    if failed:
        sys.exit(f"not as they should be: {', '.join(failed)}")


if sys.argv[1] == "--way":
    run(*sys.argv[2:])
else:
    main(*sys.argv[1:])
