//! Two ledgers, record by record and field by field: of two states of an archive, or of two versions of the program over the same pages.
//!
//! Records of the two are one by their ids; then entities and events by the record that gave one its id; then records of one document and layer by
//! the words they stand on: by the longest overlap where both read the same text, and by the same words where they do not. References follow: a statement whose
//! speaker only got another id is not changed.

use std::collections::{BTreeMap, BTreeSet};

use dateline_ledger::document::Span;
use dateline_ledger::flat::{Cell, Column, Scope, Table as Flat};
use dateline_ledger::{Ledger, Table};
use serde_json::{Value, json};

use crate::{Error, Result};

/// What is compared, in this order: later layers refer to earlier ones. Of layers without a span, the second has none.
const LAYERS: [&str; 8] = ["documents", "entities", "times", "statements", "events", "event_mentions", "tolls", "commitments"];

/// What becomes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    Removed,
    Added,
    Changed,
}

impl Change {
    fn name(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Added => "added",
            Self::Changed => "changed",
        }
    }
}

/// A record as it is compared.
#[derive(Debug, Clone)]
struct Record {
    document: Option<String>,
    span: Option<Span>,
    words: String,
    fields: Vec<Value>,
}

/// The records of a layer by their ids.
type Layer = BTreeMap<String, Record>;

/// What is different.
#[derive(Debug, Clone, Default)]
pub struct Differences {
    /// A row a record that came or went, and a row a field that changed.
    pub rows: Table,
    /// How many, by layer and field.
    pub summary: Table,
}

/// Compares two ledgers; fields that are named in `ignore` are not looked at.
pub fn diff(a: &Ledger, b: &Ledger, ignore: &[String]) -> Result<Differences> {
    let mut rows: Vec<(Key, Vec<Value>)> = Vec::new();
    let mut counts: BTreeMap<(usize, Option<usize>, Change), u64> = BTreeMap::new();
    let mut same: BTreeMap<String, String> = BTreeMap::new();
    let mut known = BTreeSet::new();
    let texts = unchanged_texts(a, b)?;
    let owners = [owners(a)?, owners(b)?];
    for (number, name) in LAYERS.iter().enumerate() {
        let table = Flat::named(name).ok_or_else(|| Error::Question(format!("{name}: no such table")))?;
        let columns: Vec<Column> = table.columns.iter().filter(|it| is_compared(it)).copied().collect();
        known.extend(columns.iter().map(|it| it.name));
        let (old, new) = (read(a, table, &columns)?, read(b, table, &columns)?);
        let pairs = pairs(name, &old, &new, &owners, &texts);
        same.extend(pairs.iter().filter(|(a, b)| a != b).map(|(a, b)| (a.clone(), b.clone())));
        let matched: BTreeSet<&String> = pairs.values().collect();
        let mut push = |change: Change, id: &str, record: &Record, field: Option<usize>, values: [Value; 2], new_id: Value| -> Result<()> {
            *counts.entry((number, field, change)).or_default() += 1;
            let ledger = if change == Change::Added { b } else { a };
            let excerpt = match (&record.document, record.span) {
                (Some(document), Some(span)) => ledger.excerpt(document, span)?,
                _ => None,
            };
            let [old, new] = values;
            let cells = vec![
                change.name().into(),
                layer_name(name).into(),
                id.into(),
                new_id,
                json!(record.document),
                json!(field.map(|at| columns[at].name)),
                old,
                new,
                json!(excerpt),
            ];
            rows.push(((number, record.document.clone(), record.span, id.to_owned(), change, field), cells));
            Ok(())
        };
        for (id, record) in &old {
            let Some(other) = pairs.get(id).and_then(|it| new.get(it)) else {
                push(Change::Removed, id, record, None, [record.words.as_str().into(), Value::Null], Value::Null)?;
                continue;
            };
            let new_id = pairs.get(id).filter(|it| *it != id).map_or(Value::Null, |it| it.as_str().into());
            for (at, (before, after)) in record.fields.iter().zip(&other.fields).enumerate() {
                if !ignore.iter().any(|it| it == columns[at].name) && followed(before, &same) != *after {
                    push(Change::Changed, id, record, Some(at), [before.clone(), after.clone()], new_id.clone())?;
                }
            }
        }
        for (id, record) in new.iter().filter(|(id, _)| !matched.contains(id)) {
            push(Change::Added, id, record, None, [Value::Null, record.words.as_str().into()], Value::Null)?;
        }
    }
    if let Some(unknown) = ignore.iter().find(|it| !known.contains(it.as_str())) {
        return Err(Error::Question(format!("--ignore {unknown}: no field of this name")));
    }
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    let columns = vec!["change", "layer", "id", "new_id", "document", "field", "old", "new", "excerpt"];
    Ok(Differences { rows: Table { columns, rows: rows.into_iter().map(|it| it.1).collect() }, summary: summary(&counts) })
}

