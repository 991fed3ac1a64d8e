"""Makes the root of a receipt again, from the results of `jixiao batch` as NDJSON and from what the receipt says of the scheme:
python3 receipt.py RESULTS RECEIPT. Prints the root, and each bucket that differs from the receipt."""
import hashlib
import json
import sys


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def plain(field):
    return (field or "").replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def line(result, receipt):
    names = {name: grade["zh"] for grade in receipt["grades"] for name in grade.values()}
    fields = [result["organisation"], result["year"], receipt["scheme"], result["total"]]
    fields.append(names[result["grade"]] if result["grade"] else "")
    fields += [result["points"].get(indicator) for indicator in receipt["indicators"]]
    for error in result["errors"]:
        fields += [error[part] for part in ("code", "indicator", "metric", "field")]
    return "\t".join(plain(field) for field in fields)


def buckets(results, receipt):
    found = {}
    for result in results:
        row = sha256(line(json.loads(result), receipt))
        found.setdefault(row[:2], []).append(row)
    return {bucket: (len(rows), sha256("\n".join(sorted(rows)))) for bucket, rows in found.items()}


def main(results, receipt):
    with open(receipt, encoding="utf-8") as file:
        receipt = json.load(file)
    with open(results, encoding="utf-8", newline="\n") as file:
        found = buckets(file, receipt)
    print(sha256("\n".join(f"{bucket} {count} {row}" for bucket, (count, row) in sorted(found.items()))))
    known = {bucket["bucket"]: (bucket["organisations"], bucket["sha256"]) for bucket in receipt["buckets"]}
    for bucket in sorted(found.keys() | known.keys()):
        if found.get(bucket) != known.get(bucket):
            print(bucket)


main(*sys.argv[1:])
