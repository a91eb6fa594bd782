//! A page as attribution sees it: columns that features read.

use std::ops::Range;

use dateline_lang::Analysis;
use dateline_lang::features::fold;
use dateline_lang::labels::{Deprel, Upos};
use dateline_text::ByteSpan;
use rustc_hash::FxHashMap;

use crate::page::Page;
use crate::quotation::Quotations;
use crate::who::{Entity, EntityKind};

/// No quotation, no entity.
const NONE: u32 = u32::MAX;

/// Columns over the words of a page.
#[derive(Debug)]
pub struct Text<'a> {
    /// The page.
    pub page: &'a Page<'a>,
    /// Its quotations.
    pub quotations: Quotations,
    /// For every word the quotation that it stands in.
    zone: Vec<u32>,
    /// For every word a number for its lemma.
    pub lemma: Vec<u64>,
    /// For every word a number for its form, case folded.
    pub form: Vec<u64>,
    /// The first and the last word of what depends on a word.
    reach: Vec<(u32, u32)>,
    /// The sentence of every word.
    sentence: Vec<u32>,
    /// For every word that heads a mention the entity.
    bearer: Vec<u32>,
    /// For every word that heads a mention what it speaks of: 0 for none.
    pub kind: Vec<u8>,
    /// The block of every sentence.
    block: Vec<u32>,
    /// For every sentence the first and the last of its block.
    beside: Vec<(u32, u32)>,
    /// The mentions by the words that head them: word, entity, mention.
    heads: Vec<(u32, u32, u32)>,
    /// How many blocks begin with a word and have a colon after a few.
    labels: FxHashMap<u64, u32>,
    /// The first word of every sentence, after a dateline.
    starts: Vec<usize>,
    comma: u64,
}

/// Words of a dateline that no agency and no capitals mark.
const PLAIN_DATELINE: usize = 8;

/// Words of a dateline from the bracket that opens in it to the one that closes.
const BRACKETED_DATELINE: usize = 16;

/// The first word of a paragraph after its dateline: `KYIV, Dec 24 (Reuters) - `, `Kyiv: `.
fn after_dateline(page: &Page<'_>, is_place: &[bool], words: &Range<usize>) -> usize {
    // `ROSTOV (Pen News - 29th April, 2020) It is …`
    let capitals = words.clone().take_while(|&it| {
        let form = page.form(it);
        form.len() > 2 && !form.chars().any(char::is_lowercase) && form.starts_with(char::is_uppercase)
    });
    let open = words.start + capitals.count();
    if open > words.start && open < words.end && page.form(open) == "(" {
        let close = (open..words.end.min(open + BRACKETED_DATELINE)).find(|&it| page.form(it) == ")");
        if let Some(close) = close.filter(|&it| it + 2 < words.end && page.form(it + 1).starts_with(char::is_uppercase)) {
            return close + 1;
        }
    }
    let marked = dateline_lang::lines::dateline(words.clone().map(|word| page.form(word)));
    // `Ann Lee (D-Ohio)`: the dash within a bracket ends no dateline.
    let count = |mark: &str| (words.start..words.start + marked).filter(|&it| page.form(it) == mark).count();
    if marked > 0 && count("(") == count(")") {
        return words.start + marked;
    }
    // A colon after a name alone may lead the words of a person; only a place makes it a dateline.
    let near = words.start..words.end.min(words.start + PLAIN_DATELINE);
    let goes_on =
        |word: &usize| is_place[*word] || matches!(page.analysis.tags[*word].upos, Upos::Num | Upos::Propn) || page.form(*word) == ",";
    let mark = words.start + near.take_while(goes_on).count();
    let ends = mark + 1 < words.end && matches!(page.form(mark), ":" | "-" | "–" | "—" | "--" | "―");
    if ends && is_place.get(words.start) == Some(&true) { mark + 1 } else { words.start }
}

/// The words that lie within a span.
fn words_within(analysis: &Analysis, span: ByteSpan) -> Range<usize> {
    let spans = &analysis.segmentation.spans;
    let first = spans.partition_point(|it| it.start() < span.start());
    first..spans.partition_point(|it| it.end() <= span.end()).max(first)
}

/// A number for a word.
#[must_use]
pub fn hash(word: &str) -> u64 {
    word.bytes().fold(word.len() as u64, |sum, byte| fold(sum, u64::from(byte.to_ascii_lowercase()))) | 1
}

