//! When and where: the date and place of each event, from its clause, then its sentence.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos};
use dateline_text::ByteSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::kind::EventType;
use super::matching::{Construction, Found, Scene};
use crate::place::Precision;
use crate::time::{Basis, Time, TimeKind};
use crate::who::{EntityKind, Form};

/// When an event was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventDate {
    /// The first day, `YYYY-MM-DD`.
    pub start: Option<String>,
    /// The last day.
    pub end: Option<String>,
    /// How finely it is known.
    pub precision: DatePrecision,
    /// What it rests on.
    pub basis: Option<Basis>,
    /// The words that say so.
    pub spans: Vec<ByteSpan>,
    /// The event of the same day, from which it has its date: an index into the events.
    pub same_day_as: Option<usize>,
}

/// How finely a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum DatePrecision {
    /// To the day.
    Day,
    /// To the week.
    Week,
    /// To the month.
    Month,
    /// To the year.
    Year,
    /// Not at all.
    #[default]
    Unknown,
}

impl DatePrecision {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
            Self::Unknown => "unknown",
        }
    }
}

/// The days that a TIMEX3 value spans.
#[must_use]
pub fn days(value: &str) -> Option<(Date, Date, DatePrecision)> {
    let year = |from: &str| -> Option<i16> { (from.len() == 4).then(|| from.parse().ok()).flatten() };
    let day = value.split('T').next()?;
    let parts: Vec<&str> = day.split('-').collect();
    match parts.as_slice() {
        [decade] if decade.len() == 3 => {
            let first: i16 = decade.parse().ok()?;
            Some((Date::new(first * 10, 1, 1).ok()?, Date::new(first * 10 + 9, 12, 31).ok()?, DatePrecision::Year))
        }
        [only] => {
            let year = year(only)?;
            Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?, DatePrecision::Year))
        }
        [first, week, rest @ ..] if week.starts_with('W') => {
            let (year, week) = (year(first)?, week[1..].parse::<i8>().ok()?);
            let of = |weekday| ISOWeekDate::new(year, week, weekday).ok().map(ISOWeekDate::date);
            match rest {
                [] => Some((of(Weekday::Monday)?, of(Weekday::Sunday)?, DatePrecision::Week)),
                ["WE"] => Some((of(Weekday::Saturday)?, of(Weekday::Sunday)?, DatePrecision::Week)),
                _ => None,
            }
        }
        [first, season @ ("SP" | "SU" | "FA" | "AU" | "WI")] => {
            let year = year(first)?;
            let (start, end) = match *season {
                "SP" => ((year, 3), (year, 5)),
                "SU" => ((year, 6), (year, 8)),
                "WI" => ((year, 12), (year + 1, 2)),
                _ => ((year, 9), (year, 11)),
            };
            Some((Date::new(start.0, start.1, 1).ok()?, Date::new(end.0, end.1, 1).ok()?.last_of_month(), DatePrecision::Month))
        }
        [first, month] => {
            let (year, month) = (year(first)?, month.parse::<i8>().ok()?);
            let start = Date::new(year, month, 1).ok()?;
            Some((start, start.last_of_month(), DatePrecision::Month))
        }
        [first, month, day] => {
            let date = Date::new(year(first)?, month.parse().ok()?, day.parse().ok()?).ok()?;
            Some((date, date, DatePrecision::Day))
        }
        _ => None,
    }
}

/// When and where an event was, by the words of its sentence.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    /// The time, an index.
    pub time: Option<(usize, u8)>,
    /// The place: the entity, the words that name it, and how far it stands from the trigger.
    pub place: Option<(usize, ByteSpan, u8)>,
    /// The only place of the sentence, where nothing ties it to another event.
    pub nearby: Option<(usize, ByteSpan)>,
    /// The only time of the sentence, where nothing ties it to another event: an index.
    pub when: Option<usize>,
}

/// The way up from a word: itself and its heads.
fn path(scene: &Scene<'_, '_>, word: usize) -> Vec<usize> {
    let mut way = vec![word];
    while let Some(head) = scene.page.analysis.head(way[way.len() - 1]).filter(|head| way.len() < 24 && !way.contains(head)) {
        way.push(head);
    }
    way
}

