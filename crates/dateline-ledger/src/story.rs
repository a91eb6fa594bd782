//! Which documents report one happening.
//!
//! A document becomes an [`Outline`]: its telling words, weighed by how rare they are in news at large, and what can be told apart
//! by itself: days, places, figures. Two outlines are compared by what the two say alone ([`pair`]). Within what hangs together by
//! such links, [`groups`] decides in two steps:
//!
//! 1. **Topics.** Average link over the links: the groups are of one topic, and often of two happenings on it (two fires at two shops
//!    of one chain).
//! 2. **Happenings.** Inside a topic, the words that all of its documents share tell nothing apart, so that words are weighed anew
//!    there: by how few of the topic's documents have them. A topic is parted in two where the two sides then have almost
//!    nothing in common compared with what each has in itself; each side is looked at again.
//!
//! Copies of one text are one report, however many there are, and never part. Everything is integers, and documents stand in the order of their ranks (published, id): what comes out is a function of the set.
//! Average link after Sokal and Michener (1958); weighing words by rarity after Spärck Jones (1972).

pub(crate) mod ask;
pub(crate) mod store;

use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use rustc_hash::FxHashMap;

use crate::document::{Document, Entity};
use crate::pack::{Pack, Unpack};
use crate::words::{hash, log2, weight, words};

/// Words of the article that are looked at: reports begin with what happened, and end with what happened before.
const FIRST: usize = 120;
/// Terms that an outline has at most, those of most weight.
const TERMS: usize = 80;
/// Terms by which documents that may be of one story are found.
const KEYS: usize = 20;
/// The length that the terms of an outline have together: similarities are parts of its square, 1,000,000.
const LENGTH: i64 = 1000;

/// Similarity (in millionths, as all here) from which two documents are linked, and from which topics are joined on average.
const LINKED: i64 = 100_000;
/// Similarity of words alone below which nothing else is asked.
const LEAST: i64 = 30_000;
/// What agreement in days, places, figures or counts gives, each, and what disagreement takes.
const DETAIL: i64 = 30_000;
/// What one deed in common gives, told of one day and one place: it is the happening itself.
const DEED: i64 = 100_000;
/// Terms of a short text, and what every further one takes: the more two texts say, the more they share by chance.
const SHORT: i64 = 25;
const A_TERM: i64 = 3_000;
/// Days between two publications that do not matter, and what every further day takes.
const DAYS: i64 = 3;
const A_DAY: i64 = 4_000;
/// Days between the first and the last report of one happening: farther apart it is the topic that goes on, or advice that never ages.
const LASTS: i64 = 60;
/// A topic is parted where its sides are less similar than this to one another on average …
const APART: i64 = 70_000;
/// … and less than so many hundredths of what each side is in itself.
const SHARE: i64 = 30;
/// Documents that a side must have.
const SIDE: i64 = 3;
/// A topic of more documents is no topic: it is joined anew, by so much more strictly.
const LARGEST: i64 = 400;
const STRICTER: i64 = 20_000;

/// What a story is told by, of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// The day of publication, counted from 1970.
    day: Option<i64>,
    /// Hashes of stems, ascending, with their weights; squares add up to a million.
    terms: Vec<(u32, i32)>,
    /// Days that are named, as [`named_day`] counts them.
    days: BTreeSet<i64>,
    /// Places that are named, as hashes.
    places: BTreeSet<u32>,
    /// The words of their names, as terms.
    towns: BTreeSet<u32>,
    /// Numbers of two digits or more.
    figures: BTreeSet<u32>,
    /// What is counted, and how many.
    counts: BTreeSet<(u32, u32)>,
    /// Types of events with their day and place, as hashes; those without are left out.
    deeds: BTreeSet<u32>,
}

