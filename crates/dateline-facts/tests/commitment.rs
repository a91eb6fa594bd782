//! The suite of `cases/event/commitments.md`: a hundred commitments, and a hundred reports that bind nobody.

#![allow(clippy::disallowed_macros, reason = "a suite says how many of its lines are right")]

mod common;

use std::collections::BTreeSet;

use common::Finder;
use common::fenced::{fields, is_one_of, load};

/// The least figures, in hundredths: F1 of commitments by their action, and the share of those with the right force, deadline, recurrence.
const FLOOR_ACTIONS: usize = 81;
const FLOOR_FIELDS: usize = 94;

/// Dice of the words of two stretches, in hundredths.
fn dice(one: &str, other: &str) -> usize {
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).map(str::to_lowercase).collect()
    };
    let (one, other) = (words(one), words(other));
    200 * one.intersection(&other).count() / (one.len() + other.len()).max(1)
}

#[test]
fn commitments() {
    let mut finder = Finder::new();
    let (mut right, mut wanted, mut found, mut report) = (0, 0, 0, String::new());
    let mut of_fields = [("force", 0), ("deadline", 0), ("recurrence", 0)];
    for case in load("event/commitments", "commitments") {
        let (document, findings) = finder.find(&case.text, case.published.as_deref());
        let mut used = vec![false; findings.commitments.len()];
        for line in &case.lines {
            let fields = fields(line);
            let likeness = |at: usize| {
                fields["action"].split('/').map(|it| dice(it, findings.commitments[at].action.of(&document.text))).max().unwrap_or(0)
            };
            let at = (0..used.len()).filter(|&at| !used[at]).max_by_key(|&at| likeness(at)).filter(|&at| likeness(at) >= 60);
            let optional = line.starts_with('?');
            wanted += usize::from(!optional);
            let Some(at) = at else {
                if !optional {
                    report += &format!("{}    missed: {line}\n", case.text);
                }
                continue;
            };
            used[at] = true;
            if optional {
                continue;
            }
            right += 1;
            found += 1;
            let commitment = &findings.commitments[at];
            let value = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
            let own = [commitment.force.name().to_owned(), value(&commitment.deadline), value(&commitment.recurrence)];
            for ((key, count), own) in of_fields.iter_mut().zip(own) {
                let fits = fields.get(*key).is_none_or(|wanted| is_one_of(wanted, &own));
                *count += usize::from(fits);
                if !fits {
                    report += &format!("{}    {key} {own}: {line}\n", case.text);
                }
            }
        }
        for (at, commitment) in findings.commitments.iter().enumerate().filter(|(at, _)| !used[*at]) {
            found += 1;
            report += &format!("{}    false: {} by {} ({at})\n", case.text, commitment.action.of(&document.text), commitment.rule);
        }
    }
    let f1 = 200 * right / (wanted + found).max(1);
    let share = |count: usize| 100 * count / right.max(1);
    println!("commitments: F1 {f1} ({right} of {wanted}, found {found}); {:?}", of_fields.map(|(key, count)| (key, share(count))));
    assert!(f1 >= FLOOR_ACTIONS && of_fields.iter().all(|(_, count)| share(*count) >= FLOOR_FIELDS), "{report}\nF1 {f1}");
}
