//! What a name in the text names: a person, a body, a place, or nobody, by the tagger, the lexicon and the words around it.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};
use dateline_lang::{Name, NameKind};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Finder, is_apposed};
use crate::country::Country;
use crate::place::{Sense, Toponym};
use crate::who::EntityKind;
use crate::who::beside;
use crate::who::bodies;
use crate::who::nouns::{Noun, NounKind};

impl Finder<'_, '_> {
    /// Makes a mention of every name that names somebody: those that the places' room has first, then what the tagger sees.
    pub(super) fn names(&mut self, places: &[Toponym]) {
        self.surnames = self.surnames();
        self.firms = self.firms(places);
        self.teams = self.teams(places);
        let is_place = |it: &&Toponym| it.sense == Sense::Place;
        let land = |it: &Toponym| Some((it.span.of(self.page.text()).to_owned(), it.place.as_ref()?.country?));
        self.lands = places.iter().filter(is_place).filter_map(land).collect();
        let towns = places.iter().enumerate().filter(|(_, it)| is_place(it) && it.place.is_some());
        self.towns = towns.map(|(index, it)| (it.span.of(self.page.text()).to_lowercase(), index)).collect();
        self.normal = self.said_in_small();
        let is_small = |&word: &usize| self.upos(word) == Upos::Noun && self.page.form(word).starts_with(char::is_lowercase);
        self.common = (0..self.page.analysis.len()).filter(is_small).map(|word| self.page.form(word)).collect();
        self.first_names = self.first_names();
        self.storms = self.storms();
        let people: FxHashSet<usize> =
            self.page.analysis.names.iter().filter(|name| name.kind == NameKind::Person).map(|name| name.words.start).collect();
        let parts = places.iter().filter(|it| it.sense == Sense::Part);
        self.parts = parts.filter_map(|it| Some((it.words.clone(), it.place.as_ref()?.country?))).collect();
        self.shorts = self.shorts();
        self.in_full = self.in_full();
        self.bodies = self.said_bodies();
        for (index, toponym) in places.iter().enumerate().filter(|(_, it)| it.sense != Sense::Part) {
            self.toponym(index, toponym, &people);
        }
        for name in &self.page.analysis.names {
            for name in self.several_in(name) {
                if self.used[name.words.clone()].iter().all(|&used| !used) {
                    self.tagged(&name);
                }
            }
        }
    }

    /// A name that the places' room has: a place, a country, its government, or after all a person.
    fn toponym(&mut self, index: usize, toponym: &Toponym, people: &FxHashSet<usize>) {
        let form = self.page.form(toponym.words.start);
        let is_one = toponym.words.len() == 1;
        if is_one && self.nouns.bodies.is_code(form) && people.contains(&toponym.words.end) {
            return;
        }
        // A person's surname that is a town's too: the town only where a preposition says so.
        let before = toponym.words.start.checked_sub(1);
        let owns = self.page.analysis.tags.get(toponym.words.end).is_some_and(|tag| tag.xpos == Xpos::Pos);
        // `under Obama` is no town: only `in` and its like make one of a name that somebody has.
        let is_within = || before.is_some_and(|word| self.nouns.is_within(self.page.form(word)));
        let is_surname = self.surnames.contains(form) && (!is_within() || owns);
        let is_first = || self.first_names.contains(form) && toponym.sense == Sense::Place && !is_within();
        if is_one && self.is_part_of_office(toponym.words.start) {
            return;
        }
        // `pointing at [Mert Koç]`: no place is known, and somebody is called so.
        let is_somebody = toponym.words.len() == 2 && toponym.place.is_none() && self.is_full_name(&toponym.words);
        if is_one && (is_surname || is_first()) || is_somebody {
            return self.name(toponym.words.clone(), Some(toponym.span), Some(EntityKind::Person), None, None);
        }
        // `AMONG NEWSMEN`
        if is_one && toponym.place.is_none() && self.lifted_plural(toponym.words.start).is_some() {
            return;
        }
        let is_never = self.nouns.bodies.is_never(toponym.span.of(self.page.text()));
        let is_never = is_never || self.is_heading(&toponym.words, toponym.span);
        if is_never || self.titles[toponym.words.start] && self.titles[toponym.words.end - 1] {
            self.used[toponym.words.clone()].fill(true);
            return;
        }
        if let Some(start) = self.titled(&toponym.words).filter(|_| toponym.place.is_none()) {
            self.used[toponym.words.clone()].fill(true);
            return self.name(start..toponym.words.end, None, Some(EntityKind::Person), None, None);
        }
        if let Some(words) = self.body_of(&toponym.words) {
            let country = self.country_in(&words, self.page.span(&words).of(self.page.text()));
            return self.name(words, None, Some(EntityKind::Organization), country, None);
        }
        // `Sarn State`, `beat Velmar`: universities and teams by the places where they are at home.
        if toponym.sense == Sense::Place && self.teams.is_some() {
            let next = toponym.words.end;
            let capital =
                |word: usize| word < self.page.analysis.sentence_of(next - 1).end && self.page.form(word).starts_with(char::is_uppercase);
            let state = capital(next) && self.page.form(next) == "State" && !capital(next + 1);
            let is_state = state || !is_one && self.page.form(next - 1) == "State";
            if is_state || self.is_team(&toponym.words, toponym.span) {
                let words = toponym.words.start..next + usize::from(state);
                let country = toponym.place.as_ref().and_then(|place| place.country);
                return self.name(words, None, Some(EntityKind::Organization), country, None);
            }
        }
        // A place that nobody knows and that reports is none.
        let is_body = || self.is_source(&toponym.words) || self.bodies.contains(toponym.span.of(self.page.text()));
        let is_source = || toponym.place.is_none() && is_body();
        let kind = match toponym.sense {
            Sense::Place if is_source() => {
                return self.name(toponym.words.clone(), Some(toponym.span), Some(EntityKind::Organization), None, None);
            }
            Sense::Place => EntityKind::Place,
            Sense::Country => EntityKind::Country,
            Sense::Government | Sense::Part => EntityKind::Organization,
        };
        let country = toponym.place.as_ref().and_then(|place| place.country);
        self.name(toponym.words.clone(), Some(toponym.span), Some(kind), country, Some(index));
    }

