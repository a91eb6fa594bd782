//! The mentions of a page before they are linked: names, nominals and pronouns, with what each says of its bearer.

use std::ops::Range;

use dateline_lang::NameKind;
use dateline_lang::clause::Extent;
use dateline_lang::labels::{Deprel, Upos, Xpos};
use dateline_lang::morph;
use dateline_text::ByteSpan;
use rustc_hash::FxHashSet;

use super::nouns::{Gender, Noun, NounKind, Nouns, Pronoun, is_phrase};
use super::quote::Quotes;
use super::role::Office;
use super::{EntityKind, Form};
use crate::country::Country;
use crate::page::Page;
use crate::place::{Sense, Toponym};

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
    let mut finder = Finder { page, nouns, quotes, out: Vec::new(), used, named, tops, surnames: FxHashSet::default() };
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
    out
}

/// Makes offices beside a name parts of its mention: the nominals that they are no longer stand alone, and the title belongs to the extent.
pub fn absorb(page: &Page<'_>, nouns: &Nouns, mentions: &mut Vec<Candidate>, offices: &mut Vec<Office>) {
    let mut absorbed = vec![false; page.analysis.len()];
    for office in offices.iter() {
        let mention = &mut mentions[office.holder];
        if mention.form != Form::Name {
            continue;
        }
        let gap = mention.core.start.saturating_sub(office.words.end);
        let is_before = office.words.end <= mention.core.start && gap <= 2 && office.words.end >= mention.extent.start.saturating_sub(2);
        let is_inside = mention.extent.start <= office.words.start && office.words.end <= mention.extent.end;
        if !is_before && !is_inside {
            continue;
        }
        absorbed[office.head] = true;
        if let Some((_, start, end)) = nouns.of(page, office.head) {
            absorbed[start..end].fill(true);
        }
        if is_before && office.words.start < mention.extent.start {
            let sentence = page.analysis.sentence_of(office.head);
            let before = office.words.start.checked_sub(1).filter(|&word| word >= sentence.start);
            let determined = before.is_some_and(|word| matches!(page.analysis.tags[word].xpos, Xpos::Dt | Xpos::PrpPoss));
            mention.extent.start = office.words.start - usize::from(determined);
        }
    }
    let is_kept = |mention: &Candidate| mention.form != Form::Nominal || !absorbed[mention.head] || !mention.conjuncts.is_empty();
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

    fn names(&mut self, places: &[Toponym]) {
        self.surnames = self.surnames();
        let first_names = self.first_names();
        for (index, toponym) in places.iter().enumerate() {
            // A person's surname that is a town's too: the town only where a preposition says so.
            let before = toponym.words.start.checked_sub(1).map(|word| self.upos(word));
            let owns = self.page.analysis.tags.get(toponym.words.end).is_some_and(|tag| tag.xpos == Xpos::Pos);
            let form = self.page.form(toponym.words.start);
            let is_followed =
                || self.page.analysis.names.iter().any(|name| name.words.start == toponym.words.end && name.kind == NameKind::Person);
            if toponym.words.len() == 1 && self.nouns.bodies.is_code(form) && is_followed() {
                continue;
            }
            let is_surname = self.surnames.contains(form) && (before != Some(Upos::Adp) || owns);
            // Of a first name only `in` and its like make a town again.
            let is_within = || {
                let word = toponym.words.start.checked_sub(1).map(|word| self.page.form(word).to_lowercase());
                word.is_some_and(|word| matches!(&word[..], "in" | "at" | "near" | "outside" | "across" | "around"))
            };
            let is_first = || first_names.contains(form) && toponym.sense == Sense::Place && !is_within();
            // `pointing at [Mert Koç]`: no place is known, and somebody is called so.
            let is_somebody = toponym.words.len() == 2 && toponym.place.is_none() && self.is_full_name(&toponym.words);
            if toponym.words.len() == 1 && (is_surname || is_first()) || is_somebody {
                self.name(toponym.words.clone(), Some(toponym.span), Some(EntityKind::Person), None, None);
                continue;
            }
            let kind = match toponym.sense {
                Sense::Place => EntityKind::Place,
                Sense::Country => EntityKind::Country,
                Sense::Government => EntityKind::Organization,
            };
            let country = toponym.place.as_ref().and_then(|place| place.country);
            self.name(toponym.words.clone(), Some(toponym.span), Some(kind), country, Some(index));
        }
        for name in &self.page.analysis.names {
            if self.used[name.words.clone()].iter().any(|&used| used) {
                continue;
            }
            let written = name.span.of(self.page.text());
            // A number with a capital letter, and what happens or holds: `Nineteen`, `the Horizon Scandal`.
            let is_number = name.words.len() == 1 && self.upos(name.words.start) == Upos::Num;
            let is_happening =
                name.kind == NameKind::Org && name.words.len() > 1 && self.nouns.bodies.is_happening(self.page.form(name.words.end - 1));
            if self.nouns.bodies.is_never(written) || is_number || is_happening {
                self.used[name.words.clone()].fill(true);
                continue;
            }
            // A common noun that is no name by itself, and a code before a player's name: `Police`, `QB Drew Mallory`.
            let is_noun = name.words.len() == 1
                && self.nouns.lemma(&written.to_lowercase()).is_some_and(|noun| noun.kind == NounKind::Organization)
                && self.nouns.bodies.sector(written).is_none();
            if is_noun || name.words.len() == 1 && self.nouns.bodies.is_code(written) {
                continue;
            }
            // `Ex-Mayor` is an office.
            let first = name.words.start;
            if name.words.len() == 1
                && written.contains('-')
                && self.nouns.given(written).is_none()
                && self.nouns.of(self.page, first).is_some_and(|(noun, ..)| noun.kind == NounKind::Person)
            {
                continue;
            }
            if self.is_really_person(name) {
                let start = name.words.start - usize::from(self.is_given_before(name.words.start));
                let end = self.of_in(&name.words).unwrap_or(name.words.end);
                self.name(start..end, None, Some(EntityKind::Person), None, None);
                if end + 1 < name.words.end {
                    self.name(end + 1..name.words.end, None, Some(EntityKind::Organization), None, None);
                }
                continue;
            }
            if matches!(name.kind, NameKind::Person | NameKind::Gpe | NameKind::Loc | NameKind::Fac)
                && name.words.len() > 1
                && (self.nouns.bodies.is_club(self.page.form(name.words.start))
                    || self.nouns.bodies.is_club(self.page.form(name.words.end - 1)))
            {
                self.name(name.words.clone(), Some(name.span), Some(EntityKind::Organization), None, None);
                continue;
            }
            // `Coral Sky Amphitheatre` is nobody.
            if name.kind == NameKind::Person && name.words.len() > 1 && self.nouns.bodies.is_site(self.page.form(name.words.end - 1)) {
                self.name(name.words.clone(), Some(name.span), Some(EntityKind::Place), None, None);
                continue;
            }
            // `pointing at [Mert Koç]`: nothing that is built has the given name of a person and no noun.
            if name.kind == NameKind::Fac && name.words.len() == 2 && self.is_full_name(&name.words) {
                self.name(name.words.clone(), Some(name.span), Some(EntityKind::Person), None, None);
                continue;
            }
            if name.kind == NameKind::Person && self.is_body_after(name.words.end) {
                let words = name.words.start..name.words.end + 1;
                self.name(words, None, Some(EntityKind::Organization), None, None);
                continue;
            }
            // Where the report was filed, or what a noun says is a place: `VELM (Reuters) –`, `the river Osse`.
            if name.kind != NameKind::Norp && (self.is_dateline(&name.words) || self.is_said_place(&name.words)) {
                self.name(name.words.clone(), Some(name.span), Some(EntityKind::Place), None, None);
                continue;
            }
            // One word that the page has as the surname of a person is that person.
            if name.words.len() == 1
                && matches!(name.kind, NameKind::Org | NameKind::Gpe | NameKind::Loc | NameKind::Misc | NameKind::Norp)
                && self.surnames.contains(written)
            {
                self.name(name.words.clone(), Some(name.span), Some(EntityKind::Person), None, None);
                continue;
            }
            if let Some(country) = self.page.countries.named(written).filter(|_| matches!(name.kind, NameKind::Gpe | NameKind::Loc)) {
                self.name(name.words.clone(), Some(name.span), Some(EntityKind::Country), Some(country), None);
                continue;
            }
            if name.kind == NameKind::Org {
                let country = self.country_in(&name.words, written);
                self.name(name.words.clone(), Some(name.span), Some(EntityKind::Organization), country, None);
                continue;
            }
            let kind = match name.kind {
                NameKind::Person => EntityKind::Person,
                NameKind::Org => EntityKind::Organization,
                NameKind::Gpe | NameKind::Loc | NameKind::Fac => EntityKind::Place,
                NameKind::Norp => {
                    self.people(name.words.clone(), name.span);
                    continue;
                }
                NameKind::Event | NameKind::Misc => {
                    self.used[name.words.clone()].fill(true);
                    continue;
                }
            };
            self.name(name.words.clone(), Some(name.span), Some(kind), None, None);
        }
    }

    /// Whether a name that the tagger takes for something else is a person's by the words around it: `Generals [Oduya] and [Mwale]`,
    /// `[Lady Ashcombe]`, `Said [Karimi]`, `[Thandi Mokoena of Clean Rivers]`.
    fn is_really_person(&self, name: &dateline_lang::Name) -> bool {
        if !matches!(name.kind, NameKind::Org | NameKind::Misc | NameKind::Loc | NameKind::Fac | NameKind::Gpe) {
            return false;
        }
        let words = &name.words;
        let written = name.span.of(self.page.text());
        let (first, last) = (self.page.form(words.start), self.page.form(words.end - 1));
        let lower = last.to_lowercase();
        let is_known = self.nouns.lemma(&lower).is_some() || self.nouns.bodies.sector(written).is_some() || words.len() > 3;
        if let Some(of) = self.of_in(words) {
            let surname = self.page.form(of - 1).to_lowercase();
            return of == words.start + 2 && self.nouns.given(first).is_some() && self.nouns.lemma(&surname).is_none();
        }
        if is_known || matches!(name.kind, NameKind::Gpe | NameKind::Loc) && words.len() > 1 {
            return false;
        }
        // `Colonels Batu`
        let is_title =
            || self.nouns.of(self.page, words.start).is_some_and(|(noun, ..)| noun.kind == NounKind::Person && noun.sector.is_some());
        if words.len() == 2 && name.kind == NameKind::Org && is_title() && self.nouns.given(first).is_none() {
            return true;
        }
        if words.len() > 1 && words.len() <= 3 && self.nouns.address(first).flatten().is_some() && name.kind == NameKind::Org {
            return true;
        }
        words.len() <= 2 && (self.is_title_before(words.start) || words.len() == 1 && self.is_given_before(words.start))
    }

    /// Whether a name is a given name and a word that is no noun.
    fn is_full_name(&self, words: &Range<usize>) -> bool {
        self.nouns.given(self.page.form(words.start)).is_some() && self.nouns.lemma(&self.page.form(words.end - 1).to_lowercase()).is_none()
    }

    /// The `of` inside a name.
    fn of_in(&self, words: &Range<usize>) -> Option<usize> {
        words.clone().skip(1).find(|&word| self.page.form(word) == "of")
    }

    /// Whether the words before a name are the title of a person, in capitals or in the plural: `Generals Oduya and [Mwale]`.
    fn is_title_before(&self, start: usize) -> bool {
        let sentence = self.page.analysis.sentence_of(start);
        let title = |word: usize| {
            let form = self.page.form(word);
            let noun = self.nouns.lemma(&self.page.analysis.lemma(word).to_lowercase());
            form.starts_with(char::is_uppercase)
                && noun.is_some_and(|noun| noun.kind == NounKind::Person && noun.sector.is_some() && !noun.is_kin)
        };
        if start > sentence.start && title(start - 1) {
            return self.nouns.given(self.page.form(start - 1)).is_none();
        }
        // The second of two that share a title.
        start >= sentence.start + 3
            && self.page.form(start - 1) == "and"
            && self.upos(start - 2) == Upos::Propn
            && title(start - 3)
            && self.xpos(start - 3) != Xpos::Nn
            && self.page.form(start - 3).ends_with('s')
    }

    /// Whether a given name with which the sentence begins stands before a name and belongs to it: `[Said] Karimi, a baker, has`.
    fn is_given_before(&self, start: usize) -> bool {
        let sentence = self.page.analysis.sentence_of(start);
        start == sentence.start + 1 && self.nouns.given(self.page.form(sentence.start)).is_some() && !self.used[sentence.start]
    }

    /// Whether the word after a name belongs to it and says that it is a body or a place: `Nana Backpacker [Hostel]`.
    fn is_body_after(&self, word: usize) -> bool {
        word < self.page.analysis.len()
            && self.upos(word) == Upos::Propn
            && self.page.form(word).starts_with(char::is_uppercase)
            && !self.named[word]
            && self.page.analysis.sentence_of(word).start < word
            && self.nouns.lemma(&self.page.form(word).to_lowercase()).is_some_and(|noun| noun.kind == NounKind::Organization)
    }

    /// Whether words open a block and an agency in brackets or a dash follows.
    fn is_dateline(&self, words: &Range<usize>) -> bool {
        let start = self.page.analysis.span(words.start).start();
        let opens = self
            .page
            .block_of(words.start)
            .is_some_and(|block| block.span.of(self.page.text()).trim_start().len() + start >= block.span.end());
        let is_dash = |word: usize| word < self.page.analysis.len() && matches!(self.page.form(word), "—" | "–" | "--" | "-");
        if !opens || words.end >= self.page.analysis.len() {
            return false;
        }
        let close = || (words.end + 1..(words.end + 7).min(self.page.analysis.len())).find(|&word| self.page.form(word) == ")");
        self.page.form(words.end) == "(" && close().is_some_and(|close| is_dash(close + 1))
    }

    /// Whether a noun before a name says that it is a place: `the river [Osse]`, `the village of [Tarn]`.
    fn is_said_place(&self, words: &Range<usize>) -> bool {
        let Some(before) = words.start.checked_sub(1) else { return false };
        let noun = |word: usize| {
            let lower = self.page.form(word).starts_with(char::is_lowercase);
            lower
                && self.upos(word) == Upos::Noun
                && self.nouns.lemma(self.page.analysis.lemma(word)).is_some_and(|noun| noun.kind == NounKind::Place)
        };
        let of = || {
            self.page.form(before) == "of"
                && before
                    .checked_sub(1)
                    .is_some_and(|word| noun(word) && self.nouns.lemma(self.page.analysis.lemma(word)).is_some_and(|noun| noun.is_city))
        };
        noun(before) && is_apposed(self.label(self.head_of(words))) || of()
    }

    /// The first words of names of people, which name them too: `Tucker` of Tucker Carlson.
    fn first_names(&self) -> FxHashSet<String> {
        let names = self.page.analysis.names.iter().filter(|name| name.kind == NameKind::Person && name.words.len() > 1);
        let first = names.map(|name| self.page.form(name.words.start));
        first.filter(|first| self.nouns.address(first).is_none() && first.len() > 2).map(str::to_owned).collect()
    }

    /// The last words of names of several words that are people's.
    fn surnames(&self) -> FxHashSet<String> {
        let names = self.page.analysis.names.iter().filter(|name| name.kind == NameKind::Person && name.words.len() > 1);
        names.map(|name| self.page.form(name.words.end - 1).to_owned()).collect()
    }

    /// The country that the name of a body names: `Bank of Japan`, `Swiss National Bank`, `NATO`.
    fn country_in(&self, words: &Range<usize>, written: &str) -> Option<Country> {
        let countries = self.page.countries;
        countries
            .body(written)
            .or_else(|| countries.government(written))
            .or_else(|| {
                (words.start..words.end).find_map(|first| {
                    (first + 1..=words.end.min(first + 4)).rev().find_map(|end| {
                        let part = self.page.span(&(first..end)).of(self.page.text());
                        countries
                            .named(part)
                            .or_else(|| countries.demonym(part))
                            .or_else(|| countries.body(part))
                            .or_else(|| self.nouns.bodies.part(part))
                    })
                })
            })
            .or_else(|| self.nouns.bodies.home(written))
            .or_else(|| self.country_of_owner(words))
    }

    /// The country that owns a body: `[Sweden]'s Civil Contingencies Agency`, `the [Egyptian] Foreign Ministry`.
    fn country_of_owner(&self, words: &Range<usize>) -> Option<Country> {
        let before = words.start.checked_sub(1).filter(|&word| word >= self.page.analysis.sentence_of(words.start).start)?;
        if self.xpos(before) != Xpos::Pos {
            return self.page.countries.demonym(self.page.form(before));
        }
        (before.saturating_sub(4)..before).rev().find_map(|first| {
            let part = self.page.span(&(first..before)).of(self.page.text());
            self.page.countries.named(part).or_else(|| self.nouns.bodies.part(part))
        })
    }

    /// A nation, faith or party: `Ukrainian`, `Muslims`, `Republicans`.
    fn people(&mut self, words: Range<usize>, span: ByteSpan) {
        let last = words.end - 1;
        let country = self.page.countries.demonym(span.of(self.page.text()));
        // `Maltese and Greek counterparts`: an adjective in a row of adjectives.
        let in_row = self.label(last) == Deprel::Conj
            && self.page.analysis.head(last).is_some_and(|head| self.label(head) == Deprel::Amod && self.upos(head) == Upos::Adj);
        if in_row && country.is_some() {
            return self.demonym(words, span, country);
        }
        // `The American lost the toss`: one of them, where the word has a plural of its own.
        let form = self.page.form(last);
        let is_one = country.is_some()
            && is_phrase(self.label(last))
            && !form.ends_with('s')
            && self.page.countries.demonym(&format!("{form}s")).is_some()
            && self.page.clauses.dependents(last).any(|it| self.label(it) == Deprel::Det);
        if is_one {
            self.name(words, Some(span), Some(EntityKind::Person), country, None);
            if let Some(last) = self.out.last_mut() {
                last.form = Form::Nominal;
            }
        } else if matches!(self.xpos(last), Xpos::Nnps | Xpos::Nns)
            || self.label(last) != Deprel::Amod && self.upos(last) == Upos::Adj && is_phrase(self.label(last))
        {
            // The people themselves: `Ukrainians`, `the Dutch`.
            self.name(words, Some(span), Some(EntityKind::Group), country, None);
            if let Some(last) = self.out.last_mut() {
                last.form = Form::Nominal;
                last.is_plural = true;
            }
        } else if country.is_some() {
            self.demonym(words, span, country);
        } else if matches!(self.label(last), Deprel::Amod | Deprel::Compound) {
            // `a Republican senator`: no mention of the party.
        } else {
            self.name(words, Some(span), Some(EntityKind::Person), None, None);
            if let Some(last) = self.out.last_mut() {
                last.form = Form::Nominal;
            }
        }
    }

    fn demonym(&mut self, words: Range<usize>, span: ByteSpan, country: Option<Country>) {
        self.used[words.clone()].fill(true);
        let head = words.end - 1;
        self.push(Candidate {
            head,
            top: head,
            core: words.clone(),
            extent: words,
            span,
            form: Form::Demonym,
            kind: Some(EntityKind::Country),
            country,
            ..self.blank(head)
        });
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

    fn name(
        &mut self,
        words: Range<usize>,
        span: Option<ByteSpan>,
        kind: Option<EntityKind>,
        country: Option<Country>,
        place: Option<usize>,
    ) {
        let (words, span) = if kind == Some(EntityKind::Person) {
            let (words, span) = self.without_tail(words, span);
            self.used[words.clone()].fill(true);
            self.without_office(words, span)
        } else {
            self.used[words.clone()].fill(true);
            (words, span)
        };
        let head = self.head_of(&words);
        let mut top = head;
        // The office before a name may govern it: `Prime Minister Starmer`; so may what it is in apposition to: `the mayor, Ann Lee`.
        if kind == Some(EntityKind::Person) {
            while let Some(above) = self.page.analysis.head(top) {
                let near = above < words.start && words.start - above <= 12;
                let part = matches!(self.label(top), Deprel::Flat | Deprel::Compound | Deprel::Appos | Deprel::NmodDesc | Deprel::Dep);
                let is_person = || self.nouns.of(self.page, above).is_some_and(|(noun, ..)| noun.kind == NounKind::Person);
                let person = near && part && (is_person() || self.nouns.is_counterpart_at(self.page, above));
                if !person || (above..words.start).any(|word| self.used[word] && word > above && self.label(top) == Deprel::Compound) {
                    break;
                }
                top = above;
            }
        }
        // `the [People's Dawn] party`: the noun is a part of the name.
        let is_party = kind == Some(EntityKind::Organization)
            && self.label(head) == Deprel::Compound
            && self.page.analysis.head(head) == Some(words.end)
            && self.page.form(words.end) == "party";
        let words = if is_party { words.start..words.end + 1 } else { words };
        let span = span.filter(|_| !is_party);
        let head = if is_party { words.end - 1 } else { head };
        if is_party {
            self.used[head] = true;
            top = head;
        }
        // `the Turkish daily [Son Haber]`: the noun before it says what it is.
        let body_before = |word: usize| {
            let noun = self.nouns.lemma(self.page.analysis.lemma(word)).filter(|noun| noun.kind == NounKind::Organization);
            self.upos(word) == Upos::Noun && noun.and_then(|noun| noun.sector).is_some_and(|sector| sector.code() == "JRN")
        };
        let is_apposed = || {
            self.nouns.given(self.page.form(words.start)).is_none() && {
                is_apposed(self.label(head))
                    && self.page.analysis.head(head).is_some_and(|above| above + 1 == words.start && body_before(above))
            }
        };
        let kind = if kind == Some(EntityKind::Person) && is_apposed() { Some(EntityKind::Organization) } else { kind };
        // `WeWork's parent company, [The We Company],`: an apposition to the noun for what it is.
        if kind == Some(EntityKind::Organization)
            && matches!(self.label(head), Deprel::Appos | Deprel::Flat | Deprel::NmodDesc | Deprel::NmodUnmarked)
            && let Some(above) = self.page.analysis.head(head).filter(|&above| above < words.start && words.start - above <= 4)
            && (self.label(head) == Deprel::Appos || above + 1 == words.start && self.upos(above) == Upos::Noun)
            && !self.used[above]
            && self.page.analysis.morphs[above].number() != Some(morph::Number::Plur)
            && self.nouns.of(self.page, above).is_some_and(|(noun, ..)| noun.kind == NounKind::Organization)
        {
            top = above;
        }
        let mut extent = if is_phrase(self.label(top)) { self.extent(top) } else { words.clone() };
        if !(extent.start <= words.start && words.end <= extent.end) {
            extent = extent.start.min(words.start)..extent.end.max(words.end);
        }
        if !is_phrase(self.label(top)) {
            extent = words.clone();
        }
        // What follows a name with a preposition other than `of` says where or when, not who.
        let loose = |&it: &usize| {
            it >= words.end
                && self.label(it) == Deprel::Nmod
                && !matches!(&self.page.clauses.preposition(it)[..], "of" | "from" | "" | "de")
        };
        if let Some(cut) =
            self.page.clauses.dependents(head).chain(self.page.clauses.dependents(top)).filter(loose).map(|it| self.extent_start(it)).min()
        {
            extent.end = extent.end.min(cut.max(words.end));
        }
        if kind == Some(EntityKind::Person)
            && let Some(start) = self.relative_before(&words)
        {
            self.used[words.start - 2] = true;
            extent.start = extent.start.min(start);
        }
        extent.end = extent.end.max(self.relative_after(words.end));
        let is_plural = kind != Some(EntityKind::Person) && self.xpos(words.end - 1) == Xpos::Nnps && kind == Some(EntityKind::Group);
        let gender = if kind == Some(EntityKind::Person) { self.gender_of_name(&words) } else { None };
        let determiner = self.determiner(top);
        self.push(Candidate {
            head,
            top,
            core: words.clone(),
            extent,
            span: span.unwrap_or_else(|| self.page.span(&words)),
            form: Form::Name,
            kind,
            is_plural,
            gender,
            determiner,
            country,
            place,
            label: self.label(top),
            ..self.blank(head)
        });
    }

    /// The end of a relative clause right after a name, whatever the parser hangs it on: `A, [whose son was killed]`, `A, "[who never gave up]"`.
    fn relative_after(&self, end: usize) -> usize {
        if end >= self.page.analysis.len() || end == 0 {
            return end;
        }
        let sentence = self.page.analysis.sentence_of(end - 1);
        let mut at = end;
        while at < sentence.end && at < end + 2 && matches!(self.page.form(at), "," | "\"" | "“") {
            at += 1;
        }
        if at == end || at >= sentence.end || !matches!(self.xpos(at), Xpos::Wp | Xpos::WpPoss) {
            return end;
        }
        let ends = |&word: &usize| matches!(self.page.form(word), "," | "." | "\"" | "”" | ";" | ":" | "—" | "–");
        (at + 1..sentence.end).find(ends).unwrap_or(sentence.end)
    }

    /// The first word of `his widow` in `his widow, [Zainab Rashid],`, where the parser does not see that they are one.
    fn relative_before(&self, words: &Range<usize>) -> Option<usize> {
        let sentence = self.page.analysis.sentence_of(words.start);
        let noun = words.start.checked_sub(2).filter(|&noun| noun > sentence.start && self.page.form(words.start - 1) == ",")?;
        let closed = words.end >= sentence.end || matches!(self.page.form(words.end), "," | "." | ";" | ")");
        let kin = self.nouns.lemma(&self.page.form(noun).to_lowercase()).is_some_and(|noun| noun.is_kin);
        let owner =
            (noun.saturating_sub(3).max(sentence.start)..noun).rev().find(|&it| matches!(self.xpos(it), Xpos::PrpPoss | Xpos::Pos))?;
        let adjectives = (owner + 1..noun).all(|it| matches!(self.upos(it), Upos::Adj | Upos::Num));
        (closed && kin && adjectives && self.tops[noun].is_none()).then_some(if self.xpos(owner) == Xpos::Pos { owner + 1 } else { owner })
    }

    /// The name of a person up to a colon or quotation mark, with which no name goes on.
    fn without_tail(&self, words: Range<usize>, span: Option<ByteSpan>) -> (Range<usize>, Option<ByteSpan>) {
        let is_mark = |&word: &usize| matches!(self.page.form(word), ":" | ";" | "\"" | "“" | "”" | "(");
        match words.clone().skip(1).find(is_mark) {
            Some(end) => (words.start..end, None),
            None => (words, span),
        }
    }

    /// The name of a person without a form of address or an office that was taken for its first word: `King Sefo` is `Sefo`.
    fn without_office(&self, words: Range<usize>, span: Option<ByteSpan>) -> (Range<usize>, Option<ByteSpan>) {
        let mut start = words.start;
        while start + 1 < words.end {
            let word = self.page.form(start);
            let is_office = || {
                self.nouns.lemma(&word.to_lowercase()).is_some_and(|noun| noun.kind == NounKind::Person) || self.nouns.bodies.is_code(word)
            };
            let is_compound =
                || word.contains('-') && self.nouns.of(self.page, start).is_some_and(|(noun, ..)| noun.kind == NounKind::Person);
            let is_several = || {
                word.ends_with('s')
                    && self.nouns.of(self.page, start).is_some_and(|(noun, ..)| noun.kind == NounKind::Person && noun.sector.is_some())
            };
            let is_office = || is_office() || is_compound() || is_several();
            let is_given = self.nouns.given(word).is_some();
            if !(self.nouns.address(word).is_some() || is_office() && !is_given) {
                break;
            }
            start += 1;
        }
        if start == words.start { (words, span) } else { (start..words.end, None) }
    }

    /// What a given name or a form of address before it says.
    fn gender_of_name(&self, words: &Range<usize>) -> Option<Gender> {
        let before = words.start.checked_sub(1).map(|word| self.page.form(word));
        let before = before.and_then(|word| self.nouns.address(word)).flatten();
        let first = self.nouns.address(self.page.form(words.start)).flatten();
        let title = words.start.checked_sub(1).and_then(|word| self.nouns.of(self.page, word)).and_then(|(noun, ..)| noun.gender);
        // One word alone is a given name where the page has it as nobody's surname.
        let alone = words.len() == 1 && !self.surnames.contains(self.page.form(words.start));
        let given = || (words.len() > 1 || alone).then(|| self.nouns.given(self.page.form(words.start))).flatten();
        before.or(first).or(title).or_else(given)
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

    /// A pronoun or the head of a nominal.
    fn word(&mut self, word: usize) {
        let form = self.page.form(word);
        let is_the = |at: usize| self.page.form(at).eq_ignore_ascii_case("the");
        // `the former [owns]`: the parser may take the verb for a noun, where the other one follows.
        let pairs = || {
            let sentence = self.page.analysis.sentence_of(word);
            sentence.filter(|&it| it != word).any(|it| self.nouns.is_of_two(self.page.form(it)).is_some() && is_the(it - 1))
        };
        if word > 0 && self.nouns.is_of_two(form).is_some() && is_the(word - 1) && (is_phrase(self.label(word)) || pairs()) {
            let core = word - 1..word + 1;
            let span = self.page.span(&core);
            return self.push(Candidate { extent: core.clone(), core, span, determiner: Determiner::Definite, ..self.blank(word) });
        }
        if matches!(self.upos(word), Upos::Pron | Upos::Det)
            && let Some(pronoun) = self.nouns.pronoun(form)
        {
            return self.pronoun(word, pronoun);
        }
        if !matches!(self.upos(word), Upos::Noun | Upos::Propn) {
            if self.is_of_age(word) {
                let extent = self.extent(word);
                let start = word.saturating_sub(5).max(self.page.analysis.sentence_of(word).start);
                let core = extent.start.min(start)..word + 1;
                let span = self.trimmed(&core);
                return self.push(Candidate {
                    extent: core.start..extent.end.max(core.end),
                    core,
                    span,
                    kind: Some(EntityKind::Person),
                    determiner: if self.page.form(start).eq_ignore_ascii_case("the") {
                        Determiner::Definite
                    } else {
                        self.determiner(word)
                    },
                    label: if self.label(word) == Deprel::Amod { Deprel::Nsubj } else { self.label(word) },
                    ..self.blank(word)
                });
            }
            // Demonyms that the tagger of names did not see, or saw as a part of nothing.
            if self.upos(word) == Upos::Adj
                && form.starts_with(char::is_uppercase)
                && let Some(country) = self.page.countries.demonym(form)
            {
                self.demonym(word..word + 1, self.page.analysis.span(word), Some(country));
            }
            return;
        }
        if !is_phrase(self.label(word)) {
            return;
        }
        let Some((noun, start, end)) = self.nouns.of(self.page, word) else { return };
        // `the state of the [nation]` written with hyphens: a part of a word.
        // A row of a table.
        let form_is_loud = form.len() > 3 && form.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
        if form_is_loud && self.page.analysis.sentence_of(word).any(|it| self.upos(it) == Upos::Num && self.page.form(it).contains('.')) {
            return;
        }
        let is_part = start == word
            && word >= 2
            && self.page.form(word - 1) == "-"
            && matches!(self.upos(word - 2), Upos::Det | Upos::Adp | Upos::Part | Upos::Cconj | Upos::Sconj);
        if is_part || self.is_mass(word, start..end) {
            return;
        }
        let kind = match noun.kind {
            NounKind::Person => EntityKind::Person,
            NounKind::Organization => EntityKind::Organization,
            NounKind::Place => EntityKind::Place,
            NounKind::Object => EntityKind::Object,
            NounKind::Group => EntityKind::Group,
            NounKind::Abstract => return,
        };
        // The office that governs a name is a part of its mention; a predicate says what somebody is.
        if self.tops[word].is_some() || self.is_predicate(word) {
            return;
        }
        let extent = self.extent(word);
        if self.is_apposition(word) {
            return;
        }
        let core = self.core(word);
        let core = core.start.max(extent.start).min(start)..core.end.min(extent.end).max(end);
        let plural = self.page.analysis.morphs[word].number() == Some(morph::Number::Plur);
        let is_plural = noun.kind != NounKind::Organization && (plural || matches!(self.xpos(word), Xpos::Nns | Xpos::Nnps));
        let is_plural = is_plural || noun.kind == NounKind::Group && self.page.analysis.lemma(word) == "people";
        let kind = if kind == EntityKind::Person && is_plural { EntityKind::Group } else { kind };
        let gender = noun.gender.filter(|_| kind == EntityKind::Person);
        let span = self.trimmed(&core);
        self.push(Candidate {
            core,
            extent,
            span,
            kind: Some(kind),
            noun: Some(noun),
            is_plural,
            gender,
            determiner: self.determiner(word),
            ..self.blank(word)
        });
    }

    /// Whether the noun of a body names none, standing alone in the singular: `by [force]`, `excessive [force]`.
    fn is_mass(&self, word: usize, entry: Range<usize>) -> bool {
        entry.len() == 1
            && self.nouns.is_mass(self.page.analysis.lemma(word))
            && self.xpos(word) == Xpos::Nn
            && !self.page.clauses.dependents(word).any(|it| {
                matches!(self.label(it), Deprel::Det | Deprel::NmodPoss)
                    || self.page.countries.demonym(self.page.form(it)).is_some()
                    || self.xpos(it) == Xpos::Nnp
            })
    }

    /// Whether an adjective is the `old` of `the 34-year-old`, which heads a noun phrase.
    fn is_of_age(&self, word: usize) -> bool {
        let before = |back: usize| word.checked_sub(back).map(|at| self.page.form(at));
        let determined = || {
            self.page.clauses.dependents(word).any(|it| self.label(it) == Deprel::Det)
                || word.checked_sub(5).is_some_and(|at| self.page.form(at).eq_ignore_ascii_case("the"))
        };
        // The parser may hang it on the verb that follows: `The 34-year-[old] handed his rifle`.
        let before_verb = || {
            let next = word + 1;
            next < self.page.analysis.sentence_of(word).end
                && (matches!(self.upos(next), Upos::Verb | Upos::Aux) || self.xpos(next) == Xpos::Pos)
        };
        let heads = is_phrase(self.label(word)) || self.label(word) == Deprel::Amod && before_verb();
        self.page.form(word) == "old"
            && heads
            && before(1) == Some("-")
            && before(2) == Some("year")
            && self.page.clauses.copula(word).is_none()
            && determined()
    }

    /// The characters of words, without a possessive ending after the last.
    fn trimmed(&self, words: &Range<usize>) -> ByteSpan {
        let mut end = words.end;
        while end > words.start + 1 && (self.xpos(end - 1) == Xpos::Pos || self.upos(end - 1) == Upos::Punct) {
            end -= 1;
        }
        self.page.span(&(words.start..end))
    }

    /// The core of a nominal: its phrase without clauses, and without what follows with a preposition other than `of`.
    fn core(&self, head: usize) -> Range<usize> {
        let words = self.page.clauses.phrase(head, Extent::Plain);
        let ends = |&word: &usize| match self.upos(word) {
            Upos::Punct => self.page.form(word) != "-",
            Upos::Adp => !matches!(&self.page.form(word).to_lowercase()[..], "of" | "for" | "to"),
            Upos::Sconj => true,
            _ => false,
        };
        // `six people [Monday]`: when, not who.
        let is_when =
            |&word: &usize| matches!(self.label(word), Deprel::NmodUnmarked | Deprel::OblUnmarked) && self.upos(word) != Upos::Noun;
        let end = (head + 1..words.end).find(|word| ends(word) || is_when(word)).unwrap_or(words.end);
        let is_question = |&word: &usize| matches!(self.xpos(word), Xpos::Wrb | Xpos::Wdt | Xpos::Wp);
        let start = (words.start..head).rev().find(is_question).map_or(words.start, |word| word + 1);
        start..end
    }

    /// Whether a noun is said of a subject: `He is [a farmer]`.
    fn is_predicate(&self, word: usize) -> bool {
        self.page.clauses.copula(word).is_some()
            || self.label(word) == Deprel::Xcomp
            || self.label(word) == Deprel::Conj
                && self.page.analysis.head(word).is_some_and(|head| self.page.clauses.copula(head).is_some())
    }

    /// Whether a noun stands beside another noun phrase that means the same: it is part of that mention.
    fn is_apposition(&self, word: usize) -> bool {
        self.label(word) == Deprel::Appos
            && self.page.analysis.head(word).is_some_and(|head| {
                self.used[head] || self.nouns.of(self.page, head).is_some_and(|(noun, ..)| noun.kind != NounKind::Abstract)
            })
    }

    fn pronoun(&mut self, word: usize, pronoun: Pronoun) {
        if self.label(word) == Deprel::Expl {
            return;
        }
        let kind = match (pronoun.person, pronoun.gender, pronoun.is_plural) {
            (1 | 2, _, false) | (3, Some(_), _) => Some(EntityKind::Person),
            _ => None,
        };
        let form = if pronoun.is_possessive { Form::Possessive } else { Form::Pronoun };
        self.push(Candidate {
            form,
            kind,
            pronoun: Some(pronoun),
            is_plural: pronoun.is_plural,
            gender: pronoun.gender,
            determiner: Determiner::Definite,
            ..self.blank(word)
        });
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
            found.push((index, heads.last().map_or(first.extent.end, |last| last.extent.end), conjuncts));
        }
        for (index, end, mut conjuncts) in found {
            let first = &self.out[index];
            let extent = first.extent.start..end.max(first.extent.end);
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
