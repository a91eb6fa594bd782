//! Somebody of whom a page speaks before it names them: by a pronoun, `In [his] letter, Judge Obi wrote`; by what befell them, `A man was arrested …
//! [Owen Pugh], 42, was charged`; by a verb of naming, `Police identified her as [Mia Lund]`.

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::{Linker, NOMINAL_REACH, PRONOUN_REACH};
use crate::who::mention::{Candidate, Determiner};
use crate::who::{EntityKind, Form};

impl Linker<'_, '_> {
    /// The one person without a name whom the page described and who has the lot of whom a full name now names for the first time.
    pub(super) fn of_one_lot(&self, index: usize) -> Option<usize> {
        let mention = &self.given.mentions[index];
        // `A second nurse, Petra Falk,`: who is described with the name is somebody new.
        let is_new = mention.determiner == Determiner::Indefinite;
        let is_first = mention.kind == Some(EntityKind::Person) && mention.core.len() > 1 && mention.quote.is_none() && !is_new;
        let lot = Some(self.lot(mention)).filter(|&lot| is_first && lot != 0)?;
        let last = |at: usize| self.links.clusters[at].mentions.last().map(|&it| self.given.mentions[it].sentence);
        let near = |&at: &usize| last(at).is_some_and(|last| last + PRONOUN_REACH >= mention.sentence);
        let shares = |&at: &usize| {
            let cluster = &self.links.clusters[at];
            let is_human = matches!(cluster.kind, Some(EntityKind::Person | EntityKind::Group));
            is_human && cluster.mentions.iter().any(|&it| self.lot(&self.given.mentions[it]) & lot != 0)
        };
        // Another, or several, of that lot: which of them is named cannot be told.
        let mut sharing = self.recent.iter().rev().take(NOMINAL_REACH).copied().take_while(near).filter(shares);
        let at = sharing.next().filter(|_| sharing.next().is_none())?;
        let cluster = &self.links.clusters[at];
        let first = &self.given.mentions[*cluster.mentions.first()?];
        let is_described = first.form == Form::Nominal
            && matches!(first.determiner, Determiner::Indefinite | Determiner::Definite | Determiner::Bare)
            && first.sentence < mention.sentence
            && !first.noun.is_some_and(|noun| noun.is_kin);
        let is_other = |&it: &usize| matches!(self.lot(&self.given.mentions[it]), other if other != 0 && other & lot == 0);
        let is_open = cluster.name.is_none() && cluster.kind == Some(EntityKind::Person) && !cluster.is_plural;
        let fits = cluster.gender.is_none_or(|it| mention.gender.is_none_or(|own| own == it));
        let is_here = last(at) == Some(mention.sentence);
        (is_open && is_described && fits && !is_here && !cluster.mentions.iter().any(is_other)).then_some(at)
    }

    /// What befalls somebody by the words around a mention, as a set of lots: in the clause, by a participle (`a man [accused] of arson`), by the noun
    /// for it (`the [arrest] of a man`).
    fn lot(&self, mention: &Candidate) -> u8 {
        let (page, people) = (self.given.page, &self.given.nouns.people);
        let told = |word: usize| match page.analysis.labels[word] {
            Deprel::Acl if page.analysis.tags[word].xpos == Xpos::Vbn => people.lots(page.analysis.lemma(word), false),
            _ => 0,
        };
        let told: u8 = page.clauses.dependents(mention.top).map(told).fold(0, |all, lot| all | lot);
        let is_of = mention.label == Deprel::Nmod && page.clauses.preposition(mention.top) == "of" || mention.label == Deprel::NmodPoss;
        let noun = page.analysis.head(mention.top).filter(|&noun| is_of && page.analysis.tags[noun].upos == Upos::Noun);
        let noun = noun.map_or(0, |noun| people.lots_of_noun(page.analysis.lemma(noun)));
        told | noun | self.lot_of_clause(mention)
    }

    fn lot_of_clause(&self, mention: &Candidate) -> u8 {
        let (page, people) = (self.given.page, &self.given.nouns.people);
        let first = page.clauses.first_conjunct(mention.top);
        let label = if first == mention.top { mention.label } else { page.analysis.labels[first] };
        let Some(verb) = page.analysis.head(first).filter(|&verb| page.analysis.tags[verb].upos == Upos::Verb) else { return 0 };
        if page.clauses.is_negated(verb) {
            return 0;
        }
        let lemma = page.analysis.lemma(verb);
        match label {
            Deprel::NsubjPass | Deprel::Obj => people.lots(lemma, false),
            Deprel::Nsubj => people.lots(lemma, true),
            _ => 0,
        }
    }

    /// Whom a pronoun means that a verb of naming gives the name: `Police identified [her] as Mia Lund`.
    pub(super) fn identified(&self, index: usize) -> Option<usize> {
        let (mention, page) = (&self.given.mentions[index], self.given.page);
        let analysis = page.analysis;
        let verb = analysis.head(mention.top).filter(|&verb| analysis.tags[verb].upos == Upos::Verb)?;
        let is_named = mention.kind == Some(EntityKind::Person)
            && page.clauses.preposition(mention.top) == "as"
            && self.given.nouns.people.is_identifying(analysis.lemma(verb))
            && !page.clauses.is_negated(verb);
        let whom = page.clauses.dependents(verb).find(|&it| matches!(analysis.labels[it], Deprel::Obj | Deprel::NsubjPass))?;
        let whom = *self.tops.get(&whom).filter(|_| is_named)?;
        let at = self.links.of[whom].filter(|_| self.given.mentions[whom].is_pronoun())?;
        let cluster = &self.links.clusters[at];
        let is_open = cluster.name.is_none() && cluster.kind == Some(EntityKind::Person) && !cluster.is_plural;
        (is_open && cluster.gender.is_none_or(|it| mention.gender.is_none_or(|own| own == it))).then_some(at)
    }

    /// `he` and `she` before anybody whom they can mean take the first person named after them: `In his letter, Judge Obi wrote`.
    pub(super) fn cataphora(&mut self) {
        for at in 0..self.links.clusters.len() {
            let cluster = &self.links.clusters[at];
            let Some(&first) = cluster.mentions.first() else { continue };
            let mention = &self.given.mentions[first];
            let is_open =
                mention.is_pronoun() && mention.gender.is_some() && cluster.mentions.iter().all(|&it| self.given.mentions[it].is_pronoun());
            if !is_open {
                continue;
            }
            let speaker = self.speaker(first);
            let later = self.given.mentions[first + 1..]
                .iter()
                .enumerate()
                .map(|(offset, it)| (first + 1 + offset, it))
                .take_while(|(_, it)| it.sentence <= mention.sentence + 2)
                .find(|(index, it)| {
                    it.form == Form::Name
                        && it.kind == Some(EntityKind::Person)
                        && self.links.of[*index].is_some_and(|of| {
                            let theirs = &self.links.clusters[of];
                            Some(of) != speaker
                                && theirs.mentions.first() == Some(index)
                                && theirs.gender.is_none_or(|gender| Some(gender) == mention.gender)
                        })
                });
            let Some(to) = later.and_then(|(index, _)| self.links.of[index]) else { continue };
            let moved = std::mem::take(&mut self.links.clusters[at].mentions);
            for &index in &moved {
                self.links.of[index] = Some(to);
            }
            let mentions = &mut self.links.clusters[to].mentions;
            mentions.extend(moved);
            mentions.sort_unstable();
        }
    }
}
