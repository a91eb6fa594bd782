//! What a person decided, in a plain file beside the ledger.
//!
//! `LEDGER.decisions.toml` is read by every run and never written over: a command adds to its end, and taking a decision back is
//! taking it out with any editor. A decision names its object by document, layer, span and words, so that it finds it again in
//! another ledger or after an upgrade; one that finds nothing is listed by [`Ledger::decisions`](crate::Ledger::decisions) and
//! stays in the file.
//!
//! ```toml
//! [[decision]]
//! verb = "merge"
//! reason = "one man, as his office confirms"
//! objects = [
//!   { layer = "entity", document = "0123456789abcdef", span = [12, 21], words = "Anton Vale" },
//!   { layer = "entity", document = "fedcba9876543210", span = [40, 47], words = "A. Vale" },
//! ]
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;

use crate::cadence::{self, Verdict};
use crate::document::{Span, slice};
use crate::ledger::{Error, Ledger, Result};
use crate::resolve::Touched;

/// What can be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verb {
    /// These are one.
    Merge,
    /// Each of these stands alone.
    Split,
    /// These are wrong, and counted nowhere.
    Reject,
    /// This is called something else.
    Rename,
    /// These are right.
    Confirm,
    /// This is what is to be said of a window of a commitment.
    Judge,
}

impl Verb {
    /// As the file and the tables write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Split => "split",
            Self::Reject => "reject",
            Self::Rename => "rename",
            Self::Confirm => "confirm",
            Self::Judge => "judge",
        }
    }
}

/// A decision as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Decision {
    /// What is decided.
    pub verb: Verb,
    /// Why, in a person's words.
    #[serde(default)]
    pub reason: String,
    /// The new name, for [`Verb::Rename`].
    pub name: Option<String>,
    /// A day of the window, for [`Verb::Judge`]; none where the commitment has one window.
    pub window: Option<String>,
    /// What is to be said of it, for [`Verb::Judge`].
    pub verdict: Option<Verdict>,
    /// What it is about.
    pub objects: Vec<Object>,
}

/// What a decision is about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Object {
    /// `entity statement event toll commitment`.
    pub layer: String,
    /// The document's id.
    pub document: String,
    /// A span of the record, in code points.
    pub span: Span,
    /// The words there.
    pub words: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct File {
    decision: Vec<Decision>,
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// The file beside a ledger.
pub fn path(ledger: &Path) -> PathBuf {
    let mut name = ledger.as_os_str().to_owned();
    name.push(".decisions.toml");
    name.into()
}

fn text(ledger: &Path) -> std::io::Result<String> {
    match std::fs::read_to_string(path(ledger)) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        read => read,
    }
}

/// The decisions beside a ledger.
pub fn load(ledger: &Path) -> Result<Vec<Decision>> {
    let shown = path(ledger).display().to_string();
    let text = text(ledger).map_err(|error| Error::Decisions(format!("{shown}: {}", error.to_string().to_lowercase())))?;
    let file: File = toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(0, |span| text[..span.start].lines().count().max(1));
        Error::Decisions(format!("{shown}: line {line}: {}", error.message().lines().next().unwrap_or_default()))
    })?;
    Ok(file.decision)
}

fn fingerprint(ledger: &Path) -> String {
    let text = text(ledger).unwrap_or_default();
    if text.trim().is_empty() { String::new() } else { blake3::hash(text.as_bytes()).to_hex()[..16].to_owned() }
}

/// Whether the decisions that the ledger applied are those of the file.
pub(crate) fn is_current(db: &Connection, ledger: &Path) -> rusqlite::Result<bool> {
    let applied: Option<String> = db.query_row("SELECT value FROM settings WHERE name = 'decisions'", [], |row| row.get(0)).optional()?;
    Ok(applied.unwrap_or_default() == fingerprint(ledger))
}

/// The tables whose records decisions are about, by layer, and the letter under which merging knows them.
const LAYERS: [(&str, &str); 5] = [
    ("entity", "entity_records"),
    ("statement", "statements"),
    ("event", "event_mentions"),
    ("toll", "tolls"),
    ("commitment", "commitments"),
];

