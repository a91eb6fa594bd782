//! Who stands with a verb: who does it and to whom it is done, also where the tree has them elsewhere.

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::Scene;
use crate::event::kind::EventType;
use crate::who::EntityKind;

/// How many words before a verb a subject may stand that the tree takes for something else.
const LOST: usize = 24;

/// Who stands with a verb.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Whether it is passive.
    pub is_passive: bool,
    /// Who does it: the subjects of an active verb, the agents of a passive.
    pub subjects: Vec<usize>,
    /// To whom it is done: the objects of an active verb, the subjects of a passive.
    pub objects: Vec<usize>,
}

impl Scene<'_, '_> {
    /// Who stands with a verb. A past tense that the tree takes for a participle is read as what it is where its sentence has no other verb
    /// that could be finite: `The bishop [called] for calm`, `The council [lifted] sanctions`.
    pub fn shape(&self, word: usize) -> Option<Shape> {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        let label = self.label(word);
        let head = analysis.head(word);
        let is_past = analysis.tags[word].xpos == Xpos::Vbn || analysis.tags[word].xpos == Xpos::Vbd;
        if let Some(head) = head.filter(|_| is_past && matches!(label, Deprel::Acl | Deprel::Amod)) {
            let sentence = analysis.sentence_of(word);
            let finite = |it: usize| analysis.tags[it].xpos.is_finite() && !self.is_below_reporting(it);
            // `Norlandic aircraft, drones among them, [hit] the camp`, where the tree hangs the verb on what stands beside the subject.
            let top = if analysis.labels[head] == Deprel::Appos { analysis.head(head).unwrap_or(head) } else { head };
            let root =
                analysis.labels[top] == Deprel::Root && matches!(self.upos(top), Upos::Noun | Upos::Propn) && clauses.copula(top).is_none();
            let alone = root && !sentence.clone().any(|it| it != word && finite(it));
            let subject = clauses.dependents(head).find(|&it| analysis.labels[it] == Deprel::Nsubj && it < word);
            if alone && label == Deprel::Acl && head < word && !clauses.dependents(word).any(|it| analysis.labels[it] == Deprel::OblAgent) {
                return Some(Shape {
                    is_passive: false,
                    subjects: clauses.conjuncts(top).into_iter().filter(|&it| it < word).collect(),
                    objects: clauses.objects(word),
                });
            }
            if let Some(subject) = subject.filter(|_| alone && label == Deprel::Amod && word < head) {
                return Some(Shape { is_passive: false, subjects: clauses.conjuncts(subject), objects: clauses.conjuncts(head) });
            }
        }
        // `has so far [provided] Norland with aid`, where the tree has what is owned.
        if label == Deprel::Amod
            && let Some(object) = head.filter(|&head| is_past && head > word && analysis.labels[head] == Deprel::Obj)
            && let Some(have) = analysis.head(object).filter(|&it| it < word && analysis.lemma(it) == "have")
            && (have + 1..word).any(|it| self.upos(it) == Upos::Adv)
            && (have + 1..word).all(|it| matches!(self.upos(it), Upos::Adv | Upos::Part))
        {
            return Some(Shape { is_passive: false, subjects: clauses.subjects(have), objects: clauses.conjuncts(object) });
        }
        // A participle before its noun says what state it is in: `the occupied town`.
        if label == Deprel::Amod {
            return None;
        }
        // `If [convicted], he faces`: of whom the clause above tells.
        if self.is_opened(word)
            && analysis.tags[word].xpos != Xpos::Vb
            && (self.upos(word) == Upos::Adj || analysis.tags[word].xpos == Xpos::Vbn)
        {
            let objects = head.map(|head| clauses.subjects(head)).unwrap_or_default();
            return Some(Shape { is_passive: true, subjects: clauses.agents(word), objects });
        }
        // `arrested two clerks, [accused] of fraud`: they, where the tree has what was said of whoever arrested them.
        if matches!(label, Deprel::Advcl | Deprel::Conj)
            && analysis.tags[word].xpos == Xpos::Vbn
            && clauses.dependents(word).all(|it| {
                !matches!(
                    analysis.labels[it],
                    Deprel::Mark | Deprel::Cc | Deprel::Obj | Deprel::Nsubj | Deprel::Aux | Deprel::AuxPass | Deprel::NsubjPass
                )
            })
            && word.checked_sub(1).is_some_and(|it| self.page.form(it) == ",")
            && let Some(head) = head.filter(|&it| it < word)
        {
            let before: Vec<usize> = clauses.objects(head).into_iter().filter(|&it| it > head && it < word).collect();
            if self.is_human_any(&before) {
                return Some(Shape { is_passive: true, subjects: clauses.agents(word), objects: before });
            }
        }
        if self.upos(word) == Upos::Adj && !clauses.is_predicate(word) {
            return None;
        }
        // A participle with a subject and no auxiliary is a past tense: `Groups [called] on workers`.
        let bare = analysis.tags[word].xpos == Xpos::Vbn
            && matches!(label, Deprel::Root | Deprel::Ccomp | Deprel::Parataxis | Deprel::Conj)
            && !clauses
                .dependents(word)
                .any(|it| matches!(analysis.labels[it], Deprel::Aux | Deprel::AuxPass | Deprel::NsubjPass | Deprel::Cop))
            && (clauses.dependents(word).any(|it| analysis.labels[it] == Deprel::Nsubj)
                || label == Deprel::Root && clauses.dependents(word).any(|it| analysis.labels[it] == Deprel::Obj && it > word));
        // `searched a car and also [seized] cash`: as the clause before it.
        let joined = label == Deprel::Conj
            && is_past
            && head.is_some_and(|head| self.upos(head) == Upos::Verb && !clauses.is_passive(head))
            && clauses.dependents(word).any(|it| analysis.labels[it] == Deprel::Obj && it > word)
            && !clauses
                .dependents(word)
                .any(|it| matches!(analysis.labels[it], Deprel::Aux | Deprel::AuxPass | Deprel::NsubjPass | Deprel::Cop));
        let bare = bare || joined;
        let is_passive = !bare && clauses.is_passive(word);
        if let Some(accused) = self.accused(word) {
            return Some(Shape { is_passive, subjects: accused, objects: clauses.objects(word) });
        }
        let before = self.clause_before(word);
        let mut subjects = match before {
            Some(before) if clauses.is_passive(before) => clauses.agents(before),
            Some(before) => clauses.subjects(before),
            None if !is_passive && let Some(told) = self.told_before(word) => clauses.subjects(told),
            None if is_passive => clauses.agents(word),
            None => clauses.subjects(word),
        };
        let mut objects = if is_passive {
            clauses.subjects(word)
        } else if bare {
            clauses.dependents(word).filter(|&it| analysis.labels[it] == Deprel::Obj).flat_map(|it| clauses.conjuncts(it)).collect()
        } else {
            clauses.objects(word)
        };
        // Where the report was filed does nothing: `Kyiv: President Zelensky hailed`.
        if subjects.iter().any(|&it| self.is_dateline(it)) {
            subjects = subjects
                .iter()
                .flat_map(|&it| {
                    if self.is_dateline(it) {
                        clauses
                            .dependents(it)
                            .filter(|&of| matches!(analysis.labels[of], Deprel::Appos | Deprel::Parataxis | Deprel::Dep))
                            .collect()
                    } else {
                        vec![it]
                    }
                })
                .collect();
        }
        // `reports the man was [sentenced]`, `said two men, both from Oslo, [abducted] her`, where the tree takes the subject for the object of the
        // verb of saying.
        let is_told = |head: usize| label == Deprel::Ccomp || label == Deprel::Conj && self.things.asserts(&self.lemma(head));
        if let Some(head) = head.filter(|&head| {
            is_told(head)
                && clauses.is_reporting(head)
                && clauses.is_finite(word)
                && !clauses
                    .dependents(word)
                    .any(|it| matches!(analysis.labels[it], Deprel::Nsubj | Deprel::NsubjPass | Deprel::Expl | Deprel::Csubj))
        }) {
            let own = clauses.dependents(head).find(|&it| {
                analysis.labels[it] == Deprel::Obj
                    && it > head
                    && it < word
                    && (label == Deprel::Ccomp || self.is_human(self.parties.counted(it)))
            });
            let own = own.map_or_else(Vec::new, |it| clauses.conjuncts(it));
            if !own.is_empty() {
                if is_passive { objects = own } else { subjects = own }
            }
        }
        // `wants the army to [withdraw]`, where the tree has an adverbial clause.
        if !is_passive
            && label == Deprel::Advcl
            && let Some(head) = head
            && clauses.dependents(word).any(|it| analysis.tags[it].xpos == Xpos::To)
            && self.things.controls(analysis.lemma(head))
        {
            let told: Vec<usize> = clauses.dependents(head).filter(|&it| it > head && it < word && self.label(it) == Deprel::Obj).collect();
            if !told.is_empty() {
                subjects = told;
            }
        }
        // `called on both sides to [disarm]`: whoever is called on.
        if !is_passive
            && matches!(label, Deprel::Advcl | Deprel::Xcomp)
            && let Some(head) = head
            && self.things.calls(analysis.lemma(head))
            && clauses.dependents(word).any(|it| analysis.tags[it].xpos == Xpos::To)
        {
            let called = clauses.dependents(head).find(|&it| {
                it > head
                    && it < word
                    && matches!(self.label(it), Deprel::Obl | Deprel::Xcomp)
                    && matches!(clauses.preposition(it).as_str(), "on" | "upon" | "to" | "for")
            });
            if let Some(called) = called {
                subjects = clauses.conjuncts(called);
            }
        }
        // `took two days to [withdraw]`: whoever took them.
        if subjects.is_empty()
            && !is_passive
            && label == Deprel::Advcl
            && let Some(head) = head
            && clauses.dependents(word).any(|it| analysis.tags[it].xpos == Xpos::To)
        {
            subjects = clauses.subjects(head);
        }
        if subjects.is_empty() && !is_passive {
            subjects = self.of_attempt(word);
        }
        // `has so far refused`, where the tree has two verbs for one.
        if subjects.is_empty()
            && !is_passive
            && let Some(have) = head
                .filter(|&head| is_past && matches!(label, Deprel::Obj | Deprel::Xcomp | Deprel::Ccomp) && analysis.lemma(head) == "have")
        {
            subjects = clauses.subjects(have);
        }
        // A noun that the tree takes for a complement: `deported 165 Venezuelans`.
        if objects.is_empty() && !is_passive {
            let noun = clauses.dependents(word).find(|&it| {
                it > word
                    && matches!(analysis.labels[it], Deprel::Xcomp | Deprel::Ccomp | Deprel::OblUnmarked)
                    && matches!(self.upos(it), Upos::Noun | Upos::Propn)
                    && !clauses.dependents(it).any(|child| matches!(analysis.labels[child], Deprel::Case | Deprel::Mark | Deprel::Cop))
                    && self.parties.of(it).is_some()
            });
            objects = noun.map_or_else(Vec::new, |it| clauses.conjuncts(it));
        }
        // A subject that the tree takes for something else: `Norland and Velmar have agreed`.
        if subjects.is_empty()
            && !is_passive
            && matches!(label, Deprel::Root | Deprel::Conj | Deprel::Ccomp | Deprel::Parataxis | Deprel::Advcl)
        {
            subjects = self.lost_subject(word);
        }
        // `Norland says [it] is willing to withdraw`: who speaks, where nothing else says whom the pronoun means.
        if !is_passive && subjects.iter().all(|&it| self.parties.is_pronoun(it) && self.parties.of(it).is_none()) {
            subjects = self.speakers(word).unwrap_or(subjects);
        }
        // `suing the state for damages`, where the tree has an indirect object and no other.
        if objects.is_empty() && !is_passive {
            objects = clauses.indirect_object(word).map_or_else(Vec::new, |it| clauses.conjuncts(it));
        }
        // `blown up the bridge`, where the tree has no object.
        if objects.is_empty() && !is_passive {
            objects = self.lost_object(word);
        }
        if objects.is_empty() && !is_passive {
            // Conjuncts share the object that follows the last: `shot and killed a man`.
            // Not `did not shoot but left the room`.
            let contrasts = |it: usize| clauses.dependents(it).any(|of| self.page.form(of).eq_ignore_ascii_case("but"));
            let later = |&it: &usize| self.label(it) == Deprel::Conj && self.upos(it) == Upos::Verb && !contrasts(it);
            let shared = clauses.dependents(word).filter(later).map(|it| clauses.objects(it)).find(|found| !found.is_empty());
            objects = shared.filter(|found| found.iter().all(|&it| it > word)).unwrap_or_default();
        }
        Some(Shape { is_passive, subjects: self.whoever(word, subjects), objects: self.whoever(word, objects) })
    }

