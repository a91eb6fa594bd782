//! Which place each name stands for.
//!
//! Every name has one sense on a page, unless an area beside it says another. A candidate is worth its inhabitants, and more where the
//! page speaks of its country and division, where an area beside the name holds it, and where other names stand for places near it.

use dateline_gazetteer::Kind;
use rustc_hash::FxHashMap;

use super::atlas::{Candidate, What, distance};
use super::spot::{Spot, Spots};
use crate::country::Country;

/// What is worth how much.
mod worth {
    /// Twice as many inhabitants.
    pub(super) const DOUBLE: f64 = 0.7;
    /// And again, above those whom the world knows.
    pub(super) const FAMOUS: f64 = 0.4;
    /// The area beside the name holds it.
    pub(super) const CONTAINER: f64 = 14.0;
    /// Words beside the name say this country: `the Spanish city of`.
    pub(super) const LAND: f64 = 14.0;
    /// A noun beside the name says this kind.
    pub(super) const HINT: f64 = 5.0;
    /// All other names are in its country.
    pub(super) const COUNTRY: f64 = 7.0;
    /// The page speaks of its division as of no other.
    pub(super) const DIVISION: f64 = 7.0;
    /// All other names are in its part of the world.
    pub(super) const AROUND: f64 = 4.0;
    /// Another name stands for a place within so many kilometres.
    pub(super) const NEAR: [(f64, f64); 4] = [(20.0, 5.0), (50.0, 3.0), (100.0, 1.5), (240.0, 0.5)];
    /// Another name stands for something in an area, or for an area of its kind.
    pub(super) const AREA: f64 = 3.0;
    /// The most that nearness is worth.
    pub(super) const NEAR_MOST: f64 = 9.0;
    /// The part of it where the other name may stand for that place, but likelier stands for one elsewhere.
    pub(super) const NEAR_IF: f64 = 0.5;
}

/// Below this distance of the best two senses, which lie apart, it cannot be told which is meant.
const UNDECIDED: f64 = 0.05;
/// From so many inhabitants (a power of two) a town needs its country spoken of, where only the end of a name is its own; others need
/// their division.
const LARGE: f64 = 17.0;
/// Below so many a town is worth nothing by another name than its usual one, without the same.
const VILLAGE: f64 = 10.0;
/// The same for a town that the world knows.
const FAMOUS: f64 = 19.0;
/// Kilometres within which two places are one for a reader.
const SAME: f64 = 60.0;
/// Kilometres that a part of the world measures: the Caucasus, the Low Countries.
const AROUND: f64 = 900.0;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Choice {
    /// The candidate, an index into those of the name.
    pub(super) candidate: usize,
    /// How much better it is than the next that lies elsewhere; `None` when there is no other.
    pub(super) margin: Option<f64>,
    /// The rule that decided.
    pub(super) rule: &'static str,
}

/// What the page speaks of, in votes.
#[derive(Debug, Default)]
pub(super) struct Votes {
    countries: FxHashMap<Country, f64>,
    divisions: FxHashMap<(Country, u16), f64>,
    total: f64,
}

impl Votes {
    /// A vote for a country: a demonym, the outlet's.
    pub(super) fn country(&mut self, country: Country, weight: f64) {
        *self.countries.entry(country).or_default() += weight;
        self.total += weight;
    }

    /// A vote for where a candidate lies.
    pub(super) fn add(&mut self, candidate: &Candidate, weight: f64) {
        if let Some(country) = candidate.country {
            self.country(country, weight);
            if let Some(division) = candidate.division {
                *self.divisions.entry((country, division)).or_default() += weight;
            }
        }
    }

    fn share(&self, country: Option<Country>) -> f64 {
        let votes = country.and_then(|it| self.countries.get(&it)).copied().unwrap_or(0.0);
        if self.total > 0.0 { votes / (self.total + 1.0) } else { 0.0 }
    }

    fn of_division(&self, candidate: &Candidate) -> f64 {
        candidate.country.zip(candidate.division).and_then(|it| self.divisions.get(&it)).copied().unwrap_or(0.0)
    }
}

/// The votes of one name, among the divisions that it may lie in: nearly all for the likeliest where it is much likelier than the rest.
fn votes_of(candidates: &[Candidate], held: &[bool], mentions: usize) -> Vec<(usize, f64)> {
    let mut seen: Vec<(Option<Country>, Option<u16>)> = Vec::new();
    let mut first: Vec<usize> = Vec::new();
    let is_held = held.iter().any(|&it| it);
    for (at, candidate) in candidates.iter().enumerate() {
        let area = (candidate.country, candidate.division);
        if (!is_held || held[at]) && !seen.contains(&area) {
            seen.push(area);
            first.push(at);
        }
    }
    #[allow(clippy::cast_precision_loss, reason = "a few dozen")]
    let (others, mentions) = (first.len().saturating_sub(1) as f64, mentions.min(4) as f64);
    let gap = first.get(1).map_or(CLEAR, |&second| (candidates[first[0]].prior - candidates[second].prior).min(CLEAR));
    let likeliest = 0.5 + 0.5 * gap / CLEAR;
    let weight = if is_held { 2.0 } else { 1.0 } * (0.75 + 0.25 * mentions);
    first.iter().enumerate().map(|(nth, &at)| (at, weight * if nth == 0 { likeliest } else { (1.0 - likeliest) / others })).collect()
}

