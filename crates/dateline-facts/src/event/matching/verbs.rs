//! Verbs that frames match, with who stands with them.

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::roles::Given;
use super::{Construction, Found, Scene, Shape, trimmed};
use crate::event::frame::{Frame, Pattern, Slot};
use crate::event::kind::EventType;
use crate::parties::Party;
use crate::who::{EntityKind, Form};

/// What stands with a verb as its frame asks.
#[derive(Debug)]
struct Partner {
    word: usize,
    object: Option<usize>,
    content: Option<usize>,
}

impl Scene<'_, '_> {
    pub(super) fn verb(&self, word: usize) -> Option<Found> {
        if matches!(
            self.label(word),
            Deprel::Compound | Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::Case | Deprel::Fixed | Deprel::Flat
        ) {
            return None;
        }
        // `life-[threatening] injuries`: a part of an adjective.
        if self.page.analysis.tags[word].xpos == Xpos::Vbg && self.is_joined(word) {
            return None;
        }
        let lemma = self.lemma(word);
        let mut patterns = self.frames.verb(&lemma);
        // `lathi-[charge]`, in three words.
        let whole = self.hyphened(word).map_or(&[][..], |whole| self.frames.verb(&whole));
        if !whole.is_empty() {
            patterns = whole;
        }
        if patterns.is_empty() && self.upos(word) == Upos::Verb {
            // Lemmas of rare verbs may keep a consonant that was doubled before an ending (`expell`), or lack a vowel (`fre`).
            let mut letters = lemma.chars().rev();
            if letters.next().is_some_and(|last| letters.next() == Some(last) && last.is_ascii_alphabetic()) {
                patterns = self.frames.verb(&lemma[..lemma.len() - 1]);
            } else {
                patterns = self.frames.verb(&format!("{lemma}e"));
            }
        }
        // `If [convicted]`, where the form has the lemma of an adjective.
        if patterns.is_empty() && self.upos(word) == Upos::Adj && self.is_opened(word) {
            patterns = lemma.strip_suffix("ed").map_or(&[], |stem| self.frames.verb(stem));
            if patterns.is_empty() {
                patterns = lemma.strip_suffix('d').map_or(&[], |stem| self.frames.verb(stem));
            }
        }
        if patterns.is_empty() {
            return None;
        }
        let shape = self.shape(word)?;
        // `was taken into custody and [charged] on Friday`, where the tagger has a past tense: as the verb before it.
        let joins = self.label(word) == Deprel::Conj
            && self.page.analysis.tags[word].xpos == Xpos::Vbd
            && self.page.analysis.head(word).is_some_and(|head| self.page.clauses.is_passive(head))
            && !self.page.clauses.dependents(word).any(|it| matches!(self.label(it), Deprel::Nsubj | Deprel::Obj));
        if joins && !shape.is_passive {
            let shape = Shape { is_passive: true, subjects: self.page.clauses.agents(word), objects: self.page.clauses.subjects(word) };
            let humans = patterns.iter().filter(|pattern| self.frames.all[pattern.frame].is_human);
            if let Some(found) = humans.into_iter().find_map(|pattern| self.verb_frame(word, pattern, &shape)) {
                return Some(found);
            }
        }
        patterns.iter().find_map(|pattern| self.verb_frame(word, pattern, &shape))
    }

    /// Whether a hyphen joins a word with the one before it.
    fn is_joined(&self, word: usize) -> bool {
        let spans = &self.page.analysis.segmentation.spans;
        word >= 2
            && self.page.form(word - 1) == "-"
            && spans[word - 1].end() == spans[word].start()
            && spans[word - 2].end() == spans[word - 1].start()
    }

    /// Whether a word counts people by a name or noun that is no mention: `[scores] of Norlandic refugees`.
    fn counts_people(&self, word: usize) -> bool {
        let of = self.parties.counted(word);
        of != word && (self.upos(of) == Upos::Propn || self.parties.is_human_noun(of))
    }

    /// A demand in the words of what is said: `The Red Cross said both armies [must] spare the wells`.
    pub(super) fn must(&self, word: usize) -> Option<Found> {
        let clauses = self.page.clauses;
        let frame = self.frames.must?;
        if self.label(word) != Deprel::Ccomp && self.label(word) != Deprel::Root {
            return None;
        }
        let modal = clauses.dependents(word).find(|&it| self.label(it) == Deprel::Aux && matches!(self.page.analysis.lemma(it), "must"))?;
        let governor = clauses.governor(word).filter(|it| it.relation == Deprel::Ccomp && clauses.is_reporting(it.predicate))?;
        let actors = self.actors_of(&clauses.subjects(governor.predicate), EventType::Request);
        let recipients: Vec<Party> = self
            .sufferers(&clauses.subjects(word), EventType::Request)
            .into_iter()
            .filter(|it| !actors.iter().any(|other| other.entity == it.entity))
            .collect();
        let acts = recipients.iter().any(|it| self.parties.acts(it.entity));
        (acts && !actors.is_empty()).then(|| Found {
            frame,
            kind: EventType::Request,
            mode: None,
            word: modal,
            words: modal..modal + 1,
            construction: Construction::Active,
            actors,
            recipients,
            instrument: None,
            clause: Some(governor.predicate),
            light: Some(governor.predicate),
            content: Some(word),
            noun: None,
            cause: None,
            score: self.frames.all[frame].score,
            is_void: false,
            is_told: (true, true),
            is_crewed: false,
            is_willed: true,
            is_perpetrated: false,
        })
    }

