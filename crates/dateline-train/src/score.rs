//! Sentences, words and trees from raw text against a treebank, counted as in the CoNLL 2018 shared task.

use std::collections::HashMap;

use dateline_lang::Analysis;

use crate::data::Document;
use crate::segment::Laid;

/// Counts over documents.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scores {
    /// Sentences right, found, wanted.
    pub sentences: [usize; 3],
    /// Words right, found, wanted.
    pub words: [usize; 3],
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
        let bounds = |ranges: &[std::ops::Range<usize>], spans: &[dateline_text::ByteSpan]| {
            ranges.iter().map(|range| (spans[range.start].start(), spans[range.end - 1].end())).collect::<std::collections::BTreeSet<_>>()
        };
        let (found, wanted) = (bounds(raw.sentences(), &raw.segmentation.spans), bounds(&laid.gold.sentences, &laid.gold.spans));
        for (count, more) in self.sentences.iter_mut().zip([found.intersection(&wanted).count(), found.len(), wanted.len()]) {
            *count += more;
        }
        let mut right = 0;
        for word in 0..raw.len() {
            let Some(&twin) = own.get(&key(raw, word)) else { continue };
            right += 1;
            let (head, label, _) = gold[twin];
            let its = raw.head(word).map(|head| own.get(&key(raw, head)).copied());
            let same_head = match (its, head) {
                (None, None) => true,
                (Some(its), Some(head)) => its == Some(head),
                _ => false,
            };
            self.attached += usize::from(same_head && raw.labels[word].name() == label);
        }
        for (count, more) in self.words.iter_mut().zip([right, raw.len(), gold.len()]) {
            *count += more;
        }
        for (word, &(head, label, upos)) in gold.iter().enumerate().take(kept.len()) {
            self.attached_gold += usize::from(kept.head(word) == head && kept.labels[word].name() == label);
            self.tagged_gold += usize::from(kept.tags[word].upos.name() == upos);
        }
    }

    /// F1 of sentences, words and labelled attachment on raw text; labelled attachment and universal tags on gold words; in percent.
    #[must_use]
    pub fn percent(&self) -> [f64; 5] {
        let f1 = |right: usize, found: usize, wanted: usize| 200.0 * right as f64 / (found + wanted).max(1) as f64;
        let [right, found, wanted] = self.words;
        let of = |count: usize| 100.0 * count as f64 / wanted.max(1) as f64;
        let sentences = f1(self.sentences[0], self.sentences[1], self.sentences[2]);
        [sentences, f1(right, found, wanted), f1(self.attached, found, wanted), of(self.attached_gold), of(self.tagged_gold)]
    }
}
