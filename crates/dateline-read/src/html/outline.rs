//! A page's elements and runs of text in document order, with the byte range of each.
//!
//! The tokens are html5gum's (WHATWG). Over them stands a stack of open elements with HTML's implied end tags and
//! scopes, without the adoption agency: a misnested formatting element ends where its end tag stands, and the
//! blocks inside stay open, which gives the text that browsers show. Linear in the length of the page.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Span as TokenSpan, Tokenizer};

use super::tag::Tag;

/// Deepest nesting that is kept (the HTML standard allows a limit; browsers use 512).
const DEEPEST: usize = 512;

/// Index of an element, in document order.
pub type ElementId = u32;

/// The attributes that are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attr {
    /// `class`
    Class,
    /// `id`
    Id,
    /// `itemprop` (microdata)
    Itemprop,
    /// `itemtype` (microdata)
    Itemtype,
    /// `rel`
    Rel,
    /// `href`
    Href,
    /// `name`
    Name,
    /// `http-equiv`
    HttpEquiv,
    /// `property` (Open Graph, RDFa)
    Property,
    /// `content`
    Content,
    /// `datetime`
    Datetime,
    /// `type`
    Type,
    /// `role`
    Role,
    /// `style`
    Style,
    /// `hidden`
    Hidden,
    /// `aria-hidden`
    AriaHidden,
    /// `aria-label`
    AriaLabel,
    /// `lang`
    Lang,
    /// `title`
    Title,
    /// `data-testid`, `data-component`, `data-module`, `data-qa` and their like: names that a page gives its parts.
    Part,
    /// Any other `data-*` attribute whose name speaks of a date or time.
    DataDate,
}

impl Attr {
    fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"class" => Self::Class,
            b"id" => Self::Id,
            b"itemprop" => Self::Itemprop,
            b"itemtype" => Self::Itemtype,
            b"rel" => Self::Rel,
            b"href" => Self::Href,
            b"name" => Self::Name,
            b"http-equiv" => Self::HttpEquiv,
            b"property" => Self::Property,
            b"content" => Self::Content,
            b"datetime" => Self::Datetime,
            b"type" => Self::Type,
            b"role" => Self::Role,
            b"style" => Self::Style,
            b"hidden" => Self::Hidden,
            b"aria-hidden" => Self::AriaHidden,
            b"aria-label" => Self::AriaLabel,
            b"lang" => Self::Lang,
            b"title" => Self::Title,
            b"data-testid"
            | b"data-test-id"
            | b"data-test"
            | b"data-component"
            | b"data-component-name"
            | b"data-module"
            | b"data-qa"
            | b"data-type"
            | b"data-name"
            | b"data-block"
            | b"data-area"
            | b"data-role" => Self::Part,
            name if name.starts_with(b"data-") && (contains(name, b"date") || contains(name, b"time") || contains(name, b"publish")) => {
                Self::DataDate
            }
            _ => return None,
        })
    }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

/// One element.
#[derive(Debug, Clone, Copy)]
pub struct Element {
    /// Its name.
    pub tag: Tag,
    /// The element that holds it.
    pub parent: Option<ElementId>,
    /// The first element after its subtree.
    pub end: ElementId,
    /// Runs of text inside: from the first to before the last.
    pub runs: (u32, u32),
    /// Byte of the decoded source where its start tag begins.
    pub open: u32,
    /// Byte of the decoded source after its end tag.
    pub close: u32,
    attributes: (u32, u32),
}

/// One run of text between two tags.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// The element that holds it.
    pub element: ElementId,
    /// Whether it stands inside a link.
    pub link: bool,
    value: Value,
    /// Where it stands in the decoded source.
    pub span: (u32, u32),
}

/// Text that either stands in the source as it is, or was decoded from character references.
#[derive(Debug, Clone, Copy)]
enum Value {
    Source(u32, u32),
    Decoded(u32, u32),
}

/// A page's elements and runs of text.
#[derive(Debug)]
pub struct Outline<'s> {
    source: &'s str,
    elements: Vec<Element>,
    runs: Vec<Run>,
    attributes: Vec<(Attr, Value)>,
    decoded: String,
    flattened: bool,
}

