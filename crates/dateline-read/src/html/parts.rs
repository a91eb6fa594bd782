//! What the names and tags of a page's elements say about their content: the body, a menu, a list of related
//! articles, comments.
//!
//! The names come from `lexicon/web/parts.toml`. A name is cut into words at every sign, digit and change of case;
//! an entry matches its words in a row, or written as one.

use dateline_text::BlockKind;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::outline::{Attr, Outline};
use super::tag::Tag;
use crate::letters::push_lower;

/// Entries up to this length count only between signs, not between digits or changes of case.
const SHORT_ENTRY: usize = 3;

/// What an element's name or tag says of the lines inside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Part {
    /// It is named as the article's body.
    pub body: bool,
    /// It is named as the summary between headline and body.
    pub standfirst: bool,
    /// It is a post from elsewhere that the article quotes.
    pub embed: bool,
    /// It is named as something that a click unfolds.
    pub unfold: bool,
    /// It is hidden until a script shows it.
    pub hidden: bool,
    /// It is not the article, however much stands in it.
    pub never: Option<Verdict>,
    /// It is surely not the article, unless much of the article stands in it.
    pub sure: Option<Verdict>,
    /// It is likely not the article: where it holds mostly short lines, only what reads like a paragraph is.
    pub likely: Option<Verdict>,
}

impl Part {
    /// Adds what another name of the same element says; of two verdicts the first stands.
    fn and(&mut self, other: &Self) {
        self.body |= other.body;
        self.standfirst |= other.standfirst;
        self.embed |= other.embed;
        self.unfold |= other.unfold;
        self.hidden |= other.hidden;
        self.never = self.never.or(other.never);
        self.sure = self.sure.or(other.sure);
        self.likely = self.likely.or(other.likely);
    }
}

/// Why a part is not the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// What its lines are.
    pub kind: BlockKind,
    /// The entry of the lexicon, or the tag, that says so.
    pub why: &'static str,
}

/// The compiled names.
#[derive(Debug, Default)]
pub struct Names {
    /// By the entry's words, joined by spaces and joined by nothing.
    entries: FxHashMap<&'static str, Part>,
    /// The most words in an entry, by its first word.
    longest: FxHashMap<&'static str, usize>,
    switches: Vec<&'static str>,
    /// Classes of the element of a post, and the prefixes of the classes there that are its categories.
    post: FxHashSet<String>,
    taxonomy: Vec<String>,
    /// Classes that hide an element, and the endings of those that show it again.
    hidden: FxHashSet<String>,
    shows: Vec<String>,
}

/// One table of `parts.toml`.
#[derive(Debug, Deserialize)]
struct Table {
    kind: Option<String>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    never: Vec<String>,
    #[serde(default)]
    sure: Vec<String>,
    #[serde(default)]
    likely: Vec<String>,
    #[serde(default)]
    first: Vec<String>,
    #[serde(default)]
    classes: Vec<String>,
    #[serde(default)]
    prefixes: Vec<String>,
    #[serde(default)]
    shows: Vec<String>,
}

impl Names {
    /// Compiles `lexicon/web/parts.toml`.
    pub fn load() -> Self {
        let text = dateline_lexicon::file("web/parts.toml").expect("the lexicon has web/parts.toml");
        let tables: FxHashMap<String, Table> = toml::from_str(text).expect("web/parts.toml has its shape");
        let mut tables: Vec<_> = tables.into_iter().collect();
        tables.sort_by(|one, other| one.0.cmp(&other.0));
        let mut names = Self::default();
        for (name, table) in tables {
            let kind = table.kind.as_deref().map(kind).unwrap_or(BlockKind::Other);
            names.add(table.names, |part, _| match &*name {
                "standfirst" => part.standfirst = true,
                "embed" => part.embed = true,
                "unfold" => part.unfold = true,
                _ => part.body = true,
            });
            names.add(table.never, |part, why| part.never = part.never.or(Some(Verdict { kind, why })));
            names.add(table.sure, |part, why| part.sure = part.sure.or(Some(Verdict { kind, why })));
            names.add(table.likely, |part, why| part.likely = part.likely.or(Some(Verdict { kind, why })));
            match &*name {
                "post" => names.post.extend(table.classes),
                "hidden" => names.hidden.extend(table.classes),
                _ => {}
            }
            names.taxonomy.extend(table.prefixes);
            names.shows.extend(table.shows);
            names.switches.extend(table.first.into_iter().map(|word| &*word.leak()));
        }
        names
    }

