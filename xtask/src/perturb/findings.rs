//! Swaps people, countries, towns, weekdays and dates of a page, and checks that who, where and when come out swapped alike.
//!
//! The page is that of `cases/pages/` with a fence `slots`, which names the words that are swapped, and a fence `findings`, which says what is found.
//! One table of swaps is applied to the page and to what is found: whatever is not the same afterwards is a failure. The days are drawn so that there
//! is one right answer: what is told lies on the day of publication or the day before, what happened at most three days before that, what is to come
//! at most two days after.

use std::collections::BTreeMap;

use anyhow::Context;
use dateline_facts::{Country, Entity, EntityKind, Facts, Findings, Form, Ranker, page};
use dateline_gazetteer::Gazetteer;
use dateline_lang::{Analyse, Model};
use dateline_read::{Reader, Record};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;

use super::{POOL, Seeded, VARIANTS, fenced, sources};

/// How far the point of a place may lie from that of the table, in kilometres: tables of towns differ by their size.
const NEAR: f64 = 30.0;

/// What takes the place of the page's own words.
#[derive(Deserialize)]
struct Pool {
    men: Vec<String>,
    women: Vec<String>,
    /// `name | demonym | code | capital | towns`.
    hosts: Vec<String>,
    /// The same without towns.
    visitors: Vec<String>,
    /// Degrees north and east by the spelling of the text.
    points: BTreeMap<String, [f64; 2]>,
}

/// Runs the variants, prints a line for each that comes out differently, and gives how many come out as predicted.
pub fn run() -> anyhow::Result<usize> {
    let pool: Pool = toml::from_str(POOL)?;
    let model = Model::read(dateline_models::english())?;
    let facts = Facts::new(
        Gazetteer::builtin(),
        Ranker::read(dateline_models::who()).context("the ranker cannot be read")?,
        dateline_facts::Attributor::read(dateline_models::attribution())?,
    );
    let (mut worker, reader) = (model.worker(), Reader::new());
    let sources = sources(&crate::root())?;
    let (name, source) = sources.iter().find(|(_, source)| fenced(source, "slots").is_some()).context("no page has slots")?;
    let part = |fence| fenced(source, fence).with_context(|| format!("{name} has no fence {fence}"));
    let (text, slots, findings) = (part("text")?, part("slots")?, part("findings")?);
    let mut right = 0;
    for variant in 0..VARIANTS {
        let swaps = Swaps::draw(slots, &pool, &mut Seeded(variant as u64 + 1)).with_context(|| format!("{name}: slots"))?;
        let mut record = Record::text(swaps.apply(text).into_bytes());
        record.published = Some(swaps.published.to_string());
        let document = reader.read(&record);
        let analysis = worker.analyse(&document.text, &page::paragraphs(&document));
        let given = lines(&facts.find(&document, &analysis), &document.text, &pool);
        let predicted: Vec<String> = swaps.apply(findings).lines().map(str::to_owned).collect();
        let wrong = differences(&predicted, &given);
        if wrong.is_empty() {
            right += 1;
        } else {
            println!("variant {variant} of {name}, published {}: {}", swaps.published, wrong.join("; "));
        }
    }
    println!("{right} of {VARIANTS} variants of {name} have who, where and when as predicted");
    Ok(right)
}

/// What is put for what in one variant.
struct Swaps {
    /// The longest words first, so that a full name goes before its parts.
    pairs: Vec<(String, String)>,
    published: Date,
}

