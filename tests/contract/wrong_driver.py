"""A driver that is wrong in one way: wrong_driver.py WAY GOOD-DRIVER…, between ibid and one that is right.

Each way is a function of the request and the good driver's answer (both as JSON, None where they are none) that
gives the answer to write: as JSON, as bytes, or None for silence.
"""
import base64
import json
import os
import select
import subprocess
import sys
import time

WAYS = {}
sys.setrecursionlimit(10000)


def way(function):
    WAYS[function.__name__] = function
    return function


def started(request):
    return request is not None and request.get("command") == "start"


def objects(answer):
    return [described for read in answer.get("reads", ()) for described in read["objects"]]


def of_kind(answer, *kinds):
    return [described for described in objects(answer) if described["kind"] in kinds]


def renumbered(read, order):
    """The read with its objects in another order: order[i] is the old number of the new object i."""
    new = dict((old, number) for number, old in enumerate(order))
    moved = [dict(read["objects"][old]) for old in order]
    for described in moved:
        if "items" in described:
            described["items"] = [new[item] for item in described["items"]]
    return {"names": dict((name, new[number]) for name, number in read["names"].items()), "objects": moved}


# The answer to start.

@way
def greets(request, answer):
    return b"Loading the library...\n" + json.dumps(answer).encode() if started(request) else answer


@way
def has_no_version(request, answer):
    if started(request):
        del answer["version"]
    return answer


@way
def has_a_mode_of_its_own(request, answer):
    if started(request):
        answer["modes"] = ["lazy"]
    return answer


@way
def speaks_version_two(request, answer):
    if started(request):
        answer["protocol"] = 2
    return answer


@way
def misspells_an_operation(request, answer):
    if started(request):
        answer["operations"].append("permute_dim")
    return answer


@way
def keeps_an_operation_secret(request, answer):
    if started(request):
        answer["operations"].remove("+=")
    return answer


# Requests to run.

@way
def counts_steps_from_one(request, answer):
    for error in [answer.get("error")] + (answer.get("tries") or []):
        if error:
            error["step"] += 1
    return answer


@way
def names_classes_as_kinds(request, answer):
    if answer.get("error"):
        answer["error"]["kind"] = "NameError"
    return answer


@way
def has_only_other_errors(request, answer):
    if answer.get("error"):
        answer["error"]["kind"] = "other"
    return answer


@way
def forgets_tries(request, answer):
    if "tries" in answer:
        answer["tries"] = []
    return answer


@way
def forgets_skipped_statements(request, answer):
    if answer.get("error"):
        answer["native"] = answer["native"][:answer["error"]["step"] + 1]
    return answer


@way
def reads_everything(request, answer):
    for read in answer.get("reads", ()):
        read["names"]["_"] = len(read["objects"])
        read["objects"].append({"kind": "none"})
    return answer


@way
def reads_late(request, answer):
    if len(answer.get("reads", ())) > 1:
        answer["reads"] = [answer["reads"][-1]] * len(answer["reads"])
    return answer


@way
def takes_everything_for_text(request, answer):
    for described in of_kind(answer, "other"):
        described.update(kind="str", value="<an object>")
    return answer


@way
def has_no_reasons(request, answer):
    answer.get("unsupported", {}).pop("reason", None)
    return answer


@way
def gives_up_for_a_try(request, answer):
    for error in answer.get("tries", ()):
        if error and error["kind"] == "unsupported":
            return {"id": answer["id"], "unsupported": {"step": 0, "what": "op x", "reason": "r"}}
    return answer


@way
def performs_what_it_lacks(request, answer):
    if "unsupported" in answer:
        return {"id": answer["id"], "native": [""] * sum("do" in step for step in request["steps"]), "error": None,
                "tries": [], "reads": [{"names": {}, "objects": []}]}
    return answer


# Values.

@way
def numbers_backwards(request, answer):
    if "reads" in answer:
        answer["reads"] = [renumbered(read, list(reversed(range(len(read["objects"]))))) for read in answer["reads"]]
    return answer


@way
def numbers_breadth_first(request, answer):
    for index, read in enumerate(answer.get("reads", ())):
        order = []
        for name in sorted(read["names"]):
            if read["names"][name] not in order:
                order.append(read["names"][name])
        for number in order:
            order.extend([item for item in dict.fromkeys(read["objects"][number].get("items", ())) if item not in order])
        answer["reads"][index] = renumbered(read, order)
    return answer