    /// Words with the person for the place where that person lives: `Ned Moss of Mill Lane, Oslo, [who] is accused`, where the tree hangs the
    /// relative clause on the place.
    fn whoever(&self, verb: usize, words: Vec<usize>) -> Vec<usize> {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        let is_who =
            |it: usize| matches!(analysis.labels[it], Deprel::Nsubj | Deprel::NsubjPass) && self.page.form(it).eq_ignore_ascii_case("who");
        let place = analysis.head(verb).filter(|&it| {
            self.label(verb) == Deprel::AclRelcl
                && words.contains(&it)
                && clauses.dependents(verb).any(is_who)
                && self.parties.kind(it) == Some(EntityKind::Place)
        });
        let Some(place) = place else { return words };
        let up = |it: &usize| {
            matches!(self.label(*it), Deprel::Nmod | Deprel::Appos | Deprel::Flat | Deprel::NmodUnmarked | Deprel::NmodDesc | Deprel::Dep)
                .then(|| analysis.head(*it))
                .flatten()
        };
        let is_people = |it: &usize| matches!(self.parties.kind(*it), Some(EntityKind::Person | EntityKind::Group));
        let person = std::iter::successors(Some(place), up).take(5).find(is_people);
        words.into_iter().map(|it| if it == place { person.unwrap_or(it) } else { it }).collect()
    }

