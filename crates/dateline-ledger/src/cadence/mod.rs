//! Whether what was promised was reported done: commitments checked against the events of the ledger.
//!
//! A rule or a deadline makes windows ([`rule`]); an action says what keeps it ([`promise`]); what is matched is who, with or for whom,
//! what, where and when ([`judge`]). What a check says is a function of the set of documents and of the decisions beside the ledger: the
//! horizon is the last day on which a page was published, never the clock. `cases/ledger/cadence.md` has the definitions, with sixty cases.
//!
//! Checks are computed from events and stored in the table `checks` when a run ends. A batch that is added takes them out in its own
//! transaction, so that the table is right or empty, and whoever asks meanwhile computes them.

mod judge;
mod pledge;
mod promise;
mod records;
mod rule;

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::ledger::{Error, Ledger, Result};
use records::Records;

/// What was found of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Everybody did it, as often and as much as was promised.
    Kept,
    /// Some of it, or late by little, or at a time that is told too roughly.
    Partly,
    /// Nothing; which says nothing of whether it was kept.
    NoReportFound,
    /// It was reported not to have happened, refused, called off, or done the other way.
    Contradicted,
}

impl Verdict {
    /// Every verdict there is.
    pub const ALL: [Self; 4] = [Self::Kept, Self::Partly, Self::NoReportFound, Self::Contradicted];

    /// As the contract writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Partly => "partly",
            Self::NoReportFound => "no_report_found",
            Self::Contradicted => "contradicted",
        }
    }

    /// Reads a verdict as the contract writes it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == text)
    }

    /// The cell of a strip.
    const fn letter(self) -> char {
        match self {
            Self::Kept => 'K',
            Self::Partly => 'P',
            Self::NoReportFound => '-',
            Self::Contradicted => 'X',
        }
    }
}

/// A report that a verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ground {
    /// The event of the ledger.
    pub event: String,
    /// The report of it in one document, and the words there.
    pub report: String,
    /// `done late rough denied refused opposite condition`.
    pub part: String,
    /// The span of the word for it, in the document of the report.
    pub span: [usize; 2],
}

/// One window of a commitment, and what was found of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Check {
    /// The first day; none where there is no window.
    pub start: Option<String>,
    /// The last day; none where nothing says by when.
    pub end: Option<String>,
    pub verdict: Option<Verdict>,
    /// For a reader: why.
    pub why: String,
    /// When it was to be done, in words.
    pub rule: String,
    /// Whether a person decided it.
    pub is_decided: bool,
    pub grounds: Vec<Ground>,
}

impl Check {
    /// The events that it rests on.
    pub fn events(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        self.grounds.iter().map(|it| it.event.as_str()).filter(|it| seen.insert(*it)).collect()
    }

    /// As the contract has it, with what else is known.
    pub fn json(&self) -> Value {
        json!({
            "window_start": self.start, "window_end": self.end, "verdict": self.verdict.map(Verdict::name), "events": self.events(),
            "why": self.why, "decided": self.is_decided,
        })
    }
}

/// What the windows of a commitment say together: the one verdict that all have, `contradicted` where any has it, else `partly`.
/// Windows without a verdict say nothing.
pub(crate) fn summary(checks: &[Check]) -> Option<Verdict> {
    let verdicts: BTreeSet<Verdict> = checks.iter().filter_map(|it| it.verdict).collect();
    match verdicts.len() {
        0 => None,
        1 => verdicts.first().copied(),
        _ if verdicts.contains(&Verdict::Contradicted) => Some(Verdict::Contradicted),
        _ => Some(Verdict::Partly),
    }
}

/// A cell a window: `K-PX`.
pub(crate) fn strip(checks: &[Check]) -> String {
    let cell = |check: &Check| {
        let letter = check.verdict.map_or('?', Verdict::letter);
        if check.is_decided { format!("{letter}!") } else { letter.to_string() }
    };
    checks.iter().filter(|it| it.start.is_some()).map(cell).collect()
}

