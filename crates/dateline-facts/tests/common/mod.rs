//! Reads literate suites, and finds what a text says.

#![allow(dead_code, reason = "each test file uses its part")]

pub mod fenced;

use std::path::Path;

use dateline_facts::{Facts, Findings, Ranker, page};
use dateline_gazetteer::Gazetteer;
use dateline_lang::{Analyse, Model, Worker};
use dateline_read::{Options, Reader, Record};
use dateline_text::Document;

/// A text with lines that say what is to be found in it.
#[derive(Debug, Clone)]
pub struct Case {
    /// The paragraphs, a line each.
    pub text: String,
    /// The publication date.
    pub published: Option<String>,
    /// The lines, each with its dash.
    pub lines: Vec<String>,
}

/// The cases of a file under `cases/who` or, with a slash, under `cases`.
pub fn cases(name: &str) -> Vec<Case> {
    let path = if name.contains('/') { format!("{name}.md") } else { format!("who/{name}.md") };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases").join(path);
    #[allow(clippy::disallowed_methods, reason = "a test reads its cases")]
    let file = std::fs::read_to_string(&path).expect("the suite is there");
    let mut all: Vec<Case> = Vec::new();
    let (mut published, mut in_text) = (None, false);
    for line in file.lines() {
        if let Some(date) = line.strip_prefix("published ") {
            published = (date.trim() != "none").then(|| date.trim().to_owned());
        }
        if let Some(words) = line.strip_prefix('>') {
            if !in_text {
                all.push(Case { text: String::new(), published: published.clone(), lines: Vec::new() });
            }
            if let Some(case) = all.last_mut()
                && !words.trim().is_empty()
            {
                case.text += words.trim();
                case.text.push('\n');
            }
            in_text = true;
        } else {
            in_text = false;
            if let Some(case) = all.last_mut().filter(|_| line.starts_with("- ")) {
                case.lines.push(line.to_owned());
            }
        }
    }
    all
}

/// The words in backquotes of a line.
pub fn quoted(line: &str) -> Vec<&str> {
    line.split('`').skip(1).step_by(2).collect()
}

/// The first byte of the n-th occurrence of a whole word.
pub fn occurrence(text: &str, word: &str, nth: usize) -> Option<usize> {
    let is_word = |at: usize| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        before && text[at + word.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
    };
    text.match_indices(word).map(|(at, _)| at).filter(|&at| is_word(at)).nth(nth - 1)
}

/// Finds what texts say, with the models of the program.
pub struct Finder {
    worker: Worker<'static>,
    facts: &'static Facts<'static>,
}

impl Finder {
    /// Reads models and lists; they stay for the time of the test.
    pub fn new() -> Self {
        let model: &'static Model<'static> = Box::leak(Box::new(Model::read(dateline_models::english()).expect("a model")));
        let facts = Box::leak(Box::new(Facts::new(
            Gazetteer::builtin(),
            Ranker::read(dateline_models::who()).expect("a ranker"),
            dateline_facts::Attributor::read(dateline_models::attribution()).expect("an attributor"),
        )));
        Self { worker: model.worker(), facts }
    }

    /// The document that a text makes, and what it says.
    pub fn find(&mut self, text: &str, published: Option<&str>) -> (Document, Findings) {
        let reader = Reader::with(Options { whole_text: true, published: published.map(str::to_owned) });
        let document = reader.read(&Record::text(text.as_bytes().to_vec()));
        let analysis = self.worker.analyse(&document.text, &page::paragraphs(&document));
        let findings = self.facts.find(&document, &analysis);
        (document, findings)
    }
}
