//! The element names that reading tells apart (HTML standard, index of elements).

macro_rules! tags {
    ($($variant:ident = $name:literal: $class:ident),* $(,)?) => {
        /// The name of an element; [`Tag::Other`] stands for every name that is not listed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the variants are HTML's own names")]
        pub enum Tag { $($variant,)* Other }

        impl Tag {
            /// The tag of a lower-case name.
            pub fn of(name: &[u8]) -> Self {
                match name { $($name => Self::$variant,)* _ => Self::Other }
            }

            const fn class(self) -> Class {
                match self { $(Self::$variant => Class::$class,)* Self::Other => Class::Inline }
            }
        }
    };
}

/// How an element takes part in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Begins and ends a line.
    Block,
    /// Runs inside a line.
    Inline,
    /// Runs inside a line, and is reopened by browsers when misnested.
    Formatting,
    /// Has no content.
    Void,
    /// A line break, or a rule between lines.
    Break,
    /// Its content is no text of the page.
    Silent,
}

tags! {
    A = b"a": Formatting, Abbr = b"abbr": Inline, Address = b"address": Block, Area = b"area": Void, Article = b"article": Block,
    Aside = b"aside": Block, Audio = b"audio": Silent, B = b"b": Formatting, Base = b"base": Void, Big = b"big": Formatting,
    Blockquote = b"blockquote": Block, Body = b"body": Block, Br = b"br": Break, Button = b"button": Block, Canvas = b"canvas": Silent,
    Caption = b"caption": Block, Center = b"center": Block, Cite = b"cite": Inline, Code = b"code": Formatting, Col = b"col": Void,
    Colgroup = b"colgroup": Inline, Dd = b"dd": Block, Del = b"del": Inline, Details = b"details": Block, Dialog = b"dialog": Block,
    Dir = b"dir": Block, Div = b"div": Block, Dl = b"dl": Block, Dt = b"dt": Block, Em = b"em": Formatting, Embed = b"embed": Void,
    Fieldset = b"fieldset": Block, Figcaption = b"figcaption": Block, Figure = b"figure": Block, Font = b"font": Formatting,
    Footer = b"footer": Block, Form = b"form": Block, Frame = b"frame": Void, H1 = b"h1": Block, H2 = b"h2": Block, H3 = b"h3": Block,
    H4 = b"h4": Block, H5 = b"h5": Block, H6 = b"h6": Block, Head = b"head": Block, Header = b"header": Block, Hgroup = b"hgroup": Block,
    Hr = b"hr": Break, Html = b"html": Block, I = b"i": Formatting, Iframe = b"iframe": Silent, Img = b"img": Void, Input = b"input": Void,
    Ins = b"ins": Inline, Kbd = b"kbd": Inline, Label = b"label": Inline, Legend = b"legend": Block, Li = b"li": Block, Link = b"link": Void,
    Main = b"main": Block, Map = b"map": Inline, Mark = b"mark": Inline, Menu = b"menu": Block, Meta = b"meta": Void, Nav = b"nav": Block,
    Nobr = b"nobr": Formatting, Noembed = b"noembed": Silent, Noscript = b"noscript": Silent, Object = b"object": Silent, Ol = b"ol": Block,
    Optgroup = b"optgroup": Block, Option = b"option": Block, P = b"p": Block, Param = b"param": Void, Picture = b"picture": Inline,
    Pre = b"pre": Block, Q = b"q": Inline, Rp = b"rp": Silent, Rt = b"rt": Silent, Ruby = b"ruby": Inline, S = b"s": Formatting,
    Samp = b"samp": Inline, Script = b"script": Silent, Search = b"search": Block, Section = b"section": Block, Select = b"select": Block,
    Slot = b"slot": Inline, Small = b"small": Formatting, Source = b"source": Void, Span = b"span": Inline, Strike = b"strike": Formatting,
    Strong = b"strong": Formatting, Style = b"style": Silent, Sub = b"sub": Inline, Summary = b"summary": Block, Sup = b"sup": Inline,
    Svg = b"svg": Silent, Table = b"table": Block, Tbody = b"tbody": Block, Td = b"td": Inline, Template = b"template": Silent,
    Textarea = b"textarea": Silent, Tfoot = b"tfoot": Block, Th = b"th": Inline, Thead = b"thead": Block, Time = b"time": Inline,
    Title = b"title": Silent, Tr = b"tr": Block, Track = b"track": Void, Tt = b"tt": Formatting, U = b"u": Formatting, Ul = b"ul": Block,
    Var = b"var": Inline, Video = b"video": Silent, Wbr = b"wbr": Void,
}

impl Tag {
    /// Whether the element begins and ends a line.
    pub fn is_block(self) -> bool {
        self.class() == Class::Block
    }

    /// Whether the element has no content and no end tag.
    pub fn is_void(self) -> bool {
        matches!(self.class(), Class::Void | Class::Break)
    }

    /// Whether the element breaks a line (`br`, `hr`).
    pub fn is_break(self) -> bool {
        self.class() == Class::Break
    }

    /// Whether misnested end tags of this element leave the blocks inside it open.
    pub fn is_formatting(self) -> bool {
        self.class() == Class::Formatting
    }

    /// Whether the element's content is no text of the page.
    pub fn is_silent(self) -> bool {
        self.class() == Class::Silent
    }

    /// Whether the element is a heading `h1` to `h6`.
    pub fn is_heading(self) -> bool {
        matches!(self, Self::H1 | Self::H2 | Self::H3 | Self::H4 | Self::H5 | Self::H6)
    }
}
