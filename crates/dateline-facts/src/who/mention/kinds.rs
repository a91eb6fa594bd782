//! What a name in the text names: a person, a body, a place, or nobody, by the tagger, the lexicon and the words around it.

use std::borrow::Cow;
use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};
use dateline_lang::{Name, NameKind};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Finder, is_apposed};
use crate::country::Country;
use crate::place::{Sense, Toponym};
use crate::who::bodies;
use crate::who::nouns::{Noun, NounKind, Police, is_phrase};
use crate::who::{EntityKind, Form};
use dateline_text::ByteSpan;

/// Different words of sport from which a page is one of sport.
const SPORT: usize = 5;
/// Words of a page of which at least one is of sport.
const SPORTING: usize = 60;

/// Whether a word is the code of a contract on a market: `CLc1`.
fn is_contract(word: &str) -> bool {
    let stem = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let letters = stem.strip_suffix('c').filter(|letters| letters.len() >= 2 && stem.len() < word.len());
    letters.is_some_and(|letters| letters.chars().all(|c| c.is_ascii_uppercase()))
}

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
        let first_names = self.first_names();
        let people: FxHashSet<usize> =
            self.page.analysis.names.iter().filter(|name| name.kind == NameKind::Person).map(|name| name.words.start).collect();
        let parts = places.iter().filter(|it| it.sense == Sense::Part);
        self.parts = parts.filter_map(|it| Some((it.words.clone(), it.place.as_ref()?.country?))).collect();
        self.shorts = self.shorts();
        self.in_full = self.in_full();
        for (index, toponym) in places.iter().enumerate().filter(|(_, it)| it.sense != Sense::Part) {
            self.toponym(index, toponym, &first_names, &people);
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
    fn toponym(&mut self, index: usize, toponym: &Toponym, first_names: &FxHashSet<String>, people: &FxHashSet<usize>) {
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
        let is_first = || first_names.contains(form) && toponym.sense == Sense::Place && !is_within();
        if is_one && self.is_part_of_office(toponym.words.start) {
            return;
        }
        // `pointing at [Mert Koç]`: no place is known, and somebody is called so.
        let is_somebody = toponym.words.len() == 2 && toponym.place.is_none() && self.is_full_name(&toponym.words);
        if is_one && (is_surname || is_first()) || is_somebody {
            return self.name(toponym.words.clone(), Some(toponym.span), Some(EntityKind::Person), None, None);
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
        let is_source = || toponym.place.is_none() && self.is_source(&toponym.words);
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
    fn is_part_of_office(&self, word: usize) -> bool {
        let next = word + 1;
        let is_office = || self.nouns.of(self.page, next).is_some_and(|(noun, ..)| noun.kind == NounKind::Person);
        self.nouns.is_still(self.page.form(word)) && next < self.page.analysis.len() && is_office()
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
        match is_day(words.start) && words.len() > 2 && is_dash(words.start + 1) {
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
        let is_cut = |word: usize| match (name.kind, self.page.form(word)) {
            (NameKind::Person, ",") => {
                let next = self.page.form(word + 1);
                !matches!(next.trim_end_matches('.').to_lowercase().as_str(), "jr" | "sr" | "snr" | "ii" | "iii" | "iv")
            }
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
                self.nouns.bodies.sector(other).is_some() && alone(one) || alone(one) && alone(other)
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

    /// Whether the words of a line are written as a heading is, all in capital letters at their beginnings, and no mark ends it.
    fn is_title_case(&self, word: usize) -> bool {
        let sentence = self.page.analysis.sentence_of(word);
        let is_content = |word: &usize| self.page.form(*word).len() > 3 && self.page.form(*word).starts_with(char::is_alphabetic);
        let ends = self.page.form(sentence.end - 1);
        sentence.len() > 2
            && !matches!(ends, "." | "!" | "?" | "”" | "\"")
            && sentence.clone().filter(is_content).all(|word| self.page.form(word).starts_with(char::is_uppercase))
    }

    /// Whether what the tagger takes for a body is a common noun that a sentence or a heading begins with, or the title of a section.
    fn is_common(&self, name: &Name, written: &str) -> bool {
        let words = &name.words;
        if name.kind != NameKind::Org || self.nouns.bodies.sector(written).is_some() {
            return false;
        }
        let last = self.page.form(words.end - 1);
        // `Chinese EVs`
        if words.len() == 2 && self.page.countries.demonym(self.page.form(words.start)).is_some() && self.nouns.bodies.is_never(last) {
            return true;
        }
        let sentence = self.page.analysis.sentence_of(words.start);
        let opens = sentence.start == words.start || words.start == sentence.start + 1;
        let titled = self.is_title_case(words.start);
        if !opens && !titled {
            return false;
        }
        let elsewhere = || {
            self.page.analysis.names.iter().any(|it| {
                let (start, line) = (it.words.start, self.page.analysis.sentence_of(it.words.start));
                it.span.of(self.page.text()) == written && line.start + 1 < start && !self.is_title_case(start)
            })
        };
        let is_abstract = |word: usize| {
            let lower = self.page.form(word).to_lowercase();
            self.common.contains(&*lower)
                || self
                    .nouns
                    .lemma(&lower)
                    .or_else(|| self.nouns.lemma(self.page.analysis.lemma(word)))
                    .is_some_and(|noun| noun.kind == NounKind::Abstract)
        };
        let loud = written.chars().all(|c| !c.is_lowercase());
        let head = self.of_in(words).map_or(words.end - 1, |of| of - 1);
        (words.len() == 1 || titled) && !loud && is_abstract(head) && !elsewhere()
    }

    /// What a plural after `the` names that the tagger takes for a person or a body: a family (`the [Holms]`, where a Holm is on the page), else a
    /// team (`the [Wolverines]`).
    fn several_of_name(&self, name: &Name, kind: EntityKind) -> Option<EntityKind> {
        let first = name.words.start;
        let is_one = name.words.len() == 1 && first > self.page.analysis.sentence_of(first).start;
        let stem = self.page.form(first).strip_suffix('s').filter(|_| is_one && self.page.form(first - 1).eq_ignore_ascii_case("the"))?;
        match kind {
            EntityKind::Person | EntityKind::Organization if self.surnames.contains(stem) => Some(EntityKind::Group),
            EntityKind::Person if self.xpos(first) == Xpos::Nnps => Some(EntityKind::Organization),
            _ => None,
        }
    }

    /// Names in sentences that are not all in capitals, in small letters.
    fn said_in_small(&self) -> FxHashSet<String> {
        let names = self.page.analysis.names.iter().filter(|name| !self.is_loud(name.words.start));
        names.map(|name| name.span.of(self.page.text()).to_lowercase()).collect()
    }

    /// Whether the sentence of a word is all in capitals.
    fn is_loud(&self, word: usize) -> bool {
        let words = self.page.span(&self.page.analysis.sentence_of(word)).of(self.page.text());
        words.contains(' ') && words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase)
    }

    /// Whether what looks like a name is a word of a line in capitals, on a page that has others and does not name it there: `[WHO] IS NEXT?`
    fn is_heading(&self, words: &Range<usize>, span: ByteSpan) -> bool {
        self.is_loud(words.start)
            && !self.normal.is_empty()
            && !self.normal.contains(&span.of(self.page.text()).to_lowercase())
            && !self.is_dateline(words)
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

    /// The names of places that the page has as those of teams, by how most of them stand: `[Velmar] beat [Sarn State]`, not `in Velmar`.
    fn teams(&self, places: &[Toponym]) -> Option<FxHashSet<String>> {
        let analysis = self.page.analysis;
        // Few lemmas have capitals, and this asks for those of the whole page.
        let lower = |word: usize| match analysis.lemma(word) {
            lemma if lemma.contains(char::is_uppercase) => Cow::Owned(lemma.to_lowercase()),
            lemma => Cow::Borrowed(lemma),
        };
        let lemmas: Vec<Cow<'_, str>> = (0..analysis.len()).map(lower).filter(|lemma| self.nouns.bodies.is_of_sport(lemma)).collect();
        let distinct: FxHashSet<&str> = lemmas.iter().map(|lemma| &**lemma).collect();
        if distinct.len() < SPORT || lemmas.len() * SPORTING < analysis.len() {
            return None;
        }
        let named = analysis.names.iter().filter(|name| matches!(name.kind, NameKind::Gpe | NameKind::Loc));
        let all = named.map(|name| (name.words.clone(), name.span));
        let all = all.chain(places.iter().filter(|it| it.sense == Sense::Place).map(|it| (it.words.clone(), it.span)));
        let mut votes: FxHashMap<&str, i32> = FxHashMap::default();
        for (words, span) in all {
            let vote = if self.plays(&words) { 1 } else { -i32::from(self.is_where(&words)) };
            *votes.entry(span.of(self.page.text())).or_default() += vote;
        }
        let mut teams: Vec<(&str, i32)> = votes.into_iter().collect();
        teams.retain(|(_, votes)| *votes > 0);
        Some(teams.into_iter().map(|(name, _)| name.to_owned()).collect())
    }

    /// Whether a preposition of place stands before a name.
    fn is_where(&self, words: &Range<usize>) -> bool {
        let before = words.start.checked_sub(1).map(|word| self.page.form(word));
        before.is_some_and(|word| self.nouns.is_within(word) || matches!(word, "from" | "to" | "of")) || self.is_dateline(words)
    }

    /// Whether what a place names wins, loses or plays, or has a coach.
    fn plays(&self, words: &Range<usize>) -> bool {
        let analysis = self.page.analysis;
        let head = self.page.clauses.first_conjunct(self.head_of(words));
        let Some(above) = analysis.head(head).filter(|_| !self.is_where(words)) else { return false };
        let lemma = analysis.lemma(above);
        match self.label(head) {
            Deprel::Nsubj => self.upos(above) == Upos::Verb && self.nouns.bodies.is_of_play(lemma),
            // `win Wimbledon`: what is won is no team.
            Deprel::Obj => self.upos(above) == Upos::Verb && self.nouns.bodies.is_beaten(lemma),
            Deprel::NmodPoss | Deprel::Compound | Deprel::NmodDesc => self.nouns.bodies.is_of_team(lemma),
            _ => false,
        }
    }

    /// Whether a name of a place is one of a team of the page here.
    fn is_team(&self, words: &Range<usize>, span: ByteSpan) -> bool {
        self.teams.as_ref().is_some_and(|teams| teams.contains(span.of(self.page.text()))) && !self.is_where(words)
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
        if name.kind == NameKind::Norp && !(name.words.len() == 1 && self.surnames.contains(written)) {
            return self.people(name.words.clone(), name.span);
        }
        let Some(kind) = self.kind_of(name, written) else {
            self.used[name.words.clone()].fill(true);
            return;
        };
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
            EntityKind::Organization if name.kind == NameKind::Org => self.country_in(&name.words, written),
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

    /// Whether what the tagger takes for a name names nobody: a number, an address, a clause in capitals, what happens or holds.
    fn is_nobody(&self, name: &Name, written: &str) -> bool {
        let words = &name.words;
        let (first, is_one) = (words.start, words.len() == 1);
        let is_never = self.nouns.bodies.is_never(written) && !(is_one && self.surnames.contains(written));
        if is_never || is_one && (self.upos(first) == Upos::Num || self.shorts.contains(written)) {
            return true;
        }
        // `Drew Holm, [R-Velmar], said`
        if is_one && (self.nouns.bodies.is_seat(written) || self.is_part_of_office(first)) {
            return true;
        }
        // `@mara_v`, `www.sarn.example`.
        if ["@", "://", "www.", ".com/"].iter().any(|mark| written.contains(mark)) || self.is_work(name) {
            return true;
        }
        // `Trims, Gasket, & Weatherstrip) - 571`: what a list or a table is made of.
        // `Wal - Mart` is a hyphen that somebody set apart, `Home - About Us` a line of a page.
        let is_line = written.split_once(" - ").is_some_and(|(before, after)| before.contains(' ') || after.contains(' '));
        let is_torn = written.matches('(').count() != written.matches(')').count() || is_line || written.contains(';');
        if is_torn && name.kind != NameKind::Person {
            return true;
        }
        // `the Horizon Scandal`
        let is_happening = |word: usize| self.nouns.bodies.is_happening(self.page.form(word));
        if name.kind == NameKind::Org
            && !is_one
            && (is_happening(words.end - 1) || self.of_in(words).is_some_and(|of| is_happening(of - 1)))
        {
            return true;
        }
        // `the Clean Rivers [and Harbours Act]`
        let goes_on = |word: usize| self.page.form(word) == "and" || self.page.form(word).starts_with(char::is_uppercase);
        let beyond = words.end..self.page.analysis.sentence_of(first).end.min(words.end + 5);
        if name.kind == NameKind::Org
            && beyond.len() > 2
            && self.page.form(words.end) == "and"
            && beyond.take_while(|&word| goes_on(word)).any(is_happening)
        {
            return true;
        }
        // `Who`, `Bake`: no noun with which a sentence begins; a body may be written in capitals.
        let loud = written.len() > 1 && written.chars().all(|c| c.is_uppercase() || c == '.');
        if is_one && !loud && name.kind != NameKind::Person && !self.surnames.contains(written) {
            let is_small =
                matches!(self.upos(first), Upos::Pron | Upos::Det | Upos::Aux | Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Intj);
            let opens = self.page.analysis.sentence_of(first).start == first;
            if is_small || opens && (self.upos(first) == Upos::Adv || matches!(self.xpos(first), Xpos::Vb | Xpos::Vbp)) {
                return true;
            }
        }
        // `Council rejects Plan`: a clause, of which the verb is in small letters.
        let is_clause = |word: usize| self.xpos(word).is_finite() && self.page.form(word).starts_with(char::is_lowercase);
        words.clone().skip(1).any(is_clause) || is_contract(self.page.form(words.end - 1))
    }

    /// Whether a noun beside a name says that it is the title of a work: `the film [Velm Rising]`, `the [Velm Rising] trilogy`.
    fn is_work(&self, name: &Name) -> bool {
        let (words, analysis) = (&name.words, self.page.analysis);
        let sentence = analysis.sentence_of(words.start);
        let is_noun = |word: usize| self.upos(word) == Upos::Noun && self.xpos(word) == Xpos::Nn;
        // They are one phrase: `the film [Disney] made` is made by somebody.
        let head = self.head_of(words);
        let is_one = |noun: usize| {
            let beside = |word: usize, above: usize| analysis.head(word) == Some(above) && is_apposed(self.label(word));
            beside(head, noun) || beside(noun, head)
        };
        let before = words.start.checked_sub(1).filter(|&word| word >= sentence.start && is_noun(word));
        let is_before = |word: usize| self.nouns.bodies.is_before_work(analysis.lemma(word)) && is_one(word);
        let after = Some(words.end).filter(|&word| word < sentence.end && is_noun(word));
        let is_after = |word: usize| self.nouns.bodies.is_after_work(analysis.lemma(word)) && is_one(word);
        let is_body = || self.nouns.bodies.is_listed(name.span.of(self.page.text()));
        let may_be = name.kind != NameKind::Person || words.len() == 1 && !self.surnames.contains(self.page.form(words.start));
        may_be && (before.is_some_and(is_before) || after.is_some_and(is_after) && name.kind != NameKind::Person) && !is_body()
    }

    /// Whether what the tagger takes for a name is a common noun or a code before another name: `Police`, `Ex-Mayor`, `QB Drew Mallory`.
    fn is_noun(&self, name: &Name, written: &str) -> bool {
        // `Commissioner of Police`, `Senior Advocate of Nigeria`: an office.
        let is_holder = |of: usize| {
            let noun = self.nouns.of(self.page, of - 1).filter(|(noun, ..)| noun.kind == NounKind::Person);
            // `Head of Fundamental Research`
            let is_office = |(noun, ..): &(Noun, usize, usize)| {
                noun.sector.is_some() || of == name.words.start + 1 && self.nouns.is_of_any_body(&self.page.form(of - 1).to_lowercase())
            };
            noun.filter(is_office).is_some() && !self.page.form(of - 1).ends_with('s')
        };
        // `Inspector-General of Police` is an office, though police are a body.
        if name.kind == NameKind::Org && self.of_in(&name.words).is_some_and(is_holder) && !self.nouns.bodies.is_listed(written) {
            return true;
        }
        if name.words.len() != 1 {
            let is_place = matches!(name.kind, NameKind::Gpe | NameKind::Loc | NameKind::Fac);
            if !is_place && name.kind != NameKind::Org {
                return false;
            }
            // `Senate Minority Leader` is where nobody lives.
            let last = self.page.form(name.words.end - 1);
            let entry = self.nouns.of(self.page, name.words.end - 1).filter(|&(_, _, end)| end == name.words.end);
            let office = entry.map(|(noun, ..)| noun).filter(|noun| noun.kind == NounKind::Person);
            let held = office.and_then(|noun| noun.sector).is_some_and(|it| matches!(it.code(), "GOV" | "LEG" | "JUD" | "COP"));
            // `Greek Foreign Minister`
            let of_body = || written.rsplit_once(' ').is_some_and(|(body, _)| self.nouns.bodies.is_listed(body));
            let is_body =
                || name.kind == NameKind::Org && (held && self.nouns.bodies.sector(written).is_none() || office.is_some() && of_body());
            return (is_place && (held || office.is_some() && self.nouns.is_of_any_body(&last.to_lowercase())) || is_body())
                && !self.nouns.bodies.is_listed(written);
        }
        // `the Leader`
        let is_human = |noun: Noun| name.kind == NameKind::Org && noun.kind == NounKind::Person && written.contains(char::is_lowercase);
        let is_body = self.nouns.lemma(&written.to_lowercase()).is_some_and(|noun| noun.kind == NounKind::Organization || is_human(noun))
            && self.nouns.bodies.sector(written).is_none();
        // `Police said`, but `Sting left Police`.
        let opens = self.page.analysis.sentence_of(name.words.start).start == name.words.start;
        let is_body = is_body || opens && self.nouns.police(&written.to_lowercase()) == Some(Police::Own);
        let is_office = || {
            written.contains('-')
                && self.nouns.given(written).is_none()
                && self.nouns.of(self.page, name.words.start).is_some_and(|(noun, ..)| noun.kind == NounKind::Person)
        };
        // `MPs`
        let is_several = || {
            let one = written.strip_suffix('s').filter(|one| one.len() > 1 && one.chars().all(|c| c.is_ascii_uppercase()));
            let noun = one.and_then(|one| self.nouns.lemma(&one.to_lowercase()));
            noun.is_some_and(|noun| noun.kind == NounKind::Person)
        };
        is_body || self.nouns.bodies.is_code(written) || is_office() || is_several()
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
        if name.kind == NameKind::Person && self.nouns.given(ends()[0]).is_none() {
            if self.is_firm(words, written) {
                return Some(EntityKind::Organization);
            }
            if let Some(kind) = self.kind_in_full(words, written) {
                return Some(kind);
            }
        }
        // `Toyota Lumera`, `Amazon Bira`: what a firm makes is nobody; `Disney Channel` is a body.
        if name.kind == NameKind::Person && several && self.nouns.bodies.is_firm(ends()[0]) && self.nouns.given(ends()[0]).is_none() {
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
        // One word that the page has as the surname of a person is that person.
        if !several
            && name.kind != NameKind::Person
            && name.kind != NameKind::Fac
            && name.kind != NameKind::Event
            && self.surnames.contains(written)
        {
            return Some(EntityKind::Person);
        }
        match name.kind {
            // `at odds with the White House`
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
            NameKind::Norp | NameKind::Event | NameKind::Misc => self.nouns.bodies.is_listed(written).then_some(EntityKind::Organization),
        }
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

    /// The short forms in brackets of common nouns, which name nobody: `key pair rotation ([KPR])`, but not `the rescue agency ([VRA])`.
    fn shorts(&self) -> FxHashSet<String> {
        let is_small = |word: usize| self.upos(word) == Upos::Noun && self.page.form(word).starts_with(char::is_lowercase);
        let bracketed = |name: &&Name| {
            let (start, end) = (name.words.start, name.words.end);
            let sentence = self.page.analysis.sentence_of(start);
            name.words.len() == 1
                && start > sentence.start + 1
                && end < sentence.end
                && self.page.form(start - 1) == "("
                && self.page.form(end) == ")"
                && is_small(start - 2)
        };
        let names = self.page.analysis.names.iter().filter(bracketed);
        let is_short = |name: &&Name| {
            let written = name.span.of(self.page.text());
            let letters: Vec<char> = written.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
            let last = name.words.start - 2;
            let first = (last + 1).saturating_sub(letters.len() + 2).max(self.page.analysis.sentence_of(last).start);
            // All its letters stand in the words before it, in order, from the beginning of one.
            let stands = |from: usize| {
                let mut rest = letters.iter().peekable();
                let words = self.page.span(&(from..last + 1)).of(self.page.text()).to_lowercase();
                words.chars().for_each(|c| {
                    rest.next_if(|&&it| it == c);
                });
                words.chars().next() == letters.first().copied() && rest.peek().is_none()
            };
            let noun = self.nouns.lemma(self.page.analysis.lemma(last)).map(|noun| noun.kind);
            let is_body = matches!(noun, Some(NounKind::Organization | NounKind::Group | NounKind::Person | NounKind::Place));
            let is_loud = written.chars().all(|c| !c.is_lowercase());
            (2..=6).contains(&letters.len()) && is_loud && !is_body && !self.nouns.bodies.is_listed(written) && (first..=last).any(stands)
        };
        let mut found: FxHashSet<String> = names.filter(is_short).map(|name| name.span.of(self.page.text()).to_owned()).collect();
        // `the Clean Rivers Act … the CRA`, `the River Music Awards … the RMAs`
        for name in self.page.analysis.names.iter().filter(|name| name.words.len() > 2) {
            let last = self.page.form(name.words.end - 1);
            let first = |word: usize| self.page.form(word).chars().next().filter(|c| c.is_uppercase());
            let short: String = name.words.clone().filter_map(first).collect();
            if self.nouns.bodies.is_happening(last) && short.len() > 2 {
                found.extend(last.ends_with('s').then(|| format!("{short}s")));
                found.insert(short);
            }
        }
        found
    }

    /// Whether a name that the tagger takes for something else is a person's by the words around it: `Generals [Oduya] and [Mwale]`,
    /// `[Lady Ashcombe]`, `Said [Karimi]`, `[Thandi Mokoena of Clean Rivers]`.
    pub(super) fn is_really_person(&self, name: &Name) -> bool {
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
        if name.kind == NameKind::Org && self.is_plainly_full_name(words) {
            return true;
        }
        if words.len() > 1 && words.len() <= 3 && self.nouns.address(first).flatten().is_some() && name.kind == NameKind::Org {
            return true;
        }
        let loud = written.chars().all(|c| !c.is_lowercase());
        if words.len() <= 2 && !loud && name.kind != NameKind::Misc && self.is_human_before(words.start) {
            return true;
        }
        words.len() <= 2 && (self.is_title_before(words.start) || words.len() == 1 && self.is_given_before(words.start))
    }

    /// Whether a name is a given name and a word that is no noun.
    pub(super) fn is_full_name(&self, words: &Range<usize>) -> bool {
        self.nouns.given(self.page.form(words.start)).is_some() && self.nouns.lemma(&self.page.form(words.end - 1).to_lowercase()).is_none()
    }

    /// Whether the first or the last word of a name stands elsewhere as a person's, and neither is a noun.
    fn is_called(&self, words: &Range<usize>) -> bool {
        let is_noun = |word: &str| self.nouns.lemma(&word.to_lowercase()).is_some();
        let (first, last) = (self.page.form(words.start), self.page.form(words.end - 1));
        let alone = |name: &&Name| name.kind == NameKind::Person && name.words.len() == 1;
        let times =
            |word: &str| self.page.analysis.names.iter().filter(alone).filter(|name| self.page.form(name.words.start) == word).count();
        !is_noun(last) && (times(first) > 1 || !is_noun(first) && times(last) > 1)
    }

    /// Whether a name of two words that no body has stands in a list of people: `Ann Lee, [Dallas Moe] and Joost Maas`.
    fn is_among_people(&self, words: &Range<usize>) -> bool {
        let ends_as_body = || {
            let last = self.page.form(words.end - 1).to_lowercase();
            self.nouns.lemma(&last).is_some()
                || self.nouns.is_body_suffix(&last)
                || self.nouns.bodies.is_club(self.page.form(words.end - 1))
        };
        if words.len() != 2 || !words.clone().all(|word| self.page.form(word).chars().any(char::is_lowercase)) || ends_as_body() {
            return false;
        }
        let first = self.page.clauses.first_conjunct(self.head_of(words));
        let names = &self.page.analysis.names;
        let of = |word: usize| names.get(names.partition_point(|it| it.words.end <= word)).filter(|it| it.words.contains(&word));
        let listed: Vec<&Name> = self.page.clauses.conjuncts(first).into_iter().filter_map(of).collect();
        let people = listed.iter().filter(|it| it.kind == NameKind::Person && it.words.len() > 1).count();
        people >= 2 && 2 * people > listed.len()
    }

    /// Where the name of a person begins in what the tagger takes for a body, after the office: `Senate Minority Leader [Mitch McConnell]`.
    fn full_name_after_office(&self, name: &Name) -> Option<usize> {
        let words = name.words.clone();
        let is_office =
            |word: usize| self.nouns.of(self.page, word).is_some_and(|(noun, ..)| noun.kind == NounKind::Person && noun.sector.is_some());
        // `Sen. Sherrod Holm`: nothing but a name follows the abbreviation of an office.
        let is_short = |word: usize| word == words.start && self.page.form(word).ends_with('.') && self.page.form(word).len() > 2;
        let starts = |start: &usize| {
            let rest = *start..words.end;
            is_office(start - 1) && (2..=3).contains(&rest.len()) && (is_short(start - 1) || self.is_plainly_full_name(&rest))
        };
        // `Velmar CEO Ada Holm`
        let is_of_firm = || name.kind == NameKind::Person && self.nouns.bodies.is_firm(self.page.form(words.start));
        (words.start + 1..words.end.saturating_sub(1)).find(starts).filter(|_| name.kind == NameKind::Org || is_of_firm())
    }

    /// Where the name of a person begins in what is taken for a place, after an office: `Vice President [Lind]`, `Judges [Ferrow]`.
    fn titled(&self, words: &Range<usize>) -> Option<usize> {
        let is_office = |word: &usize| {
            // `Vice President`
            let opens = |start: usize| start >= words.start && (words.start..start).all(|it| self.nouns.is_still(self.page.form(it)));
            let found = self.nouns.of(self.page, *word).filter(|&(noun, start, _)| noun.kind == NounKind::Person && opens(start));
            found.is_some_and(|(noun, _, end)| {
                end == word + 1
                    && noun.sector.is_some_and(|sector| matches!(sector.code(), "GOV" | "LEG" | "JUD" | "MIL" | "COP"))
                    && !self.nouns.is_of_places(&self.page.form(*word).to_lowercase())
            })
        };
        let office = (words.start..words.end.saturating_sub(1)).rev().find(is_office)?;
        let rest = office + 1..words.end;
        let is_name = |word: usize| {
            self.page.form(word).starts_with(char::is_uppercase) && self.nouns.lemma(&self.page.form(word).to_lowercase()).is_none()
        };
        (rest.len() <= 2 && rest.clone().all(is_name)).then_some(rest.start)
    }

    /// Whether a noun for a human being stands right before a name: `Brazil star [Neymar]`.
    fn is_human_before(&self, start: usize) -> bool {
        let Some(before) = start.checked_sub(1).filter(|&word| word >= self.page.analysis.sentence_of(start).start) else { return false };
        let lemma = self.page.analysis.lemma(before);
        self.xpos(before) == Xpos::Nn
            && self.page.form(before).starts_with(char::is_lowercase)
            && self.nouns.lemma(lemma).is_some_and(|noun| noun.kind == NounKind::Person)
            && !self.nouns.may_be_body(lemma)
    }

    /// Whether a name is a given name that is hardly anything else and a word that is none of English: `[Caitlin Brandvold] incident`.
    fn is_plainly_full_name(&self, words: &Range<usize>) -> bool {
        let (first, last) = (self.page.form(words.start), self.page.form(words.end - 1));
        let mut rest = last.chars().skip(1);
        let is_word = last.starts_with(char::is_uppercase)
            && rest.by_ref().any(char::is_lowercase)
            && last.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''));
        let joined = || {
            words.clone().skip(1).take(words.len() - 2).all(|word| {
                self.page.form(word).starts_with(char::is_uppercase)
                    || matches!(self.page.form(word), "." | "de" | "del" | "van" | "von" | "al" | "bin")
            })
        };
        (2..=4).contains(&words.len())
            && is_word
            && joined()
            && (self.xpos(words.end - 1) == Xpos::Nnp || words.len() == 2 && self.xpos(words.end - 1) == Xpos::Nnps)
            && self.nouns.lemma(last.trim_end_matches('s').to_lowercase().as_str()).is_none()
            && self.nouns.given(first).is_some()
            && !self.nouns.is_ambiguous_given(first)
            && self.nouns.lemma(&last.to_lowercase()).is_none()
            && !self.nouns.is_body_suffix(last)
            && !self.nouns.bodies.is_club(last)
            && !self.nouns.bodies.is_site(last)
            && !self.nouns.bodies.is_happening(last)
            && self.page.countries.named(last).is_none()
    }

    /// The `of` inside a name.
    pub(super) fn of_in(&self, words: &Range<usize>) -> Option<usize> {
        words.clone().skip(1).find(|&word| self.page.form(word) == "of")
    }

    /// Whether the words before a name are the title of a person, in capitals or in the plural: `Generals Oduya and [Mwale]`.
    pub(super) fn is_title_before(&self, start: usize) -> bool {
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
    pub(super) fn is_given_before(&self, start: usize) -> bool {
        let sentence = self.page.analysis.sentence_of(start);
        start == sentence.start + 1 && self.nouns.given(self.page.form(sentence.start)).is_some() && !self.used[sentence.start]
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

    /// The first words of names of people, which name them too: `Tucker` of Tucker Carlson.
    pub(super) fn first_names(&self) -> FxHashSet<String> {
        let names = self.page.analysis.names.iter().filter(|name| name.kind == NameKind::Person && name.words.len() > 1);
        let first = names.map(|name| self.page.form(name.words.start));
        first.filter(|first| self.nouns.address(first).is_none() && first.len() > 2).map(str::to_owned).collect()
    }

    /// The last words of names of several words that are people's.
    pub(super) fn surnames(&self) -> FxHashSet<String> {
        // `Obama` is a town in Japan, too.
        let is_known = |name: &Name| name.words.len() == 1 && self.nouns.leaders.is_name(self.page.form(name.words.start));
        // `Toyota Lumera` is nobody.
        let is_made = |name: &Name| self.nouns.bodies.is_firm(self.page.form(name.words.start));
        let is_full = |name: &Name| name.kind == NameKind::Person && name.words.len() > 1 && !is_made(name);
        let names = self.page.analysis.names.iter().filter(|name| is_full(name) || is_known(name));
        let after_office = self.page.analysis.names.iter().filter(|name| self.full_name_after_office(name).is_some());
        names.chain(after_office).map(|name| self.page.form(name.words.end - 1).to_owned()).collect()
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
            let is_word = || self.common.contains(&*lower) || self.nouns.lemma(&lower).is_some() || self.nouns.given(&lower).is_some();
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

    /// Whether a point of the compass before a demonym makes it that of a continent: `Latin [American]`.
    pub(super) fn is_of_continent(&self, word: usize) -> bool {
        let before = word.checked_sub(1).filter(|&before| before >= self.page.analysis.sentence_of(word).start);
        before.is_some_and(|before| self.nouns.is_compass(self.page.form(before)))
    }

    /// A nation, faith or party: `Ukrainian`, `Muslims`, `Republicans`.
    pub(super) fn people(&mut self, words: Range<usize>, span: ByteSpan) {
        let last = words.end - 1;
        if self.is_of_continent(words.start) {
            self.used[words].fill(true);
            return;
        }
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
            let home = self.nouns.bodies.home(span.of(self.page.text()));
            self.name(words, Some(span), Some(EntityKind::Group), country, None);
            if let Some(last) = self.out.last_mut() {
                last.form = Form::Nominal;
                last.is_plural = true;
                // `Republicans` are of a country without being its people.
                last.land = home.map(|home| (home, span));
            }
        } else if country.is_some() {
            self.demonym(words, span, country);
        } else if matches!(self.label(last), Deprel::Amod | Deprel::Compound) {
            // `a Republican senator`: no mention of the party.
        } else {
            let several = form.ends_with('s');
            let kind = if several { EntityKind::Group } else { EntityKind::Person };
            self.name(words, Some(span), Some(kind), None, None);
            if let Some(last) = self.out.last_mut() {
                last.form = Form::Nominal;
                last.is_plural = several;
            }
        }
    }
}