    /// The clause of force whose outcome a participle at its end tells, where the tree hangs that on a clause above that tells of none: `The town
    /// mourned after a gunman [fired] into a crowd, killing two`.
    pub(super) fn clause_before(&self, word: usize) -> Option<usize> {
        let analysis = self.page.analysis;
        let is_force =
            |it: usize| self.frames.verb(&self.lemma(it)).iter().any(|pattern| self.frames.all[pattern.frame].kind == EventType::Assault);
        let above = analysis.head(word).filter(|&it| {
            it < word && self.label(word) == Deprel::Advcl && analysis.tags[word].xpos == Xpos::Vbg && is_force(word) && !is_force(it)
        })?;
        let last = (above + 1..word).rev().find(|&it| self.page.clauses.is_predicate(it) && self.page.clauses.is_finite(it))?;
        (is_force(last) && self.page.form(word - 1) == ",").then_some(last)
    }

    /// The clause of what is told with which a deed of force is joined, where the tree joins it with the verb of saying: `The minister said the army
    /// had [surrounded] the town and arrested twelve men`; and the clause that a source interrupts: `Guards [seized] guns, the mayor said, and
    /// arrested two`. Who only speaks does no such deed, unless he bears arms and those of whom he speaks do not.
    pub(super) fn told_before(&self, word: usize) -> Option<usize> {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        let says = analysis.head(word).filter(|&it| it < word && self.label(word) == Deprel::Conj && clauses.is_reporting(it))?;
        let is_deed = |kind: EventType| matches!(kind, EventType::Assault | EventType::Coerce | EventType::Mobilize);
        let frames = self.frames.verb(&self.lemma(word));
        let has_subject = clauses.dependents(word).any(|it| matches!(self.label(it), Deprel::Nsubj | Deprel::NsubjPass));
        if has_subject || !frames.iter().all(|it| is_deed(self.frames.all[it.frame].kind)) {
            return None;
        }
        let told = if self.label(says) == Deprel::Parataxis {
            analysis.head(says)
        } else {
            let and = clauses.dependents(word).find(|&it| self.label(it) == Deprel::Cc)?;
            let is_apart = and.checked_sub(1).is_some_and(|it| self.page.form(it) == ",");
            let content = clauses.dependents(says).filter(|&it| self.label(it) == Deprel::Ccomp && it > says && it < word).last();
            content.filter(|_| !is_apart)
        }?;
        let parties = |of: usize| self.actors_of(&clauses.subjects(of), EventType::Assault);
        let (does, speaks) = (parties(told), parties(says));
        let is_active = self.upos(told) == Upos::Verb && !clauses.is_passive(told);
        (is_active && !does.is_empty() && (self.is_armed(&does) || !self.is_armed(&speaks))).then_some(told)
    }