    /// Whether a word only says how the office after it is held, though there is a town of that name: `[Vice] President Lind`.
    pub(super) fn is_part_of_office(&self, word: usize) -> bool {
        let next = word + 1;
        let office = || self.nouns.of(self.page, next).filter(|(noun, ..)| noun.kind == NounKind::Person);
        // `[District] Attorney Ada Holm`
        let form = self.page.form(word);
        let is_body = self.nouns.bodies.is_listed(form) || self.page.countries.named(form).is_some();
        let is_first = |start: usize| start == word && !is_body && self.page.form(next).starts_with(char::is_uppercase);
        let is_office = |(_, start, _): (Noun, usize, usize)| self.nouns.office.is_still(self.page.form(word)) || is_first(start);
        next < self.page.analysis.len() && office().is_some_and(is_office)
    }

    /// A name without the rest of a dateline that the tagger took into it, `OSLO, Jan 5 - [Kent Police]`, and without the country that somebody of
    /// a listed body knows.
    fn without_rest(&self, words: Range<usize>) -> Range<usize> {
        // `White House [Russia] adviser`: the office is that of a listed body.
        let last = words.end - 1;
        let is_before_office = || {
            let noun = (words.end < self.page.analysis.len()).then(|| self.nouns.of(self.page, words.end)).flatten();
            noun.is_some_and(|(noun, start, _)| noun.kind == NounKind::Person && start == words.end)
        };
        if words.len() > 1
            && self.page.countries.named(self.page.form(last)).is_some()
            && self.nouns.bodies.is_listed(self.page.span(&(words.start..last)).of(self.page.text()))
            && is_before_office()
        {
            return words.start..last;
        }
        let is_dash = |word: usize| matches!(self.page.form(word), "-" | "–" | "—" | "--");
        let is_day = |word: usize| self.upos(word) == Upos::Num && self.page.form(word).len() <= 4;
        // `VELM - Ada Holm`
        let first = self.page.form(words.start);
        let is_loud =
            first.chars().filter(|c| c.is_alphabetic()).count() > 3 && first.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
        let spaced = || self.page.analysis.span(words.start).end() < self.page.analysis.span(words.start + 1).start();
        match (is_day(words.start) || is_loud && words.len() > 3 && spaced()) && words.len() > 2 && is_dash(words.start + 1) {
            true => words.start + 2..words.end,
            false => words,
        }
    }

