//! `cargo xtask perturb`: variants of known pages, of which enough must come out as predicted.
//!
//! [`reading`] swaps words that say nothing of what is the article and what is not; [`findings`] swaps people, places, weekdays and dates, which must
//! come out swapped; [`said`] swaps people, verbs of saying, quotation marks and the order of paragraphs. All are seeded: the same variants on every machine.

mod findings;
mod reading;
mod said;

use std::fs;
use std::path::Path;

use anyhow::ensure;

/// How many variants are made for each, and how many of them must come out as predicted.
const VARIANTS: usize = 50;
const MUST: usize = 48;

/// What takes the place of a page's own words, for all.
const POOL: &str = include_str!("../perturb.toml");

/// Runs the variants of all, prints those that come out differently, and fails when there are too many.
pub fn run() -> anyhow::Result<()> {
    let (read, found, said) = (reading::run()?, findings::run()?, said::run()?);
    ensure!(read >= MUST && found >= MUST && said >= MUST, "at least {MUST} of {VARIANTS} must come out as predicted");
    Ok(())
}

/// The literate pages of `cases/pages/`, by name, sorted.
fn sources(root: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let mut files: Vec<_> = fs::read_dir(root.join("cases/pages"))?.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    let named = |file: &std::path::PathBuf| file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    files.iter().map(|file| Ok((named(file), fs::read_to_string(file)?))).collect()
}

/// What stands in a literate page in the fence of a name.
fn fenced<'s>(source: &'s str, name: &str) -> Option<&'s str> {
    source.split_once(&format!("```{name}\n")).and_then(|(_, rest)| rest.split_once("```")).map(|(body, _)| body)
}

/// SplitMix64: numbers that look random and are the same everywhere.
struct Seeded(u64);

impl Seeded {
    /// A number below a bound; 0 when there is none.
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound.max(1) as u64).unwrap_or(0)
    }

    /// One of some things, which it leaves no more among them.
    fn take<T>(&mut self, from: &mut Vec<T>) -> Option<T> {
        let at = self.below(from.len());
        (at < from.len()).then(|| from.swap_remove(at))
    }
}
