//! One event, however often it is told: which matches speak of the same.

use dateline_lang::labels::Deprel;
use rustc_hash::FxHashMap;

use super::again::Again;
use super::kind::{EventType, Modality};
use super::matching::{Construction, Found, Scene};
use super::setting::EventDate;
use crate::parties::Party;
use crate::who::{EntityKind, Form};

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

/// How much two tellings have to have in common to be of one event.
const ENOUGH: i32 = 6;
/// What the grammar ties is one event whatever else is told.
const TIED: i32 = 100;
/// How many events back a telling is compared with.
const BACK: usize = 60;
/// How many sentences after a description the name stands of whom it describes.
const NAMED: usize = 3;
/// A page that tells of more deeds of a kind than so many has none that is the one.
const FEW: usize = 8;

/// What is known of an event so far, and its tellings.
#[derive(Debug)]
struct Group {
    known: Told,
    members: Vec<usize>,
}

/// For every match the first one that tells of the same event; a match that tells of none is `None`.
#[must_use]
pub fn groups(scene: &Scene<'_, '_>, again: &Again, told: &[Told]) -> Vec<Option<usize>> {
    let mut groups: Vec<Group> = Vec::new();
    // Deaths and wounds come after the deed of their sentence that caused them: `30 were hurt in the clashes`.
    let mut order: Vec<usize> = (0..told.len()).filter(|&at| !told[at].found.is_void).collect();
    order.sort_by_key(|&at| (told[at].sentence, told[at].found.cause.is_some() && scene.frames.all[told[at].found.frame].is_harm, at));
    let mut by_word: FxHashMap<usize, usize> = FxHashMap::default();
    for at in order {
        let caused = told[at].found.cause.and_then(|word| by_word.get(&word)).copied();
        let same = caused.or_else(|| {
            let weigh = |it: usize| tie(scene, again, &groups[it], &told[at], told).filter(|weight| *weight >= ENOUGH);
            // The one with which it has most in common; of equals the last.
            (groups.len().saturating_sub(BACK)..groups.len()).filter_map(|it| weigh(it).map(|weight| (weight, it))).max().map(|(_, it)| it)
        });
        match same {
            Some(it) => {
                absorb(scene, again, &mut groups[it].known, &told[at]);
                groups[it].members.push(at);
                by_word.insert(told[at].found.word, it);
            }
            None if is_bare(scene, &told[at]) => {}
            None => {
                by_word.insert(told[at].found.word, groups.len());
                groups.push(Group { known: told[at].clone(), members: vec![at] });
            }
        }
    }
    alone(scene, again, &mut groups, told);
    // A group is known by its first telling.
    let mut first: Vec<Option<usize>> = vec![None; told.len()];
    for group in &groups {
        let head = group.members.iter().copied().min();
        for &member in &group.members {
            first[member] = head;
        }
    }
    first
}

/// Joins tellings of which nothing but the deed is told, `there was shooting for an hour`, with the one deed of their kind that the page tells of.
fn alone(scene: &Scene<'_, '_>, again: &Again, groups: &mut Vec<Group>, told: &[Told]) {
    let mode = |it: &Group| it.known.found.mode.filter(|_| it.known.found.kind == EventType::Assault && it.known.modality.is_real());
    let is_plain = |it: &Group| {
        let points = |&member: &usize| {
            let word = told[member].found.word;
            !again.is_other(scene, word) && !again.is_long(scene, word)
        };
        it.known.found.actors.is_empty() && it.known.found.recipients.is_empty() && it.members.iter().all(points)
    };
    // The deeds of each kind that more is told of.
    let mut whole: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, group) in groups.iter().enumerate().filter(|(_, it)| !is_plain(it)) {
        if let Some(mode) = mode(group) {
            whole.entry(mode).or_default().push(at);
        }
    }
    let mut joins: Vec<(usize, usize)> = Vec::new();
    for (at, one) in groups.iter().enumerate().filter(|(_, it)| is_plain(it)) {
        let Some(all) = mode(one).and_then(|mode| whole.get(mode)).filter(|all| all.len() <= FEW) else { continue };
        let known = &one.known;
        let fits = |it: &usize| same_day(&groups[*it].known.date, &known.date) && same_place(scene, groups[*it].known.place, known.place);
        let found = |it: usize| &groups[it].known.found;
        // Of several the first, where they may be one.
        let mut fitting = all.iter().copied().filter(fits);
        let first = fitting.next().filter(|&first| fitting.all(|it| may_be_one(scene, found(first), found(it))));
        joins.extend(first.map(|first| (at, first)));
    }
    for &(at, into) in &joins {
        let (known, members) = (groups[at].known.clone(), std::mem::take(&mut groups[at].members));
        absorb(scene, again, &mut groups[into].known, &known);
        groups[into].members.extend(members);
        groups[into].members.sort_unstable();
    }
    groups.retain(|it| !it.members.is_empty());
}

