//! What a sentence leaves unsaid and the page says: where the first deed was, who arrested, for whose deed praise and blame are.

use dateline_lang::labels::{Deprel, Upos};
use dateline_text::ByteSpan;

use super::kind::EventType;
use super::matching::{Construction, Scene};
use super::merge::Told;
use super::{Finder, merge, setting};
use crate::parties::Party;
use crate::who::EntityKind;

/// How many sentences back the police stand who arrest somebody of whom it is only said that he was arrested.
const ARRESTERS: usize = 10;
/// How many sentences back the deed stands that somebody claims, or whose dead are named.
const OWNED: usize = 3;
/// How many words before its copula `among` stands where it says whom the clause is about.
const AMONG: usize = 4;

impl Finder {
    /// Force that the first sentence tells of, and of which nothing says where it was, was where the report comes from.
    pub(super) fn at_the_dateline(&self, scene: &Scene<'_, '_>, told: &mut [Told], place_words: &mut [Option<ByteSpan>]) {
        let Some((place, words)) = setting::dateline(scene) else { return };
        for (it, place_words) in told.iter_mut().zip(place_words) {
            let is_force = matches!(it.found.kind, EventType::Assault | EventType::Protest)
                && matches!(it.found.construction, Construction::Active | Construction::Passive | Construction::Light);
            if it.sentence == 0 && it.place.is_none() && is_force && it.modality.is_real() && !it.found.is_void {
                it.place = Some(place);
                *place_words = Some(words);
            }
        }
    }

    /// Whom praise and blame of `the move`, `the attack` are for: those who did what was told just before.
    pub(super) fn deeds(&self, scene: &Scene<'_, '_>, told: &mut [Told]) {
        for at in 0..told.len() {
            let found = &told[at].found;
            if !matches!(found.kind, EventType::Accuse | EventType::Support) || !found.recipients.is_empty() || found.is_void {
                continue;
            }
            let Some(shape) = scene.shape(found.word) else { continue };
            let clauses = scene.page.clauses;
            let is_deed = |it: &usize| {
                let lemma = scene.lemma(*it);
                let bare = !clauses.dependents(*it).any(|of| {
                    matches!(
                        scene.page.analysis.labels[of],
                        Deprel::Nmod | Deprel::NmodPoss | Deprel::Acl | Deprel::AclRelcl | Deprel::Compound
                    )
                });
                self.things.is_deed(&lemma) && bare && merge::is_definite(scene, *it)
            };
            let Some(&deed) = shape.objects.iter().find(|it| is_deed(it)) else { continue };
            // `the deal` is what was agreed; `the move` may be anything.
            let named: Vec<EventType> = self.frames.noun(&scene.lemma(deed)).iter().map(|it| self.frames.all[it.frame].kind).collect();
            let is_meant = |it: &Told| named.is_empty() || named.contains(&it.found.kind);
            let near = told[at].sentence.saturating_sub(1)..=told[at].sentence;
            let before = (0..at).rev().filter(|&it| {
                near.contains(&told[it].sentence) && !told[it].found.is_void && told[it].modality.is_real() && is_meant(&told[it])
            });
            let own: Vec<usize> = found.actors.iter().map(|it| it.entity).collect();
            let doers = before.map(|it| told[it].found.actors.clone()).find(|all| !all.is_empty()).unwrap_or_default();
            if !doers.iter().any(|it| own.contains(&it.entity)) {
                told[at].found.recipients = doers;
            }
        }
    }

    /// Who says of a deed that was told before that it was theirs, and who those are whom it hurt: `A group claimed responsibility`, `The dead were
    /// identified as two officers and a waiter`.
    pub(super) fn owned(&self, scene: &Scene<'_, '_>, told: &mut [Told]) {
        for (number, sentence) in scene.page.analysis.sentences().iter().enumerate() {
            for word in sentence.clone() {
                let doers = self.claimants(scene, word);
                let hurt = if doers.is_empty() { self.victims(scene, word) } else { Vec::new() };
                if doers.is_empty() && hurt.is_empty() {
                    continue;
                }
                let is_open = |it: &&mut Told| {
                    // The dead of whom the sentence itself speaks are those of a deed before it.
                    (hurt.is_empty() || it.sentence < number || !scene.frames.all[it.found.frame].is_harm)
                        && it.found.kind == EventType::Assault
                        && !it.found.is_void
                        && it.modality.is_real()
                        && it.found.word < word
                        && it.sentence + OWNED >= number
                        && (doers.is_empty() || it.found.actors.is_empty())
                };
                let Some(deed) = told
                    .iter_mut()
                    .filter(is_open)
                    .max_by_key(|it| (it.sentence, it.found.construction != Construction::Bare, std::cmp::Reverse(it.found.word)))
                else {
                    continue;
                };
                let found = &mut deed.found;
                found.is_perpetrated |= !doers.is_empty();
                found.is_told.0 |= !doers.is_empty();
                found.actors.extend(doers);
                for party in hurt {
                    if !found.recipients.iter().any(|it| it.entity == party.entity) {
                        found.recipients.push(party);
                    }
                }
            }
        }
    }