impl<'s> Outline<'s> {
    /// Reads a decoded page. Sources beyond 4 GiB are cut there.
    pub fn new(source: &'s str) -> Self {
        let mut builder = Builder::new(source);
        {
            let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: TokenSpan<usize>| -> Option<()> {
                builder.token(event, span);
                None
            });
            emitter.naively_switch_states(true);
            for token in Tokenizer::new_with_emitter(source, Quiet(emitter)) {
                match token {
                    Ok(()) => {}
                    Err(never) => match never {},
                }
            }
        }
        builder.finish()
    }

    /// The decoded source.
    pub fn source(&self) -> &'s str {
        self.source
    }

    /// All elements, in document order.
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// All runs of text, in document order, those of scripts included.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// One element.
    pub fn element(&self, id: ElementId) -> &Element {
        &self.elements[id as usize]
    }

    /// The words of a run, character references decoded, white space as it stands.
    pub fn run_text(&self, run: &Run) -> &str {
        self.value(run.value)
    }

    /// The value of an attribute, if the element has it.
    pub fn attr(&self, id: ElementId, attr: Attr) -> Option<&str> {
        let (from, to) = self.element(id).attributes;
        self.attributes[from as usize..to as usize].iter().find(|(name, _)| *name == attr).map(|(_, value)| self.value(*value))
    }

    /// All kept attributes of an element, in the page's order.
    pub fn attrs(&self, id: ElementId) -> impl Iterator<Item = (Attr, &str)> {
        let (from, to) = self.element(id).attributes;
        self.attributes[from as usize..to as usize].iter().map(|(name, value)| (*name, self.value(*value)))
    }

    /// The element and its ancestors, from the inside out.
    pub fn ancestors(&self, id: ElementId) -> impl Iterator<Item = ElementId> {
        std::iter::successors(Some(id), |id| self.element(*id).parent)
    }

    /// The runs inside an element.
    pub fn runs_in(&self, id: ElementId) -> &[Run] {
        let (from, to) = self.element(id).runs;
        &self.runs[from as usize..to as usize]
    }

    /// The words inside an element, white space folded, scripts and other silent elements left out (unless the
    /// element itself is one).
    pub fn text_in(&self, id: ElementId) -> String {
        let silent_root = self.element(id).tag.is_silent();
        let mut text = String::new();
        for run in self.runs_in(id) {
            if silent_root || !self.element(run.element).tag.is_silent() {
                for word in self.run_text(run).split_whitespace() {
                    if !text.is_empty() {
                        text.push(' ');
                    }
                    text.push_str(word);
                }
            }
        }
        text
    }

    /// Whether elements beyond the deepest nesting were flattened.
    pub fn flattened(&self) -> bool {
        self.flattened
    }

    fn value(&self, value: Value) -> &str {
        match value {
            Value::Source(from, to) => &self.source[from as usize..to as usize],
            Value::Decoded(from, to) => &self.decoded[from as usize..to as usize],
        }
    }
}

/// Passes tokens on and asks for no parse errors, whose checks take a quarter of the time.
struct Quiet<E>(E);

impl<E: Emitter> ForwardingEmitter for Quiet<E> {
    type Token = E::Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = E::Token> {
        &mut self.0
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

/// An open element of the stack.
#[derive(Debug, Clone, Copy)]
struct Open {
    id: ElementId,
    tag: Tag,
    /// The element's name for tags that are [`Tag::Other`]: where it stands in the source.
    name: (u32, u32),
}

struct Builder<'s> {
    outline: Outline<'s>,
    stack: Vec<Open>,
    /// Open `<a>` elements.
    links: usize,
    /// Open `<svg>` elements, inside which a start tag may close itself.
    foreign: usize,
    start: Option<Start>,
    attribute: Option<Attr>,
}

/// A start tag whose attributes are being read.
#[derive(Debug, Clone, Copy)]
struct Start {
    tag: Tag,
    open: u32,
    name: (u32, u32),
    attributes: u32,
}

impl<'s> Builder<'s> {
    fn new(source: &'s str) -> Self {
        let mut cut = source.len().min(u32::MAX as usize);
        while !source.is_char_boundary(cut) {
            cut -= 1;
        }
        let source = &source[..cut];
        let tags = source.len() / 64;
        Self {
            outline: Outline {
                source,
                elements: Vec::with_capacity(tags),
                runs: Vec::with_capacity(tags),
                attributes: Vec::with_capacity(tags),
                decoded: String::new(),
                flattened: false,
            },
            stack: Vec::with_capacity(64),
            links: 0,
            foreign: 0,
            start: None,
            attribute: None,
        }
    }

