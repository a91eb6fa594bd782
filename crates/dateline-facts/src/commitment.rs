//! Commitments: what somebody promised, agreed, plans or aims to do, by when, how often, on which condition.
//!
//! Words are in `lexicon/en/commitments.toml`. Forecasts, slogans and hopes bind nobody and are none.

use std::ops::Range;

use dateline_lang::clause::{Extent, ModalKind, Tense};
use dateline_lang::labels::{Deprel, Upos, Xpos};
use dateline_text::ByteSpan;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::event::public::{self, Tone};
use crate::event::things::Things;
use crate::event::{self, Event};
use crate::evidence::{Evidence, Score};
use crate::page::Page;
use crate::parties::Parties;
use crate::statement::{self, Statement};
use crate::time::{Time, TimeKind};
use crate::who::{Entity, EntityKind, Form};

/// What somebody bound himself to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Commitment {
    /// Who, indexes into the entities.
    pub by: Vec<usize>,
    /// To whom, or for whom, indexes into the entities.
    pub to: Vec<usize>,
    /// What.
    pub action: ByteSpan,
    /// How firmly.
    pub force: Force,
    /// On which condition.
    pub condition: Option<ByteSpan>,
    /// By when: a TIMEX3 value.
    pub deadline: Option<String>,
    /// How often: a rule of RFC 5545.
    pub recurrence: Option<String>,
    /// The statement that it rests on, an index into the statements.
    pub statement: Option<usize>,
    /// The event that it rests on, an index into the events.
    pub event: Option<usize>,
    /// Whether an outsider can see if it is kept.
    pub is_checkable: bool,
    /// What its fields rest on.
    pub evidence: Evidence,
    /// How sure it is.
    pub score: Score,
    /// The rule that made it.
    pub rule: &'static str,
}

/// How firmly somebody is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Force {
    /// `will`, `promised to`.
    Firm,
    /// `tries to`, `works to`.
    Effort,
    /// `plans to`, `wants to`.
    Intention,
    /// `aims to`, `the goal is to`.
    Goal,
    /// It hangs on an `if`.
    Conditional,
}

impl Force {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Firm => "firm",
            Self::Effort => "effort",
            Self::Intention => "intention",
            Self::Goal => "goal",
            Self::Conditional => "conditional",
        }
    }
}

#[derive(Debug, Deserialize)]
struct Cues {
    #[serde(default)]
    verbs: String,
    #[serde(default)]
    nouns: String,
    #[serde(default)]
    adjectives: String,
}

#[derive(Debug, Deserialize)]
struct Slogans {
    words: String,
}

#[derive(Debug, Deserialize)]
struct Conditions {
    markers: String,
    phrases: String,
}

#[derive(Debug, Deserialize)]
struct File {
    firm: Cues,
    effort: Cues,
    intention: Cues,
    goal: Cues,
    ready: Cues,
    fated: Cues,
    foretelling: Cues,
    slogans: Slogans,
    conditions: Conditions,
    vague: Cues,
    hedges: Slogans,
    undone: Cues,
    judged: Cues,
    discourse: Cues,
    handed: Cues,
}

/// Finds commitments.
#[derive(Debug)]
pub struct Finder {
    verbs: FxHashMap<String, Force>,
    nouns: FxHashMap<String, Force>,
    adjectives: FxHashMap<String, Force>,
    ready: FxHashSet<String>,
    fated: FxHashSet<String>,
    foretelling: FxHashSet<String>,
    slogans: FxHashSet<String>,
    markers: FxHashSet<String>,
    phrases: Vec<String>,
    vague: FxHashSet<String>,
    hedges: FxHashSet<String>,
    undone: FxHashSet<String>,
    judged: FxHashSet<String>,
    discourse: FxHashSet<String>,
    handed: FxHashSet<String>,
    things: Things,
}

fn set(words: &str) -> FxHashSet<String> {
    words.split_whitespace().map(|word| word.replace('_', " ")).collect()
}

/// A commitment as it is read off the tree.
#[derive(Debug)]
struct Found {
    /// Who: words that head a mention.
    by: Vec<usize>,
    /// The words that bind: a verb, a noun, a modal.
    cue: usize,
    /// The predicate or noun of what is promised.
    action: usize,
    force: Force,
    /// Whether the action is a clause with its own subject, told whole.
    is_whole: bool,
    to: Vec<usize>,
    rule: &'static str,
    score: u8,
}

