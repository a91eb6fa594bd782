//! Cues: the words by which somebody is reported to say, hold or intend something.

use std::collections::BTreeMap;
use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::StatementKind;
use super::text::{Features, Text, bucket};

/// What a word of `lexicon/en/cues.toml` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CueWord {
    /// A number for its class, in the order of the names.
    pub class: u8,
    /// What kind of statement it makes.
    pub kind: StatementKind,
    /// Whether it makes one only with a clause or a quotation: what one writes or shares may be a picture.
    pub needs_words: bool,
    /// What it has to score, because it seldom reports anything.
    pub least: i32,
}

impl CueWord {
    /// A plain word of saying.
    pub const SAYING: Self = Self { class: 0, kind: StatementKind::Speech, needs_words: false, least: i32::MIN };
}

#[derive(Debug, Deserialize)]
struct Class {
    kind: String,
    lemmas: String,
    #[serde(default)]
    needs_words: String,
    least: Option<i32>,
}

/// The words of `lexicon/en/cues.toml`.
#[derive(Debug)]
pub struct Cues {
    verbs: FxHashMap<String, CueWord>,
    nouns: FxHashMap<String, CueWord>,
    adjectives: FxHashMap<String, CueWord>,
    prepositions: FxHashMap<String, CueWord>,
}

impl Cues {
    /// Reads the embedded list.
    ///
    /// # Panics
    /// When the list is not TOML of its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        let file = dateline_lexicon::file("en/cues.toml").expect("the list is embedded");
        let mut parts: BTreeMap<String, BTreeMap<String, Class>> = toml::from_str(file).expect("the list has its shape");
        let mut number = 0;
        let mut read = |part: &str| {
            let mut words = FxHashMap::default();
            for class in parts.remove(part).unwrap_or_default().into_values() {
                number += 1;
                let kind = match &*class.kind {
                    "belief" => StatementKind::Belief,
                    "intention" => StatementKind::Intention,
                    _ => StatementKind::Speech,
                };
                for lemma in class.lemmas.split_whitespace() {
                    let needs_words = class.needs_words == "all" || class.needs_words.split_whitespace().any(|it| it == lemma);
                    let least = class.least.unwrap_or(i32::MIN);
                    words.insert(lemma.to_owned(), CueWord { class: number, kind, needs_words, least });
                }
            }
            words
        };
        Self { verbs: read("verbs"), nouns: read("nouns"), adjectives: read("adjectives"), prepositions: read("prepositions") }
    }

    /// A plain word of saying, by the lemma of the verb: one of the class of `say`.
    #[must_use]
    pub fn saying(&self, lemma: &str) -> Option<CueWord> {
        let class = self.verbs.get("say")?.class;
        self.verbs.get(lemma).copied().filter(|it| it.class == class && !it.needs_words)
    }

    /// What a verb is in the list, by its lemma.
    #[must_use]
    pub fn verb(&self, lemma: &str) -> Option<CueWord> {
        self.verbs.get(lemma).copied()
    }

    /// What a word is in the list, by its lemma and part of speech.
    #[must_use]
    pub fn of(&self, text: &Text<'_>, word: usize) -> Option<CueWord> {
        let lemma = text.analysis().lemma(word);
        if let Some(found) = self.prepositions.get(lemma) {
            // `according` and `per` lead a phrase; `accord` is a verb too.
            let leads = matches!(text.label(word), Deprel::Case | Deprel::Mark | Deprel::Fixed) || text.upos(word) == Upos::Adp;
            if leads || lemma == "accord" {
                return Some(*found);
            }
        }
        let list = match text.upos(word) {
            Upos::Verb => &self.verbs,
            Upos::Noun => &self.nouns,
            Upos::Adj | Upos::Adv => &self.adjectives,
            _ => return None,
        };
        list.get(lemma).copied()
    }
}

/// A word that may be a cue.
#[derive(Debug, Clone)]
pub struct Cue {
    /// The word.
    pub word: usize,
    /// What it is in the list.
    pub known: Option<CueWord>,
    /// Which kinds of dependents it has, as bits.
    pub frame: u64,
    /// What speaks for and against it.
    pub features: Vec<u64>,
}

impl Cue {
    /// The number of its class, 0 without one.
    #[must_use]
    pub fn class(&self) -> u64 {
        self.known.map_or(0, |it| u64::from(it.class))
    }
}