/// Whether nothing speaks against it that two tellings of force are of one deed: neither has somebody whom the other has not.
fn may_be_one(scene: &Scene<'_, '_>, a: &Found, b: &Found) -> bool {
    let alike = || a.recipients.iter().any(|it| b.recipients.iter().any(|other| is_alike(scene, it, other)));
    agree(scene, &a.actors, &b.actors) && (agree(scene, &a.recipients, &b.recipients) || alike())
}

/// Takes what a further telling adds.
pub fn absorb(scene: &Scene<'_, '_>, again: &Again, known: &mut Told, more: &Told) {
    // A town that is shelled is where it was; those who were killed there are whom it hit.
    let is_land = |party: &Party| scene.parties.is_place(party.entity);
    // Beside what was hit stand those who were killed in it: `opened fire at a school, killing eight`.
    let is_thing = |party: &Party| {
        let entity = &scene.parties.entities()[party.entity];
        is_land(party) || entity.kind == EntityKind::Object || entity.kind == EntityKind::Organization && party.form == Form::Nominal
    };
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
    let adds = hurts || more.found.kind == EventType::Assault && overlap(&known.found.actors, &more.found.actors) > 0;
    if adds
        && !known.found.recipients.is_empty()
        && known.found.recipients.iter().all(is_thing)
        && !more.found.recipients.iter().any(is_thing)
    {
        add_further(known, &more.found.recipients);
    }
    // `shot the banker. They also wounded his son`: both were hurt.
    if hurts {
        let further = more.found.recipients.iter().filter(|it| {
            let is_another = scene.parties.mention(it).is_some_and(|mention| again.is_other(scene, mention.head));
            !is_another && !known.found.recipients.iter().any(|other| is_alike(scene, it, other))
        });
        let further: Vec<Party> = further.copied().collect();
        add_further(known, &further);
    }
    // Whom the first telling describes is known by the name that a further one gives.
    if let ([one], [next]) = (&mut known.found.recipients[..], &more.found.recipients[..])
        && known.found.kind == more.found.kind
        && is_described(scene, again, one)
        && is_person(scene, next)
    {
        *one = *next;
    }
    let add = |to: &mut Vec<Party>, from: &[Party], other: &[Party]| {
        if to.is_empty() {
            to.extend(from.iter().filter(|party| !other.iter().any(|it| it.entity == party.entity)));
        }
    };
    // Talks are known by the telling that names those who talked.
    let names =
        |it: &Found| it.actors.iter().chain(&it.recipients).filter(|it| is_named(scene, it) && !scene.parties.is_place(it.entity)).count();
    if known.found.kind == EventType::Consult && more.found.kind == EventType::Consult && names(&more.found) > names(&known.found) {
        known.place = known.place.or_else(|| known.found.recipients.iter().find(|it| is_land(it)).map(|it| it.entity));
        known.found.actors.clone_from(&more.found.actors);
        known.found.recipients.clone_from(&more.found.recipients);
    }
    let (actors, recipients) = (known.found.actors.clone(), known.found.recipients.clone());
    add(&mut known.found.actors, &more.found.actors, &recipients);
    add(&mut known.found.recipients, &more.found.recipients, &actors);
    known.found.mode = known.found.mode.or(more.found.mode);
    if known.date.start.is_none() {
        known.date.clone_from(&more.date);
    }
    known.place = known.place.or(more.place);
}