/// A candidate so much likelier than the next is the only one.
const CLEAR: f64 = 6.0;

/// Chooses a candidate for every spot; `None` where nothing has its name, or it cannot be told.
pub(super) fn resolve(found: &Spots, mut votes: Votes) -> Vec<Option<Choice>> {
    let names = &found.names;
    // Which candidates of a name an area beside it holds, anywhere on the page.
    let mut held: Vec<Vec<bool>> = names.iter().map(|name| vec![false; name.known.candidates.len()]).collect();
    for spot in &found.spots {
        for (at, is_held) in held_by(found, spot).into_iter().enumerate() {
            held[spot.name][at] |= is_held;
        }
    }
    let mentions = |nth: usize| found.spots.iter().filter(|spot| spot.name == nth).count();
    let shares: Vec<Vec<(usize, f64)>> =
        names.iter().zip(&held).enumerate().map(|(nth, (name, held))| votes_of(&name.known.candidates, held, mentions(nth))).collect();
    for (name, shares) in names.iter().zip(&shares) {
        for &(at, weight) in shares {
            votes.add(&name.known.candidates[at], weight);
        }
    }
    let mut scores: Vec<Vec<f64>> = Vec::with_capacity(names.len());
    for (nth, ((name, held), shares)) in names.iter().zip(&held).zip(&shares).enumerate() {
        let land = found.spots.iter().filter(|spot| spot.name == nth).find_map(|spot| spot.land);
        let hints: Vec<_> = found.spots.iter().filter(|spot| spot.name == nth).filter_map(|spot| spot.hint).collect();
        let own = |candidate: &Candidate, of_country: bool| -> f64 {
            shares
                .iter()
                .filter(|(at, _)| {
                    let other = &name.known.candidates[*at];
                    other.country == candidate.country && (of_country || other.division == candidate.division)
                })
                .map(|(_, weight)| weight)
                .sum()
        };
        let score = name.known.candidates.iter().enumerate().map(|(at, candidate)| {
            let mut score = worth::DOUBLE * candidate.prior + worth::FAMOUS * (candidate.prior - FAMOUS).max(0.0);
            if held[at] {
                score += worth::CONTAINER;
            }
            if land.is_some() && candidate.country == land {
                score += worth::LAND;
            }
            if let Some(kind) = candidate.kind()
                && hints.iter().any(|hint| hint.fits(kind))
            {
                score += worth::HINT;
            }
            let country = votes.share(candidate.country) - own(candidate, true) / (votes.total + 1.0);
            score += worth::COUNTRY * country.max(0.0);
            if candidate.division.is_some() {
                let division = (votes.of_division(candidate) - own(candidate, false)).max(0.0);
                score += worth::DIVISION * (division / (division + 1.0));
            }
            score
        });
        scores.push(score.collect());
    }
    let first: Vec<Option<usize>> = scores.iter().map(|scores| best(scores)).collect();
    let near: Vec<Vec<f64>> = (0..names.len()).map(|at| nearness(found, at, &scores, &first)).collect();
    for (scores, near) in scores.iter_mut().zip(near) {
        scores.iter_mut().zip(near).for_each(|(score, near)| *score += near);
    }
    found
        .spots
        .iter()
        .map(|spot| {
            let own: f64 = shares[spot.name].iter().map(|(_, weight)| weight).sum();
            choose(found, spot, &scores[spot.name], |candidate| {
                let is_small = candidate.kind() == Some(Kind::Town) && candidate.prior < LARGE;
                let spoken = if is_small {
                    votes.of_division(candidate)
                } else {
                    candidate.country.and_then(|it| votes.countries.get(&it)).copied().unwrap_or(0.0)
                };
                candidate.country.is_none() || spoken > own
            })
        })
        .collect()
}

