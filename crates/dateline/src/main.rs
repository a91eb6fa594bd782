//! `dateline`: reads news as it is found in the wild.
//!
//! The way of a run: [`args`] is what was typed, [`plan`] what it means, [`inputs`] finds the files, [`run`] reads
//! them on several threads and hands everything on in the order of the input, [`wire`], [`table`] and [`conllu`] print it,
//! and [`report`] tells the person on standard error what was passed over. [`import`] makes gazetteers, [`ledger`] keeps and asks ledgers.

mod args;
mod conllu;
mod contract;
mod date;
mod engine;
mod import;
mod inputs;
mod ledger;
mod plan;
mod report;
mod run;
mod table;
mod treebank;
mod version;
mod wire;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command, Layer};
use plan::Plan;
use report::Report;

/// Rows are made on one thread and freed on another, which the allocator of most platforms does slowly.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// An error: bad arguments, an input that could not be opened, a bad record under `--strict`.
const FAILURE: u8 = 2;
/// A list verb or a search that found nothing.
const NOTHING: u8 = 1;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return usage(&error),
    };
    let done = match args.command {
        Command::Read(read) => Plan::new(read, wire::Layers::Document, None).and_then(|plan| read_all(&plan)),
        Command::Analyze(args::Analyze { read, layer, gazetteer }) => {
            let layers = if layer == Some(Layer::Language) { wire::Layers::Language } else { wire::Layers::All };
            Plan::new(read, layers, gazetteer.as_deref()).and_then(|plan| read_all(&plan))
        }
        Command::Ledger(command) => match ledger::run(command) {
            Ok(ledger::End::Nothing) => return ExitCode::from(NOTHING),
            done => done.map(|end| end == ledger::End::Well),
        },
        Command::Gazetteer(args::Gazetteer::Import { file, output }) => import::import(&file, &output).map(|summary| {
            let import::Summary { lines, bad, places } = summary;
            eprintln!("dateline: {}: {places} places from {lines} lines, {bad} of them bad", output.display());
            true
        }),
        Command::Schema => say(wire::SCHEMA),
        Command::Version { long } => say(&version::text(long)),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(FAILURE),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("dateline: {error:#}");
            ExitCode::from(FAILURE)
        }
    }
}

/// Reads every input and prints what is in them; whether all went well.
fn read_all(plan: &Plan) -> anyhow::Result<bool> {
    let mut report = Report::new(plan);
    let mut out = plan.output.writer(io::stdout().lock());
    run::run(plan, &report.progress(), |outcome| {
        report.see(&outcome);
        if let Err(error) = out.write(&outcome) {
            stop(&error);
        }
    });
    report.finish();
    out.finish()?;
    Ok(report.is_well())
}

/// Ends the program at once when standard output is gone: a reader thread may wait for input that never comes.
fn stop(error: &io::Error) -> ! {
    if error.kind() == io::ErrorKind::BrokenPipe {
        std::process::exit(0);
    }
    eprintln!("dateline: standard output: {}", report::cause(error));
    std::process::exit(FAILURE.into())
}

fn say(text: &str) -> anyhow::Result<bool> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(true)
}

/// Help and version as they are; a mistake in one line.
fn usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() || error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let code = error.exit_code();
        let _ = error.print();
        return ExitCode::from(u8::try_from(code).unwrap_or(FAILURE));
    }
    let rendered = error.render().to_string();
    let lines: Vec<_> = rendered.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let first = lines.first().map_or("bad arguments", |line| line.strip_prefix("error: ").unwrap_or(line));
    let listed = if first.ends_with(':') { lines.get(1).copied() } else { None };
    let tip = lines.iter().find_map(|line| line.strip_prefix("tip: "));
    let parts: Vec<_> = [Some(first), listed].into_iter().flatten().collect();
    let tip = tip.map(|tip| format!("; {tip}")).unwrap_or_default();
    eprintln!("dateline: {}{tip} (see dateline --help)", parts.join(" "));
    ExitCode::from(FAILURE)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