/// What a mark does between a source and its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// `Wallace: Let's start.`, `The headline: “…”`
    Colon,
    /// `“It was a mess.” — Stephanie Egan`
    Dash,
}

/// Whether a mark may stand for a cue: a colon after a few words or before a quotation, a dash after a quotation and before the end.
#[must_use]
pub fn link(text: &Text<'_>, word: usize) -> Option<Link> {
    if text.upos(word) != Upos::Punct || text.zone(word).is_some() {
        return None;
    }
    let sentence = text.words_of(text.sentence(word));
    match text.page.form(word) {
        ":" => {
            let few = word > sentence.start && word - sentence.start <= 8 && word + 1 < sentence.end;
            let quoted = (word + 1..(word + 3).min(sentence.end)).any(|it| text.zone(it).is_some());
            let starts = text.is_block_start(sentence.start);
            (few && starts || quoted).then_some(Link::Colon)
        }
        "—" | "–" | "―" | "-" | "--" | "---" => {
            let after = (word.saturating_sub(3)..word).any(|it| text.zone(it).is_some());
            let rest = text.block_end(word).saturating_sub(word + 1);
            // `said Lake-Port officer Ann Lee`: a hyphen stands within a word.
            let spans = &text.analysis().segmentation.spans;
            let hyphen = word > 0 && text.page.form(word) == "-" && !text.is_mark(word - 1) && spans[word - 1].end() == spans[word].start();
            let after = after && !hyphen;
            (after && (1..=14).contains(&rest)).then_some(Link::Dash)
        }
        _ => None,
    }
}

/// Whether a word may be a cue: verbs, and of the others those of the list.
fn may_be(text: &Text<'_>, word: usize, known: Option<CueWord>) -> bool {
    match text.upos(word) {
        Upos::Punct => link(text, word).is_some(),
        Upos::Verb => !matches!(text.label(word), Deprel::Aux | Deprel::AuxPass | Deprel::Case | Deprel::Mark) || known.is_some(),
        _ => known.is_some(),
    }
}

/// The kinds of dependents of a word, as bits; with those that a conjunct or a controlled verb has from above.
#[must_use]
pub fn frame(text: &Text<'_>, word: usize) -> u64 {
    let mut bits = 0;
    for it in text.page.clauses.dependents(word) {
        bits |= match text.label(it) {
            Deprel::Nsubj | Deprel::NsubjOuter => 1,
            Deprel::NsubjPass => 2,
            Deprel::Obj => 4,
            Deprel::Iobj => 8,
            Deprel::Ccomp => {
                let that = text.page.clauses.dependents(it).any(|mark| text.label(mark) == Deprel::Mark);
                16 | if that { 32 } else { 0 }
            }
            Deprel::Xcomp => 64,
            Deprel::Obl | Deprel::OblUnmarked => 128,
            Deprel::Advcl => 256,
            Deprel::Parataxis => 512,
            Deprel::OblAgent => 1024,
            Deprel::Csubj | Deprel::CsubjPass => 2048,
            Deprel::AuxPass => 4096,
            Deprel::Nmod => 8192,
            Deprel::Acl | Deprel::AclRelcl => 16384,
            Deprel::NmodPoss => 32768,
            _ => 0,
        };
    }
    bits
}

/// The words of a page that may be cues, in order, with features.
#[must_use]
pub fn candidates(text: &Text<'_>, cues: &Cues) -> Vec<Cue> {
    (0..text.analysis().len())
        .filter_map(|word| {
            let known = cues.of(text, word);
            may_be(text, word, known).then(|| {
                let frame = frame(text, word);
                Cue { word, known, frame, features: features(text, cues, word, known, frame) }
            })
        })
        .collect()
}

/// Where quotation marks stand beside a word's clause: ends just before, begins just after, the word inside one.
#[must_use]
pub fn around(text: &Text<'_>, word: usize) -> u64 {
    let sentence = text.words_of(text.sentence(word));
    let inside = text.zone(word).is_some();
    let before = (sentence.start..word).rev().take(8).find(|&it| text.zone(it).is_some() && text.zone(it) != text.zone(word));
    let after = (word + 1..sentence.end).take(8).find(|&it| text.zone(it).is_some() && text.zone(it) != text.zone(word));
    let near = |it: Option<usize>| it.map_or(0, |it| 1 + bucket(it.abs_diff(word).min(6)));
    u64::from(inside) | near(before) << 1 | near(after) << 5
}

