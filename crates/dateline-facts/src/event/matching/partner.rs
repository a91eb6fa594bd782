//! What stands with a verb or noun as its frame asks: particles, prepositions, a content.

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::Scene;
use crate::event::frame::{Frame, Pattern};
use crate::event::kind::EventType;
use crate::parties::Party;

/// What stands with a verb as its frame asks.
#[derive(Debug)]
pub(super) struct Partner {
    pub(super) word: usize,
    pub(super) object: Option<usize>,
    pub(super) content: Option<usize>,
}

impl Scene<'_, '_> {
    /// The verb with its particle or with the preposition of an oblique.
    pub(super) fn partner(&self, word: usize, partner: &str) -> Option<Partner> {
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
                // `On Sunday he called the ban extreme`: a day is not called on.
                _ if self.is_day(it) => {}
                // `called on the "caretaker" cabinet to leave`, where the tree takes the cabinet for a predicate.
                label
                    if matches!(label, Deprel::Obl | Deprel::Nmod | Deprel::OblAgent | Deprel::OblUnmarked | Deprel::Obj)
                        || label == Deprel::Xcomp && self.upos(it) == Upos::Noun && it > word && self.parties.at(it).is_some() =>
                {
                    // `described it as unacceptable`, where the tree has `as` for a mark of the object.
                    let marks = |case: usize| self.label(case) == Deprel::Mark && self.label(it) == Deprel::Obj;
                    let case = clauses.dependents(it).find(|&case| (self.label(case) == Deprel::Case || marks(case)) && is(case));
                    let whole = clauses.preposition(it);
                    if let Some(case) = case.filter(|&case| marks(case) || whole == partner || whole.split(' ').next() == Some(partner)) {
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
            if object.is_some_and(|it| self.is_day(it)) {
                return None;
            }
            return Some(Partner { word: next, object, content: None });
        }
        None
    }

    /// Whether a word is a day and nothing else: not `outside the cathedral [Sunday]`, where the tree hangs a place on the day after it.
    fn is_day(&self, word: usize) -> bool {
        let is_place = |it: usize| {
            it < word
                && !self.parties.is_time(it)
                && matches!(self.label(it), Deprel::Amod | Deprel::Compound | Deprel::NmodUnmarked | Deprel::Nmod)
                && self.page.clauses.dependents(word).any(|of| self.label(of) == Deprel::Det && of < it)
        };
        self.parties.is_time(word) && self.parties.counted(word) == word && !self.page.clauses.dependents(word).any(is_place)
    }

    /// What a frame asks for with a preposition that the tree hangs on an object: `set two schools [on fire]`, where the noun after it is what the
    /// frame lists; `drove the rebels [out of] the town`, where the object is.
    pub(super) fn below(&self, object: usize, partner: &str, frame: &Frame) -> Option<Partner> {
        let clauses = self.page.clauses;
        let is_listed = |it: usize| frame.object.contains(&self.lemma(it));
        let others = clauses.conjuncts(object).into_iter().flat_map(|it| clauses.dependents(it));
        clauses.dependents(object).chain(others).filter(|&it| it > object && self.label(it) == Deprel::Nmod).find_map(|noun| {
            let case = clauses.dependents(noun).find(|&it| self.label(it) == Deprel::Case)?;
            let preposition = clauses.preposition(noun);
            if preposition == partner && is_listed(noun) {
                Some(Partner { word: case, object: Some(noun), content: None })
            } else {
                // Not `of`, which belongs to a noun.
                let leads = partner != "of" && preposition.split(' ').next() == Some(partner) && is_listed(object);
                leads.then_some(Partner { word: case, object: None, content: None })
            }
        })
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

    /// Whether a verb asks something: by its content, or by `if` and `whether` beside it.
    pub(super) fn asks(&self, word: usize, content: Option<usize>) -> bool {
        let clauses = self.page.clauses;
        let beside = || clauses.dependents(word).filter(|&it| it > word && matches!(self.label(it), Deprel::Advcl | Deprel::Ccomp));
        content.is_some_and(|it| self.is_question(it)) || beside().any(|it| self.is_question(it))
    }

    /// Who is to do or leave what a condition beside a verb or its content says: `unless [they] withdraw`.
    pub(super) fn on_condition(&self, word: usize, content: Option<usize>, not: &[Party]) -> Vec<Party> {
        let clauses = self.page.clauses;
        let opens = |it: usize| self.label(it) == Deprel::Mark && matches!(self.page.form(it).to_lowercase().as_str(), "if" | "unless");
        // `to stop talks to cut arms if they land`, where the tree hangs the condition on what is cut.
        let below = |it: usize| clauses.dependents(it).filter(move |&of| of > it).chain([it]);
        let clause = std::iter::once(word)
            .chain(content)
            .chain(content.into_iter().flat_map(below).flat_map(below))
            .flat_map(|it| clauses.dependents(it))
            .find(|&it| it > word && self.label(it) == Deprel::Advcl && clauses.dependents(it).any(opens));
        let mut meant = clause.map_or_else(Vec::new, |it| self.actors_of(&clauses.subjects(it), EventType::Threaten));
        meant.retain(|it| !not.iter().any(|other| other.entity == it.entity));
        meant
    }

    /// Whether a clause is asked: `asked [what they wanted]`, `asked [whether they would come]`.
    pub(super) fn is_question(&self, content: usize) -> bool {
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
}
