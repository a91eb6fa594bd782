//! Attribution: which words are cues, and for each the source and the content; three linear models over hashed features.
//!
//! The cue is a yes or no for each word; source and content are the best of their candidates (a ranker each). All are averaged perceptrons
//! (Collins 2002) trained on PolNeAR (Newell, Margolin and Ruths 2018).

use std::ops::Range;

use dateline_lang::container::{self, ModelError};

use super::content::{self, Content};
use super::cue::{self, Cue, Cues};
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
                let score = self.cue.sum(&cue.features);
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
    cue::expression(text, attribution.cue.word, attribution.content.pieces.first())
}
