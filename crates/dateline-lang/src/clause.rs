//! What the clauses of a text say: who does what, whether, when and by whose word.
//!
//! Everything is read off the tree of [`Analysis`]; words that matter are in `lexicon/en/clause.toml`. A clause is known
//! by its predicate: the word that heads it, a verb, or a noun or adjective with a copula.
//!
//! ```
//! use dateline_lang::{Analysis, clause::{ClauseWords, Clauses}};
//! let words = ClauseWords::load();
//! let analysis = Analysis::default();
//! assert_eq!(Clauses::new("", &analysis, &words).predicates(0..0).count(), 0);
//! ```

use std::collections::HashMap;
use std::ops::Range;

use serde::Deserialize;

use crate::analysis::Analysis;
use crate::labels::{Deprel, Upos, Xpos};

/// The dependents of every word, found once for a whole analysis.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Children {
    /// For every word its first dependent; `NONE` when it has none.
    first: Vec<u32>,
    /// For every word the next dependent of the same head; `NONE` at the last.
    next: Vec<u32>,
}

/// Ends a list of dependents.
const NONE: u32 = u32::MAX;
/// Steps up a tree or along conjuncts after which a search gives up.
const STEPS: usize = 64;

impl Children {
    /// Those of an analysis.
    #[must_use]
    pub fn of(analysis: &Analysis) -> Self {
        let count = analysis.len();
        let (mut first, mut next) = (vec![NONE; count], vec![NONE; count]);
        for word in (0..count).rev() {
            if let Some(head) = analysis.heads.get(word).copied().flatten().filter(|&head| (head as usize) < count && head as usize != word)
            {
                next[word] = first[head as usize];
                first[head as usize] = u32::try_from(word).unwrap_or(NONE);
            }
        }
        Self { first, next }
    }

    /// The dependents of a word, in the order of the text; none for a word that is not there.
    pub fn of_word(&self, word: usize) -> impl Iterator<Item = usize> + use<'_> {
        let mut at = self.first.get(word).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            let word = (at != NONE).then_some(at as usize)?;
            at = self.next[word];
            Some(word)
        })
    }
}

/// Whether a word is a `'s` that stands for `has`: an auxiliary whose next verb is a past participle (`it 's fallen`, `he 's been ill`,
/// but not `it 's being built`). Form and tag alone do not tell; the lemma is `have`.
#[must_use]
pub fn is_contracted_has(text: &str, analysis: &Analysis, children: &Children, word: usize) -> bool {
    if analysis.labels[word] != Deprel::Aux || !matches!(analysis.form(text, word), "'s" | "’s" | "s" | "'S" | "’S") {
        return false;
    }
    let Some(head) = analysis.head(word) else { return false };
    let auxiliary = |it: &usize| matches!(analysis.labels[*it], Deprel::Aux | Deprel::AuxPass | Deprel::Cop);
    let next = children.of_word(head).filter(auxiliary).find(|&it| it > word).unwrap_or(head);
    analysis.tags[next].xpos == Xpos::Vbn
}

/// What an auxiliary adds to what a verb says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ModalKind {
    /// It is to come: `will`, `be going to`, `be to`.
    Future,
    /// It may be so: `may`, `could`.
    Possibility,
    /// One can: `can`, `be able to`.
    Ability,
    /// It has to be so: `must`, `should`, `have to`.
    Obligation,
    /// It would be so: `would`.
    Conditional,
    /// It was so often: `used to`.
    Habit,
}

/// Words that a verb has to be, to count as an auxiliary of an infinitive.
#[derive(Debug, Deserialize)]
struct Semi {
    kind: ModalKind,
    tags: Vec<String>,
}

/// What negates.
#[derive(Debug, Deserialize)]
struct NegationWords {
    adverbs: Vec<String>,
    determiners: Vec<String>,
    pronouns: Vec<String>,
    prepositions: Vec<String>,
    conjunctions: Vec<String>,
}

/// Verbs of reporting.
#[derive(Debug, Deserialize)]
struct ReportingWords {
    verbs: Vec<String>,
}

/// Verbs whose past looks like their present.
#[derive(Debug, Deserialize)]
struct InvariableWords {
    words: Vec<String>,
}

/// The words of `lexicon/en/clause.toml`.
#[derive(Debug, Deserialize)]
pub struct ClauseWords {
    negation: NegationWords,
    modals: HashMap<String, ModalKind>,
    semi: HashMap<String, Semi>,
    reporting: ReportingWords,
    markers: HashMap<String, Vec<String>>,
    invariable: InvariableWords,
}

impl ClauseWords {
    /// Reads the embedded list.
    ///
    /// # Panics
    /// When the list is not TOML of its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        let file = dateline_lexicon::file("en/clause.toml").expect("the list is embedded");
        toml::from_str(file).expect("the list has its shape")
    }
}

/// A modal or semi-modal auxiliary of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Modal {
    /// The word: `must`; `have` of `have to`; `going` of `be going to`; `is` of `is to`.
    pub word: usize,
    /// What it adds.
    pub kind: ModalKind,
}

