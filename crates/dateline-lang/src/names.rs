//! Names: a linear chain with the labels B, I, L, U for each kind and O (Ratinov and Roth 2009), decoded by Viterbi's algorithm.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use dateline_text::ByteSpan;

use crate::analysis::Analysis;
use crate::features::{Sink, Sum, Templates, Weights, fold};
use crate::gazetteer::{Hit, is};
use crate::labels::{Deprel, NameKind, Upos, Xpos};
use crate::lexical::Word;

/// Weights for each feature: one for each label. Label 0 is O; a kind has four from `1 + 4 * kind`: begin, inside, last, unit.
pub const WIDTH: usize = 33;
/// All labels, as bits.
pub const ANY: u64 = (1 << WIDTH) - 1;

/// The place of a word in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Place {
    /// The first of several.
    Begin,
    /// Neither the first nor the last.
    Inside,
    /// The last of several.
    Last,
    /// The only one.
    Unit,
}

/// The label of a word at a place of a name of a kind.
#[must_use]
pub const fn label(kind: NameKind, place: Place) -> usize {
    1 + kind as usize * 4 + place as usize
}

/// Whether a label may follow another.
#[must_use]
pub const fn may_follow(before: usize, after: usize) -> bool {
    const fn is_open(label: usize) -> bool {
        label > 0 && (label - 1) % 4 < 2
    }
    const fn is_next(label: usize) -> bool {
        label > 0 && ((label - 1) % 4 == 1 || (label - 1) % 4 == 2)
    }
    if is_open(before) { is_next(after) && (before - 1) / 4 == (after - 1) / 4 } else { !is_next(after) }
}

/// A word as names see it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Token {
    /// The word.
    pub word: Word,
    /// Its tag: a place in the model's list.
    pub tag: u8,
    /// Whether the tag is a proper noun's.
    pub is_proper: bool,
    /// Whether it is a preposition.
    pub is_adposition: bool,
    /// Whether it is a verb in the past.
    pub is_past: bool,
    /// The word that it depends on, lower case, and its relation.
    pub head: u64,
    /// The relation.
    pub relation: u8,
    /// What the gazetteer says.
    pub hit: Hit,
    /// What the document says: see [`Evidence`].
    pub evidence: u8,
    /// What the word is taken for elsewhere in the document: see [`Echoes`].
    pub echo: u8,
}

impl Token {
    /// Whether a name may be here: a capital, or a digit with letters.
    #[must_use]
    pub const fn is_capital(&self) -> bool {
        self.word.shape & 3 != 0
    }

    /// Takes a tag.
    pub fn set_tag(&mut self, number: u8, tag: crate::labels::Tag) {
        self.tag = number;
        self.is_proper = matches!(tag.upos, Upos::Propn);
        self.is_adposition = matches!(tag.upos, Upos::Adp);
        self.is_past = matches!(tag.xpos, Xpos::Vbd);
    }
}

/// A hasher for keys that are hashes already.
#[derive(Debug, Default)]
struct Same(u64);

impl std::hash::Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = fold(self.0, byte.into());
        }
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

/// What the other places of a document tell of a capitalised word (Chieu and Ng 2003), as bits by form: it follows a given name (1), a title (2), a preposition (4); it stands in
/// a longer name that ends with a body's telling word (8); it stands before a verb in the past (16); it stands in small letters elsewhere (32);
/// it stands in capitals inside a sentence (64); it is part of a longer row of capitalised words (128).
#[derive(Debug, Default)]
pub struct Evidence {
    seen: HashMap<u64, u8, BuildHasherDefault<Same>>,
}

impl Evidence {
    /// Forgets the last document.
    pub fn clear(&mut self) {
        self.seen.clear();
    }

