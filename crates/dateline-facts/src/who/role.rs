//! Offices: what a page says that somebody is, from titles before names, appositions, predicates, and verbs of heading.

use std::ops::Range;

use dateline_lang::clause::Extent;
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
    let mut finder = Finder { page, nouns, mentions, at_word, out: Vec::new() };
    for index in 0..mentions.len() {
        let mention = &mentions[index];
        if mention.kind != Some(EntityKind::Person) || !mention.conjuncts.is_empty() {
            continue;
        }
        if mention.form == Form::Name {
            finder.before(index);
            finder.beside(index);
        }
        finder.predicate(index);
    }
    let mut out = finder.out;
    out.sort_by_key(|office| (office.words.start, office.words.end, office.holder));
    out.dedup_by(|b, a| a.holder == b.holder && a.words.start < b.words.end && b.words.start < a.words.end);
    share(page, mentions, &mut out);
    surroundings(mentions, &mut out);
    inherit(mentions, &mut out);
    out
}

struct Finder<'f, 'a> {
    page: &'f Page<'a>,
    nouns: &'f Nouns,
    mentions: &'f [Candidate],
    /// For every word the name, country or body that it belongs to.
    at_word: Vec<Option<usize>>,
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
        if !matches!(self.upos(word), Upos::Noun | Upos::Propn | Upos::Adj | Upos::X) {
            return None;
        }
        let lemma = self.page.analysis.lemma(word).to_lowercase();
        if self.nouns.is_counterpart(&lemma) {
            return self.nouns.lemma(&lemma).or(Some(PERSON));
        }
        let found = self.nouns.of(self.page, word).map(|(noun, ..)| noun).or_else(|| self.nouns.short(&self.lower(word)))?;
        (found.kind == NounKind::Person && !found.is_kin).then_some(found)
    }

    /// The title before a name: `British Chief of the Defence Staff [Tony Radakin]`.
    fn before(&mut self, index: usize) {
        let mention = &self.mentions[index];
        let sentence = self.page.analysis.sentence_of(mention.head);
        let mut end = mention.core.start;
        // Forms of address stand nearer to the name: `Professor Sir Huw`.
        while end > sentence.start && self.nouns.address(self.page.form(end - 1)).is_some() && self.office_noun(end - 1).is_none() {
            end -= 1;
        }
        // The title right before the name, then what the two are in apposition to: `The commander of the division, General [Hamid Musa],`.
        if end > sentence.start && self.page.form(end - 1) != "," {
            end = self.title(index, sentence.start, end).unwrap_or(end);
            while end > sentence.start && matches!(self.upos(end - 1), Upos::Det) {
                end -= 1;
            }
        }
        if end > sentence.start + 1 && self.page.form(end - 1) == "," {
            let by_tree = mention.top < end
                && self.label(mention.head) != Deprel::Conj
                && mention.top < mention.core.start
                && self.office_noun(mention.top).is_some();
            let is_closed =
                mention.core.end >= sentence.end || matches!(self.page.form(mention.core.end), "," | "." | "—" | "–" | ";" | ":");
            if by_tree || is_closed && self.opens(end - 1) {
                self.title(index, sentence.start, end - 1);
            }
        }
    }

    /// Whether the words before a comma are a noun phrase with its article or owner, as before an apposition, not an item of a list.
    fn opens(&self, comma: usize) -> bool {
        let sentence = self.page.analysis.sentence_of(comma);
        let floor = comma.saturating_sub(14).max(sentence.start);
        let Some(head) = self.title_head(floor, comma) else { return false };
        let mut start = head;
        while start > floor && self.modifies(start - 1) {
            start -= 1;
        }
        let owned = (start..head).any(|word| self.xpos(word) == Xpos::Pos);
        owned || start == sentence.start || start > sentence.start && matches!(self.upos(start - 1), Upos::Det | Upos::Pron)
    }

    /// States the title that ends before a word, and gives its first word.
    fn title(&mut self, index: usize, sentence: usize, end: usize) -> Option<usize> {
        let floor = end.saturating_sub(14).max(sentence);
        let head = self.title_head(floor, end)?;
        let mut start = head;
        while start > floor && self.modifies(start - 1) {
            start -= 1;
        }
        self.state(index, start..end, head);
        // `Owner and coach A`, `president and commander-in-chief A`.
        if start > floor + 1 && self.page.form(start - 1) == "and" && self.office_noun(start - 2).is_some() {
            let (head, mut first) = (start - 2, start - 2);
            while first > floor && self.modifies(first - 1) {
                first -= 1;
            }
            self.state(index, first..head + 1, head);
            start = first;
        }
        Some(start)
    }

    /// The noun that heads the title which ends before `end`.
    fn title_head(&self, floor: usize, end: usize) -> Option<usize> {
        let last = end.checked_sub(1).filter(|&last| last >= floor)?;
        if self.office_noun(last).is_some() {
            return Some(last);
        }
        // `Chief of the Defence Staff A`, `ambassador to the United States A`: the nearest office with a preposition after it and no verb or mark between.
        let mut at = last;
        let mut preposition = None;
        loop {
            let (upos, form) = (self.upos(at), self.lower(at));
            match upos {
                Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num => {
                    if preposition == Some(at + 1) && self.office_noun(at).is_some() {
                        return Some(at);
                    }
                }
                Upos::Adp if matches!(&form[..], "of" | "for" | "to" | "at" | "in") => preposition = Some(at),
                Upos::Det if form == "the" => {}
                Upos::Part if self.xpos(at) == Xpos::Pos => {}
                Upos::Cconj if form == "and" => {}
                _ => return None,
            }
            at = at.checked_sub(1).filter(|&it| it >= floor)?;
        }
    }

    /// Whether a word can stand inside a title before its head.
    fn modifies(&self, word: usize) -> bool {
        let form = self.page.form(word);
        match self.upos(word) {
            Upos::Noun | Upos::Propn => true,
            Upos::Adj => true,
            Upos::Num => self.xpos(word) != Xpos::Cd || form.len() < 4 && form.chars().any(char::is_alphabetic),
            Upos::Part => self.xpos(word) == Xpos::Pos,
            Upos::Verb => matches!(self.xpos(word), Xpos::Vbn | Xpos::Vbg) && matches!(self.label(word), Deprel::Amod | Deprel::Compound),
            Upos::Adv => self.nouns.is_former(form),
            Upos::Punct => matches!(form, "-" | "–"),
            Upos::Cconj => form == "and" && word > 0 && self.page.countries.demonym(self.page.form(word - 1)).is_some(),
            _ => self.nouns.is_former(form),
        }
    }

    /// Appositions and relative clauses after a name.
    fn beside(&mut self, index: usize) {
        let mention = &self.mentions[index];
        let (head, top) = (mention.head, mention.top);
        let mut beside: Vec<usize> = self.page.clauses.dependents(head).collect();
        if top != head {
            beside.extend(self.page.clauses.dependents(top));
        }
        for word in beside {
            if word < mention.core.end {
                continue;
            }
            match self.label(word) {
                Deprel::Appos | Deprel::Conj | Deprel::Parataxis | Deprel::NmodUnmarked | Deprel::List => {
                    // A coordinated apposition is two offices; a coordinated name is none.
                    if self.label(word) == Deprel::Conj && !self.after_comma(word, mention.core.end) {
                        continue;
                    }
                    if self.at_word[word].is_some_and(|at| self.mentions[at].kind == Some(EntityKind::Person)) {
                        continue;
                    }
                    let also: Vec<usize> = self.page.clauses.dependents(word).filter(|&it| self.label(it) == Deprel::Conj).collect();
                    for word in std::iter::once(word).chain(also) {
                        if self.office_noun(word).is_some() {
                            let words = self.page.clauses.phrase(word, Extent::Plain);
                            // `A, Defence Minister B and C`: the title of the next in a list.
                            let end = self.nouns.of(self.page, word).map_or(word + 1, |(.., end)| end);
                            let of_another = self
                                .at_word
                                .get(end)
                                .copied()
                                .flatten()
                                .is_some_and(|at| self.mentions[at].kind == Some(EntityKind::Person));
                            if of_another {
                                continue;
                            }
                            self.state(index, words, word);
                        }
                    }
                }
                Deprel::AclRelcl => self.heading(index, word),
                _ => {}
            }
        }
    }

    /// Whether a word stands after a comma that follows a name, with no verb of its own.
    fn after_comma(&self, word: usize, end: usize) -> bool {
        end < word && self.page.form(end) == "," && !self.page.clauses.is_predicate(word)
    }

    /// A clause that says that its subject heads something, or is something.
    fn heading(&mut self, index: usize, verb: usize) {
        if self.page.clauses.is_negated(verb) || self.page.clauses.modal(verb).is_some() {
            return;
        }
        if self.page.clauses.copula(verb).is_some() {
            if self.office_noun(verb).is_some() {
                let words = self.page.clauses.phrase(verb, Extent::Plain);
                self.state(index, words, verb);
            }
            return;
        }
        if !self.nouns.heads(self.page.analysis.lemma(verb)) {
            return;
        }
        let Some(object) = self.page.clauses.objects(verb).first().copied() else { return };
        let body = self.at_word[object]
            .is_some_and(|at| matches!(self.mentions[at].kind, Some(EntityKind::Organization | EntityKind::Country)))
            || self.nouns.of(self.page, object).is_some_and(|(noun, ..)| matches!(noun.kind, NounKind::Organization | NounKind::Object));
        if body {
            let words = self.page.clauses.phrase(object, Extent::Plain);
            if verb < words.start {
                self.state(index, verb..words.end, verb);
            }
        }
    }

    /// What a mention is said to be: `He is a former minister`, `was appointed minister`.
    fn predicate(&mut self, index: usize) {
        let mention = &self.mentions[index];
        if !matches!(self.label(mention.top), Deprel::Nsubj | Deprel::NsubjPass) {
            if self.label(mention.top) == Deprel::Obj {
                self.given(index);
            }
            return;
        }
        let Some(predicate) = self.page.analysis.head(mention.top) else { return };
        if self.page.clauses.copula(predicate).is_some() && mention.form != Form::Name && self.office_noun(predicate).is_none() {
            return;
        }
        self.heading(index, predicate);
        if self.label(mention.top) == Deprel::NsubjPass {
            self.given(index);
        }
    }

    /// The office that a verb of naming gives to its subject or object.
    fn given(&mut self, index: usize) {
        let Some(verb) = self.page.analysis.head(self.mentions[index].top) else { return };
        if !self.nouns.gives(self.page.analysis.lemma(verb)) || self.page.clauses.is_negated(verb) {
            return;
        }
        for word in self.page.clauses.dependents(verb) {
            if word > verb
                && matches!(self.label(word), Deprel::Xcomp | Deprel::Obl | Deprel::Obj)
                && self.office_noun(word).is_some()
                && self.at_word[word].is_none()
            {
                let words = self.page.clauses.phrase(word, Extent::Plain);
                self.state(index, words, word);
            }
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
        let words = start..end;
        let noun = if self.upos(head) == Upos::Verb { None } else { self.office_noun(head) };
        let lemma = self.page.analysis.lemma(head).to_lowercase();
        let is_former = (start..head).any(|word| self.nouns.is_former(self.page.form(word)))
            || self.nouns.is_former(self.page.form(head)) && self.page.form(head).contains('-');
        let (country, country_words) = self.country(&words, head, holder);
        let of = self.body(&words, head);
        let is_counterpart = self.nouns.is_counterpart(&lemma)
            || (start..end).any(|it| {
                self.page.form(it).eq_ignore_ascii_case("opposite") && self.lower(it + 1 - usize::from(it + 1 >= end)) == "number"
            });
        let sector = self.sector(noun, &words, head, is_former);
        self.out.push(Office { holder, words, head, noun, country, country_words, of, is_former, is_counterpart, inherits: None, sector });
    }

    /// The country that an office's words name, or that follows the name after `of`.
    fn country(&self, words: &Range<usize>, head: usize, holder: usize) -> (Option<Country>, Option<Range<usize>>) {
        let named = |word: usize| self.at_word[word].map(|at| &self.mentions[at]).filter(|it| it.country.is_some());
        let own = words.clone().filter(|&word| word != head).find_map(named);
        if let Some(mention) = own {
            return (mention.country, Some(mention.core.clone()));
        }
        if let Some(country) = self.nouns.implied(&self.lower(head)) {
            return (Some(country), Some(head..head + 1));
        }
        let mention = &self.mentions[holder];
        let after = mention.core.end;
        let sentence = self.page.analysis.sentence_of(mention.head);
        if after + 1 < sentence.end && matches!(self.page.form(after), "of" | "from") {
            let next = if self.lower(after + 1) == "the" && after + 2 < sentence.end { after + 2 } else { after + 1 };
            if let Some(mention) = named(next) {
                return (mention.country, Some(mention.core.clone()));
            }
        }
        (None, None)
    }

    /// The body or country whose office it is: the nearest after `of`, else the one before.
    fn body(&self, words: &Range<usize>, head: usize) -> Option<usize> {
        let is_body = |word: &usize| {
            self.at_word[*word].is_some_and(|at| {
                matches!(self.mentions[at].kind, Some(EntityKind::Organization | EntityKind::Country | EntityKind::Place))
            })
        };
        let organization = |word: &usize| self.at_word[*word].is_some_and(|at| self.mentions[at].kind == Some(EntityKind::Organization));
        words
            .clone()
            .filter(|&word| word > head)
            .find(organization)
            .or_else(|| words.clone().filter(|&word| word != head).find(is_body))
            .and_then(|word| self.at_word[word])
    }

    fn sector(&self, noun: Option<Noun>, words: &Range<usize>, head: usize, is_former: bool) -> Option<Sector> {
        let body = || {
            words.clone().filter(|&word| word != head).find_map(|word| {
                let (noun, ..) = self.nouns.of(self.page, word).filter(|(noun, ..)| noun.kind == NounKind::Organization)?;
                noun.sector
            })
        };
        // `military chief`, `police officer`: the words before say more than an office of any body.
        let qualified = words.start..head;
        let qualifier =
            || qualified.clone().rev().find_map(|word| self.nouns.lemma(&self.page.analysis.lemma(word).to_lowercase())?.sector);
        let sector = match noun {
            Some(noun) if noun.speaks => body().or_else(qualifier),
            Some(noun) if noun.sector.is_some() => noun.sector,
            _ => body().or_else(qualifier),
        };
        let held = Sector::from_code("GOV");
        if is_former && (sector == held || sector == Sector::from_code("LEG")) { Sector::from_code("ELI") } else { sector }
    }
}