/// The tense of a verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tense {
    /// `fell`, `had fallen`, `was falling`.
    Past,
    /// `falls`, `has fallen`, `may fall`.
    Present,
    /// `will fall`, `is going to fall`, `is to fall`.
    Future,
}

/// The verb of a clause with its auxiliaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerbGroup {
    /// Auxiliaries and copula, in order, with those that conjuncts share and those of semi-modals (`did have to leave`).
    pub auxiliaries: Vec<usize>,
    /// The tense; `None` for infinitives, participles, imperatives and clauses without a verb.
    pub tense: Option<Tense>,
    /// Whether it is perfect: `has fallen`.
    pub perfect: bool,
    /// Whether it is progressive: `is falling`, `was being built`.
    pub progressive: bool,
    /// The outermost modal.
    pub modal: Option<Modal>,
    /// Whether the group has a finite verb.
    pub finite: bool,
}

/// What a clause is in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClauseKind {
    /// The sentence's own.
    Main,
    /// What is said, known, wanted: `said [that it fell]`, `wants [to go]`.
    Complement,
    /// A subject: `[That it fell] surprised nobody`.
    Subject,
    /// A circumstance: `[After it fell], they left`.
    Adverbial,
    /// A relative clause: `the wall [that fell]`.
    Relative,
    /// Another clause of a noun: `the plan [to build it]`, `people [killed there]`.
    Adnominal,
    /// Coordinated with an earlier one: `It rose [and fell]`.
    Coordinated,
    /// Beside the sentence without being a part of it: `It fell – [nobody knows why]`.
    Parataxis,
    /// The words around what is reported, where those are the main clause: `It fell, [police said]`.
    Reporting,
    /// No clause of its own: a modifier, a noun phrase.
    Other,
}

/// The form of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClauseForm {
    /// It has a finite verb.
    Finite,
    /// `to fall`, `let it fall`.
    Infinitive,
    /// `falling`, `fallen`; gerunds too.
    Participle,
    /// It has no verb: `They left, their mission a failure`.
    Verbless,
}

/// A noun phrase that a predicate has with a preposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Oblique {
    /// Its head.
    pub word: usize,
    /// The first preposition, `None` for `last week`; [`Clauses::preposition`] gives all of `because of`.
    pub preposition: Option<usize>,
}

/// The predicate over another, and through which relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Governor {
    /// The nearest predicate above.
    pub predicate: usize,
    /// What the clause below is: `ccomp` in `said [that it fell]`, `acl:relcl` in `saw the wall [that fell]`.
    pub relation: Deprel,
}

/// How much of a noun phrase is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Without relative and other clauses, appositions and conjuncts.
    Plain,
    /// All of it but its conjuncts: the maximal noun phrase of one mention.
    Own,
    /// All of it.
    Full,
}

/// Answers questions about the clauses of one analysed text.
#[derive(Debug)]
pub struct Clauses<'a> {
    text: &'a str,
    analysis: &'a Analysis,
    words: &'a ClauseWords,
    children: Children,
}

impl<'a> Clauses<'a> {
    /// A view of an analysis of this text.
    #[must_use]
    pub fn new(text: &'a str, analysis: &'a Analysis, words: &'a ClauseWords) -> Self {
        Self { text, analysis, words, children: Children::of(analysis) }
    }

    /// The dependents of a word, in order.
    pub fn dependents(&self, word: usize) -> impl Iterator<Item = usize> + use<'_, 'a> {
        self.children.of_word(word)
    }

    fn label(&self, word: usize) -> Deprel {
        self.analysis.labels.get(word).copied().unwrap_or(Deprel::Dep)
    }

    fn xpos(&self, word: usize) -> Xpos {
        self.analysis.tags[word].xpos
    }

    fn upos(&self, word: usize) -> Upos {
        self.analysis.tags[word].upos
    }

