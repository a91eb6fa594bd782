//! Reads variants of known pages and checks that they come out alike.
//!
//! A variant swaps names, numbers, weekdays, the order of paragraphs and the headlines of the tail; kinds, `keep` and
//! `copy_of` must stay the same line by line. The pages are those of `cases/pages/` and, where the shared data lies
//! beside the checkout, the specimen.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, iter};

use anyhow::{Context, ensure};
use dateline_read::{Reader, Record};
use serde::Deserialize;

use super::{POOL, Seeded, VARIANTS, fenced, sources};

/// What takes the place of a page's own words.
#[derive(Deserialize)]
struct Pool {
    names: Vec<String>,
    weekdays: Vec<String>,
    headlines: Vec<String>,
}

/// A page, a line a block, and what each line is.
struct Page {
    name: String,
    lines: Vec<String>,
    marks: Vec<Mark>,
}

/// What a line is; two readings are isomorphic when their marks are equal.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    kind: String,
    keep: bool,
    copy_of: Option<usize>,
}

/// Runs the variants, prints those that come out differently, and gives how many come out alike.
pub fn run() -> anyhow::Result<usize> {
    let pool: Pool = toml::from_str(POOL)?;
    let pages = pages(&crate::root())?;
    let reader = Reader::new();
    let mut alike = 0;
    for variant in 0..VARIANTS {
        let page = &pages[variant % pages.len()];
        let lines = perturbed(page, &pool, &mut Seeded(variant as u64 + 1));
        let marks = read(&reader, &lines);
        if marks == page.marks {
            alike += 1;
            continue;
        }
        println!("variant {variant} of {}:", page.name);
        for (line, (expected, given)) in page.marks.iter().zip(&marks).enumerate().filter(|(_, (expected, given))| expected != given) {
            println!("  {line:3} {expected:?} came out as {given:?}: {}", lines[line]);
        }
    }
    println!("{alike} of {VARIANTS} variants of {} pages are read alike", pages.len());
    Ok(alike)
}

/// The pages of `cases/pages/`, sorted by name, and the specimen where it is there.
fn pages(root: &Path) -> anyhow::Result<Vec<Page>> {
    let mut pages = Vec::new();
    for (name, source) in sources(root)? {
        let (text, blocks) = fenced(&source, "text").zip(fenced(&source, "blocks")).with_context(|| format!("{name} has no page"))?;
        let marks = blocks.lines().map(mark).collect::<Option<Vec<_>>>().with_context(|| format!("{name}: a block line is malformed"))?;
        pages.push(Page { name, lines: text.lines().map(str::to_owned).collect(), marks });
    }
    let shared = root.join("../shared/data/pages");
    if let (Ok(text), Ok(ledger)) = (fs::read_to_string(shared.join("specimen.txt")), fs::read_to_string(shared.join("specimen.json"))) {
        let ledger: serde_json::Value = serde_json::from_str(&ledger)?;
        let blocks = ledger["blocks"].as_array().context("the specimen has no blocks")?;
        let marks = blocks
            .iter()
            .map(|block| Mark {
                kind: block["kind"].as_str().unwrap_or_default().to_owned(),
                keep: block["keep"] == true,
                copy_of: block["copy_of"].as_u64().and_then(|of| usize::try_from(of).ok()),
            })
            .collect();
        pages.push(Page { name: "specimen".to_owned(), lines: text.lines().map(str::to_owned).collect(), marks });
    }
    for page in &pages {
        ensure!(page.lines.len() == page.marks.len(), "{}: {} lines, {} blocks", page.name, page.lines.len(), page.marks.len());
    }
    Ok(pages)
}

/// A line of an expectation: `kind keep|drop [copy_of N] words`.
fn mark(line: &str) -> Option<Mark> {
    let mut words = line.split(' ');
    let (kind, keep) = (words.next()?.to_owned(), words.next()? == "keep");
    let copy_of = (words.next()? == "copy_of").then(|| words.next()?.parse().ok()).flatten();
    Some(Mark { kind, keep, copy_of })
}

