//! Which reports of events are of one event.
//!
//! A mention of an event is compared by what its own document says of it ([`Report`]): type, day, place, parties, means, figures.
//! Points are given for what agrees; what cannot be one (two days apart, two cities, a missile and a drone, two events that
//! one document tells apart) is said by [`are_apart`]. A figure alone joins nothing: eighteen killed in two places is two attacks.

use std::collections::{BTreeMap, BTreeSet};

use dateline_gazetteer::fold;
use serde::{Deserialize, Serialize};

use crate::document::{Document, Event};
use crate::identity::{Reason, normal};
use crate::words::hash;

/// What a document says of an event, as far as others may say the same; what the tables say of it anyway is not written twice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is the contract's field of that name, or a part of it")]
pub struct Report {
    #[serde(skip)]
    pub document: String,
    #[serde(skip)]
    pub published: Option<String>,
    #[serde(skip)]
    pub r#type: String,
    /// Whether it is of what was or is, rather than of what may be.
    #[serde(rename = "r")]
    pub is_real: bool,
    /// The day, where it is known to the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(rename = "d")]
    pub day: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(rename = "p")]
    pub place: Option<Spot>,
    /// Names of those who take part; countries by their codes.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    #[serde(rename = "n")]
    pub parties: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    #[serde(rename = "c")]
    pub countries: BTreeSet<String>,
    /// The last word of the means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(rename = "i")]
    pub instrument: Option<String>,
    /// Figures of people hurt, those of groups among them left out.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[serde(rename = "f")]
    pub figures: BTreeMap<String, BTreeSet<i64>>,
    #[serde(rename = "t")]
    pub trigger: String,
    /// A hash of the words around the trigger: equal where one page copies another.
    #[serde(rename = "w")]
    pub words: String,
}

/// A place, as far as it is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is the contract's field of that name")]
pub struct Spot {
    pub name: String,
    pub country: Option<String>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub geonames_id: Option<i64>,
    /// Whether it is narrower than a division of a country.
    pub is_narrow: bool,
}

impl Report {
    /// What `document` says of `event`.
    pub fn new(document: &Document, event: &Event) -> Self {
        let entity = |id: &String| document.entities.iter().find(|entity| entity.id == *id);
        let (mut parties, mut countries) = (BTreeSet::new(), BTreeSet::new());
        for party in event.actors.iter().chain(&event.recipients).filter_map(entity) {
            let name = normal(&party.kind, &party.name);
            match (party.kind.as_str(), &party.country) {
                ("country", Some(code)) => _ = countries.insert(code.clone()),
                // A person is known by the last word of a name: pages shorten names each in their own way.
                ("person", _) if party.mentions.iter().any(|it| it.form == "name") => {
                    _ = parties.insert(name.rsplit(' ').next().unwrap_or_default().to_owned())
                }
                ("organization", country) => {
                    parties.insert(name);
                    countries.extend(country.clone());
                }
                (_, country) => countries.extend(country.clone()),
            }
        }
        parties.remove("");
        let place = event.place.as_ref().and_then(entity).map(|place| {
            let point = place.place.as_ref();
            Spot {
                name: fold(&place.name),
                country: place.country.clone().or_else(|| point.and_then(|it| it.country.clone())),
                lat: point.and_then(|it| it.lat),
                lon: point.and_then(|it| it.lon),
                geonames_id: point.and_then(|it| it.geonames_id),
                is_narrow: place.kind == "place" && !point.is_some_and(|it| matches!(it.precision.as_deref(), Some("country" | "admin1"))),
            }
        });
        let mut figures: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
        for toll in document.tolls.iter().filter(|toll| toll.event.as_ref() == Some(&event.id) && toll.part_of.is_none()) {
            figures.entry(toll.measure.clone()).or_default().extend(toll.low.or(toll.high));
        }
        let trigger = event.trigger.or(event.mentions.first().copied()).unwrap_or([0, 0]);
        let around = [trigger[0].saturating_sub(60), trigger[1] + 60];
        let length = document.text.chars().count();
        let around = document.words([around[0], around[1].min(length)]);
        let day = event.date.start.clone().filter(|_| event.date.precision.as_deref() == Some("day") && event.date.start == event.date.end);
        Self {
            document: document.id.clone(),
            published: document.meta.published.as_ref().map(|date| date.chars().take(10).collect()),
            r#type: event.r#type.clone(),
            is_real: !matches!(event.modality.as_deref(), Some("planned" | "conditional" | "hypothetical")),
            day: day.map(|day| day.chars().take(10).collect()),
            place,
            parties,
            countries,
            instrument: event
                .instrument
                .and_then(|span| fold(document.words(span)).rsplit(' ').next().map(|word| word.trim_end_matches('s').to_owned()))
                .filter(|word| !word.is_empty()),
            figures,
            trigger: fold(document.words(trigger)),
            words: blake3::hash(fold(around).as_bytes()).to_hex()[..12].to_owned(),
        }
    }

