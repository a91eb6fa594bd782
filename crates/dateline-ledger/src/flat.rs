//! The flat tables: one declaration for SQLite, Parquet, Arrow, CSV and JSON Lines.
//!
//! [`TABLES`] (`flat/tables.rs`) says what leaves a ledger, under the names of the contract: every table, every column, its type, what it means and where it
//! comes from. Whoever adds a column adds a line here, and it is in the views of the ledger (`flat_events`, …), in every export and in
//! its documentation. No key of the file and no clock is among them, and rows come in the order of the law (publication, id, place in
//! the text), so that an export is a function of the set of documents.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, Statement, named_params};
use serde_json::Value;

use crate::document::Span;
use crate::ledger::{Error, Ledger};
use crate::query::Texts;
use tables::{GROUNDS, GROUNDS_KEPT, LAW};

mod tables;

pub use tables::TABLES;

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Real,
    /// Yes or no.
    Truth,
    /// A whole calendar day, of a text that begins with one; a month, a year or a week has none.
    Day,
    /// A moment, of a text with a date, a time and an offset; without an offset there is none.
    Instant,
    /// A list of texts.
    Texts,
    /// A list of spans in code points.
    Spans,
}

/// Where a column comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// An expression of SQL over the rows of its table.
    Sql(&'static str),
    /// The words of the document between two expressions.
    Words(&'static str, &'static str),
    /// The words of the document at the spans of a JSON list, with three dots between them.
    Pieces(&'static str),
}

/// A column of a flat table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name, as in the contract.
    pub name: &'static str,
    /// Its type.
    pub kind: Kind,
    /// What it means.
    pub doc: &'static str,
    /// Where it comes from.
    pub source: Source,
}

/// A flat table.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name, as in the contract.
    pub name: &'static str,
    /// What a row is.
    pub doc: &'static str,
    /// What follows FROM.
    from: &'static str,
    /// Which rows leave the ledger; `:all` and `:least` are what was asked for.
    keep: &'static str,
    /// The order of the rows, within a document where there is one.
    order: &'static str,
    /// The key of the row's document, where rows are listed document by document.
    document: Option<&'static str>,
    /// Its columns.
    pub columns: &'static [Column],
}

/// What is asked of an export.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Scope {
    /// Everything, what is planned, denied or supposed too.
    pub all: bool,
    /// The least score of a record.
    pub min_score: Option<f64>,
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'r> {
    /// Unknown or not stated.
    Null,
    /// Text.
    Text(&'r str),
    /// Text that was put together.
    Owned(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// Yes or no.
    Truth(bool),
    /// Days since 1 January 1970.
    Day(i32),
    /// Microseconds since 1970 in UTC.
    Instant(i64),
    /// Texts.
    Texts(Vec<String>),
    /// Spans.
    Spans(Vec<Span>),
}

impl Cell<'_> {
    /// The text of a cell of text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Cell::Text(text) => Some(text),
            Cell::Owned(text) => Some(text),
            _ => None,
        }
    }
}

impl Table {
    /// A table by its name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        TABLES.iter().find(|it| it.name == name)
    }

    /// Columns of this table by their names, in the order of the names; names that it does not have are left out.
    #[must_use]
    pub fn columns_named(&self, names: &[&str]) -> Vec<Column> {
        names.iter().filter_map(|name| self.columns.iter().find(|it| it.name == *name)).copied().collect()
    }

    /// The view of this table, for any SQLite tool: all records that nobody rejected.
    fn view(&self) -> String {
        let columns: Vec<String> = self.columns.iter().map(|column| format!("  {} AS \"{}\"", column.sql(), column.name)).collect();
        let keep = self.keep.replace(":all", "1").replace(":least", "NULL");
        let from = self.from.replace(":all", "1").replace(":least", "NULL");
        format!("CREATE VIEW flat_{} AS -- {}\n  SELECT\n{}\n  FROM {from}\n  WHERE {keep};\n", self.name, self.doc, columns.join(",\n"))
    }
}