    /// Who says a clause whose subject is a pronoun in the third person; none where the verb of saying has no party for its subject.
    pub(super) fn speakers(&self, word: usize) -> Option<Vec<usize>> {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        let own = clauses.dependents(word).find(|&it| {
            it < word
                && matches!(analysis.labels[it], Deprel::Nsubj | Deprel::Expl)
                && matches!(self.page.form(it).to_lowercase().as_str(), "it" | "they" | "he" | "she")
        });
        let own = own.filter(|&it| self.parties.of(it).is_none())?;
        let governor = clauses.governor(word).filter(|it| it.relation == Deprel::Ccomp && clauses.is_reporting(it.predicate))?;
        // `it` is no person.
        let is_it = self.page.form(own).eq_ignore_ascii_case("it");
        let fits = |entity: usize| self.parties.acts(entity) && !(is_it && self.parties.entities()[entity].kind == EntityKind::Person);
        let acts = |it: &usize| self.parties.of(*it).is_some_and(|party| fits(party.entity));
        let all: Vec<usize> = clauses.subjects(governor.predicate).into_iter().filter(acts).collect();
        (!all.is_empty()).then_some(all)
    }

    /// The subject of a finite verb that has none in the tree: a party before it that hangs on it without a preposition, or on an adverb
    /// between them: `[Pakistan], a key ally in the war, has refused`.
    pub(super) fn lost_subject(&self, word: usize) -> Vec<usize> {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        let start = analysis.sentence_of(word).start;
        let finite = matches!(analysis.tags[word].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
            || clauses.dependents(word).any(|it| it < word && analysis.labels[it] == Deprel::Aux);
        let acts = |it: usize| self.parties.of(it).is_some_and(|party| self.parties.acts(party.entity));
        let lost = |it: &usize| {
            let it = *it;
            let head = analysis.head(it);
            let own =
                head == Some(word) && matches!(analysis.labels[it], Deprel::Obl | Deprel::OblUnmarked | Deprel::Dep | Deprel::Vocative);
            let through = analysis.labels[it] == Deprel::Nsubj
                && head.is_some_and(|head| head < word && analysis.head(head) == Some(word) && self.upos(head) == Upos::Adv);
            // `as [rustlers] attacked the camp`, where the tree has a preposition for the word that opens the clause.
            let opened = || clauses.preposition(it) == "as" && !(it..word).any(|between| self.page.form(between) == ",");
            matches!(self.upos(it), Upos::Noun | Upos::Propn)
                && (own && (clauses.preposition(it).is_empty() || opened()) || through)
                && acts(it)
        };
        if !finite {
            return Vec::new();
        }
        let found = (start.max(word.saturating_sub(LOST))..word).find(lost);
        found.map_or_else(Vec::new, |it| clauses.conjuncts(it).into_iter().filter(|&it| it < word).collect())
    }

    /// The object of a verb that has none in the tree: a noun phrase without a preposition right after it or its particle: `beat up [detainees]`.
    pub(super) fn lost_object(&self, word: usize) -> Vec<usize> {
        let clauses = self.page.clauses;
        let lost = clauses.dependents(word).find(|&it| {
            it > word
                && it <= word + 7
                && matches!(self.label(it), Deprel::Obl | Deprel::OblUnmarked)
                && matches!(self.upos(it), Upos::Noun | Upos::Propn)
                && clauses.preposition(it).is_empty()
                && (word + 1..it).all(|between| {
                    let is_quote = matches!(self.page.form(between), "\"" | "“" | "‘" | "'" | "``");
                    !matches!(self.upos(between), Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Cconj)
                        && (self.upos(between) != Upos::Punct || is_quote)
                        && (self.upos(between) != Upos::Adp || self.label(between) == Deprel::CompoundPrt)
                })
                && (self.parties.of(it).is_some() || self.things.is_target(self.page, self.parties.counted(it)))
        });
        lost.map_or_else(Vec::new, |it| clauses.conjuncts(it))
    }

    /// Who is said to have done what follows a verb of accusation: `convicted [the man] of kidnapping her`.
    pub(super) fn accused(&self, word: usize) -> Option<Vec<usize>> {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        let marked = clauses
            .dependents(word)
            .any(|it| self.label(it) == Deprel::Mark && matches!(self.page.form(it).to_lowercase().as_str(), "of" | "for" | "with"));
        if !marked || analysis.tags[word].xpos != Xpos::Vbg || !matches!(self.label(word), Deprel::Advcl | Deprel::Acl) {
            return None;
        }
        let head = analysis.head(word)?;
        let verb = if self.label(word) == Deprel::Acl { analysis.head(head)? } else { head };
        let is_of =
            |kinds: &[EventType]| self.frames.verb(&self.lemma(verb)).iter().any(|it| kinds.contains(&self.frames.all[it.frame].kind));
        let told = if clauses.is_passive(verb) { clauses.subjects(verb) } else { clauses.objects(verb) };
        if is_of(&[EventType::Accuse, EventType::Sanction, EventType::Concede]) {
            return (!told.is_empty()).then_some(told);
        }
        // `arrested two men for killing the mayor`, `praised them for bombing it`: not whoever arrests or praises, and who is arrested is
        // only suspected.
        if is_of(&[EventType::Coerce]) {
            return Some(Vec::new());
        }
        told.iter().any(|&it| self.is_human(self.parties.counted(it))).then_some(told)
    }

    /// Who is said to have tried or planned what follows a noun: `an attempt [by the rebels] to kidnap her`, `[their] plan to bomb it`.
    pub(super) fn of_attempt(&self, word: usize) -> Vec<usize> {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        if self.label(word) != Deprel::Acl || !clauses.dependents(word).any(|it| analysis.tags[it].xpos == Xpos::To) {
            return Vec::new();
        }
        let Some(noun) = analysis.head(word).filter(|&it| self.things.is_try(analysis.lemma(it))) else { return Vec::new() };
        let by = self.after(noun, &["by"]);
        let owner = || clauses.dependents(noun).find(|&it| self.label(it) == Deprel::NmodPoss);
        by.or_else(owner).map_or_else(Vec::new, |it| clauses.conjuncts(it))
    }

    /// Whether `if` or `unless` stands right before a word: `if [convicted]`.
    pub(super) fn is_opened(&self, word: usize) -> bool {
        word.checked_sub(1).is_some_and(|it| matches!(self.page.form(it).to_lowercase().as_str(), "if" | "unless"))
    }

    /// Whether a word at the beginning of a block has a colon or dash behind it.
    pub(super) fn is_dateline(&self, word: usize) -> bool {
        let next = word + 1;
        next < self.page.analysis.len()
            && matches!(self.page.form(next), ":" | "—" | "–" | "--")
            && word < self.page.analysis.sentence_of(word).start + 4
            && self.parties.at(word).is_some_and(|party| {
                self.parties.is_place(party.entity)
                    || self.parties.entities()[party.entity].place.is_some()
                    || self.parties.entities()[party.entity].kind == EntityKind::Organization
            })
    }

    /// Whether a verb only reports the sentence: `police said`.
    pub(super) fn is_below_reporting(&self, word: usize) -> bool {
        self.label(word) == Deprel::Parataxis
    }
}