    fn token(&mut self, event: CallbackEvent<'_>, span: TokenSpan<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let open = index(span.start);
                self.start = Some(Start {
                    tag: Tag::of(name),
                    open,
                    name: (open + 1, open + 1 + index(name.len())),
                    attributes: index(self.outline.attributes.len()),
                });
                self.attribute = None;
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute = if self.start.is_some() { Attr::of(name) } else { None };
                if self.attribute == Some(Attr::Hidden) {
                    self.outline.attributes.push((Attr::Hidden, Value::Source(0, 0)));
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(attr) = self.attribute.take() {
                    let value = self.keep(value, span);
                    self.outline.attributes.push((attr, value));
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some(start) = self.start.take() {
                    self.open(start, self_closing, index(span.end));
                }
            }
            CallbackEvent::EndTag { name } => {
                self.start = None;
                self.close(name, index(span.start), index(span.end));
            }
            CallbackEvent::String { value } => self.text(value, span),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    /// Keeps a value: as a range of the source where it stands there unchanged, as a copy otherwise.
    fn keep(&mut self, value: &[u8], span: TokenSpan<usize>) -> Value {
        let source = self.outline.source;
        for start in [span.start, span.start + 1] {
            let end = start + value.len();
            if source.as_bytes().get(start..end) == Some(value) && source.is_char_boundary(start) && source.is_char_boundary(end) {
                return Value::Source(index(start), index(end));
            }
        }
        let from = self.outline.decoded.len();
        self.outline.decoded.push_str(&String::from_utf8_lossy(value));
        Value::Decoded(index(from), index(self.outline.decoded.len()))
    }

    fn text(&mut self, value: &[u8], span: TokenSpan<usize>) {
        let Some(top) = self.stack.last().copied() else {
            if value.iter().all(u8::is_ascii_whitespace) {
                return;
            }
            self.open(
                Start { tag: Tag::Body, open: index(span.start), name: (0, 0), attributes: index(self.outline.attributes.len()) },
                false,
                index(span.start),
            );
            return self.text(value, span);
        };
        let value = self.keep(value, span);
        let length = self.outline.source.len();
        let span = (index(span.start.min(length)), index(span.end.clamp(span.start.min(length), length)));
        self.outline.runs.push(Run { element: top.id, link: self.links > 0, value, span });
    }

    fn open(&mut self, start: Start, self_closing: bool, after: u32) {
        let tag = start.tag;
        // A second <html> or <body> only adds attributes to the first.
        if matches!(tag, Tag::Html | Tag::Body) && self.stack.iter().any(|open| open.tag == tag) {
            return;
        }
        if self.foreign == 0 {
            self.imply_end_tags(tag, start.open);
        }
        let id = index(self.outline.elements.len());
        let runs = index(self.outline.runs.len());
        self.outline.elements.push(Element {
            tag,
            parent: self.stack.last().map(|open| open.id),
            end: id + 1,
            runs: (runs, runs),
            open: start.open,
            close: after,
            attributes: (start.attributes, index(self.outline.attributes.len())),
        });
        if tag.is_void() || (self_closing && (self.foreign > 0 || tag == Tag::Svg)) {
            return;
        }
        if self.stack.len() >= DEEPEST {
            self.outline.flattened = true;
            return;
        }
        self.links += usize::from(tag == Tag::A);
        self.foreign += usize::from(tag == Tag::Svg);
        self.stack.push(Open { id, tag, name: start.name });
    }

    /// Closes what a start tag closes without an end tag (HTML standard, 13.2.6.4.7 "in body" and the table modes).
    fn imply_end_tags(&mut self, tag: Tag, at: u32) {
        if tag.is_block()
            && !matches!(
                tag,
                Tag::Button | Tag::Option | Tag::Optgroup | Tag::Select | Tag::Html | Tag::Body | Tag::Tr | Tag::Tbody | Tag::Caption
            )
            || tag == Tag::Hr
        {
            self.close_within(&[Tag::P], &[Tag::Button, Tag::Td, Tag::Th, Tag::Caption, Tag::Table], at);
        }
        if tag == Tag::Body {
            self.close_within(&[Tag::Head], &[], at);
        }
        match tag {
            Tag::Li => self.close_within(
                &[Tag::Li],
                &[Tag::Ul, Tag::Ol, Tag::Menu, Tag::Dir, Tag::Table, Tag::Td, Tag::Div, Tag::Nav, Tag::Section, Tag::Article],
                at,
            ),
            Tag::Dt | Tag::Dd => self.close_within(&[Tag::Dt, Tag::Dd], &[Tag::Dl, Tag::Table, Tag::Td, Tag::Div], at),
            Tag::Tr => self.close_within(&[Tag::Tr], &[Tag::Table], at),
            Tag::Td | Tag::Th => self.close_within(&[Tag::Td, Tag::Th], &[Tag::Tr, Tag::Table], at),
            Tag::Thead | Tag::Tbody | Tag::Tfoot => self.close_within(&[Tag::Thead, Tag::Tbody, Tag::Tfoot], &[Tag::Table], at),
            Tag::Option => self.close_within(&[Tag::Option], &[Tag::Select, Tag::Optgroup], at),
            Tag::Optgroup => self.close_within(&[Tag::Optgroup], &[Tag::Select], at),
            Tag::A => self.end_formatting(Tag::A, at),
            _ if tag.is_heading() && self.stack.last().is_some_and(|open| open.tag.is_heading()) => self.pop(at),
            _ => {}
        }
    }

    /// Pops up to the nearest of `tags`, unless one of `walls` stands between.
    fn close_within(&mut self, tags: &[Tag], walls: &[Tag], at: u32) {
        let found = self.stack.iter().rposition(|open| tags.contains(&open.tag) || walls.contains(&open.tag));
        if let Some(depth) = found.filter(|depth| tags.contains(&self.stack[*depth].tag)) {
            while self.stack.len() > depth {
                self.pop(at);
            }
        }
    }

    /// Ends a formatting element and leaves the blocks inside it open.
    fn end_formatting(&mut self, tag: Tag, at: u32) {
        let wall = |tag: Tag| matches!(tag, Tag::Table | Tag::Td | Tag::Th | Tag::Caption | Tag::Button);
        let Some(depth) = self.stack.iter().rposition(|open| open.tag == tag || wall(open.tag)) else { return };
        if self.stack[depth].tag != tag {
            return;
        }
        if self.stack[depth..].iter().any(|open| open.tag.is_block()) {
            let open = self.stack.remove(depth);
            self.end(open, at);
        } else {
            while self.stack.len() > depth {
                self.pop(at);
            }
        }
    }

    fn close(&mut self, name: &[u8], start: u32, after: u32) {
        let tag = Tag::of(name);
        if tag.is_void() {
            if tag == Tag::Br {
                self.line_break(start, after);
            }
            return;
        }
        if matches!(tag, Tag::Body | Tag::Html) {
            return; // What follows still belongs to the body.
        }
        if tag.is_formatting() {
            return self.end_formatting(tag, after);
        }
        let wall = |open: Tag| {
            matches!(open, Tag::Td | Tag::Th | Tag::Caption | Tag::Table)
                && !matches!(tag, Tag::Td | Tag::Th | Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Table | Tag::Caption)
        };
        let source = self.outline.source;
        let same = |open: &Open| {
            open.tag == tag
                && (tag != Tag::Other
                    || source
                        .as_bytes()
                        .get(open.name.0 as usize..open.name.1 as usize)
                        .is_some_and(|other| other.eq_ignore_ascii_case(name)))
                || (tag.is_heading() && open.tag.is_heading())
        };
        let inline = !tag.is_block() && !tag.is_silent() && tag != Tag::Td && tag != Tag::Th;
        for depth in (0..self.stack.len()).rev() {
            let open = self.stack[depth];
            if same(&open) {
                while self.stack.len() > depth + 1 {
                    self.pop(start);
                }
                self.pop(after);
                return;
            }
            if wall(open.tag) || (inline && open.tag.is_block() && tag != Tag::Other) || (tag == Tag::P && open.tag == Tag::Button) {
                break;
            }
        }
        if tag == Tag::P {
            self.line_break(start, after); // Browsers put an empty paragraph where none is open.
        }
    }

    fn line_break(&mut self, start: u32, after: u32) {
        let attributes = index(self.outline.attributes.len());
        self.open(Start { tag: Tag::Br, open: start, name: (0, 0), attributes }, false, after);
    }

    fn pop(&mut self, at: u32) {
        if let Some(open) = self.stack.pop() {
            self.end(open, at);
        }
    }

    fn end(&mut self, open: Open, at: u32) {
        self.links -= usize::from(open.tag == Tag::A);
        self.foreign -= usize::from(open.tag == Tag::Svg);
        let (elements, runs) = (index(self.outline.elements.len()), index(self.outline.runs.len()));
        let element = &mut self.outline.elements[open.id as usize];
        element.end = elements;
        element.runs.1 = runs;
        element.close = at;
    }

    fn finish(mut self) -> Outline<'s> {
        let end = index(self.outline.source.len());
        while !self.stack.is_empty() {
            self.pop(end);
        }
        self.outline
    }
}

/// Positions fit 32 bits, because [`Builder::new`] cuts the source there.
fn index(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The elements as nested names, texts in quotation marks.
    fn tree(html: &str) -> String {
        fn show(outline: &Outline<'_>, id: ElementId, out: &mut String) {
            let element = outline.element(id);
            out.push_str(&format!("({:?}", element.tag).to_lowercase());
            let (mut run, mut child) = (element.runs.0, id + 1);
            loop {
                let next = outline.elements().get(child as usize).filter(|_| child < element.end).map(|next| next.runs.0);
                while run < next.unwrap_or(element.runs.1) {
                    out.push_str(&format!(" {:?}", outline.run_text(&outline.runs()[run as usize])));
                    run += 1;
                }
                if next.is_none() {
                    break;
                }
                out.push(' ');
                show(outline, child, out);
                (run, child) = (outline.element(child).runs.1, outline.element(child).end);
            }
            out.push(')');
        }
        let outline = Outline::new(html);
        let mut out = String::new();
        let mut id = 0;
        while id < index(outline.elements().len()) {
            show(&outline, id, &mut out);
            id = outline.element(id).end;
        }
        out
    }

    #[test]
    fn implied_end_tags() {
        assert_eq!(tree("<div><p>one<p>two</div>x"), r#"(div (p "one") (p "two"))(body "x")"#);
        assert_eq!(tree("<ul><li>a<li>b<ul><li>c</ul></ul>"), r#"(ul (li "a") (li "b" (ul (li "c"))))"#);
        assert_eq!(tree("<table><tr><td>a<td>b<tr><td>c</table>"), r#"(table (tr (td "a") (td "b")) (tr (td "c")))"#);
    }

    #[test]
    fn misnested_tags_leave_blocks_open() {
        assert_eq!(tree("<div><b>x</div>y"), r#"(div (b "x"))(body "y")"#);
        assert_eq!(tree("<p><span>a</p><p>b"), r#"(p (span "a"))(p "b")"#);
        assert_eq!(tree("<td></p>x"), r#"(td (br) "x")"#);
    }

    #[test]
    fn scripts_hold_no_elements_and_references_are_decoded() {
        assert_eq!(tree("<script>if (a<b) '<p>'</script><p>Q&amp;A"), r#"(script "if (a<b) '<p>'")(p "Q&A")"#);
    }

    #[test]
    fn attributes_are_kept_by_name() {
        let outline = Outline::new("<a class='x y' HREF=/a?b&amp;c data-testid=\"lead\" onclick=z hidden>t</a>");
        assert_eq!(outline.attr(0, Attr::Class), Some("x y"));
        assert_eq!(outline.attr(0, Attr::Href), Some("/a?b&c"));
        assert_eq!(outline.attr(0, Attr::Part), Some("lead"));
        assert_eq!(outline.attr(0, Attr::Hidden), Some(""));
        assert_eq!(outline.attr(0, Attr::Id), None);
    }

    #[test]
    fn deep_nesting_is_flattened() {
        let page = "<div>".repeat(100_000);
        let outline = Outline::new(&page);
        assert!(outline.flattened());
        assert_eq!(outline.elements().len(), 100_000);
    }

    proptest! {
        #[test]
        fn any_soup_gives_nested_elements(soup in "(<(p|div|a|b|li|ul|td|tr|table|/p|/div|/a|/b|/li|/td|/table|br|script|/script|svg/?|h2|/h3)( class=é)?>|[a-zé&<>;\"' ]{0,4}){0,60}") {
            let outline = Outline::new(&soup);
            for (id, element) in outline.elements().iter().enumerate() {
                prop_assert!(element.parent.is_none_or(|parent| (parent as usize) < id));
                prop_assert!(element.open <= element.close && element.close as usize <= soup.len());
                prop_assert!(element.runs.0 <= element.runs.1 && element.end as usize > id);
            }
            for run in outline.runs() {
                prop_assert!(soup.get(run.span.0 as usize..run.span.1 as usize).is_some());
                let _ = outline.run_text(run);
            }
        }
    }
}
