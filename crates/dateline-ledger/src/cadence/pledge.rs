//! A commitment as it is to be checked: who, with whom, what, when.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rusqlite::{Connection, params};

use super::promise::{self, Promise};
use super::records::{Records, day};
use crate::document::Span;
use crate::query::Texts;

/// Words before a deadline that are looked at, in letters.
const BEFORE: usize = 40;

/// A commitment of a page, read for checking.
#[derive(Debug)]
pub(super) struct Pledge {
    pub key: i64,
    pub document: i64,
    /// The day of the promise, and whether it is the day of the page.
    pub promised: Option<(Date, bool)>,
    pub by: BTreeSet<i64>,
    /// With whom, or for whom.
    pub to: BTreeSet<i64>,
    /// Places that the action names.
    pub places: BTreeSet<i64>,
    pub promise: Promise,
    pub deadline: Option<String>,
    /// Whether the deadline is the last day, rather than the day.
    pub is_limit: bool,
    pub recurrence: Option<String>,
    pub condition: Option<String>,
    /// Who stands in the condition.
    pub in_condition: BTreeSet<i64>,
    /// Words of their names.
    pub names_in_condition: BTreeSet<String>,
    pub is_checkable: bool,
}

impl Pledge {
    /// Whether nothing is looked for, whatever is reported: what is asked of the ledger then is why not.
    pub fn is_idle(&self) -> bool {
        !self.is_checkable || self.promised.is_none() || self.by.is_empty()
    }
}

/// Somebody or some place that a stretch of text names.
struct Named {
    entity: i64,
    kind: String,
    words: Vec<String>,
}

fn named(db: &Connection, texts: &mut Texts<'_>, document: i64, span: Span) -> rusqlite::Result<Vec<Named>> {
    let mut find = db.prepare_cached(
        "SELECT p.entity, e.kind, m.\"start\", m.\"end\" FROM entity_records r JOIN mentions m ON m.record = r.key JOIN profiles p ON p.key = r.profile
         JOIN entities e ON e.key = p.entity WHERE r.document = ?1 AND m.\"start\" >= ?2 AND m.\"end\" <= ?3 AND m.form = 'name' ORDER BY m.\"start\", r.id",
    )?;
    let mut rows = find.query(params![document, span[0], span[1]])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let words = promise::words(&texts.words(document, [row.get(2)?, row.get(3)?])?);
        all.push(Named { entity: row.get(0)?, kind: row.get(1)?, words });
    }
    Ok(all)
}

/// The first span that a field rests on.
fn rests_on(evidence: &BTreeMap<String, serde_json::Value>, field: &str) -> Option<Span> {
    evidence.get(field).and_then(|it| serde_json::from_value::<Vec<Span>>(it.clone()).ok()).and_then(|spans| spans.first().copied())
}

/// Reads the commitments with these keys; all where none are given.
pub(super) fn load(db: &Connection, records: &Records, only: Option<&BTreeSet<i64>>) -> rusqlite::Result<Vec<Pledge>> {
    let mut find = db.prepare_cached(
        "SELECT c.key, c.document, c.\"start\", c.\"end\", c.condition_start, c.condition_end, c.deadline, c.recurrence, c.checkable, c.mention,
         d.published, (SELECT s.said FROM statements s WHERE s.document = c.document AND s.id = c.statement),
         coalesce(o.evidence, c.evidence), json_array(json_array(c.\"start\", c.\"end\")), NULL, NULL, NULL
         FROM commitments c JOIN documents d ON d.key = c.document LEFT JOIN patterns o ON o.key = c.evidence WHERE c.status IS NOT 'rejected' ORDER BY c.document, c.key",
    )?;
    let mut rows = find.query([])?;
    let mut texts = Texts::new(db);
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (key, document): (i64, i64) = (row.get(0)?, row.get(1)?);
        if only.is_some_and(|only| !only.contains(&key)) {
            continue;
        }
        let action: Span = [row.get(2)?, row.get(3)?];
        let condition = row.get::<_, Option<usize>>(4)?.zip(row.get::<_, Option<usize>>(5)?).map(|(start, end)| [start, end]);
        let evidence = crate::evidence::read(row, 12)?;
        let (published, said): (Option<String>, Option<String>) = (row.get(10)?, row.get(11)?);
        let promised = said.as_deref().and_then(day).map(|it| (it, false)).or(published.as_deref().and_then(day).map(|it| (it, true)));
        let parties = |part: &str| -> rusqlite::Result<BTreeSet<i64>> {
            db.prepare_cached(
                "SELECT p.entity FROM participants x JOIN entity_records r ON r.key = x.record JOIN profiles p ON p.key = r.profile
                 WHERE x.layer = 'c' AND x.owner = ?1 AND x.part = ?2 AND p.entity IS NOT NULL",
            )?
            .query_map(params![key, part], |row| row.get(0))?
            .collect()
        };
        let (by, mut to) = (parties("by")?, parties("to")?);
        let is_checkable = row.get::<_, Option<bool>>(8)?.unwrap_or(true);
        let is_idle = !is_checkable || promised.is_none() || by.is_empty();
        // What is never looked for need not be read.
        let inside = if is_idle { Vec::new() } else { named(db, &mut texts, document, action)? };
        let mut names: BTreeSet<String> = inside.iter().flat_map(|it| it.words.clone()).collect();
        for party in by.iter().chain(&to).filter_map(|it| records.parties.get(it)) {
            names.extend(promise::words(&party.name));
        }
        let often = rests_on(&evidence, "recurrence").map(|span| texts.words(document, span)).transpose()?.unwrap_or_default();
        let promise = Promise::read(&texts.words(document, action)?, &often, &names);
        let places: BTreeSet<i64> = inside.iter().filter(|it| it.kind == "place").map(|it| it.entity).collect();
        if promise.is_meeting() {
            to.extend(inside.iter().filter(|it| it.kind != "place").map(|it| it.entity));
        }
        if to.is_empty()
            && let Some(mention) = row.get::<_, Option<i64>>(9)?
        {
            let linked: Vec<i64> = db
                .prepare_cached(
                    "SELECT p.entity FROM participants x JOIN entity_records r ON r.key = x.record JOIN profiles p ON p.key = r.profile
                     WHERE x.layer = 'v' AND x.owner = ?1 AND p.entity IS NOT NULL",
                )?
                .query_map([mention], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            to.extend(linked);
        }
        to.retain(|it| !by.contains(it));
        let before = match rests_on(&evidence, "deadline") {
            // The words of a deadline may begin with `the end of`; what stands before it in its clause says how it is meant.
            Some([start, _]) => texts.words(document, [start.saturating_sub(BEFORE), start])?,
            None => "by".to_owned(),
        };
        let (mut in_condition, mut names_in_condition) = (BTreeSet::new(), BTreeSet::new());
        let condition = match condition {
            Some(_) if is_idle => None,
            Some(span) => {
                for it in named(db, &mut texts, document, span)? {
                    in_condition.insert(it.entity);
                    names_in_condition.extend(it.words);
                }
                Some(texts.words(document, span)?)
            }
            None => None,
        };
        all.push(Pledge {
            key,
            document,
            promised,
            by,
            to,
            places,
            promise,
            deadline: row.get(6)?,
            is_limit: promise::is_limit(&before),
            recurrence: row.get(7)?,
            condition,
            in_condition,
            names_in_condition,
            is_checkable,
        });
    }
    Ok(all)
}