/// The settings of the matches of one sentence.
#[must_use]
pub fn of_sentence(
    scene: &Scene<'_, '_>,
    sentence: &Range<usize>,
    found: &[Found],
    times: &[Time],
    reporting: &dyn Fn(&str) -> bool,
) -> Vec<Setting> {
    let mut settings: Vec<Setting> = vec![Setting::default(); found.len()];
    let analysis = scene.page.analysis;
    let owners = |word: usize| -> Vec<usize> {
        let own: Vec<usize> = (0..found.len()).filter(|&at| found[at].word == word || found[at].light == Some(word)).collect();
        if !own.is_empty() {
            return own;
        }
        // A noun shares the time and place of the verb of which it is a part, unless that is a verb of saying.
        let lemma = scene.lemma(word);
        if reporting(&lemma) {
            return Vec::new();
        }
        (0..found.len())
            .filter(|&at| found[at].clause == Some(word) && !matches!(found[at].construction, Construction::Active | Construction::Passive))
            .collect()
    };
    // Places and times that the tree gives to no event.
    let mut loose_places: Vec<(usize, ByteSpan, usize)> = Vec::new();
    let mut loose_times: Vec<(usize, usize)> = Vec::new();
    let mut bound_places = 0;
    let mut opening: Option<(usize, ByteSpan)> = None;
    for (index, time) in times.iter().enumerate() {
        if !sentence.contains(&time.words.start) || !matches!(time.kind, TimeKind::Date | TimeKind::Time) {
            continue;
        }
        if time.value.as_deref().and_then(days).is_none() {
            continue;
        }
        let top =
            time.words.clone().find(|&word| analysis.head(word).is_none_or(|head| !time.words.contains(&head))).unwrap_or(time.words.start);
        // `since 2015`, `until Monday`, `by Friday`, `before 2010` bound an event; they do not date it.
        // `TARVO, 3 JAN 90 --` says when it was filed.
        let filed = time.words.start < sentence.start + 12
            && (time.words.end..sentence.end.min(time.words.end + 10)).any(|word| matches!(scene.page.form(word), "--" | "—" | "–"))
            && !(sentence.start..time.words.start).any(|word| analysis.tags[word].upos == Upos::Verb);
        if filed || scene.things.is_bound(&scene.page.clauses.preposition(top)) {
            continue;
        }
        // `February 2024, when police raided it`.
        for at in 0..found.len() {
            let clause = found[at].clause.filter(|&it| matches!(analysis.labels[it], Deprel::AclRelcl | Deprel::AdvclRelcl | Deprel::Acl));
            let after = found[at].clause.and_then(|clause| {
                scene.page.clauses.dependents(clause).find(|&it| scene.page.form(it).eq_ignore_ascii_case("when") && it > sentence.start)
            });
            let is_after = after.is_some_and(|when| {
                let before = when - 1;
                time.words.contains(&before)
                    || scene.page.form(before) == "," && before > sentence.start && time.words.contains(&(before - 1))
            });
            if is_after || clause.is_some_and(|it| analysis.head(it).is_some_and(|head| time.words.contains(&head))) {
                settings[at].time.get_or_insert((index, 1));
            }
        }
        let way = path(scene, top);
        let mut is_loose = true;
        for (distance, &word) in way.iter().enumerate().skip(1) {
            let these = owners(word);
            if !these.is_empty() {
                is_loose = false;
                let rank = u8::try_from(distance.min(9)).unwrap_or(9);
                for at in these {
                    // `accused him of fraud in 2006`: the year of the fraud.
                    let is_of_matter = found[at].kind.is_verbal() && way[1..distance].iter().any(|&it| is_matter(scene, it));
                    if is_of_matter {
                        continue;
                    }
                    let finer = settings[at].time.is_none_or(|(before, old)| {
                        let (new, before) = (precision(time), precision(&times[before]));
                        (new, rank) < (before, old)
                    });
                    if finer {
                        settings[at].time = Some((index, rank));
                    }
                }
                break;
            }
            if analysis.tags[word].upos == Upos::Verb && reporting(&scene.lemma(word)) && !found.is_empty() && distance > 0 {
                // `said on Friday` dates the saying.
                is_loose = false;
                break;
            }
        }
        if is_loose {
            loose_times.push((index, top));
        }
    }
    for (entity, mention, head) in places_in(scene, sentence) {
        let (mut top, mut is_inside) = (head, false);
        // `the village of Senga in Daruna`, `San Miguel department`.
        while let Some(up) = analysis.head(top).filter(|&up| {
            analysis.tags[up].upos != Upos::Verb
                && (matches!(
                    analysis.labels[top],
                    Deprel::Compound
                        | Deprel::Flat
                        | Deprel::Appos
                        | Deprel::NmodPoss
                        | Deprel::NmodUnmarked
                        | Deprel::NmodDesc
                        | Deprel::Conj
                ) || analysis.labels[top] == Deprel::Nmod && scene.page.clauses.preposition(top) == "of")
                && !found.iter().any(|it| it.word == up)
        }) {
            top = up;
            is_inside = true;
            if sentence.len() > 200 {
                break;
            }
        }
        let preposition = scene.page.clauses.preposition(top);
        // `a resolution on Sudan`, `mediated between Rwanda and Congo`: what it is about.
        let is_land = scene.parties.entities()[entity].kind == EntityKind::Country;
        let is_matter = is_land && scene.things.is_about(&preposition);
        let is_where = scene.things.is_where(&preposition) && !is_matter;
        bound_places += usize::from(is_where);
        let mut is_loose = is_where;
        let way = path(scene, top);
        for (distance, &word) in way.iter().enumerate().skip(1) {
            let these = owners(word);
            if !these.is_empty() {
                let rank = u8::try_from(distance.min(8)).unwrap_or(8) + u8::from(is_inside);
                for at in these {
                    let is_place = scene.parties.entities()[entity].kind == EntityKind::Place;
                    let it = &found[at];
                    let qualifies = distance == 1
                        && it.word == word
                        && matches!(analysis.labels[top], Deprel::Compound | Deprel::NmodPoss)
                        && it.kind.is_force()
                        && is_place;
                    // `burned down the police station of the town of Hinche`: whom it hits is where it is.
                    // `arrested Luis Prado, 32, of Lendar`: where he lives.
                    let is_resident = |party: &crate::parties::Party| match scene.parties.entities()[party.entity].kind {
                        EntityKind::Person => true,
                        EntityKind::Group => it.kind != EventType::Assault,
                        _ => false,
                    };
                    let within = it.kind.is_force()
                        && is_place
                        && it.recipients.iter().filter(|party| !is_resident(party)).any(|party| {
                            party.span.covers(analysis.span(top)) || scene.parties.at(top).is_some_and(|it| it.entity == party.entity)
                        });
                    // `flew to Nuuk`, `withdrew from the town`.
                    let moves = is_place
                        && distance <= 2
                        && ((it.mode == Some("visit") || matches!(it.kind, EventType::Aid | EventType::Mobilize))
                            && scene.things.is_whither(&preposition)
                            || matches!(it.mode, Some("withdraw" | "deport")) && scene.things.is_whence(&preposition));
                    if !is_where && !qualifies && !within && !moves {
                        continue;
                    }
                    let narrower =
                        settings[at].place.is_none_or(|(before, _, old)| (grain(scene, entity), rank) < (grain(scene, before), old));
                    if narrower {
                        settings[at].place = Some((entity, mention, rank));
                        is_loose = false;
                    }
                }
                break;
            }
            // `on the day that a trawler sank off Galway`: where somebody else did something else.
            let is_another = |verb: usize| {
                matches!(analysis.labels[verb], Deprel::Acl | Deprel::AclRelcl | Deprel::Advcl | Deprel::Ccomp | Deprel::Parataxis)
                    && scene.page.clauses.dependents(verb).any(|it| {
                        matches!(analysis.labels[it], Deprel::Nsubj | Deprel::NsubjPass)
                            && matches!(analysis.tags[it].upos, Upos::Noun | Upos::Propn)
                    })
            };
            if analysis.tags[word].upos == Upos::Verb && (reporting(&scene.lemma(word)) || is_another(word)) {
                is_loose = false;
                break;
            }
        }
        if is_loose {
            loose_places.push((entity, mention, head));
        }
        // `In the state of Sinaloa, …`: before everything else of the sentence, it is where all of it was.
        let leads = is_where && !(sentence.start..head).any(|it| analysis.tags[it].upos == Upos::Verb || scene.page.form(it) == ",");
        let comma = || (head..sentence.end.min(head + 4)).any(|it| scene.page.form(it) == ",");
        if leads && comma() {
            opening = Some((entity, mention));
        }
    }
    if let Some(opening) = opening {
        for (at, setting) in settings.iter_mut().enumerate().filter(|(_, it)| it.place.is_none()) {
            if found[at].kind.is_force() || found[at].kind == EventType::Consult {
                setting.nearby = Some(opening);
            }
        }
    }
    if let [(entity, mention, head)] = loose_places[..]
        && bound_places == 1
    {
        // The nearest event before it, which happens somewhere.
        let nearest = (0..found.len())
            .rev()
            .find(|&at| !found[at].is_void && found[at].word < head && (found[at].kind.is_force() || found[at].kind == EventType::Consult));
        if let Some(at) = nearest {
            settings[at].nearby.get_or_insert((entity, mention));
        }
    }
    if let [(index, top)] = loose_times[..] {
        // `Lee, implicated in the murder of two priests, was removed today`: a deed that is only spoken of was not of the day of what was done.
        let verb = path(scene, top).into_iter().find(|&word| analysis.tags[word].upos == Upos::Verb);
        let is_spoken_of = |it: &Found| {
            matches!(it.construction, Construction::Nominal | Construction::Bare)
                && it.kind == EventType::Assault
                && (it.clause.is_some() || analysis.labels[it.word] == Deprel::Nmod)
                && verb.is_some()
                && it.clause != verb
        };
        let open = |at: &usize| !found[*at].is_void && settings[*at].time.is_none() && !is_spoken_of(&found[*at]);
        let mut open: Vec<usize> = (0..found.len()).filter(open).collect();
        open.sort_by_key(|&at| found[at].word.abs_diff(top));
        if let Some(&at) = open.first().filter(|&&at| found[at].word.abs_diff(top) <= 15) {
            settings[at].when = Some(index);
        }
    }
    settings
}

