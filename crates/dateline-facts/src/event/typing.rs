//! The type of an event where its word alone does not say: a vow, a threat, a plan is what its content makes it, and what is still to come is
//! typed by what it is now.

use dateline_lang::labels::{Deprel, Upos};

use super::kind::{EventType, Modality};
use super::matching::{Construction, Found, Scene};
use super::merge::Told;
use super::{Finder, public};
use crate::page::Page;
use crate::parties::Party;
use crate::who::EntityKind;

impl Finder {
    /// Voids what is told with another match of its sentence, gives arrests the police who tell of them, and types what its content decides.
    pub(super) fn reread(&self, scene: &Scene<'_, '_>, found: &mut [Found]) {
        let page = scene.page;
        // What is the object of another event is told with it: `dropped the investigation`.
        let told: Vec<bool> = found
            .iter()
            .map(|it| {
                let lemma = scene.lemma(it.word);
                let verb = it.light.or(it.clause).filter(|verb| *verb != it.word);
                // `have yet to end their strike`: it goes on.
                let ends = |other: &Found| {
                    other.kind == EventType::Concede && it.kind == EventType::Protest && !self.modality.of(page, other).modality.is_real()
                };
                // `refused to meet him`, `ruled out talks`: what is refused is told by the refusal.
                let refused = |other: &Found| {
                    other.kind == EventType::Reject
                        && !other.is_void
                        && (other.content == Some(it.word) && page.analysis.labels[it.word] == Deprel::Xcomp
                            || it.kind == EventType::Consult && page.clauses.objects(other.word).contains(&it.word))
                };
                found.iter().any(|other| {
                    other.word != it.word
                        && (Some(other.word) == verb && self.frames.all[other.frame].object.contains(&lemma) && !ends(other)
                            || refused(other))
                })
            })
            .collect();
        // `called the operation a massacre`, `denounced it as an act of war`: what it is in somebody's eyes.
        let analysis = page.analysis;
        for it in found.iter_mut().filter(|it| it.construction != Construction::Active && it.construction != Construction::Passive) {
            let mut top = it.word;
            while analysis.labels[top] == Deprel::Nmod
                && page.clauses.preposition(top) == "of"
                && analysis.head(top).is_some_and(|up| up < top)
            {
                top = analysis.head(top).unwrap_or(top);
            }
            let named = analysis.labels[top] == Deprel::Xcomp || page.clauses.preposition(top) == "as";
            it.is_void |= named && analysis.head(top).is_some_and(|verb| verb < top && self.modality.is_naming(analysis.lemma(verb)));
        }
        for (it, told) in found.iter_mut().zip(told) {
            let is_act = matches!(it.construction, Construction::Active | Construction::Passive);
            if told && (!is_act || it.kind == EventType::Consult) {
                it.is_void = true;
            }
        }
        // `Norland protested at the launches`: a state that protests speaks.
        for it in found
            .iter_mut()
            .filter(|it| it.kind == EventType::Protest && it.mode == Some("demo") && it.construction == Construction::Active)
        {
            let is_state = |party: &Party| {
                let entity = &scene.parties.entities()[party.entity];
                entity.kind == EntityKind::Country || entity.sector.as_ref().map(crate::who::Sector::code) == Some("GOV")
            };
            // `The government marches in` is a figure of speech.
            let of_state = !it.actors.is_empty() && it.actors.iter().all(is_state);
            if of_state && scene.things.is_figure_of_state(&scene.lemma(it.word)) {
                it.is_void = true;
            } else if of_state {
                (it.kind, it.mode) = (EventType::Accuse, EventType::Accuse.mode("disapprove"));
            }
        }
        // Who was arrested was arrested by the police who tell of it, and not by the one officer who speaks for them.
        for it in
            found.iter_mut().filter(|it| it.kind == EventType::Coerce && it.mode == Some("arrest") && it.actors.is_empty() && !it.is_void)
        {
            let Some(governor) = it.clause.and_then(|clause| page.clauses.governor(clause)) else { continue };
            if !page.clauses.is_reporting(governor.predicate) {
                continue;
            }
            let police = page.clauses.subjects(governor.predicate).into_iter().find_map(|word| scene.parties.of(word));
            let tells = |party: &Party| {
                let entity = &scene.parties.entities()[party.entity];
                entity.kind != EntityKind::Person && entity.sector.as_ref().map(crate::who::Sector::code) == Some("COP")
            };
            if let Some(police) = police.filter(tells) {
                it.actors.push(police);
                it.score = it.score.saturating_sub(8);
            }
        }
        // The content of a vow, a threat, a plan decides what it is.
        for at in 0..found.len() {
            let frame = &self.frames.all[found[at].frame];
            // `threatened to use live rounds`.
            if found[at].kind == EventType::Threaten
                && found[at].mode.is_none()
                && found[at].content.is_some_and(|it| scene.is_armed_deed(it))
            {
                found[at].mode = Some("violence");
            }
            if !frame.by_content {
                continue;
            }
            // `decided that he was a danger`: what is so, and not what will be done.
            let says = found[at].content.filter(|&it| page.analysis.labels[it] == Deprel::Ccomp && page.clauses.is_finite(it));
            if says.is_some_and(|it| page.clauses.verb_group(it).modal.is_none()) {
                found[at].is_void = true;
                continue;
            }
            // `vowed to keep fighting`: to fight.
            let content = found[at].content.map(|content| self.carried_on(page, content));
            found[at].content = content;
            let inner = content.and_then(|content| {
                found
                    .iter()
                    .position(|it| {
                        it.word == content || it.light == Some(content) || it.clause == Some(content) && it.word != found[at].word
                    })
                    .map(|it| (found[it].kind, found[it].mode, found[it].is_void))
            });
            match inner {
                Some((kind, mode, false))
                    if matches!(
                        kind,
                        EventType::Assault
                            | EventType::Coerce
                            | EventType::Sanction
                            | EventType::Protest
                            | EventType::Mobilize
                            | EventType::Threaten
                    ) =>
                {
                    let readies = self.things.is_plan(page.analysis.lemma(found[at].word));
                    found[at].kind = if readies && kind == EventType::Assault {
                        EventType::Mobilize
                    } else if readies {
                        kind
                    } else {
                        EventType::Threaten
                    };
                    found[at].mode = if found[at].kind == EventType::Threaten { threat(kind, mode) } else { None };
                    if readies && kind != EventType::Assault {
                        // The plan is told by what is planned.
                        found[at].is_void = true;
                    }
                }
                Some((EventType::Reject, _, false)) => found[at].kind = EventType::Reject,
                // `prepared to sue the firm`: told by what is prepared.
                Some((EventType::Accuse | EventType::Request, _, false)) if self.things.is_plan(page.analysis.lemma(found[at].word)) => {
                    found[at].is_void = true;
                }
                // `plans to delay the bill`, `vowed to block it`.
                None if content.is_some_and(|it| self.things.hinders(page.analysis.lemma(it))) && !found[at].recipients.is_empty() => {
                    found[at].kind = EventType::Reject;
                }
                // `intends to work hard`: what is no act between two lands is nobody's promise, whoever intends it.
                None if self.things.is_plan(page.analysis.lemma(found[at].word)) && !is_abroad(scene, &found[at]) => {
                    found[at].is_void = true;
                }
                // `The clerk planned to attend a wedding`: nobody's promise.
                None if frame.is_loose
                    && content.is_some()
                    && !found[at].actors.is_empty()
                    && !found[at].actors.iter().any(|&it| public::has_part(scene, it)) =>
                {
                    found[at].is_void = true;
                }
                _ => {
                    // `vowed not to yield`, `vowed revenge`.
                    // By `not` itself: `promised that nobody would have to return` refuses nothing.
                    let negated = content.is_some_and(|content| {
                        page.clauses.negations(content).iter().any(|&it| matches!(page.analysis.tags[it].upos, Upos::Part | Upos::Adv))
                    });
                    if negated {
                        found[at].kind = EventType::Reject;
                        found[at].mode = None;
                    } else if content.is_none() && found[at].recipients.is_empty() {
                        found[at].is_void = true;
                    }
                }
            }
        }
    }

