//! Finds where frames match: the triggers of a sentence with their parties.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos};

mod doers;
mod misread;
mod nouns;
mod partner;
mod roles;
mod shape;
mod verbs;

pub use self::shape::Shape;
use super::frame::{Frame, Frames};
use super::kind::EventType;
use super::things::Things;
use crate::page::Page;
use crate::parties::{Parties, Party};
use crate::who::Form;

/// How a trigger is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Construction {
    /// `attacked the village`.
    Active,
    /// `was attacked by rebels`.
    Passive,
    /// `the attack on the village`.
    Nominal,
    /// `carried out an attack`.
    Light,
    /// `the attack`: nothing but the noun.
    Bare,
}

/// A match of a frame.
#[derive(Debug, Clone)]
pub struct Found {
    /// The frame, an index.
    pub frame: usize,
    /// The type, which the content may have changed.
    pub kind: EventType,
    /// The mode.
    pub mode: Option<&'static str>,
    /// The trigger.
    pub word: usize,
    /// The trigger with its particle.
    pub words: Range<usize>,
    /// How it is built.
    pub construction: Construction,
    /// The doers.
    pub actors: Vec<Party>,
    /// Those to whom it is done.
    pub recipients: Vec<Party>,
    /// The weapon or means.
    pub instrument: Option<Range<usize>>,
    /// The predicate of its clause: the verb itself, or that of which the noun is a part.
    pub clause: Option<usize>,
    /// The light verb.
    pub light: Option<usize>,
    /// The predicate of its content: `leave` in `urged them to leave`.
    pub content: Option<usize>,
    /// The object that the frame asks for: `talks` of `held talks`.
    pub noun: Option<usize>,
    /// The noun of doing that did it: `blast` in `the blast killed`.
    pub cause: Option<usize>,
    /// How sure it is.
    pub score: u8,
    /// Whether its doers and those to whom it is done are told at all, though perhaps by names of nobody who is known.
    pub is_told: (bool, bool),
    /// Whether soldiers or police do it who are told by what they go in or stand in: `the column withdrew`.
    pub is_crewed: bool,
    /// Whether the words of its subject say that somebody did it: `they`, `who`, `drivers`.
    pub is_willed: bool,
    /// Whether the words around a noun of force say in earnest that somebody did it: `perpetrated by rebels`, `claimed responsibility for`.
    pub is_perpetrated: bool,
    /// Whether it is an accident, a game, a figure of speech: no event, but its words are spoken for.
    pub is_void: bool,
}

/// What matching reads.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'s, 'a> {
    /// The page.
    pub page: &'s Page<'a>,
    /// The frames.
    pub frames: &'s Frames,
    /// What words beside a trigger mean.
    pub things: &'s Things,
    /// Who stands where.
    pub parties: &'s Parties<'s, 'a>,
}
impl Scene<'_, '_> {
    /// The lemma of a word in small letters.
    pub fn lemma(&self, word: usize) -> String {
        self.page.analysis.lemma(word).to_lowercase()
    }

    /// A word with what a hyphen joins before it, where the three are words of their own: `cease-[fire]`.
    fn hyphened(&self, word: usize) -> Option<String> {
        let first = word.checked_sub(2)?;
        (self.page.form(word - 1) == "-").then(|| format!("{}-{}", self.page.form(first).to_lowercase(), self.lemma(word)))
    }

    fn label(&self, word: usize) -> Deprel {
        self.page.analysis.labels[word]
    }

    fn upos(&self, word: usize) -> Upos {
        self.page.analysis.tags[word].upos
    }

    /// The matches of a sentence, in order.
    pub fn sentence(&self, sentence: Range<usize>) -> Vec<Found> {
        let mut all: Vec<Found> = Vec::new();
        for word in sentence {
            let found = match self.upos(word) {
                Upos::Verb => self.must(word).or_else(|| self.verb(word)).or_else(|| self.gerund(word)),
                Upos::Noun | Upos::Propn => self.misread(word).or_else(|| self.noun(word)),
                Upos::Adj => self.free(word).or_else(|| self.verb(word)),
                _ => None,
            };
            all.extend(found);
        }
        all
    }

