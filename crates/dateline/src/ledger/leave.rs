//! What leaves a ledger: exports, differences, coding sheets.

use std::io::{IsTerminal, stderr, stdout};
use std::num::NonZeroUsize;

use anyhow::Context;
use dateline_export::audit::{self, Sample};
use dateline_export::{Format, Request};
use dateline_ledger::flat::Scope;
use dateline_ledger::render;
use dateline_ledger::{Ledger, Table};

use super::args::{self, Audit, Diff, Export, Stratify, Target};
use super::{End, form, print};

impl From<args::Scope> for Scope {
    fn from(args::Scope { all, min_score }: args::Scope) -> Self {
        Self { all, min_score }
    }
}

/// Writes the files, and says on a terminal how many rows each has.
pub fn export(Export { ledger, to, folder, scope, force, jobs }: Export) -> anyhow::Result<End> {
    let formats = to
        .into_iter()
        .map(|it| match it {
            Target::Parquet => Format::Parquet,
            Target::Csv => Format::Csv,
            Target::Jsonl => Format::Jsonl,
            Target::Gdelt => Format::Gdelt,
        })
        .collect();
    let jobs = jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let written = dateline_export::export(&ledger, &Request { formats, scope: scope.into(), folder: folder.clone(), force, jobs })?;
    if stderr().is_terminal() {
        for (name, rows) in written {
            eprintln!("dateline: {}: {rows} rows", folder.join(name).display());
        }
    }
    Ok(End::Well)
}

/// Prints what differs. Nothing is no error: whoever asks by a program counts lines.
pub fn diff(Diff { a, b, ignore, summary, form: output }: &Diff) -> anyhow::Result<End> {
    let found = dateline_export::diff::diff(&Ledger::read(a)?, &Ledger::read(b)?, ignore)?;
    let form = form(output.output);
    let is_table = matches!(form, render::Form::Table(_));
    let tables: Vec<&Table> = match (summary, is_table) {
        (true, _) => vec![&found.summary],
        (false, true) => vec![&found.summary, &found.rows],
        (false, false) => vec![&found.rows],
    };
    for (number, table) in tables.into_iter().filter(|it| !is_table || !it.rows.is_empty()).enumerate() {
        let gap = if number > 0 { "\n" } else { "" };
        print(&format!("{gap}{}", render::table(table, form)))?;
    }
    Ok(End::Well)
}

/// Prints a sheet, or what came of one.
pub fn audit(Audit { ledger, sample, layer, stratify, seed, scope, sheet, form: output }: Audit) -> anyhow::Result<End> {
    let ledger = Ledger::read(&ledger)?;
    if let Some(path) = sheet {
        let bytes = std::fs::read(&path)
            .map_err(|error| anyhow::anyhow!(crate::report::cause(&error)))
            .with_context(|| path.display().to_string())?;
        let table = audit::precision(&ledger, &path.display().to_string(), &bytes)?;
        super::answer(&table, output.output)?;
        return Ok(End::Well);
    }
    let stratify = match stratify {
        Stratify::Nothing => audit::Stratify::Nothing,
        Stratify::Type => audit::Stratify::Type,
        Stratify::Score => audit::Stratify::Score,
    };
    let sample = Sample { layer, size: sample.unwrap_or_default(), stratify, seed, scope: scope.into() };
    let text = audit::sheet(&ledger, &sample)?;
    print(&text)?;
    if stderr().is_terminal() && !stdout().is_terminal() {
        eprintln!("dateline: write y, n or ? beside each field, then: dateline audit LEDGER --sheet FILE");
    }
    Ok(End::Well)
}
