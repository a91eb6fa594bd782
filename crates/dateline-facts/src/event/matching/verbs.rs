//! Verbs that frames match, with who stands with them.

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::roles::Given;
use super::{Construction, Found, Scene, Shape, trimmed};
use crate::event::frame::{Pattern, Slot};
use crate::event::kind::EventType;
use crate::parties::Party;
use crate::who::{EntityKind, Form};

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
        // `The [accused] was led away`: whoever is accused.
        let next = word + 1;
        let is_noun = self.page.analysis.tags[word].xpos == Xpos::Vbn
            && word.checked_sub(1).is_some_and(|it| self.page.form(it).eq_ignore_ascii_case("the"))
            && next < self.page.analysis.len()
            && matches!(self.upos(next), Upos::Punct | Upos::Aux | Upos::Verb | Upos::Cconj);
        if is_noun {
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
            // `drones equipped [with sonar]`: what stands with the preposition, and nothing else, where a frame asks for one.
            let with = partner.as_ref().and_then(|it| it.object).map(|it| clauses.preposition(it));
            let own = with.is_some() && with == pattern.partner;
            let others = passive_objects.iter().chain(&direct).filter(|_| !own);
            noun = Some(*objects.iter().chain(others).find(|&&it| of_kind(it, &frame.object))?);
        }
        if !frame.subject.is_empty()
            && !subjects.iter().chain(if is_passive { &objects } else { &subjects }).any(|&it| of_kind(it, &frame.subject))
        {
            return None;
        }
        if !frame.not_with.is_empty()
            && (word + 1 < self.page.analysis.len() && frame.not_with.contains(&self.page.form(word + 1).to_lowercase())
                || clauses.dependents(word).any(|it| {
                    let with = || clauses.preposition(it);
                    self.label(it) == Deprel::CompoundPrt && frame.not_with.contains(&self.lemma(it))
                        || it > word
                            && self.label(it) == Deprel::Obl
                            && (frame.not_with.contains(&with()) || frame.not_with.contains(&format!("{} {}", with(), self.lemma(it))))
                }))
        {
            return None;
        }
        // `striking nine days`: no object.
        let takes_none =
            frame.not_object.contains("*") && partner.is_none() && !is_passive && objects.iter().any(|&it| !self.parties.is_time(it));
        // `the missing climbers`.
        let is_such = |word: usize| {
            clauses
                .dependents(word)
                .any(|it| it < word && self.label(it) == Deprel::Amod && frame.not_object.contains(&self.page.form(it).to_lowercase()))
        };
        // `was treated and [released]`.
        let joins =
            self.label(word) == Deprel::Conj && self.page.analysis.head(word).is_some_and(|it| frame.not_verb.contains(&self.lemma(it)));
        if takes_none
            || joins
            || objects.iter().any(|&it| is_one(it, &frame.not_object) || is_such(it))
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
        // `It strikes me that he knew`.
        let occurs = frame.is_soft
            && content.is_some_and(|it| self.label(it) == Deprel::Ccomp && clauses.is_finite(it))
            && subjects.iter().all(|&it| self.page.form(it).eq_ignore_ascii_case("it"));
        if frame.is_no_question && self.asks(word, content) || frame.kind == EventType::Assault && occurs {
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
        // `the pact signed between Norland and Velmar`: both.
        if frame.is_mutual && found.actors.is_empty() {
            found.actors = self.actors_of(&self.between(word), EventType::Consult);
        }
        // `The Norlandic inquiry was shelved`, `Norland's ban was lifted`: theirs who dropped it.
        if frame.kind == EventType::Concede && is_passive && found.actors.is_empty() && noun.is_some() && partner.is_none() {
            found.actors.extend(noun.and_then(|it| self.parties.owner(it, &[])));
        }
        // `Oslo and Bern reached a deal on the Irish fleet`: two who did it with each other, and what it is about.
        let is_between = frame.is_mutual && found.actors.len() > 1;
        // `struck me with the gate`, but `clashed with the guards`.
        let is_hit = frame.kind == EventType::Assault && partner.is_none() && !objects.is_empty();
        let fits = |it: &&Slot| match it {
            Slot::With(with) => !(is_hit && with == "with"),
            _ => !is_between,
        };
        let slots: Vec<Slot> = frame.recipient.iter().filter(fits).cloned().collect();
        found.recipients = self.first_slot(&given, &slots, &found.actors);
        // `is investigating crimes by [guards] against villagers`, where the tree hangs those who did them on the verb.
        if matches!(frame.kind, EventType::Accuse) && !is_passive && partner.is_none() && !objects.iter().any(|&it| self.is_human(it)) {
            let by = self.after(word, &["by"]).filter(|&it| objects.iter().any(|&object| object > word && object < it));
            let doers = by.map_or_else(Vec::new, |it| self.actors_of(&clauses.conjuncts(it), EventType::Assault));
            // `demanded a probe by a judge`: he is to look into it.
            let accuses =
                |it: usize| self.frames.noun(&self.lemma(it)).iter().any(|of| self.frames.all[of.frame].kind == EventType::Accuse);
            if !doers.is_empty() && !objects.iter().any(|&it| accuses(it)) {
                found.recipients = doers;
            }
        }
        let is_deep = !frame.is_human && !frame.is_mutual && self.may_lie_deep(frame.kind);
        if found.recipients.is_empty() && is_deep {
            let heads = objects.iter().copied().chain(found.content).chain(
                clauses
                    .dependents(word)
                    .filter(|&it| matches!(self.label(it), Deprel::Obl | Deprel::Advcl) && it > word && !clauses.is_finite(it)),
            );
            // `resigned as president of Norland`: the land, and nobody else; not `resigned to make way for Norland`.
            let resigns = frame.mode == Some("resign");
            let heads = heads.filter(|&it| !resigns || self.label(it) != Deprel::Advcl);
            let deep = heads.into_iter().map(|it| self.all_deep(it, &found.actors)).find(|it| !it.is_empty());
            found.recipients.extend(deep.into_iter().flatten());
            found.recipients.retain(|it| !resigns || self.parties.is_place(it.entity));
        }
        // `are rallying for better pay in schools across Norland`: where.
        if frame.kind == EventType::Protest && is_deep {
            let head = |party: &Party| self.parties.mention(party).map(|it| it.head);
            let is_there = |party: &Party| head(party).is_some_and(|it| self.things.is_where(&clauses.preposition(it)));
            found.recipients.retain(|party| !self.parties.is_place(party.entity) || !is_there(party));
        }
        // `opened an inquiry into arms sales to Norland`: not those to whom something was sold.
        if frame.mode == Some("investigate") {
            found.recipients.retain(|party| {
                let head = self.parties.mention(party).map(|it| clauses.first_conjunct(it.head));
                head.is_none_or(|it| self.label(it) != Deprel::Nmod || clauses.preposition(it) != "to")
            });
        }
        // `Eighty UN soldiers were taken out of the enclave, leaving a hundred UN troops`: their own side.
        if frame.mode == Some("withdraw") && is_deep {
            let land = |party: &Party| self.parties.entities()[party.entity].country;
            let is_own = |party: &Party| land(party).is_some() && found.actors.iter().any(|it| land(it) == land(party));
            found.recipients.retain(|it| self.parties.is_place(it.entity) || !is_own(it));
        }
        // `threatened to end the talks if Norland attacks`: whom the threat is meant for.
        if frame.kind == EventType::Threaten && !found.recipients.iter().any(|it| self.parties.acts(it.entity)) {
            let meant = self.on_condition(word, content, &found.actors);
            if !meant.is_empty() {
                found.recipients = meant;
            }
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
                if let Some(deep) = heads.into_iter().map(|it| self.all_deep(it, &not)).find(|it| !it.is_empty()) {
                    found.recipients = deep;
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
                        && (frame.kind == EventType::Coerce && (is_passive || self.rules(&found.actors)) || self.parties.is_human_noun(it))
            });
            let unnamed = objects.is_empty() && frame.kind == EventType::Coerce && self.is_armed(&found.actors);
            if found.recipients.is_empty() && !named && !unnamed {
                return None;
            }
        }
        if frame.is_state && self.is_civil(&found.actors) {
            return None;
        }
        // `when they arrived at her home`, of police: no visit.
        let is_force = |it: &Party| self.is_armed(&[*it]) && self.parties.entities()[it.entity].kind != EntityKind::Person;
        if frame.mode == Some("visit") && !found.actors.is_empty() && found.actors.iter().all(is_force) {
            return None;
        }
        // `shot himself`, `stop beating yourself up`, `defended herself`: nobody does it to another.
        if frame.object.is_empty() && !objects.is_empty() && objects.iter().all(|&it| self.things.is_reflexive(self.page.form(it))) {
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
        // `threw petrol bombs`: what a crowd throws is nobody.
        if frame.kind == EventType::Protest && !frame.object.is_empty() {
            let is_thrown = |party: &Party| {
                let is_it = |&it: &usize| self.parties.of(it).is_some_and(|of| of.entity == party.entity);
                objects.iter().filter(|it| is_it(it)).any(|&it| self.things.weapon(self.page, self.parties.counted(it)).is_some())
            };
            found.recipients.retain(|party| !is_thrown(party));
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
            && (!frame.kind.is_verbal()
                || frame.mode == Some("investigate")
                || frame.mode == Some("disapprove") && frame.object.is_empty() && !found.recipients.is_empty())
            && !frame.is_civil;
        let travels = frame.mode == Some("visit") && objects.iter().any(|&it| self.things.is_target(self.page, it));
        // `The clinic received help`: who stands before the verb is no giver.
        let acts = frame.actor.contains(&Slot::Subject) && stands(&subjects);
        found.is_told = (!found.actors.is_empty() || hidden || acts, !found.recipients.is_empty() || stands(&objects) || travels);
        if found.is_void && frame.is_harm || self.is_enough(frame, &found) { Some(found) } else { None }
    }
}
