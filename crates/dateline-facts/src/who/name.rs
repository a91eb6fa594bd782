//! Names of one bearer: full and short forms, initials, acronyms, spellings.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::nouns::{Gender, Nouns};
use super::{EntityKind, Form};
use crate::page::Page;
use crate::who::mention::Candidate;

/// A name in the form in which it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its words, folded, without forms of address; for bodies without articles and legal forms.
    pub words: Vec<String>,
    /// The first letters of the capitalized words: `fbi`.
    pub acronym: String,
    /// Whether it is written as an acronym: `FBI`, `U.N.`.
    pub is_acronym: bool,
    /// The gender of its bearer.
    pub gender: Option<Gender>,
    /// Whether it says that its bearer is the father of one of the same name: `Snr`.
    pub is_senior: bool,
}

impl Name {
    /// The name of a mention.
    #[must_use]
    pub fn of(page: &Page<'_>, nouns: &Nouns, mention: &Candidate) -> Self {
        let written = mention.span.of(page.text());
        let is_person = mention.kind == Some(EntityKind::Person);
        let mut words: Vec<String> = written
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|word| !word.is_empty())
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.'))
            .map(fold)
            .filter(|word| !word.is_empty())
            .collect();
        let mut is_senior = false;
        if is_person {
            while words.len() > 1 && nouns.people.address(&words[0]).is_some() {
                words.remove(0);
            }
            is_senior = words.len() > 1 && words.last().is_some_and(|word| nouns.people.is_elder(word));
            while words.len() > 1 && words.last().is_some_and(|word| nouns.people.is_generation(word)) {
                words.pop();
            }
        } else {
            words.retain(|word| !matches!(&word[..], "the" | "a" | "an" | "and" | "&"));
            while words.len() > 1 && words.last().is_some_and(|word| nouns.is_body_suffix(word)) {
                words.pop();
            }
        }
        let letters = written.chars().filter(|c| c.is_alphabetic()).count();
        let is_acronym =
            !written.contains(' ') && (2..=7).contains(&letters) && written.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        let acronym = written
            .split(|c: char| c.is_whitespace() || c == '-')
            .filter_map(|word| word.chars().next())
            .filter(|c| c.is_uppercase())
            .flat_map(char::to_lowercase)
            .collect();
        Self { words, acronym, is_acronym, gender: mention.gender, is_senior }
    }

    /// What two names that can be of one bearer have at least one of in common: how a word sounds, all letters, the acronym.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = self.words.iter().flat_map(|word| word.split('-').chain([word.as_str()])).map(sound).collect();
        let letters = self.letters();
        let acronym = (self.words.len() > 1).then_some(self.acronym.as_str());
        keys.extend(acronym.into_iter().flat_map(|it| [it, it.trim_start_matches('t')]).map(str::to_owned));
        keys.push(letters);
        keys.retain(|key| !key.is_empty());
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// All letters of it.
    #[must_use]
    pub fn letters(&self) -> String {
        self.words.concat()
    }
}

/// A word without what spellings differ in: case, diacritics, and the usual variants of transliteration.
#[must_use]
pub fn fold(word: &str) -> String {
    let plain: String =
        word.nfd().filter(|&c| !is_combining_mark(c) && c != '.' && c != '\'' && c != '’').flat_map(char::to_lowercase).collect();
    let mut plain = plain.replace('ł', "l").replace('ø', "o").replace('ß', "ss").replace('æ', "ae").replace('đ', "d").replace('ı', "i");
    for article in ["al-", "el-", "ash-", "as-"] {
        if plain.len() > article.len() + 2 && plain.starts_with(article) {
            plain = plain[article.len()..].to_owned();
        }
    }
    plain
}

