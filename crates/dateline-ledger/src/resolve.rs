//! What follows from new documents: families of copies, revisions, who is who, which events are one.
//!
//! Pairs are linked once, when the later of the two comes, from what the two say alone. Then every connected component of links that
//! a new document touched is decided anew, whole; nothing else is. What is stored is therefore a function of the set of documents.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use crate::copies::{self, Kind, Link};
use crate::identity::{self, Profile};
use crate::incident::{self, Report};
use crate::merge::{FORCED, Pull, groups};

/// What a batch touched.
#[derive(Debug, Default)]
pub struct Touched {
    /// New documents.
    pub documents: BTreeSet<i64>,
    /// Addresses of new documents.
    pub urls: BTreeSet<String>,
    /// Profiles with new records.
    pub profiles: BTreeSet<i64>,
    /// New mentions of events.
    pub mentions: BTreeSet<i64>,
}

/// Draws the conclusions.
pub fn resolve(db: &Connection, touched: &Touched) -> rusqlite::Result<()> {
    let moved = families(db, &touched.documents)?;
    revisions(db, &touched.urls)?;
    link_profiles(db, touched)?;
    link_mentions(db, &touched.mentions)?;
    let (mut profiles, mut mentions) = (touched.profiles.clone(), touched.mentions.clone());
    // Counts of origins change with the families.
    for document in moved.difference(&touched.documents) {
        let mut find = db.prepare_cached(
            "SELECT DISTINCT r.profile FROM entity_records r JOIN profiles p ON p.key = r.profile WHERE r.document = ?1 AND substr(p.signature, 1, 1) <> '='",
        )?;
        profiles.extend(find.query_map([document], |row| row.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?);
        let mut find = db.prepare_cached("SELECT key FROM event_mentions WHERE document = ?1")?;
        mentions.extend(find.query_map([document], |row| row.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?);
    }
    decide_entities(db, profiles)?;
    decide_events(db, mentions)
}

/// Everything that hangs together with some things by `next`, in components.
fn components(seeds: BTreeSet<i64>, mut next: impl FnMut(i64) -> rusqlite::Result<Vec<i64>>) -> rusqlite::Result<Vec<BTreeSet<i64>>> {
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    for seed in seeds {
        if seen.contains(&seed) {
            continue;
        }
        let (mut component, mut open) = (BTreeSet::from([seed]), vec![seed]);
        while let Some(at) = open.pop() {
            for other in next(at)? {
                if component.insert(other) {
                    open.push(other);
                }
            }
        }
        seen.extend(component.iter().copied());
        found.push(component);
    }
    Ok(found)
}

/// Families and equal texts around new documents; gives the documents whose family or text is another now.
fn families(db: &Connection, documents: &BTreeSet<i64>) -> rusqlite::Result<BTreeSet<i64>> {
    let mut near =
        db.prepare_cached("SELECT \"of\" FROM copies WHERE document = ?1 UNION SELECT document FROM copies WHERE \"of\" = ?1")?;
    let found = components(documents.clone(), |at| near.query_map([at], |row| row.get(0))?.collect())?;
    let mut moved = BTreeSet::new();
    for component in found {
        let mut ranked = Vec::with_capacity(component.len());
        for &key in &component {
            ranked.push((crate::add::order(db, key)?, key));
        }
        ranked.sort();
        let place: BTreeMap<i64, usize> = ranked.iter().enumerate().map(|(at, (_, key))| (*key, at)).collect();
        let mut links = Vec::new();
        let mut pairs = db.prepare_cached("SELECT \"of\", kind, share, of_share FROM copies WHERE document = ?1")?;
        for &key in &component {
            let mut rows = pairs.query([key])?;
            while let Some(row) = rows.next()? {
                let kind = match row.get_ref(1)?.as_str().unwrap_or_default() {
                    "exact" => Kind::Exact,
                    "near" => Kind::Near,
                    _ => Kind::Part,
                };
                links.push(Link { a: place[&key], b: place[&row.get::<_, i64>(0)?], a_share: row.get(2)?, b_share: row.get(3)?, kind });
            }
        }
        // Links in any order give the same families; the first text of equal ones is that of the least rank.
        let families = copies::families(ranked.len(), &links);
        let mut texts: BTreeMap<i64, i64> = BTreeMap::new();
        let mut get = db.prepare_cached("SELECT words, same_text, family FROM documents WHERE key = ?1")?;
        let mut set = db.prepare_cached("UPDATE documents SET same_text = ?2, family = ?3 WHERE key = ?1")?;
        for (at, (_, key)) in ranked.iter().enumerate() {
            let (words, text, family): (i64, Option<i64>, Option<i64>) =
                get.query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            let first = *texts.entry(words).or_insert(*key);
            let origin = ranked[families[at]].1;
            if (text, family) != (Some(first), Some(origin)) {
                set.execute(params![key, first, origin])?;
                moved.insert(*key);
            }
        }
    }
    Ok(moved)
}

/// Later captures of one address point to the one before them.
fn revisions(db: &Connection, urls: &BTreeSet<String>) -> rusqlite::Result<()> {
    for url in urls {
        let keys: Vec<i64> = db
            .prepare_cached("SELECT key FROM documents WHERE url = ?1 ORDER BY coalesce(captured, modified, published, '~'), coalesce(published, '~'), id")?
            .query_map([url], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut set = db.prepare_cached("UPDATE documents SET revision_of = ?2 WHERE key = ?1 AND revision_of IS NOT ?2")?;
        for (at, key) in keys.iter().enumerate() {
            set.execute(params![key, at.checked_sub(1).map(|before| keys[before])])?;
        }
    }
    Ok(())
}

struct Stored {
    profile: Profile,
    is_own: bool,
}

fn stored(db: &Connection, key: i64) -> rusqlite::Result<Stored> {
    let mut profile =
        db.prepare_cached("SELECT signature, kind, name, country, sector FROM profiles WHERE key = ?1")?.query_row([key], |row| {
            Ok(Profile {
                signature: row.get(0)?,
                kind: row.get(1)?,
                name: row.get(2)?,
                country: row.get(3)?,
                sector: row.get(4)?,
                keys: BTreeSet::new(),
            })
        })?;
    profile.keys = db
        .prepare_cached("SELECT word FROM profile_keys WHERE profile = ?1")?
        .query_map([key], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Stored { is_own: profile.signature.starts_with('='), profile })
}

/// The names that stand beside a profile's records, document by document; only those of `only`, where it is given.
fn company(db: &Connection, profile: i64, only: Option<&BTreeSet<i64>>) -> rusqlite::Result<Vec<(i64, Vec<u32>)>> {
    let mut find = db.prepare_cached(
        "SELECT d.key, d.beside FROM entity_records r JOIN documents d ON d.key = r.document WHERE r.profile = ?1 AND r.own_profile IS NULL
         UNION SELECT d.key, d.beside FROM entity_records r JOIN documents d ON d.key = r.document WHERE r.own_profile = ?1",
    )?;
    let mut rows = find.query([profile])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let key: i64 = row.get(0)?;
        if only.is_none_or(|only| only.contains(&key)) {
            let bytes = row.get_ref(1)?.as_blob_or_null()?.unwrap_or_default();
            all.push((key, bytes.chunks_exact(4).map(|it| u32::from_le_bytes([it[0], it[1], it[2], it[3]])).collect()));
        }
    }
    Ok(all)
}

/// Most names, up to three, that stand beside both in any pair of their documents; the two names themselves do not count.
fn beside(a: &[(i64, Vec<u32>)], b: &[(i64, Vec<u32>)], own: [u32; 2]) -> usize {
    let mut most = 0;
    for (_, one) in a {
        for (_, two) in b {
            let (mut i, mut j, mut count) = (0, 0, 0);
            while i < one.len() && j < two.len() {
                match one[i].cmp(&two[j]) {
                    std::cmp::Ordering::Less => i += 1,
                    std::cmp::Ordering::Greater => j += 1,
                    std::cmp::Ordering::Equal => {
                        count += usize::from(!own.contains(&one[i]));
                        i += 1;
                        j += 1;
                    }
                }
            }
            most = most.max(count);
            if most >= 3 {
                return 3;
            }
        }
    }
    most
}

fn link_profiles(db: &Connection, touched: &Touched) -> rusqlite::Result<()> {
    for &key in &touched.profiles {
        let own = stored(db, key)?;
        if own.profile.keys.is_empty() {
            continue;
        }
        let others: BTreeSet<i64> = db
            .prepare_cached("SELECT DISTINCT o.profile FROM profile_keys k JOIN profile_keys o ON o.word = k.word WHERE k.profile = ?1 AND o.profile <> ?1")?
            .query_map([key], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut fresh = None;
        for other in others {
            let there = stored(db, other)?;
            // Which of the two is asked first must not matter, nor what the reason says.
            let (first, second) = if own.profile.signature < there.profile.signature { (&own, &there) } else { (&there, &own) };
            if identity::pair(&first.profile, &second.profile, 3).is_none() {
                continue;
            }
            let mut reason = identity::pair(&first.profile, &second.profile, 0);
            if reason.is_none() {
                if fresh.is_none() {
                    fresh = Some(company(db, key, Some(&touched.documents))?);
                }
                let numbers = [&own, &there].map(|it| xxhash_rust::xxh3::xxh3_64(it.profile.name.as_bytes()) as u32);
                let count = beside(fresh.as_deref().unwrap_or_default(), &company(db, other, None)?, numbers);
                reason = identity::pair(&first.profile, &second.profile, count);
            }
            if let Some(reason) = reason {
                let (a, b) = (key.min(other), key.max(other));
                db.prepare_cached(
                    "INSERT INTO links VALUES ('e',?1,?2,?3,?4,?5)
                     ON CONFLICT DO UPDATE SET strength = excluded.strength, rule = excluded.rule, why = excluded.why WHERE excluded.strength > strength",
                )?
                .execute(params![a, b, reason.strength, reason.rule, reason.why])?;
            }
        }
    }
    Ok(())
}

fn report(db: &Connection, key: i64) -> rusqlite::Result<Report> {
    let json: String = db.prepare_cached("SELECT compared_json FROM event_mentions WHERE key = ?1")?.query_row([key], |row| row.get(0))?;
    serde_json::from_str(&json).map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, error.into()))
}

fn link_mentions(db: &Connection, mentions: &BTreeSet<i64>) -> rusqlite::Result<()> {
    for &key in mentions {
        let own = report(db, key)?;
        let others: BTreeSet<i64> = db
            .prepare_cached(
                "SELECT DISTINCT o.mention FROM event_keys k JOIN event_keys o ON o.word = k.word WHERE k.mention = ?1 AND o.mention <> ?1",
            )?
            .query_map([key], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for other in others {
            let there = report(db, other)?;
            let (first, second) = if own.document < there.document { (&own, &there) } else { (&there, &own) };
            if let Some(reason) = incident::pair(first, second) {
                let (a, b) = (key.min(other), key.max(other));
                db.prepare_cached("INSERT OR IGNORE INTO links VALUES ('v',?1,?2,?3,?4,?5)")?.execute(params![
                    a,
                    b,
                    reason.strength,
                    reason.rule,
                    reason.why
                ])?;
            }
        }
    }
    Ok(())
}

/// A link as it is kept, with its ends as they are numbered in a component.
struct Kept {
    pull: Pull,
    rule: String,
    why: String,
}

fn neighbours(db: &Connection, layer: &str, key: i64) -> rusqlite::Result<Vec<i64>> {
    let mut find =
        db.prepare_cached("SELECT b FROM links WHERE layer = ?1 AND a = ?2 UNION ALL SELECT a FROM links WHERE layer = ?1 AND b = ?2")?;
    let mut found: Vec<i64> = find.query_map(params![layer, key], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    found.extend(crate::decisions::forced(db, layer, key)?);
    Ok(found)
}

/// The links inside a component, and those that a person decided.
fn pulls(db: &Connection, layer: &str, ranked: &[i64]) -> rusqlite::Result<Vec<Kept>> {
    let place: BTreeMap<i64, usize> = ranked.iter().enumerate().map(|(at, key)| (*key, at)).collect();
    let mut out = Vec::new();
    let mut find = db.prepare_cached("SELECT b, strength, rule, why FROM links WHERE layer = ?1 AND a = ?2")?;
    for &key in ranked {
        let mut rows = find.query(params![layer, key])?;
        while let Some(row) = rows.next()? {
            // The other side may have been taken out of the component by a decision.
            let Some(&b) = place.get(&row.get(0)?) else { continue };
            out.push(Kept {
                pull: Pull { a: place[&key], b, strength: row.get(1)?, dependent: None },
                rule: row.get(2)?,
                why: row.get(3)?,
            });
        }
        for (other, reason) in crate::decisions::forced_with_reasons(db, layer, key)? {
            if let Some(&b) = place.get(&other)
                && place[&key] < b
            {
                out.push(Kept {
                    pull: Pull { a: place[&key], b, strength: FORCED, dependent: None },
                    rule: "decision".to_owned(),
                    why: reason,
                });
            }
        }
    }
    Ok(out)
}

/// What a profile's records say together.
struct Summary {
    rank: (String, String),
    record: i64,
}

fn summary(db: &Connection, profile: i64) -> rusqlite::Result<Option<Summary>> {
    let mut find = db.prepare_cached(
        "SELECT coalesce(d.published, '~'), r.id, r.key FROM entity_records r JOIN documents d ON d.key = r.document WHERE r.profile = ?1 ORDER BY 1, 2 LIMIT 1",
    )?;
    let mut rows = find.query([profile])?;
    rows.next()?.map(|row| Ok(Summary { rank: (row.get(0)?, row.get(1)?), record: row.get(2)? })).transpose()
}

fn decide_entities(db: &Connection, profiles: BTreeSet<i64>) -> rusqlite::Result<()> {
    let found = components(profiles, |at| neighbours(db, "e", at))?;
    // All is forgotten before anything is decided: a component that a decision parted has left its key to one of its parts.
    for component in &found {
        forget(db, "e", component.iter().copied(), "SELECT entity FROM profiles WHERE key = ?1", "entities")?;
    }
    for component in found {
        let mut ranked = Vec::with_capacity(component.len());
        let mut empty = Vec::new();
        for &key in &component {
            match summary(db, key)? {
                Some(it) => ranked.push((it.rank, it.record, key)),
                None => empty.push(key),
            }
        }
        ranked.sort();
        let keys: Vec<i64> = ranked.iter().map(|it| it.2).collect();
        for key in empty {
            db.prepare_cached("UPDATE profiles SET entity = NULL WHERE key = ?1")?.execute([key])?;
        }
        let (found, links) = if keys.len() < 2 {
            (vec![0; keys.len()], Vec::new())
        } else {
            let stored: Vec<Stored> = keys.iter().map(|&key| stored(db, key)).collect::<rusqlite::Result<_>>()?;
            let mut links = pulls(db, "e", &keys)?;
            for Kept { pull, rule, .. } in &mut links {
                let is_bare = |at: usize| stored[at].profile.is_bare() && stored[at].is_own;
                if matches!(rule.as_str(), "short-name" | "acronym" | "letters") {
                    let is_first = stored[pull.a].profile.name.len() < stored[pull.b].profile.name.len();
                    pull.dependent = Some(if is_first { pull.a } else { pull.b });
                    continue;
                }
                pull.dependent = match (is_bare(pull.a), is_bare(pull.b)) {
                    (true, false) => Some(pull.a),
                    (false, true) => Some(pull.b),
                    _ => None,
                };
            }
            let parted = crate::decisions::parted(db, "e", &keys)?;
            let plain: Vec<Pull> = links.iter().map(|it| it.pull).collect();
            let linked: BTreeSet<(usize, usize)> = plain.iter().map(|pull| (pull.a.min(pull.b), pull.a.max(pull.b))).collect();
            let groups = groups(keys.len(), &plain, |a, b| {
                let pair = (a.min(b), a.max(b));
                parted.contains(&pair) || (!linked.contains(&pair) && identity::are_apart(&stored[a].profile, &stored[b].profile))
            });
            let joined = groups.joined;
            (groups.of, links.into_iter().zip(joined).collect())
        };
        for (link, joined) in &links {
            let (a, b) = (link.pull.a.min(link.pull.b), link.pull.a.max(link.pull.b));
            log(db, "e", [&ranked[a].0.1, &ranked[b].0.1], [ranked[found[a]].1, ranked[found[b]].1], *joined, link)?;
        }
        let mut members: BTreeMap<usize, Vec<i64>> = BTreeMap::new();
        for (at, root) in found.iter().enumerate() {
            members.entry(*root).or_default().push(keys[at]);
        }
        for (root, members) in members {
            write_entity(db, ranked[root].1, &members)?;
        }
    }
    Ok(())
}

/// Takes out what was decided of these things before.
fn forget(db: &Connection, layer: &str, keys: impl Iterator<Item = i64>, target: &str, table: &str) -> rusqlite::Result<()> {
    let mut old: BTreeSet<i64> = BTreeSet::new();
    for key in keys {
        let found: Option<i64> = db.prepare_cached(target)?.query_row([key], |row| row.get(0))?;
        old.extend(found);
    }
    for key in old {
        db.prepare_cached("DELETE FROM merges WHERE layer = ?1 AND target = ?2")?.execute(params![layer, key])?;
        db.prepare_cached(&format!("DELETE FROM {table} WHERE key = ?1"))?.execute([key])?;
    }
    Ok(())
}

/// Writes down what became of a link; the first of its ends is the one of the lower rank.
fn log(db: &Connection, layer: &str, ids: [&str; 2], targets: [i64; 2], joined: bool, link: &Kept) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO merges VALUES (?1,?2,?3,?4,?5,?6,?7,?8)")?
        .execute(params![layer, ids[0], ids[1], targets[0], targets[1], joined, link.rule, link.why])?;
    Ok(())
}

fn write_entity(db: &Connection, record: i64, members: &[i64]) -> rusqlite::Result<()> {
    let (id, kind): (String, String) = db
        .prepare_cached("SELECT id, kind FROM entity_records WHERE key = ?1")?
        .query_row([record], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut names: BTreeMap<String, u64> = BTreeMap::new();
    let (mut countries, mut sectors): (BTreeMap<String, u64>, BTreeMap<String, u64>) = Default::default();
    let (mut documents, mut texts, mut origins) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let (mut first, mut last): (Option<String>, Option<String>) = (None, None);
    let (mut renamed, mut is_confirmed) = (None, false);
    let mut find = db.prepare_cached(
        "SELECT r.name, r.country, r.sector, d.key, d.same_text, d.family, d.published, r.status, r.key FROM entity_records r JOIN documents d ON d.key = r.document
         WHERE r.profile = ?1",
    )?;
    for profile in members {
        let mut rows = find.query([profile])?;
        while let Some(row) = rows.next()? {
            let status: Option<String> = row.get(7)?;
            if status.as_deref() == Some("rejected") {
                continue;
            }
            is_confirmed |= status.as_deref() == Some("confirmed");
            if status.is_some() {
                renamed = renamed.or(crate::decisions::name(db, "e", row.get(8)?)?);
            }
            *names.entry(row.get(0)?).or_default() += 1;
            if let Some(country) = row.get(1)? {
                *countries.entry(country).or_default() += 1;
            }
            if let Some(sector) = row.get(2)? {
                *sectors.entry(sector).or_default() += 1;
            }
            documents.insert(row.get::<_, i64>(3)?);
            texts.insert(row.get::<_, Option<i64>>(4)?);
            origins.insert(row.get::<_, Option<i64>>(5)?);
            if let Some(published) = row.get::<_, Option<String>>(6)? {
                if first.as_ref().is_none_or(|it| published < *it) {
                    first = Some(published.clone());
                }
                if last.as_ref().is_none_or(|it| published > *it) {
                    last = Some(published);
                }
            }
        }
    }
    // What one page in ten says of it may be that page's mistake, and what no two of many say is.
    let all: u64 = names.values().sum();
    let most = |counts: &BTreeMap<String, u64>| {
        let (value, &count) = counts.iter().max_by_key(|(_, count)| **count)?;
        (count * 10 > all && (all < 4 || count > 1)).then(|| value.clone())
    };
    // Of a person the whole name is shown before one that is told more often; then the longer one.
    let best = names
        .iter()
        .max_by_key(|(name, count)| (kind == "person" && name.contains(' '), **count, name.len(), std::cmp::Reverse(name.as_str())));
    let name = renamed.or(best.map(|(name, _)| name.clone())).unwrap_or_default();
    db.prepare_cached("INSERT INTO entities VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)")?.execute(params![
        record,
        id,
        kind,
        name,
        most(&countries),
        most(&sectors),
        documents.len() as i64,
        texts.len() as i64,
        origins.len() as i64,
        first,
        last,
        is_confirmed
    ])?;
    let mut set = db.prepare_cached("UPDATE profiles SET entity = ?2 WHERE key = ?1")?;
    for profile in members {
        set.execute(params![profile, record])?;
    }
    Ok(())
}

fn decide_events(db: &Connection, mentions: BTreeSet<i64>) -> rusqlite::Result<()> {
    let found = components(mentions, |at| neighbours(db, "v", at))?;
    for component in &found {
        forget(db, "v", component.iter().copied(), "SELECT event FROM event_mentions WHERE key = ?1", "events")?;
    }
    for component in found {
        let mut ranked = Vec::with_capacity(component.len());
        for &key in &component {
            let rank: (String, String) = db
                .prepare_cached(
                    "SELECT coalesce(d.published, '~'), m.id FROM event_mentions m JOIN documents d ON d.key = m.document WHERE m.key = ?1",
                )?
                .query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
            ranked.push((rank, key));
        }
        ranked.sort();
        let keys: Vec<i64> = ranked.iter().map(|it| it.1).collect();
        let (found, links) = if keys.len() < 2 {
            (vec![0], Vec::new())
        } else {
            let reports: Vec<Report> = keys.iter().map(|&key| report(db, key)).collect::<rusqlite::Result<_>>()?;
            let links = pulls(db, "v", &keys)?;
            let parted = crate::decisions::parted(db, "v", &keys)?;
            let plain: Vec<Pull> = links.iter().map(|it| it.pull).collect();
            let groups =
                groups(keys.len(), &plain, |a, b| incident::are_apart(&reports[a], &reports[b]) || parted.contains(&(a.min(b), a.max(b))));
            (groups.of, links.into_iter().zip(groups.joined).collect::<Vec<_>>())
        };
        for (link, joined) in &links {
            let (a, b) = (link.pull.a.min(link.pull.b), link.pull.a.max(link.pull.b));
            log(db, "v", [&ranked[a].0.1, &ranked[b].0.1], [keys[found[a]], keys[found[b]]], *joined, link)?;
        }
        let mut members: BTreeMap<usize, Vec<i64>> = BTreeMap::new();
        for (at, root) in found.iter().enumerate() {
            members.entry(*root).or_default().push(keys[at]);
        }
        for (root, members) in members {
            write_event(db, keys[root], &members)?;
        }
    }
    Ok(())
}

fn write_event(db: &Connection, canonical: i64, members: &[i64]) -> rusqlite::Result<()> {
    let (mut documents, mut texts, mut origins) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let (mut first, mut last): (Option<String>, Option<String>) = (None, None);
    let (mut name, mut is_confirmed) = (None, false);
    let mut set = db.prepare_cached("UPDATE event_mentions SET event = ?2 WHERE key = ?1")?;
    for &member in members {
        set.execute(params![member, canonical])?;
        let (document, text, family, published, status): (i64, Option<i64>, Option<i64>, Option<String>, Option<String>) = db
            .prepare_cached("SELECT d.key, d.same_text, d.family, d.published, m.status FROM event_mentions m JOIN documents d ON d.key = m.document WHERE m.key = ?1")?
            .query_row([member], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))?;
        if status.as_deref() == Some("rejected") {
            continue;
        }
        is_confirmed |= status.as_deref() == Some("confirmed");
        if status.is_some() {
            name = name.or(crate::decisions::name(db, "v", member)?);
        }
        documents.insert(document);
        texts.insert(text);
        origins.insert(family);
        if let Some(published) = published {
            if first.as_ref().is_none_or(|it| published < *it) {
                first = Some(published.clone());
            }
            if last.as_ref().is_none_or(|it| published > *it) {
                last = Some(published);
            }
        }
    }
    db.prepare_cached(
        "INSERT INTO events(key, id, type, name, n_documents, n_texts, n_origins, first, last, is_confirmed)
         SELECT key, id, type, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM event_mentions WHERE key = ?1",
    )?
    .execute(params![canonical, name, documents.len() as i64, texts.len() as i64, origins.len() as i64, first, last, is_confirmed])?;
    Ok(())
}
