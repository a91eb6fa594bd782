//! Runs `cases/place/places.md`: short texts, and the places that are found in them. And what holds for any text.

use std::fmt::Write as _;

use dateline_facts::place::{Finder, Sense, Toponym};
use dateline_facts::{Countries, Country, Page, page};
use dateline_gazetteer::Gazetteer;
use dateline_lang::clause::{ClauseWords, Clauses};
use dateline_lang::{Analyse, Model, Worker};
use dateline_read::{Options, Reader, Record};
use dateline_text::Document;
use proptest::prelude::*;

const CASES: &str = include_str!("../../../cases/place/places.md");

/// Finds places in whole texts.
struct Bench {
    model: Model<'static>,
    clauses: ClauseWords,
    countries: Countries,
    finder: Finder<'static>,
}

impl Bench {
    fn new() -> Self {
        Self {
            model: Model::read(dateline_models::english()).expect("the model is embedded"),
            clauses: ClauseWords::load(),
            countries: Countries::load(),
            finder: Finder::new(Gazetteer::builtin()),
        }
    }

    fn find(&self, worker: &mut Worker<'_>, document: &Document) -> Vec<Toponym> {
        let analysis = worker.analyse(&document.text, &page::paragraphs(document));
        let clauses = Clauses::new(&document.text, &analysis, &self.clauses);
        let mut found = self.finder.find(&Page::new(document, &analysis, &clauses, &self.countries), &mut Vec::new());
        found.retain(|it| it.sense != Sense::Part);
        found
    }
}

fn document(text: &str) -> Document {
    Reader::with(Options { whole_text: true, ..Options::default() }).read(&Record::text(text.as_bytes().to_vec()))
}

/// What a toponym stands for, as the cases write it.
fn shown(toponym: &Toponym) -> String {
    let Some(place) = &toponym.place else { return "unknown".to_owned() };
    let country = place.country.as_ref().map_or("none", Country::code);
    match toponym.sense {
        Sense::Country => format!("country {country}"),
        Sense::Government => format!("government {country}"),
        Sense::Place | Sense::Part => format!("{}, {}, {country}", place.name, place.admin1.as_deref().unwrap_or("none")),
    }
}

#[test]
fn places_are_what_their_cases_expect() {
    let bench = Bench::new();
    let mut worker = bench.model.worker();
    let (mut failures, mut count, mut outlet) = (String::new(), 0, None);
    let mut lines = CASES.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with('#') {
            outlet = None;
        } else if let Some(from) = line.strip_prefix("from ") {
            outlet = from.rsplit_once(' ');
        } else if let Some(text) = line.strip_prefix("> ") {
            let mut expected = Vec::new();
            while let Some(bullet) = lines.next_if(|line| line.starts_with("- `")) {
                let (name, sense) = bullet[3..].split_once("` ").expect("a bullet has a name and what it stands for");
                expected.push((name.to_owned(), sense.to_owned()));
            }
            let mut document = document(text);
            if let Some((site, url)) = outlet.take() {
                document.meta.site = Some(site.to_owned());
                document.meta.url = Some(url.to_owned());
            }
            let found = bench.find(&mut worker, &document);
            let given: Vec<_> = found.iter().map(|it| (it.span.of(&document.text).to_owned(), shown(it))).collect();
            count += 1;
            if given != expected {
                let _ = writeln!(failures, "{text}\n  expected {expected:?}\n  given    {given:?}");
            }
        }
    }
    assert!(count >= 60, "{count} cases");
    assert!(failures.is_empty(), "{failures}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_places_that_resolve_in_order(
        parts in proptest::collection::vec(prop_oneof![
            Just("Paris, Texas".to_owned()), Just("the U.S.".to_owned()), Just("al-Bab".to_owned()), Just("Washington said".to_owned()),
            Just(", ".to_owned()), Just("DeKalb and Kent counties.".to_owned()), Just("Kryvyi Rih's".to_owned()), "\\PC{0,12}", "[A-Z][a-z]{1,8}"
        ], 0..24),
    ) {
        thread_local!(static BENCH: Bench = Bench::new());
        let document = document(&parts.join(" "));
        let found = BENCH.with(|bench| bench.find(&mut bench.model.worker(), &document));
        let mut last = 0;
        for toponym in &found {
            prop_assert!(toponym.span.start() >= last && toponym.span.end() <= document.text.len());
            prop_assert!(!toponym.span.of(&document.text).trim().is_empty() && !toponym.words.is_empty());
            prop_assert!(toponym.witnesses.iter().all(|it| it.end() <= document.text.len()));
            if let Some(place) = &toponym.place {
                prop_assert!(place.lat.abs() <= 90.0 && place.lon.abs() <= 180.0);
            }
            last = toponym.span.end();
        }
    }
}
