//! A page's visible text, one line per block, in reading order.
//!
//! A line ends where a block-level element begins or ends and at every `<br>`; white space is folded as browsers
//! fold it. Each line knows the elements and the bytes of the source that it stands on.

use dateline_text::ByteSpan;

use super::outline::{ElementId, Outline, Run};
use super::tag::Tag;

/// The text and its lines.
#[derive(Debug, Default)]
pub struct Lines {
    /// The lines, separated by line feeds.
    pub text: String,
    /// In order; none is empty.
    pub lines: Vec<Line>,
}

/// One line of a page's text.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Its words, in the page's text.
    pub span: ByteSpan,
    /// The innermost block-level element around it.
    pub element: ElementId,
    /// Its runs of text: from the first to before the last.
    pub runs: (u32, u32),
    /// Bytes of the line that stand in links.
    pub linked: u32,
    /// The hull of its source, tags included, in the decoded source.
    pub source: (u32, u32),
}

/// Cuts a page into lines.
pub fn lines(outline: &Outline<'_>) -> Lines {
    let mut writer = Writer { outline, visible: visible(outline), out: Lines::default(), line: None, space: false, after_link: false };
    writer.out.text.reserve(outline.source().len() / 8);
    // Elements that are open, in order to know when a block ends.
    let mut stack: Vec<ElementId> = Vec::new();
    let runs = outline.runs();
    let mut next_run = 0;
    let mut id: ElementId = 0;
    let count = outline.elements().len();
    loop {
        let element = outline.elements().get(id as usize);
        // Runs and ends of elements that come before this one begins.
        while let Some(&open) = stack.last() {
            let inner = outline.element(open);
            let until = element.filter(|_| id < inner.end).map_or(inner.runs.1, |element| element.runs.0);
            while next_run < until {
                writer.run(next_run, &runs[next_run as usize]);
                next_run += 1;
            }
            if element.is_some() && id < inner.end {
                break;
            }
            writer.close(open);
            stack.pop();
        }
        let Some(element) = element else { break };
        if element.tag.is_silent() {
            // Scripts, drawings and the like are no text: pass over the whole subtree.
            next_run = element.runs.1;
            id = element.end;
        } else {
            writer.open(id);
            if element.end == id + 1 && element.runs.0 == element.runs.1 {
                writer.close(id);
            } else {
                stack.push(id);
            }
            id += 1;
        }
        debug_assert!(id as usize <= count);
    }
    writer.flush();
    writer.out
}

struct Writer<'o, 's> {
    outline: &'o Outline<'s>,
    /// How many visible runs stand before each run; one longer than the runs.
    visible: Vec<u32>,
    out: Lines,
    /// The line being written: where its text starts, its first and last run, and its linked bytes.
    line: Option<(usize, u32, u32, u32)>,
    /// White space was seen and will be written before the next word.
    space: bool,
    /// A link has just ended: another that follows at once is set apart by a space.
    after_link: bool,
}

impl Writer<'_, '_> {
    fn open(&mut self, id: ElementId) {
        let tag = self.outline.element(id).tag;
        if tag.is_block() || tag.is_break() {
            self.flush();
        } else if matches!(tag, Tag::Td | Tag::Th) || (tag == Tag::A && self.after_link) {
            self.space = true;
        }
    }

    fn close(&mut self, id: ElementId) {
        let tag = self.outline.element(id).tag;
        if tag.is_block() {
            self.flush();
        } else if tag == Tag::A {
            self.after_link = true;
        }
    }

    fn run(&mut self, number: u32, run: &Run) {
        let mut rest = self.outline.run_text(run);
        let mut written = false;
        while !rest.is_empty() {
            let (word, after) = split_word(rest);
            rest = after;
            if word.is_empty() {
                self.space = true;
                continue;
            }
            written = true;
            let line = self.line.get_or_insert_with(|| {
                if !self.out.text.is_empty() {
                    self.out.text.push('\n');
                }
                self.space = false;
                (self.out.text.len(), number, number, 0)
            });
            if self.space {
                self.out.text.push(' ');
                self.space = false;
            }
            self.out.text.push_str(word);
            line.2 = number;
            if run.link {
                line.3 += u32::try_from(word.len() + 1).unwrap_or(u32::MAX);
            }
        }
        if written {
            self.after_link = false;
        }
    }

    fn flush(&mut self) {
        self.space = false;
        self.after_link = false;
        let Some((start, first, last, linked)) = self.line.take() else { return };
        let span = ByteSpan::new(start, self.out.text.len());
        let runs = (first, last + 1);
        let element = block_around(self.outline, runs);
        self.out.lines.push(Line {
            span,
            element,
            runs,
            linked: linked.min(index(span.len())),
            source: hull(self.outline, &self.visible, runs),
        });
    }
}

