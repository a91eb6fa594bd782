//! What the fields of records rest on, as the ledger keeps it.
//!
//! Most fields rest on the words of the record itself, on its cue or on its speaker, and most records of a kind say so of the same
//! fields. So fields that rest on the same stand together, spans that the record has anyway are told by the number of a column
//! of the view `grounds` (0 the record's own words, 1 the cue, 2 the speaker, 3 the quotes), and what is left of all spans is
//! kept once for all records that have it, in `patterns`.

use std::collections::BTreeMap;

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::{Map, Value, json};

use crate::document::{Evidence, Span};

/// Fields that are spans themselves: what they rest on is what they say, and is not kept twice.
const OWN_SPANS: [&str; 10] =
    ["mentions", "content", "quotes", "cue", "speaker_span", "speaker_extent", "trigger", "span", "action", "condition"];

/// Evidence as a column has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Packed {
    None,
    /// One that many records have.
    Pattern(i64),
    Own(String),
}

impl ToSql for Packed {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::None => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Pattern(key) => ToSqlOutput::Borrowed(ValueRef::Integer(*key)),
            Self::Own(json) => ToSqlOutput::Borrowed(ValueRef::Text(json.as_bytes())),
        })
    }
}

/// The first of some spans, as a list.
pub(crate) fn first(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    spans.min().into_iter().collect()
}

/// Packs evidence; `columns` are the spans that the record has by itself.
pub(crate) fn packed(db: &Connection, evidence: &Evidence, columns: &[Vec<Span>]) -> rusqlite::Result<Packed> {
    let columns: Vec<Value> = columns.iter().map(|spans| json!(spans)).collect();
    let mut groups: Vec<(Value, String)> = Vec::new();
    let mut has_spans = false;
    for (field, ground) in evidence.iter().filter(|(field, _)| !OWN_SPANS.contains(&field.as_str())) {
        let is_list = ground.as_array().is_some_and(|it| !it.is_empty());
        let ground = match columns.iter().position(|it| is_list && it == ground) {
            Some(column) => json!(column),
            None => ground.clone(),
        };
        match groups.iter_mut().find(|it| it.0 == ground) {
            Some((_, fields)) => *fields = format!("{fields} {field}"),
            None => {
                has_spans |= ground.is_array();
                groups.push((ground, field.clone()));
            }
        }
    }
    if groups.is_empty() {
        return Ok(Packed::None);
    }
    let json = Value::Object(groups.into_iter().map(|(ground, fields)| (fields, ground)).collect::<Map<_, _>>()).to_string();
    if has_spans {
        return Ok(Packed::Own(json));
    }
    let known = db.prepare_cached("SELECT key FROM patterns WHERE evidence = ?1")?.query_row([&json], |row| row.get(0)).optional()?;
    Ok(Packed::Pattern(match known {
        Some(key) => key,
        None => {
            db.prepare_cached("INSERT INTO patterns(evidence) VALUES (?1)")?.execute([&json])?;
            db.last_insert_rowid()
        }
    }))
}

/// The columns of the view `grounds` that [`read`] reads.
pub(crate) const COLUMNS: &str = "x.evidence, x.g0, x.g1, x.g2, x.g3";

/// What the fields of a record rest on, by their names; [`COLUMNS`] stand in the row from `at` on.
pub(crate) fn read(row: &Row<'_>, at: usize) -> rusqlite::Result<BTreeMap<String, Value>> {
    let json = |at: usize| -> rusqlite::Result<Option<Value>> {
        Ok(row.get_ref(at)?.as_str_or_null()?.and_then(|it| serde_json::from_str(it).ok()))
    };
    let mut out = BTreeMap::new();
    let Some(Value::Object(groups)) = json(at)? else { return Ok(out) };
    for (fields, ground) in groups {
        let ground = match ground.as_u64() {
            Some(column) => json(at + 1 + column.min(3) as usize)?.unwrap_or_default(),
            None => ground,
        };
        out.extend(fields.split(' ').map(|field| (field.to_owned(), ground.clone())));
    }
    Ok(out)
}
