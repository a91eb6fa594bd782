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
    /// The area beside the name holds it.
    pub(super) const CONTAINER: f64 = 14.0;
    /// A noun beside the name says this kind.
    pub(super) const HINT: f64 = 5.0;
    /// All other names are in its country.
    pub(super) const COUNTRY: f64 = 7.0;
    /// The page speaks of its division as of no other.
    pub(super) const DIVISION: f64 = 7.0;
    /// All other names are in its part of the world.
    pub(super) const AROUND: f64 = 4.0;
    /// Another name stands for a place near it.
    pub(super) const NEAR: f64 = 2.0;
    /// The most that nearness is worth.
    pub(super) const NEAR_MOST: f64 = 6.0;
}

/// Below this distance of the best two senses, which lie apart, it cannot be told which is meant.
const UNDECIDED: f64 = 0.05;
/// From so many inhabitants (a power of two) a town needs its country spoken of, where only the end of a name is its own; others need
/// their division.
const LARGE: f64 = 17.0;
/// Kilometres within which two places are near each other, and within which they are one for a reader.
const NEAR: f64 = 80.0;
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
            let mut score = worth::DOUBLE * candidate.prior;
            if held[at] {
                score += worth::CONTAINER;
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
    for ((at, name), scores) in names.iter().enumerate().zip(&mut scores) {
        for (candidate, score) in name.known.candidates.iter().zip(scores.iter_mut()) {
            if candidate.kind() == Some(Kind::Continent) {
                continue;
            }
            let (mut near, mut around, mut all) = (0.0, 0.0, 1.0);
            for (other, choice) in first.iter().enumerate().filter(|(other, _)| *other != at) {
                let Some(choice) = choice.map(|it| &names[other].known.candidates[it]) else { continue };
                if choice.kind() != Some(Kind::Continent) {
                    all += 1.0;
                    if distance(candidate, choice) < AROUND {
                        around += 1.0;
                    }
                }
                if !matches!(choice.kind(), None | Some(Kind::Continent | Kind::Admin1)) {
                    let distance = distance(candidate, choice);
                    if distance < 3.0 * NEAR {
                        near += if distance < NEAR { worth::NEAR } else { worth::NEAR / 3.0 };
                    }
                }
            }
            *score += near.min(worth::NEAR_MOST) + worth::AROUND * around / all;
        }
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

/// Which candidates of a spot the area beside it holds.
fn held_by(found: &Spots, spot: &Spot) -> Vec<bool> {
    let candidates = &found.names[spot.name].known.candidates;
    let Some(container) = spot.container else { return vec![false; candidates.len()] };
    let areas = &found.names[found.spots[container].name].known.candidates;
    // The likeliest area that holds any: `Georgia` after `Athens` is the state, after `Gori` the country.
    let area = areas.iter().take(8).find(|area| candidates.iter().any(|it| area.holds(it)));
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
    // The end of a longer name is worth nothing without another word of its country.
    let known = &found.names[spot.name].known;
    if known.is_shortened && !held[candidate] && !is_spoken_of(chosen) {
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
