//! One pass over a page's elements that gathers what metadata rests on.

use super::words::{Field, Words, part};
use super::{byline, clean};
use crate::html::{Attr, ElementId, Outline, Tag};

/// Elements of one kind that are looked at, at most.
const MOST: usize = 64;

/// A heading of the page.
#[derive(Debug)]
pub struct Heading {
    /// Its element.
    pub element: ElementId,
    /// All its words.
    pub whole: String,
    /// Its words without a kicker in an element of its own.
    pub bare: String,
}

/// What a page's elements offer.
#[derive(Debug, Default)]
pub struct Harvest {
    /// Values of `<meta>`: the field, the rank of the key, the value, in the page's order.
    pub metas: Vec<(Field, u8, String)>,
    /// The text of `<title>`.
    pub title: Option<String>,
    /// `h1` elements with their words.
    pub headings: Vec<Heading>,
    /// `h2` elements, for pages without `h1`.
    pub subheadings: Vec<ElementId>,
    /// `time` elements.
    pub times: Vec<ElementId>,
    /// Elements with `itemprop`.
    pub itemprops: Vec<ElementId>,
    /// Links with `rel=author`.
    pub rel_authors: Vec<ElementId>,
    /// JSON-LD scripts.
    pub json_ld: Vec<ElementId>,
    /// Other scripts.
    pub scripts: Vec<ElementId>,
    /// The address of `<link rel=canonical>`.
    pub canonical: Option<String>,
    /// `lang` of `<html>`.
    pub lang: Option<String>,
}

impl Harvest {
    /// Reads the outline once.
    pub fn new(outline: &Outline<'_>, words: &Words) -> Self {
        let mut harvest = Self::default();
        let mut key = String::new();
        for (id, element) in (0..).zip(outline.elements()) {
            match element.tag {
                Tag::Meta => harvest.meta(outline, id, words, &mut key),
                Tag::Html => harvest.lang = outline.attr(id, Attr::Lang).map(str::to_owned),
                Tag::Link => {
                    let rel = outline.attr(id, Attr::Rel).unwrap_or_default();
                    if rel.eq_ignore_ascii_case("canonical") && harvest.canonical.is_none() {
                        harvest.canonical = outline.attr(id, Attr::Href).map(|href| href.trim().to_owned()).filter(|href| !href.is_empty());
                    }
                }
                Tag::Title if harvest.title.is_none() && !inside_drawing(outline, id) => {
                    harvest.title = Some(clean::words(&outline.text_in(id))).filter(|title| !title.is_empty());
                }
                Tag::H1 if harvest.headings.len() < MOST => {
                    let heading = Heading::new(outline, id, words);
                    if !heading.whole.is_empty() {
                        harvest.headings.push(heading);
                    }
                }
                Tag::H2 if harvest.subheadings.len() < MOST => harvest.subheadings.push(id),
                Tag::Script => {
                    let kind = outline.attr(id, Attr::Type).unwrap_or_default();
                    if kind.contains("ld+json") {
                        harvest.json_ld.push(id);
                    } else {
                        harvest.scripts.push(id);
                    }
                }
                Tag::Time if harvest.times.len() < MOST => harvest.times.push(id),
                _ => {}
            }
            for (attr, value) in outline.attrs(id) {
                match attr {
                    Attr::Itemprop if harvest.itemprops.len() < 4 * MOST && element.tag != Tag::Meta => harvest.itemprops.push(id),
                    Attr::Rel
                        if element.tag == Tag::A && harvest.rel_authors.len() < MOST && value.split(' ').any(|rel| rel == "author") =>
                    {
                        harvest.rel_authors.push(id);
                    }
                    _ => {}
                }
            }
        }
        harvest
    }

    fn meta(&mut self, outline: &Outline<'_>, id: ElementId, words: &Words, key: &mut String) {
        let Some(content) = outline.attr(id, Attr::Content).filter(|content| content.len() < 20_000) else { return };
        for attr in [Attr::Property, Attr::Name, Attr::Itemprop, Attr::HttpEquiv] {
            let Some(name) = outline.attr(id, attr) else { continue };
            key.clear();
            key.extend(name.trim().chars().map(|character| character.to_ascii_lowercase()));
            if let Some(fields) = words.keys.get(key.as_str()) {
                let content = clean::words(content);
                if !content.is_empty() {
                    self.metas.extend(fields.iter().map(|(field, rank)| (*field, *rank, content.clone())));
                }
                return;
            }
        }
    }

    /// The values of a field, the most trusted key first, then in the page's order.
    pub fn values(&self, field: Field) -> Vec<&str> {
        let mut found: Vec<(u8, &str)> =
            self.metas.iter().filter(|(of, ..)| *of == field).map(|(_, rank, value)| (*rank, value.as_str())).collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, value)| value).collect()
    }

    /// The values of the most trusted key of a field that has any.
    pub fn first(&self, field: Field) -> Option<&str> {
        self.values(field).first().copied()
    }
}

impl Heading {
    fn new(outline: &Outline<'_>, id: ElementId, words: &Words) -> Self {
        let element = outline.element(id);
        let is_kicker = |id: ElementId| byline::says(outline, id, words) & part::KICKER != 0;
        let whole = clean::words(&outline.text_in(id));
        if !(id + 1..element.end).any(is_kicker) {
            return Self { element: id, bare: whole.clone(), whole };
        }
        let mut rest = String::new();
        for run in outline.runs_in(id) {
            let mut inside = outline.ancestors(run.element).take_while(|inner| *inner != id);
            if !outline.element(run.element).tag.is_silent() && !inside.any(is_kicker) {
                rest.push_str(outline.run_text(run));
                rest.push(' ');
            }
        }
        let rest = clean::words(&rest);
        let bare = rest.trim_start_matches([':', '-', '–', '|', ' ']);
        Self { element: id, bare: if bare.is_empty() { whole.clone() } else { bare.to_owned() }, whole }
    }
}

fn inside_drawing(outline: &Outline<'_>, id: ElementId) -> bool {
    outline.ancestors(id).any(|id| outline.element(id).tag == Tag::Svg)
}
