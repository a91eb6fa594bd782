//! The suites of `cases/statement`: quotation marks and speech without them, what is withheld, channels and addressees.
//!
//! A suite counts the cases that come out whole. Below its floor, which is what stands, it fails and prints those that do not; the floor
//! only rises.

#![allow(clippy::disallowed_macros, reason = "a suite says how many of its cases are right")]

mod common;

use common::{Finder, fenced};
use dateline_facts::{Findings, Statement, Withheld};
use dateline_text::ByteSpan;

/// The cases of a hundred that must be right.
const FLOORS: [(&str, usize); 3] = [("quotation", 85), ("withheld", 95), ("channel", 90)];

/// Letters and digits only: marks and spaces at the ends do not matter.
fn plain(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a field of a line, `-`, `*` or words, fits what was found.
fn fits(field: &str, found: Option<&str>) -> bool {
    let words = field.split_once('#').map_or(field, |(words, _)| words);
    match words {
        "*" => true,
        "-" => found.is_none(),
        _ => found.is_some_and(|found| {
            let (wanted, found) = (plain(words), plain(found));
            !wanted.is_empty() && (found.contains(&wanted) || wanted.contains(&found) && !found.is_empty())
        }),
    }
}

/// How alike two texts are, by their words (Dice).
fn alike(one: &str, two: &str) -> f64 {
    let words = |text: &str| -> Vec<String> { text.split_whitespace().map(plain).filter(|it| !it.is_empty()).collect() };
    let (one, mut two) = (words(one), words(two));
    let all = one.len() + two.len();
    let shared = one.iter().filter(|word| two.iter().position(|it| it == *word).map(|at| two.remove(at)).is_some()).count();
    if all == 0 { 0.0 } else { 2.0 * shared as f64 / all as f64 }
}

fn content(text: &str, statement: &Statement) -> String {
    statement.content.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ")
}

fn describe(text: &str, findings: &Findings, statement: &Statement) -> String {
    let words = |span: Option<ByteSpan>| span.map_or("-", |span| span.of(text)).to_owned();
    let pieces: Vec<&str> = statement.content.iter().map(|span| span.of(text)).collect();
    let channel = statement.channel.as_ref().map_or("-".to_owned(), |it| format!("{}/{}", it.kind, it.platform.as_deref().unwrap_or("-")));
    let to: Vec<&str> = statement.addressees.iter().map(|&it| findings.entities[it].name.as_str()).collect();
    let withheld = statement.withheld.map_or(String::new(), |it| format!(" withheld={}:{}", it.kind.name(), it.span.of(text)));
    format!(
        "{} | {} | {} | {} {} channel={channel} to={to:?}{withheld}{}",
        words(statement.speaker_span),
        words(statement.cue),
        pieces.join(" … "),
        statement.mode.name(),
        statement.kind.name(),
        if statement.denied { " denied" } else { "" },
    )
}

/// Whether a statement is the one of a line: its content and speaker.
fn is_meant(text: &str, statement: &Statement, fields: &[&str]) -> bool {
    let words = |span: Option<ByteSpan>| span.map(|span| span.of(text));
    let speaker = statement.speaker_extent.or(statement.speaker_span);
    fits(fields[0], words(speaker))
        && (fields[2] == "*" || alike(fields[2], &content(text, statement)) >= 0.8)
        && (fields[2] != "*" || fits(fields[1], words(statement.cue)))
}

/// What is wrong with a key of a line.
fn wrong_key(text: &str, findings: &Findings, statement: &Statement, key: &str) -> bool {
    let (name, value) = key.split_once('=').unwrap_or((key, ""));
    match name {
        "mode" => statement.mode.name() != value,
        "kind" => statement.kind.name() != value,
        "denied" => !statement.denied,
        "channel" => {
            let (kind, platform) = value.split_once('/').map_or((value, None), |(kind, platform)| (kind, Some(platform)));
            match &statement.channel {
                None => kind != "-",
                Some(channel) => {
                    channel.kind != kind
                        || platform.is_some_and(|platform| match &channel.platform {
                            None => platform != "-",
                            Some(name) => plain(name) != plain(platform),
                        })
                }
            }
        }
        "to" => {
            let names = |at: usize| findings.entities[at].mentions.iter().any(|it| fits(value, Some(it.extent.of(text))));
            if value == "-" { !statement.addressees.is_empty() } else { !statement.addressees.iter().any(|&at| names(at)) }
        }
        "withheld" => {
            let (kind, words) = value.split_once(':').unwrap_or((value, "*"));
            !statement.withheld.is_some_and(|it| it.kind.name() == kind && overlaps(words, it.span.of(text)))
        }
        "said" => statement.said.as_ref().is_none_or(|said| said.value != value),
        "entity" => {
            let named = |at: usize| {
                let entity = &findings.entities[at];
                fits(value, Some(&entity.name)) || entity.mentions.iter().any(|it| plain(it.span.of(text)) == plain(value))
            };
            !statement.speaker.is_some_and(named)
        }
        _ => false,
    }
}

/// Whether words share half of the shorter.
fn overlaps(wanted: &str, found: &str) -> bool {
    let wanted: Vec<String> = wanted.split_whitespace().map(plain).collect();
    let found: Vec<String> = found.split_whitespace().map(plain).collect();
    let shared = wanted.iter().filter(|word| found.contains(word)).count();
    wanted == ["*"] || shared * 2 >= wanted.len().min(found.len()).max(1)
}

fn find_withheld<'f>(text: &str, findings: &'f Findings, kind: &str, words: &str) -> Option<&'f Withheld> {
    let inside = findings.statements.iter().filter_map(|it| it.withheld.as_ref());
    findings.withheld.iter().chain(inside).find(|it| it.kind.name() == kind && overlaps(words, it.span.of(text)))
}

