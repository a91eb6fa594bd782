//! CoNLL-U: the only place where analyses become text (<https://universaldependencies.org/format.html>).
//!
//! Pages come out with sentences and words that were found in them, treebanks with those that they came with. Names
//! stand in MISC as `NER=B-PERSON`, `NER=I-PERSON`; DEPS is empty.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use dateline_lang::conllu::{self, Row};
use dateline_lang::{Analyse, Analysis, Model, ModelError, NameKind, Worker};
use dateline_text::{ByteSpan, Document};

use crate::treebank;

/// The models, and how what they say is printed.
#[derive(Debug)]
pub struct Language {
    model: Model<'static>,
    is_for_terminal: bool,
}

impl Language {
    /// Reads the models that the program holds. On a terminal, control characters are replaced.
    pub fn load(is_for_terminal: bool) -> Result<Self, ModelError> {
        Ok(Self { model: Model::read(dateline_models::english())?, is_for_terminal })
    }

    /// An analyser for one thread.
    pub fn analyser(&self) -> Analyser<'_> {
        Analyser { worker: self.model.worker(), is_for_terminal: self.is_for_terminal }
    }
}

/// Analyses on one thread, and prints.
#[derive(Debug)]
pub struct Analyser<'m> {
    worker: Worker<'m>,
    is_for_terminal: bool,
}

impl Analyser<'_> {
    /// A page, all of its blocks, each of them a paragraph.
    pub fn page(&mut self, document: &Document) -> Vec<u8> {
        let paragraphs: Vec<ByteSpan> =
            document.blocks.iter().map(|block| block.span).filter(|span| !span.of(&document.text).trim().is_empty()).collect();
        let analysis = self.worker.analyse(&document.text, &paragraphs);
        self.finish(page(&document.id, &document.text, &paragraphs, &analysis))
    }

    /// A document of a treebank, its words as they are; what is wrong with it in one line, when it is not CoNLL-U.
    pub fn treebank(&mut self, document: &treebank::Document) -> Result<Vec<u8>, String> {
        let file = document.text()?;
        let sentences: Vec<_> = conllu::sentences(file).collect();
        let (text, segmentation) = conllu::layout(&sentences);
        let analysis = self.worker.annotate(&text, segmentation);
        Ok(self.finish(annotated(&sentences, &analysis)))
    }

    fn finish(&self, out: String) -> Vec<u8> {
        if self.is_for_terminal {
            let is_code = |c: char| c.is_control() && c != '\n' && c != '\t';
            return out.replace(is_code, "\u{fffd}").into_bytes();
        }
        out.into_bytes()
    }
}

/// An analysed page as CoNLL-U; a page without words is nothing.
fn page(id: &str, text: &str, paragraphs: &[ByteSpan], analysis: &Analysis) -> String {
    let mut out = String::with_capacity(text.len() * 8);
    let names = names(analysis);
    let mut paragraph = None;
    for (index, sentence) in analysis.sentences().iter().enumerate() {
        if index == 0 {
            let _ = writeln!(out, "# newdoc id = {id}");
        }
        let start = analysis.span(sentence.start).start();
        let now = paragraphs.partition_point(|paragraph| paragraph.end() <= start);
        if paragraph.replace(now) != Some(now) {
            out.push_str("# newpar\n");
        }
        let tokens = tokens(analysis, sentence);
        let _ = write!(out, "# sent_id = {}\n# text = ", index + 1);
        for (at, token) in tokens.iter().enumerate() {
            out.push_str(&field(token.span.of(text)));
            out.push_str(if at + 1 == tokens.len() || token.is_closed(text) { "" } else { " " });
        }
        out.push('\n');
        for token in tokens {
            let space = token.is_closed(text).then_some("SpaceAfter=No");
            let number = |word: usize| word - sentence.start + 1;
            let is_multiword = token.words.len() > 1;
            if is_multiword {
                let (first, last) = (number(token.words.start), number(token.words.end - 1));
                let _ = write!(out, "{first}-{last}\t{}\t_\t_\t_\t_\t_\t_\t_\t", field(token.span.of(text)));
                misc(&mut out, space);
            }
            for word in token.words {
                let _ = write!(out, "{}\t{}\t", number(word), field(analysis.form(text, word)));
                columns(&mut out, analysis, sentence, word);
                misc(&mut out, names[word].as_deref().into_iter().chain(space.filter(|_| !is_multiword)));
            }
        }
        out.push('\n');
    }
    out
}