/// A folded surname as it sounds: endings in -y and -ii, doubled letters, kh and h, q and k.
#[must_use]
pub fn sound(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let base = word
        .replace("kh", "h")
        .replace("gh", "g")
        .replace("dh", "d")
        .replace("ou", "u")
        .replace("oo", "u")
        .replace("ee", "i")
        .replace("ph", "f")
        .replace("yy", "y")
        .replace("iy", "y")
        .replace("ij", "y")
        .replace("ii", "y");
    for c in base.chars() {
        let c = match c {
            'q' => 'k',
            'w' => 'v',
            'y' | 'j' => 'i',
            c => c,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

fn same_word(a: &str, b: &str) -> bool {
    a == b || a.chars().count() > 4 && b.chars().count() > 4 && sound(a) == sound(b)
}

/// Whether two given names can be of one person: equal, or an initial, or a short form that begins the other.
fn same_given(nouns: &Nouns, a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    same_word(a, b)
        || nouns.people.same_given(a, b)
        || initial(a, b)
        || initial(b, a)
        || a.len() >= 3 && b.starts_with(a)
        || b.len() >= 3 && a.starts_with(b)
}

/// Whether two names of people can be of one bearer.
#[must_use]
pub fn same_person(nouns: &Nouns, a: &Name, b: &Name) -> bool {
    let (short, long) = if a.words.len() <= b.words.len() { (a, b) } else { (b, a) };
    // `Ivo Brandt Snr` is not the Ivo Brandt who is his son.
    if a.is_senior != b.is_senior && [a, b].into_iter().any(|it| !it.is_senior && it.words.len() > 1) {
        return false;
    }
    // What a given name tells is outweighed by that it is the same one: `his daughter Dylan Brandt … Dylan`.
    let is_given = short.words.first() == long.words.first() && (long.words.len() > 1 || short.words == long.words);
    if !is_given && a.gender.zip(b.gender).is_some_and(|(a, b)| a != b) {
        return false;
    }
    let (Some(last), Some(long_last)) = (short.words.last(), long.words.last()) else { return false };
    if short.words.len() == 1 {
        // A surname, a given name, or one of two surnames; initials are none.
        return last.chars().count() > 1 && long.words.iter().any(|word| same_word(word, last) || word.split('-').any(|part| part == last));
    }
    // All words of the shorter stand in the longer in order, given names perhaps short.
    if same_word(last, long_last) {
        return same_given(nouns, &short.words[0], &long.words[0])
            || long.words.len() > short.words.len()
                && long.words[1..long.words.len() - 1].iter().any(|word| same_word(word, &short.words[0]));
    }
    // `Kim Jong-un`, `Abu Bakr al-Baghdadi` under other orders and cuts: every word of the shorter is in the longer.
    long.words.len() > short.words.len() && short.words.iter().all(|word| long.words.iter().any(|other| same_word(word, other)))
}

/// Whether two names of bodies can be of one bearer.
#[must_use]
pub fn same_body(a: &Name, b: &Name) -> bool {
    if a.words == b.words || a.letters() == b.letters() {
        return !a.words.is_empty();
    }
    let acronym = |short: &Name, long: &Name| {
        short.is_acronym && long.words.len() > 1 && {
            let letters = short.letters();
            long.acronym == letters || long.acronym.trim_start_matches('t') == letters || long.words.contains(&letters)
        }
    };
    if acronym(a, b) || acronym(b, a) {
        return true;
    }
    let (short, long) = if a.words.len() <= b.words.len() { (a, b) } else { (b, a) };
    if short.words.is_empty() || short.is_acronym {
        return false;
    }
    if short.words.len() == long.words.len() {
        return short.words.iter().zip(&long.words).all(|(a, b)| same_word(a, b));
    }
    // `Airbus` of `Airbus Industries`: the beginning; `Justice Department` of `Department of Justice`: the same words.
    let begins = long.words.starts_with(&short.words);
    let content = |name: &Name| {
        let mut words: Vec<String> = name.words.iter().filter(|word| !matches!(&word[..], "of" | "for")).cloned().collect();
        words.sort();
        words
    };
    // `Housing Authority` of `D.C. Housing Authority`: two words or more, after letters that say where.
    let ends = short.words.len() > 1
        && long.words.len() == short.words.len() + 1
        && long.words[0].chars().count() <= 3
        && long.words.ends_with(&short.words);
    // `Harriers` of `Velm City Harriers`: clubs and papers go by the plural that ends their names.
    let plural = short.words.len() == 1 && long.words.len() <= 3 && {
        let last = &short.words[0];
        last.len() > 3 && last != "news" && last.ends_with('s') && !last.ends_with("ss") && long.words.last() == Some(last)
    };
    begins && short.words[0].chars().count() > 2 || ends || plural || content(short) == content(long)
}

/// Whether the later of two names is a longer one that begins with the earlier, as a given name that stood alone: other bearers as a rule.
#[must_use]
pub fn is_given_first(earlier: &Name, later: &Name) -> bool {
    earlier.words.len() == 1
        && later.words.len() > 1
        && later.words.last() != earlier.words.last()
        && later.words.first() == earlier.words.first()
}

/// Whether two name mentions, the later first, can be of one bearer, by their kinds and words.
#[must_use]
pub fn same(nouns: &Nouns, a: (&Candidate, &Name), b: (&Candidate, &Name)) -> bool {
    let ((a, a_name), (b, b_name)) = (a, b);
    if a.form == Form::Demonym || b.form == Form::Demonym {
        return false;
    }
    match (a.kind, b.kind) {
        (Some(EntityKind::Person), Some(EntityKind::Person)) => same_person(nouns, a_name, b_name),
        (Some(EntityKind::Person), _) | (_, Some(EntityKind::Person)) => a_name.words == b_name.words,
        (Some(EntityKind::Organization), Some(EntityKind::Organization)) => {
            // `United Nations Security Council … the Security Council`
            let is_part = |short: (&Candidate, &Name), long: (&Candidate, &Name)| {
                let is_international = long.0.country.is_some_and(|it| matches!(it.code(), "UNO" | "EUR" | "IGO"));
                is_international
                    && short.0.country.is_none_or(|it| Some(it) == long.0.country)
                    && short.1.words.len() > 1
                    && long.1.words.len() > short.1.words.len()
                    && long.1.words.ends_with(&short.1.words)
            };
            same_body(a_name, b_name) || is_part((a, a_name), (b, b_name)) || is_part((b, b_name), (a, a_name))
        }
        _ => a_name.words == b_name.words && !a_name.words.is_empty(),
    }
}
