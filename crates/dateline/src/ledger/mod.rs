//! The verbs on a ledger: pages go in, answers come out.

pub mod args;
mod leave;

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write, stderr, stdout};
use std::path::Path;
use std::sync::mpsc::{SyncSender, sync_channel};

use anyhow::{Context, bail};
use dateline_ledger::cadence::Verdict;
use dateline_ledger::decisions::Verb;
use dateline_ledger::document::Document;
use dateline_ledger::render::{self, Form};
use dateline_ledger::{Added, Filter, Layer, Ledger, Prepared, Table};
use serde::Deserialize;

use crate::plan::{Plan, Talk};
use crate::report::Report;
use crate::run::{self, Outcome};
use args::{Add, Command, Decide, Decisions, Judge, List, Output, Rename, Search, Show, Verify};

/// Documents in a transaction, unless their bytes are more first.
const BATCH: usize = 256;
/// Bytes of JSON in a transaction.
const BATCH_BYTES: usize = 16 << 20;

/// How a verb ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Well.
    Well,
    /// Well, and nothing was found.
    Nothing,
    /// Something that was named could not be read, or does not stand.
    Badly,
}

/// Does what was typed.
pub fn run(command: Command) -> anyhow::Result<End> {
    match command {
        Command::Add(add) => self::add(add),
        Command::Documents(it) => list(Layer::Documents, it),
        Command::Copies(it) => list(Layer::Copies, it),
        Command::Entities(it) => list(Layer::Entities, it),
        Command::Mentions(it) => list(Layer::Mentions, it),
        Command::Statements(it) => list(Layer::Statements, it),
        Command::Events(it) => list(Layer::Events, it),
        Command::Tolls(it) => list(Layer::Tolls, it),
        Command::Commitments(it) => list(Layer::Commitments, it),
        Command::Merges(it) => list(Layer::Merges, it),
        Command::Stories(it) => list(Layer::Stories, it),
        Command::Contradictions(it) => list(Layer::Contradictions, it),
        Command::Search(Search { ledger, words, limit, form }) => {
            answer(&Ledger::read(&ledger)?.search(&words.join(" "), limit)?, form.output)
        }
        Command::Show(it) => pages(&it, Ledger::show),
        Command::Explain(it) => pages(&it, Ledger::explain),
        Command::Merge(it) => decide(Verb::Merge, &it),
        Command::Split(it) => decide(Verb::Split, &it),
        Command::Reject(it) => decide(Verb::Reject, &it),
        Command::Confirm(it) => decide(Verb::Confirm, &it),
        Command::Rename(Rename { ledger, id, name, reason }) => {
            Ledger::open(&ledger)?.decide(Verb::Rename, &[id], Some(&name), &reason)?;
            Ok(End::Well)
        }
        Command::Judge(Judge { ledger, id, window, verdict, reason }) => {
            let verdict = self::verdict(&verdict)?;
            Ledger::open(&ledger)?.judge(&id, window.as_deref(), verdict, &reason)?;
            Ok(End::Well)
        }
        Command::Decisions(Decisions { ledger, all, form }) => {
            let mut table = Ledger::read(&ledger)?.decisions()?;
            let found = table.columns.iter().position(|it| *it == "found").unwrap_or_default();
            table.rows.retain(|row| all || row[found] == false);
            answer(&table, form.output)
        }
        Command::Verify(it) => verify(&it),
        Command::Export(it) => leave::export(it),
        Command::Diff(it) => leave::diff(&it),
        Command::Audit(it) => leave::audit(it),
    }
}