/// An office of which only is known that a person holds it.
const PERSON: Noun =
    Noun { kind: NounKind::Person, sector: None, gender: None, speaks: false, is_kin: false, is_country: false, is_city: false };

/// Coordinated holders share what the first one's office says: `Ukrainian commander-in-chief A and Defence Minister B`; a plural title before
/// the first is that of all.
fn share(page: &Page<'_>, mentions: &[Candidate], offices: &mut Vec<Office>) {
    let named = |it: &Candidate| it.kind == Some(EntityKind::Person) && it.form == Form::Name;
    let people: FxHashMap<usize, usize> =
        mentions.iter().enumerate().filter(|(_, it)| named(it)).map(|(index, it)| (it.top, index)).collect();
    let lands: FxHashMap<usize, usize> =
        mentions.iter().enumerate().filter(|(_, it)| it.country.is_some()).map(|(index, it)| (it.core.start, index)).collect();
    let mut of_holder: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (at, office) in offices.iter().enumerate() {
        of_holder.entry(office.holder).or_default().push(at);
    }
    let mut more = Vec::new();
    for at in 0..offices.len() {
        let holder = &mentions[offices[at].holder];
        let conjuncts: Vec<usize> = page.clauses.dependents(holder.top).filter(|&it| page.analysis.labels[it] == Deprel::Conj).collect();
        let is_plural = page.analysis.tags[offices[at].head].xpos == Xpos::Nns || page.analysis.tags[offices[at].head].xpos == Xpos::Nnps;
        for conjunct in conjuncts {
            let Some(&other) = people.get(&conjunct) else { continue };
            let own = of_holder.get(&other).map(Vec::as_slice).unwrap_or_default();
            if is_plural && own.is_empty() {
                let after = mentions[other].core.end;
                let follows = after < page.analysis.len() && page.form(after) == "of";
                let land = lands.get(&(after + 1)).filter(|_| follows).map(|&at| &mentions[at]);
                let office = offices[at].clone();
                more.push(Office {
                    holder: other,
                    country: land.and_then(|it| it.country).or(office.country),
                    country_words: land.map(|it| it.core.clone()).or(office.country_words.clone()),
                    ..office
                });
            } else if let (Some(country), Some(words)) = (offices[at].country, offices[at].country_words.clone()) {
                for &it in own {
                    if offices[it].country.is_none() {
                        offices[it].country = Some(country);
                        offices[it].country_words = Some(words.clone());
                    }
                }
            }
        }
    }
    offices.extend(more);
    offices.sort_by_key(|office| (office.words.start, office.words.end, office.holder));
}

