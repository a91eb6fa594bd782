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
    share(page, mentions, &mut out);
    surroundings(mentions, &mut out);
    inherit(page, nouns, mentions, &mut out);
    fill(&mut out);
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
        if !matches!(self.upos(word), Upos::Noun | Upos::Propn | Upos::Adj | Upos::X) {
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
        self.nouns.is_counterpart(lemma) || self.nouns.is_counterpart_at(self.page, word)
    }

    /// The title before a name: `British Chief of the Defence Staff [Tony Radakin]`.
    fn before(&mut self, index: usize) {
        let mention = &self.mentions[index];
        let sentence = self.page.analysis.sentence_of(mention.head);
        let mut end = mention.core.start;
        // Forms of address stand nearer to the name: `Professor Sir Huw`.
        while end > sentence.start && self.nouns.address(self.page.form(end - 1)).is_some() && self.office_noun(end - 1).is_none() {
            end -= 1;
            self.clergy(index, end, sentence.start);
        }
        // The title right before the name, then what the two are in apposition to: `The commander of the division, General [Hamid Musa],`.
        if end > sentence.start && self.page.form(end - 1) != "," {
            end = self.title(index, sentence.start, end).unwrap_or(end);
            while end > sentence.start && matches!(self.upos(end - 1), Upos::Det) {
                end -= 1;
            }
        }
        if end > sentence.start + 3 && self.page.form(end - 1) == "," && self.xpos(end - 2) == Xpos::Pos {
            self.shared(index, end - 3);
        }
        if end > sentence.start + 1 && self.page.form(end - 1) == "," {
            let by_tree = mention.top < end
                && self.label(mention.head) != Deprel::Conj
                && mention.top < mention.core.start
                && self.office_noun(mention.top).is_some();
            let plural = || self.title_head(sentence.start, end - 1).is_some_and(|head| matches!(self.xpos(head), Xpos::Nns | Xpos::Nnps));
            let is_closed = mention.core.end >= sentence.end
                || self.page.form(mention.core.end) == "and" && plural()
                || matches!(self.page.form(mention.core.end), "," | "." | "—" | "–" | ";" | ":");
            let begins = || mention.label == Deprel::Nsubj && self.begins(sentence.start, end - 1);
            if by_tree || is_closed && self.opens(end - 1) || begins() {
                let end = self.without_time(sentence.start, end - 1);
                self.title(index, sentence.start, end);
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

    /// States an office that is left out because another country's was just named: `Ghana's health minister, A, and [Togo's], B`.
    fn shared(&mut self, index: usize, country: usize) {
        let Some(mention) = self.at_word[country].map(|at| &self.mentions[at]) else { return };
        let follows = mention.core.start > 0 && self.page.form(mention.core.start - 1) == "and";
        if mention.kind != Some(EntityKind::Country) || !follows {
            return;
        }
        let (land, core) = (mention.country, mention.core.clone());
        self.state(index, core.start..country + 2, country);
        if let Some(office) = self.out.last_mut().filter(|office| office.head == country) {
            (office.country, office.country_words, office.is_counterpart) = (land, Some(core), true);
        }
    }

    /// States a title of the clergy before a name, unless somebody's sister is meant: `Sister [Agnes Mbala]`.
    fn clergy(&mut self, index: usize, word: usize, sentence: usize) {
        let owned = word > sentence && matches!(self.xpos(word - 1), Xpos::PrpPoss | Xpos::Pos);
        if owned || !self.nouns.is_clergy(self.page.form(word), self.mentions[index].core.len()) {
            return;
        }
        self.state(index, word..word + 1, word);
        if let Some(office) = self.out.last_mut().filter(|office| office.head == word) {
            office.sector = Sector::from_code("REL");
        }
    }

    /// Whether the words before a comma are an office with which the sentence begins: `Chief executive of the bank since May, [A] owns`.
    fn begins(&self, sentence: usize, comma: usize) -> bool {
        let end = self.without_time(sentence, comma);
        let Some(head) = self.title_head(end.saturating_sub(14).max(sentence), end) else { return false };
        let mut start = head;
        while start > sentence && self.modifies(start - 1) {
            start -= 1;
        }
        start == sentence && !matches!(self.xpos(head), Xpos::Nns | Xpos::Nnps)
    }

    /// The end of a title without what says since when it is held.
    fn without_time(&self, sentence: usize, end: usize) -> usize {
        let since = |&word: &usize| matches!(&self.lower(word)[..], "since" | "until" | "from");
        let start = (end.saturating_sub(4).max(sentence)..end).rev().find(since);
        start.filter(|&start| (start + 1..end).any(|word| self.upos(word) == Upos::Num)).unwrap_or(end)
    }

    /// States the title that ends before a word, and gives its first word.
    fn title(&mut self, index: usize, sentence: usize, end: usize) -> Option<usize> {
        let floor = end.saturating_sub(14).max(sentence);
        let head = self.title_head(floor, end)?;
        let mut start = head;
        while start > floor && self.modifies(start - 1) && !self.is_when(start - 1) {
            start -= 1;
        }
        // `[Free Party of Norland] leader A`: a name is taken whole.
        if let Some(at) = self.at_word[start].filter(|&at| self.mentions[at].is_name() && self.mentions[at].core.end <= head) {
            start = start.min(self.mentions[at].core.start.max(sentence));
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
        let last = end.checked_sub(1).filter(|&last| last >= floor && !matches!(self.upos(last), Upos::Adp | Upos::Det))?;
        // The last word of an entry that an earlier one heads: `commander-in-[chief]`, `secretary-[general]`, `chief of [staff]`.
        let headed = |&head: &usize| {
            self.nouns.of(self.page, head).is_some_and(|(_, start, end)| end == last + 1 && start >= floor && start + 1 < end)
        };
        if let Some(head) = (last.saturating_sub(5).max(floor)..last).find(headed).filter(|&head| self.office_noun(head).is_some()) {
            return Some(head);
        }
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
                Upos::Adp if matches!(&form[..], "of" | "for" | "to" | "at" | "in" | "from") => preposition = Some(at),
                Upos::Det if form == "the" => {}
                Upos::Part if self.xpos(at) == Xpos::Pos => {}
                Upos::Cconj if form == "and" => {}
                _ => return None,
            }
            at = at.checked_sub(1).filter(|&it| it >= floor)?;
        }
    }

    /// Whether a word ends what says when: `Last [week] Treasury Department official A`.
    fn is_when(&self, word: usize) -> bool {
        matches!(self.label(word), Deprel::OblUnmarked | Deprel::NmodUnmarked)
            && self.upos(word) == Upos::Noun
            && word > 0
            && self.nouns.is_of_when(&self.lower(word - 1))
    }

    /// Whether a word can stand inside a title before its head.
    fn modifies(&self, word: usize) -> bool {
        let form = self.page.form(word);
        let is_rank = || {
            form.starts_with(char::is_uppercase) && self.nouns.lemma(&form.to_lowercase()).is_some_and(|noun| noun.kind == NounKind::Person)
        };
        if self.nouns.is_former(form) || self.nouns.is_still(form) || is_rank() {
            return true;
        }
        match self.upos(word) {
            Upos::Noun | Upos::Propn => true,
            Upos::Adj => true,
            Upos::Num => self.xpos(word) != Xpos::Cd || form.len() < 4 && form.chars().any(char::is_alphabetic),
            Upos::Part => self.xpos(word) == Xpos::Pos,
            Upos::Verb => matches!(self.xpos(word), Xpos::Vbn | Xpos::Vbg) && matches!(self.label(word), Deprel::Amod | Deprel::Compound),
            Upos::Punct => matches!(form, "-" | "–"),
            Upos::Cconj => form == "and" && word > 0 && self.page.countries.demonym(self.page.form(word - 1)).is_some(),
            _ => false,
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

    /// An apposition that the tree missed: `A, Speaker of Z's parliament until Friday, is`; `A (governor of the bank)`.
    fn after(&mut self, index: usize) {
        let mention = &self.mentions[index];
        let sentence = self.page.analysis.sentence_of(mention.head);
        let mut mark = mention.core.end;
        // `A of the League for B, its president,`.
        if mark < sentence.end && matches!(self.page.form(mark), "of" | "from") {
            let is_part = |&word: &usize| !matches!(self.upos(word), Upos::Verb | Upos::Aux | Upos::Punct);
            mark = (mark..(mark + 10).min(sentence.end)).take_while(is_part).last().map_or(mark, |last| last + 1);
        }
        if mark + 1 >= sentence.end
            || !matches!(self.page.form(mark), "," | "(")
            || self.out.iter().rev().take_while(|it| it.holder == index).any(|it| it.words.start > mark)
        {
            return;
        }
        let mut start = mark + 1;
        if matches!(self.upos(start), Upos::Det | Upos::Pron) {
            start += 1;
        }
        let mut head = start;
        while head < sentence.end && head < start + 7 && self.office_noun(head).is_none() && self.modifies(head) {
            head += 1;
        }
        // The noun that follows is the head: `defence minister`.
        while head + 1 < sentence.end
            && self.office_noun(head + 1).is_some()
            && self.upos(head + 1) != Upos::Adj
            && self.at_word[head + 1].is_none()
        {
            head += 1;
        }
        if head >= sentence.end || self.office_noun(head).is_none() {
            return;
        }
        let mut end = self.nouns.of(self.page, head).map_or(head + 1, |(.., end)| end);
        let is_person = |word: usize| self.at_word[word].is_some_and(|at| self.mentions[at].kind == Some(EntityKind::Person));
        if end < sentence.end && is_person(end) {
            return;
        }
        while end < sentence.end && !is_person(end) {
            let part = match self.upos(end) {
                Upos::Adp => matches!(&self.lower(end)[..], "of" | "for" | "at" | "to") && end + 1 < sentence.end,
                Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num => true,
                Upos::Det => true,
                Upos::Part => self.xpos(end) == Xpos::Pos,
                Upos::Punct => self.page.form(end) == "-",
                _ => false,
            };
            if !part {
                break;
            }
            end += 1;
        }
        while end > head + 1 && matches!(self.upos(end - 1), Upos::Adp | Upos::Det) {
            end -= 1;
        }
        let closed = end >= sentence.end
            || matches!(self.page.form(end), "," | ")" | "." | ";" | "who")
            || matches!(self.upos(end), Upos::Adp | Upos::Sconj) && self.page.form(mark) == ",";
        // A list goes on after the comma; an apposition does not begin with a bare plural, and has an end.
        if closed && !matches!(self.xpos(head), Xpos::Nns | Xpos::Nnps) {
            self.state(index, start..end, head);
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
        let Some(sector) = self.nouns.heads(self.page.analysis.lemma(verb)) else { return };
        let Some(object) = self.page.clauses.objects(verb).first().copied() else { return };
        let body = sector.is_some()
            || self.at_word[object]
                .is_some_and(|at| matches!(self.mentions[at].kind, Some(EntityKind::Organization | EntityKind::Country)))
            || self.nouns.of(self.page, object).is_some_and(|(noun, ..)| matches!(noun.kind, NounKind::Organization | NounKind::Object));
        if body {
            let words = self.page.clauses.phrase(object, Extent::Plain);
            if verb < words.start {
                self.state(index, verb..words.end, verb);
                if let Some(office) = self.out.last_mut().filter(|office| office.head == verb) {
                    office.sector = sector.or(office.sector);
                }
            }
        }
    }

    /// What a mention is said to be: `He is a former minister`, `was appointed minister`.
    fn predicate(&mut self, index: usize) {
        let mention = &self.mentions[index];
        if !matches!(self.label(mention.top), Deprel::Nsubj | Deprel::NsubjPass) {
            if matches!(self.label(mention.top), Deprel::Obj | Deprel::Xcomp) {
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

    /// Who leads by a passive: `The rebels are [led] by A`.
    fn agent(&mut self, index: usize) {
        let mention = &self.mentions[index];
        let Some(verb) = self.page.analysis.head(mention.top).filter(|_| self.label(mention.top) == Deprel::OblAgent) else { return };
        let Some(sector) = self.nouns.heads(self.page.analysis.lemma(verb)) else { return };
        let Some(body) = self.page.clauses.subjects(verb).first().copied().and_then(|subject| self.nouns.of(self.page, subject)) else {
            return;
        };
        if self.page.clauses.is_negated(verb) || !matches!(body.0.kind, NounKind::Organization | NounKind::Person | NounKind::Group) {
            return;
        }
        self.state(index, verb..verb + 1, verb);
        if let Some(office) = self.out.last_mut().filter(|office| office.head == verb) {
            office.sector = sector.or(body.0.sector);
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
        let left = |word: usize| self.nouns.is_former(self.page.form(word)) && !self.lower(word).starts_with("then");
        let is_former = (start..head).any(left) || left(head) && self.page.form(head).contains('-');
        let is_counterpart = self.is_counterpart(head, &lemma);
        let sector = self.sector(noun, &words, head, is_former, of);
        self.out.push(Office { holder, words, head, noun, country, country_words, of, is_former, is_counterpart, inherits: None, sector });
    }

    /// The end of an office without what something else is about: `aide to the mayor [on the new harbour]`, `head of the party[, about reform]`.
    fn without_topic(&self, head: usize, end: usize) -> usize {
        let is_adp = |word: usize| self.upos(word) == Upos::Adp;
        let is_about = |word: usize| {
            let next = || self.page.analysis.tags.get(word + 1).map(|tag| tag.upos);
            is_adp(word) && self.nouns.is_of_topic(&self.lower(word)) && (head + 1..word).any(is_adp)
                || self.page.form(word) == "," && next() == Some(Upos::Adp)
        };
        (head + 1..end).find(|&word| is_about(word)).unwrap_or(end)
    }

    /// The end of an office without where and when it is: `doctor at the hospital [in Kielce]`, `president of Samoa [hours after …]`.
    fn without_circumstances(&self, head: usize, end: usize) -> usize {
        let is_time = |word: usize| {
            self.nouns.is_unit(self.page.form(word))
                && self.page.analysis.len() > word + 1
                && matches!(&self.lower(word + 1)[..], "after" | "before" | "ago" | "later" | "earlier")
        };
        let is_adp = |word: usize| self.upos(word) == Upos::Adp;
        let is_place = |word: usize| {
            self.at_word
                .get(word)
                .copied()
                .flatten()
                .is_some_and(|at| matches!(self.mentions[at].kind, Some(EntityKind::Place | EntityKind::Country)))
        };
        let is_where = |word: usize| self.lower(word) == "in" && (head + 1..word).any(is_adp) && is_place(word + 1);
        // `leader [since 2007]`
        let is_since = |word: usize| {
            matches!(&self.lower(word)[..], "since" | "until") && self.page.analysis.len() > word + 1 && self.upos(word + 1) == Upos::Num
        };
        (head + 1..end).find(|&word| is_time(word) || is_where(word) || is_since(word)).unwrap_or(end)
    }

    /// The body that `its` before an office stands for, where the sentence has just named it: `A of the League, its [president],`.
    fn owner(&self, start: usize) -> Option<usize> {
        let pronoun = start.checked_sub(1).filter(|&word| self.lower(word) == "its")?;
        let sentence = self.page.analysis.sentence_of(pronoun);
        let floor = pronoun.saturating_sub(12).max(sentence.start);
        let at = (floor..pronoun).rev().find_map(|word| self.at_word[word])?;
        (self.mentions[at].kind == Some(EntityKind::Organization)).then_some(at)
    }

    /// The country that an office's words name, or that follows the name after `of`.
    fn country(&self, words: &Range<usize>, head: usize, holder: usize) -> (Option<Country>, Option<Range<usize>>) {
        let lemma = self.page.analysis.lemma(head).to_lowercase();
        // Where an envoy is sent and what a specialist knows of is not where they are from.
        let sent = || (head + 1..words.end).find(|&word| self.lower(word) == "to").filter(|_| self.nouns.is_sent(&lemma));
        let end = sent().unwrap_or(words.end);
        let is_land = |word: usize| {
            let form = self.page.form(word);
            form.chars().any(char::is_lowercase) && self.page.countries.named(form).is_some()
        };
        let versed = words.start < head && self.nouns.is_versed(&lemma) && is_land(head - 1);
        let own = words.start..if versed { head - 1 } else { end };
        if let Some((country, at)) = self.country_in(&own, head) {
            return (Some(country), Some(at));
        }
        if let Some(country) = self.nouns.implied(&self.lower(head)) {
            return (Some(country), Some(head..head + 1));
        }
        if let Some((country, at)) = self.country_before(words.start) {
            return (Some(country), Some(at));
        }
        let mention = &self.mentions[holder];
        let after = mention.core.end;
        let sentence = self.page.analysis.sentence_of(mention.head);
        if after + 1 < sentence.end && matches!(self.page.form(after), "of" | "from") {
            let start = after + 1 + usize::from(self.lower(after + 1) == "the");
            if let Some((country, at)) = self.country_in(&(start..(start + 4).min(sentence.end)), sentence.end)
                && at.start <= start + 1
            {
                return (Some(country), Some(at));
            }
        }
        (None, None)
    }

    /// The country before an office, over words that are no part of it: `[Poland]'s newly appointed prime minister`, `[Colombian] forward`.
    fn country_before(&self, start: usize) -> Option<(Country, Range<usize>)> {
        let sentence = self.page.analysis.sentence_of(start);
        let mut at = start;
        while at > sentence.start && at + 4 > start {
            let before = at - 1;
            if self.xpos(before) == Xpos::Pos && before > sentence.start {
                let mention = &self.mentions[self.at_word[before - 1]?];
                return mention.country.map(|country| (country, mention.core.clone()));
            }
            if let Some(country) = self.page.countries.demonym(self.page.form(before)) {
                return Some((country, before..at));
            }
            if !matches!(self.upos(before), Upos::Adv | Upos::Adj) && self.xpos(before) != Xpos::Vbn {
                return None;
            }
            at = before;
        }
        None
    }

    /// The first country that words name, by a name, a demonym, a place or a body in it; `skip` is no part of it.
    fn country_in(&self, words: &Range<usize>, skip: usize) -> Option<(Country, Range<usize>)> {
        let countries = self.page.countries;
        for first in words.clone().filter(|&word| word != skip) {
            let mention = self.at_word[first].map(|at| &self.mentions[at]);
            if let Some(mention) = mention
                && let Some(country) = mention.country
                && !self.nouns.is_anywhere(mention.span.of(self.page.text()))
            {
                return Some((country, mention.core.clone()));
            }
            // What a part of a longer name would tell by itself is not its country: `Democratic Party for the People`.
            if mention.is_some_and(|it| it.form == Form::Name && it.kind == Some(EntityKind::Organization)) {
                continue;
            }
            for end in (first + 1..=words.end.min(first + 4)).rev() {
                let part = self.page.span(&(first..end)).of(self.page.text());
                let here = self.lands.get(part).copied();
                let named = here.or_else(|| countries.named(part)).or_else(|| countries.demonym(part)).or_else(|| countries.body(part));
                let home = || self.nouns.bodies.home(part).filter(|_| !self.nouns.is_anywhere(part));
                if let Some(country) = named.or_else(|| self.nouns.bodies.part(part)).or_else(home) {
                    return Some((country, first..end));
                }
            }
        }
        None
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

    /// Whether an office right before a name is a seat in a legislature: `[Rep.] Ada Holm`, `[U.S. Representative] Ada Holm`.
    fn is_seat(&self, words: &Range<usize>, head: usize) -> bool {
        let is_title = head + 1 == words.end && self.page.form(head).starts_with(char::is_uppercase);
        is_title && self.nouns.is_seat(&self.lower(head), self.country_in(words, head).map(|it| it.0))
    }

    fn sector(&self, noun: Option<Noun>, words: &Range<usize>, head: usize, is_former: bool, of: Option<usize>) -> Option<Sector> {
        let entry = self.nouns.of(self.page, head).map_or(head..head + 1, |(_, start, end)| start..end);
        let named = |word: usize| {
            let mention = &self.mentions[self.at_word[word].or(of.filter(|_| word == head))?];
            let is_body = mention.kind == Some(EntityKind::Organization);
            is_body.then(|| self.nouns.bodies.sector(mention.span.of(self.page.text()))).flatten()
        };
        let body = || {
            let noun = |word: usize| {
                let (noun, ..) = self.nouns.of(self.page, word).filter(|(noun, ..)| noun.kind == NounKind::Organization)?;
                noun.sector
            };
            words.clone().filter(|&word| word != head).find_map(|word| named(word).or_else(|| noun(word))).or_else(|| named(head))
        };
        // `military chief`, `police officer`: the words before say more than an office of any body.
        let qualified = words.start..entry.start.max(words.start);
        let qualifier =
            || qualified.clone().rev().find_map(|word| self.nouns.lemma(&self.page.analysis.lemma(word).to_lowercase())?.sector);
        let lemma = self.page.analysis.lemma(head).to_lowercase();
        let entry: Vec<String> = entry.map(|word| self.lower(word)).collect();
        let of_any_body = self.nouns.is_of_any_body(&lemma) || self.nouns.is_of_any_body(&entry.join(" "));
        let sector = match noun {
            Some(noun) if noun.speaks => body().or_else(qualifier),
            // `vice president of PMG`: of a body of which no more is known, no government's.
            Some(noun) if of_any_body => {
                let is_international = |country: Country| matches!(country.code(), "EUR" | "IGO" | "UNO");
                let is_body = |at: usize| {
                    self.mentions[at].kind == Some(EntityKind::Organization) && !self.mentions[at].country.is_some_and(is_international)
                };
                let own = noun.sector.filter(|sector| sector.code() != "GOV" || !of.is_some_and(is_body));
                body().or(own).or_else(qualifier)
            }
            Some(noun) if noun.sector.is_some() => noun.sector,
            _ => body().or_else(qualifier),
        };
        let sector =
            sector.or_else(|| self.country_in(words, head).filter(|_| self.nouns.leads(&lemma)).and_then(|_| Sector::from_code("GOV")));
        let sector = sector.or_else(|| Sector::from_code("LEG").filter(|_| self.is_seat(words, head)));
        if (words.start..head).any(|word| self.nouns.is_of_opposition(self.page.form(word))) {
            return Sector::from_code("OPP");
        }
        // `Detective Senior Sergeant`, `Inspector-General of Police`: no soldiers.
        let is_police = |word: usize| self.nouns.lemma(&self.lower(word)).is_some_and(|noun| noun.sector == Sector::from_code("COP"));
        if sector == Sector::from_code("MIL") && words.clone().any(is_police) {
            return Sector::from_code("COP");
        }
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
    let all_lands: FxHashMap<usize, usize> =
        mentions.iter().enumerate().filter(|(_, it)| it.country.is_some()).map(|(index, it)| (it.core.start, index)).collect();
    let mut of_holder: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (at, office) in offices.iter().enumerate() {
        of_holder.entry(office.holder).or_default().push(at);
    }
    let starts: FxHashMap<usize, usize> =
        mentions.iter().enumerate().filter(|(_, it)| named(it)).map(|(index, it)| (it.core.start, index)).collect();
    let mut more: Vec<Office> = Vec::new();
    for at in 0..offices.len() {
        let holder = &mentions[offices[at].holder];
        let head = offices[at].head;
        let is_plural = (matches!(page.analysis.tags[head].xpos, Xpos::Nns | Xpos::Nnps) || page.form(head).ends_with("s."))
            && offices[at].words.start < holder.core.start;
        if is_plural {
            // `Presidents A of X and B of Y`, `The X and Y ministers, A and B`.
            let sentence = page.analysis.sentence_of(head);
            let lands: Vec<&Candidate> =
                offices[at].words.clone().filter_map(|word| all_lands.get(&word)).map(|&it| &mentions[it]).collect();
            let mut sharers = vec![offices[at].holder];
            let mut end = holder.core.end;
            for _ in 0..8 {
                let mut next = end;
                while next < sentence.end && next < end + 6 && !starts.contains_key(&next) {
                    let passes = matches!(page.form(next), "," | "and" | "of" | "the") || next > end && page.form(end) == "of";
                    if !passes {
                        break;
                    }
                    next += 1;
                }
                let Some(&other) = starts.get(&next) else { break };
                if of_holder.contains_key(&other) {
                    break;
                }
                sharers.push(other);
                end = mentions[other].core.end;
            }
            let each = lands.len() == sharers.len() && lands.len() > 1;
            for (number, &other) in sharers.iter().enumerate() {
                let after = mentions[other].core.end;
                let follows = after + 1 < sentence.end && page.form(after) == "of";
                let own = all_lands.get(&(after + 1)).map(|&it| &mentions[it]).filter(|_| follows);
                let given = each.then(|| (lands[number].country, Some(lands[number].core.clone())));
                let (country, words) = own
                    .map(|it| (it.country, Some(it.core.clone())))
                    .or(given)
                    .unwrap_or((offices[at].country, offices[at].country_words.clone()));
                if number == 0 {
                    (offices[at].country, offices[at].country_words) = (country, words);
                } else {
                    more.push(Office { holder: other, country, country_words: words, ..offices[at].clone() });
                }
            }
            continue;
        }
        let conjuncts: Vec<usize> = page.clauses.dependents(holder.top).filter(|&it| page.analysis.labels[it] == Deprel::Conj).collect();
        for conjunct in conjuncts {
            let Some(&other) = people.get(&conjunct) else { continue };
            let own = of_holder.get(&other).map(Vec::as_slice).unwrap_or_default();
            if let (Some(country), Some(words)) = (offices[at].country, offices[at].country_words.clone()) {
                for &it in own {
                    if offices[it].country.is_none() {
                        offices[it].country = Some(country);
                        offices[it].country_words = Some(words.clone());
                    }
                }
            } else if let Some(&it) = own.first()
                && let (Some(country), Some(words)) = (offices[it].country, offices[it].country_words.clone())
                && words.start >= mentions[other].core.end
            {
                // `Foreign Minister A and Defence Minister B of Denmark`.
                offices[at].country = Some(country);
                offices[at].country_words = Some(words);
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
fn inherit(page: &Page<'_>, nouns: &Nouns, mentions: &[Candidate], offices: &mut [Office]) {
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
            if offices[at].country.is_none() && nouns.is_succession(page.analysis.lemma(offices[at].head)) {
                (offices[at].country, offices[at].country_words) = (offices[from].country, offices[from].country_words.clone());
            }
        }
    }
}

/// An office without a sector has that of its holder's others: the captain who commands a frigate is no sportsman.
fn fill(offices: &mut [Office]) {
    let mut known: FxHashMap<usize, Sector> = FxHashMap::default();
    for office in offices.iter().filter(|office| !office.is_former) {
        if let Some(sector) = office.sector.filter(|sector| matches!(sector.code(), "MIL" | "COP" | "REB")) {
            known.entry(office.holder).or_insert(sector);
        }
    }
    for office in offices.iter_mut() {
        office.sector = office.sector.or_else(|| known.get(&office.holder).copied());
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
