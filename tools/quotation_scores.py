"""Two measures of direct quotations for tools/measure.py.

found_quotations  PolNeAR: a gold statement whose content stands in quotation marks is found if nine tenths of it lie in one content
                  of the record; one of the record is right if nine tenths of it lie in one content of the gold. Statements inside of
                  others are left out: the gold knows no nesting.
known_speakers    reports without gold: share of direct quotations (none inside of another) without a speaker
"""
ENOUGH = 0.9


def covered(span_list, others, overlap, size) -> bool:
    return any(overlap(span_list, other) >= ENOUGH * size(span_list) for other in others)


def found_quotations(gold: list[dict], system: list[dict], scorer) -> dict:
    """scorer: the module score_attributions, which tells what stands in quotation marks and carries spans over."""
    records = {r["uri"]: r for r in system}
    found = quoted = right = given = 0
    for g in gold:
        text, regions = g["text"], scorer.quoted_regions(g["text"])
        record = records.get(g["id"])
        if record is None:
            continue
        outer = {**record, "_at": g["id"], "statements": [s for s in record["statements"] if "parent" not in s]}
        offsets = scorer.offsets_for(g, outer, "chars", {})
        contents = {"gold": [a["content"] for a in scorer.attributions_of(g, scorer.offsets_for(g, {**g, "_at": g["id"]}, "chars", {}), text)],
                    "ours": [a["content"] for a in scorer.attributions_of(outer, offsets, text)]}
        direct = {k: [c for c in v if c and scorer.is_direct(text, c, regions)] for k, v in contents.items()}
        quoted += len(direct["gold"])
        given += len(direct["ours"])
        found += sum(covered(c, contents["ours"], scorer.overlap, scorer.size) for c in direct["gold"])
        right += sum(covered(c, contents["gold"], scorer.overlap, scorer.size) for c in direct["ours"])
    return {"recall": round(found / max(1, quoted), 4), "gold": quoted, "precision": round(right / max(1, given), 4), "system": given}


def known_speakers(records: list[dict]) -> dict:
    direct = [s for r in records for s in r["statements"] if s["kind"] == "direct" and "parent" not in s]
    unknown = sum("speaker" not in s for s in direct)
    return {"direct": len(direct), "unknown": unknown, "share": round(unknown / max(1, len(direct)), 4)}
