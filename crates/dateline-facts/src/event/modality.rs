//! Whether it happened: from tense, aspect, modals, negation, conditions, and what governs a word.

use dateline_lang::clause::{ClauseForm, ModalKind, Tense};
use dateline_lang::labels::{Deprel, Upos, Xpos};
use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::kind::Modality;
use super::matching::{Construction, Found};
use crate::page::Page;

/// Steps up the clauses after which the search ends.
const STEPS: usize = 8;

#[derive(Debug, Deserialize)]
struct Table {
    #[serde(default)]
    verbs: String,
    #[serde(default)]
    nouns: String,
    #[serde(default)]
    adjectives: String,
    #[serde(default)]
    adverbs: String,
    #[serde(default)]
    markers: String,
    #[serde(default)]
    prepositions: String,
}

#[derive(Debug, Deserialize)]
struct File {
    happened: Table,
    ongoing: Table,
    denied: Table,
    planned: Table,
    hypothetical: Table,
    conditional: Table,
    tried: Table,
    reporting: Table,
    telling: Table,
    asking: Table,
    ending: Table,
    coming: Table,
    acquitting: Table,
    arranged: Table,
    historical: Table,
    ellipsis: Table,
    keeping: Table,
    lasting: Table,
    refusing: Table,
}

#[derive(Debug)]
struct Set {
    verbs: FxHashSet<String>,
    nouns: FxHashSet<String>,
    adjectives: FxHashSet<String>,
    adverbs: FxHashSet<String>,
    markers: FxHashSet<String>,
    prepositions: FxHashSet<String>,
}

impl Set {
    fn of(table: &Table) -> Self {
        let set = |words: &str| words.split_whitespace().map(|word| word.replace('_', " ")).collect();
        Self {
            verbs: set(&table.verbs),
            nouns: set(&table.nouns),
            adjectives: set(&table.adjectives),
            adverbs: set(&table.adverbs),
            markers: set(&table.markers),
            prepositions: set(&table.prepositions),
        }
    }
}

/// The words of `lexicon/en/modality.toml`.
#[derive(Debug)]
pub struct Words {
    happened: Set,
    ongoing: Set,
    denied: Set,
    planned: Set,
    hypothetical: Set,
    conditional: Set,
    tried: Set,
    reporting: Set,
    telling: Set,
    asking: Set,
    ending: Set,
    coming: Set,
    acquitting: Set,
    arranged: Set,
    historical: Set,
    ellipsis: Set,
    keeping: Set,
    lasting: Set,
    refusing: Set,
}

/// A modality and the words that say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Whether it happened.
    pub modality: Modality,
    /// The words.
    pub words: Vec<usize>,
    /// Whether a modal, a tense or a governing word says that it is to come.
    pub is_future: bool,
}

impl Told {
    fn plain(word: usize) -> Self {
        Self { modality: Modality::Happened, words: vec![word], is_future: false }
    }

    fn set(&mut self, modality: Modality, word: usize) {
        self.modality = modality;
        self.words.push(word);
    }
}