/// What rows are sorted by.
type Key = (usize, Option<String>, Option<Span>, String, Change, Option<usize>);

fn summary(counts: &BTreeMap<(usize, Option<usize>, Change), u64>) -> Table {
    let mut rows: BTreeMap<(usize, Option<usize>), [u64; 3]> = BTreeMap::new();
    for ((layer, field, change), count) in counts {
        rows.entry((*layer, *field)).or_default()[*change as usize] += count;
    }
    let named = |layer: usize, field: Option<usize>| {
        let columns: Vec<&str> = Flat::named(LAYERS[layer])
            .map(|it| it.columns.iter().filter(|it| is_compared(it)).map(|it| it.name).collect())
            .unwrap_or_default();
        field.and_then(|at| columns.get(at).copied())
    };
    let rows = rows
        .into_iter()
        .map(|((layer, field), [removed, added, changed])| {
            vec![layer_name(LAYERS[layer]).into(), json!(named(layer, field)), added.into(), removed.into(), changed.into()]
        })
        .collect();
    Table { columns: vec!["layer", "field", "added", "removed", "changed"], rows }
}

/// A layer as the contract names it: its events are what single documents say.
fn layer_name(table: &str) -> &str {
    table.strip_suffix('s').map_or(table, |one| if one == "entitie" { "entity" } else { one })
}

/// Whether a column says something of its own: not the id, and not what follows from another.
fn is_compared(column: &Column) -> bool {
    let follows = ["_day", "_at", "_name", "_names"].iter().any(|end| column.name.ends_with(end));
    !follows && !matches!(column.name, "id" | "document" | "words" | "content_spans" | "cue")
}

fn value(cell: &Cell<'_>) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Text(_) | Cell::Owned(_) => json!(cell.text()),
        Cell::Integer(number) => (*number).into(),
        Cell::Real(number) => json!(number),
        Cell::Truth(is_so) => (*is_so).into(),
        Cell::Day(_) | Cell::Instant(_) => {
            let mut text = String::new();
            crate::lines::plain(cell, &mut text);
            text.into()
        }
        Cell::Texts(list) => json!(list),
        Cell::Spans(list) => json!(list),
    }
}

fn read(ledger: &Ledger, table: &Flat, columns: &[Column]) -> Result<Layer> {
    let mut out = Layer::new();
    let all = Scope { all: true, min_score: None };
    let at = |name: &str| table.columns.iter().position(|it| it.name == name);
    let (document, start, end) = (at("document"), at("start"), at("end"));
    let words = ["words", "content", "action", "name", "title"].iter().find_map(|name| at(name));
    let places: Vec<usize> = columns.iter().filter_map(|it| at(it.name)).collect();
    ledger.rows(table, all, |cells| {
        let Some(id) = cells[0].text() else { return Ok::<(), Error>(()) };
        let number = |at: Option<usize>| match at.map(|at| &cells[at]) {
            Some(Cell::Integer(number)) => usize::try_from(*number).ok(),
            _ => None,
        };
        let fields = places
            .iter()
            .map(|&at| match (table.columns[at].name, value(&cells[at])) {
                // A whole page is no value to print: its length and a hash tell whether it is another.
                ("text", Value::String(text)) => {
                    format!("{} characters, {}", text.chars().count(), &blake3::hash(text.as_bytes()).to_hex()[..8]).into()
                }
                (_, value) => value,
            })
            .collect();
        let record = Record {
            document: document.and_then(|at| cells[at].text()).map(str::to_owned),
            span: number(start).zip(number(end)).map(|(start, end)| [start, end]),
            words: words.and_then(|at| cells[at].text()).unwrap_or_default().to_owned(),
            fields,
        };
        out.insert(id.to_owned(), record);
        Ok(())
    })?;
    Ok(out)
}

/// The documents that both ledgers have with the same text.
fn unchanged_texts(a: &Ledger, b: &Ledger) -> Result<BTreeSet<String>> {
    let table = Flat::named("documents").ok_or_else(|| Error::Question("documents: no such table".to_owned()))?;
    let columns = table.columns_named(&["id", "text"]);
    let read = |ledger: &Ledger| -> Result<BTreeSet<(String, [u8; 32])>> {
        let mut out = BTreeSet::new();
        ledger.pick(table, &columns, Scope::default(), |cells| {
            out.extend(cells[0].text().map(|id| (id.to_owned(), *blake3::hash(cells[1].text().unwrap_or_default().as_bytes()).as_bytes())));
            Ok::<(), Error>(())
        })?;
        Ok(out)
    };
    Ok(read(a)?.intersection(&read(b)?).map(|it| it.0.clone()).collect())
}