    /// The names that the tagger took for one: `[Bo Lind], [Nelmar] and [Ada Holm]`, and `[Velmar] and [Novo Mining]` where the page names one of
    /// the two alone.
    fn several_in(&self, name: &Name) -> Vec<Name> {
        let words = &self.without_rest(name.words.clone());
        let trimmed = Name { words: words.clone(), span: self.page.span(words), ..name.clone() };
        let name = if *words == name.words { name } else { &trimmed };
        // `ambassador to [Britain] [Liu Wenzhao]`
        if let Some(person) = self.person_after_land(words) {
            let piece = |words: Range<usize>, kind: NameKind| Name { span: self.page.span(&words), words, kind };
            return vec![piece(words.start..person, NameKind::Gpe), piece(person..words.end, NameKind::Person)];
        }
        let is_cut = |word: usize| match (name.kind, self.page.form(word)) {
            (NameKind::Person, ",") => !self.nouns.people.is_generation(self.page.form(word + 1)),
            (NameKind::Person, "and") => true,
            // `Ada Holm's [Sofia]`: a role of hers.
            (NameKind::Person, mark) if self.xpos(word) == Xpos::Pos => mark.ends_with('s') || self.page.form(word - 1).ends_with('s'),
            // `Velm News's [Holm]`
            (NameKind::Org, _) if self.xpos(word) == Xpos::Pos => self.surnames.contains(self.page.form(words.end - 1)),
            // `Cowboys and Eagles`, where teams play.
            (NameKind::Org, "and" | "or") if self.teams.is_some() && self.of_in(words).is_none() => true,
            (NameKind::Org, "and") => {
                let one = self.page.span(&(words.start..word)).of(self.page.text());
                let other = self.page.span(&(word + 1..words.end)).of(self.page.text());
                let alone = |piece: &str| self.page.analysis.names.iter().any(|it| it.span.of(self.page.text()) == piece);
                self.nouns.bodies.sector(other).is_some() && alone(one)
                    || alone(one) && alone(other)
                    || self.are_bodies(&(words.start..word), &(word + 1..words.end))
            }
            _ => false,
        };
        let cuts: Vec<usize> = (words.start + 1..words.end.saturating_sub(1)).filter(|&word| is_cut(word)).collect();
        if cuts.is_empty() {
            return vec![name.clone()];
        }
        let (mut start, mut found) = (words.start, Vec::new());
        for end in cuts.into_iter().chain([words.end]) {
            if start < end {
                found.push(Name { words: start..end, span: self.page.span(&(start..end)), ..name.clone() });
            }
            start = end + 1;
        }
        found
    }

    /// Where the name of a person begins that follows the country of their office: `president of Mexico [Clara Steinfeld]`.
    fn person_after_land(&self, words: &Range<usize>) -> Option<usize> {
        let office = words.start.checked_sub(2).filter(|_| matches!(self.page.form(words.start - 1), "to" | "of"))?;
        let held = self.nouns.of(self.page, office).is_some_and(|(noun, ..)| noun.kind == NounKind::Person && noun.sector.is_some());
        let is_land = |end: usize| self.page.countries.named(self.page.span(&(words.start..end)).of(self.page.text())).is_some();
        let is_name = |rest: Range<usize>| {
            let is_word = |word: usize| self.page.form(word).starts_with(char::is_uppercase) && self.upos(word) == Upos::Propn;
            let last = self.page.form(rest.end - 1).to_lowercase();
            (2..=3).contains(&rest.len()) && rest.clone().all(is_word) && self.nouns.lemma(&last).is_none()
        };
        let ends = (words.start + 1..words.end.saturating_sub(1)).rev();
        ends.filter(|_| held && self.xpos(office) == Xpos::Nn).find(|&end| is_land(end) && is_name(end..words.end))
    }

    /// The firms whose names are places' too and that the page means, by how most of these names stand: `by Amazon`, not `in Amazon`.
    fn firms(&self, places: &[Toponym]) -> FxHashSet<String> {
        let mut votes: FxHashMap<&str, i32> = FxHashMap::default();
        for toponym in places {
            let name = toponym.span.of(self.page.text());
            if self.nouns.bodies.is_firm(name) {
                let before = toponym.words.start.checked_sub(1).map(|before| self.page.form(before));
                let is_place = before.is_some_and(|word| self.nouns.is_within(word) || word.eq_ignore_ascii_case("the"));
                *votes.entry(name).or_default() += if is_place { -1 } else { 1 };
            }
        }
        let mut firms: Vec<(&str, i32)> = votes.into_iter().collect();
        firms.retain(|(_, votes)| *votes > 0);
        firms.into_iter().map(|(name, _)| name.to_owned()).collect()
    }

