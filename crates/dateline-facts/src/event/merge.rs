//! One event, however often it is told: which matches speak of the same.

use dateline_lang::labels::Deprel;
use rustc_hash::FxHashMap;

use super::kind::{EventType, Modality};
use super::matching::{Construction, Found, Scene};
use super::setting::EventDate;
use crate::parties::Party;

/// A match with its setting.
#[derive(Debug, Clone)]
pub struct Told {
    /// The match.
    pub found: Found,
    /// The sentence, by its number.
    pub sentence: usize,
    /// The date.
    pub date: EventDate,
    /// The place, an entity.
    pub place: Option<usize>,
    /// Whether it happened.
    pub modality: Modality,
    /// Whether a modal, a tense or a governing word says that it is to come.
    pub is_future: bool,
}

/// For every match the first one that tells of the same event; a match that tells of none is `None`.
#[must_use]
pub fn groups(scene: &Scene<'_, '_>, told: &[Told]) -> Vec<Option<usize>> {
    let mut groups: Vec<Option<usize>> = vec![None; told.len()];
    // What is known of a group so far.
    let mut known: Vec<Told> = told.to_vec();
    // Deaths and wounds come after the deed of their sentence that caused them: `30 were hurt in the clashes`.
    let mut order: Vec<usize> = (0..told.len()).filter(|&at| !told[at].found.is_void).collect();
    order.sort_by_key(|&at| (told[at].sentence, told[at].found.cause.is_some() && scene.frames.all[told[at].found.frame].is_harm, at));
    let mut heads: Vec<usize> = Vec::new();
    let mut by_word: FxHashMap<usize, usize> = FxHashMap::default();
    for at in order {
        let caused = told[at].found.cause.and_then(|word| by_word.get(&word)).copied();
        let earlier = caused.or_else(|| heads.iter().rev().take(60).copied().find(|&it| is_same(scene, &known[it], &told[at], told, it)));
        match earlier {
            Some(first) => {
                groups[at] = Some(first);
                by_word.insert(told[at].found.word, first);
                absorb(scene, &mut known[first], &told[at]);
            }
            None if is_bare(scene, &told[at]) => {}
            None => {
                groups[at] = Some(at);
                by_word.insert(told[at].found.word, at);
                heads.push(at);
            }
        }
    }
    // A group is known by its first telling.
    let mut first: Vec<Option<usize>> = vec![None; told.len()];
    for (at, group) in groups.iter().enumerate() {
        if let Some(head) = *group {
            first[head].get_or_insert(at);
        }
    }
    for group in &mut groups {
        *group = group.and_then(|head| first[head]);
    }
    groups
}

/// Takes what a further telling adds.
pub fn absorb(scene: &Scene<'_, '_>, known: &mut Told, more: &Told) {
    // A town that is shelled is where it was; those who were killed there are whom it hit.
    let is_land = |party: &Party| scene.parties.is_place(party.entity);
    let hurts = scene.frames.all[more.found.frame].is_harm && known.found.kind == EventType::Assault;
    if hurts
        && !more.found.recipients.is_empty()
        && !known.found.recipients.is_empty()
        && known.found.recipients.iter().all(is_land)
        && !more.found.recipients.iter().any(is_land)
    {
        known.place = known.place.or(known.found.recipients.first().map(|it| it.entity));
        known.found.recipients.clear();
    }
    let add = |to: &mut Vec<Party>, from: &[Party], other: &[Party]| {
        if to.is_empty() {
            to.extend(from.iter().filter(|party| !other.iter().any(|it| it.entity == party.entity)));
        }
    };
    let (actors, recipients) = (known.found.actors.clone(), known.found.recipients.clone());
    add(&mut known.found.actors, &more.found.actors, &recipients);
    add(&mut known.found.recipients, &more.found.recipients, &actors);
    known.found.mode = known.found.mode.or(more.found.mode);
    if known.date.start.is_none() {
        known.date.clone_from(&more.date);
    }
    known.place = known.place.or(more.place);
}

