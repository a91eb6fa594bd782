//! Who did it: the actors of a verb, of a noun of force and of a harm, and what is only its means or its cause.

use dateline_lang::labels::Deprel;

use super::roles::Given;
use super::{Found, Scene, trimmed};
use crate::event::frame::{Frame, Slot};
use crate::event::kind::EventType;
use crate::parties::Party;
use crate::who::EntityKind;

impl Scene<'_, '_> {
    /// The actors of a verb, and what is only its means or cause.
    pub(super) fn doers(&self, given: &Given<'_>, found: &mut Found) {
        let frame = given.frame;
        if frame.kind == EventType::Assault || frame.is_harm {
            for &subject in given.subjects {
                let noun = self.parties.counted(subject);
                if self.is_accident_by_name(noun) || self.is_storm(noun) {
                    found.is_void = true;
                    return;
                }
                if self.things.is_accident(self.page, noun)
                    && self.parties.at(noun).is_none()
                    && self.label(noun) != Deprel::Compound
                    && self.things.is_accident_pair(self.page, noun)
                {
                    found.is_void = true;
                    return;
                }
                if let Some(mode) = self.weapon(noun).filter(|_| !self.is_human(noun)) {
                    // `the explosion killed`: a deed, and no weapon.
                    if self.frames.deed(&self.lemma(noun)).is_none() {
                        let phrase = self.page.clauses.phrase(noun, dateline_lang::clause::Extent::Plain);
                        found.instrument = Some(trimmed(self.page, phrase));
                    }
                    // `Jets dropped bombs`: from the air, whatever they drop.
                    let flies = matches!(mode, "aerial" | "drone");
                    found.mode = if flies { Some(mode) } else { found.mode.or(Some(mode)) };
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
                    // `violence between farmers and herders killed`.
                    let between = self.between(noun);
                    if found.actors.is_empty() {
                        found.actors = self.actors_of(&between, EventType::Consult);
                    }
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

    /// Those between whom something took place, on its noun or its verb: `violence between [farmers] and [herders]`.
    pub(super) fn between(&self, head: usize) -> Vec<usize> {
        self.after(head, &["between", "among"]).map_or_else(Vec::new, |it| self.page.clauses.conjuncts(it))
    }

    /// The mode of force that a noun is a weapon of, by itself or by what it is filled with: `a truck packed with [explosives]`.
    fn weapon(&self, noun: usize) -> Option<&'static str> {
        let clauses = self.page.clauses;
        let filling = || {
            let filled = clauses
                .dependents(noun)
                .filter(|&it| matches!(self.label(it), Deprel::Acl | Deprel::Amod) && self.things.is_filling(&self.lemma(it)));
            filled.flat_map(|it| clauses.dependents(it)).find_map(|it| {
                matches!(self.label(it), Deprel::Obl | Deprel::Compound | Deprel::OblUnmarked)
                    .then(|| self.things.weapon(self.page, it))
                    .flatten()
            })
        };
        self.things.weapon(self.page, noun).or_else(filling)
    }

    /// Whether the objects of a verb of force are such as can suffer it.
    pub(super) fn can_suffer(&self, given: &Given<'_>, found: &Found) -> bool {
        if !found.recipients.is_empty() || given.objects.is_empty() || !given.frame.object.is_empty() {
            return true;
        }
        !given.objects.iter().all(|&it| self.things.is_immaterial(&self.lemma(it)) || self.things.is_accident(self.page, it))
    }

    /// Whether the first word of a sentence, which may look like a name, names an accident: `[Frost] has struck the vineyards`.
    fn is_accident_by_name(&self, word: usize) -> bool {
        let first = word == self.page.analysis.sentence_of(word).start;
        let alone = || {
            self.parties.at(word).is_none_or(|party| {
                let entity = &self.parties.entities()[party.entity];
                entity.mentions.len() == 1 && !self.page.form(word).contains(' ') && !entity.name.contains(' ')
            })
        };
        first && self.things.is_accident(self.page, word) && alone()
    }

    /// Whether a name is that of a storm: `Hurricane Barry`.
    fn is_storm(&self, noun: usize) -> bool {
        let first = self.parties.at(noun).map_or_else(|| self.page.analysis.span(noun), |party| party.span);
        let name = first.of(self.page.text()).to_lowercase();
        let mut words = name.split_whitespace().skip_while(|it| matches!(*it, "the" | "tropical" | "super"));
        words.next().is_some_and(|it| self.things.is_storm(it)) && words.next().is_some()
    }

    /// A deed of force that the tagger takes for a participle after a body of armed people: `killed in police [firing]`.
    fn deed_of(&self, harm: usize) -> Option<usize> {
        let clauses = self.page.clauses;
        let body = clauses
            .dependents(harm)
            .find(|&it| self.label(it) == Deprel::Obl && matches!(clauses.preposition(it).as_str(), "in" | "during" | "by" | "from"))?;
        let deed = body + 1;
        let is_deed = deed < self.page.analysis.sentence_of(harm).end
            && self.page.analysis.head(deed) == Some(body)
            && self.frames.deed(&self.page.form(deed).to_lowercase()).is_some();
        is_deed.then_some(deed)
    }

    /// Who did a deed that a noun tells, by whom it is qualified, whose it is, and `by`: `[police] firing`, `an attack by [rebels]`.
    fn doers_of(&self, deed: usize) -> Vec<Party> {
        let clauses = self.page.clauses;
        let acts = |party: &Party| self.parties.acts(party.entity);
        let before = clauses
            .dependents(deed)
            .filter(|&it| it < deed && matches!(self.label(it), Deprel::Compound | Deprel::NmodPoss))
            .find_map(|it| self.parties.at(it).or_else(|| self.named_compound(it)));
        // The body before a participle heads it.
        let head = || {
            let head = self.page.analysis.head(deed).filter(|&head| head + 1 == deed)?;
            self.parties.at(head).or_else(|| self.named_compound(head))
        };
        if let Some(party) = before.or_else(head).filter(acts).filter(|party| self.is_armed(&[*party])) {
            return vec![party];
        }
        let by = self.after(deed, &["by"]).or_else(|| self.by_below(deed));
        by.map_or_else(Vec::new, |it| self.actors_of(&clauses.conjuncts(it), EventType::Assault))
    }

    /// The first word after another that hangs on it with one of the prepositions: `an attack by [rebels]`.
    pub(super) fn after(&self, head: usize, prepositions: &[&str]) -> Option<usize> {
        let clauses = self.page.clauses;
        clauses.dependents(head).find(|&it| {
            it > head
                && matches!(self.label(it), Deprel::Nmod | Deprel::Obl | Deprel::OblAgent)
                && prepositions.contains(&clauses.preposition(it).as_str())
        })
    }

    /// Those with `by` whom the tree hangs below what a noun of doing has after it: `an attack on the garrison by [rebels]`.
    pub(super) fn by_below(&self, noun: usize) -> Option<usize> {
        let clauses = self.page.clauses;
        let below = |of: usize| clauses.dependents(of).filter(move |&it| it > of);
        let first: Vec<usize> = below(noun).filter(|&it| self.label(it) == Deprel::Nmod).collect();
        let second: Vec<usize> = first.iter().flat_map(|&it| below(it)).collect();
        let third: Vec<usize> = second.iter().filter(|&&it| self.label(it) == Deprel::Nmod).flat_map(|&it| below(it)).collect();
        let is_by = |it: &usize| matches!(self.label(*it), Deprel::Nmod | Deprel::OblAgent) && clauses.preposition(*it) == "by";
        second.into_iter().chain(third).find(is_by)
    }

    /// Whether those to whom it is done may be told deep in what is said: `ordered an inquiry into claims against [the judge]`.
    pub(super) const fn may_lie_deep(&self, kind: EventType) -> bool {
        kind.is_verbal()
            || matches!(
                kind,
                EventType::Protest | EventType::Sanction | EventType::Aid | EventType::Mobilize | EventType::Retreat | EventType::Coerce
            )
    }

    /// Means, mutual parties.
    pub(super) fn complete(&self, frame: &Frame, found: &mut Found, subjects: &[usize], _objects: &[usize]) {
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
                    && self.frames.deed(&self.lemma(*it)).is_some()
            };
            found.cause = clauses.dependents(found.word).find(deed).or_else(|| self.deed_of(found.word));
            // `killed in police firing`, `wounded in an attack by rebels`: whose deed it was.
            if let Some(deed) = found.cause.filter(|_| found.actors.is_empty()) {
                found.actors = self.doers_of(deed);
                found.actors.retain(|it| !found.recipients.iter().any(|other| other.entity == it.entity));
            }
        }
        if frame.is_mutual && found.recipients.is_empty() && subjects.len() == 1 && found.actors.len() == 1 {
            found.score = found.score.saturating_sub(10);
        }
    }
}