    /// The words of the body that the lexicon knows, where a place is a part of its name or shares it: `[Police Scotland]`, `by [Amazon]`.
    fn body_of(&self, words: &Range<usize>) -> Option<Range<usize>> {
        let sentence = self.page.analysis.sentence_of(words.start);
        let first = (words.start.saturating_sub(2).max(sentence.start)..words.start).find(|&first| {
            let longer = first..words.end;
            !self.used[first] && self.nouns.bodies.is_listed(self.page.span(&longer).of(self.page.text()))
        });
        if let Some(first) = first {
            return Some(first..words.end);
        }
        let written = self.page.span(words).of(self.page.text());
        // `the [PA] news agency`: the noun after it says that it is the body of that name.
        let said = || {
            let end = sentence.end.min(words.end + 3);
            let entry = (words.end..end).rev().find_map(|word| self.nouns.of(self.page, word).filter(|&(_, start, _)| start == words.end));
            self.nouns.bodies.is_listed(written)
                && entry.is_some_and(|(_, start, end)| {
                    self.nouns.is_restating(&self.page.span(&(start..end)).of(self.page.text()).to_lowercase())
                })
        };
        (self.firms.contains(written) || said()).then(|| words.clone())
    }

    /// A name that the tagger sees.
    fn tagged(&mut self, name: &Name) {
        let written = name.span.of(self.page.text());
        // `OSLO - Police in the harbour`: a dateline and a sentence, taken for one name.
        let is_loud = |town: &str| town.len() > 2 && town.chars().all(|c| c.is_uppercase() || c == ' ');
        if name.kind == NameKind::Org && written.split_once(" - ").is_some_and(|(town, _)| is_loud(town)) {
            return;
        }
        if self.is_nobody(name, written)
            || self.is_common(name, written)
            || self.is_heading(&name.words, name.span)
            || self.titles[name.words.start] && self.titles[name.words.end - 1]
        {
            self.used[name.words.clone()].fill(true);
            return;
        }
        if self.is_noun(name, written) {
            return;
        }
        if let Some(words) = self.listed_beyond(name) {
            let country = self.country_in(&words, self.page.span(&words).of(self.page.text()));
            return self.name(words, None, Some(EntityKind::Organization), country, None);
        }
        if let Some(start) = self.full_name_after_office(name) {
            self.used[name.words.clone()].fill(true);
            return self.name(start..name.words.end, None, Some(EntityKind::Person), None, None);
        }
        let may_be_titled = match name.kind {
            NameKind::Gpe | NameKind::Loc | NameKind::Fac => true,
            NameKind::Org => name.words.len() <= 3 && self.nouns.bodies.sector(written).is_none(),
            _ => false,
        };
        if let Some(start) = self.titled(&name.words).filter(|_| may_be_titled) {
            self.used[name.words.clone()].fill(true);
            return self.name(start..name.words.end, None, Some(EntityKind::Person), None, None);
        }
        if self.is_really_person(name) {
            let start = name.words.start - usize::from(self.is_given_before(name.words.start));
            let end = self.of_in(&name.words).unwrap_or(name.words.end);
            self.name(start..end, None, Some(EntityKind::Person), None, None);
            if end + 1 < name.words.end {
                self.name(end + 1..name.words.end, None, Some(EntityKind::Organization), None, None);
            }
            return;
        }
        if name.kind == NameKind::Person && self.is_body_after(name.words.end) {
            return self.name(name.words.start..name.words.end + 1, None, Some(EntityKind::Organization), None, None);
        }
        if self.is_of_party(name, written) {
            return self.people(name.words.clone(), name.span);
        }
        if self.is_of_inhabitants(name, written) {
            self.name(name.words.clone(), Some(name.span), Some(EntityKind::Group), None, None);
            if let Some(last) = self.out.last_mut() {
                last.is_plural = true;
            }
            return;
        }
        // `the [Ecuadorean] embassy`, whatever the tagger takes it for
        let is_demonym = || {
            let is_place = matches!(name.kind, NameKind::Gpe | NameKind::Loc | NameKind::Fac | NameKind::Misc);
            is_place && self.page.countries.demonym(written).is_some() && self.page.countries.named(written).is_none()
        };
        if (name.kind == NameKind::Norp || is_demonym()) && !(name.words.len() == 1 && self.surnames.contains(written)) {
            return self.people(name.words.clone(), name.span);
        }
        let Some(kind) = self.kind_of(name, written) else {
            self.used[name.words.clone()].fill(true);
            return;
        };
        let end = if kind == EntityKind::Person { self.end_of_person(name) } else { name.words.end };
        if end < name.words.end {
            return self.name(name.words.start..end, None, Some(kind), None, None);
        }
        if kind == EntityKind::Person
            && let Some(end) = self.beyond_nickname(name.words.end)
        {
            return self.name(name.words.start..end, None, Some(kind), None, None);
        }
        if let Some(kind) = self.several_of_name(name, kind) {
            self.name(name.words.clone(), Some(name.span), Some(kind), None, None);
            if let Some(last) = self.out.last_mut().filter(|_| kind == EntityKind::Group) {
                last.is_plural = true;
            }
            return;
        }
        let country = match kind {
            EntityKind::Country => self.page.countries.named(written),
            EntityKind::Organization if matches!(name.kind, NameKind::Org | NameKind::Misc | NameKind::Person) => {
                self.country_in(&name.words, written)
            }
            _ => None,
        };
        // `GROTON ― Police`: the town of that name that the page has in small letters.
        let place = if kind == EntityKind::Place && !written.contains(char::is_lowercase) {
            self.towns.get(&written.to_lowercase()).copied()
        } else {
            None
        };
        self.name(name.words.clone(), Some(name.span), Some(kind), country, place);
    }

