"""What an implementation might say to do harm, beyond what the samples have: too much of it, and what is not text."""

import json
import pathlib

MEBIBYTE = 1 << 20


def enlarged(files, folder):
    """The files, with every native message of the hostile sample a mebibyte long; what is changed is written to folder."""
    changed = []
    for name in map(pathlib.Path, files):
        if name.stem != "hostile":
            changed.append(str(name))
            continue
        lines = []
        for line in name.read_text(encoding="utf-8").rstrip("\n").split("\n"):
            record = json.loads(line)
            if record.get("error"):
                record["error"]["message"] += "\ufffd\\xff\\xfe " + "<b>\u202e" * (MEBIBYTE // 6)
            lines.append(json.dumps(record, ensure_ascii=False))
        copy = pathlib.Path(folder, name.name)
        copy.write_text("\n".join(lines) + "\n", encoding="utf-8")
        changed.append(str(copy))
    return changed
