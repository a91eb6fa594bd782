//! Which lines of a page are the article, and what the others are.
//!
//! Three steps, each of which can be read off the reasons that it leaves:
//!
//! 1. *Weigh.* A line that reads like a paragraph weighs as much as its unlinked text; a line in a part that is
//!    surely no article (a menu, related links, comments) weighs nothing.
//! 2. *Choose the container*: from the page's root down, as long as one child holds most of the weight.
//! 3. *Mark* every line: by its part, its links, its place at the container's edges, and its words.

use std::borrow::Cow;

use dateline_text::{Block, BlockKind};
use memchr::memmem;
use rustc_hash::FxHashMap;

use super::lines::{Line, Lines};
use super::outline::{Attr, ElementId, Outline};
use super::parts::{Part, Verdict};
use super::tag::Tag;
use crate::Options;
use crate::charset::Decoded;
use crate::lexicon::Lexicon;
use crate::metadata::{self, Head};
use crate::repeat::{self, How};
use crate::tail::{Role, Tails};

/// A child is the container rather than its parent when it holds this share of the parent's weight.
const MOST: f32 = 0.8;
/// The same for a child that is named as the body, or is an `<article>`.
const ENOUGH: f32 = 0.5;
/// Bytes from which a line reads like a paragraph without any other sign.
const PARAGRAPH: usize = 80;

/// The reason of a line that stands outside the article's container, in no named part.
const OUTSIDE: &str = "outside the article";
/// The reason of a line that is kept for summing the article up.
const SUMMARY: &str = "the summary between headline and body";
/// The reason of a line that is dropped for being a link.
const LINK: &str = "nearly all of it is a link";

/// Bytes up to which a line may be taken for furniture of the page by its words.
const FURNITURE: usize = 320;

/// The blocks of a page.
pub fn blocks(
    outline: &Outline<'_>,
    lines: &Lines,
    head: &Head,
    decoded: &Decoded<'_>,
    lexicon: &Lexicon,
    options: &Options,
) -> Vec<Block> {
    let survey = Survey::new(outline, lines, lexicon);
    let marks = if options.whole_text { survey.all() } else { survey.marks(head, lexicon) };
    (lines.lines.iter().zip(marks))
        .map(|(line, mark)| Block {
            span: line.span,
            kind: mark.kind,
            keep: mark.kind.is_body(),
            reason: mark.reason,
            copy_of: mark.copy_of,
            raw: decoded.raw_span(line.source.0 as usize, line.source.1 as usize),
        })
        .collect()
}

/// What paragraphs of one article have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Look<'p> {
    tag: Tag,
    class: Option<&'p str>,
    parent: Option<Tag>,
}

/// What is said of a line.
#[derive(Debug, Clone)]
struct Mark {
    kind: BlockKind,
    reason: Option<Cow<'static, str>>,
    copy_of: Option<usize>,
    /// It stands in the article's container, in no part that is left out.
    inside: bool,
}

impl Mark {
    fn of(kind: BlockKind) -> Self {
        Self { kind, reason: None, copy_of: None, inside: false }
    }

    fn because(kind: BlockKind, reason: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, reason: Some(reason.into()), copy_of: None, inside: false }
    }
}

/// A page, weighed.
struct Survey<'p, 's> {
    outline: &'p Outline<'s>,
    lines: &'p Lines,
    parts: Vec<Part>,
    /// Elements that are named as the body and hold text.
    bodies: Vec<ElementId>,
    /// Bytes of text before each run; one longer than the runs, as the next two.
    bytes: Vec<f32>,
    /// The same for text in links.
    linked: Vec<f32>,
    /// Weight of the paragraphs before each run, those left out that stand in parts that are never the article.
    raw: Vec<f32>,
    /// The same without the lines in parts that are surely no article.
    clean: Vec<f32>,
}

