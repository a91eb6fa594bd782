//! The file: opened, made, and what can be wrong with it in one line.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::decisions;

/// Says that a SQLite file is a ledger: `DTLN`.
const APPLICATION: i32 = 0x4454_4C4E;
/// The version of the tables; a change of a column is a new one.
const VERSION: i32 = 3;
/// How long one program waits for another that writes.
const PATIENCE: Duration = Duration::from_secs(120);

/// What can go wrong with a ledger: one line, lower case.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("{0}: no such ledger")]
    Missing(String),
    /// The file is something else.
    #[error("{0}: no ledger of dateline")]
    Foreign(String),
    /// A program of another version made it.
    #[error("{path}: a ledger of version {found}; this program reads version {VERSION}{}", if *found < VERSION { ": add the pages to a new ledger; decisions find their objects there" } else { "" })]
    Version {
        /// The ledger.
        path: String,
        /// Its version.
        found: i32,
    },
    /// SQLite's, in plain words.
    #[error("{path}: {cause}")]
    File {
        /// The ledger.
        path: String,
        /// What is wrong.
        cause: String,
    },
    /// The decisions beside the ledger cannot be read or written.
    #[error("{0}")]
    Decisions(String),
    /// An id, a name or a filter that means nothing here.
    #[error("{0}")]
    Question(String),
}

/// A result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// A ledger that is open.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
    pub(crate) cache: crate::add::Cache,
}

