//! CoNLL-U as input: cuts a file into documents at `# newdoc`, in bounded memory, and says what is wrong with one.

use std::io::{self, BufRead, BufReader, Read};

const GZIP: &[u8] = b"\x1f\x8b\x08";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// Bytes of each line that are looked at even where they are not kept.
const SEEN: usize = 64;
/// The columns of a row.
const COLUMNS: usize = 10;

/// A document of a file, as its bytes.
#[derive(Debug, PartialEq, Eq)]
pub struct Document {
    /// Its position in the file, from 0.
    pub number: u64,
    /// The line of the file that it begins with, from 1.
    pub line: u64,
    /// Its lines; of a document above the limit so much that this can be seen.
    pub bytes: Vec<u8>,
}

impl Document {
    /// Its text, which is sound CoNLL-U; else what is wrong in one line.
    pub fn text(&self) -> Result<&str, String> {
        let text = std::str::from_utf8(&self.bytes).map_err(|error| {
            let line = self.line + self.bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() as u64;
            format!("line {line}: not UTF-8")
        })?;
        let mut sentence = Shape::default();
        let mut number = self.line;
        for line in text.lines() {
            sentence.see(line.trim_end_matches('\r')).map_err(|wrong| format!("line {number}: {wrong}"))?;
            number += 1;
        }
        sentence.end().map_err(|wrong| format!("line {}: {wrong}", number.saturating_sub(1)))?;
        Ok(text)
    }
}

/// What was seen of a sentence.
#[derive(Debug, Default)]
struct Shape {
    has_rows: bool,
    /// The number of the last word.
    words: usize,
    /// The last word of the last multiword token.
    token_end: usize,
}

impl Shape {
    fn see(&mut self, line: &str) -> Result<(), String> {
        if line.is_empty() {
            return self.end();
        }
        if line.starts_with('#') && !self.has_rows {
            return Ok(());
        }
        self.has_rows = true;
        let columns = line.split('\t').count();
        if columns != COLUMNS {
            return Err(format!(
                "{columns} {} instead of {COLUMNS}, with tabs between them",
                if columns == 1 { "column" } else { "columns" }
            ));
        }
        let (id, rest) = line.split_once('\t').unwrap_or((line, ""));
        if rest.starts_with('\t') {
            return Err("a row without FORM".to_owned());
        }
        let wrong = || format!("ID {:?} where word {} comes next", id.chars().take(20).collect::<String>(), self.words + 1);
        if let Some((first, last)) = id.split_once('-') {
            let (first, last) = number(first).zip(number(last)).ok_or_else(wrong)?;
            if first != self.words + 1 || last < first || first <= self.token_end {
                return Err(wrong());
            }
            self.token_end = last;
        } else if let Some((before, index)) = id.split_once('.') {
            number(before).zip(number(index)).ok_or_else(wrong)?;
        } else if number(id) == Some(self.words + 1) {
            self.words += 1;
        } else {
            return Err(wrong());
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), String> {
        let Self { has_rows, words, token_end } = std::mem::take(self);
        if has_rows && words == 0 {
            return Err("a sentence without words".to_owned());
        }
        if token_end > words {
            return Err(format!("a multiword token up to word {token_end} in a sentence of {words}"));
        }
        Ok(())
    }
}

/// A number in plain digits.
fn number(typed: &str) -> Option<usize> {
    typed.bytes().all(|byte| byte.is_ascii_digit()).then(|| typed.parse().ok()).flatten()
}

/// The documents of one file, in order. Holds one of them and one sentence in memory.
pub struct Documents<'r> {
    source: Box<dyn BufRead + 'r>,
    /// Bytes that are kept of a document.
    most: usize,
    /// Documents so far.
    number: u64,
    /// Lines so far.
    line: u64,
    /// The sentence that begins the next document, and its first line.
    next: Option<(u64, Vec<u8>)>,
}

impl<'r> Documents<'r> {
    /// Opens a file; `.gz` and `.zst` are told from their bytes. Documents of more bytes than `max_record` are not kept whole.
    pub fn open(source: impl Read + 'r, max_record: usize) -> io::Result<Self> {
        let mut plain = BufReader::new(source);
        let mut head = Vec::new();
        plain.by_ref().take(4).read_to_end(&mut head)?;
        let whole = io::Cursor::new(head.clone()).chain(plain);
        let mut source: Box<dyn BufRead + 'r> = if head.starts_with(GZIP) {
            Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(whole)))
        } else if head == ZSTD {
            Box::new(BufReader::new(zstd::stream::read::Decoder::with_buffer(whole)?))
        } else {
            Box::new(whole)
        };
        if source.fill_buf()?.starts_with(BYTE_ORDER_MARK) {
            source.consume(BYTE_ORDER_MARK.len());
        }
        Ok(Self { source, most: max_record.saturating_add(1), number: 0, line: 0, next: None })
    }

    fn document(&mut self) -> io::Result<Option<Document>> {
        let first = match self.next.take() {
            Some(first) => Some(first),
            None => self.sentence()?.map(|(line, bytes, _)| (line, bytes)),
        };
        let Some((line, mut bytes)) = first else { return Ok(None) };
        while let Some((line, sentence, begins)) = self.sentence()? {
            if begins {
                self.next = Some((line, sentence));
                break;
            }
            let room = self.most.saturating_sub(bytes.len()).min(sentence.len());
            bytes.extend_from_slice(&sentence[..room]);
        }
        let document = Document { number: self.number, line, bytes };
        self.number += 1;
        Ok(Some(document))
    }

    /// The lines up to and with the next blank one, the number of the first, and whether they begin a document.
    fn sentence(&mut self) -> io::Result<Option<(u64, Vec<u8>, bool)>> {
        let (first, mut bytes, mut begins, mut is_head) = (self.line + 1, Vec::new(), false, true);
        loop {
            let start = bytes.len();
            // Of a sentence above the limit too, enough of each line is seen to know the end and the next document.
            let length = read_line(&mut *self.source, &mut bytes, self.most.max(start + SEEN))?;
            if length == 0 {
                return Ok((self.line >= first).then_some((first, bytes, begins)));
            }
            self.line += 1;
            let line = &bytes[start..];
            let is_blank = line == b"\n" || line == b"\r\n";
            is_head &= line.starts_with(b"#");
            begins |= is_head && is_newdoc(line);
            bytes.truncate(self.most);
            if is_blank {
                return Ok(Some((first, bytes, begins)));
            }
        }
    }
}

