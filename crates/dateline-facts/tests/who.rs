//! The suites of `cases/who`: who holds which office, and who "he" is.
//!
//! A suite counts the cases that come out whole. Below its floor, which is what stands, it fails and prints those that do not; the floor
//! only rises.

#![allow(clippy::disallowed_macros, reason = "a suite says how many of its cases are right")]

mod common;

use common::{Case, Finder, cases, quoted};
use dateline_facts::{Entity, EntityKind, Form};

/// The cases of a hundred that must be right.
const FLOORS: [(&str, usize); 3] = [("roles", 94), ("reporting", 92), ("somebody", 98)];

fn floor(suite: &str) -> usize {
    FLOORS.iter().find(|(name, _)| *name == suite).map_or(100, |(_, floor)| *floor)
}

/// Runs a suite: `judge` gives what is wrong with each line of a case.
fn run(suite: &str, judge: impl Fn(&Case, &str, &[Entity], &str) -> Option<String>) {
    let mut finder = Finder::new();
    let (mut cases_right, mut lines_right, mut lines, mut report) = (0, 0, 0, String::new());
    let all = cases(suite);
    for case in &all {
        let (document, findings) = finder.find(&case.text, case.published.as_deref());
        let wrong: Vec<String> = case.lines.iter().filter_map(|line| judge(case, line, &findings.entities, &document.text)).collect();
        lines += case.lines.len();
        lines_right += case.lines.len() - wrong.len();
        cases_right += usize::from(wrong.is_empty());
        if !wrong.is_empty() {
            report += &format!("\n{}\n", case.text);
            wrong.iter().for_each(|line| report += &format!("    {line}\n"));
        }
    }
    let summary = format!("{suite}: {cases_right} of {} cases right, {lines_right} of {lines} lines", all.len());
    println!("{summary}");
    assert!(cases_right * 100 >= floor(suite) * all.len(), "{report}\n{summary}");
}

fn text_of<'t>(text: &'t str, mention: &dateline_facts::Mention) -> &'t str {
    mention.span.of(text)
}

/// The person that a name stands for.
fn person<'e>(entities: &'e [Entity], text: &str, name: &str) -> Option<&'e Entity> {
    let has = |entity: &&Entity| entity.name == name || entity.mentions.iter().any(|it| it.form == Form::Name && text_of(text, it) == name);
    entities.iter().filter(|entity| entity.kind == EntityKind::Person).find(has).or_else(|| entities.iter().find(has))
}

#[test]
fn those_at_home() {
    run("home", |_, line, entities, _| {
        let words = quoted(line);
        let (name, wanted) = (words[0], words.get(1).copied().unwrap_or_default());
        let Some(entity) = entities.iter().find(|it| it.name == name) else { return Some(format!("{line}\n        not found")) };
        let found = entity.country.as_ref().map(|it| it.code()).unwrap_or_default();
        (found != wanted).then(|| format!("{line}\n        {found}"))
    });
}

#[test]
fn offices() {
    run("roles", |_, line, entities, text| {
        let words = quoted(line);
        let wrong = |what: String| Some(format!("{line}\n        {what}"));
        let Some(entity) = person(entities, text, words[0]) else { return wrong("not found".to_owned()) };
        if line.starts_with("- person") {
            let mut mentions: Vec<_> = entity.mentions.iter().collect();
            mentions.sort_by_key(|mention| mention.span);
            let found: Vec<&str> = mentions.iter().filter(|it| it.form != Form::Nominal).map(|it| text_of(text, it)).collect();
            let nominals: Vec<&str> = mentions.iter().filter(|it| it.form == Form::Nominal).map(|it| text_of(text, it)).collect();
            // A nominal in apposition lies in the extent of the mention beside it.
            let extents: Vec<&str> = mentions.iter().map(|it| it.extent.of(text)).collect();
            let (brackets, wanted): (Vec<&str>, Vec<&str>) = words[1..].iter().partition(|word| word.starts_with('('));
            let wanted: Vec<&str> = wanted.iter().map(|word| word.split('#').next().unwrap_or(word)).collect();
            let missing: Vec<&&str> =
                brackets.iter().filter(|it| !extents.iter().any(|extent| extent.contains(it.trim_matches(['(', ')'])))).collect();
            return (found != wanted || !missing.is_empty()).then(|| format!("{line}\n        {found:?} ({nominals:?})"));
        }
        let roles: Vec<String> = entity
            .roles
            .iter()
            .map(|it| {
                format!(
                    "`{}` {} {} = {:?}",
                    it.title,
                    it.country.as_ref().map_or("-", |country| country.code()),
                    entity.sector.as_ref().map_or("-", |sector| sector.code()),
                    it.inherits
                )
            })
            .collect();
        let Some(role) = entity.roles.iter().find(|role| role.title == words[1]) else { return wrong(format!("{roles:?}")) };
        let tail = line.rsplit_once(&format!("`{}`", words[1])).map_or("", |(_, tail)| tail);
        let tail = tail.split('=').next().unwrap_or(tail);
        let fields: Vec<&str> = tail.split_whitespace().collect();
        let fits = |value: &str, wanted: Option<&&str>| wanted.is_none_or(|wanted| wanted.split('|').any(|it| it == value));
        let country = role.country.as_ref().map_or("-", |country| country.code());
        let sector = role.sector.as_ref().map_or("-", |sector| sector.code());
        let inherits = words.get(2).is_none_or(|wanted| role.inherits.as_deref() == Some(*wanted));
        (!fits(country, fields.first()) || !fits(sector, fields.get(1)) || !inherits)
            .then(|| format!("{line}\n        {country} {sector} {:?}", role.inherits))
    });
}

