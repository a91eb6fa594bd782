//! Nouns of doing that frames match: `the attack on the village`, `carried out an attack`.

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::roles::Given;
use super::{Construction, Found, Scene};
use crate::event::frame::{Pattern, Slot};
use crate::event::kind::EventType;
use crate::parties::Party;
use crate::who::{EntityKind, Form};

impl Scene<'_, '_> {
    /// Whether something that can be hit stands with a preposition of those to whom a verb of force is done: `threw grenades [at a bar]`.
    pub fn is_aimed(&self, found: &Found) -> bool {
        let clauses = self.page.clauses;
        let frame = &self.frames.all[found.frame];
        let heads = std::iter::once(found.word).chain(found.noun);
        heads.flat_map(|head| clauses.dependents(head)).any(|it| {
            it > found.word
                && matches!(self.label(it), Deprel::Obl | Deprel::Nmod)
                && self.things.is_target(self.page, self.parties.counted(it))
                && frame.recipient.iter().any(|slot| matches!(slot, Slot::With(with) if *with == clauses.preposition(it)))
        })
    }

    /// Whether what a noun of doing is aimed at can be hit: `None` where it is aimed at nothing.
    pub fn aims(&self, found: &Found) -> Option<bool> {
        let clauses = self.page.clauses;
        let frame = &self.frames.all[found.frame];
        // `the bishop's assassination`: whose it is suffers it.
        let owner = clauses.dependents(found.word).find(|&it| self.label(it) == Deprel::NmodPoss);
        if frame.recipient.first() == Some(&Slot::Owner)
            && owner.is_some_and(|it| self.parties.of(it).is_some_and(|party| found.recipients.iter().any(|it| it.entity == party.entity)))
        {
            return Some(true);
        }
        let aim = clauses.dependents(found.word).find(|&it| {
            it > found.word
                && self.label(it) == Deprel::Nmod
                && matches!(self.upos(it), Upos::Noun | Upos::Propn | Upos::Num)
                && matches!(clauses.preposition(it).as_str(), "on" | "against" | "of" | "for")
                && frame.recipient.iter().any(|slot| matches!(slot, Slot::With(_)) || *slot == Slot::Owner)
        })?;
        let noun = self.parties.counted(aim);
        let known = self.parties.of(noun).is_some_and(|party| self.parties.entities()[party.entity].rule != "unlisted");
        Some(known || self.upos(noun) == Upos::Propn || self.things.is_target(self.page, noun) || self.parties.is_human_noun(noun))
    }

    pub(super) fn noun(&self, word: usize) -> Option<Found> {
        if matches!(self.label(word), Deprel::Compound | Deprel::Flat | Deprel::Fixed | Deprel::Goeswith) {
            return None;
        }
        let lemma = self.lemma(word);
        // `a cease-[fire]`, in three words.
        let whole = self.hyphened(word).map_or(&[][..], |whole| self.frames.noun(&whole));
        let mut patterns = if whole.is_empty() { self.frames.noun(&lemma) } else { whole };
        // `hostilities`, but not `hostility`.
        if patterns.is_empty() && self.page.analysis.tags[word].xpos == Xpos::Nns {
            patterns = self.frames.noun(&self.page.form(word).to_lowercase());
        }
        // `in [March]`: a name that is spelled like a noun of doing.
        let is_capital = || self.page.form(word).starts_with(char::is_uppercase);
        let is_name = self.upos(word) == Upos::Propn
            && word > self.page.analysis.sentence_of(word).start
            && self.page.form(word).chars().any(char::is_lowercase)
            || self.parties.is_time(word) && is_capital();
        if patterns.is_empty()
            || is_name
            || self.parties.at(word).is_some_and(|party| party.form == Form::Name)
            || self.things.is_accident(self.page, word)
            || self.is_generic(word)
            || self.is_hyphened_on(word)
        {
            return None;
        }
        patterns.iter().find_map(|pattern| self.noun_frame(word, pattern))
    }

    /// Whether a hyphen joins a noun with the word after it, so that the two say something else: `[march]-in rights`.
    fn is_hyphened_on(&self, word: usize) -> bool {
        let spans = &self.page.analysis.segmentation.spans;
        let joined = |it: usize| it + 1 < spans.len() && spans[it].end() == spans[it + 1].start();
        joined(word) && self.page.form(word + 1) == "-" && joined(word + 1)
    }