impl Column {
    /// The column as one expression of SQL.
    fn sql(&self) -> String {
        match (self.source, self.kind) {
            (Source::Words(start, end), _) => format!("substr(d.text, {start} + 1, {end} - {start})"),
            (Source::Pieces(spans), _) => format!(
                "(SELECT group_concat(substr(d.text, json_extract(i.value, '$[0]') + 1, json_extract(i.value, '$[1]') - json_extract(i.value, '$[0]')), ' … ') FROM json_each({spans}) i)"
            ),
            (Source::Sql(sql), Kind::Day) => {
                format!("CASE WHEN date(substr({sql}, 1, 10)) = substr({sql}, 1, 10) THEN substr({sql}, 1, 10) END")
            }
            (Source::Sql(sql), Kind::Instant) => format!(
                "CASE WHEN {sql} GLOB '????-??-??T??:*Z' OR {sql} GLOB '????-??-??T??:*[-+]??:??' THEN strftime('%Y-%m-%dT%H:%M:%SZ', {sql}) END"
            ),
            (Source::Sql(sql), Kind::Texts | Kind::Spans) => format!("coalesce({sql}, '[]')"),
            (Source::Sql(sql), _) => sql.to_owned(),
        }
    }
}

/// The views of all tables.
pub(crate) fn views() -> String {
    TABLES.iter().map(Table::view).collect()
}

