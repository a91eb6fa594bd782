//! What the words of an office tell: where they end, the country, the body, the sector.

use std::ops::Range;

use dateline_lang::labels::{Upos, Xpos};

use super::Finder;
use crate::country::Country;
use crate::who::nouns::{Noun, NounKind};
use crate::who::{EntityKind, Form, Sector};

impl Finder<'_, '_> {
    /// The end of an office without what something else is about: `aide to the mayor [on the new harbour]`, `head of the party[, about reform]`.
    pub(super) fn without_topic(&self, head: usize, end: usize) -> usize {
        let is_adp = |word: usize| self.upos(word) == Upos::Adp;
        let is_about = |word: usize| {
            let next = || self.page.analysis.tags.get(word + 1).map(|tag| tag.upos);
            is_adp(word) && self.nouns.office.is_of_topic(&self.lower(word)) && (head + 1..word).any(is_adp)
                || self.page.form(word) == "," && next() == Some(Upos::Adp)
        };
        (head + 1..end).find(|&word| is_about(word)).unwrap_or(end)
    }

    /// The end of an office without where and when it is: `doctor at the hospital [in Kielce]`, `president of Samoa [hours after …]`.
    pub(super) fn without_circumstances(&self, head: usize, end: usize) -> usize {
        let is_time = |word: usize| {
            self.nouns.office.is_unit(self.page.form(word))
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
    pub(super) fn owner(&self, start: usize) -> Option<usize> {
        let pronoun = start.checked_sub(1).filter(|&word| self.lower(word) == "its")?;
        let sentence = self.page.analysis.sentence_of(pronoun);
        let floor = pronoun.saturating_sub(12).max(sentence.start);
        let at = (floor..pronoun).rev().find_map(|word| self.at_word[word])?;
        (self.mentions[at].kind == Some(EntityKind::Organization)).then_some(at)
    }

    /// The country that an office's words name, or that follows the name after `of`.
    pub(super) fn country(&self, words: &Range<usize>, head: usize, holder: usize) -> (Option<Country>, Option<Range<usize>>) {
        let lemma = self.page.analysis.lemma(head).to_lowercase();
        // Where an envoy is sent and what a specialist knows of is not where they are from.
        let sent = || (head + 1..words.end).find(|&word| self.lower(word) == "to").filter(|_| self.nouns.office.is_sent(&lemma));
        let end = sent().unwrap_or(words.end);
        let is_land = |word: usize| {
            let form = self.page.form(word);
            form.chars().any(char::is_lowercase) && self.page.countries.named(form).is_some()
        };
        let versed = words.start < head && self.nouns.office.is_versed(&lemma) && is_land(head - 1);
        let own = words.start..if versed { head - 1 } else { end };
        if let Some((country, at)) = self.country_in(&own, head) {
            return (Some(country), Some(at));
        }
        if let Some(country) = self.nouns.office.implied(&self.lower(head)) {
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
            // `Poland['s] newly appointed prime minister`: no verb where a country stands before it and an office follows.
            let owns = self.xpos(before) == Xpos::Pos || at < start && matches!(self.page.form(before), "'s" | "’s");
            if owns && before > sentence.start {
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
        // `a [U.S.]-based preacher` is not from there.
        let is_seat =
            |word: usize| word + 2 < self.page.analysis.len() && self.page.form(word + 1) == "-" && self.lower(word + 2) == "based";
        for first in words.clone().filter(|&word| word != skip && !is_seat(word)) {
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
    pub(super) fn body(&self, words: &Range<usize>, head: usize) -> Option<usize> {
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
        is_title && self.nouns.office.is_seat(&self.lower(head), self.country_in(words, head).map(|it| it.0))
    }

    pub(super) fn sector(
        &self,
        noun: Option<Noun>,
        words: &Range<usize>,
        head: usize,
        is_former: bool,
        of: Option<usize>,
    ) -> Option<Sector> {
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
        let of_any_body = self.nouns.office.is_of_any_body(&lemma) || self.nouns.office.is_of_any_body(&entry.join(" "));
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
            // `minister of the Reformed Church`
            Some(noun) if noun.sector == Sector::from_code("GOV") && body() == Sector::from_code("REL") => body(),
            Some(noun) if noun.sector.is_some() => noun.sector,
            _ => body().or_else(qualifier),
        };
        let sector = sector
            .or_else(|| self.country_in(words, head).filter(|_| self.nouns.office.leads(&lemma)).and_then(|_| Sector::from_code("GOV")));
        let sector = sector.or_else(|| Sector::from_code("LEG").filter(|_| self.is_seat(words, head)));
        if (words.start..head).any(|word| self.nouns.office.is_of_opposition(self.page.form(word))) {
            return Sector::from_code("OPP");
        }
        // `Detective Senior Sergeant`, `Inspector-General of Police`: no soldiers.
        let is_police = |word: usize| self.nouns.lemma(&self.lower(word)).is_some_and(|noun| noun.sector == Sector::from_code("COP"));
        let of_police = || words.clone().any(|word| named(word) == Sector::from_code("COP"));
        if sector == Sector::from_code("MIL") && (words.clone().any(is_police) || of_police()) {
            return Sector::from_code("COP");
        }
        let held = Sector::from_code("GOV");
        if is_former && (sector == held || sector == Sector::from_code("LEG")) { Sector::from_code("ELI") } else { sector }
    }
}
