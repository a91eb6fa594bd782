//! The headline: which of the page's titles it is, without the outlet's name.

use dateline_text::Basis;

use super::clean;
use super::words::Words;

/// Marks that set the outlet's name or a section apart from the headline.
const SEPARATORS: [&str; 16] =
    [" | ", " - ", " – ", " — ", " · ", " » ", " :: ", " • ", " › ", " « ", " < ", " ● ", "｜", " ｜ ", "--", "_"];

/// What each title's word weighs when they disagree. A heading is the headline that readers see; `<title>` is written
/// for search engines.
const HEADING: i32 = 12;
const META: i32 = 9;
const JSON_LD: i32 = 8;
const TITLE: i32 = 2;

/// The titles that a page gives itself, as they stand.
#[derive(Debug, Default)]
pub struct Titles<'t> {
    /// The JSON-LD article's headline.
    pub json_ld: Option<&'t str>,
    /// `og:title` or the nearest to it, then what other keys of `<meta>` say.
    pub meta: Vec<&'t str>,
    /// The words of the `h1` elements, in order: all of them, and those without a kicker in an element of its own.
    pub headings: Vec<(&'t str, &'t str)>,
    /// The text of `<title>`.
    pub title: Option<&'t str>,
}

/// One of the page's titles without the outlet's name.
struct Candidate {
    text: String,
    key: String,
    basis: Basis,
    weight: i32,
}

/// Chooses the headline: the title that most of the page's own titles agree with.
///
/// `sites` are the outlet's names as [`clean::key`] gives them, without spaces.
pub fn choose(titles: &Titles<'_>, sites: &[String], words: &Words) -> Option<(String, Basis)> {
    let candidate = |text: &str, basis, weight| {
        let text = strip(text, sites);
        let text = without_kicker(&text, words);
        let key = clean::key(&text);
        let empty = key.is_empty() || words.empty_titles.contains(&key) || sites.contains(&key.replace(' ', ""));
        (!empty).then_some(Candidate { text, key, basis, weight })
    };
    let mut candidates = Vec::new();
    candidates.extend(titles.meta.first().and_then(|text| candidate(text, Basis::Meta, META)));
    candidates.extend(titles.json_ld.and_then(|text| candidate(text, Basis::JsonLd, JSON_LD)));
    let title = titles.title.and_then(|text| candidate(text, Basis::Meta, TITLE));
    let others: Vec<&Candidate> = candidates.iter().chain(&title).collect();
    let headings = titles.headings.iter().filter_map(|(whole, bare)| {
        // A kicker is a part of the headline when another title has it too.
        let whole = candidate(whole, Basis::Visible, HEADING).filter(|whole| others.iter().any(|other| other.key == whole.key));
        whole.or_else(|| candidate(bare, Basis::Visible, HEADING))
    });
    let heading = heading(headings, &others);
    candidates.extend(heading);
    candidates.extend(title);
    let shared_twice =
        titles.meta.iter().skip(1).any(|other| clean::key(&strip(other, sites)) == candidates.first().map_or("", |first| &first.key));
    if let Some(alone) = alone_against_three(&candidates, shared_twice) {
        return Some((alone.text.clone(), alone.basis));
    }
    let score = |one: &Candidate| -> i32 {
        one.weight
            + candidates
                .iter()
                .filter(|two| !std::ptr::eq(*two, one))
                .map(|two| {
                    if two.key == one.key {
                        two.weight
                    } else if two.key.starts_with(&one.key) || one.key.starts_with(&two.key) {
                        two.weight / 2
                    } else if two.key.ends_with(&one.key) {
                        two.weight / 3
                    } else {
                        0
                    }
                })
                .sum::<i32>()
    };
    let mut best: Option<(i32, &Candidate)> = None;
    for candidate in &candidates {
        let score = score(candidate);
        if best.is_none_or(|(best, _)| score > best) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| (candidate.text.clone(), candidate.basis))
}

/// The Open Graph or JSON-LD title that stands alone where the other three titles are one: templates fill those from
/// one field, often the one for search engines, and the fourth was written for the article. An Open Graph title that only
/// cuts the others short was not, unless the page states it twice (`shared_twice`).
fn alone_against_three(candidates: &[Candidate], shared_twice: bool) -> Option<&Candidate> {
    let [meta, json_ld, heading, title] = candidates else { return None };
    if json_ld.key == heading.key && heading.key == title.key && meta.key != title.key {
        return (shared_twice || !title.key.starts_with(&meta.key)).then_some(meta);
    }
    (meta.key == heading.key && heading.key == title.key && json_ld.key != title.key).then_some(json_ld)
}

/// The heading of the article among the page's: the one most like its other titles, or the first.
fn heading(headings: impl Iterator<Item = Candidate>, others: &[&Candidate]) -> Option<Candidate> {
    let mut best: Option<(usize, Candidate)> = None;
    for heading in headings {
        let alike = others.iter().map(|other| shared(&heading.key, &other.key)).max().unwrap_or(0);
        if best.as_ref().is_none_or(|(most, _)| alike > *most) {
            best = Some((alike, heading));
        }
    }
    best.map(|(_, heading)| heading)
}