/// How the reader marks a page.
fn read(reader: &Reader, lines: &[String]) -> Vec<Mark> {
    let document = reader.read(&Record::text(lines.join("\n").into_bytes()));
    document.blocks.iter().map(|block| Mark { kind: block.kind.name().to_owned(), keep: block.keep, copy_of: block.copy_of }).collect()
}

/// A variant of a page.
fn perturbed(page: &Page, pool: &Pool, seeded: &mut Seeded) -> Vec<String> {
    let mut lines = page.lines.clone();
    reorder(page, &mut lines, seeded);
    let mut headlines = pool.headlines.clone();
    let mut under_label = false;
    for (line, mark) in page.marks.iter().enumerate() {
        let tail = mark.kind == "related";
        let labelled = page.marks[line..].iter().take_while(|mark| mark.kind == "related").count() > 1
            && !under_label
            && lines[line].split(' ').count() <= 4;
        under_label = tail && (under_label || labelled);
        if tail && !labelled {
            lines[line] = headlines.remove(seeded.below(headlines.len()));
        }
    }
    let mut swaps = BTreeMap::new();
    let mut names = pool.names.clone();
    let turn = 1 + seeded.below(6);
    for (line, mark) in page.marks.iter().enumerate() {
        if mark.keep {
            for (word, inside) in words(&lines[line]) {
                let swap = match pool.weekdays.iter().position(|day| day == word) {
                    Some(day) => pool.weekdays[(day + turn) % pool.weekdays.len()].clone(),
                    None if word.chars().all(|c| c.is_ascii_digit()) => {
                        let first = char::from(b'1' + u8::try_from(seeded.below(9)).unwrap_or(0));
                        iter::once(first)
                            .chain((1..word.len()).map(|_| char::from(b'0' + u8::try_from(seeded.below(10)).unwrap_or(0))))
                            .collect()
                    }
                    None if inside && word.chars().count() > 3 && word.starts_with(char::is_uppercase) && !names.is_empty() => {
                        names.remove(seeded.below(names.len()))
                    }
                    None => continue,
                };
                swaps.entry(word.to_owned()).or_insert(swap);
            }
        }
    }
    for (line, mark) in page.marks.iter().enumerate() {
        if mark.keep || matches!(mark.kind.as_str(), "repeat" | "dateline" | "caption") {
            lines[line] = swapped(&lines[line], &swaps);
        }
    }
    lines
}

/// Swaps paragraphs that have the same number of copies, and their copies with them.
fn reorder(page: &Page, lines: &mut [String], seeded: &mut Seeded) {
    let paragraphs: Vec<usize> = (0..lines.len()).filter(|&line| page.marks[line].kind == "paragraph").collect();
    let copies = |of: usize| (0..page.marks.len()).filter(move |&line| page.marks[line].copy_of == Some(of));
    for _ in 0..paragraphs.len() {
        let (left, right) = (paragraphs[seeded.below(paragraphs.len())], paragraphs[seeded.below(paragraphs.len())]);
        if copies(left).count() == copies(right).count() {
            lines.swap(left, right);
            copies(left).zip(copies(right)).for_each(|(left, right)| lines.swap(left, right));
        }
    }
}

/// The words of a line, and whether each stands inside a sentence.
fn words(line: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut at = 0;
    line.split(|c: char| !c.is_alphanumeric()).filter_map(move |word| {
        let before = line[..at].trim_end_matches(' ');
        let inside = before.ends_with(char::is_alphanumeric);
        at += word.len();
        at += line[at..].chars().next().map_or(0, char::len_utf8);
        (!word.is_empty()).then_some((word, inside))
    })
}

/// A line with its words exchanged.
fn swapped(line: &str, swaps: &BTreeMap<String, String>) -> String {
    let mut result = String::new();
    let mut word = String::new();
    for c in line.chars().chain(iter::once('\n')) {
        if c.is_alphanumeric() {
            word.push(c);
        } else {
            result.push_str(swaps.get(&word).unwrap_or(&word));
            word.clear();
            result.push(c);
        }
    }
    result.pop();
    result
}