/// What the cells of a strip mean.
pub(crate) const LEGEND: &str = "K kept, P partly, - no report found, X contradicted, ? not known; ! decided by a person";

const STORED: &str = "checks";

/// Takes out what was concluded: the events are about to change.
pub(crate) fn forget(db: &Connection) -> rusqlite::Result<()> {
    if is_stored(db)? {
        db.execute("DELETE FROM checks", [])?;
        db.execute("DELETE FROM settings WHERE name = ?1", [STORED])?;
    }
    Ok(())
}

pub(crate) fn is_stored(db: &Connection) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT 1 FROM settings WHERE name = ?1")?.exists([STORED])
}

/// Concludes, and stores what was concluded.
pub(crate) fn store(db: &Connection) -> rusqlite::Result<()> {
    if is_stored(db)? {
        return Ok(());
    }
    db.execute("DELETE FROM checks", [])?;
    let mut put = db.prepare_cached("INSERT INTO checks VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)")?;
    for (commitment, checks) in compute(db, None)? {
        for (number, it) in checks.iter().enumerate() {
            let (events, grounds) = (json!(it.events()).to_string(), json!(it.grounds).to_string());
            let verdict = it.verdict.map(Verdict::name);
            put.execute(params![commitment, number, it.start, it.end, verdict, it.why, it.rule, it.is_decided, events, grounds])?;
        }
    }
    db.execute("INSERT INTO settings VALUES (?1, 'stored')", [STORED])?;
    Ok(())
}

/// The checks of some commitments, of all where none are named, by the keys of the commitments.
pub(crate) fn checks(db: &Connection, only: Option<&BTreeSet<i64>>) -> rusqlite::Result<BTreeMap<i64, Vec<Check>>> {
    if !is_stored(db)? {
        return compute(db, only);
    }
    let mut all: BTreeMap<i64, Vec<Check>> = BTreeMap::new();
    let mut read = |row: &rusqlite::Row<'_>| -> rusqlite::Result<()> {
        let check = Check {
            start: row.get(1)?,
            end: row.get(2)?,
            verdict: row.get::<_, Option<String>>(3)?.and_then(|it| Verdict::parse(&it)),
            why: row.get(4)?,
            rule: row.get(5)?,
            is_decided: row.get(6)?,
            grounds: serde_json::from_str(row.get_ref(7)?.as_str().unwrap_or_default()).unwrap_or_default(),
        };
        all.entry(row.get(0)?).or_default().push(check);
        Ok(())
    };
    const COLUMNS: &str = "SELECT commitment, window_start, window_end, verdict, why, rule, is_decided, evidence_json FROM checks";
    match only {
        Some(only) => {
            let mut find = db.prepare_cached(&format!("{COLUMNS} WHERE commitment = ?1 ORDER BY number"))?;
            for key in only {
                let mut rows = find.query([key])?;
                while let Some(row) = rows.next()? {
                    read(row)?;
                }
            }
        }
        None => {
            let mut find = db.prepare_cached(&format!("{COLUMNS} ORDER BY commitment, number"))?;
            let mut rows = find.query([])?;
            while let Some(row) = rows.next()? {
                read(row)?;
            }
        }
    }
    Ok(all)
}