    fn add(&mut self, entries: Vec<String>, mark: impl Fn(&mut Part, &'static str)) {
        for entry in entries {
            // The lexicon lives as long as the program: its words are leaked once so that reasons can name them.
            let entry: &'static str = entry.leak();
            let joined: &'static str = if entry.contains(' ') { entry.replace(' ', "").leak() } else { entry };
            for form in [entry, joined] {
                mark(self.entries.entry(form).or_default(), entry);
                let mut words = form.split(' ');
                let longest = self.longest.entry(words.next().unwrap_or_default()).or_default();
                *longest = (words.count() + 1).max(*longest);
            }
        }
    }

    /// Whether a class list hides the element at every width of the window, as utility classes of Bootstrap, Tailwind
    /// and their like do.
    fn hides(&self, value: &str) -> bool {
        let shows = |name: &str| name.contains(['-', ':']) && self.shows.iter().any(|display| name.ends_with(&**display));
        value.split_ascii_whitespace().any(|name| self.hidden.contains(name)) && !value.split_ascii_whitespace().any(shows)
    }

    /// What one attribute value (a class list, an id) says.
    fn of_value(&self, value: &str) -> Part {
        let mut part = if self.hides(value) { hidden() } else { Part::default() };
        let post = value.split_ascii_whitespace().any(|name| self.post.contains(name));
        for name in value.split_ascii_whitespace().take(24) {
            if post && self.taxonomy.iter().any(|prefix| name.starts_with(&**prefix)) {
                continue;
            }
            let words = Words::of(name);
            if words.len() > 1 && self.switches.contains(&words.get(0, 1)) {
                continue;
            }
            for from in 0..words.len() {
                let longest = self.longest.get(words.get(from, from + 1)).copied().unwrap_or_default();
                for to in from + 1..=(from + longest).min(words.len()) {
                    let entry = words.get(from, to);
                    // `ad` in a machine-made name such as `b53ad4` or `fAdKq` is chance.
                    if entry.len() <= SHORT_ENTRY && !words.stands_alone(from, to) {
                        continue;
                    }
                    if let Some(found) = self.entries.get(entry) {
                        part.and(found);
                    }
                }
            }
        }
        part
    }

    /// What every element of a page says, by its index.
    pub fn of_page(&self, outline: &Outline<'_>) -> Vec<Part> {
        let mut known: FxHashMap<&str, Part> = FxHashMap::default();
        let mut parts = Vec::with_capacity(outline.elements().len());
        for (id, element) in (0..).zip(outline.elements()) {
            let mut part = of_tag(element.tag);
            if matches!(element.tag, Tag::Html | Tag::Body | Tag::Head | Tag::Meta | Tag::Link | Tag::Script) {
                parts.push(part);
                continue;
            }
            // React streams late parts of a page in hidden elements `S:n` and moves them into place.
            let streamed = outline.attr(id, Attr::Id).is_some_and(|id| id.starts_with("S:"));
            for (attr, value) in outline.attrs(id) {
                match attr {
                    Attr::Class | Attr::Id | Attr::Part => part.and(known.entry(value).or_insert_with(|| self.of_value(value))),
                    Attr::Itemprop => part.and(&of_itemprop(value)),
                    Attr::Role => part.and(&of_role(value)),
                    Attr::Style => part.and(&of_style(value)),
                    Attr::Hidden if !streamed => part.and(&hidden()),
                    _ => {}
                }
            }
            parts.push(part);
        }
        parts
    }
}

fn sure(kind: BlockKind, why: &'static str) -> Part {
    Part { sure: Some(Verdict { kind, why }), ..Part::default() }
}

/// What HTML itself says (HTML standard, sections and grouping content).
fn of_tag(tag: Tag) -> Part {
    match tag {
        Tag::Nav | Tag::Menu => sure(BlockKind::Navigation, "nav"),
        Tag::Footer => sure(BlockKind::Navigation, "footer"),
        Tag::Aside => sure(BlockKind::Other, "aside"),
        Tag::Form | Tag::Fieldset | Tag::Search => sure(BlockKind::Navigation, "form"),
        Tag::Button | Tag::Select | Tag::Option | Tag::Optgroup | Tag::Label | Tag::Legend => {
            sure(BlockKind::Navigation, "button or form field")
        }
        Tag::Figcaption | Tag::Caption | Tag::Picture => sure(BlockKind::Caption, "figcaption"),
        Tag::Figure => Part { likely: Some(Verdict { kind: BlockKind::Caption, why: "figure" }), ..Part::default() },
        Tag::Dialog => sure(BlockKind::Promo, "dialog"),
        Tag::Header => Part { likely: Some(Verdict { kind: BlockKind::Navigation, why: "header" }), ..Part::default() },
        Tag::Address => Part { likely: Some(Verdict { kind: BlockKind::Credit, why: "address" }), ..Part::default() },
        _ => Part::default(),
    }
}

/// What microdata says (schema.org).
fn of_itemprop(value: &str) -> Part {
    match value {
        "articleBody" | "reviewBody" => Part { body: true, ..Part::default() },
        "author" | "creator" | "datePublished" | "dateModified" | "publisher" | "copyrightHolder" => {
            sure(BlockKind::Credit, "itemprop=author")
        }
        "caption" => sure(BlockKind::Caption, "itemprop=caption"),
        "comment" => sure(BlockKind::Comment, "itemprop=comment"),
        _ => Part::default(),
    }
}

/// What WAI-ARIA landmark roles say.
fn of_role(value: &str) -> Part {
    let navigation = |why| sure(BlockKind::Navigation, why);
    match value {
        "navigation" => navigation("role=navigation"),
        "menu" | "menubar" => navigation("role=menu"),
        "toolbar" => navigation("role=toolbar"),
        "tablist" => navigation("role=tablist"),
        "contentinfo" => navigation("role=contentinfo"),
        "banner" => navigation("role=banner"),
        "search" => navigation("role=search"),
        "complementary" => sure(BlockKind::Other, "role=complementary"),
        "note" => sure(BlockKind::Other, "role=note"),
        "dialog" | "alertdialog" => Part { never: Some(Verdict { kind: BlockKind::Promo, why: "role=dialog" }), ..Part::default() },
        _ => Part::default(),
    }
}

/// Whether a style hides the element.
fn of_style(value: &str) -> Part {
    let hides = value.split(';').any(|declaration| {
        let Some((property, value)) = declaration.split_once(':') else { return false };
        let value = value.trim();
        (property.trim().eq_ignore_ascii_case("display") && value.len() >= 4 && value.as_bytes()[..4].eq_ignore_ascii_case(b"none"))
            || (property.trim().eq_ignore_ascii_case("visibility")
                && value.len() >= 6
                && value.as_bytes()[..6].eq_ignore_ascii_case(b"hidden"))
    });
    if hides { hidden() } else { Part::default() }
}

/// Hidden until a script shows it: an unfolded answer, the rest of an article behind a wall, or a menu.
fn hidden() -> Part {
    Part { hidden: true, ..sure(BlockKind::Other, "hidden") }
}

fn kind(name: &str) -> BlockKind {
    match name {
        "related" => BlockKind::Related,
        "promo" => BlockKind::Promo,
        "navigation" => BlockKind::Navigation,
        "credit" => BlockKind::Credit,
        "caption" => BlockKind::Caption,
        "comment" => BlockKind::Comment,
        _ => BlockKind::Other,
    }
}

/// The words of a name, lower case, joined by spaces.
struct Words {
    text: String,
    words: Vec<Word>,
}

/// Where a word begins and ends, and whether signs (or the name's ends) stand before and after it.
#[derive(Debug, Clone, Copy)]
struct Word {
    start: usize,
    end: usize,
    sign_before: bool,
    sign_after: bool,
}

impl Words {
    fn of(name: &str) -> Self {
        let mut words = Self { text: String::with_capacity(name.len() + 8), words: Vec::new() };
        let mut start = 0;
        let mut before = '-';
        let mut sign_before = true;
        for character in name.chars().take(96) {
            let splits = !character.is_alphabetic() || (character.is_uppercase() && before.is_lowercase());
            let sign = !character.is_alphanumeric();
            if splits && words.text.len() > start {
                words.push(start, sign_before, sign);
                start = words.text.len();
            }
            if character.is_alphabetic() {
                if words.text.len() == start {
                    sign_before = !before.is_alphanumeric();
                }
                push_lower(&mut words.text, character);
            }
            before = character;
        }
        if words.text.len() > start {
            words.push(start, sign_before, true);
        }
        words
    }

