//! The law: what a ledger says is a function of the set of its documents. No order and no batch enters.

mod common;

use common::{case, export, ledger};
use serde_json::{Value, json};

/// A sequence that is the same everywhere.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % most.max(1)
    }

    fn one<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

const PEOPLE: [&str; 9] =
    ["Anton Vale", "Antón Vale", "A. Vale", "Vale", "Mira Holm", "Mira J. Holm", "Holm", "Olga Holm", "Gen. Sergiy Kovalenko"];
const BODIES: [&str; 5] = ["Coast Rescue Agency", "CRA", "Vale Corp.", "Vale", "Union of Northern Ports"];
const PLACES: [(&str, f64); 3] = [("Sarnovo", 44.1), ("Dolen", 45.6), ("Ostra", 44.8)];

/// Pages that have much in common: names, copies of one another, events on the same days.
fn pages(sequence: &mut Sequence, count: usize) -> Vec<String> {
    let mut bodies: Vec<String> = Vec::new();
    let mut out: Vec<String> = Vec::new();
    for number in 0..count {
        let body = if !bodies.is_empty() && sequence.below(3) == 0 {
            let mut words: Vec<String> = sequence.one(&bodies).split(' ').map(str::to_owned).collect();
            for _ in 0..sequence.below(30) {
                let at = sequence.below(words.len());
                words[at] = format!("x{}", sequence.below(1000));
            }
            let other = if sequence.below(3) == 0 { sequence.one(&bodies).clone() } else { String::new() };
            format!("{} {other}", words.join(" "))
        } else {
            (0..60 + sequence.below(60)).map(|_| format!("w{}", sequence.below(500))).collect::<Vec<_>>().join(" ")
        };
        bodies.push(body.clone());
        let mut text = String::new();
        let id = format!("{:016x}", 0x1000_0000_0000_0000_u64 + (number as u64) * 7919 + sequence.below(1000) as u64);
        let (mut entities, mut events): (Vec<Value>, Vec<Value>) = Default::default();
        let put = |words: &str, text: &mut String| {
            let start = text.chars().count();
            text.push_str(words);
            text.push(' ');
            json!([start, start + words.chars().count()])
        };
        for at in 0..1 + sequence.below(5) {
            let (kind, name, point) = match sequence.below(3) {
                0 => ("person", *sequence.one(&PEOPLE), None),
                1 => ("organization", *sequence.one(&BODIES), None),
                _ => {
                    let (name, lat) = *sequence.one(&PLACES);
                    ("place", name, Some(json!({ "lat": lat, "lon": 20.0, "precision": "city", "country": "XAR" })))
                }
            };
            let span = put(name, &mut text);
            let country = if kind == "place" { Some("XAR") } else { *sequence.one(&[None, None, Some("XAR"), Some("XBL")]) };
            let sector = if kind == "person" { *sequence.one(&[None, Some("GOV"), Some("BUS")]) } else { None };
            entities.push(json!({ "id": format!("{id}.e{at}"), "kind": kind, "name": name, "mentions": [{ "span": span, "form": "name" }],
                "country": country, "sector": sector, "place": point, "evidence": { "name": [span] }, "score": 0.9, "rule": "test" }));
        }
        for at in 0..sequence.below(3) {
            let verb: &&str = sequence.one(&["struck", "met", "hit"]);
            let span = put(verb, &mut text);
            let day = sequence.one(&[Some("2031-03-07"), Some("2031-03-08"), Some("2031-03-09"), Some("2031-03-10"), None]);
            let who = |sequence: &mut Sequence, kind: &str| {
                let fitting: Vec<&Value> = entities.iter().filter(|it| it["kind"] == kind).collect();
                if fitting.is_empty() { Value::Null } else { fitting[sequence.below(fitting.len())]["id"].clone() }
            };
            let (place, actor) = (who(sequence, "place"), who(sequence, "person"));
            let actors: Vec<Value> = [actor].into_iter().filter(|it| !it.is_null()).collect();
            events.push(json!({ "id": format!("{id}.v{at}"), "type": sequence.one(&["ASSAULT", "CONSULT"]), "actors": actors, "recipients": [],
                "place": place, "date": { "start": day, "end": day, "precision": if day.is_some() { "day" } else { "unknown" }, "basis": "published", "spans": [] },
                "modality": sequence.one(&["happened", "planned"]), "asserted_by": "reporter", "trigger": span, "mentions": [span], "score": 0.8, "rule": "test" }));
        }
        // Promises of a person or a body, that the events of other pages may keep.
        let mut commitments: Vec<Value> = Vec::new();
        let parties: Vec<Value> = entities.iter().filter(|it| it["kind"] != "place").map(|it| it["id"].clone()).collect();
        if !parties.is_empty() && sequence.below(2) == 0 {
            let action = put("meet", &mut text);
            let by = parties[sequence.below(parties.len())].clone();
            let rule = sequence.one(&[Some("FREQ=DAILY"), Some("FREQ=WEEKLY"), None]);
            let deadline = sequence.one(&[Some("2031-03-09"), Some("P2D"), None]);
            commitments
                .push(json!({ "id": format!("{id}.c0"), "by": [by], "to": [], "action": action, "force": "firm", "recurrence": rule,
                "deadline": deadline, "checkable": true, "evidence": {}, "score": 0.8, "rule": "test" }));
        }
        text.push_str(&body);
        let published = sequence.one(&[Some("2031-03-08"), Some("2031-03-09"), Some("2031-03-10"), None]);
        let url = if sequence.below(4) == 0 { Some("https://paper.example/same") } else { None };
        out.push(
            json!({ "type": "document", "id": id, "source": { "id": format!("s{number}"), "url": url, "format": "text" },
                "meta": { "published": published, "url": url, "title": format!("Page {number}"), "language": "en" },
                "text": text, "blocks": [], "entities": entities, "events": events, "commitments": commitments })
            .to_string(),
        );
    }
    out
}

#[test]
fn two_hundred_orders_and_batchings_say_the_same() {
    let mut sequence = Sequence(0x9e37_79b9_7f4a_7c15);
    let mut verdicts = std::collections::BTreeSet::new();
    for set in 0..5 {
        let mut lines = if set == 0 { case() } else { pages(&mut sequence, 24) };
        let expected = export(&ledger("order", &lines, lines.len()));
        assert!(expected.contains("\"joined\":true"), "the pages of a set have something in common");
        verdicts.extend(["kept", "partly", "no_report_found"].into_iter().filter(|it| expected.contains(&format!("\"verdict\":\"{it}\""))));
        for turn in 0..40 {
            sequence.shuffle(&mut lines);
            let batch = 1 + sequence.below(lines.len());
            let found = export(&ledger("order", &lines, batch));
            if found != expected {
                let differs = expected.lines().zip(found.lines()).find(|(a, b)| a != b);
                panic!("set {set}, turn {turn}, batches of {batch}: {differs:#?}");
            }
        }
    }
    assert!(verdicts.len() >= 2, "promises are checked too: {verdicts:?}");
}
