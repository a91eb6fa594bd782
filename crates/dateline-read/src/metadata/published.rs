//! When the page was published: the sources of a date, weighed.

use dateline_text::{Basis, Block, BlockKind};

use super::byline;
use super::date::{self, Stamp, Style};
use super::harvest::Harvest;
use super::jsonld::Article;
use super::words::{Field, Words, part};
use crate::html::{Attr, ElementId, Outline, Tag};

/// What the page's own sources say.
#[derive(Debug, Default, Clone, Copy)]
pub struct Dates {
    /// Publication, and what it rests on.
    pub published: Option<(Stamp, Basis)>,
    /// The last change.
    pub modified: Option<(Stamp, Basis)>,
    /// A second source that disagrees by more than a day.
    pub conflict: Option<(Stamp, Basis)>,
}

/// Longest script that is searched, in bytes.
const LONGEST_SCRIPT: usize = 400_000;

/// Where a page's dates are looked for.
pub struct Page<'p> {
    /// The page.
    pub outline: &'p Outline<'p>,
    /// What its elements offer.
    pub harvest: &'p Harvest,
    /// Its JSON-LD article.
    pub article: Option<&'p Article>,
    /// Its address.
    pub url: Option<&'p str>,
    /// The heading of the article.
    pub heading: Option<ElementId>,
    /// The page's text.
    pub text: &'p str,
    /// Its blocks.
    pub blocks: &'p [Block],
    /// How it writes dates.
    pub style: Style<'p>,
    /// The word lists.
    pub words: &'p Words,
}

