//! How common words are in news: the table that stories and statements are weighed by.

use std::collections::BTreeMap;

use crate::data;

/// Sentences that a word must stand in to be listed.
const LEAST: u64 = 20;

/// The words of unlabelled news by the number of sentences that they stand in, to two digits; the first line counts all sentences.
///
/// # Errors
/// When the news are not there.
pub fn table() -> anyhow::Result<String> {
    let news = data::read("unlabelled-news-6M.research.txt.xz")?;
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let mut sentences = 0_u64;
    for line in news.lines() {
        sentences += 1;
        let lower = line.to_lowercase();
        let mut words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        words.sort_unstable();
        words.dedup();
        for word in words {
            if let Some(count) = counts.get_mut(word) {
                *count += 1;
            } else {
                counts.insert(word.to_owned(), 1);
            }
        }
    }
    let mut rows: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    for (word, &count) in counts.iter().filter(|(word, count)| **count >= LEAST && word.is_ascii()) {
        let unit = 10_u64.pow(count.ilog10().saturating_sub(1));
        rows.entry(count / unit * unit).or_default().push(word);
    }
    let mut out = format!("{sentences}\n");
    for (count, words) in rows.iter().rev() {
        out.push_str(&format!("{count} {}\n", words.join(" ")));
    }
    Ok(out)
}
