//! Offices: what a page says that somebody is, from titles before names, appositions, predicates, and verbs of heading.

mod among;
mod said;
mod title;
mod told;

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};
use rustc_hash::FxHashMap;

use super::mention::Candidate;
use super::nouns::{Noun, NounKind, Nouns};
use super::{EntityKind, Form, Sector};
use crate::country::Country;
use crate::page::Page;

/// An office that is stated of a mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// The mention whose bearer holds it.
    pub holder: usize,
    /// Its words, without article.
    pub words: Range<usize>,
    /// The noun (or the verb of heading) that heads it.
    pub head: usize,
    /// The entry of the noun.
    pub noun: Option<Noun>,
    /// The country that its words name, or those right after the name: `Minister A of Denmark`.
    pub country: Option<Country>,
    /// The words that name the country.
    pub country_words: Option<Range<usize>>,
    /// The mention of the body or country whose office it is.
    pub of: Option<usize>,
    /// Whether it is no longer held.
    pub is_former: bool,
    /// Whether it is that of a counterpart, which another office explains.
    pub is_counterpart: bool,
    /// The index of the office that it inherits.
    pub inherits: Option<usize>,
    /// The sector, its own or inherited.
    pub sector: Option<Sector>,
}

/// Finds the offices of a page, in order of their words; no two of one holder overlap.
#[must_use]
pub fn find(page: &Page<'_>, nouns: &Nouns, mentions: &[Candidate]) -> Vec<Office> {
    let mut at_word = vec![None; page.analysis.len()];
    for (index, mention) in mentions.iter().enumerate() {
        if mention.is_name() && mention.form != Form::Demonym || mention.country.is_some() || mention.kind == Some(EntityKind::Organization)
        {
            for word in mention.core.clone() {
                at_word[word] = at_word[word].or(Some(index));
            }
        }
    }
    let is_place = |it: &&Candidate| it.form == Form::Name && it.kind == Some(EntityKind::Place);
    let lands = mentions.iter().filter(is_place).filter_map(|it| Some((it.span.of(page.text()), it.country?))).collect();
    let mut finder = Finder { page, nouns, mentions, at_word, lands, out: Vec::new() };
    for (index, mention) in mentions.iter().enumerate() {
        if mention.kind != Some(EntityKind::Person) || !mention.conjuncts.is_empty() {
            continue;
        }
        if mention.form == Form::Name {
            finder.before(index);
            finder.beside(index);
            finder.after(index);
        }
        finder.predicate(index);
        finder.agent(index);
    }
    let mut out = finder.out;
    out.sort_by_key(|office| (office.words.start, office.words.end, office.holder));
    out.dedup_by(|b, a| a.holder == b.holder && a.words.start < b.words.end && b.words.start < a.words.end);
    among::complete(page, nouns, mentions, &mut out);
    out
}

struct Finder<'f, 'a> {
    page: &'f Page<'a>,
    nouns: &'f Nouns,
    mentions: &'f [Candidate],
    /// For every word the name, country or body that it belongs to.
    at_word: Vec<Option<usize>>,
    /// The countries of the page's places by name: `Georgia` may be a state.
    lands: FxHashMap<&'f str, Country>,
    out: Vec<Office>,
}

impl Finder<'_, '_> {
    fn label(&self, word: usize) -> Deprel {
        self.page.analysis.labels[word]
    }

    fn xpos(&self, word: usize) -> Xpos {
        self.page.analysis.tags[word].xpos
    }

    fn upos(&self, word: usize) -> Upos {
        self.page.analysis.tags[word].upos
    }

    fn lower(&self, word: usize) -> String {
        self.page.form(word).to_lowercase()
    }

    /// Whether a word heads an office.
    fn office_noun(&self, word: usize) -> Option<Noun> {
        // `Colombian forward [Luis Prieto]`: an adverb by the tagger alone.
        let is_after_demonym = || word > 0 && self.page.countries.demonym(self.page.form(word - 1)).is_some();
        let is_misread = || self.upos(word) == Upos::Adv && is_after_demonym();
        if !matches!(self.upos(word), Upos::Noun | Upos::Propn | Upos::Adj | Upos::X) && !is_misread() {
            return None;
        }
        // `Tester` of Jon Tester is no office.
        let is_name = |at: usize| self.mentions[at].kind == Some(EntityKind::Person) && self.mentions[at].form == Form::Name;
        if self.at_word[word].is_some_and(is_name) {
            return None;
        }
        let lemma = self.page.analysis.lemma(word).to_lowercase();
        if self.is_counterpart(word, &lemma) {
            return self.nouns.lemma(&lemma).filter(|noun| noun.kind == NounKind::Person).or(Some(PERSON));
        }
        let found = self.nouns.of(self.page, word).map(|(noun, ..)| noun).or_else(|| self.nouns.short(&self.lower(word)))?;
        (found.kind == NounKind::Person && !found.is_kin).then_some(found)
    }

    /// Whether a noun is one such as `counterpart` or `opposite number`.
    fn is_counterpart(&self, word: usize, lemma: &str) -> bool {
        self.nouns.office.is_counterpart(lemma) || self.nouns.office.is_counterpart_at(self.page, word)
    }