    /// Reads a sentence. Words in a line of capitals tell nothing.
    pub fn read(&mut self, tokens: &[Token]) {
        let mut at = 0;
        while at < tokens.len() {
            if !(tokens[at].is_capital() && tokens[at].is_proper) {
                if tokens[at].word.shape & 3 == 0 && tokens[at].word.shape & 4 != 0 {
                    *self.seen.entry(tokens[at].word.lower).or_default() |= 32;
                }
                at += 1;
                continue;
            }
            let start = at;
            while at < tokens.len() && tokens[at].is_capital() && tokens[at].is_proper {
                at += 1;
            }
            let row = &tokens[start..at];
            let before = start.checked_sub(1).map(|at| &tokens[at]);
            let mut all = 0;
            if before.is_some_and(|token| token.is_adposition) {
                all |= 4;
            }
            if row.len() > 1 {
                all |= 128;
                if row[row.len() - 1].hit.word & is::HEAD_BODY != 0 {
                    all |= 8;
                }
            }
            if start > 0 {
                all |= 64;
            }
            if tokens.get(at).is_some_and(|token| token.is_past) {
                all |= 16;
            }
            for (number, token) in row.iter().enumerate() {
                let mut bits = all;
                let left = if number > 0 { Some(&row[number - 1]) } else { before };
                if number > 0 && row[number - 1].hit.word & is::GIVEN != 0 {
                    bits |= 1;
                }
                if left.is_some_and(|left| left.hit.word & is::TITLE != 0) {
                    bits |= 2;
                }
                *self.seen.entry(token.word.lower).or_default() |= bits;
            }
        }
    }

    /// What is known of a word.
    #[must_use]
    pub fn of(&self, token: &Token) -> u8 {
        if token.is_capital() { self.seen.get(&token.word.lower).copied().unwrap_or_default() } else { 0 }
    }
}

/// What the words of names are taken for throughout a document, from a first decoding: a surname alone is the person who was named in full.
#[derive(Debug, Default)]
pub struct Echoes {
    /// By word, for each kind the names of this word alone, and those of several words.
    counts: HashMap<u64, [u16; NameKind::ALL.len() * 2], BuildHasherDefault<Same>>,
}

impl Echoes {
    /// Forgets the last document.
    pub fn clear(&mut self) {
        self.counts.clear();
    }

    /// For each word of a sentence that is in a name, the place of its kind and length.
    fn places(labels: &[u8]) -> impl Iterator<Item = (usize, usize)> {
        labels.iter().enumerate().filter(|&(_, &label)| label > 0).map(|(at, &label)| {
            let (kind, place) = (usize::from(label - 1) / 4, (label - 1) % 4);
            (at, kind * 2 + usize::from(place != Place::Unit as u8))
        })
    }

    /// Counts the names of a sentence.
    pub fn read(&mut self, tokens: &[Token], labels: &[u8]) {
        for (at, place) in Self::places(labels).filter(|&(at, _)| tokens[at].is_capital()) {
            let count = &mut self.counts.entry(tokens[at].word.lower).or_default()[place];
            *count = count.saturating_add(1);
        }
    }

    /// Tells each word of a sentence what its other places say; `labels` are those that the sentence itself was counted with.
    pub fn tell(&self, tokens: &mut [Token], labels: &[u8]) {
        for (at, token) in tokens.iter_mut().enumerate() {
            token.echo = 0;
            let Some(counts) = self.counts.get(&token.word.lower).filter(|_| token.is_capital()) else { continue };
            let mut counts = *counts;
            if let Some((_, place)) = Self::places(&labels[at..=at]).next() {
                counts[place] = counts[place].saturating_sub(1);
            }
            // A name of several words tells more than one word that may be a mistake.
            let weight = |place: usize| u32::from(counts[place]) * if place % 2 == 1 { 8 } else { 1 };
            let best = (0..counts.len()).max_by_key(|&place| (weight(place), std::cmp::Reverse(place))).unwrap_or_default();
            if weight(best) > 0 {
                token.echo = best as u8 + 1;
            }
        }
    }
}

/// The features of what [`Echoes`] told; a word that nothing was told of has none.
pub fn echo_features(tokens: &[Token], at: usize, out: &mut impl Sink) {
    let here = &tokens[at];
    if here.echo == 0 {
        return;
    }
    let echo = u64::from(here.echo);
    let of = |at: Option<usize>| {
        at.and_then(|at| tokens.get(at)).map_or((99, 0), |token| (u64::from(token.echo), u64::from(token.word.shape & 3)))
    };
    let ((before, before_shape), (after, after_shape)) = (of(at.checked_sub(1)), of(Some(at + 1)));
    let mut templates = Templates::new(out, 0, 8000);
    templates.say([echo]);
    templates.say([echo, before_shape, after_shape]);
    templates.say([echo, u64::from(here.word.shape)]);
    templates.say([echo, before]);
    templates.say([echo, after]);
    templates.say([echo, before, after]);
    templates.say([echo, u64::from(here.tag)]);
    templates.say([echo, u64::from(here.hit.word & is::NAME)]);
    templates.say([echo, u64::from(here.hit.phrase), u64::from(here.hit.place)]);
}

