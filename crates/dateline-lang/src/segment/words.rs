//! From atoms to words: what is certain by rule, what is open by the weights.

use super::atoms::{Atom, Kind};
use super::features::{Features, look, lower, shape};
use super::lists::Lists;
use super::{Decide, Task};

/// A word with what the search for sentences wants to know of it.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// The kind of its last atom.
    pub kind: Kind,
    /// Whether it holds more than one atom.
    pub compound: bool,
    /// Whether white space, or the beginning of the line, stands before it.
    pub spaced: bool,
    /// Whether it is written in one token with the word before it.
    pub joined: bool,
}

/// What happens between two atoms that no white space parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seam {
    /// They are one word.
    Join,
    /// They are two words in one token, as `Tom` and `'s`.
    Contract,
    /// They are two tokens.
    Split,
}

/// One line under way.
pub struct Line<'a, D> {
    pub text: &'a str,
    pub lists: &'a Lists,
    pub atoms: &'a [Atom],
    pub decide: &'a mut D,
    pub tokens: &'a mut Vec<Token>,
    /// A single quotation mark was opened and not yet closed.
    quoted: bool,
}

impl<'a, D: Decide> Line<'a, D> {
    pub const fn new(text: &'a str, lists: &'a Lists, atoms: &'a [Atom], decide: &'a mut D, tokens: &'a mut Vec<Token>) -> Self {
        Self { text, lists, atoms, decide, tokens, quoted: false }
    }

    /// Cuts the whole line into words.
    pub fn words(&mut self) {
        self.tokens.clear();
        let mut first = 0;
        while first < self.atoms.len() {
            let rest = &self.atoms[first + 1..];
            let end = first + 1 + rest.iter().position(|atom| atom.spaced).unwrap_or(rest.len());
            if end == first + 1 {
                if self.atoms[first].kind == Kind::Apostrophe {
                    self.quoted = !self.quoted;
                }
                self.token(first, end, false);
            } else {
                self.chunk(first, end);
            }
            first = end;
        }
    }

    fn kind(&self, at: usize) -> Kind {
        self.atoms[at].kind
    }

