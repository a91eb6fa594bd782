//! A page, weighed: which of its elements holds the article.
//!
//! A line that reads like a paragraph weighs as much as its unlinked text; in a part that is surely no article (a
//! menu, related links, comments) it weighs nothing. The container is found from the root down, as long as one child
//! holds most of the weight and paragraphs that look like its own do not go on outside.

use dateline_text::BlockKind;
use rustc_hash::FxHashMap;

use super::lines::{Line, Lines};
use super::outline::{Attr, ElementId, Outline};
use super::parts::{Part, Verdict};
use super::tag::Tag;
use crate::lexicon::Lexicon;

/// A child is the container rather than its parent when it holds this share of the parent's weight.
const MOST: f32 = 0.8;
/// The same for a child that is named as the body, or is an `<article>`.
const ENOUGH: f32 = 0.5;
/// Bytes from which a line reads like a paragraph without any other sign.
pub const PARAGRAPH: usize = 80;

/// What paragraphs of one article have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Look<'p> {
    tag: Tag,
    class: Option<&'p str>,
    parent: Option<Tag>,
}

/// A page, weighed.
pub struct Survey<'p, 's> {
    /// The page's elements.
    pub outline: &'p Outline<'s>,
    /// Its lines.
    pub lines: &'p Lines,
    /// What each element's name says.
    pub parts: Vec<Part>,
    /// Elements that are named as the body and hold text.
    bodies: Vec<ElementId>,
    /// Bytes of text before each run; one longer than the runs, as the next two.
    bytes: Vec<f32>,
    /// The same for text in links.
    linked: Vec<f32>,
    /// Weight of the paragraphs before each run, those left out that stand in parts that are never the article.
    pub raw: Vec<f32>,
    /// The same without the lines in parts that are surely no article.
    pub clean: Vec<f32>,
}

impl<'p, 's> Survey<'p, 's> {
    /// Weighs a page.
    pub fn new(outline: &'p Outline<'s>, lines: &'p Lines, lexicon: &Lexicon) -> Self {
        let survey = Self::weighed(outline, lines, lexicon, PARAGRAPH / 2);
        // A page of a few short sentences has nothing that reads like a paragraph elsewhere.
        if survey.clean.last().is_some_and(|total| *total <= 0.0) { Self::weighed(outline, lines, lexicon, PARAGRAPH / 4) } else { survey }
    }

    /// Weighs a page on which a sentence of `least` bytes reads like a paragraph.
    fn weighed(outline: &'p Outline<'s>, lines: &'p Lines, lexicon: &Lexicon, least: usize) -> Self {
        let parts = lexicon.parts.of_page(outline);
        let mut survey =
            Self { outline, lines, parts, bodies: Vec::new(), bytes: Vec::new(), linked: Vec::new(), raw: Vec::new(), clean: Vec::new() };
        let mut weights: Vec<f32> = lines.lines.iter().map(|line| line.span.len() as f32).collect();
        survey.bytes = survey.sums(&weights);
        let linked: Vec<f32> = lines.lines.iter().map(|line| line.linked as f32).collect();
        survey.linked = survey.sums(&linked);
        for (line, sum) in lines.lines.iter().zip(&mut weights) {
            let never = survey.around(line).any(|id| survey.parts[id as usize].never.is_some());
            *sum = if never { 0.0 } else { weight(outline, lines, line, least) };
        }
        survey.raw = survey.sums(&weights);
        survey.mark_teasers();
        survey.bodies = (0..).zip(&survey.parts).filter(|(_, part)| part.body).map(|(id, _)| id).collect();
        survey.bodies.retain(|id| {
            let (from, to) = outline.element(*id).runs;
            survey.bytes[to as usize] > survey.bytes[from as usize]
        });
        for (line, sum) in lines.lines.iter().zip(&mut weights) {
            if *sum > 0.0 && survey.excluded(line, None).is_some() {
                *sum = 0.0;
            }
        }
        survey.clean = survey.sums(&weights);
        survey
    }

    /// The elements around a line, from the inside out.
    pub fn around(&self, line: &Line) -> impl Iterator<Item = ElementId> {
        self.outline.ancestors(self.outline.runs()[line.runs.0 as usize].element)
    }

