//! Who did what to whom: each event once, with what its reports say together.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use super::{Asked, Table, Texts};
use crate::document::Span;

/// An event with what its mentions say together.
#[derive(Debug, Default)]
pub(super) struct Merged {
    pub(super) id: String,
    pub(super) r#type: String,
    pub(super) date_start: Option<String>,
    pub(super) date_end: Option<String>,
    pub(super) place: Option<String>,
    pub(super) modality: Option<String>,
    /// Its name, where a person gave it one; else the words of the first report of it ([`Merged::words`]).
    name: String,
    trigger: (i64, Span),
    pub(super) actors: BTreeMap<i64, String>,
    pub(super) recipients: BTreeMap<i64, String>,
    pub(super) places: BTreeSet<i64>,
    pub(super) countries: BTreeSet<String>,
    modalities: BTreeSet<String>,
    pub(super) ids: BTreeSet<String>,
    mode: Option<String>,
    score: Option<f64>,
    first: Option<String>,
}

/// The acts that are of record by themselves, whatever comes of what they promise or ask.
const ACTS: [&str; 5] = ["AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE"];

impl Merged {
    /// What it is called.
    fn words(&self, texts: &mut Texts<'_>) -> rusqlite::Result<String> {
        if self.name.is_empty() { texts.words(self.trigger.0, self.trigger.1) } else { Ok(self.name.clone()) }
    }
}