/// What a mark that may be a cue stands between.
fn link_features(text: &Text<'_>, word: usize, link: Link, out: &mut Features) {
    let analysis = text.analysis();
    let sentence = text.words_of(text.sentence(word));
    let block = text.block_start(word)..text.block_end(word);
    let is_colon = u64::from(link == Link::Colon);
    let (near, far) = match link {
        Link::Colon => (sentence.start..word, word + 1..block.end),
        Link::Dash => (word + 1..block.end, block.start..word),
    };
    let capitals = near.clone().filter(|&it| text.page.form(it).chars().all(|c| !c.is_lowercase())).count();
    let names = near.clone().filter(|&it| text.upos(it) == Upos::Propn).count();
    let verbs = near.clone().filter(|&it| text.upos(it) == Upos::Verb).count().min(2) as u64;
    let kind = near.clone().map(|it| u64::from(text.kind[it])).max().unwrap_or(0);
    let quoted = far.clone().filter(|&it| text.zone(it).is_some()).count();
    let all = if quoted == 0 {
        0
    } else if quoted * 10 >= far.len() * 8 {
        2
    } else {
        1
    };
    let is_start = u64::from(text.is_block_start(sentence.start));
    out.say_as(50, [is_colon, bucket(near.len()), is_start]);
    out.say_as(51, [is_colon, u64::from(capitals == near.len()), u64::from(names * 2 >= near.len()), is_start]);
    out.say_as(52, [is_colon, kind, all, is_start]);
    out.say_as(53, [is_colon, verbs, all]);
    out.say_as(54, [is_colon, bucket(far.len()), all]);
    out.say_as(55, [is_colon, text.form.get(near.end.saturating_sub(1)).copied().unwrap_or(0)]);
    out.say_as(56, [is_colon, analysis.tags.get(far.start).map_or(0, |tag| tag.xpos as u64), kind]);
}

