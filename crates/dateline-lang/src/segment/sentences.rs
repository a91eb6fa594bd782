//! From words to sentences.

use std::ops::Range;

use super::atoms::Kind;
use super::features::{Features, lower};
use super::lists::Lists;
use super::words::Token;
use super::{Decide, Task};

/// The words of one line, with what the search for sentences needs.
pub struct Words<'a> {
    pub text: &'a str,
    pub lists: &'a Lists,
    pub tokens: &'a [Token],
}

/// What stands open at a place of the line.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// A double quotation mark: 1 from the beginning of the sentence, 2 from its midst, 3 from an earlier one, 0 none.
    quote: u8,
    /// Brackets.
    depth: u64,
    /// The line is set like a headline.
    titled: bool,
}

impl State {
    /// Takes in a token, perhaps the first of a sentence.
    fn see(&mut self, kind: Kind, first: bool) {
        let opened = if first { 1 } else { 2 };
        match kind {
            Kind::Open => self.depth += 1,
            Kind::Close => self.depth = self.depth.saturating_sub(1),
            Kind::OpenQuote => self.quote = opened,
            Kind::CloseQuote => self.quote = 0,
            Kind::Quote => self.quote = if self.quote > 0 { 0 } else { opened },
            _ => {}
        }
    }
}

/// Whether a token may end a sentence.
fn ends(text: &str, token: &Token) -> bool {
    match token.kind {
        Kind::Period | Kind::Ellipsis | Kind::Mark | Kind::Colon | Kind::Semicolon => true,
        // An abbreviation, or `[...]`.
        _ => token.compound && (text.as_bytes()[token.end - 1] == b'.' || token.kind == Kind::Close),
    }
}