impl<'p, 's> Survey<'p, 's> {
    fn new(outline: &'p Outline<'s>, lines: &'p Lines, lexicon: &Lexicon) -> Self {
        let parts = lexicon.parts.of_page(outline);
        let mut survey =
            Self { outline, lines, parts, bodies: Vec::new(), bytes: Vec::new(), linked: Vec::new(), raw: Vec::new(), clean: Vec::new() };
        let mut weights: Vec<f32> = lines.lines.iter().map(|line| line.span.len() as f32).collect();
        survey.bytes = survey.sums(&weights);
        let linked: Vec<f32> = lines.lines.iter().map(|line| line.linked as f32).collect();
        survey.linked = survey.sums(&linked);
        for (line, sum) in lines.lines.iter().zip(&mut weights) {
            let never = survey.around(line).any(|id| survey.parts[id as usize].never.is_some());
            *sum = if never { 0.0 } else { weight(outline, lines, line) };
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
    fn around(&self, line: &Line) -> impl Iterator<Item = ElementId> {
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

    fn within(&self, sums: &[f32], id: ElementId) -> f32 {
        let (from, to) = self.outline.element(id).runs;
        sums[to as usize] - sums[from as usize]
    }

    /// Why a line is surely no article: the outermost such part around it, below `root`.
    fn excluded(&self, line: &Line, root: Option<ElementId>) -> Option<Verdict> {
        let mut found = None;
        for id in self.around(line).take_while(|id| Some(*id) != root) {
            let part = self.parts[id as usize];
            // Code is coloured by names such as `comment` and `string`, which say nothing of the page.
            if part.embed || matches!(self.outline.element(id).tag, Tag::Pre | Tag::Code) {
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
    fn doubted(&self, line: &Line, root: ElementId) -> Option<Verdict> {
        self.around(line).take_while(|id| *id != root).find_map(|id| {
            let wordy = self.within(&self.raw, id) > 0.5 * self.within(&self.bytes, id);
            self.parts[id as usize].likely.filter(|_| !wordy)
        })
    }

    /// The element that holds the article; `None` when nothing on the page reads like a paragraph.
    fn container(&self) -> Option<ElementId> {
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
    fn named_body(&self, here: ElementId) -> Option<ElementId> {
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

    fn look(&self, line: &Line) -> Look<'p> {
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

    /// Every line is the article.
    fn all(&self) -> Vec<Mark> {
        let lead = |index| if index == 0 { BlockKind::Lead } else { BlockKind::Paragraph };
        (0..self.lines.lines.len()).map(|index| Mark::of(lead(index))).collect()
    }

    fn marks(&self, head: &Head, lexicon: &Lexicon) -> Vec<Mark> {
        let Some(container) = self.container() else {
            return self.lines.lines.iter().map(|line| self.outside(line)).collect();
        };
        let marks = self.marks_within(container, head, lexicon);
        // Where the heaviest element turns out to hold no article, the one that is named as the body is tried.
        let kept = |marks: &[Mark]| marks.iter().any(|mark| mark.kind.is_body());
        if !kept(&marks)
            && let Some(body) = self.named_body(container)
        {
            return self.marks_within(body, head, lexicon);
        }
        marks
    }

    fn marks_within(&self, container: ElementId, head: &Head, lexicon: &Lexicon) -> Vec<Mark> {
        let tails = &lexicon.tails;
        let holds = self.outline.element(container).runs;
        let mut marks: Vec<Mark> = self
            .lines
            .lines
            .iter()
            .map(|line| if line.runs.0 >= holds.0 && line.runs.1 <= holds.1 { self.inside(line, container) } else { self.outside(line) })
            .collect();
        self.furniture(&mut marks, tails);
        self.one_article(&mut marks, container);
        self.reprieve(&mut marks);
        self.headline(&mut marks, head);
        self.standfirst(&mut marks, head, tails);
        self.told(&mut marks, head);
        self.repeats(&mut marks);
        self.edges(&mut marks, &lexicon.metadata);
        self.trim(&mut marks);
        marks
    }

    /// A line outside the container.
    fn outside(&self, line: &Line) -> Mark {
        if self.tag(line) == Tag::H1 {
            return Mark::of(BlockKind::Headline);
        }
        match self.excluded(line, None) {
            Some(verdict) => Mark::because(verdict.kind, format!("in a part named `{}`", verdict.why)),
            None => Mark::because(BlockKind::Other, OUTSIDE),
        }
    }

    /// A line inside the container.
    fn inside(&self, line: &Line, container: ElementId) -> Mark {
        if let Some(verdict) = self.excluded(line, Some(container)) {
            return Mark::because(verdict.kind, format!("in a part named `{}`", verdict.why));
        }
        let text = line.span.of(&self.lines.text);
        let tag = self.tag(line);
        if tag == Tag::H1 {
            return Mark { inside: true, ..Mark::of(BlockKind::Headline) };
        }
        let linked = line.linked as f32 / text.len().max(1) as f32;
        let paragraph = reads_like_a_paragraph(text, tag);
        if linked > 0.8 && !(paragraph && ends_a_sentence(text)) {
            return Mark::because(BlockKind::Related, LINK);
        }
        if !paragraph
            && let Some(verdict) = self.doubted(line, container)
            && !(tag.is_heading() && verdict.kind == BlockKind::Navigation)
            && !(matches!(tag, Tag::Tr | Tag::Td | Tag::Th) && verdict.kind == BlockKind::Caption)
        {
            return Mark::because(verdict.kind, format!("short, in a part named `{}`", verdict.why));
        }
        if tag.is_heading() {
            return Mark::of(BlockKind::Crosshead);
        }
        // A whole paragraph in a bullet is a paragraph.
        if tag == Tag::Li && text.len() > 240 && ends_a_sentence(text) {
            return Mark::of(BlockKind::Paragraph);
        }
        if matches!(tag, Tag::Li | Tag::Tr | Tag::Td | Tag::Th | Tag::Dd | Tag::Dt) {
            return Mark::of(BlockKind::List);
        }
        Mark::of(BlockKind::Paragraph)
    }

    /// Lines that say by their words what they are.
    fn furniture(&self, marks: &mut [Mark], tails: &Tails) {
        for (line, mark) in self.lines.lines.iter().zip(&mut *marks) {
            let own_words = matches!(mark.kind, BlockKind::Paragraph | BlockKind::Crosshead) || self.tag(line) == Tag::Li;
            let unnamed = mark.reason.as_deref() == Some(OUTSIDE);
            if !(unnamed || (mark.kind.is_body() && own_words)) || line.span.len() > FURNITURE {
                continue;
            }
            if self.label_before_link(line).is_some_and(|label| tails.role(&label) == Some(Role::Headers)) {
                *mark = Mark::because(BlockKind::Related, "link to another article, with a label");
                continue;
            }
            if let Some(role) = tails.role(line.span.of(&self.lines.text)) {
                *mark = match role {
                    Role::Headers => Mark::because(BlockKind::Related, "label of a list of other articles"),
                    Role::Links => Mark::because(BlockKind::Related, "link to another article"),
                    Role::Labels if line.linked > 0 => Mark::because(BlockKind::Related, "link to another article, with a label"),
                    Role::Labels => continue,
                    Role::Promos => Mark::because(BlockKind::Promo, "asks something of the reader"),
                    Role::Credits => Mark::because(BlockKind::Credit, "says who made the article"),
                    Role::Captions => Mark::because(BlockKind::Caption, "credits a picture"),
                    Role::Navigation if mark.kind == BlockKind::List => continue,
                    Role::Navigation => Mark::because(BlockKind::Navigation, "a control of the page"),
                };
            }
        }
    }

    /// The words before a link that takes up the rest of the line: `Read also` in `Read also <a>Dam holds</a>`.
    fn label_before_link(&self, line: &Line) -> Option<String> {
        if line.linked == 0 || (line.linked as usize) * 3 < line.span.len() {
            return None;
        }
        let runs = &self.outline.runs()[line.runs.0 as usize..line.runs.1 as usize];
        let link = runs.iter().position(|run| run.link && !self.outline.run_text(run).trim().is_empty())?;
        let rest_is_link = runs[link..].iter().all(|run| run.link || !self.outline.run_text(run).chars().any(char::is_alphanumeric));
        let label: String = runs[..link].iter().map(|run| self.outline.run_text(run)).collect();
        (rest_is_link && !label.trim().is_empty()).then(|| label.trim().to_owned())
    }

    /// A page that goes on with another article under its own headline is about the first one.
    fn one_article(&self, marks: &mut [Mark], container: ElementId) {
        let end = self.outline.element(container).end;
        let mut id = container + 1;
        let mut seen = false;
        while id < end {
            let element = self.outline.element(id);
            let heavy = element.tag == Tag::Article && self.within(&self.clean, id) > 0.05 * self.within(&self.clean, container);
            let titled = heavy && (id + 1..element.end).any(|inner| self.outline.element(inner).tag == Tag::H1);
            if !heavy {
                id += 1;
                continue;
            }
            if seen && titled {
                for (line, mark) in self.lines.lines.iter().zip(&mut *marks) {
                    if line.runs.0 >= element.runs.0 && line.runs.1 <= element.runs.1 {
                        *mark = Mark::because(BlockKind::Related, "another article, under its own headline");
                    }
                }
            }
            seen |= titled;
            id = element.end;
        }
    }

    /// A linked heading over a paragraph is a crosshead, and a list of links between paragraphs a list of the article.
    fn reprieve(&self, marks: &mut [Mark]) {
        let is_link = |mark: &Mark| mark.reason.as_deref() == Some(LINK);
        let mut index = 0;
        while index < marks.len() {
            if !is_link(&marks[index]) {
                index += 1;
                continue;
            }
            let end = marks[index..].iter().position(|mark| !is_link(mark)).map_or(marks.len(), |length| index + length);
            let before = index > 0 && marks[index - 1].kind.is_body();
            let after = marks.get(end).is_some_and(|mark| mark.kind.is_body());
            for at in index..end {
                let tag = self.tag(&self.lines.lines[at]);
                let last = at + 1 == end;
                if tag.is_heading() && last && after {
                    marks[at] = Mark::of(BlockKind::Crosshead);
                } else if tag == Tag::Li && before && after {
                    marks[at] = Mark::of(BlockKind::List);
                }
            }
            index = end;
        }
    }

    /// One headline a page: the last line over the article that says the page's title (a kicker may stand before it),
    /// else the last first-level heading there. Nothing before it is the article; headings after it are crossheads.
    fn headline(&self, marks: &mut [Mark], head: &Head) {
        let text = |index: usize| self.lines.lines[index].span.of(&self.lines.text);
        let title = head.title.as_deref().map(fold).filter(|title| title.len() >= 12);
        let prose =
            |index: usize| marks[index].kind == BlockKind::Paragraph && text(index).len() >= PARAGRAPH && ends_a_sentence(text(index));
        let first = (0..marks.len()).find(|index| prose(*index)).unwrap_or(marks.len());
        let says_title = |index: usize| title.as_deref().is_some_and(|title| text(index).len() < 400 && fold(text(index)).ends_with(title));
        // A page about a person may open with the title as its first sentence: then it is longer than any headline.
        let by_title = (0..first)
            .rfind(|index| says_title(*index))
            .or_else(|| (first..marks.len()).take(3).find(|index| says_title(*index) && self.tag(&self.lines.lines[*index]).is_heading()));
        let Some(headline) = by_title.or_else(|| (0..first).rfind(|index| marks[*index].kind == BlockKind::Headline)) else { return };
        for (index, mark) in marks.iter_mut().enumerate() {
            if index == headline {
                *mark = Mark::of(BlockKind::Headline);
            } else if index < headline && mark.kind.is_body() {
                *mark = Mark::because(BlockKind::Other, "before the headline");
            } else if index < headline && mark.kind == BlockKind::Headline {
                *mark = Mark::because(BlockKind::Other, "another heading before the headline");
            } else if index > headline && mark.kind == BlockKind::Headline {
                *mark = if mark.inside {
                    Mark::of(BlockKind::Crosshead)
                } else {
                    Mark::because(BlockKind::Related, "the headline of something else")
                };
            }
        }
    }

    /// The summary between headline and body belongs to the article: what the page names so, what says the same as
    /// the page's description, or the text right under the headline.
    fn standfirst(&self, marks: &mut [Mark], head: &Head, tails: &Tails) {
        let Some(first) = marks.iter().position(|mark| mark.kind == BlockKind::Paragraph) else { return };
        let headline = marks[..first].iter().rposition(|mark| mark.kind == BlockKind::Headline);
        let from = headline.map_or(first.saturating_sub(12), |headline| headline + 1);
        let description = head.description.as_deref().map(fold);
        let is_text = |line: &Line| line.span.len() >= PARAGRAPH / 2 && (line.linked as usize) * 2 <= line.span.len();
        for index in from..first {
            let line = &self.lines.lines[index];
            if !is_text(line) {
                continue;
            }
            let text = line.span.of(&self.lines.text);
            if matches!(tails.role(text), Some(Role::Credits | Role::Captions | Role::Promos)) {
                continue;
            }
            // The innermost name counts: a caption inside the summary is a caption.
            let named = self.around(line).take(6).find(|id| self.parts[*id as usize].standfirst || self.parts[*id as usize].sure.is_some());
            let named = named.filter(|id| self.parts[*id as usize].standfirst);
            let described = description.as_deref().is_some_and(|description| fold(text) == description);
            let close = headline.is_some_and(|headline| index <= headline + 6);
            let free = marks[index].reason.as_deref() == Some(OUTSIDE);
            let under =
                close && free && text.len() >= PARAGRAPH && (ends_a_sentence(text) || self.outline.element(line.element).tag != Tag::Div);
            if !(named.is_some() || described || under) {
                continue;
            }
            // All of the named part, or the sisters that look the same.
            let look = self.look(line);
            for (at, line) in self.lines.lines.iter().enumerate().take(first).skip(index) {
                let same = match named {
                    Some(part) => line.runs.1 <= self.outline.element(part).runs.1,
                    None => self.look(line) == look && marks[at].reason.as_deref() == marks[index].reason.as_deref(),
                };
                if at == index || (same && is_text(line) && !marks[at].kind.is_body()) {
                    marks[at] = Mark::because(BlockKind::Paragraph, SUMMARY);
                } else {
                    break;
                }
            }
            return;
        }
    }

    /// Where the page itself gives the article's text (JSON-LD `articleBody`) and most of what is kept stands in it,
    /// what comes after that text is not the article. Before and inside, what it leaves out is kept: crossheads,
    /// lists and quotations often are.
    fn told(&self, marks: &mut [Mark], head: &Head) {
        let Some(body) = head.article_body.as_deref().map(fold).filter(|body| body.len() > 400) else { return };
        let finder = |text: &str| {
            let text = fold(text);
            let mut end = text.len().min(60);
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            memmem::find(body.as_bytes(), &text.as_bytes()[..end]).is_some()
        };
        let (mut found, mut kept, mut last) = (0, 0, 0);
        for (index, mark) in marks.iter().enumerate() {
            if mark.kind.is_body() {
                let text = self.lines.lines[index].span.of(&self.lines.text);
                kept += text.len();
                if finder(text) {
                    found += text.len();
                    last = index;
                }
            }
        }
        if found * 100 <= kept * 85 || found * 10 <= body.len() * 8 {
            return;
        }
        for (index, mark) in marks.iter_mut().enumerate() {
            if mark.kind.is_body() && index > last {
                *mark = Mark::because(BlockKind::Other, "after the text that the page gives as the article's (JSON-LD)");
            }
        }
    }

    /// What the page prints again is marked, with the block that it repeats: paragraphs inside the article, and
    /// whatever stands beside it. Lists and tables repeat themselves by nature.
    fn repeats(&self, marks: &mut [Mark]) {
        let text = |index: usize| self.lines.lines[index].span.of(&self.lines.text);
        let considered =
            |mark: &Mark| matches!(mark.kind, BlockKind::Paragraph | BlockKind::Crosshead) || mark.reason.as_deref() == Some(OUTSIDE);
        let lines: Vec<usize> = (0..marks.len()).filter(|index| considered(&marks[*index])).collect();
        let texts: Vec<&str> = lines.iter().map(|index| text(*index)).collect();
        let kept: Vec<bool> = marks.iter().map(|mark| mark.kind.is_body()).collect();
        for (index, repeat) in lines.iter().zip(repeat::repeats(&texts)) {
            let Some(repeat) = repeat else { continue };
            let of = lines[repeat.of];
            if !kept[of] || (kept[*index] && repeat.run == 1 && text(*index).len() < PARAGRAPH) {
                continue;
            }
            let reason = match repeat.how {
                How::Whole if repeat.run > 1 => format!("repeats block {of}, in a run of {} repeated blocks", repeat.run),
                How::Whole => format!("repeats block {of}"),
                How::Cut => format!("the beginning of block {of}, broken off"),
                How::Quote => format!("a sentence of block {of}"),
            };
            marks[*index] = Mark { copy_of: Some(of), ..Mark::because(BlockKind::Repeat, reason) };
        }
    }

    /// Short lines before the first paragraph and after the last one are labels, bylines and the like.
    fn edges(&self, marks: &mut [Mark], words: &metadata::Words) {
        let text = |index: usize| self.lines.lines[index].span.of(&self.lines.text);
        let says_something = |index: usize| text(index).chars().any(char::is_alphanumeric);
        for (index, mark) in marks.iter_mut().enumerate() {
            if mark.kind.is_body() && !says_something(index) {
                *mark = Mark::because(BlockKind::Other, "a sign between parts");
            }
        }
        let is_prose = |index: usize, mark: &Mark| {
            mark.kind == BlockKind::Paragraph && (text(index).len() >= PARAGRAPH || ends_a_sentence(text(index)))
        };
        let is_short =
            |index: usize, mark: &Mark| mark.kind == BlockKind::Paragraph && text(index).len() < PARAGRAPH && !ends_a_sentence(text(index));
        let Some(first) = (0..marks.len()).find(|index| is_prose(*index, &marks[*index])) else { return };
        let last =
            (0..marks.len()).rfind(|index| is_prose(*index, &marks[*index]) || marks[*index].kind == BlockKind::List).unwrap_or(first);
        for index in 0..first {
            if is_short(index, &marks[index]) && marks[index].reason.as_deref() != Some(SUMMARY) {
                let dateline = metadata::dateline(text(index), words).is_some_and(|dateline| dateline.span.end() == text(index).len());
                let kind = if dateline { BlockKind::Dateline } else { BlockKind::Credit };
                marks[index] = Mark::because(kind, "a short line before the first paragraph");
            }
        }
        // Three and more at the end are a list without bullets.
        let after: Vec<usize> = (last + 1..marks.len()).filter(|index| is_short(*index, &marks[*index])).collect();
        for index in after.iter().filter(|_| after.len() <= 2) {
            marks[*index] = Mark::because(BlockKind::Credit, "a short line after the last paragraph");
        }
    }

    /// The article begins with its lead and ends with its last sentence.
    fn trim(&self, marks: &mut [Mark]) {
        // A crosshead over nothing of the article is the label of something else.
        let mut below = None;
        let mut passed = BlockKind::Other;
        for mark in marks.iter_mut().rev() {
            match (mark.kind, below) {
                (BlockKind::Crosshead, Some(BlockKind::Related)) => *mark = Mark::because(BlockKind::Related, "the label of links"),
                (BlockKind::Crosshead, None) => *mark = Mark::because(passed, "a heading with nothing of the article under it"),
                (BlockKind::Crosshead, Some(_)) => below = Some(BlockKind::Crosshead),
                (kind, _) if kind.is_body() || kind == BlockKind::Related => below = Some(kind),
                (kind, _) => passed = kind,
            }
        }
        // A note in italics after the last sentence is about the article, not of it.
        let mut seen = 0;
        for index in (0..marks.len()).rev().filter(|index| marks[*index].kind.is_body()).take(3).collect::<Vec<_>>() {
            let italic = self.all_in(&self.lines.lines[index], &[Tag::Em, Tag::I]);
            seen += 1;
            if !italic || seen > 2 || self.lines.lines[index].span.len() > 500 {
                break;
            }
            marks[index] = Mark::because(BlockKind::Credit, "a note in italics at the end");
        }
        if let Some(first) = marks.iter_mut().find(|mark| mark.kind == BlockKind::Paragraph) {
            first.kind = BlockKind::Lead;
        }
    }

    /// Whether every word of a line stands in one of these elements.
    fn all_in(&self, line: &Line, tags: &[Tag]) -> bool {
        (line.runs.0..line.runs.1).map(|run| &self.outline.runs()[run as usize]).all(|run| {
            self.outline.run_text(run).trim().is_empty()
                || self
                    .outline
                    .ancestors(run.element)
                    .take_while(|id| !self.outline.element(*id).tag.is_block())
                    .any(|id| tags.contains(&self.outline.element(id).tag))
        })
    }

    /// The tag of the innermost element around the whole line that says what it is.
    fn tag(&self, line: &Line) -> Tag {
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
        _ => 0.3,
    }
}

/// How much a line speaks for the elements around it being the article.
fn weight(outline: &Outline<'_>, lines: &Lines, line: &Line) -> f32 {
    let text = line.span.of(&lines.text);
    let tag = outline.element(line.element).tag;
    if !reads_like_a_paragraph(text, tag) {
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
fn reads_like_a_paragraph(text: &str, tag: Tag) -> bool {
    !tag.is_heading() && (text.len() >= PARAGRAPH || (text.len() >= PARAGRAPH / 2 && ends_a_sentence(text)))
}

/// Whether a line ends with an end mark, closing quotation marks and brackets aside.
fn ends_a_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', '»', '“', ')', ']', '」', '』', '）'])
        .ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '।', '؟', '．'])
}

/// Letters and digits only, lower case: for comparing what two places of a page say.
fn fold(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