    /// What is carried on by a verb that says no more: `fighting` of `keep fighting`.
    pub(super) fn carried_on(&self, page: &Page<'_>, verb: usize) -> usize {
        let goes_on = self.modality.goes_on(page.analysis.lemma(verb));
        let own = page.clauses.dependents(verb).find(|&it| goes_on && it > verb && page.analysis.labels[it] == Deprel::Xcomp);
        own.unwrap_or(verb)
    }

    /// What is still to come is typed by what it is now.
    pub(super) fn retype(&self, scene: &Scene<'_, '_>, told: &mut [Told]) {
        for one in told.iter_mut() {
            if one.found.is_void {
                continue;
            }
            let (kind, modality) = (one.found.kind, one.modality);
            let found = &mut one.found;
            let is_promise = self.frames.all[found.frame].by_content && kind == EventType::Agree;
            match (kind, modality) {
                // `will not lift the ban`: a refusal.
                (
                    EventType::Agree
                    | EventType::Aid
                    | EventType::Cooperate
                    | EventType::Concede
                    | EventType::Retreat
                    | EventType::Support
                    | EventType::Consult,
                    Modality::Denied,
                ) if one.is_future && !found.actors.is_empty() && !is_promise => {
                    found.kind = EventType::Reject;
                    found.mode = if kind == EventType::Consult { Some("meet") } else { None };
                    one.modality = Modality::Happened;
                }
                // `will boycott the vote unless he steps down`: a threat, until then.
                (EventType::Coerce | EventType::Sanction | EventType::Protest | EventType::Retreat, Modality::Conditional)
                    if one.is_future && !found.actors.is_empty() && self.modality.unless(scene.page, found.word).is_some() =>
                {
                    found.mode = threat(kind, found.mode);
                    found.kind = EventType::Threaten;
                }
                (
                    EventType::Consult | EventType::Support | EventType::Aid | EventType::Cooperate | EventType::Retreat,
                    Modality::Planned | Modality::Conditional,
                ) => {
                    found.kind = EventType::Agree;
                    found.mode = None;
                }
                // What is promised is still to come.
                (EventType::Agree, Modality::Happened | Modality::Ongoing) if is_promise && found.content.is_some() => {
                    let hangs = self.modality.hangs(scene.page, found.word).is_some();
                    one.modality = if hangs { Modality::Conditional } else { Modality::Planned };
                }
                // Force that is said to be about to come is a threat; what is readied is a move.
                (EventType::Assault, Modality::Planned) => {
                    let readied =
                        scene.page.analysis.head(found.word).is_some_and(|head| self.things.braces(scene.page.analysis.lemma(head)));
                    found.kind = if readied { EventType::Mobilize } else { EventType::Threaten };
                    found.mode = found.kind.mode("violence");
                    if found.actors.is_empty() {
                        found.is_void = true;
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether somebody of another country than those who act is told.
fn is_abroad(scene: &Scene<'_, '_>, found: &Found) -> bool {
    let country = |it: &Party| scene.parties.entities()[it.entity].country;
    let own: Vec<_> = found.actors.iter().filter_map(country).collect();
    !own.is_empty() && found.recipients.iter().filter_map(country).any(|it| !own.contains(&it))
}

/// The mode of a threat by what is threatened.
pub(super) fn threat(kind: EventType, mode: Option<&str>) -> Option<&'static str> {
    match (kind, mode) {
        (EventType::Assault | EventType::Mobilize, _) => Some("violence"),
        (EventType::Coerce, Some("arrest")) => Some("arrest"),
        (EventType::Coerce, Some("seize")) => Some("territory"),
        (EventType::Coerce, Some("deport")) | (EventType::Sanction, Some("expel")) => Some("expel"),
        (EventType::Coerce, _) => Some("restrict"),
        (EventType::Sanction, _) => Some("relations"),
        _ => None,
    }
}
