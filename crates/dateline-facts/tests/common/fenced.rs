//! Reads suites of fenced blocks: a `text` block, whose first line may give the day of publication, and a block of expected records.

use std::collections::BTreeMap;
use std::path::Path;

use dateline_text::ByteSpan;

/// A text with the records expected of it.
#[derive(Debug, Clone, Default)]
pub struct Case {
    /// The text.
    pub text: String,
    /// The day of publication.
    pub published: Option<String>,
    /// The lines of the expected records.
    pub lines: Vec<String>,
}

/// The cases of `cases/NAME.md`, whose expected records stand in blocks of this kind.
pub fn load(name: &str, kind: &str) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases").join(format!("{name}.md"));
    #[allow(clippy::disallowed_methods, reason = "a test reads its cases")]
    let file = std::fs::read_to_string(&path).expect("the suite is there");
    let (mut all, mut case, mut block): (Vec<Case>, Case, Option<String>) = (Vec::new(), Case::default(), None);
    for line in file.lines() {
        match (&block, line.strip_prefix("```")) {
            (None, Some(opened)) => block = Some(opened.trim().to_owned()),
            (Some(open), Some(_)) => {
                if open == kind {
                    all.push(std::mem::take(&mut case));
                }
                block = None;
            }
            (Some(open), None) if open == "text" => match line.strip_prefix("published: ") {
                Some(day) if case.text.is_empty() => case.published = Some(day.trim().to_owned()),
                _ => {
                    case.text += line;
                    case.text.push('\n');
                }
            },
            (Some(open), None) if open == kind && !line.trim().is_empty() => case.lines.push(line.to_owned()),
            _ => {}
        }
    }
    all
}

/// The fields of a line: `key=value` parted by bars.
pub fn fields(line: &str) -> BTreeMap<String, String> {
    let parts = line.trim_start_matches(['?', '!', ' ']).split(" | ");
    parts.filter_map(|part| part.trim().split_once('=')).map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

/// Whether a value is one of those that a slash parts.
pub fn is_one_of(wanted: &str, value: &str) -> bool {
    wanted.split('/').any(|it| it == value)
}

/// The stretch of a text that words stand for; `strike#2` is the second occurrence as whole words.
pub fn place(text: &str, words: &str) -> Option<ByteSpan> {
    let (words, nth) = words.split_once('#').map_or((words, 1), |(words, nth)| (words, nth.parse().unwrap_or(1)));
    let start = super::occurrence(text, words, nth)?;
    Some(ByteSpan::new(start, start + words.len()))
}

/// Whether a span overlaps words of a text.
pub fn touches(text: &str, words: &str, span: ByteSpan) -> bool {
    place(text, words).is_some_and(|place| place.overlaps(span))
}
