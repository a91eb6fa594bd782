//! The suite of `cases/event/tolls.md`: how many, and whose count it is.

#![allow(clippy::disallowed_macros, reason = "a suite says how many of its lines are right")]

mod common;

use common::Finder;
use common::fenced::{fields, is_one_of, load, touches};
use dateline_facts::{Findings, Toll};

/// The least F1 of figures and of whole records, in hundredths: what stands.
const FLOOR_FIGURES: usize = 76;
const FLOOR_RECORDS: usize = 68;
/// Of fourteen tolls beside sixty traps, none of which may be a toll, the least that are found: what stands.
const LEAST_FOUND: usize = 14;

fn value(number: Option<u64>) -> String {
    number.map_or_else(|| "-".to_owned(), |number| number.to_string())
}

/// Whether a toll has the words, measure, bounds and group of a line.
fn is_figure(line: &str, toll: &Toll, text: &str) -> bool {
    let fields = fields(line);
    let own = [
        ("measure", toll.measure.name().to_owned()),
        ("low", value(toll.low)),
        ("high", value(toll.high)),
        ("qualifier", toll.qualifier.clone()),
        ("group", toll.group.clone().unwrap_or_else(|| "-".to_owned())),
    ];
    fields["span"].split('/').any(|words| touches(text, words, toll.span))
        && own.iter().all(|(key, value)| fields.get(*key).is_none_or(|wanted| is_one_of(wanted, value)))
}

/// Whether the rest of a line holds too: the whole, who counts, the event.
fn is_whole(line: &str, toll: &Toll, findings: &Findings, text: &str) -> bool {
    let fields = fields(line);
    let part = fields.get("part_of").is_none_or(|wanted| match toll.part_of {
        None => is_one_of(wanted, "-"),
        Some(at) => wanted.split('/').any(|words| touches(text, words, findings.tolls[at].span)),
    });
    let claimant = fields.get("claimant").is_none_or(|wanted| match toll.claimant {
        None => is_one_of(wanted, "-"),
        Some(at) => wanted.split('/').any(|words| findings.entities[at].mentions.iter().any(|it| touches(text, words, it.span))),
    });
    let event = fields.get("event").is_none_or(|wanted| match toll.event {
        None => is_one_of(wanted, "-"),
        Some(at) => wanted.split('/').any(|words| findings.events[at].mentions.iter().any(|it| touches(text, words, *it))),
    });
    part && claimant && event
}

/// What came of a suite.
#[derive(Debug, Default)]
struct Outcome {
    figures: usize,
    records: usize,
    wanted: usize,
    found: usize,
    report: String,
}

fn outcome(suite: &str) -> Outcome {
    let mut finder = Finder::new();
    let Outcome { mut figures, mut records, mut wanted, mut found, mut report } = Outcome::default();
    for case in load(suite, "tolls") {
        let (document, findings) = finder.find(&case.text, case.published.as_deref());
        let mut used = vec![false; findings.tolls.len()];
        for line in &case.lines {
            let at = (0..used.len()).find(|&at| !used[at] && is_figure(line, &findings.tolls[at], &document.text));
            let optional = line.starts_with('?');
            if let Some(at) = at {
                used[at] = true;
                let whole = is_whole(line, &findings.tolls[at], &findings, &document.text);
                if optional {
                    continue;
                }
                figures += 1;
                records += usize::from(whole);
                found += 1;
                if !whole {
                    report += &format!("{}    partly: {line}\n", case.text);
                }
            } else if !optional {
                report += &format!("{}    missed: {line}\n", case.text);
            }
            wanted += usize::from(!optional);
        }
        for (at, toll) in findings.tolls.iter().enumerate().filter(|(at, _)| !used[*at]) {
            found += 1;
            report += &format!("{}    false: {} {} ({at})\n", case.text, toll.span.of(&document.text), toll.measure.name());
        }
    }
    Outcome { figures, records, wanted, found, report }
}

#[test]
fn harm_to_things_in_play_and_in_law_is_no_toll() {
    let Outcome { figures, wanted, found, report, .. } = outcome("event/toll-traps");
    println!("toll traps: {} false, {figures} of {wanted} found\n{report}", found - figures);
    assert!(found == figures && figures >= LEAST_FOUND, "{report}");
}

#[test]
fn tolls() {
    let Outcome { figures, records, wanted, found, report } = outcome("event/tolls");
    let f1 = |right: usize| 200 * right / (wanted + found).max(1);
    println!("tolls: F1 of figures {}, of whole records {} (of {wanted}, found {found})", f1(figures), f1(records));
    assert!(f1(figures) >= FLOOR_FIGURES && f1(records) >= FLOOR_RECORDS, "{report}\nF1 {} and {}", f1(figures), f1(records));
}
