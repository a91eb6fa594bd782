//! The mentions of a page before they are linked: names, nominals and pronouns, with what each says of its bearer.

mod kinds;
mod names;
mod nobody;
mod nominals;
mod people;
mod teams;
mod titles;

use std::ops::Range;

use dateline_lang::clause::Extent;
use dateline_lang::labels::{Deprel, Upos, Xpos};
use dateline_text::ByteSpan;
use rustc_hash::{FxHashMap, FxHashSet};

use super::land::{self, Land};
use super::nouns::{Gender, Noun, NounKind, Nouns, Pronoun};
use super::quote::Quotes;
use super::role::Office;
use super::{EntityKind, Form};
use crate::country::Country;
use crate::page::Page;
use crate::place::Toponym;

/// How a noun phrase is determined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Determiner {
    /// `the`.
    Definite,
    /// `a`, `another`, a number.
    Indefinite,
    /// `this`, `those`.
    Demonstrative,
    /// `his`, `Kenya's`.
    Possessive,
    /// `no`, `any`, `every`: nobody in particular.
    Quantified,
    /// None.
    Bare,
}

/// A mention that is not linked yet.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The word that it is known by: the head of a name or of a nominal.
    pub head: usize,
    /// The head of its noun phrase: the office before a name, where that governs the name.
    pub top: usize,
    /// Its name, or the nominal without relative clauses.
    pub core: Range<usize>,
    /// The maximal noun phrase.
    pub extent: Range<usize>,
    /// The characters of the core, without a possessive ending.
    pub span: ByteSpan,
    /// Its form.
    pub form: Form,
    /// What it denotes, where that can be told.
    pub kind: Option<EntityKind>,
    /// The entry of the lexicon for the head of a nominal.
    pub noun: Option<Noun>,
    /// What a pronoun says.
    pub pronoun: Option<Pronoun>,
    /// Whether it stands for several.
    pub is_plural: bool,
    /// The gender of the person.
    pub gender: Option<Gender>,
    /// How it is determined.
    pub determiner: Determiner,
    /// The country that a name or demonym names.
    pub country: Option<Country>,
    /// The country that the words of a nominal tell, and which words.
    pub land: Option<Land>,
    /// The index of the toponym that it is.
    pub place: Option<usize>,
    /// The sentence that it stands in.
    pub sentence: usize,
    /// What its noun phrase is to its head.
    pub label: Deprel,
    /// The quotation that it stands in.
    pub quote: Option<usize>,
    /// For coordinations: the heads of the conjuncts.
    pub conjuncts: Vec<usize>,
}

impl Candidate {
    /// Whether it is a pronoun, possessive or not.
    #[must_use]
    pub const fn is_pronoun(&self) -> bool {
        matches!(self.form, Form::Pronoun | Form::Possessive) && self.pronoun.is_some()
    }

    /// Whether it names its bearer.
    #[must_use]
    pub const fn is_name(&self) -> bool {
        matches!(self.form, Form::Name | Form::Demonym)
    }
}

/// Finds the mentions of a page, in order of their first words, the wider first.
#[must_use]
pub fn find(page: &Page<'_>, nouns: &Nouns, places: &[Toponym], quotes: &Quotes) -> Vec<Candidate> {
    let count = page.analysis.len();
    let mut named = vec![false; count];
    page.analysis.names.iter().for_each(|name| named[name.words.clone()].fill(true));
    let (used, tops) = (vec![false; count], vec![None; count]);
    let mut finder = Finder {
        page,
        nouns,
        quotes,
        out: Vec::new(),
        used,
        named,
        tops,
        surnames: FxHashSet::default(),
        firms: FxHashSet::default(),
        teams: None,
        lands: FxHashMap::default(),
        towns: FxHashMap::default(),
        normal: FxHashSet::default(),
        common: FxHashSet::default(),
        parts: Vec::new(),
        shorts: FxHashSet::default(),
        in_full: FxHashMap::default(),
        bodies: FxHashSet::default(),
        storms: FxHashSet::default(),
        first_names: FxHashSet::default(),
        titles: titles::find(page, nouns),
    };
    finder.names(places);
    for sentence in page.analysis.sentences() {
        for word in sentence.clone() {
            if !finder.used[word] {
                finder.word(word);
            }
        }
    }
    finder.coordinations();
    let mut out = finder.out;
    out.sort_by_key(sort_key);
    out.dedup_by(|a, b| a.core == b.core && a.extent == b.extent);
    land::tell(page, nouns, places, &mut out);
    out
}

