//! What follows from new documents: families of copies, stories, revisions, who is who, which events and which utterances are one.
//!
//! Pairs are linked once, when the later of the two comes, from what the two say alone. Then every connected component of links that
//! a new document touched is decided anew, whole; nothing else is. What is stored is therefore a function of the set of documents.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};

use crate::copies::{self, Kind, Link};
use crate::identity::{self, Profile};
use crate::incident::{self, Report};
use crate::merge::{FORCED, Pull, groups, root};
use crate::pack::Unpack;
use crate::utterance;

/// What a batch touched.
#[derive(Debug, Default)]
pub struct Touched {
    /// New documents.
    pub documents: BTreeSet<i64>,
    /// Addresses of new documents.
    pub urls: BTreeSet<String>,
    /// Profiles with new records.
    pub profiles: BTreeSet<i64>,
    /// Profiles that were not there before.
    pub fresh: BTreeSet<i64>,
    /// New mentions of events.
    pub mentions: BTreeSet<i64>,
    /// New statements.
    pub statements: BTreeSet<i64>,
}

/// Draws the conclusions.
pub fn resolve(db: &Connection, touched: &Touched, sayings: &mut utterance::store::Sayings) -> rusqlite::Result<()> {
    let moved = families(db, &touched.documents)?;
    crate::story::store::decide(db, &touched.documents.union(&moved).copied().collect())?;
    revisions(db, &touched.urls)?;
    let parted = disperse(db, &touched.fresh)?;
    link_profiles(db, touched)?;
    link_mentions(db, &touched.mentions)?;
    utterance::store::link(db, &touched.statements, sayings)?;
    let (mut profiles, mut mentions, mut statements) = (touched.profiles.clone(), touched.mentions.clone(), touched.statements.clone());
    profiles.extend(parted);
    // Counts of origins change with the families.
    for document in moved.difference(&touched.documents) {
        let mut find = db.prepare_cached(
            "SELECT DISTINCT r.profile FROM entity_records r JOIN profiles p ON p.key = r.profile WHERE r.document = ?1 AND NOT p.is_own",
        )?;
        profiles.extend(find.query_map([document], |row| row.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?);
        let mut find = db.prepare_cached("SELECT key FROM event_mentions WHERE document = ?1")?;
        mentions.extend(find.query_map([document], |row| row.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?);
        let mut find = db.prepare_cached("SELECT key FROM statements WHERE document = ?1")?;
        statements.extend(find.query_map([document], |row| row.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?);
    }
    utterance::store::decide(db, statements, sayings)?;
    decide_entities(db, profiles)?;
    decide_events(db, mentions)
}

/// Everything that hangs together with some things by `next`, in components.
pub(crate) fn components(
    seeds: BTreeSet<i64>,
    mut next: impl FnMut(i64) -> rusqlite::Result<Vec<i64>>,
) -> rusqlite::Result<Vec<BTreeSet<i64>>> {
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

fn stored(db: &Connection, key: i64) -> rusqlite::Result<Profile> {
    db.prepare_cached("SELECT signature, is_own, kind, name, country, sector, geonames_id, words FROM profiles WHERE key = ?1")?.query_row(
        [key],
        |row| {
            let words = row.get_ref(7)?.as_blob_or_null()?.unwrap_or_default();
            Ok(Profile {
                signature: row.get(0)?,
                is_own: row.get(1)?,
                kind: row.get(2)?,
                name: row.get(3)?,
                country: row.get(4)?,
                sector: row.get(5)?,
                geonames_id: row.get(6)?,
                keys: Unpack(words).ascending().into_iter().collect(),
            })
        },
    )
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

/// Most profiles that a key brings together; what more have is too common to be a reason to compare them.
const CROWD: usize = if cfg!(test) { 4 } else { 1_000 };

/// Takes out the links between profiles that have no key in common any more but those of crowds, and gives the profiles that had them.
/// A key is one of a crowd by the set of documents alone, and never ceases to be, so that no order or batch enters.
fn disperse(db: &Connection, fresh: &BTreeSet<i64>) -> rusqlite::Result<BTreeSet<i64>> {
    let mut parted = BTreeSet::new();
    if fresh.is_empty() {
        return Ok(parted);
    }
    let list = serde_json::json!(fresh).to_string();
    // Crowds that were none before the fresh profiles came.
    let crowds: Vec<i64> = db
        .prepare_cached(
            "SELECT k.word FROM profile_keys k JOIN (SELECT DISTINCT word FROM profile_keys WHERE profile IN (SELECT value FROM json_each(?1))) f ON f.word = k.word
             GROUP BY k.word HAVING count(*) > ?2 AND count(*) - sum(k.profile IN (SELECT value FROM json_each(?1))) <= ?2 ORDER BY k.word",
        )?
        .query_map(params![list, CROWD], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut share = db.prepare_cached(
        "SELECT 1 FROM profile_keys a JOIN profile_keys b ON b.word = a.word WHERE a.profile = ?1 AND b.profile = ?2
         AND (SELECT count(*) FROM (SELECT 1 FROM profile_keys c WHERE c.word = a.word LIMIT ?3)) < ?3",
    )?;
    let mut linked = db.prepare_cached(
        "SELECT l.a, l.b FROM profile_keys k JOIN links l ON l.layer = 'e' AND l.a = k.profile JOIN profile_keys o ON o.word = k.word AND o.profile = l.b WHERE k.word = ?1",
    )?;
    let mut take = db.prepare_cached("DELETE FROM links WHERE layer = 'e' AND a = ?1 AND b = ?2")?;
    for word in crowds {
        let pairs: Vec<(i64, i64)> = linked.query_map([word], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        for (a, b) in pairs {
            if !share.exists(params![a, b, CROWD + 1])? {
                take.execute([a, b])?;
                parted.extend([a, b]);
            }
        }
    }
    Ok(parted)
}

fn link_profiles(db: &Connection, touched: &Touched) -> rusqlite::Result<()> {
    for &key in &touched.profiles {
        let own = stored(db, key)?;
        if own.keys.is_empty() {
            continue;
        }
        let mut others: BTreeSet<i64> = BTreeSet::new();
        let mut find = db.prepare_cached("SELECT profile FROM profile_keys WHERE word = ?1 LIMIT ?2")?;
        for word in &own.keys {
            let found: Vec<i64> =
                find.query_map(params![word.cast_signed(), CROWD + 1], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            if found.len() <= CROWD {
                others.extend(found);
            }
        }
        others.remove(&key);
        let mut fresh = None;
        for other in others {
            let there = stored(db, other)?;
            // Which of the two is asked first must not matter, nor what the reason says.
            let (first, second) = if own.rank() < there.rank() { (&own, &there) } else { (&there, &own) };
            if identity::pair(first, second, 3).is_none() {
                continue;
            }
            let mut reason = identity::pair(first, second, 0);
            if reason.is_none() {
                if fresh.is_none() {
                    fresh = Some(company(db, key, Some(&touched.documents))?);
                }
                let numbers = [&own, &there].map(|it| xxhash_rust::xxh3::xxh3_64(it.name.as_bytes()) as u32);
                let count = beside(fresh.as_deref().unwrap_or_default(), &company(db, other, None)?, numbers);
                reason = identity::pair(first, second, count);
            }
            if let Some(reason) = reason {
                let is_turned = (key < other) != std::ptr::eq(first, &own);
                let why = if is_turned { turned(&reason.why) } else { reason.why };
                link(db, "e", key.min(other), key.max(other), reason.strength, reason.rule, &why)?;
            }
        }
    }
    Ok(())
}

/// What a reason says of two, of the same two the other way round.
fn turned(why: &str) -> String {
    why.replace("{a}", "{-}").replace("{b}", "{a}").replace("{-}", "{b}")
}

/// Keeps a link; of two between the same the stronger.
pub(crate) fn link(db: &Connection, layer: &str, a: i64, b: i64, strength: u8, rule: &str, why: &str) -> rusqlite::Result<()> {
    let known: Option<u8> = db
        .prepare_cached("SELECT strength FROM links WHERE layer = ?1 AND a = ?2 AND b = ?3")?
        .query_row(params![layer, a, b], |row| row.get(0))
        .optional()?;
    if known.is_some_and(|known| known >= strength) {
        return Ok(());
    }
    let mut find = db.prepare_cached("SELECT key FROM reasons WHERE rule = ?1 AND why = ?2")?;
    let reason = match find.query_row([rule, why], |row| row.get::<_, i64>(0)).optional()? {
        Some(key) => key,
        None => {
            db.prepare_cached("INSERT INTO reasons(rule, why) VALUES (?1, ?2)")?.execute([rule, why])?;
            db.last_insert_rowid()
        }
    };
    db.prepare_cached("INSERT OR REPLACE INTO links(layer, a, b, strength, reason) VALUES (?1,?2,?3,?4,?5)")?
        .execute(params![layer, a, b, strength, reason])?;
    Ok(())
}

fn report(db: &Connection, key: i64) -> rusqlite::Result<Report> {
    db.prepare_cached(
        "SELECT m.compared_json, m.type, d.id, substr(d.published, 1, 10) FROM event_mentions m JOIN documents d ON d.key = m.document WHERE m.key = ?1",
    )?
    .query_row([key], |row| Report::read(row, 0))
}

fn link_mentions(db: &Connection, mentions: &BTreeSet<i64>) -> rusqlite::Result<()> {
    // What is compared with many is read once.
    let mut read: BTreeMap<i64, Report> = BTreeMap::new();
    let mut find = db.prepare_cached("SELECT mention FROM event_keys WHERE word = ?1")?;
    for &key in mentions {
        let own = report(db, key)?;
        let mut others = BTreeSet::new();
        for word in own.keys() {
            others.extend(find.query_map([word.cast_signed()], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        others.remove(&key);
        for other in others {
            if let std::collections::btree_map::Entry::Vacant(place) = read.entry(other) {
                place.insert(report(db, other)?);
            }
            let there = &read[&other];
            let (first, second) = if own.document < there.document { (&own, there) } else { (there, &own) };
            if let Some(reason) = incident::pair(first, second) {
                let (a, b) = (key.min(other), key.max(other));
                link(db, "v", a, b, reason.strength, reason.rule, &reason.why)?;
            }
        }
    }
    Ok(())
}

/// A link as it is kept, with its ends as they are numbered in a component.
pub(crate) struct Kept {
    pub(crate) pull: Pull,
    rule: String,
    /// Whether a person decided it: then it stands among the decisions.
    is_decision: bool,
}

/// Everything that a thing is linked to, or that a person joined it with.
pub(crate) fn neighbours(db: &Connection, layer: &str, key: i64) -> rusqlite::Result<Vec<i64>> {
    let mut find =
        db.prepare_cached("SELECT b FROM links WHERE layer = ?1 AND a = ?2 UNION ALL SELECT a FROM links WHERE layer = ?1 AND b = ?2")?;
    let mut found: Vec<i64> = find.query_map(params![layer, key], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    found.extend(crate::decisions::forced(db, layer, key)?);
    Ok(found)
}

/// The links inside a component, and those that a person decided.
pub(crate) fn pulls(db: &Connection, layer: &str, ranked: &[i64]) -> rusqlite::Result<Vec<Kept>> {
    let place: BTreeMap<i64, usize> = ranked.iter().enumerate().map(|(at, key)| (*key, at)).collect();
    let mut out = Vec::new();
    let mut find = db
        .prepare_cached("SELECT l.b, l.strength, r.rule FROM links l JOIN reasons r ON r.key = l.reason WHERE l.layer = ?1 AND l.a = ?2")?;
    for &key in ranked {
        let mut rows = find.query(params![layer, key])?;
        while let Some(row) = rows.next()? {
            // The other side may have been taken out of the component by a decision.
            let Some(&b) = place.get(&row.get(0)?) else { continue };
            out.push(Kept {
                pull: Pull { a: place[&key], b, strength: row.get(1)?, dependent: None },
                rule: row.get(2)?,
                is_decision: false,
            });
        }
        for other in crate::decisions::forced(db, layer, key)? {
            if let Some(&b) = place.get(&other)
                && place[&key] < b
            {
                out.push(Kept {
                    pull: Pull { a: place[&key], b, strength: FORCED, dependent: None },
                    rule: String::new(),
                    is_decision: true,
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
        forget(db, component.iter().copied(), "SELECT entity FROM profiles WHERE key = ?1", "entities")?;
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
            db.prepare_cached("UPDATE profiles SET entity = NULL, record = NULL WHERE key = ?1")?.execute([key])?;
            db.prepare_cached("UPDATE links SET joined = NULL WHERE layer = 'e' AND (a = ?1 OR b = ?1)")?.execute([key])?;
        }
        let (found, links) = if keys.len() < 2 {
            (vec![0; keys.len()], Vec::new())
        } else {
            let stored: Vec<Profile> = keys.iter().map(|&key| stored(db, key)).collect::<rusqlite::Result<_>>()?;
            let mut links = pulls(db, "e", &keys)?;
            for Kept { pull, rule, .. } in &mut links {
                let is_bare = |at: usize| stored[at].is_bare() && stored[at].is_own;
                if matches!(rule.as_str(), "short-name" | "acronym" | "letters" | "called" | "end-name") {
                    let is_first = stored[pull.a].name.len() < stored[pull.b].name.len();
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
            // Of those of one name that are held together across what would part them, no two are parted by it.
            let mut parent: Vec<usize> = (0..keys.len()).collect();
            for &(a, b) in
                linked.iter().filter(|(a, b)| stored[*a].name == stored[*b].name && identity::are_apart(&stored[*a], &stored[*b]))
            {
                let (a, b) = (root(&mut parent, a), root(&mut parent, b));
                parent[a.max(b)] = a.min(b);
            }
            let name_of: Vec<usize> = (0..keys.len()).map(|at| root(&mut parent, at)).collect();
            // Where pages give one man two countries, neither keeps him from his other names.
            let mut stored = stored;
            for Kept { pull, rule, .. } in &links {
                if rule == "other-country" {
                    stored[pull.a].country = None;
                    stored[pull.b].country = None;
                }
            }
            let groups = groups(keys.len(), &plain, |a, b| {
                let pair = (a.min(b), a.max(b));
                let is_one_name = name_of[a] == name_of[b];
                parted.contains(&pair) || (!linked.contains(&pair) && !is_one_name && identity::are_apart(&stored[a], &stored[b]))
            });
            let joined = groups.joined;
            (groups.of, links.into_iter().zip(joined).collect())
        };
        for (link, joined) in &links {
            decided(db, "e", &keys, link, *joined)?;
        }
        let mut members: BTreeMap<usize, Vec<i64>> = BTreeMap::new();
        for (at, root) in found.iter().enumerate() {
            members.entry(*root).or_default().push(keys[at]);
        }
        for (root, members) in members {
            write_entity(db, ranked[root].1, &members)?;
        }
        let mut first = db.prepare_cached("UPDATE profiles SET record = ?2 WHERE key = ?1 AND record IS NOT ?2")?;
        for (_, record, key) in &ranked {
            first.execute([key, record])?;
        }
    }
    Ok(())
}

/// Takes out what was decided of these things before.
pub(crate) fn forget(db: &Connection, keys: impl Iterator<Item = i64>, target: &str, table: &str) -> rusqlite::Result<()> {
    let mut old: BTreeSet<i64> = BTreeSet::new();
    for key in keys {
        let found: Option<i64> = db.prepare_cached(target)?.query_row([key], |row| row.get(0))?;
        old.extend(found);
    }
    for key in old {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE key = ?1"))?.execute([key])?;
    }
    Ok(())
}

/// Writes down what became of a link between two of these things, which stand in the order of their ranks.
pub(crate) fn decided(db: &Connection, layer: &str, keys: &[i64], link: &Kept, joined: bool) -> rusqlite::Result<()> {
    if link.is_decision {
        return Ok(());
    }
    let (first, second) = (keys[link.pull.a.min(link.pull.b)], keys[link.pull.a.max(link.pull.b)]);
    db.prepare_cached(
        "UPDATE links SET joined = ?4, is_turned = ?5 WHERE layer = ?1 AND a = ?2 AND b = ?3 AND (joined IS NOT ?4 OR is_turned IS NOT ?5)",
    )?
    .execute(params![layer, first.min(second), first.max(second), joined, first > second])?;
    Ok(())
}

fn write_entity(db: &Connection, record: i64, members: &[i64]) -> rusqlite::Result<()> {
    let (code, kind): (rusqlite::types::Value, String) = db
        .prepare_cached("SELECT code, kind FROM entity_records WHERE key = ?1")?
        .query_row([record], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut names: BTreeMap<String, u64> = BTreeMap::new();
    let [mut kinds, mut countries, mut sectors]: [BTreeMap<String, u64>; 3] = Default::default();
    let (mut documents, mut texts, mut origins) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let (mut first, mut last): (Option<String>, Option<String>) = (None, None);
    let (mut renamed, mut is_confirmed) = (None, false);
    let mut find = db.prepare_cached(
        "SELECT r.name, r.country, r.sector, d.key, d.same_text, d.family, d.published, r.status, r.key, r.kind FROM entity_records r JOIN documents d ON d.key = r.document
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
            *kinds.entry(row.get(9)?).or_default() += 1;
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
    // Most pages say what it is; of kinds that as many say, the one of the first record.
    let kind = kinds.iter().max_by_key(|(it, count)| (**count, **it == kind)).map_or(kind.clone(), |it| it.0.clone());
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
        code,
        crate::codes::word(&crate::codes::KINDS, &kind),
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
        forget(db, component.iter().copied(), "SELECT event FROM event_mentions WHERE key = ?1", "events")?;
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
            decided(db, "v", &keys, link, *joined)?;
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
        "INSERT INTO events(key, code, type, name, n_documents, n_texts, n_origins, first, last, is_confirmed)
         SELECT key, code, type, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM event_mentions WHERE key = ?1",
    )?
    .execute(params![canonical, name, documents.len() as i64, texts.len() as i64, origins.len() as i64, first, last, is_confirmed])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::{Filter, Layer, Ledger, Prepared};

    /// Pages on which people of one surname stand beside others, so that they are linked by it; a crowd in these tests is five.
    fn pages() -> Vec<Document> {
        let names =
            ["Holm", "Ann Holm", "Holm", "Lena Holm", "Holm", "Ann Holm", "Holm", "Holm", "Bo Holm", "Holm", "Ann J. Holm", "Dag Vale"];
        let page = |(number, name): (usize, &&str)| {
            let id = format!("{:016x}", number * 7 + 1);
            let entity = |at: usize, name: &str| serde_json::json!({ "id": format!("e{at}"), "kind": "person", "name": name, "mentions": [{ "span": [0, 1], "form": "name" }], "evidence": {} });
            let page = serde_json::json!({ "id": id, "source": {}, "meta": { "published": format!("2031-03-{:02}", number % 5 + 1) },
                "text": format!("Page {number} of a test, with words of its own: {}", number * number), "blocks": [],
                "entities": [entity(0, name), entity(1, if number % 2 == 0 { "Ines Lobato" } else { "Amadou Sarr" }), entity(2, "Olga Renn")] });
            Document::parse(page.to_string().as_bytes()).unwrap()
        };
        names.iter().enumerate().map(page).collect()
    }

    fn told(order: &[usize], batch: usize) -> (String, usize) {
        let path = std::env::temp_dir().join(format!("dateline-crowd-{}-{batch}", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let mut ledger = Ledger::create(&path).unwrap();
        let run = ledger.begin("2031-04-01T00:00:00Z", "test").unwrap();
        for batch in order.chunks(batch) {
            let batch: Vec<Prepared> = batch.iter().map(|at| Prepared::new(pages().swap_remove(*at))).collect();
            ledger.add(run, &batch).unwrap();
        }
        let all = [Layer::Entities, Layer::Merges, Layer::Mentions]
            .map(|layer| format!("{:?}", ledger.list(layer, &Filter::default()).unwrap().rows));
        let links = ledger.told(|db| {
            db.query_row(
                "SELECT count(*) FROM links l JOIN reasons r ON r.key = l.reason WHERE l.layer = 'e' AND r.rule IN ('surname', 'bare-name')",
                [],
                |row| row.get(0),
            )
        });
        drop(ledger);
        std::fs::remove_file(&path).unwrap();
        (all.join("\n"), links.unwrap())
    }

    #[test]
    fn a_crowd_is_no_reason_in_any_order() {
        let order: Vec<usize> = (0..12).collect();
        let (expected, links) = told(&order, 12);
        assert_eq!(links, 0, "more than four have this surname");
        assert!(told(&order[..3], 1).1 > 0, "three have it");
        assert!(expected.contains("middle-name"), "a whole name is a reason whoever else has its surname");
        for turn in 1..12 {
            // Steps that go through all twelve, from each of the places.
            let turned: Vec<usize> = (0..12).map(|at| (at * [5, 7, 11][turn % 3] + turn) % 12).collect();
            assert_eq!(told(&turned, 1 + turn % 4).0, expected, "{turned:?}");
        }
    }
}
