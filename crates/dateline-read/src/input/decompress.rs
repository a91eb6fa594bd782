//! Undoes gzip and Zstandard while reading, and finds the way again behind a damaged member.
//!
//! A gzip file is a sequence of members, a Zstandard file one of frames (RFC 1952, RFC 8878); web archives have
//! one a record. [`Stream`] shows them as one run of bytes through a window that its reader widens and moves.
//! Damage does not end the stream: it stands in [`Stream::end`] behind the last good byte, and
//! [`Stream::resume`] goes on at the next member.

use std::io::{self, Read};

use flate2::{Decompress, FlushDecompress, Status};
use memchr::memmem;
use zstd::stream::raw::{Decoder, Operation};

use crate::{Limits, SkipCode};

/// The window grows in steps of this size, and the source is read by as much.
const CHUNK: usize = 256 << 10;
/// Room that is worth a call of the decoder.
const ROOM: usize = 32 << 10;
/// How many compressed bytes of a member are kept to look for the next one, when this one turns out to be damaged.
const RETAINED: usize = 256 << 10;
/// Bytes that a member may always expand to, so that an ordinary page of one repeated letter passes.
pub const RATIO_FLOOR: u64 = 1 << 20;

const GZIP: &[u8] = b"\x1f\x8b\x08";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";
/// Skippable frames: `50 2a 4d 18` to `5f 2a 4d 18`.
const ZSTD_SKIPPABLE: &[u8] = b"\x2a\x4d\x18";

/// Why the window cannot be widened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The input ended where it may.
    Whole,
    /// The member that began at this offset of the decompressed stream is damaged.
    Damaged {
        /// Offset of the member's first byte after decompression.
        member: u64,
        /// What is wrong with it.
        damage: Damage,
    },
}

/// What is wrong with a compressed member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The reason's kind.
    pub code: SkipCode,
    /// The reason in one line.
    pub message: String,
}

/// A decompressed stream, seen through a window that starts at its reader's position.
pub struct Stream<'r> {
    input: Input<'r>,
    coding: Coding,
    max_ratio: u64,
    /// Between two members, or before the first one.
    between: bool,
    /// Offset of the current member's first byte after decompression.
    member: u64,
    /// Bytes read of the current member.
    member_read: u64,
    window: Vec<u8>,
    start: usize,
    filled: usize,
    offset: u64,
    end: Option<End>,
}

enum Coding {
    Plain,
    Gzip(Box<Decompress>),
    Zstd(Box<Decoder<'static>>),
}

impl Coding {
    fn name(&self) -> &'static str {
        match self {
            Self::Plain => "input",
            Self::Gzip(_) => "gzip",
            Self::Zstd(_) => "zstd",
        }
    }

    /// Whether a member of this coding begins so.
    fn begins(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Plain => false,
            Self::Gzip(_) => bytes.starts_with(GZIP),
            Self::Zstd(_) => is_zstd(bytes),
        }
    }

    fn restart(&mut self) -> io::Result<()> {
        match self {
            Self::Plain => Ok(()),
            Self::Gzip(gzip) => {
                gzip.reset(true);
                Ok(())
            }
            Self::Zstd(zstd) => zstd.reinit(),
        }
    }

    /// Decodes some bytes; also gives whether the member ended with them, `None` when it is damaged.
    fn step(&mut self, from: &[u8], to: &mut [u8]) -> (usize, usize, Option<bool>) {
        match self {
            Self::Plain => (0, 0, None),
            Self::Gzip(gzip) => {
                let (read, written) = (gzip.total_in(), gzip.total_out());
                let ended = gzip.decompress(from, to, FlushDecompress::None).ok().map(|status| status == Status::StreamEnd);
                ((gzip.total_in() - read) as usize, (gzip.total_out() - written) as usize, ended)
            }
            Self::Zstd(zstd) => match zstd.run_on_buffers(from, to) {
                Ok(status) => (status.bytes_read, status.bytes_written, Some(status.remaining == 0)),
                Err(_) => (0, 0, None),
            },
        }
    }
}

fn is_zstd(bytes: &[u8]) -> bool {
    bytes.starts_with(ZSTD) || bytes.first().is_some_and(|byte| byte & 0xf0 == 0x50) && bytes[1..].starts_with(ZSTD_SKIPPABLE)
}