/// The sentences of a treebank with the columns from LEMMA to DEPREL and the names of an analysis of their words.
fn annotated(sentences: &[conllu::Sentence<'_>], analysis: &Analysis) -> String {
    let mut out = String::new();
    let names = names(analysis);
    for (sentence, words) in sentences.iter().zip(analysis.sentences()) {
        for comment in &sentence.comments {
            out.push_str(comment);
            out.push('\n');
        }
        for row in &sentence.rows {
            if let Some(number) = row.number() {
                let word = words.start + number - 1;
                let _ = write!(out, "{number}\t{}\t", row.form());
                columns(&mut out, analysis, words, word);
                misc(&mut out, names[word].as_deref().into_iter().chain(others(row)));
            } else if row.range().is_some() {
                out.push_str(&row.columns[..9].join("\t"));
                out.push('\t');
                misc(&mut out, others(row));
            }
        }
        out.push('\n');
    }
    out
}

/// What a row has in MISC besides a name.
fn others<'f>(row: &Row<'f>) -> impl Iterator<Item = &'f str> {
    row.columns[9].split('|').filter(|pair| !(pair.is_empty() || *pair == "_" || pair.starts_with("NER=")))
}

/// A token: one word, or several that are written as one.
struct Token {
    words: Range<usize>,
    span: ByteSpan,
}

impl Token {
    /// Whether more text follows it without a space.
    fn is_closed(&self, text: &str) -> bool {
        text[self.span.end()..].chars().next().is_some_and(|next| !next.is_whitespace())
    }
}

fn tokens(analysis: &Analysis, sentence: &Range<usize>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for word in sentence.clone() {
        match tokens.last_mut() {
            Some(token) if analysis.segmentation.joined[word] => {
                token.words.end = word + 1;
                token.span = token.span.hull(analysis.span(word));
            }
            _ => tokens.push(Token { words: word..word + 1, span: analysis.span(word) }),
        }
    }
    tokens
}

/// Writes the columns from LEMMA to DEPS, and the tab after them; those that an analysis does not have are `_`.
fn columns(out: &mut String, analysis: &Analysis, sentence: &Range<usize>, word: usize) {
    out.push_str(&field(if word < analysis.lemmas.len() { analysis.lemma(word) } else { "" }));
    let _ = match analysis.tags.get(word) {
        Some(tag) => write!(out, "\t{}\t{}\t", tag.upos, tag.xpos),
        None => write!(out, "\t_\t_\t"),
    };
    features(out, analysis, word);
    let _ = match analysis.heads.get(word) {
        Some(Some(head)) => write!(out, "\t{}\t", (*head as usize).saturating_sub(sentence.start) + 1),
        Some(None) => write!(out, "\t0\t"),
        None => write!(out, "\t_\t"),
    };
    let _ = match analysis.labels.get(word) {
        Some(label) => write!(out, "{label}\t_\t"),
        None => write!(out, "_\t_\t"),
    };
}

/// Writes FEATS.
fn features(out: &mut String, analysis: &Analysis, word: usize) {
    let _ = write!(out, "{}", analysis.morphs[word]);
}

/// Writes MISC and ends the row.
fn misc<'p>(out: &mut String, pairs: impl IntoIterator<Item = &'p str>) {
    let mut is_empty = true;
    for pair in pairs {
        if !is_empty {
            out.push('|');
        }
        out.push_str(pair);
        is_empty = false;
    }
    out.push_str(if is_empty { "_\n" } else { "\n" });
}

/// The mark of each word that is part of a name: `NER=B-ORG` for its first, `NER=I-ORG` for the others.
fn names(analysis: &Analysis) -> Vec<Option<Cow<'static, str>>> {
    let mark = |place: char, kind: NameKind| Some(Cow::Owned(format!("NER={place}-{kind}")));
    let mut marks = vec![None; analysis.len()];
    for name in &analysis.names {
        for word in name.words.clone() {
            marks[word] = mark(if word == name.words.start { 'B' } else { 'I' }, name.kind);
        }
    }
    marks
}

/// A value that stays in its column and line: other white space than a space would end them.
fn field(value: &str) -> Cow<'_, str> {
    let breaks = |c: char| (c.is_whitespace() && c.is_control()) || matches!(c, '\u{2028}' | '\u{2029}');
    match value {
        "" => Cow::Borrowed("_"),
        _ if value.contains(breaks) => Cow::Owned(value.replace(breaks, " ")),
        _ => Cow::Borrowed(value),
    }
}

#[cfg(test)]
mod tests {
    use dateline_lang::{Deprel, Morph, Name, Segmentation, Tag, Upos, Xpos};

    use super::*;

    /// `Ana Ruizen didn't` and `Go.` in a paragraph, `Stop` in another.
    fn analysis(text: &str) -> Analysis {
        let mut segmentation = Segmentation::default();
        let mut at = 0;
        for form in ["Ana", "Ruizen", "did", "n't", ".", "Go", ".", "Stop"] {
            at += text[at..].find(form).unwrap();
            segmentation.push(ByteSpan::new(at, at + form.len()), form == "n't");
            at += form.len();
            if form == "." || form == "Stop" {
                segmentation.end_sentence();
            }
        }
        let mut analysis = Analysis { segmentation, ..Analysis::default() };
        for lemma in ["Ana", "Ruizen", "do", "not", ".", "go", ".", ""] {
            analysis.lemmas.push(lemma);
        }
        analysis.tags = vec![Tag { upos: Upos::Propn, xpos: Xpos::Nnp }; 8];
        analysis.morphs = vec![Morph::default(); 8];
        analysis.heads = vec![Some(2), Some(0), None, Some(2), Some(2), None, Some(5), None];
        analysis.labels = [Deprel::Nsubj, Deprel::Flat, Deprel::Root, Deprel::Advmod, Deprel::Punct].to_vec();
        analysis.labels.extend([Deprel::Root, Deprel::Punct, Deprel::Root]);
        analysis.names = vec![Name { words: 0..2, span: ByteSpan::new(0, 0), kind: NameKind::Person }];
        analysis
    }

