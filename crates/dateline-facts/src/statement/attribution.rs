//! Attribution: which words are cues, and for each the source and the content; three linear models over hashed features.
//!
//! The cue is a yes or no for each word; source and content are the best of their candidates (a ranker each). All are averaged perceptrons
//! (Collins 2002) trained on PolNeAR (Newell, Margolin and Ruths 2018).

use std::ops::Range;

use dateline_lang::clause::Extent;
use dateline_lang::container::{self, ModelError};
use dateline_lang::labels::{Deprel, Upos, Xpos};
use dateline_lang::morph::Person;

use super::StatementKind;
use super::content::{self, Content};
use super::cue::{self, Cue, Cues, Link};
use super::source::{self, Source};
use super::text::Text;
use crate::weights::Weights;

/// The models.
#[derive(Debug, Clone, Copy, Default)]
pub struct Attributor<'m> {
    cue: Weights<'m>,
    source: Weights<'m>,
    content: Weights<'m>,
}

/// An attribution as the models see it.
#[derive(Debug, Clone)]
pub struct Attribution {
    /// The cue.
    pub cue: Cue,
    /// How sure the cue is.
    pub cue_score: i32,
    /// The source.
    pub source: Source,
    /// How much better it is than the next one.
    pub source_margin: i32,
    /// The content.
    pub content: Content,
    /// How much better it is than the next one.
    pub content_margin: i32,
}

impl<'m> Attributor<'m> {
    /// Reads the models of a file.
    ///
    /// # Errors
    /// When it is none, or lacks one.
    pub fn read(file: &'m [u8]) -> Result<Self, ModelError> {
        let part = |name| Weights::read(container::part(file, name)?).ok_or(ModelError::Malformed(name));
        Ok(Self { cue: part("cue")?, source: part("source")?, content: part("content")? })
    }

    /// The attributions of a page whose cues score at least so much, by their cues.
    #[must_use]
    pub fn find(&self, text: &Text<'_>, cues: &Cues, least: i32) -> Vec<Attribution> {
        cue::candidates(text, cues)
            .into_iter()
            .filter_map(|cue| {
                if let Some(link) = cue::link(text, cue.word) {
                    return linked(text, cue, link);
                }
                let score = self.cue.sum(&cue.features) + beside_quotation(text, &cue);
                let score = score.max((score + before_clause(text, &cue)).min(clausal(&cue)));
                if score < least { None } else { self.attribution(text, cue, score) }
            })
            .collect()
    }

    fn attribution(&self, text: &Text<'_>, cue: Cue, cue_score: i32) -> Option<Attribution> {
        let sources = source::candidates(text, &cue);
        let (source, source_margin) = best(sources, |it| self.source.sum(&it.features))?;
        let contents = content::candidates(text, &cue, &source.words);
        let (content, content_margin) = best(contents, |it| self.content.sum(&content::features(text, &cue, &source.words, it)))?;
        Some(Attribution { cue, cue_score, source, source_margin, content, content_margin })
    }
}

/// What a word of saying gains right beside a quotation: `“…,” the town replied`, `he joked: “…”`.
fn beside_quotation(text: &Text<'_>, cue: &Cue) -> i32 {
    let says = cue.known.is_some_and(|it| it.kind == StatementKind::Speech) && text.upos(cue.word) == Upos::Verb;
    if !says || text.zone(cue.word).is_some() {
        return 0;
    }
    // `“…,” recalled Ann Lee`: whatever the parser makes of it.
    let quoted = cue.word >= 2 && (text.zone(cue.word - 1).is_some() || text.is_mark(cue.word - 1) && text.zone(cue.word - 2).is_some());
    let named = text.analysis().tags.get(cue.word + 1).is_some_and(|tag| tag.upos == Upos::Propn);
    if quoted && named {
        return 2 * BESIDE_QUOTATION;
    }
    if text.page.clauses.subjects(cue.word).is_empty() {
        return 0;
    }
    let sentence = text.words_of(text.sentence(cue.word));
    let opens = |at: usize| text.zone(at).is_some_and(|zone| text.bare(text.words_in(zone)).start == at);
    let led = (cue.word + 1..(cue.word + 4).min(sentence.end))
        .any(|it| matches!(text.page.form(it), ":" | ",") && opens((it + 2).min(sentence.end - 1)));
    let ended = (sentence.start.max(cue.word.saturating_sub(5))..cue.word)
        .any(|it| text.is_mark(it) && text.zone(it).is_none() && it > 0 && text.zone(it - 1).is_some());
    if led || ended { BESIDE_QUOTATION } else { 0 }
}

