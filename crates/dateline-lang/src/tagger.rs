//! Parts of speech: two greedy passes of a linear model.
//!
//! The first pass reads from left to right with the tags already given as features (Collins 2002). The second reads again
//! and also sees what the first gave to the words on the right.

use crate::features::{Sink, Sum, Templates, Weights};
use crate::lexical::Word;

/// Weights for each feature: no more tags than this.
pub const WIDTH: usize = 80;
/// What stands before the first word and after the last.
const OUTSIDE: u64 = 255;

/// The words of one sentence with a border on either side.
#[derive(Debug, Clone, Copy)]
struct Window<'s> {
    words: &'s [Word],
    at: usize,
}

impl Window<'_> {
    fn word(&self, offset: isize) -> Option<&Word> {
        self.at.checked_add_signed(offset).and_then(|at| self.words.get(at))
    }

    fn lower(&self, offset: isize) -> u64 {
        self.word(offset).map_or(OUTSIDE, |word| word.lower)
    }

    fn cluster(&self, offset: isize) -> u64 {
        self.word(offset).map_or(OUTSIDE, |word| u64::from(word.cluster))
    }
}

/// The features of one word. `before` are the tags of the words to its left; `after` those of the first pass for all words
/// of the sentence, in the second pass.
pub fn features(words: &[Word], at: usize, before: &[u8], after: Option<&[u8]>, out: &mut impl Sink) {
    let window = Window { words, at };
    let word = words[at];
    let tag = |back: usize| before.len().checked_sub(back).map_or(OUTSIDE, |at| u64::from(before[at]));
    let mut templates = Templates::new(out, 0, if after.is_some() { 1000 } else { 0 });
    let (t1, t2) = (tag(1), tag(2));
    let shape = u64::from(word.shape) | if at == 0 { 256 } else { 0 };
    let class = |offset: isize| window.word(offset).map_or(OUTSIDE, |word| u64::from(word.class));
    templates.say([]);
    templates.say([word.lower]);
    templates.say([word.form, u64::from(at == 0)]);
    templates.say([window.lower(-1)]);
    templates.say([window.lower(1)]);
    templates.say([window.lower(-1), word.lower]);
    templates.say([word.lower, window.lower(1)]);
    templates.say([t1]);
    templates.say([t1, t2]);
    templates.say([t1, word.lower]);
    templates.say([t1, class(0), class(1)]);
    templates.say([class(0), class(1), class(2)]);
    templates.say([class(0)]);
    templates.say([t1, class(0)]);
    for suffix in word.suffixes {
        templates.say([suffix, u64::from(word.class == 0)]);
    }
    for prefix in word.prefixes {
        templates.say([prefix]);
    }
    templates.say([shape]);
    templates.say([shape, word.suffixes[2]]);
    templates.say([shape, t1]);
    templates.say([window.word(1).map_or(OUTSIDE, |word| word.suffixes[2])]);
    templates.say([window.cluster(0)]);
    templates.say([window.cluster(1)]);
    templates.say([window.cluster(-1)]);
    templates.say([window.cluster(0), window.cluster(1)]);
    templates.say([u64::from(word.middle), t1]);
    let Some(after) = after else { return };
    templates.say([window.lower(-2)]);
    templates.say([window.lower(2)]);
    templates.say([t1, window.lower(1)]);
    templates.say([class(1)]);
    templates.say([shape, window.word(1).map_or(OUTSIDE, |word| u64::from(word.shape))]);
    templates.say([window.word(-1).map_or(OUTSIDE, |word| word.suffixes[2])]);
    templates.say([window.cluster(-1), window.cluster(0)]);
    templates.say([window.cluster(2)]);
    templates.say([window.cluster(1), window.cluster(2)]);
    templates.say([u64::from(word.coarse), t1, t2]);
    templates.say([window.cluster(1), t1]);
    templates.say([t1, word.suffixes[2]]);
    templates.say([t1, t2, class(0)]);
    templates.say([class(0), window.lower(1)]);
    templates.say([window.lower(-1), class(0)]);
    templates.say([word.suffixes[1], window.word(1).map_or(OUTSIDE, |word| word.suffixes[1])]);
    let next = |ahead: usize| after.get(at + ahead).map_or(OUTSIDE, |&tag| u64::from(tag));
    let (own, n1, n2) = (next(0), next(1), next(2));
    templates.say([own]);
    templates.say([n1]);
    templates.say([n1, n2]);
    templates.say([own, n1]);
    templates.say([word.lower, n1]);
    templates.say([t1, n1]);
    templates.say([t1, t2, n1]);
    templates.say([t1, n1, n2]);
    templates.say([t1, class(0), n1]);
    templates.say([own, t1, n1]);
    templates.say([n1, next(2), next(3)]);
    templates.say([word.suffixes[2], t1, n1]);
    templates.say([window.cluster(0), t1, n1]);
}

/// The best of the first `tags` scores; of equals the first.
#[must_use]
pub fn best(scores: &[i32; WIDTH], tags: usize) -> u8 {
    let mut best = 0;
    for (at, score) in scores[..tags].iter().enumerate() {
        if *score > scores[best] {
            best = at;
        }
    }
    best as u8
}

/// Both passes over words, the second one's tags in `second`; the two are those of [`pass`].
pub fn passes(weights: &[impl Weights<WIDTH>; 2], count: usize, words: &[Word], first: &mut Vec<u8>, second: &mut Vec<u8>) {
    pass(&weights[0], count, words, None, first);
    pass(&weights[1], count, words, Some(first), second);
}

/// One pass over a sentence: the places of its words' tags in the model's list, appended to the emptied `tags`.
pub fn pass(weights: &impl Weights<WIDTH>, count: usize, words: &[Word], after: Option<&[u8]>, tags: &mut Vec<u8>) {
    tags.clear();
    for at in 0..words.len() {
        let (mut sum, mut scores) = (Sum::default(), [0; WIDTH]);
        features(words, at, tags, after, &mut sum);
        sum.add(weights, &mut scores);
        tags.push(best(&scores, count));
    }
}