impl Outline {
    /// The outline of a document with this article.
    pub(crate) fn new(document: &Document, article: &str) -> Self {
        let title = document.meta.title.as_deref().unwrap_or_default();
        // A title that stands over the article is no second word for it.
        let is_there = article.get(..title.len().min(article.len())).is_some_and(|start| start.eq_ignore_ascii_case(title));
        let mut found = if is_there { Vec::new() } else { words(title) };
        found.extend(words(article).into_iter().take(FIRST));
        let mut often: BTreeMap<&str, u64> = BTreeMap::new();
        for word in &found {
            *often.entry(&word.stem).or_default() += 1;
        }
        let weights = often.into_iter().map(|(stem, count)| {
            // A word that stands there twice says more, not twice as much.
            (hash(stem), i64::from(weight(stem)) * i64::from(100 + log2(count) * 69 / 100))
        });
        let mut terms: Vec<(u32, i64)> = weights.filter(|it| it.1 > 0).collect();
        terms.sort_unstable_by_key(|&(hash, weight)| (std::cmp::Reverse(weight), hash));
        terms.truncate(TERMS);
        let (mut figures, mut counts) = (BTreeSet::new(), BTreeSet::new());
        for (at, word) in found.iter().enumerate().filter(|(_, word)| word.is_number) {
            let figure = hash(&word.stem);
            if word.form.starts_with(|c: char| c.is_ascii_digit()) && word.stem.len() > 1 {
                figures.insert(figure);
            }
            counts.extend(
                found[at + 1..].iter().take(3).filter(|next| !next.is_number && next.form.len() > 2).map(|next| (hash(&next.stem), figure)),
            );
        }
        let deeds = document.events.iter().filter(|event| event.date.precision.as_deref() == Some("day"));
        let deeds = deeds.filter_map(|event| {
            let place = document.entities.iter().find(|it| Some(&it.id) == event.place.as_ref())?;
            Some(hash(&format!("{} {} {}", event.r#type, event.date.start.as_deref()?, dateline_gazetteer::fold(&place.name))))
        });
        let is_named = |it: &&Entity| it.kind == "place" && it.mentions.iter().any(|it| it.form == "name");
        Self {
            day: document.meta.published.as_deref().and_then(day),
            terms: normal(terms),
            days: document.times.iter().filter_map(|time| named_day(time.value.as_deref()?)).collect(),
            places: document.entities.iter().filter(is_named).map(|it| hash(&dateline_gazetteer::fold(&it.name))).collect(),
            towns: document.entities.iter().filter(is_named).flat_map(|it| words(&it.name)).map(|word| hash(&word.stem)).collect(),
            figures,
            counts,
            deeds: deeds.collect(),
        }
    }

    /// As it is kept.
    fn packed(&self) -> Vec<u8> {
        let mut pack = Pack::default();
        // A day that is not known is before all days.
        pack.signed(self.day.unwrap_or(i64::from(i32::MIN)));
        pack.ascending(self.terms.iter().map(|it| it.0));
        for (_, weight) in &self.terms {
            pack.signed(i64::from(*weight));
        }
        pack.number(self.days.len() as u64);
        for day in &self.days {
            pack.signed(*day);
        }
        for list in [&self.places, &self.towns, &self.figures, &self.deeds] {
            pack.ascending(list.iter().copied());
        }
        pack.ascending(self.counts.iter().map(|it| it.0));
        for (_, figure) in &self.counts {
            pack.number(u64::from(*figure));
        }
        pack.bytes()
    }

    fn unpacked(bytes: &[u8]) -> Self {
        let mut it = Unpack(bytes);
        let day = Some(it.signed()).filter(|day| *day != i64::from(i32::MIN));
        let terms = it.ascending();
        let terms = terms.into_iter().map(|term| (term, it.signed() as i32)).collect();
        let count = it.number();
        let days = (0..count.min(bytes.len() as u64)).map(|_| it.signed()).collect();
        let [places, towns, figures, deeds] = [(); 4].map(|()| it.ascending().into_iter().collect());
        let counts = it.ascending();
        let counts = counts.into_iter().map(|what| (what, it.number() as u32)).collect();
        Self { day, terms, days, places, towns, figures, counts, deeds }
    }

    /// Terms by which outlines that may be of one story are found, with their weights.
    pub(crate) fn keys(&self) -> Vec<(u32, i32)> {
        let mut terms = self.terms.clone();
        terms.sort_unstable_by_key(|&(hash, weight)| (std::cmp::Reverse(weight), hash));
        terms.truncate(KEYS);
        terms
    }
}

/// Weights made so long that their squares add up to a million, ascending by term.
fn normal(mut terms: Vec<(u32, i64)>) -> Vec<(u32, i32)> {
    let length = terms.iter().map(|it| (it.1 * it.1).cast_unsigned()).sum::<u64>().isqrt().cast_signed().max(1);
    terms.sort_unstable();
    terms.into_iter().map(|(hash, weight)| (hash, (weight * LENGTH / length) as i32)).filter(|it| it.1 > 0).collect()
}

/// A date as days from 1970.
fn day(date: &str) -> Option<i64> {
    let date: jiff::civil::Date = date.get(..10)?.parse().ok()?;
    Some(i64::from(jiff::civil::Date::constant(1970, 1, 1).until(date).ok()?.get_days()))
}

/// The days of the week have the numbers below this.
const A_DATE: i64 = 8;

/// The day that a time names: a date as its days from 1970, from [`A_DATE`] on (those before 1970 are below zero); a day of the week as 1 to 7.
fn named_day(value: &str) -> Option<i64> {
    if let Some(weekday) = value.strip_prefix("XXXX-WXX-") {
        return weekday.get(..1)?.parse().ok().filter(|day| (1..A_DATE).contains(day));
    }
    day(value).map(|day| if day < 0 { day } else { day + A_DATE })
}

fn is_date(day: i64) -> bool {
    !(1..A_DATE).contains(&day)
}

/// The number of a day of the week, of a date too.
fn weekday(day: i64) -> i64 {
    match day {
        1..A_DATE => day,
        // The first of January 1970 was a Thursday.
        day => (if day < 0 { day } else { day - A_DATE } + 3).rem_euclid(7) + 1,
    }
}

/// Points for what can be told apart by itself.
fn details(a: &Outline, b: &Outline) -> i64 {
    fn told<T: Ord>(one: &BTreeSet<T>, two: &BTreeSet<T>) -> i64 {
        if one.is_empty() || two.is_empty() {
            0
        } else if one.intersection(two).next().is_some() {
            DETAIL
        } else {
            -DETAIL
        }
    }
    let dated = |outline: &Outline| outline.days.iter().all(|day| is_date(*day));
    let days = if dated(a) && dated(b) {
        told(&a.days, &b.days)
    } else {
        let week = |outline: &Outline| outline.days.iter().map(|day| weekday(*day)).collect::<BTreeSet<_>>();
        told(&week(a), &week(b))
    };
    let counted = |outline: &Outline| outline.counts.iter().map(|it| it.0).collect::<BTreeSet<_>>();
    let both = counted(a).intersection(&counted(b)).count();
    let agree = a.counts.intersection(&b.counts).map(|it| it.0).collect::<BTreeSet<_>>().len();
    // One thing counted alike or otherwise may be chance, two are none.
    let half = |count: usize| DETAIL * count.min(2) as i64 / 2;
    let counts = if agree > 0 { half(agree) } else { -half(both) };
    let gap = a.day.zip(b.day).map_or(0, |(one, two)| (one - two).abs());
    let deeds = if a.deeds.intersection(&b.deeds).next().is_some() { DEED } else { 0 };
    deeds + days + told(&a.places, &b.places) + told(&a.figures, &b.figures) + counts - A_DAY * (gap - DAYS).max(0)
}

/// The product of two lists of weights.
fn product(a: &[(u32, i32)], b: &[(u32, i32)]) -> i64 {
    let (mut sum, mut i, mut j) = (0, 0, 0);
    while let (Some(one), Some(two)) = (a.get(i), b.get(j)) {
        if one.0 == two.0 {
            sum += i64::from(one.1) * i64::from(two.1);
        }
        i += usize::from(one.0 <= two.0);
        j += usize::from(two.0 <= one.0);
    }
    sum
}

/// How similar two documents are, in millionths, where they are similar enough to be of one story; a place in common is no happening.
#[must_use]
pub fn pair(a: &Outline, b: &Outline) -> Option<i64> {
    let words = product(&a.terms, &b.terms);
    if words < LEAST {
        return None;
    }
    let is_place = |term: &&(u32, i32)| a.towns.contains(&term.0) || b.towns.contains(&term.0);
    let placed: Vec<(u32, i32)> = a.terms.iter().filter(is_place).copied().collect();
    if words - product(&placed, &b.terms) < LEAST {
        return None;
    }
    let terms = a.terms.len().min(b.terms.len()) as i64;
    Some(words + details(a, b) - A_TERM * (terms - SHORT).max(0)).filter(|score| *score >= LINKED)
}

/// Documents that are copies of one another: they are one report.
#[derive(Debug, Clone)]
struct Report {
    documents: Vec<usize>,
    /// The day on which it was first published, where that is known.
    day: Option<i64>,
}

impl Report {
    fn size(&self) -> i64 {
        self.documents.len() as i64
    }
}

/// The stories of documents that hang together: for each, the least member of its story. Documents stand in the order of their ranks;
/// `families` has for each the number of the family that it never leaves; links are pairs with what [`pair`] said.
#[must_use]
pub fn groups(outlines: &[Outline], families: &[usize], links: &[(usize, usize, i64)]) -> Vec<usize> {
    let mut by_family: BTreeMap<usize, usize> = BTreeMap::new();
    let mut reports: Vec<Report> = Vec::new();
    let mut report_of = Vec::with_capacity(families.len());
    for (document, family) in families.iter().enumerate() {
        let at = *by_family.entry(*family).or_insert(reports.len());
        if at == reports.len() {
            reports.push(Report { documents: Vec::new(), day: None });
        }
        reports[at].documents.push(document);
        reports[at].day = [reports[at].day, outlines[document].day].into_iter().flatten().min();
        report_of.push(at);
    }
    let mut sums: BTreeMap<(usize, usize), i64> = BTreeMap::new();
    for &(a, b, score) in links {
        let (a, b) = (report_of[a].min(report_of[b]), report_of[a].max(report_of[b]));
        if a != b {
            *sums.entry((a, b)).or_default() += score;
        }
    }
    let mut of: Vec<usize> = (0..outlines.len()).collect();
    let mut open = topics(&reports, (0..reports.len()).collect(), &sums, LINKED);
    while let Some(members) = open.pop() {
        if let Some((one, two)) = parted(outlines, &reports, &members) {
            open.extend([one, two]);
            continue;
        }
        let documents: Vec<usize> = members.iter().flat_map(|&at| reports[at].documents.iter().copied()).collect();
        let first = documents.iter().copied().min().unwrap_or_default();
        for document in documents {
            of[document] = first;
        }
    }
    of
}

/// From the earlier of two first days to the later of two last ones.
fn both(one: Option<(i64, i64)>, two: Option<(i64, i64)>) -> Option<(i64, i64)> {
    match (one, two) {
        (Some(one), Some(two)) => Some((one.0.min(two.0), one.1.max(two.1))),
        (one, two) => one.or(two),
    }
}

/// Average link: groups are joined while their documents are similar enough on average, and lie close enough in time; a pair without a
/// link has nothing in common.
fn topics(reports: &[Report], members: Vec<usize>, sums: &BTreeMap<(usize, usize), i64>, least: i64) -> Vec<Vec<usize>> {
    let place: FxHashMap<usize, usize> = members.iter().enumerate().map(|(at, member)| (*member, at)).collect();
    let mut size: Vec<i64> = members.iter().map(|&at| reports[at].size()).collect();
    let mut near: Vec<BTreeMap<usize, i64>> = vec![BTreeMap::new(); members.len()];
    let mut heap = BinaryHeap::new();
    for (&(a, b), &sum) in sums {
        let (Some(&a), Some(&b)) = (place.get(&a), place.get(&b)) else { continue };
        near[a].insert(b, sum);
        near[b].insert(a, sum);
        // The most similar first; of equals those of lower rank.
        heap.push((sum / (size[a] * size[b]), std::cmp::Reverse((a, b, 0, 0))));
    }
    let mut groups: Vec<Vec<usize>> = (0..members.len()).map(|at| vec![at]).collect();
    let mut version = vec![0_u32; members.len()];
    let mut days: Vec<Option<(i64, i64)>> = members.iter().map(|&at| reports[at].day.map(|day| (day, day))).collect();
    while let Some((score, std::cmp::Reverse((a, b, at_a, at_b)))) = heap.pop() {
        if score < least {
            break;
        }
        if groups[a].is_empty() || groups[b].is_empty() || version[a] != at_a || version[b] != at_b {
            continue;
        }
        let time = both(days[a], days[b]);
        if time.is_some_and(|(first, last)| last - first > LASTS) {
            continue;
        }
        days[a] = time;
        let moved = std::mem::take(&mut groups[b]);
        groups[a].extend(moved);
        size[a] += size[b];
        version[a] += 1;
        for (other, sum) in std::mem::take(&mut near[b]) {
            near[other].remove(&b);
            if other != a {
                *near[a].entry(other).or_default() += sum;
                *near[other].entry(a).or_default() += sum;
            }
        }
        for (&other, &sum) in &near[a] {
            let average = sum / (size[a] * size[other]);
            if average >= least {
                let (low, high) = (a.min(other), a.max(other));
                heap.push((average, std::cmp::Reverse((low, high, version[low], version[high]))));
            }
        }
    }
    let mut out = Vec::new();
    for (at, group) in groups.into_iter().enumerate().filter(|(_, group)| !group.is_empty()) {
        let mut group: Vec<usize> = group.into_iter().map(|at| members[at]).collect();
        group.sort_unstable();
        if size[at] > LARGEST && group.len() > 1 && least < LENGTH * LENGTH {
            out.extend(topics(reports, group, sums, least + STRICTER));
        } else {
            out.push(group);
        }
    }
    out
}

/// Similarities within a topic, all of its documents with all, summed by reports.
struct Within {
    sum: Vec<Vec<i64>>,
    /// Of the documents of one report with one another.
    own: Vec<i64>,
    size: Vec<i64>,
}

impl Within {
    /// Words are weighed anew: what all have tells nothing apart, nor does what only one has.
    fn new(outlines: &[Outline], reports: &[Report], members: &[usize]) -> Self {
        let documents: Vec<(usize, usize)> =
            members.iter().enumerate().flat_map(|(at, &member)| reports[member].documents.iter().map(move |&it| (at, it))).collect();
        let mut count: FxHashMap<u32, u64> = FxHashMap::default();
        for (hash, _) in documents.iter().flat_map(|&(_, it)| &outlines[it].terms) {
            *count.entry(*hash).or_default() += 1;
        }
        let all = log2(documents.len() as u64 + 1);
        let weighed = |outline: &Outline| {
            let terms = outline.terms.iter().filter(|(hash, _)| count[hash] > 1);
            normal(terms.map(|(hash, weight)| (*hash, i64::from(*weight) * i64::from(all - log2(count[hash])))).collect())
        };
        let terms: Vec<Vec<(u32, i32)>> = documents.iter().map(|&(_, it)| weighed(&outlines[it])).collect();
        let mut sum = vec![vec![0; members.len()]; members.len()];
        let mut own = vec![0; members.len()];
        for (a, &(one, first)) in documents.iter().enumerate() {
            for (b, &(two, second)) in documents[..a].iter().enumerate() {
                let score = product(&terms[a], &terms[b]) + details(&outlines[first], &outlines[second]);
                if one == two {
                    own[one] += score;
                } else {
                    sum[one][two] += score;
                    sum[two][one] += score;
                }
            }
        }
        Self { sum, own, size: members.iter().map(|&at| reports[at].size()).collect() }
    }

    fn size(&self, side: &[usize]) -> i64 {
        side.iter().map(|&at| self.size[at]).sum()
    }

    fn between(&self, one: &[usize], two: &[usize]) -> i64 {
        let sum: i64 = one.iter().flat_map(|&a| two.iter().map(move |&b| self.sum[a][b])).sum();
        sum / (self.size(one) * self.size(two)).max(1)
    }

    fn inside(&self, side: &[usize]) -> i64 {
        let sum: i64 = side.iter().enumerate().flat_map(|(at, &a)| side[..at].iter().map(move |&b| self.sum[a][b])).sum();
        let size = self.size(side);
        (sum + side.iter().map(|&at| self.own[at]).sum::<i64>()) / (size * (size - 1) / 2).max(1)
    }

    /// A report's similarity to a side, itself left out.
    fn to(&self, one: usize, side: &[usize]) -> i64 {
        let (mut sum, mut count) = (0, 0);
        for &other in side.iter().filter(|&&other| other != one) {
            sum += self.sum[one][other];
            count += self.size[other];
        }
        sum / (count * self.size[one]).max(1)
    }

    /// What average link has when so many groups or fewer are left, each time.
    fn steps(&self, most: usize) -> Vec<Vec<Vec<usize>>> {
        let count = self.sum.len();
        let mut sum = self.sum.clone();
        let mut size = self.size.clone();
        let mut groups: Vec<Vec<usize>> = (0..count).map(|at| vec![at]).collect();
        let mut alive: Vec<usize> = (0..count).collect();
        let mut out = Vec::new();
        // The best of each group among those behind it.
        let best_of = |a: usize, alive: &[usize], sum: &[Vec<i64>], size: &[i64]| {
            let behind = alive.iter().copied().filter(|&b| b > a);
            behind.map(|b| (sum[a][b] / (size[a] * size[b]), std::cmp::Reverse(b))).max()
        };
        let mut best: Vec<_> = (0..count).map(|a| best_of(a, &alive, &sum, &size)).collect();
        loop {
            if alive.len() <= most {
                out.push(alive.iter().map(|&at| groups[at].clone()).collect());
            }
            if alive.len() <= 2 {
                return out;
            }
            let pairs = alive.iter().filter_map(|&a| best[a].map(|(score, std::cmp::Reverse(b))| (score, std::cmp::Reverse(a), b)));
            let Some((_, std::cmp::Reverse(a), b)) = pairs.max_by_key(|it| (it.0, it.1)) else { return out };
            alive.retain(|&it| it != b);
            let moved = std::mem::take(&mut groups[b]);
            groups[a].extend(moved);
            size[a] += size[b];
            for &other in alive.iter().filter(|&&other| other != a) {
                let more = sum[b][other];
                sum[a][other] += more;
                sum[other][a] += more;
            }
            for &it in &alive {
                let is_stale = it == a || best[it].is_some_and(|(_, std::cmp::Reverse(at))| at == a || at == b);
                if is_stale {
                    best[it] = best_of(it, &alive, &sum, &size);
                } else if it < a {
                    best[it] = best[it].max(Some((sum[it][a] / (size[it] * size[a]), std::cmp::Reverse(a))));
                }
            }
        }
    }
}

/// The two happenings of a topic, if it is of two.
fn parted(outlines: &[Outline], reports: &[Report], members: &[usize]) -> Option<(Vec<usize>, Vec<usize>)> {
    if members.len() < 2 || members.iter().map(|&at| reports[at].size()).sum::<i64>() < 2 * SIDE {
        return None;
    }
    let within = Within::new(outlines, reports, members);
    let mut best: Option<(i64, i64, Vec<usize>, Vec<usize>)> = None;
    for mut step in within.steps(8) {
        step.sort_by_key(|group| (std::cmp::Reverse(within.size(group)), group.iter().min().copied()));
        for (a, b) in [(0, 1), (0, 2), (1, 2)] {
            let (Some(one), Some(two)) = (step.get(a), step.get(b)) else { continue };
            let Some((one, two)) = settled(&within, one.clone(), two.clone()) else { continue };
            if within.size(&one) < SIDE || within.size(&two) < SIDE {
                continue;
            }
            let between = within.between(&one, &two);
            let inside = (within.inside(&one).max(1).cast_unsigned() * within.inside(&two).max(1).cast_unsigned()).isqrt().cast_signed();
            let share = between * 1000 / inside.max(1);
            if best.as_ref().is_none_or(|it| share < it.0) {
                best = Some((share, between, one, two));
            }
        }
    }
    let (share, between, one, two) = best?;
    let places = |side: Vec<usize>| side.into_iter().map(|at| members[at]).collect();
    (share < SHARE * 10 && between < APART).then(|| (places(one), places(two)))
}

/// Two sides, once every report stands on the one that it is more similar to.
fn settled(within: &Within, mut one: Vec<usize>, mut two: Vec<usize>) -> Option<(Vec<usize>, Vec<usize>)> {
    one.sort_unstable();
    two.sort_unstable();
    for _ in 0..10 {
        let (first, second): (Vec<usize>, Vec<usize>) = (0..within.sum.len()).partition(|&at| within.to(at, &one) >= within.to(at, &two));
        if first.is_empty() || second.is_empty() {
            return None;
        }
        if (&first, &second) == (&one, &two) {
            break;
        }
        (one, two) = (first, second);
    }
    Some((one, two))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Documents alike in every word, published on these days.
    fn stories(days: &[Option<i64>]) -> Vec<usize> {
        let outlines: Vec<Outline> = days.iter().map(|&day| Outline { day, terms: vec![(1, 1000)], ..Outline::default() }).collect();
        let links: Vec<(usize, usize, i64)> = (0..days.len()).flat_map(|b| (0..b).map(move |a| (a, b, LENGTH * LENGTH))).collect();
        groups(&outlines, &(0..days.len()).collect::<Vec<_>>(), &links)
    }

    #[test]
    fn what_is_published_a_year_later_is_no_report_of_the_happening_whatever_lies_between() {
        assert_eq!(stories(&[Some(0), Some(2), Some(40)]), [0, 0, 0]);
        let apart = stories(&[Some(0), None, Some(365), Some(366)]);
        assert_ne!(apart[0], apart[2]);
        assert_eq!(apart[2], apart[3]);
    }
}