    /// The verb with its particle or with the preposition of an oblique.
    fn partner(&self, word: usize, partner: &str) -> Option<Partner> {
        let clauses = self.page.clauses;
        // `walk out of`: a particle and a preposition, which the tree may take for one.
        if let Some((particle, preposition)) = partner.split_once(' ') {
            let whole = clauses
                .dependents(word)
                .find(|&it| matches!(self.label(it), Deprel::Obl | Deprel::Nmod | Deprel::Obj) && clauses.preposition(it) == partner);
            if let Some(object) = whole {
                let case = clauses.dependents(object).find(|&it| self.label(it) == Deprel::Case)?;
                return Some(Partner { word: case, object: Some(object), content: None });
            }
            self.partner(word, particle)?;
            return self.partner(word, preposition);
        }
        let (partner, is_particle) = partner.strip_suffix('!').map_or((partner, false), |partner| (partner, true));
        let is = |it: usize| self.page.form(it).eq_ignore_ascii_case(partner) || self.page.analysis.lemma(it).eq_ignore_ascii_case(partner);
        for it in clauses.dependents(word) {
            match self.label(it) {
                Deprel::CompoundPrt | Deprel::Advmod if is(it) => return Some(Partner { word: it, object: None, content: None }),
                _ if is_particle => {}
                Deprel::Xcomp | Deprel::Obj | Deprel::Acl if is(it) => return Some(Partner { word: it, object: None, content: None }),
                Deprel::Obl | Deprel::Nmod | Deprel::OblAgent | Deprel::OblUnmarked | Deprel::Obj => {
                    let case = clauses.dependents(it).find(|&case| self.label(case) == Deprel::Case && is(case));
                    let whole = clauses.preposition(it);
                    if let Some(case) = case.filter(|_| whole == partner || whole.split(' ').next() == Some(partner)) {
                        return Some(Partner { word: case, object: Some(it), content: None });
                    }
                }
                Deprel::Advcl | Deprel::Xcomp | Deprel::Ccomp => {
                    if let Some(mark) = clauses.dependents(it).find(|&mark| self.label(mark) == Deprel::Mark && is(mark)) {
                        return Some(Partner { word: mark, object: None, content: Some(it) });
                    }
                }
                _ => {}
            }
        }
        // A preposition left behind in a passive, or attached to the wrong word.
        let next = word + 1;
        if !is_particle && next < self.page.analysis.len() && is(next) {
            let object = self.page.analysis.head(next).filter(|&it| it > next && self.label(next) == Deprel::Case);
            return Some(Partner { word: next, object, content: None });
        }
        None
    }

    /// What a frame asks for with a preposition, below an object.
    fn below(&self, object: usize, partner: &str, frame: &Frame) -> Option<Partner> {
        let clauses = self.page.clauses;
        let noun =
            clauses.dependents(object).chain(clauses.conjuncts(object).into_iter().flat_map(|it| clauses.dependents(it))).find(|&it| {
                it > object
                    && self.label(it) == Deprel::Nmod
                    && clauses.preposition(it) == partner
                    && frame.object.contains(&self.lemma(it))
            })?;
        let case = clauses.dependents(noun).find(|&it| self.label(it) == Deprel::Case)?;
        Some(Partner { word: case, object: Some(noun), content: None })
    }

    /// The clause that a verb or noun has as its content.
    pub fn content(&self, word: usize) -> Option<usize> {
        let fits = |it: &usize| {
            matches!(self.label(*it), Deprel::Xcomp | Deprel::Ccomp | Deprel::Acl)
                && matches!(self.upos(*it), Upos::Verb | Upos::Aux | Upos::Noun | Upos::Adj)
                && self.page.clauses.is_predicate(*it)
        };
        let clauses = self.page.clauses;
        clauses.dependents(word).filter(|it| *it > word).find(fits).or_else(|| {
            clauses.dependents(word).find(|&it| {
                self.label(it) == Deprel::Advcl
                    && it > word
                    && clauses.dependents(it).any(|mark| self.page.analysis.tags[mark].xpos == Xpos::To)
            })
        })
    }

