//! Who promised what.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde_json::json;

use super::events::names;
use super::{Asked, Table, Texts, number, real, text};
use crate::cadence::{self, Check, Verdict};

pub(super) fn commitments(db: &Connection, asked: &Asked<'_>) -> rusqlite::Result<Table> {
    let mut table = Table {
        columns: vec![
            "id",
            "published",
            "by",
            "to",
            "words",
            "force",
            "condition",
            "deadline",
            "recurrence",
            "checkable",
            "verdict",
            "strip",
            "document",
            "source_id",
            "title",
            "n_copies",
            "start",
            "end",
            "score",
            "checks",
        ],
        rows: Vec::new(),
    };
    let mut parties: BTreeMap<(i64, String), BTreeMap<i64, String>> = BTreeMap::new();
    let mut countries: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    let mut find = db.prepare_cached(
        "SELECT x.owner, x.part, e.key, e.name, r.country FROM participants x JOIN entity_records r ON r.key = x.record JOIN profiles p ON p.key = r.profile
         JOIN entities e ON e.key = p.entity WHERE x.layer = 'c'",
    )?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        parties.entry((row.get(0)?, row.get(1)?)).or_default().insert(row.get(2)?, row.get(3)?);
        countries.entry(row.get(0)?).or_default().extend(row.get::<_, Option<String>>(4)?);
    }
    let mut find = db.prepare_cached(
        "SELECT c.key, c.id, d.published, d.key, c.\"start\", c.\"end\", c.force, c.condition_start, c.condition_end, c.deadline, c.recurrence, c.checkable, d.id, d.source_id, d.title, c.score,
         (SELECT count(*) FROM documents o WHERE o.family = d.family)
         FROM commitments c JOIN documents d ON d.key = c.document WHERE c.status IS NOT 'rejected' ORDER BY coalesce(d.published, '~'), d.id, c.\"start\", c.id",
    )?;
    let mut checks = cadence::checks(db, asked.only(db)?.as_ref())?;
    let mut rows = find.query([])?;
    let mut texts = Texts::new(db);
    let none = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (key, id, published, document): (i64, String, Option<String>, String) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(12)?);
        let part = |part: &str| parties.get(&(key, part.to_owned())).unwrap_or(&none);
        let (by, to) = (part("by"), part("to"));
        let found = checks.remove(&key).unwrap_or_default();
        let verdict = cadence::summary(&found);
        let passes = asked.filter.verdict.is_none_or(|wanted| verdict == Some(wanted))
            && asked.ids([id.as_str(), document.as_str()].into_iter())
            && asked.who(by.keys().chain(to.keys()))
            && asked.kind(row.get::<_, Option<String>>(6)?.as_deref())
            && asked.country(countries.get(&key).into_iter().flatten().map(String::as_str))
            && asked.day(published.as_deref(), None)
            && asked.score(row.get(15)?);
        if !passes {
            continue;
        }
        let (start, end, document_key): (usize, usize, i64) = (row.get(4)?, row.get(5)?, row.get(3)?);
        let words = texts.words(document_key, [start, end])?;
        if !asked.text(&words) {
            continue;
        }
        let condition = match (row.get::<_, Option<usize>>(7)?, row.get::<_, Option<usize>>(8)?) {
            (Some(start), Some(end)) => Some(texts.words(document_key, [start, end])?),
            _ => None,
        };
        table.rows.push(vec![
            id.into(),
            json!(published),
            names(by),
            names(to),
            words.into(),
            text(row, 6)?,
            json!(condition),
            text(row, 9)?,
            text(row, 10)?,
            json!(row.get::<_, Option<bool>>(11)?),
            json!(verdict.map(Verdict::name)),
            json!(Some(cadence::strip(&found)).filter(|it| !it.is_empty())),
            document.into(),
            text(row, 13)?,
            text(row, 14)?,
            number(row, 16)?,
            start.into(),
            end.into(),
            real(row, 15)?,
            json!(found.iter().map(Check::json).collect::<Vec<_>>()),
        ]);
    }
    Ok(table)
}

impl Asked<'_> {
    /// The keys of the commitments that are asked for by their own ids, where nothing else is: the others need not be checked.
    fn only(&self, db: &Connection) -> rusqlite::Result<Option<BTreeSet<i64>>> {
        if self.filter.ids.is_empty() || !self.filter.ids.iter().all(|id| id.contains('.')) {
            return Ok(None);
        }
        let mut find =
            db.prepare_cached("SELECT c.key FROM commitments c JOIN documents d ON d.key = c.document WHERE d.id = ?1 AND c.id = ?2")?;
        let mut keys = BTreeSet::new();
        for id in &self.filter.ids {
            let document = id.split_once('.').map_or("", |it| it.0);
            keys.extend(find.query_map([document, id], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        Ok(Some(keys))
    }
}
