//! Documents of the contract as inputs: JSON Lines, one object however it is indented, several of them, or an array of them.

use std::io::{self, BufRead, BufReader, Read};

use dateline_read::SkipCode;
use serde::de::IgnoredAny;

/// Cuts an input into documents.
pub struct Documents<'s> {
    source: Box<dyn BufRead + Send + 's>,
    most: usize,
    /// Documents that were cut already, the last first; a line is cut when it is asked for.
    waiting: Vec<Vec<u8>>,
    by_lines: bool,
}

/// A document as it stands, or why there is none.
pub type Cut = Result<Vec<u8>, (SkipCode, String)>;

impl<'s> Documents<'s> {
    /// Looks at the first line: a whole value means that every line is one.
    pub fn open(source: impl Read + Send + 's, most: usize) -> io::Result<Self> {
        let mut source = BufReader::with_capacity(1 << 16, source);
        let head = source.fill_buf()?;
        let mut source: Box<dyn BufRead + Send + 's> = if head.starts_with(&[0x1f, 0x8b]) {
            Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(source)))
        } else if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
            Box::new(BufReader::new(zstd::stream::read::Decoder::with_buffer(source)?))
        } else {
            Box::new(source)
        };
        let mut first = Vec::new();
        // One byte more than a record may have tells a long line from a whole one.
        (&mut source).take(most as u64 + 1).read_until(b'\n', &mut first)?;
        let is_line = serde_json::from_slice::<IgnoredAny>(&first).is_ok() && first.trim_ascii_start().starts_with(b"{");
        if is_line {
            return Ok(Self { source, most, waiting: vec![first], by_lines: true });
        }
        if first.len() > most {
            return Ok(Self { source, most, waiting: vec![first], by_lines: true });
        }
        source.read_to_end(&mut first)?;
        Ok(Self { source, most, waiting: values(&first), by_lines: false })
    }

    /// The next document; nothing at the end.
    pub fn next(&mut self) -> io::Result<Option<Cut>> {
        loop {
            let bytes = match self.waiting.pop() {
                Some(bytes) => bytes,
                None if !self.by_lines => return Ok(None),
                None => {
                    let mut line = Vec::new();
                    if (&mut self.source).take(self.most as u64 + 1).read_until(b'\n', &mut line)? == 0 {
                        return Ok(None);
                    }
                    line
                }
            };
            if bytes.len() > self.most {
                let mut rest = bytes;
                while self.by_lines && rest.last() != Some(&b'\n') {
                    rest.clear();
                    if (&mut self.source).take(self.most as u64).read_until(b'\n', &mut rest)? == 0 {
                        break;
                    }
                }
                return Ok(Some(Err((SkipCode::TooLarge, format!("larger than {} bytes", self.most)))));
            }
            let bytes = bytes.trim_ascii();
            if !bytes.is_empty() {
                return Ok(Some(Ok(bytes.to_vec())));
            }
        }
    }
}

/// The values of a text, the last first; what follows the last whole one is one more, so that it is told to be broken.
fn values(bytes: &[u8]) -> Vec<Vec<u8>> {
    if let Ok(list) = serde_json::from_slice::<Vec<serde_json::Value>>(bytes) {
        return list.iter().rev().map(|value| value.to_string().into_bytes()).collect();
    }
    let mut found = Vec::new();
    let mut stream = serde_json::Deserializer::from_slice(bytes).into_iter::<IgnoredAny>();
    let mut start = 0;
    while let Some(Ok(_)) = stream.next() {
        found.push(bytes[start..stream.byte_offset()].to_vec());
        start = stream.byte_offset();
    }
    if !bytes[start..].trim_ascii().is_empty() {
        found.push(bytes[start..].to_vec());
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, most: usize) -> Vec<Result<String, &'static str>> {
        let mut documents = Documents::open(io::Cursor::new(text.as_bytes().to_vec()), most).unwrap();
        let mut out = Vec::new();
        while let Some(next) = documents.next().unwrap() {
            out.push(next.map(|bytes| String::from_utf8(bytes).unwrap()).map_err(|it| it.0.name()));
        }
        out
    }

    #[test]
    fn lines_objects_and_arrays_are_documents() {
        let two = [Ok("{\"a\":1}".to_owned()), Ok("{\"b\":2}".to_owned())];
        assert_eq!(cut("{\"a\":1}\n\n{\"b\":2}\n", 100), two);
        assert_eq!(cut("[{\"a\":1},\n{\"b\":2}]", 100), two);
        assert_eq!(cut("{\"a\":\n1}\n{\"b\":2}", 100), [Ok("{\"a\":\n1}".to_owned()), Ok("{\"b\":2}".to_owned())]);
        assert_eq!(cut("{\"a\":1}\n{\"b\":\n", 100), [Ok("{\"a\":1}".to_owned()), Ok("{\"b\":".to_owned())]);
        assert_eq!(cut("", 100), []);
        assert_eq!(cut("{\"a\":\"long, long\"}\n{\"b\":2}\n", 10), [Err("too-large"), Ok("{\"b\":2}".to_owned())]);
    }
}
