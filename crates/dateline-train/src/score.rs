//! Sentences, words and trees from raw text against a treebank, counted as in the CoNLL 2018 shared task.

use std::collections::HashMap;

use dateline_lang::Analysis;

use crate::data::Document;
use crate::segment::{Count, Laid, Score};

/// Counts over documents.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scores {
    /// Sentences and words.
    pub segmentation: Score,
    /// Words of raw text with the right head and label.
    pub attached: usize,
    /// The same on the treebank's own sentences and words.
    pub attached_gold: usize,
    /// Words with the right universal tag there.
    pub tagged_gold: usize,
}

impl Scores {
    /// Adds a document: what was found in its raw text, and on its own words.
    pub fn add(&mut self, document: &Document<'_>, laid: &Laid, raw: &Analysis, kept: &Analysis) {
        let mut gold: Vec<(Option<usize>, &str, &str)> = Vec::new();
        for sentence in &document.sentences {
            let first = gold.len();
            gold.extend(sentence.words().map(|row| {
                let head = row.columns[6].parse().ok().filter(|&head| head > 0).map(|head: usize| first + head - 1);
                (head, row.columns[7], row.columns[3])
            }));
        }
        let key = |analysis: &Analysis, word: usize| (analysis.span(word).start(), analysis.span(word).end());
        let own: HashMap<_, _> = laid.gold.spans.iter().enumerate().map(|(at, span)| ((span.start(), span.end()), at)).collect();
        self.segmentation.add(&raw.segmentation, &laid.gold);
        for word in 0..raw.len() {
            let Some(&twin) = own.get(&key(raw, word)) else { continue };
            let (head, label, _) = gold[twin];
            let its = raw.head(word).map(|head| own.get(&key(raw, head)).copied());
            let same_head = match (its, head) {
                (None, None) => true,
                (Some(its), Some(head)) => its == Some(head),
                _ => false,
            };
            self.attached += usize::from(same_head && raw.labels[word].name() == label);
        }
        for (word, &(head, label, upos)) in gold.iter().enumerate().take(kept.len()) {
            self.attached_gold += usize::from(kept.head(word) == head && kept.labels[word].name() == label);
            self.tagged_gold += usize::from(kept.tags[word].upos.name() == upos);
        }
    }

    /// F1 of sentences, words and labelled attachment on raw text; labelled attachment and universal tags on gold words; in percent.
    #[must_use]
    pub fn percent(&self) -> [f64; 5] {
        let Score { sentences, words } = self.segmentation;
        let of = |count: usize| 100.0 * count as f64 / words.expected.max(1) as f64;
        let attached = Count { right: self.attached, ..words };
        [sentences.f1(), words.f1(), attached.f1(), of(self.attached_gold), of(self.tagged_gold)]
    }
}