/// The keys of the events that may be meant, where a filter says that not all are.
pub(super) fn candidates(db: &Connection, asked: &Asked<'_>) -> rusqlite::Result<Option<BTreeSet<i64>>> {
    let mut found: Option<BTreeSet<i64>> = None;
    let mut narrow = |sql: &str, value: &str| -> rusqlite::Result<()> {
        let keys: BTreeSet<i64> = db.prepare_cached(sql)?.query_map([value], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        found = Some(match found.take() {
            Some(before) => before.intersection(&keys).copied().collect(),
            None => keys,
        });
        Ok(())
    };
    if let Some(who) = asked.who_json() {
        narrow(
            "SELECT DISTINCT m.event FROM profiles p JOIN entity_records r ON r.profile = p.key JOIN participants x ON x.record = r.key JOIN event_mentions m ON m.key = x.owner
             WHERE p.entity IN (SELECT value FROM json_each(?1)) AND x.layer = 'v' AND m.event IS NOT NULL",
            &who,
        )?;
    }
    if let Some(places) = &asked.places {
        narrow(
            "SELECT DISTINCT m.event FROM event_mentions m JOIN entity_records r ON r.key = m.place JOIN profiles p ON p.key = r.profile
             WHERE p.entity IN (SELECT value FROM json_each(?1)) AND m.event IS NOT NULL",
            &json!(places).to_string(),
        )?;
    }
    if let Some(r#type) = &asked.filter.r#type {
        narrow("SELECT key FROM events WHERE type = ?1 COLLATE NOCASE", r#type)?;
    }
    if !asked.filter.ids.is_empty() {
        let documents: BTreeSet<&str> = asked.filter.ids.iter().filter_map(|id| id.split_once('.')).map(|it| it.0).collect();
        narrow(
            "SELECT DISTINCT m.event FROM documents d JOIN event_mentions m ON m.document = d.key WHERE d.id IN (SELECT value FROM json_each(?1)) AND m.event IS NOT NULL",
            &json!(documents).to_string(),
        )?;
    }
    Ok(found)
}

/// Events by their keys: those of `only`, or all.
pub(super) fn merged(db: &Connection, only: Option<&BTreeSet<i64>>) -> rusqlite::Result<BTreeMap<i64, Merged>> {
    let keys = only.map(|only| json!(only).to_string());
    let (events, owners) = match only {
        Some(_) => (
            "m.event IN (SELECT value FROM json_each(?1))",
            "x.owner IN (SELECT key FROM event_mentions WHERE event IN (SELECT value FROM json_each(?1)))",
        ),
        None => ("?1 IS NULL", "?1 IS NULL"),
    };
    let mut all: BTreeMap<i64, Merged> = BTreeMap::new();
    let mut event_of: FxHashMap<i64, i64> = FxHashMap::default();
    let mut find = db.prepare_cached(&format!(
        "SELECT m.key, m.event, v.id, m.id, coalesce(v.name, ''), m.type, m.mode, m.date_start, m.date_end, m.modality, m.score, d.key, m.\"start\", m.\"end\", e.key, e.name,
         pr.country, pr.place_country, d.published
         FROM event_mentions m JOIN events v ON v.key = m.event JOIN documents d ON d.key = m.document LEFT JOIN entity_records pr ON pr.key = m.place
         LEFT JOIN profiles p ON p.key = pr.profile LEFT JOIN entities e ON e.key = p.entity
         WHERE {events} AND m.status IS NOT 'rejected' ORDER BY coalesce(d.published, '~'), m.id",
    ))?;
    let mut rows = find.query([&keys])?;
    while let Some(row) = rows.next()? {
        let event: i64 = row.get(1)?;
        event_of.insert(row.get(0)?, event);
        let it = all.entry(event).or_default();
        it.id = row.get(2)?;
        it.ids.insert(row.get(3)?);
        if it.r#type.is_empty() {
            // The first mention by (published, id) speaks for all in what only one can say.
            it.r#type = row.get(5)?;
            it.name = row.get(4)?;
            it.trigger = (row.get(11)?, [row.get(12)?, row.get(13)?]);
            it.first = row.get(18)?;
        }
        it.mode = it.mode.take().or(row.get(6)?);
        if it.date_start.is_none() {
            (it.date_start, it.date_end) = (row.get(7)?, row.get(8)?);
        }
        let modality: Option<String> = row.get(9)?;
        it.modalities.extend(modality.clone());
        it.modality = it.modality.take().or(modality);
        let score: Option<f64> = row.get(10)?;
        it.score = it.score.into_iter().chain(score).reduce(f64::max);
        it.places.extend(row.get::<_, Option<i64>>(14)?);
        it.place = it.place.take().or(row.get(15)?);
        it.countries.extend(row.get::<_, Option<String>>(16)?.or(row.get(17)?));
    }
    let mut find = db.prepare_cached(&format!(
        "SELECT x.owner, x.part, e.key, e.name, r.country FROM participants x JOIN entity_records r ON r.key = x.record JOIN profiles p ON p.key = r.profile
         JOIN entities e ON e.key = p.entity WHERE x.layer = 'v' AND {owners}",
    ))?;
    let mut rows = find.query([&keys])?;
    while let Some(row) = rows.next()? {
        let Some(it) = event_of.get(&row.get(0)?).and_then(|event| all.get_mut(event)) else { continue };
        let list = if row.get_ref(1)?.as_str().unwrap_or_default() == "actor" { &mut it.actors } else { &mut it.recipients };
        list.insert(row.get(2)?, row.get(3)?);
        it.countries.extend(row.get::<_, Option<String>>(4)?);
    }
    Ok(all)
}

/// The names of some entities, in their order.
pub(super) fn names(list: &BTreeMap<i64, String>) -> Value {
    let names: BTreeSet<&String> = list.values().collect();
    json!(names)
}

pub(super) fn events(db: &Connection, asked: &Asked<'_>) -> rusqlite::Result<Table> {
    let mut table = Table {
        columns: vec![
            "id",
            "date",
            "date_end",
            "type",
            "mode",
            "words",
            "actors",
            "recipients",
            "place",
            "countries",
            "modality",
            "n_documents",
            "n_texts",
            "n_origins",
            "published",
            "score",
        ],
        rows: Vec::new(),
    };
    let all = merged(db, candidates(db, asked)?.as_ref())?;
    let mut texts = Texts::new(db);
    let mut counts = db.prepare_cached("SELECT n_documents, n_texts, n_origins FROM events WHERE key = ?1")?;
    let mut sorted: Vec<(&i64, &Merged)> = all.iter().collect();
    sorted.sort_by_key(|(_, it)| (it.date_start.as_deref().unwrap_or("~"), it.first.as_deref().unwrap_or("~"), it.id.as_str()));
    for (key, it) in sorted {
        if asked.is_full(&table) {
            break;
        }
        let is_real = it.modalities.iter().any(|it| matches!(it.as_str(), "happened" | "ongoing"));
        let is_supposed = it.modalities.iter().all(|it| matches!(it.as_str(), "denied" | "hypothetical"));
        let is_shown = match &asked.filter.modality {
            Some(modality) => it.modalities.iter().any(|it| it.eq_ignore_ascii_case(modality)),
            None => asked.filter.all || is_real || it.modalities.is_empty() || (ACTS.contains(&it.r#type.as_str()) && !is_supposed),
        };
        let passes = is_shown
            && asked.ids(it.ids.iter().map(String::as_str))
            && asked.kind(Some(&it.r#type))
            && asked.who(it.actors.keys().chain(it.recipients.keys()))
            && asked.places.as_ref().is_none_or(|places| it.places.iter().any(|place| places.contains(place)))
            && asked.country(it.countries.iter().map(String::as_str))
            && asked.day(it.date_start.as_deref(), it.date_end.as_deref())
            && asked.score(it.score);
        if !passes {
            continue;
        }
        let words = it.words(&mut texts)?;
        if !asked.text(&words) {
            continue;
        }
        let (documents, texts, origins): (i64, i64, i64) = counts.query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        table.rows.push(vec![
            it.id.as_str().into(),
            json!(it.date_start),
            json!(it.date_end),
            it.r#type.as_str().into(),
            json!(it.mode),
            words.into(),
            names(&it.actors),
            names(&it.recipients),
            json!(it.place),
            json!(it.countries),
            json!(it.modality),
            documents.into(),
            texts.into(),
            origins.into(),
            json!(it.first),
            json!(it.score),
        ]);
    }
    Ok(table)
}