/// Makes offices beside a name parts of its mention: the nominals that they are no longer stand alone, and the title belongs to the extent.
pub fn absorb(page: &Page<'_>, nouns: &Nouns, mentions: &mut Vec<Candidate>, offices: &mut Vec<Office>) {
    let mut absorbed = vec![false; page.analysis.len()];
    // `Ada Holm, [senior attorney general for the State's bureau]`: the nominal may be headed by another word of it.
    let mut begins = vec![false; page.analysis.len()];
    // `State Councillor [and Foreign Minister] Ada Holm`: both offices stand before the name.
    let goes_on = |one: &Office, other: &Office| {
        one.holder == other.holder && one.words.end + 1 == other.words.start && matches!(page.form(one.words.end), "and" | ",")
    };
    let first_of_two: Vec<bool> = offices.iter().map(|one| offices.iter().any(|other| goes_on(one, other))).collect();
    for (number, office) in offices.iter().enumerate() {
        let mention = &mut mentions[office.holder];
        if mention.form != Form::Name {
            continue;
        }
        let gap = mention.core.start.saturating_sub(office.words.end);
        let gap = if first_of_two[number] { gap.min(1) } else { gap };
        let is_before = office.words.end <= mention.core.start
            && gap <= 2
            && (first_of_two[number] || office.words.end >= mention.extent.start.saturating_sub(2));
        let is_inside = mention.extent.start <= office.words.start && office.words.end <= mention.extent.end;
        if !is_before && !is_inside {
            continue;
        }
        absorbed[office.head] = true;
        begins[office.words.start] = true;
        if let Some((_, start, end)) = nouns.of(page, office.head) {
            absorbed[start..end].fill(true);
        }
        // `police [spokesman] Sgt. Ada Holm`
        let is_noun = |word: usize| nouns.of(page, word).is_some_and(|(noun, ..)| noun.kind == NounKind::Person);
        let beside = (office.words.start..office.head).rev().take_while(|&word| is_noun(word));
        beside.for_each(|word| absorbed[word] = true);
        if is_before && office.words.start < mention.extent.start {
            let sentence = page.analysis.sentence_of(office.head);
            let before = office.words.start.checked_sub(1).filter(|&word| word >= sentence.start);
            let determined = before.is_some_and(|word| matches!(page.analysis.tags[word].xpos, Xpos::Dt | Xpos::PrpPoss));
            mention.extent.start = office.words.start - usize::from(determined);
        }
    }
    let is_office =
        |it: &Candidate| absorbed[it.head] || begins[it.core.start] && it.kind == Some(EntityKind::Person) && it.label == Deprel::Appos;
    let is_kept = |mention: &Candidate| mention.form != Form::Nominal || !is_office(mention) || !mention.conjuncts.is_empty();
    let mut order: Vec<usize> = (0..mentions.len()).filter(|&at| is_kept(&mentions[at])).collect();
    order.sort_by_key(|&at| sort_key(&mentions[at]));
    let mut numbers = vec![None; mentions.len()];
    for (number, &at) in order.iter().enumerate() {
        numbers[at] = Some(number);
    }
    offices.retain(|office| numbers[office.holder].is_some());
    for office in offices.iter_mut() {
        office.holder = numbers[office.holder].unwrap_or_default();
        office.of = office.of.and_then(|of| numbers[of]);
    }
    *mentions = order.into_iter().map(|at| mentions[at].clone()).collect();
}

fn sort_key(mention: &Candidate) -> (usize, std::cmp::Reverse<usize>, usize) {
    (mention.extent.start, std::cmp::Reverse(mention.extent.end), mention.core.start)
}

/// Whether a relation ties a name to the noun before it.
const fn is_apposed(label: Deprel) -> bool {
    matches!(label, Deprel::Appos | Deprel::Flat | Deprel::Compound | Deprel::NmodDesc | Deprel::NmodUnmarked)
}

