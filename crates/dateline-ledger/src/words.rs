//! Words as texts are compared by them: their stems, their numbers, and how much each says.
//!
//! How common a word is was counted once, in news that no ledger holds (`models/background.table`): a weight that changed with every
//! page that comes in would make what a ledger says depend on its history. Weights are hundredths of a bit, by integers alone.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// In small letters, as it stands.
    pub form: String,
    /// Without its ending; of irregular verbs the base; of numbers the figure (`twenty-one` is `21`).
    pub stem: String,
    /// Whether it is a number.
    pub is_number: bool,
}

/// Sentences that a word is taken to stand in at least: rarer ones say all as much.
const RAREST: u64 = 20;
/// A word of more than one in so many sentences says nothing.
const COMMONEST: u64 = 50;

struct Table {
    sentences: u64,
    counts: FxHashMap<String, u64>,
}

static BACKGROUND: LazyLock<Table> = LazyLock::new(|| {
    let mut lines = dateline_models::background().lines();
    let sentences = lines.next().and_then(|line| line.parse().ok()).unwrap_or(1);
    let mut counts: FxHashMap<String, u64> = FxHashMap::default();
    for line in lines {
        let mut entries = line.split(' ');
        let count: u64 = entries.next().and_then(|count| count.parse().ok()).unwrap_or(0);
        for entry in entries {
            for word in words(entry) {
                *counts.entry(word.stem).or_default() += count;
            }
        }
    }
    Table { sentences, counts }
});

/// What the lists say of words.
pub(crate) struct Lists {
    base: FxHashMap<String, String>,
    cardinals: FxHashMap<String, u64>,
    /// Those of days of the month, which are as good as their figures; lower ones are fractions and turns more often.
    ordinals: FxHashMap<String, u64>,
    /// Words that say nothing of what a text is about.
    pub(crate) empty: FxHashSet<String>,
    /// Words that deny.
    pub(crate) negation: FxHashSet<String>,
    /// Stems, one or two, and the one that stands for them.
    pub(crate) alike: FxHashMap<(String, String), String>,
}

/// The lists.
pub(crate) static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct Morphology {
        irregular: Irregular,
    }
    #[derive(Deserialize)]
    struct Irregular {
        verbs: Vec<String>,
    }
    #[derive(Deserialize)]
    struct Time {
        cardinals: BTreeMap<String, u64>,
        ordinals: BTreeMap<String, i64>,
    }
    #[derive(Deserialize)]
    struct Paraphrase {
        empty: Words,
        negation: Words,
        alike: Alike,
    }
    #[derive(Deserialize)]
    struct Words {
        words: String,
    }
    #[derive(Deserialize)]
    struct Alike {
        lines: String,
    }
    fn read<T: serde::de::DeserializeOwned>(path: &str) -> T {
        // They are embedded: without one of them everything that is compared would be wrong, and nobody told.
        toml::from_str(dateline_lexicon::file(path).unwrap_or_default()).expect("the list has its shape")
    }
    let mut base = FxHashMap::default();
    for line in &read::<Morphology>("en/morphology.toml").irregular.verbs {
        let mut forms = line.split(' ');
        let infinitive = forms.next().unwrap_or_default();
        for form in forms.flat_map(|forms| forms.split('|')).filter(|form| *form != infinitive) {
            base.entry(form.to_owned()).or_insert_with(|| infinitive.to_owned());
        }
    }
    let time: Time = read("en/time.toml");
    let paraphrase: Paraphrase = read("en/paraphrase.toml");
    let mut alike = FxHashMap::default();
    for line in paraphrase.alike.lines.lines() {
        let mut entries = line.split_whitespace();
        let Some(first) = entries.next() else { continue };
        let target = ending(first);
        for entry in entries {
            let (one, two) = entry.split_once('_').unwrap_or((entry, ""));
            alike.entry((ending(one), ending(two))).or_insert_with(|| target.clone());
        }
    }
    let list = |words: &Words| words.words.split_whitespace().map(str::to_owned).collect();
    Lists {
        base,
        cardinals: time.cardinals.into_iter().filter(|(word, _)| word != "single").collect(),
        ordinals: time.ordinals.into_iter().filter(|it| it.1 > 3).map(|(word, number)| (word, number.unsigned_abs())).collect(),
        empty: list(&paraphrase.empty),
        negation: list(&paraphrase.negation),
        alike,
    }
});

