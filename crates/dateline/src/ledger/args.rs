//! What was typed about a ledger.

use std::num::NonZeroUsize;
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
    /// List which records were joined or kept apart, and why
    Merges(List),
    /// Find pages by their words
    Search(Search),
    /// Show one thing: the dossier of a person, the toll history of an event, a page
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
    /// Decide whether a commitment was kept
    Judge(Judge),
    /// List the decisions beside a ledger that no longer find their object; with --all, all of them
    Decisions(Decisions),
    /// Check that every span still stands in its text, and every text in its file
    Verify(Verify),
    /// Write the tables of a ledger as Parquet, CSV or JSON Lines, or its events as GDELT 2.0 has them
    #[command(after_long_help = EXPORT)]
    Export(Export),
    /// Compare two ledgers, record by record and field by field
    #[command(after_long_help = DIFF)]
    Diff(Diff),
    /// Draw a sample of records for people to judge, or say how right the records of a filled sheet are
    #[command(after_long_help = AUDIT)]
    Audit(Audit),
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

    /// What was found of commitments: kept, partly, no_report_found, contradicted
    #[arg(long, value_name = "VERDICT")]
    pub verdict: Option<String>,

    /// The least score
    #[arg(long, value_name = "SCORE")]
    pub min_score: Option<f64>,

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

/// `judge`.
#[derive(Debug, clap::Args)]
pub struct Judge {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub ledger: PathBuf,

    /// The id of a commitment
    #[arg(value_name = "ID")]
    pub id: String,

    /// A day of the window that is judged; not needed where there is one window
    #[arg(long, value_name = "DATE")]
    pub window: Option<String>,

    /// kept, partly, no_report_found or contradicted
    #[arg(long, value_name = "VERDICT")]
    pub verdict: String,

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

/// Which records.
#[derive(Debug, clap::Args)]
pub struct Scope {
    /// Also events that are planned, conditional, denied, hypothetical or historical
    #[arg(long)]
    pub all: bool,

    /// The least score
    #[arg(long, value_name = "SCORE")]
    pub min_score: Option<f64>,
}

/// `export`.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub ledger: PathBuf,

    /// parquet, csv, jsonl or gdelt, or several with commas between them
    #[arg(long, value_enum, value_name = "FORMAT", required = true, value_delimiter = ',', hide_possible_values = true)]
    pub to: Vec<Target>,

    /// Where the files are written: a new folder, an empty one, or one that holds an export
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,

    #[command(flatten)]
    pub scope: Scope,

    /// Write into a folder that holds other things, and over files of the same names
    #[arg(long)]
    pub force: bool,

    /// Threads [default: one for each processor]; the files are the same for any number
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
}

/// `--to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Target {
    /// A Parquet file a table.
    Parquet,
    /// A CSV file a table.
    Csv,
    /// A file of JSON Lines a table.
    Jsonl,
    /// Events and mentions in the format of GDELT 2.0.
    Gdelt,
}

/// `diff`.
#[derive(Debug, clap::Args)]
pub struct Diff {
    /// The ledger before
    #[arg(value_name = "A")]
    pub a: PathBuf,

    /// The ledger after
    #[arg(value_name = "B")]
    pub b: PathBuf,

    /// Do not look at this field, such as score; may be given several times
    #[arg(long, value_name = "FIELD")]
    pub ignore: Vec<String>,

    /// Only how many, by layer and field
    #[arg(long)]
    pub summary: bool,

    #[command(flatten)]
    pub form: Form,
}

/// `audit`.
#[derive(Debug, clap::Args)]
pub struct Audit {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub ledger: PathBuf,

    /// Draw so many records of each stratum and print a coding sheet as CSV
    #[arg(long, value_name = "N", required_unless_present = "sheet", conflicts_with = "sheet")]
    pub sample: Option<usize>,

    /// The layer to judge: events, statements, tolls, commitments or mentions
    #[arg(long, value_name = "LAYER", default_value = "events")]
    pub layer: String,

    /// What parts records into strata: nothing, type or score
    #[arg(long, value_enum, value_name = "BY", default_value = "nothing", hide_possible_values = true)]
    pub stratify: Stratify,

    /// Another seed draws another sample
    #[arg(long, value_name = "TEXT", default_value = "1")]
    pub seed: String,

    #[command(flatten)]
    pub scope: Scope,

    /// A filled sheet: say how right its records are
    #[arg(long, value_name = "FILE")]
    pub sheet: Option<PathBuf>,

    #[command(flatten)]
    pub form: Form,
}

/// `--stratify`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Stratify {
    /// One sample of all records.
    Nothing,
    /// The type of an event, the measure of a toll, the kind of a statement, the force of a commitment, the form of a mention.
    Type,
    /// The score, by tenths.
    Score,
}

const EXPORT: &str = "\
A file a table, under the names of the contract: documents, blocks, entities, mentions, roles, times, statements, events,
event_mentions, tolls, commitments, evidence, copies, stories, merges. Beside them, datapackage.json says what every column
means. Records that a person rejected are left out, and so are events that are planned, conditional, denied, hypothetical or
historical, except agreements, requests, refusals, threats and accusations; --all writes them too. The same documents give
the same bytes, in whatever order they were added. Files appear when all of them are whole; those of an earlier export of the
same formats are replaced. In CSV, a cell that begins like a formula gets a quotation mark before it; lists are JSON.

gdelt writes TIME.export.CSV (61 columns) and TIME.mentions.CSV (16) without a head, TIME being the latest publication. A row
is a pair of an actor and a recipient. Dates that are not known, AvgTone, ethnic and religious codes and SentenceID are
empty; Extras in the mentions is the id of our record. Readers that want every column filled pass over such rows.

Examples:
  dateline export talks.ledger --to parquet talks/
  dateline export talks.ledger --to csv,jsonl --all --min-score 0.8 talks/
  duckdb -c \"SELECT type, count(*) FROM 'talks/events.parquet' GROUP BY type\"";

const DIFF: &str = "\
Records of the two ledgers are one by their ids, then by the words that they stand on; a record that has another id in B has
it under new_id. Columns that follow from others (names beside ids, days beside dates) are not compared. The exit code is 0
whether they differ or not, 2 for an error; -o jsonl prints nothing where nothing differs.

Examples:
  dateline diff before.ledger after.ledger
  dateline diff before.ledger after.ledger --summary --ignore score --ignore rule";

const AUDIT: &str = "\
The sheet has a row a record, with its words in brackets in the excerpt, and beside each field an empty cell for y (right),
n (wrong) or ? (cannot be told); record? asks whether the record is one at all. Cells may stay empty; n beside an empty field
says that something was overlooked, and is counted as missed. The same ledger, sample and seed give the same sheet. With --sheet, the precision of every field comes with its 95 % interval, by stratum and over
all; over all, each stratum counts as much as it has records in the ledger.

Examples:
  dateline audit talks.ledger --sample 25 --stratify type > sheet.csv
  dateline audit talks.ledger --sheet sheet.csv";

const ADD: &str = "\
The ledger is one SQLite file in WAL mode; any SQLite tool reads it. Pages come in by batches, one transaction each: a run that
is stopped, at any moment, leaves a whole ledger, and the same command goes on from there. A page that the ledger has is
passed over; another capture of the same address is a revision of it. --format contract takes documents as `dateline analyze`
prints them. Beside the ledger stands LEDGER.decisions.toml once you have decided something.

Examples:
  dateline add talks.ledger saved-pages/
  dateline analyze saved-pages/ -o jsonl | dateline add talks.ledger - --format contract
  dateline statements talks.ledger --who Zelensky -o csv > statements.csv";
