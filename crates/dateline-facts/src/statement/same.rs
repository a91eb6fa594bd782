//! The same utterance, reported twice in a page.

use dateline_lang::labels::Upos;
use rustc_hash::FxHashMap;

use super::text::Text;
use super::{Mode, Statement};

/// At most so many statements with one word are compared.
const COMPARED: usize = 64;

/// Marks the statements that report an utterance which another one of the same speaker reports more fully.
pub(super) fn same(text: &Text<'_>, statements: &mut [Statement]) {
    let words: Vec<Vec<u64>> = statements.iter().map(|it| content_words(text, it)).collect();
    let mut speaking: Vec<(usize, usize)> =
        (0..statements.len()).filter(|&at| words[at].len() >= 2).filter_map(|at| Some((statements[at].speaker?, at))).collect();
    speaking.sort_unstable();
    for group in speaking.chunk_by(|one, two| one.0 == two.0).filter(|group| group.len() > 1) {
        let mut having: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for &(_, at) in group {
            words[at].iter().for_each(|&word| having.entry(word).or_default().push(at));
        }
        for &(_, at) in group {
            // Who shares seven in ten of the words has one of the rarest four in ten.
            let count = words[at].len();
            let mut rare: Vec<&Vec<usize>> = words[at].iter().filter_map(|word| having.get(word)).collect();
            rare.sort_by_key(|it| it.len());
            let mut candidates: Vec<usize> =
                rare.into_iter().take(count - (count * 7).div_ceil(10) + 1).flat_map(|it| it.iter().copied().take(COMPARED)).collect();
            candidates.sort_unstable();
            candidates.dedup();
            let twin = candidates.into_iter().find(|&it| it != at && is_fuller(statements, &words, it, at));
            if let Some(twin) = twin.filter(|&it| statements[it].same_as != Some(at)) {
                statements[at].same_as = Some(twin);
                let spans = statements[twin].content.clone();
                statements[at].evidence.words("same_as", spans);
            }
        }
    }
}

/// Of what says less, in words that carry meaning, all has to be shared by what tells it again.
const LEAST_WORDS: usize = 4;

/// Whether a statement reports more fully what another one does, elsewhere in the text.
fn is_fuller(statements: &[Statement], words: &[Vec<u64>], one: usize, other: usize) -> bool {
    let shared = words[other].iter().filter(|word| words[one].binary_search(word).is_ok()).count();
    let together = |one: &Statement, other: &Statement| one.content.iter().any(|it| other.content.iter().any(|that| it.overlaps(*that)));
    let fullness = |at: usize| (statements[at].mode == Mode::Direct, words[at].len(), std::cmp::Reverse(at));
    // A few words count when they are all there, in the speaker's own words.
    let enough = if words[other].len() < LEAST_WORDS {
        shared == words[other].len() && statements[one].mode == Mode::Direct
    } else {
        shared * 10 >= words[other].len() * 7 && words[one].len() >= LEAST_WORDS
    };
    enough && fullness(one) > fullness(other) && !together(&statements[one], &statements[other])
}

/// The words of a statement's content that carry meaning, by their lemmas: each once, sorted.
fn content_words(text: &Text<'_>, statement: &Statement) -> Vec<u64> {
    let spans = &text.analysis().segmentation.spans;
    let mut all: Vec<u64> = statement
        .content
        .iter()
        .flat_map(|span| spans.partition_point(|it| it.end() <= span.start())..spans.partition_point(|it| it.start() < span.end()))
        .filter(|&word| matches!(text.upos(word), Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::Num))
        .map(|word| text.lemma[word])
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}
