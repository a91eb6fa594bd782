//! Runs `cases/time/expressions.md`: short texts, and the time expressions that each holds. Also what must hold of any text.

use std::fmt::Write as _;
use std::sync::LazyLock;

use dateline_facts::{Facts, Findings, Time, TimeKind, page};
use dateline_gazetteer::Gazetteer;
use dateline_lang::{Analyse, Model};
use dateline_read::{Options, Reader, Record};
use dateline_text::{Document, NoteCode};
use proptest::prelude::*;

const CASES: &str = include_str!("../../../cases/time/expressions.md");
/// How many of a hundred cases must be right.
const BAR: usize = 97;

/// One text with the lines that say what it holds.
struct Case {
    published: Option<&'static str>,
    text: &'static str,
    expected: Vec<Expected>,
}

/// What a line of a case says; alternatives are parted by bars.
struct Expected {
    words: &'static str,
    kind: &'static str,
    values: &'static str,
    bases: &'static str,
    recurrence: Option<&'static str>,
}

impl Expected {
    fn is(&self, document: &Document, time: &Time) -> bool {
        let accepts = |alternatives: &str, given: &str| alternatives.split('|').any(|it| it == given);
        time.span.of(&document.text) == self.words
            && time.kind.name() == self.kind
            && accepts(self.values, time.value.as_deref().unwrap_or("null"))
            && accepts(self.bases, time.basis.name())
            && time.recurrence.as_deref() == self.recurrence
    }
}

fn cases() -> Vec<Case> {
    let mut published = None;
    let mut cases: Vec<Case> = Vec::new();
    for line in CASES.lines() {
        if let Some(date) = line.strip_prefix("published ") {
            published = (date != "none").then_some(date);
        } else if let Some(text) = line.strip_prefix("> ") {
            cases.push(Case { published, text, expected: Vec::new() });
        } else if let Some(rest) = line.strip_prefix("- `") {
            let (words, rest) = rest.split_once("` ").expect("words stand between backticks");
            let fields: Vec<&str> = rest.split_whitespace().collect();
            let expected = Expected { words, kind: fields[0], values: fields[1], bases: fields[2], recurrence: fields.get(3).copied() };
            cases.last_mut().expect("a line belongs to a text").expected.push(expected);
        }
    }
    cases
}

/// Reads, analyses and finds.
struct Finder {
    model: Model<'static>,
    facts: Facts<'static>,
    reader: Reader,
}

static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder {
    model: Model::read(dateline_models::english()).expect("the embedded model can be read"),
    facts: Facts::new(Gazetteer::builtin(), dateline_facts::Ranker::default(), dateline_facts::Attributor::default()),
    reader: Reader::with(Options { whole_text: true, ..Options::default() }),
});

impl Finder {
    fn find(&self, text: &str, published: Option<&str>) -> (Document, Vec<Time>) {
        let (document, findings) = self.findings(text, published);
        (document, findings.times)
    }

    fn findings(&self, text: &str, published: Option<&str>) -> (Document, Findings) {
        let record = Record { published: published.map(str::to_owned), ..Record::text(text.as_bytes().to_vec()) };
        let mut document = self.reader.read(&record);
        document.meta.published = published.map(str::to_owned);
        let analysis = self.model.worker().analyse(&document.text, &page::paragraphs(&document));
        let findings = self.facts.find(&document, &analysis);
        (document, findings)
    }
}

#[test]
#[expect(clippy::disallowed_macros, reason = "says which cases are wrong, also when few are")]
fn expressions_are_found_with_their_values() {
    let (mut failures, mut right, mut total) = (String::new(), 0, 0);
    for case in cases() {
        let (document, times) = FINDER.find(case.text, case.published);
        total += 1;
        if times.len() == case.expected.len() && times.iter().zip(&case.expected).all(|(time, expected)| expected.is(&document, time)) {
            right += 1;
            continue;
        }
        let _ = writeln!(failures, "  {} [{}]", case.text, case.published.unwrap_or("none"));
        for it in &case.expected {
            let _ = writeln!(
                failures,
                "    expected `{}` {} {} {} {}",
                it.words,
                it.kind,
                it.values,
                it.bases,
                it.recurrence.unwrap_or_default()
            );
        }
        for it in &times {
            let (words, value) = (it.span.of(&document.text), it.value.as_deref().unwrap_or("null"));
            let recurrence = it.recurrence.as_deref().unwrap_or_default();
            let _ = writeln!(failures, "    given    `{words}` {} {value} {} {recurrence}", it.kind.name(), it.basis.name());
        }
    }
    println!("time expressions: {right} of {total} cases right\n{failures}");
    assert!(total >= 200, "{total} cases");
    assert!(right * 100 >= total * BAR, "{right} of {total} cases right");
}