/// What a finite word of saying or thinking gains between its subject and a clause with a subject of its own: `Berg figured he had sold all`.
fn before_clause(text: &Text<'_>, cue: &Cue) -> i32 {
    let word = cue.word;
    let finite = matches!(text.analysis().tags[word].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let knows = cue.known.is_some_and(|it| it.kind != StatementKind::Intention && it.least == i32::MIN);
    if !finite || !knows || text.zone(word).is_some() || text.page.clauses.is_negated(word) {
        return 0;
    }
    let dependents = || text.page.clauses.dependents(word);
    let is_subject = |it: usize| matches!(text.label(it), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Expl);
    let own = dependents().any(|it| text.label(it) == Deprel::Nsubj && it < word && text.zone(it).is_none());
    let clause = |it: usize| text.label(it) == Deprel::Ccomp && it > word && text.page.clauses.dependents(it).any(is_subject);
    if own && dependents().any(clause) { BEFORE_CLAUSE } else { 0 }
}

/// See [`before_clause`].
const BEFORE_CLAUSE: i32 = 1500;

/// Up to where [`before_clause`] makes it surer: what a statement of the kind needs to be told.
fn clausal(cue: &Cue) -> i32 {
    if cue.known.is_some_and(|it| it.kind == StatementKind::Belief) { 2200 } else { 1000 }
}

/// See [`beside_quotation`].
const BESIDE_QUOTATION: i32 = 700;

/// The attribution of a mark between a name and its words, by rule: these are too rare to be learned. A dash after a quotation leads a name;
/// a colon follows a name before a quotation, or the label of a speaker that is in capitals or comes again.
fn linked(text: &Text<'_>, cue: Cue, link: Link) -> Option<Attribution> {
    let block = text.block_start(cue.word)..text.block_end(cue.word);
    let sentence = text.words_of(text.sentence(cue.word));
    let (near, far) = match link {
        Link::Colon => (sentence.start..cue.word, cue.word + 1..block.end),
        Link::Dash => (cue.word + 1..block.end, block.start..cue.word),
    };
    let (near, far) = (text.bare(near), text.bare(far));
    if near.is_empty() || far.is_empty() || near.len() > 14 {
        return None;
    }
    let is_name = |word: usize| text.upos(word) == Upos::Propn;
    let named = near.clone().any(is_name) && !near.clone().any(|it| text.upos(it) == Upos::Verb);
    let quoted = far.clone().filter(|&it| text.zone(it).is_some()).count() * 10 >= far.len() * 8;
    let capitals =
        near.clone().all(|it| !text.page.form(it).chars().any(char::is_lowercase)) && near.clone().any(|it| text.page.form(it).len() > 2);
    let is_person = near.clone().any(|it| (1..=5).contains(&text.kind[it]));
    let again = || text.labels_with(text.form[near.start]) > 1;
    let starts = text.is_block_start(near.start);
    // What a label of a table leads to is no speech: `RANKINGS 2024: Team | State`, `Elm: Host the Mill on Friday.`
    let speaks = || {
        let told = |it: usize| {
            text.analysis().tags[it].xpos.is_finite() && !text.page.clauses.subjects(it).is_empty()
                || text.upos(it) == Upos::Intj
                || matches!(text.analysis().morphs[it].person(), Some(Person::First | Person::Second))
        };
        matches!(text.page.form(block.end - 1), "?" | "!" | "…") || far.clone().any(told)
    };
    let holds = match link {
        Link::Dash => named && quoted,
        Link::Colon => {
            let labelled = || (capitals || is_person && near.clone().all(is_name)) && again() && speaks();
            // `A: It was hard.`: a letter that comes again, before what is no question.
            let letter = || {
                let form = text.page.form(near.start);
                near.len() == 1 && form.len() == 1 && form.starts_with(|c: char| c.is_ascii_uppercase()) && again() && speaks()
            };
            let asks = || text.page.form(block.end - 1) == "?";
            starts && near.len() <= 8 && (named && quoted || labelled() || letter() && !asks())
        }
    };
    if !holds {
        return None;
    }
    // `Ida Holm was in no mood to dance: “…”`: whoever is spoken of speaks.
    let clause = near.clone().find(|&it| text.label(it) == Deprel::Root && !text.page.clauses.subjects(it).is_empty());
    let subject = clause.and_then(|it| text.page.clauses.subjects(it).first().copied()).filter(|it| near.contains(it));
    let near = subject.map_or(near, |it| text.bare(text.page.clauses.phrase(it, Extent::Own)));
    let source = source::beside(text, near)?;
    let content = Content { pieces: vec![far], ways: Vec::new() };
    Some(Attribution { cue, cue_score: 6000, source, source_margin: 6000, content, content_margin: 6000 })
}

/// The best of candidates, the first of equals, and how much better it is than the second.
fn best<T>(all: Vec<T>, score: impl Fn(&T) -> i32) -> Option<(T, i32)> {
    let scores: Vec<i32> = all.iter().map(score).collect();
    let at = (0..all.len()).max_by_key(|&at| (scores[at], std::cmp::Reverse(at)))?;
    let second = (0..all.len()).filter(|&it| it != at).map(|it| scores[it]).max();
    let margin = second.map_or(scores[at].abs(), |second| scores[at] - second);
    Some((all.into_iter().nth(at)?, margin))
}

/// The words of an attribution's cue.
#[must_use]
pub fn expression(text: &Text<'_>, attribution: &Attribution) -> Range<usize> {
    if cue::link(text, attribution.cue.word).is_some() {
        return attribution.cue.word..attribution.cue.word + 1;
    }
    cue::expression(text, attribution.cue.word, attribution.content.pieces.first())
}