fn features(text: &Text<'_>, cues: &Cues, word: usize, known: Option<CueWord>, frame: u64) -> Vec<u64> {
    let analysis = text.analysis();
    let clauses = text.page.clauses;
    let mut out = Features::new(0x0C);
    let tag = analysis.tags[word];
    let (xpos, upos, label) = (tag.xpos as u64, tag.upos as u64, text.label(word) as u64);
    let class = known.map_or(0, |it| u64::from(it.class));
    let lemma = text.lemma[word];
    let sentence = text.words_of(text.sentence(word));
    let form_at = |at: Option<usize>| at.filter(|at| sentence.contains(at)).map_or(3, |at| text.form[at]);
    let xpos_at = |at: Option<usize>| at.filter(|at| sentence.contains(at)).map_or(99, |at| analysis.tags[at].xpos as u64);
    let (before, after) = (word.checked_sub(1), Some(word + 1));
    let around = around(text, word);
    let head = analysis.head(word);
    let head_lemma = head.map_or(5, |it| text.lemma[it]);
    let head_class = head.and_then(|it| cues.of(text, it)).map_or(0, |it| u64::from(it.class));
    let subject = clauses.subjects(word).first().copied();
    let who = subject.map_or(0, |it| text.noun_class(it));
    let dependents: Vec<usize> = clauses.dependents(word).collect();
    let object = dependents.iter().copied().find(|&it| matches!(text.label(it), Deprel::Obj));
    let complement = dependents.iter().copied().find(|&it| matches!(text.label(it), Deprel::Ccomp | Deprel::Xcomp));
    let oblique = dependents.iter().copied().find(|&it| matches!(text.label(it), Deprel::Obl | Deprel::Nmod));
    let preposition = |it: usize| clauses.dependents(it).find(|&it| text.label(it) == Deprel::Case).map_or(1, |it| text.lemma[it]);
    let particle = dependents.iter().copied().find(|&it| text.label(it) == Deprel::CompoundPrt).map_or(0, |it| text.lemma[it]);
    let auxiliaries = dependents.iter().filter(|&&it| matches!(text.label(it), Deprel::Aux | Deprel::AuxPass | Deprel::Cop));
    let first_aux = auxiliaries.clone().next().map_or(0, |&it| text.lemma[it]);
    let is_negated = clauses.is_negated(word);
    let suffix = {
        let form = text.page.form(word);
        let start = form.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        super::text::hash(&form[start..])
    };

    out.say([lemma]);
    out.say([lemma, xpos]);
    out.say([lemma, label]);
    out.say([lemma, frame]);
    out.say([lemma, who]);
    out.say([lemma, frame & 0b11_1111, around]);
    out.say([lemma, particle]);
    out.say([lemma, form_at(after)]);
    out.say([lemma, form_at(before)]);
    out.say([lemma, complement.map_or(0, |it| text.lemma[it])]);
    out.say([lemma, object.map_or(0, |it| text.lemma[it])]);
    out.say([lemma, oblique.map_or(0, preposition)]);
    out.say([lemma, head_lemma]);
    out.say([class, upos, frame]);
    out.say([class, xpos, label]);
    out.say([class, who, frame & 0b1111_1111]);
    out.say([class, around]);
    out.say([class, label, head_class]);
    out.say([class, oblique.map_or(0, preposition)]);
    out.say([class, object.map_or(0, |it| text.lemma[it])]);
    out.say([class, object.map_or(0, |it| text.noun_class(it)), who]);
    out.say([upos, frame, around]);
    out.say([upos, who, label]);
    out.say([xpos, label, frame & 0b111_1111]);
    out.say([upos, suffix]);
    out.say([suffix, frame & 0b111_1111]);
    out.say([xpos, form_at(before), xpos_at(after)]);
    out.say([xpos, form_at(after)]);
    out.say([upos, xpos_at(before), xpos_at(after), label]);
    out.say([upos, form_at(word.checked_sub(2)), form_at(before)]);
    out.say([upos, form_at(after), form_at(Some(word + 2))]);
    out.say([upos, head_lemma, label]);
    out.say([class, first_aux, xpos]);
    out.say([lemma, first_aux, u64::from(is_negated)]);
    out.say([upos, subject.map_or(0, |it| text.lemma[it])]);
    out.say([class, subject.map_or(0, |it| text.lemma[it])]);
    out.say([around, who, frame & 0b1_0111]);
    out.say([class, complement.map_or(0, |it| analysis.tags[it].xpos as u64), frame & 0b11_0000]);
    out.say([upos, u64::from(sentence.start == word), bucket(sentence.end - word), around]);
    out.say([class, u64::from(analysis.tags[word].xpos == Xpos::Vbg), label]);
    // The clause that is reported, by what stands before and after the group of the verb.
    // A word of a dateline stands before its sentence, and farther off than any.
    let from_start = word.checked_sub(sentence.start).unwrap_or(usize::MAX);
    out.say([class, bucket(from_start), bucket(sentence.end - word)]);
    if let Some(link) = link(text, word) {
        link_features(text, word, link, &mut out);
    }
    out.all
}

/// The words of the cue whose head is known: auxiliaries and adverbs before the verb, particles after it, and the preposition of the content.
#[must_use]
pub fn expression(text: &Text<'_>, word: usize, content: Option<&Range<usize>>) -> Range<usize> {
    let clauses = text.page.clauses;
    let label = |it: usize| text.label(it);
    let (mut start, mut end) = (word, word + 1);
    if matches!(text.upos(word), Upos::Verb) {
        let belongs = |it: usize| {
            let own = text.analysis().head(it) == Some(word);
            own && matches!(label(it), Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::Advmod) && !text.is_mark(it)
        };
        while start > 0 && belongs(start - 1) {
            start -= 1;
        }
    } else if text.upos(word) == Upos::Adj || text.upos(word) == Upos::Noun {
        // `is aware of`
        let belongs = |it: usize| text.analysis().head(it) == Some(word) && matches!(label(it), Deprel::Cop | Deprel::Aux | Deprel::Advmod);
        while start > 0 && belongs(start - 1) {
            start -= 1;
        }
    }
    while end < text.analysis().len()
        && (text.analysis().head(end) == Some(word) && matches!(label(end), Deprel::CompoundPrt | Deprel::Fixed))
    {
        end += 1;
    }
    if let Some(content) = content
        && content.start >= end
        && content.start - end <= 2
        && (end..content.start).all(|it| matches!(label(it), Deprel::Case | Deprel::Fixed) && !text.is_mark(it))
    {
        end = content.start;
    }
    let _ = clauses;
    start..end
}
