r"""@DOC@"""

import itertools
import json
import os
import stat
import subprocess
import tempfile
import threading

SCHEMA = (
    "organisation string, year string, total string, grade string, points map<string,string>, lost map<string,string>, "
    "errors array<struct<code:string,indicator:string,metric:string,field:string,value:string,message:string>>"
)
TEXTS = ("organisation", "year", "total", "grade")
ERRORS = ("code", "indicator", "metric", "field", "value", "message")
BLOCK = 4096


class _Filter:
    def __init__(self, command, lines):
        # A file, never a pipe: a pipe that nobody empties stops the filter.
        self.remarks = tempfile.TemporaryFile()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.remarks)
        self.fed, self.is_cut, self.fault = 0, False, None
        self.thread = threading.Thread(target=self._feed, args=(lines,), daemon=True)
        self.thread.start()

    def _feed(self, lines):
        try:
            for line in lines:
                self.process.stdin.write(line)
                self.fed += 1
        except BrokenPipeError:
            self.is_cut = True
        except BaseException as fault:
            self.fault = fault
        finally:
            try:
                self.process.stdin.close()
            except BrokenPipeError:
                self.is_cut = True

    def end(self, answered):
        status = self.process.wait()
        self.thread.join()
        if self.fault is not None:
            raise self.fault
        if status != 0:
            self.remarks.seek(max(0, self.remarks.seek(0, os.SEEK_END) - 2000))
            said = self.remarks.read().decode("utf-8", "replace").strip()
            raise RuntimeError(f"@STATUS@\n{said}")
        if self.is_cut or self.fed != answered:
            raise RuntimeError(f"@COUNTS@")

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.thread.join(5)
        self.remarks.close()


def score_lines(lines, command):
    lines = iter(lines)
    first = next(lines, None)
    if first is None:
        return
    child = _Filter(command, itertools.chain([first], lines))
    try:
        answered = 0
        for line in child.process.stdout:
            if not line.endswith(b"\n"):
                break
            answered += 1
            yield line
        child.end(answered)
    finally:
        child.stop()


def piped(program, bundle, *options):
    def score(batches):
        import pyarrow

        fields = [(name, pyarrow.string()) for name in TEXTS]
        points = pyarrow.map_(pyarrow.string(), pyarrow.string())
        errors = pyarrow.struct([(name, pyarrow.string()) for name in ERRORS])
        schema = pyarrow.schema(fields + [("points", points), ("lost", points), ("errors", pyarrow.list_(errors))])

        def arrow(block):
            results = [json.loads(line) for line in block]
            for result in results:
                result["points"], result["lost"] = list(result["points"].items()), list(result["lost"].items())
            columns = [[result[name] for result in results] for name in schema.names]
            arrays = [pyarrow.array(column, field.type) for column, field in zip(columns, schema)]
            return pyarrow.RecordBatch.from_arrays(arrays, schema=schema)

        records = (line for batch in batches for line in _records(batch))
        command = [shipped(program), "batch", shipped(bundle), "-", *options]
        results = score_lines(records, command)
        try:
            while block := list(itertools.islice(results, BLOCK)):
                yield arrow(block)
        finally:
            results.close()

    return score


def shipped(name):
    path = name
    if not os.path.isabs(name):
        from pyspark import SparkFiles

        path = SparkFiles.get(name)
    # Files that travel with a job do not always keep the bit that lets them run.
    if not name.endswith(".bundle") and not os.access(path, os.X_OK):
        os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
    return path


def _records(batch):
    for field in batch.schema:
        _refuse_floats(field, field.name)
    for record in batch.to_pylist():
        yield json.dumps({name: _plain(value) for name, value in record.items()}, ensure_ascii=False).encode() + b"\n"


def _refuse_floats(field, column):
    import pyarrow

    if pyarrow.types.is_floating(field.type):
        raise ValueError(f"@FLOAT@")
    kinds = [field.type.field(at) for at in range(field.type.num_fields)]
    for inner in kinds:
        _refuse_floats(inner, column)


def _plain(value):
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        # A map is a list of pairs.
        if all(isinstance(inner, tuple) for inner in value):
            return {name: _plain(inner) for name, inner in value}
        return [_plain(inner) for inner in value]
    # A decimal keeps its digits; a date is written 2024-12-31.
    return format(value, "f") if hasattr(value, "as_tuple") else str(value)