impl Words<'_> {
    /// The bytes of a word; a quotation mark as those of English, whatever its style.
    fn bytes(&self, at: usize) -> &[u8] {
        match self.tokens[at].kind {
            Kind::OpenQuote if !self.tokens[at].compound => return "“".as_bytes(),
            Kind::CloseQuote if !self.tokens[at].compound => return "”".as_bytes(),
            _ => {}
        }
        &self.text.as_bytes()[self.tokens[at].start..self.tokens[at].end]
    }

    /// How a word is written: what it begins with.
    fn look(&self, at: usize) -> u64 {
        let Some(token) = self.tokens.get(at) else { return 1 };
        let bytes = self.bytes(at);
        let first = self.text[token.start..].chars().next().unwrap_or(' ');
        match first {
            _ if token.kind == Kind::OpenQuote => 16,
            _ if token.kind == Kind::CloseQuote => 18,
            'a'..='z' => 2,
            'A'..='Z' if bytes.len() == 1 => 3,
            'A'..='Z' if bytes[1] == b'.' => 4,
            'A'..='Z' if !bytes.iter().take(24).any(u8::is_ascii_lowercase) => 5,
            'A'..='Z' => 6,
            '0'..='9' => 7 + bytes.len().min(5) as u64,
            _ if first.is_uppercase() => 6,
            _ if first.is_lowercase() => 2,
            '"' => 16,
            '\'' | '‘' | '’' | '`' => 17,
            _ => 32 + u64::from(first),
        }
    }

    fn word(&self, at: Option<usize>) -> u64 {
        at.filter(|&at| at < self.tokens.len()).map_or(1, |at| lower(self.bytes(at)))
    }

    /// Whether a token is a closing mark that leans on what stands before it.
    fn closes(&self, at: usize, open: bool) -> bool {
        let token = &self.tokens[at];
        match token.kind {
            _ if token.compound => false,
            Kind::Close | Kind::CloseQuote => true,
            Kind::Quote => !token.spaced || open && self.tokens.get(at + 1).is_none_or(|next| next.spaced),
            Kind::Apostrophe => {
                !token.spaced && !token.joined && self.tokens.get(at + 1).is_none_or(|next| next.spaced || next.kind != Kind::Word)
            }
            _ => false,
        }
    }

    /// Whether a note such as `[2]` begins at a token; gives the token behind it.
    fn note(&self, at: usize) -> Option<usize> {
        let [open, number, close, ..] = self.tokens.get(at..)? else { return None };
        (open.kind == Kind::Open && number.kind == Kind::Number && close.kind == Kind::Close && self.bytes(at) == b"[").then_some(at + 3)
    }

    /// Whether a credit such as `Image: A. Name` begins at a token.
    fn label(&self, at: usize) -> bool {
        let colon = self.tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Colon && !next.spaced);
        colon && self.tokens[at].spaced && self.bytes(at)[0].is_ascii_uppercase() && self.lists.labels.contains(&lower(self.bytes(at)))
    }

    /// Whether the line is set like a headline: most of its longer words begin with a capital.
    fn titled(&self) -> bool {
        let words = self.tokens.iter().take(64).filter(|token| token.kind == Kind::Word && token.end - token.start > 3);
        let (mut all, mut small) = (0, 0);
        for token in words {
            all += 1;
            small += usize::from(self.text.as_bytes()[token.start].is_ascii_lowercase());
        }
        small * 3 < all
    }

    /// Whether a sentence may begin at a word though no mark ends the one before: `The` between small words.
    fn unmarked(&self, at: usize) -> bool {
        at > 0
            && self.tokens[at].spaced
            && self.look(at) == 6
            && self.tokens.get(at + 1).is_some_and(|next| next.spaced && next.kind == Kind::Word)
            && self.look(at + 1) == 2
            && matches!(self.tokens[at - 1].kind, Kind::Word | Kind::Number | Kind::Close)
            && self.lists.starters.contains(&lower(self.bytes(at)))
            && !(matches!(self.look(at - 1), 3..=6) && self.lists.surnames.contains(&lower(self.bytes(at))))
    }

    /// Gives every sentence of the line, as ranges of its tokens, in order.
    pub fn sentences(&self, decide: &mut impl Decide, mut found: impl FnMut(Range<usize>)) {
        let (mut start, mut at) = (0, 0);
        let mut state = State { titled: self.titled(), ..State::default() };
        while at < self.tokens.len() {
            let token = &self.tokens[at];
            // The label of a credit begins a sentence, whatever the caption before it ends with.
            if at > start
                && token.kind == Kind::Word
                && (self.label(at) || !state.titled && self.unmarked(at) && self.open(decide, start, at, state))
            {
                found(start..at);
                start = at;
                state.depth = 0;
            }
            state.see(token.kind, at == start);
            let stop = at;
            at += 1;
            if !ends(self.text, token) {
                continue;
            }
            // The run of marks from the first that may end the sentence to the last that leans on it.
            while at < self.tokens.len() {
                let next = &self.tokens[at];
                if self.closes(at, state.quote > 0) {
                    state.see(next.kind, false);
                } else if !(matches!(next.kind, Kind::Period | Kind::Ellipsis | Kind::Mark) && !next.compound && !next.spaced) {
                    break;
                }
                at += 1;
            }
            let run = at;
            while let Some(behind) = self.note(at) {
                at = behind;
            }
            if at == self.tokens.len() {
                break;
            }
            // A full stop without a space before a word in small letters was cut from it because it ends a sentence.
            let next = &self.tokens[at];
            let glued = token.kind == Kind::Period
                && !token.compound
                && at == stop + 1
                && next.kind == Kind::Word
                && !next.spaced
                && self.look(at) == 2;
            if !next.joined && (glued || self.decide(decide, start, stop..run, at, state)) {
                found(start..at);
                start = at;
                state.depth = 0;
                state.quote = if state.quote > 0 { 3 } else { 0 };
            }
        }
        if start < self.tokens.len() {
            found(start..self.tokens.len());
        }
    }

    /// Whether a sentence from `start` ends before `next`, after the marks of `stop..run`.
    fn decide(&self, decide: &mut impl Decide, start: usize, marks: Range<usize>, next: usize, state: State) -> bool {
        let (stop, run) = (marks.start, marks.end);
        let mark = &self.tokens[stop];
        let abbreviated = mark.compound || !matches!(mark.kind, Kind::Period | Kind::Ellipsis | Kind::Mark | Kind::Colon | Kind::Semicolon);
        let omission = abbreviated && mark.kind == Kind::Close;
        let name = if omission {
            3
        } else if abbreviated {
            1
        } else {
            lower(self.bytes(stop))
        };
        let marks = (stop..run).skip(1).fold(name, |hash, at| super::features::mix(hash, lower(self.bytes(at))));
        let spaced = u64::from(self.tokens[next].spaced) + if next > run { 2 } else { 0 };
        // The word before the marks: the abbreviation itself, or what stands before a full stop of its own.
        let last = if abbreviated { Some(stop) } else { stop.checked_sub(1).filter(|&at| at >= start) };
        let trimmed = last.map_or(&b""[..], |at| {
            let bytes = self.bytes(at);
            bytes.strip_suffix(b".").unwrap_or(bytes)
        });
        let group = self.lists.abbreviations.get(&lower(trimmed)).map_or(0, |&group| u64::from(group)) * 2 + u64::from(abbreviated);
        let form = {
            let dots = trimmed.iter().take(24).filter(|&&byte| byte == b'.').count().min(3) as u64;
            let upper = u64::from(trimmed.first().is_some_and(u8::is_ascii_uppercase));
            let digits = u64::from(trimmed.first().is_some_and(u8::is_ascii_digit));
            (dots * 4 + upper * 2 + digits) * 8 + trimmed.len().min(5) as u64
        };
        let (previous, earlier) = (self.word(last), self.word(last.and_then(|at| at.checked_sub(1)).filter(|&at| at >= start)));
        // What follows, and behind an opening mark what follows that.
        let opener =
            matches!(self.tokens[next].kind, Kind::Open | Kind::Quote | Kind::OpenQuote | Kind::Apostrophe) && !self.tokens[next].compound;
        let begin = if opener { next + 1 } else { next };
        let (follows, begins, then) = (self.look(next), self.look(begin), self.look(begin + 1));
        let (begin_word, then_word) = (self.word(Some(begin)), self.word(Some(begin + 1)));
        let starter = u64::from(self.lists.starters.contains(&begin_word));
        if starter == 0 && abbreviated && run == stop + 1 && self.lists.leading.iter().any(|&leading| group / 2 == u64::from(leading)) {
            return false;
        }
        // `U.S. The` begins a sentence, unless every word has a capital.
        if starter == 1 && abbreviated && !omission && !state.titled && matches!(begins, 3 | 6) && run == stop + 1 && group > 1 {
            return true;
        }
        // `at 8 p.m. Monday`, `8:30 a.m. April 1`: the day belongs to the hour.
        if abbreviated && run == stop + 1 && self.lists.halves.contains(&lower(trimmed)) && self.lists.days.contains(&begin_word) {
            return false;
        }
        // `Yahoo! in`, `“Why?” she asked`: news goes on with a small letter after such a mark only within a sentence.
        if mark.kind == Kind::Mark && begins == 2 && !opener {
            return false;
        }
        // `(D-Ore.) said`, `(D-Ohio.), who`: a stop within brackets before a small letter or a comma is that of an abbreviation.
        let bracketed = run > stop + 1 && mark.kind != Kind::Close && self.tokens[run - 1].kind == Kind::Close || omission;
        if bracketed && self.bytes(run - 1) == b")" && (begins == 2 && !opener || self.bytes(next) == b",") {
            return false;
        }
        // What a colon introduces is no sentence of its own when it is a number or a quotation.
        if mark.kind == Kind::Colon && !abbreviated && self.tokens[next].kind != Kind::Word {
            return false;
        }
        let count = (stop - start).min(3) as u64 + if stop - start > 6 { 1 } else { 0 };
        let quoted = u64::from(state.quote);
        let rest = if state.quote > 0 { self.rest_of_quotation(next) } else { 9 };
        let state = u64::from(state.quote) * 4 + u64::from(state.titled) * 2 + state.depth.min(1);
        let starts = self.look(start);
        let mut features = Features::new(2);
        let mut add = |values: &[u64]| features.add(values);
        add(&[marks]);
        add(&[marks, follows, spaced]);
        add(&[marks, begins, spaced]);
        add(&[marks, follows, begins, state]);
        add(&[marks, group]);
        add(&[marks, group, begins]);
        add(&[group, begins, spaced]);
        add(&[group, follows, begins, then]);
        add(&[name, previous]);
        add(&[name, previous, begins]);
        add(&[name, form, begins]);
        add(&[name, form, begins, spaced]);
        add(&[name, begin_word]);
        add(&[name, group, begin_word]);
        add(&[form, begin_word]);
        add(&[name, begin_word, then_word]);
        add(&[name, count, begins]);
        add(&[marks, count, follows]);
        add(&[name, count, form, starts]);
        add(&[name, state, begins]);
        add(&[name, earlier, form, begins]);
        add(&[name, previous, begin_word]);
        add(&[name, begins, then]);
        add(&[marks, then_word, begins]);
        add(&[marks, begins, starter]);
        add(&[name, group, begins, starter]);
        add(&[name, form, begins, starter]);
        add(&[name, form, begins, starter, count]);
        add(&[name, u64::from(abbreviated), begins, starter, self.look(begin + 1)]);
        features.house();
        let mut add = |values: &[u64]| features.add(values);
        add(&[name]);
        add(&[name, begins]);
        add(&[marks, follows]);
        add(&[quoted, rest]);
        add(&[quoted, rest.min(2), u64::from(begins == 6)]);
        add(&[name, quoted, rest, begins]);
        add(&[name, begins, starter]);
        add(&[name, form, begins]);
        decide.decide(Task::Sentence, self.tokens[next - 1].end, &features)
    }

    /// How many more full stops an open quotation holds before it closes, the last included: up to 3; 4 when none is near.
    fn rest_of_quotation(&self, next: usize) -> u64 {
        let mut stops = 0;
        for (at, token) in self.tokens.iter().enumerate().skip(next).take(80) {
            match token.kind {
                Kind::CloseQuote => return stops,
                Kind::Quote if at > next && !token.spaced => return stops,
                Kind::Period | Kind::Mark if !token.compound => stops = (stops + 1).min(3),
                _ => {}
            }
        }
        4
    }

    /// Whether an unmarked word begins a sentence.
    fn open(&self, decide: &mut impl Decide, start: usize, at: usize, state: State) -> bool {
        let (word, next) = (self.word(Some(at)), self.word(Some(at + 1)));
        let (before, before_look) = (self.word(Some(at - 1)), self.look(at - 1));
        let count = (at - start).min(8) as u64;
        let state = u64::from(state.quote) * 4 + state.depth.min(1);
        let mut features = Features::new(3);
        let mut add = |values: &[u64]| features.add(values);
        add(&[word]);
        add(&[before_look]);
        add(&[before]);
        add(&[word, before_look]);
        add(&[word, next]);
        add(&[state]);
        add(&[count]);
        add(&[next]);
        add(&[before_look, self.look(start), count]);
        add(&[before_look, state]);
        features.house();
        let mut add = |values: &[u64]| features.add(values);
        add(&[]);
        add(&[word]);
        add(&[before_look]);
        add(&[word, before_look]);
        decide.decide(Task::Sentence, self.tokens[at - 1].end, &features)
    }
}
