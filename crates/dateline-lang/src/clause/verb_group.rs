//! The verb of a clause with its auxiliaries: a predicate → its tense, aspect, modal and voice, and the form of its clause.

use serde::Deserialize;

use super::{Children, Clauses, STEPS};
use crate::analysis::Analysis;
use crate::labels::{Deprel, Upos, Xpos};

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

impl Clauses<'_> {
    /// Whether an auxiliary is a form of `have`.
    fn is_have(&self, word: usize) -> bool {
        self.lemma(word) == "have" || is_contracted_has(self.text, self.analysis, &self.children, word)
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
    pub(super) fn semi_modal(&self, predicate: usize) -> Option<Modal> {
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
    pub(super) fn auxiliaries(&self, predicate: usize) -> Vec<usize> {
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
    pub(super) fn may_share(&self, conjunct: usize, head: usize) -> bool {
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
}
