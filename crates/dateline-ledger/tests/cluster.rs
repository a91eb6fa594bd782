//! Eleven pages about one week (`cases/ledger/sarnovo.jsonl`): copies, a rewrite, tolls of 14, 16, 18 and 20, a rival claim
//! of 85, a report of 19 that adds another incident, meetings in the weeks after, and a namesake.

mod common;

use common::{case, ledger};
use dateline_ledger::decisions::Verb;
use dateline_ledger::{Filter, Layer, Ledger, Table};
use serde_json::Value;

fn column(table: &Table, name: &str) -> Vec<Value> {
    let at = table.columns.iter().position(|it| *it == name).unwrap();
    table.rows.iter().map(|row| row[at].clone()).collect()
}

fn texts(table: &Table, name: &str) -> Vec<String> {
    column(table, name).iter().map(|it| it.as_str().unwrap_or("-").to_owned()).collect()
}

fn ask(ledger: &Ledger, layer: Layer, change: impl FnOnce(&mut Filter)) -> Table {
    let mut filter = Filter::default();
    change(&mut filter);
    ledger.list(layer, &filter).unwrap()
}

#[test]
fn three_of_eleven_pages_are_one_text_or_a_rewrite_of_it() {
    let ledger = ledger("cluster-copies", &case(), 4);
    let documents = ask(&ledger, Layer::Documents, |_| ());
    let agency = texts(&documents, "family")[texts(&documents, "source_id").iter().position(|it| it == "agency").unwrap()].clone();
    let family: Vec<_> =
        texts(&documents, "source_id").into_iter().zip(texts(&documents, "family")).filter(|it| it.1 == agency).map(|it| it.0).collect();
    let mut sorted = family.clone();
    sorted.sort();
    assert_eq!(sorted, ["agency", "gazette", "herald"]);
    let kinds = texts(&ask(&ledger, Layer::Copies, |_| ()), "kind");
    assert!(kinds.contains(&"exact".to_owned()) && kinds.len() == 3, "{kinds:?}");
}

