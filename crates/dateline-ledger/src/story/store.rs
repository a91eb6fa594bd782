//! Stories in the ledger: outlines and links as documents come in, and what is decided from them.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;

use super::{LEAST, Outline, groups, pair};

/// Outlines that a run remembers, so that it need not read them again.
pub(crate) type Outlines = FxHashMap<i64, Outline>;

/// Stores a new document's outline, and its links to those before it.
pub(crate) fn insert(db: &Connection, document: i64, outline: Outline, known: &mut Outlines) -> rusqlite::Result<()> {
    let keys = outline.keys();
    // What two outlines have of their heaviest terms in common is known from the keys alone; the rest is at most as much again.
    let mut shared: FxHashMap<i64, i64> = FxHashMap::default();
    let mut find = db.prepare_cached("SELECT document, weight FROM story_keys WHERE word = ?1")?;
    let mut keep = db.prepare_cached("INSERT INTO story_keys VALUES (?1, ?2, ?3)")?;
    for &(word, weight) in &keys {
        let mut rows = find.query([word.cast_signed()])?;
        while let Some(row) = rows.next()? {
            *shared.entry(row.get(0)?).or_default() += i64::from(weight) * row.get::<_, i64>(1)?;
        }
        drop(rows);
        keep.execute(params![word.cast_signed(), document, weight])?;
    }
    db.prepare_cached("INSERT INTO outlines VALUES (?1, ?2)")?.execute(params![document, outline.packed()])?;
    let mut candidates: Vec<i64> = shared.into_iter().filter(|it| it.1 >= LEAST / 2).map(|it| it.0).collect();
    candidates.sort_unstable();
    let mut link = db.prepare_cached("INSERT INTO story_links VALUES (?1, ?2, ?3)")?;
    for other in candidates {
        let there = match known.entry(other) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(place) => place.insert(stored(db, other)?),
        };
        if let Some(score) = pair(&outline, there) {
            link.execute(params![document, other, score])?;
        }
    }
    known.insert(document, outline);
    Ok(())
}

fn stored(db: &Connection, document: i64) -> rusqlite::Result<Outline> {
    db.prepare_cached("SELECT outline FROM outlines WHERE document = ?1")?
        .query_row([document], |row| Ok(Outline::unpacked(row.get_ref(0)?.as_blob()?)))
}

/// Decides the stories of all that hangs together with some documents, by links or as copies.
pub(crate) fn decide(db: &Connection, documents: &BTreeSet<i64>) -> rusqlite::Result<()> {
    let found = crate::resolve::components(documents.clone(), |at| {
        let mut near = db.prepare_cached(
            "SELECT b FROM story_links WHERE a = ?1 UNION ALL SELECT a FROM story_links WHERE b = ?1
             UNION ALL SELECT \"of\" FROM copies WHERE document = ?1 UNION ALL SELECT document FROM copies WHERE \"of\" = ?1",
        )?;
        near.query_map([at], |row| row.get(0))?.collect()
    })?;
    for component in found {
        decide_component(db, &component)?;
    }
    Ok(())
}

fn decide_component(db: &Connection, component: &BTreeSet<i64>) -> rusqlite::Result<()> {
    let mut ranked = Vec::with_capacity(component.len());
    let mut family = db.prepare_cached("SELECT coalesce(family, key) FROM documents WHERE key = ?1")?;
    for &key in component {
        ranked.push((crate::add::order(db, key)?, key, family.query_row([key], |row| row.get::<_, i64>(0))?));
    }
    ranked.sort();
    let place: BTreeMap<i64, usize> = ranked.iter().enumerate().map(|(at, it)| (it.1, at)).collect();
    let found = if ranked.len() < 2 {
        vec![0; ranked.len()]
    } else {
        let outlines: Vec<Outline> = ranked.iter().map(|it| stored(db, it.1)).collect::<rusqlite::Result<_>>()?;
        let families: Vec<usize> = ranked.iter().enumerate().map(|(at, it)| place.get(&it.2).copied().unwrap_or(at)).collect();
        let mut links = Vec::new();
        let mut find = db.prepare_cached("SELECT b, score FROM story_links WHERE a = ?1")?;
        for (at, it) in ranked.iter().enumerate() {
            let mut rows = find.query([it.1])?;
            while let Some(row) = rows.next()? {
                if let Some(&other) = place.get(&row.get::<_, i64>(0)?) {
                    links.push((at, other, row.get::<_, i64>(1)?));
                }
            }
        }
        groups(&outlines, &families, &links)
    };
    let mut members: BTreeMap<usize, Vec<i64>> = BTreeMap::new();
    for (at, it) in ranked.iter().enumerate() {
        members.entry(found[at]).or_default().push(it.1);
    }
    let mut old = db.prepare_cached("DELETE FROM stories WHERE key = ?1")?;
    for &key in component {
        old.execute([key])?;
    }
    let mut set = db.prepare_cached("UPDATE documents SET story = ?2 WHERE key = ?1 AND story IS NOT ?2")?;
    let mut write = db.prepare_cached(
        "INSERT INTO stories(key, id, title, n_documents, n_texts, n_origins, first, last)
         SELECT ?1, o.id, o.title, count(*), count(DISTINCT d.same_text), count(DISTINCT d.family), min(d.published), max(d.published)
         FROM documents d JOIN documents o ON o.key = ?1 WHERE d.story = ?1",
    )?;
    for keys in members.values() {
        let Some(&first) = keys.first() else { continue };
        for &key in keys {
            set.execute(params![key, first])?;
        }
    }
    for keys in members.values() {
        if let Some(first) = keys.first() {
            write.execute([first])?;
        }
    }
    Ok(())
}
