//! Trains the weights of the segmenter, and scores it.

use std::collections::HashSet;

use dateline_lang::Segmentation;
use dateline_lang::conllu;
use dateline_lang::segment::{Decide, Features, ROWS, Task, segment_with};
use dateline_text::ByteSpan;

use crate::data::Document;

/// Rounds over the examples.
const ROUNDS: usize = 12;
/// A right answer that is less sure than this is learned from like a wrong one.
const MARGIN: i64 = 12;

/// A text as a treebank's sentences make it: a line a paragraph, a space between sentences; with its words.
#[derive(Debug, Default)]
pub struct Laid {
    /// The text.
    pub text: String,
    /// Its lines.
    pub paragraphs: Vec<ByteSpan>,
    /// Sentences and words.
    pub gold: Segmentation,
}

/// Lays out a document; paragraphs are those of `# newpar`.
#[must_use]
pub fn lay(document: &Document<'_>) -> Laid {
    let mut laid = Laid::default();
    let begins =
        |sentence: &conllu::Sentence<'_>| sentence.comments.iter().any(|line| *line == "# newpar" || line.starts_with("# newpar "));
    let mut rest = &document.sentences[..];
    while !rest.is_empty() {
        let end = rest[1..].iter().position(begins).map_or(rest.len(), |at| at + 1);
        let (text, segmentation) = conllu::layout(&rest[..end]);
        let (start, first) = (laid.text.len(), laid.gold.spans.len());
        laid.gold.spans.extend(segmentation.spans.iter().map(|span| ByteSpan::new(start + span.start(), start + span.end())));
        laid.gold.joined.extend(segmentation.joined);
        laid.gold.sentences.extend(segmentation.sentences.into_iter().map(|range| first + range.start..first + range.end));
        laid.text.push_str(text.trim_end());
        laid.paragraphs.push(ByteSpan::new(start, laid.text.len()));
        laid.text.push('\n');
        rest = &rest[end..];
    }
    laid
}

/// Answers from a treebank, and remembers the questions.
struct Teacher {
    starts: HashSet<usize>,
    ends: HashSet<usize>,
    examples: Vec<(Vec<u32>, bool)>,
    house: bool,
}

impl Decide for Teacher {
    fn decide(&mut self, task: Task, at: usize, features: &Features) -> bool {
        let answer = match task {
            Task::Word => self.starts.contains(&at),
            Task::Sentence => self.ends.contains(&at),
        };
        let rows = if self.house { features.rows() } else { features.common() };
        self.examples.push((rows.to_vec(), answer));
        answer
    }
}

/// Trains on documents; gives the part `segment` of a model.
#[must_use]
pub fn train(documents: &[Document<'_>]) -> Vec<u8> {
    let mut examples = Vec::new();
    let mut out = Segmentation::default();
    for document in documents {
        let laid = lay(document);
        let starts = laid.gold.spans.iter().map(|span| span.start()).collect();
        let ends = laid.gold.sentences.iter().map(|range| laid.gold.spans[range.end - 1].end()).collect();
        let mut teacher = Teacher { starts, ends, examples, house: !document.genre.is_empty() };
        segment_with(&laid.text, &laid.paragraphs, &mut teacher, &mut out);
        examples = teacher.examples;
    }
    let mut weights = vec![0_i64; ROWS];
    // Each weight, added up over all turns, as the turn of its last change allows.
    let (mut sums, mut turn) = (vec![0_i64; ROWS], 0_i64);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..ROUNDS {
        for at in (1..order.len()).rev() {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(at, usize::try_from(random >> 33).unwrap_or_default() % (at + 1));
        }
        for &at in &order {
            turn += 1;
            let (rows, answer) = &examples[at];
            let sign = if *answer { 1 } else { -1 };
            let score: i64 = rows.iter().map(|&row| weights[row as usize]).sum();
            if score * sign <= MARGIN {
                for &row in rows {
                    weights[row as usize] += sign;
                    sums[row as usize] += sign * turn;
                }
            }
        }
    }
    let averages: Vec<i64> = weights.iter().zip(&sums).map(|(weight, sum)| weight * turn - sum).collect();
    let largest = averages.iter().map(|average| average.abs()).max().unwrap_or(0).max(1);
    averages
        .iter()
        .flat_map(|&average| {
            let scaled = i128::from(average) * 32_000 / i128::from(largest);
            i16::try_from(scaled).unwrap_or_default().to_le_bytes()
        })
        .collect()
}

/// Counts of right, found and expected.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    /// Found and expected.
    pub right: usize,
    /// Found.
    pub found: usize,
    /// Expected.
    pub expected: usize,
}

impl Count {
    /// F1 in per cent.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "a percentage for people")]
    pub fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.expected).max(1) as f64
    }

    fn add(&mut self, found: &[(usize, usize)], expected: &[(usize, usize)]) {
        let known: HashSet<_> = expected.iter().collect();
        self.right += found.iter().filter(|span| known.contains(span)).count();
        self.found += found.len();
        self.expected += expected.len();
    }
}

/// Sentences and words, in the manner of the CoNLL 2018 shared task.
#[derive(Debug, Clone, Copy, Default)]
pub struct Score {
    /// Sentences: first and last character right.
    pub sentences: Count,
    /// Words: first and last character right.
    pub words: Count,
}

/// First and last bytes of sentences and of words.
type Spans = Vec<(usize, usize)>;

/// The spans of sentences and of words.
#[must_use]
pub fn spans(segmentation: &Segmentation) -> (Spans, Spans) {
    let words: Spans = segmentation.spans.iter().map(|span| (span.start(), span.end())).collect();
    let sentences = segmentation.sentences.iter().map(|range| (words[range.start].0, words[range.end - 1].1)).collect();
    (sentences, words)
}

impl Score {
    /// Adds what was found in a text to the counts.
    pub fn add(&mut self, found: &Segmentation, gold: &Segmentation) {
        let ((found_sentences, found_words), (gold_sentences, gold_words)) = (spans(found), spans(gold));
        self.sentences.add(&found_sentences, &gold_sentences);
        self.words.add(&found_words, &gold_words);
    }
}