    /// Who claims responsibility by a verb, where it does not say for what.
    fn claimants(&self, scene: &Scene<'_, '_>, verb: usize) -> Vec<Party> {
        let (analysis, clauses) = (scene.page.analysis, scene.page.clauses);
        if analysis.tags[verb].upos != Upos::Verb || !self.things.takes_blame(&scene.lemma(verb)) || clauses.is_passive(verb) {
            return Vec::new();
        }
        let Some(blame) = clauses.objects(verb).into_iter().find(|&it| self.things.is_blame(&scene.lemma(it))) else { return Vec::new() };
        let says_what = [verb, blame].into_iter().flat_map(|it| clauses.dependents(it)).any(|it| clauses.preposition(it) == "for");
        if says_what || !scene.is_asserted(verb) {
            return Vec::new();
        }
        scene.actors_of(&clauses.subjects(verb), EventType::Assault)
    }

    /// Who the dead and the wounded are, by the predicate of a clause of which they are the subject, or which says who is among them.
    fn victims(&self, scene: &Scene<'_, '_>, verb: usize) -> Vec<Party> {
        let clauses = scene.page.clauses;
        let is_victim = |it: &usize| self.things.is_victim(&scene.lemma(*it)) && merge::is_definite(scene, *it);
        let is_among = clauses.copula(verb).is_some_and(|copula| self.is_among_victims(scene, copula));
        // `The wounded include a midwife`, where the tree has a participle.
        let sentence = scene.page.analysis.sentence_of(verb);
        let is_said = |word: usize| {
            self.things.is_victim(&scene.page.form(word).to_lowercase()) && scene.page.form(word - 1).eq_ignore_ascii_case("the")
        };
        let is_before = || verb >= sentence.start + 2 && self.things.lists(&scene.lemma(verb)) && is_said(verb - 1);
        if !is_among && !clauses.subjects(verb).iter().any(is_victim) && !is_before() || !clauses.negations(verb).is_empty() {
            return Vec::new();
        }
        let named = if self.things.lists(&scene.lemma(verb)) {
            clauses.objects(verb).into_iter().flat_map(|it| clauses.conjuncts(it)).collect()
        } else if clauses.copula(verb).is_some() {
            clauses.conjuncts(verb)
        } else if self.things.identifies(&scene.lemma(verb)) {
            let named = clauses.dependents(verb).find(|&it| it > verb && clauses.preposition(it) == "as");
            named.map_or_else(Vec::new, |it| clauses.conjuncts(it))
        } else {
            return Vec::new();
        };
        let entities = scene.parties.entities();
        let parties = named.into_iter().filter_map(|it| scene.parties.of(it));
        parties.filter(|it| matches!(entities[it.entity].kind, EntityKind::Person | EntityKind::Group)).collect()
    }

    /// Whether the words before a copula say that who follows is among those whom a deed hurt: `Among the dead were`, `Among those killed was`.
    fn is_among_victims(&self, scene: &Scene<'_, '_>, copula: usize) -> bool {
        let before = copula.saturating_sub(AMONG)..copula;
        let Some(among) = before.clone().rev().find(|&it| self.things.is_among(&scene.page.form(it).to_lowercase())) else { return false };
        before.skip_while(|&it| it <= among).any(|it| self.things.is_victim(&scene.lemma(it)) || self.things.is_deadly(&scene.lemma(it)))
    }

    /// Who arrested those of whom it is said that they were arrested: the police of the same sentence or of those before.
    pub(super) fn arresting(&self, scene: &Scene<'_, '_>, told: &mut [Told]) {
        let sentences = scene.page.analysis.sentences();
        let entities = scene.parties.entities();
        // The police by that name: an agency that a page is also about arrests nobody unsaid.
        let is_police = |entity: usize| {
            let entity = &entities[entity];
            entity.sector.as_ref().map(crate::who::Sector::code) == Some("COP")
                && entity.kind == EntityKind::Organization
                && entity.mentions.iter().any(|it| self.things.is_target(scene.page, it.head))
        };
        let mut all = (0..entities.len()).filter(|&it| is_police(it));
        let only = all.next().filter(|_| all.next().is_none());
        let only = only.and_then(|it| scene.parties.at(entities[it].mentions.first()?.head)).filter(|party| is_police(party.entity));
        for it in told.iter_mut() {
            let found = &mut it.found;
            if found.kind != EventType::Coerce
                || found.mode != Some("arrest")
                || !found.actors.is_empty()
                || found.is_void
                || !it.modality.is_real()
            {
                continue;
            }
            let from = sentences[it.sentence.saturating_sub(ARRESTERS)].start;
            let near =
                (from..sentences[it.sentence].end).rev().filter_map(|word| scene.parties.at(word)).find(|party| is_police(party.entity));
            // Or the one police of the page, wherever they stand.
            let police = near.or(only.filter(|_| self.frames.all[found.frame].is_human && found.construction == Construction::Passive));
            if let Some(police) = police.filter(|party| !found.recipients.iter().any(|it| it.entity == party.entity)) {
                found.actors.push(police);
                found.score = found.score.saturating_sub(14);
            }
        }
    }
}
