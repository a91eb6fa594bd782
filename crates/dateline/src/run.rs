//! Reads the inputs on several threads and hands on what comes of them in the order of the input.
//!
//! One thread opens inputs and cuts them into records, `jobs` threads read records into documents and render them,
//! and the calling thread receives the outcomes in order. A budget bounds the records under way, by number and by
//! bytes, so that memory does not depend on the size of an archive, and every outcome is handed on as soon as those
//! before it are.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex, PoisonError};

use dateline_read::input::{Item, Records};
use dateline_read::{Options, Reader, Record, Skip, SkipCode};
use dateline_text::{Format, NoteCode};

use crate::contract;
use crate::inputs::{self, Found, Input};
use crate::plan::{self, Plan};
use crate::report::Progress;
use crate::treebank;
use crate::wire::Renderer;

/// Most records under way at a time.
const MAX_RECORDS: usize = 64;
/// Bytes of payload under way for each job, and as many again; a larger record goes alone.
const JOB_BYTES: usize = 1 << 20;

/// What became of one record, or of a whole input.
#[derive(Debug)]
pub enum Outcome {
    /// It was read.
    Page(Page),
    /// It was passed over.
    Skipped(Skipped),
    /// The input could not be opened, or not be read on; the cause in one line, lower case.
    Failed(Input, String),
}

/// A page that was read, rendered as it is to be printed.
#[derive(Debug)]
pub struct Page {
    /// Its output.
    pub rendered: Vec<u8>,
    /// Whether its publication date is known, or it needs none: a treebank.
    pub is_dated: bool,
    /// Whether any of its blocks is kept.
    pub has_article: bool,
    /// Whether nothing says that it is in another language than English.
    pub is_english: bool,
}

/// A record that was passed over.
#[derive(Debug)]
pub struct Skipped {
    /// The input that it lies in.
    pub input: Input,
    /// Its position there, from 0; `None` where the whole input is meant.
    pub record: Option<u64>,
    /// Whether something is wrong with it, rather than that it is no page.
    pub is_bad: bool,
    /// The kind of reason, for counting.
    pub code: &'static str,
    /// The reason in one line, lower case.
    pub message: String,
}

/// Reads everything that the plan names.
pub fn run(plan: &Plan, progress: &Progress, mut see: impl FnMut(Outcome)) {
    let reader = Reader::with(Options { whole_text: plan.whole_text, published: None });
    let budget = Budget::new(plan.jobs);
    silence_caught_panics();
    let (work, to_do) = channel();
    let (done, outcomes) = channel();
    let to_do = Mutex::new(to_do);
    let queue = Queue { next: 0, work, done: done.clone(), budget: &budget };
    std::thread::scope(|scope| {
        scope.spawn(move || queue.fill(plan, progress));
        for _ in 0..plan.jobs {
            let (reader, to_do, done) = (&reader, &to_do, done.clone());
            scope.spawn(move || work_off(plan, reader, to_do, &done));
        }
        drop(done);
        in_order(&outcomes, |Done { outcome, bytes }| {
            see(outcome);
            budget.give_back(bytes);
        });
    });
}

/// Something to read, with its place in the order of the output.
struct Task {
    number: u64,
    input: Input,
    work: Work,
}

/// What is to read.
enum Work {
    Page(Box<Record>),
    Treebank(treebank::Document),
    /// A document of the contract as it stands, and its number in the input.
    Contract(Vec<u8>, u64),
}

impl Work {
    /// The bytes of its payload.
    fn bytes(&self) -> usize {
        match self {
            Self::Page(record) => record.payload.len(),
            Self::Treebank(document) => document.bytes.len(),
            Self::Contract(bytes, _) => bytes.len(),
        }
    }

    /// Its position in the input.
    fn record(&self) -> Option<u64> {
        match self {
            Self::Page(record) => record.record,
            Self::Treebank(document) => Some(document.number),
            Self::Contract(_, number) => Some(*number),
        }
    }
}

/// An outcome, and the bytes of payload that it frees.
struct Done {
    outcome: Outcome,
    bytes: usize,
}

/// The thread that opens inputs: numbers what it finds, and hands records to the workers.
struct Queue<'q> {
    next: u64,
    work: Sender<Task>,
    done: Sender<(u64, Done)>,
    budget: &'q Budget,
}

