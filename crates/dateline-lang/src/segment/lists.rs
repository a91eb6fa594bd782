//! The word lists of the segmenter, read once.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;

use super::features::lower;

/// The lists, keyed by the hash of a word in lower case.
#[derive(Debug)]
pub struct Lists {
    /// The group of an abbreviation, counted from 1.
    pub abbreviations: HashMap<u64, u8>,
    /// Abbreviations that are words as well.
    pub ambiguous: HashSet<u64>,
    /// Before a hyphen that stays inside the word.
    pub prefixes: HashSet<u64>,
    /// Behind a hyphen that stays inside the word.
    pub suffixes: HashSet<u64>,
    /// Where two words written as one meet.
    pub contractions: HashMap<u64, usize>,
    /// The last two bytes of those.
    pub contraction_ends: Vec<[u8; 2]>,
    /// Behind an apostrophe: a word of its own.
    pub clitics: HashSet<u64>,
    /// Behind an apostrophe that stands for letters.
    pub elisions: HashSet<u64>,
    /// Behind a number: a word of its own.
    pub units: HashSet<u64>,
    /// Behind a number: a part of it.
    pub number_endings: HashSet<u64>,
    /// Before an amount.
    pub currencies: HashSet<u64>,
    /// The last part of a web address.
    pub domains: HashSet<u64>,
    /// Words that begin a sentence when they have a capital.
    pub starters: HashSet<u64>,
    /// Those of them that are surnames as well.
    pub surnames: HashSet<u64>,
    /// Before a colon: what begins a credit.
    pub labels: HashSet<u64>,
    /// Halves of the day, and the days and months that stand after them.
    pub halves: HashSet<u64>,
    /// See [`Lists::halves`].
    pub days: HashSet<u64>,
    /// The numbers of the groups before a name and of running text.
    pub leading: [u8; 2],
}

/// `en/tokens.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tokens {
    prefixes: Vec<String>,
    suffixes: Vec<String>,
    contractions: Vec<String>,
    clitics: Vec<String>,
    elisions: Vec<String>,
    units: Vec<String>,
    number_endings: Vec<String>,
    currencies: Vec<String>,
    domains: Vec<String>,
    starters: Vec<String>,
    surnames: Vec<String>,
    labels: Vec<String>,
    halves: Vec<String>,
    days: Vec<String>,
}

impl Lists {
    /// Reads the embedded lists.
    ///
    /// # Panics
    /// When an embedded list is not valid TOML of its shape, which a test rules out.
    pub fn load() -> Self {
        let file = |path| dateline_lexicon::file(path).expect("the list is embedded");
        let mut groups: BTreeMap<String, Vec<String>> = toml::from_str(file("en/abbreviations.toml")).expect("the list has its shape");
        let tokens: Tokens = toml::from_str(file("en/tokens.toml")).expect("the list has its shape");
        let ambiguous = groups.remove("ambiguous").unwrap_or_default();
        let group = |name: &str| groups.keys().position(|key| key == name).and_then(|at| u8::try_from(at + 1).ok()).unwrap_or(u8::MAX);
        let leading = [group("titles"), group("running")];
        let mut abbreviations = HashMap::new();
        for (number, words) in (1..).zip(groups.values()) {
            for word in words {
                abbreviations.entry(lower(word.as_bytes())).or_insert(number);
            }
        }
        let set = |words: &[String]| words.iter().map(|word| lower(word.as_bytes())).collect();
        let mut contractions = HashMap::new();
        let mut contraction_ends = Vec::new();
        for word in &tokens.contractions {
            let Some((left, right)) = word.split_once('+') else { continue };
            contractions.insert(lower(format!("{left}{right}").as_bytes()), left.len());
            if let Some(end) = right.as_bytes().last_chunk::<2>()
                && !contraction_ends.contains(end)
            {
                contraction_ends.push(*end);
            }
        }
        Self {
            abbreviations,
            ambiguous: set(&ambiguous),
            prefixes: set(&tokens.prefixes),
            suffixes: set(&tokens.suffixes),
            contractions,
            contraction_ends,
            clitics: set(&tokens.clitics),
            elisions: set(&tokens.elisions),
            units: set(&tokens.units),
            number_endings: set(&tokens.number_endings),
            currencies: set(&tokens.currencies),
            domains: set(&tokens.domains),
            starters: set(&tokens.starters),
            surnames: set(&tokens.surnames),
            labels: set(&tokens.labels),
            halves: set(&tokens.halves),
            days: set(&tokens.days),
            leading,
        }
    }
}