/// Whether a word heads what somebody is accused of, praised for or asked about.
fn is_matter(scene: &Scene<'_, '_>, word: usize) -> bool {
    let about = matches!(scene.page.clauses.preposition(word).as_str(), "of" | "for" | "over" | "about" | "into");
    about && scene.page.analysis.tags[word].upos == Upos::Noun && matches!(scene.page.analysis.labels[word], Deprel::Obl | Deprel::Nmod)
}

/// The place of the dateline of a page: the entity and the words that name it.
#[must_use]
pub fn dateline(scene: &Scene<'_, '_>) -> Option<(usize, ByteSpan)> {
    let analysis = scene.page.analysis;
    let sentence = analysis.sentences().iter().next()?;
    let dash = (sentence.start..sentence.end.min(sentence.start + 16)).find(|&it| matches!(scene.page.form(it), "--" | "—" | "–" | "-"))?;
    if (sentence.start..dash).any(|it| analysis.tags[it].upos == Upos::Verb) {
        return None;
    }
    let first = analysis.span(sentence.start).start();
    places_in(scene, sentence).into_iter().find(|it| it.1.start() == first).map(|(entity, span, _)| (entity, span))
}

/// The named place within the phrase of a party that has none of its own on the map: `the town of [Metula]`, `the embassy in [Oslo]`.
#[must_use]
pub fn inner(scene: &Scene<'_, '_>, sentence: &Range<usize>, party: &crate::parties::Party) -> Option<(usize, ByteSpan)> {
    let located = |entity: usize| scene.parties.entities()[entity].place.is_some();
    if located(party.entity) {
        return Some((party.entity, party.span));
    }
    let extent = scene.parties.mention(party).map_or(party.span, |it| it.extent);
    places_in(scene, sentence)
        .into_iter()
        .find(|it| extent.covers(it.1) && it.0 != party.entity && located(it.0))
        .map(|(entity, span, _)| (entity, span))
}