/// The words of a text, in their order; `21,000` is one, and so is `twenty-one`.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut letters = text.char_indices().peekable();
    // A number in tens waits for the units behind it.
    let mut tens: Option<u64> = None;
    while let Some((start, letter)) = letters.next() {
        if !letter.is_alphanumeric() {
            continue;
        }
        let is_digit = letter.is_ascii_digit();
        let mut end = start + letter.len_utf8();
        while let Some(&(at, next)) = letters.peek() {
            let joins = is_digit && matches!(next, '.' | ',') && text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
            let goes_on = next.is_alphanumeric() && (next.is_ascii_digit() == is_digit || !is_digit);
            if !joins && !goes_on {
                break;
            }
            end = at + next.len_utf8();
            letters.next();
        }
        let form = text[start..end].to_lowercase();
        if is_digit {
            let stem = form.replace(',', "");
            out.push(Word { form, stem, is_number: true });
            tens = None;
            continue;
        }
        match (LISTS.cardinals.get(&form).or_else(|| LISTS.ordinals.get(&form)), tens) {
            (Some(&units @ 1..=9), Some(number)) => {
                if let Some(last) = out.last_mut() {
                    last.form = format!("{}-{form}", last.form);
                    last.stem = (number + units).to_string();
                }
                tens = None;
            }
            (Some(&number), _) => {
                tens = (number >= 20).then_some(number);
                out.push(Word { form, stem: number.to_string(), is_number: true });
            }
            (None, _) => {
                tens = None;
                let stem = stem(&form);
                out.push(Word { form, stem, is_number: false });
            }
        }
    }
    out
}

/// The number that a word is, in figures or as a cardinal.
pub(crate) fn number(word: &str) -> Option<u64> {
    word.parse().ok().or_else(|| LISTS.cardinals.get(word).copied())
}

/// A word in small letters without its ending; of an irregular verb, its base.
pub(crate) fn stem(word: &str) -> String {
    ending(LISTS.base.get(word).map_or(word, String::as_str))
}

fn ending(word: &str) -> String {
    if word.len() < 4 || !word.is_ascii() || word.bytes().any(|b| b.is_ascii_digit()) {
        return word.to_owned();
    }
    let mut word = word.to_owned();
    if let Some(short) = word.strip_suffix("sses") {
        word = format!("{short}ss");
    } else if let Some(short) = word.strip_suffix("ies") {
        word = format!("{short}y");
    } else if word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        word.pop();
    }
    for end in ["ing", "ed"] {
        let Some(short) = word.strip_suffix(end) else { continue };
        if short.len() >= 3 && short.contains(['a', 'e', 'i', 'o', 'u', 'y']) {
            let bytes = short.as_bytes();
            let last = bytes[bytes.len() - 1];
            let is_double = short.len() > 3 && bytes[bytes.len() - 2] == last && !matches!(last, b'l' | b's' | b'z');
            word = if is_double { short[..short.len() - 1].to_owned() } else { short.to_owned() };
            // `carried`
            if let Some(short) = word.strip_suffix('i') {
                word = format!("{short}y");
            }
        }
        break;
    }
    if word.len() > 4 && word.ends_with('e') {
        word.pop();
    }
    word
}

/// How much a stem says, in hundredths of a bit; 0 for what stands in every other text.
#[must_use]
pub fn weight(stem: &str) -> u32 {
    let table = &*BACKGROUND;
    let count = table.counts.get(stem).copied().unwrap_or(0).max(RAREST);
    if count * COMMONEST > table.sentences {
        return 0;
    }
    log2(table.sentences) - log2(count)
}

/// The binary logarithm, in hundredths; 0 of 0. By integers: logarithms of floating point differ from machine to machine.
#[must_use]
pub fn log2(number: u64) -> u32 {
    let number = number.max(1);
    let whole = number.ilog2();
    let mut mantissa = if whole >= 31 { number >> (whole - 31) } else { number << (31 - whole) };
    let mut fraction = 0;
    for _ in 0..12 {
        mantissa = (mantissa * mantissa) >> 31;
        fraction <<= 1;
        if mantissa >= 1 << 32 {
            mantissa >>= 1;
            fraction |= 1;
        }
    }
    whole * 100 + (fraction * 100 + 2048) / 4096
}

/// A word as a number.
#[must_use]
pub fn hash(word: &str) -> u32 {
    xxhash_rust::xxh3::xxh3_64(word.as_bytes()) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_stems_and_numbers_figures() {
        let stems = |text: &str| words(text).into_iter().map(|it| it.stem).collect::<Vec<_>>().join(" ");
        assert_eq!(stems("Twenty-one ships sank; 21,000 left."), "21 ship sink 21000 leav");
        assert_eq!(stems("They were stopping, planned, hoped"), "they were stop plan hop");
        assert_eq!(stems("24-13, 4.6"), "24 13 4.6");
        assert_eq!(stems("carried carries carry"), "carry carry carry");
    }

    #[test]
    fn what_is_rare_says_more() {
        assert_eq!(weight("the"), 0);
        assert!(weight("church") < weight("zirconium") && weight("zirconium") == weight("quaxly"));
        assert_eq!((log2(1), log2(8), log2(1000)), (0, 300, 997));
    }
}
