//! The same utterance, reported twice in a page: told in the lead and then quoted, or a part of it quoted before the whole.

use dateline_lang::labels::Upos;
use rustc_hash::FxHashMap;

use super::text::Text;
use super::{Mode, Statement, StatementKind};
use crate::who::{Entity, EntityKind, Form};

/// At most so many statements with one word are compared.
const COMPARED: usize = 64;
/// Of what says less, in words that carry meaning, so many have to be there to be compared in parts.
const LEAST_WORDS: usize = 4;
/// So many shared words make a retelling in other words, where half of all are shared.
const RETOLD: usize = 5;

/// What a statement is compared by.
struct Told {
    /// Its words that carry meaning, by their lemmas: each once, sorted.
    words: Vec<u64>,
    /// Those of them that are quoted.
    quoted: Vec<u64>,
}

/// Marks the statements that report an utterance which another one of the same speaker reports more fully.
pub(super) fn same(text: &Text<'_>, entities: &[Entity], statements: &mut [Statement]) {
    let told: Vec<Told> = statements.iter().map(|it| Told::of(text, it)).collect();
    let mut having: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (at, it) in told.iter().enumerate().filter(|(at, _)| statements[*at].kind == StatementKind::Speech) {
        it.words.iter().for_each(|&word| having.entry(word).or_default().push(at));
    }
    for at in 0..statements.len() {
        if statements[at].kind != StatementKind::Speech || told[at].words.is_empty() {
            continue;
        }
        // Whoever is the same shares one of the rarest of its words.
        let mut rare: Vec<&Vec<usize>> = told[at].words.iter().filter_map(|word| having.get(word)).collect();
        rare.sort_by_key(|it| it.len());
        let rarest = (told[at].words.len() - told[at].words.len().div_ceil(2) + 1).max(1);
        let mut candidates: Vec<usize> = rare.into_iter().take(rarest).flat_map(|it| it.iter().copied().take(COMPARED)).collect();
        candidates.sort_unstable();
        candidates.dedup();
        let twin = candidates
            .into_iter()
            .filter(|&it| it != at && statements[it].same_as != Some(at) && is_fuller(entities, statements, &told, it, at))
            .max_by_key(|&it| (shared(&told[it].words, &told[at].words), std::cmp::Reverse(it)));
        if let Some(twin) = twin {
            statements[at].same_as = Some(twin);
            let spans = statements[twin].content.clone();
            statements[at].evidence.words("same_as", spans);
        }
    }
}

/// Whether a statement reports more fully what another one does, elsewhere in the text.
fn is_fuller(entities: &[Entity], statements: &[Statement], told: &[Told], one: usize, other: usize) -> bool {
    let (fuller, less) = (&statements[one], &statements[other]);
    let (words, own) = (&told[one].words, &told[other].words);
    let together = fuller.content.iter().any(|it| less.content.iter().any(|that| it.overlaps(*that)));
    let fullness = |at: usize| (statements[at].mode == Mode::Direct, told[at].words.len(), std::cmp::Reverse(at));
    if together || fullness(one) <= fullness(other) || less.denied != fuller.denied {
        return false;
    }
    let both = shared(words, own);
    // The same words in quotation marks, of nobody or of somebody: a standfirst and the body.
    let repeated = less.mode == Mode::Direct && own.len() >= RETOLD && own == words && (less.speaker.is_none() || fuller.speaker.is_none());
    let is_same = less.speaker.is_some() && less.speaker == fuller.speaker || repeated;
    if !is_same {
        // Another's words only where the page comes from a role to a name, and nearly all is there.
        return is_introduced(entities, less, fuller) && both >= 3 && both * 10 >= own.len() * 8 && both * 2 >= words.len();
    }
    // A few words count when they are all there, in the speaker's own words.
    let enough = if own.len() < LEAST_WORDS {
        both == own.len() && own.len() >= 2 && fuller.mode == Mode::Direct
    } else {
        both * 10 >= own.len() * 7 && words.len() >= LEAST_WORDS
    };
    // A quoted piece of it before the quotation.
    let pieces = &told[other].quoted;
    let quotes = less.start() < fuller.start()
        && pieces.len() >= 2
        && fuller.mode != Mode::Indirect
        && shared(&told[one].quoted, pieces) == pieces.len();
    // The lead, and then his own words.
    let retold = less.mode != Mode::Direct && fuller.mode == Mode::Direct && both >= RETOLD && both * 4 >= own.len() + words.len();
    enough || quotes || retold
}

/// Whether one statement has a speaker without a name, and a later one somebody with one: `One user asked …`, `wrote Hugo Prins`.
fn is_introduced(entities: &[Entity], less: &Statement, fuller: &Statement) -> bool {
    let has_name = |index: usize| entities[index].mentions.iter().any(|it| it.form == Form::Name);
    let person = |index: usize| entities[index].kind == EntityKind::Person;
    less.start() < fuller.start()
        && less.speaker.is_some_and(|it| person(it) && !has_name(it))
        && fuller.speaker.is_some_and(|it| person(it) && has_name(it))
}

/// How many words two sorted lists share.
fn shared(one: &[u64], other: &[u64]) -> usize {
    other.iter().filter(|word| one.binary_search(word).is_ok()).count()
}

impl Told {
    fn of(text: &Text<'_>, statement: &Statement) -> Self {
        let spans = &text.analysis().segmentation.spans;
        let all = |parts: &[dateline_text::ByteSpan]| {
            let mut all: Vec<u64> = parts
                .iter()
                .flat_map(|span| spans.partition_point(|it| it.end() <= span.start())..spans.partition_point(|it| it.start() < span.end()))
                .filter(|&word| matches!(text.upos(word), Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::Num))
                .map(|word| text.lemma[word])
                .collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        Self { words: all(&statement.content), quoted: all(&statement.quotes) }
    }
}
