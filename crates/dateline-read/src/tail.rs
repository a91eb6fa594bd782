//! The tails of pages: labels over related headlines, links to other articles, promos, credits, captions.
//!
//! What they say stands in `lexicon/<language>/tails.toml`, all languages at once. A line and a pattern are both cut
//! into *words*: lower case, digits folded to `#`, apostrophes dropped, every Chinese, Japanese or Korean character a
//! word of its own. Of punctuation only `:` counts, which stands for every mark that parts a label from what it
//! labels (`:`, `|`, `»`, a dash between spaces), and `©`. In a pattern
//!
//! | | |
//! |---|---|
//! | `{}` | one word or more |
//! | `{*}` | any number of words, or none |
//! | `{name}` | one to eight words that a name is made of: capitals, or at most three letters |
//! | `{date}` | one to ten words with a digit among them |
//! | `a\|b` | either word |

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::letters::push_lower;

/// What a line of a page's furniture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A label over a list of other articles: `You may also like`.
    Headers,
    /// A link to one other article, with its label: `Read more: Dam holds`.
    Links,
    /// The same with a label that an article may use for its own parts: `Analysis: …`.
    Labels,
    /// A request to subscribe, share, follow, download, donate, consent; an advertisement.
    Promos,
    /// A byline, an agency's or a contributor's credit, a copyright, the time of publication.
    Credits,
    /// A caption that credits its picture.
    Captions,
    /// Menus, controls, counts of comments.
    Navigation,
}

/// What the lexicon knows of tails, in every language at once.
#[derive(Debug)]
pub struct Tails {
    patterns: Vec<Pattern>,
    /// Patterns by their first word, by their last one, and by their first fixed word, whichever they have.
    starts: FxHashMap<Box<str>, Vec<usize>>,
    ends: FxHashMap<Box<str>, Vec<usize>>,
    inner: FxHashMap<Box<str>, Vec<usize>>,
}

#[derive(Debug)]
struct Pattern {
    role: Role,
    parts: Vec<Part>,
    /// Number of fixed words: the pattern with the most wins.
    fixed: usize,
}

#[derive(Debug)]
enum Part {
    Words(Vec<Box<str>>),
    Any { least: usize },
    Name,
    Date,
}

/// One entry of a list: the pattern alone, or with examples where it is risky.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Entry {
    Plain(String),
    Shown {
        line: String,
        #[serde(default)]
        #[cfg_attr(not(test), allow(dead_code, reason = "examples are for people and for the test"))]
        yes: Vec<String>,
        #[serde(default)]
        #[cfg_attr(not(test), allow(dead_code, reason = "examples are for people and for the test"))]
        no: Vec<String>,
    },
}

/// Lines longer than this are prose, whatever they say; in bytes.
const LONGEST: usize = 900;

impl Tails {
    /// Compiles `lexicon/*/tails.toml`.
    ///
    /// # Panics
    /// When a list is not of its shape, which a test rules out.
    pub fn load() -> Self {
        let mut tails =
            Self { patterns: Vec::new(), starts: FxHashMap::default(), ends: FxHashMap::default(), inner: FxHashMap::default() };
        for (role, entry) in entries() {
            let line = match &entry {
                Entry::Plain(line) | Entry::Shown { line, .. } => line,
            };
            tails.add(role, line);
        }
        tails
    }

    fn add(&mut self, role: Role, line: &str) {
        let parts = parts(line);
        let fixed = parts.iter().filter(|part| matches!(part, Part::Words(_))).count();
        let number = self.patterns.len();
        let (map, words) = match (&parts[..], parts.iter().find(|part| matches!(part, Part::Words(_)))) {
            ([Part::Words(words), ..], _) => (&mut self.starts, words),
            ([.., Part::Words(words)], _) => (&mut self.ends, words),
            (_, Some(Part::Words(words))) => (&mut self.inner, words),
            _ => return,
        };
        for word in words {
            map.entry(word.clone()).or_default().push(number);
        }
        self.patterns.push(Pattern { role, parts, fixed });
    }

