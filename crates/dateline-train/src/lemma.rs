//! Trains the table of [`dateline_lang::lemma`].

use std::collections::BTreeMap;

use dateline_lang::lemma::{self, Contexts, LONGEST, Letters, Question, Script, Shape};
use dateline_lang::{Tag, Upos, Xpos};

use crate::data::Document;

/// Types of words that must share an ending before it counts.
const SUPPORT: u32 = 2;

/// How often each answer was right, by answer.
type Counts = BTreeMap<u16, u32>;

/// The best answer, and how often it was right; of equals, the first.
fn best(counts: &Counts) -> Option<(u16, u32)> {
    counts.iter().map(|(&answer, &count)| (answer, count)).rev().max_by_key(|&(_, count)| count)
}

/// Learns a table from treebanks: for every tag the endings and words whose answer differs from that of a shorter context.
#[must_use]
pub fn train(documents: &[Document<'_>]) -> Vec<u8> {
    let mut scripts: BTreeMap<(u8, String), u16> = BTreeMap::new();
    let mut order: Vec<(u8, String)> = Vec::new();
    // Every word under its tag, with its answers to both questions.
    let mut words: BTreeMap<(Question, Tag), BTreeMap<String, Counts>> = BTreeMap::new();
    for row in documents.iter().flat_map(|document| &document.sentences).flat_map(dateline_lang::conllu::Sentence::words) {
        let (form, lemma) = (row.form(), row.columns[2]);
        let (Some(upos), Some(xpos)) = (Upos::from_name(row.columns[3]), Xpos::from_name(row.columns[4])) else { continue };
        if lemma == "_" || form == "_" {
            continue;
        }
        let tag = Tag { upos, xpos };
        let Some((script, letters)) = explain(form, lemma) else { continue };
        let next = u16::try_from(order.len()).unwrap_or(u16::MAX - 1);
        let script = *scripts.entry(script.clone()).or_insert_with(|| {
            order.push(script);
            next
        });
        let mut small = String::new();
        lemma::lower(form, &mut small);
        *words.entry((Question::Ending, tag)).or_default().entry(small.clone()).or_default().entry(script).or_default() += 1;
        if let Some(letters) = letters {
            *words.entry((Question::Case(Shape::of(form)), tag)).or_default().entry(small).or_default().entry(letters as u16).or_default() += 1;
        }
    }
    let mut answers = Vec::new();
    for (&(question, tag), words) in &words {
        learn(question, tag, words, &mut answers);
    }
    let scripts: Vec<Script<'_>> = order.iter().map(|(strip, add)| Script { strip: *strip, add }).collect();
    lemma::write(&scripts, &answers)
}

/// The script from a form to its lemma, and the letters of the lemma where the form has capitals or the lemma gains some;
/// `None` when no script and letters give it.
fn explain(form: &str, lemma: &str) -> Option<((u8, String), Option<Letters>)> {
    let (mut small, mut target) = (String::new(), String::new());
    lemma::lower(form, &mut small);
    lemma::lower(lemma, &mut target);
    let shared: usize = small.chars().zip(target.chars()).take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum();
    let strip = u8::try_from(small.len() - shared).ok()?;
    let add = target[shared..].to_owned();
    u8::try_from(add.len()).ok()?;
    let kept = form.get(..shared).map(|start| format!("{start}{add}"));
    let title: String = target.chars().enumerate().map(|(at, letter)| if at == 0 { letter.to_uppercase().to_string() } else { letter.to_string() }).collect();
    let letters = if lemma == target {
        Letters::Lower
    } else if kept.as_deref() == Some(lemma) {
        Letters::Keep
    } else if lemma == title {
        Letters::Title
    } else if lemma == target.to_uppercase() {
        Letters::Upper
    } else {
        return None;
    };
    Some(((strip, add), Some(letters)))
}

/// Learns one question under one tag.
fn learn(question: Question, tag: Tag, words: &BTreeMap<String, Counts>, answers: &mut Vec<(u32, u16)>) {
    // Endings count types, so that one frequent word does not speak for its rhymes.
    let mut endings: BTreeMap<&[u8], Counts> = BTreeMap::new();
    for (word, counts) in words {
        let Some((answer, _)) = best(counts) else { continue };
        for length in 0..=word.len().min(LONGEST) {
            *endings.entry(&word.as_bytes()[word.len() - length..]).or_default().entry(answer).or_default() += 1;
        }
    }
    // What the endings kept so far say; shorter ones come first.
    let mut kept: BTreeMap<&[u8], u16> = BTreeMap::new();
    let longest = |kept: &BTreeMap<&[u8], u16>, word: &[u8], longest: usize| {
        (0..=word.len().min(longest)).rev().find_map(|length| kept.get(&word[word.len() - length..]).copied())
    };
    let mut by_length: Vec<(&[u8], &Counts)> = endings.iter().map(|(ending, counts)| (*ending, counts)).collect();
    by_length.sort_by_key(|(ending, _)| ending.len());
    for (ending, counts) in by_length {
        let Some((answer, right)) = best(counts) else { continue };
        let inherited = ending.len().checked_sub(1).and_then(|length| longest(&kept, ending, length));
        let before = inherited.and_then(|answer| counts.get(&answer)).copied().unwrap_or(0);
        if inherited.is_none() || inherited != Some(answer) && right >= SUPPORT && right > before {
            kept.insert(ending, answer);
        }
    }
    let hash = |word: &[u8]| word.iter().rev().fold(Contexts::new(question, tag), |context, &byte| context.before(byte));
    answers.extend(kept.iter().map(|(ending, &answer)| (hash(ending).hash(), answer)));
    for (word, counts) in words {
        let Some((answer, _)) = best(counts) else { continue };
        if longest(&kept, word.as_bytes(), LONGEST) != Some(answer) {
            answers.push((hash(word.as_bytes()).whole().hash(), answer));
        }
    }
}
