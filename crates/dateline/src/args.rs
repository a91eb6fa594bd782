//! What was typed. [`crate::plan`] says what it means.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, about, arg_required_else_help = true, disable_help_subcommand = true)]
#[command(after_help = "`dateline read --help` lists formats, limits and examples.")]
pub struct Args {
    /// The verb.
    #[command(subcommand)]
    pub command: Command,
}

/// The verbs.
#[derive(Debug, Subcommand)]
#[allow(clippy::large_enum_variant, reason = "there is one, and it is read once")]
pub enum Command {
    /// Print each page as a document: metadata, and text in blocks that say what is the article and what is not
    #[command(after_long_help = HELP)]
    Read(Read),
    /// Print each page as a whole record of the contract, or one layer of it
    #[command(after_long_help = HELP)]
    Analyze(Analyze),
    #[command(flatten)]
    Ledger(crate::ledger::args::Command),
    /// Make a gazetteer of your own
    #[command(subcommand)]
    Gazetteer(Gazetteer),
    /// Print the JSON schema of a document
    Schema,
    /// Print the version
    Version {
        /// With the fingerprints of the word lists and the models
        #[arg(long)]
        long: bool,
    },
}

/// What `read` takes, and a layer.
#[derive(Debug, clap::Args)]
pub struct Analyze {
    #[command(flatten)]
    pub read: Read,

    /// Print this layer alone. language: sentences, words, tags, lemmas, trees and names of all blocks, as CoNLL-U
    #[arg(long, value_enum, value_name = "LAYER", hide_possible_values = true)]
    pub layer: Option<Layer>,

    /// Look places up in this file, made by `dateline gazetteer import`, instead of the built-in gazetteer
    #[arg(long, value_name = "FILE")]
    pub gazetteer: Option<PathBuf>,
}

/// What is done with gazetteers.
#[derive(Debug, Subcommand)]
pub enum Gazetteer {
    /// Turn a dump of GeoNames into a gazetteer for `dateline analyze --gazetteer`
    #[command(after_long_help = IMPORT)]
    Import {
        /// allCountries.txt, cities500.txt or a country's file of GeoNames, as text or with gzip
        #[arg(value_name = "FILE")]
        file: PathBuf,

        /// Where the gazetteer is written
        #[arg(short, long, value_name = "OUT", default_value = "places.gazetteer")]
        output: PathBuf,
    },
}

const IMPORT: &str = "\
The file has a place a line in 19 columns parted by tabulators, as https://download.geonames.org/export/dump/ gives it
(unpack a .zip first). It is read as it streams; a line that is no such line is counted and passed over. Towns, divisions,
waters, mountains, islands, airports and some sites are taken: lexicon/en/places.toml lists their codes. Seas, parts of
the world and what else the built-in gazetteer has besides towns are added; names of divisions too, where the file has
none. GeoNames is published under CC BY 4.0: whoever passes the gazetteer on has to credit it.

Examples:
  dateline gazetteer import allCountries.txt -o world.gazetteer
  dateline analyze storm.html --gazetteer world.gazetteer";

/// Inputs, and how to read and print them.
#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag that stands for itself")]
pub struct Read {
    /// Files and folders; `-` is standard input
    #[arg(value_name = "INPUT", required = true)]
    pub inputs: Vec<PathBuf>,

    /// The format of every input, instead of telling it from the bytes
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true, long_help = FORMATS)]
    pub format: Option<Format>,

    /// How to print: table, jsonl or json [default: table on a terminal, jsonl in a pipe]; conllu for --layer language
    #[arg(short, long, value_enum, value_name = "FORM", hide_possible_values = true)]
    pub output: Option<Output>,

    /// All of the text is the article: keep every block
    #[arg(long)]
    pub whole_text: bool,

    /// The publication date of inputs that carry none: YYYY-MM-DD, or with a time and its offset
    #[arg(long, value_name = "DATE", value_parser = crate::date::parse)]
    pub published: Option<String>,

    /// The same for each file: a CSV file with the columns path,published
    #[arg(long, value_name = "FILE.csv")]
    pub sidecar: Option<PathBuf>,

    /// Threads that read pages [default: one for each processor]; the output is the same for any number
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,

    /// Largest record; a larger one is skipped
    #[arg(long, value_name = "SIZE", default_value = "32MiB", value_parser = size)]
    pub max_record: usize,

    /// Treat a bad record as an error (exit code 2); the run still goes on
    #[arg(long)]
    pub strict: bool,

    /// In the table, print every block, menus and all
    #[arg(long)]
    pub all: bool,

    /// No notes and no summary on standard error, only errors
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,

    /// A note for every record passed over, and the summary also in a pipe
    #[arg(short, long)]
    pub verbose: bool,
}