    #[test]
    fn a_page_is_paragraphs_of_sentences_of_rows() {
        let text = "  Ana\tRuizen didn't. Go.\n\nStop\n";
        let paragraphs = [ByteSpan::new(2, 23), ByteSpan::new(25, 29)];
        let expected = "\
# newdoc id = f69d544e1c857e61
# newpar
# sent_id = 1
# text = Ana Ruizen didn't.
1\tAna\tAna\tPROPN\tNNP\t_\t3\tnsubj\t_\tNER=B-PERSON
2\tRuizen\tRuizen\tPROPN\tNNP\t_\t1\tflat\t_\tNER=I-PERSON
3-4\tdidn't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
3\tdid\tdo\tPROPN\tNNP\t_\t0\troot\t_\t_
4\tn't\tnot\tPROPN\tNNP\t_\t3\tadvmod\t_\t_
5\t.\t.\tPROPN\tNNP\t_\t3\tpunct\t_\t_

# sent_id = 2
# text = Go.
1\tGo\tgo\tPROPN\tNNP\t_\t0\troot\t_\tSpaceAfter=No
2\t.\t.\tPROPN\tNNP\t_\t1\tpunct\t_\t_

# newpar
# sent_id = 3
# text = Stop
1\tStop\t_\tPROPN\tNNP\t_\t0\troot\t_\t_

";
        assert_eq!(page("f69d544e1c857e61", text, &paragraphs, &analysis(text)), expected);
    }

    #[test]
    fn a_page_without_words_is_nothing() {
        assert_eq!(page("f69d544e1c857e61", "\n", &[], &Analysis::default()), "");
    }

    #[test]
    fn a_treebank_keeps_its_rows_and_gets_new_columns() {
        let file = "\
# newdoc id = x
# sent_id = x-1
# text = Ana Ruizen didn't.
1\tAna\tana\tX\tX\tA=B\t7\tdep\t7:dep\tNER=B-ORG|c=0
2\tRuizen\t_\t_\t_\t_\t_\t_\t_\t_
3-4\tdidn't\t_\t_\t_\tTypo=Yes\t_\t_\t_\tSpaceAfter=No|c=11
3\tdid\t_\t_\t_\t_\t_\t_\t_\tc=11
4\tn't\t_\t_\t_\t_\t_\t_\t_\t_
4.1\tgo\tgo\t_\t_\t_\t_\t_\t3:x\t_
5\t.\t_\t_\t_\t_\t_\t_\t_\t_

1\tGo\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\t.\t_\t_\t_\t_\t_\t_\t_\t_

1\tStop\t_\t_\t_\t_\t_\t_\t_\tNER=B-ORG
";
        let expected = "\
# newdoc id = x
# sent_id = x-1
# text = Ana Ruizen didn't.
1\tAna\tAna\tPROPN\tNNP\t_\t3\tnsubj\t_\tNER=B-PERSON|c=0
2\tRuizen\tRuizen\tPROPN\tNNP\t_\t1\tflat\t_\tNER=I-PERSON
3-4\tdidn't\t_\t_\t_\tTypo=Yes\t_\t_\t_\tSpaceAfter=No|c=11
3\tdid\tdo\tPROPN\tNNP\t_\t0\troot\t_\tc=11
4\tn't\tnot\tPROPN\tNNP\t_\t3\tadvmod\t_\t_
5\t.\t.\tPROPN\tNNP\t_\t3\tpunct\t_\t_

1\tGo\tgo\tPROPN\tNNP\t_\t0\troot\t_\tSpaceAfter=No
2\t.\t.\tPROPN\tNNP\t_\t1\tpunct\t_\t_

1\tStop\t_\tPROPN\tNNP\t_\t0\troot\t_\t_

";
        let sentences: Vec<_> = conllu::sentences(file).collect();
        let (text, segmentation) = conllu::layout(&sentences);
        let analysis = Analysis { segmentation, ..analysis(&text) };
        assert_eq!(annotated(&sentences, &analysis), expected);
    }

    #[test]
    fn values_cannot_leave_their_column_or_line() {
        assert_eq!(field("2\u{a0}000"), "2\u{a0}000");
        assert_eq!(field("a\tb\u{2028}c\u{b}d\u{85}e"), "a b c d e");
        assert_eq!(field(""), "_");
    }

    #[test]
    fn a_terminal_gets_no_codes() {
        let language = Language::load(true).unwrap();
        assert_eq!(language.analyser().finish("1\t\u{1b}[2J\u{9b}\n".to_owned()), "1\t\u{fffd}[2J\u{fffd}\n".as_bytes());
    }
}