impl<'a> Text<'a> {
    /// Columns of a page with its entities.
    #[must_use]
    pub fn new(page: &'a Page<'a>, entities: &[Entity]) -> Self {
        let analysis = page.analysis;
        let count = analysis.len();
        let quotations = Quotations::find(page);
        let zone = (0..count).map(|word| quotations.at(analysis.span(word).start()).map_or(NONE, |it| it as u32)).collect();
        let mut reach: Vec<(u32, u32)> = (0..count as u32).map(|word| (word, word)).collect();
        let mut sentence = vec![0; count];
        let mut block = Vec::with_capacity(analysis.sentences().len());
        let mut ending = 0;
        for (at, words) in analysis.sentences().iter().enumerate() {
            sentence[words.clone()].fill(at as u32);
            let start = analysis.span(words.start).start();
            while page.document.blocks.get(ending).is_some_and(|it| it.span.end() <= start) {
                ending += 1;
            }
            block.push(ending as u32);
            for word in words.clone() {
                let mut above = word;
                // A tree is never deeper than its sentence is long.
                for _ in 0..words.len() {
                    let Some(head) = analysis.head(above) else { break };
                    let (low, high) = reach[head];
                    if low <= word as u32 && word as u32 <= high {
                        break;
                    }
                    reach[head] = (low.min(word as u32), high.max(word as u32));
                    above = head;
                }
            }
        }
        let mut bearer = vec![NONE; count];
        let mut kind = vec![0; count];
        let mut heads = Vec::new();
        let mut is_place = vec![false; count];
        for (index, entity) in entities.iter().enumerate() {
            let locates = matches!(entity.kind, EntityKind::Place | EntityKind::Country);
            for (number, mention) in entity.mentions.iter().enumerate() {
                if mention.head < count {
                    bearer[mention.head] = index as u32;
                    kind[mention.head] = 1 + entity.kind as u8 * 5 + mention.form as u8;
                    heads.push((mention.head as u32, index as u32, number as u32));
                }
                if locates {
                    is_place[words_within(analysis, mention.span)].fill(true);
                }
            }
        }
        heads.sort_unstable();
        let starts = analysis.sentences().iter().enumerate().map(|(at, words)| {
            let first = at == 0 || block[at - 1] != block[at];
            // A headline in the first paragraph stands before the dateline.
            let capitals = || page.form(words.start).len() > 3 && !page.form(words.start).chars().any(char::is_lowercase);
            if first || at == 1 && capitals() { after_dateline(page, &is_place, words) } else { words.start }
        });
        let starts: Vec<usize> = starts.collect();
        let mut beside: Vec<(u32, u32)> = (0..block.len() as u32).map(|it| (it, it)).collect();
        for at in 1..block.len() {
            if block[at - 1] == block[at] {
                beside[at].0 = beside[at - 1].0;
            }
        }
        for at in (1..block.len()).rev() {
            if block[at - 1] == block[at] {
                beside[at - 1].1 = beside[at].1;
            }
        }
        let form: Vec<u64> = (0..count).map(|word| hash(page.form(word))).collect();
        let mut labels = FxHashMap::default();
        for (at, words) in analysis.sentences().iter().enumerate().filter(|(at, _)| beside[*at].0 == *at as u32) {
            if (starts[at]..words.end).take(6).any(|it| page.form(it) == ":") {
                *labels.entry(form[starts[at]]).or_default() += 1;
            }
        }
        Self {
            page,
            quotations,
            zone,
            lemma: (0..count).map(|word| hash(analysis.lemma(word))).collect(),
            form,
            reach,
            sentence,
            bearer,
            kind,
            block,
            beside,
            heads,
            labels,
            starts,
            comma: hash(","),
        }
    }