@way
def has_integers_as_numbers(request, answer):
    for described in of_kind(answer, "int"):
        described["value"] = int(described["value"])
    return answer


@way
def has_integers_as_floats(request, answer):
    for described in of_kind(answer, "int"):
        described.update(kind="float", value=float(described["value"]).hex())
    return answer


@way
def has_decimal_floats(request, answer):
    for described in of_kind(answer, "float"):
        described["value"] = repr(float.fromhex(described["value"]))
    return answer


@way
def loses_the_sign_of_zero(request, answer):
    for described in of_kind(answer, "float"):
        described["value"] = described["value"].replace("-0x0p", "0x0p").replace("-0x0.0p", "0x0.0p")
    return answer


@way
def escapes_text_twice(request, answer):
    for described in of_kind(answer, "str"):
        described["value"] = json.dumps(described["value"])[1:-1]
    return answer


@way
def has_lists_for_tuples(request, answer):
    for described in of_kind(answer, "tuple"):
        described["kind"] = "list"
    return answer


@way
def follows_no_cycle(request, answer):
    for read in answer.get("reads", ()):
        for number, described in enumerate(read["objects"]):
            if described["kind"] == "list":
                described["items"] = [item for item in described["items"] if item != number]
    return answer


@way
def takes_equal_lists_for_one(request, answer):
    for read in answer.get("reads", ()):
        while True:
            seen, double = {}, None
            for number, described in enumerate(read["objects"]):
                text = json.dumps(described, sort_keys=True)
                if described["kind"] == "list" and text in seen:
                    double = (seen[text], number)
                seen.setdefault(text, number)
            if double is None:
                break
            kept, gone = double
            for described in read["objects"]:
                if "items" in described:
                    described["items"] = [kept if item == gone else item for item in described["items"]]
            read["names"] = dict((name, kept if number == gone else number) for name, number in read["names"].items())
            read.update(renumbered(dict(read, objects=read["objects"]), order_of(read)))
    return answer


def order_of(read):
    order, waiting = [], [read["names"][name] for name in sorted(read["names"], reverse=True)]
    while waiting:
        number = waiting.pop()
        if number not in order:
            order.append(number)
            waiting.extend(reversed(read["objects"][number].get("items", ())))
    return order


@way
def knows_no_identity(request, answer):
    for read in answer.get("reads", ()):
        copies = []

        def copied(number):
            described = dict(read["objects"][number])
            copies.append(described)
            new = len(copies) - 1
            if "items" in described:
                described["items"] = [copied(item) if item != number else new for item in described["items"]]
            return new

        read["names"] = dict((name, copied(read["names"][name])) for name in (
            [name for step in request["steps"][-1:] if step.get("read") not in (True, None) for name in step["read"]
             if name in read["names"]] or sorted(read["names"])))
        read["objects"] = copies
    return answer


# Arrays.

SIZES = {"int64": 8, "float64": 8, "int32": 4, "float32": 4, "int16": 2, "uint16": 2, "uint32": 4, "uint64": 8}


def elements(described):
    data, size = base64.b64decode(described["bytes"]), SIZES.get(described["dtype"], 1)
    return [data[at:at + size] for at in range(0, len(data), size)]


def set_elements(described, parts):
    described["bytes"] = base64.b64encode(b"".join(parts)).decode()


@way
def has_big_endian_elements(request, answer):
    for described in of_kind(answer, "array"):
        set_elements(described, [part[::-1] for part in elements(described)])
    return answer


@way
def has_fortran_order(request, answer):
    for described in of_kind(answer, "array"):
        if len(described["shape"]) == 2:
            rows, columns = described["shape"]
            parts = elements(described)
            set_elements(described, [parts[row * columns + column] for column in range(columns) for row in range(rows)])
    return answer


@way
def has_dtypes_of_its_own(request, answer):
    for described in of_kind(answer, "array"):
        described["dtype"] = "torch." + described["dtype"]
    return answer


@way
def has_no_padding(request, answer):
    for described in of_kind(answer, "array"):
        described["bytes"] = described["bytes"].rstrip("=")
    return answer


