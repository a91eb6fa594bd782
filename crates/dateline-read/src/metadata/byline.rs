//! Authors: names only, one each.

use super::clean;
use super::words::{Words, part};
use crate::html::{Attr, ElementId, Outline, Tag};

/// How a page writes its bylines.
#[derive(Debug, Clone, Copy)]
pub struct Hand<'w> {
    /// The word lists.
    pub words: &'w Words,
    /// The page's language, a folder of `lexicon/`: words that join names in it do so, others may be names.
    pub language: Option<&'w str>,
    /// The outlet's names as [`clean::key`] gives them, without spaces: cut off behind a name.
    pub sites: &'w [String],
}

impl Hand<'_> {
    /// Whether the page's language, or English, is among these.
    fn speaks(&self, languages: Option<&Vec<&str>>) -> bool {
        languages
            .is_some_and(|languages| languages.iter().any(|language| *language == "en" || self.language.is_none_or(|own| own == *language)))
    }
}

/// The names in one statement of authorship, in order, without duplicates.
pub fn names(raw: &str, hand: Hand<'_>) -> Vec<String> {
    let raw = clean::words(raw);
    let mut names: Vec<String> = Vec::new();
    if raw.len() > 400 || is_address(&raw) {
        return names;
    }
    for part in parts(&raw, hand) {
        if !names.is_empty() && is_degree(part) && hand.words.agency(part).is_none() {
            continue;
        }
        if let Some(name) = name(part, hand) {
            push(&mut names, name);
        }
    }
    names
}

/// Whether a part behind a name is a degree or a station: up to four capitals (`RDN`, `M.D.`).
fn is_degree(part: &str) -> bool {
    let letters = part.chars().filter(|character| character.is_alphabetic()).count();
    (2..=5).contains(&letters)
        && part.is_ascii()
        && !part.contains(' ')
        && part.chars().filter(char::is_ascii_uppercase).count() + 1 >= letters
}

/// Adds a name unless the list has it or a longer form of it.
pub fn push(names: &mut Vec<String>, name: String) {
    let key = clean::key(&name);
    if !names.iter().any(|known| clean::key(known) == key) {
        names.push(name);
    }
}

fn is_address(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("http:") || text.starts_with("https:") || text.starts_with("www.") || text.starts_with('/') || text.starts_with('@')
}

