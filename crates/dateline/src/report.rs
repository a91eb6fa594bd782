//! What the person at the terminal is told on standard error: errors, records passed over, progress, a summary.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Read};

use indicatif::{ProgressBar, ProgressStyle};

use crate::inputs;
use crate::plan::{Plan, Talk};
use crate::run::{Outcome, Skipped};

/// Notes about one input that are printed; the rest is only counted, unless `--verbose`.
const NOTES_PER_INPUT: u64 = 10;
/// Inputs below this many bytes are read before a progress bar could be seen.
const WORTH_A_BAR: u64 = 16 << 20;
/// The same where all layers are read and written down.
const WORTH_A_BAR_ALONE: u64 = 1 << 19;

/// Counts what became of the records, and says what a person should know.
#[derive(Debug)]
pub struct Report {
    talk: Talk,
    strict: bool,
    on_terminal: bool,
    bar: ProgressBar,
    pages: u64,
    undated: u64,
    without_article: u64,
    not_english: u64,
    skipped: BTreeMap<&'static str, u64>,
    unreadable: u64,
    /// The input that the last note was about, and the notes about it.
    noted: (std::path::PathBuf, u64),
    failed: bool,
}

impl Report {
    /// A report in which nothing has happened yet.
    pub fn new(plan: &Plan) -> Self {
        // On a terminal that also shows the output, a bar would be written over it.
        Self::with_bar(plan, !io::stdout().is_terminal(), WORTH_A_BAR)
    }

    /// A report of a run that prints nothing else.
    pub fn alone(plan: &Plan) -> Self {
        Self::with_bar(plan, true, WORTH_A_BAR_ALONE)
    }

    fn with_bar(plan: &Plan, may_show: bool, worth: u64) -> Self {
        let on_terminal = io::stderr().is_terminal();
        let shows_bar = on_terminal && plan.talk > Talk::Quiet && may_show;
        let bar = if shows_bar { bar(plan, worth) } else { ProgressBar::hidden() };
        Self {
            talk: plan.talk,
            strict: plan.strict,
            on_terminal,
            bar,
            pages: 0,
            undated: 0,
            without_article: 0,
            not_english: 0,
            skipped: BTreeMap::new(),
            unreadable: 0,
            noted: Default::default(),
            failed: false,
        }
    }

    /// What counts the bytes read.
    pub fn progress(&self) -> Progress {
        Progress { bar: self.bar.clone() }
    }

    /// Takes note of an outcome.
    pub fn see(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Page(page) => {
                self.pages += 1;
                self.tell_rate();
                self.undated += u64::from(!page.is_dated);
                self.without_article += u64::from(!page.has_article);
                self.not_english += u64::from(!page.is_english);
            }
            Outcome::Skipped(skipped) => self.see_skipped(skipped),
            Outcome::Failed(input, cause) => {
                self.unreadable += 1;
                self.failed |= input.named || self.strict;
                self.line(&format!("{}: {cause}", input.path.display()));
            }
        }
    }

    /// Pages a second, beside the bar.
    fn tell_rate(&self) {
        let seconds = self.bar.elapsed().as_secs();
        if !self.bar.is_hidden() && seconds > 0 && self.pages.is_multiple_of(16) {
            self.bar.set_message(format!("{} a second, ", counted(self.pages / seconds, "page", "pages")));
        }
    }

    fn see_skipped(&mut self, skipped: &Skipped) {
        let Skipped { input, record, is_bad, code, message } = skipped;
        *self.skipped.entry(code).or_default() += 1;
        self.failed |= self.strict && *is_bad;
        let matters = *is_bad || (input.named && record.is_none());
        if self.talk < Talk::Verbose && (!matters || (self.talk == Talk::Quiet && !self.strict)) {
            return;
        }
        if self.noted.0 != input.path {
            self.close_notes();
            self.noted = (input.path.clone(), 0);
        }
        self.noted.1 += 1;
        if self.talk == Talk::Verbose || self.noted.1 <= NOTES_PER_INPUT {
            let place = record.map(|record| format!("record {record}: ")).unwrap_or_default();
            self.line(&format!("{}: {place}{message}", input.path.display()));
        }
    }

    /// Says how many notes about an input were not printed.
    fn close_notes(&mut self) {
        let (path, count) = std::mem::take(&mut self.noted);
        if self.talk < Talk::Verbose && count > NOTES_PER_INPUT {
            self.line(&format!("{}: and {} more like these (--verbose lists them)", path.display(), count - NOTES_PER_INPUT));
        }
    }

    /// Ends the run: clears the bar and prints the summary.
    pub fn finish(&mut self) {
        self.close_notes();
        self.bar.finish_and_clear();
        let skipped: u64 = self.skipped.values().sum();
        let is_worth_it =
            self.talk == Talk::Verbose || (self.talk == Talk::Normal && self.on_terminal && self.pages + skipped + self.unreadable > 1);
        if is_worth_it {
            self.summary().iter().for_each(|line| self.line(line));
        }
    }

    /// Pages, what was skipped and why, and what would help.
    fn summary(&self) -> Vec<String> {
        let mut first = counted(self.pages, "page read", "pages read");
        if self.without_article > 0 {
            first += &format!(", {} without an article", self.without_article);
        }
        if self.not_english > 0 {
            first += &format!(", {} not in English", self.not_english);
        }
        let mut reasons: Vec<_> = self.skipped.iter().map(|(code, count)| (*count, code.replace('-', " "))).collect();
        reasons.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        if !reasons.is_empty() {
            let sum: u64 = reasons.iter().map(|(count, _)| count).sum();
            let listed: Vec<_> = reasons.iter().map(|(count, reason)| format!("{count} {reason}")).collect();
            first += &format!("; {sum} skipped: {}", listed.join(", "));
        }
        if self.unreadable > 0 {
            first += &format!("; {} not opened", self.unreadable);
        }
        let mut lines = vec![first];
        if self.undated > 0 {
            let verb = if self.undated == 1 { "has" } else { "have" };
            lines.push(format!(
                "{} of {} {verb} no publication date: give --published or a sidecar CSV",
                self.undated,
                counted(self.pages, "page", "pages")
            ));
        }
        lines
    }

    /// Whether no error was seen.
    pub fn is_well(&self) -> bool {
        !self.failed
    }

    fn line(&self, line: &str) {
        // What a file is called must not move the cursor of a terminal.
        let line: String = line.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        self.bar.suspend(|| eprintln!("dateline: {line}"));
    }
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The cause of a failure in one line, lower case, without the number that the system gives it.
pub fn cause(error: &io::Error) -> String {
    let message = error.to_string();
    let plain = message.split(" (os error").next().unwrap_or_default();
    let mut chars = plain.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn bar(plan: &Plan, worth: u64) -> ProgressBar {
    let total = inputs::total_bytes(&plan.inputs, plan.format.is_some());
    if total < worth {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {bytes} of {total_bytes}, {msg}{eta} left").expect("the template is sound");
    ProgressBar::new(total).with_style(style)
}

/// Counts the bytes read for the progress bar.
#[derive(Debug, Clone)]
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// The same source, counted.
    pub fn count<R>(&self, source: R) -> Counted<R> {
        Counted { source, bar: self.bar.clone() }
    }
}

/// A source whose bytes are counted.
#[derive(Debug)]
pub struct Counted<R> {
    source: R,
    bar: ProgressBar,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.bar.inc(read as u64);
        Ok(read)
    }
}
