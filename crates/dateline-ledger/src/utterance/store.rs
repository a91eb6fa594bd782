//! Utterances in the ledger: links between statements, and what is decided from them.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::{Saying, are_apart, pair};
use crate::document::{Document, Statement};
use crate::merge::{Pull, groups};
use crate::resolve::{Kept, components, forget, log, neighbours, pulls};

/// Stores what a new statement is compared by.
pub(crate) fn insert(db: &Connection, key: i64, document: &Document, statement: &Statement) -> rusqlite::Result<()> {
    let saying = Saying::new(document, statement);
    let mut word = db.prepare_cached("INSERT OR IGNORE INTO utterance_keys VALUES (?1, ?2)")?;
    for it in saying.keys() {
        word.execute(params![it, key])?;
    }
    let json = serde_json::to_string(&saying).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    db.prepare_cached("INSERT INTO sayings VALUES (?1, ?2)")?.execute(params![key, json])?;
    Ok(())
}

fn stored(db: &Connection, key: i64) -> rusqlite::Result<Saying> {
    let json: String = db.prepare_cached("SELECT saying_json FROM sayings WHERE statement = ?1")?.query_row([key], |row| row.get(0))?;
    serde_json::from_str(&json).map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, error.into()))
}

/// Statements that deny, each with the first statement of another utterance that says what it denies.
pub(crate) fn denials(db: &Connection) -> rusqlite::Result<Vec<(i64, i64)>> {
    let mut out = Vec::new();
    let keys: Vec<i64> = db
        .prepare_cached("SELECT s.key FROM statements s JOIN documents d ON d.key = s.document WHERE s.denied AND s.status IS NOT 'rejected' ORDER BY coalesce(d.published, '~'), s.id")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut near = db.prepare_cached(
        "SELECT DISTINCT s.key FROM utterance_keys k JOIN utterance_keys o ON o.word = k.word JOIN statements s ON s.key = o.statement
         JOIN documents d ON d.key = s.document WHERE k.statement = ?1 AND instr(k.word, ' ') = 0 AND NOT s.denied AND s.status IS NOT 'rejected'
         ORDER BY coalesce(d.published, '~'), s.id",
    )?;
    for key in keys {
        let denial = stored(db, key)?;
        for other in near.query_map([key], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()? {
            if super::denies(&denial, &stored(db, other)?) {
                out.push((key, other));
                break;
            }
        }
    }
    Ok(out)
}

/// Links new statements to those that may report the same.
pub(crate) fn link(db: &Connection, statements: &BTreeSet<i64>) -> rusqlite::Result<()> {
    let mut put = db.prepare_cached("INSERT OR IGNORE INTO links VALUES ('s',?1,?2,?3,?4,?5)")?;
    let mut told = db.prepare_cached(
        "SELECT o.key FROM statements s JOIN statements o ON o.document = s.document AND (o.id = s.same_as OR s.id = o.same_as) WHERE s.key = ?1 AND o.key <> s.key",
    )?;
    let mut near = db.prepare_cached(
        "SELECT DISTINCT o.statement FROM utterance_keys k JOIN utterance_keys o ON o.word = k.word WHERE k.statement = ?1 AND o.statement <> ?1",
    )?;
    let mut known: BTreeMap<i64, Saying> = BTreeMap::new();
    for &key in statements {
        for other in told.query_map([key], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()? {
            put.execute(params![key.min(other), key.max(other), 95, "same-as", "one document says that they are one"])?;
        }
        let own = stored(db, key)?;
        for other in near.query_map([key], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()? {
            let there = match known.entry(other) {
                std::collections::btree_map::Entry::Occupied(there) => there.into_mut(),
                std::collections::btree_map::Entry::Vacant(place) => place.insert(stored(db, other)?),
            };
            let (first, second) = if own.document < there.document { (&own, &*there) } else { (&*there, &own) };
            if let Some(reason) = pair(first, second) {
                put.execute(params![key.min(other), key.max(other), reason.strength, reason.rule, reason.why])?;
            }
        }
    }
    Ok(())
}

/// Decides the utterances of all that hangs together with some statements.
pub(crate) fn decide(db: &Connection, statements: BTreeSet<i64>) -> rusqlite::Result<()> {
    let found = components(statements, |at| neighbours(db, "s", at))?;
    for component in &found {
        forget(db, "s", component.iter().copied(), "SELECT utterance FROM statements WHERE key = ?1", "utterances")?;
    }
    for component in found {
        let mut ranked = Vec::with_capacity(component.len());
        let mut rank = db.prepare_cached(
            "SELECT coalesce(d.published, '~'), s.id FROM statements s JOIN documents d ON d.key = s.document WHERE s.key = ?1",
        )?;
        for &key in &component {
            ranked.push((rank.query_row([key], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?, key));
        }
        ranked.sort();
        let keys: Vec<i64> = ranked.iter().map(|it| it.1).collect();
        let (found, links): (Vec<usize>, Vec<(Kept, bool)>) = if keys.len() < 2 {
            (vec![0], Vec::new())
        } else {
            let sayings: Vec<Saying> = keys.iter().map(|&key| stored(db, key)).collect::<rusqlite::Result<_>>()?;
            let links = pulls(db, "s", &keys)?;
            let parted = crate::decisions::parted(db, "s", &keys)?;
            let plain: Vec<Pull> = links.iter().map(|it| it.pull).collect();
            let groups = groups(keys.len(), &plain, |a, b| are_apart(&sayings[a], &sayings[b]) || parted.contains(&(a.min(b), a.max(b))));
            (groups.of, links.into_iter().zip(groups.joined).collect())
        };
        for (link, joined) in &links {
            let (a, b) = (link.pull.a.min(link.pull.b), link.pull.a.max(link.pull.b));
            log(db, "s", [&ranked[a].0.1, &ranked[b].0.1], [keys[found[a]], keys[found[b]]], *joined, link)?;
        }
        let mut set = db.prepare_cached("UPDATE statements SET utterance = ?2 WHERE key = ?1")?;
        let mut write = db.prepare_cached(
            "INSERT INTO utterances(key, id, n_documents, n_texts, n_origins, first, last)
             SELECT ?1, (SELECT id FROM statements WHERE key = ?1), count(DISTINCT d.key), count(DISTINCT d.same_text), count(DISTINCT d.family),
             min(d.published), max(d.published) FROM statements s JOIN documents d ON d.key = s.document WHERE s.utterance = ?1 AND s.status IS NOT 'rejected'",
        )?;
        for (at, root) in found.iter().enumerate() {
            set.execute(params![keys[at], keys[*root]])?;
        }
        for root in found.iter().enumerate().filter(|(at, root)| at == *root).map(|it| it.0) {
            write.execute([keys[root]])?;
        }
    }
    Ok(())
}
