//! Teams that are called as the places where they are at home: `Velmar beat Sarn State`.

use std::borrow::Cow;
use std::ops::Range;

use dateline_lang::NameKind;
use dateline_lang::labels::{Deprel, Upos};
use dateline_text::ByteSpan;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Finder;
use crate::place::{Sense, Toponym};

/// Different words of sport from which a page is one of sport.
const SPORT: usize = 5;
/// Words of a page of which at least one is of sport.
const SPORTING: usize = 60;

impl Finder<'_, '_> {
    /// The names of places that the page has as those of teams, by how most of them stand: `[Velmar] beat [Sarn State]`, not `in Velmar`.
    pub(super) fn teams(&self, places: &[Toponym]) -> Option<FxHashSet<String>> {
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
    pub(super) fn is_where(&self, words: &Range<usize>) -> bool {
        let before = words.start.checked_sub(1).map(|word| self.page.form(word));
        before.is_some_and(|word| self.nouns.is_within(word) || matches!(word, "from" | "to" | "of")) || self.is_dateline(words)
    }

    /// Whether what a place names wins, loses or plays, or has a coach.
    pub(super) fn plays(&self, words: &Range<usize>) -> bool {
        let analysis = self.page.analysis;
        let head = self.page.clauses.first_conjunct(self.head_of(words));
        let Some(above) = analysis.head(head).filter(|_| !self.is_where(words)) else { return false };
        let lemma = analysis.lemma(above);
        match self.label(head) {
            Deprel::Nsubj => self.upos(above) == Upos::Verb && self.nouns.bodies.is_of_play(lemma),
            // `win Wimbledon`: what is won is no team.
            Deprel::Obj => self.upos(above) == Upos::Verb && self.nouns.bodies.is_beaten(lemma),
            Deprel::NmodPoss | Deprel::Compound | Deprel::NmodDesc => self.nouns.bodies.is_of_team(lemma),
            // `wins over [Velmar]`, `play against [Sarn]`
            Deprel::Nmod | Deprel::Obl if matches!(&self.page.clauses.preposition(head)[..], "over" | "against") => {
                self.nouns.bodies.is_of_team(lemma) || self.nouns.bodies.is_of_sport(lemma) || self.nouns.bodies.is_of_play(lemma)
            }
            _ => false,
        }
    }

    /// Whether a name of a place is one of a team of the page here.
    pub(super) fn is_team(&self, words: &Range<usize>, span: ByteSpan) -> bool {
        self.teams.as_ref().is_some_and(|teams| teams.contains(span.of(self.page.text()))) && !self.is_where(words)
    }
}
