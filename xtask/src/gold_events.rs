//! `cargo xtask score gold-events`: events in single sentences, on the sentences of `gold/events`, whose heads say how they are to be
//! read.
//!
//! A record of ours stands for one of the gold when a word on which its type rests lies on the gold's trigger, one to one, those of the same type
//! first. Figures are end to end: an event that was not found also counts against its fields, and so does one that is not there.

use std::collections::BTreeMap;
use std::process::Command;

use anyhow::Context;
use serde_json::{Value, json};

use crate::{calibration, root};

type Span = [usize; 2];

/// An event of the gold: the fields of its line.
#[derive(Debug, Default)]
struct Wanted {
    is_optional: bool,
    fields: BTreeMap<String, String>,
}

/// A sentence of the gold.
#[derive(Debug, Default)]
struct Sentence {
    is_for_training: bool,
    published: Option<String>,
    text: String,
    events: Vec<Wanted>,
}

/// What is right of what we say, and of what the gold has.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    right: usize,
    system: usize,
    gold: usize,
}

impl Tally {
    fn add(&mut self, right: usize, system: usize, gold: usize) {
        self.right += right;
        self.system += system;
        self.gold += gold;
    }
}

/// The rows of the report, in order.
const ROWS: [&str; 7] = ["type", "actors", "recipients", "modality", "asserted_by", "place", "date"];

/// Runs the release build on the sentences of each file and says what came out, by half.
pub fn run() -> anyhow::Result<String> {
    let mut sure = Vec::new();
    let mut reports: Vec<String> = Vec::new();
    for file in ["sentences", "plain", "paragraphs"] {
        reports.push(format!("{file}.md\n{}", report(file, &mut sure)?));
    }
    reports.push(format!("how sure they are, by type, all of them\n{}", calibration::tenths(sure)));
    Ok(reports.join("\n"))
}

/// The report on one file; how sure each record is, and whether it is right by its type, go to `sure`.
fn report(file: &str, sure: &mut Vec<(f64, bool)>) -> anyhow::Result<String> {
    let path = root().join(format!("gold/events/{file}.md"));
    let file = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let sentences = read(&file);
    anyhow::ensure!(!sentences.is_empty(), "no sentences in {}", path.display());
    let mut input = String::new();
    for (number, sentence) in sentences.iter().enumerate() {
        input += &format!("{}\n", json!({"id": number.to_string(), "text": sentence.text, "published": sentence.published}));
    }
    let file = root().join("target/gold-events.jsonl");
    std::fs::write(&file, input).with_context(|| file.display().to_string())?;
    let binary = root().join("target/release/dateline");
    let out = Command::new(binary).arg("analyze").arg(&file).args(["--format", "jsonl", "--whole-text", "-o", "jsonl"]).output()?;
    anyhow::ensure!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr).trim());
    let documents: Vec<Value> = String::from_utf8_lossy(&out.stdout).lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    anyhow::ensure!(documents.len() == sentences.len(), "{} documents of {}", documents.len(), sentences.len());
    let mut lines = Vec::new();
    for is_for_training in [true, false] {
        let mut tallies = [Tally::default(); ROWS.len()];
        for (sentence, document) in sentences.iter().zip(&documents).filter(|(it, _)| it.is_for_training == is_for_training) {
            count(sentence, document, &mut tallies, sure);
        }
        let half = sentences.iter().filter(|it| it.is_for_training == is_for_training).count();
        lines.push(format!("{} half, {half} sentences{:>12}{:>7}", if is_for_training { "training" } else { "scoring " }, "P", "R"));
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        lines.extend(ROWS.iter().zip(&tallies).map(|(row, tally)| {
            let Tally { right, system, gold } = *tally;
            let of = format!("{right}/{system}  {right}/{gold}");
            format!("  {row:<32}{:7.1}{:7.1}  {of:>18}", share(right, system), share(right, gold))
        }));
    }
    Ok(lines.join("\n"))
}