/// How fine a time is: a day before a month before a year.
fn precision(time: &Time) -> DatePrecision {
    time.value.as_deref().and_then(days).map_or(DatePrecision::Unknown, |(_, _, precision)| precision)
}

/// How narrow a place is: a point before a town before a country.
#[must_use]
pub fn grain(scene: &Scene<'_, '_>, entity: usize) -> Precision {
    scene.parties.entities()[entity].place.as_ref().map_or(Precision::City, |place| place.precision)
}

/// The named places of a sentence: the entity, the words, the head.
fn places_in(scene: &Scene<'_, '_>, sentence: &Range<usize>) -> Vec<(usize, ByteSpan, usize)> {
    let mut all: Vec<(usize, ByteSpan, usize)> = sentence
        .clone()
        .filter_map(|word| {
            let party = scene.parties.at(word)?;
            (party.form == Form::Name && scene.parties.is_place(party.entity)).then_some((party.entity, party.span, word))
        })
        .collect();
    all.dedup_by_key(|it| it.1);
    // The head of a name is the word whose head lies outside it.
    for it in &mut all {
        let inside = |word: usize| it.1.covers(scene.page.analysis.span(word));
        while let Some(head) = scene.page.analysis.head(it.2).filter(|&head| inside(head)) {
            it.2 = head;
        }
    }
    all
}
