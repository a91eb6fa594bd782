//! `cargo xtask score gold-pages`: whole news pages against `gold/pages/pages.jsonl`, where every entity, statement, event, toll and commitment of them
//! was marked by hand. The scorer of the shared pages counts; the gold here is stand-off, and its words come from the shared data.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;
use serde_json::{Value, json};

use crate::{calibration, root};

/// The rows of the scorer that are kept: the layers that are marked whole.
const ROWS: [&str; 5] = ["entities", "statements", "events", "tolls", "commitments"];
/// Rows of them that the gold does not mark.
const UNMARKED: [&str; 5] = ["place on the map", "quotes", "day said ", "CAMEO root", "CAMEO code"];
/// Layers that a page may have wholly right, by rows of the scorer.
const WHOLE: [(&[&str], &str); 5] = [
    (&["person_names", "person_pronouns"], "people linked"),
    (&["statements"], "statements"),
    (&["event_rows"], "events"),
    (&["tolls", "commitments"], "tolls and commitments"),
    (&["statements", "event_rows", "tolls", "commitments"], "all but entities"),
];
/// The halves: rules may be built after reading the errors of the first, never of the second.
const HALVES: [&str; 2] = ["train", "score"];

/// Runs the release build on the pages whose texts lie under `data`, and says what came out.
pub fn run(data: &Path) -> anyhow::Result<String> {
    let file = std::fs::read_to_string(root().join("gold/pages/pages.jsonl")).context("gold/pages/pages.jsonl")?;
    let gold: Vec<Value> = file.lines().map(serde_json::from_str).collect::<Result<_, _>>().context("a line of gold/pages/pages.jsonl")?;
    let texts = texts(data, &gold)?;
    let mut report = String::new();
    let mut sure = Vec::new();
    for half in HALVES {
        let folder = root().join("target/gold-pages").join(half);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
        }
        std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        let (mut input, mut files) = (String::new(), Vec::new());
        for page in gold.iter().filter(|page| page["half"] == half) {
            let key = (string(&page["set"]), string(&page["id"]));
            let text = texts.get(&key).with_context(|| format!("no text {}/{}", key.0, key.1))?;
            writeln!(input, "{}", json!({"id": page["id"], "text": text, "published": page["published"]}))?;
            let file = folder.join(format!("{}-{}.json", key.0, key.1));
            std::fs::write(&file, document(page, text).to_string()).with_context(|| file.display().to_string())?;
            files.push(file);
        }
        let pages = folder.join("pages.jsonl");
        std::fs::write(&pages, input).with_context(|| pages.display().to_string())?;
        let out = Command::new(root().join("target/release/dateline"))
            .arg("analyze")
            .arg(&pages)
            .args(["--format", "jsonl", "--whole-text", "-o", "jsonl"])
            .output()
            .context("dateline analyze")?;
        anyhow::ensure!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr).trim());
        let printed = String::from_utf8_lossy(&out.stdout).into_owned();
        let documents: Vec<Value> = printed.lines().map(serde_json::from_str).collect::<Result<_, _>>().context("a document")?;
        for (page, found) in gold.iter().filter(|page| page["half"] == half).zip(&documents) {
            anyhow::ensure!(found["source"]["sha256"] == page["sha256"], "{}: not the text that was marked", page["id"]);
            judge(page, found, &mut sure);
        }
        let system = folder.join("system.jsonl");
        std::fs::write(&system, documents.iter().map(undated).collect::<String>()).with_context(|| system.display().to_string())?;
        let table = scored(data, &files, &system, &[])?;
        write!(report, "{half} half, {} pages\n{}{}", files.len(), rows(&table), faults(data, &files, &system)?)?;
    }
    Ok(format!("{report}how sure entities are, both halves\n{}", calibration::tenths(sure)))
}

/// A document of the program as a line, without the days of speaking, which the gold does not mark: with one a statement would never be right in all.
fn undated(found: &Value) -> String {
    let mut found = found.clone();
    for statement in found["statements"].as_array_mut().into_iter().flatten() {
        statement["said"] = Value::Null;
        if let Some(evidence) = statement["evidence"].as_object_mut() {
            evidence.remove("said");
        }
    }
    format!("{found}\n")
}

/// How sure each entity is, and whether it is right: a mention of it ends where one of a marked entity of its kind does.
fn judge(page: &Value, found: &Value, sure: &mut Vec<(f64, bool)>) {
    let kinds =
        |entity: &Value| -> Vec<String> { std::iter::once(&entity["kind"]).chain(array(&entity["also"]["kind"])).map(string).collect() };
    let mut marked: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    for entity in array(&page["entities"]) {
        for end in array(&entity["mentions"]).iter().filter_map(|mention| mention[1].as_u64()) {
            marked.entry(end).or_default().extend(kinds(entity));
        }
    }
    for entity in array(&found["entities"]) {
        let ends = array(&entity["mentions"]).iter().filter_map(|mention| mention["span"][1].as_u64());
        let is_right = ends.filter_map(|end| marked.get(&end)).any(|kinds| kinds.contains(&string(&entity["kind"])));
        sure.push((entity["score"].as_f64().unwrap_or_default(), is_right));
    }
}