impl Ledger {
    /// Gives every row of a table that leaves the ledger to `take`, in the order of the law; cells stand as the table's columns do.
    ///
    /// Rows are never all in memory. What `take` finds wrong ends it.
    pub fn rows<E: From<Error>>(&self, table: &Table, scope: Scope, take: impl FnMut(&[Cell<'_>]) -> Result<(), E>) -> Result<(), E> {
        self.pick(table, table.columns, scope, take)
    }

    /// The same for some columns of a table, which cost less than all; evidence has all of its own.
    pub fn pick<E: From<Error>>(
        &self,
        table: &Table,
        columns: &[Column],
        scope: Scope,
        mut take: impl FnMut(&[Cell<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut failed = None;
        let mut take = |cells: &[Cell<'_>]| match take(cells) {
            Ok(()) => true,
            Err(error) => {
                failed = Some(error);
                false
            }
        };
        self.told(
            |db| if table.name == "evidence" { evidence(db, scope, &mut take) } else { select(db, table, columns, scope, &mut take) },
        )?;
        failed.map_or(Ok(()), Err)
    }

    /// A span of a document with some text around it, in one line, the span between brackets; nothing where there is no such document.
    pub fn excerpt(&self, document: &str, span: Span) -> crate::Result<Option<String>> {
        self.told(|db| {
            let key = db.prepare_cached("SELECT key FROM documents WHERE id = ?1")?.query_row([document], |row| row.get(0)).optional()?;
            key.map(|key| Texts::new(db).excerpt(key, span)).transpose()
        })
    }

    /// Holds fast to what the ledger says now, whatever is written to it meanwhile; the mark is the same for two that hold the same.
    pub fn hold(&self) -> crate::Result<String> {
        self.told(|db| {
            db.execute_batch("BEGIN")?;
            let (run, added): (Option<i64>, Option<i64>) =
                db.query_row("SELECT max(key), sum(added) FROM runs", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let settings: Option<String> = db.query_row("SELECT group_concat(name || '=' || value) FROM settings", [], |row| row.get(0))?;
            Ok(format!("{run:?} {added:?} {settings:?}"))
        })
    }
}

/// The keys of all documents, by the law.
fn documents(db: &Connection) -> rusqlite::Result<Vec<(i64, String)>> {
    db.prepare_cached(&format!("SELECT d.key, d.id FROM documents d ORDER BY {LAW}"))?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// Binds what a statement has of the scope and the document.
fn bind(statement: &mut Statement<'_>, scope: Scope, document: Option<i64>) -> rusqlite::Result<()> {
    for (name, value) in named_params! { ":all": scope.all, ":least": scope.min_score, ":document": document } {
        if let Some(at) = statement.parameter_index(name)? {
            statement.raw_bind_parameter(at, value)?;
        }
    }
    Ok(())
}

fn select(
    db: &Connection,
    table: &Table,
    columns: &[Column],
    scope: Scope,
    take: &mut dyn FnMut(&[Cell<'_>]) -> bool,
) -> rusqlite::Result<()> {
    let mut expressions = Vec::new();
    let mut places = Vec::new();
    for column in columns {
        places.push(expressions.len());
        match column.source {
            Source::Sql(sql) | Source::Pieces(sql) => expressions.push(sql),
            Source::Words(start, end) => expressions.extend([start, end]),
        }
    }
    let text_at = columns.iter().any(|it| !matches!(it.source, Source::Sql(_))).then_some(expressions.len());
    if text_at.is_some() {
        expressions.push("d.key");
    }
    let within = table.document.map(|key| format!(" AND {key} = :document")).unwrap_or_default();
    let sql = format!("SELECT {} FROM {} WHERE {}{within} ORDER BY {}", expressions.join(", "), table.from, table.keep, table.order);
    let mut find = db.prepare_cached(&sql)?;
    let mut texts = Texts::new(db);
    let whole = if table.document.is_some() { documents(db)?.into_iter().map(|it| Some(it.0)).collect() } else { vec![None] };
    for document in whole {
        bind(&mut find, scope, document)?;
        let mut rows = find.raw_query();
        while let Some(row) = rows.next()? {
            let mut cells = Vec::with_capacity(columns.len());
            for (column, &at) in columns.iter().zip(&places) {
                cells.push(match column.source {
                    Source::Sql(_) => cell(row.get_ref(at)?, column.kind),
                    Source::Words(..) => told(row, at, text_at, &mut texts)?,
                    Source::Pieces(_) => pieced(row, at, text_at, &mut texts)?,
                });
            }
            if !take(&cells) {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// The words between two columns.
fn told<'r>(row: &Row<'_>, at: usize, text_at: Option<usize>, texts: &mut Texts<'_>) -> rusqlite::Result<Cell<'r>> {
    let (start, end): (Option<usize>, Option<usize>) = (row.get(at)?, row.get(at + 1)?);
    let (Some(start), Some(end), Some(text_at)) = (start, end, text_at) else { return Ok(Cell::Null) };
    Ok(Cell::Owned(texts.words(row.get(text_at)?, [start, end])?))
}

/// The words at the spans of a column.
fn pieced<'r>(row: &Row<'_>, at: usize, text_at: Option<usize>, texts: &mut Texts<'_>) -> rusqlite::Result<Cell<'r>> {
    let (Cell::Spans(spans), Some(text_at)) = (cell(row.get_ref(at)?, Kind::Spans), text_at) else { return Ok(Cell::Null) };
    if spans.is_empty() {
        return Ok(Cell::Null);
    }
    let document = row.get(text_at)?;
    let parts: Vec<String> = spans.into_iter().map(|span| texts.words(document, span)).collect::<rusqlite::Result<_>>()?;
    Ok(Cell::Owned(parts.join(" … ")))
}

/// A value of SQLite as a cell of a type.
fn cell(value: ValueRef<'_>, kind: Kind) -> Cell<'_> {
    let text = match value {
        ValueRef::Text(bytes) => std::str::from_utf8(bytes).ok(),
        _ => None,
    };
    match (kind, value) {
        (Kind::Texts, _) => Cell::Texts(text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()),
        (Kind::Spans, _) => Cell::Spans(text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()),
        (Kind::Day, _) => text.and_then(day_of).map_or(Cell::Null, Cell::Day),
        (Kind::Instant, _) => text.and_then(moment_of).map_or(Cell::Null, Cell::Instant),
        (Kind::Truth, ValueRef::Integer(number)) => Cell::Truth(number != 0),
        (Kind::Integer, ValueRef::Integer(number)) => Cell::Integer(number),
        (Kind::Real, ValueRef::Real(number)) => Cell::Real(number),
        #[allow(clippy::cast_precision_loss, reason = "scores and degrees are small")]
        (Kind::Real, ValueRef::Integer(number)) => Cell::Real(number as f64),
        (Kind::Text, _) => text.map_or(Cell::Null, Cell::Text),
        _ => Cell::Null,
    }
}

/// The day that a date, or a date with a time, begins with, in days since 1970.
#[must_use]
pub fn day_of(text: &str) -> Option<i32> {
    let day: jiff::civil::Date = text.get(..10)?.parse().ok()?;
    day.since(jiff::civil::date(1970, 1, 1)).ok().map(|span| span.get_days())
}

/// The moment of a date with a time and an offset, in microseconds since 1970.
#[must_use]
pub fn moment_of(text: &str) -> Option<i64> {
    // Without a `T` there is no time, and a zone would be guessed.
    text.as_bytes().get(10).filter(|it| **it == b'T')?;
    text.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_microsecond)
}

/// Evidence, taken apart here: the view does the same in SQL, ten times as slow.
fn evidence(db: &Connection, scope: Scope, take: &mut dyn FnMut(&[Cell<'_>]) -> bool) -> rusqlite::Result<()> {
    let mut find = db.prepare_cached(&format!(
        "SELECT x.layer, x.record, {} FROM {GROUNDS} WHERE {GROUNDS_KEPT} AND x.document = :document ORDER BY x.layer, x.record",
        crate::evidence::COLUMNS
    ))?;
    for (key, id) in documents(db)? {
        bind(&mut find, scope, Some(key))?;
        let mut rows = find.raw_query();
        while let Some(row) = rows.next()? {
            let (layer, record) = (row.get_ref(0)?.as_str().unwrap_or_default(), row.get_ref(1)?.as_str().unwrap_or_default());
            for (field, grounds) in &crate::evidence::read(row, 2)? {
                let one = std::slice::from_ref(grounds);
                for ground in grounds.as_array().map_or(one, Vec::as_slice) {
                    let number = |at: usize| ground.get(at).and_then(Value::as_i64).map_or(Cell::Null, Cell::Integer);
                    let basis = ground.as_str().map_or(Cell::Null, Cell::Text);
                    let cells = [Cell::Text(&id), Cell::Text(layer), Cell::Text(record), Cell::Text(field), number(0), number(1), basis];
                    if !take(&cells) {
                        return Ok(());
                    }
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_whole_and_moments_have_an_offset() {
        assert_eq!(day_of("1970-01-02"), Some(1));
        assert_eq!(day_of("2025-04-04TEV"), day_of("2025-04-04"));
        for partial in ["2025-04", "2025", "2025-W14", "XXXX-WXX-6", "P1W", "2025-02-30", ""] {
            assert_eq!(day_of(partial), None, "{partial}");
        }
        assert_eq!(moment_of("1970-01-01T01:00:00+01:00"), Some(0));
        for bare in ["1970-01-01", "1970-01-01T01:00:00", "2025-04-04TEV"] {
            assert_eq!(moment_of(bare), None, "{bare}");
        }
    }

    #[test]
    fn every_column_is_named_once_and_explained() {
        for table in TABLES {
            assert!(!table.doc.is_empty() && !table.columns.is_empty());
            for (at, column) in table.columns.iter().enumerate() {
                assert!(!column.doc.is_empty(), "{}.{}", table.name, column.name);
                assert!(table.columns[..at].iter().all(|it| it.name != column.name), "{}.{}", table.name, column.name);
                assert!(!column.name.contains("key"), "no key of the file leaves it");
            }
        }
    }
}