impl Page<'_> {
    /// Weighs the sources: machine-readable statements of publication, then the address, then what readers see.
    pub fn dates(&self) -> Dates {
        let stated = self.stated();
        let url = self.url.and_then(|url| date::in_url(url, self.words)).map(|stamp| (stamp, Basis::Url));
        let modified = self.modified();
        let mut published = stated.first().copied().or(url).or_else(|| self.in_scripts()).or_else(|| self.visible());
        if let Some((stamp, basis)) = published.filter(|(stamp, _)| stamp.is_utc()) {
            published = Some(self.in_own_offset(stamp, url.map(|(stamp, _)| stamp)).map_or((stamp, basis), |stamp| (stamp, basis)));
        }
        let published = published.or(modified);
        let conflict = published.and_then(|(one, _)| stated.iter().copied().chain(url).find(|(two, _)| one.days_apart(two) > 1));
        Dates { published, modified, conflict }
    }

    /// Statements of publication in JSON-LD, `<meta>`, microdata and `<time>`, the most trusted first.
    fn stated(&self) -> Vec<(Stamp, Basis)> {
        let mut stated = Vec::new();
        let mut add = |value: &str, basis| stated.extend(date::parse(value, self.style).map(|stamp| (stamp, basis)));
        if let Some(published) = self.article.filter(|article| article.is_article).and_then(|article| article.published.as_deref()) {
            add(published, Basis::JsonLd);
        }
        for value in self.harvest.values(Field::Published) {
            add(value, Basis::Meta);
        }
        if let Some(published) = self.article.filter(|article| !article.is_article).and_then(|article| article.published.as_deref()) {
            add(published, Basis::JsonLd);
        }
        for id in &self.harvest.itemprops {
            let is_date = self.outline.attr(*id, Attr::Itemprop).is_some_and(|name| name.split(' ').any(|name| name == "datePublished"));
            if is_date
                && self.allowed(*id)
                && let Some(stamp) = self.of_element(*id)
            {
                stated.push((stamp, Basis::Meta));
            }
        }
        if let Some(stamp) = self.time_element() {
            stated.push((stamp, Basis::Meta));
        }
        stated
    }

    fn modified(&self) -> Option<(Stamp, Basis)> {
        let json_ld =
            self.article.and_then(|article| date::parse(article.modified.as_deref()?, self.style)).map(|stamp| (stamp, Basis::JsonLd));
        json_ld.or_else(|| {
            self.harvest
                .values(Field::Modified)
                .into_iter()
                .find_map(|value| date::parse(value, self.style))
                .map(|stamp| (stamp, Basis::Meta))
        })
    }

    /// The date of an element: its `datetime` or `content`, else its words.
    fn of_element(&self, id: ElementId) -> Option<Stamp> {
        for attr in [Attr::Datetime, Attr::Content, Attr::DataDate, Attr::Title] {
            if let Some(stamp) = self.outline.attr(id, attr).and_then(|value| date::parse(value, self.style)) {
                return Some(stamp);
            }
        }
        let text = self.outline.text_in(id);
        if text.len() > 200 { None } else { date::in_words(&text, self.style, None).map(|found| found.stamp) }
    }

    /// Whether an element stands where the article's own date may stand.
    fn allowed(&self, id: ElementId) -> bool {
        self.clear_of(id, part::NOT)
    }

    /// Whether no part around an element says one of `bits`.
    fn clear_of(&self, id: ElementId, bits: u8) -> bool {
        !self.outline.ancestors(id).take(12).any(|id| {
            let tag = self.outline.element(id).tag;
            matches!(tag, Tag::Aside | Tag::Footer | Tag::Nav)
                || !matches!(tag, Tag::Body | Tag::Html | Tag::Main) && byline::says(self.outline, id, self.words) & bits != 0
        })
    }

    /// The `<time>` that stands nearest to the heading, those after it first; one that says it is of a change comes last.
    fn time_element(&self) -> Option<Stamp> {
        let heading = self.heading.unwrap_or(0);
        let after = self.harvest.times.iter().filter(|id| **id > heading);
        let before = self.harvest.times.iter().rev().filter(|id| **id < heading);
        let times: Vec<ElementId> = after.take(8).chain(before.take(4)).copied().collect();
        [part::NOT, part::ELSEWHERE].into_iter().find_map(|bits| self.first_time(&times, bits))
    }

    fn first_time(&self, times: &[ElementId], bits: u8) -> Option<Stamp> {
        let mut changed = None;
        let published = times.iter().filter(|id| self.clear_of(**id, bits)).find_map(|id| {
            let stamp = self.of_element(*id)?;
            let around = self
                .outline
                .element(*id)
                .parent
                .map(|parent| self.outline.text_in(parent))
                .filter(|text| text.len() < 200)
                .unwrap_or_default();
            let class = self.outline.attr(*id, Attr::Class).unwrap_or_default().to_ascii_lowercase();
            let itemprop = self.outline.attr(*id, Attr::Itemprop).unwrap_or_default();
            let label = date::all_in_words(&around, self.style, None)
                .into_iter()
                .find(|found| found.stamp.day() == stamp.day())
                .and_then(|found| found.label);
            if class.contains("updated") && !class.contains("published")
                || class.contains("modified")
                || itemprop == "dateModified"
                || label == Some(false)
            {
                changed = changed.or(Some(stamp));
                return None;
            }
            Some(stamp)
        });
        published.or(changed)
    }

    /// The same instant as a `<time>` states it in the paper's own offset; or the day of the address, where it is the
    /// day before or after.
    fn in_own_offset(&self, stamp: Stamp, url: Option<Stamp>) -> Option<Stamp> {
        let instant = stamp.instant()?;
        let same = |other: &Stamp| !other.is_utc() && other.instant().is_some_and(|other| (other - instant).abs() < 60);
        let metas = self.harvest.values(Field::Published);
        let stated = metas
            .iter()
            .copied()
            .chain(self.article.and_then(|article| article.published.as_deref()))
            .filter_map(|value| date::parse(value, self.style));
        let times = self.harvest.times.iter().filter_map(|id| date::parse(self.outline.attr(*id, Attr::Datetime)?, self.style));
        // East of Greenwich the day begins in the evening before, west of it ends in the morning after.
        let hour = instant.rem_euclid(86_400) / 3600;
        let near = |url: &Stamp| match (url.day() - stamp.day()).get_days() {
            1 => hour >= 10,
            -1 => hour < 12,
            _ => false,
        };
        let seen = || (!(4..20).contains(&hour)).then(|| self.by_class()).flatten().map(|seen| Stamp::of_day(seen.day()));
        stated.chain(times).find(same).or_else(|| url.filter(near)).or_else(|| seen().filter(near))
    }

    /// A date in the data that scripts carry: `"datePublished":"2024-05-03"`.
    fn in_scripts(&self) -> Option<(Stamp, Basis)> {
        for id in self.harvest.json_ld.iter().chain(&self.harvest.scripts) {
            for run in self.outline.runs_in(*id) {
                let script = self.outline.run_text(run);
                if script.len() > LONGEST_SCRIPT || !(script.contains("ublish") || script.contains("ubDate") || script.contains("pub_date"))
                {
                    continue;
                }
                for key in &self.words.scripts {
                    for (at, _) in script.match_indices(key.as_str()).take(4) {
                        let rest = script[at + key.len()..].trim_start_matches(['\\', '"', '\'', ' ']);
                        let Some(value) = rest.strip_prefix(':') else { continue };
                        let value = value.trim_start_matches(['\\', '"', '\'', ' ']);
                        let value = value.split(['"', '\'', '\\', ',', '}', '\n']).next().unwrap_or_default();
                        if let Some(stamp) = date::parse(value, self.style) {
                            return Some((stamp, Basis::Meta));
                        }
                    }
                }
            }
        }
        None
    }

    /// The date that readers see: in a part that its class calls a date, or on a line near the headline.
    fn visible(&self) -> Option<(Stamp, Basis)> {
        self.by_class().or_else(|| self.near_title()).or_else(|| self.anywhere()).map(|stamp| (stamp, Basis::Visible))
    }

    fn by_class(&self) -> Option<Stamp> {
        let heading = self.heading.unwrap_or(0);
        let mut before = None;
        let mut looked = 0;
        for (id, element) in (0..).zip(self.outline.elements()) {
            if element.tag.is_silent() || matches!(element.tag, Tag::Body | Tag::Html) || element.runs.1 - element.runs.0 > 12 {
                continue;
            }
            let says = byline::says(self.outline, id, self.words);
            if says & part::DATE == 0 || !self.allowed(id) {
                continue;
            }
            looked += 1;
            if looked > 64 {
                break;
            }
            if let Some(stamp) = self.of_element(id) {
                if id > heading {
                    return Some(stamp);
                }
                before = Some(stamp);
            }
        }
        before
    }

    /// A date on the lines around the headline block, else on a short line right after the article.
    fn near_title(&self) -> Option<Stamp> {
        let first = self.blocks.iter().position(|block| block.keep)?;
        let last = self.blocks.iter().rposition(|block| block.keep)?;
        let line = |index: usize| -> Option<Stamp> {
            let block = &self.blocks[index];
            let text = block.span.of(self.text);
            let length = text.chars().count();
            let fits = !matches!(block.kind, BlockKind::Comment | BlockKind::Related | BlockKind::Caption);
            let found = (length <= 240 && fits).then(|| date::in_words(text, self.style, None)).flatten()?;
            (length <= 120 || found.span.0 < 24 || found.label.is_some()).then_some(found.stamp)
        };
        (first.saturating_sub(8)..=first)
            .rev()
            .find_map(line)
            .or_else(|| (first + 1..=(first + 3).min(last)).find_map(line))
            .or_else(|| (last.saturating_sub(1)..(last + 8).min(self.blocks.len())).find_map(line))
    }

    /// The last resort: a line that says it gives the date of publication, a line before the article's end that begins
    /// with a date, a title that ends with one.
    fn anywhere(&self) -> Option<Stamp> {
        let lines = || self.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Comment | BlockKind::Related));
        let labelled = lines().find_map(|block| {
            let text = block.span.of(self.text);
            let found = (text.len() <= 300).then(|| date::in_words(text, self.style, None)).flatten()?;
            (found.label == Some(true)).then_some(found.stamp)
        });
        let opening = || {
            let last = self.blocks.iter().rposition(|block| block.keep)?;
            self.blocks[..=last].iter().find_map(|block| {
                let text = block.span.of(self.text);
                let head = text.char_indices().nth(60).map_or(text, |(at, _)| &text[..at]);
                date::in_words(head, self.style, None).filter(|found| found.span.0 <= 4).map(|found| found.stamp)
            })
        };
        let titled = || {
            let title = self.harvest.title.as_deref()?;
            date::in_words(title, self.style, None)
                .filter(|found| found.span.1 == title.len() && title[..found.span.0].ends_with(['|', ' ']))
                .map(|found| found.stamp)
        };
        labelled.or_else(opening).or_else(titled)
    }
}