/// Finds the objects of all decisions anew, and marks what they change as touched.
pub(crate) fn anchor(db: &Connection, ledger: &Path, touched: &mut Touched) -> rusqlite::Result<()> {
    let decisions = load(ledger).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    let mut before: BTreeSet<(String, i64)> = BTreeSet::new();
    let mut rows = db.prepare_cached("SELECT layer, record FROM decisions WHERE record IS NOT NULL")?;
    before.extend(rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<Vec<_>>>()?);
    drop(rows);
    if decisions.is_empty() && before.is_empty() {
        db.execute("DELETE FROM decisions", [])?;
        db.execute("DELETE FROM settings WHERE name = 'decisions'", [])?;
        return Ok(());
    }
    db.execute("DELETE FROM decisions", [])?;
    let mut verbs: BTreeMap<(String, i64), BTreeSet<Verb>> = before.into_iter().map(|it| (it, BTreeSet::new())).collect();
    for (number, decision) in decisions.iter().enumerate() {
        for (at, object) in decision.objects.iter().enumerate() {
            let record = find(db, object)?;
            db.prepare_cached("INSERT INTO decisions VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)")?.execute(params![
                number as i64,
                at as i64,
                decision.verb.name(),
                decision.reason,
                decision.name,
                object.layer,
                object.document,
                object.span[0] as i64,
                object.span[1] as i64,
                object.words,
                record,
                decision.window,
                decision.verdict.map(Verdict::name)
            ])?;
            if let Some(record) = record {
                verbs.entry((object.layer.clone(), record)).or_default().insert(decision.verb);
            }
        }
    }
    for ((layer, record), verbs) in verbs {
        let Some((_, table)) = LAYERS.iter().find(|it| it.0 == layer) else { continue };
        let status = [Verb::Reject, Verb::Confirm, Verb::Rename].into_iter().find(|verb| verbs.contains(verb)).map(|verb| match verb {
            Verb::Reject => "rejected",
            Verb::Confirm => "confirmed",
            _ => "renamed",
        });
        db.execute(&format!("UPDATE {table} SET status = ?2 WHERE key = ?1"), params![record, status])?;
        if layer == "event" {
            touched.mentions.insert(record);
        }
        if layer == "statement" {
            touched.statements.insert(record);
        }
        if layer == "entity" {
            let stands_alone = verbs.contains(&Verb::Split) || verbs.contains(&Verb::Reject);
            let (now, own): (i64, i64) =
                db.query_row("SELECT profile, coalesce(own_profile, profile) FROM entity_records WHERE key = ?1", [record], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?;
            let then = if stands_alone { alone(db, record)? } else { own };
            if then != now {
                db.execute(
                    "UPDATE entity_records SET profile = ?2, own_profile = nullif(?3, ?2) WHERE key = ?1",
                    params![record, then, own],
                )?;
            }
            touched.profiles.extend([now, own, then]);
        }
    }
    db.execute("INSERT OR REPLACE INTO settings VALUES ('decisions', ?1)", [fingerprint(ledger)])?;
    Ok(())
}

/// A profile that only this record has, and that nothing is linked to.
fn alone(db: &Connection, record: i64) -> rusqlite::Result<i64> {
    let id: String = db.query_row("SELECT id FROM entity_records WHERE key = ?1", [record], |row| row.get(0))?;
    let signature = crate::identity::signature(&format!("=!{id}"));
    db.execute(
        "INSERT INTO profiles(signature, is_own, kind_code, name, country, sector) SELECT ?2, 1, kind_code, '', country, sector FROM entity_records WHERE key = ?1
         ON CONFLICT DO NOTHING",
        params![record, signature],
    )?;
    db.query_row("SELECT key FROM profiles WHERE signature = ?1", [signature], |row| row.get(0))
}

/// The record that a decision is about: at its span, else where its words stand nearest.
fn find(db: &Connection, object: &Object) -> rusqlite::Result<Option<i64>> {
    let Some((layer, table)) = LAYERS.iter().find(|it| it.0 == object.layer) else { return Ok(None) };
    let found: Option<(i64, String)> = db
        .prepare_cached("SELECT key, text FROM documents WHERE id = ?1")?
        .query_row([&object.document], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((document, text)) = found else { return Ok(None) };
    let spans = if *layer == "entity" {
        "SELECT r.key, m.\"start\", m.\"end\" FROM entity_records r JOIN mentions m ON m.record = r.key WHERE r.document = ?1 ORDER BY r.id, m.\"start\"".to_owned()
    } else {
        format!("SELECT key, \"start\", \"end\" FROM {table} WHERE document = ?1 ORDER BY id")
    };
    let spans: Vec<(i64, Span)> = db
        .prepare_cached(&spans)?
        .query_map([document], |row| Ok((row.get(0)?, [row.get(1)?, row.get(2)?])))?
        .collect::<rusqlite::Result<_>>()?;
    let matching = spans.iter().filter(|(_, span)| slice(&text, *span) == Some(object.words.as_str()));
    Ok(matching.min_by_key(|(_, span)| span[0].abs_diff(object.span[0])).map(|(key, _)| *key))
}

/// The column by which merging knows a record of a layer.
fn unit(layer: &str) -> (&'static str, &'static str) {
    match layer {
        "e" => ("entity", "(SELECT profile FROM entity_records WHERE key = x.record)"),
        "s" => ("statement", "x.record"),
        _ => ("event", "x.record"),
    }
}

/// What a person joined with a thing.
pub(crate) fn forced(db: &Connection, layer: &str, key: i64) -> rusqlite::Result<Vec<i64>> {
    // Most ledgers have no decisions, and this is asked of every profile.
    if !db.prepare_cached("SELECT 1 FROM decisions WHERE verb = 'merge'")?.exists([])? {
        return Ok(Vec::new());
    }
    let (name, unit) = unit(layer);
    let there = unit.replace("x.", "y.");
    let mut find = db.prepare_cached(&format!(
        "SELECT DISTINCT {there} FROM decisions x JOIN decisions y ON y.number = x.number AND y.layer = x.layer AND y.record IS NOT NULL
         WHERE x.verb = 'merge' AND x.layer = '{name}' AND x.record IS NOT NULL AND {unit} = ?1 AND {there} <> ?1 ORDER BY 1"
    ))?;
    find.query_map([key], |row| row.get(0))?.collect()
}

/// Pairs, by their places in `keys`, that a person parted.
pub(crate) fn parted(db: &Connection, layer: &str, keys: &[i64]) -> rusqlite::Result<BTreeSet<(usize, usize)>> {
    if layer == "e" {
        // A record that was split off has a profile of its own, which nothing is linked to.
        return Ok(BTreeSet::new());
    }
    let mut is_split = db.prepare_cached("SELECT 1 FROM decisions WHERE layer = ?1 AND verb IN ('split', 'reject') AND record = ?2")?;
    let mut pairs = BTreeSet::new();
    for (at, key) in keys.iter().enumerate() {
        if is_split.exists(params![unit(layer).0, key])? {
            pairs.extend((0..keys.len()).filter(|other| *other != at).map(|other| (at.min(other), at.max(other))));
        }
    }
    Ok(pairs)
}

/// The name that a person gave.
pub(crate) fn name(db: &Connection, layer: &str, record: i64) -> rusqlite::Result<Option<String>> {
    db.prepare_cached("SELECT name FROM decisions WHERE layer = ?1 AND verb = 'rename' AND record = ?2 ORDER BY number DESC LIMIT 1")?
        .query_row(params![unit(layer).0, record], |row| row.get(0))
        .optional()
        .map(Option::flatten)
}

impl Ledger {
    /// Applies the decisions of the file beside the ledger, as they are now.
    pub fn apply_decisions(&mut self) -> Result<()> {
        // What is wrong with the file is told as such, not as SQLite's.
        load(&self.path)?;
        let path = self.path.clone();
        self.told(|db| {
            let transaction = rusqlite::Transaction::new_unchecked(db, rusqlite::TransactionBehavior::Immediate)?;
            let mut touched = Touched::default();
            let has_changed = !is_current(db, &path)?;
            anchor(db, &path, &mut touched)?;
            crate::resolve::resolve(db, &touched, &mut Default::default())?;
            if has_changed {
                cadence::forget(db)?;
                cadence::store(db)?;
            }
            transaction.commit()
        })
    }

    /// Takes a decision about records, by their ids: writes it to the file beside the ledger and applies it.
    pub fn decide(&mut self, verb: Verb, ids: &[String], name: Option<&str>, reason: &str) -> Result<()> {
        let objects: Vec<Object> = ids.iter().map(|id| self.object(id)).collect::<Result<_>>()?;
        if verb == Verb::Merge {
            if objects.len() < 2 {
                return Err(Error::Question("merge takes two ids or more".to_owned()));
            }
            if let Some(other) = objects.iter().find(|object| object.layer != objects[0].layer) {
                return Err(Error::Question(format!("merge: {} is no {}", other.words, objects[0].layer)));
            }
        }
        if matches!(verb, Verb::Merge | Verb::Split | Verb::Rename)
            && let Some(other) = objects.iter().find(|object| {
                !matches!(object.layer.as_str(), "entity" | "event") && (object.layer != "statement" || verb == Verb::Rename)
            })
        {
            return Err(Error::Question(format!("{}: a {} belongs to its document alone; reject or confirm it", verb.name(), other.layer)));
        }
        let name = name.map(|name| format!("name = {}\n", quoted(name))).unwrap_or_default();
        self.write_decision(verb, &objects, &name, reason)
    }

    /// Takes a decision about a window of a commitment.
    pub(crate) fn decide_window(&mut self, id: &str, window: Option<&str>, verdict: Verdict, reason: &str) -> Result<()> {
        let object = self.object(id)?;
        let window = window.map(|day| format!("window = {}\n", quoted(day))).unwrap_or_default();
        self.write_decision(Verb::Judge, &[object], &format!("{window}verdict = {}\n", quoted(verdict.name())), reason)
    }

    /// Adds a decision to the end of the file beside the ledger, and applies it.
    fn write_decision(&mut self, verb: Verb, objects: &[Object], more: &str, reason: &str) -> Result<()> {
        load(&self.path)?;
        let path = path(&self.path);
        let failed = |error: std::io::Error| Error::Decisions(format!("{}: {}", path.display(), error.to_string().to_lowercase()));
        let mut text = text(&self.path).map_err(failed)?;
        if text.is_empty() {
            text.push_str("# Decisions on the ledger beside this file. Every run applies them; to take one back, delete it here.\n");
        }
        text.push_str(&format!("\n[[decision]]\nverb = {}\nreason = {}\n", quoted(verb.name()), quoted(reason)));
        text.push_str(more);
        text.push_str("objects = [\n");
        for Object { layer, document, span, words } in objects {
            let words = quoted(words).replace('\n', "\\n");
            text.push_str(&format!(
                "  {{ layer = \"{layer}\", document = \"{document}\", span = [{}, {}], words = {words} }},\n",
                span[0], span[1]
            ));
        }
        text.push_str("]\n");
        // Written whole beside the old one and put in its place: half of a file would be no file.
        let fresh = path.with_extension("toml.new");
        std::fs::write(&fresh, text).map_err(failed)?;
        std::fs::rename(&fresh, &path).map_err(failed)?;
        self.apply_decisions()
    }

    /// What a decision writes of a record.
    fn object(&self, id: &str) -> Result<Object> {
        let Some((document, _)) = id.split_once('.') else {
            return Err(Error::Question(format!("{id}: no id of a record (they look like 0123456789abcdef.e0123456789)")));
        };
        let found = self.told(|db| {
            let text: Option<String> =
                db.prepare_cached("SELECT text FROM documents WHERE id = ?1")?.query_row([document], |row| row.get(0)).optional()?;
            let Some(text) = text else { return Ok(None) };
            for (layer, table) in LAYERS {
                let sql = if layer == "entity" {
                    "SELECT m.\"start\", m.\"end\" FROM entity_records r JOIN mentions m ON m.record = r.key WHERE r.id = ?1
                     AND r.document = (SELECT key FROM documents WHERE id = ?2) ORDER BY m.form <> 'name', m.\"start\" LIMIT 1"
                        .to_owned()
                } else {
                    format!("SELECT \"start\", \"end\" FROM {table} WHERE id = ?1 AND document = (SELECT key FROM documents WHERE id = ?2)")
                };
                let span: Option<Span> =
                    db.prepare_cached(&sql)?.query_row(params![id, document], |row| Ok([row.get(0)?, row.get(1)?])).optional()?;
                if let Some(span) = span {
                    let words = slice(&text, span).unwrap_or_default().to_owned();
                    return Ok(Some(Object { layer: layer.to_owned(), document: document.to_owned(), span, words }));
                }
            }
            Ok(None)
        })?;
        found.ok_or_else(|| Error::Question(format!("{id}: no record of {} has this id", self.path.display())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_as_it_is_written() {
        let text = "[[decision]]\nverb = \"split\"\nobjects = [ { layer = \"entity\", document = \"0123456789abcdef\", span = [1, 4], words = \"Ann\" } ]\n";
        let file: File = toml::from_str(text).unwrap();
        assert_eq!((file.decision[0].verb, file.decision[0].objects[0].span), (Verb::Split, [1, 4]));
        assert!(toml::from_str::<File>("[[decision]]\nverb = \"forget\"\nobjects = []").is_err());
    }
}