#[test]
fn contradictions_are_notes() {
    let codes = |text: &str, published: &str| -> Vec<NoteCode> {
        let codes = [NoteCode::DateConflict, NoteCode::WeekdayConflict, NoteCode::TimeZone];
        FINDER.findings(text, Some(published)).1.notes.iter().map(|note| note.code).filter(|code| codes.contains(code)).collect()
    };
    let lead = "The harbour master said on Saturday that two barges had sunk. They had left the port on Friday.";
    assert_eq!(codes(lead, "2025-04-05"), []);
    assert_eq!(codes(lead, "2025-04-08"), []);
    assert_eq!(codes(lead, "2025-04-04"), [NoteCode::DateConflict]);
    assert_eq!(codes(lead, "2025-04-04T22:30:00+00:00"), [NoteCode::TimeZone]);
    assert_eq!(codes("The bridge fell on 9 April 2025.", "2025-04-05"), [NoteCode::DateConflict]);
    assert_eq!(codes("The court will sit on 9 April 2025.", "2025-04-05"), []);
    assert_eq!(codes("The bridge fell on Tuesday, 3 April 2025.", "2025-04-05"), [NoteCode::WeekdayConflict]);
    assert_eq!(codes("The bridge fell on Thursday, 3 April 2025.", "2025-04-05"), []);
    assert_eq!(codes("The council met today.", "2025-04-05T02:10:00Z"), [NoteCode::TimeZone]);
    assert_eq!(codes("The council met today.", "2025-04-05T02:10:00+13:00"), []);
}

#[test]
fn a_contradicted_weekday_stays_a_weekday() {
    let lead = "The harbour master said on Saturday that two barges had sunk.";
    let (_, times) = FINDER.find(lead, Some("2025-04-04"));
    assert_eq!((times[0].value.as_deref(), times[0].basis.name()), (Some("XXXX-WXX-6"), "none"));
}

/// Pieces of the grammar, and words that are none.
const PIECES: &[&str] = &[
    "the",
    "a",
    "of",
    "in",
    "on",
    "at",
    ",",
    ".",
    "and",
    "to",
    "-",
    "–",
    "'s",
    "last",
    "next",
    "this",
    "that",
    "same",
    "following",
    "previous",
    "every",
    "each",
    "second",
    "third",
    "first",
    "quarter",
    "half",
    "year",
    "years",
    "month",
    "months",
    "week",
    "day",
    "days",
    "hour",
    "hours",
    "decade",
    "century",
    "Monday",
    "Friday",
    "Sundays",
    "May",
    "March",
    "Sept.",
    "October",
    "1998",
    "2024",
    "480",
    "BC",
    "31",
    "30th",
    "29",
    "99",
    "0",
    "5:46",
    "24:00",
    "p.m.",
    "UTC",
    "noon",
    "morning",
    "evening",
    "summer",
    "winter",
    "ago",
    "later",
    "earlier",
    "before",
    "after",
    "two",
    "twenty",
    "hundred",
    "thousand",
    "several",
    "few",
    "about",
    "early",
    "mid-",
    "'60s",
    "1990s",
    "nineties",
    "Christmas",
    "Easter",
    "daily",
    "twice",
    "yesterday",
    "tomorrow",
    "now",
    "old",
    "year-ago",
    "9999",
    "999999999",
    "2025-02-30",
    "4/5/2025",
    "½",
    "said",
    "met",
    "will",
    "mayor",
    "strike",
    "$",
    "%",
    "\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn spans_resolve_in_order_without_overlap(pieces in prop::collection::vec((0..PIECES.len(), any::<bool>()), 0..120), dated in any::<bool>()) {
        let mut text = String::new();
        for (piece, glued) in pieces {
            if !glued {
                text.push(' ');
            }
            text.push_str(PIECES[piece]);
        }
        let (document, times) = FINDER.find(&text, dated.then_some("2025-04-05"));
        holds(&document, &times)?;
    }

    #[test]
    fn any_text_is_read(text in "(\\PC|[0-9 :/.-]){0,200}") {
        let (document, times) = FINDER.find(&text, Some("0001-01-01"));
        holds(&document, &times)?;
    }
}

/// What holds of the times of any text.
fn holds(document: &Document, times: &[Time]) -> Result<(), TestCaseError> {
    let mut end = 0;
    for time in times {
        prop_assert!(end <= time.span.start() && !time.span.of(&document.text).trim().is_empty());
        end = time.span.end();
        prop_assert!(time.anchor.is_none_or(|anchor| !anchor.of(&document.text).trim().is_empty()));
        prop_assert_eq!(time.recurrence.is_some(), time.kind == TimeKind::Set);
    }
    Ok(())
}