impl Finder {
    /// Reads the embedded list.
    ///
    /// # Panics
    /// When the list has not its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        let file: File =
            toml::from_str(dateline_lexicon::file("en/commitments.toml").expect("the list is embedded")).expect("the list has its shape");
        let forces =
            [(&file.firm, Force::Firm), (&file.effort, Force::Effort), (&file.intention, Force::Intention), (&file.goal, Force::Goal)];
        let by = |pick: &dyn Fn(&Cues) -> String| -> FxHashMap<String, Force> {
            forces.iter().rev().flat_map(|(cues, force)| set(&pick(cues)).into_iter().map(move |word| (word, *force))).collect()
        };
        Self {
            verbs: by(&|cues| cues.verbs.clone()),
            nouns: by(&|cues| cues.nouns.clone()),
            adjectives: by(&|cues| cues.adjectives.clone()),
            ready: set(&file.ready.adjectives),
            fated: set(&file.fated.verbs),
            foretelling: set(&file.foretelling.verbs),
            slogans: set(&file.slogans.words),
            markers: set(&file.conditions.markers),
            phrases: file.conditions.phrases.split_whitespace().map(|it| it.replace('_', " ")).collect(),
            vague: set(&file.vague.verbs),
            hedges: set(&file.hedges.words),
            undone: set(&file.undone.verbs),
            judged: set(&file.judged.verbs),
            discourse: set(&file.discourse.verbs),
            handed: set(&file.handed.verbs),
            things: Things::load(),
        }
    }

    /// The commitments of a page, in order.
    #[must_use]
    pub fn find(
        &self,
        page: &Page<'_>,
        parties: &Parties<'_, '_>,
        statements: &[Statement],
        events: &[Event],
        times: &[Time],
    ) -> Vec<Commitment> {
        let tone = Tone::new(page, parties, &self.things, false);
        let mut all: Vec<Commitment> = Vec::new();
        for sentence in page.analysis.sentences() {
            if sentence.clone().any(|word| self.slogans.contains(&page.analysis.lemma(word).to_lowercase())) {
                continue;
            }
            let mut found: Vec<Found> = sentence.clone().filter_map(|word| self.word(page, parties, word)).collect();
            // What is promised is told once: the outermost cue that binds most.
            found.sort_by_key(|it| (it.action, it.force));
            found.dedup_by_key(|it| it.action);
            let inner: Vec<usize> = found.iter().map(|it| it.cue).collect();
            let outer: Vec<(usize, usize)> = found.iter().map(|it| (it.cue, it.action)).collect();
            for it in &mut found {
                if let Some(action) = self.deepen(page, it.action) {
                    it.action = action;
                    it.force = Force::Effort;
                }
            }
            found.dedup_by_key(|it| it.action);
            for it in &found {
                // `promised to try to`: the effort says what is done; `will promise to`: the promise does.
                if inner.iter().any(|&cue| cue == it.action && cue != it.cue) {
                    continue;
                }
                let above = outer.iter().find(|(_, action)| *action == it.cue && *action != it.action);
                let by = above
                    .and_then(|(cue, _)| found.iter().find(|other| other.cue == *cue))
                    .map_or_else(|| it.by.clone(), |other| if other.by.is_empty() { it.by.clone() } else { other.by.clone() });
                all.extend(self.commitment(page, parties, statements, events, times, it, &by, sentence));
            }
        }
        // On a page nobody binds himself who is not told; and of private life what shows and shops will do is no promise.
        if tone.is_page() {
            let is_public = |it: &Commitment| it.by.iter().any(|&by| public::is_public(&self.things, &parties.entities()[by]));
            all.retain(|it| !it.by.is_empty() && (!tone.is_private() || is_public(it)));
        }
        all.sort_by_key(|it| (it.action, it.force));
        all.dedup_by_key(|it| it.action);
        all
    }

    /// Whether words can bind themselves: a person, a body, a group, `I`, `we`.
    fn agents(&self, parties: &Parties<'_, '_>, page: &Page<'_>, words: &[usize]) -> Vec<usize> {
        words
            .iter()
            .copied()
            .filter(|&word| {
                let form = page.form(word).to_lowercase();
                matches!(form.as_str(), "i" | "we" | "he" | "she" | "it" | "they" | "who")
                    || page.analysis.tags[word].upos == Upos::Propn
                    || parties.of(word).is_some_and(|party| parties.acts(party.entity))
                    // `the Egyptian government`, not `the Egyptian economy`.
                    || (parties.is_human_noun(word) || self.things.is_public_noun(page.analysis.lemma(word)) || parties.is_pronoun(word))
                        && parties.owner(word, &["of"]).is_some_and(|party| parties.acts(party.entity))
            })
            .collect()
    }

    /// What an effort is for: `free them` of `do everything in her power to free them`.
    fn deepen(&self, page: &Page<'_>, action: usize) -> Option<usize> {
        let (analysis, clauses) = (page.analysis, page.clauses);
        if !matches!(analysis.lemma(action), "do" | "make" | "use" | "spare" | "exert" | "take") {
            return None;
        }
        let sentence = analysis.sentence_of(action);
        let near = action + 1..sentence.end.min(action + 7);
        let is_effort = near.clone().any(|it| {
            let lemma = analysis.lemma(it).to_lowercase();
            self.nouns.get(&lemma) == Some(&Force::Effort) || lemma == "what" || lemma == "all" || lemma == "endeavours"
        });
        let to = |it: &usize| {
            analysis.tags[*it].upos == Upos::Verb
                && clauses.dependents(*it).any(|mark| analysis.labels[mark] == Deprel::Mark && analysis.tags[mark].xpos == Xpos::To)
        };
        if is_effort { (action + 1..sentence.end.min(action + 10)).find(to).filter(|&it| is_within(page, it, action)) } else { None }
    }

    /// The commitment that a word makes, if any.
    fn word(&self, page: &Page<'_>, parties: &Parties<'_, '_>, word: usize) -> Option<Found> {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let lemma = analysis.lemma(word).to_lowercase();
        let tag = analysis.tags[word];
        let sentence = analysis.sentence_of(word);
        if page.form(sentence.end - 1) == "?" {
            return None;
        }
        match tag.upos {
            Upos::Verb => {
                if let Some(&force) = self.verbs.get(&lemma).filter(|_| analysis.labels[word] != Deprel::Amod)
                    && let Some(found) = self.verb(page, parties, word, force)
                {
                    return Some(found);
                }
                self.will(page, parties, word)
            }
            Upos::Adj => {
                let force = self.adjectives.get(&lemma).copied();
                let ready = self.ready.contains(&lemma);
                let action = self.infinitive(page, word)?;
                if clauses.is_negated(word) {
                    return None;
                }
                let by = self.agents(parties, page, &clauses.subjects(word));
                if by.is_empty() {
                    return None;
                }
                match force {
                    Some(force) => Some(Found {
                        by,
                        cue: word,
                        action,
                        force,
                        is_whole: false,
                        to: Vec::new(),
                        rule: "commitment.adjective",
                        score: 70,
                    }),
                    None if ready => Some(Found {
                        by,
                        cue: word,
                        action,
                        force: Force::Intention,
                        is_whole: false,
                        to: Vec::new(),
                        rule: "commitment.ready",
                        score: 62,
                    }),
                    None => None,
                }
            }
            Upos::Noun => self.noun(page, parties, word, &lemma),
            _ => None,
        }
    }

    /// The infinitive that a word has as its complement.
    fn infinitive(&self, page: &Page<'_>, word: usize) -> Option<usize> {
        page.clauses.dependents(word).find(|&it| {
            it > word
                && matches!(page.analysis.labels[it], Deprel::Xcomp | Deprel::Acl | Deprel::Advcl | Deprel::Ccomp)
                && page
                    .clauses
                    .dependents(it)
                    .any(|mark| page.analysis.labels[mark] == Deprel::Mark && page.analysis.tags[mark].xpos == Xpos::To)
        })
    }

    fn verb(&self, page: &Page<'_>, parties: &Parties<'_, '_>, word: usize, force: Force) -> Option<Found> {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let lemma = analysis.lemma(word);
        if clauses.is_passive(word) && !matches!(lemma, "commit") || self.is_undone(page, word) {
            return None;
        }
        let group = clauses.verb_group(word);
        // What was only wanted in the past binds nobody, unless a report says that it is wanted.
        let reported = clauses.governor(word).is_some_and(|it| it.relation == Deprel::Ccomp);
        if matches!(force, Force::Intention | Force::Effort | Force::Goal)
            && !matches!(lemma, "decide" | "resolve")
            && group.tense == Some(Tense::Past)
            && !reported
            && !group.progressive
        {
            return None;
        }
        if group.modal.is_some_and(|modal| !matches!(modal.kind, ModalKind::Future | ModalKind::Conditional)) {
            return None;
        }
        let mut by = self.agents(parties, page, &clauses.subjects(word));
        if by.is_empty() && force == Force::Goal {
            by = clauses.subjects(word);
        }
        let objects = clauses.objects(word);
        let whole =
            clauses.dependents(word).find(|&it| it > word && analysis.labels[it] == Deprel::Ccomp && clauses.is_finite(it)).or_else(|| {
                let that = |it: usize| clauses.marker(it).is_some_and(|mark| page.form(mark).eq_ignore_ascii_case("that"));
                objects.iter().find_map(|&object| {
                    clauses.dependents(object).find(|&it| {
                        matches!(analysis.labels[it], Deprel::Acl | Deprel::AclRelcl | Deprel::Ccomp) && clauses.is_finite(it) && that(it)
                    })
                })
            });
        let reflexive = objects.iter().all(|&it| {
            matches!(page.form(it).to_lowercase().as_str(), "itself" | "himself" | "herself" | "themselves" | "ourselves" | "myself")
        });
        // `committed fraud` is no promise.
        if lemma == "commit" && !objects.is_empty() && !reflexive && !clauses.is_passive(word) {
            return None;
        }
        // `offers tips to help`: what is offered is the tips.
        if self.handed.contains(lemma) && !objects.is_empty() {
            return None;
        }
        if let Some(action) = self.infinitive(page, word).filter(|&it| !self.discourse.contains(analysis.lemma(it))) {
            // `wants the president to resign` binds nobody.
            let other = !objects.is_empty() && !reflexive && !matches!(force, Force::Firm);
            if other || by.is_empty() {
                return None;
            }
            return Some(Found {
                by,
                cue: word,
                action,
                force,
                is_whole: false,
                to: if matches!(force, Force::Firm) { objects } else { Vec::new() },
                rule: "commitment.verb",
                score: 78,
            });
        }
        if let Some(action) = whole.filter(|_| force == Force::Firm) {
            let asks = clauses
                .marker(action)
                .is_some_and(|it| matches!(page.form(it).to_lowercase().as_str(), "whether" | "if" | "what" | "how" | "why"));
            let future = clauses
                .modal(action)
                .is_some_and(|modal| matches!(modal.kind, ModalKind::Future | ModalKind::Conditional | ModalKind::Possibility));
            if asks || !future || by.is_empty() {
                return None;
            }
            let own = clauses.subjects(action);
            let same = own.iter().any(|&it| {
                by.iter().any(|&one| parties.of(it).is_some() && parties.of(it).map(|p| p.entity) == parties.of(one).map(|p| p.entity))
            }) || own.iter().all(|&it| parties.is_pronoun(it));
            let is_whole = !same || own.is_empty();
            return Some(Found { by, cue: word, action, force, is_whole, to: objects, rule: "commitment.that", score: 76 });
        }
        // `commits itself to destroying`, `is aiming for`, `promised 300 million`.
        let gerund = clauses.dependents(word).find(|&it| {
            it > word
                && matches!(analysis.labels[it], Deprel::Advcl | Deprel::Obl | Deprel::Xcomp | Deprel::Ccomp)
                && analysis.tags[it].xpos == Xpos::Vbg
        });
        if let Some(action) = gerund.filter(|_| !by.is_empty() && matches!(lemma, "commit" | "aim" | "work" | "pledge" | "undertake")) {
            return Some(Found { by, cue: word, action, force, is_whole: false, to: Vec::new(), rule: "commitment.verb", score: 74 });
        }
        let sentence_end = analysis.sentence_of(word).end;
        let noun = objects.iter().copied().find(|_| matches!(lemma, "promise" | "pledge" | "target")).or_else(|| {
            clauses
                .obliques(word)
                .into_iter()
                .find(|it| matches!(lemma, "aim") && it.preposition.is_some_and(|preposition| page.form(preposition) == "for"))
                .map(|it| it.word)
        });
        let action = noun.filter(|_| !by.is_empty())?;
        // A number says what is aimed at: `targets a deficit of under 3 per cent`, not `targets young people`.
        let has_number = (action.saturating_sub(4)..sentence_end.min(action + 8))
            .any(|it| is_within(page, it, action) && (analysis.tags[it].upos == Upos::Num || page.form(it).starts_with(['$', '€', '£'])));
        has_number.then(|| Found {
            by,
            cue: word,
            action,
            force,
            is_whole: false,
            to: clauses.indirect_object(word).into_iter().collect(),
            rule: "commitment.noun",
            score: 66,
        })
    }

    /// `will`, `is to`, `would` in a report: with somebody who can choose and an act that one can choose.
    fn will(&self, page: &Page<'_>, parties: &Parties<'_, '_>, word: usize) -> Option<Found> {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let group = clauses.verb_group(word);
        let modal = group.modal.filter(|modal| matches!(modal.kind, ModalKind::Future | ModalKind::Conditional))?;
        if group.perfect || clauses.is_passive(word) {
            return None;
        }
        let lemma = analysis.lemma(word).to_lowercase();
        // `he'd even thought`: had.
        let had = matches!(page.form(modal.word), "'d" | "’d") && analysis.tags[word].xpos == Xpos::Vbn;
        if had
            || self.fated.contains(&lemma)
            || self.discourse.contains(&lemma)
            || matches!(page.form(modal.word).to_lowercase().as_str(), "set" | "due" | "about")
        {
            return None;
        }
        let particle = clauses
            .dependents(word)
            .find(|&it| it > word && matches!(analysis.labels[it], Deprel::CompoundPrt | Deprel::Advmod))
            .map(|it| format!("{lemma} {}", page.form(it).to_lowercase()));
        if particle.is_some_and(|pair| self.fated.contains(&pair)) {
            return None;
        }
        let by = self.agents(parties, page, &clauses.subjects(word));
        if by.is_empty() {
            return None;
        }
        let governor = clauses.governor(word);
        let first_person = by.iter().any(|&it| matches!(page.form(it).to_lowercase().as_str(), "i" | "we"))
            || by.iter().any(|&it| clauses.dependents(it).any(|poss| matches!(page.form(poss).to_lowercase().as_str(), "our" | "my")));
        if let Some(governor) = governor {
            let above = analysis.lemma(governor.predicate).to_lowercase();
            if self.foretelling.contains(&above) || matches!(governor.relation, Deprel::Acl | Deprel::AclRelcl) {
                return None;
            }
            let asks = clauses.marker(word).is_some_and(|it| {
                matches!(page.form(it).to_lowercase().as_str(), "whether" | "if" | "what" | "how" | "why" | "when" | "unless")
            });
            if asks || !clauses.negations(governor.predicate).is_empty() {
                return None;
            }
        }
        // `raising questions on how he will manage it`.
        let wonders = clauses.dependents(word).any(|it| {
            it < word
                && matches!(analysis.labels[it], Deprel::Advmod | Deprel::Obj | Deprel::Obl)
                && matches!(page.form(it).to_lowercase().as_str(), "how" | "what" | "why" | "where" | "whom")
        });
        if wonders {
            return None;
        }
        let reported = governor.is_some_and(|it| it.relation == Deprel::Ccomp && clauses.is_reporting(it.predicate));
        let conditional = self.condition(page, word).is_some();
        // `would` speaks of the past's future only in a report; else it hangs on a condition.
        if modal.kind == ModalKind::Conditional && !reported && !conditional {
            return None;
        }
        if matches!(page.form(clauses.first_conjunct(word)), "will") {
            return None;
        }
        // An obligation is none: `will have to`.
        if clauses.dependents(word).any(|it| analysis.labels[it] == Deprel::Xcomp) && matches!(lemma.as_str(), "have" | "need") {
            return None;
        }
        let score = if first_person {
            78
        } else if reported {
            70
        } else {
            66
        };
        Some(Found {
            by,
            cue: modal.word,
            action: word,
            force: Force::Firm,
            is_whole: false,
            to: Vec::new(),
            rule: "commitment.will",
            score,
        })
    }

    fn noun(&self, page: &Page<'_>, parties: &Parties<'_, '_>, word: usize, lemma: &str) -> Option<Found> {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let force = *self.nouns.get(lemma)?;
        let mut negated = clauses.dependents(word).any(|it| analysis.labels[it] == Deprel::Det && page.form(it).eq_ignore_ascii_case("no"));
        let copula = clauses.copula(word).is_some();
        // `the goal is to plant`: what follows the copula.
        let (mut action, mut cue) = (self.infinitive(page, word), word);
        let mut by: Vec<usize> = Vec::new();
        if let Some(head) = analysis.head(word).filter(|_| analysis.labels[word] == Deprel::Nsubj && action.is_none())
            && (clauses.copula(head).is_some()
                || analysis.tags[head].upos == Upos::Verb && clauses.dependents(head).any(|it| analysis.tags[it].xpos == Xpos::To))
        {
            action = Some(head);
            cue = word;
        }
        if action.is_none() {
            let gerund = clauses
                .dependents(word)
                .find(|&it| it > word && matches!(analysis.labels[it], Deprel::Acl) && analysis.tags[it].xpos == Xpos::Vbg);
            let that = clauses
                .dependents(word)
                .find(|&it| it > word && matches!(analysis.labels[it], Deprel::Acl | Deprel::Ccomp) && clauses.modal(it).is_some());
            action = gerund.or(that);
        }
        if copula && action.is_none() {
            return None;
        }
        let action = action?;
        // Whose it is: a possessor, the subject of `has`, `made`, `gave`, `leads`, what it is of.
        if let Some(poss) = clauses.dependents(word).find(|&it| analysis.labels[it] == Deprel::NmodPoss) {
            by = vec![poss];
        }
        let verb = analysis
            .head(word)
            .filter(|&it| clauses.is_predicate(it) && matches!(analysis.labels[word], Deprel::Obj | Deprel::Obl | Deprel::Xcomp));
        if let Some(verb) = verb {
            let lemma = analysis.lemma(verb);
            negated |= !clauses.negations(verb).is_empty() || self.is_undone(page, verb);
            if self.judged.contains(lemma) {
                return None;
            }
            let subjects = clauses.subjects(verb);
            if by.is_empty() || by.iter().all(|&it| parties.is_pronoun(it)) {
                by = subjects;
            }
        }
        if by.is_empty() {
            by = clauses.dependents(word).filter(|&it| analysis.labels[it] == Deprel::Nmod && clauses.preposition(it) == "of").collect();
        }
        let is_possessive = |it: &usize| matches!(page.form(*it).to_lowercase().as_str(), "our" | "my" | "its" | "his" | "her" | "their");
        let by = if by.iter().all(is_possessive) || force == Force::Goal { by } else { self.agents(parties, page, &by) };
        if by.is_empty() && force != Force::Goal || negated && force != Force::Intention {
            return None;
        }
        Some(Found {
            by,
            cue,
            action,
            force,
            is_whole: clauses.is_finite(action) && clauses.copula(action).is_none() && analysis.labels[action] != Deprel::Root,
            to: Vec::new(),
            rule: "commitment.noun",
            score: 70,
        })
    }

    /// Whether what binds did not come about: it is negated, denied, refused, asked.
    fn is_undone(&self, page: &Page<'_>, word: usize) -> bool {
        let (analysis, clauses) = (page.analysis, page.clauses);
        if clauses.negations(word).iter().any(|&not| not < word) {
            return true;
        }
        let first = clauses.first_conjunct(word);
        let Some(head) = analysis.head(first) else { return false };
        let denies = self.undone.contains(analysis.lemma(head));
        denies && matches!(analysis.labels[first], Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl | Deprel::Obl)
            || clauses.marker(word).is_some_and(|it| matches!(page.form(it).to_lowercase().as_str(), "whether" | "if" | "unless"))
    }

    /// The words on which an action hangs: from what opens the condition to its end, which is a comma before the action or the end of what is said.
    fn condition(&self, page: &Page<'_>, action: usize) -> Option<Range<usize>> {
        let sentence = page.analysis.sentence_of(action);
        let quote = |word: usize| matches!(page.form(word), "\"" | "”" | "“");
        // What stands in a quotation hangs on words of that quotation.
        let is_quoted = (sentence.start..action).filter(|&it| quote(it)).count() % 2 == 1;
        let from = (sentence.start..action).rev().find(|&it| is_quoted && quote(it)).map_or(sentence.start, |it| it + 1);
        let to = (action..sentence.end).find(|&it| is_quoted && quote(it)).unwrap_or(sentence.end);
        let length = (from..to).find_map(|at| self.opening(page, at, from).map(|length| (at, length)));
        let (start, _) = length.filter(|(at, _)| *at != action)?;
        let mark = |word: usize| page.analysis.tags[word].upos == Upos::Punct;
        let mut end = if start < action {
            (start..action).find(|&it| page.form(it) == ",").unwrap_or_else(|| {
                // Without a comma it ends where the subject of the action begins.
                let subject = page
                    .clauses
                    .subjects(action)
                    .into_iter()
                    .map(|it| page.clauses.phrase(it, Extent::Own).start)
                    .filter(|&it| it > start && it < action)
                    .max();
                subject.unwrap_or(start)
            })
        } else {
            // `…, police said` ends it.
            (start..to)
                .find(|&it| {
                    page.form(it) == ","
                        && (it + 1..to.min(it + 7)).any(|word| {
                            page.clauses.is_predicate(word)
                                && page.clauses.is_reporting(word)
                                && page.analysis.tags[word].upos == Upos::Verb
                        })
                })
                .unwrap_or(to)
        };
        while end > start + 1 && mark(end - 1) {
            end -= 1;
        }
        (end > start + 1).then_some(start..end)
    }

    /// How many words at a place open a condition.
    fn opening(&self, page: &Page<'_>, at: usize, from: usize) -> Option<usize> {
        let form = page.form(at).to_lowercase();
        let sentence = page.analysis.sentence_of(at);
        let phrase: Vec<String> = (at..sentence.end.min(at + 4)).map(|it| page.form(it).to_lowercase()).collect();
        let joined = phrase.join(" ");
        if let Some(found) = self
            .phrases
            .iter()
            .chain(self.markers.iter().filter(|it| it.contains(' ')).collect::<std::collections::BTreeSet<_>>())
            .find(|it| joined.starts_with(&format!("{it} ")))
        {
            return Some(found.split(' ').count());
        }
        let inverted = matches!(form.as_str(), "should" | "were") && at == from && page.analysis.tags[at].upos == Upos::Aux;
        let plain = self.markers.contains(&form) && !matches!(form.as_str(), "should" | "were" | "before" | "after" | "until" | "once");
        let clause = matches!(form.as_str(), "once" | "until") && page.analysis.labels[at] == Deprel::Mark;
        // `even if`, `as if`, `whether or not`; `asked if` asks.
        let asks = page.analysis.labels[at] == Deprel::Mark
            && page.analysis.head(at).is_some_and(|head| page.analysis.labels[head] == Deprel::Ccomp);
        (inverted || (plain || clause) && !asks).then_some(1)
    }

    #[allow(clippy::too_many_arguments, reason = "the rooms that it reads")]
    fn commitment(
        &self,
        page: &Page<'_>,
        parties: &Parties<'_, '_>,
        statements: &[Statement],
        events: &[Event],
        times: &[Time],
        found: &Found,
        by_words: &[usize],
        sentence: &Range<usize>,
    ) -> Option<Commitment> {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let mut evidence = Evidence::default();
        let mut by: Vec<usize> = Vec::new();
        for &word in by_words {
            let own = parties.of(word).or_else(|| parties.owner(word, &["of"]));
            let party = own.or_else(|| {
                // A pronoun of the reported clause stands for who reports.
                let governor = clauses.governor(found.action).or_else(|| clauses.governor(found.cue))?;
                clauses.subjects(governor.predicate).into_iter().find_map(|it| parties.of(it))
            });
            if let Some(party) = party.filter(|party| !by.contains(&party.entity)) {
                by.push(party.entity);
                evidence.words("by", [party.span]);
            }
        }
        let action_start_statement = statement::holding(statements, analysis.span(found.action).start());
        if by.is_empty() {
            // `we` of whoever speaks.
            if let Some(speaker) = action_start_statement.and_then(|it| statements[it].speaker) {
                by.push(speaker);
                let words: Vec<ByteSpan> = by_words.iter().map(|&it| analysis.span(it)).collect();
                evidence.words("by", if words.is_empty() { vec![analysis.span(found.cue)] } else { words });
            }
        }
        let condition = self.condition(page, found.action).or_else(|| self.condition(page, found.cue));
        // Times of the action: a day to come is its deadline, a set its recurrence.
        let published = page.published.map(|it| it.date.to_string());
        let (mut deadline, mut recurrence) = (None, None);
        let mut timed: Vec<Range<usize>> = Vec::new();
        for time in times.iter().filter(|time| sentence.contains(&time.words.start)) {
            let top = time
                .words
                .clone()
                .find(|&word| analysis.head(word).is_none_or(|head| !time.words.contains(&head)))
                .unwrap_or(time.words.start);
            if condition.as_ref().is_some_and(|it| it.contains(&top)) {
                continue;
            }
            let preposition = clauses.preposition(top);
            match time.kind {
                TimeKind::Set if recurrence.is_none() => {
                    if let Some(rule) = &time.recurrence {
                        recurrence = Some(rule.clone());
                        evidence.words("recurrence", [time.span]);
                        timed.push(time.words.clone());
                    }
                }
                TimeKind::Date | TimeKind::Time if deadline.is_none() => {
                    let Some(value) = &time.value else { continue };
                    let below = is_within(page, top, found.action) || is_within(page, top, found.cue) && top > found.action;
                    let opens = top < found.cue
                        && (is_within(page, top, clauses.first_conjunct(found.action))
                            || analysis.head(top) == analysis.head(found.action));
                    let is_day = event::setting::days(value);
                    let to_come = match (&published, is_day) {
                        (Some(published), Some((_, end, _))) => end.to_string() >= *published,
                        (_, None) => value.starts_with("20") || value.starts_with("19"),
                        (None, Some(_)) => true,
                    };
                    if (below || opens) && to_come {
                        deadline = Some(value.clone());
                        evidence.words("deadline", [time.span]);
                        timed.push(time.words.clone());
                    }
                }
                TimeKind::Duration
                    if deadline.is_none() && matches!(preposition.as_str(), "within" | "in") && is_within(page, top, found.action) =>
                {
                    deadline = time.value.clone();
                    if deadline.is_some() {
                        evidence.words("deadline", [time.span]);
                    }
                    timed.push(time.words.clone());
                }
                _ => {}
            }
        }
        let is_set = condition.is_some() || deadline.is_some() || recurrence.is_some();
        if self.is_hedged(page, found) || !self.is_bound(page, parties, statements, found, &by, is_set) {
            return None;
        }
        let action = self.action(page, found, condition.as_ref(), &timed)?;
        let span = page.span(&action);
        evidence.words("action", [span]);
        let mut force = found.force;
        if condition.is_some() && matches!(force, Force::Firm | Force::Intention) {
            let opens = condition.as_ref().map(|it| page.form(it.start).to_lowercase()).unwrap_or_default();
            if !matches!(opens.as_str(), "until" | "before" | "while") {
                force = Force::Conditional;
            }
        }
        if found.rule == "commitment.ready" && force != Force::Conditional {
            force = Force::Intention;
        }
        evidence.words("force", [analysis.span(found.cue)]);
        let condition = condition.map(|it| page.span(&it));
        if let Some(condition) = condition {
            evidence.words("condition", [condition]);
        }
        let mut to: Vec<usize> = Vec::new();
        let receivers = found.to.iter().copied().chain(clauses.indirect_object(found.action)).chain(
            clauses
                .obliques(found.action)
                .into_iter()
                .filter(|it| it.preposition.is_some_and(|preposition| matches!(page.form(preposition), "to")))
                .map(|it| it.word),
        );
        for word in receivers {
            if let Some(party) =
                parties.of(word).filter(|party| parties.acts(party.entity) && !by.contains(&party.entity) && !to.contains(&party.entity))
            {
                to.push(party.entity);
                evidence.words("to", [party.span]);
            }
        }
        let statement =
            statement::holding(statements, span.start()).or_else(|| statements.iter().position(|it| it.cue_head == Some(found.cue)));
        if let Some(statement) = statement {
            evidence.words("statement", [statements[statement].main_span()]);
        }
        let cue = analysis.span(found.cue);
        let event = events.iter().position(|it| {
            it.mentions.iter().any(|mention| *mention == cue || span.covers(*mention) && mention.start() == span.start())
                || it.trigger == cue
        });
        if event.is_some() {
            evidence.words("event", [cue]);
        }
        let lemma = analysis.lemma(found.action).to_lowercase();
        let is_checkable = !self.vague.contains(&lemma);
        evidence.words("checkable", [analysis.span(found.action)]);
        Some(Commitment {
            by,
            to,
            action: span,
            force,
            condition,
            deadline,
            recurrence,
            statement,
            event,
            is_checkable,
            evidence,
            score: Score::hundredths(found.score),
            rule: found.rule,
        })
    }

    /// Whether words beside what binds leave open that it will be done.
    fn is_hedged(&self, page: &Page<'_>, found: &Found) -> bool {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let hedges = |word: usize| self.hedges.contains(analysis.lemma(word).to_lowercase().as_str());
        let near = [found.action, found.cue];
        near.iter()
            .any(|&word| clauses.dependents(word).any(|it| it < found.action && hedges(it)) || analysis.head(word).is_some_and(hedges))
    }

    /// Whether those who are named are bound by what is said. Whoever promises is, and so is who says of himself that he will. A state, an
    /// office or a body of one is bound by what is told of its plans and efforts; other bodies by their aims and plans, and by what they
    /// will do on a condition, by a day or as a rule. Of everybody else it is only told what they want and try.
    fn is_bound(
        &self,
        page: &Page<'_>,
        parties: &Parties<'_, '_>,
        statements: &[Statement],
        found: &Found,
        by: &[usize],
        is_set: bool,
    ) -> bool {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let cue = analysis.lemma(found.cue).to_lowercase();
        if found.rule != "commitment.will" && [&self.verbs, &self.nouns].iter().any(|it| it.get(&cue) == Some(&Force::Firm)) {
            return true;
        }
        let entities = || by.iter().map(|&it| &parties.entities()[it]);
        let is_private = |it: &Entity| it.kind == EntityKind::Person || it.kind == EntityKind::Group;
        let office = |it: &Entity| {
            it.kind == EntityKind::Country
                || it.sector.as_ref().is_some_and(|it| self.things.is_public_sector(it.code()))
                || it.kind == EntityKind::Organization && it.country.is_some()
        };
        let is_public = entities().any(office);
        let is_named = entities().any(|it| it.mentions.iter().any(|mention| mention.form == Form::Name));
        let is_body = !by.is_empty() && !entities().any(is_private);
        let holder = statement::holding(statements, analysis.span(found.action).start());
        let speaks = holder.and_then(|it| statements[it].speaker).is_some_and(|speaker| by.contains(&speaker));
        match found.force {
            Force::Firm | Force::Conditional => {
                let would = clauses.modal(found.action).is_some_and(|it| it.kind == ModalKind::Conditional);
                let reported = clauses.governor(found.action).is_some_and(|it| it.relation == Deprel::Ccomp);
                let says_i = clauses.subjects(found.action).iter().any(|&it| matches!(page.form(it).to_lowercase().as_str(), "i" | "we"));
                // What is told of a boxer and of a film star is the programme; `the owner will sell` binds the owner.
                let settled = is_set && !would && if by.is_empty() { says_i } else { is_body || !is_named };
                let group =
                    entities().any(|it| it.kind == EntityKind::Group) && !would && holder.is_none() && !clauses.is_negated(found.action);
                (!would || reported || is_body || is_public)
                    && (is_public || speaks || is_body && (holder.is_some() || is_set) || settled || group)
            }
            Force::Goal => is_public || !entities().any(is_private),
            Force::Intention => {
                let is_ready = found.rule == "commitment.ready";
                is_public && !(is_ready && entities().any(|it| it.kind == EntityKind::Person)) || is_body || is_set && speaks
                    // `the rebels' leader wants to`: whoever is told of by his part in the news.
                    || !is_ready && !is_named && entities().all(|it| it.kind == EntityKind::Person)
            }
            Force::Effort => {
                let group = clauses.verb_group(found.cue);
                let is_noun = analysis.tags[found.cue].upos == Upos::Noun;
                let goes_on = is_noun
                    || group.tense == Some(Tense::Present)
                    || group.modal.is_some()
                    || group.progressive && clauses.is_finite(found.cue);
                // `voters try to` tells of everybody.
                let acts = entities().any(|it| office(it) && (is_noun || it.kind != EntityKind::Group));
                goes_on && (is_body || acts || speaks && (is_public || group.modal.is_some()))
            }
        }
    }

    /// The words of what is promised: the verb with what belongs to it, without subject, condition, and times at its edges.
    fn action(&self, page: &Page<'_>, found: &Found, condition: Option<&Range<usize>>, timed: &[Range<usize>]) -> Option<Range<usize>> {
        let analysis = page.analysis;
        let head = found.action;
        let keep = |word: usize| {
            let label = analysis.labels[word];
            let under_head = analysis.head(word) == Some(head);
            // What is said of the object after a comma is no part of the promise.
            let apposed = label == Deprel::Appos && (head..word).any(|it| page.form(it) == ",");
            if !under_head {
                return !apposed;
            }
            let is_clause = matches!(label, Deprel::Conj) && analysis.tags[word].upos == Upos::Verb;
            let outside = matches!(label, Deprel::Parataxis | Deprel::Cc | Deprel::Discourse) || is_clause;
            let before = !found.is_whole
                && (matches!(
                    label,
                    Deprel::Nsubj | Deprel::NsubjPass | Deprel::Aux | Deprel::Mark | Deprel::Expl | Deprel::Cop | Deprel::Csubj
                ) || word < head && matches!(label, Deprel::Advmod | Deprel::Obl | Deprel::Advcl | Deprel::OblUnmarked));
            let opener = found.is_whole && label == Deprel::Mark;
            !(outside || before || opener)
        };
        let mut range = subtree(page, head, &keep);
        if !found.is_whole {
            range.start = if analysis.tags[head].upos == Upos::Verb { head.min(range.start.max(head)) } else { range.start };
        }
        // What is promised not to be done: `not deploy`, `won't leave`.
        if !found.is_whole
            && let Some(not) = page.clauses.negations(head).into_iter().filter(|&it| it < head && it + 4 > head).min()
            && (not..head).all(|it| matches!(analysis.tags[it].upos, Upos::Part | Upos::Adv))
        {
            let contracted = not > 0 && !page.form(not).eq_ignore_ascii_case("not") && analysis.tags[not - 1].upos == Upos::Aux;
            let joined = contracted && analysis.span(not - 1).end() == analysis.span(not).start();
            range.start = range.start.min(if joined { not - 1 } else { not });
        }
        if let Some(condition) = condition {
            if condition.start > range.start && condition.start < range.end {
                range.end = condition.start;
            } else if condition.end > range.start && condition.start <= range.start {
                range.start = condition.end.min(head);
            }
        }
        // A quotation that was open before the action ends it.
        let sentence = analysis.sentence_of(head);
        let marks = |words: Range<usize>| words.filter(|&it| page.form(it) == "\"").count();
        let opens = (sentence.start..head).rev().find(|&it| matches!(page.form(it), "“" | "”")).is_some_and(|it| page.form(it) == "“")
            || marks(sentence.start..head) % 2 == 1;
        if let Some(quote) = (head..range.end).find(|&it| opens && matches!(page.form(it), "\"" | "”")) {
            range.end = quote;
        }
        for _ in 0..4 {
            let last = range.end.checked_sub(1)?;
            // A time at the end with its preposition: `by the end of May`, `on Sundays`.
            if let Some(time) = timed.iter().find(|it| it.contains(&last) && it.start > head) {
                range.end = time.start;
                continue;
            }
            let form = page.form(last).to_lowercase();
            let hangs = matches!(analysis.tags[last].upos, Upos::Adp | Upos::Punct | Upos::Cconj | Upos::Sconj)
                || matches!(form.as_str(), "least" | "the" | "only" | "starting");
            if last > head && hangs && (analysis.labels[last] != Deprel::CompoundPrt) {
                range.end = last;
                continue;
            }
            break;
        }
        (range.start < range.end && range.contains(&head)).then_some(range)
    }
}

