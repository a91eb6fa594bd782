//! Figures: numbers with their bounds, before what they count.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::lists::Words;
use crate::page::Page;

/// A number with its bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The least number.
    pub low: Option<u64>,
    /// The greatest.
    pub high: Option<u64>,
    /// The bound, or the word that stands for a number.
    pub qualifier: String,
    /// Its words, with those counted.
    pub words: Range<usize>,
    /// The noun that is counted.
    pub head: Option<usize>,
    /// Whether it counts a part of another.
    pub is_part: bool,
}

impl Figure {
    /// Nobody.
    #[must_use]
    pub fn none(words: Range<usize>) -> Self {
        Self { low: Some(0), high: Some(0), qualifier: "exact".to_owned(), words, head: None, is_part: false }
    }
}

/// Reads figures.
#[derive(Debug, Deserialize)]
pub struct Figures {
    pub(super) numbers: FxHashMap<String, u64>,
    pub(super) multipliers: FxHashMap<String, u64>,
    pub(super) ordinals: FxHashMap<String, u64>,
    pub(super) bounds: Bounds,
    pub(super) vague: Words,
    /// Of these, those that say hardly anything: `many`.
    pub(super) indefinite: Words,
    pub(super) none: Words,
    /// Verbs that say of their object that there is none, where they are negated.
    pub(super) bringing: Words,
    /// What stands after a number that counts no people: `km`, `years`.
    pub(super) units: Words,
    /// What stands before one: `$`, `aged`.
    pub(super) signs: Words,
    /// The first three letters of months.
    pub(super) months: Words,
    /// Nouns that stand for a number of what follows: `a dozen of them`.
    pub(super) heads: Words,
    /// What a number is called that nobody states: `an unknown number`.
    pub(super) unstated: Words,
    /// Nouns of those of whom the last one's ordinal is the whole count: `a seventh victim`.
    pub(super) victims: Words,
}