    /// The analysis.
    #[must_use]
    pub fn analysis(&self) -> &'a Analysis {
        self.page.analysis
    }

    /// What a word is to its head.
    #[must_use]
    pub fn label(&self, word: usize) -> Deprel {
        self.page.analysis.labels[word]
    }

    /// The part of speech of a word.
    #[must_use]
    pub fn upos(&self, word: usize) -> Upos {
        self.page.analysis.tags[word].upos
    }

    /// The words that depend on a word, itself among them, from the first to the last.
    #[must_use]
    pub fn reach(&self, word: usize) -> Range<usize> {
        let (low, high) = self.reach[word];
        let start = self.starts[self.sentence(word)];
        let low = if word >= start { (low as usize).max(start) } else { low as usize };
        low..high as usize + 1
    }

    /// The quotation that a word stands in.
    #[must_use]
    pub fn zone(&self, word: usize) -> Option<usize> {
        self.zone.get(word).filter(|&&it| it != NONE).map(|&it| it as usize)
    }

    /// The index of the sentence of a word.
    #[must_use]
    pub fn sentence(&self, word: usize) -> usize {
        self.sentence[word] as usize
    }

    /// The words of a sentence, without a dateline.
    #[must_use]
    pub fn words_of(&self, sentence: usize) -> Range<usize> {
        let words = self.page.analysis.sentences().get(sentence).cloned().unwrap_or_default();
        self.starts.get(sentence).map_or(words.start, |&start| start)..words.end
    }

    /// The block of a sentence.
    #[must_use]
    pub fn block(&self, sentence: usize) -> usize {
        self.block.get(sentence).map_or(usize::MAX, |&it| it as usize)
    }

    /// The block after that of a sentence.
    #[must_use]
    pub fn next_block(&self, sentence: usize) -> usize {
        self.block(self.beside.get(sentence).map_or(0, |it| it.1 as usize) + 1)
    }

    /// The first word of the block of a word.
    #[must_use]
    pub fn block_start(&self, word: usize) -> usize {
        self.words_of(self.beside[self.sentence(word)].0 as usize).start
    }

    /// The word after the last of the block of a word.
    #[must_use]
    pub fn block_end(&self, word: usize) -> usize {
        self.words_of(self.beside[self.sentence(word)].1 as usize).end
    }

    /// Whether a word is the first of its block.
    #[must_use]
    pub fn is_block_start(&self, word: usize) -> bool {
        let sentence = self.sentence(word);
        self.words_of(sentence).start == word && (sentence == 0 || self.block[sentence - 1] != self.block[sentence])
    }

    /// The entity that a word speaks of as the head of a mention.
    #[must_use]
    pub fn bearer(&self, word: usize) -> Option<usize> {
        self.bearer.get(word).filter(|&&it| it != NONE).map(|&it| it as usize)
    }

    /// Whether a word speaks of a person, a body or a group.
    #[must_use]
    pub fn is_somebody(&self, word: usize) -> bool {
        let kind = self.kind[word].checked_sub(1).map(|it| it / 5);
        [EntityKind::Person, EntityKind::Organization, EntityKind::Group].iter().any(|&it| kind == Some(it as u8))
    }

    /// The mentions that words of a range head, by the words: entity and mention.
    pub fn mentions_in(&self, words: &Range<usize>) -> impl Iterator<Item = (usize, usize)> {
        let first = self.heads.partition_point(|it| (it.0 as usize) < words.start);
        let end = words.end;
        self.heads[first..].iter().take_while(move |it| (it.0 as usize) < end).map(|it| (it.1 as usize, it.2 as usize))
    }

    /// How many blocks begin with a word that has this form and a colon after a few.
    #[must_use]
    pub fn labels_with(&self, form: u64) -> u32 {
        self.labels.get(&form).copied().unwrap_or(0)
    }

    /// The words of a quotation, without its marks.
    #[must_use]
    pub fn words_in(&self, quotation: usize) -> Range<usize> {
        let inside = self.quotations.all()[quotation].inside;
        let spans = &self.page.analysis.segmentation.spans;
        let first = spans.partition_point(|span| span.start() < inside.start());
        let last = spans.partition_point(|span| span.start() < inside.end());
        first..last.max(first)
    }

    /// The quotations that a sentence shares words with.
    #[must_use]
    pub fn quotations_of(&self, words: &Range<usize>) -> Range<usize> {
        if words.is_empty() {
            return 0..0;
        }
        self.quotations.within(self.page.span(words))
    }

    /// Whether a word is a mark.
    #[must_use]
    pub fn is_mark(&self, word: usize) -> bool {
        self.upos(word) == Upos::Punct
    }

    /// The number of a comma.
    #[must_use]
    pub fn form_of_comma(&self) -> u64 {
        self.comma
    }

    /// A range without marks at its ends.
    #[must_use]
    pub fn bare(&self, mut words: Range<usize>) -> Range<usize> {
        while words.start < words.end && self.is_mark(words.start) {
            words.start += 1;
        }
        while words.start < words.end && self.is_mark(words.end - 1) {
            words.end -= 1;
        }
        words
    }

    /// What a number stands for: words that are read off the bearer or, without one, the tag.
    #[must_use]
    pub fn noun_class(&self, word: usize) -> u64 {
        let kind = self.kind[word];
        if kind > 0 {
            return u64::from(kind);
        }
        64 + self.page.analysis.tags[word].xpos as u64
    }
}

/// Features under way: each made of the number of its template and of values.
#[derive(Debug)]
pub struct Features {
    /// Those so far.
    pub all: Vec<u64>,
    seed: u64,
    number: u64,
}

impl Features {
    /// Features of one kind of decision.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { all: Vec::with_capacity(48), seed, number: 0 }
    }

    /// Adds the feature of the next template.
    #[inline]
    pub fn say<const N: usize>(&mut self, values: [u64; N]) {
        self.number += 1;
        self.all.push(values.into_iter().fold(fold(self.seed, self.number), fold));
    }

    /// Adds a feature of a template by its number, several times with other values.
    #[inline]
    pub fn say_as<const N: usize>(&mut self, number: u64, values: [u64; N]) {
        self.all.push(values.into_iter().fold(fold(self.seed, 1000 + number), fold));
    }
}

/// A small number for a distance: exact when near, by powers of two further off.
#[must_use]
pub const fn bucket(distance: usize) -> u64 {
    match distance {
        0..=4 => distance as u64,
        5..=7 => 5,
        8..=12 => 6,
        13..=20 => 7,
        21..=40 => 8,
        _ => 9,
    }
}
