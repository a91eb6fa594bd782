//! Finds where frames match: the triggers of a sentence with their parties.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::frame::{Frame, Frames, Pattern, Slot};
use super::kind::EventType;
use super::things::Things;
use crate::page::Page;
use crate::parties::{Parties, Party};
use crate::who::{EntityKind, Form};

/// Prepositions of whom a noun of doing is done to, the better first.
const TO_WHOM: &[&str] = &["by", "against", "on", "upon", "of", "at", "to", "with", "over", "from", "for", "in"];
/// Prepositions of a dependent clause's own parties.
const IN_CONTENT: &[&str] = &["with", "to", "against", "on", "from", "into", "for", "in", "of", "over", "between"];

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
                Upos::Verb => self.verb(word).or_else(|| self.must(word)).or_else(|| self.gerund(word)),
                Upos::Noun | Upos::Propn => self.noun(word),
                Upos::Adj => self.free(word).or_else(|| self.verb(word)),
                _ => None,
            };
            all.extend(found);
        }
        all
    }

    /// A verb with the form of an adjective after `to`: `managed to [free] the hostages`.
    fn free(&self, word: usize) -> Option<Found> {
        let before = word.checked_sub(1)?;
        if !self.page.form(before).eq_ignore_ascii_case("to") {
            return None;
        }
        let clauses = self.page.clauses;
        let above = self.page.analysis.head(word).filter(|&head| head > word && self.label(word) == Deprel::Amod);
        let below = || clauses.dependents(word).find(|&it| it > word && matches!(self.upos(it), Upos::Noun | Upos::Propn));
        let head = above.or_else(below)?;
        let governor = self.page.analysis.head(above.unwrap_or(word))?;
        let shape = Shape { is_passive: false, subjects: clauses.subjects(governor), objects: clauses.conjuncts(head) };
        let mut found = self.frames.verb(&self.lemma(word)).iter().find_map(|pattern| self.verb_frame(word, pattern, &shape))?;
        found.clause = Some(governor);
        Some(found)
    }

    fn verb(&self, word: usize) -> Option<Found> {
        if matches!(
            self.label(word),
            Deprel::Compound | Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::Case | Deprel::Fixed | Deprel::Flat
        ) {
            return None;
        }
        let lemma = self.lemma(word);
        let mut patterns = self.frames.verb(&lemma);
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
        patterns.iter().find_map(|pattern| self.verb_frame(word, pattern, &shape))
    }

    /// Who stands with a verb. A past tense that the tree takes for a participle is read as what it is where its sentence has no other verb
    /// that could be finite: `The bishop [called] for calm`, `The council [lifted] sanctions`.
    pub fn shape(&self, word: usize) -> Option<Shape> {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        let label = self.label(word);
        let head = analysis.head(word);
        let is_past = analysis.tags[word].xpos == Xpos::Vbn || analysis.tags[word].xpos == Xpos::Vbd;
        if let Some(head) = head.filter(|_| is_past && matches!(label, Deprel::Acl | Deprel::Amod)) {
            let sentence = analysis.sentence_of(word);
            let finite =
                |it: usize| matches!(analysis.tags[it].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md) && !self.is_below_reporting(it);
            let root = analysis.labels[head] == Deprel::Root
                && matches!(self.upos(head), Upos::Noun | Upos::Propn)
                && clauses.copula(head).is_none();
            let alone = root && !sentence.clone().any(|it| it != word && finite(it));
            let subject = clauses.dependents(head).find(|&it| analysis.labels[it] == Deprel::Nsubj && it < word);
            if alone && label == Deprel::Acl && head < word && !clauses.dependents(word).any(|it| analysis.labels[it] == Deprel::OblAgent) {
                return Some(Shape {
                    is_passive: false,
                    subjects: clauses.conjuncts(head).into_iter().filter(|&it| it < word).collect(),
                    objects: clauses.objects(word),
                });
            }
            if let Some(subject) = subject.filter(|_| alone && label == Deprel::Amod && word < head) {
                return Some(Shape { is_passive: false, subjects: clauses.conjuncts(subject), objects: clauses.conjuncts(head) });
            }
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
        let is_passive = !bare && clauses.is_passive(word);
        if let Some(accused) = self.accused(word) {
            return Some(Shape { is_passive, subjects: accused, objects: clauses.objects(word) });
        }
        let mut subjects = if is_passive { clauses.agents(word) } else { clauses.subjects(word) };
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
        // `wants the army to [withdraw]`, where the tree has an adverbial clause.
        if subjects.is_empty()
            && !is_passive
            && label == Deprel::Advcl
            && let Some(head) = head
            && clauses.dependents(word).any(|it| analysis.tags[it].xpos == Xpos::To)
            && matches!(
                analysis.lemma(head),
                "want" | "urge" | "ask" | "order" | "tell" | "call" | "press" | "force" | "expect" | "instruct"
            )
        {
            subjects = clauses.dependents(head).filter(|&it| it > head && it < word && self.label(it) == Deprel::Obj).collect();
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
        if objects.is_empty() && !is_passive {
            // Conjuncts share the object that follows the last: `shot and killed a man`.
            let later = clauses.dependents(word).find(|&it| self.label(it) == Deprel::Conj && self.upos(it) == Upos::Verb);
            objects = later.map(|it| clauses.objects(it)).filter(|found| found.iter().all(|&it| it > word)).unwrap_or_default();
        }
        Some(Shape { is_passive, subjects, objects })
    }

    /// Who is said to have done what follows a verb of accusation: `convicted [the man] of kidnapping her`.
    fn accused(&self, word: usize) -> Option<Vec<usize>> {
        let (analysis, clauses) = (self.page.analysis, self.page.clauses);
        let marked = clauses
            .dependents(word)
            .any(|it| self.label(it) == Deprel::Mark && matches!(self.page.form(it).to_lowercase().as_str(), "of" | "for" | "with"));
        if !marked || analysis.tags[word].xpos != Xpos::Vbg || !matches!(self.label(word), Deprel::Advcl | Deprel::Acl) {
            return None;
        }
        let head = analysis.head(word)?;
        let verb = if self.label(word) == Deprel::Acl { analysis.head(head)? } else { head };
        let accuses = self
            .frames
            .verb(&self.lemma(verb))
            .iter()
            .any(|it| matches!(self.frames.all[it.frame].kind, EventType::Accuse | EventType::Sanction | EventType::Concede));
        if !accuses {
            return None;
        }
        let accused = if clauses.is_passive(verb) { clauses.subjects(verb) } else { clauses.objects(verb) };
        (!accused.is_empty()).then_some(accused)
    }

    /// Whether `if` or `unless` stands right before a word: `if [convicted]`.
    fn is_opened(&self, word: usize) -> bool {
        word.checked_sub(1).is_some_and(|it| matches!(self.page.form(it).to_lowercase().as_str(), "if" | "unless"))
    }

    /// Whether a word at the beginning of a block has a colon or dash behind it.
    fn is_dateline(&self, word: usize) -> bool {
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
    fn is_below_reporting(&self, word: usize) -> bool {
        self.label(word) == Deprel::Parataxis
    }

    /// A demand in the words of what is said: `The Red Cross said both armies [must] spare the wells`.
    fn must(&self, word: usize) -> Option<Found> {
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
        let is = |it: usize| self.page.form(it).eq_ignore_ascii_case(partner) || self.page.analysis.lemma(it).eq_ignore_ascii_case(partner);
        for it in clauses.dependents(word) {
            match self.label(it) {
                Deprel::CompoundPrt | Deprel::Advmod if is(it) => return Some(Partner { word: it, object: None, content: None }),
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
        if next < self.page.analysis.len() && is(next) {
            let object = self.page.analysis.head(next).filter(|&it| it > next && self.label(next) == Deprel::Case);
            return Some(Partner { word: next, object, content: None });
        }
        None
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

    fn verb_frame(&self, word: usize, pattern: &Pattern, shape: &Shape) -> Option<Found> {
        let frame = &self.frames.all[pattern.frame];
        let clauses = self.page.clauses;
        let partner = match &pattern.partner {
            Some(partner) => Some(self.partner(word, partner)?),
            None => None,
        };
        let Shape { is_passive, subjects, objects } = shape.clone();
        let objects: Vec<usize> = match partner.as_ref().and_then(|partner| partner.object) {
            Some(object) => clauses.conjuncts(clauses.antecedent(object)),
            None => objects,
        };
        let is_one = |word: usize, set: &rustc_hash::FxHashSet<String>| {
            let lemma = self.lemma(word);
            set.contains(&lemma) || {
                let before = word.checked_sub(1).map(|it| format!("{} {lemma}", self.page.form(it).to_lowercase()));
                before.is_some_and(|pair| set.contains(&pair))
            }
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
                || clauses.dependents(word).any(|it| self.label(it) == Deprel::CompoundPrt && frame.not_with.contains(&self.lemma(it))))
        {
            return None;
        }
        if objects.iter().any(|&it| is_one(it, &frame.not_object)) || subjects.iter().any(|&it| is_one(it, &frame.not_subject)) {
            return None;
        }
        let content = partner.as_ref().and_then(|it| it.content).or_else(|| self.content(word));
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
        };
        let given = Given { word, frame, subjects: &subjects, objects: &objects, content, is_passive };
        self.doers(&given, &mut found);
        found.recipients = self.first_slot(&given, &frame.recipient, &found.actors);
        if found.recipients.is_empty() && !frame.is_human && !frame.is_mutual && self.may_lie_deep(frame.kind) {
            let heads = objects.iter().copied().chain(found.content).chain(
                clauses
                    .dependents(word)
                    .filter(|&it| matches!(self.label(it), Deprel::Obl | Deprel::Advcl) && it > word && !clauses.is_finite(it)),
            );
            let deep = heads.into_iter().find_map(|it| self.deep(it, 6, &found.actors));
            found.recipients.extend(deep);
        }
        if frame.is_human {
            found.recipients.retain(|party| {
                matches!(self.parties.entities()[party.entity].kind, EntityKind::Person | EntityKind::Group)
                    || self.parties.is_demonym(party.entity)
            });
            let named = objects.iter().any(|&it| {
                matches!(self.upos(it), Upos::Propn | Upos::Pron | Upos::Num)
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
        if frame.is_civil && !self.is_civil(&found.actors) || frame.is_armed && !self.is_armed(&found.actors) {
            return None;
        }
        if frame.kind == EventType::Assault
            && !frame.is_harm
            && matches!(frame.mode, Some("explosives" | "firearms" | "heavy-weapons" | "crowd-control"))
        {
            let before = found.recipients.len();
            let weapon = objects.iter().copied().find(|&it| self.things.weapon(self.page, self.parties.counted(it)).is_some());
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
        // `was bombarded with calls`: what it is done with is no weapon.
        if matches!(frame.mode, Some("heavy-weapons")) && pattern.partner.is_none() && noun.is_none() {
            found.is_void |= clauses.dependents(word).any(|it| {
                self.label(it) == Deprel::Obl
                    && clauses.preposition(it) == "with"
                    && self.upos(it) == Upos::Noun
                    && self.things.weapon(self.page, it).is_none()
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
        if frame.is_soft && found.recipients.is_empty() && !objects.is_empty() && !self.is_armed(&found.actors) {
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

    /// Whether a clause says that force will be used: `that anyone on the streets [would be shot]`.
    fn is_dire(&self, content: usize) -> bool {
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
    fn doers(&self, given: &Given<'_>, found: &mut Found) {
        let frame = given.frame;
        if frame.kind == EventType::Assault || frame.is_harm {
            for &subject in given.subjects {
                let noun = self.parties.counted(subject);
                if self.things.is_accident(self.page, noun)
                    && self.parties.at(noun).is_none()
                    && self.label(noun) != Deprel::Compound
                    && self.things.is_accident_pair(self.page, noun)
                {
                    found.is_void = true;
                    return;
                }
                if let Some(mode) = self.things.weapon(self.page, noun).filter(|_| !self.is_human(noun)) {
                    let phrase = self.page.clauses.phrase(noun, dateline_lang::clause::Extent::Plain);
                    found.instrument = Some(trimmed(self.page, phrase));
                    found.mode = found.mode.or(Some(mode));
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

    /// Whether a noun names nobody who could will something: frost, a decision, a smell.
    fn is_willless(&self, word: usize) -> bool {
        let noun = self.parties.counted(word);
        self.upos(noun) == Upos::Noun
            && !self.is_human(noun)
            && !self.things.parts.contains(&self.lemma(noun))
            && self.things.weapon(self.page, noun).is_none()
            && !self.things.is_craft(self.page, noun)
            && !self.parties.is_human_noun(noun)
            && self.parties.owner(noun, &["of", "by"]).is_none_or(|party| !self.parties.acts(party.entity))
    }

    fn is_armed(&self, actors: &[Party]) -> bool {
        actors.iter().any(|party| {
            matches!(
                self.parties.entities()[party.entity].sector.as_ref().map(crate::who::Sector::code),
                Some("MIL" | "COP" | "REB" | "UAF" | "PRM" | "CRM")
            )
        })
    }

    fn is_human_any(&self, words: &[usize]) -> bool {
        words.iter().any(|&it| self.is_human(self.parties.counted(it)))
    }

    fn is_human(&self, word: usize) -> bool {
        self.parties.of(word).is_none_or(|party| self.parties.entities()[party.entity].rule != "unlisted")
            && matches!(
                self.parties.kind(word),
                Some(EntityKind::Person | EntityKind::Group | EntityKind::Organization | EntityKind::Country)
            )
    }

    /// Whether the objects of a verb of force are such as can suffer it.
    fn can_suffer(&self, given: &Given<'_>, found: &Found) -> bool {
        if !found.recipients.is_empty() || given.objects.is_empty() || !given.frame.object.is_empty() {
            return true;
        }
        !given.objects.iter().all(|&it| {
            let lemma = self.lemma(it);
            self.things.is_immaterial(&lemma)
        })
    }

    /// The parties of the first slot that has one.
    fn first_slot(&self, given: &Given<'_>, slots: &[Slot], not: &[Party]) -> Vec<Party> {
        for slot in slots {
            let mut parties = self.slot(given, slot);
            parties.retain(|party| !not.iter().any(|it| it.entity == party.entity));
            if !parties.is_empty() {
                return parties;
            }
        }
        Vec::new()
    }

    fn slot(&self, given: &Given<'_>, slot: &Slot) -> Vec<Party> {
        let clauses = self.page.clauses;
        match slot {
            Slot::Subject => self.actors_of(given.subjects, given.frame.kind),
            Slot::Object => self.sufferers(given.objects, given.frame.kind),
            Slot::Indirect => clauses
                .indirect_object(given.word)
                .into_iter()
                .flat_map(|it| self.sufferers(&clauses.conjuncts(it), given.frame.kind))
                .collect(),
            Slot::Owner => given.objects.iter().filter_map(|&it| self.parties.owner(it, TO_WHOM)).collect(),
            Slot::Content => given.content.map_or_else(
                || {
                    given
                        .objects
                        .iter()
                        .filter(|&&it| self.parties.of(it).is_none())
                        .filter_map(|&it| self.parties.owner(it, TO_WHOM))
                        .collect()
                },
                |content| self.in_content(content, 3),
            ),
            Slot::Doer => given.content.map_or_else(Vec::new, |content| {
                let subjects = clauses.subjects(content);
                let own: Vec<usize> = subjects.into_iter().filter(|it| !given.subjects.contains(it)).collect();
                self.sufferers(&own, given.frame.kind)
            }),
            Slot::With(preposition) => self.with(given.word, given.objects, preposition, given.frame.kind),
        }
    }

    /// The parties with a preposition, of the verb or of its objects.
    fn with(&self, word: usize, objects: &[usize], preposition: &str, kind: EventType) -> Vec<Party> {
        let clauses = self.page.clauses;
        let all = std::iter::once(word).chain(objects.iter().copied());
        for head in all {
            let found = clauses.dependents(head).find(|&it| {
                matches!(self.label(it), Deprel::Obl | Deprel::Nmod | Deprel::OblAgent)
                    && clauses.preposition(it) == preposition
                    && it > head
            });
            if let Some(found) = found {
                let parties = self.sufferers(&clauses.conjuncts(clauses.antecedent(found)), kind);
                if !parties.is_empty() {
                    return parties;
                }
            }
        }
        Vec::new()
    }

    /// Whether those to whom it is done may be told deep in what is said: `ordered an inquiry into claims against [the judge]`.
    const fn may_lie_deep(&self, kind: EventType) -> bool {
        kind.is_verbal()
            || matches!(
                kind,
                EventType::Protest | EventType::Sanction | EventType::Aid | EventType::Mobilize | EventType::Retreat | EventType::Coerce
            )
    }

    /// The first party with a name below a word, relative clauses aside.
    fn deep(&self, word: usize, depth: usize, not: &[Party]) -> Option<Party> {
        let named = |party: &Party| {
            matches!(party.form, Form::Name | Form::Demonym)
                && self.parties.acts(party.entity)
                && !not.iter().any(|it| it.entity == party.entity)
        };
        if let Some(party) = self.parties.at(word).filter(named) {
            return Some(party);
        }
        let next = depth.checked_sub(1)?;
        self.page
            .clauses
            .dependents(word)
            .filter(|&it| !matches!(self.label(it), Deprel::AclRelcl | Deprel::Parataxis | Deprel::Conj | Deprel::Ccomp))
            .find_map(|it| self.deep(it, next, not))
    }

    /// The parties of a dependent clause: its objects, then what it has with a preposition.
    fn in_content(&self, content: usize, depth: usize) -> Vec<Party> {
        let clauses = self.page.clauses;
        // What the content itself is an event of knows best to whom it is done.
        if depth > 1
            && let Some(inner) = self.verb(content)
            && !inner.recipients.is_empty()
        {
            return inner.recipients;
        }
        let objects = if clauses.is_passive(content) { clauses.subjects(content) } else { clauses.objects(content) };
        let direct = self.sufferers(&objects, EventType::Request);
        if !direct.is_empty() {
            return direct;
        }
        for preposition in IN_CONTENT {
            let found = self.with(content, &objects, preposition, EventType::Request);
            if !found.is_empty() {
                return found;
            }
        }
        match self.content(content).filter(|_| depth > 0) {
            Some(inner) => self.in_content(inner, depth - 1),
            None => Vec::new(),
        }
    }

    /// The parties that act among words.
    fn actors_of(&self, words: &[usize], kind: EventType) -> Vec<Party> {
        let mut all: Vec<Party> = Vec::new();
        for &word in &self.parties.list(words) {
            let own = self
                .parties
                .of(word)
                .filter(|party| self.parties.acts(party.entity) || !kind.is_force() && self.parties.is_place(party.entity));
            let party = own.or_else(|| {
                // `a statement by the ministry`, `a report of the council`, `a US resolution` act for who made them.
                if kind.is_verbal() || matches!(kind, EventType::Consult | EventType::Aid | EventType::Sanction) {
                    self.parties.owner(word, &["by", "of", "from"])
                } else {
                    None
                }
            });
            if let Some(party) = party.filter(|party| !all.iter().any(|it| it.entity == party.entity)) {
                all.push(party);
            }
        }
        all
    }

    /// The parties to whom something is done among words.
    fn sufferers(&self, words: &[usize], kind: EventType) -> Vec<Party> {
        let mut all: Vec<Party> = Vec::new();
        for &word in &self.parties.list(words) {
            let own = self.parties.of(word);
            let is_thing = own.is_some_and(|party| self.parties.entities()[party.entity].kind == EntityKind::Object);
            let owner = || {
                if kind == EventType::Assault { None } else { self.parties.owner(word, TO_WHOM) }
            };
            let party = if is_thing && kind.is_verbal() { owner().or(own) } else { own.or_else(owner) };
            if let Some(party) = party.filter(|party| !all.iter().any(|it| it.entity == party.entity)) {
                all.push(party);
            }
        }
        all
    }

    /// Means, mutual parties.
    fn complete(&self, frame: &Frame, found: &mut Found, subjects: &[usize], _objects: &[usize]) {
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
            found.cause = clauses.dependents(found.word).find(deed);
        }
        if frame.is_mutual && found.recipients.is_empty() && subjects.len() == 1 && found.actors.len() == 1 {
            found.score = found.score.saturating_sub(10);
        }
    }

    /// The weapon beside a verb or noun of force: `with a knife`, `using grenades`, `a missile attack`.
    fn means(&self, found: &mut Found) {
        let clauses = self.page.clauses;
        let heads = [Some(found.word), found.light];
        for head in heads.into_iter().flatten() {
            for it in clauses.dependents(head) {
                let weapon = match self.label(it) {
                    Deprel::Obl | Deprel::Nmod | Deprel::OblAgent
                        if matches!(clauses.preposition(it).as_str(), "with" | "by" | "using" | "from" | "in") =>
                    {
                        Some(it)
                    }
                    Deprel::Compound | Deprel::Amod => Some(it),
                    Deprel::Advcl | Deprel::Acl if matches!(self.page.analysis.lemma(it), "use" | "fire" | "wield" | "detonate") => {
                        clauses.objects(it).first().copied()
                    }
                    Deprel::Obj
                        if matches!(
                            self.page.analysis.lemma(head),
                            "fire"
                                | "throw"
                                | "hurl"
                                | "lob"
                                | "launch"
                                | "drop"
                                | "plant"
                                | "detonate"
                                | "explode"
                                | "toss"
                                | "set"
                                | "pelt"
                        ) =>
                    {
                        Some(it)
                    }
                    _ => None,
                };
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

    /// Whether actors are such as strike and march: no soldiers, no states.
    fn is_civil(&self, actors: &[Party]) -> bool {
        actors.iter().any(|party| {
            let entity = &self.parties.entities()[party.entity];
            let sector = entity.sector.as_ref().map(crate::who::Sector::code);
            let armed = matches!(sector, Some("MIL" | "COP" | "REB" | "UAF" | "PRM" | "SPY" | "CRM" | "GOV"));
            matches!(entity.kind, EntityKind::Group | EntityKind::Organization | EntityKind::Person)
                && !armed
                && (sector.is_some() || entity.kind == EntityKind::Group)
        })
    }

    /// Whether what a noun of doing is aimed at can be hit: `None` where it is aimed at nothing.
    pub fn aims(&self, found: &Found) -> Option<bool> {
        let clauses = self.page.clauses;
        let frame = &self.frames.all[found.frame];
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
            || frame.needs_recipient && found.recipients.is_empty() && !found.is_told.1
            || frame.is_vague
                && !(found.actors.iter().any(named) && found.recipients.iter().any(named))
                && !(frame.kind == EventType::Retreat && self.is_armed(&found.actors))
                && !(frame.mode == Some("visit") && found.is_told.1 && found.actors.iter().any(|it| self.is_envoy(it))))
    }

    /// Whether an actor travels on behalf of a state or a body of states.
    fn is_envoy(&self, party: &Party) -> bool {
        matches!(self.parties.entities()[party.entity].sector.as_ref().map(crate::who::Sector::code), Some("GOV" | "LEG"))
    }

    fn noun(&self, word: usize) -> Option<Found> {
        if matches!(self.label(word), Deprel::Compound | Deprel::Flat | Deprel::Fixed | Deprel::Goeswith) {
            return None;
        }
        let lemma = self.lemma(word);
        let patterns = self.frames.noun(&lemma);
        // `in [March]`: a name that is spelled like a noun of doing.
        let is_name = self.upos(word) == Upos::Propn
            && word > self.page.analysis.sentence_of(word).start
            && self.page.form(word).chars().any(char::is_lowercase);
        if patterns.is_empty()
            || is_name
            || self.parties.at(word).is_some_and(|party| party.form == Form::Name)
            || self.things.is_accident(self.page, word)
        {
            return None;
        }
        patterns.iter().find_map(|pattern| self.noun_frame(word, pattern))
    }

    /// A noun of doing that the tagger takes for a verb: `three died in police [firing]`.
    fn gerund(&self, word: usize) -> Option<Found> {
        let before = word.checked_sub(1)?;
        if self.page.analysis.tags[word].xpos != Xpos::Vbg
            || self.upos(before) != Upos::Noun
            || self.label(word) != Deprel::Acl
            || self.page.analysis.head(word) != Some(before)
            || !self.page.clauses.objects(word).is_empty()
        {
            return None;
        }
        let patterns = self.frames.noun(&self.page.form(word).to_lowercase());
        let pattern = patterns.iter().find(|it| it.before.is_none() && self.frames.all[it.frame].kind == EventType::Assault)?;
        let actor = self.parties.at(before).or_else(|| self.named_compound(before)).filter(|party| self.is_armed(&[*party]))?;
        let mut found = self.noun_frame(word, pattern)?;
        found.actors = vec![actor];
        found.construction = Construction::Nominal;
        found.is_told.0 = true;
        Some(found)
    }

    fn noun_frame(&self, word: usize, pattern: &Pattern) -> Option<Found> {
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
        // `a request for comment`.
        let spoiled =
            clauses.dependents(word).any(|it| self.label(it) == Deprel::Nmod && it > word && frame.not_object.contains(&self.lemma(it)));
        if spoiled {
            return None;
        }
        let first = clauses.first_conjunct(word);
        let governor = analysis.head(first).filter(|&it| clauses.is_predicate(it));
        let relation = self.label(first);
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
        };
        // What the verb of which it is the object or subject gives it.
        let mut light_actors: Vec<usize> = Vec::new();
        let mut light_recipients: Vec<usize> = Vec::new();
        if let Some(verb) = governor {
            let lemma = self.lemma(verb);
            let particle = clauses
                .dependents(verb)
                .find(|&it| self.label(it) == Deprel::CompoundPrt)
                .map(|it| format!("{lemma} {}", self.page.form(it).to_lowercase()));
            let preposition = clauses.preposition(first);
            let with_preposition = format!("{lemma} {preposition}");
            let is_passive = clauses.is_passive(verb);
            let is_object = relation == Deprel::Obj || is_passive && matches!(relation, Deprel::NsubjPass);
            let key = particle.as_deref().unwrap_or(&lemma);
            // `took place`, `takes effect`, but `took eight months`.
            let takes =
                lemma != "take" || clauses.objects(verb).iter().any(|&it| matches!(analysis.lemma(it), "place" | "effect" | "force"));
            if is_object && self.things.is_light(key) || matches!(relation, Deprel::Obl) && self.things.is_light(&with_preposition) {
                light_actors = if is_passive { clauses.agents(verb) } else { clauses.subjects(verb) };
                found.light = Some(verb);
            } else if is_object && self.things.is_suffering(key)
                || matches!(relation, Deprel::Obl | Deprel::Obj) && self.things.is_suffering(&with_preposition)
            {
                light_recipients = clauses.subjects(verb);
                found.light = Some(verb);
            } else if takes
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
        // `are on strike`, `is under siege`.
        if clauses.copula(word).is_some() && !clauses.preposition(word).is_empty() && frame.kind.is_force() {
            let subjects = clauses.subjects(word);
            if frame.recipient.first() == Some(&Slot::Owner) || clauses.preposition(word) == "under" {
                light_recipients = subjects;
            } else {
                light_actors = subjects;
            }
            found.light = Some(word);
            found.clause = Some(word);
        }
        let given = Given { word, frame, subjects: &light_actors, objects: &[], content, is_passive: false };
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
        if let Some(parties) = poss {
            if suffers { found.recipients = parties } else { found.actors = parties }
        }
        for it in clauses.dependents(word).filter(|&it| matches!(self.label(it), Deprel::Compound | Deprel::Amod) && it < word) {
            let Some(party) = self.parties.at(it).or_else(|| self.named_compound(it)) else { continue };
            let entity = &self.parties.entities()[party.entity];
            let is_doer = party.form == Form::Demonym || self.parties.acts(party.entity) && !suffers;
            if frame.is_mutual || is_doer && found.actors.is_empty() {
                found.actors.push(party);
            } else if found.recipients.is_empty()
                && (!is_doer || suffers)
                && (entity.kind != EntityKind::Place || frame.kind == EventType::Assault)
            {
                found.recipients.push(party);
            }
        }
        for it in
            clauses.dependents(word).filter(|&it| it > word && matches!(self.label(it), Deprel::Nmod | Deprel::Obl | Deprel::OblAgent))
        {
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
                    if fits && (found.recipients.is_empty() || suffers && other == "of") {
                        let parties = self.sufferers(&all(), frame.kind);
                        if !parties.is_empty() {
                            found.recipients = parties;
                        }
                    }
                }
            }
        }
        if !light_actors.is_empty() {
            let parties = self.actors_of(&light_actors, frame.kind);
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
        if found.recipients.is_empty() && frame.recipient.contains(&Slot::Content) {
            found.recipients = self.slot(&given, &Slot::Content);
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

    /// A party whose name is more than one word before a noun: `Boko Haram attack`.
    fn named_compound(&self, word: usize) -> Option<Party> {
        self.parties.of(word).filter(|party| party.form == Form::Name).or_else(|| self.parties.body(word))
    }
}

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

/// What stands with a verb as its frame asks.
#[derive(Debug)]
struct Partner {
    word: usize,
    object: Option<usize>,
    content: Option<usize>,
}

/// What the slots of a frame are filled from.
#[derive(Debug)]
struct Given<'g> {
    word: usize,
    frame: &'g Frame,
    subjects: &'g [usize],
    objects: &'g [usize],
    content: Option<usize>,
    is_passive: bool,
}

/// A noun phrase without its article.
fn trimmed(page: &Page<'_>, phrase: Range<usize>) -> Range<usize> {
    let article = page.analysis.labels[phrase.start] == Deprel::Det && phrase.len() > 1;
    phrase.start + usize::from(article)..phrase.end
}