    fn lemma(&self, word: usize) -> &'a str {
        self.analysis.lemma(word)
    }

    /// Whether an auxiliary is a form of `have`.
    fn is_have(&self, word: usize) -> bool {
        self.lemma(word) == "have" || is_contracted_has(self.text, self.analysis, &self.children, word)
    }

    fn with(&self, word: usize, labels: &'static [Deprel]) -> impl Iterator<Item = usize> + use<'_, 'a> {
        self.dependents(word).filter(move |&it| labels.contains(&self.label(it)))
    }

    fn has(&self, word: usize, labels: &'static [Deprel]) -> bool {
        self.with(word, labels).next().is_some()
    }

    /// Whether `to` marks a verb as an infinitive.
    fn has_to(&self, word: usize) -> bool {
        self.with(word, &[Deprel::Mark]).any(|it| self.xpos(it) == Xpos::To)
    }

    /// Whether a word heads a clause: a verb that is no auxiliary, premodifier or preposition, or a word with a subject or a copula.
    #[must_use]
    pub fn is_predicate(&self, word: usize) -> bool {
        let label = self.label(word);
        if matches!(
            label,
            Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::Case | Deprel::Mark | Deprel::Fixed | Deprel::Flat | Deprel::Goeswith
        ) {
            return false;
        }
        if self.has(word, &[Deprel::Cop, Deprel::Nsubj, Deprel::NsubjPass, Deprel::Csubj, Deprel::CsubjPass]) {
            return true;
        }
        let verb = matches!(self.upos(word), Upos::Verb | Upos::Aux);
        if matches!(label, Deprel::Amod | Deprel::Compound) {
            return false;
        }
        verb || matches!(
            label,
            Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl | Deprel::AclRelcl | Deprel::AdvclRelcl | Deprel::Csubj | Deprel::CsubjPass
        )
    }

    /// The predicates among words, in order.
    pub fn predicates(&self, words: Range<usize>) -> impl Iterator<Item = usize> + use<'_, 'a> {
        words.filter(|&word| word < self.analysis.len() && self.is_predicate(word))
    }

    /// The first of the conjuncts that a word is one of; the word itself when it is none or the first.
    #[must_use]
    pub fn first_conjunct(&self, word: usize) -> usize {
        let mut first = word;
        for _ in 0..STEPS {
            match self.analysis.head(first) {
                Some(head) if self.label(first) == Deprel::Conj => first = head,
                _ => break,
            }
        }
        first
    }

    /// A word and what is coordinated with it below it, in order: `police, soldiers and residents` of `police`.
    #[must_use]
    pub fn conjuncts(&self, word: usize) -> Vec<usize> {
        let mut all = vec![word];
        let mut at = 0;
        while at < all.len() && all.len() < STEPS {
            all.extend(self.with(all[at], &[Deprel::Conj]));
            at += 1;
        }
        all.sort_unstable();
        all
    }

    /// What a relative pronoun stands for: the noun that its clause modifies; other words stand for themselves.
    #[must_use]
    pub fn antecedent(&self, word: usize) -> usize {
        if !matches!(self.xpos(word), Xpos::Wdt | Xpos::Wp) || self.has(word, &[Deprel::AclRelcl]) {
            return word;
        }
        let mut at = word;
        for _ in 0..STEPS {
            let Some(head) = self.analysis.head(at) else { break };
            if self.label(at) == Deprel::AclRelcl {
                return head;
            }
            at = head;
        }
        word
    }

    /// The subjects of a predicate, each conjunct of them, with relative pronouns resolved: those that stand with it, else those that it
    /// shares with what it is coordinated with, else those that an infinitive or participle has from the clause or noun above it.
    ///
    /// `Police and soldiers [arrested] him` → Police, soldiers; `He rose and [left]` → He; `He promised to [go]` → He;
    /// `They told him to [go]` → him; `people [killed] there` → people.
    #[must_use]
    pub fn subjects(&self, predicate: usize) -> Vec<usize> {
        self.subject_of(predicate, STEPS).map_or_else(Vec::new, |subject| self.conjuncts(subject))
    }

    fn subject_of(&self, predicate: usize, steps: usize) -> Option<usize> {
        let steps = steps.checked_sub(1)?;
        const SUBJECT: &[Deprel] =
            &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Csubj, Deprel::CsubjPass, Deprel::NsubjOuter, Deprel::CsubjOuter];
        // An outer subject (`the point is that he left`) comes before the inner one and is not that of the verb.
        let own = self.with(predicate, SUBJECT).filter(|&it| !matches!(self.label(it), Deprel::NsubjOuter | Deprel::CsubjOuter)).last();
        if let Some(own) = own {
            return Some(self.antecedent(own));
        }
        let head = self.analysis.head(predicate)?;
        match self.label(predicate) {
            Deprel::Conj => self.subject_of(head, steps),
            // The object of the verb above does it, else its subject.
            Deprel::Xcomp => self
                .with(head, &[Deprel::Obj, Deprel::Iobj])
                .next()
                .map(|object| self.antecedent(object))
                .or_else(|| self.subject_of(head, steps)),
            Deprel::Advcl if !self.is_finite(predicate) && self.is_predicate(head) => self.subject_of(head, steps),
            Deprel::Acl if matches!(self.xpos(predicate), Xpos::Vbg | Xpos::Vbn) && !self.has(predicate, &[Deprel::Mark]) => Some(head),
            _ => None,
        }
    }

    /// The direct objects of a predicate, each conjunct of them, with relative pronouns resolved.
    ///
    /// `They [closed] the road and the bridge` → road, bridge; `the road that they [closed]` → road.
    #[must_use]
    pub fn objects(&self, predicate: usize) -> Vec<usize> {
        let own: Vec<usize> = self.with(predicate, &[Deprel::Obj]).flat_map(|object| self.conjuncts(self.antecedent(object))).collect();
        if !own.is_empty() || self.is_passive(predicate) {
            return own;
        }
        // A relative clause without its pronoun, whose noun has no other place in it: `the road they closed`.
        let gap = self.label(predicate) == Deprel::AclRelcl
            && self.has(predicate, &[Deprel::Nsubj])
            && !self.dependents(predicate).any(|it| {
                matches!(self.xpos(it), Xpos::Wdt | Xpos::Wp | Xpos::Wrb)
                    || self.dependents(it).any(|it| matches!(self.xpos(it), Xpos::Wdt | Xpos::Wp | Xpos::WpPoss))
            })
            && !self.has(predicate, &[Deprel::Ccomp, Deprel::Xcomp, Deprel::Cop])
            && matches!(self.upos(predicate), Upos::Verb);
        if gap { self.analysis.head(predicate).into_iter().collect() } else { own }
    }

    /// The indirect object: `[gave] them water` → them.
    #[must_use]
    pub fn indirect_object(&self, predicate: usize) -> Option<usize> {
        self.with(predicate, &[Deprel::Iobj]).next().map(|it| self.antecedent(it))
    }

    /// The obliques of a predicate, each conjunct of them, without the agent of a passive: `[left] for Cairo on Monday` → Cairo (for), Monday (on).
    #[must_use]
    pub fn obliques(&self, predicate: usize) -> Vec<Oblique> {
        let agents = self.agents(predicate);
        let mut all = Vec::new();
        for first in self.with(predicate, &[Deprel::Obl, Deprel::OblUnmarked, Deprel::OblAgent]) {
            let case = |word: usize| self.with(word, &[Deprel::Case]).find(|&it| self.xpos(it) != Xpos::Pos);
            for word in self.conjuncts(first) {
                let resolved = self.antecedent(word);
                if !agents.contains(&resolved) {
                    all.push(Oblique { word: resolved, preposition: case(word).or_else(|| case(first)) });
                }
            }
        }
        all
    }

    /// The preposition of a noun in small letters, with the rest of a fixed one: `because of`, `out of`; that of the first conjunct
    /// when it is not repeated; empty when there is none.
    #[must_use]
    pub fn preposition(&self, noun: usize) -> String {
        let preposition = |noun: usize| self.with(noun, &[Deprel::Case]).filter(|&it| self.xpos(it) != Xpos::Pos);
        let owner = if preposition(noun).next().is_some() { noun } else { self.first_conjunct(noun) };
        let mut parts: Vec<usize> = Vec::new();
        for case in preposition(owner) {
            parts.push(case);
            parts.extend(self.with(case, &[Deprel::Fixed]));
        }
        parts.sort_unstable();
        parts.iter().map(|&it| self.analysis.form(self.text, it).to_lowercase()).collect::<Vec<_>>().join(" ")
    }

    /// Who does what a passive says: `[was hit] by a truck` → truck, and conjuncts.
    #[must_use]
    pub fn agents(&self, predicate: usize) -> Vec<usize> {
        let by = |it: &usize| self.label(*it) == Deprel::OblAgent;
        let agent = self.dependents(predicate).find(by).or_else(|| {
            // Conjuncts share an agent that follows the last: `was attacked and looted by rebels`.
            let follows = self
                .with(predicate, &[Deprel::Conj])
                .find(|&it| self.is_passive(it) && !self.has(it, &[Deprel::NsubjPass, Deprel::AuxPass]));
            follows.and_then(|it| self.dependents(it).find(by))
        });
        agent.map_or_else(Vec::new, |agent| self.conjuncts(self.antecedent(agent)))
    }

    /// Whether a predicate is passive: `was killed`, `people killed there`, `got fired`.
    #[must_use]
    pub fn is_passive(&self, predicate: usize) -> bool {
        self.passive(predicate, STEPS)
    }

    fn passive(&self, predicate: usize, steps: usize) -> bool {
        if self.xpos(predicate) != Xpos::Vbn || self.has(predicate, &[Deprel::Cop]) {
            return self.has(predicate, &[Deprel::AuxPass, Deprel::NsubjPass, Deprel::CsubjPass]);
        }
        if self.has(predicate, &[Deprel::AuxPass, Deprel::NsubjPass, Deprel::CsubjPass]) {
            return true;
        }
        if self.with(predicate, &[Deprel::Aux]).any(|it| self.is_have(it)) {
            return false;
        }
        match self.analysis.head(predicate) {
            Some(head) if self.label(predicate) == Deprel::Conj && self.xpos(head) == Xpos::Vbn && steps > 0 => {
                self.passive(head, steps - 1)
            }
            _ => !self.has(predicate, &[Deprel::Nsubj]) || !self.has(predicate, &[Deprel::Obj]),
        }
    }

    /// The copula of a nominal or adjectival predicate: `was` in `He was [president]`.
    #[must_use]
    pub fn copula(&self, predicate: usize) -> Option<usize> {
        self.with(predicate, &[Deprel::Cop]).next()
    }

    /// Whether the predicate is a noun, name, pronoun or number with a copula: `He is the [president]`.
    #[must_use]
    pub fn is_nominal(&self, predicate: usize) -> bool {
        self.copula(predicate).is_some()
            && matches!(self.upos(predicate), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
            && !self.has(predicate, &[Deprel::Case])
    }

    /// The semi-modal over an infinitive and its kind: `have` over `leave` in `have to leave`.
    fn semi_modal(&self, predicate: usize) -> Option<Modal> {
        if !self.has_to(predicate) {
            // `is going to leave and return`: the conjunct of an infinitive, itself bare.
            let first = self.first_conjunct(predicate);
            let bare = !self.has(predicate, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop, Deprel::Nsubj, Deprel::NsubjPass]);
            let shares =
                first != predicate && bare && self.may_share(predicate, first) && self.label(first) != Deprel::Conj && self.has_to(first);
            return if shares { self.semi_modal(first) } else { None };
        }
        // `is to leave`: the copula of an infinitive, or an auxiliary before `to`.
        if let Some(be) = self.with(predicate, &[Deprel::Cop, Deprel::Aux]).find(|&it| self.lemma(it) == "be" && self.is_listed(it))
            && matches!(self.xpos(predicate), Xpos::Vb)
            && self.with(predicate, &[Deprel::Mark]).any(|to| self.xpos(to) == Xpos::To && be < to)
            && self
                .with(predicate, &[Deprel::Nsubj, Deprel::NsubjPass])
                .next()
                .is_some_and(|subject| matches!(self.upos(subject), Upos::Noun | Upos::Propn | Upos::Pron))
        {
            return Some(Modal { word: be, kind: self.words.semi["be"].kind });
        }
        let head = self.analysis.head(predicate).filter(|_| matches!(self.label(predicate), Deprel::Xcomp))?;
        // `has rules to follow` says what it has.
        if !self.is_listed(head) || self.has(head, &[Deprel::Obj]) {
            return None;
        }
        let needs_be = !matches!(self.lemma(head), "have" | "use");
        let be = self.with(head, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]).any(|it| self.lemma(it) == "be");
        (be || !needs_be).then(|| Modal { word: head, kind: self.words.semi[self.lemma(head)].kind })
    }

    /// Whether a word is among the semi-modals, by lemma and tag.
    fn is_listed(&self, word: usize) -> bool {
        self.words.semi.get(self.lemma(word)).is_some_and(|semi| semi.tags.iter().any(|tag| tag == self.xpos(word).name()))
    }

    /// The auxiliaries and the copula of a predicate, those that it shares with the one before it when it repeats none.
    fn auxiliaries(&self, predicate: usize) -> Vec<usize> {
        const AUXILIARY: &[Deprel] = &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop];
        let mut at = predicate;
        for _ in 0..STEPS {
            let own: Vec<usize> = self.with(at, AUXILIARY).collect();
            // A conjunct with a subject of its own may still leave them out: `one was killed and two hurt`.
            if !own.is_empty() || self.has_to(at) {
                return own;
            }
            match self.analysis.head(at) {
                Some(head) if self.label(at) == Deprel::Conj && self.may_share(at, head) => at = head,
                _ => break,
            }
        }
        Vec::new()
    }

    /// Whether a conjunct can stand under the auxiliaries of an earlier one: it has the same form, or both have no verb.
    fn may_share(&self, conjunct: usize, head: usize) -> bool {
        match (self.xpos(conjunct), self.xpos(head)) {
            (Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md, _) => false,
            (Xpos::Vbn | Xpos::Vbg | Xpos::Vb, other) => other == self.xpos(conjunct),
            (_, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vb) => false,
            _ => true,
        }
    }

    /// The verb group of a predicate.
    ///
    /// `will have been [rebuilt]`: future, perfect; `is being [rebuilt]`: present, progressive; `was arrested and [charged]`: past, of
    /// the auxiliary that both share; `had to [leave]`: past, with the modal `had`.
    #[must_use]
    pub fn verb_group(&self, predicate: usize) -> VerbGroup {
        let own = self.auxiliaries(predicate);
        let semi = self.semi_modal(predicate);
        let mut auxiliaries = own.clone();
        // The verb that carries tense is that of the outermost semi-modal: `had` in `had to be able to leave`.
        let mut outermost = semi;
        while let Some(modal) = outermost.filter(|modal| !auxiliaries.contains(&modal.word)) {
            auxiliaries.push(modal.word);
            auxiliaries.extend(self.auxiliaries(modal.word));
            outermost = self.semi_modal(modal.word).or(outermost);
        }
        auxiliaries.sort_unstable();
        auxiliaries.dedup();
        let md = auxiliaries.iter().copied().find(|&it| self.xpos(it) == Xpos::Md);
        let modal = md
            .and_then(|word| {
                let form = self.analysis.form(self.text, word).to_lowercase();
                let kind = self.words.modals.get(self.lemma(word)).or_else(|| self.words.modals.get(&form))?;
                Some(Modal { word, kind: *kind })
            })
            .or(outermost);
        // The finite verb is the first auxiliary, else the verb itself.
        let first = auxiliaries.iter().copied().find(|&it| matches!(self.xpos(it), Xpos::Md | Xpos::Vbd | Xpos::Vbz | Xpos::Vbp));
        let alone = auxiliaries.is_empty().then_some(predicate);
        let verb = first.or(alone).map(|it| (it, self.xpos(it)));
        let tense = match verb {
            Some((_, Xpos::Vbd)) => Some(Tense::Past),
            Some((word, Xpos::Vbp | Xpos::Vb)) if self.is_one_form(word) => Some(Tense::Past),
            Some((_, Xpos::Vbz | Xpos::Vbp | Xpos::Md)) => {
                Some(if modal.is_some_and(|modal| modal.kind == ModalKind::Future) { Tense::Future } else { Tense::Present })
            }
            _ => None,
        };
        let have = auxiliaries.iter().any(|&it| self.label(it) == Deprel::Aux && self.is_have(it));
        let be = own.iter().any(|&it| self.lemma(it) == "be" && self.label(it) == Deprel::Aux && !self.is_have(it));
        let being = own.iter().any(|&it| self.xpos(it) == Xpos::Vbg && self.lemma(it) == "be");
        let finite = verb.is_some_and(|(_, tag)| matches!(tag, Xpos::Md | Xpos::Vbd | Xpos::Vbz | Xpos::Vbp));
        VerbGroup { perfect: have, progressive: being || be && self.xpos(predicate) == Xpos::Vbg, tense, modal, finite, auxiliaries }
    }

    /// Whether a verb whose past looks like its present stands with one third person: `Norland [beat] Velmar` is past, the present were `beats`.
    fn is_one_form(&self, word: usize) -> bool {
        if !self.words.invariable.words.iter().any(|it| it == self.lemma(word)) || self.has_to(word) {
            return false;
        }
        let own = self.with(word, &[Deprel::Nsubj]).next();
        own.is_some_and(|subject| {
            let form = || self.analysis.form(self.text, subject).to_lowercase();
            let one = match self.xpos(subject) {
                Xpos::Nn | Xpos::Nnp => true,
                Xpos::Prp => matches!(form().as_str(), "he" | "she" | "it"),
                _ => false,
            };
            one && !self.has(subject, &[Deprel::Conj])
        })
    }

    /// The modal of a predicate: `must`, `have to`, `be going to`, `used to`, `be to`.
    #[must_use]
    pub fn modal(&self, predicate: usize) -> Option<Modal> {
        self.verb_group(predicate).modal
    }

    /// Whether the clause has a finite verb.
    #[must_use]
    pub fn is_finite(&self, predicate: usize) -> bool {
        self.verb_group(predicate).finite
    }

    /// The form of the clause.
    #[must_use]
    pub fn form(&self, predicate: usize) -> ClauseForm {
        if self.is_finite(predicate) {
            return ClauseForm::Finite;
        }
        let auxiliary = self.auxiliaries(predicate).first().copied();
        if self.has_to(predicate) {
            return ClauseForm::Infinitive;
        }
        match self.xpos(auxiliary.unwrap_or(predicate)) {
            Xpos::Vb => ClauseForm::Infinitive,
            Xpos::Vbg | Xpos::Vbn => ClauseForm::Participle,
            _ => ClauseForm::Verbless,
        }
    }

    /// The words that negate a predicate, in order; empty when nothing does.
    ///
    /// `did n't [come]` → n't; `[found] no survivors` → no; `Nobody [came]` → Nobody; `without [saying] why` → without;
    /// `can no longer [walk]` → no; `neither [confirmed] nor [denied]` → neither, nor.
    #[must_use]
    pub fn negations(&self, predicate: usize) -> Vec<usize> {
        let mut cues = Vec::new();
        self.own_negations(predicate, &mut cues);
        if let Some(modal) = self.semi_modal(predicate).filter(|modal| self.is_predicate(modal.word)) {
            self.own_negations(modal.word, &mut cues);
        }
        // What negates shared auxiliaries negates all that share them.
        let mut at = predicate;
        for _ in 0..STEPS {
            const OWN: &[Deprel] = &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop, Deprel::Nsubj, Deprel::NsubjPass];
            match self.analysis.head(at) {
                Some(head) if self.label(at) == Deprel::Conj && !self.has(at, OWN) => {
                    let but = self.with(at, &[Deprel::Cc]).any(|cc| self.lemma(cc) == "but");
                    if !but && self.may_share(at, head) && !self.auxiliaries(head).is_empty() {
                        cues.extend(self.with(head, &[Deprel::Advmod]).filter(|&it| self.is_negative_adverb(it)));
                    }
                    // A negative subject is shared like any other.
                    cues.extend(self.with(head, &[Deprel::Nsubj, Deprel::NsubjPass]).filter_map(|it| self.negative_noun(it)));
                    at = head;
                }
                _ => break,
            }
        }
        cues.sort_unstable();
        cues.dedup();
        cues
    }

    /// Whether anything negates a predicate.
    #[must_use]
    pub fn is_negated(&self, predicate: usize) -> bool {
        !self.negations(predicate).is_empty()
    }

    fn is_negative_adverb(&self, word: usize) -> bool {
        let form = self.analysis.form(self.text, word).to_lowercase();
        matches!(self.upos(word), Upos::Adv | Upos::Part | Upos::Cconj | Upos::Det)
            && self.words.negation.adverbs.iter().any(|it| *it == form || it == self.lemma(word))
    }

    /// The word by which a noun phrase negates its clause.
    fn negative_noun(&self, noun: usize) -> Option<usize> {
        let negation = &self.words.negation;
        let lemma = self.lemma(noun).to_lowercase();
        let one = |word: usize| negation.determiners.iter().any(|it| it.eq_ignore_ascii_case(self.lemma(word)));
        if negation.pronouns.contains(&lemma) {
            return Some(noun);
        }
        self.with(noun, &[Deprel::Det, Deprel::Advmod, Deprel::CcPreconj]).find(|&it| one(it))
    }

    fn own_negations(&self, predicate: usize, cues: &mut Vec<usize>) {
        let negation = &self.words.negation;
        for word in self.dependents(predicate) {
            let lemma = self.lemma(word);
            let found = match self.label(word).universal() {
                Deprel::Advmod | Deprel::Discourse if self.is_negative_adverb(word) => {
                    // `not only` adds to what is so.
                    let only = self.dependents(word).any(|it| self.lemma(it) == "only")
                        || self.with(predicate, &[Deprel::Advmod]).any(|it| it == word + 1 && self.lemma(it) == "only");
                    (!only).then_some(word)
                }
                // `no longer`, `no more`.
                Deprel::Advmod | Deprel::Obl | Deprel::Nsubj | Deprel::Obj | Deprel::Iobj | Deprel::Det => {
                    if self.label(word) == Deprel::Det {
                        negation.determiners.iter().any(|it| it == lemma).then_some(word)
                    } else if self.is_negative_adverb(word) {
                        Some(word)
                    } else {
                        self.negative_noun(word)
                    }
                }
                Deprel::Mark | Deprel::Case => negation.prepositions.iter().any(|it| it == lemma).then_some(word),
                Deprel::Cc => negation.conjunctions.iter().any(|it| it.eq_ignore_ascii_case(lemma)).then_some(word),
                _ => None,
            };
            cues.extend(found);
        }
    }

    /// What the clause of a predicate is in its sentence.
    #[must_use]
    pub fn kind(&self, predicate: usize) -> ClauseKind {
        match self.label(predicate) {
            Deprel::Root => ClauseKind::Main,
            Deprel::Ccomp | Deprel::Xcomp => ClauseKind::Complement,
            Deprel::Csubj | Deprel::CsubjPass | Deprel::CsubjOuter => ClauseKind::Subject,
            Deprel::Advcl => ClauseKind::Adverbial,
            Deprel::AclRelcl | Deprel::AdvclRelcl => ClauseKind::Relative,
            Deprel::Acl => ClauseKind::Adnominal,
            Deprel::Conj => ClauseKind::Coordinated,
            Deprel::Parataxis => {
                if self.reports(predicate) {
                    ClauseKind::Reporting
                } else {
                    ClauseKind::Parataxis
                }
            }
            _ => ClauseKind::Other,
        }
    }

    /// Whether a predicate in parataxis reports the clause that it stands in: a verb of reporting with a subject and no complement.
    fn reports(&self, predicate: usize) -> bool {
        self.words.reporting.verbs.iter().any(|it| it == self.lemma(predicate))
            && self.has(predicate, &[Deprel::Nsubj])
            && !self.has(predicate, &[Deprel::Ccomp])
    }

    /// Whether a predicate is a verb of reporting (`say`, `add`, `write`), whatever it has beside it.
    #[must_use]
    pub fn is_reporting(&self, predicate: usize) -> bool {
        self.words.reporting.verbs.iter().any(|it| it == self.lemma(predicate))
    }

    /// The word that opens a subordinate clause: `after`, `if`, `that`; for relative clauses the pronoun or adverb. `to` is none.
    #[must_use]
    pub fn marker(&self, predicate: usize) -> Option<usize> {
        self.with(predicate, &[Deprel::Mark]).find(|&it| self.xpos(it) != Xpos::To).or_else(|| {
            let question = |it: usize| matches!(self.xpos(it), Xpos::Wdt | Xpos::Wp | Xpos::WpPoss | Xpos::Wrb);
            self.dependents(predicate).find_map(|it| if question(it) { Some(it) } else { self.dependents(it).find(|&it| question(it)) })
        })
    }

    /// What the marker of an adverbial clause can mean, by the tables of the list: `time`, `cause`, `condition`, `concession`, …; sorted.
    #[must_use]
    pub fn circumstances(&self, predicate: usize) -> Vec<&'a str> {
        let marker =
            self.with(predicate, &[Deprel::Mark, Deprel::Advmod]).find(|&it| self.label(it) == Deprel::Mark || self.xpos(it) == Xpos::Wrb);
        let Some(lemma) = marker.map(|it| self.analysis.form(self.text, it).to_lowercase()) else { return Vec::new() };
        let mut names = ["cause", "concession", "condition", "means", "purpose", "time"].to_vec();
        names.retain(|name| self.words.markers.get(*name).is_some_and(|words| words.contains(&lemma)));
        names
    }

    /// The nearest predicate above, and what the clause is to it; a conjunct has the governor of the first.
    ///
    /// `said that it [fell]` → said, ccomp; `It [fell], police said` → said, ccomp, although the tree has it the other way round.
    #[must_use]
    pub fn governor(&self, predicate: usize) -> Option<Governor> {
        let first = self.first_conjunct(predicate);
        if self.kind(first) == ClauseKind::Reporting {
            return None;
        }
        if let Some(reporting) = self.with(first, &[Deprel::Parataxis]).find(|&it| self.reports(it)) {
            return Some(Governor { predicate: reporting, relation: Deprel::Ccomp });
        }
        let relation = self.label(first);
        let mut at = first;
        for _ in 0..STEPS {
            at = self.analysis.head(at)?;
            if self.is_predicate(at) {
                return Some(Governor { predicate: at, relation });
            }
        }
        None
    }

    /// The words of the phrase of a noun, without a gap, its preposition, or marks at its ends; for a predicate nominal without what
    /// belongs to the clause.
    ///
    /// `the [mayor] of Odesa, who left` → `the mayor of Odesa`, with [`Extent::Full`] all of it.
    #[must_use]
    pub fn phrase(&self, noun: usize, extent: Extent) -> Range<usize> {
        let sentence = self.analysis.sentence_of(noun);
        let mut inside = vec![false; sentence.len()];
        let mut open = vec![noun];
        while let Some(word) = open.pop() {
            if !sentence.contains(&word) || std::mem::replace(&mut inside[word - sentence.start], true) {
                continue;
            }
            open.extend(self.dependents(word).filter(|&it| self.belongs(noun, word, it, extent)));
        }
        let is_inside = |word: usize| sentence.contains(&word) && inside[word - sentence.start];
        let (mut start, mut end) = (noun, noun + 1);
        while start > sentence.start && is_inside(start - 1) {
            start -= 1;
        }
        while is_inside(end) {
            end += 1;
        }
        let mark = |word: usize| self.upos(word) == Upos::Punct;
        while start < noun && mark(start) {
            start += 1;
        }
        while end > noun + 1 && mark(end - 1) {
            end -= 1;
        }
        start..end
    }

    /// Whether a dependent of a word of a noun's phrase belongs to it.
    fn belongs(&self, noun: usize, word: usize, dependent: usize, extent: Extent) -> bool {
        let label = self.label(dependent);
        if word == noun {
            match label {
                Deprel::Case if self.xpos(dependent) != Xpos::Pos => return false,
                Deprel::Mark
                | Deprel::Cop
                | Deprel::Aux
                | Deprel::AuxPass
                | Deprel::Expl
                | Deprel::Advcl
                | Deprel::Parataxis
                | Deprel::Vocative => return false,
                Deprel::Discourse | Deprel::Dislocated | Deprel::Reparandum => return false,
                Deprel::Cc | Deprel::CcPreconj if !self.dependents(noun).any(|it| self.label(it) == Deprel::Conj) => return false,
                // The first word of a conjunct is its conjunction, which is not its own.
                Deprel::Cc if self.label(noun) == Deprel::Conj => return false,
                _ if matches!(label.universal(), Deprel::Nsubj | Deprel::Csubj) => return false,
                // A predicate has adverbials of its clause, a noun only those before it (`nearly all`, `about 20`).
                Deprel::Advmod | Deprel::Obl | Deprel::OblUnmarked if self.copula(noun).is_some() => return false,
                _ => {}
            }
        }
        if extent == Extent::Own {
            return word != noun || !matches!(label, Deprel::Conj | Deprel::Parataxis | Deprel::Cc | Deprel::CcPreconj);
        }
        extent == Extent::Full
            || !matches!(
                label,
                Deprel::AclRelcl | Deprel::Acl | Deprel::Appos | Deprel::Conj | Deprel::Parataxis | Deprel::Cc | Deprel::CcPreconj
            )
            || word != noun && matches!(label, Deprel::Conj | Deprel::Cc | Deprel::CcPreconj)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_valid() {
        let words = ClauseWords::load();
        assert_eq!(words.modals["must"], ModalKind::Obligation);
        let tags = words.semi.values().flat_map(|semi| &semi.tags);
        assert!(tags.into_iter().all(|tag| Xpos::from_name(tag).is_some()));
    }
}