/// A government's office without a country is of the country of the offices before it in the sentence, where those have one only:
/// `Ukrainian President A dismissed Defence Minister B`.
fn surroundings(mentions: &[Candidate], offices: &mut [Office]) {
    let (gov, mil) = (Sector::from_code("GOV"), Sector::from_code("MIL"));
    for at in 1..offices.len() {
        let sentence = mentions[offices[at].holder].sentence;
        if offices[at].country.is_some() || offices[at].is_counterpart || !(offices[at].sector == gov || offices[at].sector == mil) {
            continue;
        }
        let (mut found, mut is_one) = (None, true);
        for office in offices[..at].iter().rev().take_while(|it| mentions[it.holder].sentence == sentence) {
            if let Some(country) = office.country.filter(|_| office.sector == gov || office.sector == mil) {
                is_one &= found.as_ref().is_none_or(|(it, _)| *it == country);
                found = Some((country, office.country_words.clone()));
            }
        }
        if let Some((country, words)) = found.filter(|_| is_one) {
            (offices[at].country, offices[at].country_words) = (Some(country), words);
        }
    }
}

/// Counterparts inherit the office of the nearest other holder: of the sentence or the two before, else of the rest of the sentence.
fn inherit(mentions: &[Candidate], offices: &mut [Office]) {
    for at in 0..offices.len() {
        if !offices[at].is_counterpart {
            continue;
        }
        let sentence = mentions[offices[at].holder].sentence;
        let near = |other: &usize, reach: usize| mentions[offices[*other].holder].sentence.abs_diff(sentence) <= reach;
        let usable = |other: &usize| {
            let office = &offices[*other];
            office.holder != offices[at].holder && !office.is_counterpart && office.noun.is_some()
        };
        let before = (0..at).rev().take_while(|it| near(it, 2)).find(usable);
        let from = before.or_else(|| (at + 1..offices.len()).take_while(|it| near(it, 0)).find(usable));
        if let Some(from) = from {
            offices[at].inherits = Some(from);
            offices[at].sector = offices[at].sector.or(offices[from].sector);
        }
    }
}

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
