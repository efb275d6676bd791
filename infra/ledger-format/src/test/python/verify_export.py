#!/usr/bin/env python3
"""Verifies exports, with the checkpoint that each ends with, as ledger-format.md and evidence.md say. Standard library
only; written beside the verifier in Java, and without looking at it.

Usage: verify_export.py VKEY EXPORT...
Says of each export in a line whether it is right: its number of events, root and head, or what is wrong. Exit code 0 if
all are right, 1 if not.
"""
import base64
import json
import sys

import verify_evidence as evidence
import verify_vectors as ledger


COMMIT = {"commit", "kind", "position", "hash", "record"}


def root_of(leaves):
    if not leaves:
        return ledger.sha256()
    if len(leaves) == 1:
        return leaves[0]
    k = evidence.split(len(leaves))
    return evidence.node(root_of(leaves[:k]), root_of(leaves[k:]))


def record_of(line):
    data = base64.b64decode(line["record"], validate=True)
    assert base64.b64encode(data).decode() == line["record"], "not written as base64 writes it"
    return data


def verify(path, vkey):
    """(events, root, head) of an export that is right."""
    with open(path, "rb") as file:
        lines = [json.loads(line.decode("utf-8", "strict")) for line in file.read().splitlines()]
    assert lines and lines[0].get("format") == "rackledger-export-1", "the first line is missing"
    assert "commits" in lines[-1], "the last line is missing"
    assert set(lines[0]) == {"format", "ledger"}, "the first line has other members"
    assert all(set(line) == COMMIT for line in lines[1:-1]), "a commit has other members"
    assert set(lines[-1]) == {"commits", "events", "checkpoint"}, "the last line has other members"
    chain = ledger.Chain(lines[0]["ledger"])
    leaves = []
    for number, line in enumerate(lines[1:-1]):
        position = chain.size
        verdict, record = chain.judge(record_of(line))
        assert verdict == "valid", f"commit {number} is {verdict}, behind event {position - 1}"
        said = (line["commit"], line["kind"], line["position"], line["hash"])
        assert said == (number, record[1]["kind"], position, chain.hash.hex()), f"commit {number} is not what it says"
        leaves += [ledger.sha256(b"\x00", entry) for entry in record[2]]
    last = lines[-1]
    assert (last["commits"], last["events"]) == (len(lines) - 2, chain.size), "the last line counts otherwise"
    trust = {"origin": vkey.split("+")[0], "log": [vkey], "witnesses": [], "quorum": 0}
    size, root = evidence.verify_note(evidence.read_note(last["checkpoint"]), trust)
    assert size <= len(leaves), f"{size} events were signed"
    assert root_of(leaves[:size]) == root, "other events were signed"
    return len(leaves), root_of(leaves).hex(), chain.hash.hex()


def main(vkey, *paths):
    wrong = False
    for path in paths:
        try:
            print("right", *verify(path, vkey))
        except (AssertionError, ledger.Malformed, evidence.Refused, evidence.Malformed, ValueError, KeyError, TypeError,
                AttributeError) as e:
            wrong = True
            print("wrong", repr(e).replace("\n", " "))
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
