//! What cannot all be true: pages of one strike that give it two days, two places, and a denial; and pages that only seem to.

mod common;

use dateline_ledger::{Filter, Layer, Table};
use serde_json::{Value, json};

/// A page that tells of one strike, in words that make it one story with the others.
fn page(id: &str, published: &str, day: Option<&str>, place: (&str, f64), modality: &str, killed: i64) -> String {
    let text =
        format!("A missile struck a grain depot at {} and killed {killed} people, rescue workers of the Tessmark brigade said.", place.0);
    let at = |words: &str| {
        let start = text.find(words).unwrap();
        json!([start, start + words.len()])
    };
    let figure = format!("{killed} people");
    json!({ "id": id, "source": { "id": id, "format": "text" }, "meta": { "published": published, "site": format!("{id}.example"), "language": "en" }, "text": text,
        "entities": [{ "id": "e0", "kind": "place", "name": place.0, "mentions": [{ "span": at(place.0), "form": "name" }], "country": "XAR",
            "place": { "lat": place.1, "lon": 20.0, "precision": "city", "country": "XAR" } }],
        "events": [{ "id": "v0", "type": "ASSAULT", "actors": [], "recipients": [], "place": "e0", "instrument": at("missile"),
            "date": { "start": day, "end": day, "precision": if day.is_some() { "day" } else { "unknown" }, "basis": "absolute", "spans": [] },
            "modality": modality, "asserted_by": "reporter", "trigger": at("struck"), "mentions": [at("struck")] }],
        "tolls": [{ "id": "t0", "event": "v0", "measure": "killed", "low": killed, "high": killed, "qualifier": "exact", "span": at(&figure) }] })
    .to_string()
}

fn found(name: &str, pages: &[String]) -> Table {
    common::ledger(name, pages, 2).list(Layer::Contradictions, &Filter::default()).unwrap()
}

fn rules(table: &Table) -> Vec<&str> {
    table.rows.iter().map(|row| row[1].as_str().unwrap()).collect()
}

const DOLEN: (&str, f64) = ("Dolen", 45.6);
const OSTRA: (&str, f64) = ("Ostra", 44.8);

#[test]
fn two_days_of_one_strike_stand_side_by_side() {
    let table = found(
        "contradiction-days",
        &[
            page("a1", "2031-03-09", Some("2031-03-07"), DOLEN, "happened", 14),
            page("b1", "2031-03-10", Some("2031-03-05"), DOLEN, "happened", 14),
        ],
    );
    assert_eq!(rules(&table), ["two days"], "{table:?}");
    let at = |name: &str| table.columns.iter().position(|it| *it == name).unwrap();
    assert_eq!((&table.rows[0][at("one")], &table.rows[0][at("other")]), (&Value::from("2031-03-07"), &Value::from("2031-03-05")));
}

#[test]
fn two_places_of_one_strike_stand_side_by_side() {
    let table = found(
        "contradiction-places",
        &[
            page("a1", "2031-03-08", Some("2031-03-07"), DOLEN, "happened", 14),
            page("b1", "2031-03-08", Some("2031-03-07"), OSTRA, "happened", 14),
        ],
    );
    assert_eq!(rules(&table), ["two places"], "{table:?}");
}

#[test]
fn what_happened_and_is_denied_stands_side_by_side() {
    let table = found(
        "contradiction-denied",
        &[
            page("a1", "2031-03-08", Some("2031-03-07"), DOLEN, "happened", 14),
            page("b1", "2031-03-08", Some("2031-03-07"), DOLEN, "denied", 14),
        ],
    );
    assert_eq!(rules(&table), ["happened and denied"], "{table:?}");
}

#[test]
fn another_strike_and_a_rising_toll_contradict_nothing() {
    let another = found(
        "contradiction-none",
        &[
            page("a1", "2031-03-08", Some("2031-03-07"), DOLEN, "happened", 14),
            page("b1", "2031-03-09", Some("2031-03-08"), OSTRA, "happened", 3),
        ],
    );
    assert!(another.rows.is_empty(), "{another:?}");
    let rising = found(
        "contradiction-rising",
        &[
            page("a1", "2031-03-08", Some("2031-03-07"), DOLEN, "happened", 14),
            page("b1", "2031-03-09", Some("2031-03-07"), DOLEN, "happened", 18),
        ],
    );
    assert!(rising.rows.is_empty(), "{rising:?}");
}