/// Adds those whom a further telling says it was done to.
fn add_further(known: &mut Told, more: &[Party]) {
    for party in more {
        let is_known = |all: &[Party]| all.iter().any(|it| it.entity == party.entity);
        if !is_known(&known.found.actors) && !is_known(&known.found.recipients) {
            known.found.recipients.push(*party);
        }
    }
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
#[must_use]
pub fn is_definite(scene: &Scene<'_, '_>, word: usize) -> bool {
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
    let country = |it: &crate::who::Entity| it.kind == EntityKind::Country;
    a.country.is_some()
        && a.country == b.country
        && (country(a) || country(b))
        && a.kind != EntityKind::Place
        && b.kind != EntityKind::Place
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

/// How much two tellings have in common; `None` where they cannot be of one event.
fn tie(scene: &Scene<'_, '_>, again: &Again, group: &Group, new: &Told, all: &[Told]) -> Option<i32> {
    let known = &group.known;
    let (a, b) = (&known.found, &new.found);
    let talks = |kind: EventType| matches!(kind, EventType::Agree | EventType::Consult);
    if a.kind != b.kind && !(talks(a.kind) && talks(b.kind)) {
        return None;
    }
    let first = &all[group.members[0]].found;
    let is_link = b.cause.is_some() && b.cause == Some(first.word) || a.cause == Some(b.word) || b.cause == Some(a.word);
    // A promise and what is promised.
    let is_content = a.content.is_some() && (a.content == Some(b.word) || b.light.is_some() && a.content == b.light);
    // `began a hunger strike`: the verb and the noun that its frame asks for.
    let is_object = a.noun == Some(b.word) || b.noun == Some(a.word);
    if is_link || is_content || is_object {
        return Some(TIED);
    }
    // `The blast came a week after a bomb killed two men`: another deed than the one that came after it.
    let governor = scene.page.clauses.governor(b.word).filter(|_| known.sentence == new.sentence && scene.frames.all[b.frame].is_harm);
    let is_before = governor.is_some_and(|it| {
        let marker = scene.page.clauses.marker(b.word).map(|mark| scene.page.form(mark).to_lowercase());
        it.predicate != a.word && a.clause == Some(it.predicate) && marker.is_some_and(|it| matches!(it.as_str(), "after" | "before"))
    });
    if is_before {
        return None;
    }
    let near = new.sentence.abs_diff(all[group.members[group.members.len() - 1]].sentence);
    let lemma = scene.lemma(b.word);
    let same_words = group.members.iter().any(|&it| scene.lemma(all[it].found.word) == lemma);
    let same_frame = a.frame == b.frame;
    let is_noun = matches!(b.construction, Construction::Bare | Construction::Nominal | Construction::Light);
    // `the attack` takes it for told that there was one, whatever else the clause says of it.
    // `said it had carried out the killing`.
    let owns_up = b.is_perpetrated && b.recipients.is_empty() && a.actors.is_empty();
    // `The attack killed three`, `The talks lasted five hours`: of it nothing is told but that it was.
    let is_plain = b.actors.is_empty() && b.recipients.is_empty() && b.construction == Construction::Nominal;
    let points_back = is_noun && is_definite(scene, b.word) && (b.construction == Construction::Bare || is_plain || same_words || owns_up);
    let owns_up = owns_up && points_back;
    // `the visit` may be the one that was planned, and not what is only told with a condition.
    let came = new.modality.is_real() && near <= 3 && known.modality != Modality::Conditional;
    let back_to_real = points_back && (known.modality.is_real() && new.modality != Modality::Denied || came);
    if !back_to_real
        && (known.modality.is_real() != new.modality.is_real() && new.modality != Modality::Denied
            || (known.modality == Modality::Denied) != (new.modality == Modality::Denied)
            || (known.modality == Modality::Historical) != (new.modality == Modality::Historical))
    {
        return None;
    }
    if !same_day(&known.date, &new.date) || !same_place(scene, known.place, new.place) {
        return None;
    }
    let modes = a.mode.is_none() || b.mode.is_none() || a.mode == b.mode || matches!(a.kind, EventType::Assault | EventType::Consult);
    let same_sentence = known.sentence == new.sentence;
    // Who is taken and who is killed suffer two deeds.
    let takes = |it: &Found| it.mode == Some("abduct");
    if takes(a) != takes(b) && !same_sentence && !is_noun {
        return None;
    }
    // `another attack`; a war is no strike.
    if !modes || is_noun && again.is_other(scene, b.word) && !same_sentence || again.is_long(scene, a.word) != again.is_long(scene, b.word)
    {
        return None;
    }
    if matches!(a.kind, EventType::Consult | EventType::Agree | EventType::Cooperate | EventType::Support) {
        let everybody = |it: &Found| -> Vec<Party> { it.actors.iter().chain(&it.recipients).copied().collect() };
        let (ours, theirs) = (everybody(a), everybody(b));
        let shared = overlap(&ours, &theirs);
        let same_town = known.place.is_some() && known.place == new.place;
        if a.kind == b.kind && same_town && (is_delegation(scene, &theirs, &ours) || is_delegation(scene, &ours, &theirs)) {
            return Some(TIED);
        }
        if shared >= 2 || shared >= 1 && near <= 2 && a.kind == EventType::Consult && shared >= theirs.len() {
            return Some(TIED);
        }
        let day = known.date.start.is_some() && known.date.start == new.date.start;
        let at = |place: Option<usize>, there: &[Party]| place.is_some() && there.iter().any(|it| Some(it.entity) == place);
        let town = known.place.is_some() && known.place == new.place || at(known.place, &theirs) || at(new.place, &ours);
        if a.kind == EventType::Consult && b.kind == EventType::Consult && shared >= 1 && !is_at_odds(scene, &ours, &theirs) {
            // `the military chiefs` may be the two who are named elsewhere.
            let told_whole = is_crowd(scene, &ours, &theirs) || is_crowd(scene, &theirs, &ours);
            let definite = is_noun && is_definite(scene, b.word);
            let agreeing = [town, day, told_whole, definite].iter().filter(|it| **it).count();
            return Some(4 + 2 * i32::try_from(agreeing).unwrap_or(0) - far(near));
        }
    }
    let actors = agree(scene, &a.actors, &b.actors);
    // Of those who were killed and hurt there are more than one telling names.
    let crowds = a.kind == EventType::Assault
        && scene.frames.all[b.frame].is_harm
        && b.recipients.iter().all(|it| scene.parties.entities()[it.entity].kind == EntityKind::Group && !is_named(scene, it));
    let alike = a.kind == EventType::Assault && a.recipients.iter().any(|it| b.recipients.iter().any(|other| is_alike(scene, it, other)));
    // `the mayor`, `both leaders`: who they are was said before.
    let meant = a.kind == EventType::Assault && !b.recipients.is_empty() && b.recipients.iter().all(|it| is_meant(scene, it));
    let recipients = crowds || alike || meant || agree(scene, &a.recipients, &b.recipients);
    let about = |it: &Found| it.noun.or(it.content).map(|word| scene.lemma(word));
    let same_thing = about(a).is_some() && about(a) == about(b);
    // `ended their blockade of a crossing`, `ended the blockade`: one act, at whomever it is said to be aimed.
    if a.kind.is_verbal() && overlap(&a.actors, &b.actors) > 0 && same_words && same_thing && near <= 20 {
        return Some(ENOUGH + 3);
    }
    let is_harm = |it: usize| scene.frames.all[it].is_harm;
    let is_below = |top: usize, word: usize| is_below(scene, top, word);
    // Deaths and wounds are told of the deed on whose clause theirs depends: `shelled the camp, killing 14 people`.
    let linked = is_below(a.word, b.word) || is_below(b.word, a.word);
    if same_sentence && (is_harm(a.frame) || is_harm(b.frame)) && a.kind == EventType::Assault && actors && linked {
        return Some(TIED);
    }
    // One is killed once, whoever is said to have done it.
    let shared_victims = victims(scene, &a.recipients, &b.recipients);
    let mortal = |it: &Found| it.kind == EventType::Assault && (is_harm(it.frame) || it.mode == Some("targeted"));
    let one_person = || a.recipients.iter().any(|it| is_person(scene, it) && b.recipients.iter().any(|other| other.entity == it.entity));
    if mortal(a) && mortal(b) && (shared_victims && same_words || one_person() && is_killing(scene, a) && is_killing(scene, b)) {
        return Some(TIED - 1);
    }
    // `A man was arrested on Monday. Ada Prado, 31, was held in Lendar`: whom the first sentence describes, the next ones name.
    let described = |it: &Found, other: &Found| {
        let (one, next) = (it.recipients.first()?, other.recipients.first()?);
        // Who is described here may be known to be the one who is named there.
        let is_same = one.entity == next.entity && one.form == Form::Nominal && next.form == Form::Name;
        let is_one = it.recipients.len() == 1
            && other.recipients.len() == 1
            && (is_same || is_described(scene, again, one))
            && is_person(scene, next);
        // `A second man, Luis Prado, was arrested`.
        let is_another = scene.page.clauses.subjects(other.word).into_iter().any(|subject| again.is_other(scene, subject));
        (is_one && !is_another).then_some(())
    };
    let of_person = matches!(a.kind, EventType::Coerce | EventType::Accuse | EventType::Sanction);
    let same_mode = a.mode == b.mode && a.mode.is_some();
    let same_act = of_person && (a.mode == b.mode || same_words)
        || a.kind == EventType::Assault && (same_mode || mortal(a) && mortal(b) && is_killing(scene, a) && is_killing(scene, b));
    let names = || described(a, b).or_else(|| described(b, a)).is_some();
    if same_act && actors && near <= NAMED && !same_sentence && b.construction != Construction::Bare && names() {
        return Some(TIED - 1);
    }
    // Nor is one abducted, arrested or freed twice without a word that says so.
    let once = |it: &Found| matches!(it.mode, Some("abduct" | "arrest" | "release"));
    if once(a) && a.mode == b.mode && actors && one_person() {
        return Some(TIED - 1);
    }
    // `Gunmen attacked a hotel. They shot three guards`: what the same doers did just after is a part of it.
    let by_the_same = |it: &Party| {
        let is_known = a.actors.iter().any(|other| other.entity == it.entity);
        // `the attackers`: whoever did what was told.
        let is_meant = || !a.actors.iter().any(|it| is_named(scene, it)) && is_perpetrator(scene, it);
        match it.form {
            Form::Pronoun => is_known,
            // The police fire again and again; `the gunmen` are those of the one deed.
            Form::Nominal => is_known && is_the_few(scene, it) || is_meant(),
            _ => false,
        }
    };
    if a.kind == EventType::Assault
        && !is_noun
        && near <= 1
        && !same_sentence
        && b.actors.len() == 1
        && b.actors.iter().all(by_the_same)
        && !again.is_other(scene, b.word)
    {
        return Some(ENOUGH + 1);
    }
    if !actors || !recipients {
        return None;
    }
    if b.construction == Construction::Bare || is_plain && points_back && near <= 3 {
        let definite = points_back || same_sentence || scene.page.analysis.tags[b.word].xpos == dateline_lang::Xpos::Nns;
        return (definite && near <= 12).then(|| ENOUGH + 4 + 2 * i32::from(same_words) - near.min(8) as i32 / 2);
    }
    if owns_up && near <= 3 {
        return Some(ENOUGH + 3 - near as i32);
    }
    let shared = overlap(&a.actors, &b.actors) + overlap(&a.recipients, &b.recipients);
    // The clauses of one sentence that tell of harm tell of one deed: `attacked the post, killing two`.
    if a.kind == EventType::Assault && same_sentence {
        let clauses = scene.page.clauses;
        let governs = |top: usize, word: usize| clauses.governor(word).is_some_and(|it| it.predicate == top);
        let one_clause = governs(a.word, b.word)
            || governs(b.word, a.word)
            || clauses.first_conjunct(b.word) == clauses.first_conjunct(a.word)
            || b.clause == Some(a.word)
            || a.clause == Some(b.word)
            || a.clause.is_some() && a.clause == b.clause
            || linked;
        if one_clause || shared > 0 {
            return Some(TIED);
        }
    }
    // Deaths and wounds without a doer are those of the clash that was told before.
    let unnamed = |parties: &[Party]| !parties.iter().any(|it| it.form == Form::Name);
    if a.kind == EventType::Assault && is_harm(b.frame) && b.actors.is_empty() && near <= 6 && unnamed(&b.recipients) {
        return Some(ENOUGH + 6 - near as i32);
    }
    if overlap(&a.actors, &b.actors) > 0 && overlap(&a.recipients, &b.recipients) > 0 {
        return Some(ENOUGH + 8);
    }
    if a.kind.is_verbal() {
        // `accused the council of delay, accusing it of …`: one who speaks on.
        let speaks_on =
            same_frame && scene.page.clauses.governor(b.word).is_some_and(|it| it.predicate == a.word) && overlap(&a.actors, &b.actors) > 0;
        let beside = shared > 0 && (same_words || same_frame) && same_sentence && (a.word.abs_diff(b.word) < 12 || speaks_on);
        return beside.then_some(ENOUGH + 2);
    }
    // One side is the same and the other is not told: the same deed where further things agree.
    let day = known.date.start.is_some() && known.date.start == new.date.start;
    let town = known.place.is_some() && known.place == new.place && !is_land(scene, known.place);
    let weight = 3 * i32::from(shared > 0)
        + 2 * i32::from(same_words)
        + i32::from(same_frame)
        + (if points_back { 4 } else { 0 })
        + 2 * i32::from(town)
        + 2 * i32::from(day)
        + 3 * i32::from(shared_victims || alike)
        + i32::from(a.kind == EventType::Assault && b.actors.is_empty() && b.recipients.is_empty())
        + 4 * i32::from(a.kind == EventType::Assault && is_alone(a, b) && (day || near <= 2) && a.mode.is_some() && a.mode == b.mode)
        - far(near);
    Some(weight)
}

/// Whether a party is people, and no body, told by a noun that says which ones: `the gunmen`.
fn is_the_few(scene: &Scene<'_, '_>, party: &Party) -> bool {
    let entity = &scene.parties.entities()[party.entity];
    let mention = scene.parties.mention(party);
    matches!(entity.kind, EntityKind::Person | EntityKind::Group) && mention.is_some_and(|it| is_definite(scene, it.head))
}

/// Whether a party is told by nothing but that they did it: `the attackers`.
fn is_perpetrator(scene: &Scene<'_, '_>, party: &Party) -> bool {
    let mention = scene.parties.mention(party);
    mention.is_some_and(|it| scene.things.is_perpetrator(&scene.lemma(it.head)) && is_definite(scene, it.head))
}

/// Whether of one of two tellings nothing but the deed is told: `a shooting in the park left one man dead`.
fn is_alone(a: &Found, b: &Found) -> bool {
    a.actors.is_empty() && a.recipients.is_empty() || b.actors.is_empty() && b.recipients.is_empty()
}

/// Whether a party is one person whom a noun without a name describes: `a man`, `the tenant of Luis Prado`.
fn is_described(scene: &Scene<'_, '_>, again: &Again, party: &Party) -> bool {
    let is_one = scene.parties.entities()[party.entity].kind == EntityKind::Person && !is_named(scene, party);
    is_one && party.form == Form::Nominal && scene.parties.mention(party).is_some_and(|it| !again.is_other(scene, it.head))
}

/// Whether a party is one person with a name.
fn is_person(scene: &Scene<'_, '_>, party: &Party) -> bool {
    scene.parties.entities()[party.entity].kind == EntityKind::Person && is_named(scene, party)
}

/// Whether a telling says that somebody died of it.
fn is_killing(scene: &Scene<'_, '_>, found: &Found) -> bool {
    found.mode == Some("targeted")
        || scene.frames.all[found.frame].mode == Some("targeted")
        || scene.things.is_killing(&scene.lemma(found.word))
}

/// What distance takes from the likeness of two tellings, in sentences.
const fn far(sentences: usize) -> i32 {
    match sentences {
        0..=2 => 0,
        3..=6 => 1,
        7..=12 => 2,
        _ => 3,
    }
}

/// Whether both lists have somebody named of whom the other knows nothing: talks with one are no talks with another.
fn is_at_odds(scene: &Scene<'_, '_>, a: &[Party], b: &[Party]) -> bool {
    let strange = |from: &[Party], to: &[Party]| {
        from.iter().any(|it| {
            let is_place = scene.parties.entities()[it.entity].kind == EntityKind::Place;
            is_named(scene, it) && !is_place && !to.iter().any(|other| other.entity == it.entity || is_of(scene, other.entity, it.entity))
        })
    };
    strange(a, b) && strange(b, a)
}

/// Whether a party is known by a name.
fn is_named(scene: &Scene<'_, '_>, party: &Party) -> bool {
    scene.parties.entities()[party.entity].mentions.iter().any(|mention| mention.form == Form::Name)
}

/// Whether one list has a group without a name where the other names two people or more of whom the first knows nothing.
fn is_crowd(scene: &Scene<'_, '_>, crowd: &[Party], people: &[Party]) -> bool {
    let strange = |it: &&Party, to: &[Party]| !to.iter().any(|other| other.entity == it.entity);
    let is_group = |it: &&Party| scene.parties.entities()[it.entity].kind == EntityKind::Group && !is_named(scene, it);
    let is_person = |it: &&Party| scene.parties.entities()[it.entity].kind == EntityKind::Person && is_named(scene, it);
    crowd.iter().any(|it| strange(&it, people) && is_group(&it))
        && people.iter().filter(|it| strange(it, crowd) && is_person(it)).count() >= 2
}

/// Whether one list has people of several countries, `the French and British chiefs`, of each of which the other names somebody.
fn is_delegation(scene: &Scene<'_, '_>, crowd: &[Party], people: &[Party]) -> bool {
    let country = |it: &Party| scene.parties.entities()[it.entity].country;
    let is_person = |it: &&Party| scene.parties.entities()[it.entity].kind == EntityKind::Person && is_named(scene, it);
    let all: Vec<_> = people.iter().filter(is_person).filter_map(country).collect();
    crowd.iter().any(|it| {
        let nations = scene.parties.nations(*it);
        nations.len() > 1 && nations.iter().all(|it| country(it).is_some_and(|it| all.contains(&it)))
    })
}

/// Whether two parties without a name are spoken of by the same noun: `six priests`, `the priests`.
fn is_alike(scene: &Scene<'_, '_>, a: &Party, b: &Party) -> bool {
    let head = |party: &Party| {
        let mention = scene.parties.mention(party)?;
        Some(scene.lemma(mention.head))
    };
    let fits = |it: &Party| !is_named(scene, it) && !scene.parties.is_place(it.entity);
    a.entity == b.entity || fits(a) && fits(b) && head(a).is_some() && head(a) == head(b)
}

/// Whether a party without a name is spoken of as one that is known: `the mayor`, `both leaders`, `these men`.
fn is_meant(scene: &Scene<'_, '_>, party: &Party) -> bool {
    let entity = &scene.parties.entities()[party.entity];
    let mention = scene.parties.mention(party);
    !is_named(scene, party)
        && matches!(entity.kind, EntityKind::Person | EntityKind::Group)
        && mention.is_some_and(|it| {
            let both = |word: usize| scene.page.form(word).eq_ignore_ascii_case("both");
            is_definite(scene, it.head) || scene.page.clauses.dependents(it.head).any(both)
        })
}

/// Whether two lists share people or things: a country that is hit is hit more than once.
fn victims(scene: &Scene<'_, '_>, a: &[Party], b: &[Party]) -> bool {
    a.iter().any(|it| !scene.parties.is_place(it.entity) && b.iter().any(|other| other.entity == it.entity))
}

/// Whether a place is a whole country, which says little of where something was.
fn is_land(scene: &Scene<'_, '_>, place: Option<usize>) -> bool {
    place.is_some_and(|it| scene.parties.entities()[it].place.as_ref().is_none_or(|it| it.precision == crate::place::Precision::Country))
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