    /// Marks lists of teasers: three or more sisters of one name, each a linked headline with little text under it.
    fn mark_teasers(&mut self) {
        let linked: Vec<f32> = self
            .lines
            .lines
            .iter()
            .map(|line| if line.span.len() >= 15 && line.linked as f32 > 0.8 * line.span.len() as f32 { 1.0 } else { 0.0 })
            .collect();
        let headlines = self.sums(&linked);
        let lines = self.sums(&vec![1.0; linked.len()]);
        let verdict = Some(Verdict { kind: BlockKind::Related, why: "list of teasers" });
        // The headline is the first line, or the second under a kicker.
        let begins_with_link = |id: ElementId| {
            let first = self.lines.lines.partition_point(|line| line.runs.0 < self.outline.element(id).runs.0);
            linked.iter().skip(first).take(2).any(|linked| *linked > 0.0)
        };
        let mut sisters: Vec<ElementId> = Vec::new();
        for parent in 0..u32::try_from(self.outline.elements().len()).unwrap_or(u32::MAX) {
            let element = self.outline.element(parent);
            if element.end - parent < 6 || !element.tag.is_block() {
                continue;
            }
            sisters.clear();
            sisters.extend(self.children(Some(parent)).filter(|id| {
                let text = self.within(&self.bytes, *id);
                matches!(self.outline.element(*id).tag, Tag::Li | Tag::Div | Tag::Article | Tag::Section | Tag::Tr | Tag::Other)
                    && (20.0..420.0).contains(&text)
                    && self.within(&lines, *id) >= 2.0
                    && self.within(&headlines, *id) >= 1.0
                    && begins_with_link(*id)
                    && (id + 1..self.outline.element(*id).end).any(|inner| self.outline.element(inner).tag.is_block())
            }));
            let name = |id: ElementId| (self.outline.element(id).tag, self.outline.attr(id, Attr::Class));
            let Some(first) = sisters.first().copied() else { continue };
            sisters.retain(|id| name(*id) == name(first));
            if sisters.len() >= 3 {
                for id in &sisters {
                    let sure = &mut self.parts[*id as usize].sure;
                    *sure = sure.or(verdict);
                }
            }
        }
    }

    /// Weight before each run.
    fn sums(&self, weights: &[f32]) -> Vec<f32> {
        let mut sums = vec![0.0; self.outline.runs().len() + 1];
        for (line, weight) in self.lines.lines.iter().zip(weights) {
            sums[line.runs.0 as usize + 1] += weight;
        }
        let mut total = 0.0;
        for sum in &mut sums {
            total += *sum;
            *sum = total;
        }
        sums
    }

    pub fn within(&self, sums: &[f32], id: ElementId) -> f32 {
        let (from, to) = self.outline.element(id).runs;
        sums[to as usize] - sums[from as usize]
    }

    /// Why a line is surely no article: the outermost such part around it, below `root`.
    pub fn excluded(&self, line: &Line, root: Option<ElementId>) -> Option<Verdict> {
        let mut found = None;
        for id in self.around(line).take_while(|id| Some(*id) != root) {
            let part = self.parts[id as usize];
            // Code is coloured by names such as `comment` and `string`, which say nothing of the page.
            if matches!(self.outline.element(id).tag, Tag::Pre | Tag::Code) {
                found = None;
            }
            if part.embed {
                found = None;
            } else if part.never.is_some() {
                found = part.never;
            } else if part.sure.is_some() && !self.misnamed(id, root.is_some()) {
                found = part.sure;
            }
        }
        found
    }

    /// Whether a part that is surely no article by its name holds the article all the same.
    fn misnamed(&self, id: ElementId, inside: bool) -> bool {
        let part = self.parts[id as usize];
        let (own, total) = (self.within(&self.raw, id), self.raw.last().copied().unwrap_or_default());
        if own > dominant(part) * total {
            return true;
        }
        // Inside the article's container, what is only folded away counts when it reads like text.
        if inside && part.hidden && (part.unfold || self.unfolds(id) || own > 0.25 * total) && own > 0.6 * self.within(&self.bytes, id) {
            return true;
        }
        // It is wrapped around an element that is named as the body.
        own > 0.2 * total
            && self
                .bodies
                .iter()
                .any(|body| *body > id && *body < self.outline.element(id).end && self.within(&self.raw, *body) > 0.5 * own)
    }