fn list(layer: Layer, List { ledger, ids, filter, form }: List) -> anyhow::Result<End> {
    for (option, date) in [("--from", &filter.from), ("--to", &filter.to)] {
        if let Some(date) = date
            && !is_date(date)
        {
            bail!("{option} {date}: no date: write 2025, 2025-04 or 2025-04-04");
        }
    }
    let filter = Filter {
        ids,
        who: filter.who,
        r#type: filter.r#type,
        from: filter.from,
        to: filter.to,
        place: filter.place,
        country: filter.country,
        modality: filter.modality,
        verdict: filter.verdict.as_deref().map(verdict).transpose()?,
        min_score: filter.min_score,
        text: filter.text,
        story: filter.story,
        all: filter.all,
        limit: filter.limit,
    };
    let ledger = Ledger::read(&ledger)?;
    if self::form(form.output) != Form::Jsonl {
        return answer(&ledger.list(layer, &filter)?, form.output);
    }
    // Lines need not wait for one another: one thread reads while another prints.
    let (sender, parts) = sync_channel::<Table>(4);
    let is_empty = std::thread::scope(|scope| {
        let printer = scope.spawn(move || {
            let mut is_empty = true;
            for part in parts {
                is_empty &= part.rows.is_empty();
                print(&render::table(&part, Form::Jsonl))?;
            }
            Ok::<_, anyhow::Error>(is_empty)
        });
        let mut is_heard = true;
        let read = ledger.list_parts(layer, &filter, &mut |part| {
            // What cannot be printed is told below.
            is_heard = is_heard && sender.send(std::mem::take(part)).is_ok();
        });
        drop(sender);
        let printed = printer.join().unwrap_or_else(|_| bail!("internal error: a thread that prints ended"));
        read?;
        printed
    })?;
    Ok(if is_empty { End::Nothing } else { End::Well })
}

fn verdict(typed: &str) -> anyhow::Result<Verdict> {
    Verdict::parse(typed).with_context(|| {
        let known: Vec<&str> = Verdict::ALL.iter().map(|it| it.name()).collect();
        format!("--verdict {typed}: no verdict: write {}", known.join(", "))
    })
}

/// Whether it is a year, a month or a day.
fn is_date(typed: &str) -> bool {
    let parts: Vec<&str> = typed.split('-').collect();
    let widths = [4, 2, 2];
    parts.len() <= 3 && parts.iter().zip(widths).all(|(part, width)| part.len() == width && part.bytes().all(|b| b.is_ascii_digit()))
}

fn form(output: Option<Output>) -> Form {
    let width = terminal_size::terminal_size().map_or(120, |(width, _)| usize::from(width.0));
    match output {
        None if stdout().is_terminal() => Form::Table(width),
        None | Some(Output::Jsonl) => Form::Jsonl,
        Some(Output::Table) => Form::Table(width),
        Some(Output::Json) => Form::Json,
        Some(Output::Csv) => Form::Csv,
        Some(Output::Tsv) => Form::Tsv,
        Some(Output::Md) => Form::Markdown,
    }
}