    /// Whether a noun tells of deeds of its kind, and of none that took place: `Mass [shootings] are rare in Europe`.
    fn is_generic(&self, word: usize) -> bool {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        let is_plain = analysis.tags[word].xpos == Xpos::Nns
            && matches!(self.label(word), Deprel::Nsubj)
            && !clauses
                .dependents(word)
                .any(|it| matches!(self.label(it), Deprel::Det | Deprel::NmodPoss | Deprel::Nummod | Deprel::AclRelcl));
        let Some(says) = analysis.head(word).filter(|_| is_plain) else { return false };
        clauses.copula(says).is_some()
            && clauses.verb_group(says).tense == Some(dateline_lang::clause::Tense::Present)
            && self.things.is_frequency(analysis.lemma(says))
    }

    /// A noun of doing that the tagger takes for a verb: `three died in police [firing]`.
    pub(super) fn gerund(&self, word: usize) -> Option<Found> {
        let before = word.checked_sub(1)?;
        if self.page.analysis.tags[word].xpos != Xpos::Vbg
            || self.upos(before) != Upos::Noun
            || self.label(word) != Deprel::Acl
            || self.page.analysis.head(word) != Some(before)
            || !self.page.clauses.objects(word).is_empty()
        {
            return None;
        }
        let pattern = self.frames.deed(&self.page.form(word).to_lowercase())?;
        let actor = self.parties.at(before).or_else(|| self.named_compound(before)).filter(|party| self.is_armed(&[*party]))?;
        let mut found = self.noun_frame(word, pattern)?;
        found.actors = vec![actor];
        found.construction = Construction::Nominal;
        found.is_told.0 = true;
        Some(found)
    }