impl Queue<'_> {
    fn fill(mut self, plan: &Plan, progress: &Progress) {
        for found in inputs::walk(&plan.inputs, plan.format.is_some()) {
            match found {
                Found::Input(input) => self.open(plan, input, progress),
                Found::NotAPage(input, message) => {
                    let skipped =
                        Skipped { input, record: None, is_bad: false, code: SkipCode::NotAPage.name(), message: message.to_owned() };
                    self.settle(Outcome::Skipped(skipped));
                }
                Found::Failed(input, error) => self.settle(Outcome::Failed(input, crate::report::cause(&error))),
            }
        }
    }

    fn open(&mut self, plan: &Plan, input: Input, progress: &Progress) {
        if input.is_stdin() {
            return self.read(plan, input, progress.count(io::stdin()));
        }
        match File::open(&input.path) {
            Ok(file) => self.read(plan, input, progress.count(file)),
            Err(error) => self.settle(Outcome::Failed(input, crate::report::cause(&error))),
        }
    }

    fn read(&mut self, plan: &Plan, input: Input, source: impl Read + Send) {
        match plan.format {
            Some(plan::Input::Treebank) => self.read_treebank(plan, input, source),
            Some(plan::Input::Contract) => self.read_contract(plan, input, source),
            Some(plan::Input::Pages(format)) => self.read_pages(plan, input, source, Some(format)),
            None => self.read_pages(plan, input, source, None),
        }
    }

    fn read_pages(&mut self, plan: &Plan, input: Input, source: impl Read + Send, format: Option<Format>) {
        let path = input.path.to_string_lossy().into_owned();
        let date = plan.dates.of(&path);
        let mut records = Records::open(source, &path, format, plan.limits);
        loop {
            match catch(|| records.next()) {
                Ok(None) => return,
                Ok(Some(Ok(Item::Page(mut record)))) => {
                    record.published_argument = date.map(str::to_owned);
                    self.hand_out(&input, Work::Page(record));
                }
                Ok(Some(Ok(Item::Skip(skip)))) => self.settle(Outcome::Skipped(skipped(input.clone(), skip))),
                Ok(Some(Err(error))) => return self.settle(Outcome::Failed(input, lower_first(&error.to_string()))),
                Err(cause) => return self.settle(internal_error(input, None, &cause)),
            }
        }
    }

    fn read_treebank(&mut self, plan: &Plan, input: Input, source: impl Read) {
        let most = plan.limits.max_record;
        let skip = |record, code, message: String| Skip { record, offset: None, code, message };
        let mut is_empty = true;
        let documents = match treebank::Documents::open(source, most) {
            Ok(documents) => documents,
            Err(error) => return self.settle(Outcome::Failed(input, crate::report::cause(&error))),
        };
        for document in documents {
            is_empty = false;
            match document {
                Ok(document) if document.bytes.len() > most => {
                    let skip = skip(Some(document.number), SkipCode::TooLarge, format!("larger than {most} bytes"));
                    self.settle(Outcome::Skipped(skipped(input.clone(), skip)));
                }
                Ok(document) => self.hand_out(&input, Work::Treebank(document)),
                Err(error) => return self.settle(Outcome::Failed(input, crate::report::cause(&error))),
            }
        }
        if is_empty {
            self.settle(Outcome::Skipped(skipped(input, skip(None, SkipCode::Empty, "empty".to_owned()))));
        }
    }

    fn read_contract(&mut self, plan: &Plan, input: Input, source: impl Read + Send) {
        let mut documents = match contract::Documents::open(source, plan.limits.max_record) {
            Ok(documents) => documents,
            Err(error) => return self.settle(Outcome::Failed(input, crate::report::cause(&error))),
        };
        let mut number = 0;
        loop {
            match documents.next() {
                Ok(None) => return,
                Ok(Some(Ok(bytes))) => self.hand_out(&input, Work::Contract(bytes, number)),
                Ok(Some(Err((code, message)))) => {
                    self.settle(Outcome::Skipped(skipped(input.clone(), Skip { record: Some(number), offset: None, code, message })));
                }
                Err(error) => return self.settle(Outcome::Failed(input, crate::report::cause(&error))),
            }
            number += 1;
        }
    }

    fn hand_out(&mut self, input: &Input, work: Work) {
        self.budget.take(work.bytes());
        // The receiver only goes away with the program.
        let _ = self.work.send(Task { number: self.next, input: input.clone(), work });
        self.next += 1;
    }

    fn settle(&mut self, outcome: Outcome) {
        self.budget.take(0);
        let _ = self.done.send((self.next, Done { outcome, bytes: 0 }));
        self.next += 1;
    }
}

/// A worker: reads records until there are no more.
fn work_off(plan: &Plan, reader: &Reader, to_do: &Mutex<Receiver<Task>>, done: &Sender<(u64, Done)>) {
    let mut renderer = plan.output.renderer();
    loop {
        let task = to_do.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Task { number, input, work }) = task else { return };
        let outcome = match catch(|| read(plan, reader, &mut renderer, &work)) {
            Ok(Ok(page)) => Outcome::Page(page),
            Ok(Err(message)) => {
                Outcome::Skipped(skipped(input, Skip { record: work.record(), offset: None, code: SkipCode::Malformed, message }))
            }
            Err(cause) => {
                // What the panic left in the buffers must not reach the next record.
                renderer = plan.output.renderer();
                internal_error(input, work.record(), &cause)
            }
        };
        let _ = done.send((number, Done { outcome, bytes: work.bytes() }));
    }
}