/// Checks commitments against the events of the ledger, and then against what a person decided.
fn compute(db: &Connection, only: Option<&BTreeSet<i64>>) -> rusqlite::Result<BTreeMap<i64, Vec<Check>>> {
    let mut records = Records::load(db)?;
    let pledges = pledge::load(db, &records, only)?;
    let wanted: BTreeSet<usize> = if pledges.iter().any(|it| it.condition.is_some() && !it.is_idle()) {
        records.all()
    } else {
        pledges.iter().filter(|it| !it.is_idle()).flat_map(|it| judge::candidates(it, &records)).collect()
    };
    records.read(db, &wanted)?;
    let mut decided: BTreeMap<i64, Vec<(Option<String>, Verdict, String)>> = BTreeMap::new();
    let mut find = db.prepare_cached("SELECT record, \"window\", verdict, coalesce(reason, '') FROM decisions WHERE verb = 'judge' AND record IS NOT NULL ORDER BY number, object")?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(verdict) = row.get::<_, Option<String>>(2)?.and_then(|it| Verdict::parse(&it)) {
            decided.entry(row.get(0)?).or_default().push((row.get(1)?, verdict, row.get(3)?));
        }
    }
    let mut all = BTreeMap::new();
    for pledge in &pledges {
        let mut checks = judge::checks(pledge, &records);
        for (window, verdict, reason) in decided.get(&pledge.key).into_iter().flatten() {
            if let Some(at) = find_window(&checks, window.as_deref()) {
                checks[at].verdict = Some(*verdict);
                checks[at].why.clone_from(reason);
                checks[at].is_decided = true;
            }
        }
        all.insert(pledge.key, checks);
    }
    Ok(all)
}

/// The window that has a day in it; the only one, where no day is given.
fn find_window(checks: &[Check], day: Option<&str>) -> Option<usize> {
    match day {
        None => (checks.len() == 1).then_some(0),
        Some(day) => checks
            .iter()
            .position(|it| it.start.as_deref().is_some_and(|start| start <= day) && it.end.as_deref().is_none_or(|end| day <= end)),
    }
}

impl Ledger {
    /// Decides what is to be said of a window of a commitment: the one with this day in it, or the only one there is.
    pub fn judge(&mut self, id: &str, window: Option<&str>, verdict: Verdict, reason: &str) -> Result<()> {
        if window.is_some_and(|day| day.len() != 10 || day.parse::<jiff::civil::Date>().is_err()) {
            return Err(Error::Question(format!("--window {}: no day: write 2025-04-04", window.unwrap_or_default())));
        }
        let key: Option<i64> = self.told(|db| {
            db.prepare_cached("SELECT c.key FROM commitments c JOIN documents d ON d.key = c.document WHERE c.id = ?1 AND d.id = ?2")?
                .query_row([id, id.split_once('.').map_or("", |it| it.0)], |row| row.get(0))
                .optional()
        })?;
        let Some(key) = key else {
            return Err(Error::Question(format!("{id}: no commitment of {} has this id", self.path.display())));
        };
        let found = self.told(|db| checks(db, Some(&BTreeSet::from([key]))))?.remove(&key).unwrap_or_default();
        if find_window(&found, window).is_none() {
            return Err(Error::Question(match window {
                Some(day) => format!("{id}: no window has {day} in it"),
                None => format!("{id}: {} windows; say which by --window DATE", found.len()),
            }));
        }
        self.decide_window(id, window, verdict, reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(verdict: Option<Verdict>) -> Check {
        Check { start: Some("2031-03-04".to_owned()), end: Some("2031-03-10".to_owned()), verdict, ..Check::default() }
    }

    #[test]
    fn windows_say_something_together() {
        use Verdict::{Contradicted, Kept, NoReportFound, Partly};
        let told = |verdicts: &[Option<Verdict>]| summary(&verdicts.iter().map(|it| check(*it)).collect::<Vec<_>>());
        assert_eq!(told(&[]), None);
        assert_eq!(told(&[None]), None);
        assert_eq!(told(&[Some(Kept), None]), Some(Kept));
        assert_eq!(told(&[Some(Kept), Some(NoReportFound)]), Some(Partly));
        assert_eq!(told(&[Some(Kept), Some(Contradicted), Some(Partly)]), Some(Contradicted));
        assert_eq!(told(&[Some(NoReportFound), Some(NoReportFound)]), Some(NoReportFound));
    }

    #[test]
    fn a_strip_has_a_cell_a_window() {
        let mut checks: Vec<Check> = Verdict::ALL.into_iter().map(|it| check(Some(it))).chain([check(None), Check::default()]).collect();
        checks[1].is_decided = true;
        assert_eq!(strip(&checks), "KP!-X?");
    }
}