    pub(super) fn verb_frame(&self, word: usize, pattern: &Pattern, shape: &Shape) -> Option<Found> {
        let frame = &self.frames.all[pattern.frame];
        let clauses = self.page.clauses;
        let partner = match &pattern.partner {
            Some(partner) => {
                // `set two schools [on fire]`, where the tree hangs what the frame asks for on the object.
                let below = || self.page.clauses.objects(word).into_iter().find_map(|it| self.below(it, partner, frame));
                Some(self.partner(word, partner).or_else(below)?)
            }
            None => None,
        };
        let Shape { is_passive, subjects, objects } = shape.clone();
        // `shot a clerk at his desk`: the clerk was hit, and the desk is where.
        if frame.mode == Some("firearms")
            && partner.as_ref().is_some_and(|it| it.object.is_some_and(|place| !objects.contains(&place)))
            && if clauses.dependents(word).any(|it| self.label(it) == Deprel::AuxPass) {
                self.is_human_any(&clauses.subjects(word))
            } else {
                self.is_human_any(&clauses.objects(word))
            }
        {
            return None;
        }
        let objects: Vec<usize> = match partner.as_ref().and_then(|partner| partner.object) {
            Some(object) => clauses.conjuncts(clauses.antecedent(object)),
            // `took him [hostage]`: no other one.
            None => objects.into_iter().filter(|&it| partner.as_ref().is_none_or(|partner| partner.word != it)).collect(),
        };
        let is_one = |word: usize, set: &rustc_hash::FxHashSet<String>| {
            let lemma = self.lemma(word);
            // Where towns are asked for, one may stand by its name: `captured Goma`.
            let is_town = || self.upos(word) == Upos::Propn && self.parties.kind(word) == Some(EntityKind::Place);
            // `the Rafah [crossing]`, where the tagger has a verb.
            let is_form = || self.page.analysis.tags[word].xpos == Xpos::Vbg && set.contains(&self.page.form(word).to_lowercase());
            let is_pair = || {
                let before = word.checked_sub(1).map(|it| format!("{} {lemma}", self.page.form(it).to_lowercase()));
                before.is_some_and(|pair| set.contains(&pair))
            };
            set.contains(&lemma)
                || is_form()
                || set.contains("town") && is_town()
                || is_pair()
                || self.hyphened(word).is_some_and(|whole| set.contains(&whole))
        };
        let of_kind = |word: usize, set: &rustc_hash::FxHashSet<String>| {
            is_one(word, set)
                || is_one(self.parties.counted(word), set)
                || clauses.dependents(word).any(|it| {
                    matches!(self.label(it), Deprel::Nmod | Deprel::Compound)
                        && is_one(it, set)
                        && (self.label(it) == Deprel::Compound || clauses.preposition(it) == "of")
                })
        };
        let mut noun = None;
        if !frame.object.is_empty() {
            let passive_objects = if is_passive && partner.is_some() { clauses.subjects(word) } else { Vec::new() };
            let direct = clauses.objects(word);
            let all = || objects.iter().chain(&passive_objects).chain(&direct);
            noun = Some(*all().find(|&&it| of_kind(it, &frame.object))?);
        }
        if !frame.subject.is_empty()
            && !subjects.iter().chain(if is_passive { &objects } else { &subjects }).any(|&it| of_kind(it, &frame.subject))
        {
            return None;
        }
        if !frame.not_with.is_empty()
            && (word + 1 < self.page.analysis.len() && frame.not_with.contains(&self.page.form(word + 1).to_lowercase())
                || clauses.dependents(word).any(|it| {
                    self.label(it) == Deprel::CompoundPrt && frame.not_with.contains(&self.lemma(it))
                        || it > word && self.label(it) == Deprel::Obl && frame.not_with.contains(&clauses.preposition(it))
                }))
        {
            return None;
        }
        let takes_none = frame.not_object.contains("*") && partner.is_none() && !is_passive && !objects.is_empty();
        if takes_none
            || objects.iter().any(|&it| is_one(it, &frame.not_object))
            || subjects.iter().any(|&it| is_one(it, &frame.not_subject))
        {
            return None;
        }
        if frame.needs_object && objects.is_empty() && clauses.objects(word).is_empty() {
            return None;
        }
        let content = partner.as_ref().and_then(|it| it.content).or_else(|| self.content(word));
        if content.is_some_and(|it| frame.not_content.contains("*") || frame.not_content.contains(&self.lemma(it))) {
            return None;
        }
        if frame.is_no_question && content.is_some_and(|it| self.is_question(it)) {
            return None;
        }
        if frame.needs_content && content.is_none() || frame.is_dire && !content.is_some_and(|it| self.is_dire(it)) {
            return None;
        }
        let mut found = Found {
            frame: pattern.frame,
            kind: frame.kind,
            mode: frame.mode,
            word,
            words: word..partner
                .as_ref()
                .filter(|it| it.word > word && it.word <= word + 2 && it.object.is_none() && it.content.is_none())
                .map_or(word + 1, |it| it.word + 1),
            construction: if is_passive { Construction::Passive } else { Construction::Active },
            actors: Vec::new(),
            recipients: Vec::new(),
            instrument: None,
            clause: Some(word),
            light: None,
            content,
            noun,
            cause: None,
            score: frame.score,
            is_void: false,
            is_told: (false, false),
            is_crewed: !frame.subject.is_empty() || subjects.iter().any(|&it| self.things.is_craft(self.page, it)),
            is_willed: subjects.iter().any(|&it| self.things.is_somebody(self.page.form(it))),
            is_perpetrated: false,
        };
        // `threw grenades at a bar`: what is thrown says how.
        if frame.mode == Some("heavy-weapons")
            && let Some(mode) = noun.and_then(|it| self.things.weapon(self.page, self.parties.counted(it)))
        {
            found.mode = Some(mode);
        }
        let is_asked = noun.is_some() && partner.as_ref().is_some_and(|it| it.object.is_some());
        // `were charged with murder`, `charged him with murder`: whom, not with what.
        let is_with_what =
            frame.is_human && partner.as_ref().is_some_and(|it| it.object.is_some()) && (is_passive || !shape.objects.is_empty());
        let direct = if is_asked || is_with_what { shape.objects.clone() } else { Vec::new() };
        let given = Given { word, frame, subjects: &subjects, objects: &objects, direct: &direct, content, is_passive };
        // `arrested two men for killing the mayor`: somebody did it, and meant it.
        let is_somebody = |&it: &usize| self.is_human(self.parties.counted(it)) || self.parties.is_human_noun(it);
        found.is_perpetrated = frame.is_harm && objects.iter().any(is_somebody) && self.accused(word).is_some();
        self.doers(&given, &mut found);
        // `The Norlandic inquiry was shelved`, `Norland's ban was lifted`: theirs who dropped it.
        if frame.kind == EventType::Concede && is_passive && found.actors.is_empty() && noun.is_some() && partner.is_none() {
            found.actors.extend(noun.and_then(|it| self.parties.owner(it, &[])));
        }
        found.recipients = self.first_slot(&given, &frame.recipient, &found.actors);
        let is_deep = !frame.is_human && !frame.is_mutual && self.may_lie_deep(frame.kind);
        if found.recipients.is_empty() && is_deep {
            let heads = objects.iter().copied().chain(found.content).chain(
                clauses
                    .dependents(word)
                    .filter(|&it| matches!(self.label(it), Deprel::Obl | Deprel::Advcl) && it > word && !clauses.is_finite(it)),
            );
            let deep = heads.into_iter().find_map(|it| self.deep(it, 6, &found.actors));
            found.recipients.extend(deep);
        }
        // `refused to send its troops to Norland`: its own are no side of the matter where another is told.
        if matches!(frame.kind, EventType::Agree | EventType::Reject | EventType::Retreat | EventType::Concede)
            && !found.recipients.is_empty()
            && found.recipients.iter().all(|it| self.is_own(it, &found.actors))
        {
            let not: Vec<Party> = found.actors.iter().chain(&found.recipients).copied().collect();
            let land = |party: &Party| {
                let entity = &self.parties.entities()[party.entity];
                entity.country.is_some() || entity.place.is_some() || party.form == Form::Name
            };
            let head = found.content.or(Some(word));
            let others = || head.map_or_else(Vec::new, |it| self.with_any(it, &["to", "in", "from", "into"], frame.kind));
            let others: Vec<Party> =
                others().into_iter().filter(|it| land(it) && !not.iter().any(|other| other.entity == it.entity)).collect();
            if others.is_empty() {
                let heads = objects.iter().copied().chain(found.content);
                let deep = heads.into_iter().find_map(|it| self.deep(it, 6, &not));
                if let Some(deep) = deep {
                    found.recipients = vec![deep];
                }
            } else {
                found.recipients = others;
            }
        }
        if frame.is_human {
            found.recipients.retain(|party| {
                matches!(self.parties.entities()[party.entity].kind, EntityKind::Person | EntityKind::Group)
                    || self.parties.is_demonym(party.entity)
            });
            let named = objects.iter().any(|&it| {
                // `Laudate Deum was released`: a name, and nobody's.
                let nobody = frame.kind == EventType::Retreat
                    && self
                        .parties
                        .of(it)
                        .is_some_and(|party| !matches!(self.parties.entities()[party.entity].kind, EntityKind::Person | EntityKind::Group));
                matches!(self.upos(it), Upos::Propn | Upos::Num) && !nobody
                    || self.upos(it) == Upos::Pron && !self.things.is_thing_pronoun(self.page.form(it))
                    || self.counts_people(it)
                    || self.parties.of(it).is_none_or(|party| self.parties.entities()[party.entity].rule == "unlisted")
                        && (frame.kind == EventType::Coerce && (is_passive || self.is_human_any(&subjects))
                            || self.parties.is_human_noun(it))
            });
            let unnamed = objects.is_empty() && frame.kind == EventType::Coerce && self.is_armed(&found.actors);
            if found.recipients.is_empty() && !named && !unnamed {
                return None;
            }
        }
        if frame.is_state && self.is_civil(&found.actors) {
            return None;
        }
        // `shot himself`, `stop beating yourself up`: nobody does it to another.
        if frame.kind.is_force()
            && frame.object.is_empty()
            && !objects.is_empty()
            && objects.iter().all(|&it| self.things.is_reflexive(self.page.form(it)))
        {
            return None;
        }
        // `The committee ended the strike`: whoever ends a strike went on it, unless it is the state.
        let ends = frame.kind == EventType::Concede && found.actors.iter().any(|it| self.is_unofficial(it));
        if frame.is_civil && !ends && !self.is_civil(&found.actors) || frame.is_armed && !self.is_armed(&found.actors) {
            return None;
        }
        if frame.kind == EventType::Assault
            && !frame.is_harm
            && matches!(frame.mode, Some("explosives" | "firearms" | "heavy-weapons" | "crowd-control"))
        {
            let before = found.recipients.len();
            // What blows up a plane does not do it with the plane.
            let throws = self.things.throws(&self.lemma(word));
            let is_weapon =
                |noun: usize| self.things.weapon(self.page, noun).is_some() && (throws || !self.things.is_target(self.page, noun));
            let weapon = objects.iter().copied().find(|&it| is_weapon(self.parties.counted(it)));
            if let Some(weapon) = weapon.filter(|&it| !self.is_human(it)) {
                found.recipients.retain(|party| self.parties.of(weapon).is_none_or(|it| it.entity != party.entity));
                if found.instrument.is_none() {
                    found.instrument = Some(trimmed(self.page, self.page.clauses.phrase(weapon, dateline_lang::clause::Extent::Plain)));
                }
                if before > found.recipients.len() {
                    found.cause = found.cause.or(Some(weapon));
                }
                if found.recipients.is_empty() {
                    let mut others =
                        given.frame.recipient.iter().filter(|slot| matches!(slot, Slot::With(_))).flat_map(|slot| self.slot(&given, slot));
                    found.recipients.extend(others.find(|party| self.parties.of(weapon).is_none_or(|it| it.entity != party.entity)));
                }
            }
        }
        // `fired two missiles into the sea`: a test, or a threat.
        let is_sea = |it: &Party| self.things.is_nowhere(&it.span.of(self.page.text()).to_lowercase());
        if frame.kind == EventType::Assault && noun.is_some() && !found.recipients.is_empty() && found.recipients.iter().all(is_sea) {
            (found.kind, found.mode) = (EventType::Mobilize, EventType::Mobilize.mode("weapons"));
            found.recipients.clear();
            found.actors = self.actors_of(&subjects, EventType::Mobilize);
        }
        // `was bombarded with calls`, `ambushed him with amendments`: what it is done with is no weapon.
        if frame.is_soft && pattern.partner.is_none() && noun.is_none() {
            let heavy = frame.mode == Some("heavy-weapons");
            found.is_void |= clauses.dependents(word).any(|it| {
                self.label(it) == Deprel::Obl
                    && clauses.preposition(it) == "with"
                    && self.upos(it) == Upos::Noun
                    && (self.things.is_immaterial(&self.lemma(it)) || heavy && self.things.weapon(self.page, it).is_none())
            });
        }
        // `hammered the governor over his plan`: words.
        if frame.kind == EventType::Assault && frame.is_soft && frame.mode.is_none() && noun.is_none() {
            found.is_void |= clauses.dependents(word).any(|it| {
                it > word
                    && matches!(self.label(it), Deprel::Obl | Deprel::Advcl)
                    && matches!(clauses.preposition(it).as_str(), "on" | "over" | "about")
                    && self.upos(it) == Upos::Noun
                    && self.things.is_immaterial(&self.lemma(it))
            }) && !self.is_armed(&found.actors);
        }
        // `fired the first commands at the satellite`: what is fired is no weapon.
        if frame.mode == Some("firearms") && frame.is_soft && matches!(pattern.partner.as_deref(), Some("at" | "on" | "upon")) {
            let direct: Vec<usize> = clauses.dependents(word).filter(|&it| self.label(it) == Deprel::Obj && it > word).collect();
            // `fired tear gas at the crowd`: what is fired says how.
            if let Some(mode) = direct.iter().find_map(|&it| self.things.weapon(self.page, self.parties.counted(it))) {
                found.mode = Some(mode);
            }
            found.is_void |= !direct.is_empty()
                && direct.iter().all(|&it| {
                    self.upos(it) == Upos::Noun && self.things.weapon(self.page, self.parties.counted(it)).is_none() && !self.is_human(it)
                });
        }
        // What the object of force has to be.
        if frame.kind == EventType::Assault && !self.can_suffer(&given, &found) {
            found.is_void = true;
        }
        self.complete(frame, &mut found, &subjects, &objects);
        // Force is done by those who have a will, or by weapons; not by frost, locusts, smells.
        if (frame.kind.is_force() || frame.kind == EventType::Threaten)
            && found.actors.is_empty()
            && found.cause.is_none()
            && frame.actor.contains(&Slot::Subject)
        {
            let own = |it: usize| {
                clauses
                    .dependents(word)
                    .any(|of| clauses.first_conjunct(it) == of && matches!(self.label(of), Deprel::Nsubj | Deprel::Obl | Deprel::OblAgent))
            };
            found.is_void |= subjects.iter().any(|&it| own(it) && self.is_willless(it));
        }
        // What suffers it is somebody, or a thing that can be hit.
        if frame.is_soft && found.recipients.is_empty() && !objects.is_empty() && found.cause.is_none() && !self.is_armed(&found.actors) {
            found.is_void |= objects.iter().all(|&it| {
                self.upos(it) == Upos::Noun
                    && self.things.weapon(self.page, it).is_none()
                    && !self.things.is_target(self.page, self.parties.counted(it))
                    && self.lemma(it) != "fire"
            });
        }
        let stands = |words: &[usize]| {
            words.iter().any(|&it| {
                matches!(self.upos(it), Upos::Propn | Upos::Pron)
                    || self.things.parts.contains(&self.lemma(it))
                    || self.things.is_craft(self.page, it)
                    || frame.kind.is_force() && self.things.is_target(self.page, self.parties.counted(it))
                    || self.parties.of(it).is_none() && self.parties.is_human_noun(it)
            })
        };
        // Who did it may be left out of a passive.
        let hidden = is_passive
            && subjects.is_empty()
            && (!frame.object.is_empty() || !found.recipients.is_empty())
            && (!frame.kind.is_verbal() || frame.mode == Some("investigate"))
            && !frame.is_civil;
        let travels = frame.mode == Some("visit") && objects.iter().any(|&it| self.things.is_target(self.page, it));
        found.is_told =
            (!found.actors.is_empty() || hidden || stands(&subjects), !found.recipients.is_empty() || stands(&objects) || travels);
        if found.is_void && frame.is_harm || self.is_enough(frame, &found) { Some(found) } else { None }
    }

