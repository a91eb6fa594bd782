//! Lines that are not written as sentences are: headlines, and the dateline before a report.

use crate::lexical::{Word, Words};

/// Longest dateline, in words.
const LONGEST_DATELINE: usize = 16;

/// How many words the dateline at the head of a sentence has, its dash included: `KYIV, Ukraine (AP) —`. 0 where there is none.
///
/// A dateline holds no words in small letters but short ones (`de`, `al`), and its first word is in capitals or something is in brackets; a dash ends it.
#[must_use]
pub fn dateline<'f>(mut forms: impl Iterator<Item = &'f str>) -> usize {
    let (mut count, mut is_marked, mut is_first) = (0, false, true);
    for form in forms.by_ref().take(LONGEST_DATELINE) {
        count += 1;
        let mut letters = form.chars().filter(|c| c.is_alphabetic());
        match form {
            // What follows begins a sentence; a name that goes on after a dash does not.
            "—" | "–" | "--" | "-" if is_marked => {
                return if forms.next().is_some_and(|next| !next.starts_with(char::is_lowercase)) { count } else { 0 };
            }
            "(" if !is_first => is_marked = true,
            ")" | "," | "." | "/" => {}
            _ if is_first && !form.starts_with(char::is_uppercase) => return 0,
            _ if is_first && letters.clone().count() > 1 && letters.clone().all(char::is_uppercase) => is_marked = true,
            _ if form.starts_with(char::is_uppercase) || form.chars().all(|c| c.is_ascii_digit()) => {}
            _ if letters.by_ref().count() <= 3 => {}
            _ => return 0,
        }
        is_first = false;
    }
    0
}

/// Whether a sentence is written as headlines are, with a capital on nearly every word.
pub fn is_title<'f>(forms: impl Iterator<Item = &'f str>) -> bool {
    let (mut capital, mut small) = (0, 0);
    for form in forms.filter(|form| form.chars().count() > 3) {
        let mut letters = form.chars();
        if letters.next().is_some_and(char::is_uppercase) {
            capital += 1;
        } else if letters.next().is_some_and(char::is_lowercase) {
            small += 1;
        }
    }
    capital >= 3 && small * 5 <= capital
}

/// Takes a word of a headline for what it would be inside a sentence, where that is known: `Kills` is `kills`.
#[must_use]
pub fn untitle(words: &Words<'_>, word: Word, form: &str, buffer: &mut String) -> Word {
    let is_common = || words.get(word.lower).is_some() && words.get(word.form).is_none_or(|known| known.class == 0);
    if word.form != word.lower && is_common() { words.word(&form.to_lowercase(), false, buffer) } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dateline_of(sentence: &str) -> usize {
        dateline(sentence.split(' '))
    }

    #[test]
    fn datelines_end_with_their_dash() {
        assert_eq!(dateline_of("KYIV , Ukraine ( AP ) — The dam held ."), 7);
        assert_eq!(dateline_of("ABUJA ( Reuters ) - Nigeria said"), 5);
        assert_eq!(dateline_of("RIO DE JANEIRO , April 4 – Police said"), 7);
        assert_eq!(dateline_of("Port au Prince ( AFP ) -- Two men"), 7);
        assert_eq!(dateline_of("The U.N. — which had warned — left"), 0);
        assert_eq!(dateline_of("NATO — the alliance — said"), 0);
        assert_eq!(dateline_of("NATO said — again — that"), 0);
        assert_eq!(dateline_of("Kyiv ( AP )"), 0);
        assert_eq!(dateline_of("PARIS —"), 0);
    }

    #[test]
    fn titles_have_capitals_on_their_longer_words() {
        assert!(is_title("Flood Kills Dozens in Northern Nigeria as Dam Bursts".split(' ')));
        assert!(!is_title("A dam collapsed in Nigeria 's Borno State".split(' ')));
    }
}