/// Bounds as words, the longest first, with the qualifier of the contract.
#[derive(Debug, Deserialize)]
#[serde(from = "BoundLists")]
pub struct Bounds(Vec<(Vec<String>, &'static str)>);

/// Bounds as the lexicon lists them, by their qualifier.
#[derive(Debug, Deserialize)]
struct BoundLists {
    at_least: String,
    up_to: String,
    about: String,
}

impl From<BoundLists> for Bounds {
    fn from(lists: BoundLists) -> Self {
        let named = [(&lists.at_least, "at_least"), (&lists.up_to, "up_to"), (&lists.about, "about")];
        let split = |bound: &str| bound.split('_').map(str::to_owned).collect::<Vec<_>>();
        let mut all: Vec<_> =
            named.into_iter().flat_map(|(list, name)| list.split_whitespace().map(move |bound| (split(bound), name))).collect();
        all.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        Self(all)
    }
}

impl Figures {
    fn lower(page: &Page<'_>, word: usize) -> String {
        page.form(word).to_lowercase()
    }

    /// Whether a word says that there are none.
    #[must_use]
    pub fn is_none(&self, page: &Page<'_>, word: usize) -> bool {
        self.none.has(&Self::lower(page, word))
    }

    /// Whether a word for a number that is not stated says hardly anything.
    #[must_use]
    pub fn is_indefinite(&self, form: &str) -> bool {
        self.indefinite.has(form)
    }

    /// Whether a verb, where it is negated, says that there was none of its object.
    #[must_use]
    pub fn brings(&self, lemma: &str) -> bool {
        self.bringing.has(lemma)
    }

    fn value(&self, form: &str) -> Option<u64> {
        if let Some(&value) = self.numbers.get(form) {
            return Some(value);
        }
        if let Some((tens, ones)) = form.split_once('-') {
            let (tens, ones) = (self.numbers.get(tens)?, self.numbers.get(ones)?);
            return (*tens >= 20 && *ones < 10).then_some(tens + ones);
        }
        let digits: String = form.chars().filter(|c| *c != ',').collect();
        let plain = form.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(|c| c.is_ascii_digit()) && digits.len() < 10;
        plain.then(|| digits.parse().ok()).flatten()
    }

    /// A number in words or digits that begins at a word: its value and the word after it.
    fn number(&self, page: &Page<'_>, at: usize, end: usize) -> Option<(u64, usize)> {
        let form = Self::lower(page, at);
        let multiplier = |word: usize| (word < end).then(|| self.multipliers.get(&Self::lower(page, word)).copied()).flatten();
        let (mut value, mut next) = match form.as_str() {
            // `a dozen`, `half a dozen`, `a hundred`.
            "a" | "an" => (multiplier(at + 1)?, at + 2),
            "half" if at + 2 < end && Self::lower(page, at + 1) == "a" => (multiplier(at + 2)? / 2, at + 3),
            _ => match self.value(&form) {
                Some(value) => (value, at + 1),
                None => {
                    // `1.5 million`.
                    let (whole, part) = form.split_once('.')?;
                    let scale = multiplier(at + 1).filter(|&it| it >= 1000)?;
                    let (whole, digits): (u64, u64) = (whole.parse().ok()?, part.parse().ok()?);
                    let unit = 10u64.checked_pow(u32::try_from(part.len()).ok()?)?;
                    return Some((whole.checked_mul(scale)? + digits.checked_mul(scale)? / unit, at + 2));
                }
            },
        };
        // `twenty` `-` `one`.
        if (20..100).contains(&value)
            && value % 10 == 0
            && next + 1 < end
            && page.form(next) == "-"
            && let Some(ones) = self.numbers.get(&Self::lower(page, next + 1)).filter(|&&ones| ones < 10)
        {
            value += ones;
            next += 2;
        }
        while let Some(times) = multiplier(next) {
            value = value.checked_mul(times)?;
            next += 1;
        }
        // `one hundred and twenty`.
        if value >= 100
            && next + 1 < end
            && Self::lower(page, next) == "and"
            && !form.starts_with(|c: char| c.is_ascii_digit())
            && let Some(rest) = self.value(&Self::lower(page, next + 1)).filter(|&rest| rest < 100)
        {
            value += rest;
            next += 2;
        }
        Some((value, next))
    }

    /// Whether a figure begins at a word, or the word is part of one.
    #[must_use]
    pub fn starts(&self, page: &Page<'_>, at: usize) -> bool {
        let form = Self::lower(page, at);
        // `1.2 million`.
        let is_decimal = || form.contains('.') && self.number(page, at, page.analysis.sentence_of(at).end).is_some();
        let counts = self.value(&form).is_some()
            || self.vague.has(&form)
            || self.multipliers.contains_key(&form)
            || self.none.has(&form)
            || is_decimal();
        counts && !self.is_other(page, at)
    }

    /// Whether a number counts something else: an age, a date, money, a share.
    fn is_other(&self, page: &Page<'_>, at: usize) -> bool {
        let analysis = page.analysis;
        let sentence = analysis.sentence_of(at);
        let next = if at + 1 < sentence.end { Self::lower(page, at + 1) } else { Default::default() };
        let before = at.checked_sub(1).filter(|&it| it >= sentence.start).map(|it| Self::lower(page, it)).unwrap_or_default();
        let is_joined = next == "-" && at + 2 < sentence.end && !page.form(at + 2).starts_with(|c: char| c.is_ascii_digit());
        let number = self.value(&Self::lower(page, at)).is_some();
        self.units.has(&next)
            || self.signs.has(&before)
            || is_joined && number && self.value(&Self::lower(page, at + 2)).is_none_or(|it| it >= 10)
            || number && self.is_date(page, at)
            || number
                && at + 1 < sentence.end
                && matches!(analysis.labels[at], Deprel::Nummod)
                && analysis.head(at).is_some_and(|head| {
                    head < at && analysis.tags[head].upos == Upos::Propn && !matches!(analysis.labels[head], Deprel::Nsubj | Deprel::Obj)
                })
    }

    fn is_date(&self, page: &Page<'_>, at: usize) -> bool {
        let form = page.form(at);
        let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter(|&it| it < page.analysis.len());
        let month = |word: usize| {
            let form = page.form(word);
            self.months.has(&form.get(..3).unwrap_or_default().to_lowercase())
                && form.starts_with(char::is_uppercase)
                && page.analysis.tags[word].upos == Upos::Propn
        };
        let is_year = form.len() == 4 && form.starts_with(['1', '2']) && form.chars().all(|c| c.is_ascii_digit());
        near.into_iter().any(month) || is_year && page.analysis.labels[at] != Deprel::Nummod
    }

    /// Whether a noun phrase has a figure.
    #[must_use]
    pub fn has(&self, page: &Page<'_>, head: usize) -> bool {
        self.of(page, head).is_some()
    }

    /// The figure of the noun phrase of a head.
    #[must_use]
    pub fn of(&self, page: &Page<'_>, head: usize) -> Option<Figure> {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let form = Self::lower(page, head);
        if self.is_none(page, head) {
            return Some(Figure { head: None, ..Figure::none(head..head + 1) });
        }
        // `more than 100 Palestinians`, `dozens of people`, `a number of others`: the phrase that follows is counted.
        let phrase = clauses.phrase(head, dateline_lang::clause::Extent::Plain);
        let sentence = analysis.sentence_of(head);
        let within = phrase.start.max(sentence.start)..(head + 1).max(phrase.start + 1);
        let found = within.clone().find(|&it| self.starts(page, it) && self.belongs(page, it, head));
        if let Some(at) = found {
            return self.at(page, at);
        }
        if self.heads.has(&form) || self.vague.has(&form) {
            let of = clauses.dependents(head).find(|&it| {
                matches!(analysis.labels[it], Deprel::Nmod | Deprel::Obl) && matches!(clauses.preposition(it).as_str(), "of" | "than")
            });
            if let Some(of) = of {
                if form == "number" {
                    let adjective = clauses
                        .dependents(head)
                        .any(|it| matches!(analysis.labels[it], Deprel::Det | Deprel::Amod) && self.unstated.has(&Self::lower(page, it)));
                    return adjective.then(|| Figure {
                        low: None,
                        high: None,
                        qualifier: "several".to_owned(),
                        words: phrase.start..of + 1,
                        head: Some(of),
                        is_part: false,
                    });
                }
                return self.of(page, of);
            }
        }
        // `a seventh victim`: the whole count.
        let ordinal = clauses.dependents(head).find_map(|it| {
            let form = Self::lower(page, it);
            let digits = form
                .strip_suffix("th")
                .or_else(|| form.strip_suffix("st"))
                .or_else(|| form.strip_suffix("nd"))
                .or_else(|| form.strip_suffix("rd"));
            let value = self.ordinals.get(&form).copied().or_else(|| digits.and_then(|digits| digits.parse().ok()));
            value.filter(|_| analysis.labels[it] == Deprel::Amod).map(|value| (it, value))
        });
        if let Some((word, value)) = ordinal.filter(|_| self.victims.has(analysis.lemma(head))) {
            return Some(Figure {
                low: Some(value),
                high: Some(value),
                qualifier: "exact".to_owned(),
                words: word..head + 1,
                head: None,
                is_part: false,
            });
        }
        // `an engineer`, `another person`: one.
        let one = clauses
            .dependents(head)
            .find(|&it| analysis.labels[it] == Deprel::Det && matches!(Self::lower(page, it).as_str(), "a" | "an" | "another"));
        let singular = analysis.tags[head].xpos == Xpos::Nn && analysis.tags[head].upos == Upos::Noun;
        one.filter(|&it| singular && it < head).map(|it| Figure {
            low: Some(1),
            high: Some(1),
            qualifier: "exact".to_owned(),
            words: it..head + 1,
            head: Some(head),
            is_part: false,
        })
    }

    /// Whether a number stands for the noun of a phrase, and not for something within it.
    fn belongs(&self, page: &Page<'_>, number: usize, head: usize) -> bool {
        let analysis = page.analysis;
        if number == head {
            return true;
        }
        let mut at = number;
        for _ in 0..4 {
            match analysis.head(at) {
                Some(up) if up == head => {
                    return !matches!(analysis.labels[at], Deprel::NmodPoss | Deprel::Acl | Deprel::AclRelcl | Deprel::Appos);
                }
                // `20-year-old`: a number inside an adjective is none of the noun's.
                Some(up)
                    if matches!(
                        analysis.labels[at],
                        Deprel::Nummod
                            | Deprel::Compound
                            | Deprel::Advmod
                            | Deprel::Conj
                            | Deprel::Amod
                            | Deprel::Obl
                            | Deprel::Nmod
                            | Deprel::Flat
                    ) && analysis.tags[up].upos != Upos::Verb =>
                {
                    at = up
                }
                _ => return false,
            }
        }
        false
    }

    /// The figure that begins at a word, with its bounds before it and what it counts after it.
    #[must_use]
    pub fn at(&self, page: &Page<'_>, at: usize) -> Option<Figure> {
        let analysis = page.analysis;
        let sentence = analysis.sentence_of(at);
        let end = sentence.end;
        let form = Self::lower(page, at);
        let head = self.head(page, at);
        if self.none.has(&form) && !(at + 3 < end && Self::lower(page, at + 2) == "than") {
            return Some(Figure {
                low: Some(0),
                high: Some(0),
                qualifier: "exact".to_owned(),
                words: at..head.map_or(at + 1, |head| head + 1),
                head,
                is_part: false,
            });
        }
        // A number may begin before: `a dozen`, `half a dozen`.
        let mut first = at;
        while first > sentence.start
            && matches!(Self::lower(page, first - 1).as_str(), "a" | "half" | "an")
            && self.number(page, first - 1, end).is_some_and(|(_, next)| next > at)
        {
            first -= 1;
        }
        // `how many had died`: nobody says.
        if at > sentence.start && Self::lower(page, at - 1) == "how" {
            return None;
        }
        // `some 40`: the word bounds the number after it.
        if self.vague.has(&form)
            && at + 1 < end
            && self.value(&Self::lower(page, at + 1)).is_some()
            && matches!(form.as_str(), "some" | "many")
        {
            return self.at(page, at + 1);
        }
        // `no fewer than eight`, `no more than ten`.
        if self.none.has(&form) && at + 3 < end && Self::lower(page, at + 2) == "than" {
            return self.at(page, at + 3);
        }
        if self.vague.has(&form) && self.number(page, first, end).is_none() {
            let words = at..head.map_or(at + 1, |head| head.max(at) + 1);
            let (start, _) = self.bound(page, at, sentence.start);
            return Some(Figure { low: None, high: None, qualifier: form, words: start..words.end, head, is_part: false });
        }
        let (value, mut next) = self.number(page, first, end)?;
        // `two dozens of people` stays a number.
        let (start, bound) = self.bound(page, first, sentence.start);
        let (mut low, mut high) = match bound {
            Some("at_least") => (Some(value), None),
            Some("up_to") => (None, Some(value)),
            _ => (Some(value), Some(value)),
        };
        let mut qualifier = bound.unwrap_or("exact").to_owned();
        let mut start = start;
        // `18 to 20`, `between 18 and 20`, `three or four`, `18-20`.
        if next + 1 < end {
            let middle = Self::lower(page, next);
            let between = start.checked_sub(1).filter(|&it| it >= sentence.start).is_some_and(|it| Self::lower(page, it) == "between");
            let joins = matches!(middle.as_str(), "to" | "or" | "-" | "–") || middle == "and" && between;
            if let Some((other, after)) = self.number(page, next + 1, end).filter(|&(other, _)| {
                joins && other > value && (middle == "and" || middle != "to" || analysis.labels[first] != Deprel::Obl)
            }) {
                (low, high) = (Some(value), Some(other));
                qualifier = "between".to_owned();
                next = after;
                if between {
                    start -= 1;
                }
            } else if middle == "or" && Self::lower(page, next + 1) == "more" {
                (low, high) = (Some(value), None);
                qualifier = "at_least".to_owned();
                next += 2;
            }
        }
        let head = head.filter(|&head| head >= next).or_else(|| self.head(page, next - 1));
        // `12 people or more`.
        if let Some(head) = head.filter(|&head| head + 2 < end)
            && qualifier == "exact"
            && Self::lower(page, head + 1) == "or"
            && Self::lower(page, head + 2) == "more"
        {
            high = None;
            qualifier = "at_least".to_owned();
        }
        let words = start..head.map_or(next, |head| (head + 1).max(next));
        Some(Figure { low, high, qualifier, words, head, is_part: false })
    }

    /// The bound before a number: where it begins, and which it is.
    fn bound(&self, page: &Page<'_>, first: usize, from: usize) -> (usize, Option<&'static str>) {
        for (bound, name) in &self.bounds.0 {
            let Some(start) = first.checked_sub(bound.len()).filter(|&start| start >= from) else { continue };
            if (start..first).zip(bound).all(|(word, wanted)| page.form(word).eq_ignore_ascii_case(wanted)) {
                return (start, Some(name));
            }
        }
        (first, None)
    }

    /// The noun that a number counts.
    fn head(&self, page: &Page<'_>, number: usize) -> Option<usize> {
        let analysis = page.analysis;
        let up = analysis.head(number)?;
        let sentence = analysis.sentence_of(number);
        match analysis.labels[number] {
            Deprel::Nummod | Deprel::Det | Deprel::Amod | Deprel::Advmod
                if up > number
                    && up - number < 8
                    && !(number + 1..up).any(|it| {
                        page.form(it) == ","
                            || matches!(analysis.tags[it].upos, Upos::Aux | Upos::Verb) && analysis.labels[it] != Deprel::Amod
                            || matches!(page.form(it), "dead" | "wounded")
                    })
                    && matches!(analysis.tags[up].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj) =>
            {
                Some(up)
            }
            Deprel::Compound if up > number => self.head(page, up),
            _ => {
                // `dozens of people`, `12 other [people]`, `nine of them`.
                let of =
                    page.clauses.dependents(number).find(|&it| analysis.labels[it] == Deprel::Nmod && page.clauses.preposition(it) == "of");
                if let Some(of) = of {
                    return (analysis.tags[of].upos == Upos::Noun || analysis.tags[of].upos == Upos::Propn).then_some(of);
                }
                let next = number + 1;
                (next < sentence.end && matches!(page.form(next).to_lowercase().as_str(), "others" | "people" | "persons")).then_some(next)
            }
        }
    }
}
