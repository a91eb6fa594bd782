//! When and where an event was, by its setting, by whom it hits, and by the clauses that it shares a time and a place with.

use std::ops::Range;

use dateline_lang::labels::Deprel;
use dateline_text::ByteSpan;

use super::kind::{EventType, Modality};
use super::matching::{Construction, Found, Scene};
use super::setting::{DatePrecision, EventDate};
use super::{Finder, modality, setting};
use crate::page::Page;
use crate::parties::Party;
use crate::time::Time;
use crate::who::EntityKind;

impl Finder {
    /// Where an event was: by the words of its clause, by whom it hits, by the clause on which its own depends, by the only place of its sentence.
    pub(super) fn place(
        &self,
        scene: &Scene<'_, '_>,
        sentence: &Range<usize>,
        at: usize,
        all: &[Found],
        settings: &[setting::Setting],
    ) -> Option<(usize, ByteSpan)> {
        let found = &all[at];
        // What is said has the place of its verb, or of what its frame asks for: `signed an agreement in Riyadh`.
        let near = |it: usize| 1 + u8::from(all[it].noun.is_some() && matches!(all[it].kind, EventType::Agree | EventType::Support));
        let said =
            |it: usize| settings[it].place.filter(|(_, _, rank)| !all[it].kind.is_verbal() || *rank <= near(it)).map(|it| (it.0, it.1));
        let hits = || self.hit_place(scene, sentence, found);
        let shared = || above(scene, found).and_then(|above| owner(all, at, above, &|it| said(it).is_some())).and_then(said);
        said(at)
            .or_else(hits)
            .or_else(|| shared().filter(|_| !found.kind.is_verbal()))
            .or(settings[at].nearby)
            .or_else(|| self.hit_thing(scene, found))
    }

    /// The place on the map that an event of force has from whom it hits: a town that is shelled is where it is shelled.
    pub(super) fn hit_place(&self, scene: &Scene<'_, '_>, sentence: &Range<usize>, found: &Found) -> Option<(usize, ByteSpan)> {
        let has_place = matches!(found.kind, EventType::Assault | EventType::Coerce | EventType::Mobilize);
        let things =
            |party: &&Party| scene.parties.is_place(party.entity) || scene.parties.entities()[party.entity].kind == EntityKind::Object;
        found.recipients.iter().filter(things).filter(|_| has_place).find_map(|party| setting::inner(scene, sentence, party))
    }

    /// The place without a point on the map that an event of force hits: `the crossing`. What is forbidden to a country is not done there:
    /// `banned Chinese apps`.
    pub(super) fn hit_thing(&self, scene: &Scene<'_, '_>, found: &Found) -> Option<(usize, ByteSpan)> {
        let is_country = |party: &Party| scene.parties.entities()[party.entity].kind == EntityKind::Country;
        let is_there = |party: &Party| match found.kind {
            EventType::Assault | EventType::Mobilize => true,
            EventType::Coerce => !is_country(party),
            // `pulled out of the town of Jowhar`.
            EventType::Retreat => !is_country(party) && scene.parties.entities()[party.entity].place.is_some(),
            _ => false,
        };
        found.recipients.iter().find(|it| scene.parties.is_place(it.entity) && is_there(it)).map(|it| (it.entity, it.span))
    }

    /// What the day says of whether it happened.
    pub(super) fn by_date(&self, page: &Page<'_>, date: &mut EventDate, found: &Found, told: &mut modality::Told) {
        let Some(published) = page.published else { return };
        let day = published.date.to_string();
        let (Some(start), Some(end)) = (date.start.clone(), date.end.clone()) else { return };
        let year_ago = published.date.saturating_sub(jiff::Span::new().months(12)).to_string();
        // `is seeking his extradition over a role in 2010`: what goes on now has no day long past.
        if told.modality == Modality::Ongoing
            && end < year_ago
            && found.construction == Construction::Active
            && matches!(page.clauses.verb_group(found.word).tense, Some(dateline_lang::clause::Tense::Present))
        {
            *date = EventDate::default();
            return;
        }
        if told.modality.is_real() && end < year_ago && date.precision != DatePrecision::Unknown {
            told.modality = Modality::Historical;
            return;
        }
        if matches!(told.modality, Modality::Happened | Modality::Ongoing) && start > day {
            // A past tense and a day to come contradict each other: the day is not the event's.
            let past =
                matches!(page.analysis.tags[found.light.unwrap_or(found.word)].xpos, dateline_lang::Xpos::Vbd | dateline_lang::Xpos::Vbn)
                    && told.words.len() < 2;
            if past {
                *date = EventDate::default();
                return;
            }
            // What is still to come: an act of speech was done all the same.
            if !found.kind.is_verbal()
                || told.modality == Modality::Ongoing
                || matches!(page.clauses.verb_group(found.word).tense, Some(dateline_lang::clause::Tense::Present))
            {
                told.modality = Modality::Planned;
                told.is_future = true;
            }
        }
    }
}

