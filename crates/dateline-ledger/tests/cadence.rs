//! Promises checked against what was reported afterwards: the sixty cases of `cases/ledger/cadence.md`.

#![allow(clippy::disallowed_macros, reason = "a suite says how many of its cases are right")]

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use common::ledger;
use dateline_ledger::cadence::Verdict;
use dateline_ledger::{Filter, Layer, Ledger};
use serde_json::{Value, json};

/// A row of the table of who is who.
struct Cast {
    name: String,
    kind: String,
    country: Option<String>,
    sector: Option<String>,
    role: Option<String>,
    of: Option<String>,
    members: Vec<String>,
}

struct Case {
    title: String,
    lines: Vec<String>,
    expected: Vec<String>,
}

fn read() -> (Vec<Cast>, Vec<Case>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/ledger/cadence.md");
    let text = std::fs::read_to_string(path).unwrap();
    let (mut cast, mut cases): (Vec<Cast>, Vec<Case>) = Default::default();
    let mut block = "";
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("### ") {
            cases.push(Case { title: title.to_owned(), lines: Vec::new(), expected: Vec::new() });
        } else if let Some(name) = line.strip_prefix("```") {
            block = name;
        } else if block == "case" {
            cases.last_mut().unwrap().lines.push(line.to_owned());
        } else if block == "windows" {
            cases.last_mut().unwrap().expected.push(line.to_owned());
        } else if line.starts_with("| ") && !line.starts_with("| name ") {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let some = |at: usize| Some(cells[at].to_owned()).filter(|it| !it.is_empty());
            cast.push(Cast {
                name: cells[0].to_owned(),
                kind: cells[1].to_owned(),
                country: some(2),
                sector: some(3),
                role: some(4),
                of: some(5),
                members: cells[6].split(", ").filter(|it| !it.is_empty()).map(str::to_owned).collect(),
            });
        }
    }
    (cast, cases)
}