/// What it is worth for the candidates of a name that the names around it stand for places near them.
fn nearness(found: &Spots, at: usize, scores: &[Vec<f64>], first: &[Option<usize>]) -> Vec<f64> {
    let names = &found.names;
    let Some(spot) = found.spots.iter().position(|spot| spot.name == at) else { return vec![0.0; scores[at].len()] };
    let mut others: Vec<usize> = Vec::new();
    let word = found.spots[spot].words.start;
    let listed = |other: usize| found.spots.iter().any(|it| it.name == other && it.words.start.abs_diff(word) <= LISTED);
    for other in &found.spots[spot.saturating_sub(WINDOW)..(spot + 1 + WINDOW).min(found.spots.len())] {
        if other.name != at && !others.contains(&other.name) {
            others.push(other.name);
        }
    }
    let is_point = |it: &Candidate| !matches!(it.kind(), None | Some(Kind::Continent | Kind::Admin1 | Kind::Water));
    let most = scores[at].iter().copied().fold(f64::MIN, f64::max);
    let candidates = names[at].known.candidates.iter().zip(&scores[at]);
    candidates
        .map(|(candidate, score)| {
            if *score < most - HOPELESS {
                return 0.0;
            }
            let (mut near, mut around, mut all) = (0.0, 0.0, 1.0);
            for &other in &others {
                let Some(choice) = first[other] else { continue };
                let likeliest = &names[other].known.candidates[choice];
                if likeliest.kind() != Some(Kind::Continent) {
                    all += 1.0;
                    around += f64::from(u8::from(distance(candidate, likeliest) < AROUND));
                }
                let worth_of = |it: &Candidate| {
                    let distance = distance(candidate, it);
                    worth::NEAR.iter().find(|(most, _)| is_point(it) && distance < *most).map_or(0.0, |(_, worth)| *worth)
                };
                if !is_point(candidate) {
                    // States stand beside states, countries beside countries, and both beside what lies in them.
                    let alike = is_alike(candidate, likeliest) && (candidate.kind() != Some(Kind::Admin1) || listed(other));
                    near += if candidate.holds(likeliest) || alike { worth::AREA } else { 0.0 };
                    continue;
                }
                let mut best = worth_of(likeliest);
                // What the other name hardly stands for makes nothing likely.
                let least = scores[other].get(choice).copied().unwrap_or(f64::MIN) - LIKELY;
                for (it, _) in names[other].known.candidates.iter().zip(&scores[other]).take(MOST).filter(|(_, score)| **score >= least) {
                    best = best.max(worth::NEAR_IF * worth_of(it));
                }
                near += best;
            }
            near.min(worth::NEAR_MOST) + worth::AROUND * around / all
        })
        .collect()
}

/// Whether two are areas of one kind: countries, divisions of one country, continents and seas.
fn is_alike(one: &Candidate, other: &Candidate) -> bool {
    match (one.kind(), other.kind()) {
        (None, None) | (Some(Kind::Continent | Kind::Water), Some(Kind::Continent | Kind::Water)) => true,
        (Some(Kind::Admin1), Some(Kind::Admin1)) => one.country == other.country,
        _ => false,
    }
}

/// Names before and after a name that are looked at.
const WINDOW: usize = 12;
/// Senses of another name that are looked at.
const MOST: usize = 8;
/// Words within which two names are of one list.
const LISTED: usize = 12;
/// So far below the best a sense of another name may be.
const LIKELY: f64 = 7.0;
/// So far below the best a candidate cannot win.
const HOPELESS: f64 = 16.0;

/// Which candidates of a spot the area beside it holds.
fn held_by(found: &Spots, spot: &Spot) -> Vec<bool> {
    let candidates = &found.names[spot.name].known.candidates;
    let Some(container) = spot.container else { return vec![false; candidates.len()] };
    let areas = &found.names[found.spots[container].name].known.candidates;
    // The likeliest area that holds any: `Georgia` after `Athens` is the state, after `Gori` the country.
    let area = areas.iter().take(4).find(|area| candidates.iter().any(|it| area.holds(it)));
    candidates.iter().map(|it| area.is_some_and(|area| area.holds(it))).collect()
}

fn best(scores: &[f64]) -> Option<usize> {
    (0..scores.len()).max_by(|&one, &other| scores[one].total_cmp(&scores[other]).then(other.cmp(&one)))
}

fn choose(found: &Spots, spot: &Spot, scores: &[f64], is_spoken_of: impl Fn(&Candidate) -> bool) -> Option<Choice> {
    let candidates = &found.names[spot.name].known.candidates;
    let held = held_by(found, spot);
    let is_held = held.iter().any(|&it| it);
    let scores: Vec<f64> =
        scores.iter().zip(&held).map(|(score, &here)| if is_held && here { score + worth::CONTAINER } else { *score }).collect();
    let candidate = best(&scores)?;
    let chosen = &candidates[candidate];
    let elsewhere =
        |at: &usize| *at != candidate && (distance(chosen, &candidates[*at]) > SAME || is_area(&candidates[*at]) != is_area(chosen));
    let next = (0..candidates.len()).filter(elsewhere).map(|at| scores[at]).max_by(f64::total_cmp);
    let margin = next.map(|next| scores[candidate] - next);
    if margin.is_some_and(|it| it < UNDECIDED) {
        return None;
    }
    // The end of a longer name is worth nothing without another word of its country, nor is what a small town is called besides its name.
    let known = &found.names[spot.name].known;
    let is_nickname = !chosen.is_usual && chosen.kind() == Some(Kind::Town) && chosen.prior < VILLAGE;
    if (known.is_shortened || is_nickname) && !held[candidate] && !is_spoken_of(chosen) {
        return None;
    }
    let rule = if held[candidate] {
        "place.container"
    } else if chosen.what == What::Country {
        "place.country"
    } else if candidates.len() == 1 {
        "place.only"
    } else if candidates[0] == *chosen {
        "place.population"
    } else {
        "place.context"
    };
    Some(Choice { candidate, margin, rule })
}

fn is_area(candidate: &Candidate) -> bool {
    matches!(candidate.kind(), None | Some(Kind::Admin1 | Kind::Continent))
}