/// What features see of a sentence as a whole: a line of capitals (1), a headline in which most words have one (2).
#[must_use]
pub fn style(tokens: &[Token]) -> u8 {
    let words = || tokens.iter().filter(|token| token.word.shape & 7 != 0);
    let all = words().count();
    let capital = words().filter(|token| token.word.shape & 3 != 0).count();
    let small = words().filter(|token| token.word.shape & 4 != 0).count();
    if all >= 3 && small * 8 <= all {
        1
    } else if all >= 3 && capital * 3 >= all * 2 {
        2
    } else {
        0
    }
}

/// Whether a name may cover a word: names are near capitals.
#[must_use]
pub fn is_candidate(tokens: &[Token], at: usize) -> bool {
    let from = at.saturating_sub(2);
    tokens[from..tokens.len().min(at + 3)].iter().any(Token::is_capital)
}

/// The features of a word.
pub fn features(tokens: &[Token], at: usize, style: u8, out: &mut impl Sink) {
    const OUTSIDE: Token = Token {
        word: Word { form: 3, lower: 3, prefixes: [3; 3], suffixes: [3; 4], shape: 0, cluster: 255, middle: 255, coarse: 255, class: 0 },
        tag: 255,
        is_proper: false,
        is_adposition: false,
        is_past: false,
        head: 3,
        relation: 255,
        hit: Hit { word: 0, phrase: 0, place: 0 },
        evidence: 0,
        echo: 0,
    };
    let token = |offset: isize| at.checked_add_signed(offset).and_then(|at| tokens.get(at)).unwrap_or(&OUTSIDE);
    let [far, before, here, after, next] = [-2, -1, 0, 1, 2].map(token);
    let mut templates = Templates::new(out, 0, 6000);
    let is_first = u64::from(at == 0 || at == 1 && before.word.shape & 15 == 0);
    let style = u64::from(style);
    let shape = |token: &Token| u64::from(token.word.shape);
    let tag = |token: &Token| u64::from(token.tag);
    let cluster = |token: &Token| u64::from(token.word.cluster);
    let middle = |token: &Token| u64::from(token.word.middle);
    let word = &here.word;
    let own_shape = shape(here) | style << 8 | is_first << 10;
    templates.say([]);
    templates.say([word.lower]);
    templates.say([word.form, is_first]);
    templates.say([before.word.lower]);
    templates.say([after.word.lower]);
    templates.say([far.word.lower]);
    templates.say([next.word.lower]);
    templates.say([before.word.lower, word.lower]);
    templates.say([word.lower, after.word.lower]);
    templates.say([before.word.lower, own_shape]);
    templates.say([after.word.lower, own_shape]);
    templates.say([far.word.lower, before.word.lower, shape(here)]);
    templates.say([after.word.lower, next.word.lower, shape(here)]);
    templates.say([own_shape]);
    templates.say([shape(before), own_shape]);
    templates.say([own_shape, shape(after)]);
    templates.say([shape(before), own_shape, shape(after)]);
    for suffix in &word.suffixes[1..] {
        templates.say([*suffix, shape(here)]);
    }
    for prefix in &word.prefixes[1..] {
        templates.say([*prefix, shape(here)]);
    }
    templates.say([tag(here)]);
    templates.say([tag(before), tag(here)]);
    templates.say([tag(here), tag(after)]);
    templates.say([tag(before), tag(here), tag(after)]);
    templates.say([tag(far), tag(before), shape(here)]);
    templates.say([tag(after), tag(next), shape(here)]);
    templates.say([cluster(here)]);
    templates.say([middle(here), own_shape]);
    templates.say([u64::from(word.coarse), own_shape]);
    templates.say([cluster(before), shape(here)]);
    templates.say([cluster(after), shape(here)]);
    templates.say([cluster(before), cluster(here)]);
    templates.say([cluster(here), cluster(after)]);
    templates.say([cluster(far), shape(here)]);
    templates.say([cluster(next), shape(here)]);
    templates.say([here.head, u64::from(here.relation)]);
    templates.say([u64::from(here.relation), tag(here)]);
    templates.say([here.head, shape(here)]);
    let hit = |token: &Token| u64::from(token.hit.word & (is::NAME | is::TITLE | is::HEAD));
    let phrase = |token: &Token| u64::from(token.hit.phrase) | u64::from(token.hit.place) << 16;
    templates.say([hit(here), shape(here) & 3, is_first]);
    templates.say([phrase(here)]);
    templates.say([phrase(here), hit(here), tag(here)]);
    templates.say([hit(before), hit(here), shape(before) & 3, shape(here) & 3]);
    templates.say([hit(here), hit(after), shape(here) & 3, shape(after) & 3]);
    templates.say([hit(before), hit(here), hit(after), shape(here) & 3]);
    templates.say([hit(before), own_shape]);
    templates.say([hit(after), own_shape]);
    templates.say([phrase(after), shape(here)]);
    let evidence = u64::from(here.evidence);
    templates.say([evidence, shape(here) & 3]);
    templates.say([evidence & 3, shape(before) & 3, shape(here) & 3, shape(after) & 3]);
    templates.say([evidence & 0x9c, hit(here)]);
    templates.say([evidence, tag(here), is_first]);
    templates.say([evidence & 0x60, own_shape]);
    templates.say([u64::from(before.evidence), evidence, shape(before) & 3]);
    templates.say([u64::from(after.evidence), evidence, shape(after) & 3]);
    // The telling word at the end of the row of capitals, and the word before the row.
    let end = (at..tokens.len().min(at + 6)).take_while(|&at| tokens[at].is_capital()).last();
    if let Some(end) = end {
        let last = &tokens[end];
        let steps = (end - at).min(3) as u64;
        templates.say([last.word.lower, steps]);
        templates.say([hit(last), steps]);
        templates.say([cluster(last), steps]);
        templates.say([u64::from(tokens.get(end + 1).map_or(255, |token| token.tag)), steps, hit(last)]);
        let start = (at.saturating_sub(5)..=at).rev().take_while(|&at| tokens[at].is_capital()).last().unwrap_or(at);
        let back = (at - start).min(3) as u64;
        let lead = start.checked_sub(1).map_or(&OUTSIDE, |at| &tokens[at]);
        templates.say([lead.word.lower, back]);
        templates.say([lead.word.lower, back, steps]);
        templates.say([hit(lead), back, steps]);
        templates.say([tag(lead), back, steps, hit(here)]);
        templates.say([tokens[start].word.lower, back]);
        templates.say([steps, back, own_shape]);
    }
}

