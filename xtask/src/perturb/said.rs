//! Swaps the people, the verbs of saying, the quotation marks and the order of paragraphs of a page, and checks that who says what comes out alike.
//!
//! The page is `cases/statement/perturbed.md`, which says what its letters stand for.

use anyhow::Context;
use dateline_facts::{Facts, Findings, Mode, Ranker, page};
use dateline_gazetteer::Gazetteer;
use dateline_lang::{Analyse, Model};
use dateline_read::{Reader, Record};
use serde::Deserialize;

use super::{POOL, Seeded, VARIANTS, fenced};

/// What takes the place of the page's own words.
#[derive(Deserialize)]
struct Pool {
    men: Vec<String>,
    women: Vec<String>,
    /// Verbs of saying in the past.
    saying: Vec<String>,
    /// Pairs of quotation marks, with a blank between.
    marks: Vec<String>,
}

/// Runs the variants, prints a line for each that comes out differently, and gives how many come out as predicted.
pub fn run() -> anyhow::Result<usize> {
    let pool: Pool = toml::from_str(POOL)?;
    let model = Model::read(dateline_models::english())?;
    let facts = Facts::new(
        Gazetteer::builtin(),
        Ranker::read(dateline_models::who()).context("the ranker cannot be read")?,
        dateline_facts::Attributor::read(dateline_models::attribution())?,
    );
    let (mut worker, reader) = (model.worker(), Reader::new());
    let source = std::fs::read_to_string(crate::root().join("cases/statement/perturbed.md"))?;
    let part = |fence| fenced(&source, fence).with_context(|| format!("no fence {fence}"));
    let (text, statements) = (part("text")?, part("statements")?);
    let mut right = 0;
    for variant in 0..VARIANTS {
        let (text, predicted) = drawn(text, statements, &pool, &mut Seeded(variant as u64 + 1))?;
        let record = Record::text(text.clone().into_bytes());
        let document = reader.read(&record);
        let analysis = worker.analyse(&document.text, &page::paragraphs(&document));
        let given = lines(&facts.find(&document, &analysis), &document.text);
        let missing: Vec<&String> = predicted.iter().filter(|line| !given.contains(line)).collect();
        let extra: Vec<&String> = given.iter().filter(|line| !predicted.contains(line)).collect();
        if missing.is_empty() && extra.is_empty() {
            right += 1;
        } else {
            println!("variant {variant} of perturbed, marks {}: not found {missing:?}; found {extra:?}", marks(&text));
        }
    }
    println!("{right} of {VARIANTS} variants of perturbed have who says what as predicted");
    Ok(right)
}

/// A variant of the page and of what is said in it.
fn drawn(text: &str, statements: &str, pool: &Pool, seeded: &mut Seeded) -> anyhow::Result<(String, Vec<String>)> {
    let mut people: Vec<String> = pool.men.iter().chain(&pool.women).cloned().collect();
    let mut named = Vec::new();
    for letter in ["A", "B", "C"] {
        named.push((letter, seeded.take(&mut people).context("people are short")?));
    }
    let marks = pool.marks.get(seeded.below(pool.marks.len())).context("no marks")?;
    let (open, close) = marks.split_once(' ').with_context(|| format!("{marks:?} is no pair"))?;
    let mut paragraphs: Vec<&str> = text.trim().split("\n\n").collect();
    let mut order = Vec::new();
    while let Some(paragraph) = seeded.take(&mut paragraphs) {
        order.push(paragraph);
    }
    let mut verb = |word: &str| -> Option<String> {
        match word {
            "V" | "Vs" => pool.saying.get(seeded.below(pool.saying.len())).cloned(),
            _ => named.iter().find(|(letter, _)| *letter == word).map(|(_, name)| name.clone()),
        }
    };
    let text: Vec<String> =
        order.into_iter().map(|paragraph| swapped(paragraph, &mut verb).replace('<', open).replace('>', close)).collect();
    let mut predicted: Vec<String> = statements.trim().lines().map(|line| swapped(line, &mut verb)).map(|line| plain(&line)).collect();
    predicted.sort();
    Ok((text.join("\n\n") + "\n", predicted))
}

/// The marks of a text, each once.
fn marks(text: &str) -> String {
    let mut all: Vec<char> =
        text.chars().filter(|c| !c.is_alphanumeric() && !c.is_whitespace() && !matches!(c, ',' | '.' | ':' | '-')).collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().collect()
}

/// A text with the words for which there is something else, whole words only.
fn swapped(text: &str, other: &mut impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::new();
    for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        out.push_str(&other(word).unwrap_or_else(|| word.to_owned()));
        out.push_str(&piece[word.len()..]);
    }
    out
}

/// Letters and digits of each field, lower case.
fn plain(line: &str) -> String {
    let field = |field: &str| field.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    line.split('|').map(field).collect::<Vec<_>>().join(" | ")
}

/// What was found, as the page's fence writes it; a leading `that` is neither here nor there.
fn lines(findings: &Findings, text: &str) -> Vec<String> {
    let mut lines: Vec<String> = findings
        .statements
        .iter()
        .map(|statement| {
            let who = statement.speaker.map_or("-", |it| findings.entities[it].name.as_str());
            let content = statement.content.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ");
            let content = content.strip_prefix("that ").unwrap_or(&content);
            let mode = match statement.mode {
                Mode::Direct => "direct",
                Mode::Mixed => "mixed",
                Mode::Indirect => "indirect",
            };
            plain(&format!("{who} | {content} | {mode}"))
        })
        .collect();
    lines.sort();
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_swapped_as_whole_words() {
        let mut other = |word: &str| (word == "A").then(|| "Ann Lee".to_owned());
        assert_eq!(swapped("A met A, Aaron and <A>", &mut other), "Ann Lee met Ann Lee, Aaron and <Ann Lee>");
        assert_eq!(plain("Ann Lee | “No,” | direct"), "annlee | no | direct");
    }
}