    /// The words of a listed body of whose name the tagger saw the beginning: `[Customs] and Border Protection`.
    fn listed_beyond(&self, name: &Name) -> Option<Range<usize>> {
        let words = &name.words;
        let end = self.page.analysis.sentence_of(words.start).end.min(words.end + 4);
        let longer = (words.end + 1..=end).rev().map(|end| words.start..end);
        let is_listed = |words: &Range<usize>| self.nouns.bodies.is_listed(self.page.span(words).of(self.page.text()));
        longer.filter(|_| name.kind == NameKind::Org).find(is_listed)
    }

    /// Whether two parts of a name each end with the noun for a body and begin with a name: `[Velm College] and [Sarn University]`.
    fn are_bodies(&self, one: &Range<usize>, other: &Range<usize>) -> bool {
        let is_body = |words: &Range<usize>| {
            let noun = self.nouns.lemma(&self.page.form(words.end - 1).to_lowercase());
            let first = self.page.form(words.start).to_lowercase();
            words.len() > 1
                && noun.is_some_and(|noun| noun.kind == NounKind::Organization && noun.sector.is_some())
                && self.upos(words.start) == Upos::Propn
                && !self.common.contains(&*first)
                && self.nouns.lemma(&first).is_none()
                && self.of_in(words).is_none()
        };
        is_body(one) && is_body(other)
    }