fn print(text: &str) -> anyhow::Result<()> {
    let mut out = stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

fn answer(table: &Table, output: Option<Output>) -> anyhow::Result<End> {
    let form = form(output);
    if !table.rows.is_empty() || !matches!(form, Form::Table(_)) {
        print(&render::table(table, form))?;
    }
    Ok(if table.rows.is_empty() { End::Nothing } else { End::Well })
}

fn pages(
    Show { ledger, ids, form: output }: &Show,
    ask: impl Fn(&Ledger, &str) -> dateline_ledger::Result<dateline_ledger::Page>,
) -> anyhow::Result<End> {
    let (ledger, form) = (Ledger::read(ledger)?, form(output.output));
    for (number, id) in ids.iter().enumerate() {
        let page = render::page(&ask(&ledger, id)?, form);
        let gap = if number > 0 && !matches!(form, Form::Jsonl) { "\n" } else { "" };
        print(&format!("{gap}{page}"))?;
    }
    Ok(End::Well)
}

fn decide(verb: Verb, Decide { ledger, ids, reason }: &Decide) -> anyhow::Result<End> {
    Ledger::open(ledger)?.decide(verb, ids, None, reason)?;
    Ok(End::Well)
}

/// Reads the inputs on several threads, while one more writes batches.
fn add(Add { ledger: path, mut read, gazetteer }: Add) -> anyhow::Result<End> {
    read.output = Some(crate::args::Output::Jsonl);
    // The file is opened before anything is read: a ledger that cannot be written to costs no work.
    let mut ledger = Ledger::create(&path)?;
    ledger.apply_decisions()?;
    let mut plan = Plan::for_ledger(read, gazetteer.as_deref())?;
    plan.known = ledger.known()?;
    let run = ledger.begin(&jiff::Timestamp::now().to_string(), concat!("dateline ", env!("CARGO_PKG_VERSION")))?;
    let mut report = Report::alone(&plan);
    let (mut known, mut failed) = (0, false);
    let (sender, batches) = sync_channel::<Vec<Prepared>>(1);
    let added = std::thread::scope(|scope| {
        let writer = scope.spawn(move || {
            let mut sum = Added::default();
            let written = batches.into_iter().try_for_each(|batch| {
                let Added { added, known } = ledger.add(run, &batch)?;
                sum.added += added;
                sum.known += known;
                Ok(())
            });
            if let Err(error) = written.and_then(|()| ledger.settle()) {
                // At once: a reader may wait for input that never comes. What was added before is safe.
                eprintln!("dateline: {error}");
                std::process::exit(2);
            }
            sum
        });
        let mut batch = Batch { documents: Vec::new(), bytes: 0, sender };
        run::run(&plan, &report.progress(), |outcome| {
            report.see(&outcome);
            let Outcome::Page(page) = outcome else { return };
            if page.rendered.is_empty() {
                known += 1;
                return;
            }
            match Document::parse(&page.rendered) {
                Ok(document) => batch.push(Prepared::new(document), page.rendered.len()),
                Err(message) => {
                    eprintln!("dateline: internal error: {message}");
                    failed = true;
                }
            }
        });
        batch.send();
        drop(batch);
        writer.join().unwrap_or_default()
    });
    report.finish();
    if plan.talk == Talk::Verbose || (plan.talk == Talk::Normal && stderr().is_terminal()) {
        eprintln!("dateline: {}: {} added, {} already there", path.display(), added.added, added.known + known);
    }
    Ok(if report.is_well() && !failed { End::Well } else { End::Badly })
}

/// Documents on their way to the writer.
struct Batch {
    documents: Vec<Prepared>,
    bytes: usize,
    sender: SyncSender<Vec<Prepared>>,
}

impl Batch {
    fn push(&mut self, prepared: Prepared, bytes: usize) {
        self.documents.push(prepared);
        self.bytes += bytes;
        if self.documents.len() >= BATCH || self.bytes >= BATCH_BYTES {
            self.send();
        }
    }

    fn send(&mut self) {
        self.bytes = 0;
        let batch = std::mem::take(&mut self.documents);
        if !batch.is_empty() {
            // The writer only goes away with the program.
            let _ = self.sender.send(batch);
        }
    }
}

/// What a page says of itself, as far as a file is checked by it.
#[derive(Debug, Deserialize)]
struct Read {
    id: String,
    text: String,
}

fn verify(Verify { ledger: path, no_files, form: output }: &Verify) -> anyhow::Result<End> {
    let ledger = Ledger::read(path)?;
    let mut verdict = ledger.verify()?;
    let (mut found, mut gone) = (0, 0);
    for file in if *no_files { Vec::new() } else { ledger.files()? } {
        if !Path::new(&file.path).is_file() {
            gone += 1;
            continue;
        }
        let mut there: BTreeMap<String, String> = BTreeMap::new();
        let plan = Plan::for_check(&file.path, &file.format).with_context(|| file.path.clone())?;
        let report = Report::new(&plan);
        run::run(&plan, &report.progress(), |outcome| {
            if let Outcome::Page(page) = outcome
                && let Ok(read) = serde_json::from_slice::<Read>(&page.rendered)
            {
                there.insert(read.id, read.text);
            }
        });
        for (id, text) in &file.documents {
            match there.get(id) {
                Some(now) if now == text => found += 1,
                Some(_) => verdict.faults.push([id.clone(), String::new(), format!("{}: read otherwise now", file.path)]),
                None => verdict.faults.push([id.clone(), String::new(), format!("{}: no longer there, the file has changed", file.path)]),
            }
        }
    }
    eprintln!(
        "dateline: {}: {} documents, {} spans, {} faults; {found} documents found in their files, {gone} files not there",
        path.display(),
        verdict.documents,
        verdict.spans,
        verdict.faults.len()
    );
    if verdict.faults.is_empty() {
        return Ok(End::Well);
    }
    answer(&verdict.table(), output.output)?;
    Ok(End::Badly)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_filters() {
        assert!(is_date("2025") && is_date("2025-04") && is_date("2025-04-04"));
        assert!(!is_date("April") && !is_date("2025-4") && !is_date("2025-04-04-01") && !is_date(""));
    }
}