    /// Whether a clause tells of a weapon or of force: `to [use] live rounds`.
    pub fn is_armed_deed(&self, content: usize) -> bool {
        let forces = self
            .frames
            .verb(&self.lemma(content))
            .iter()
            .map(|it| (&self.frames.all[it.frame], &it.partner))
            .any(|(frame, partner)| frame.kind == EventType::Assault && frame.object.is_empty() && partner.is_none());
        forces || self.page.clauses.objects(content).into_iter().any(|it| self.things.weapon(self.page, self.parties.counted(it)).is_some())
    }

    /// Whether a clause is asked: `asked [what they wanted]`, `asked [whether they would come]`.
    fn is_question(&self, content: usize) -> bool {
        let opens = |it: usize| matches!(self.page.analysis.tags[it].xpos, Xpos::Wp | Xpos::Wdt | Xpos::Wrb | Xpos::WpPoss);
        let start = self.page.clauses.dependents(content).filter(|&it| it < content).min().unwrap_or(content);
        opens(start)
            || self.page.clauses.dependents(start).any(|it| it < content && opens(it))
            || matches!(self.page.form(start).to_lowercase().as_str(), "if" | "whether")
    }

    /// Whether a clause says that force will be used: `that anyone on the streets [would be shot]`.
    pub(super) fn is_dire(&self, content: usize) -> bool {
        let modal = self.page.clauses.verb_group(content).modal;
        let comes = modal
            .is_some_and(|it| matches!(it.kind, dateline_lang::clause::ModalKind::Future | dateline_lang::clause::ModalKind::Conditional));
        let end = self.page.analysis.sentence_of(content).end;
        let forces = |lemma: &str| {
            let of =
                |it: &Pattern| it.partner.is_none() && matches!(self.frames.all[it.frame].kind, EventType::Assault | EventType::Threaten);
            self.frames.verb(lemma).iter().any(of) || self.things.is_dire(lemma)
        };
        comes && (content..end.min(content + 12)).any(|it| forces(&self.lemma(it)) || self.things.weapon(self.page, it).is_some())
    }