/// Per cent of words that two keys share.
fn shared(one: &str, two: &str) -> usize {
    let words: Vec<&str> = two.split(' ').collect();
    let common = one.split(' ').filter(|word| words.contains(word)).count();
    let all = one.split(' ').count() + words.len();
    200 * common / all.max(1)
}

/// A title without the name of its section before it: `Opinion | Dam holds`.
fn without_kicker(title: &str, words: &Words) -> String {
    match title.split_once(" | ") {
        Some((kicker, rest)) if words.kickers.contains(&kicker.to_lowercase()) => rest.trim_start().to_owned(),
        _ => title.to_owned(),
    }
}

/// A title without the outlet's name behind or before it.
pub fn strip(title: &str, sites: &[String]) -> String {
    let mut title = title.trim();
    for _ in 0..3 {
        let Some((head, tail)) = split_last(title) else { break };
        if !is_site(tail, sites) {
            break;
        }
        title = head;
    }
    if let Some((head, tail)) = split_first(title)
        && is_site(head, sites)
    {
        title = tail;
    }
    title.to_owned()
}

fn is_site(part: &str, sites: &[String]) -> bool {
    let key = clean::key(part).replace(' ', "");
    let whole = key.chars().count();
    whole >= 2
        && sites.iter().any(|site| {
            key == *site
                || (whole >= 4 && site.starts_with(&key))
                || (whole >= 5 && site.contains(&key))
                || (site.chars().count() >= 4 && key.contains(site.as_str()) && whole <= site.chars().count() + 12)
        })
}

fn split_last(title: &str) -> Option<(&str, &str)> {
    let (at, separator) = SEPARATORS.iter().filter_map(|separator| Some((title.rfind(separator)?, separator))).max_by_key(|(at, _)| *at)?;
    let (head, tail) = (title[..at].trim_end(), title[at + separator.len()..].trim_start());
    (!head.is_empty() && !tail.is_empty()).then_some((head, tail))
}

fn split_first(title: &str) -> Option<(&str, &str)> {
    let (at, separator) = SEPARATORS.iter().filter_map(|separator| Some((title.find(separator)?, separator))).min_by_key(|(at, _)| *at)?;
    let (head, tail) = (title[..at].trim_end(), title[at + separator.len()..].trim_start());
    (!head.is_empty() && !tail.is_empty()).then_some((head, tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outlet_s_name_goes() {
        let sites = ["valepost".to_owned(), "valepostcom".to_owned()];
        for (title, expected) in [
            ("Dam holds | Vale Post", "Dam holds"),
            ("Dam holds - Vale Post", "Dam holds"),
            ("Vale Post: Dam holds", "Vale Post: Dam holds"),
            ("Vale Post | Dam holds", "Dam holds"),
            ("Dam holds – for now", "Dam holds – for now"),
            ("Vale Post", "Vale Post"),
        ] {
            assert_eq!(strip(title, &sites), expected);
        }
    }

    fn chosen(json_ld: &str, meta: &[&str], headings: &[(&str, &str)], title: &str) -> Option<String> {
        let json_ld = Some(json_ld).filter(|text| !text.is_empty());
        let title = Some(title).filter(|text| !text.is_empty());
        let titles = Titles { json_ld, meta: meta.to_vec(), headings: headings.to_vec(), title };
        choose(&titles, &["valepost".to_owned()], &Words::load()).map(|(text, _)| text)
    }

    #[test]
    fn titles_vote() {
        let heading = ("Dam holds, engineers say", "Dam holds, engineers say");
        let outlet = ("Vale Post", "Vale Post");
        for (json_ld, meta, headings, title, expected) in [
            // The heading and JSON-LD agree.
            (
                "Dam holds, engineers say",
                "Seven facts on dams",
                vec![outlet, heading],
                "Dam news | Vale Post",
                Some("Dam holds, engineers say"),
            ),
            // Open Graph stands alone against three that come from one field.
            (
                "Dam news",
                "Dam holds, engineers say",
                vec![("Dam news", "Dam news")],
                "Dam news | Vale Post",
                Some("Dam holds, engineers say"),
            ),
            // … but not when it only cuts them short.
            ("Dam holds, engineers say", "Dam holds", vec![heading], "Dam holds, engineers say", Some("Dam holds, engineers say")),
            // A kicker that no other title has.
            ("", "Dam holds", vec![("Vale floods Dam holds", "Dam holds")], "", Some("Dam holds")),
            // A section before the headline.
            ("", "Opinion | Dam holds", vec![], "", Some("Dam holds")),
            ("", "Vale Post", vec![], "Home", None),
        ] {
            assert_eq!(chosen(json_ld, &[meta], &headings, title).as_deref(), expected, "{json_ld} {meta} {title}");
        }
    }
}
