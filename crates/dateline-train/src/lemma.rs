//! Trains the table of [`dateline_lang::lemma`].

use std::collections::{BTreeMap, BTreeSet};

use dateline_lang::lemma::{self, Contexts, LONGEST, Letters, Question, Script, Shape};
use dateline_lang::{Morphology, Tag, Upos, Xpos};

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
    let (mut bases, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for row in documents.iter().flat_map(|document| &document.sentences).flat_map(dateline_lang::conllu::Sentence::words) {
        let (form, lemma) = (row.form(), row.columns[2]);
        let (Some(upos), Some(xpos)) = (Upos::from_name(row.columns[3]), Xpos::from_name(row.columns[4])) else { continue };
        // What one writer mistyped says nothing of a word; clitics without their mark are frequent enough (`dont`, `its`).
        let open = matches!(upos, Upos::Verb | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Adv);
        if lemma == "_" || form == "_" || open && row.columns[5].contains("Typo=Yes") {
            continue;
        }
        let tag = Tag { upos, xpos };
        if lemma.len() > 2 && lemma.bytes().all(|byte| byte.is_ascii_lowercase()) && form.to_lowercase() != lemma
            || xpos == Xpos::Nn
            || xpos == Xpos::Vb
        {
            bases.insert((upos, lemma.to_owned()));
            seen.insert((xpos, lemma.to_owned()));
        }
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
            *words
                .entry((Question::Case(Shape::of(form)), tag))
                .or_default()
                .entry(small)
                .or_default()
                .entry(letters as u16)
                .or_default() += 1;
        }
    }
    for (form, xpos, base) in Morphology::load().irregular() {
        let Some((script, _)) = explain(form, base) else { continue };
        let next = u16::try_from(order.len()).unwrap_or(u16::MAX - 1);
        let script = *scripts.entry(script.clone()).or_insert_with(|| {
            order.push(script);
            next
        });
        let upos = if xpos == Xpos::Nns { Upos::Noun } else { Upos::Verb };
        let words = words.entry((Question::Ending, Tag { upos, xpos })).or_default();
        words.entry(form.to_owned()).or_insert_with(|| Counts::from([(script, 1)]));
    }
    // Forms that a known word would have, where the treebanks do not show another of them: `looted` from `loot`.
    for (upos, base) in bases.iter().filter(|(_, base)| base.len() > 2 && base.bytes().all(|byte| byte.is_ascii_lowercase())) {
        for (tag, form) in regular_forms(*upos, base, bases.contains(&(Upos::Verb, base.clone()))) {
            if seen.contains(&(tag.xpos, base.clone())) {
                continue;
            }
            let Some((script, _)) = explain(&form, base) else { continue };
            let Some(&script) = scripts.get(&script) else { continue };
            words.entry((Question::Ending, tag)).or_default().entry(form).or_insert_with(|| Counts::from([(script, 1)]));
        }
    }
    let mut answers = Vec::new();
    for (&(question, tag), words) in &words {
        learn(question, tag, words, &mut answers);
    }
    let scripts: Vec<Script<'_>> = order.iter().map(|(strip, add)| Script { strip: *strip, add }).collect();
    lemma::write(&scripts, &answers)
}