struct Finder<'f, 'a> {
    page: &'f Page<'a>,
    nouns: &'f Nouns,
    quotes: &'f Quotes,
    out: Vec<Candidate>,
    /// Words that belong to a name.
    used: Vec<bool>,
    /// Words that the tagger has in a name.
    named: Vec<bool>,
    /// For every word the mention whose noun phrase it heads.
    tops: Vec<Option<usize>>,
    /// The last words of people's names of several words.
    surnames: FxHashSet<String>,
    /// Names of firms among those of places.
    firms: FxHashSet<String>,
    /// Names of teams among those of places; `None` where the page is not of sport.
    teams: Option<FxHashSet<String>>,
    /// The countries of the page's places by name: `Georgia` may be a state.
    lands: FxHashMap<String, Country>,
    /// The page's places that are known, by name in small letters.
    towns: FxHashMap<String, usize>,
    /// Names that stand in sentences that are not all in capitals, in small letters.
    normal: FxHashSet<String>,
    /// Common nouns of the page as they are written, in small letters.
    common: FxHashSet<&'a str>,
    /// The places inside the names of others, in order, and their countries.
    parts: Vec<(Range<usize>, Country)>,
    /// Short forms in brackets that name nobody.
    shorts: FxHashSet<String>,
    /// What longer names of bodies and places are, by their first word.
    in_full: FxHashMap<String, EntityKind>,
    /// Names of which the page says beside them that they are those of bodies.
    bodies: FxHashSet<String>,
    /// Names of storms.
    storms: FxHashSet<String>,
    /// First words of names of people.
    first_names: FxHashSet<String>,
    /// Words of titles of works, which name nobody.
    titles: Vec<bool>,
}

impl Finder<'_, '_> {
    fn label(&self, word: usize) -> Deprel {
        self.page.analysis.labels[word]
    }

    fn upos(&self, word: usize) -> Upos {
        self.page.analysis.tags[word].upos
    }

    fn xpos(&self, word: usize) -> Xpos {
        self.page.analysis.tags[word].xpos
    }

    fn blank(&self, head: usize) -> Candidate {
        let start = self.page.analysis.span(head).start();
        let sentence = self.page.analysis.sentences().partition_point(|sentence| sentence.end <= head);
        Candidate {
            head,
            top: head,
            core: head..head + 1,
            extent: head..head + 1,
            span: self.page.analysis.span(head),
            form: Form::Nominal,
            kind: None,
            noun: None,
            pronoun: None,
            is_plural: false,
            gender: None,
            determiner: Determiner::Bare,
            country: None,
            land: None,
            place: None,
            sentence,
            label: self.label(head),
            quote: self.quotes.at(start),
            conjuncts: Vec::new(),
        }
    }

    fn push(&mut self, candidate: Candidate) {
        if candidate.form != Form::Demonym && candidate.conjuncts.is_empty() {
            self.tops[candidate.top] = Some(self.out.len());
        }
        self.out.push(candidate);
    }

    /// The word of a range that governs the others.
    fn head_of(&self, words: &Range<usize>) -> usize {
        words.clone().find(|&word| self.page.analysis.head(word).is_none_or(|head| !words.contains(&head))).unwrap_or(words.end - 1)
    }

    /// The first word of a prepositional phrase, from its noun.
    fn extent_start(&self, noun: usize) -> usize {
        let first = self.page.clauses.dependents(noun).filter(|&it| self.label(it) == Deprel::Case).min();
        first.unwrap_or(noun).min(self.extent(noun).start)
    }

    /// The maximal noun phrase of a word, with a possessive ending; a colon ends it.
    fn extent(&self, top: usize) -> Range<usize> {
        let words = self.page.clauses.phrase(top, Extent::Own);
        let end = (top + 1..words.end).find(|&word| matches!(self.page.form(word), ":" | ";")).unwrap_or(words.end);
        words.start..end
    }

