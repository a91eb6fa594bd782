//! What leaves a ledger: flat tables in formats that people already use, differences between ledgers, coding sheets.
//!
//! [`dateline_ledger::flat`] declares the tables; this crate writes them ([`export`]: Parquet, CSV, JSON Lines), writes events in the
//! format of GDELT 2.0 ([`gdelt`]), compares two ledgers field by field ([`diff`]), and draws samples for people to judge ([`audit`]).
//! Every file is a function of the set of documents and of what was asked: no clock, no key of the file, no order of adding enters.
//!
//! The way of an export: [`dateline_ledger::Ledger::rows`] → `lines`, `columns` (one sink a file) → `folder`, where files appear whole or not at all.

pub mod audit;
mod columns;
pub mod diff;
mod folder;
pub mod gdelt;
mod lines;
mod package;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use dateline_ledger::Ledger;
use dateline_ledger::flat::{Cell, Scope, TABLES, Table};

/// What can go wrong: one line, lower case.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The ledger cannot be read.
    #[error(transparent)]
    Ledger(#[from] dateline_ledger::Error),
    /// A file cannot be written.
    #[error("{path}: {cause}")]
    File {
        /// The file or folder.
        path: String,
        /// What is wrong.
        cause: String,
    },
    /// What was asked for means nothing here.
    #[error("{0}")]
    Question(String),
}

impl Error {
    pub(crate) fn file(path: &Path, cause: &impl ToString) -> Self {
        let cause = cause.to_string();
        let cause = cause.split(" (os error").next().unwrap_or_default().lines().next().unwrap_or_default().to_lowercase();
        Self::File { path: path.display().to_string(), cause }
    }
}

/// A result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// A format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// A Parquet file a table.
    Parquet,
    /// A CSV file a table, with a head.
    Csv,
    /// A file of JSON Lines a table.
    Jsonl,
    /// GDELT 2.0: events and mentions, without a head.
    Gdelt,
}

impl Format {
    /// Its name, which is the ending of its files too.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Gdelt => "gdelt",
        }
    }
}

/// What is exported, and where to.
#[derive(Debug, Clone)]
pub struct Request {
    /// The formats.
    pub formats: Vec<Format>,
    /// Which records.
    pub scope: Scope,
    /// The folder.
    pub folder: PathBuf,
    /// Write also where other files would be overwritten.
    pub force: bool,
    /// Threads that write; the files are the same for any number.
    pub jobs: usize,
}

/// What was written: files with their rows, in the order of their names.
pub type Written = Vec<(String, u64)>;

/// Tables with most rows first, so that threads end together.
const LARGE_FIRST: [&str; 5] = ["evidence", "mentions", "blocks", "events", "statements"];

/// Something that rows go into.
pub(crate) trait Sink {
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<()>;
    fn finish(&mut self) -> Result<()>;
}

/// Exports a ledger. The files appear in the folder when all of them are whole.
pub fn export(ledger: &Path, request: &Request) -> Result<Written> {
    let mut formats = request.formats.clone();
    formats.sort_unstable();
    formats.dedup();
    let stage = folder::Stage::new(&request.folder, request.force)?;
    let mut tables: Vec<Option<&Table>> = TABLES.iter().map(Some).collect();
    tables.sort_by_key(|it| it.and_then(|it| LARGE_FIRST.iter().position(|name| *name == it.name)).unwrap_or(LARGE_FIRST.len()));
    let is_flat = formats.iter().any(|it| *it != Format::Gdelt);
    if !is_flat {
        tables.clear();
    }
    if formats.contains(&Format::Gdelt) {
        tables.insert(tables.len().min(1), None);
    }
    // A reading that began before something was added, and one that began after, would not fit together.
    let mut resources = loop {
        let (next, resources, failed) = (AtomicUsize::new(0), Mutex::new(Vec::new()), Mutex::new(None));
        let marks = Mutex::new(Vec::new());
        let work = || -> Result<()> {
            let ledger = Ledger::read(ledger)?;
            let mark = ledger.mark()?;
            while let Some(table) = tables.get(next.fetch_add(1, Ordering::Relaxed)) {
                let made = match table {
                    Some(table) => flat(&ledger, table, &formats, request.scope, stage.path())?,
                    None => gdelt::write(&ledger, request.scope, stage.path())?,
                };
                if let Ok(mut all) = resources.lock() {
                    all.extend(made);
                }
            }
            if let Ok(mut marks) = marks.lock() {
                marks.extend([mark, ledger.mark()?]);
            }
            Ok(())
        };
        std::thread::scope(|scope| {
            for _ in 0..request.jobs.clamp(1, 8) {
                scope.spawn(|| {
                    if let Err(error) = work()
                        && let Ok(mut failed) = failed.lock()
                    {
                        failed.get_or_insert(error);
                    }
                });
            }
        });
        if let Some(error) = failed.into_inner().unwrap_or(None) {
            return Err(error);
        }
        let marks = marks.into_inner().unwrap_or_default();
        if marks.windows(2).all(|pair| pair[0] == pair[1]) {
            break resources.into_inner().unwrap_or_default();
        }
    };
    resources.sort_by(|a: &package::Resource, b| a.path.cmp(&b.path));
    let written = resources.iter().map(|it| (it.path.clone(), it.rows)).collect();
    stage.publish(&formats, resources)?;
    Ok(written)
}

/// One table in all flat formats, in one pass.
fn flat(ledger: &Ledger, table: &'static Table, formats: &[Format], scope: Scope, stage: &Path) -> Result<Vec<package::Resource>> {
    let mut sinks: Vec<Box<dyn Sink>> = Vec::new();
    let mut resources = Vec::new();
    for format in formats.iter().filter(|it| **it != Format::Gdelt) {
        let name = format!("{}.{}", table.name, format.name());
        let path = stage.join(&name);
        sinks.push(match format {
            Format::Parquet => Box::new(columns::Parquet::new(path, table)?),
            Format::Csv => Box::new(lines::Csv::new(path, table)?),
            _ => Box::new(lines::Jsonl::new(path, table)?),
        });
        resources.push(package::Resource::flat(name, *format, table));
    }
    let mut rows = 0;
    ledger.rows(table, scope, |cells| {
        rows += 1;
        sinks.iter_mut().try_for_each(|sink| sink.row(cells))
    })?;
    sinks.iter_mut().try_for_each(|sink| sink.finish())?;
    for resource in &mut resources {
        resource.rows = rows;
    }
    Ok(resources)
}