impl Swaps {
    /// Draws what takes the place of each slot.
    fn draw(slots: &str, pool: &Pool, seeded: &mut Seeded) -> anyhow::Result<Self> {
        let (mut men, mut women) = (pool.men.clone(), pool.women.clone());
        let (mut hosts, mut visitors) = (pool.hosts.clone(), pool.visitors.clone());
        let days = |seeded: &mut Seeded, least: i64, most: usize| (least + i64::try_from(seeded.below(most)).unwrap_or(0)).days();
        let published = Date::constant(2014, 1, 1).checked_add(days(seeded, 0, 4_300))?;
        let told = published.checked_sub(days(seeded, 0, 2))?;
        let happened = told.checked_sub(days(seeded, 1, 3))?;
        let ahead = published.checked_add(days(seeded, 1, 2))?;
        let mut pairs = Vec::new();
        for slot in slots.lines() {
            let (kind, old) = slot.split_once(' ').with_context(|| format!("{slot:?} has no words"))?;
            let dated = |date: Date| format!("{} {date}", weekday(date.weekday()));
            let new = match kind {
                "man" => seeded.take(&mut men).context("men are short")?,
                "woman" => seeded.take(&mut women).context("women are short")?,
                "host" => {
                    let host = seeded.take(&mut hosts).context("hosts are short")?;
                    let (country, towns) = host.rsplit_once(" | ").with_context(|| format!("{host:?} has no towns"))?;
                    let towns: Vec<&str> = towns.split(", ").collect();
                    format!("{country} | {}", towns[seeded.below(towns.len())])
                }
                "visitor" => seeded.take(&mut visitors).context("visitors are short")?,
                "published" => continue,
                "told" => dated(told),
                "happened" => dated(happened),
                "ahead" => dated(ahead),
                "year" => (published.year() - 2 - i16::try_from(seeded.below(14))?).to_string(),
                _ => anyhow::bail!("{kind:?} is no slot"),
            };
            match kind {
                "host" | "visitor" => pairs.extend(paired(old, &new, " | ")),
                "man" | "woman" => {
                    pairs.push((old.to_owned(), new.clone()));
                    pairs.extend(paired(old, &new, " ").into_iter().skip(1));
                }
                _ => pairs.extend(paired(old, &new, " ")),
            }
        }
        pairs.sort_by_key(|(old, _)| std::cmp::Reverse(old.len()));
        Ok(Self { pairs, published })
    }

    /// A text with its words swapped, all at once.
    fn apply(&self, text: &str) -> String {
        let mut swapped = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let is_start = !swapped.ends_with(char::is_alphanumeric);
            let is_whole = |old: &str| rest.strip_prefix(old).is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_lowercase()));
            match self.pairs.iter().find(|(old, _)| is_start && is_whole(old)) {
                Some((old, new)) => {
                    swapped.push_str(new);
                    rest = &rest[old.len()..];
                }
                None => {
                    swapped.push(c);
                    rest = &rest[c.len_utf8()..];
                }
            }
        }
        swapped
    }
}