    /// What a line is, if it is page furniture by its words; takes one line without its end.
    pub fn role(&self, line: &str) -> Option<Role> {
        if line.len() > LONGEST {
            return None;
        }
        let words = Words::fold(line);
        let (first, last) = (words.word(0)?, words.word(words.len() - 1)?);
        let mut best: Option<&Pattern> = None;
        let mut consider = |numbers: Option<&Vec<usize>>| {
            for pattern in numbers.into_iter().flatten().map(|&number| &self.patterns[number]) {
                if best.is_none_or(|best| pattern.fixed > best.fixed) && matches(&pattern.parts, &words, 0) {
                    best = Some(pattern);
                }
            }
        };
        consider(self.starts.get(first));
        consider(self.ends.get(last));
        for word in 0..words.len() {
            consider(words.word(word).and_then(|word| self.inner.get(word)));
        }
        let pattern = best?;
        let plausible = match pattern.role {
            // What follows the label is a headline, not the rest of a sentence.
            Role::Links | Role::Labels => after_label(line).is_some_and(|c| !c.is_lowercase() || !line.ends_with('.')),
            // `… are courtesy of the museum.` is a sentence.
            Role::Captions => !(line.ends_with('.') && matches!(pattern.parts[0], Part::Any { .. })),
            Role::Headers | Role::Promos => !is_speech(line),
            Role::Credits | Role::Navigation => true,
        };
        plausible.then_some(pattern.role)
    }
}

/// The first letter or digit after a label's end.
fn after_label(line: &str) -> Option<char> {
    let (_, rest) = line.split_once(|c| is_label_end(c) || matches!(c, '-' | '–' | '—'))?;
    rest.chars().find(|c| c.is_alphanumeric())
}

/// Whether a line quotes somebody and goes on: `“Follow us,” the officers said.`
fn is_speech(line: &str) -> bool {
    let mut chars = line.chars();
    chars.next().is_some_and(|c| matches!(c, '"' | '“' | '„' | '«' | '»' | '”'))
        && chars
            .as_str()
            .trim_end_matches(['.', ' '])
            .find(['"', '”', '“', '»', '«'])
            .is_some_and(|at| chars.as_str()[at..].chars().filter(|c| c.is_alphabetic()).count() > 3)
}

/// Every entry of every language, by role.
fn entries() -> Vec<(Role, Entry)> {
    let mut entries = Vec::new();
    for (language, text) in dateline_lexicon::by_language("tails.toml") {
        let lists: BTreeMap<Role, Vec<Entry>> =
            toml::from_str(text).unwrap_or_else(|error| panic!("lexicon/{language}/tails.toml: {error}"));
        entries.extend(lists.into_iter().flat_map(|(role, list)| list.into_iter().map(move |entry| (role, entry))));
    }
    entries
}

/// A line cut into words.
struct Words {
    folded: String,
    words: Vec<Word>,
}

struct Word {
    start: usize,
    end: usize,
    /// Whether it may be part of a name: a capital first, a script without capitals, or at most three letters.
    name: bool,
    digit: bool,
}

impl Words {
    fn fold(line: &str) -> Self {
        let mut words = Self { folded: String::with_capacity(line.len()), words: Vec::with_capacity(line.len() / 5 + 1) };
        let mut open: Option<(usize, bool)> = None;
        let (mut letters, mut before) = (0_usize, ' ');
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            let glued = letters >= 5 && c.is_uppercase() && before.is_lowercase();
            let continues = c.is_alphanumeric() && !is_ideograph(c) && !glued;
            if !continues && !is_apostrophe(c) && !is_invisible(c) {
                words.close(&mut open);
                letters = 0;
            }
            if c.is_ascii_digit() || c.is_numeric() {
                open.get_or_insert((words.folded.len(), true));
                if before != '#' || letters == 0 {
                    words.folded.push('#');
                }
                letters += 1;
                before = '#';
                continue;
            }
            if c.is_alphanumeric() {
                open.get_or_insert((words.folded.len(), false)).1 |= !c.is_lowercase();
                match c {
                    'İ' | 'I' | 'ı' => words.folded.push('i'),
                    _ => push_lower(&mut words.folded, c),
                }
                letters += 1;
                if is_ideograph(c) {
                    words.close(&mut open);
                    letters = 0;
                }
            } else if is_label_end(c) || matches!(c, '-' | '–' | '—') && (before == ' ' || chars.peek().is_none_or(|&next| next == ' '))
            {
                words.mark(":");
            } else if c == '©' {
                words.mark("©");
            }
            before = c;
        }
        words.close(&mut open);
        while words.words.last().is_some_and(|word| &words.folded[word.start..word.end] == ":") {
            words.words.pop();
        }
        words
    }

    fn close(&mut self, open: &mut Option<(usize, bool)>) {
        if let Some((start, name)) = open.take() {
            let text = &self.folded[start..];
            let (name, digit) = (name || text.chars().count() <= 3, text.contains('#'));
            self.words.push(Word { start, end: self.folded.len(), name, digit });
        }
    }

    fn mark(&mut self, mark: &str) {
        if self.words.is_empty() && mark == ":" || self.words.last().is_some_and(|word| &self.folded[word.start..word.end] == mark) {
            return;
        }
        let start = self.folded.len();
        self.folded.push_str(mark);
        self.words.push(Word { start, end: self.folded.len(), name: false, digit: false });
    }

    fn len(&self) -> usize {
        self.words.len()
    }

    fn word(&self, number: usize) -> Option<&str> {
        self.words.get(number).map(|word| &self.folded[word.start..word.end])
    }
}

