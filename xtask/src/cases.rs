//! `cargo xtask cases [--rewrite]`: runs the literate cases, or rewrites their expectations for review.

use std::process::Command;

use anyhow::{Context, bail, ensure};

/// Runs the cases of the reader; with `--rewrite` their expectations become what the reader gives.
pub fn run(arguments: &[String]) -> anyhow::Result<()> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["test", "--quiet", "--package", "dateline-read", "--test", "cases"]);
    match arguments {
        [] => {}
        [flag] if flag == "--rewrite" => {
            cargo.env("DATELINE_REWRITE_CASES", "1");
        }
        _ => bail!("usage: cargo xtask cases [--rewrite]"),
    }
    let status = cargo.status().context("cargo cannot be run")?;
    ensure!(status.success(), "cases differ");
    Ok(())
}