impl Words {
    /// Reads the embedded list.
    ///
    /// # Panics
    /// When the list has not its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        let file: File =
            toml::from_str(dateline_lexicon::file("en/modality.toml").expect("the list is embedded")).expect("the list has its shape");
        Self {
            happened: Set::of(&file.happened),
            ongoing: Set::of(&file.ongoing),
            denied: Set::of(&file.denied),
            planned: Set::of(&file.planned),
            hypothetical: Set::of(&file.hypothetical),
            conditional: Set::of(&file.conditional),
            tried: Set::of(&file.tried),
            reporting: Set::of(&file.reporting),
            telling: Set::of(&file.telling),
            asking: Set::of(&file.asking),
            ending: Set::of(&file.ending),
            coming: Set::of(&file.coming),
            acquitting: Set::of(&file.acquitting),
            arranged: Set::of(&file.arranged),
            historical: Set::of(&file.historical),
            ellipsis: Set::of(&file.ellipsis),
            keeping: Set::of(&file.keeping),
            lasting: Set::of(&file.lasting),
            refusing: Set::of(&file.refusing),
        }
    }

    /// Whether a verb only reports what it governs.
    #[must_use]
    pub fn is_reporting(&self, lemma: &str) -> bool {
        self.reporting.verbs.contains(lemma)
    }

    /// The modality of an event: of a verb, or of a noun with the verb that it shares its clause with.
    #[must_use]
    pub fn of(&self, page: &Page<'_>, found: &Found) -> Told {
        let trigger = found.word;
        let mut told = if page.clauses.is_predicate(trigger) && page.analysis.tags[trigger].upos == Upos::Verb {
            self.verb(page, trigger, STEPS)
        } else if matches!(found.construction, Construction::Active | Construction::Passive) {
            self.misread(page, trigger)
        } else {
            self.noun(page, trigger, found.light)
        };
        if let Some(unit) = self.long_after(page, trigger).filter(|_| told.modality == Modality::Happened) {
            told.set(Modality::Historical, unit);
        }
        if let Some((modality, word)) = self.ellipsis(page, trigger).filter(|_| !told.modality.is_real()) {
            told.set(modality, word);
            told.is_future = false;
        }
        told
    }

    /// The modality of what a word tells that is no match of a frame.
    #[must_use]
    pub fn of_word(&self, page: &Page<'_>, word: usize) -> Told {
        let is_verb = page.clauses.is_predicate(word) && page.analysis.tags[word].upos == Upos::Verb;
        if is_verb { self.verb(page, word, STEPS) } else { self.noun(page, word, None) }
    }

    /// A verb that the tagger takes for a noun or an adjective, so that the tree says nothing of it: `If [convicted]`, `Did the army [bomb] it?`,
    /// `asked the president to [free] the poet`.
    fn misread(&self, page: &Page<'_>, word: usize) -> Told {
        let analysis = page.analysis;
        let sentence = analysis.sentence_of(word);
        let mut told = Told::plain(word);
        let from = sentence.start.max(word.saturating_sub(7));
        if word > from && page.form(word - 1).eq_ignore_ascii_case("to") {
            if let Some(verb) = (from..word - 1).rev().find(|&it| analysis.tags[it].upos == Upos::Verb)
                && let Some(modality) = self.governs(page, verb)
            {
                told.set(modality, verb);
            }
            return told;
        }
        for it in (from..word).rev().take_while(|&it| page.form(it) != ",") {
            let form = page.form(it).to_lowercase();
            if form == "whether" {
                told.set(Modality::Hypothetical, it);
            } else if self.conditional.markers.contains(&form) {
                told.set(Modality::Conditional, it);
                told.is_future = true;
            }
        }
        if told.modality == Modality::Happened && self.asks(page, word) {
            told.modality = Modality::Hypothetical;
        }
        told
    }

    /// The unit of time after which something else came: `A decade after troops fired on the miners`.
    fn long_after(&self, page: &Page<'_>, word: usize) -> Option<usize> {
        let start = page.analysis.sentence_of(word).start;
        let near = start.max(word.saturating_sub(7))..word;
        let after = near.rev().take_while(|&it| page.form(it) != ",").find(|&it| page.form(it).eq_ignore_ascii_case("after"))?;
        let unit = after.checked_sub(1).filter(|&it| it >= start)?;
        let one = unit > start && matches!(page.form(unit - 1).to_lowercase().as_str(), "a" | "one") && page.analysis.lemma(unit) == "year";
        (self.historical.nouns.contains(page.analysis.lemma(unit)) && !one).then_some(unit)
    }

    /// What a verb that stands for another one says of it: `were ordered to clear the square, and [did so]`, `was about to meet them, and never [did]`.
    fn ellipsis(&self, page: &Page<'_>, word: usize) -> Option<(Modality, usize)> {
        let end = page.analysis.sentence_of(word).end;
        let form = |it: usize| page.form(it).to_lowercase();
        let did = (word + 1..end).find(|&it| self.ellipsis.verbs.contains(&form(it)))?;
        let joined = (word + 1..did).rev().take(3).any(|it| self.ellipsis.markers.contains(&form(it)));
        let next = if did + 1 < end { form(did + 1) } else { String::new() };
        if !joined {
            return None;
        }
        if self.ellipsis.adverbs.contains(&next) && next != "so"
            || (word + 1..did).rev().take(2).any(|it| self.ellipsis.adverbs.contains(&form(it)))
        {
            return Some((Modality::Denied, did));
        }
        (next == "so").then_some((Modality::Happened, did))
    }

    /// Whether the sentence of a word is a question.
    #[allow(clippy::unused_self, reason = "a question of the same kind as the others")]
    fn asks(&self, page: &Page<'_>, word: usize) -> bool {
        let sentence = page.analysis.sentence_of(word);
        page.form(sentence.end - 1) == "?" || sentence.len() > 1 && page.form(sentence.end - 2) == "?"
    }

    fn key(page: &Page<'_>, verb: usize) -> (String, Option<String>) {
        let lemma = page.analysis.lemma(verb).to_lowercase();
        let particle = page
            .clauses
            .dependents(verb)
            .find(|&it| matches!(page.analysis.labels[it], Deprel::CompoundPrt | Deprel::Advmod) && it > verb && it < verb + 3);
        // The tree may take a particle for a preposition: `called [off] an hour before`.
        let next = (verb + 1 < page.analysis.sentence_of(verb).end).then_some(verb + 1);
        let particle = particle.or(next.filter(|&it| page.analysis.tags[it].xpos == Xpos::Rp));
        let pair = particle.map(|it| format!("{lemma} {}", page.form(it).to_lowercase()));
        (lemma, pair)
    }

    fn has(set: &FxHashSet<String>, key: &(String, Option<String>)) -> bool {
        key.1.as_ref().is_some_and(|pair| set.contains(pair)) || set.contains(&key.0)
    }

    /// What a governing word says of what it governs; `None` when it says nothing.
    fn governs(&self, page: &Page<'_>, word: usize) -> Option<Modality> {
        let key = Self::key(page, word);
        let is_verb = page.analysis.tags[word].upos == Upos::Verb;
        let tables = [
            (&self.denied, Modality::Denied),
            (&self.planned, Modality::Planned),
            (&self.hypothetical, Modality::Hypothetical),
            (&self.ongoing, Modality::Ongoing),
        ];
        tables.into_iter().find_map(|(set, modality)| {
            let found = if is_verb {
                Self::has(&set.verbs, &key) || set.adjectives.contains(&key.0)
            } else {
                set.nouns.contains(&key.0) || set.adjectives.contains(&key.0)
            };
            found.then_some(modality)
        })
    }

    /// What the words of a verb's own clause say.
    fn own(&self, page: &Page<'_>, verb: usize) -> Told {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let mut told = Told::plain(verb);
        let group = clauses.verb_group(verb);
        let negations = clauses.negations(verb);
        if let Some(modal) = group.modal {
            match modal.kind {
                ModalKind::Future => {
                    told.set(Modality::Planned, modal.word);
                    told.is_future = true;
                    // `was to have met`.
                    if group.tense == Some(Tense::Past) && group.perfect {
                        told.modality = Modality::Denied;
                    }
                }
                ModalKind::Possibility | ModalKind::Ability => told.set(Modality::Hypothetical, modal.word),
                ModalKind::Obligation if group.tense == Some(Tense::Past) && page.analysis.lemma(modal.word) == "have" => {}
                ModalKind::Obligation => told.set(Modality::Hypothetical, modal.word),
                ModalKind::Conditional => {
                    // `told reporters his forces would pull back`: what was to come when it was said, unless it hangs on something.
                    let reported = clauses.governor(verb).is_some_and(|it| {
                        it.relation == Deprel::Ccomp && matches!(clauses.verb_group(it.predicate).tense, Some(Tense::Past) | None)
                    }) || self.is_in_report(page, verb);
                    // `Senga, which they would retake a month later`.
                    let later = analysis.labels[verb] == Deprel::AclRelcl
                        && clauses.dependents(verb).any(|it| page.form(it).eq_ignore_ascii_case("later"));
                    let modality = if later {
                        Modality::Happened
                    } else if group.perfect {
                        Modality::Hypothetical
                    } else if reported {
                        Modality::Planned
                    } else {
                        Modality::Conditional
                    };
                    told.set(modality, modal.word);
                    told.is_future = true;
                }
                ModalKind::Habit => {}
            }
        } else if group.progressive && group.tense == Some(Tense::Present) {
            told.modality = Modality::Ongoing;
            // `are meeting on Saturday`: arranged.
            if self.arranged.verbs.contains(analysis.lemma(verb))
                && let Some(day) = clauses.dependents(verb).find(|&it| self.arranged.markers.contains(&page.form(it).to_lowercase()))
            {
                told.set(Modality::Planned, day);
                told.is_future = true;
            }
        }
        for it in clauses.dependents(verb) {
            if analysis.labels[it] != Deprel::Advmod {
                continue;
            }
            let form = page.form(it).to_lowercase();
            if self.hypothetical.adverbs.contains(&form) {
                told.set(Modality::Hypothetical, it);
            } else if self.ongoing.adverbs.contains(&form)
                && told.modality == Modality::Happened
                && (group.tense == Some(Tense::Present) || group.progressive)
            {
                told.set(Modality::Ongoing, it);
            } else if matches!(form.as_str(), "rarely" | "otherwise") && told.modality != Modality::Happened {
                told.set(Modality::Conditional, it);
            } else if form == "ago"
                && told.modality == Modality::Happened
                && clauses.dependents(it).any(|of| self.historical.nouns.contains(analysis.lemma(of)) && !self.is_one(page, of))
            {
                told.set(Modality::Historical, it);
            }
        }
        let opening = analysis.sentence_of(verb).start;
        if told.modality == Modality::Planned && page.form(opening).eq_ignore_ascii_case("otherwise") {
            told.set(Modality::Conditional, opening);
        }
        // A condition within the clause, or the clause itself as one.
        let condition = self.condition(page, verb);
        if let Some(word) = condition
            && (told.modality != Modality::Happened || group.tense != Some(Tense::Past) && group.tense.is_some())
            && told.modality != Modality::Ongoing
        {
            let modality =
                if group.perfect && told.modality == Modality::Hypothetical { Modality::Hypothetical } else { Modality::Conditional };
            told.set(modality, word);
        }
        if let Some(word) = self.is_condition(page, verb) {
            let modality = if group.perfect && group.tense == Some(Tense::Past) { Modality::Hypothetical } else { Modality::Conditional };
            told.set(modality, word);
        }
        let neither =
            clauses.dependents(verb).find(|&it| analysis.labels[it] == Deprel::CcPreconj && page.form(it).eq_ignore_ascii_case("neither"));
        // `who is to be questioned`, where the tree has a copula.
        let to = if page.form(verb.saturating_sub(1)).eq_ignore_ascii_case("be") { verb.saturating_sub(2) } else { verb.saturating_sub(1) };
        if told.modality == Modality::Happened
            && to > analysis.sentence_of(verb).start
            && page.form(to).eq_ignore_ascii_case("to")
            && matches!(page.form(to - 1).to_lowercase().as_str(), "is" | "are")
        {
            told.set(Modality::Planned, to - 1);
            told.is_future = true;
        }
        // `was to have met`.
        let sentence_start = analysis.sentence_of(verb).start;
        let unfulfilled = verb >= sentence_start + 3
            && page.form(verb - 1).eq_ignore_ascii_case("have")
            && page.form(verb - 2).eq_ignore_ascii_case("to")
            && matches!(page.form(verb - 3).to_lowercase().as_str(), "was" | "were");
        if let Some(word) = neither.or(unfulfilled.then_some(verb - 2.min(verb))) {
            told.set(Modality::Denied, word);
        }
        // `Were the militia to seize the dam, the valley would be dry`: by the auxiliary before its subject.
        if matches!(told.modality, Modality::Planned | Modality::Conditional)
            && told.is_future
            && let Some(word) = self.inverted(page, verb).filter(|&it| it != verb)
        {
            told.set(Modality::Conditional, word);
        }
        if told.modality == Modality::Planned
            && let Some(word) = self.hangs(page, verb)
        {
            told.set(Modality::Conditional, word);
        }
        if let Some(not) = negations.first().copied().or_else(|| self.nobody(page, verb)).filter(|&not| !self.is_of_part(page, not)) {
            if told.modality != Modality::Hypothetical || !group.perfect {
                told.set(Modality::Denied, not);
            } else {
                told.set(Modality::Happened, not);
            }
        }
        // `Whoever attacks them will be hunted down`.
        if told.modality == Modality::Happened
            && let Some(word) = clauses.dependents(verb).find(|&it| {
                matches!(analysis.labels[it], Deprel::Nsubj | Deprel::NsubjPass)
                    && self.conditional.nouns.contains(&page.form(it).to_lowercase())
            })
            && group.tense != Some(Tense::Past)
        {
            told.set(Modality::Conditional, word);
        }
        // A question, an order.
        if told.modality == Modality::Happened && analysis.labels[verb] == Deprel::Root {
            let asks = self.asks(page, verb);
            let orders = analysis.tags[verb].xpos == Xpos::Vb && clauses.subjects(verb).is_empty() && group.auxiliaries.is_empty();
            if asks || orders {
                told.modality = Modality::Hypothetical;
            }
        }
        told
    }

    /// Whether a sentence reports in the past what would come, and says of nothing on which it hangs: the tree need not show it.
    fn is_in_report(&self, page: &Page<'_>, verb: usize) -> bool {
        let sentence = page.analysis.sentence_of(verb);
        let hangs = sentence.clone().any(|it| self.conditional.markers.contains(&page.form(it).to_lowercase()));
        // What a relative clause says hangs on its noun: `support which would allow it to fight on`.
        let relative = page.analysis.labels[page.clauses.first_conjunct(verb)] == Deprel::AclRelcl;
        let past = |it: &usize| {
            *it != verb
                && matches!(page.analysis.tags[*it].xpos, Xpos::Vbd | Xpos::Vbn)
                && self.reporting.verbs.contains(&page.analysis.lemma(*it).to_lowercase())
        };
        !hangs && !relative && self.inverted(page, verb).is_none() && sentence.clone().any(|it| past(&it))
    }

    /// The auxiliary before its subject by which a clause without `if` is a condition: `he would apologise, [were] he asked to`.
    #[allow(clippy::unused_self, reason = "a question of the same kind as the others")]
    fn inverted(&self, page: &Page<'_>, verb: usize) -> Option<usize> {
        let sentence = page.analysis.sentence_of(verb);
        if self.asks(page, verb) {
            return None;
        }
        let opens = |it: usize| it == sentence.start || page.form(it - 1) == ",";
        let subject = |it: usize| {
            it < sentence.end
                && (page.analysis.tags[it].upos == Upos::Det
                    || page.analysis.tags[it].xpos == Xpos::Prp
                        && !matches!(page.form(it).to_lowercase().as_str(), "me" | "him" | "them" | "us"))
        };
        sentence
            .clone()
            .find(|&it| matches!(page.form(it).to_lowercase().as_str(), "should" | "were" | "had") && opens(it) && subject(it + 1))
    }

    /// Who does nothing: `nobody was arrested`, `neither side has fired`, `no hostages were freed`, `neither met nor spoke`.
    fn nobody(&self, page: &Page<'_>, verb: usize) -> Option<usize> {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let own = clauses.dependents(verb).filter(|&it| matches!(analysis.labels[it], Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj));
        let none = |word: usize, also: bool| match page.form(word).to_lowercase().as_str() {
            "nobody" | "none" | "nothing" => !also,
            "no" | "neither" => also,
            _ => false,
        };
        own.flat_map(|it| {
            std::iter::once((it, false))
                .chain(clauses.dependents(it).filter(|&of| matches!(analysis.labels[of], Deprel::Det)).map(|of| (of, true)))
        })
        .find(|&(it, also)| none(it, also))
        .map(|(it, _)| it)
        .or_else(|| verb.checked_sub(1).filter(|&it| page.form(it).eq_ignore_ascii_case("neither")))
    }

    /// Whether a negation is of a part, or of a reason: `not all of them were freed`, `not because …, but because …`.
    fn is_of_part(&self, page: &Page<'_>, not: usize) -> bool {
        let sentence = page.analysis.sentence_of(not);
        let at = |it: usize| if sentence.contains(&it) { page.form(it).to_lowercase() } else { String::new() };
        matches!(at(not + 1).as_str(), "all" | "every" | "everybody" | "everyone" | "only")
            || sentence.clone().any(|it| at(it) == "but" && at(it + 1) == "because")
    }

    /// A phrase of the sentence on which what is to come hangs: `on condition that`, `as long as`, `subject to`.
    pub fn hangs(&self, page: &Page<'_>, verb: usize) -> Option<usize> {
        let sentence = page.analysis.sentence_of(verb);
        sentence.clone().find(|&it| {
            let pair = |next: &str| it + 1 < sentence.end && page.form(it + 1).eq_ignore_ascii_case(next);
            match page.form(it).to_lowercase().as_str() {
                "on" => pair("condition"),
                "as" => pair("long"),
                "provided" => pair("that"),
                "subject" => pair("to"),
                "only" => pair("if"),
                "unless" => true,
                _ => false,
            }
        })
    }

    /// The `unless` after a verb.
    #[allow(clippy::unused_self, reason = "a question of the same kind as the others")]
    #[must_use]
    pub fn unless(&self, page: &Page<'_>, verb: usize) -> Option<usize> {
        (verb + 1..page.analysis.sentence_of(verb).end).find(|&it| page.form(it).eq_ignore_ascii_case("unless"))
    }

    /// The word that opens a condition on a verb: `if` in `will go if it rains`.
    fn condition(&self, page: &Page<'_>, verb: usize) -> Option<usize> {
        page.clauses.dependents(verb).find_map(|it| {
            if page.analysis.labels[it] == Deprel::Advcl {
                return self.is_condition(page, it);
            }
            let preposition = page.clauses.preposition(it);
            (self.conditional.prepositions.contains(&preposition) && preposition != "without").then_some(it)
        })
    }

    /// The word that makes a clause a condition.
    fn is_condition(&self, page: &Page<'_>, verb: usize) -> Option<usize> {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let first = clauses.first_conjunct(verb);
        let marker = clauses.dependents(first).find(|&it| {
            matches!(analysis.labels[it], Deprel::Mark | Deprel::Advmod) && self.conditional.markers.contains(&page.form(it).to_lowercase())
        });
        // `unclear if`, `asked whether`: a question.
        let asks = marker.is_some_and(|it| page.form(it).eq_ignore_ascii_case("whether"))
            || matches!(analysis.labels[first], Deprel::Ccomp | Deprel::Csubj | Deprel::Acl | Deprel::Advcl)
                && analysis.head(first).is_some_and(|head| self.is_asking(page, head))
            || matches!(analysis.labels[first], Deprel::Csubj | Deprel::Acl);
        if asks {
            return None;
        }
        let opened = first.checked_sub(1).filter(|&it| matches!(page.form(it).to_lowercase().as_str(), "if" | "unless"));
        if let Some(marker) = marker.or(opened.filter(|_| analysis.tags[first].xpos == Xpos::Vbn || analysis.tags[first].upos == Upos::Adj))
        {
            // `even as`, `as if`: no condition; `whether` asks.
            return Some(marker);
        }
        // `Should the talks fail`, `Were he to go`, `Had they known`: the auxiliary before its subject.
        let subject = clauses.dependents(first).find(|&it| matches!(analysis.labels[it], Deprel::Nsubj | Deprel::NsubjPass))?;
        let sentence = analysis.sentence_of(first);
        let auxiliary = clauses
            .dependents(first)
            .find(|&it| matches!(analysis.labels[it], Deprel::Aux | Deprel::AuxPass | Deprel::Cop) && it < subject)?;
        let inverts = matches!(page.form(auxiliary).to_lowercase().as_str(), "should" | "were" | "had");
        let asks = page.form(sentence.end - 1) == "?";
        let opens = analysis.labels[first] == Deprel::Advcl || auxiliary == sentence.start;
        (inverts && opens && !asks).then_some(auxiliary)
    }

    /// Whether a unit is counted once: `a year ago`.
    fn is_one(&self, page: &Page<'_>, unit: usize) -> bool {
        page.clauses.dependents(unit).any(|it| matches!(page.form(it).to_lowercase().as_str(), "a" | "one"))
            && page.analysis.lemma(unit) == "year"
    }

    /// Whether a word asks or leaves open what a clause with `if` or `whether` says: `unclear if`, `to see whether`.
    fn is_asking(&self, page: &Page<'_>, word: usize) -> bool {
        let lemma = page.analysis.lemma(word).to_lowercase();
        self.asking.verbs.contains(&lemma) || self.asking.adjectives.contains(&lemma) || self.asking.nouns.contains(&lemma)
    }

    /// What the words right before a verb say of it, where the tree may be wrong: `avoided meeting`, `far from withdrawing`, `short of declaring`.
    fn beside(&self, page: &Page<'_>, verb: usize) -> Option<(Modality, usize)> {
        let analysis = page.analysis;
        let start = analysis.sentence_of(verb).start;
        let mut before = verb.checked_sub(1).filter(|&it| it >= start)?;
        if page.form(before).eq_ignore_ascii_case("having") {
            before = before.checked_sub(1).filter(|&it| it >= start)?;
        } else if analysis.tags[verb].xpos != Xpos::Vbg {
            return None;
        }
        if matches!(page.form(before).to_lowercase().as_str(), "from" | "of") {
            let word = before.checked_sub(1).filter(|&it| it >= start)?;
            let says = page.form(word).to_lowercase();
            return matches!(says.as_str(), "far" | "short").then_some((Modality::Denied, word));
        }
        let governs = (analysis.tags[before].upos == Upos::Verb).then(|| self.governs(page, before)).flatten();
        governs.filter(|it| matches!(it, Modality::Denied | Modality::Hypothetical)).map(|it| (it, before))
    }

    fn verb(&self, page: &Page<'_>, verb: usize, steps: usize) -> Told {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let mut told = self.own(page, verb);
        if told.modality == Modality::Happened
            && let Some((modality, word)) = self.beside(page, verb)
        {
            told.set(modality, word);
            return told;
        }
        let Some(left) = steps.checked_sub(1) else { return told };
        // A clause that is a noun's complement: `plan to attack`, `the claim that they fired`.
        let first = clauses.first_conjunct(verb);
        let label = analysis.labels[first];
        let Some(head) = analysis.head(first) else { return told };
        let infinitive = clauses.dependents(first).any(|it| analysis.labels[it] == Deprel::Mark && analysis.tags[it].xpos == Xpos::To);
        let marks = || clauses.dependents(first).filter(|&it| analysis.labels[it] == Deprel::Mark && analysis.tags[it].xpos != Xpos::To);
        let marker = marks()
            .find(|&it| page.form(it).eq_ignore_ascii_case("whether"))
            .or_else(|| marks().next())
            .map(|it| page.form(it).to_lowercase());
        let form = clauses.form(first);
        match label {
            Deprel::Ccomp | Deprel::Xcomp | Deprel::Csubj | Deprel::CsubjPass | Deprel::Acl => {
                if label == Deprel::Acl && !infinitive && marker.is_none() {
                    // A reduced relative clause says what took place.
                    return told;
                }
                // `acquitted the guard of beating him`.
                if label == Deprel::Acl && matches!(marker.as_deref(), Some("of" | "for")) {
                    let up = (analysis.labels[head] == Deprel::Obj).then(|| analysis.head(head)).flatten();
                    if let Some(up) = up.filter(|&up| self.acquitting.verbs.contains(analysis.lemma(up))) {
                        told.set(Modality::Denied, up);
                        return told;
                    }
                }
                // `told us to go` asks, `told us that they went` and `they went, the mayor told us` say.
                let says = |lemma: &str| self.telling.verbs.contains(lemma) || first < head && self.is_reporting(lemma);
                let is_said = label == Deprel::Ccomp && form == ClauseForm::Finite && says(&analysis.lemma(head).to_lowercase());
                let governs = self.governs(page, head).filter(|_| !is_said);
                let asks = marker.as_deref() == Some("whether")
                    || marker.as_deref() == Some("if") && label == Deprel::Ccomp && self.is_asking(page, head);
                let is_verb = analysis.tags[head].upos == Upos::Verb;
                if asks {
                    told.set(Modality::Hypothetical, head);
                    return told;
                }
                let bound = infinitive || form != ClauseForm::Finite || matches!(governs, Some(Modality::Hypothetical | Modality::Denied));
                // A modal of the governing clause weighs on an infinitive: `may try to`, `will begin to`.
                let above = if is_verb || clauses.is_predicate(head) { self.verb(page, head, left) } else { self.noun(page, head, None) };
                match governs.filter(|_| bound) {
                    Some(Modality::Denied) => {
                        if above.modality == Modality::Denied && !clauses.negations(head).is_empty() {
                            // `did not fail to`: it did.
                            return told;
                        }
                        told.set(Modality::Denied, head);
                    }
                    Some(modality) if told.modality != Modality::Denied => {
                        if above.modality == Modality::Denied && !is_verb && self.is_thwarted(page, head) {
                            // `thwarted a plot to blow up the dam`.
                            told.set(Modality::Denied, head);
                        } else if above.modality == Modality::Denied && is_verb && !clauses.negations(head).is_empty() {
                            told.set(if modality == Modality::Planned { Modality::Denied } else { Modality::Hypothetical }, head);
                        } else if matches!(above.modality, Modality::Conditional) {
                            told.set(Modality::Conditional, head);
                        } else if told.modality == Modality::Conditional {
                        } else if above.modality == Modality::Hypothetical && modality != Modality::Denied {
                            told.set(Modality::Hypothetical, head);
                        } else if modality == Modality::Ongoing {
                            told.set(above.modality.max(Modality::Ongoing), head);
                        } else {
                            // `tried to storm it but failed`.
                            let lemma = analysis.lemma(head).to_lowercase();
                            let failed = (self.tried.verbs.contains(&lemma) || lemma == "attempt") && self.is_foiled(page, head);
                            told.set(if failed { Modality::Denied } else { modality }, head);
                            told.is_future |= modality == Modality::Planned;
                        }
                    }
                    None if label == Deprel::Xcomp || infinitive => {
                        // `too few to block the road`.
                        let too = clauses.dependents(head).find(|&it| page.form(it).eq_ignore_ascii_case("too"));
                        let lemma = analysis.lemma(head).to_lowercase();
                        if let Some(too) = too {
                            told.set(Modality::Denied, too);
                        } else if self.takes_time(page, head) && told.modality == Modality::Happened {
                            told.modality = above.modality;
                            told.words.extend(above.words);
                        } else if Self::has(&self.happened.verbs, &Self::key(page, head))
                            || matches!(analysis.labels[head], Deprel::Aux)
                            || lemma == "have" && clauses.verb_group(head).tense == Some(Tense::Past)
                            || lemma == "able"
                                && above.modality == Modality::Happened
                                && clauses.verb_group(head).tense != Some(Tense::Present)
                        {
                            if told.modality == Modality::Happened {
                                told.modality = above.modality;
                                told.words.extend(above.words);
                                told.is_future |= above.is_future;
                            }
                        } else if above.modality != Modality::Happened && told.modality == Modality::Happened {
                            told.modality = above.modality;
                            told.words.extend(above.words);
                        } else if infinitive && told.modality == Modality::Happened && !self.is_reporting(&lemma) {
                            told.set(Modality::Hypothetical, head);
                        }
                    }
                    None => {
                        // What is reported keeps its modality, unless the report is none: `if he says that`.
                        let lemma = analysis.lemma(head).to_lowercase();
                        let false_report = clauses.negations(head).first().copied().filter(|_| self.reporting.adjectives.contains(&lemma));
                        if let Some(not) = false_report {
                            told.set(Modality::Denied, not);
                        } else if told.modality == Modality::Happened
                            && matches!(above.modality, Modality::Conditional | Modality::Hypothetical)
                            && !self.is_reporting(&lemma)
                        {
                            told.modality = above.modality;
                            told.words.extend(above.words);
                        } else if analysis.labels[head] == Deprel::Nsubj || analysis.labels[head] == Deprel::Obj {
                            // `the claim that they fired is false`, `dismissed reports that`.
                            if let Some(up) = analysis.head(head) {
                                let adjective = self.denied.adjectives.contains(&analysis.lemma(up).to_lowercase());
                                let dismissed = analysis.labels[head] == Deprel::Obj && self.governs(page, up) == Some(Modality::Denied);
                                if adjective || dismissed {
                                    told.set(Modality::Denied, up);
                                }
                            }
                        }
                    }
                    Some(_) => {}
                }
            }
            Deprel::Advcl | Deprel::Obl | Deprel::Nmod => {
                if told.modality == Modality::Denied {
                    return told;
                }
                if let Some(marker) = marker.as_deref() {
                    if matches!(marker, "if" | "whether") && self.is_asking(page, head) {
                        told.set(Modality::Hypothetical, head);
                    } else if marker == "than" && infinitive {
                        told.set(Modality::Hypothetical, first);
                    } else if matches!(marker, "without") {
                        told.set(Modality::Denied, first);
                    } else if matches!(marker, "from") {
                        if self.governs(page, head) == Some(Modality::Denied) || self.keeping.verbs.contains(analysis.lemma(head)) {
                            // `nobody could stop the crowd from storming it`: it did.
                            let not = clauses.negations(head).first().copied().or_else(|| self.nobody(page, head));
                            match not {
                                Some(not) => told.words.push(not),
                                None => told.set(Modality::Denied, head),
                            }
                        }
                    } else if matches!(marker, "of" | "for" | "at" | "about" | "in" | "against" | "into") {
                        match self.governs(page, head) {
                            Some(modality @ (Modality::Denied | Modality::Hypothetical)) => told.set(modality, head),
                            Some(Modality::Planned) if marker != "for" => told.set(Modality::Planned, head),
                            _ => {}
                        }
                    } else if marker == "before"
                        && told.modality == Modality::Happened
                        && self.verb(page, head, left).modality == Modality::Planned
                    {
                        told.set(Modality::Planned, head);
                    }
                } else if let Some(too) = clauses.dependents(head).find(|&it| infinitive && page.form(it).eq_ignore_ascii_case("too")) {
                    told.set(Modality::Denied, too);
                } else if infinitive {
                    // A purpose is not yet reached; `to` after an implicative verb is what was done.
                    match self.governs(page, head) {
                        // `went on to beat him`: he did.
                        Some(Modality::Ongoing) => {}
                        Some(modality) => told.set(modality, head),
                        // `used it to strike`, but `allowed them to use it to strike`.
                        None if Self::has(&self.happened.verbs, &Self::key(page, head)) || self.takes_time(page, head) => {
                            let above = self.verb(page, head, left);
                            if above.modality != Modality::Happened && told.modality == Modality::Happened {
                                told.modality = above.modality;
                                told.words.extend(above.words);
                                told.is_future |= above.is_future;
                            }
                        }
                        None => told.set(Modality::Hypothetical, first),
                    }
                } else if form == ClauseForm::Participle && told.modality == Modality::Happened && clauses.is_predicate(head) {
                    let above = self.verb(page, head, left);
                    if !matches!(above.modality, Modality::Denied | Modality::Ongoing)
                        || analysis.tags[first].xpos == Xpos::Vbg && above.modality == Modality::Ongoing
                    {
                        told.modality = above.modality;
                        told.words.extend(above.words);
                        told.is_future |= above.is_future;
                    }
                }
            }
            Deprel::AclRelcl
                if clauses.dependents(first).any(|it| page.form(it).eq_ignore_ascii_case("that"))
                    && self.reporting.nouns.contains(analysis.lemma(head)) =>
            {
                let up = analysis.head(head).filter(|&up| {
                    self.denied.adjectives.contains(&analysis.lemma(up).to_lowercase()) || self.governs(page, up) == Some(Modality::Denied)
                });
                if let Some(up) = up {
                    told.set(Modality::Denied, up);
                }
            }
            Deprel::Obj | Deprel::Nsubj => {
                // A gerund: `denied shelling it`, `considering expelling them`.
                if let Some(modality) = self.governs(page, head).filter(|_| told.modality == Modality::Happened) {
                    told.set(modality, head);
                }
            }
            _ => {}
        }
        if label == Deprel::Conj && told.modality == Modality::Happened && !clauses.is_finite(verb) && first != verb {
            let above = self.verb(page, first, left);
            told.modality = above.modality;
            told.words.extend(above.words);
            told.is_future |= above.is_future;
        } else if first != verb && told.modality == Modality::Happened && clauses.form(verb) != ClauseForm::Finite {
            let above = self.verb(page, first, left);
            if above.modality != Modality::Denied || clauses.negations(verb).is_empty() && clauses.form(first) != ClauseForm::Finite {
                told.modality = above.modality;
                told.words.extend(above.words);
                told.is_future |= above.is_future;
            }
        }
        told
    }

    /// Whether a verb in the simple present says of its subject that it is to come: `takes effect on 1 July`, `that comes into force at midnight`.
    fn is_coming(&self, page: &Page<'_>, verb: usize) -> bool {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let group = clauses.verb_group(verb);
        let simple = group.tense == Some(Tense::Present) && !group.perfect && !group.progressive && group.modal.is_none();
        let lemma = analysis.lemma(verb).to_lowercase();
        let whole = clauses
            .dependents(verb)
            .filter(|&it| matches!(analysis.labels[it], Deprel::Obj | Deprel::Obl))
            .any(|it| self.coming.verbs.contains(&format!("{lemma} {}", analysis.lemma(it))));
        simple && clauses.negations(verb).is_empty() && (whole || self.coming.verbs.contains(&lemma))
    }

    /// What a verb says of a noun that is its subject or object by going on or coming to an end: `goes on`, `has not ended`, `have yet to end it`.
    fn lasts(&self, page: &Page<'_>, verb: usize, label: Deprel) -> Option<(Modality, usize)> {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let group = clauses.verb_group(verb);
        let key = Self::key(page, verb);
        let is_subject = matches!(label, Deprel::Nsubj | Deprel::NsubjPass);
        let is_object = matches!(label, Deprel::Obj) || label == Deprel::NsubjPass;
        let now = group.tense == Some(Tense::Present) && group.modal.is_none();
        let negated = !clauses.negations(verb).is_empty();
        let yet = analysis
            .head(verb)
            .filter(|_| analysis.labels[verb] == Deprel::Xcomp)
            .and_then(|head| clauses.dependents(head).find(|&it| page.form(it).eq_ignore_ascii_case("yet")));
        // `show no sign of ending`.
        let sign = is_subject
            && analysis.lemma(verb) == "show"
            && clauses.objects(verb).iter().any(|&it| {
                matches!(analysis.lemma(it), "sign" | "signs")
                    && clauses.dependents(it).any(|of| matches!(page.form(of).to_lowercase().as_str(), "no" | "few" | "little"))
            });
        if sign {
            return Some((Modality::Ongoing, verb));
        }
        if self.ending.verbs.contains(&key.0) && (is_object || is_subject) {
            if let Some(yet) = yet.filter(|_| is_object) {
                return Some((Modality::Ongoing, yet));
            }
            // `they would suspend the strike`: until then it goes on.
            if is_object && !negated && group.modal.is_some_and(|it| it.kind == ModalKind::Future) {
                return Some((Modality::Ongoing, verb));
            }
            if negated {
                return Some((
                    if group.tense == Some(Tense::Past) && !group.perfect { Modality::Happened } else { Modality::Ongoing },
                    verb,
                ));
            }
            return None;
        }
        let stays = matches!(label, Deprel::Obl | Deprel::Obj) && matches!(key.0.as_str(), "remain" | "stay");
        ((is_subject || stays) && Self::has(&self.ongoing.verbs, &key) && now && !negated).then_some((Modality::Ongoing, verb))
    }

    /// Whether a verb says how long something took: `took two days to withdraw`.
    fn takes_time(&self, page: &Page<'_>, verb: usize) -> bool {
        page.analysis.lemma(verb) == "take"
            && page.clauses.objects(verb).iter().any(|&it| self.lasting.nouns.contains(page.analysis.lemma(it)))
    }

    /// Whether a noun is the object of a verb by which what it tells did not take place: `thwarted a plot`.
    fn is_thwarted(&self, page: &Page<'_>, noun: usize) -> bool {
        let label = page.analysis.labels[noun];
        let verb = page.analysis.head(noun).filter(|_| matches!(label, Deprel::Obj | Deprel::NsubjPass));
        verb.is_some_and(|verb| page.clauses.negations(verb).is_empty() && self.governs(page, verb) == Some(Modality::Denied))
    }

    /// Whether words beside an attempt say that it came to nothing.
    fn is_foiled(&self, page: &Page<'_>, word: usize) -> bool {
        let sentence = page.analysis.sentence_of(word);
        sentence.filter(|&it| it > word).any(|it| {
            let lemma = page.analysis.lemma(it).to_lowercase();
            self.tried.adverbs.contains(&lemma)
        })
    }

    /// Whether a noun has a possessor or an article that says which one it is.
    #[allow(clippy::unused_self, reason = "a question of the same kind as the others")]
    fn is_definite(&self, page: &Page<'_>, noun: usize) -> bool {
        page.clauses.dependents(noun).any(|it| {
            page.analysis.labels[it] == Deprel::NmodPoss
                || page.analysis.labels[it] == Deprel::Det
                    && matches!(page.form(it).to_lowercase().as_str(), "the" | "this" | "that" | "these")
        })
    }

    fn noun(&self, page: &Page<'_>, noun: usize, light: Option<usize>) -> Told {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let mut told = Told::plain(noun);
        for it in clauses.dependents(noun) {
            let lemma = analysis.lemma(it).to_lowercase();
            let form = page.form(it).to_lowercase();
            match analysis.labels[it] {
                Deprel::Det if matches!(form.as_str(), "no" | "neither") => told.set(Modality::Denied, it),
                Deprel::Det if form == "any" => told.set(Modality::Hypothetical, it),
                Deprel::Amod | Deprel::Acl | Deprel::Advmod => {
                    if self.denied.adjectives.contains(&form) || self.denied.adjectives.contains(&lemma) {
                        told.set(Modality::Denied, it);
                    } else if self.planned.adjectives.contains(&form)
                        || analysis.labels[it] == Deprel::Acl && self.arranged.adjectives.contains(&form)
                    {
                        told.set(Modality::Planned, it);
                        told.is_future = true;
                    } else if self.hypothetical.adjectives.contains(&form) {
                        told.set(Modality::Hypothetical, it);
                    } else if self.ongoing.adjectives.contains(&form) {
                        told.set(Modality::Ongoing, it);
                    }
                }
                Deprel::Case if form == "without" => told.set(Modality::Denied, it),
                _ => {}
            }
        }
        // `the expected attack did not come`, where the tree may have a relative clause.
        if told.modality == Modality::Planned {
            let came = clauses
                .dependents(noun)
                .filter(|&it| analysis.labels[it] == Deprel::AclRelcl)
                .chain(analysis.head(noun).filter(|_| matches!(analysis.labels[noun], Deprel::Nsubj)))
                .find(|&it| self.coming.nouns.contains(analysis.lemma(it)));
            if let Some(not) = came.and_then(|it| clauses.negations(it).first().copied()) {
                told.set(Modality::Denied, not);
                return told;
            }
        }
        // `are on strike`, `has been under siege`.
        if light == Some(noun) {
            let group = clauses.verb_group(noun);
            let mut own = self.own(page, noun);
            if own.modality == Modality::Happened && group.tense == Some(Tense::Present) {
                own.modality = Modality::Ongoing;
            }
            return own;
        }
        let first = clauses.first_conjunct(noun);
        let preposition = clauses.preposition(first);
        if self.conditional.prepositions.contains(&preposition) && preposition != "without" {
            told.set(Modality::Conditional, first);
            return told;
        }
        // `in the event of an invasion`, `threat of an attack`, `calls for talks`.
        let mut at = first;
        for _ in 0..3 {
            let Some(head) = analysis.head(at).filter(|_| matches!(analysis.labels[at], Deprel::Nmod | Deprel::Compound)) else { break };
            if analysis.tags[head].upos == Upos::Verb {
                break;
            }
            let lemma = analysis.lemma(head).to_lowercase();
            if lemma == "event" && clauses.preposition(head) == "in" || lemma == "case" && clauses.preposition(head) == "in" {
                told.set(Modality::Conditional, head);
                return told;
            }
            match self.governs(page, head) {
                Some(modality @ (Modality::Denied | Modality::Planned | Modality::Hypothetical)) if told.modality == Modality::Happened => {
                    told.set(modality, head)
                }
                _ => {}
            }
            at = head;
        }
        let label = analysis.labels[at];
        let lasting = clauses
            .dependents(noun)
            .find(|&it| analysis.labels[it] == Deprel::AclRelcl && clauses.subjects(it).first() == Some(&noun))
            .filter(|&it| self.is_coming(page, it));
        if let Some(verb) = lasting.filter(|_| told.modality == Modality::Happened) {
            told.set(Modality::Planned, verb);
            told.is_future = true;
            return told;
        }
        // `now in its third week`.
        let week = clauses.dependents(noun).find(|&it| {
            matches!(analysis.labels[it], Deprel::Nmod | Deprel::NmodUnmarked | Deprel::Appos | Deprel::Parataxis)
                && self.lasting.nouns.contains(analysis.lemma(it))
                && clauses.dependents(it).any(|of| page.form(of).eq_ignore_ascii_case("its"))
        });
        if let Some(week) = week.filter(|_| told.modality == Modality::Happened) {
            told.set(Modality::Ongoing, week);
            return told;
        }
        let Some(verb) = analysis.head(at).filter(|&it| clauses.is_predicate(it)) else { return told };
        let lemma = analysis.lemma(verb).to_lowercase();
        // `is set to start`, `is expected to begin`.
        if told.modality == Modality::Happened
            && matches!(label, Deprel::Nsubj | Deprel::NsubjPass)
            && self.governs(page, verb) == Some(Modality::Planned)
            && clauses.dependents(verb).any(|it| matches!(analysis.labels[it], Deprel::Xcomp | Deprel::Advcl))
            && clauses.negations(verb).is_empty()
        {
            told.set(Modality::Planned, verb);
            told.is_future = true;
            return told;
        }
        if told.modality == Modality::Happened && at == first {
            if let Some((modality, word)) = self.lasts(page, verb, label) {
                told.set(modality, word);
                return told;
            }
            if label == Deprel::Nsubj && self.is_coming(page, verb) {
                told.set(Modality::Planned, verb);
                told.is_future = true;
                return told;
            }
        }
        // `is in force`, `are under way`.
        if self.ongoing.nouns.contains(&lemma) && clauses.copula(verb).is_some() && matches!(label, Deprel::Nsubj) {
            let mut own = self.own(page, verb);
            if own.modality == Modality::Happened && clauses.verb_group(verb).tense == Some(Tense::Present) {
                own.set(Modality::Ongoing, verb);
            }
            return own;
        }
        let is_core = matches!(label, Deprel::Obj | Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obl | Deprel::Iobj);
        let governs = if matches!(label, Deprel::Obj | Deprel::NsubjPass) && (label == Deprel::Obj || clauses.is_passive(verb))
            || matches!(label, Deprel::Obl) && matches!(clauses.preposition(at).as_str(), "for" | "of" | "against" | "about")
        {
            // `committed massacres`: a light verb by which it was done.
            let done = light == Some(verb) && self.happened.verbs.contains(&lemma);
            self.governs(page, verb).filter(|_| !done)
        } else {
            None
        };
        if told.modality == Modality::Happened || told.modality == Modality::Ongoing {
            match governs {
                Some(modality @ (Modality::Denied | Modality::Planned | Modality::Hypothetical))
                    if at == first || modality == Modality::Denied =>
                {
                    // `rejected the murder of the priest`: it was done.
                    if modality == Modality::Denied && self.refusing.verbs.contains(&lemma) && self.is_definite(page, noun) {
                        return told;
                    }
                    let negated = !clauses.negations(verb).is_empty();
                    let above = self.verb(page, verb, STEPS - 2);
                    told.set(if above.modality == Modality::Conditional { Modality::Conditional } else { modality }, verb);
                    if negated && modality == Modality::Denied {
                        told.modality = Modality::Happened;
                    }
                    told.is_future |= modality == Modality::Planned;
                    return told;
                }
                Some(Modality::Ongoing) => {
                    told.set(Modality::Ongoing, verb);
                    return told;
                }
                _ => {}
            }
            let shares = light == Some(verb)
                || lemma == "be"
                || at == first && matches!(label, Deprel::Nsubj | Deprel::NsubjPass) && light.is_none()
                || clauses.copula(verb).is_some()
                || lemma == "there";
            let definite = self.is_definite(page, noun);
            if shares && is_core {
                let above = self.verb(page, verb, STEPS - 2);
                // Of a definite noun another verb's negation or modal says nothing: `the attack did not kill`.
                let happening = self.coming.adverbs.contains(&lemma);
                if light == Some(verb) || happening || !definite {
                    told.modality = above.modality;
                    told.words.extend(above.words);
                    told.is_future |= above.is_future;
                }
            } else if matches!(self.verb(page, verb, STEPS - 2).modality, Modality::Conditional) && !definite {
                told.set(Modality::Conditional, verb);
            }
        } else if told.modality == Modality::Planned {
            // `the planned visit was cancelled`.
            if governs == Some(Modality::Denied) {
                told.set(Modality::Denied, verb);
            }
        }
        told
    }
}
