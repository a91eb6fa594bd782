//! `cargo xtask readers`: what is exported is read by programs that others wrote.
//!
//! The readers come from PyPI into an environment under `target/`, so that the tests of the workspace need no Python. What cannot be installed is
//! counted as skipped, and fails nothing.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};

use crate::{cargo, root};

/// Each check of `readers.py` with the packages that it needs, in versions that were tried.
const CHECKS: [(&str, &[&str]); 4] = [
    ("pandas", &["pandas==3.1.1", "pyarrow==26.0.1"]),
    ("duckdb", &["duckdb==2.0.1"]),
    ("gdelt", &["gdelt==0.1.14", "pandas==3.1.1", "setuptools<81"]),
    ("gdelt-py", &["gdelt-py==0.1.11"]),
];

/// Makes a ledger of the case and of a page about countries that there are, exports it, and has it read.
pub fn run() -> anyhow::Result<()> {
    if !cargo(&["build", "--release", "--package", "dateline"]).status().context("cargo build")?.success() {
        bail!("the build failed");
    }
    let folder = root().join("target/readers");
    let (ledger, export) = (folder.join("case.db"), folder.join("export"));
    std::fs::create_dir_all(&folder)?;
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", ledger.display()));
    }
    let _ = std::fs::remove_dir_all(&export);
    let dateline = |arguments: &[&str]| -> anyhow::Result<()> {
        let run = Command::new(root().join("target/release/dateline")).args(arguments).status().context("dateline")?;
        anyhow::ensure!(run.success(), "dateline {}: failed", arguments.join(" "));
        Ok(())
    };
    let (ledger, export) = (ledger.display().to_string(), export.display().to_string());
    let case = |name: &str| root().join("cases/ledger").join(name).display().to_string();
    dateline(&["add", &ledger, &case("sarnovo.jsonl"), "--format", "contract", "--quiet"])?;
    dateline(&["add", &ledger, &case("borders.txt"), "--published", "2031-03-10", "--quiet"])?;
    dateline(&["export", &ledger, "--to", "parquet,csv,jsonl,gdelt", "--all", &export])?;
    let python = folder.join("venv/bin/python");
    if !python.exists() {
        let made = Command::new("python3").args(["-m", "venv"]).arg(folder.join("venv")).output();
        if !made.is_ok_and(|it| it.status.success()) {
            println!("readers: 0 read, {} skipped: python3 cannot make an environment", CHECKS.len());
            return Ok(());
        }
    }
    let (mut read, mut skipped, mut failed) = (0, 0, 0);
    for (check, packages) in CHECKS {
        if !installed(&python, packages) {
            println!("{check}: skipped, cannot be installed: {}", packages.join(" "));
            skipped += 1;
            continue;
        }
        let run = Command::new(&python).arg(root().join("xtask/readers.py")).args([check, &export]).status().context("python")?;
        if run.success() {
            read += 1;
        } else {
            failed += 1;
        }
    }
    println!("readers: {read} read, {skipped} skipped, {failed} failed");
    anyhow::ensure!(failed == 0, "{failed} readers read something else");
    Ok(())
}

fn installed(python: &Path, packages: &[&str]) -> bool {
    Command::new(python)
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
        .args(packages)
        .status()
        .is_ok_and(|it| it.success())
}