    /// What a name that the tagger sees names; `None` for nobody.
    fn kind_of(&self, name: &Name, written: &str) -> Option<EntityKind> {
        let words = &name.words;
        let several = words.len() > 1;
        let ends = || [self.page.form(words.start), self.page.form(words.end - 1)];
        if matches!(name.kind, NameKind::Person | NameKind::Gpe | NameKind::Loc | NameKind::Fac)
            && several
            && ends().into_iter().any(|word| self.nouns.bodies.is_club(word))
        {
            return Some(EntityKind::Organization);
        }
        // `Joleen Marsh`, where the page goes on with `Joleen` or with `Marsh`.
        if name.kind == NameKind::Org && words.len() == 2 && (self.is_called(words) || self.is_among_people(words)) {
            return Some(EntityKind::Person);
        }
        // `Sierra Nevada Corp.`
        if name.kind == NameKind::Person && several && self.nouns.is_body_suffix(ends()[1].trim_end_matches('.')) {
            return Some(EntityKind::Organization);
        }
        // `Velmar Minerals`, and `Velmar` where the page has that: a firm, unless a given name stands first.
        if name.kind == NameKind::Person && self.nouns.people.given(ends()[0]).is_none() {
            if self.is_firm(words, written) {
                return Some(EntityKind::Organization);
            }
            if let Some(kind) = self.kind_in_full(words, written) {
                return Some(kind);
            }
        }
        // `Toyota Lumera`, `Amazon Bira`: what a firm makes is nobody; `Disney Channel` is a body.
        if name.kind == NameKind::Person && several && self.nouns.bodies.is_firm(ends()[0]) && self.nouns.people.given(ends()[0]).is_none()
        {
            let is_body = self.nouns.lemma(&ends()[1].to_lowercase()).is_some_and(|noun| noun.kind == NounKind::Organization);
            return is_body.then_some(EntityKind::Organization);
        }
        // `HMS Sarnovo`
        if several && self.nouns.bodies.is_ship(self.page.form(words.start)) {
            return Some(EntityKind::Object);
        }
        // `Coral Sky Amphitheatre` is nobody.
        if name.kind == NameKind::Person && several && self.nouns.bodies.is_site(self.page.form(words.end - 1)) {
            return Some(EntityKind::Place);
        }
        // `pointing at [Mert Koç]`: nothing that is built has the given name of a person and no noun.
        if name.kind == NameKind::Fac && words.len() == 2 && self.is_full_name(words) {
            return Some(EntityKind::Person);
        }
        // Where the report was filed, or what a noun says is a place: `VELM (Reuters) –`, `the river Osse`.
        if self.is_dateline(words) || self.is_said_place(words) {
            return Some(EntityKind::Place);
        }
        // `Trump`
        if !several && matches!(name.kind, NameKind::Gpe | NameKind::Loc | NameKind::Fac) && self.nouns.leaders.is_name(written) {
            return Some(EntityKind::Person);
        }
        // `Ada` of Ada Holm, whatever the tagger makes of it alone.
        if !several
            && matches!(name.kind, NameKind::Org | NameKind::Misc)
            && self.first_names.contains(written)
            && self.nouns.people.given(written).is_some()
            && !self.nouns.people.is_ambiguous_given(written)
        {
            return Some(EntityKind::Person);
        }
        // One word that the page has as the surname of a person is that person.
        if !several
            && name.kind != NameKind::Person
            && name.kind != NameKind::Fac
            && name.kind != NameKind::Event
            && self.surnames.contains(written)
        {
            return Some(EntityKind::Person);
        }
        // `firms like [Danore]`, here or elsewhere on the page
        if self.bodies.contains(written) && !matches!(name.kind, NameKind::Norp | NameKind::Event) {
            return Some(EntityKind::Organization);
        }
        match name.kind {
            // `at odds with the White House`
            // `in [House] bill` says whose the bill is.
            NameKind::Gpe
                if self.nouns.bodies.is_listed(written)
                    && (!self.is_where(words) || self.label(self.head_of(words)) == Deprel::Compound) =>
            {
                Some(EntityKind::Organization)
            }
            NameKind::Fac | NameKind::Loc if self.nouns.bodies.is_listed(written) => Some(EntityKind::Organization),
            NameKind::Gpe | NameKind::Loc if self.page.countries.named(written).is_some() => Some(EntityKind::Country),
            NameKind::Gpe | NameKind::Loc if self.is_team(words, name.span) => Some(EntityKind::Organization),
            // `the Velmar Legislature`
            NameKind::Gpe | NameKind::Loc
                if self.nouns.lemma(&ends()[1].to_lowercase()).is_some_and(|noun| {
                    noun.kind == NounKind::Organization && noun.sector.is_some_and(|sector| sector.code() == "LEG")
                }) =>
            {
                Some(EntityKind::Organization)
            }
            // `against the Wildcats`
            NameKind::Gpe | NameKind::Loc
                if self.teams.is_some()
                    && !several
                    && (self.xpos(words.start) == Xpos::Nnps || written.len() > 4 && written.ends_with('s'))
                    && words.start.checked_sub(1).is_some_and(|word| self.page.form(word).eq_ignore_ascii_case("the"))
                    && !words.start.checked_sub(2).is_some_and(|word| self.nouns.is_within(self.page.form(word))) =>
            {
                Some(EntityKind::Organization)
            }
            NameKind::Person => Some(EntityKind::Person),
            // `the Velm Pavilion`, but the museum that lends or says something.
            NameKind::Org
                if several
                    && self.nouns.bodies.is_site(ends()[1])
                    && self.nouns.lemma(&ends()[1].to_lowercase()).is_none_or(|noun| noun.kind != NounKind::Organization)
                    && !self.nouns.bodies.is_listed(written)
                    && !self.is_source(words) =>
            {
                Some(EntityKind::Place)
            }
            NameKind::Org => Some(EntityKind::Organization),
            // `Rockdale Games`, `according to the Velm Leader`: no place that anybody knows, and named as a firm or a paper is.
            NameKind::Gpe | NameKind::Loc | NameKind::Fac if several && self.is_firm_or_paper(written) || self.is_source(words) => {
                Some(EntityKind::Organization)
            }
            NameKind::Gpe | NameKind::Loc | NameKind::Fac => Some(EntityKind::Place),
            // `[Barranta], the bishop of Velm,`
            NameKind::Misc if words.len() <= 3 && self.holds_office_after(words) => Some(EntityKind::Person),
            NameKind::Misc if self.is_beside_body(words) => Some(EntityKind::Organization),
            NameKind::Norp | NameKind::Event | NameKind::Misc => self.nouns.bodies.is_listed(written).then_some(EntityKind::Organization),
        }
    }