    fn bytes(&self, at: usize) -> &'a [u8] {
        &self.text.as_bytes()[self.atoms[at].start..self.atoms[at].end]
    }

    fn lower(&self, at: usize) -> u64 {
        lower(self.bytes(at))
    }

    /// Appends the atoms of a range as one word, or as two where they are a contraction.
    fn token(&mut self, first: usize, end: usize, joined: bool) {
        let (head, tail) = (self.atoms[first], self.atoms[end - 1]);
        let token = Token { start: head.start, end: tail.end, kind: tail.kind, compound: end > first + 1, spaced: head.spaced, joined };
        if end == first + 1
            && head.kind == Kind::Word
            && let Some(cut) = self.contraction(first)
        {
            self.tokens.push(Token { end: head.start + cut, ..token });
            self.tokens.push(Token { start: head.start + cut, spaced: false, joined: true, ..token });
        } else {
            self.tokens.push(token);
        }
    }

    /// Where a word such as `cannot` is cut.
    fn contraction(&self, at: usize) -> Option<usize> {
        let bytes = self.bytes(at);
        let &[left, right] = bytes.last_chunk::<2>()?;
        let end = [left.to_ascii_lowercase(), right.to_ascii_lowercase()];
        if bytes.len() < 4 || bytes.len() > 8 || !self.lists.contraction_ends.contains(&end) {
            return None;
        }
        self.lists.contractions.get(&lower(bytes)).copied()
    }

    /// Cuts a chunk between white space.
    fn chunk(&mut self, first: usize, end: usize) {
        let (mut first, mut end) = (first, end);
        if let Some((from, to)) = self.address(first, end) {
            for at in first..from {
                self.token(at, at + 1, false);
            }
            self.token(from, to, false);
            first = to;
            if first == end {
                return;
            }
        }
        let face = self.emoticon(first, end);
        let whole = end;
        if let Some((from, _)) = face {
            end = from;
        }
        self.seams(first, end);
        if let Some((from, to)) = face {
            self.token(from, to, false);
            (to..whole).for_each(|at| self.token(at, at + 1, false));
        }
    }

    /// Decides every seam of a range and appends its words.
    fn seams(&mut self, first: usize, end: usize) {
        let (mut start, mut joined, mut last) = (first, false, Seam::Split);
        // What was decided for both sides of a sign at once.
        let mut ahead = None;
        let mut at = first;
        while at + 1 < end {
            let (seam, next) = ahead.take().map_or_else(|| self.seam(first, at, end, last), |seam| (seam, None));
            (last, ahead) = (seam, next);
            if seam != Seam::Join {
                self.token(start, at + 1, joined);
                (start, joined) = (at + 1, seam == Seam::Contract);
            } else if self.negation(at, end) && (start < at || self.atoms[at].end - self.atoms[at].start > 1) {
                // `do` and `n't` meet inside an atom.
                let (head, cut) = (self.atoms[start], self.atoms[at].end - 1);
                let token = Token { start: head.start, end: cut, kind: Kind::Word, compound: start < at, spaced: head.spaced, joined };
                self.tokens.push(token);
                self.tokens.push(Token { start: cut, end: self.atoms[at + 2].end, compound: true, spaced: false, joined: true, ..token });
                at += 3;
                (start, joined, last, ahead) = (at, false, Seam::Split, None);
                continue;
            }
            at += 1;
        }
        if start < end {
            self.token(start, end, joined);
        }
    }

    /// Whether a word, an apostrophe and a `t` are a negation.
    fn negation(&self, at: usize, end: usize) -> bool {
        at + 2 < end
            && self.kind(at) == Kind::Word
            && self.kind(at + 1) == Kind::Apostrophe
            && self.kind(at + 2) == Kind::Word
            && self.bytes(at).last().is_some_and(|byte| byte.eq_ignore_ascii_case(&b'n'))
            && self.bytes(at + 2).eq_ignore_ascii_case(b"t")
    }

    /// The seam between an atom and the next, and that after the next where both are one decision.
    fn seam(&mut self, first: usize, at: usize, end: usize, last: Seam) -> (Seam, Option<Seam>) {
        use Kind::{
            Ampersand, Apostrophe, At, Close, CloseQuote, Colon, Comma, Currency, Dash, Ellipsis, Hash, Hyphen, Mark, Number, Open,
            OpenQuote, Percent, Period, Quote, Semicolon, Sign, Slash, Underscore, Word,
        };
        let (left, right) = (self.kind(at), self.kind(at + 1));
        let next = (at + 2 < end).then(|| self.kind(at + 2));
        let alphanumeric = |kind| matches!(kind, Word | Number);
        let one = |seam| (seam, None);
        match (left, right) {
            (_, Apostrophe) => self.apostrophe(first, at, end),
            (Apostrophe, _) => {
                let opens = at == first || matches!(self.kind(at - 1), Open | Quote | OpenQuote | Dash | Ellipsis | Hyphen | Slash);
                let elided = right == Word && self.lists.elisions.contains(&self.lower(at + 1));
                let decade = right == Number && matches!(self.bytes(at + 1).len(), 2);
                if opens && alphanumeric(right) && !self.quoted && (elided || decade) {
                    return one(Seam::Join);
                }
                self.quoted |= opens;
                one(Seam::Split)
            }
            (Number, Comma) => {
                let grouped = next == Some(Number)
                    && self.bytes(at).len() <= 3
                    && match self.bytes(at + 2).len() {
                        3 => true,
                        2 => at + 3 < end && self.kind(at + 3) == Comma,
                        _ => false,
                    };
                let seam = if grouped { Seam::Join } else { Seam::Split };
                (seam, grouped.then_some(Seam::Join))
            }
            (Number, Colon) if next == Some(Number) => (Seam::Join, Some(Seam::Join)),
            (Number, Period) if next == Some(Number) => (Seam::Join, Some(Seam::Join)),
            (Period, Number) if at == first || !alphanumeric(self.kind(at - 1)) => one(Seam::Join),
            (Word, Sign) if next == Some(Word) && self.bytes(at + 1)[0] == b'*' => (Seam::Join, Some(Seam::Join)),
            (Underscore, Word | Number) | (Word | Number, Underscore) => one(Seam::Join),
            (At | Hash, Word) => one(if at == first || !alphanumeric(self.kind(at - 1)) { Seam::Join } else { Seam::Split }),
            (Open, Ellipsis) if next == Some(Close) => (Seam::Join, Some(Seam::Join)),
            (Word, Hyphen) if next.is_none() => one(self.open(first, at, end, last)),
            (Word | Number | Period, Hyphen | Slash | Ampersand) if next.is_some_and(alphanumeric) => {
                // `over-the-counter`: a small word between two hyphens leaves no prefix.
                let small = at + 3 < end && self.kind(at + 3) == Hyphen && self.lists.starters.contains(&self.lower(at + 2));
                let seam = if small { Seam::Split } else { self.open(first, at, end, last) };
                (seam, Some(seam))
            }
            (
                Comma | Semicolon | Colon | Open | Close | Quote | OpenQuote | CloseQuote | Ellipsis | Dash | Currency | Percent | Mark
                | At | Hash | Hyphen | Slash | Ampersand | Underscore,
                _,
            )
            | (
                _,
                Comma | Semicolon | Colon | Open | Close | Quote | OpenQuote | CloseQuote | Ellipsis | Dash | Currency | Percent | Mark
                | At | Hash | Hyphen | Slash | Ampersand | Underscore,
            ) => one(Seam::Split),
            (Number, Word) if self.lists.number_endings.contains(&self.lower(at + 1)) && next != Some(Number) => one(Seam::Join),
            (Number, Word) if !self.lists.units.contains(&self.lower(at + 1)) => one(Seam::Join),
            (Word, Number) => one(if self.lists.currencies.contains(&self.lower(at)) { Seam::Split } else { Seam::Join }),
            (Word, Period) if self.abbreviated(first, at) => one(Seam::Join),
            (Word, Period) if next == Some(Word) && self.is_glued(at, end) => (Seam::Split, Some(Seam::Split)),
            (Word | Number, Word | Number)
            | (Word | Number, Period)
            | (Period, Word | Number)
            | (Sign, Number | Word)
            | (Word | Number, Sign) => one(self.open(first, at, end, last)),
            (Sign | Period, Sign | Period) => one(Seam::Split),
        }
    }

    /// The seam before an apostrophe, and that behind it.
    fn apostrophe(&mut self, first: usize, at: usize, end: usize) -> (Seam, Option<Seam>) {
        let left = self.kind(at);
        let bytes = self.bytes(at);
        let ends_in = |byte: u8| bytes.last().is_some_and(|last| last.eq_ignore_ascii_case(&byte));
        if at + 2 < end && matches!(self.kind(at + 2), Kind::Word) {
            if !matches!(
                left,
                Kind::Word
                    | Kind::Number
                    | Kind::Period
                    | Kind::Close
                    | Kind::Quote
                    | Kind::CloseQuote
                    | Kind::Percent
                    | Kind::Mark
                    | Kind::Currency
            ) {
                // A quotation mark that opens.
                return (Seam::Split, None);
            }
            if self.negation(at, end) {
                return (Seam::Join, Some(Seam::Join));
            }
            if self.lists.clitics.contains(&self.lower(at + 2)) {
                let decade = left == Kind::Number && ends_in(b'0') && matches!(bytes.len(), 2 | 4);
                let seam = if decade { Seam::Join } else { Seam::Contract };
                return (seam, Some(Seam::Join));
            }
            return if left == Kind::Word { (Seam::Join, Some(Seam::Join)) } else { (Seam::Split, None) };
        }
        if at + 2 < end && self.kind(at + 2) == Kind::Number {
            // Feet and inches stand apart; a year after a quarter does not (`Q1'02`).
            return if left == Kind::Number && at == first { (Seam::Split, Some(Seam::Split)) } else { (Seam::Join, Some(Seam::Join)) };
        }
        if self.quoted || left != Kind::Word {
            self.quoted = false;
            return (Seam::Split, None);
        }
        if ends_in(b's') || ends_in(b'x') || ends_in(b'z') {
            return (Seam::Contract, None);
        }
        // Speech as it sounds: `goin'`.
        if bytes.len() > 3 && bytes[bytes.len() - 2..].eq_ignore_ascii_case(b"in") {
            return (Seam::Join, None);
        }
        (Seam::Split, None)
    }

    /// An open seam, by the weights.
    fn open(&mut self, first: usize, at: usize, end: usize, last: Seam) -> Seam {
        let (text, atoms) = (self.text, self.atoms);
        let (left, right) = (&atoms[at], &atoms[at + 1]);
        let kinds = (left.kind as u64) * 32 + right.kind as u64;
        let inside = |index: usize| (index >= first && index < end).then(|| &atoms[index]);
        let before = if at > first { inside(at - 1) } else { None };
        let after = inside(at + 2);
        let word = |atom: Option<&Atom>| atom.map_or(1, |atom| lower(&text.as_bytes()[atom.start..atom.end]));
        let form = |atom: Option<&Atom>| atom.map_or(1, |atom| shape(text, atom));
        let seen = |atom: Option<&Atom>| atom.map_or(1, |atom| look(text, atom));
        let (left_word, right_word, after_word) = (word(Some(left)), word(Some(right)), word(after));
        let previous = word(before);
        let (left_form, right_form, after_form) = (form(Some(left)), form(Some(right)), form(after));
        // The next word in view, over white space.
        let follower = atoms.get(end);
        let (follows, following) = (seen(follower), word(follower));
        let ahead = atoms[..first].last();
        let lists = self.lists;
        let prefix = u64::from(lists.prefixes.contains(&left_word));
        let suffix = u64::from(lists.suffixes.contains(&after_word));
        let unit = u64::from(lists.units.contains(&right_word));
        let currency = u64::from(lists.currencies.contains(&left_word));
        let abbreviation = self.abbreviation(first, at);
        let starter = u64::from(self.lists.starters.contains(&following));
        let decided = last as u64;
        let ends = u64::from(at + 2 == end);
        let money =
            u64::from(before.is_some_and(|atom| atom.kind == Kind::Currency) || at >= first + 3 && atoms[at - 3].kind == Kind::Currency);
        let separators = atoms[first..end.min(first + 12)].iter().filter(|atom| atom.kind == right.kind).count().min(4) as u64;
        let numeric = u64::from(!atoms[first..end.min(first + 12)].iter().any(|atom| atom.kind == Kind::Word));
        let mut features = Features::new(1);
        let mut add = |values: &[u64]| features.add(values);
        add(&[kinds]);
        add(&[kinds, left_word]);
        add(&[kinds, right_word]);
        add(&[left_word, right_word]);
        add(&[left_form, right_form]);
        add(&[kinds, seen(before), seen(after)]);
        add(&[left_form, right_form, after_form]);
        add(&[form(before), left_form, right_form]);
        add(&[kinds, previous]);
        add(&[kinds, after_word]);
        add(&[kinds, left_word, after_form]);
        add(&[kinds, decided]);
        add(&[kinds, decided, left_form, after_form]);
        add(&[kinds, prefix, suffix]);
        add(&[kinds, prefix, left_form, after_form]);
        add(&[kinds, unit, currency, money]);
        add(&[kinds, unit, right_form, money, right_word]);
        add(&[kinds, numeric, separators, left_form, after_form]);
        add(&[kinds, abbreviation, ends]);
        add(&[kinds, seen(ahead), left_form, after_form]);
        if right.kind == Kind::Period {
            add(&[abbreviation, ends, follows]);
            add(&[left_word, ends, follows]);
            add(&[left_form, ends, follows]);
            add(&[left_form, seen(after), seen(before)]);
            add(&[abbreviation, seen(after), follows]);
            add(&[u64::from(abbreviation > 0), ends, following]);
            add(&[left_form, ends, follows, starter]);
            add(&[abbreviation, ends, follows, starter]);
            add(&[seen(ahead), left_form, follows, starter]);
            add(&[seen(ahead), left_form, follows]);
            add(&[word(ahead), left_form, ends]);
            add(&[u64::from(at == first), u64::from(ahead.is_none()), left_form, ends, u64::from(follower.is_none())]);
        }
        if self.decide.decide(Task::Word, right.start, &features) { Seam::Split } else { Seam::Join }
    }

    /// Whether the letters of an atom, with the letters and stops before it, are an abbreviation and nothing else.
    fn abbreviated(&self, first: usize, at: usize) -> bool {
        let letter = |at: usize| self.kind(at) == Kind::Word && self.atoms[at].end - self.atoms[at].start == 1;
        if at >= first + 2 && letter(at) && self.kind(at - 1) == Kind::Period && letter(at - 2) {
            return true;
        }
        let word = self.lower(at);
        (at == first || self.kind(at - 1) != Kind::Period)
            && self.lists.abbreviations.contains_key(&word)
            && !self.lists.ambiguous.contains(&word)
    }

    /// The group of the abbreviation that would end with an atom: the atom with the letters and stops before it. 0 is none.
    fn abbreviation(&self, first: usize, at: usize) -> u64 {
        let mut from = at;
        while from >= first + 2 && at - from < 8 && self.kind(from - 1) == Kind::Period && self.kind(from - 2) == Kind::Word {
            from -= 2;
        }
        let text = &self.text.as_bytes()[self.atoms[from].start..self.atoms[at].end];
        self.lists.abbreviations.get(&lower(text)).map_or(0, |&group| u64::from(group)) + if from < at { 64 } else { 0 }
    }

    /// The atoms of a web or mail address in a chunk, without the marks around it.
    fn address(&self, first: usize, end: usize) -> Option<(usize, usize)> {
        let chunk = &self.atoms[first..end];
        let inner = |kind| chunk.len() > 2 && chunk[1..chunk.len() - 1].iter().any(|atom| atom.kind == kind);
        if !inner(Kind::Period) && !inner(Kind::Slash) {
            return None;
        }
        let mark = |at: usize| match self.kind(at) {
            Kind::Open | Kind::Quote | Kind::OpenQuote | Kind::Apostrophe | Kind::Close | Kind::CloseQuote | Kind::Dash => true,
            Kind::Sign => matches!(self.bytes(at)[0], b'<' | b'>' | b'|'),
            _ => false,
        };
        let mut from = first;
        while from < end && mark(from) {
            from += 1;
        }
        let bracketed = self.atoms[from..end].iter().any(|atom| atom.kind == Kind::Open);
        let mut to = end;
        while to > from
            && (mark(to - 1) && !(bracketed && self.kind(to - 1) == Kind::Close)
                || matches!(self.kind(to - 1), Kind::Comma | Kind::Period | Kind::Mark | Kind::Semicolon | Kind::Colon | Kind::Ellipsis))
        {
            to -= 1;
        }
        if to < from + 3 {
            return None;
        }
        let text = &self.text.as_bytes()[self.atoms[from].start..self.atoms[to - 1].end];
        let scheme = self.kind(from) == Kind::Word
            && self.kind(from + 1) == Kind::Colon
            && self.kind(from + 2) == Kind::Slash
            && text[self.atoms[from + 2].end - self.atoms[from].start..].starts_with(b"/");
        let www = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"www."));
        (scheme || www || self.mail(from, to) || self.domain(from, to)).then_some((from, to))
    }

    /// Whether a full stop between two words in small letters ends a sentence whose next lost its space: `on sunday.police fired`.
    fn is_glued(&self, at: usize, end: usize) -> bool {
        let plain = |at: usize| self.bytes(at).len() > 2 && self.bytes(at).iter().all(u8::is_ascii_lowercase);
        plain(at)
            && plain(at + 2)
            && !self.lists.domains.contains(&self.lower(at + 2))
            && (at + 3 >= end || self.kind(at + 3) != Kind::Period && self.kind(at + 3) != Kind::Slash)
    }

    /// Whether a range is a mail address.
    fn mail(&self, from: usize, to: usize) -> bool {
        let atoms = &self.atoms[from..to];
        let Some(at) = atoms.iter().position(|atom| atom.kind == Kind::At) else { return false };
        let fits = |atom: &Atom| {
            matches!(atom.kind, Kind::Word | Kind::Number | Kind::Period | Kind::Hyphen | Kind::Underscore | Kind::Ellipsis | Kind::Percent)
        };
        at > 0
            && atoms[..at].iter().all(fits)
            && atoms[at + 1..].iter().all(fits)
            && atoms[at + 1..].iter().any(|atom| atom.kind == Kind::Period)
    }

    /// Whether a range is the name of a host, with or without a path.
    fn domain(&self, from: usize, to: usize) -> bool {
        let atoms = &self.atoms[from..to];
        let host = &atoms[..atoms.iter().position(|atom| atom.kind == Kind::Slash).unwrap_or(atoms.len())];
        let fits = |atom: &Atom| matches!(atom.kind, Kind::Word | Kind::Number | Kind::Period | Kind::Hyphen | Kind::Underscore);
        let [.., name, dot, last] = host else { return false };
        let text = |atom: &Atom| &self.text.as_bytes()[atom.start..atom.end];
        // A capital after the stop is a new sentence whose space is missing, unless all is in capitals.
        let cased = text(last).iter().all(u8::is_ascii_lowercase) || !text(name).iter().any(u8::is_ascii_lowercase);
        dot.kind == Kind::Period
            && matches!(name.kind, Kind::Word | Kind::Number)
            && (text(name).len() > 1 || host.len() > 3)
            && last.kind == Kind::Word
            && cased
            && host.iter().all(fits)
            && self.lists.domains.contains(&lower(text(last)))
    }

    /// The atoms of a face such as `:-)` at the beginning or end of a range.
    fn emoticon(&self, first: usize, end: usize) -> Option<(usize, usize)> {
        let mut to = end;
        while to > first && matches!(self.kind(to - 1), Kind::Period | Kind::Comma | Kind::Mark | Kind::Ellipsis) {
            to -= 1;
        }
        // Eyes, perhaps a nose, a mouth that may be drawn several times.
        let mouth = |at: usize| match self.kind(at) {
            Kind::Close | Kind::Open => true,
            Kind::Word => matches!(self.bytes(at), b"D" | b"P" | b"p" | b"O" | b"o"),
            _ => false,
        };
        let mut from = to;
        while from > first && mouth(from - 1) && (from == to || self.bytes(from) == self.bytes(from - 1)) {
            from -= 1;
        }
        if from == to {
            return None;
        }
        if from > first && self.kind(from - 1) == Kind::Hyphen {
            from -= 1;
        }
        if from == first || !matches!(self.kind(from - 1), Kind::Colon | Kind::Semicolon) {
            return None;
        }
        from -= 1;
        // Behind a word a bracket may just close one that stands open, and a letter may be anything.
        let behind = from == first
            || self.kind(to - 1) == Kind::Close
                && !self.atoms[first..from].iter().any(|atom| atom.kind == Kind::Open)
                && self.kind(from - 1) != Kind::Number;
        behind.then_some((from, to))
    }
}