    /// The actors of a verb, and what is only its means or cause.
    pub(super) fn doers(&self, given: &Given<'_>, found: &mut Found) {
        let frame = given.frame;
        if frame.kind == EventType::Assault || frame.is_harm {
            for &subject in given.subjects {
                let noun = self.parties.counted(subject);
                if self.is_accident_by_name(noun) || self.is_storm(noun) {
                    found.is_void = true;
                    return;
                }
                if self.things.is_accident(self.page, noun)
                    && self.parties.at(noun).is_none()
                    && self.label(noun) != Deprel::Compound
                    && self.things.is_accident_pair(self.page, noun)
                {
                    found.is_void = true;
                    return;
                }
                if let Some(mode) = self.weapon(noun).filter(|_| !self.is_human(noun)) {
                    // `the explosion killed`: a deed, and no weapon.
                    let is_deed = self
                        .frames
                        .noun(&self.lemma(noun))
                        .iter()
                        .any(|it| it.before.is_none() && self.frames.all[it.frame].kind == EventType::Assault);
                    if !is_deed {
                        let phrase = self.page.clauses.phrase(noun, dateline_lang::clause::Extent::Plain);
                        found.instrument = Some(trimmed(self.page, phrase));
                    }
                    // `Jets dropped bombs`: from the air, whatever they drop.
                    let flies = matches!(mode, "aerial" | "drone");
                    found.mode = if flies { Some(mode) } else { found.mode.or(Some(mode)) };
                    found.cause = Some(noun);
                    // `Israeli missiles killed`: the weapon's owner acts.
                    let owner = self.parties.owner(noun, &["of", "by"]).filter(|party| self.parties.acts(party.entity));
                    found.actors.extend(owner);
                    return;
                }
                let lemma = self.lemma(noun);
                if self.things.is_accident(self.page, noun) && self.parties.at(noun).is_none() {
                    found.is_void = true;
                    return;
                }
                if self.frames.noun(&lemma).iter().any(|it| self.frames.all[it.frame].kind == EventType::Assault) {
                    found.cause = Some(noun);
                    let owner = self.parties.owner(noun, &["by"]).filter(|party| self.parties.acts(party.entity));
                    found.actors.extend(owner);
                    // `violence between farmers and herders killed`.
                    let between = self.between(noun);
                    if found.actors.is_empty() {
                        found.actors = self.actors_of(&between, EventType::Consult);
                    }
                    return;
                }
                if self.things.is_accident(self.page, noun)
                    && self.parties.kind(noun).is_none_or(|kind| matches!(kind, EntityKind::Object | EntityKind::Place))
                {
                    found.is_void = true;
                    return;
                }
            }
        }
        found.actors = self.first_slot(given, &frame.actor, &[]);
        if found.actors.is_empty() && given.is_passive && frame.actor.contains(&Slot::Subject) {
            // The agent of `was accused by` may hang elsewhere in the tree.
            let by = self
                .page
                .clauses
                .dependents(given.word)
                .find(|&it| matches!(self.label(it), Deprel::Obl | Deprel::OblAgent) && self.page.clauses.preposition(it) == "by");
            found.actors.extend(by.and_then(|it| self.parties.of(it)).filter(|party| self.parties.acts(party.entity)));
        }
    }