#[test]
fn the_strike_is_one_event_and_the_farm_another() {
    let ledger = ledger("cluster-events", &case(), 3);
    let strikes = ask(&ledger, Layer::Events, |filter| filter.r#type = Some("ASSAULT".to_owned()));
    assert_eq!(texts(&strikes, "place"), ["Sarnovo", "Dolen"], "{strikes:?}");
    assert_eq!(column(&strikes, "n_documents"), [8, 1]);
    assert_eq!(column(&strikes, "n_texts"), [7, 1]);
    assert_eq!(column(&strikes, "n_origins"), [6, 1]);
    let meetings = ask(&ledger, Layer::Events, |filter| {
        filter.r#type = Some("CONSULT".to_owned());
        filter.who = Some("Falk".to_owned());
    });
    assert_eq!(texts(&meetings, "date"), ["2031-03-08", "2031-03-12", "2031-03-19"]);
}

#[test]
fn a_toll_is_a_history_by_claimant_with_its_contradictions() {
    let ledger = ledger("cluster-tolls", &case(), 11);
    let strike = texts(&ask(&ledger, Layer::Events, |filter| filter.place = Some("Sarnovo".to_owned())), "id")[0].clone();
    let page = ledger.show(&strike).unwrap();
    let section = |name: &str| page.sections.iter().find(|it| it.0 == name).unwrap().1.clone();
    let history = section("toll history");
    let figures: Vec<(String, i64)> =
        texts(&history, "claimant").into_iter().zip(column(&history, "low").iter().map(|it| it.as_i64().unwrap())).collect();
    for (claimant, figure) in [
        ("Ilsa Brandt", 14),
        ("rescue service of Ardenia", 16),
        ("Tomas Hale", 18),
        ("Tomas Hale", 20),
        ("defence ministry of Belmark", 85),
    ] {
        assert!(figures.contains(&(claimant.to_owned(), figure)), "{claimant} {figure}: {figures:?}");
    }
    assert!(!figures.iter().any(|it| it.1 == 19 || it.1 == 1), "another incident is another toll: {figures:?}");
    let contradictions = section("contradictions");
    assert!(!contradictions.rows.is_empty());
    let named = |row: &Vec<Value>| row.iter().any(|it| it == "85 soldiers");
    assert!(contradictions.rows.iter().all(named), "{contradictions:?}");
}

#[test]
fn people_are_one_across_pages_and_namesakes_two() {
    let ledger = ledger("cluster-people", &case(), 2);
    let named = |name: &str| ask(&ledger, Layer::Entities, |filter| filter.who = Some(name.to_owned()));
    let falk = named("Oren Falk");
    assert_eq!((falk.rows.len(), column(&falk, "n_documents")[0].clone()), (1, 3.into()), "{falk:?}");
    let brandt = named("Ilsa Brandt");
    assert_eq!(texts(&brandt, "country"), ["XAR", "XBL"]);
    let page = ledger.show("Mila Soren").unwrap();
    assert_eq!(page.sections.iter().find(|it| it.0 == "meetings").unwrap().1.rows.len(), 3);
    let explained = ledger.explain(&texts(&falk, "id")[0]).unwrap();
    let merges = &explained.sections.iter().find(|it| it.0 == "merges").unwrap().1;
    assert!(texts(merges, "rule").contains(&"surname".to_owned()), "{merges:?}");
}

#[test]
fn decisions_are_kept_applied_and_taken_back() {
    let mut ledger = ledger("cluster-decisions", &case(), 11);
    let before = common::export(&ledger);
    let brandt = texts(&ask(&ledger, Layer::Entities, |filter| filter.who = Some("Ilsa Brandt".to_owned())), "id");
    ledger.decide(Verb::Merge, &brandt, None, "the mayor swims").unwrap();
    let one = ask(&ledger, Layer::Entities, |filter| filter.who = Some("Ilsa Brandt".to_owned()));
    assert_eq!((one.rows.len(), column(&one, "n_documents")[0].clone()), (1, 4.into()));
    ledger.decide(Verb::Rename, &brandt[..1], Some("Mayor Brandt"), "as she signs").unwrap();
    assert_eq!(texts(&ask(&ledger, Layer::Entities, |filter| filter.who = Some("Mayor Brandt".to_owned())), "name"), ["Mayor Brandt"]);
    let rival = ask(&ledger, Layer::Tolls, |filter| filter.text = Some("85".to_owned()));
    ledger.decide(Verb::Reject, &texts(&rival, "id"), None, "no such unit").unwrap();
    assert!(ask(&ledger, Layer::Tolls, |filter| filter.text = Some("85".to_owned())).rows.is_empty());
    let strike = ask(&ledger, Layer::Events, |filter| filter.place = Some("Sarnovo".to_owned()));
    ledger.decide(Verb::Split, &texts(&strike, "id")[..1], None, "to see whether it can be undone").unwrap();
    assert_eq!(ask(&ledger, Layer::Events, |filter| filter.place = Some("Sarnovo".to_owned())).rows.len(), 2);
    assert_eq!(ledger.decisions().unwrap().rows.len(), 5);

    let path = dateline_ledger::decisions::path(&common_path("cluster-decisions"));
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("reason = \"the mayor swims\""), "{text}");
    // A decision about a page that is not there is listed, and waits.
    std::fs::write(&path, text.replace(&brandt[1][..16], "ffffffffffffffff")).unwrap();
    ledger.apply_decisions().unwrap();
    assert!(column(&ledger.decisions().unwrap(), "found").contains(&Value::Bool(false)));
    std::fs::remove_file(&path).unwrap();
    ledger.apply_decisions().unwrap();
    assert_eq!(common::export(&ledger), before, "what was taken back leaves nothing");
}

fn common_path(name: &str) -> std::path::PathBuf {
    common::place(name)
}

#[test]
fn the_same_pages_again_change_nothing() {
    let mut ledger = ledger("cluster-again", &case(), 5);
    let before = common::export(&ledger);
    let run = ledger.begin("2031-04-02T00:00:00Z", "test").unwrap();
    let again = ledger.add(run, &common::prepared(&case())).unwrap();
    assert_eq!((again.added, again.known), (0, 11));
    assert_eq!(common::export(&ledger), before);
}

#[test]
fn every_span_stands_in_its_text() {
    let verdict = ledger("cluster-verify", &case(), 5).verify().unwrap();
    assert_eq!((verdict.documents, verdict.faults), (11, Vec::new()));
    assert!(verdict.spans > 200);
}

#[test]
fn words_are_found_as_words_and_never_as_a_query() {
    let ledger = ledger("cluster-search", &case(), 11);
    assert_eq!(ledger.search("fish hall", 50).unwrap().rows.len(), 4);
    assert_eq!(ledger.search("\"hall fish\"", 50).unwrap().rows.len(), 0);
    for wild in ["\"", "NEAR(", "title:x OR *", "a\" OR \"b", "^", "{x} AND", "'; DROP TABLE documents; --", "\0"] {
        ledger.search(wild, 50).unwrap();
    }
}
