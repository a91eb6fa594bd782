//! What holds of the analysis of any text.

use dateline_lang::Analysis;
use dateline_text::ByteSpan;

/// Asserts that spans, sentences, columns, trees and names are sound.
pub fn assert_sound(text: &str, paragraphs: &[ByteSpan], analysis: &Analysis) {
    let words = analysis.len();
    let mut end = 0;
    for word in 0..words {
        let span = analysis.span(word);
        assert!(!span.is_empty() && end <= span.start(), "words in order, without overlap");
        assert!(
            text.get(span.range()).is_some_and(|form| form.trim() == form),
            "words of whole characters, without white space around them"
        );
        end = span.end();
    }
    let columns = [analysis.segmentation.joined.len(), analysis.tags.len(), analysis.morphs.len(), analysis.lemmas.len()];
    assert!(columns.iter().chain(&[analysis.heads.len(), analysis.labels.len()]).all(|length| *length == words), "a value for each word");
    let mut next = 0;
    for sentence in analysis.sentences() {
        assert!(sentence.start == next && sentence.end > next, "sentences without gaps");
        next = sentence.end;
        let hull = analysis.span(sentence.start).hull(analysis.span(sentence.end - 1));
        assert!(paragraphs.iter().any(|paragraph| paragraph.covers(hull)), "a sentence lies in one paragraph");
        assert!(!analysis.segmentation.joined[sentence.start], "a sentence does not begin inside a token");
        assert_eq!(sentence.clone().filter(|&word| analysis.head(word).is_none()).count(), 1, "one root");
        for word in sentence.clone() {
            assert!(analysis.head(word).is_none_or(|head| sentence.contains(&head)), "heads in the same sentence");
            let way = std::iter::successors(Some(word), |&word| analysis.head(word)).take(sentence.len() + 1);
            assert!(way.count() <= sentence.len(), "no circles");
        }
    }
    assert_eq!(next, words, "every word in a sentence");
    let mut end = 0;
    for name in &analysis.names {
        assert!(end <= name.words.start && name.words.start < name.words.end && name.words.end <= words, "names in order");
        assert!(name.words.end <= analysis.sentence_of(name.words.start).end, "a name lies in one sentence");
        end = name.words.end;
    }
    {
        let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let read: String = paragraphs.iter().map(|paragraph| visible(paragraph.of(text))).collect();
        let forms: String = (0..words).map(|word| visible(analysis.form(text, word))).collect();
        assert_eq!(forms, read, "every visible character in a word");
    }
}

/// The lines of a text that are not blank.
pub fn paragraphs(text: &str) -> Vec<ByteSpan> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let span = ByteSpan::new(at, at + line.len());
        at += line.len();
        span
    });
    lines.filter(|span| !span.of(text).trim().is_empty()).collect()
}