/// How much each label is wanted after each other.
pub type Transitions = [[i32; WIDTH]; WIDTH];

/// The transitions of a model.
#[must_use]
pub fn transitions(weights: &impl Weights<WIDTH>) -> Transitions {
    let mut all = [[0; WIDTH]; WIDTH];
    for (before, row) in (0_u64..).zip(all.iter_mut()) {
        weights.add(transition(before), row);
    }
    all
}

/// The feature of what follows a label.
#[must_use]
pub const fn transition(before: u64) -> u64 {
    fold(fold(0, 7000), before)
}

/// The search for the best labels, with its buffers.
#[derive(Debug, Default)]
pub struct Search {
    scores: Vec<[i32; WIDTH]>,
    back: Vec<[u8; WIDTH]>,
    best: Vec<[i64; WIDTH]>,
}

/// Worse than every path.
const NEVER: i64 = i64::MIN / 4;

impl Search {
    /// Scores the words of a sentence by a model.
    pub fn score(&mut self, weights: &impl Weights<WIDTH>, tokens: &[Token]) {
        let style = style(tokens);
        self.scores.clear();
        for at in 0..tokens.len() {
            let mut scores = [0; WIDTH];
            if is_candidate(tokens, at) {
                let mut sum = Sum::default();
                features(tokens, at, style, &mut sum);
                sum.add(weights, &mut scores);
            }
            self.scores.push(scores);
        }
    }

    /// Takes the scores of a sentence out, to be put back by [`Self::put`]: they are much smaller than what decoding needs.
    pub fn take(&mut self) -> Vec<[i32; WIDTH]> {
        std::mem::take(&mut self.scores)
    }

    /// Goes on with scores that were taken out.
    pub fn put(&mut self, scores: Vec<[i32; WIDTH]>) {
        self.scores = scores;
    }

    /// Adds what [`Echoes`] told to the scores of a sentence.
    pub fn add_echoes(&mut self, weights: &impl Weights<WIDTH>, tokens: &[Token]) {
        for (at, scores) in self.scores.iter_mut().enumerate() {
            let mut sum = Sum::default();
            echo_features(tokens, at, &mut sum);
            sum.add(weights, scores);
        }
    }