    /// Whether a word can stand inside a title before its head.
    fn modifies(&self, word: usize) -> bool {
        let form = self.page.form(word);
        let is_rank = || {
            form.starts_with(char::is_uppercase) && self.nouns.lemma(&form.to_lowercase()).is_some_and(|noun| noun.kind == NounKind::Person)
        };
        if self.nouns.office.is_former(form) || self.nouns.office.is_still(form) || is_rank() {
            return true;
        }
        match self.upos(word) {
            Upos::Noun | Upos::Propn => true,
            Upos::Adj => true,
            Upos::Num => self.xpos(word) != Xpos::Cd || form.len() < 4 && form.chars().any(char::is_alphabetic),
            Upos::Part => self.xpos(word) == Xpos::Pos,
            Upos::Verb => {
                matches!(self.xpos(word), Xpos::Vbn | Xpos::Vbg)
                    && matches!(self.label(word), Deprel::Amod | Deprel::Compound)
                    && !self.page.clauses.is_reporting(word)
            }
            Upos::Punct => matches!(form, "-" | "–"),
            // `French and German ministers`, `oil and gas tycoon`
            Upos::Cconj => {
                let beside =
                    |word: usize| self.upos(word) == Upos::Noun && self.label(word) != Deprel::Appos && self.office_noun(word).is_none();
                let is_pair = || beside(word - 1) && beside(word + 1) && self.xpos(word - 1) == Xpos::Nn && self.xpos(word + 1) == Xpos::Nn;
                form == "and" && word > 0 && (self.page.countries.demonym(self.page.form(word - 1)).is_some() || is_pair())
            }
            _ => false,
        }
    }

    /// Records an office, trimmed, with its country and body.
    fn state(&mut self, holder: usize, words: Range<usize>, head: usize) {
        let (mut start, mut end) = (words.start, words.end);
        let is_edge = |word: usize| {
            matches!(self.upos(word), Upos::Punct)
                || matches!(self.upos(word), Upos::Det) && word < head
                || self.upos(word) == Upos::Pron && word < head
                || matches!(self.upos(word), Upos::Adp | Upos::Sconj) && word < head
        };
        while start < head && is_edge(start) {
            start += 1;
        }
        while end > head + 1 && self.upos(end - 1) == Upos::Punct {
            end -= 1;
        }
        if start >= end || !(start..end).contains(&head) {
            return;
        }
        // `ambassador to Paris and its former justice minister`: two offices, wherever the tree hangs the second.
        if let Some(and) = (head + 1..end).find(|&word| self.page.form(word) == "and")
            && let Some(second) =
                (and + 1..end).take_while(|&word| self.upos(word) != Upos::Adp).find(|&word| self.office_noun(word).is_some())
            && self.label(second) != Deprel::Compound
        {
            self.state(holder, and + 1..end, second);
            end = and;
        }
        end = self.without_topic(head, end);
        let (country, country_words) = self.country(&(start..end), head, holder);
        let of = self.body(&(start..end), head).or_else(|| self.owner(start));
        end = self.without_circumstances(head, end);
        // `the Turkish daily [Son Haber]`: the name of what was just said.
        let is_body =
            |word: usize| self.nouns.lemma(self.page.analysis.lemma(word)).is_some_and(|noun| noun.kind == NounKind::Organization);
        if end > head + 1 && self.upos(end - 1) == Upos::Noun && is_body(end - 1) {
            let sentence = self.page.analysis.sentence_of(head);
            let goes_on = |word: usize| self.upos(word) == Upos::Propn && self.at_word[word].is_none_or(|at| at != holder);
            while end < sentence.end && goes_on(end) {
                end += 1;
            }
        }
        let words = start..end;
        let noun = if self.upos(head) == Upos::Verb { None } else { self.office_noun(head) };
        let lemma = self.page.analysis.lemma(head).to_lowercase();
        // `then defence minister` held it when what is told happened.
        let left = |word: usize| self.nouns.office.is_former(self.page.form(word)) && !self.lower(word).starts_with("then");
        let is_former = (start..head).any(left) || left(head) && self.page.form(head).contains('-');
        let is_counterpart = self.is_counterpart(head, &lemma);
        let sector = self.sector(noun, &words, head, is_former, of);
        self.out.push(Office { holder, words, head, noun, country, country_words, of, is_former, is_counterpart, inherits: None, sector });
    }
}

/// An office of which only is known that a person holds it.
const PERSON: Noun =
    Noun { kind: NounKind::Person, sector: None, gender: None, speaks: false, is_kin: false, is_country: false, is_city: false };

/// The words of an office without its country and what says when it is held: what a counterpart inherits, `Chief of the Defence Staff`.
#[must_use]
pub fn bare(page: &Page<'_>, office: &Office) -> Range<usize> {
    let mut start = office.words.start;
    if let Some(country) = &office.country_words
        && country.start >= start
        && country.end <= office.head
    {
        start = country.end;
        if start < office.head && page.analysis.tags[start].xpos == Xpos::Pos {
            start += 1;
        }
    }
    start..office.words.end
}