fn run(suite: &str, is_whole: bool) {
    let mut finder = Finder::new();
    let all = fenced::load(&format!("statement/{suite}"), "statements");
    let (mut right, mut report) = (0, String::new());
    for case in &all {
        let (document, findings) = finder.find(&case.text, Some("2025-04-05"));
        let text = &document.text;
        let mut wrong: Vec<String> = Vec::new();
        let mut named: Vec<usize> = Vec::new();
        let mut of_line: Vec<Option<usize>> = Vec::new();
        for line in &case.lines {
            let (line, is_optional) = line.strip_prefix("? ").map_or((line.as_str(), false), |line| (line, true));
            if let Some(rest) = line.strip_prefix("withheld:") {
                let fields: Vec<&str> = rest.split('|').map(str::trim).collect();
                if find_withheld(text, &findings, fields[0], fields.get(1).unwrap_or(&"*")).is_none() && !is_optional {
                    wrong.push(line.to_owned());
                }
                continue;
            }
            let fields: Vec<&str> = line.split(" | ").map(str::trim).collect();
            assert!(fields.len() >= 3, "{line}");
            let keys: Vec<&str> = fields.get(3).map(|keys| keys.split("; ").map(str::trim).collect()).unwrap_or_default();
            let found: Vec<usize> = (0..findings.statements.len())
                .filter(|&at| !named.contains(&at) && is_meant(text, &findings.statements[at], &fields))
                .collect();
            let fit = |at: usize| {
                keys.iter().all(|key| match key.strip_prefix("same_as=") {
                    Some(number) => {
                        let twin = number.parse::<usize>().ok().and_then(|number| of_line.get(number.checked_sub(1)?).copied().flatten());
                        let same = |one: usize, two: usize| findings.statements[one].same_as == Some(two);
                        twin.is_some_and(|twin| same(at, twin) || same(twin, at))
                    }
                    None => !wrong_key(text, &findings, &findings.statements[at], key),
                })
            };
            let best = found.iter().copied().find(|&at| fit(at)).or(found.first().copied());
            let fault = match best {
                None => Some(line.to_owned()),
                Some(at) if !fit(at) => Some(format!("{line}   (keys)")),
                Some(_) => None,
            };
            of_line.push(best);
            named.extend(best);
            wrong.extend(fault.filter(|_| !is_optional));
        }
        let inside = |at: usize| {
            let own = findings.statements[at].main_span();
            named.iter().any(|&it| {
                it != at && findings.statements[it].content.iter().any(|span| span.start() <= own.start() && own.end() <= span.end())
            })
        };
        if is_whole {
            let more = (0..findings.statements.len()).filter(|&at| !named.contains(&at) && !inside(at));
            wrong.extend(more.map(|at| format!("+ {}", describe(text, &findings, &findings.statements[at]))));
        } else if case.lines.is_empty() {
            match suite {
                "withheld" => {
                    let all = findings.withheld.iter().chain(findings.statements.iter().filter_map(|it| it.withheld.as_ref()));
                    wrong.extend(all.map(|it| format!("+ withheld: {} | {}", it.kind.name(), it.span.of(text))));
                }
                _ => wrong.extend(
                    findings.statements.iter().filter(|it| it.channel.is_some()).map(|it| format!("+ {}", describe(text, &findings, it))),
                ),
            }
        }
        right += usize::from(wrong.is_empty());
        if !wrong.is_empty() {
            report += &format!("\n{text}\n");
            wrong.iter().for_each(|line| report += &format!("    {line}\n"));
            findings.statements.iter().for_each(|it| report += &format!("        = {}\n", describe(text, &findings, it)));
            findings.withheld.iter().for_each(|it| report += &format!("        = withheld {} {}\n", it.kind.name(), it.span.of(text)));
        }
    }
    let summary = format!("statements, {suite}: {right} of {} cases right", all.len());
    println!("{summary}");
    let floor = FLOORS.iter().find(|(name, _)| *name == suite).map_or(100, |(_, floor)| *floor);
    assert!(right * 100 >= floor * all.len(), "{report}\n{summary}");
}

#[test]
fn quotation() {
    run("quotation", true);
}

#[test]
fn withheld() {
    run("withheld", false);
}

#[test]
fn channel() {
    run("channel", false);
}
