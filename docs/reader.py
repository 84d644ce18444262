"""Reads a workspace as docs/format.md tells, and prints how delegations stand: reader.py WORKSPACE ASSETS [TODAY]"""
import collections, datetime, functools, json, pathlib, re, sys, zlib, zoneinfo
TOKEN = re.compile(r'\s+|#!\[[^\]]*\]|//[^\n]*|/\*.*?\*/|"((?:[^"\\]|\\.)*)"|([A-Za-z_]\w*)|(-?\d+)|([\[\](){}:,])', re.S)
POSITIONS = "champions supports accepts abstained concerns opposes blocks undecided awaiting silent".split()
def ron(text):  # as in assets/: (a: 1) is a dict, [1] a list, Name(x) a pair, a bare word true or a str
    tokens = [m for m in TOKEN.finditer(text) if m.lastindex][::-1]
    char = lambda m: chr(int(m[1], 16)) if m[1] else {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}.get(m[2], m[2])
    def value():
        token = tokens.pop()
        if token[1] is not None: return re.sub(r"\\(?:u\{(\w+)\}|(.))", char, token[1])
        if token[2]: return (token[2], value()[0]) if tokens and tokens[-1][4] == "(" else token[2] == "true" or token[2]
        if token[3]: return int(token[3])
        fields, items = {}, []
        while tokens[-1][4] not in (")", "]"):
            if tokens[-2][4] == ":": key = tokens.pop()[2]; tokens.pop(); fields[key] = value()
            else: items.append(value())
            if tokens[-1][4] == ",": tokens.pop()
        tokens.pop()
        return fields or items
    return value()

def entries(journal):  # lines whose checksum fits and whose version is known; all others are passed over
    for line in journal.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        m = re.fullmatch(rb'\{"sum":"([0-9a-f]{8})",(.*\})\r?', line, re.S)
        if m and zlib.crc32(m[2]) == int(m[1], 16) and (entry := json.loads(line))["v"] == 1: yield line, entry

def named(entry):  # k3f9x2-12 is entry 12 of device k3f9x2, and comes after entry 9
    return entry["id"].split("-")[0], int(entry["id"].split("-")[1])

def moment(text):  # in order of time; a day begins when it does in the zone of the workspace, ahead of a moment at that very time
    time = datetime.datetime.fromisoformat(text)
    return (time.replace(tzinfo=ZONE).timestamp(), 0, text) if len(text) == 10 else (time.timestamp(), 1, "")

def standing(records):  # of one cell, in order of entry and place: what counts and nothing overtook, best first
    last, known, heads, on = {}, [], collections.defaultdict(list), [moment(fact["on"]) for _, fact in records]
    for i, (entry, fact) in enumerate(records):
        known.append({last[id(entry)]} if id(entry) in last and not fact.get("concurrent") else set())
        last[id(entry)] = i
    for i in {*range(len(records))}.difference(*known): heads[records[i][0]["id"]].append(i)
    for (entry, fact), own in zip(records, known): own.update(i for parent in fact.get("parents", ()) if parent != entry["id"] for i in heads[parent])
    for own in known * len(records): own.update(*[known[i] for i in own])
    counts = [i for i, (entry, _) in enumerate(records) if not is_undone(entry["id"]) and on[i][0] < TOMORROW]
    left = [i for i in counts if not any(i in known[k] and on[k] >= on[i] or k in known[i] and on[k] > on[i] for k in counts)]
    return [records[i] for i in sorted(left, key=lambda i: (on[i], moment(records[i][0]["at"]), named(records[i][0]), i))[::-1]]

workspace, assets = map(pathlib.Path, sys.argv[1:3])
marker = workspace / "state/prepcom.json"
ZONE = zoneinfo.ZoneInfo(json.loads(marker.read_text("utf-8")).get("zone", "UTC") if marker.exists() else "UTC")
today = datetime.date.fromisoformat(sys.argv[3]) if sys.argv[3:] else datetime.datetime.now(ZONE).date()
TOMORROW = moment(str(today + datetime.timedelta(days=1)))[0]  # what is dated later than today waits
cells, undos = collections.defaultdict(list), collections.defaultdict(set)
is_undone = functools.cache(lambda entry: any(not is_undone(undo) for undo in undos[entry]))
every = {line.rstrip(b"\r"): entry for journal in workspace.glob("state/journal/*.jsonl") for line, entry in entries(journal)}
for line, entry in sorted(every.items(), key=lambda pair: (named(pair[1]), moment(pair[1]["at"]), pair[0])):
    for kind, fact in (pair for fact in entry["facts"] for pair in fact.items()):
        if kind == "position": cells[fact["item"], fact["participant"]].append((entry, fact))
        if kind == "undo": undos[fact["entry"]].add(entry["id"])
stand = {cell: standing(records) for cell, records in cells.items()}
position = {cell: next((fact["position"] for _, fact in best if fact.get("position")), None) for cell, best in stand.items()}
conflict = {cell for cell, best in stand.items() if len({(fact.get("position"), fact.get("condition")) for _, fact in best}) > 1}
delegations, groups = (ron((assets / file).read_text("utf-8")) for file in ("delegations.ron", "groups.ron"))
belongs = lambda d, g: d.get("nuclear_weapon_state") if g.get("nuclear_weapon_states") else g["code"] in d.get("groups", ())
for key, id in [(item["key"], item.get("id", item["key"])) for area in sorted((assets / "areas").glob("*.ron")) for item in ron(area.read_text("utf-8"))["items"]]:
    silent = [d for d in delegations if not position.get((id, d["code"]))]
    said = [{position.get((id, "@" + g["code"])) for g in groups if belongs(d, g)} - {None} for d in silent]
    tally = {name: sum(position.get((id, d["code"])) == name for d in delegations) for name in POSITIONS}
    conflicts = sum((id, who) in conflict for who in [d["code"] for d in delegations] + ["@" + g["code"] for g in groups])
    print(json.dumps({"key": key, "tally": tally, "recorded": sum(tally.values()), "via_groups": sum(len(s) == 1 for s in said), "groups_differ": sum(len(s) > 1 for s in said), "conflicts": conflicts}))
