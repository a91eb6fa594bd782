//! What was typed means: the arguments with every default decided.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{IsTerminal, stdout};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use dateline_gazetteer::Gazetteer;
use dateline_read::Limits;
use dateline_text::Format;

use crate::args;
use crate::conllu::Language;
use crate::engine::Engine;
use crate::table::Table;
use crate::wire::{Form, Layers, Output};

/// A run of `read` or `analyze`.
#[derive(Debug)]
pub struct Plan {
    /// The inputs as they were named.
    pub inputs: Vec<PathBuf>,
    /// The format of all of them; `None` is sniffed.
    pub format: Option<Input>,
    /// Bounds on one record.
    pub limits: Limits,
    /// Whether all of the text is the article.
    pub whole_text: bool,
    /// Publication dates of inputs that carry none.
    pub dates: Dates,
    /// Threads that read pages.
    pub jobs: usize,
    /// How documents are printed.
    pub output: Output,
    /// Whether a bad record makes the run fail.
    pub strict: bool,
    /// How much is said on standard error.
    pub talk: Talk,
    /// Ids of documents that are not wanted again.
    pub known: BTreeSet<String>,
}

/// The format of inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// One of pages.
    Pages(Format),
    /// CoNLL-U; only where CoNLL-U comes out too.
    Treebank,
    /// Documents of the contract; only for a ledger.
    Contract,
}

/// How much is said on standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Talk {
    /// Errors only.
    Quiet,
    /// Bad records, and a summary on a terminal.
    Normal,
    /// Every record passed over, and the summary.
    Verbose,
}

impl Plan {
    /// Decides everything that the arguments leave open.
    pub fn new(read: args::Read, layers: Layers, gazetteer: Option<&Path>) -> anyhow::Result<Self> {
        if read.format == Some(args::Format::Contract) {
            bail!("--format contract is read only by dateline add");
        }
        Self::decide(read, layers, gazetteer)
    }

    /// A run whose documents go into a ledger.
    pub fn for_ledger(read: args::Read, gazetteer: Option<&Path>) -> anyhow::Result<Self> {
        // Documents of the contract have their layers already: no model is needed.
        let layers = if read.format == Some(args::Format::Contract) { Layers::Document } else { Layers::All };
        Self::decide(args::Read { output: Some(args::Output::Jsonl), ..read }, layers, gazetteer)
    }

    /// A run that reads one file again, of a format as documents name it.
    pub fn for_check(path: &str, format: &str) -> anyhow::Result<Self> {
        use clap::{Args as _, FromArgMatches as _, ValueEnum as _};
        let typed = args::Read::augment_args(clap::Command::new("verify").no_binary_name(true))
            .try_get_matches_from(["--quiet", "-o", "jsonl", "--", path])?;
        let mut read = args::Read::from_arg_matches(&typed)?;
        read.format = args::Format::from_str(format, true).ok().filter(|it| !matches!(it, args::Format::Conllu | args::Format::Contract));
        Self::decide(read, Layers::Document, None)
    }

    fn decide(read: args::Read, layers: Layers, gazetteer: Option<&Path>) -> anyhow::Result<Self> {
        let terminal = stdout().is_terminal();
        let is_language = layers == Layers::Language;
        if read.format == Some(args::Format::Conllu) && !is_language {
            bail!("--format conllu is read only by dateline analyze --layer language -o conllu");
        }
        let form = match read.output {
            None if is_language => args::Output::Conllu,
            None if terminal => args::Output::Table,
            None => args::Output::Jsonl,
            Some(output) => output,
        };
        let form = match form {
            args::Output::Conllu if !is_language => bail!("-o conllu is printed only by dateline analyze --layer language"),
            args::Output::Conllu => Form::Conllu(Box::new(Language::load(terminal).context("the models of this program")?)),
            _ if is_language => bail!("--layer language is printed only as CoNLL-U: -o conllu"),
            args::Output::Table => Form::Table(Table::for_terminal(read.all)),
            args::Output::Jsonl => Form::Jsonl,
            args::Output::Json => Form::Json,
        };
        let engine = match layers {
            Layers::All => Some(Box::new(Engine::load(places(gazetteer)?).context("the models of this program")?)),
            _ => None,
        };
        let processors = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        Ok(Self {
            format: read.format.map(format),
            limits: Limits { max_record: read.max_record, ..Limits::default() },
            whole_text: read.whole_text,
            dates: Dates::new(read.published, read.sidecar.as_deref())?,
            jobs: read.jobs.map_or_else(processors, NonZeroUsize::get),
            output: Output { form, engine },
            strict: read.strict,
            talk: match (read.quiet, read.verbose) {
                (true, _) => Talk::Quiet,
                (_, true) => Talk::Verbose,
                _ => Talk::Normal,
            },
            inputs: read.inputs,
            known: BTreeSet::new(),
        })
    }
}

/// The gazetteer that was asked for, which lives as long as the program; else the built-in one.
fn places(path: Option<&Path>) -> anyhow::Result<Gazetteer<'static>> {
    let Some(path) = path else { return Ok(Gazetteer::builtin()) };
    let bytes = std::fs::read(path).map_err(|error| anyhow::anyhow!("{}: {}", path.display(), crate::report::cause(&error)))?;
    Gazetteer::read(Vec::leak(bytes)).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))
}

fn format(format: args::Format) -> Input {
    Input::Pages(match format {
        args::Format::Text => Format::Text,
        args::Format::Html => Format::Html,
        args::Format::Warc => Format::Warc,
        args::Format::Feed => Format::Feed,
        args::Format::Jsonl => Format::Jsonl,
        args::Format::Mhtml => Format::Mhtml,
        args::Format::Conllu => return Input::Treebank,
        args::Format::Contract => return Input::Contract,
    })
}

/// Publication dates that a person gives for inputs that carry none.
#[derive(Debug, Default)]
pub struct Dates {
    all: Option<String>,
    by_path: BTreeMap<String, String>,
}

impl Dates {
    fn new(all: Option<String>, sidecar: Option<&Path>) -> anyhow::Result<Self> {
        let by_path = sidecar.map(read_sidecar).transpose()?.unwrap_or_default();
        Ok(Self { all, by_path })
    }

    /// The date for an input, by its path as it was given or found, else by its file name, else the one for all.
    pub fn of(&self, path: &str) -> Option<&str> {
        let name = || path.rsplit(std::path::MAIN_SEPARATOR).next().unwrap_or(path);
        self.by_path.get(path).or_else(|| self.by_path.get(name())).or(self.all.as_ref()).map(String::as_str)
    }
}

fn read_sidecar(path: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let shown = path.display();
    let file = std::fs::File::open(path).map_err(|error| anyhow::anyhow!("{shown}: {}", crate::report::cause(&error)))?;
    let mut table = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(file);
    let headers = table.headers().with_context(|| format!("{shown}: bad CSV"))?.clone();
    let column = |name: &str| headers.iter().position(|header| header.trim_start_matches('\u{feff}') == name);
    let (Some(key), Some(date)) = (column("path"), column("published")) else {
        bail!("{shown}: line 1: the header must have the columns path,published");
    };
    let mut dates = BTreeMap::new();
    for row in table.records() {
        let row = row.with_context(|| format!("{shown}: bad CSV"))?;
        let line = row.position().map_or(0, csv::Position::line);
        let (key, typed) = (&row[key], &row[date]);
        if !typed.is_empty() {
            let date = crate::date::parse(typed).map_err(|error| anyhow::anyhow!("{shown}: line {line}: {error}"))?;
            dates.insert(key.to_owned(), date);
        }
    }
    Ok(dates)
}
