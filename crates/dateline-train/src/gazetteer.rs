//! Compiles the lists of names and telling words.

use std::collections::BTreeMap;

use anyhow::Context;
use dateline_lang::gazetteer::{LONGEST, go_on, is, write};
use dateline_lang::lexical::Words;

/// The part `gazett` of a model, from `lexicon/en/names.toml` and `lists/`.
///
/// # Errors
/// When the file has another shape.
pub fn compile(words: &Words<'_>) -> anyhow::Result<Vec<u8>> {
    let file = dateline_lexicon::file("en/names.toml").context("lexicon/en/names.toml is missing")?;
    let table: toml::Table = toml::from_str(file)?;
    let get = |key: &str| table.get(key).and_then(toml::Value::as_str).with_context(|| format!("lexicon/en/names.toml: no {key}"));
    let mut all: BTreeMap<u64, u16> = BTreeMap::new();
    let mut add = |phrase: &str, bits: u16| {
        let mut buffer = String::new();
        let parts: Vec<_> = split(phrase);
        if parts.is_empty() || parts.len() > LONGEST {
            return;
        }
        let mut hash = 0;
        for (at, part) in parts.iter().enumerate() {
            hash = go_on(hash, words.word(part, false, &mut buffer).lower);
            *all.entry(hash).or_default() |= if at + 1 == parts.len() { bits } else { is::PREFIX };
        }
    };
    for (list, bits) in [
        (include_str!("../lists/first.txt"), is::GIVEN),
        (include_str!("../lists/last.txt"), is::SURNAME),
        (include_str!("../lists/cities.txt"), is::TOWN),
        (include_str!("../lists/countries.txt"), is::GOVERNED),
        (include_str!("../lists/divisions.txt"), is::GOVERNED),
    ] {
        list.lines().for_each(|line| add(line, bits));
    }
    for (key, bits) in [
        ("given", is::GIVEN),
        ("surnames", is::SURNAME),
        ("titles", is::TITLE),
        ("groups", is::GROUP),
        ("organization_heads", is::HEAD_BODY),
        ("facility_heads", is::HEAD_FACILITY),
        ("event_heads", is::HEAD_EVENT),
        ("place_heads", is::HEAD_REGION),
        ("governed_heads", is::HEAD_GOVERNED),
        ("misc_heads", is::HEAD_MISC),
    ] {
        get(key)?.split_whitespace().for_each(|word| add(word, bits));
    }
    for (key, bits) in [("regions", is::REGION), ("governed", is::GOVERNED), ("bodies", is::BODY), ("things", is::THING)] {
        get(key)?.split(['|', '\n']).map(str::trim).for_each(|phrase| add(phrase, bits));
    }
    Ok(write(&all.into_iter().collect::<Vec<_>>()))
}

/// A phrase as treebanks cut it: hyphens and possessive endings are words of their own.
fn split(phrase: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for word in phrase.split_whitespace() {
        let mut rest = word;
        while let Some(at) = rest.find('-').filter(|&at| at > 2 && at + 3 < rest.len()) {
            parts.extend([&rest[..at], "-"]);
            rest = &rest[at + 1..];
        }
        parts.push(rest);
    }
    parts
}