    /// Whether one of the next elements around is named as something that a click unfolds.
    fn unfolds(&self, id: ElementId) -> bool {
        self.outline.ancestors(id).take(4).any(|id| self.parts[id as usize].unfold)
    }

    /// The verdict of the innermost likely part around a line, below `root`, that holds mostly short lines.
    pub fn doubted(&self, line: &Line, root: ElementId) -> Option<Verdict> {
        self.around(line).take_while(|id| *id != root).find_map(|id| {
            let wordy = self.within(&self.raw, id) > 0.5 * self.within(&self.bytes, id);
            self.parts[id as usize].likely.filter(|_| !wordy)
        })
    }

    /// The element that holds the article; `None` when nothing on the page reads like a paragraph.
    pub fn container(&self) -> Option<ElementId> {
        let total = self.clean.last().copied().unwrap_or_default();
        if total <= 0.0 && self.bodies.is_empty() {
            return None;
        }
        let roots = self.children(None);
        let mut here = self.heaviest(roots)?;
        while let Some(child) = self.heaviest(self.children(Some(here))) {
            let share = self.within(&self.clean, child) / self.within(&self.clean, here).max(f32::MIN_POSITIVE);
            let named = self.parts[child as usize].body || self.outline.element(child).tag == Tag::Article;
            if (share >= MOST || (named && share >= ENOUGH && self.namesakes(here, child) < 0.5 * (1.0 - share)))
                && !self.continues_outside(here, child)
            {
                here = child;
            } else {
                break;
            }
        }
        // A single paragraph is not a container: its parent is.
        while let Some(parent) = self.outline.element(here).parent
            && matches!(self.outline.element(here).tag, Tag::P | Tag::Li | Tag::Blockquote)
        {
            here = parent;
        }
        // A list of names or links weighs nothing: then the element that is named as the body decides.
        match self.named_body(here) {
            Some(body) if self.free(body) > self.within(&self.clean, here) => Some(body),
            _ => Some(here),
        }
    }

    /// The element named as the body, apart from `here`, that holds most text outside links.
    pub fn named_body(&self, here: ElementId) -> Option<ElementId> {
        let apart = |id: ElementId| self.outline.element(id).end <= here || id >= self.outline.element(here).end;
        self.bodies.iter().copied().filter(|id| apart(*id)).max_by(|one, other| self.free(*one).total_cmp(&self.free(*other)))
    }

    /// Bytes of text outside links.
    fn free(&self, id: ElementId) -> f32 {
        self.within(&self.bytes, id) - self.within(&self.linked, id)
    }

    /// The share of `parent`'s weight that stands outside `child` in elements of the same name: a body that the page
    /// cuts into pieces.
    fn namesakes(&self, parent: ElementId, child: ElementId) -> f32 {
        let name = |id: ElementId| (self.outline.element(id).tag, self.outline.attr(id, Attr::Class));
        let own = name(child);
        let mut weight = 0.0;
        let mut id = parent + 1;
        while id < self.outline.element(parent).end {
            let element = self.outline.element(id);
            if id == child || self.within(&self.clean, id) <= 0.0 {
                id = element.end;
            } else if name(id) == own {
                weight += self.within(&self.clean, id);
                id = element.end;
            } else {
                id += 1;
            }
        }
        weight / self.within(&self.clean, parent).max(f32::MIN_POSITIVE)
    }

    /// Whether paragraphs of `parent` outside `child` look like those inside: same tag and class, or, without a
    /// class, in parents of the same class.
    fn continues_outside(&self, parent: ElementId, child: ElementId) -> bool {
        let (from, to) = self.outline.element(parent).runs;
        let inner = self.outline.element(child).runs;
        let mut inside: FxHashMap<Look<'_>, f32> = FxHashMap::default();
        let mut outside: FxHashMap<Look<'_>, f32> = FxHashMap::default();
        let first = self.lines.lines.partition_point(|line| line.runs.0 < from);
        for line in self.lines.lines[first..].iter().take_while(|line| line.runs.1 <= to) {
            let weight = self.clean[line.runs.0 as usize + 1] - self.clean[line.runs.0 as usize];
            if weight > 0.0 {
                let within = line.runs.0 >= inner.0 && line.runs.1 <= inner.1;
                *if within { &mut inside } else { &mut outside }.entry(self.look(line)).or_default() += weight;
            }
        }
        let total: f32 = self.within(&self.clean, child);
        outside.iter().any(|(look, weight)| *weight > 0.02 * total && inside.get(look).is_some_and(|inside| *inside > 0.25 * total))
    }

