//! What is written is read again: with the readers of Parquet and CSV, and field by field.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, TimeUnit};
use dateline_export::gdelt::{EVENTS, MENTIONS};
use dateline_export::{Format, Request, export};
use dateline_ledger::decisions::Verb;
use dateline_ledger::document::Document;
use dateline_ledger::flat::{Kind, Scope, TABLES};
use dateline_ledger::{Ledger, Prepared};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::{Value, json};

const FLAT: [Format; 3] = [Format::Parquet, Format::Csv, Format::Jsonl];
const ALL: [Format; 4] = [Format::Parquet, Format::Csv, Format::Jsonl, Format::Gdelt];

/// A folder of its own for a test.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn case() -> Vec<String> {
    include_str!("../../../cases/ledger/sarnovo.jsonl").lines().map(str::to_owned).collect()
}

/// A ledger of some lines, in batches of some size.
fn ledger(path: &Path, lines: &[String], batch: usize) -> Ledger {
    let mut ledger = Ledger::create(path).unwrap();
    let run = ledger.begin("2031-04-01T00:00:00Z", "test").unwrap();
    for batch in lines.chunks(batch) {
        let batch: Vec<Prepared> = batch.iter().map(|line| Prepared::new(Document::parse(line.as_bytes()).unwrap())).collect();
        ledger.add(run, &batch).unwrap();
    }
    ledger
}

fn request(folder: &Path, formats: &[Format]) -> Request {
    Request { formats: formats.to_vec(), scope: Scope::default(), folder: folder.to_owned(), force: false, jobs: 2 }
}

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())
        })
        .collect()
}

