//! The gold of `cases/ledger/utterances.md`: three hundred reports in one ledger, and which of them are of one utterance.

#![allow(clippy::disallowed_macros, reason = "a suite says how many of its pairs are right")]

mod common;

use dateline_ledger::{Filter, Layer};
use serde_json::{Value, json};

/// A pair of the gold.
struct Pair {
    kind: String,
    is_same: bool,
    published: [String; 2],
    speakers: [String; 2],
    reports: Vec<String>,
}

fn gold() -> Vec<Pair> {
    let (mut pairs, mut kind): (Vec<Pair>, String) = Default::default();
    for line in include_str!("../../../cases/ledger/utterances.md").lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            kind = heading.to_owned();
        } else if let Some(report) = line.strip_prefix("- ") {
            pairs.last_mut().unwrap().reports.push(report.to_owned());
        } else if line.starts_with("same ") || line.starts_with("two ") {
            let mut parts = line.split(" · ");
            let head: Vec<&str> = parts.next().unwrap().split(' ').collect();
            let speakers: Vec<&str> = parts.collect();
            pairs.push(Pair {
                kind: kind.clone(),
                is_same: head[0] == "same",
                published: [head[1].to_owned(), head[2].to_owned()],
                speakers: [speakers[0].to_owned(), speakers[speakers.len() - 1].to_owned()],
                reports: Vec::new(),
            });
        }
    }
    pairs
}

/// A report as a document of the contract with one statement.
fn document(id: &str, report: &str, published: &str, speaker: &str) -> String {
    let mut text = String::new();
    let mut spans: Vec<(char, [usize; 2])> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for letter in report.chars() {
        match letter {
            '{' | '<' | '[' => open.push(text.chars().count()),
            '}' | '>' | ']' => spans.push((letter, [open.pop().unwrap(), text.chars().count()])),
            _ => text.push(letter),
        }
    }
    let of = |mark: char| spans.iter().filter(move |it| it.0 == mark).map(|it| it.1).collect::<Vec<_>>();
    let (who, cue, content) = (of('}'), of('>').first().copied(), of(']'));
    let cue_words: String = cue.map_or(String::new(), |[start, end]| text.chars().skip(start).take(end - start).collect());
    let is_person = speaker.split(' ').count() == 2 && !["of", "Airline"].iter().any(|word| speaker.split(' ').any(|it| it == *word));
    let kind = match cue_words.as_str() {
        "believes" | "hopes" | "fears" | "expects" | "estimates" => "belief",
        _ => "speech",
    };
    json!({ "id": id, "source": { "format": "text" }, "meta": { "published": published }, "text": text,
        "entities": [{ "id": "e0", "kind": if is_person { "person" } else { "organization" }, "name": speaker,
            "mentions": who.iter().map(|span| json!({ "span": span, "form": "name" })).collect::<Vec<_>>() }],
        "statements": [{ "id": "s0", "kind": kind, "speaker": "e0", "speaker_span": who.first(), "cue": cue, "content": content, "quotes": [],
            "denied": cue_words.starts_with("denie") }] })
    .to_string()
}

#[test]
fn statements_of_one_utterance_are_linked_and_no_others() {
    let gold = gold();
    assert_eq!(gold.len(), 150);
    let mut lines = Vec::new();
    for (number, pair) in gold.iter().enumerate() {
        for side in 0..2 {
            let id = format!("{number:03}{}", ["a", "b"][side]);
            lines.push(document(&id, &pair.reports[side], &pair.published[side], &pair.speakers[side]));
        }
    }
    let ledger = common::ledger("utterance-gold", &lines, 64);
    let table = ledger.list(Layer::Statements, &Filter::default()).unwrap();
    let column = |name: &str| table.columns.iter().position(|it| *it == name).unwrap();
    let (document, utterance) = (column("document"), column("utterance"));
    let of = |id: &str| table.rows.iter().find(|row| row[document] == *id).map(|row| row[utterance].clone()).unwrap();
    let (mut right, mut wrong, mut missed) = (0, Vec::new(), Vec::new());
    for (number, pair) in gold.iter().enumerate() {
        let is_found = of(&format!("{number:03}a")) == of(&format!("{number:03}b"));
        let told = format!("{}: {} | {}", pair.kind, pair.reports[0], pair.reports[1]);
        match (pair.is_same, is_found) {
            (true, true) => right += 1,
            (true, false) => missed.push(told),
            (false, true) => wrong.push(told),
            (false, false) => {}
        }
    }
    // Statements of different pairs are of different utterances, whoever speaks.
    let mut by_utterance: std::collections::BTreeMap<String, std::collections::BTreeSet<String>> = Default::default();
    for row in &table.rows {
        let pair = row[document].as_str().unwrap()[..3].to_owned();
        by_utterance.entry(row[utterance].as_str().unwrap().to_owned()).or_default().insert(pair);
    }
    wrong.extend(by_utterance.values().filter(|pairs| pairs.len() > 1).map(|pairs| format!("across pairs: {pairs:?}")));
    let f1 = 2.0 * f64::from(right) / f64::from(2 * right + (wrong.len() + missed.len()) as i32);
    let told =
        format!("utterances: F1 {f1:.3} over 150 pairs, {right} right\nwrong:\n{}\nmissed:\n{}", wrong.join("\n"), missed.join("\n"));
    println!("{told}");
    assert!(f1 >= 0.955, "{told}");
    assert!(table.rows.iter().all(|row| row[column("n_documents")] != Value::Null));
}