/// The regular forms of a verb, noun or adjective, in small letters. A noun that is not known as a verb may yet be one, and has verbal forms.
fn regular_forms(upos: Upos, base: &str, is_verb: bool) -> Vec<(Tag, String)> {
    let is_vowel = |byte: u8| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u');
    let bytes = base.as_bytes();
    let (&[.., before, last], count) = (bytes, bytes.len()) else { return Vec::new() };
    let sibilant = base.ends_with(['s', 'x', 'z']) || base.ends_with("ch") || base.ends_with("sh");
    let consonant_y = last == b'y' && !is_vowel(before);
    let drop_e = last == b'e';
    // `stop`: one vowel, then one consonant at the end.
    let doubles = count >= 3
        && !is_vowel(last)
        && !matches!(last, b'w' | b'x' | b'y')
        && is_vowel(before)
        && !is_vowel(bytes[count - 3])
        && bytes.iter().filter(|&&byte| is_vowel(byte) || byte == b'y').count() == 1;
    let stem = if doubles { format!("{base}{}", char::from(last)) } else { base.to_owned() };
    let y = || format!("{}i", &base[..count - 1]);
    let s = if consonant_y {
        y() + "es"
    } else if sibilant {
        format!("{base}es")
    } else {
        format!("{base}s")
    };
    let er = |ending: &str| {
        if consonant_y {
            y() + ending
        } else if drop_e {
            format!("{}{ending}", &base[..count - 1])
        } else {
            format!("{stem}{ending}")
        }
    };
    let ing = if base.ends_with("ie") {
        format!("{}ying", &base[..count - 2])
    } else if drop_e && !matches!(before, b'e' | b'o' | b'y') {
        format!("{}ing", &base[..count - 1])
    } else {
        format!("{stem}ing")
    };
    let tag = |upos, xpos| Tag { upos, xpos };
    let mut forms = Vec::new();
    if upos == Upos::Verb || upos == Upos::Noun && !is_verb {
        forms.extend([(tag(Upos::Verb, Xpos::Vbz), s.clone()), (tag(Upos::Verb, Xpos::Vbg), ing)]);
        forms.extend([Xpos::Vbd, Xpos::Vbn].map(|xpos| (tag(Upos::Verb, xpos), er("ed"))));
    }
    match upos {
        Upos::Noun => forms.push((tag(Upos::Noun, Xpos::Nns), s)),
        Upos::Adj => forms.extend([(tag(upos, Xpos::Jjr), er("er")), (tag(upos, Xpos::Jjs), er("est"))]),
        _ => {}
    }
    forms
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
    let title: String = target
        .chars()
        .enumerate()
        .map(|(at, letter)| if at == 0 { letter.to_uppercase().to_string() } else { letter.to_string() })
        .collect();
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
    // The ending of capitals says nothing of whether they are an abbreviation or shouted.
    let longest_ending = if matches!(question, Question::Case(Shape::Upper | Shape::Letter | Shape::Mixed)) { 0 } else { LONGEST };
    // Endings count types, so that one frequent word does not speak for its rhymes.
    let mut endings: BTreeMap<&[u8], Counts> = BTreeMap::new();
    for (word, counts) in words {
        let Some((answer, _)) = best(counts) else { continue };
        for length in 0..=word.len().min(longest_ending) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;
    use dateline_lang::clause::{Children, is_contracted_has};
    use dateline_lang::conllu::{self, Sentence};
    use dateline_lang::{Analysis, Deprel, Lemmatizer};
    use dateline_text::ByteSpan;

    #[test]
    fn forms_are_explained_and_made() {
        assert_eq!(explain("Cities", "city"), Some(((3, "y".to_owned()), Some(Letters::Lower))));
        assert_eq!(explain("Americans", "American"), Some(((1, String::new()), Some(Letters::Keep))));
        assert_eq!(explain("me", "I"), Some(((2, "i".to_owned()), Some(Letters::Title))));
        let forms = |base| regular_forms(Upos::Verb, base, true).into_iter().map(|(_, form)| form).collect::<Vec<_>>();
        assert_eq!(forms("stop"), ["stops", "stopping", "stopped", "stopped"]);
        assert_eq!(forms("vote"), ["votes", "voting", "voted", "voted"]);
        assert_eq!(forms("carry"), ["carries", "carrying", "carried", "carried"]);
        assert_eq!(forms("visit"), ["visits", "visiting", "visited", "visited"]);
    }

    /// An analysis of a gold sentence without lemmas and features. The text is the forms in a row, so that contractions have theirs.
    fn gold(sentence: &Sentence<'_>) -> Option<(String, Analysis)> {
        let (mut text, mut analysis) = (String::new(), Analysis::default());
        for row in sentence.words() {
            let start = text.len();
            text.push_str(row.form());
            analysis.segmentation.push(ByteSpan::new(start, text.len()), false);
            analysis.tags.push(Tag { upos: Upos::from_name(row.columns[3])?, xpos: Xpos::from_name(row.columns[4])? });
            analysis.heads.push(row.columns[6].parse::<u32>().ok()?.checked_sub(1));
            analysis.labels.push(Deprel::from_name(row.columns[7])?);
        }
        analysis.segmentation.end_sentence();
        Some((text, analysis))
    }

    /// Scores lemmas with gold tags and exact features with gold tags and trees.
    #[test]
    #[ignore = "needs the treebanks; prints the scores"]
    fn lemmas_and_features_reach_their_bars() {
        let (ewt, gum) = (data::read("ud-ewt-train.conllu.xz").unwrap(), data::read("ud-gum-train.conllu.xz").unwrap());
        let mut documents = data::documents(&ewt);
        documents.extend(data::documents(&gum).into_iter().filter(|document| data::OPEN_GENRES.contains(&document.genre)));
        let part = train(&documents);
        let lemmatizer = Lemmatizer::read(&part).unwrap();
        let morphology = Morphology::load();
        println!("{} bytes", part.len());
        assert!(part.len() < 400_000);
        // GUM marks degree on every adverb, number on `you` and person on imperatives, which the Web Treebank does not.
        for (name, lemma_bar, feature_bar) in [("ud-ewt-dev.conllu.xz", 0.985, 0.98), ("ud-gum-dev.conllu.xz", 0.99, 0.945)] {
            let file = data::read(name).unwrap();
            let (mut total, mut lemmas, mut features) = (0, 0, 0);
            for sentence in conllu::sentences(&file) {
                let Some((text, mut analysis)) = gold(&sentence) else { continue };
                let children = Children::of(&analysis);
                for (word, row) in sentence.words().enumerate() {
                    let mut lemma = String::new();
                    if is_contracted_has(&text, &analysis, &children, word) {
                        lemma.push_str("have");
                    } else {
                        lemmatizer.lemma(row.form(), analysis.tags[word], &mut lemma);
                    }
                    total += 1;
                    // The rest of a word that is written apart has no lemma.
                    lemmas += u32::from(row.columns[2] == "_" || lemma == row.columns[2]);
                    analysis.lemmas.push(&lemma);
                }
                morphology.fill(&text, &mut analysis);
                features += sentence.words().zip(&analysis.morphs).filter(|(row, morph)| morph.to_string() == row.columns[5]).count();
            }
            let (lemmas, features) = (f64::from(lemmas) / f64::from(total), features as f64 / f64::from(total));
            println!("{name}: {total} words, lemmas {:.2} %, features {:.2} %", lemmas * 100., features * 100.);
            assert!(lemmas > lemma_bar && features > feature_bar);
        }
    }
}