    /// The names of which the page says beside them that they are those of bodies; one with a given name, or that is somebody's surname, is none.
    fn said_bodies(&self) -> FxHashSet<String> {
        let is_body = |name: &&Name| {
            let first = self.page.form(name.words.start);
            self.nouns.people.given(first).is_none()
                && !self.surnames.contains(self.page.form(name.words.end - 1))
                && beside::body(self.page, self.nouns, &name.words, self.head_of(&name.words)).is_some()
        };
        self.page.analysis.names.iter().filter(is_body).map(|name| name.span.of(self.page.text()).to_owned()).collect()
    }

    /// Whether a country owns what a name names and `and` joins it to a body: `Austria's OLV and Germany's [Winterhal]`.
    fn is_beside_body(&self, words: &Range<usize>) -> bool {
        let first = self.page.clauses.first_conjunct(self.head_of(words));
        let at = self.page.analysis.names.partition_point(|name| name.words.end <= first);
        let body = self.page.analysis.names.get(at).filter(|name| name.words.contains(&first) && name.kind == NameKind::Org);
        body.is_some() && !words.contains(&first) && self.country_of_owner(words).is_some()
    }

    /// Whether the last word of a name is one of firms or of the press.
    fn is_firm_or_paper(&self, written: &str) -> bool {
        let last = written.rsplit(' ').next().unwrap_or_default();
        !self.nouns.bodies.is_site(last)
            && self.nouns.bodies.sector(written).is_some_and(|sector| matches!(sector.code(), "BUS" | "JRN"))
            && !self.nouns.lemma(&last.to_lowercase()).is_some_and(|noun| matches!(noun.kind, NounKind::Place | NounKind::Object))
    }

    /// Whether a name is that of a source: it reports, or something is so according to it.
    fn is_source(&self, words: &Range<usize>) -> bool {
        let head = self.head_of(words);
        let reports =
            || self.label(head) == Deprel::Nsubj && self.page.analysis.head(head).is_some_and(|verb| self.page.clauses.is_reporting(verb));
        let according = || {
            let article = usize::from(words.start > 0 && self.page.form(words.start - 1).eq_ignore_ascii_case("the"));
            let to = words.start.checked_sub(1 + article);
            to.is_some_and(|to| to > 0 && self.page.form(to) == "to" && self.page.form(to - 1).eq_ignore_ascii_case("according"))
        };
        reports() || according()
    }

    /// Whether the last word of a name is one of firms, or another name goes on from it with one that is.
    fn is_firm(&self, words: &Range<usize>, written: &str) -> bool {
        let is_business = |name: &str| self.nouns.bodies.sector(name).is_some_and(|sector| sector.code() == "BUS");
        let longer = |other: &Name| {
            let long = other.span.of(self.page.text());
            other.kind != NameKind::Event && long.strip_prefix(written).is_some_and(|rest| rest.starts_with(' ')) && is_business(long)
        };
        words.len() > 1 && is_business(written)
            || words.len() < 3 && !self.surnames.contains(self.page.form(words.end - 1)) && self.page.analysis.names.iter().any(longer)
    }

    /// What the one word of a name stands for that goes on elsewhere on the page to that of a body or a place: `Sarn` of `Sarn Media`, of `Sarn
    /// Island`.
    fn kind_in_full(&self, words: &Range<usize>, written: &str) -> Option<EntityKind> {
        let is_short = words.len() == 1 && !self.surnames.contains(written) && !self.is_title_before(words.start);
        self.in_full.get(written).copied().filter(|_| is_short)
    }

    /// What the names of bodies and places of more than one word are, by their first.
    fn in_full(&self) -> FxHashMap<String, EntityKind> {
        let kind = |name: &Name| {
            let last = self.page.form(name.words.end - 1);
            let noun = self.nouns.lemma(&last.to_lowercase()).map(|noun| noun.kind);
            match (name.kind, noun) {
                (NameKind::Org, Some(NounKind::Organization)) => Some(EntityKind::Organization),
                (NameKind::Gpe | NameKind::Loc, Some(NounKind::Place)) => Some(EntityKind::Place),
                (NameKind::Org, _) => {
                    let sector = self.nouns.bodies.sector(name.span.of(self.page.text()));
                    (sector.is_some() || self.nouns.is_body_suffix(last)).then_some(EntityKind::Organization)
                }
                _ => None,
            }
        };
        let mut found = FxHashMap::default();
        for name in self.page.analysis.names.iter().filter(|name| name.kind != NameKind::Person) {
            let first = name.span.of(self.page.text()).split_once(' ').map(|it| it.0);
            if let Some((first, kind)) = first.zip(kind(name)) {
                found.entry(first.to_owned()).or_insert(kind);
            }
        }
        found
    }

