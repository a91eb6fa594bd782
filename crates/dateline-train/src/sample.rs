//! Sentences as the trainers see them.

use std::collections::BTreeMap;

use dateline_lang::conllu::Sentence;
use dateline_lang::labels::{Deprel, Tag, Upos, Xpos};
use dateline_lang::lexical::{self, Known, Word, Words};
use dateline_lang::parser::{self, Token};

use crate::data::Document;

/// One sentence with what is to be learned of it.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    /// Its words' forms.
    pub forms: Vec<String>,
    /// Its words as features see them.
    pub words: Vec<Word>,
    /// Its tags: places in the list of tags.
    pub tags: Vec<u8>,
    /// Tags as a tagger gave them that did not see the sentence.
    pub guessed: Vec<u8>,
    /// Heads from 0, the root as the number of words.
    pub heads: Vec<u16>,
    /// Relations.
    pub labels: Vec<Deprel>,
    /// The universal tags of the file.
    pub upos: Vec<Upos>,
}

/// Least number of times that a combination of tags must be seen to be one of the model's.
const TAG_COUNT: usize = 10;

/// The tags that are seen often enough, the most frequent first.
#[must_use]
pub fn tags(documents: &[&Document<'_>]) -> Vec<Tag> {
    let mut counts: BTreeMap<Tag, usize> = BTreeMap::new();
    for sentence in documents.iter().flat_map(|document| &document.sentences) {
        for tag in sentence.words().filter_map(|row| tag(row.columns[3], row.columns[4])) {
            *counts.entry(tag).or_default() += 1;
        }
    }
    let mut tags: Vec<_> = counts.into_iter().filter(|&(_, count)| count >= TAG_COUNT).collect();
    tags.sort_by_key(|&(tag, count)| (std::cmp::Reverse(count), tag));
    tags.into_iter().map(|(tag, _)| tag).take(dateline_lang::tagger::WIDTH).collect()
}

fn tag(upos: &str, xpos: &str) -> Option<Tag> {
    Some(Tag { upos: Upos::from_name(upos)?, xpos: Xpos::from_name(xpos)? })
}

/// Reads sentences; those that are no tree are left out.
#[must_use]
pub fn samples(documents: &[&Document<'_>], words: &Words<'_>, tags: &[Tag]) -> Vec<Sample> {
    documents.iter().flat_map(|document| &document.sentences).filter_map(|sentence| sample(sentence, words, tags)).collect()
}

/// Reads one sentence.
#[must_use]
pub fn sample(sentence: &Sentence<'_>, words: &Words<'_>, tags: &[Tag]) -> Option<Sample> {
    let mut sample = Sample::default();
    let count = sentence.words().count();
    for row in sentence.words() {
        let form = row.form();
        let upos = Upos::from_name(row.columns[3])?;
        // A rare combination is learned as the commonest one with the same universal tag.
        let found = tag(row.columns[3], row.columns[4]).and_then(|tag| tags.iter().position(|&it| it == tag));
        let at = found.or_else(|| tags.iter().position(|it| it.upos == upos))?;
        let head: usize = row.columns[6].parse().ok()?;
        sample.forms.push(form.to_owned());
        sample.tags.push(at as u8);
        sample.upos.push(upos);
        sample.heads.push(if head == 0 { count } else { head - 1 } as u16);
        sample.labels.push(
            Deprel::from_name(row.columns[7]).or_else(|| Deprel::from_name(row.columns[7].split(':').next()?)).unwrap_or(Deprel::Dep),
        );
    }
    sample.look_up(words);
    Some(sample)
}

impl Sample {
    /// Fills in what features see of the words.
    pub fn look_up(&mut self, words: &Words<'_>) {
        let as_lower = lexical::is_capitals(self.forms.iter().map(String::as_str));
        let mut buffer = String::new();
        self.words = self.forms.iter().map(|form| words.word(form, as_lower, &mut buffer)).collect();
    }

    /// The words with these tags, as the parser sees them.
    #[must_use]
    pub fn tokens(&self, given: &[u8], tags: &[Tag]) -> Vec<Token> {
        self.words.iter().zip(given).map(|(word, &tag)| Token::new(word, tag, parser::kind(tags[usize::from(tag)]))).collect()
    }
}

/// The part of the model that knows words: clusters, and the tags that frequent words take.
#[must_use]
pub fn words(documents: &[&Document<'_>], tags: &[Tag], clusters: &str) -> Vec<u8> {
    let mut paths = BTreeMap::new();
    let mut known: BTreeMap<u64, Known> = BTreeMap::new();
    for line in clusters.lines() {
        let mut columns = line.split('\t');
        let (Some(path), Some(word)) = (columns.next(), columns.next()) else { continue };
        let next = paths.len() + 1;
        let cluster = *paths.entry(path).or_insert(next);
        known.entry(lexical::hash(word)).or_default().cluster = cluster as u8;
    }
    let mut short: [BTreeMap<&str, u8>; 2] = Default::default();
    let mut prefixes = vec![[0; 2]; paths.len()];
    for (path, cluster) in &paths {
        for (level, length) in [6, 4].into_iter().enumerate() {
            let prefix = &path[..path.len().min(length)];
            let next = short[level].len() + 1;
            prefixes[cluster - 1][level] = *short[level].entry(prefix).or_insert(next as u8);
        }
    }
    let mut seen: BTreeMap<&str, BTreeMap<u8, usize>> = BTreeMap::new();
    for row in documents.iter().flat_map(|document| &document.sentences).flat_map(Sentence::words) {
        if let Some(at) = tag(row.columns[3], row.columns[4]).and_then(|tag| tags.iter().position(|&it| it == tag)) {
            *seen.entry(row.form()).or_default().entry(at as u8).or_default() += 1;
        }
    }
    let mut classes: BTreeMap<Vec<u8>, u16> = BTreeMap::new();
    for (form, counts) in seen {
        let all: usize = counts.values().sum();
        if all < 5 {
            continue;
        }
        let mut often: Vec<_> = counts.into_iter().filter(|&(_, count)| count * 20 >= all).collect();
        often.sort_by_key(|&(tag, count)| (std::cmp::Reverse(count), tag));
        let class: Vec<u8> = often.into_iter().map(|(tag, _)| tag).collect();
        let next = classes.len() as u16 + 1;
        known.entry(lexical::hash(form)).or_default().class = *classes.entry(class).or_insert(next);
    }
    lexical::write_words(&prefixes, &known.into_iter().collect::<Vec<_>>())
}