@way
def has_an_axis_for_a_scalar(request, answer):
    for described in of_kind(answer, "array"):
        described["shape"] = described["shape"] or [1]
    return answer


@way
def has_bits_of_all_ones(request, answer):
    for described in of_kind(answer, "array"):
        data = base64.b64decode(described["bytes"])
        described["bytes"] = base64.b64encode(b"".join(
            b"\xff" if 0x31 <= byte < 0x41 else bytes([byte]) for byte in data)).decode() if "bits" in str(request) else \
            described["bytes"]
    return answer


@way
def has_boolean_bits_of_another_byte(request, answer):
    if "bits" in str(request):
        for described in of_kind(answer, "array"):
            if described["dtype"] == "bool":
                data = base64.b64decode(described["bytes"])
                described["bytes"] = base64.b64encode(data.replace(b"\1", b"\x31")).decode()
    return answer


# Lines.

@way
def has_ids_as_text(request, answer):
    if "id" in answer:
        answer["id"] = str(answer["id"])
    return answer


@way
def answers_on_several_lines(request, answer):
    return json.dumps(answer, indent=1).encode() if "reads" in answer else answer


@way
def prints_what_it_does(request, answer):
    return b"executing\n" + json.dumps(answer).encode() if "reads" in answer else answer


@way
def speaks_latin_1(request, answer):
    return json.dumps(answer).encode()[:-1] + b', "author": "Andr\xe9"}' if "reads" in answer else answer


@way
def dies_of_an_unknown_command(request, answer):
    if request is not None and request.get("command") not in ("start", "run"):
        raise KeyError(request.get("command"))
    return answer


@way
def is_silent_at_a_bad_line(request, answer):
    return None if request is None else answer


@way
def leaves_a_process(request, answer):
    if started(request):
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True,
                         stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return answer


@way
def works_alone(request, answer):
    if started(request):
        os.open(os.environ["LOCK"], os.O_CREAT | os.O_EXCL)
    return answer


# What these do differently is not in their answers: see below.
for name in ("splits_nothing", "joins_nothing", "takes_short_lines", "says_hello_when_idle", "stays", "fails_at_the_end",
             "forgets_the_last_request", "answers_in_any_order", "nothing"):
    WAYS[name] = lambda request, answer: answer


class Lines(object):
    """Lines of standard input, read as the way reads them."""

    def __init__(self, name):
        self.name = name
        self.rest = b""

    def more(self):
        if self.name == "says_hello_when_idle":
            while not select.select([0], [], [], 0.1)[0]:
                os.write(1, b'{"hello": true}\n')
                select.select([0], [], [])
        block = os.read(0, 65536)
        if self.name == "forgets_the_last_request" and block:
            poll = select.poll()
            poll.register(0, select.POLLIN | select.POLLHUP)
            time.sleep(0.05)
            if any(event & select.POLLHUP for _, event in poll.poll(0)):
                return b""
        return block

    def __iter__(self):
        while True:
            block = self.more()
            if not block:
                return
            if self.name == "joins_nothing":
                yield block
                continue
            self.rest += block
            if self.name == "takes_short_lines" and len(self.rest) > 100000:
                raise MemoryError("a line of more than 100000 bytes")
            lines = self.rest.split(b"\n")
            self.rest = lines.pop()
            if self.name == "splits_nothing":
                del lines[1:]
            if self.name == "answers_in_any_order":
                lines.reverse()
            for line in lines:
                yield line + b"\n"


def parsed(line):
    try:
        value = json.loads(line.decode("utf-8"))
        return value if isinstance(value, dict) else None
    except ValueError:
        return None


def main():
    name = sys.argv[1]
    good = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for line in Lines(name):
        good.stdin.write(line.rstrip(b"\n") + b"\n")
        good.stdin.flush()
        answer = WAYS[name](parsed(line), json.loads(good.stdout.readline().decode("utf-8")))
        if answer is not None:
            answer = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            sys.stdout.buffer.write(answer + b"\n")
            sys.stdout.buffer.flush()
    good.communicate()
    if name == "works_alone":
        os.unlink(os.environ["LOCK"])
    if name == "stays":
        time.sleep(600)
    if name == "fails_at_the_end":
        sys.exit("something went wrong while cleaning up")


main()