impl<'r> Stream<'r> {
    /// Opens a stream; its first bytes tell whether and how it is compressed.
    pub fn open(source: Box<dyn Read + Send + 'r>, limits: &Limits) -> io::Result<Self> {
        let mut input = Input { source, buffer: Vec::new(), member: 0, at: 0, filled: 0, ended: false };
        while input.unread().len() < 4 && input.more()? {}
        let coding = if input.unread().starts_with(GZIP) {
            Coding::Gzip(Box::new(Decompress::new_gzip(15)))
        } else if is_zstd(input.unread()) {
            Coding::Zstd(Box::new(Decoder::new()?))
        } else {
            Coding::Plain
        };
        Ok(Self {
            input,
            coding,
            max_ratio: limits.max_ratio,
            between: true,
            member: 0,
            member_read: 0,
            window: Vec::new(),
            start: 0,
            filled: 0,
            offset: 0,
            end: None,
        })
    }

    /// The bytes in the window.
    pub fn bytes(&self) -> &[u8] {
        &self.window[self.start..self.filled]
    }

    /// Offset of the window's first byte in the decompressed stream.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Why the window cannot be widened, once that is known.
    pub fn end(&self) -> Option<&End> {
        self.end.as_ref()
    }

    /// The damage at which the stream stands.
    pub fn damage(&self) -> Option<&Damage> {
        match &self.end {
            Some(End::Damaged { damage, .. }) => Some(damage),
            _ => None,
        }
    }

    /// Widens the window to at least so many bytes, fewer where the stream ends or breaks.
    pub fn fill(&mut self, bytes: usize) -> io::Result<&[u8]> {
        self.fill_by(bytes, usize::MAX)
    }

    /// Moves the window forward.
    pub fn consume(&mut self, bytes: usize) {
        debug_assert!(bytes <= self.filled - self.start);
        self.start += bytes;
        self.offset += bytes as u64;
    }

    /// Leaves a damaged member and what is left of it, and goes on at the next member whose first bytes are
    /// accepted. Gives whether there is one.
    pub fn resume(&mut self, accept: impl Fn(&[u8]) -> bool) -> io::Result<bool> {
        loop {
            self.consume(self.filled - self.start);
            if !self.input.seek(&self.coding)? {
                self.end = Some(End::Whole);
                return Ok(false);
            }
            self.end = None;
            self.begin()?;
            // A few bytes at a time, so that chance finds of the two or four magic bytes cost nothing.
            if accept(self.fill_by(16, 16)?) {
                return Ok(true);
            }
        }
    }

    fn fill_by(&mut self, bytes: usize, step: usize) -> io::Result<&[u8]> {
        while self.filled - self.start < bytes && self.end.is_none() {
            self.make_room(bytes);
            self.more(step)?;
        }
        Ok(self.bytes())
    }

    /// Makes room behind the window's bytes: moves them to the front, or doubles it.
    fn make_room(&mut self, wanted: usize) {
        if self.window.len() - self.filled >= ROOM {
            return;
        }
        self.window.copy_within(self.start..self.filled, 0);
        self.filled -= self.start;
        self.start = 0;
        if self.window.len() - self.filled < ROOM {
            let size = (self.window.len() * 2).min(wanted.saturating_add(CHUNK)).max(self.filled + CHUNK);
            self.window.resize(size, 0);
        }
    }

    /// Adds some bytes to the window, or finds its end.
    fn more(&mut self, step: usize) -> io::Result<()> {
        let room = self.window.len().min(self.filled.saturating_add(step));
        if matches!(self.coding, Coding::Plain) {
            let read = self.input.take(&mut self.window[self.filled..room])?;
            self.filled += read;
            if read == 0 {
                self.end = Some(End::Whole);
            }
            return Ok(());
        }
        loop {
            if self.between && !self.next_member()? {
                return Ok(());
            }
            let more = !self.input.unread().is_empty() || self.input.more()?;
            let (read, written, ended) = self.coding.step(self.input.unread(), &mut self.window[self.filled..room]);
            self.input.at += read;
            self.filled += written;
            self.member_read += read as u64;
            let out = self.offset + (self.filled - self.start) as u64 - self.member;
            match ended {
                None => self.break_off(SkipCode::Malformed, format!("damaged {}", self.coding.name())),
                Some(_) if out > RATIO_FLOOR && out > self.max_ratio.saturating_mul(self.member_read) => {
                    self.break_off(SkipCode::TooLarge, format!("{} expands beyond {}:1", self.coding.name(), self.max_ratio));
                }
                Some(true) => self.between = true,
                Some(false) if read + written == 0 => {
                    let (code, what) = if more { (SkipCode::Malformed, "damaged") } else { (SkipCode::Truncated, "truncated") };
                    self.break_off(code, format!("{what} {}", self.coding.name()));
                }
                Some(false) => {}
            }
            if written > 0 || self.end.is_some() {
                return Ok(());
            }
        }
    }