/// The sentences of the file.
fn read(file: &str) -> Vec<Sentence> {
    let (mut all, mut sentence, mut block) = (Vec::new(), Sentence::default(), None::<String>);
    for line in file.lines() {
        match (&block, line.strip_prefix("```")) {
            (None, Some(opened)) => block = Some(opened.trim().to_owned()),
            (Some(open), Some(_)) => {
                if open == "events" {
                    all.push(std::mem::take(&mut sentence));
                }
                block = None;
            }
            (Some(open), None) if open == "text" => match line.strip_prefix("published: ") {
                Some(day) if sentence.text.is_empty() => sentence.published = Some(day.trim().to_owned()),
                _ => {
                    sentence.text += line;
                    sentence.text.push('\n');
                }
            },
            (Some(_), None) if !line.trim().is_empty() => {
                let parts = line.trim_start_matches(['?', ' ']).split(" | ").filter_map(|part| part.trim().split_once('='));
                let fields = parts.map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
                sentence.events.push(Wanted { is_optional: line.starts_with('?'), fields });
            }
            (None, None) if line.ends_with(" train") || line.ends_with(" score") => sentence.is_for_training = line.ends_with(" train"),
            _ => {}
        }
    }
    all
}

fn count(sentence: &Sentence, document: &Value, tallies: &mut [Tally; ROWS.len()], sure: &mut Vec<(f64, bool)>) {
    let text: Vec<char> = document["text"].as_str().unwrap_or_default().chars().collect();
    let events = array(&document["events"]);
    let place = |words: &str| place(&text, words);
    let mut pairs: Vec<(bool, usize, usize)> = Vec::new();
    for (one, wanted) in sentence.events.iter().enumerate() {
        let triggers: Vec<Span> = wanted.fields.get("trigger").into_iter().flat_map(|it| it.split('/')).filter_map(place).collect();
        for (other, event) in events.iter().enumerate() {
            let rests = [&event["mentions"], &event["evidence"]["type"], &event["evidence"]["trigger"]];
            if rests.iter().flat_map(|it| spans(it)).any(|span| triggers.iter().any(|trigger| overlap(span, *trigger))) {
                pairs.push((is_type(wanted, event), one, other));
            }
        }
    }
    pairs.sort_by_key(|&(same, one, other)| (!same, one, other));
    let (mut of_gold, mut is_used) = (vec![None; sentence.events.len()], vec![false; events.len()]);
    for (_, one, other) in pairs {
        if of_gold[one].is_none() && !is_used[other] {
            of_gold[one] = Some(other);
            is_used[other] = true;
        }
    }
    let right = |at: usize| sentence.events.iter().zip(&of_gold).any(|(wanted, other)| *other == Some(at) && is_type(wanted, &events[at]));
    sure.extend((0..events.len()).map(|at| (events[at]["score"].as_f64().unwrap_or_default(), right(at))));
    for (wanted, other) in sentence.events.iter().zip(&of_gold) {
        let event = other.map(|it| &events[it]).filter(|event| is_type(wanted, event));
        // A record of another type is false, and what was wanted is missing.
        tallies[0].add(usize::from(event.is_some()), usize::from(other.is_some()), usize::from(event.is_some() || !wanted.is_optional));
        if event.is_none() && wanted.is_optional {
            continue;
        }
        for (row, key) in ROWS.iter().enumerate().skip(1) {
            let Some(value) = wanted.fields.get(*key) else { continue };
            let (right, system, gold) = judge(document, event, key, value, &place);
            tallies[row].add(right, system, gold);
        }
    }
    let more: Vec<&Value> = events.iter().zip(&is_used).filter(|(_, is_used)| !**is_used).map(|(event, _)| event).collect();
    tallies[0].system += more.len();
    for event in more {
        tallies[1].system += array(&event["actors"]).len();
        tallies[2].system += array(&event["recipients"]).len();
        tallies[3].system += 1;
        tallies[4].system += 1;
        tallies[5].system += usize::from(!event["place"].is_null());
        tallies[6].system += usize::from(!event["date"]["start"].is_null());
    }
}

fn is_type(wanted: &Wanted, event: &Value) -> bool {
    let name = event["type"].as_str().unwrap_or_default();
    wanted.fields.get("type").is_some_and(|it| it.split('/').any(|it| it == name))
}

