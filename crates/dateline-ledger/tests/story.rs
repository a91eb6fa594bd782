//! Nine invented pages (`cases/ledger/ferry.jsonl`): a fire on one ferry, another ferry aground, and a bakery.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use dateline_ledger::{Filter, Layer, Ledger};
use serde_json::Value;

fn pages() -> Vec<String> {
    include_str!("../../../cases/ledger/ferry.jsonl").lines().map(str::to_owned).collect()
}

/// The pages of every story, by their own ids.
fn stories(ledger: &Ledger) -> BTreeSet<BTreeSet<String>> {
    let table = ledger.list(Layer::Documents, &Filter::default()).unwrap();
    let column = |name: &str| table.columns.iter().position(|it| *it == name).unwrap();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in &table.rows {
        let of = |name: &str| row[column(name)].as_str().unwrap().to_owned();
        found.entry(of("story")).or_default().insert(of("source_id"));
    }
    found.into_values().collect()
}

#[test]
fn two_happenings_of_one_company_are_two_stories_and_a_bakery_is_none_of_them() {
    let set = |ids: &[&str]| ids.iter().map(|it| (*it).to_owned()).collect::<BTreeSet<_>>();
    let expected = [set(&["agency", "herald", "tribune", "radio", "observer"]), set(&["coast-1", "post", "coast-2"]), set(&["bakery"])];
    assert_eq!(stories(&common::ledger("story-ferry", &pages(), 2)), expected.into_iter().collect());
}

#[test]
fn every_report_says_what_it_added_changed_and_contradicted() {
    let ledger = common::ledger("story-steps", &pages(), 9);
    let first = ledger.list(Layer::Stories, &Filter::default()).unwrap().rows[0][0].as_str().unwrap().to_owned();
    let page = ledger.show(&format!("story:{first}")).unwrap();
    let history = &page.sections.iter().find(|it| it.0 == "history").unwrap().1;
    let told = |site: &str, what: &str| -> Vec<&Value> {
        history.rows.iter().filter(|row| row[1] == site && row[2] == what).map(|row| &row[4]).collect()
    };
    assert!(told("herald.example", "added").is_empty(), "a copy adds nothing");
    assert_eq!(told("tribune.example", "changed"), ["eight people killed (coast guard)"]);
    assert!(told("radio.example", "contradicted").iter().any(|it| it.as_str().unwrap().starts_with("fifteen people")));
    assert!(ledger.show("story:0000000000000000").is_err());
}