    /// The `of` inside a name.
    pub(super) fn of_in(&self, words: &Range<usize>) -> Option<usize> {
        words.clone().skip(1).find(|&word| self.page.form(word) == "of")
    }

    /// Whether the word after a name belongs to it and says that it is a body or a place: `Nana Backpacker [Hostel]`.
    pub(super) fn is_body_after(&self, word: usize) -> bool {
        word < self.page.analysis.len()
            && self.upos(word) == Upos::Propn
            && self.page.form(word).starts_with(char::is_uppercase)
            && !self.named[word]
            && self.page.analysis.sentence_of(word).start < word
            && self.nouns.lemma(&self.page.form(word).to_lowercase()).is_some_and(|noun| noun.kind == NounKind::Organization)
    }

    /// Whether words open a block and an agency in brackets or a dash follows.
    pub(super) fn is_dateline(&self, words: &Range<usize>) -> bool {
        if words.end >= self.page.analysis.len() || !self.page.opens_block(words.start) {
            return false;
        }
        // `GROTON ― Police`
        let loud = self.page.span(words).of(self.page.text());
        if self.page.is_dash(words.end) && loud.chars().filter(|c| c.is_alphabetic()).count() > 3 && !loud.chars().any(char::is_lowercase) {
            return true;
        }
        let close = || (words.end + 1..(words.end + 7).min(self.page.analysis.len())).find(|&word| self.page.form(word) == ")");
        self.page.form(words.end) == "(" && close().is_some_and(|close| self.page.is_dash(close + 1))
    }

    /// Whether a noun before a name says that it is a place: `the river [Osse]`, `the village of [Tarn]`.
    pub(super) fn is_said_place(&self, words: &Range<usize>) -> bool {
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

    /// The country that the name of a body names: `Bank of Japan`, `Swiss National Bank`, `NATO`.
    pub(super) fn country_in(&self, words: &Range<usize>, written: &str) -> Option<Country> {
        let countries = self.page.countries;
        countries
            .body(written)
            .or_else(|| countries.government(written))
            .or_else(|| self.nouns.bodies.home(written))
            .or_else(|| {
                (words.start..words.end).find_map(|first| {
                    (first + 1..=words.end.min(first + 4)).rev().find_map(|end| {
                        let part = self.page.span(&(first..end)).of(self.page.text());
                        let here = self.lands.get(part).copied();
                        here.or_else(|| countries.named(part))
                            .or_else(|| countries.demonym(part))
                            .or_else(|| countries.body(part))
                            .or_else(|| self.nouns.bodies.part(part))
                    })
                })
            })
            .or_else(|| self.country_of_owner(words))
            .or_else(|| self.country_of_part(words))
    }

    /// The country of the town with which the name of a body begins or ends, as the room of places reads it: `University of [Velm]`; one called
    /// as people or things are is none, `Charles University`.
    fn country_of_part(&self, words: &Range<usize>) -> Option<Country> {
        let first = self.parts.partition_point(|(part, _)| part.start < words.start);
        let inside = self.parts[first..].iter().take_while(|(part, _)| part.end <= words.end && part.len() < words.len());
        let is_town = |part: &Range<usize>| {
            let lower = self.page.form(part.start).to_lowercase();
            let is_after_of = part.start > words.start && bodies::is_after_head(self.page.form(part.start - 1));
            let is_word =
                || self.common.contains(&*lower) || self.nouns.lemma(&lower).is_some() || self.nouns.people.given(&lower).is_some();
            (part.start == words.start || part.end == words.end) && (is_after_of || part.len() > 1 || !is_word())
        };
        inside.filter(|(part, _)| is_town(part)).last().map(|it| it.1)
    }

    /// The country that owns a body: `[Sweden]'s Civil Contingencies Agency`, `the [Egyptian] Foreign Ministry`.
    pub(super) fn country_of_owner(&self, words: &Range<usize>) -> Option<Country> {
        let before = words.start.checked_sub(1).filter(|&word| word >= self.page.analysis.sentence_of(words.start).start)?;
        if self.xpos(before) != Xpos::Pos {
            return self.page.countries.demonym(self.page.form(before));
        }
        (before.saturating_sub(4)..before).rev().find_map(|first| {
            let part = self.page.span(&(first..before)).of(self.page.text());
            self.page.countries.named(part).or_else(|| self.nouns.bodies.part(part))
        })
    }
}