    pub fn look(&self, line: &Line) -> Look<'p> {
        let own = self.outline.element(line.element);
        let class = |id: ElementId| self.outline.attr(id, Attr::Class).filter(|class| !class.trim().is_empty());
        match (class(line.element), own.parent) {
            (Some(class), _) => Look { tag: own.tag, class: Some(class), parent: None },
            (None, Some(parent)) => Look { tag: own.tag, class: class(parent), parent: Some(self.outline.element(parent).tag) },
            (None, None) => Look { tag: own.tag, class: None, parent: None },
        }
    }

    fn children(&self, parent: Option<ElementId>) -> impl Iterator<Item = ElementId> {
        let (mut next, end) = match parent {
            Some(id) => (id + 1, self.outline.element(id).end),
            None => (0, u32::try_from(self.outline.elements().len()).unwrap_or(u32::MAX)),
        };
        std::iter::from_fn(move || {
            let id = next;
            (id < end).then(|| {
                next = self.outline.element(id).end;
                id
            })
        })
    }

    /// The heaviest of these elements, the first of equals.
    fn heaviest(&self, among: impl Iterator<Item = ElementId>) -> Option<ElementId> {
        among.fold(None, |best: Option<ElementId>, id| match best {
            Some(best) if self.within(&self.clean, best) >= self.within(&self.clean, id) => Some(best),
            _ => Some(id),
        })
    }

    /// The tag of the innermost element around the whole line that says what it is.
    pub fn tag(&self, line: &Line) -> Tag {
        let mut ancestors = self.outline.ancestors(line.element);
        let own = self.outline.element(line.element).tag;
        match own {
            Tag::P | Tag::Div | Tag::Section => ancestors
                .take(3)
                .map(|id| self.outline.element(id).tag)
                .find(|tag| tag.is_heading() || matches!(tag, Tag::Li | Tag::Td | Tag::Th | Tag::Dd | Tag::Dt))
                .unwrap_or(own),
            _ => ancestors.next().map_or(own, |id| self.outline.element(id).tag),
        }
    }
}

/// The share of the page's paragraphs from which a part is not what its name says. Comments do outweigh articles.
fn dominant(part: Part) -> f32 {
    match part.sure {
        Some(verdict) if verdict.kind == BlockKind::Comment => 0.9,
        Some(verdict) if verdict.kind == BlockKind::Related => 0.5,
        _ => 0.4,
    }
}

/// How much a line speaks for the elements around it being the article.
fn weight(outline: &Outline<'_>, lines: &Lines, line: &Line, least: usize) -> f32 {
    let text = line.span.of(&lines.text);
    let tag = outline.element(line.element).tag;
    let sentence = !tag.is_heading() && text.len() >= least && ends_a_sentence(text);
    if !sentence && !reads_like_a_paragraph(text, tag) {
        return 0.0;
    }
    let free = text.len().saturating_sub(line.linked as usize) as f32;
    let factor = match tag {
        Tag::P | Tag::Blockquote | Tag::Pre => 1.0,
        Tag::Li | Tag::Td | Tag::Dd => 0.4,
        _ => 0.7,
    };
    if free < 0.5 * text.len() as f32 { 0.0 } else { free * factor }
}

/// Whether a line is long enough, or ends like a sentence.
pub fn reads_like_a_paragraph(text: &str, tag: Tag) -> bool {
    !tag.is_heading() && (text.len() >= PARAGRAPH || (text.len() >= PARAGRAPH / 2 && ends_a_sentence(text)))
}

/// Whether a line ends with an end mark, closing quotation marks and brackets aside.
pub fn ends_a_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', '»', '“', ')', ']', '」', '』', '）'])
        .ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '।', '؟', '．'])
}