    fn determiner(&self, head: usize) -> Determiner {
        let mut found = Determiner::Bare;
        for word in self.page.clauses.dependents(head) {
            let lower = self.page.form(word).to_lowercase();
            match self.label(word) {
                Deprel::NmodPoss => return Determiner::Possessive,
                Deprel::Det => {
                    found = match &lower[..] {
                        "the" => Determiner::Definite,
                        "this" | "that" | "these" | "those" => return Determiner::Demonstrative,
                        "no" | "any" | "every" | "each" | "neither" | "either" | "what" | "which" | "whatever" => Determiner::Quantified,
                        _ => Determiner::Indefinite,
                    };
                }
                Deprel::Nummod if found == Determiner::Bare => found = Determiner::Indefinite,
                Deprel::Amod
                    if found == Determiner::Bare
                        && matches!(&lower[..], "several" | "many" | "other" | "few" | "more" | "some" | "such") =>
                {
                    found = Determiner::Indefinite;
                }
                _ => {}
            }
        }
        found
    }

    /// The characters of words, without a possessive ending after the last.
    fn trimmed(&self, words: &Range<usize>) -> ByteSpan {
        let mut end = words.end;
        while end > words.start + 1 && (self.xpos(end - 1) == Xpos::Pos || self.upos(end - 1) == Upos::Punct) {
            end -= 1;
        }
        self.page.span(&(words.start..end))
    }

    /// `A and B`, where both are mentions: what `they` may stand for.
    fn coordinations(&mut self) {
        let mut found = Vec::new();
        for (index, first) in self.out.iter().enumerate() {
            if first.is_pronoun() && first.form == Form::Possessive
                || first.form == Form::Demonym
                || !matches!(first.kind, Some(EntityKind::Person | EntityKind::Organization | EntityKind::Country | EntityKind::Group))
            {
                continue;
            }
            let conjuncts: Vec<usize> = self.page.clauses.dependents(first.top).filter(|&it| self.label(it) == Deprel::Conj).collect();
            if conjuncts.is_empty() {
                continue;
            }
            let heads: Vec<&Candidate> = conjuncts.iter().filter_map(|&it| self.tops[it].map(|at| &self.out[at])).collect();
            if heads.len() != conjuncts.len() {
                continue;
            }
            // `The inspector, Ada Holm, left`: an apposition that the tree takes for a pair.
            if let [other] = &heads[..]
                && first.form == Form::Nominal
                && first.determiner == Determiner::Definite
                && !first.is_plural
                && (first.kind, other.form, other.kind) == (Some(EntityKind::Person), Form::Name, Some(EntityKind::Person))
                && !(first.head..other.head).any(|word| self.upos(word) == Upos::Cconj || self.page.form(word) == "&")
            {
                continue;
            }
            // `Holm, a Democrat, pays`: nothing joins the two.
            let is_joined = |word: usize| self.upos(word) == Upos::Cconj || matches!(self.page.form(word), "&" | "/");
            if let [other] = &heads[..]
                && other.form == Form::Nominal
                && other.determiner == Determiner::Indefinite
                && !(first.head..other.head).any(is_joined)
            {
                continue;
            }
            found.push((index, heads.last().map_or(first.extent.end, |last| last.extent.end), conjuncts));
        }
        for (index, end, mut conjuncts) in found {
            let first = &self.out[index];
            // What stands before the first of them is not theirs where the parser hangs it there: `[On Sunday night], A, B and C`.
            let own = first.extent.start..first.core.start;
            let is_loose = |word: &usize| matches!(self.upos(*word), Upos::Punct) && self.page.form(*word) == ",";
            let start = if own.clone().any(|word| is_loose(&word)) { first.core.start } else { own.start };
            let extent = start..end.max(first.extent.end);
            // `A and B (Velm`: what a bracket that is not closed opens is no part of them.
            let open = extent.clone().rev().find(|&word| matches!(self.page.form(word), "(" | ")"));
            let open = open.filter(|&word| self.page.form(word) == "(" && word > start);
            let extent = extent.start..open.unwrap_or(extent.end);
            let span = self.trimmed(&extent);
            conjuncts.insert(0, first.top);
            let candidate = Candidate {
                core: extent.clone(),
                extent,
                span,
                kind: Some(EntityKind::Group),
                is_plural: true,
                label: first.label,
                conjuncts,
                ..self.blank(first.top)
            };
            self.push(candidate);
        }
    }
}