/// `--format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Plain text, a paragraph a line.
    Text,
    /// One HTML page.
    Html,
    /// A web archive.
    Warc,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// One JSON object a line.
    Jsonl,
    /// A page saved as MIME.
    Mhtml,
    /// A treebank.
    Conllu,
    /// Documents as `analyze` prints them.
    Contract,
}

/// `--output`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// For a person.
    Table,
    /// One JSON object a line.
    Jsonl,
    /// One JSON array, indented.
    Json,
    /// A row a word.
    Conllu,
}

/// `--layer`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Layer {
    /// Sentences, words, tags, lemmas, trees and names.
    Language,
}

const FORMATS: &str = "\
The format of every input, instead of telling it from the bytes:
  text   plain text, a paragraph a line
  html   one HTML page
  warc   a web archive
  feed   RSS, Atom or JSON Feed
  jsonl  one JSON object a line: id, text or html, and optionally url, title, site, published, language
  mhtml  a page saved as MIME
  conllu sentences and words, kept as they are (only for analyze --layer language)
  contract documents as analyze prints them (only for add)";

const HELP: &str = "\
Inputs:
  Formats are told from the bytes; .gz and .zst are opened in passing. Folders are walked in sorted order, without
  hidden files and without the folders that browsers save beside a page (storm.htm, storm_files). Pictures, style
  sheets, PDF and other files that are no pages are passed over and counted.

Limits:
  A record above 32 MiB (--max-record) is skipped. So is one that expands to more than 200 times its compressed size,
  and a JSON object nested deeper than 64. HTML nested deeper than 512 elements is flattened, with a note.
  A record that is bad or skipped never ends the run; it is counted, and --strict makes one that is damaged an error.
  Records are counted from 0, as in source.record.

Exit codes:
  0  all inputs were opened and read; a closed pipe counts as such
  2  wrong arguments, a named input that cannot be opened or read, or a bad record under --strict

Examples:
  dateline read storm.html
  dateline read saved-pages/ -o jsonl > pages.jsonl
  dateline read CC-NEWS-20250404000000-00001.warc.gz -o jsonl --jobs 8 > news.jsonl
  dateline read minutes.txt --published 2025-04-04
  dateline analyze minutes.txt --layer language -o conllu > minutes.conllu
  curl -s https://example.org/feed.xml | dateline read -";

/// A size in bytes: `33554432`, `64MiB`, `10MB`.
fn size(typed: &str) -> Result<usize, String> {
    let wrong = || format!("{typed:?} is no size: write bytes, or 10MB, 64MiB");
    let digits = typed.len() - typed.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = typed.split_at(digits);
    let scale: usize = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "kb" => 1_000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        "k" | "kib" => 1 << 10,
        "m" | "mib" => 1 << 20,
        "g" | "gib" => 1 << 30,
        _ => return Err(wrong()),
    };
    number.parse::<usize>().ok().and_then(|number| number.checked_mul(scale)).filter(|size| *size > 0).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_binary_decimal_or_plain() {
        assert_eq!(size("64MiB"), Ok(64 << 20));
        assert_eq!(size("10MB"), Ok(10_000_000));
        assert_eq!(size("512k"), Ok(512 << 10));
        assert_eq!(size("7"), Ok(7));
        for wrong in ["", "0", "MiB", "-1", "1.5MB", "10 parsecs", "99999999999999999999", "99999999999GiB"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory;
        Args::command().debug_assert();
    }
}