/// How many of a field's values are right, how many we gave, and how many there are: the reading of the gold that fits best.
fn judge(document: &Value, event: Option<&Value>, key: &str, value: &str, place: &dyn Fn(&str) -> Option<Span>) -> (usize, usize, usize) {
    let mentions = |id: &Value| -> Vec<Span> {
        let entity = array(&document["entities"]).iter().find(|it| !id.is_null() && it["id"] == *id);
        let of = |it: &Value| [span(&it["span"]), span(&it["extent"])];
        entity.map(|it| array(&it["mentions"])).unwrap_or_default().iter().flat_map(of).flatten().collect()
    };
    let on = |given: &[Span], words: &str| place(words).is_some_and(|it| given.iter().any(|span| overlap(*span, it)));
    let readings = value.split('/').map(str::trim);
    let null = Value::Null;
    let event = event.unwrap_or(&null);
    let given: Vec<Vec<Span>> = match key {
        "modality" => {
            let right = readings.clone().any(|it| event["modality"] == *it);
            return (usize::from(right), usize::from(!event.is_null()), 1);
        }
        "asserted_by" => {
            let by = &event["asserted_by"];
            let statement = array(&document["statements"]).iter().find(|it| !by.is_null() && it["id"] == *by);
            let named = statement
                .map(|it| [mentions(&it["speaker"]), span(&it["speaker_extent"]).into_iter().collect()].concat())
                .unwrap_or_default();
            let right = readings.clone().any(|it| if it == "reporter" { *by == "reporter" } else { on(&named, it) });
            return (usize::from(right), usize::from(!event.is_null()), 1);
        }
        "place" => [&event["place"]].into_iter().filter(|it| !it.is_null()).map(mentions).collect(),
        "date" if event["date"]["start"].is_null() => Vec::new(),
        "date" => vec![spans(&event["evidence"]["date"])],
        _ => array(&event[key]).iter().map(mentions).collect(),
    };
    let fits = |reading: &str| {
        let wanted: Vec<&str> = reading.split(';').map(str::trim).filter(|it| *it != "-" && !it.is_empty()).collect();
        let right = wanted.iter().filter(|words| given.iter().any(|it| on(it, words))).count();
        (right.min(given.len()), given.len(), wanted.len())
    };
    readings
        .map(fits)
        .max_by_key(|&(right, system, gold)| (2 * right * 1000) / (system + gold).max(1) + 1000 * usize::from(system + gold == 0))
        .unwrap_or_default()
}

/// The stretch of a text that words stand for; `strike#2` is the second occurrence.
fn place(text: &[char], words: &str) -> Option<Span> {
    let (words, nth) = words.trim().split_once('#').map_or((words.trim(), 1), |(words, nth)| (words, nth.parse().unwrap_or(1)));
    let words: Vec<char> = words.chars().collect();
    let is_edge = |at: Option<&char>| at.is_none_or(|it| !it.is_alphanumeric());
    let here = |at: &usize| {
        text[*at..].starts_with(&words) && is_edge(at.checked_sub(1).and_then(|it| text.get(it))) && is_edge(text.get(at + words.len()))
    };
    let start = (!words.is_empty()).then(|| (0..text.len()).filter(here).nth(nth - 1)).flatten()?;
    Some([start, start + words.len()])
}

const fn overlap(one: Span, other: Span) -> bool {
    one[0] < other[1] && other[0] < one[1]
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn span(value: &Value) -> Option<Span> {
    let [start, end] = array(value) else { return None };
    Some([usize::try_from(start.as_u64()?).ok()?, usize::try_from(end.as_u64()?).ok()?])
}

fn spans(value: &Value) -> Vec<Span> {
    array(value).iter().filter_map(span).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_judged_by_its_fields() {
        let file = "2 score\n\n```text\npublished: 2025-01-02\nRebels hit Tarvo on Monday.\n```\n```events\n\
                    type=ASSAULT | actors=Rebels | recipients=Tarvo/- | place=Tarvo | date=Monday | modality=happened | trigger=hit\n```\n";
        let sentences = read(file);
        let document = json!({"text": "Rebels hit Tarvo on Monday.", "entities": [{"id": "r", "mentions": [{"span": [0, 6]}]}],
            "events": [{"type": "ASSAULT", "mentions": [[7, 10]], "actors": ["r"], "recipients": [], "place": null, "modality": "happened",
                "score": 0.75, "date": {"start": "2024-12-30"}, "evidence": {"date": [[20, 26]]}, "asserted_by": "reporter"}]});
        let mut tallies = [Tally::default(); ROWS.len()];
        let mut sure = Vec::new();
        count(&sentences[0], &document, &mut tallies, &mut sure);
        assert_eq!(sure, [(0.75, true)]);
        let figures: Vec<_> = tallies.iter().map(|it| (it.right, it.system, it.gold)).collect();
        assert_eq!(figures, [(1, 1, 1), (1, 1, 1), (0, 0, 0), (1, 1, 1), (0, 0, 0), (0, 0, 1), (1, 1, 1)]);
        assert!(!sentences[0].is_for_training);
    }
}