/// Whether a word stands below another in the tree, or is it.
fn is_within(page: &Page<'_>, word: usize, top: usize) -> bool {
    let mut at = word;
    for _ in 0..24 {
        if at == top {
            return true;
        }
        match page.analysis.head(at) {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// The words below a word in the tree that are kept, as one stretch around it without marks at its ends.
fn subtree(page: &Page<'_>, top: usize, keep: &dyn Fn(usize) -> bool) -> Range<usize> {
    let sentence = page.analysis.sentence_of(top);
    let mut inside = vec![false; sentence.len()];
    let mut open = vec![top];
    while let Some(word) = open.pop() {
        if !sentence.contains(&word) || std::mem::replace(&mut inside[word - sentence.start], true) {
            continue;
        }
        open.extend(page.clauses.dependents(word).filter(|&it| keep(it)));
    }
    let is_inside = |word: usize| sentence.contains(&word) && inside[word - sentence.start];
    let (mut start, mut end) = (top, top + 1);
    while start > sentence.start && is_inside(start - 1) {
        start -= 1;
    }
    while is_inside(end) {
        end += 1;
    }
    let mark = |word: usize| page.analysis.tags[word].upos == Upos::Punct;
    while start < top && mark(start) {
        start += 1;
    }
    while end > top + 1 && mark(end - 1) {
        end -= 1;
    }
    start..end
}