    /// Those between whom a deed took place: `violence between [farmers] and [herders]`.
    fn between(&self, noun: usize) -> Vec<usize> {
        let clauses = self.page.clauses;
        let between = clauses.dependents(noun).find(|&it| self.label(it) == Deprel::Nmod && clauses.preposition(it) == "between");
        between.map_or_else(Vec::new, |it| clauses.conjuncts(it))
    }

    /// The mode of force that a noun is a weapon of, by itself or by what it is filled with: `a truck packed with [explosives]`.
    fn weapon(&self, noun: usize) -> Option<&'static str> {
        let clauses = self.page.clauses;
        let filling = || {
            let filled = clauses
                .dependents(noun)
                .filter(|&it| matches!(self.label(it), Deprel::Acl | Deprel::Amod) && self.things.is_filling(&self.lemma(it)));
            filled.flat_map(|it| clauses.dependents(it)).find_map(|it| {
                matches!(self.label(it), Deprel::Obl | Deprel::Compound | Deprel::OblUnmarked)
                    .then(|| self.things.weapon(self.page, it))
                    .flatten()
            })
        };
        self.things.weapon(self.page, noun).or_else(filling)
    }

    /// Whether the objects of a verb of force are such as can suffer it.
    pub(super) fn can_suffer(&self, given: &Given<'_>, found: &Found) -> bool {
        if !found.recipients.is_empty() || given.objects.is_empty() || !given.frame.object.is_empty() {
            return true;
        }
        !given.objects.iter().all(|&it| self.things.is_immaterial(&self.lemma(it)) || self.things.is_accident(self.page, it))
    }

    /// Whether the first word of a sentence, which may look like a name, names an accident: `[Frost] has struck the vineyards`.
    fn is_accident_by_name(&self, word: usize) -> bool {
        let first = word == self.page.analysis.sentence_of(word).start;
        let alone = || {
            self.parties.at(word).is_none_or(|party| {
                let entity = &self.parties.entities()[party.entity];
                entity.mentions.len() == 1 && !self.page.form(word).contains(' ') && !entity.name.contains(' ')
            })
        };
        first && self.things.is_accident(self.page, word) && alone()
    }

    /// Whether a name is that of a storm: `Hurricane Barry`.
    fn is_storm(&self, noun: usize) -> bool {
        let first = self.parties.at(noun).map_or_else(|| self.page.analysis.span(noun), |party| party.span);
        let name = first.of(self.page.text()).to_lowercase();
        let mut words = name.split_whitespace().skip_while(|it| matches!(*it, "the" | "tropical" | "super"));
        words.next().is_some_and(|it| self.things.is_storm(it)) && words.next().is_some()
    }

    /// A deed of force that the tagger takes for a participle after a body of armed people: `killed in police [firing]`.
    fn deed_of(&self, harm: usize) -> Option<usize> {
        let clauses = self.page.clauses;
        let body = clauses
            .dependents(harm)
            .find(|&it| self.label(it) == Deprel::Obl && matches!(clauses.preposition(it).as_str(), "in" | "during" | "by" | "from"))?;
        let deed = body + 1;
        let is_deed = deed < self.page.analysis.sentence_of(harm).end
            && self.page.analysis.head(deed) == Some(body)
            && self
                .frames
                .noun(&self.page.form(deed).to_lowercase())
                .iter()
                .any(|it| it.before.is_none() && self.frames.all[it.frame].kind == EventType::Assault);
        is_deed.then_some(deed)
    }

    /// Who did a deed that a noun tells, by whom it is qualified, whose it is, and `by`: `[police] firing`, `an attack by [rebels]`.
    fn doers_of(&self, deed: usize) -> Vec<Party> {
        let clauses = self.page.clauses;
        let acts = |party: &Party| self.parties.acts(party.entity);
        let before = clauses
            .dependents(deed)
            .filter(|&it| it < deed && matches!(self.label(it), Deprel::Compound | Deprel::NmodPoss))
            .find_map(|it| self.parties.at(it).or_else(|| self.named_compound(it)));
        // The body before a participle heads it.
        let head = || {
            let head = self.page.analysis.head(deed).filter(|&head| head + 1 == deed)?;
            self.parties.at(head).or_else(|| self.named_compound(head))
        };
        if let Some(party) = before.or_else(head).filter(acts).filter(|party| self.is_armed(&[*party])) {
            return vec![party];
        }
        let by =
            clauses.dependents(deed).filter(|&it| it > deed && matches!(self.label(it), Deprel::Nmod | Deprel::Obl | Deprel::OblAgent));
        // `an attack on the garrison by [rebels]`, where the tree hangs them on the garrison.
        let below = clauses
            .dependents(deed)
            .filter(|&it| it > deed && self.label(it) == Deprel::Nmod)
            .flat_map(|it| clauses.dependents(it).filter(move |&of| of > it && self.label(of) == Deprel::Nmod));
        let by = by.chain(below).filter(|&it| clauses.preposition(it) == "by").flat_map(|it| clauses.conjuncts(it));
        self.actors_of(&by.collect::<Vec<_>>(), EventType::Assault)
    }

    /// Whether those to whom it is done may be told deep in what is said: `ordered an inquiry into claims against [the judge]`.
    pub(super) const fn may_lie_deep(&self, kind: EventType) -> bool {
        kind.is_verbal()
            || matches!(
                kind,
                EventType::Protest | EventType::Sanction | EventType::Aid | EventType::Mobilize | EventType::Retreat | EventType::Coerce
            )
    }

    /// Means, mutual parties.
    pub(super) fn complete(&self, frame: &Frame, found: &mut Found, subjects: &[usize], _objects: &[usize]) {
        if found.instrument.is_none() && frame.kind == EventType::Assault {
            self.means(found);
        }
        // `killed in clashes`, `wounded by the shelling`: the deed that did it.
        if frame.is_harm && found.cause.is_none() && !found.is_void {
            let clauses = self.page.clauses;
            let deed = |it: &usize| {
                matches!(self.label(*it), Deprel::Obl | Deprel::OblAgent)
                    && matches!(clauses.preposition(*it).as_str(), "in" | "during" | "by" | "from")
                    && self.parties.at(*it).is_none()
                    && !self.things.is_accident(self.page, *it)
                    && self
                        .frames
                        .noun(&self.lemma(*it))
                        .iter()
                        .any(|pattern| pattern.before.is_none() && self.frames.all[pattern.frame].kind == EventType::Assault)
            };
            found.cause = clauses.dependents(found.word).find(deed).or_else(|| self.deed_of(found.word));
            // `killed in police firing`, `wounded in an attack by rebels`: whose deed it was.
            if let Some(deed) = found.cause.filter(|_| found.actors.is_empty()) {
                found.actors = self.doers_of(deed);
                found.actors.retain(|it| !found.recipients.iter().any(|other| other.entity == it.entity));
            }
        }
        if frame.is_mutual && found.recipients.is_empty() && subjects.len() == 1 && found.actors.len() == 1 {
            found.score = found.score.saturating_sub(10);
        }
    }
}