/// The parts of two slots, side by side.
fn paired(old: &str, new: &str, between: &str) -> Vec<(String, String)> {
    old.split(between).map(str::to_owned).zip(new.split(between).map(str::to_owned)).collect()
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// What was found, as the page's fence writes it: people and places with a name, countries, times.
fn lines(findings: &Findings, text: &str, pool: &Pool) -> Vec<String> {
    let code = |country: Option<Country>| country.map_or_else(|| "-".to_owned(), |country| country.code().to_owned());
    let words = |entity: &Entity| entity.mentions.iter().map(|mention| mention.span.of(text)).collect::<Vec<_>>().join(", ");
    let mut lines = Vec::new();
    for entity in &findings.entities {
        let is_named = entity.mentions.iter().any(|mention| mention.form == Form::Name);
        match entity.kind {
            EntityKind::Person if is_named => {
                let role = |role: &dateline_facts::Role| {
                    let inherited = role.inherits.as_ref().map(|office| format!(" ({office})")).unwrap_or_default();
                    format!("{}{inherited} {}", role.title, code(role.country))
                };
                let roles: Vec<_> = entity.roles.iter().map(role).collect();
                lines.push(format!("person {} | {} | {} | {}", entity.name, code(entity.country), roles.join("; "), words(entity)));
            }
            EntityKind::Country => lines.push(format!("country {}", code(entity.country))),
            EntityKind::Place if is_named => {
                let known = entity.place.as_ref().map(|place| spelling(pool, [place.lat, place.lon]));
                let known = known.unwrap_or_else(|| format!("{} (no point)", entity.name));
                lines.push(format!("place {known} | {} | {}", code(entity.country), words(entity)));
            }
            _ => {}
        }
    }
    for time in &findings.times {
        lines.push(format!("time {} | {} | {}", time.span.of(text), time.value.as_deref().unwrap_or("-"), time.basis.name()));
    }
    lines
}

/// The town of the table that lies at a point, as the text spells it; else the point.
fn spelling(pool: &Pool, [lat, lon]: [f64; 2]) -> String {
    /// Of a degree of latitude.
    const KILOMETRES: f64 = 111.2;
    let far = |point: &[f64; 2]| {
        let (north, east) = (point[0] - lat, (point[1] - lon) * lat.to_radians().cos());
        north.hypot(east) * KILOMETRES
    };
    let near = pool.points.iter().map(|(name, point)| (far(point), name)).min_by(|left, right| left.0.total_cmp(&right.0));
    near.filter(|(far, _)| *far <= NEAR).map_or_else(|| format!("{lat:.2}, {lon:.2}"), |(_, name)| name.clone())
}

/// What was predicted and not given, and what was given and not predicted.
fn differences(predicted: &[String], given: &[String]) -> Vec<String> {
    let mut extra: Vec<&String> = given.iter().collect();
    let mut wrong = Vec::new();
    for line in predicted {
        match extra.iter().position(|given| *given == line) {
            Some(at) => drop(extra.remove(at)),
            None => wrong.push(format!("not found: {line}")),
        }
    }
    wrong.extend(extra.into_iter().map(|line| format!("found: {line}")));
    if wrong.is_empty() {
        // The times stand in the order of the text.
        let times = |lines: &[String]| lines.iter().filter(|line| line.starts_with("time ")).cloned().collect::<Vec<_>>();
        wrong.extend((times(predicted) != times(given)).then(|| "the times stand in another order".to_owned()));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_swapped_all_at_once_and_full_names_before_their_parts() {
        let pair = |old: &str, new: &str| (old.to_owned(), new.to_owned());
        let pairs = vec![
            pair("Eleni Markou", "Clara Wednesday"),
            pair("2024-10-05", "2015-01-01"),
            pair("Wednesday", "Friday"),
            pair("Markou", "Duval"),
        ];
        let swaps = Swaps { pairs, published: Date::constant(2015, 1, 2) };
        assert_eq!(
            swaps.apply("Eleni Markou said Markou's ships sail on Wednesday, not Wednesdays: 2024-10-05TEV"),
            "Clara Wednesday said Duval's ships sail on Friday, not Wednesdays: 2015-01-01TEV"
        );
    }

    #[test]
    fn every_draw_fills_the_slots_with_days_that_are_told_apart() {
        let pool: Pool = toml::from_str(POOL).unwrap();
        let slots = "host Armenia | Armenian | ARM | Yerevan | Gumri\nman A B\npublished 2024-10-06\ntold Sunday 2024-10-06\nhappened Saturday 2024-10-05\nahead Wednesday 2024-10-09";
        for seed in 0..200 {
            let swaps = Swaps::draw(slots, &pool, &mut Seeded(seed)).unwrap();
            let days: Vec<_> = ["Sunday", "Saturday", "Wednesday"].map(|day| swaps.apply(day)).to_vec();
            assert!(days[0] != days[1] && days[1] != days[2] && days[0] != days[2], "{days:?}");
            assert!(pool.points.contains_key(&swaps.apply("Gumri")) && pool.points.contains_key(&swaps.apply("Yerevan")));
        }
    }

    #[test]
    fn every_capital_has_a_point_of_its_own() {
        let pool: Pool = toml::from_str(POOL).unwrap();
        let countries = pool.hosts.iter().chain(&pool.visitors);
        for capital in countries.map(|country| country.split(" | ").nth(3).unwrap()) {
            assert_eq!(spelling(&pool, pool.points[capital]), capital);
        }
        assert_eq!(spelling(&pool, [0.0, 0.0]), "0.00, 0.00");
    }

    #[test]
    fn what_is_missing_and_what_is_too_much_are_both_told() {
        let lines = |text: &str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(differences(&lines("country A/country B"), &lines("country B/country C")), ["not found: country A", "found: country C"]);
        assert!(differences(&lines("country A/time x/time y"), &lines("time x/country A/time y")).is_empty());
        assert_eq!(differences(&lines("time x/time y"), &lines("time y/time x")).len(), 1);
    }
}