fn is_label_end(c: char) -> bool {
    matches!(c, ':' | '：' | '|' | '｜' | '»' | '›' | '>' | '→' | '►' | '▶' | '•' | '·')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Scripts written without spaces, whose characters count as words.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}

/// A pattern as the lexicon writes it, in parts.
fn parts(line: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for token in line.split_whitespace() {
        // A colon may stand at a word, as it does in print, or behind a wildcard.
        let (token, colon) = match token.strip_suffix(':') {
            Some(rest) => (rest, true),
            None => (token, false),
        };
        match token {
            "" => {}
            "{}" => parts.push(Part::Any { least: 1 }),
            "{*}" => parts.push(Part::Any { least: 0 }),
            "{name}" => parts.push(Part::Name),
            "{date}" => parts.push(Part::Date),
            _ if token.contains('|') => {
                let words = token.split('|').map(|word| Words::fold(word).folded.into_boxed_str()).collect();
                parts.push(Part::Words(words));
            }
            _ => {
                let words = Words::fold(&token.replace('#', "0"));
                parts.extend((0..words.len()).filter_map(|word| words.word(word)).map(|word| Part::Words(vec![word.into()])));
            }
        }
        if colon {
            parts.push(Part::Words(vec![":".into()]));
        }
    }
    if matches!(parts.last(), Some(Part::Words(words)) if *words[0] == *":") {
        parts.pop();
    }
    parts
}

/// Whether the words from `at` on are what the parts ask for, to the end.
fn matches(parts: &[Part], words: &Words, at: usize) -> bool {
    let left = words.len() - at;
    let Some((part, rest)) = parts.split_first() else { return left == 0 };
    match part {
        Part::Words(any) => words.word(at).is_some_and(|word| any.iter().any(|one| **one == *word)) && matches(rest, words, at + 1),
        Part::Any { least } if rest.is_empty() => left >= *least,
        Part::Any { least } => (*least..=left).any(|taken| matches(rest, words, at + taken)),
        Part::Name => {
            let named = words.words[at..].iter().take(8).take_while(|word| word.name).count();
            (1..=named).rev().any(|taken| matches(rest, words, at + taken))
        }
        Part::Date => (1..=left.min(10))
            .rev()
            .any(|taken| words.words[at..at + taken].iter().any(|word| word.digit) && matches(rest, words, at + taken)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_in_the_lexicon_hold() {
        let tails = Tails::load();
        for (role, entry) in entries() {
            let Entry::Shown { line, yes, no } = entry else { continue };
            for example in yes {
                assert_eq!(tails.role(&example), Some(role), "{line:?} should match {example:?}");
            }
            for example in no {
                assert_ne!(tails.role(&example), Some(role), "{line:?} should not match {example:?}");
            }
        }
    }

    #[test]
    fn every_pattern_has_a_fixed_word_and_few_wildcards() {
        for pattern in Tails::load().patterns {
            let wild = pattern.parts.len() - pattern.fixed;
            assert!(pattern.fixed > 0 && wild <= 3, "{pattern:?}");
        }
    }

    #[test]
    fn lines_fold_to_words() {
        let words = |line: &str| {
            let words = Words::fold(line);
            (0..words.len()).filter_map(|word| words.word(word)).map(str::to_owned).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(words("READ MORE – Don’t look now: 12,500 saw it"), "read more : dont look now : # # saw it");
        assert_eq!(words("newslettersSubscribe"), "newsletters subscribe");
        assert_eq!(words("関連記事：地震"), "関 連 記 事 : 地 震");
    }
}