/// Whether a match is nothing but a noun that points back or speaks in general.
fn is_bare(scene: &Scene<'_, '_>, told: &Told) -> bool {
    let found = &told.found;
    if found.construction != Construction::Bare || found.instrument.is_some() {
        return false;
    }
    let analysis = scene.page.analysis;
    // What did not happen, may happen or goes on is told as such of one event, or of none that was told before.
    let frame = &scene.frames.all[found.frame];
    let says = told.modality != Modality::Happened;
    if says && !frame.is_vague && (found.is_told.0 || found.is_told.1 || !frame.is_soft || told.modality != Modality::Ongoing) {
        return false;
    }
    let aimed = !frame.needs_actor || scene.aims(found) == Some(true);
    if found.is_told.1 && is_definite(scene, found.word) && found.kind.is_force() && !frame.is_soft && aimed {
        return false;
    }
    let known = (told.date.start.is_some() || told.place.is_some())
        && !scene.frames.all[found.frame].needs_recipient
        && !scene.frames.all[found.frame].needs_actor;
    // `a bombing on Friday in Oslo` is told as an event; `the violence` is not.
    !(known && found.kind == EventType::Assault
        || known && matches!(found.kind, EventType::Consult | EventType::Protest) && analysis.labels[found.word] != Deprel::Nmod)
}

/// Whether a noun has an article or possessor that says which one it is.
fn is_definite(scene: &Scene<'_, '_>, word: usize) -> bool {
    scene.page.clauses.dependents(word).any(|it| {
        scene.page.analysis.labels[it] == Deprel::NmodPoss
            || matches!(
                scene.page.form(it).to_lowercase().as_str(),
                "the" | "this" | "that" | "these" | "those" | "its" | "their" | "his" | "her" | "our"
            )
    })
}

fn overlap(a: &[Party], b: &[Party]) -> usize {
    a.iter().filter(|party| b.iter().any(|it| it.entity == party.entity)).count()
}

/// Whether one list of parties can be another's: one is empty, or they share somebody.
fn agree(scene: &Scene<'_, '_>, a: &[Party], b: &[Party]) -> bool {
    a.is_empty() || b.is_empty() || overlap(a, b) > 0 || a.iter().any(|one| b.iter().any(|other| is_of(scene, one.entity, other.entity)))
}

/// Whether an entity stands for another: soldiers of a country for the country.
fn is_of(scene: &Scene<'_, '_>, a: usize, b: usize) -> bool {
    let entities = scene.parties.entities();
    if entities[a].members.contains(&b) || entities[b].members.contains(&a) {
        return true;
    }
    let (a, b) = (&entities[a], &entities[b]);
    let country = |it: &crate::who::Entity| it.kind == crate::who::EntityKind::Country;
    a.country.is_some()
        && a.country == b.country
        && (country(a) || country(b))
        && a.kind != crate::who::EntityKind::Place
        && b.kind != crate::who::EntityKind::Place
}

fn same_day(a: &EventDate, b: &EventDate) -> bool {
    match (&a.start, &b.start) {
        (Some(start), Some(other)) => {
            let (end, other_end) = (a.end.as_ref().unwrap_or(start), b.end.as_ref().unwrap_or(other));
            start <= other_end && other <= end
        }
        _ => true,
    }
}