/// Cuts at commas and other marks, at joining words, and before what introduces a place.
fn parts<'r>(raw: &'r str, hand: Hand<'_>) -> Vec<&'r str> {
    let mut parts = Vec::new();
    for piece in raw.split([',', ';', '|', '•', '·', '\n', '、', '，', '／', '●', '&', '*', '：']) {
        for piece in piece
            .split(" / ")
            .flat_map(|piece| piece.split(" – "))
            .flat_map(|piece| piece.split(" - "))
            .flat_map(|piece| piece.split(" — "))
        {
            let mut start = 0;
            let mut at = 0;
            for word in piece.split_inclusive(' ') {
                let bare = word.trim();
                if at > start
                    && bare.chars().all(|c| !c.is_uppercase())
                    && hand.speaks(hand.words.and.get(bare))
                    && joins(piece, start, at, at + word.len())
                {
                    parts.push(piece[start..at].trim());
                    start = at + word.len();
                }
                at += word.len();
            }
            parts.push(piece[start..].trim());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// A single letter such as the Spanish `y` joins two whole names, not the halves of one.
fn joins(piece: &str, start: usize, at: usize, after: usize) -> bool {
    let (left, right) = (piece[start..at].trim(), piece[after..].trim());
    let short = piece[at..after].trim().chars().count() == 1;
    let whole = |name: &str| name.contains(' ') || name.chars().all(char::is_uppercase);
    !right.is_empty() && (!short || (whole(left) && whole(right)))
}

/// One name without what stands around it, or nothing when no name is left.
fn name(part: &str, hand: Hand<'_>) -> Option<String> {
    let words = hand.words;
    let mut part = part.trim().trim_matches(['"', '“', '”', '[', ']', '{', '}', ':', '-', '–', '—', '|', '/']).trim();
    part = part.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(part);
    part = strip_by(part, hand);
    if let Some(at) = part.find(['(', '[', '<', '（']).filter(|at| *at > 0) {
        part = part[..at].trim_end();
    }
    let mut kept: Vec<&str> = Vec::new();
    for (index, word) in part.split(' ').enumerate() {
        if word.contains('@') || is_address(word) || word.contains("://") {
            if kept.is_empty() && word.contains('@') {
                return None;
            }
            break;
        }
        if index > 0 && (hand.speaks(words.places.get(word)) || word.chars().any(|character| character.is_ascii_digit())) {
            break;
        }
        kept.push(word);
    }
    let mut words_left = kept.len();
    // A month or a label such as "Published" begins what is no name any more.
    let date = |word: &&str| {
        let word = word.trim_end_matches([':', '.', ',']).to_lowercase();
        words.labels.contains_key(&word) || word.len() > 3 && words.months.contains_key(&word)
    };
    if let Some(at) = kept.iter().skip(2).position(date) {
        words_left = at + 2;
    }
    // The agency or the outlet behind a person's name.
    let outlet = |from: usize, to: usize| {
        let tail = kept[from..to].join(" ");
        words.agency(&tail).is_some() || hand.sites.contains(&clean::key(&tail).replace(' ', ""))
    };
    if let Some(from) = (2..words_left).find(|from| words_left - from <= 5 && outlet(*from, words_left)) {
        words_left = from;
    }
    // Roles behind a name: as many words as a listed role has.
    'roles: loop {
        for take in (1..=4.min(words_left)).rev() {
            let tail = kept[words_left - take..words_left].join(" ").to_lowercase();
            if words.roles.contains(tail.trim_end_matches([']', ')'])) {
                if words_left == take || words_left - take >= 2 || !kept[0].is_ascii() {
                    words_left -= take;
                    continue 'roles;
                }
                break 'roles;
            }
        }
        break;
    }
    // Roles before a name.
    let mut first = 0;
    'before: while first < words_left {
        for take in (1..=3.min(words_left - first)).rev() {
            if words_left - first - take >= 2 && words.roles.contains(&kept[first..first + take].join(" ").to_lowercase()) {
                first += take;
                continue 'before;
            }
        }
        break;
    }
    let name = kept[first..words_left].join(" ");
    let name = name.trim_matches(|character: char| {
        matches!(character, '.' | ':' | '-' | '–' | '—' | '_' | '\'' | '’' | '/' | '*' | '+' | '=' | ')' | ']') && !ends_initial(&name)
    });
    let key = clean::key(name);
    let letters = name.chars().filter(|character| character.is_alphabetic()).count();
    if letters < 2
        || name.chars().count() > 80
        || name.split(' ').count() > 8
        || words.nobody.contains(&key)
        || words.labels.contains_key(&key)
        || words.by.contains_key(&key)
    {
        return None;
    }
    // Labels (`Image: …`), numbers, and names of accounts (`ann.lee.12`) are no names of people.
    let account = !name.contains(' ')
        && name.is_ascii()
        && !name.chars().any(|c| c.is_ascii_uppercase())
        && name.contains(['.', '_'])
        && !name[name.find(['.', '_']).unwrap_or(0)..].starts_with(".com");
    if name.contains(": ")
        || name.chars().all(|character| character.is_ascii_digit() || character == '-')
        || account && words.agency(name).is_none() && !hand.sites.contains(&clean::key(name).replace(' ', ""))
    {
        return None;
    }
    Some(recase(name, words))
}

/// Whether a final full stop belongs to an initial (`Lee J.`) or an abbreviation (`Jr.`).
fn ends_initial(name: &str) -> bool {
    name.ends_with('.') && name.rsplit(' ').next().is_some_and(|word| word.chars().count() <= 3)
}

/// Removes `By`, `Von`, `Text:` and their like from the front, also twice.
fn strip_by<'p>(part: &'p str, hand: Hand<'_>) -> &'p str {
    let mut part = part;
    for _ in 0..3 {
        let mut ends: Vec<usize> =
            part.char_indices().filter(|(_, character)| *character == ' ' || *character == ':').map(|(at, _)| at).take(4).collect();
        ends.reverse();
        let found = ends.into_iter().find(|end| {
            let head = part[..*end].trim_end_matches(':');
            head.chars().count() > 1 && hand.speaks(hand.words.by.get(&head.to_lowercase()))
        });
        let Some(end) = found else { break };
        part = part[end..].trim_start_matches([':', ' ']);
    }
    part
}

/// `JANE DOE` becomes `Jane Doe`; acronyms and outlets keep their capitals.
fn recase(name: &str, words: &Words) -> String {
    let shouting = name.contains(' ') && !name.chars().any(char::is_lowercase) && words.agency(name).is_none();
    if !shouting || name.split(' ').any(|word| word.chars().count() < 3 && !word.ends_with('.')) {
        return name.to_owned();
    }
    let mut text = String::with_capacity(name.len());
    let mut start = true;
    for character in name.chars() {
        if start {
            text.push(character);
        } else {
            text.extend(character.to_lowercase());
        }
        start = !character.is_alphabetic();
    }
    text
}

/// Whether a string looks like the name of one person: two to five words that begin with capitals, or a short one in a
/// script without capitals.
pub fn looks_like_person(name: &str) -> bool {
    let count = name.split(' ').count();
    if name.chars().any(|character| character.is_numeric()) {
        return false;
    }
    let cased = name.chars().any(|character| character.is_lowercase() || character.is_uppercase());
    if !cased {
        return (2..=12).contains(&name.chars().count());
    }
    let capitals = name.split(' ').filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    (2..=5).contains(&count) && capitals >= 2 && capitals + 2 >= count
}

/// The byline that the page shows: an element that its class, or a link that its address, says names an author; the
/// first after the heading, else the last before it.
pub fn visible(outline: &Outline<'_>, from: ElementId, hand: Hand<'_>) -> Vec<String> {
    let mut named: Vec<ElementId> = Vec::new();
    for (id, element) in (0..).zip(outline.elements()) {
        let silent = element.tag.is_void() || element.tag.is_silent() || matches!(element.tag, Tag::Body | Tag::Html | Tag::Meta);
        if silent || element.runs.0 == element.runs.1 || element.runs.1 - element.runs.0 > 24 {
            continue;
        }
        if says(outline, id, hand.words) & (part::BYLINE | part::ELSEWHERE) == part::BYLINE || is_author_link(outline, id, hand.words) {
            named.push(id);
        }
        if named.len() > 48 {
            break;
        }
    }
    let after = named.iter().filter(|id| **id > from);
    let before = named.iter().rev().filter(|id| **id < from);
    let order: Vec<ElementId> = after.chain(before).copied().collect();
    [part::NOT, part::ELSEWHERE]
        .into_iter()
        .find_map(|bits| order.iter().find_map(|id| people_in(outline, *id, bits, hand)))
        .unwrap_or_default()
}

/// A link to the page of an author: `/author/ann-lee`.
fn is_author_link(outline: &Outline<'_>, id: ElementId, words: &Words) -> bool {
    outline.element(id).tag == Tag::A
        && outline.attr(id, Attr::Href).is_some_and(|href| {
            let path = href.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
            // The last segment is the name itself.
            path.rsplit('/').skip(1).take(3).any(|segment| words.author_paths.contains(segment))
        })
}

/// The people that an element names, unless a part around it says one of `bits`.
fn people_in(outline: &Outline<'_>, id: ElementId, bits: u8, hand: Hand<'_>) -> Option<Vec<String>> {
    let walls = |id: ElementId| {
        let tag = outline.element(id).tag;
        matches!(tag, Tag::Footer | Tag::Nav | Tag::Aside)
            || !matches!(tag, Tag::Body | Tag::Html) && says(outline, id, hand.words) & bits != 0
    };
    if outline.ancestors(id).take(12).any(walls) {
        return None;
    }
    let text = outline.text_in(id);
    if text.is_empty() || text.chars().count() > 160 {
        return None;
    }
    people(&text, hand)
}

/// The names of a text that are people or agencies.
fn people(text: &str, hand: Hand<'_>) -> Option<Vec<String>> {
    let found: Vec<String> =
        names(text, hand).into_iter().filter(|name| looks_like_person(name) || hand.words.agency(name).is_some()).collect();
    (!found.is_empty()).then_some(found)
}

/// The names on a line that says who wrote: `By Ann Lee`, `3 May 2024 | Von Anna Lehm`.
pub fn of_line(line: &str, hand: Hand<'_>) -> Option<Vec<String>> {
    if line.chars().count() > 120 {
        return None;
    }
    line.split(['|', '•', '·']).chain(line.split(" - ")).find_map(|piece| {
        let piece = piece.trim();
        let (first, _) = piece.split_once([' ', ':'])?;
        let by = hand.words.by.get(&first.to_lowercase());
        let found = names(piece, hand);
        let person = |name: &String| looks_like_person(name) || hand.words.agency(name).is_some();
        (hand.speaks(by) && !found.is_empty() && found.iter().all(person)).then_some(found)
    })
}

/// What an element's class, id and part names say of it, as bits of [`part`].
pub fn says(outline: &Outline<'_>, id: ElementId, words: &Words) -> u8 {
    let mut bits = 0;
    for (attr, value) in outline.attrs(id) {
        match attr {
            Attr::Class | Attr::Id | Attr::Part | Attr::Itemprop => bits |= of_name(value, words),
            Attr::Rel if value == "author" => bits |= part::BYLINE,
            _ => {}
        }
    }
    bits
}

fn of_name(value: &str, words: &Words) -> u8 {
    let mut bits = 0;
    let mut word = String::new();
    let mut last_lower = false;
    for character in value.chars().take(300).chain(std::iter::once(' ')) {
        let cut = !character.is_ascii_alphabetic() || (character.is_ascii_uppercase() && last_lower);
        if cut && !word.is_empty() {
            bits |= words.parts.get(&word).copied().unwrap_or(0);
            word.clear();
        }
        if character.is_ascii_alphabetic() {
            word.push(character.to_ascii_lowercase());
        }
        last_lower = character.is_ascii_lowercase();
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_only() {
        let words = Words::load();
        for (raw, expected) in [
            ("By Ann Lee", vec!["Ann Lee"]),
            ("By Ann Lee and Bob Fox", vec!["Ann Lee", "Bob Fox"]),
            ("Von Anna Lehm und Jörg Ott", vec!["Anna Lehm", "Jörg Ott"]),
            ("Trine Holm og Tor Lund ", vec!["Trine Holm", "Tor Lund"]),
            ("Ana Ruiz y Gasset", vec!["Ana Ruiz y Gasset"]),
            ("Ana Ruiz y Juan Sol", vec!["Ana Ruiz", "Juan Sol"]),
            ("Ann Lee, Staff Writer", vec!["Ann Lee"]),
            ("Ann Lee Senior Reporter", vec!["Ann Lee"]),
            ("Mathias Holm / Journalist", vec!["Mathias Holm"]),
            ("ANN LEE, ann.lee@valepost.example", vec!["Ann Lee"]),
            ("Ann Lee (ale)", vec!["Ann Lee"]),
            ("Ann Lee in Berlin", vec!["Ann Lee"]),
            ("Ann Lee;Ann Lee", vec!["Ann Lee"]),
            ("https://www.facebook.com/valepost", vec![]),
            ("@annlee", vec![]),
            ("admin", vec![]),
            ("AFP", vec!["AFP"]),
            ("구현모 기자 abc@vale.example", vec!["구현모"]),
            ("J. R. Lee Jr.", vec!["J. R. Lee Jr."]),
            ("De Witt", vec!["De Witt"]),
            ("Ann Lee MS, RDN, LD", vec!["Ann Lee MS"]),
            ("Ann Lee Published May 3", vec!["Ann Lee"]),
            ("Ann Lee Associated Press", vec!["Ann Lee"]),
            ("(Image: Vale Pictures)", vec![]),
            ("ann.lee.1232", vec![]),
            ("Vale staff reporter", vec!["Vale staff reporter"]),
        ] {
            let language = if raw.contains(" und ") {
                "de"
            } else if raw.contains(" og ") {
                "nb"
            } else if raw.contains(" y ") {
                "es"
            } else {
                "en"
            };
            assert_eq!(names(raw, Hand { words: &words, language: Some(language), sites: &[] }), expected, "{raw}");
        }
    }
}