    /// The best labels among those that `allowed` has as bits for each word. Where nothing is allowed, all words are O.
    pub fn decode(&mut self, transitions: &Transitions, allowed: impl Fn(usize) -> u64, out: &mut Vec<u8>) {
        let count = self.scores.len();
        out.clear();
        self.back.clear();
        self.best.clear();
        for at in 0..count {
            let mask = allowed(at);
            let mut row = [NEVER; WIDTH];
            let mut from = [0; WIDTH];
            for label in (0..WIDTH).filter(|&label| mask & 1 << label != 0) {
                let own = i64::from(self.scores[at][label]);
                let mut best = (NEVER, 0);
                if at == 0 {
                    best = if may_follow(0, label) { (i64::from(transitions[0][label]), 0) } else { best };
                } else {
                    let previous = &self.best[at - 1];
                    for before in 0..WIDTH {
                        if previous[before] > NEVER && may_follow(before, label) {
                            let score = previous[before] + i64::from(transitions[before][label]);
                            if score > best.0 {
                                best = (score, before);
                            }
                        }
                    }
                }
                if best.0 > NEVER {
                    (row[label], from[label]) = (best.0 + own, best.1 as u8);
                }
            }
            self.best.push(row);
            self.back.push(from);
        }
        let Some(last) = self.best.last() else { return };
        let mut label = None;
        for at in (0..WIDTH).filter(|&label| may_follow(label, 0)) {
            if last[at] > NEVER && label.is_none_or(|label: usize| last[at] > last[label]) {
                label = Some(at);
            }
        }
        let Some(mut label) = label else {
            out.resize(count, 0);
            return;
        };
        for at in (0..count).rev() {
            out.push(label as u8);
            label = self.back[at][label].into();
        }
        out.reverse();
    }
}

/// The names that labels of a sentence stand for, with their first words counted from the sentence.
pub fn read(labels: &[u8], mut name: impl FnMut(Range<usize>, NameKind)) {
    let mut start = 0;
    for (at, &label) in labels.iter().enumerate().filter(|&(_, &label)| label > 0) {
        let place = (label - 1) % 4;
        if place == Place::Begin as u8 || place == Place::Unit as u8 {
            start = at;
        }
        if (place == Place::Last as u8 || place == Place::Unit as u8)
            && let Some(kind) = NameKind::from_index(usize::from((label - 1) / 4))
        {
            name(start..at + 1, kind);
        }
    }
}

/// The words of a name up to where they are written to: `Jae-in` whole, and not the `'s` of what it owns.
#[must_use]
pub fn whole(text: &str, analysis: &Analysis, words: Range<usize>, sentence: usize) -> Range<usize> {
    let Range { start, mut end } = words;
    // A hyphen and a particle are words of their own, and the second may look like a preposition.
    let touches = |word: usize| word < sentence && analysis.span(word - 1).end() == analysis.span(word).start();
    if analysis.form(text, end - 1) == "-" && touches(end) {
        end += 1;
    }
    let owns = |word: usize| {
        let owner = analysis.head(word);
        analysis.labels[word] == Deprel::Case && owner.is_some_and(|owner| analysis.labels[owner] == Deprel::NmodPoss)
    };
    if end > start + 1 && matches!(analysis.form(text, end - 1), "'s" | "’s" | "'" | "’") && owns(end - 1) {
        end -= 1;
    }
    start..end
}

/// Prefixes that are no part of the name they are written before.
#[derive(Debug)]
pub struct Prefixes(Vec<String>);

impl Prefixes {
    /// Those of `lexicon/en/names.toml`.
    ///
    /// # Panics
    /// When the list is not there: it is part of the program.
    #[must_use]
    pub fn load() -> Self {
        let file = dateline_lexicon::file("en/names.toml").expect("the lexicon has names");
        let line = file.lines().find_map(|line| line.strip_prefix("prefixes = \"")).expect("the names have prefixes");
        Self(line.trim_end_matches('"').split_whitespace().map(str::to_owned).collect())
    }

    /// The characters of a name without such a prefix: `Beijing` of `pro-Beijing`.
    #[must_use]
    pub fn strip(&self, text: &str, span: ByteSpan) -> ByteSpan {
        let Some((prefix, rest)) = span.of(text).split_once('-') else { return span };
        if rest.starts_with(char::is_uppercase) && self.0.iter().any(|known| known.eq_ignore_ascii_case(prefix)) {
            ByteSpan::new(span.start() + prefix.len() + 1, span.end())
        } else {
            span
        }
    }
}
