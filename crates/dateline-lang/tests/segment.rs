//! What holds for every text and every weights.

use std::sync::LazyLock;

use dateline_lang::segment::{LONGEST, ROWS};
use dateline_lang::{ModelError, Segmentation, Segmenter};
use dateline_text::{ByteSpan, NoteCode};
use proptest::prelude::*;

/// Weights that say yes to all, no to all, and now this, now that.
static PARTS: LazyLock<[Vec<u8>; 3]> = LazyLock::new(|| {
    let wild = (0..ROWS).flat_map(|row| i16::try_from(row * 7919 % 601).map_or(0, |weight| weight - 300).to_le_bytes()).collect();
    [[1, 0].repeat(ROWS), [0, 0].repeat(ROWS), wild]
});
static SEGMENTERS: LazyLock<Vec<Segmenter<'static>>> =
    LazyLock::new(|| PARTS.iter().map(|part| Segmenter::read(part).expect("the part has its size")).collect());

/// Checks the laws of a segmentation.
fn check(text: &str, paragraphs: &[ByteSpan], found: &Segmentation) {
    let mut covered = vec![false; text.len()];
    let mut last = 0;
    for span in &found.spans {
        assert!(span.start() >= last && span.end() > span.start(), "words are in order, without overlap, not empty");
        assert!(text.is_char_boundary(span.start()) && text.is_char_boundary(span.end()));
        covered[span.range()].fill(true);
        last = span.end();
    }
    for paragraph in paragraphs {
        for (at, character) in text[paragraph.range()].char_indices() {
            assert!(character.is_whitespace() || covered[paragraph.start() + at], "{character:?} is in no word");
        }
    }
    assert_eq!(found.joined.len(), found.spans.len());
    let mut next = 0;
    for sentence in &found.sentences {
        assert!(sentence.start == next && sentence.end > next && sentence.len() <= LONGEST);
        assert!(!found.joined[sentence.start], "no sentence begins inside a token");
        let whole = found.spans[sentence.start].start()..found.spans[sentence.end - 1].end();
        assert!(paragraphs.iter().any(|paragraph| paragraph.start() <= whole.start && whole.end <= paragraph.end()));
        assert!(!text[whole].contains("\n\n"), "a blank line ends a sentence");
        next = sentence.end;
    }
    assert_eq!(next, found.spans.len());
    for at in 1..found.spans.len() {
        assert!(!found.joined[at] || found.spans[at - 1].end() == found.spans[at].start(), "a token holds no gap");
    }
}

fn check_all(text: &str, paragraphs: &[ByteSpan]) {
    let mut found = Segmentation::default();
    for segmenter in &*SEGMENTERS {
        segmenter.segment(text, paragraphs, &mut found);
        check(text, paragraphs, &found);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_covered(text in "\\PC{0,80}|(?s).{0,60}") {
        check_all(&text, &[ByteSpan::new(0, text.len())]);
    }

    #[test]
    fn any_row_of_signs_is_covered(text in "([a-zA-Z]{1,4}|[0-9]{1,4}|n't|'s|U\\.S\\.|cannot|[ \\n.,:;!?'\"“”‘’()\\[\\]/&%$#@_*<>…—–-]|\u{200b}|\u{ad}|\u{301}|😀|\u{200d}|é){0,40}") {
        check_all(&text, &[ByteSpan::new(0, text.len())]);
    }

    #[test]
    fn paragraphs_part_sentences(lines in proptest::collection::vec("[a-zA-Z.!? ]{0,20}", 0..6)) {
        let (mut text, mut paragraphs) = (String::new(), Vec::new());
        for line in &lines {
            let start = text.len();
            text.push_str(line);
            paragraphs.push(ByteSpan::new(start, text.len()));
            text.push(' ');
        }
        check_all(&text, &paragraphs);
    }
}

#[test]
fn a_part_of_another_size_is_refused() {
    assert_eq!(Segmenter::read(&[0; 7]).err(), Some(ModelError::Malformed("segment")));
}

#[test]
fn a_long_sentence_is_cut_with_a_note() {
    let text = format!("{}; {}", "one ".repeat(200).trim_end(), "two ".repeat(200));
    let mut found = Segmentation::default();
    SEGMENTERS[1].segment(&text, &[ByteSpan::new(0, text.len())], &mut found);
    assert_eq!(found.sentences, [0..201, 201..401], "it is cut behind the semicolon");
    assert_eq!(found.notes.iter().map(|note| note.code).collect::<Vec<_>>(), [NoteCode::LongSentence]);
}

#[test]
fn spans_that_are_wrong_do_no_harm() {
    let text = "Ünö twö. Three";
    let mut found = Segmentation::default();
    let paragraphs = [ByteSpan::new(1, 4), ByteSpan::new(2, 99), ByteSpan::new(0, 3)];
    SEGMENTERS[0].segment(text, &paragraphs, &mut found);
    assert!(found.spans.iter().all(|span| text.get(span.range()).is_some()));
}

#[test]
fn a_long_line_takes_time_in_proportion() {
    for unit in ["a", "a.b", "don't-", "n't-", "((", ")", "\"'", "x/", "[1]", "1,000", ". ", "é", ":)", "@a", "“a."] {
        let text = unit.repeat(200_000);
        let mut found = Segmentation::default();
        SEGMENTERS[1].segment(&text, &[ByteSpan::new(0, text.len())], &mut found);
        check(&text, &[ByteSpan::new(0, text.len())], &found);
    }
}