impl Iterator for Documents<'_> {
    type Item = io::Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        self.document().transpose()
    }
}

/// Whether a comment says that a document begins.
fn is_newdoc(comment: &[u8]) -> bool {
    let key = comment[1..].trim_ascii_start().strip_prefix(b"newdoc");
    key.is_some_and(|rest| rest.first().is_none_or(|next| next.is_ascii_whitespace() || *next == b'='))
}

/// Appends a line with its line feed, but no more bytes than make `most` in the buffer; the bytes of the line, 0 at the end.
fn read_line(source: &mut dyn BufRead, into: &mut Vec<u8>, most: usize) -> io::Result<usize> {
    let mut length = 0;
    loop {
        let bytes = match source.fill_buf() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let end = bytes.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
        let taken = end.unwrap_or(bytes.len());
        into.extend_from_slice(&bytes[..most.saturating_sub(into.len()).min(taken)]);
        source.consume(taken);
        length += taken;
        if end.is_some() || taken == 0 {
            return Ok(length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &str = "The\tthe\t_\t_\t_\t_\t_\t_\t_";

    fn documents(file: &[u8], most: usize) -> Vec<(u64, String)> {
        let documents = Documents::open(file, most).unwrap();
        documents.map(|document| document.unwrap()).map(|it| (it.line, String::from_utf8_lossy(&it.bytes).into_owned())).collect()
    }

    fn wrong(rows: &str) -> String {
        let bytes = rows.replace("ROW", ROW).into_bytes();
        Document { number: 0, line: 7, bytes }.text().unwrap_err()
    }

    #[test]
    fn a_file_is_cut_before_the_comments_that_begin_a_document() {
        let file = "1\tA\n\n# sent_id = 1\n# newdoc id = x\n1\tB\n\n# newdocument\n1\tC\n\n# newdoc\n1\tD";
        let cut = [
            (1, "1\tA\n\n".to_owned()),
            (3, "# sent_id = 1\n# newdoc id = x\n1\tB\n\n# newdocument\n1\tC\n\n".to_owned()),
            (10, "# newdoc\n1\tD".to_owned()),
        ];
        assert_eq!(documents(file.as_bytes(), 1000), cut);
        let mut gzip = flate2::read::GzEncoder::new(file.as_bytes(), flate2::Compression::fast());
        let mut packed = Vec::new();
        gzip.read_to_end(&mut packed).unwrap();
        assert_eq!(documents(&packed, 1000), cut);
        assert_eq!(documents(&zstd::encode_all(file.as_bytes(), 1).unwrap(), 1000), cut);
    }

    #[test]
    fn a_document_above_the_limit_is_not_held_and_the_next_one_is_found() {
        let file = format!("# newdoc\n1\t{}\n2\tB\n\n1\tC\n\n# newdoc\n1\tD\n", "A".repeat(100_000));
        let documents = documents(file.as_bytes(), 50);
        assert_eq!(documents.iter().map(|(line, text)| (*line, text.len())).collect::<Vec<_>>(), [(1, 51), (7, 13)]);
    }

    #[test]
    fn what_is_no_conllu_is_said_with_its_line() {
        assert_eq!(wrong("<html>"), "line 7: 1 column instead of 10, with tabs between them");
        assert_eq!(wrong("# c\n1\tROW\n\n1\tROW\n3\tROW\n"), "line 11: ID \"3\" where word 2 comes next");
        for id in ["0", "x", "", "+1", "-", "1-", "2-3", "1-0", "9999999999999999999999", ".", "1.x"] {
            assert!(wrong(&format!("{id}\tROW\n")).starts_with("line 7: ID "), "{id}");
        }
        assert!(wrong("1-3\tROW\n1\tROW\n2-3\tROW\n").starts_with("line 9: ID \"2-3\""));
        assert_eq!(wrong("1-2\tROW\n1\tROW\n\n"), "line 9: a multiword token up to word 2 in a sentence of 1");
        assert_eq!(wrong("1.1\tROW\n"), "line 7: a sentence without words");
        assert_eq!(wrong(&format!("1\t{}\n", &ROW[3..])), "line 7: a row without FORM");
        let bytes = b"# c\n1\t\xff\n".to_vec();
        assert_eq!(Document { number: 0, line: 7, bytes }.text(), Err("line 8: not UTF-8".to_owned()));
    }

    #[test]
    fn sound_rows_pass() {
        let file = "# c\r\n1-2\tROW\r\n1\tROW\r\n1.1\tROW\r\n2\tROW\r\n3\tROW\r\n\r\n0.1\tROW\n1\tROW".replace("ROW", ROW);
        let document = Document { number: 0, line: 1, bytes: file.clone().into_bytes() };
        assert_eq!(document.text(), Ok(&*file));
    }
}