    /// Begins the next member, or finds the stream's end; gives whether there is one.
    fn next_member(&mut self) -> io::Result<bool> {
        loop {
            while self.input.unread().len() < 4 && self.input.more()? {}
            let padding = self.input.unread().iter().take_while(|byte| **byte == 0).count();
            if padding == 0 {
                break;
            }
            self.input.at += padding;
        }
        self.begin()?;
        if self.input.unread().is_empty() {
            self.end = Some(End::Whole);
        } else if !self.coding.begins(self.input.unread()) {
            let name = self.coding.name();
            let cut = self.input.unread().len() < 4;
            let (code, what) = if cut { (SkipCode::Truncated, "truncated") } else { (SkipCode::Malformed, "damaged") };
            self.break_off(code, format!("{what} {name}"));
        }
        Ok(self.end.is_none())
    }

    fn begin(&mut self) -> io::Result<()> {
        self.coding.restart()?;
        self.between = false;
        self.input.member = self.input.at;
        self.member = self.offset + (self.filled - self.start) as u64;
        self.member_read = 0;
        Ok(())
    }

    fn break_off(&mut self, code: SkipCode, message: String) {
        self.end = Some(End::Damaged { member: self.member, damage: Damage { code, message } });
    }
}

/// The compressed bytes, with some of those behind.
struct Input<'r> {
    source: Box<dyn Read + Send + 'r>,
    buffer: Vec<u8>,
    /// Where the current member begins, or the oldest byte of it that is still there.
    member: usize,
    at: usize,
    filled: usize,
    ended: bool,
}

impl Input<'_> {
    fn unread(&self) -> &[u8] {
        &self.buffer[self.at..self.filled]
    }

    /// Reads more bytes behind the unread ones; gives whether there were any.
    fn more(&mut self) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        let keep = self.member.max(self.at.saturating_sub(RETAINED));
        self.buffer.copy_within(keep..self.filled, 0);
        (self.member, self.at, self.filled) = (0, self.at - keep, self.filled - keep);
        let size = self.filled + CHUNK;
        if self.buffer.len() < size {
            self.buffer.resize(size, 0);
        }
        let read = read(&mut self.source, &mut self.buffer[self.filled..])?;
        self.filled += read;
        self.ended = read == 0;
        Ok(read > 0)
    }

    /// Takes uncompressed bytes, without a detour once the buffer is empty.
    fn take(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let buffered = self.unread().len().min(to.len());
        if buffered == 0 {
            return if self.ended { Ok(0) } else { read(&mut self.source, to) };
        }
        to[..buffered].copy_from_slice(&self.buffer[self.at..self.at + buffered]);
        self.at += buffered;
        Ok(buffered)
    }

    /// Moves to the next place after the current member's start where a member may begin.
    fn seek(&mut self, coding: &Coding) -> io::Result<bool> {
        let magic = match coding {
            Coding::Plain => return Ok(false),
            Coding::Gzip(_) => GZIP,
            Coding::Zstd(_) => ZSTD,
        };
        self.at = (self.member + 1).min(self.filled);
        loop {
            if let Some(found) = memmem::find(self.unread(), magic) {
                self.at += found;
                self.member = self.at;
                return Ok(true);
            }
            self.at = self.at.max(self.filled.saturating_sub(magic.len() - 1));
            self.member = self.at;
            if !self.more()? {
                return Ok(false);
            }
        }
    }
}

fn read(source: &mut dyn Read, to: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(to) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// A body that was decoded in memory.
#[derive(Debug)]
pub enum Body {
    /// What was decoded, and whether that is all of it.
    Decoded {
        /// The decoded bytes.
        bytes: Vec<u8>,
        /// Whether the coding ended where it should.
        whole: bool,
    },
    /// It is larger than a record may be, or expands beyond the ratio.
    TooLarge,
}

/// Decompresses a gzip or Zstandard body; other bytes come back as they are.
pub fn body(bytes: &[u8], limits: &Limits) -> io::Result<Body> {
    let mut stream = Stream::open(Box::new(bytes), limits)?;
    let size = stream.fill(limits.max_record.saturating_add(1))?.len();
    let whole = match &stream.end {
        Some(End::Damaged { damage, .. }) if damage.code == SkipCode::TooLarge => return Ok(Body::TooLarge),
        // Bytes behind a complete member do no harm.
        Some(End::Damaged { member, .. }) => *member == size as u64 && size > 0,
        _ => true,
    };
    if size > limits.max_record {
        return Ok(Body::TooLarge);
    }
    let Stream { mut window, start, filled, .. } = stream;
    window.truncate(filled);
    window.drain(..start);
    Ok(Body::Decoded { bytes: window, whole })
}
