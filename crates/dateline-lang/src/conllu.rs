//! CoNLL-U: treebanks in, analyses out (<https://universaldependencies.org/format.html>).

use std::ops::RangeInclusive;

use dateline_text::ByteSpan;

use crate::analysis::Segmentation;

/// One row of a sentence, as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'f> {
    /// The ten columns; missing ones are `_`.
    pub columns: [&'f str; 10],
}

impl<'f> Row<'f> {
    /// FORM.
    #[must_use]
    pub const fn form(&self) -> &'f str {
        self.columns[1]
    }

    /// The value of a key in MISC.
    #[must_use]
    pub fn misc(&self, key: &str) -> Option<&'f str> {
        self.columns[9].split('|').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='))
    }

    /// The number of a plain word, without those of multiword tokens and empty nodes.
    #[must_use]
    pub fn number(&self) -> Option<usize> {
        self.columns[0].parse().ok()
    }

    /// First and last word of a multiword token.
    #[must_use]
    pub fn range(&self) -> Option<(usize, usize)> {
        let (first, last) = self.columns[0].split_once('-')?;
        Some((first.parse().ok()?, last.parse().ok()?))
    }
}

/// One sentence of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentence<'f> {
    /// The lines that begin with `#`, without their ends.
    pub comments: Vec<&'f str>,
    /// The rows.
    pub rows: Vec<Row<'f>>,
}

impl<'f> Sentence<'f> {
    /// The plain words.
    pub fn words(&self) -> impl Iterator<Item = &Row<'f>> {
        self.rows.iter().filter(|row| row.number().is_some())
    }

    /// What stands after `# key =`.
    #[must_use]
    pub fn comment(&self, key: &str) -> Option<&'f str> {
        self.comments.iter().find_map(|line| line[1..].trim_start().strip_prefix(key)?.trim_start().strip_prefix('=')).map(str::trim)
    }
}

/// The sentences of a file. Lines that are neither comments nor rows are rows with missing columns.
pub fn sentences(file: &str) -> impl Iterator<Item = Sentence<'_>> {
    let mut lines = file.lines();
    std::iter::from_fn(move || {
        let mut sentence = Sentence::default();
        for line in lines.by_ref() {
            let line = line.trim_end_matches('\r');
            if line.is_empty() {
                if !sentence.rows.is_empty() {
                    return Some(sentence);
                }
            } else if line.starts_with('#') && sentence.rows.is_empty() {
                sentence.comments.push(line);
            } else {
                let mut columns = ["_"; 10];
                for (column, value) in columns.iter_mut().zip(line.split('\t')) {
                    *column = value;
                }
                sentence.rows.push(Row { columns });
            }
        }
        (!sentence.rows.is_empty()).then_some(sentence)
    })
}

/// A multiword token under way.
struct Token {
    words: RangeInclusive<usize>,
    /// Whether the forms of its words make up its own.
    adds_up: bool,
    /// The span of the word before, if they do; else its own.
    span: ByteSpan,
}

/// Lays out sentences as a text, and says where their words are: one sentence after another with a space between them,
/// forms joined as `SpaceAfter=No` says. Words of a multiword token whose forms do not add up to it share its span.
#[must_use]
pub fn layout<'f, 's>(sentences: impl IntoIterator<Item = &'s Sentence<'f>>) -> (String, Segmentation)
where
    'f: 's,
{
    let mut text = String::new();
    let mut segmentation = Segmentation::default();
    for sentence in sentences {
        let mut token: Option<Token> = None;
        let mut joined = false;
        for (at, row) in sentence.rows.iter().enumerate() {
            let space = if row.misc("SpaceAfter") == Some("No") { "" } else { " " };
            if let Some((first, last)) = row.range() {
                let words = sentence.rows[at + 1..].iter().filter_map(|row| Some((row.number()?, row.form())));
                let parts = words.take_while(|(number, _)| (first..=last).contains(number));
                let adds_up = parts.map(|(_, form)| form).collect::<String>() == row.form();
                let span = ByteSpan::new(text.len(), text.len() + row.form().len());
                text.push_str(row.form());
                text.push_str(space);
                let span = ByteSpan::new(span.start(), if adds_up { span.start() } else { span.end() });
                token = Some(Token { words: first..=last, adds_up, span });
                joined = false;
            } else if let Some(number) = row.number() {
                match &mut token {
                    Some(Token { words, adds_up, span }) if words.contains(&number) => {
                        if *adds_up {
                            *span = ByteSpan::new(span.end(), span.end() + row.form().len());
                        }
                        segmentation.push(*span, joined);
                        joined = true;
                    }
                    _ => {
                        token = None;
                        let start = text.len();
                        text.push_str(row.form());
                        segmentation.push(ByteSpan::new(start, text.len()), false);
                        text.push_str(space);
                    }
                }
            }
        }
        segmentation.end_sentence();
        if !text.ends_with(' ') && !text.is_empty() {
            text.push(' ');
        }
    }
    (text, segmentation)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# sent_id = 1\n1\tThey\tthey\n2-3\tdon't\t_\n2\tdo\tdo\n3\tn't\tnot\n4\tgo\tgo\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n5\t.\t.\n\n1\tNo\tno\n\n";

    #[test]
    fn a_file_is_laid_out_as_text_with_words() {
        let all: Vec<_> = sentences(FILE).collect();
        assert_eq!(all[0].comment("sent_id"), Some("1"));
        let (text, segmentation) = layout(&all);
        assert_eq!(text, "They don't go. No ");
        let words: Vec<_> = segmentation.spans.iter().map(|span| span.of(&text)).collect();
        assert_eq!(words, ["They", "do", "n't", "go", ".", "No"]);
        assert_eq!(segmentation.joined, [false, false, true, false, false, false]);
        assert_eq!(segmentation.sentences, [0..5, 5..6]);
    }

    #[test]
    fn rows_in_disorder_have_spans_inside_the_text() {
        // Words before, after and again in the range of a multiword token, ranges that end early or overlap.
        let rows = ["2-3\té\n2\té\n7\tx\n3\tb\n", "5-6\tab\n1\tabcdef\n5\ta\n6\tb\n", "3-2\ta\n2\ta\n", "1-2\tab\n1\ta\n2-3\tb\n2\tb\n"];
        for file in rows {
            let all: Vec<_> = sentences(file).collect();
            let (text, segmentation) = layout(&all);
            let mut last = 0;
            for span in segmentation.spans {
                assert!(text.get(span.range()).is_some() && last <= span.start(), "{file}");
                last = span.start();
            }
        }
    }
}