    fn push(&mut self, start: usize, sign_before: bool, sign_after: bool) {
        self.words.push(Word { start, end: self.text.len(), sign_before, sign_after });
        self.text.push(' ');
    }

    fn len(&self) -> usize {
        self.words.len()
    }

    fn get(&self, from: usize, to: usize) -> &str {
        &self.text[self.words[from].start..self.words[to - 1].end]
    }

    fn stands_alone(&self, from: usize, to: usize) -> bool {
        self.words[from].sign_before && self.words[to - 1].sign_after
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(value: &str) -> Part {
        Names::load().of_value(value)
    }

    #[test]
    fn names_are_cut_into_words() {
        let words = Words::of("c-articleBody__related2-links");
        assert_eq!(words.get(0, words.len()), "c article body related links");
    }

    #[test]
    fn entries_match_words_not_letters() {
        assert!(said("ArticleBody").body && said("articlebody").body && said("c-article-body__inner").body);
        assert_eq!(said("js-related-links").sure.map(|verdict| verdict.kind), Some(BlockKind::Related));
        assert_eq!(said("header-shadow").sure, None, "`ad` and `share` are words, not letters");
        assert_eq!(said("x53ad4 AdKqW").sure, None, "machine-made names say nothing");
        assert!(said("top-ad").sure.is_some());
        assert_eq!(said("has-sidebar no-comments").sure, None, "a switch names no part");
    }

    #[test]
    fn styles_that_hide() {
        assert!(of_style("color:red; DISPLAY : none").hidden);
        assert!(!of_style("display:block").hidden);
        assert!(said("cta hidden").hidden && !said("hidden md:block").hidden && !said("overflow-hidden").hidden);
    }
}