    /// A report as the ledger keeps it; from column `at` on stand the rest of it, its type, and its document's id and day of publication.
    pub(crate) fn read(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Self> {
        let json = row.get_ref(at)?.as_str()?;
        let rest: Self = serde_json::from_str(json)
            .map_err(|error| rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, error.into()))?;
        Ok(Self { r#type: row.get(at + 1)?, document: row.get(at + 2)?, published: row.get(at + 3)?, ..rest })
    }

    /// Words, as hashes, by which reports that may be of one event are found: what [`pair`] asks for at least, so that nothing is lost by it. That is
    /// the same sentence; or a party or a narrow place in common, on days that are one apart at most; or, undated, a party, on pages that
    /// are published two days apart at most.
    pub fn keys(&self) -> BTreeSet<u32> {
        let mut keys = BTreeSet::from([hash(&format!("{} ={}", self.r#type, self.words))]);
        // Days that are so far apart share one of so many days from each on.
        let (kind, day, apart) = match (&self.day, &self.published) {
            (Some(day), _) => ("", day, 1),
            (None, Some(published)) => ("?", published, 2),
            (None, None) => return keys,
        };
        let mut bonds: BTreeSet<String> = self.parties.iter().map(|party| format!("~{party}")).collect();
        if let Some(place) = self.place.as_ref().filter(|place| place.is_narrow && self.day.is_some()) {
            bonds.insert(format!("@{}", place.name));
            bonds.extend(place.geonames_id.map(|id| format!("#{id}")));
        }
        for day in days_from(day, apart) {
            keys.extend(bonds.iter().map(|bond| hash(&format!("{} {kind}{day} {bond}", self.r#type))));
        }
        keys
    }
}

/// A day and so many after it.
fn days_from(day: &str, more: usize) -> Vec<String> {
    let Ok(first) = day.parse::<jiff::civil::Date>() else { return vec![day.to_owned()] };
    std::iter::successors(Some(first), |day| day.tomorrow().ok()).take(more + 1).map(|day| day.to_string()).collect()
}

/// Days between two dates, either way.
fn days(a: &str, b: &str) -> Option<i32> {
    let (a, b): (jiff::civil::Date, jiff::civil::Date) = (a.parse().ok()?, b.parse().ok()?);
    Some(a.until(b).ok()?.get_days().abs())
}

/// Why two reports are of one event, if they are.
pub fn pair(a: &Report, b: &Report) -> Option<Reason> {
    if are_apart(a, b) {
        return None;
    }
    if a.words == b.words {
        return Some(Reason { strength: 95, rule: "same-sentence", why: "the same sentence in both".to_owned() });
    }
    let mut points = 0;
    let mut why = Vec::new();
    let mut give = |count: i32, what: String| {
        points += count;
        why.push(what);
    };
    match (&a.day, &b.day) {
        (Some(one), Some(two)) if one == two => give(2, format!("both on {one}")),
        (Some(_), Some(_)) => {}
        // An undated report is of the days before its publication, and no evidence of more than that.
        (None, None)
            if a.published.as_deref().zip(b.published.as_deref()).and_then(|(one, two)| days(one, two)).is_some_and(|days| days <= 2) => {}
        _ => return None,
    }
    let mut is_bound = false;
    if let (Some(one), Some(two)) = (&a.place, &b.place) {
        if one.is_narrow && two.is_narrow && (one.name == two.name || (one.geonames_id.is_some() && one.geonames_id == two.geonames_id)) {
            give(3, format!("both in {}", one.name));
            is_bound = true;
        } else if one.country.is_some() && one.country == two.country {
            give(1, "in the same country".to_owned());
        }
    }
    let parties: Vec<&str> = a.parties.intersection(&b.parties).map(String::as_str).collect();
    if !parties.is_empty() {
        give(2 * parties.len().min(2) as i32, format!("{} in both", parties.join(", ")));
        is_bound = true;
    }
    let countries: Vec<&str> = a.countries.intersection(&b.countries).map(String::as_str).collect();
    if !countries.is_empty() {
        give(countries.len().min(2) as i32, format!("{} in both", countries.join(", ")));
    }
    if a.instrument.is_some() && a.instrument == b.instrument {
        give(1, format!("both with a {}", a.instrument.as_deref().unwrap_or_default()));
    }
    if a.trigger == b.trigger {
        give(1, format!("both say {:?}", a.trigger));
    }
    for (measure, figures) in &a.figures {
        if let Some(figure) = b.figures.get(measure).and_then(|other| figures.intersection(other).next()) {
            give(1, format!("both count {figure} {measure}"));
        } else if let (Some(one), Some(two)) = (figures.last(), b.figures.get(measure).and_then(BTreeSet::last))
            && one.max(two) >= &(8 * one.min(two)).max(8)
        {
            give(-3, format!("{one} and {two} {measure}"));
        }
    }
    let needed = if a.day.is_some() && a.day != b.day { 6 } else { 5 };
    (is_bound && points >= needed).then(|| Reason {
        strength: (40 + 4 * points).clamp(1, 94) as u8,
        rule: "same-facts",
        why: why.join("; "),
    })
}

/// Whether two reports cannot be of one event.
pub fn are_apart(a: &Report, b: &Report) -> bool {
    if a.document == b.document || a.r#type != b.r#type || a.is_real != b.is_real {
        return true;
    }
    if let (Some(one), Some(two)) = (&a.day, &b.day)
        && one != two
        && days(one, two).is_none_or(|days| days > 1)
    {
        return true;
    }
    if let (Some(one), Some(two)) = (&a.place, &b.place) {
        if matches!((&one.country, &two.country), (Some(one), Some(two)) if one != two) {
            return true;
        }
        let is_named_twice = one.is_narrow && two.is_narrow && one.name != two.name;
        if is_named_twice && let (Some(a), Some(b), Some(c), Some(d)) = (one.lat, one.lon, two.lat, two.lon) {
            // A degree is 111 km from south to north, and less from west to east.
            if (a - c).abs() > 0.5 || (b - d).abs() > 0.8 {
                return true;
            }
        }
    }
    matches!((&a.instrument, &b.instrument), (Some(one), Some(two)) if one != two)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strike(document: &str, day: &str, place: &str, instrument: Option<&str>, killed: i64) -> Report {
        Report {
            document: document.to_owned(),
            published: Some("2031-03-09".to_owned()),
            r#type: "ASSAULT".to_owned(),
            is_real: true,
            day: Some(day.to_owned()),
            place: Some(Spot {
                name: place.to_owned(),
                country: Some("UKR".to_owned()),
                lat: None,
                lon: None,
                geonames_id: None,
                is_narrow: true,
            }),
            parties: BTreeSet::new(),
            countries: BTreeSet::from(["RUS".to_owned()]),
            instrument: instrument.map(str::to_owned),
            figures: BTreeMap::from([("killed".to_owned(), BTreeSet::from([killed]))]),
            trigger: "strike".to_owned(),
            words: document.to_owned(),
        }
    }

    #[test]
    fn a_rising_toll_is_of_one_event_and_another_weapon_is_another() {
        let first = strike("a", "2031-03-08", "orlivka", Some("missile"), 14);
        assert!(pair(&first, &strike("b", "2031-03-08", "orlivka", None, 18)).is_some());
        assert!(pair(&first, &strike("b", "2031-03-08", "orlivka", Some("drone"), 1)).is_none());
        assert!(pair(&first, &strike("b", "2031-03-08", "sosnove", None, 14)).is_none(), "a figure alone joins nothing");
        assert!(pair(&first, &strike("b", "2031-03-12", "orlivka", None, 14)).is_none());
        assert!(pair(&first, &strike("a", "2031-03-08", "orlivka", None, 14)).is_none(), "one document tells them apart");
    }
}
