//! What became of pairs, and what a person decided.

use rusqlite::Connection;
use serde_json::json;

use super::{Asked, Parts, Table, number, text};
use crate::ledger::{Ledger, Result};

pub(super) fn merges(db: &Connection, asked: &Asked<'_>, take: &mut dyn FnMut(&mut Table)) -> rusqlite::Result<()> {
    let mut parts = Parts::new(vec!["layer", "a", "b", "joined", "rule", "why", "target", "other"], asked, take);
    let mut find = db.prepare_cached(
        "SELECT CASE m.layer WHEN 'e' THEN 'entity' WHEN 's' THEN 'statement' ELSE 'event' END, m.a, m.b, m.joined, m.rule, m.why, coalesce(e.id, v.id, u.id),
         coalesce(o.id, w.id, x.id) FROM merges m
         LEFT JOIN utterances u ON m.layer = 's' AND u.key = m.target LEFT JOIN utterances x ON m.layer = 's' AND x.key = m.other
         LEFT JOIN entities e ON m.layer = 'e' AND e.key = m.target LEFT JOIN events v ON m.layer = 'v' AND v.key = m.target
         LEFT JOIN entities o ON m.layer = 'e' AND o.key = m.other LEFT JOIN events w ON m.layer = 'v' AND w.key = m.other ORDER BY m.layer, m.a, m.b, m.rule",
    )?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        if parts.is_full() {
            break;
        }
        let (layer, a, b, target): (String, String, String, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(6)?);
        let other: Option<String> = row.get(7)?;
        let passes = asked.ids([a.as_str(), b.as_str()].into_iter().chain(target.as_deref()).chain(other.as_deref()))
            && asked.kind(Some(&layer))
            && asked.text(&row.get::<_, String>(5)?);
        if passes {
            parts.push(vec![
                layer.into(),
                a.into(),
                b.into(),
                row.get::<_, bool>(3)?.into(),
                text(row, 4)?,
                text(row, 5)?,
                json!(target),
                json!(other),
            ]);
        }
    }
    parts.end();
    Ok(())
}

impl Ledger {
    /// The decisions beside the ledger, and whether each object was found.
    pub fn decisions(&self) -> Result<Table> {
        let mut table = Table {
            columns: vec!["number", "verb", "layer", "document", "start", "end", "words", "name", "found", "reason", "window", "verdict"],
            rows: Vec::new(),
        };
        self.told(|db| {
            let mut find = db.prepare_cached(
                "SELECT number + 1, verb, layer, document, \"start\", \"end\", words, name, record IS NOT NULL, reason, \"window\", verdict FROM decisions ORDER BY number, object",
            )?;
            let mut rows = find.query([])?;
            while let Some(row) = rows.next()? {
                table.rows.push(vec![
                    number(row, 0)?,
                    text(row, 1)?,
                    text(row, 2)?,
                    text(row, 3)?,
                    number(row, 4)?,
                    number(row, 5)?,
                    text(row, 6)?,
                    text(row, 7)?,
                    row.get::<_, bool>(8)?.into(),
                    text(row, 9)?,
                    text(row, 10)?,
                    text(row, 11)?,
                ]);
            }
            Ok(())
        })?;
        Ok(table)
    }
}