    pub(super) fn noun_frame(&self, word: usize, pattern: &Pattern) -> Option<Found> {
        let frame = &self.frames.all[pattern.frame];
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        if let Some(before) = &pattern.before {
            let count = before.split(' ').count();
            let start = word.checked_sub(count)?;
            let words = (start..word).map(|it| self.page.form(it).to_lowercase()).collect::<Vec<_>>().join(" ");
            if words != *before {
                return None;
            }
        }
        let bloodless =
            |it: usize| it < word && matches!(self.label(it), Deprel::Amod | Deprel::Compound) && self.things.is_bloodless(&self.lemma(it));
        if frame.kind == EventType::Assault && clauses.dependents(word).any(bloodless) {
            return None;
        }
        // `a request for comment`.
        let spoiled = clauses.dependents(word).any(|it| {
            let stands = self.label(it) == Deprel::Nmod && it > word || matches!(self.label(it), Deprel::Compound | Deprel::Nummod);
            stands && frame.not_object.contains(&self.lemma(it))
        });
        if spoiled {
            return None;
        }
        let mut first = clauses.first_conjunct(word);
        // `carried out a wave of attacks`: what is done with the wave is done with them.
        if let Some(part) = analysis.head(first).filter(|&it| {
            self.label(first) == Deprel::Nmod
                && clauses.preposition(first) == "of"
                && it < first
                && self.things.parts.contains(&self.lemma(it))
        }) {
            first = clauses.first_conjunct(part);
        }
        let governor = analysis.head(first).filter(|&it| clauses.is_predicate(it));
        let relation = self.label(first);
        if relation == Deprel::Obj && analysis.head(first).is_some_and(|verb| frame.not_verb.contains(&self.lemma(verb))) {
            return None;
        }
        let content = self.content(word);
        let mut found = Found {
            frame: pattern.frame,
            kind: frame.kind,
            mode: frame.mode,
            word,
            words: word..word + 1,
            construction: Construction::Bare,
            actors: Vec::new(),
            recipients: Vec::new(),
            instrument: None,
            clause: governor,
            light: None,
            content,
            noun: None,
            cause: None,
            score: frame.score.saturating_sub(5),
            is_void: false,
            is_told: (false, false),
            is_crewed: false,
            is_willed: false,
            is_perpetrated: false,
        };
        // What the verb of which it is the object or subject gives it.
        let mut light_actors: Vec<usize> = Vec::new();
        let mut light_recipients: Vec<usize> = Vec::new();
        if let Some(verb) = governor {
            let lemma = self.lemma(verb);
            let key = &self.with_particle(verb);
            let preposition = clauses.preposition(first);
            let with_preposition = format!("{lemma} {preposition}");
            let is_passive = clauses.is_passive(verb);
            let is_object = relation == Deprel::Obj || is_passive && matches!(relation, Deprel::NsubjPass);
            // `took place`, `takes effect`, but `took eight months`.
            let takes =
                lemma != "take" || clauses.objects(verb).iter().any(|&it| matches!(analysis.lemma(it), "place" | "effect" | "force"));
            if is_object && self.things.is_light(key) || matches!(relation, Deprel::Obl) && self.things.is_light(&with_preposition) {
                // `were involved in the massacre`: those who were.
                light_actors = if is_passive && is_object { clauses.agents(verb) } else { clauses.subjects(verb) };
                found.light = Some(verb);
                found.is_perpetrated = self.things.perpetrates(key);
            } else if is_object && self.things.is_suffering(key)
                || matches!(relation, Deprel::Obl | Deprel::Obj) && self.things.is_suffering(&with_preposition)
            {
                light_recipients = clauses.subjects(verb);
                found.light = Some(verb);
            } else if takes
                // `explosions come from the drums`: where they come from, not that they come.
                && !(lemma == "come" && clauses.dependents(verb).any(|it| clauses.preposition(it) == "from"))
                && matches!(relation, Deprel::Nsubj | Deprel::NsubjPass)
                && (self.things.is_happening(key)
                    || self.things.is_happening(&lemma)
                    || self.things.is_aspect(key)
                    || self.things.is_aspect(&lemma))
            {
                found.construction = Construction::Nominal;
                found.light = (self.things.is_aspect(key) || self.things.is_aspect(&lemma)).then_some(verb);
            } else if is_object && (self.things.is_aspect(key) || self.things.is_aspect(&lemma)) {
                found.construction = Construction::Nominal;
                found.light = Some(verb);
            }
        }
        if frame.kind == EventType::Assault && light_actors.is_empty() {
            light_actors = self.perpetrators(word, first);
            found.is_perpetrated |= !light_actors.is_empty();
        }
        // `is the subject of an inquiry`: it suffers it.
        if let Some(role) = analysis.head(first).filter(|_| relation == Deprel::Nmod && clauses.preposition(first) == "of")
            && self.things.is_suffering(&format!("{} of", self.lemma(role)))
            && clauses.copula(role).is_some()
        {
            light_recipients = clauses.subjects(role);
            found.light = Some(role);
            found.clause = Some(role);
        }
        // `are on strike`, `is under siege`.
        if clauses.copula(word).is_some()
            && !clauses.preposition(word).is_empty()
            && (frame.kind.is_force() || frame.mode == Some("investigate") && clauses.preposition(word) == "under")
        {
            let subjects = clauses.subjects(word);
            let is_behind = clauses.preposition(word) == "behind";
            if !is_behind && (frame.recipient.first() == Some(&Slot::Owner) || clauses.preposition(word) == "under") {
                light_recipients = subjects;
            } else {
                light_actors = subjects;
            }
            found.light = Some(word);
            found.clause = Some(word);
            found.is_perpetrated |= is_behind;
        }
        let given = Given { word, frame, subjects: &light_actors, objects: &[], direct: &[], content, is_passive: false };
        let suffers = frame.recipient.first() == Some(&Slot::Owner);
        // Possessors and what stands before the noun.
        let poss = clauses.dependents(word).find(|&it| self.label(it) == Deprel::NmodPoss).and_then(|it| {
            let all = clauses.conjuncts(it);
            let parties: Vec<Party> = all.iter().filter_map(|&it| self.parties.of(it)).collect();
            (!parties.is_empty()).then_some(parties)
        });
        // `ended [their] blockade`: theirs who end it.
        let own = clauses.dependents(word).find(|&it| self.label(it) == Deprel::NmodPoss && self.parties.is_pronoun(it));
        let poss = poss.or_else(|| {
            let verb = governor.filter(|_| own.is_some() && matches!(relation, Deprel::Obj | Deprel::Obl))?;
            let parties = self.actors_of(&clauses.subjects(verb), frame.kind);
            (!parties.is_empty()).then_some(parties)
        });
        let is_home = |party: &Party| {
            frame.is_domestic
                && (party.form == Form::Demonym
                    || matches!(self.parties.entities()[party.entity].kind, EntityKind::Country | EntityKind::Place))
        };
        if let Some(mut parties) = poss {
            parties.retain(|party| !is_home(party));
            if suffers { found.recipients = parties } else { found.actors = parties }
        }
        let mut is_from_before = false;
        for it in clauses.dependents(word).filter(|&it| matches!(self.label(it), Deprel::Compound | Deprel::Amod) && it < word) {
            let Some(party) = self.parties.at(it).or_else(|| self.named_compound(it)).filter(|party| !is_home(party)) else { continue };
            let entity = &self.parties.entities()[party.entity];
            let is_doer = party.form == Form::Demonym || self.parties.acts(party.entity) && !suffers;
            if frame.is_mutual || is_doer && found.actors.is_empty() {
                found.actors.push(party);
            } else if found.recipients.is_empty()
                && (!is_doer || suffers)
                && (entity.kind != EntityKind::Place || frame.kind == EventType::Assault)
            {
                found.recipients.push(party);
                is_from_before = true;
            }
        }
        // `the stabbing and mutilation of a guard`: what stands after the last of such nouns is of all of them.
        let with = |head: usize| {
            clauses.dependents(head).filter(move |&it| it > head && matches!(self.label(it), Deprel::Nmod | Deprel::Obl | Deprel::OblAgent))
        };
        let last = clauses.dependents(word).filter(|&it| it > word && self.label(it) == Deprel::Conj && self.upos(it) == Upos::Noun).last();
        let shared = last.filter(|&it| with(word).next().is_none() && !clauses.dependents(it).any(|of| self.label(of) == Deprel::Det));
        for it in with(word).chain(shared.into_iter().flat_map(with)) {
            let preposition = clauses.preposition(it);
            let all = || clauses.conjuncts(clauses.antecedent(it));
            match preposition.as_str() {
                "by" => {
                    let parties = self.actors_of(&all(), frame.kind);
                    if !parties.is_empty() {
                        found.actors = parties;
                    }
                }
                // `the resignation of the minister`, `the visit of the chancellor`: theirs.
                "of" if !suffers
                    && matches!(frame.kind, EventType::Consult | EventType::Retreat | EventType::Protest | EventType::Mobilize)
                    && found.actors.is_empty()
                    && !frame.recipient.contains(&Slot::With("of".to_owned())) =>
                {
                    found.actors = self.actors_of(&all(), frame.kind);
                }
                "between" | "among" if frame.is_mutual || frame.kind == EventType::Assault || frame.kind == EventType::Agree => {
                    let parties = self.actors_of(&all(), EventType::Consult);
                    if parties.len() > 1 || !parties.is_empty() && found.actors.is_empty() {
                        found.actors = parties;
                    }
                }
                other => {
                    let fits =
                        frame.recipient.iter().any(|slot| matches!(slot, Slot::With(with) if with == other)) || suffers && other == "of";
                    // `the Lendar police shooting of a boy`: whom the words after the noun say, not where its police are.
                    let is_open = found.recipients.is_empty() || is_from_before || suffers && other == "of";
                    let is_of = other == "of" && is_from_before && frame.kind == EventType::Assault;
                    if (fits || is_of) && is_open {
                        let mut parties = self.sufferers(&all(), frame.kind);
                        self.only_hit(other, frame.kind, &mut parties);
                        if !parties.is_empty() {
                            found.recipients = parties;
                        }
                    }
                }
            }
        }
        if !light_actors.is_empty() {
            let mut parties = self.actors_of(&light_actors, frame.kind);
            // `China ended the protests`: a state that ends them does not protest.
            if frame.kind == EventType::Protest {
                parties.retain(|party| !self.parties.is_demonym(party.entity) && !self.is_armed(&[*party]));
            }
            if !parties.is_empty() {
                found.actors = parties;
            } else if let Some(&subject) = light_actors.first().filter(|_| frame.kind.is_force()) {
                found.is_void |= self.is_willless(subject);
            }
        }
        if !light_recipients.is_empty() {
            let parties = self.sufferers(&light_recipients, frame.kind);
            if !parties.is_empty() {
                found.recipients = parties;
            }
        }
        // `has drawn criticism from the bishops`: theirs.
        if found.actors.is_empty()
            && !light_recipients.is_empty()
            && let Some(light) = found.light
        {
            let from = self.after(word, &["from"]).or_else(|| self.after(light, &["from"]).filter(|&it| it > word));
            found.actors = from.map_or_else(Vec::new, |it| self.actors_of(&clauses.conjuncts(it), frame.kind));
        }
        if found.recipients.is_empty()
            && let Some(light) = found.light
        {
            for slot in &frame.recipient {
                if let Slot::With(preposition) = slot {
                    let mut parties = self.with(light, &[], preposition, frame.kind);
                    parties.retain(|it| !found.actors.iter().any(|other| other.entity == it.entity));
                    if !parties.is_empty() {
                        found.recipients = parties;
                        break;
                    }
                }
            }
        }
        // `clashes broke out between the army and rebels`: both sides.
        if found.actors.is_empty()
            && (frame.is_mutual || matches!(frame.kind, EventType::Assault | EventType::Agree))
            && let Some(verb) = governor
        {
            found.actors = self.actors_of(&self.between(verb), EventType::Consult);
        }
        // `the release of two citizens by Iran`, where the tree hangs those who did it on those to whom it was done.
        if found.actors.is_empty() && (suffers || frame.kind == EventType::Assault) {
            found.actors = self.by_below(word).map_or_else(Vec::new, |it| self.actors_of(&clauses.conjuncts(it), frame.kind));
        }
        // `died in attacks by rebels`, where the tree hangs those who attack on the verb.
        if found.actors.is_empty()
            && relation == Deprel::Obl
            && frame.kind == EventType::Assault
            && let Some(verb) = governor.filter(|&it| !clauses.is_passive(it))
        {
            let by = self.after(verb, &["by"]).filter(|&it| it > word);
            found.actors = by.map_or_else(Vec::new, |it| self.actors_of(&clauses.conjuncts(it), frame.kind));
        }
        // `protests in Norland against the junta`, where the tree hangs those against whom on the place or on the verb.
        if found.recipients.is_empty() && frame.recipient.contains(&Slot::With("against".to_owned())) {
            let places = clauses.dependents(word).filter(|&it| it > word && self.label(it) == Deprel::Nmod);
            let heads = places.chain(governor.filter(|_| found.light.is_some() || relation == Deprel::Obl));
            let against = heads.flat_map(|head| clauses.dependents(head)).find(|&it| {
                it > word
                    && matches!(self.label(it), Deprel::Nmod | Deprel::Obl | Deprel::OblUnmarked)
                    && clauses.preposition(it) == "against"
            });
            found.recipients = against.map_or_else(Vec::new, |it| self.sufferers(&clauses.conjuncts(it), frame.kind));
        }
        if found.recipients.is_empty() {
            let clausal = frame.recipient.iter().filter(|it| matches!(it, Slot::Content | Slot::Doer));
            found.recipients = clausal.map(|it| self.slot(&given, it)).find(|it| !it.is_empty()).unwrap_or_default();
        }
        found.recipients.retain(|it| !found.actors.iter().any(|other| other.entity == it.entity));
        // `the protest was signed`: a light verb that nobody does makes no event of its noun.
        let is_empty = found.actors.is_empty() && found.recipients.is_empty();
        let is_aspect = found.light.is_some_and(|verb| verb == word || self.things.is_aspect(&self.lemma(verb)));
        if found.light.is_some() && found.construction == Construction::Bare && (!is_empty || is_aspect) {
            found.construction = Construction::Light;
        } else if found.construction == Construction::Nominal {
        } else if !found.actors.is_empty() || !found.recipients.is_empty() {
            found.construction = Construction::Nominal;
        }
        if frame.is_human
            && found
                .recipients
                .iter()
                .any(|party| !matches!(self.parties.entities()[party.entity].kind, EntityKind::Person | EntityKind::Group))
        {
            return None;
        }
        // `called off their strike`, `the strike went on`: workers, unless jets or guns are told beside it.
        let stoppage = found.light.is_some()
            && found.actors.is_empty()
            && !clauses.dependents(word).any(|it| matches!(self.label(it), Deprel::Compound | Deprel::Amod | Deprel::Nmod));
        if frame.is_civil && !self.is_civil(&found.actors) && !stoppage {
            return None;
        }
        if frame.kind == EventType::Assault && found.instrument.is_none() {
            self.means(&mut found);
        }
        // `the blockade of the port`: told, though the port is nobody.
        let is_thing = |it: usize| matches!(self.upos(it), Upos::Noun | Upos::Propn | Upos::Pron);
        found.is_told.0 |= clauses.dependents(word).any(|it| self.label(it) == Deprel::NmodPoss) && !suffers;
        found.is_told.1 |= clauses.dependents(word).filter(|&it| it > word && self.label(it) == Deprel::Nmod && is_thing(it)).any(|it| {
            let preposition = clauses.preposition(it);
            frame.recipient.iter().any(|slot| matches!(slot, Slot::With(with) if *with == preposition)) || suffers && preposition == "of"
        });
        found.is_told.0 |= !found.actors.is_empty();
        found.is_told.1 |= !found.recipients.is_empty();
        let is_enough = self.is_enough(frame, &found)
            || found.construction == Construction::Bare && !frame.is_vague
            || found.construction == Construction::Nominal && found.light.is_some() && !frame.kind.is_verbal()
            || found.construction == Construction::Light
                && !frame.kind.is_verbal()
                && found.light.is_some_and(|verb| self.things.is_aspect(&self.lemma(verb)));
        is_enough.then_some(found)
    }