    /// The weapon beside a verb or noun of force: `with a knife`, `using grenades`, `a missile attack`.
    fn means(&self, found: &mut Found) {
        let clauses = self.page.clauses;
        // `used [dynamite] to break the dam`.
        let user = self.page.analysis.head(found.word).filter(|&it| {
            matches!(self.label(found.word), Deprel::Advcl | Deprel::Xcomp)
                && it < found.word
                && self.things.wields(self.page.analysis.lemma(it))
                && clauses.dependents(found.word).any(|of| self.page.analysis.tags[of].xpos == dateline_lang::labels::Xpos::To)
        });
        if let Some(weapon) = user.and_then(|it| clauses.objects(it).first().copied()).map(|it| self.parties.counted(it))
            && let Some(mode) = self.things.weapon(self.page, weapon)
        {
            found.instrument = Some(trimmed(self.page, clauses.phrase(weapon, dateline_lang::clause::Extent::Plain)));
            found.mode = found.mode.or(Some(mode));
            return;
        }
        // `beat two journalists with batons`, where the tree hangs the batons on the journalists.
        let hit = clauses.objects(found.word);
        let on_hit = |it: usize| hit.contains(&it);
        let heads = [Some(found.word), found.light];
        for head in heads.into_iter().flatten().chain(hit.iter().copied()) {
            for it in clauses.dependents(head) {
                let weapon = match self.label(it) {
                    Deprel::Obl | Deprel::Nmod | Deprel::OblAgent
                        if matches!(clauses.preposition(it).as_str(), "with" | "using")
                            || !on_hit(head) && matches!(clauses.preposition(it).as_str(), "by" | "from" | "in") =>
                    {
                        Some(it)
                    }
                    Deprel::Compound | Deprel::Amod if !on_hit(head) => Some(it),
                    Deprel::Advcl | Deprel::Acl if self.things.wields(self.page.analysis.lemma(it)) => clauses.objects(it).first().copied(),
                    Deprel::Obj if self.things.throws(self.page.analysis.lemma(head)) => Some(it),
                    _ => None,
                };
                // `with a burst of [gunfire]`.
                let weapon = weapon.map(|it| self.parties.counted(it));
                if let Some(weapon) = weapon
                    && let Some(mode) = self.things.weapon(self.page, weapon)
                {
                    let phrase = if matches!(self.label(weapon), Deprel::Compound | Deprel::Amod) {
                        weapon..weapon + 1
                    } else {
                        trimmed(self.page, clauses.phrase(weapon, dateline_lang::clause::Extent::Plain))
                    };
                    found.instrument = Some(phrase);
                    found.mode = found.mode.or(Some(mode));
                    return;
                }
            }
        }
    }

    /// Whether a match has what its frame needs.
    fn is_enough(&self, frame: &Frame, found: &Found) -> bool {
        let named = |party: &Party| {
            let entity = &self.parties.entities()[party.entity];
            party.form != Form::Nominal || !entity.roles.is_empty() || entity.sector.is_some() || entity.country.is_some()
        };
        if frame.needs_doer && found.actors.is_empty() {
            return false;
        }
        !(frame.needs_actor && found.actors.is_empty() && !found.is_told.0
            || frame.needs_recipient && found.recipients.is_empty() && !found.is_told.1 && !(frame.is_mutual && found.actors.len() > 1)
            || frame.is_vague
                && !(found.actors.iter().any(named) && found.recipients.iter().any(named))
                && !(frame.kind == EventType::Retreat && (self.is_armed(&found.actors) || found.is_crewed))
                && !(frame.mode == Some("visit") && found.is_told.1 && found.actors.iter().any(|it| self.is_envoy(it))))
    }
}

/// A noun phrase without its article.
fn trimmed(page: &Page<'_>, phrase: Range<usize>) -> Range<usize> {
    let article = page.analysis.labels[phrase.start] == Deprel::Det && phrase.len() > 1;
    let start = phrase.start + usize::from(article);
    // `a bomb [under a bridge]`: where it was, and no part of it.
    let is_place = |it: &usize| page.analysis.labels[*it] == Deprel::Case && !matches!(page.form(*it), "of" | "'s" | "’s");
    let end = (start + 1..phrase.end).find(is_place).unwrap_or(phrase.end);
    start..end
}