/// Reads and renders one piece of work; a page cannot be malformed. A document that is known already is not rendered.
fn read(plan: &Plan, reader: &Reader, renderer: &mut Renderer<'_>, work: &Work) -> Result<Page, String> {
    match work {
        Work::Page(record) => {
            let document = reader.read(record);
            let is_known = plan.known.contains(document.id.as_str());
            Ok(Page {
                is_dated: document.meta.published.is_some(),
                has_article: document.blocks.iter().any(|block| block.keep),
                is_english: document.notes.iter().all(|note| note.code != NoteCode::NotEnglish),
                rendered: if is_known { Vec::new() } else { renderer.render(&document) },
            })
        }
        Work::Contract(bytes, _) => {
            let document = dateline_ledger::document::Document::parse(bytes)?;
            Ok(Page {
                is_dated: document.meta.published.is_some(),
                has_article: document.blocks.iter().any(|block| block.keep),
                is_english: document.meta.language.as_deref().is_none_or(|language| language == "en"),
                rendered: if plan.known.contains(&document.id) { Vec::new() } else { bytes.clone() },
            })
        }
        Work::Treebank(document) => {
            Ok(Page { rendered: renderer.annotate(document)?, is_dated: true, has_article: true, is_english: true })
        }
    }
}

/// Hands on numbered things in the order of their numbers, from 0 without gaps.
fn in_order<T>(outcomes: &Receiver<(u64, T)>, mut see: impl FnMut(T)) {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (number, outcome) in outcomes {
        early.insert(number, outcome);
        while let Some(outcome) = early.remove(&next) {
            see(outcome);
            next += 1;
        }
    }
}

fn skipped(input: Input, skip: Skip) -> Skipped {
    let is_bad = match skip.code {
        SkipCode::TooLarge | SkipCode::Malformed | SkipCode::Truncated => true,
        SkipCode::Empty | SkipCode::Binary | SkipCode::NotAPage => false,
    };
    Skipped { input, record: skip.record, is_bad, code: skip.code.name(), message: skip.message }
}

fn internal_error(input: Input, record: Option<u64>, cause: &str) -> Outcome {
    Outcome::Skipped(Skipped { input, record, is_bad: true, code: "internal-error", message: format!("internal error: {cause}") })
}

fn lower_first(message: &str) -> String {
    let mut chars = message.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Bounds the records under way.
#[derive(Debug)]
struct Budget {
    /// Most bytes under way.
    most: usize,
    /// Records and bytes under way.
    used: Mutex<(usize, usize)>,
    freed: Condvar,
}

impl Budget {
    /// The budget of so many jobs.
    fn new(jobs: usize) -> Self {
        Self { most: JOB_BYTES.saturating_mul(jobs.saturating_add(1)), used: Mutex::default(), freed: Condvar::new() }
    }

    /// Waits until there is room for one more record of this size; there always is when nothing is under way.
    fn take(&self, bytes: usize) {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |(records, sum): &mut (usize, usize)| *records > 0 && (*records >= MAX_RECORDS || *sum + bytes > self.most);
        let mut used = self.freed.wait_while(used, is_full).unwrap_or_else(PoisonError::into_inner);
        used.0 += 1;
        used.1 += bytes;
    }

    fn give_back(&self, bytes: usize) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.0 -= 1;
        used.1 -= bytes;
        self.freed.notify_one();
    }
}

thread_local! {
    /// The panic that [`catch`] is catching on this thread: `None` outside of it.
    static CAUGHT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs something that must not end the program: a mistake of ours in one record is a note about that record.
fn catch<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    CAUGHT.set(Some(String::new()));
    let result = catch_unwind(AssertUnwindSafe(run));
    let cause = CAUGHT.take().unwrap_or_default();
    result.map_err(|_| cause)
}

/// Panics inside [`catch`] are kept for its result; all others are printed as ever.
fn silence_caught_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let message = panic.payload_as_str().unwrap_or("panic").lines().next().unwrap_or_default();
        let at = panic.location().map(|at| format!(" at {}:{}", at.file(), at.line())).unwrap_or_default();
        let kept = CAUGHT.with_borrow_mut(|caught| caught.as_mut().map(|caught| *caught = format!("{message}{at}")).is_some());
        if !kept {
            usual(panic);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_message_with_its_place() {
        silence_caught_panics();
        let cause = catch(|| {
            if true {
                panic!("index out of bounds")
            }
        })
        .unwrap_err();
        assert!(cause.starts_with("index out of bounds at ") && cause.contains("run.rs:"), "{cause}");
        assert_eq!(catch(|| 7), Ok(7));
    }

    #[test]
    fn outcomes_come_in_order_whatever_the_order_of_their_making() {
        let (done, outcomes) = channel();
        for number in [3, 1, 0, 2, 5, 4] {
            done.send((number, number)).unwrap();
        }
        drop(done);
        let mut seen = Vec::new();
        in_order(&outcomes, |number| seen.push(number));
        assert_eq!(seen, [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn the_budget_lets_one_large_record_through_and_nothing_beside_it() {
        let budget = Budget::new(1);
        budget.take(budget.most * 9);
        std::thread::scope(|scope| {
            let second = scope.spawn(|| budget.take(1));
            assert!(!second.is_finished());
            budget.give_back(budget.most * 9);
        });
        assert_eq!(*budget.used.lock().unwrap(), (1, 1));
    }
}