/// The documents of a case, as `dateline analyze` would print them.
fn documents(cast: &[Cast], case: &Case) -> Vec<String> {
    let mut out: Vec<Value> = Vec::new();
    for (number, line) in case.lines.iter().enumerate() {
        let fields: Vec<&str> = line.split(" | ").map(str::trim).collect();
        // Marks are taken out of the text and leave their spans.
        let mut plain = String::new();
        let mut open: Vec<(char, usize)> = Vec::new();
        let mut spans: BTreeMap<char, [usize; 2]> = BTreeMap::new();
        let is_same_page = fields[0] == "+";
        let base = if is_same_page { out.last().unwrap()["text"].as_str().unwrap().chars().count() } else { 0 };
        for letter in fields[1].chars() {
            let at = base + plain.chars().count();
            let pair = match letter {
                ']' => '[',
                '}' => '{',
                '>' => '<',
                other => other,
            };
            let closes = matches!(letter, ']' | '}' | '>') || letter == '~' && open.iter().any(|it| it.0 == '~');
            if closes {
                let start = open.iter().position(|it| it.0 == pair).map(|it| open.remove(it).1).unwrap();
                spans.insert(pair, [start, at]);
            } else if matches!(letter, '[' | '{' | '<' | '~') {
                open.push((letter, at));
            } else {
                plain.push(letter);
            }
        }
        plain.push('\n');
        let id = format!("{:016x}", 0x0ca5_0000_0000_0000_u64 + number as u64);
        if !is_same_page {
            let published = Some(fields[0]).filter(|it| *it != "-");
            out.push(json!({ "type": "document", "id": id, "source": { "id": format!("page {number}"), "format": "text" },
                "meta": { "published": published, "title": null, "language": "en" }, "text": "", "blocks": [],
                "entities": [], "statements": [], "events": [], "commitments": [] }));
        }
        let document = out.last_mut().unwrap();
        let id = document["id"].as_str().unwrap().to_owned();
        let text = document["text"].as_str().unwrap().to_owned() + &plain;
        document["text"] = text.clone().into();
        let entity = |at: usize| format!("{id}.e{at}");
        let index = |name: &str| cast.iter().position(|it| it.name == name).unwrap_or_else(|| panic!("{}: {name} is nobody", case.title));
        let listed = |list: &str| -> Vec<String> { list.split("; ").map(|name| entity(index(name))).collect() };
        // Whoever the fields name is known, with all that belongs to him.
        let mut wanted: Vec<usize> = Vec::new();
        let mut want = |at: usize| {
            let mut open = vec![at];
            while let Some(at) = open.pop() {
                if !wanted.contains(&at) {
                    wanted.push(at);
                    open.extend(cast[at].of.iter().chain(&cast[at].members).map(|name| index(name)));
                }
            }
        };
        for (at, it) in cast.iter().enumerate() {
            let is_field = fields[2..]
                .iter()
                .any(|field| field.split(' ').skip(1).collect::<Vec<_>>().join(" ").split("; ").any(|name| name == it.name));
            if is_field || text.contains(&it.name) {
                want(at);
            }
        }
        let known: Vec<Value> = document["entities"].as_array().unwrap().clone();
        let mut entities: Vec<Value> = Vec::new();
        for at in wanted {
            let it = &cast[at];
            let mut mentions = Vec::new();
            for (byte, _) in text.match_indices(&it.name) {
                let start = text[..byte].chars().count();
                // `Ardenia` in `Ministry of Health of Ardenia` is no name of its own.
                let is_inside = cast.iter().any(|other| {
                    other.name != it.name
                        && other.name.contains(&it.name)
                        && text.match_indices(&other.name).any(|(from, name)| from <= byte && byte < from + name.len())
                });
                if !is_inside {
                    mentions.push(json!({ "span": [start, start + it.name.chars().count()], "form": "name" }));
                }
            }
            if mentions.is_empty() {
                // He is known without being named here, by an office or a pronoun.
                mentions.push(json!({ "span": [0, 1], "form": "nominal" }));
            }
            let roles: Vec<Value> = it
                .role
                .iter()
                .map(|title| json!({ "title": title, "span": null, "country": it.country, "of": it.of.as_ref().map(|of| entity(index(of))) }))
                .collect();
            let place = (it.kind == "place")
                .then(|| json!({ "lat": 44.0 + at as f64 / 10.0, "lon": 20.0, "country": it.country, "precision": "city" }));
            let members: Vec<String> = it.members.iter().map(|name| entity(index(name))).collect();
            entities.push(
                json!({ "id": entity(at), "kind": it.kind, "name": it.name, "mentions": mentions, "roles": roles, "members": members,
                "country": it.country, "sector": it.sector, "place": place, "evidence": {}, "score": 0.9, "rule": "case" }),
            );
        }
        entities.extend(known.into_iter().filter(|old| !entities.iter().any(|new| new["id"] == old["id"])).collect::<Vec<_>>());
        document["entities"] = entities.into();
        let field = |name: &str| fields[2..].iter().find_map(|it| it.strip_prefix(name).and_then(|it| it.strip_prefix(' ')));
        let ids = |name: &str| field(name).map(listed).unwrap_or_default();
        if number == 0 {
            if let Some(said) = field("said") {
                document["statements"] = json!([{ "id": format!("{id}.s0"), "kind": "speech", "content": [spans[&'[']], "quotes": [], "mode": "indirect",
                    "said": { "value": said, "basis": "absolute" }, "denied": false, "evidence": {}, "score": 0.8, "rule": "case" }]);
            }
            let mut evidence = serde_json::Map::new();
            for (mark, name) in [('[', "action"), ('{', "condition"), ('<', "deadline"), ('~', "recurrence")] {
                if let Some(span) = spans.get(&mark) {
                    evidence.insert(name.to_owned(), json!([span]));
                }
            }
            document["commitments"] = json!([{ "id": format!("{id}.c0"), "by": ids("by"), "to": ids("to"), "action": spans[&'['], "force": "firm",
                "condition": spans.get(&'{'), "deadline": field("deadline"), "recurrence": field("rule"),
                "statement": field("said").map(|_| format!("{id}.s0")), "event": null, "checkable": !fields.contains(&"unchecked"),
                "evidence": evidence, "score": 0.8, "rule": "case" }]);
        } else if let Some(told) = fields.get(2) {
            let words: Vec<&str> = told.split(' ').collect();
            let (kind, mode) = words[0].split_once(':').map_or((words[0], None), |(kind, mode)| (kind, Some(mode)));
            let (modality, date) = if words.len() == 3 { (words[1], words[2]) } else { ("happened", words[1]) };
            let (start, end, precision) = match date.len() {
                10 => (Some(date.to_owned()), Some(date.to_owned()), "day"),
                7 => {
                    let first: jiff::civil::Date = format!("{date}-01").parse().unwrap();
                    (Some(first.to_string()), Some(first.last_of_month().to_string()), "month")
                }
                _ => (None, None, "unknown"),
            };
            let count = document["events"].as_array().unwrap().len();
            document["events"].as_array_mut().unwrap().push(json!({ "id": format!("{id}.v{count}"), "type": kind, "mode": mode,
                "actors": ids("actors"), "recipients": ids("recipients"), "place": field("at").map(|name| entity(index(name))),
                "date": { "start": start, "end": end, "precision": precision, "basis": if start.is_some() { "absolute" } else { "none" }, "spans": [] },
                "modality": modality, "asserted_by": "reporter", "trigger": spans[&'['], "mentions": [spans[&'[']],
                "evidence": {}, "score": 0.8, "rule": "case" }));
        }
    }
    out.iter().map(Value::to_string).collect()
}

