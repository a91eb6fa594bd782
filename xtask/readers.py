"""What others read in an export of Dateline: `readers.py CHECK FOLDER`; `cargo xtask readers` calls it. Prints one line; fails where something else is read."""

import contextlib
import datetime
import glob
import io
import json
import sys
import zipfile

check, folder = sys.argv[1:]
package = json.load(open(f"{folder}/datapackage.json"))
tables = {it["name"]: it for it in package["resources"] if it["format"] == "jsonl"}
gdelt = {it["name"]: it for it in package["resources"] if it["format"] == "gdelt"}


def rows(table):
    return [json.loads(line) for line in open(f"{folder}/{table}.jsonl", encoding="utf-8")]


def plain(value):
    """A value of a data frame as JSON has it."""
    if isinstance(value, datetime.datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (list, tuple)) or type(value).__name__ == "ndarray":
        return [[it["start"], it["end"]] if isinstance(it, dict) else it for it in value]
    if value is None or value != value or type(value).__name__ in ("NAType", "NaTType"):
        return None
    return value.item() if hasattr(value, "item") else value


def read(ending):
    (path,) = glob.glob(f"{folder}/*.{ending}.CSV")
    return open(path, "rb").read()


def pandas_reads():
    import pandas
    import pyarrow.parquet

    count = 0
    for name, table in tables.items():
        path = f"{folder}/{name}.parquet"
        found = pandas.read_parquet(path, dtype_backend="pyarrow")
        expected = rows(name)
        assert len(found) == len(expected), name
        for row, other in zip(found.to_dict("records"), expected):
            row = {key: plain(value) for key, value in row.items()}
            assert row == other, (name, row, other)
            count += 1
        schema = pyarrow.parquet.read_schema(path)
        for field in table["schema"]["fields"]:
            assert schema.field(field["name"]).metadata[b"description"].decode() == field["description"]
        csv = pandas.read_csv(f"{folder}/{name}.csv", keep_default_na=False)
        assert len(csv) == len(expected) and list(csv.columns) == [it["name"] for it in table["schema"]["fields"]], name
    return f"{count} rows of {len(tables)} tables are those of the JSON Lines; every column is described"


def duckdb_reads():
    import duckdb

    kinds = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE", "datetime": "TIMESTAMP WITH TIME ZONE"}
    for name, table in tables.items():
        told = {row[0]: row[1] for row in duckdb.sql(f"DESCRIBE SELECT * FROM '{folder}/{name}.parquet'").fetchall()}
        for field in table["schema"]["fields"]:
            kind = told[field["name"]]
            assert kind == kinds.get(field["type"]) or (field["type"] == "array" and kind.endswith("[]")), (name, field["name"], kind)
        for ending in ("parquet", "csv"):
            source = f"read_csv('{folder}/{name}.csv', header=true, all_varchar=true)" if ending == "csv" else f"'{folder}/{name}.parquet'"
            ((count,),) = duckdb.sql(f"SELECT count(*) FROM {source}").fetchall()
            assert count == table["rows"], (name, ending, count)
    # The history of a toll, as a person would ask for it.
    history = duckdb.sql(
        f"""SELECT t.low, t.claimant_name FROM '{folder}/tolls.parquet' t JOIN '{folder}/events.parquet' v ON v.id = t.event
        JOIN '{folder}/documents.parquet' d ON d.id = t.document
        WHERE v.place_name = 'Sarnovo' AND t.measure = 'killed' AND t."group" IS NULL AND d.published_day >= DATE '2031-03-07' ORDER BY d.published, t.id"""
    ).fetchall()
    assert {14, 16, 18, 20, 85} <= {row[0] for row in history}, history
    return f"{len(tables)} tables with their types; the toll history has {len(history)} figures"


def gdelt_reads():
    """gdeltPyR only downloads: it gets our files in place of those that it asks for."""
    import requests

    class Answer:
        status_code = 200

        def __init__(self, content):
            self.content = content

    def zipped(content):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("file.CSV", content)
        return Answer(out.getvalue())

    files = {"export": zipped(read("export")), "mentions": zipped(read("mentions"))}
    requests.get = lambda url, **_: next((files[name] for name in files if f".{name}." in url), Answer(b"{}"))
    # Its import prints.
    with contextlib.redirect_stdout(io.StringIO()):
        from gdelt.parallel import _mp_worker

    events = _mp_worker("20310310000000.export.CSV.zip", table="events")
    mentions = _mp_worker("20310310000000.mentions.CSV.zip", table="mentions")
    for found, name, columns in ((events, "gdelt-events", 61), (mentions, "gdelt-mentions", 16)):
        assert found.shape == (gdelt[name]["rows"], columns), (name, found.shape)
        for at, field in enumerate(gdelt[name]["schema"]["fields"]):
            column = found[at].dropna()
            if field["type"] in ("integer", "number") and len(column):
                assert column.dtype.kind in "if", (name, field["name"], column.dtype)
    assert set(mentions[0]) == set(events[0]) and events[0].is_unique
    # gdeltPyR keeps the codes as text, with their zeros.
    assert all(code.startswith(root) for code, root in zip(events[26], events[28])) and "040" in set(events[26])
    assert events[34].isna().all(), "no tone is made up"
    return f"{len(events)} events and {len(mentions)} mentions, no line passed over"


def gdelt_py_reads():
    from py_gdelt.lookups import Lookups
    from py_gdelt.models.events import Event, Mention
    from py_gdelt.parsers.events import EventsParser
    from py_gdelt.parsers.mentions import MentionsParser

    fields = [it["name"] for it in gdelt["gdelt-events"]["schema"]["fields"]]
    assert [it.lower() for it in EventsParser.V2_COLUMNS] == [it.lower() for it in fields]
    lines = read("export").decode().splitlines()
    # It passes over rows without a tone or a date; the tone is put in here, and the rows without a date stay out.
    import logging

    logging.disable(logging.CRITICAL)
    assert not list(EventsParser().parse("\n".join(lines).encode()))
    tone = fields.index("AvgTone")
    filled = []
    for line in lines:
        cells = line.split("\t")
        cells[tone] = "0"
        filled.append("\t".join(cells))
    raw = list(EventsParser().parse("\n".join(filled).encode()))
    dated = [line for line in lines if line.split("\t")[1] and line.split("\t")[59]]
    assert len(raw) == len(dated), (len(raw), len(dated))
    events = [Event.from_raw(it) for it in raw]
    countries = Lookups().countries
    places = 0
    for event, line in zip(events, dated):
        cells = dict(zip(fields, line.split("\t")))
        assert event.date.strftime("%Y%m%d") == cells["SQLDATE"] and str(event.global_event_id) == cells["GLOBALEVENTID"]
        assert event.goldstein_scale == float(cells["GoldsteinScale"]) and event.event_code == cells["EventCode"]
        if event.action_geo and event.action_geo.country_code:
            assert countries.fips_to_iso3(event.action_geo.country_code), event.action_geo
            places += 1
    assert places, "a place with a FIPS code is among them"
    raw = list(MentionsParser().parse(read("mentions")))
    assert len(raw) == gdelt["gdelt-mentions"]["rows"]
    mentions = [Mention.from_raw(it) for it in raw if it.event_time_full and it.mention_time_full]
    return f"{len(events)} of {len(lines)} events (without a tone it reads none, without a date not the others), {places} with a FIPS code; {len(mentions)} mentions"


print(f"{check}: {({'pandas': pandas_reads, 'duckdb': duckdb_reads, 'gdelt': gdelt_reads, 'gdelt-py': gdelt_py_reads})[check]()}")