    /// The lemma of a verb with its particle: `carry out`.
    fn with_particle(&self, verb: usize) -> String {
        let particle = self.page.clauses.dependents(verb).find(|&it| self.label(it) == Deprel::CompoundPrt);
        particle.map_or_else(|| self.lemma(verb), |it| format!("{} {}", self.lemma(verb), self.page.form(it).to_lowercase()))
    }

    /// Who did a deed of force, where the words around its noun say so by another verb or noun than `by`: `the raid staged by [them]`, `[they]
    /// claimed responsibility for the bombing`, `the attack was the work of [rebels]`, `[she] was responsible for the killing`. `first` is the
    /// first of the nouns it is coordinated with.
    fn perpetrators(&self, word: usize, first: usize) -> Vec<usize> {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        let staged = clauses.dependents(word).find(|&it| {
            it > word
                && self.label(it) == Deprel::Acl
                && analysis.tags[it].xpos == Xpos::Vbn
                && self.things.stages(&self.with_particle(it))
                && !clauses.is_negated(it)
        });
        if let Some(staged) = staged {
            return clauses.agents(staged);
        }
        let Some(head) = analysis.head(first) else { return Vec::new() };
        // `claimed responsibility for the bombing`, whatever the tree hangs the bombing on.
        if matches!(self.label(first), Deprel::Nmod | Deprel::Obl) && clauses.preposition(first) == "for" {
            let blame = if self.things.is_blame(&self.lemma(head)) {
                Some(head)
            } else {
                clauses.dependents(head).find(|&it| {
                    it < first && matches!(self.label(it), Deprel::Obj | Deprel::Xcomp) && self.things.is_blame(&self.lemma(it))
                })
            };
            let Some(blame) = blame else { return Vec::new() };
            let verb = if clauses.copula(blame).is_some() {
                Some(blame)
            } else {
                analysis.head(blame).filter(|&it| self.things.takes_blame(&self.lemma(it)) && !clauses.is_passive(it))
            };
            let subjects = verb.filter(|&it| self.is_asserted(it)).map_or_else(Vec::new, |it| clauses.subjects(it));
            let is_nobody =
                |it: &usize| clauses.dependents(*it).any(|of| matches!(self.page.form(of).to_lowercase().as_str(), "no" | "neither"));
            return if subjects.iter().any(is_nobody) { Vec::new() } else { subjects };
        }
        // `the attack was the work of rebels`.
        let is_work = self.label(first) == Deprel::Nsubj && self.things.is_handiwork(&self.lemma(head)) && !clauses.is_negated(head);
        let whose = clauses.dependents(head).find(|&it| is_work && self.label(it) == Deprel::Nmod && clauses.preposition(it) == "of");
        whose.map_or_else(Vec::new, |it| clauses.conjuncts(it))
    }

    /// Whether a predicate is said to hold, by a clause of its own: not `may have been responsible`, `have yet to claim`, `whether they were`.
    pub fn is_asserted(&self, predicate: usize) -> bool {
        let clauses = self.page.clauses;
        let group = clauses.verb_group(predicate);
        let is_told = match self.label(predicate) {
            Deprel::Root | Deprel::Parataxis | Deprel::AclRelcl | Deprel::Conj => true,
            Deprel::Ccomp => self.page.analysis.head(predicate).is_some_and(|head| clauses.is_reporting(head)),
            _ => false,
        };
        let is_open = clauses
            .dependents(predicate)
            .any(|it| self.label(it) == Deprel::Mark && matches!(self.page.form(it).to_lowercase().as_str(), "if" | "whether" | "unless"));
        is_told && !is_open && group.modal.is_none() && !clauses.is_negated(predicate) && clauses.is_finite(predicate)
    }

    /// A party whose name is more than one word before a noun: `Boko Haram attack`.
    pub(super) fn named_compound(&self, word: usize) -> Option<Party> {
        self.parties.of(word).filter(|party| party.form == Form::Name).or_else(|| self.parties.body(word))
    }
}