fn commitments(ledger: &Ledger, filter: Filter) -> Vec<BTreeMap<&'static str, Value>> {
    let table = ledger.list(Layer::Commitments, &filter).unwrap();
    table.rows.iter().map(|row| table.columns.iter().copied().zip(row.iter().cloned()).collect()).collect()
}

/// The windows of the first commitment as the cases write them.
fn told(ledger: &Ledger) -> (Vec<String>, Vec<String>) {
    let rows = commitments(ledger, Filter::default());
    let checks = rows[0]["checks"].as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let lines =
        checks.iter().map(|it| format!("{} {} {}", text(&it["window_start"]), text(&it["window_end"]), text(&it["verdict"]))).collect();
    (lines, checks.iter().map(|it| text(&it["why"])).collect())
}

#[test]
fn every_window_has_its_verdict() {
    let (cast, cases) = read();
    assert_eq!(cases.len(), 60);
    let mut wrong = Vec::new();
    for case in &cases {
        let documents = documents(&cast, case);
        let (found, why) = told(&ledger("cadence", &documents, documents.len()));
        if found != case.expected {
            wrong.push(format!("{}\n  expected {:?}\n  found    {found:?}\n  because  {why:?}", case.title, case.expected));
        }
    }
    println!("promises checked: {} of {} cases right", cases.len() - wrong.len(), cases.len());
    assert!(wrong.is_empty(), "{} of {} cases are wrong\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn what_is_stored_is_what_is_computed_in_any_order() {
    let (cast, cases) = read();
    for case in cases.iter().step_by(4) {
        let mut documents = documents(&cast, case);
        let computed = common::export(&ledger("cadence-stored", &documents, documents.len()));
        documents.reverse();
        let ledger = ledger("cadence-stored", &documents, 1);
        assert_eq!(common::export(&ledger), computed, "{}", case.title);
        ledger.settle().unwrap();
        assert_eq!(common::export(&ledger), computed, "{}", case.title);
    }
}

#[test]
fn a_person_has_the_last_word() {
    let (cast, cases) = read();
    let documents = documents(&cast, &cases[0]);
    let mut ledger = ledger("cadence-judged", &documents, 2);
    let id = commitments(&ledger, Filter::default())[0]["id"].as_str().unwrap().to_owned();
    let before = common::export(&ledger);
    assert!(ledger.judge(&id, Some("2032-01-01"), Verdict::Kept, "?").unwrap_err().to_string().contains("no window"));
    assert!(ledger.judge(&id, None, Verdict::Kept, "?").unwrap_err().to_string().contains("which"));
    assert!(ledger.judge(&id, Some("soon"), Verdict::Kept, "?").is_err());
    ledger.judge(&id, Some("2031-03-12"), Verdict::Kept, "the minutes are in the archive").unwrap();
    let row = commitments(&ledger, Filter { verdict: Some(Verdict::Kept), ..Filter::default() }).remove(0);
    assert_eq!(row["strip"], "KK!K");
    let check = &row["checks"][1];
    assert_eq!((check["decided"].as_bool(), check["why"].as_str()), (Some(true), Some("the minutes are in the archive")));
    let page = ledger.show(&id).unwrap();
    assert_eq!(page.sections[0].1.rows[0], [json!("2031-03-04"), json!("K K! K"), json!("2031-03-24")]);
    // A page that comes later does not take the last word away.
    let more = documents[1].replace("0ca5000000000001", "0ca5000000000099").replace("2031-03-06", "2031-03-26");
    let run = ledger.begin("2031-04-01T00:00:00Z", "test").unwrap();
    ledger.add(run, &common::prepared(&[more])).unwrap();
    assert_eq!(commitments(&ledger, Filter::default())[0]["strip"], "KK!KK");
    std::fs::remove_file(dateline_ledger::decisions::path(&common::place("cadence-judged"))).unwrap();
    ledger.apply_decisions().unwrap();
    assert_eq!(commitments(&ledger, Filter::default())[0]["strip"], "K-KK");
    assert!(before.contains("K-K"));
}