fn is_same(scene: &Scene<'_, '_>, known: &Told, new: &Told, all: &[Told], first: usize) -> bool {
    let (a, b) = (&known.found, &new.found);
    let verbal_pair = matches!((a.kind, b.kind), (EventType::Agree, EventType::Consult) | (EventType::Consult, EventType::Agree));
    if a.kind != b.kind && !verbal_pair {
        return false;
    }
    let is_link = b.cause.is_some() && b.cause == Some(all[first].found.word) || a.cause == Some(b.word) || b.cause == Some(a.word);
    // A promise and what is promised.
    let is_content = a.content.is_some() && (a.content == Some(b.word) || b.light.is_some() && a.content == b.light);
    if is_link || is_content {
        return true;
    }
    if known.modality.is_real() != new.modality.is_real() && new.modality != Modality::Denied
        || (known.modality == Modality::Denied) != (new.modality == Modality::Denied)
    {
        return false;
    }
    if (known.modality == Modality::Historical) != (new.modality == Modality::Historical) {
        return false;
    }
    if !same_day(&known.date, &new.date) || !same_place(scene, known.place, new.place) {
        return false;
    }
    let modes = a.mode.is_none() || b.mode.is_none() || a.mode == b.mode || a.kind == EventType::Assault || a.kind == EventType::Consult;
    if !modes {
        return false;
    }
    let mutual = matches!(a.kind, EventType::Consult | EventType::Agree | EventType::Cooperate | EventType::Support);
    let (everybody, others): (Vec<Party>, Vec<Party>) =
        (a.actors.iter().chain(&a.recipients).copied().collect(), b.actors.iter().chain(&b.recipients).copied().collect());
    let straight = agree(scene, &a.actors, &b.actors) && agree(scene, &a.recipients, &b.recipients);
    let shared = overlap(&a.actors, &b.actors) + overlap(&a.recipients, &b.recipients);
    let near = new.sentence - known.sentence.min(new.sentence);
    // The clauses of one sentence that tell of harm tell of one deed: `attacked the post, killing two`.
    let same_sentence = known.sentence == new.sentence;
    if b.construction == Construction::Bare {
        let definite = is_definite(scene, b.word) || same_sentence || scene.page.analysis.tags[b.word].xpos == dateline_lang::Xpos::Nns;
        return definite && near <= 12 && straight;
    }
    if mutual
        && overlap(&everybody, &others) >= 2.min(others.len())
        && !others.is_empty()
        && (overlap(&everybody, &others) >= 2 || near <= 2 && a.kind == EventType::Consult)
    {
        return true;
    }
    // Deaths and wounds are told of the deed on whose clause theirs depends: `shelled the camp, killing 14 people`.
    let harm = scene.frames.all[a.frame].is_harm || scene.frames.all[b.frame].is_harm;
    if same_sentence
        && harm
        && a.kind == EventType::Assault
        && agree(scene, &a.actors, &b.actors)
        && (is_below(scene, a.word, b.word) || is_below(scene, b.word, a.word))
    {
        return true;
    }
    if !straight {
        return false;
    }
    if a.kind == EventType::Assault && same_sentence {
        let linked = scene.page.clauses.governor(b.word).is_some_and(|it| it.predicate == a.word)
            || scene.page.clauses.governor(a.word).is_some_and(|it| it.predicate == b.word)
            || scene.page.clauses.first_conjunct(b.word) == scene.page.clauses.first_conjunct(a.word)
            || b.clause == Some(a.word)
            || a.clause == Some(b.word)
            || a.clause.is_some() && a.clause == b.clause
            || is_below(scene, a.word, b.word)
            || is_below(scene, b.word, a.word);
        if linked || shared > 0 {
            return true;
        }
    }
    // Deaths and wounds without a doer are those of the clash that was told before.
    let frame = &scene.frames.all[b.frame];
    if a.kind == EventType::Assault
        && frame.is_harm
        && b.actors.is_empty()
        && near <= 6
        && !b.recipients.iter().any(|it| it.form == crate::who::Form::Name)
    {
        return true;
    }
    let both = overlap(&a.actors, &b.actors) > 0 && overlap(&a.recipients, &b.recipients) > 0;
    if both {
        return true;
    }
    // One side is the same and the other is not told: the same deed where the words are the same or both are dated alike.
    let same_words = scene.lemma(a.word) == scene.lemma(b.word) || a.frame == b.frame;
    if a.kind.is_verbal() {
        // The same act told again by the same words: of the same parties, or about the same thing.
        let about = |it: &Found| it.noun.or(it.content).map(|word| scene.lemma(word));
        let again = overlap(&a.actors, &b.actors) > 0
            && scene.lemma(a.word) == scene.lemma(b.word)
            && near <= 20
            && (overlap(&a.recipients, &b.recipients) > 0
                || about(a).is_some() && about(a) == about(b)
                || a.noun.is_some() && a.noun.map(|it| scene.lemma(it)) == b.noun.map(|it| scene.lemma(it)));
        return again || shared > 0 && same_words && near <= 1 && same_sentence && a.word.abs_diff(b.word) < 12;
    }
    shared > 0
        && near <= 6
        && (same_words || a.kind == EventType::Assault && known.date.start.is_some() && known.date.start == new.date.start)
        || a.kind == EventType::Assault && same_words && near <= 8 && b.actors.is_empty() && b.recipients.is_empty()
}

/// Whether a word stands below another in the tree.
fn is_below(scene: &Scene<'_, '_>, top: usize, word: usize) -> bool {
    let mut at = word;
    for _ in 0..4 {
        match scene.page.analysis.head(at) {
            Some(head) if head == top => return true,
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

fn same_place(scene: &Scene<'_, '_>, a: Option<usize>, b: Option<usize>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    if a == b {
        return true;
    }
    let (a, b) = (&scene.parties.entities()[a], &scene.parties.entities()[b]);
    match (&a.place, &b.place) {
        (Some(one), Some(other)) => {
            let coarse = |it: &crate::place::Located| it.precision == crate::place::Precision::Country;
            one.country == other.country && (coarse(one) || coarse(other) || one.admin1.is_some() && one.admin1 == other.admin1)
        }
        _ => true,
    }
}