impl Ledger {
    /// Opens a ledger to write to it, and makes it where there is none.
    pub fn create(path: &Path) -> Result<Self> {
        let is_new = !path.exists();
        let ledger = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        ledger.told(|db| {
            if is_new || is_empty(db)? {
                // Half of a ledger is none: the tables come in one transaction, or not at all.
                db.execute_batch("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;")?;
                db.execute_batch("BEGIN IMMEDIATE")?;
                if is_empty(db)? {
                    db.execute_batch(include_str!("schema.sql"))?;
                    db.execute_batch(&crate::flat::views())?;
                    db.execute_batch(&format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"))?;
                }
                db.execute_batch("COMMIT")?;
            }
            Ok(())
        })?;
        ledger.check()?;
        ledger.told(|db| db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;"))?;
        Ok(ledger)
    }

    /// Opens a ledger that is there, to write to it.
    pub fn open(path: &Path) -> Result<Self> {
        if !path.exists() {
            return Err(Error::Missing(path.display().to_string()));
        }
        Self::create(path)
    }

    /// Opens a ledger to ask. Decisions that were taken since the last run are applied first, and checks that a run left open are
    /// concluded, where the file can be written to.
    pub fn read(path: &Path) -> Result<Self> {
        if !path.exists() {
            return Err(Error::Missing(path.display().to_string()));
        }
        let ledger = Self::connect_to_read(path)?;
        let is_current = ledger.told(|db| {
            // Answers and exports go through a file again and again.
            db.execute_batch("PRAGMA cache_size = -65536;")?;
            decisions::is_current(db, path)
        })?;
        if !is_current {
            drop(ledger);
            let applied = Self::create(path).and_then(|mut ledger| {
                ledger.apply_decisions()?;
                Ok(ledger)
            });
            return applied.map_err(|error| match error {
                Error::File { path, cause } => Error::File { path, cause: format!("decisions were taken that cannot be applied: {cause}") },
                other => other,
            });
        }
        if !ledger.told(crate::cadence::is_stored)? {
            // Whoever asks does not wait for one who adds, and can ask a ledger that is not his to write to: then checks are computed.
            let _ = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(|other| {
                other.told(|db| {
                    db.busy_timeout(Duration::ZERO)?;
                    let transaction = rusqlite::Transaction::new_unchecked(db, rusqlite::TransactionBehavior::Immediate)?;
                    crate::cadence::store(db)?;
                    transaction.commit()
                })
            });
        }
        Ok(ledger)
    }

    /// Opens a ledger as it is; where its folder cannot be written to, as a file that nobody changes meanwhile.
    fn connect_to_read(path: &Path) -> Result<Self> {
        let asked = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY).and_then(|ledger| {
            ledger.check()?;
            Ok(ledger)
        });
        let Err(Error::File { .. }) = &asked else { return asked };
        // A log beside the file has pages that are newer than the file's.
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let has_log = std::fs::metadata(&log).is_ok_and(|it| it.len() > 0);
        let Some(address) = (!has_log).then(|| address(path)).flatten() else {
            return asked.map_err(|error| match error {
                Error::File { path, cause } if has_log => Error::File {
                    cause: format!("{cause} What was added last stands in {path}-wal, which needs a folder that can be written to"),
                    path,
                },
                other => other,
            });
        };
        let still =
            Self::connect(Path::new(&address), OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI).and_then(|mut ledger| {
                ledger.path = path.to_owned();
                ledger.check()?;
                Ok(ledger)
            });
        // What is wrong with the file itself was told at the first try.
        still.or(asked)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self> {
        let shown = path.display().to_string();
        let db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(|error| plain(&shown, &error))?;
        db.busy_timeout(PATIENCE).map_err(|error| plain(&shown, &error))?;
        db.set_prepared_statement_cache_capacity(512);
        Ok(Self { db, path: path.to_owned(), cache: crate::add::Cache::default() })
    }

    fn check(&self) -> Result<()> {
        let (application, version) = self.told(|db| {
            let number = |name: &str| db.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i32>(0));
            Ok((number("application_id")?, number("user_version")?))
        })?;
        let path = self.path.display().to_string();
        if application != APPLICATION {
            return Err(Error::Foreign(path));
        }
        if version != VERSION {
            return Err(Error::Version { path, found: version });
        }
        Ok(())
    }

    /// Asks the database, and tells what went wrong in plain words.
    pub(crate) fn told<T>(&self, ask: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        ask(&self.db).map_err(|error| plain(&self.path.display().to_string(), &error))
    }

    /// Sets how many pages the file may have, and takes none away: what a full disk does, for those who test it.
    pub fn limit_pages(&self, most: u32) -> Result<()> {
        self.told(|db| db.query_row(&format!("PRAGMA max_page_count = {most}"), [], |_| Ok(())))
    }

    /// Ends a run: checks what was promised against what is reported now, and folds what was written into the one file, so that it can be copied.
    pub fn settle(&self) -> Result<()> {
        self.told(|db| {
            let transaction = rusqlite::Transaction::new_unchecked(db, rusqlite::TransactionBehavior::Immediate)?;
            crate::cadence::store(db)?;
            transaction.commit()?;
            db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA optimize;")
        })
    }
}

/// The address by which SQLite opens a file that does not change; none for a path that is no text.
fn address(path: &Path) -> Option<String> {
    let whole = std::path::absolute(path).ok()?;
    let mut out = String::from("file:");
    for letter in whole.to_str()?.replace('\\', "/").chars() {
        match letter {
            '%' | '?' | '#' => out.push_str(&format!("%{:02X}", u32::from(letter))),
            _ => out.push(letter),
        }
    }
    Some(out + "?immutable=1")
}

fn is_empty(db: &Connection) -> rusqlite::Result<bool> {
    db.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))
}

/// SQLite's errors in plain words.
pub(crate) fn plain(path: &str, error: &rusqlite::Error) -> Error {
    let cause = match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => return Error::Foreign(path.to_owned()),
        Some(ErrorCode::DatabaseCorrupt) => {
            "damaged: a page of the file does not hold what it should; take it from a copy, or add the pages anew".to_owned()
        }
        Some(ErrorCode::DiskFull) => "no space left; what was added before is safe, and the same command goes on from there".to_owned(),
        Some(ErrorCode::ReadOnly) => "cannot be written to".to_owned(),
        Some(ErrorCode::CannotOpen) => "cannot be opened; is its folder there, and may it be written to?".to_owned(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => "another program writes to it and does not end".to_owned(),
        Some(ErrorCode::SystemIoFailure) => "cannot be read or written; what was added before is safe".to_owned(),
        _ => error.to_string().lines().next().unwrap_or_default().to_owned(),
    };
    Error::File { path: path.to_owned(), cause }
}
