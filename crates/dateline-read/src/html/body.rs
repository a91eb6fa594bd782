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

use super::lines::{Line, Lines};
use super::outline::{ElementId, Outline};
use super::survey::{PARAGRAPH, Survey, ends_a_sentence, reads_like_a_paragraph};
use super::tag::Tag;
use crate::Options;
use crate::charset::Decoded;
use crate::lexicon::Lexicon;
use crate::metadata::{self, Head};
use crate::repeat::{self, How};
use crate::tail::{Role, Tails};

/// The reason of a line that stands outside the article's container, in no named part.
const OUTSIDE: &str = "outside the article";
/// The reason of a line that names authors, agencies or the time of publication.
const CREDIT: &str = "says who made the article";
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

impl Survey<'_, '_> {
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
        self.answers(&mut marks, container);
        self.furniture(&mut marks, tails);
        self.one_article(&mut marks, container);
        self.reprieve(&mut marks);
        self.headline(&mut marks, head);
        self.standfirst(&mut marks, head, tails);
        self.told(&mut marks, head);
        self.repeats(&mut marks);
        self.edges(&mut marks, lexicon);
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

    /// Questions and answers that a click unfolds belong to the article when they follow it in the same `<article>` or
    /// `<main>`.
    fn answers(&self, marks: &mut [Mark], container: ElementId) {
        let home = self.outline.ancestors(container).skip(1).find(|id| matches!(self.outline.element(*id).tag, Tag::Article | Tag::Main));
        let (Some(home), from) = (home, self.outline.element(container).runs.1) else { return };
        let to = self.outline.element(home).runs.1;
        for (line, mark) in self.lines.lines.iter().zip(&mut *marks) {
            let follows = line.runs.0 >= from && line.runs.1 <= to && mark.reason.as_deref() == Some(OUTSIDE);
            if follows && self.around(line).take_while(|id| *id != home).any(|id| self.parts[id as usize].unfold) {
                *mark = self.inside(line, home);
            }
        }
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
                    Role::Credits => Mark::because(BlockKind::Credit, CREDIT),
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
            for (line, mark) in self.lines.lines[index..end].iter().zip(&mut marks[index..end]) {
                if self.tag(line) == Tag::Li && before && after {
                    *mark = Mark::of(BlockKind::List);
                }
            }
            if after && self.tag(&self.lines.lines[end - 1]).is_heading() {
                marks[end - 1] = Mark::of(BlockKind::Crosshead);
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
    fn edges(&self, marks: &mut [Mark], lexicon: &Lexicon) {
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
        let is_credit = |text: &str| lexicon.tails.role(text) == Some(Role::Credits) || metadata::says_when(text, &lexicon.metadata);
        let headline = marks[..first].iter().rposition(|mark| mark.kind == BlockKind::Headline).unwrap_or(first);
        for (index, mark) in marks.iter_mut().enumerate().take(first) {
            let text = text(index);
            if is_short(index, mark) && text.len() < 50 && mark.reason.as_deref() != Some(SUMMARY) {
                let dateline = metadata::dateline(text, &lexicon.metadata).is_some_and(|dateline| dateline.span.end() == text.len());
                let kind = if dateline { BlockKind::Dateline } else { BlockKind::Credit };
                *mark = Mark::because(kind, "a short line before the first paragraph");
            } else if index > headline && !mark.kind.is_body() && text.len() <= PARAGRAPH && is_credit(text) {
                *mark = Mark::because(BlockKind::Credit, CREDIT);
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
}

/// Letters and digits only, lower case: for comparing what two places of a page say.
fn fold(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