/// The date that a time gives.
pub(super) fn date_of(time: &Time) -> EventDate {
    let Some((start, end, precision)) = time.value.as_deref().and_then(setting::days) else { return EventDate::default() };
    let mut spans = vec![time.span];
    spans.extend(time.anchor);
    spans.sort_unstable();
    EventDate { start: Some(start.to_string()), end: Some(end.to_string()), precision, basis: Some(time.basis), spans, same_day_as: None }
}

/// Two matches of a sentence of which one came on the same day as the other: `The visit came on the same day that a strike hit the town`.
pub(super) fn same_day(scene: &Scene<'_, '_>, sentence: &Range<usize>, found: &[Found]) -> Option<(usize, usize)> {
    let (analysis, clauses) = (scene.page.analysis, scene.page.clauses);
    let day = sentence.clone().find(|&it| {
        analysis.lemma(it) == "day"
            && clauses
                .dependents(it)
                .any(|of| matches!(analysis.labels[of], Deprel::Amod) && scene.page.form(of).eq_ignore_ascii_case("same"))
    })?;
    let verb = analysis.head(day)?;
    let clause = clauses.dependents(day).find(|&it| matches!(analysis.labels[it], Deprel::Acl | Deprel::AclRelcl | Deprel::Ccomp))?;
    let known = found.iter().position(|it| it.clause == Some(verb) || it.word == verb || it.light == Some(verb))?;
    let other = found.iter().position(|it| it.word == clause || it.clause == Some(clause) || it.light == Some(clause))?;
    (known != other).then_some((known, other))
}

/// The predicate whose time and place the clause of a match shares: that of which it is a further conjunct or a participle.
pub(super) fn above(scene: &Scene<'_, '_>, found: &Found) -> Option<usize> {
    let clauses = scene.page.clauses;
    let own = found.light.or(found.clause)?;
    let first = clauses.first_conjunct(own);
    if first != own {
        return Some(first);
    }
    let label = scene.page.analysis.labels[own];
    let marked = clauses
        .dependents(own)
        .any(|it| scene.page.analysis.labels[it] == Deprel::Mark && scene.page.analysis.tags[it].xpos != dateline_lang::Xpos::To);
    let bound = matches!(label, Deprel::Advcl | Deprel::Xcomp) && !clauses.is_finite(own) && !marked;
    scene.page.analysis.head(own).filter(|_| bound)
}

/// The other match that a predicate belongs to and that has what is asked for.
pub(super) fn owner(found: &[Found], at: usize, predicate: usize, has: &dyn Fn(usize) -> bool) -> Option<usize> {
    let is_of = |it: &Found| it.word == predicate || it.light == Some(predicate) || it.clause == Some(predicate);
    (0..found.len()).find(|&it| it != at && is_of(&found[it]) && has(it))
}

/// The time that an event without one of its own shares with the one on which its clause depends: a participle has that of its verb.
pub(super) fn shared_time(scene: &Scene<'_, '_>, at: usize, found: &[Found], dates: &[Option<usize>]) -> Option<usize> {
    if let Some(above) = above(scene, &found[at]) {
        return owner(found, at, above, &|it| dates[it].is_some()).and_then(|it| dates[it]);
    }
    // `shot nine villagers and wounded three more in 1991`: what ends a string of deeds of force is when all of them were.
    let (clauses, own) = (scene.page.clauses, found[at].clause?);
    let is_shared = |it: usize| {
        let verb = found[it].word;
        dates[it].is_some()
            && found[it].kind == EventType::Assault
            && verb > own
            && clauses.first_conjunct(verb) == own
            && !clauses.dependents(verb).any(|of| matches!(scene.page.analysis.labels[of], Deprel::Nsubj | Deprel::NsubjPass))
    };
    let last = (0..found.len()).find(|&it| found[at].kind == EventType::Assault && is_shared(it))?;
    dates[last]
}