/// The entity of every record of one, and the event of every mention: ids of entities and events are those of their first.
fn owners(ledger: &Ledger) -> Result<BTreeMap<String, String>> {
    let mut out = BTreeMap::new();
    for (table, columns) in [("mentions", ["record", "entity"]), ("event_mentions", ["id", "event"])] {
        let table = Flat::named(table).ok_or_else(|| Error::Question(format!("{table}: no such table")))?;
        ledger.pick(table, &table.columns_named(&columns), Scope { all: true, min_score: None }, |cells| {
            if let [Some(record), Some(owner)] = [cells[0].text(), cells[1].text()]
                && !out.contains_key(record)
            {
                out.insert(record.to_owned(), owner.to_owned());
            }
            Ok::<(), Error>(())
        })?;
    }
    Ok(out)
}

/// Which record of the new ledger is which of the old.
fn pairs(
    name: &str,
    old: &Layer,
    new: &Layer,
    owners: &[BTreeMap<String, String>; 2],
    texts: &BTreeSet<String>,
) -> BTreeMap<String, String> {
    let mut pairs: BTreeMap<String, String> = old.keys().filter(|id| new.contains_key(*id)).map(|id| (id.clone(), id.clone())).collect();
    let mut taken: BTreeSet<String> = pairs.values().cloned().collect();
    if matches!(name, "entities" | "events") {
        let mut join = |a: &String, b: &String| {
            if old.contains_key(a) && new.contains_key(b) && !pairs.contains_key(a) && !taken.contains(b) {
                pairs.insert(a.clone(), b.clone());
                taken.insert(b.clone());
            }
        };
        old.keys().for_each(|id| owners[1].get(id).into_iter().for_each(|other| join(id, other)));
        new.keys().for_each(|id| owners[0].get(id).into_iter().for_each(|other| join(other, id)));
        return pairs;
    }
    let mut by_document: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for (id, record) in new.iter().filter(|(id, _)| !taken.contains(*id)) {
        by_document.entry(record.document.as_deref().unwrap_or_default()).or_default().push(id);
    }
    let mut candidates: Vec<(usize, &String, &String)> = Vec::new();
    for (id, record) in old.iter().filter(|(id, _)| !pairs.contains_key(*id)) {
        let (Some(document), Some(span)) = (&record.document, record.span) else { continue };
        for other_id in by_document.get(document.as_str()).into_iter().flatten() {
            let other = &new[*other_id];
            let Some(other_span) = other.span else { continue };
            let shared = if texts.contains(document) {
                span[1].min(other_span[1]).saturating_sub(span[0].max(other_span[0]))
            } else if record.words == other.words {
                span[1] - span[0]
            } else {
                0
            };
            if shared > 0 {
                candidates.push((shared, id, other_id));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    for (_, a, b) in candidates {
        if !pairs.contains_key(a) && !taken.contains(b) {
            pairs.insert(a.clone(), b.clone());
            taken.insert(b.clone());
        }
    }
    pairs
}

/// A value with the ids that its references have in the new ledger.
fn followed(value: &Value, same: &BTreeMap<String, String>) -> Value {
    match value {
        Value::String(text) => same.get(text).map_or_else(|| value.clone(), |id| id.as_str().into()),
        Value::Array(list) => list.iter().map(|it| followed(it, same)).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use dateline_ledger::flat::Kind;

    use super::*;

    fn record(document: &str, span: Span, words: &str) -> Record {
        Record { document: Some(document.to_owned()), span: Some(span), words: words.to_owned(), fields: Vec::new() }
    }

    #[test]
    fn records_are_one_by_id_then_by_the_longest_overlap_and_never_twice() {
        let old: Layer = [("d.1", record("d", [0, 10], "a")), ("d.2", record("d", [20, 30], "b")), ("e.1", record("e", [0, 5], "c"))]
            .map(|(id, it)| (id.to_owned(), it))
            .into();
        let new: Layer = [
            ("d.1", record("d", [0, 12], "a")),
            ("d.3", record("d", [25, 40], "b")),
            ("d.4", record("d", [21, 30], "b")),
            ("e.2", record("e", [9, 14], "c")),
        ]
        .map(|(id, it)| (id.to_owned(), it))
        .into();
        let owners = [BTreeMap::new(), BTreeMap::new()];
        let same_text: BTreeSet<String> = ["d".to_owned()].into();
        let found = pairs("statements", &old, &new, &owners, &same_text);
        let expected = [("d.1", "d.1"), ("d.2", "d.4"), ("e.1", "e.2")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(found, expected.into(), "e was read otherwise, so its words tell");
    }

    #[test]
    fn what_follows_from_another_column_is_not_compared() {
        let names =
            |table: &str| Flat::named(table).unwrap().columns.iter().filter(|it| is_compared(it)).map(|it| it.name).collect::<Vec<_>>();
        let tolls = names("tolls");
        assert!(
            tolls.contains(&"low") && tolls.contains(&"claimant") && !tolls.contains(&"claimant_name") && !tolls.contains(&"as_of_day")
        );
        assert!(Flat::named("documents").unwrap().columns.iter().any(|it| it.kind == Kind::Instant && !is_compared(it)));
    }
}