/// What the scorer of the shared pages prints for gold files and the program's documents.
fn scored(data: &Path, gold: &[PathBuf], system: &Path, options: &[&str]) -> anyhow::Result<String> {
    let mut scorer = Command::new("python3");
    scorer.arg(data.join("../score/score_ledger.py")).args(gold).arg("--system").arg(system).args(options);
    let out = scorer.output().context("python3")?;
    anyhow::ensure!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr).trim());
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// How many pages have no fault in a layer, and how many have one or two; a wrong record is one fault, as a missing or a false one is.
fn faults(data: &Path, gold: &[PathBuf], system: &Path) -> anyhow::Result<String> {
    let mut counts = [[0_usize; 2]; WHOLE.len()];
    for file in gold {
        let report: Value = serde_json::from_str(&scored(data, std::slice::from_ref(file), system, &["--json", "-"])?)?;
        for ((rows, _), count) in WHOLE.iter().zip(&mut counts) {
            let all = array(&report["rows"]).iter().filter(|row| rows.contains(&row["row"].as_str().unwrap_or_default()));
            let wrong = |row: &Value, side: &str| {
                row[side].as_f64().unwrap_or_default() - row[format!("right_{side}")].as_f64().unwrap_or_default()
            };
            let faults: f64 = all.map(|row| wrong(row, "system").max(wrong(row, "gold"))).sum();
            count[0] += usize::from(faults < 0.5);
            count[1] += usize::from((0.5..2.5).contains(&faults));
        }
    }
    let mut report = format!("pages of {} without a fault, with one or two\n", gold.len());
    for ((_, name), [none, few]) in WHOLE.iter().zip(counts) {
        writeln!(report, "  {name:26} {none:4} {few:4}")?;
    }
    Ok(report)
}

/// The texts of the pages, by set and id.
fn texts(data: &Path, gold: &[Value]) -> anyhow::Result<BTreeMap<(String, String), String>> {
    let mut texts = BTreeMap::new();
    let mut sets: Vec<String> = gold.iter().map(|page| string(&page["set"])).collect();
    sets.sort_unstable();
    sets.dedup();
    for set in sets {
        let file = data.join("reading").join(&set).join("gold.jsonl");
        let lines = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        for line in lines.lines() {
            let row: Value = serde_json::from_str(line).with_context(|| file.display().to_string())?;
            let paragraphs = || {
                let all: Vec<String> = array(&row["paragraphs"]).iter().map(string).collect();
                all.join("\n\n")
            };
            let text = row["text"].as_str().filter(|it| !it.is_empty()).map_or_else(paragraphs, str::to_owned);
            texts.insert((set.clone(), string(&row["id"])), text);
        }
    }
    Ok(texts)
}

/// A page's gold as a document of the contract, its words filled in.
fn document(page: &Value, text: &str) -> Value {
    let chars: Vec<char> = text.chars().collect();
    let words = |span: &Value| -> String {
        let at = |index: usize| span[index].as_u64().and_then(|it| usize::try_from(it).ok()).unwrap_or_default().min(chars.len());
        chars.get(at(0)..at(1)).unwrap_or_default().iter().collect()
    };
    let mut document = page.clone();
    document["type"] = json!("document");
    document["text"] = json!(text);
    document["source"] = json!({"id": page["id"]});
    document["meta"] = json!({"published": page["published"]});
    document["blocks"] = json!([{"span": [0, chars.len()], "kind": "paragraph", "keep": true}]);
    for layer in ["times", "notes", "withheld"] {
        document[layer] = json!([]);
    }
    for entity in document["entities"].as_array_mut().into_iter().flatten() {
        let mentions: Vec<Value> =
            array(&entity["mentions"]).iter().map(|it| json!({"span": [it[0].clone(), it[1].clone()], "form": it[2].clone()})).collect();
        let longest = |form: &str| {
            let all = mentions.iter().filter(|it| form.is_empty() || it["form"] == form).map(|it| words(&it["span"]));
            all.max_by_key(|name| name.chars().count())
        };
        entity["name"] = json!(longest("name").or_else(|| longest("")));
        for role in entity["roles"].as_array_mut().into_iter().flatten() {
            role["title"] = json!(words(&role["span"]));
        }
        entity["mentions"] = json!(mentions);
    }
    for event in document["events"].as_array_mut().into_iter().flatten() {
        event["date"]["basis"] = json!("none");
        if event["asserted_by"].is_null() {
            event["asserted_by"] = json!("reporter");
        }
    }
    document
}

/// The lines of the scorer's table that are about the layers marked whole.
fn rows(table: &str) -> String {
    let mut kept = String::new();
    let mut is_kept = false;
    for line in table.lines() {
        if !line.starts_with(' ') {
            is_kept = ROWS.iter().any(|row| line.starts_with(row));
        }
        if is_kept && !UNMARKED.iter().any(|row| line.trim_start().starts_with(row)) {
            kept += line.trim_end();
            kept.push('\n');
        }
    }
    kept
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
