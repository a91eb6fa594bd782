//! Titles of works between quotation marks: `the song “Oslo Calling”` speaks of nobody.

use std::ops::Range;

use dateline_lang::labels::Upos;
use rustc_hash::FxHashSet;

use crate::page::Page;
use crate::quotation::Quotations;
use crate::who::nouns::{Noun, NounKind, Nouns};

/// The most words of a title.
const LONGEST: usize = 10;

/// By word: whether it stands in the title of a work.
pub(super) fn find(page: &Page<'_>, nouns: &Nouns) -> Vec<bool> {
    let mut found = vec![false; page.analysis.len()];
    let is_marked = |start: usize| start.checked_sub(1).is_some_and(|word| matches!(page.form(word), "“" | "\"" | "‘" | "'"));
    let names = page.analysis.names.iter().filter(|name| !is_marked(name.words.start));
    // What the page names without marks too is the name of somebody.
    let named: FxHashSet<&str> = names.map(|name| name.span.of(page.text())).collect();
    let spans = &page.analysis.segmentation.spans;
    for quotation in Quotations::find(page).all().iter().filter(|it| it.is_opened && it.is_closed) {
        let first = spans.partition_point(|span| span.start() < quotation.inside.start());
        let end = spans.partition_point(|span| span.end() <= quotation.inside.end());
        if first < end && end - first <= LONGEST && is_title(page, nouns, first..end) {
            let written = page.span(&(first..end)).of(page.text());
            found[first..end].fill(!named.contains(written.trim_end_matches([',', '.', '!', '?'])));
        }
    }
    found
}

/// Whether the words between two marks are written as a title, not said by anybody, and not called somebody's name.
fn is_title(page: &Page<'_>, nouns: &Nouns, words: Range<usize>) -> bool {
    let analysis = page.analysis;
    let is_capital = |word: usize| page.form(word).starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let is_small = |word: usize| {
        matches!(analysis.tags[word].upos, Upos::Adp | Upos::Det | Upos::Cconj | Upos::Sconj | Upos::Part | Upos::Punct | Upos::Aux)
    };
    if !is_capital(words.start) || !words.clone().all(|word| is_capital(word) || is_small(word)) {
        return false;
    }
    // `“Oslo,” he said`, `He said: “Oslo.”`: speech.
    let sentence = analysis.sentence_of(words.start);
    let is_report = |word: usize| !words.contains(&word) && analysis.tags[word].upos == Upos::Verb && page.clauses.is_reporting(word);
    let mark = words.start.saturating_sub(1).max(sentence.start);
    let is_led_in = mark > sentence.start
        && matches!(page.form(mark - 1), "," | ":")
        && (mark.saturating_sub(7).max(sentence.start)..mark).any(is_report);
    let is_closed = matches!(page.form(words.end - 1), "," | "!" | "?") || words.end + 1 < sentence.end && page.form(words.end + 1) == ",";
    let speaks = words.end + 1 < sentence.end && is_report(words.end + 1);
    if is_led_in || speaks || is_closed && (words.end..(words.end + 5).min(sentence.end)).any(is_report) {
        return false;
    }
    // `a group called “Free Velm”`, `the band “Oslo Calling”`, `Ada “Owl” Brandt`.
    let Some(before) = words.start.checked_sub(2).filter(|&word| word >= sentence.start) else { return true };
    let is_somebody = |noun: Noun| !matches!(noun.kind, NounKind::Abstract | NounKind::Object);
    let is_called = nouns.people.is_naming(analysis.lemma(before))
        || nouns.lemma(analysis.lemma(before)).is_some_and(is_somebody)
        || words.len() == 1 && analysis.tags[before].upos == Upos::Propn;
    !is_called
}