/// White space that browsers fold. A no-break space is a character of the text, but at the rim of words it folds too.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{a0}' | '\u{200b}' | '\u{feff}')
}

/// The word that a text begins with, and the rest; or nothing and what stands behind the white space it begins with.
fn split_word(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let space = |at: usize| match bytes[at] {
        b' ' | b'\t' | b'\n' | b'\r' | 0xc => 1,
        0..0x80 => 0,
        0xc2 | 0xe2 | 0xef => text[at..].chars().next().filter(|character| is_space(*character)).map_or(0, char::len_utf8),
        _ => 0,
    };
    let end = (0..bytes.len()).find(|at| space(*at) > 0).unwrap_or(bytes.len());
    if end > 0 {
        return text.split_at(end);
    }
    let mut at = 0;
    while at < bytes.len() {
        match space(at) {
            0 => break,
            width => at += width,
        }
    }
    ("", &text[at..])
}

/// The innermost block-level element that holds all of these runs.
fn block_around(outline: &Outline<'_>, runs: (u32, u32)) -> ElementId {
    let first = outline.runs()[runs.0 as usize].element;
    let mut last = first;
    for id in outline.ancestors(first) {
        let element = outline.element(id);
        last = id;
        if (element.tag.is_block() || matches!(element.tag, Tag::Td | Tag::Th)) && element.runs.1 >= runs.1 {
            return id;
        }
    }
    last
}

/// How many runs before each run hold words that readers see; one longer than the runs.
fn visible(outline: &Outline<'_>) -> Vec<u32> {
    let mut silent: Vec<bool> = Vec::with_capacity(outline.elements().len());
    for element in outline.elements() {
        silent.push(element.tag.is_silent() || element.parent.is_some_and(|parent| silent[parent as usize]));
    }
    let mut count = 0;
    let mut visible = Vec::with_capacity(outline.runs().len() + 1);
    visible.push(count);
    for run in outline.runs() {
        count += u32::from(!silent[run.element as usize] && !outline.run_text(run).chars().all(is_space));
        visible.push(count);
    }
    visible
}

/// The bytes of the source under these runs, with the tags of all elements that hold nothing else.
fn hull(outline: &Outline<'_>, visible: &[u32], runs: (u32, u32)) -> (u32, u32) {
    let blank_to = |from: u32, to: u32| visible[from as usize] == visible[to as usize];
    let holds_no_other = |id: ElementId| {
        let element = outline.element(id);
        element.parent.is_some()
            && !matches!(element.tag, Tag::Body | Tag::Html)
            && (element.runs.0 >= runs.0 || blank_to(element.runs.0, runs.0))
            && (element.runs.1 <= runs.1 || blank_to(runs.1, element.runs.1))
    };
    let top = |run: u32| outline.ancestors(outline.runs()[run as usize].element).take_while(|id| holds_no_other(*id)).last();
    let (first, last) = (&outline.runs()[runs.0 as usize], &outline.runs()[runs.1 as usize - 1]);
    let start = top(runs.0).map_or(first.span.0, |id| outline.element(id).open.min(first.span.0));
    // A formatting element that is closed before what began in it ends before the words: `<b><h1></b>words`.
    let end = top(runs.1 - 1).map_or(last.span.1, |id| outline.element(id).close.max(last.span.1));
    (start, end.max(start))
}

/// Positions fit 32 bits, because the outline cuts the source there.
fn index(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(html: &str) -> Vec<(String, String)> {
        let outline = Outline::new(html);
        let lines = lines(&outline);
        lines
            .lines
            .iter()
            .map(|line| (line.span.of(&lines.text).to_owned(), html[line.source.0 as usize..line.source.1 as usize].to_owned()))
            .collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(text, raw)| ((*text).to_owned(), (*raw).to_owned())).collect()
    }

    #[test]
    fn a_line_is_a_block_with_its_tags() {
        assert_eq!(
            cut("<body><div><p>One <b>two</b>\n three.</p><p>Four<br>five</p></div>"),
            pairs(&[("One two three.", "<p>One <b>two</b>\n three.</p>"), ("Four", "Four"), ("five", "five")])
        );
    }

    #[test]
    fn neighbouring_links_are_set_apart_and_cells_too() {
        assert_eq!(cut("<body><nav><a>Home</a><a>News</a></nav><p>x").first().map(|line| line.0.clone()), Some("Home News".to_owned()));
        assert_eq!(cut("<table><tr><td>1<td>2</table>")[0].0, "1 2");
    }

    #[test]
    fn scripts_and_drawings_are_silent() {
        assert_eq!(
            cut("<body><p>a<script>x()</script>b<svg><text>c</text></svg></p><p>z"),
            pairs(&[("ab", "<p>a<script>x()</script>b<svg><text>c</text></svg></p>"), ("z", "<p>z")])
        );
    }
}