fn rows(folder: &Path, table: &str) -> Vec<Value> {
    let text = fs::read_to_string(folder.join(format!("{table}.jsonl"))).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A page of a few words with one event, on one day.
fn page(number: usize, modality: &str, r#type: &str, words: &str) -> String {
    let id = format!("{number:016x}");
    let length = words.chars().count();
    let event = json!({
        "id": format!("{id}.v1"), "type": r#type, "mode": null, "contexts": ["military"], "cameo": null, "actors": [format!("{id}.e1")], "recipients": [],
        "instrument": null, "place": null, "date": {"start": null, "end": null, "precision": "unknown", "basis": "none", "spans": [], "same_day_as": null},
        "modality": modality, "asserted_by": "reporter", "trigger": [0, length], "mentions": [[0, length]], "part_of": null,
        "evidence": {"type": [[0, length]], "country": "gazetteer"}, "score": 0.5 + number as f64 / 100.0, "rule": "test",
    });
    let entity = json!({
        "id": format!("{id}.e1"), "kind": "person", "name": words, "mentions": [{"span": [0, length], "extent": null, "form": "name"}], "roles": [], "members": [],
        "country": null, "sector": null, "place": null, "evidence": {"name": [[0, length]]}, "score": 0.9, "rule": "test",
    });
    let toll = json!({
        "id": format!("{id}.t1"), "event": format!("{id}.v1"), "measure": "killed", "low": number, "high": null, "qualifier": "at_least", "group": null, "part_of": null,
        "claimant": null, "statement": null, "as_of": "2031-03", "span": [0, length], "evidence": {"low": [[0, length]]}, "score": 0.9, "rule": "test",
    });
    json!({
        "type": "document", "id": id, "source": {"format": "text", "id": words},
        "meta": {"url": null, "site": "paper.example", "title": words, "byline": ["Anna Holm", "Bo \"B\" Vale"], "published": "2031-03-01T23:30:00-02:00"},
        "text": words, "blocks": [{"span": [0, length], "kind": "paragraph", "keep": true, "reason": null, "copy_of": null, "raw": null}],
        "entities": [entity], "events": [event], "tolls": [toll],
    })
    .to_string()
}

/// A value of a Parquet file as JSON Lines has it.
fn at(column: &ArrayRef, kind: Kind, row: usize) -> Value {
    if column.is_null(row) {
        return Value::Null;
    }
    let day = |days: i32| jiff::civil::date(1970, 1, 1).checked_add(jiff::ToSpan::days(days)).unwrap().to_string();
    match kind {
        Kind::Text => column.as_string::<i32>().value(row).into(),
        Kind::Integer => column.as_primitive::<Int64Type>().value(row).into(),
        Kind::Real => json!(column.as_primitive::<Float64Type>().value(row)),
        Kind::Truth => column.as_boolean().value(row).into(),
        Kind::Day => day(column.as_primitive::<Date32Type>().value(row)).into(),
        Kind::Instant => {
            let at = column.as_primitive::<TimestampMicrosecondType>().value(row);
            jiff::Timestamp::from_microsecond(at).unwrap().to_string().into()
        }
        Kind::Texts => column.as_list::<i32>().value(row).as_string::<i32>().iter().map(|it| it.unwrap()).collect::<Vec<_>>().into(),
        Kind::Spans => {
            let list = column.as_list::<i32>().value(row);
            let both = list.as_struct();
            let numbers = |name: &str| both.column_by_name(name).unwrap().as_primitive::<Int64Type>().values().to_vec();
            numbers("start").into_iter().zip(numbers("end")).map(|(start, end)| json!([start, end])).collect::<Vec<_>>().into()
        }
    }
}

/// A value as a cell of CSV has it, without what makes it safe in a spreadsheet.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[test]
fn every_format_says_the_same_with_its_types() {
    let folder = scratch("formats");
    let mut lines = case();
    lines.extend([
        page(1, "happened", "ASSAULT", "=cmd|' /C calc'!A0"),
        page(2, "ongoing", "ASSAULT", "said \"no\",\nthen left"),
        page(3, "happened", "AID", "-3"),
    ]);
    ledger(&folder.join("l.db"), &lines, 64);
    let out = folder.join("out");
    export(&folder.join("l.db"), &request(&out, &FLAT)).unwrap();
    for table in TABLES {
        let told = rows(&out, table.name);
        let reader =
            ParquetRecordBatchReaderBuilder::try_new(fs::File::open(out.join(format!("{}.parquet", table.name))).unwrap()).unwrap();
        let schema = reader.schema().clone();
        assert_eq!(schema.metadata()["description"], table.doc);
        for (field, column) in schema.fields().iter().zip(table.columns) {
            assert_eq!((field.name().as_str(), field.metadata()["description"].as_str()), (column.name, column.doc));
            let is_right = match column.kind {
                Kind::Text => *field.data_type() == DataType::Utf8,
                Kind::Integer => *field.data_type() == DataType::Int64,
                Kind::Real => *field.data_type() == DataType::Float64,
                Kind::Truth => *field.data_type() == DataType::Boolean,
                Kind::Day => *field.data_type() == DataType::Date32,
                Kind::Instant => *field.data_type() == DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
                Kind::Texts | Kind::Spans => matches!(field.data_type(), DataType::List(_)),
            };
            assert!(is_right, "{}.{}: {}", table.name, column.name, field.data_type());
        }
        let mut read = Vec::new();
        for batch in reader.build().unwrap() {
            let batch = batch.unwrap();
            for row in 0..batch.num_rows() {
                let object: serde_json::Map<String, Value> = table
                    .columns
                    .iter()
                    .enumerate()
                    .map(|(number, it)| (it.name.to_owned(), at(batch.column(number), it.kind, row)))
                    .collect();
                read.push(Value::Object(object));
            }
        }
        assert_eq!(read, told, "{}.parquet", table.name);
        let mut reader = csv::Reader::from_path(out.join(format!("{}.csv", table.name))).unwrap();
        let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(head, table.columns.iter().map(|it| it.name).collect::<Vec<_>>());
        let read: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(read.len(), told.len(), "{}.csv", table.name);
        for (row, object) in read.iter().zip(&told) {
            for (cell_read, name) in row.iter().zip(&head) {
                let expected = cell(&object[name]);
                let is_formula = expected.starts_with(['=', '+', '-', '@']) && expected.parse::<f64>().is_err();
                assert_eq!(cell_read, if is_formula { format!("'{expected}") } else { expected }, "{}.{name}", table.name);
            }
        }
    }
    let documents = rows(&out, "documents");
    let odd = documents.iter().find(|it| it["title"] == "-3").unwrap();
    assert_eq!(
        (&odd["published_day"], &odd["published_at"]),
        (&json!("2031-03-01"), &json!("2031-03-02T01:30:00Z")),
        "the page's day, and the moment in UTC"
    );
    let whole = documents.iter().find(|it| it["published"] == "2031-03-09").unwrap();
    assert_eq!((&whole["published_day"], &whole["published_at"]), (&json!("2031-03-09"), &Value::Null), "a day is no midnight");
    let toll = &rows(&out, "tolls").into_iter().find(|it| it["as_of"] == "2031-03").unwrap();
    assert_eq!(toll["as_of_day"], Value::Null, "a month is no day");
}

#[test]
fn the_same_documents_give_the_same_bytes_in_any_order() {
    let folder = scratch("order");
    let lines = case();
    let reversed: Vec<String> = lines.iter().rev().cloned().collect();
    let mixed: Vec<String> = (0..lines.len()).map(|at| lines[at * 7 % lines.len()].clone()).collect();
    assert_eq!(mixed.iter().collect::<BTreeSet<_>>().len(), lines.len());
    let mut found: Vec<BTreeMap<String, Vec<u8>>> = Vec::new();
    for (name, lines, batch, jobs) in [("a", &lines, 64, 1), ("b", &reversed, 1, 2), ("c", &mixed, 3, 5)] {
        let path = folder.join(format!("{name}.db"));
        ledger(&path, lines, batch);
        // The second time over the first.
        for _ in 0..2 {
            export(&path, &Request { jobs, ..request(&folder.join(name), &ALL) }).unwrap();
            found.push(files(&folder.join(name)));
        }
    }
    assert!(found[0].len() == 3 * TABLES.len() + 3, "{:?}", found[0].keys());
    assert!(found.windows(2).all(|pair| pair[0] == pair[1]), "any order, any number of threads, any number of times");
    let clock = "2031-04-01T00:00:00Z";
    assert!(found[0].values().all(|bytes| !String::from_utf8_lossy(bytes).contains(clock)), "no time of a run leaves the ledger");
}

#[test]
fn what_has_not_happened_leaves_only_on_demand() {
    let folder = scratch("scope");
    let kinds = [
        ("happened", "ASSAULT", true),
        ("ongoing", "ASSAULT", true),
        ("planned", "ASSAULT", false),
        ("conditional", "AID", false),
        ("denied", "ASSAULT", false),
        ("historical", "ASSAULT", false),
        ("planned", "AGREE", true),
        ("conditional", "THREATEN", true),
        ("hypothetical", "REQUEST", false),
        ("denied", "ACCUSE", false),
    ];
    let words =
        ["Ada Lund", "Bea Moor", "Cal Nott", "Dan Orne", "Eve Pike", "Fay Quill", "Gus Reed", "Hal Stone", "Ida Thorn", "Jon Upton"];
    let lines: Vec<String> = kinds.iter().enumerate().map(|(at, (modality, r#type, _))| page(at, modality, r#type, words[at])).collect();
    let path = folder.join("l.db");
    ledger(&path, &lines, 64);
    let expected: BTreeSet<String> = kinds.iter().enumerate().filter(|(_, it)| it.2).map(|(at, _)| format!("{at:016x}.v1")).collect();
    let ids = |folder: &Path, table: &str, key: &str| {
        rows(folder, table).iter().map(|it| it[key].as_str().unwrap().to_owned()).collect::<BTreeSet<_>>()
    };
    export(&path, &request(&folder.join("default"), &[Format::Jsonl, Format::Gdelt])).unwrap();
    assert_eq!(ids(&folder.join("default"), "events", "id"), expected);
    assert_eq!(ids(&folder.join("default"), "event_mentions", "id"), expected);
    assert_eq!(ids(&folder.join("default"), "tolls", "event"), expected, "the toll of what did not happen is none");
    let grounds: BTreeSet<String> = rows(&folder.join("default"), "evidence")
        .iter()
        .filter(|it| it["layer"] == "event")
        .map(|it| it["record"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(grounds, expected, "evidence follows its record");
    let lines = files(&folder.join("default")).into_iter().find(|it| it.0.ends_with(".export.CSV")).unwrap().1;
    assert_eq!(String::from_utf8(lines).unwrap().lines().count(), expected.len());
    let all = Request { scope: Scope { all: true, min_score: None }, ..request(&folder.join("all"), &[Format::Jsonl]) };
    export(&path, &all).unwrap();
    assert_eq!(ids(&folder.join("all"), "events", "id").len(), kinds.len());
    let sure = Request { scope: Scope { all: true, min_score: Some(0.55) }, ..request(&folder.join("sure"), &[Format::Jsonl]) };
    export(&path, &sure).unwrap();
    assert_eq!(ids(&folder.join("sure"), "events", "id").len(), 5, "those with .55 to .59");
    // What a person rejected leaves no trace.
    let rejected = format!("{:016x}.v1", 0);
    Ledger::open(&path).unwrap().decide(Verb::Reject, std::slice::from_ref(&rejected), None, "wrong").unwrap();
    export(&path, &all).unwrap();
    assert!(files(&folder.join("all")).values().all(|bytes| !String::from_utf8_lossy(bytes).contains(&format!("\"{rejected}\""))));
}

#[test]
fn the_views_of_the_ledger_are_the_export() {
    let folder = scratch("views");
    let mut lines = case();
    lines.push(page(1, "denied", "ASSAULT", "Łódź — “no” 🙂"));
    let path = folder.join("l.db");
    ledger(&path, &lines, 64);
    let out = folder.join("out");
    export(&path, &Request { scope: Scope { all: true, min_score: None }, ..request(&out, &[Format::Jsonl]) }).unwrap();
    let db = rusqlite::Connection::open(&path).unwrap();
    for table in TABLES {
        let mut find = db.prepare(&format!("SELECT * FROM flat_{}", table.name)).unwrap();
        assert_eq!(find.column_names().collect::<Vec<_>>(), table.columns.iter().map(|it| it.name).collect::<Vec<_>>());
        let mut seen: Vec<String> = find
            .query_map([], |row| {
                let values: Vec<Value> = table
                    .columns
                    .iter()
                    .enumerate()
                    .map(|(at, column)| match (row.get_ref(at).unwrap(), column.kind) {
                        (rusqlite::types::ValueRef::Null, _) => Value::Null,
                        (rusqlite::types::ValueRef::Text(text), Kind::Texts | Kind::Spans) => serde_json::from_slice(text).unwrap(),
                        (rusqlite::types::ValueRef::Text(text), _) => std::str::from_utf8(text).unwrap().into(),
                        (rusqlite::types::ValueRef::Integer(number), Kind::Truth) => (number != 0).into(),
                        (rusqlite::types::ValueRef::Integer(number), _) => number.into(),
                        (rusqlite::types::ValueRef::Real(number), _) => json!(number),
                        (rusqlite::types::ValueRef::Blob(_), _) => panic!("no blob leaves the ledger"),
                    })
                    .collect();
                Ok(json!(values).to_string())
            })
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let mut told: Vec<String> = rows(&out, table.name)
            .iter()
            .map(|it| json!(table.columns.iter().map(|column| it[column.name].clone()).collect::<Vec<_>>()).to_string())
            .collect();
        assert!(!told.is_empty() || table.name == "times", "{} is tried", table.name);
        seen.sort();
        told.sort();
        assert_eq!(seen, told, "{}", table.name);
    }
}

#[test]
fn references_lead_to_rows_that_are_there() {
    let folder = scratch("references");
    ledger(&folder.join("l.db"), &case(), 64);
    let out = folder.join("out");
    export(&folder.join("l.db"), &request(&out, &[Format::Jsonl])).unwrap();
    let ids = |table: &str| rows(&out, table).iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect::<BTreeSet<_>>();
    let known: BTreeMap<&str, BTreeSet<String>> =
        ["documents", "entities", "events", "event_mentions", "statements"].map(|it| (it, ids(it))).into();
    let references = [
        ("blocks", "document", "documents"),
        ("mentions", "document", "documents"),
        ("mentions", "entity", "entities"),
        ("roles", "entity", "entities"),
        ("statements", "speaker", "entities"),
        ("statements", "addressees", "entities"),
        ("events", "actors", "entities"),
        ("events", "recipients", "entities"),
        ("events", "place", "entities"),
        ("event_mentions", "event", "events"),
        ("event_mentions", "actors", "entities"),
        ("tolls", "event", "events"),
        ("tolls", "mention", "event_mentions"),
        ("tolls", "claimant", "entities"),
        ("tolls", "statement", "statements"),
        ("commitments", "by", "entities"),
        ("copies", "of", "documents"),
        ("documents", "family", "documents"),
    ];
    for (table, column, to) in references {
        for row in rows(&out, table) {
            let list = row[column].as_array().cloned().unwrap_or_else(|| vec![row[column].clone()]);
            for it in list.iter().filter(|it| !it.is_null()) {
                assert!(known[to].contains(it.as_str().unwrap()), "{table}.{column}: {it}");
            }
        }
    }
    // Words are what stands in the text.
    let texts: BTreeMap<String, Vec<char>> = rows(&out, "documents")
        .iter()
        .map(|it| (it["id"].as_str().unwrap().to_owned(), it["text"].as_str().unwrap().chars().collect()))
        .collect();
    for row in rows(&out, "mentions") {
        let span = ["start", "end"].map(|key| usize::try_from(row[key].as_u64().unwrap()).unwrap());
        assert_eq!(texts[row["document"].as_str().unwrap()][span[0]..span[1]].iter().collect::<String>(), row["words"].as_str().unwrap());
    }
}

#[test]
fn gdelt_has_its_columns_and_nothing_is_made_up() {
    let folder = scratch("gdelt");
    let mut lines = case();
    lines.push(page(1, "happened", "CONSULT", "=Vera\t\"V\" Holm\nand others"));
    ledger(&folder.join("l.db"), &lines, 64);
    let out = folder.join("out");
    export(&folder.join("l.db"), &request(&out, &[Format::Gdelt])).unwrap();
    let read = |ending: &str, columns: &[(&str, &str)]| -> Vec<BTreeMap<String, String>> {
        let (_, bytes) = files(&out).into_iter().find(|it| it.0.ends_with(ending)).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        text.lines()
            .map(|line| {
                let cells: Vec<&str> = line.split('\t').collect();
                assert_eq!(cells.len(), columns.len(), "{line}");
                for (cell, (name, kind)) in cells.iter().zip(columns) {
                    let is_right = cell.is_empty()
                        || match *kind {
                            "integer" => cell.parse::<i64>().is_ok(),
                            "number" => cell.parse::<f64>().is_ok(),
                            _ => !cell.contains('"'),
                        };
                    assert!(is_right, "{name}: {cell}");
                }
                columns.iter().zip(cells).map(|(column, cell)| (column.0.to_owned(), cell.to_owned())).collect()
            })
            .collect()
    };
    let (events, mentions) = (read(".export.CSV", &EVENTS), read(".mentions.CSV", &MENTIONS));
    let ids: BTreeSet<&String> = events.iter().map(|it| &it["GLOBALEVENTID"]).collect();
    assert_eq!(ids.len(), events.len(), "every row has an id of its own");
    assert!(ids.iter().all(|id| id.parse::<u64>().unwrap() < 1 << 53));
    assert!(mentions.iter().all(|it| ids.contains(&it["GLOBALEVENTID"])));
    for event in &events {
        let told = mentions.iter().filter(|it| it["GLOBALEVENTID"] == event["GLOBALEVENTID"]).count();
        assert_eq!(told.to_string(), event["NumMentions"]);
        assert_eq!((event["AvgTone"].as_str(), event["EventRootCode"].as_str()), ("", &event["EventCode"][..2]));
    }
    let strike = events.iter().find(|it| it["EventCode"] == "195").unwrap();
    let told = [
        "SQLDATE",
        "QuadClass",
        "GoldsteinScale",
        "Actor1Code",
        "Actor2Code",
        "NumArticles",
        "NumSources",
        "ActionGeo_Type",
        "ActionGeo_Lat",
        "DATEADDED",
    ]
    .map(|it| strike[it].as_str());
    assert_eq!(
        told,
        ["20310307", "4", "-10.0", "XBL", "", "8", "6", "4", "44.1", "20310307211000"],
        "eight pages of six origins, 22:10 in UTC"
    );
    let odd = events.iter().find(|it| it["Actor1Name"].contains("VERA")).unwrap();
    assert_eq!(odd["Actor1Name"], "'=VERA 'V' HOLM AND OTHERS", "no tabulator, no break, no formula");
    assert_eq!(
        [&odd["SQLDATE"], &odd["MonthYear"], &odd["Year"], &odd["FractionDate"]],
        ["", "", "", ""],
        "a publication is no date of an event"
    );
    assert_eq!((odd["EventCode"].as_str(), odd["GoldsteinScale"].as_str(), odd["SOURCEURL"].as_str()), ("040", "1.0", ""));
    let mention = mentions.iter().find(|it| it["GLOBALEVENTID"] == odd["GLOBALEVENTID"]).unwrap();
    assert_eq!(
        (mention["MentionType"].as_str(), mention["Actor2CharOffset"].as_str(), mention["ActionCharOffset"].as_str()),
        ("2", "-1", "0")
    );
}

#[test]
fn a_folder_of_others_is_left_alone() {
    let folder = scratch("folder");
    let path = folder.join("l.db");
    ledger(&path, &case(), 64);
    let out = folder.join("out");
    fs::create_dir_all(&out).unwrap();
    fs::write(out.join("events.csv"), "mine").unwrap();
    let refused = export(&path, &request(&out, &[Format::Csv])).unwrap_err().to_string();
    assert!(refused.ends_with("out: holds events.csv, and no export of dateline; name another folder, or give --force"), "{refused}");
    assert_eq!(files(&out).len(), 1);
    assert_eq!(fs::read(out.join("events.csv")).unwrap(), b"mine");
    export(&path, &Request { force: true, ..request(&out, &[Format::Csv]) }).unwrap();
    assert_eq!(files(&out).len(), TABLES.len() + 1);
    // An export of another format comes beside it, and is listed beside it.
    export(&path, &request(&out, &[Format::Gdelt])).unwrap();
    assert_eq!(files(&out).len(), TABLES.len() + 3);
    let list: Value = serde_json::from_slice(&files(&out)["datapackage.json"]).unwrap();
    assert_eq!(list["resources"].as_array().unwrap().len(), TABLES.len() + 2);
    // With more pages the files of GDELT have another name; those before them go, what somebody put there stays.
    fs::write(out.join("notes.txt"), "mine").unwrap();
    let before: Vec<String> = files(&out).into_keys().filter(|it| it.ends_with(".export.CSV")).collect();
    let later = page(1, "happened", "AID", "Vera Holm").replace("2031-03-01T23:30:00-02:00", "2032-01-01");
    ledger(&path, &[later], 1);
    export(&path, &request(&out, &[Format::Gdelt])).unwrap();
    let after: Vec<String> = files(&out).into_keys().filter(|it| it.ends_with(".export.CSV")).collect();
    assert_eq!(after, ["20320101000000.export.CSV"]);
    assert!(before != after && files(&out).contains_key("notes.txt"));
}

#[test]
fn an_export_that_fails_leaves_nothing() {
    let folder = scratch("fails");
    let out = folder.join("out");
    assert!(export(&folder.join("none.db"), &request(&out, &ALL)).unwrap_err().to_string().ends_with("none.db: no such ledger"));
    assert!(!out.exists() && files_of(&folder).is_empty(), "no half of an export, and no folder for it");
    // What a run that was stopped left behind is in nobody's way.
    let path = folder.join("l.db");
    ledger(&path, &case(), 64);
    fs::create_dir_all(folder.join(".out.partial")).unwrap();
    fs::write(folder.join(".out.partial/events.csv"), "half").unwrap();
    export(&path, &request(&out, &[Format::Csv])).unwrap();
    assert!(!folder.join(".out.partial").exists());
    assert_eq!(files(&out).len(), TABLES.len() + 1);
}

fn files_of(folder: &Path) -> Vec<String> {
    fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect()
}