#[test]
fn reporting() {
    run("reporting", |case, line, entities, text| {
        let words = quoted(line);
        let (word, nth) = words[0].split_once('#').map_or((words[0], 1), |(word, nth)| (word, nth.parse().unwrap_or(1)));
        let Some(at) = common::occurrence(text, word, nth) else { return Some(format!("{line}: no such word in {}", case.text)) };
        let holds = |mention: &dateline_facts::Mention| {
            mention.span.start() == at && mention.span.end() == at + word.len()
                || mention.span.start() <= at && at + word.len() <= mention.span.end() && word.contains(' ')
                // A relative pronoun lies in the noun phrase that it stands for.
                || matches!(word, "who" | "whose" | "whom") && mention.extent.start() <= at && at < mention.extent.end() && mention.form == Form::Name
        };
        let found = entities.iter().find(|entity| entity.mentions.iter().any(holds));
        let names = |entity: &Entity| -> Vec<String> {
            let own = entity.mentions.iter().filter(|it| it.form == Form::Name).map(|it| text_of(text, it).to_owned());
            own.chain([entity.name.clone()]).collect()
        };
        let is_named = |entity: &&Entity| entity.mentions.iter().any(|it| it.form == Form::Name);
        match words.get(1) {
            None | Some(&"nobody") => found.filter(is_named).map(|entity| format!("{line}: {}", entity.name)),
            Some(wanted) => match found {
                Some(entity)
                    if names(entity)
                        .iter()
                        .any(|name| name == wanted || name.trim_start_matches("the ") == wanted.trim_start_matches("the ")) =>
                {
                    None
                }
                Some(entity) => Some(format!("{line}: {}", entity.name)),
                None => Some(format!("{line}: nothing")),
            },
        }
    });
}

#[test]
fn somebody() {
    run("somebody", |_, line, entities, text| {
        let words = quoted(line);
        let of = |words: &str| entities.iter().position(|entity| entity.mentions.iter().any(|it| text_of(text, it) == words));
        let is_right = if line.starts_with("- of") {
            let country = of(words[0]).map(|at| entities[at].country.as_ref().map_or("-", |country| country.code()).to_owned());
            country.as_deref() == line.rsplit(' ').next()
        } else if line.starts_with("- one") {
            of(words[0]).is_some() && words.iter().all(|word| of(word) == of(words[0]))
        } else if line.starts_with("- two") {
            of(words[0]).is_some() && of(words[0]) != of(words[1])
        } else if line.starts_with("- members") {
            let mut wanted: Vec<usize> = words[1..].iter().filter_map(|word| of(word)).collect();
            wanted.sort_unstable();
            wanted.len() + 1 == words.len() && of(words[0]).is_some_and(|at| entities[at].members == wanted)
        } else if line.starts_with("- sector") {
            let sector = of(words[0]).map(|at| entities[at].sector.as_ref().map_or("-", |sector| sector.code()).to_owned());
            sector.as_deref() == line.rsplit(' ').next()
        } else if line.starts_with("- kind") {
            of(words[0]).map(|at| entities[at].kind.name()) == line.rsplit(' ').next()
        } else {
            of(words[0]).is_none()
        };
        let all = || entities.iter().map(|it| format!("{} ({:?})", it.name, it.country.map(|it| it.code().to_owned()))).collect::<Vec<_>>();
        (!is_right).then(|| format!("{line}\n        {:?}", all()))
    });
}
