//! A noun of doing: a noun → its modality by its determiners and adjectives, by the nouns that it hangs on, and by the verb that it shares its
//! clause with.

use std::ops::ControlFlow;

use dateline_lang::clause::{ModalKind, Tense};
use dateline_lang::labels::{Deprel, Upos};

use super::{Modality, STEPS, Told, Words, words};
use crate::page::Page;

/// Where a noun stands beside a verb.
struct Place {
    noun: usize,
    /// The light verb that it was found with.
    light: Option<usize>,
    /// The noun itself or the one that it is a part of, which stands with the verb.
    top: usize,
    /// Whether that is the noun itself, or the first of its conjuncts.
    is_own: bool,
    verb: usize,
    /// What that is to the verb.
    label: Deprel,
}

impl Words {
    /// What a noun's own words say, else what the words that it hangs on do. `light` is the light verb that it was found with, or the noun
    /// itself where it has a copula: `are on strike`.
    pub(super) fn noun(&self, page: &Page<'_>, noun: usize, light: Option<usize>) -> Told {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let mut told = Told::plain(noun);
        self.modified(page, noun, &mut told);
        if told.modality == Modality::Planned
            && let Some(not) = self.did_not_come(page, noun)
        {
            told.set(Modality::Denied, not);
            return told;
        }
        // `are on strike`, `has been under siege`.
        if light == Some(noun) {
            let mut own = self.own(page, noun);
            if own.modality == Modality::Happened && clauses.verb_group(noun).tense == Some(Tense::Present) {
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
        if self.hypothetical.prepositions.contains(&preposition) && self.lies_ahead(page, first) {
            told.set(Modality::Hypothetical, first);
            return told;
        }
        let ControlFlow::Continue(top) = self.nouns_above(page, first, &mut told) else { return told };
        if told.modality == Modality::Happened {
            if let Some(verb) = self.coming_of(page, noun) {
                told.set(Modality::Planned, verb);
                told.is_future = true;
                return told;
            }
            if let Some(week) = self.lasting_of(page, noun) {
                told.set(Modality::Ongoing, week);
                return told;
            }
        }
        let Some(verb) = analysis.head(top).filter(|&it| clauses.is_predicate(it)) else { return told };
        self.beside_verb(page, &Place { noun, light, top, is_own: top == first, verb, label: analysis.labels[top] }, told)
    }

    /// Whether the clause of a word does not look back, so that what it goes on until or goes towards has not come: `will fight until the [release]`.
    pub(super) fn lies_ahead(&self, page: &Page<'_>, word: usize) -> bool {
        let governor = page.clauses.governor(word);
        governor.is_none_or(|it| page.clauses.verb_group(it.predicate).tense != Some(Tense::Past))
    }

    /// Tells what the determiners, adjectives and prepositions of a noun say.
    fn modified(&self, page: &Page<'_>, noun: usize, told: &mut Told) {
        let analysis = page.analysis;
        for it in page.clauses.dependents(noun) {
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
    }

    /// The negation of a verb that says that a noun did not come, where the tree may have a relative clause: `the expected attack did [not] come`.
    fn did_not_come(&self, page: &Page<'_>, noun: usize) -> Option<usize> {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let came = clauses
            .dependents(noun)
            .filter(|&it| analysis.labels[it] == Deprel::AclRelcl)
            .chain(analysis.head(noun).filter(|_| matches!(analysis.labels[noun], Deprel::Nsubj)))
            .find(|&it| self.coming.nouns.contains(analysis.lemma(it)))?;
        clauses.negations(came).first().copied()
    }

    /// Tells what the nouns say that a noun hangs on, and gives the last of them; breaks where they settle it. `in the event of an invasion`,
    /// `threat of an attack`, `calls for talks`.
    fn nouns_above(&self, page: &Page<'_>, noun: usize, told: &mut Told) -> ControlFlow<(), usize> {
        let (analysis, clauses) = (page.analysis, page.clauses);
        // `issued a warrant for his [arrest]`, where the tree hangs it on the verb.
        if analysis.labels[noun] == Deprel::Obl
            && clauses.preposition(noun) == "for"
            && let Some(of) = analysis.head(noun).and_then(|verb| {
                let is_open = |it: &usize| *it < noun && self.hypothetical.nouns.contains(analysis.lemma(*it));
                clauses.objects(verb).into_iter().find(is_open)
            })
        {
            told.set(Modality::Hypothetical, of);
        }
        let mut top = noun;
        for _ in 0..3 {
            let Some(head) = analysis.head(top).filter(|_| matches!(analysis.labels[top], Deprel::Nmod | Deprel::Compound)) else { break };
            if analysis.tags[head].upos == Upos::Verb {
                break;
            }
            let lemma = analysis.lemma(head).to_lowercase();
            if matches!(lemma.as_str(), "event" | "case") && clauses.preposition(head) == "in" {
                told.set(Modality::Conditional, head);
                return ControlFlow::Break(());
            }
            if let Some(modality @ (Modality::Denied | Modality::Planned | Modality::Hypothetical)) = self.governs(page, head)
                && told.modality == Modality::Happened
            {
                told.set(modality, head);
            }
            top = head;
        }
        ControlFlow::Continue(top)
    }

    /// The verb of a relative clause that says of its noun that it is to come: `a ban that [takes] effect on 1 July`.
    fn coming_of(&self, page: &Page<'_>, noun: usize) -> Option<usize> {
        page.clauses
            .dependents(noun)
            .find(|&it| page.analysis.labels[it] == Deprel::AclRelcl && page.clauses.subjects(it).first() == Some(&noun))
            .filter(|&it| self.is_coming(page, it))
    }

    /// The unit of time that says of a noun how long it has gone on: `now in its third [week]`.
    fn lasting_of(&self, page: &Page<'_>, noun: usize) -> Option<usize> {
        page.clauses.dependents(noun).find(|&it| {
            matches!(page.analysis.labels[it], Deprel::Nmod | Deprel::NmodUnmarked | Deprel::Appos | Deprel::Parataxis)
                && self.lasting.nouns.contains(page.analysis.lemma(it))
                && page.clauses.dependents(it).any(|of| page.form(of).eq_ignore_ascii_case("its"))
        })
    }

    /// What the verb says that a noun stands beside.
    fn beside_verb(&self, page: &Page<'_>, place: &Place, mut told: Told) -> Told {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let verb = place.verb;
        if told.modality == Modality::Happened
            && let Some((modality, word)) = self.timed(page, place)
        {
            told.set(modality, word);
            told.is_future |= modality == Modality::Planned;
            return told;
        }
        // `is in force`, `are under way`.
        if self.ongoing.nouns.contains(&analysis.lemma(verb).to_lowercase())
            && clauses.copula(verb).is_some()
            && matches!(place.label, Deprel::Nsubj)
        {
            let mut own = self.own(page, verb);
            if own.modality == Modality::Happened && clauses.verb_group(verb).tense == Some(Tense::Present) {
                own.set(Modality::Ongoing, verb);
            }
            return own;
        }
        match told.modality {
            Modality::Happened | Modality::Ongoing => self.governed_noun(page, place, &mut told),
            // `the planned visit was cancelled`.
            Modality::Planned if self.governs_noun(page, place) == Some(Modality::Denied) => told.set(Modality::Denied, verb),
            _ => {}
        }
        told
    }

    /// What a verb says of when a noun is: to come, or still so.
    fn timed(&self, page: &Page<'_>, place: &Place) -> Option<(Modality, usize)> {
        let &Place { verb, label, .. } = place;
        // `is set to start`, `is expected to begin`.
        let is_planned = matches!(label, Deprel::Nsubj | Deprel::NsubjPass)
            && self.governs(page, verb) == Some(Modality::Planned)
            && page.clauses.dependents(verb).any(|it| matches!(page.analysis.labels[it], Deprel::Xcomp | Deprel::Advcl))
            && page.clauses.negations(verb).is_empty();
        if is_planned {
            return Some((Modality::Planned, verb));
        }
        if !place.is_own {
            return None;
        }
        self.lasts(page, verb, label)
            .or_else(|| (label == Deprel::Nsubj && self.is_coming(page, verb)).then_some((Modality::Planned, verb)))
    }

    /// What a verb says of a noun that is its object or the like, as a governing word.
    fn governs_noun(&self, page: &Page<'_>, place: &Place) -> Option<Modality> {
        let clauses = page.clauses;
        let &Place { verb, label, .. } = place;
        let is_governed = label == Deprel::Obj
            || label == Deprel::NsubjPass && clauses.is_passive(verb)
            || label == Deprel::Obl && matches!(clauses.preposition(place.top).as_str(), "for" | "of" | "against" | "about");
        // `committed massacres`: a light verb by which it was done.
        let done = place.light == Some(verb) && self.happened.verbs.contains(&page.analysis.lemma(verb).to_lowercase());
        if is_governed && !done { self.governs(page, verb) } else { None }
    }

    /// Tells what a governing verb says of a noun, else what the noun shares with it.
    fn governed_noun(&self, page: &Page<'_>, place: &Place, told: &mut Told) {
        let verb = place.verb;
        match self.governs_noun(page, place) {
            Some(modality @ (Modality::Denied | Modality::Planned | Modality::Hypothetical))
                if place.is_own || modality == Modality::Denied =>
            {
                // `rejected the murder of the priest`: it was done.
                let lemma = page.analysis.lemma(verb).to_lowercase();
                if modality == Modality::Denied && self.refusing.verbs.contains(&lemma) && self.was_before(page, place.noun) {
                    return;
                }
                let negated = !page.clauses.negations(verb).is_empty();
                let above = self.verb(page, verb, STEPS - 2);
                told.set(if above.modality == Modality::Conditional { Modality::Conditional } else { modality }, verb);
                if negated && modality == Modality::Denied {
                    told.modality = Modality::Happened;
                }
                told.is_future |= modality == Modality::Planned;
            }
            Some(Modality::Ongoing) => told.set(Modality::Ongoing, verb),
            _ => self.shared(page, place, told),
        }
    }

    /// Whether what is refused was there to be refused: `rejected the murder`, `rejected an offer by the rebels`.
    fn was_before(&self, page: &Page<'_>, noun: usize) -> bool {
        is_definite(page, noun) || self.refusing.nouns.contains(page.analysis.lemma(noun))
    }

    /// Tells what a noun shares with the verb of its clause: `[carried out] an attack`, `there [may be] talks`.
    fn shared(&self, page: &Page<'_>, place: &Place, told: &mut Told) {
        let &Place { verb, label, light, .. } = place;
        let lemma = page.analysis.lemma(verb).to_lowercase();
        let is_core = matches!(label, Deprel::Obj | Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obl | Deprel::Iobj);
        let shares = light == Some(verb)
            || lemma == "be"
            || place.is_own && matches!(label, Deprel::Nsubj | Deprel::NsubjPass) && light.is_none()
            || page.clauses.copula(verb).is_some()
            || lemma == "there";
        let above = self.verb(page, verb, STEPS - 2);
        // `to secure the release of the crew`: no sooner than it is secured.
        if label == Deprel::Obj && place.is_own && self.achieving.verbs.contains(&lemma) {
            told.follow(above);
            return;
        }
        let definite = is_definite(page, place.noun);
        if shares && is_core {
            // Of a definite noun another verb's negation or modal says nothing: `the attack did not kill`.
            // `there was no claim of responsibility for the attack`: nor of one below another noun.
            let happening = place.is_own && self.coming.adverbs.contains(&lemma);
            if light == Some(verb) || happening || !definite {
                told.follow(above);
            }
        } else if above.modality == Modality::Conditional && !definite {
            told.set(Modality::Conditional, verb);
        }
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
        let key = words::key(page, verb);
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
            if is_object && !negated && group.modal.is_some_and(|it| matches!(it.kind, ModalKind::Future | ModalKind::Conditional)) {
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
        ((is_subject || stays) && words::has(&self.ongoing.verbs, &key) && now && !negated).then_some((Modality::Ongoing, verb))
    }
}

/// Whether a noun has a possessor or an article that says which one it is.
fn is_definite(page: &Page<'_>, noun: usize) -> bool {
    page.clauses.dependents(noun).any(|it| {
        page.analysis.labels[it] == Deprel::NmodPoss
            || page.analysis.labels[it] == Deprel::Det && matches!(page.form(it).to_lowercase().as_str(), "the" | "this" | "that" | "these")
    })
}
