//! What was typed about a ledger.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use crate::args::Read;

/// The verbs on a ledger.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Put pages into a ledger, which is made where there is none
    #[command(after_long_help = ADD, mut_arg("output", |arg| arg.hide(true)), mut_arg("all", |arg| arg.hide(true)))]
    Add(Add),
    /// List the pages of a ledger
    Documents(List),
    /// List who copied whom, and how much
    Copies(List),
    /// List people, bodies, places and what else is named, across pages
    Entities(List),
    /// List the words that mean an entity, page by page
    Mentions(List),
    /// List who said what
    Statements(List),
    /// List who did what to whom, each event once
    Events(List),
    /// List every claimant's figure of people hurt
    Tolls(List),
    /// List who promised what
    Commitments(List),
    /// List the pages that report one happening together; with --all, those that stand alone too
    Stories(List),
    /// List what cannot all be true: figures, dates and places of one event, what was said and denied
    Contradictions(List),
    /// List which records were joined or kept apart, and why
    Merges(List),
    /// Find pages by their words
    Search(Search),
    /// Show one thing: the dossier of a person, the toll history of an event, a page, with story:ID what each report of a story added
    Show(Show),
    /// Say why a record stands as it does: its rule, its evidence, what it was merged with
    Explain(Show),
    /// Decide that records are one
    Merge(Decide),
    /// Decide that records stand alone
    Split(Decide),
    /// Decide that records are wrong
    Reject(Decide),
    /// Decide that records are right
    Confirm(Decide),
    /// Decide what an entity or an event is called
    Rename(Rename),
    /// List the decisions beside a ledger that no longer find their object; with --all, all of them
    Decisions(Decisions),
    /// Check that every span still stands in its text, and every text in its file
    Verify(Verify),
}

/// `add`.
#[derive(Debug, clap::Args)]
pub struct Add {
    /// The ledger: a SQLite file
    #[arg(value_name = "LEDGER")]
    pub ledger: PathBuf,

    #[command(flatten)]
    pub read: Read,

    /// Look places up in this file, made by `dateline gazetteer import`, instead of the built-in gazetteer
    #[arg(long, value_name = "FILE")]
    pub gazetteer: Option<PathBuf>,
}

/// A list verb.
#[derive(Debug, clap::Args)]
pub struct List {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub ledger: PathBuf,

    /// Ids of records, entities, events or documents
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,

    #[command(flatten)]
    pub filter: Filter,

    #[command(flatten)]
    pub form: Form,
}

/// What is asked for.
#[derive(Debug, clap::Args)]
pub struct Filter {
    /// Who speaks, acts or is meant: a name, or the id of an entity
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,

    /// The kind or type, as the contract writes it: CONSULT, killed, organization, near, entity
    #[arg(long, value_name = "TYPE")]
    pub r#type: Option<String>,

    /// From this day, month or year on
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,

    /// Up to this day, month or year, with it
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,

    /// The place, by name
    #[arg(long = "where", value_name = "PLACE")]
    pub place: Option<String>,

    /// A country, by name or ISO 3166-1 alpha-3 code
    #[arg(long, value_name = "COUNTRY")]
    pub country: Option<String>,

    /// The modality of events: happened, ongoing, planned, conditional, denied, hypothetical, historical
    #[arg(long, value_name = "MODALITY")]
    pub modality: Option<String>,

    /// The least score
    #[arg(long, value_name = "SCORE")]
    pub min_score: Option<f64>,

    /// The id of a story: its pages
    #[arg(long, value_name = "ID")]
    pub story: Option<String>,

    /// Words that stand in the record
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,

    /// Also events that are planned, conditional, denied, hypothetical or historical
    #[arg(long)]
    pub all: bool,

    /// Most rows
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

/// How to print.
#[derive(Debug, clap::Args)]
pub struct Form {
    /// How to print: table, jsonl, json, csv, tsv or md [default: table on a terminal, jsonl in a pipe]
    #[arg(short, long, value_enum, value_name = "FORM", hide_possible_values = true)]
    pub output: Option<Output>,
}

/// `--output` of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// For a person.
    Table,
    /// One JSON object a line.
    Jsonl,
    /// One JSON array, indented.
    Json,
    /// For a spreadsheet.
    Csv,
    /// Parted by tabulators.
    Tsv,
    /// For a page.
    Md,
}

/// `search`.
#[derive(Debug, clap::Args)]
pub struct Search {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub ledger: PathBuf,

    /// Words that a page has; in quotation marks, as they stand
    #[arg(value_name = "WORDS", required = true)]
    pub words: Vec<String>,

    /// Most pages
    #[arg(long, value_name = "N", default_value = "50")]
    pub limit: usize,

    #[command(flatten)]
    pub form: Form,
}

/// `show` and `explain`.
#[derive(Debug, clap::Args)]
pub struct Show {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub ledger: PathBuf,

    /// An id, or the name of an entity
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,

    #[command(flatten)]
    pub form: Form,
}

/// A decision.
#[derive(Debug, clap::Args)]
pub struct Decide {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub ledger: PathBuf,

    /// Ids of records
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,

    /// Why, for whoever reads the file of decisions
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
}

/// `rename`.
#[derive(Debug, clap::Args)]
pub struct Rename {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub ledger: PathBuf,

    /// The id of an entity or an event
    #[arg(value_name = "ID")]
    pub id: String,

    /// What it is called
    #[arg(value_name = "NAME")]
    pub name: String,

    /// Why, for whoever reads the file of decisions
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
}

/// `decisions`.
#[derive(Debug, clap::Args)]
pub struct Decisions {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub ledger: PathBuf,

    /// Those that find their object too
    #[arg(long)]
    pub all: bool,

    #[command(flatten)]
    pub form: Form,
}

/// `verify`.
#[derive(Debug, clap::Args)]
pub struct Verify {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub ledger: PathBuf,

    /// Only the ledger itself, not the files that it was made from
    #[arg(long)]
    pub no_files: bool,

    #[command(flatten)]
    pub form: Form,
}

const ADD: &str = "\
The ledger is one SQLite file in WAL mode; any SQLite tool reads it. Pages come in by batches, one transaction each: a run that
is stopped, at any moment, leaves a whole ledger, and the same command goes on from there. A page that the ledger has is
passed over; another capture of the same address is a revision of it. --format contract takes documents as `dateline analyze`
prints them. Beside the ledger stands LEDGER.decisions.toml once you have decided something.

Examples:
  dateline add talks.ledger saved-pages/
  dateline analyze saved-pages/ -o jsonl | dateline add talks.ledger - --format contract
  dateline statements talks.ledger --who Zelensky -o csv > statements.csv";
