//! JSON-LD (schema.org) as pages have it: several blocks, graphs, nested nodes, broken JSON.

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::clean;
use super::words::{Kind, Words};

/// Deepest nesting that is looked into.
const DEEPEST: usize = 64;
/// Longest script that is parsed, in bytes.
const LONGEST: usize = 4 << 20;

/// What JSON-LD says of the page's article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// The headline.
    pub headline: Option<String>,
    /// The description.
    pub description: Option<String>,
    /// The article's text, decoded, white space as it stands.
    pub body: Option<String>,
    /// The authors as they stand.
    pub authors: Vec<Author>,
    /// When it was published, as it stands.
    pub published: Option<String>,
    /// When it was changed, as it stands.
    pub modified: Option<String>,
    /// The publisher's name.
    pub publisher: Option<String>,
    /// The organisation named as source or provider.
    pub source: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// Whether the node is an article by its type, and not a page or a picture that holds one.
    pub is_article: bool,
}

/// An author as JSON-LD states them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The name as it stands, decoded.
    pub name: String,
    /// Whether the node says it is an organisation.
    pub organization: bool,
}

/// What the page says of itself elsewhere, to tell its own article from others.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints<'h> {
    /// Titles of the page, as [`clean::key`] gives them.
    pub titles: &'h [String],
    /// Its addresses.
    pub urls: &'h [&'h str],
}

/// Reads all JSON-LD scripts of a page and chooses the node of its article.
pub fn article(scripts: &[&str], hints: Hints<'_>, words: &Words) -> Option<Article> {
    let values: Vec<Value> = scripts.iter().flat_map(|script| parse(script)).collect();
    let mut nodes = Nodes { words, hints, ids: FxHashMap::default(), best: None };
    for value in &values {
        nodes.index(value, 0);
    }
    for value in &values {
        nodes.visit(value, 0, 0);
    }
    let (_, node) = nodes.best?;
    Some(nodes.read(node))
}

/// The values of a script: one, several in a row, or what repair makes of it.
pub fn parse(script: &str) -> Vec<Value> {
    let script = unwrap(script);
    if script.is_empty() || script.len() > LONGEST {
        return Vec::new();
    }
    if let Ok(value) = serde_json::from_str(script) {
        return vec![value];
    }
    let mut repaired = repair(script);
    if !repaired.contains('"') && repaired.contains("&quot;") {
        repaired = repair(&repaired.replace("&quot;", "\""));
    }
    serde_json::Deserializer::from_str(&repaired).into_iter::<Value>().take(64).map_while(Result::ok).collect()
}

/// The script without comments, CDATA marks and a final semicolon around it.
fn unwrap(script: &str) -> &str {
    let mut script = script.trim();
    loop {
        let before = script;
        for mark in ["<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA[", "//", "\u{feff}", "/* <![CDATA[ */"] {
            script = script.strip_prefix(mark).unwrap_or(script).trim_start();
        }
        for mark in ["-->", "//]]>", "/*]]>*/", "]]>", ";", "//", "/* ]]> */"] {
            script = script.strip_suffix(mark).unwrap_or(script).trim_end();
        }
        if script.len() == before.len() {
            return script;
        }
    }
}

/// Escapes raw control characters and lone backslashes inside strings, drops commas before a closing bracket,
/// comments between values, and commas between values in a row.
fn repair(script: &str) -> String {
    let mut out = String::with_capacity(script.len() + 64);
    let mut characters = script.chars().peekable();
    let (mut inside, mut depth) = (false, 0usize);
    while let Some(character) = characters.next() {
        if inside {
            match character {
                '\\' => match characters.peek() {
                    Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') => {
                        out.push('\\');
                        out.extend(characters.next());
                    }
                    _ => out.push_str("\\\\"),
                },
                '"' => {
                    // A quotation mark that no comma, colon or bracket follows stands inside the string.
                    let rest = characters.clone().find(|next| !next.is_whitespace());
                    if matches!(rest, None | Some(',' | ':' | '}' | ']')) {
                        inside = false;
                        out.push('"');
                    } else {
                        out.push_str("\\\"");
                    }
                }
                '\n' => out.push_str("\\n"),
                '\t' => out.push_str("\\t"),
                control if control.is_control() => out.push(' '),
                other => out.push(other),
            }
            continue;
        }
        match character {
            '"' => inside = true,
            '{' | '[' => depth += 1,
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                while out.ends_with(|last: char| last == ',' || last.is_whitespace()) {
                    out.pop();
                }
            }
            ',' | ';' if depth == 0 => continue,
            ',' => {
                let kept = out.trim_end();
                if kept.ends_with([',', '{', '[']) {
                    continue;
                }
            }
            _ => {}
        }
        out.push(character);
    }
    out
}

struct Nodes<'v, 'w> {
    words: &'w Words,
    hints: Hints<'w>,
    ids: FxHashMap<&'v str, &'v Map<String, Value>>,
    best: Option<(i32, &'v Map<String, Value>)>,
}

impl<'v> Nodes<'v, '_> {
    /// Collects the nodes that others refer to by `@id`.
    fn index(&mut self, value: &'v Value, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match value {
            Value::Object(node) => {
                if let Some(id) = node.get("@id").and_then(Value::as_str).filter(|_| node.len() > 1) {
                    let known = self.ids.entry(id).or_insert(node);
                    if known.len() < node.len() {
                        *known = node;
                    }
                }
                node.values().for_each(|value| self.index(value, depth + 1));
            }
            Value::Array(values) => values.iter().for_each(|value| self.index(value, depth + 1)),
            _ => {}
        }
    }

    /// Scores every node that may be the article; `penalty` grows under properties that hold other articles.
    fn visit(&mut self, value: &'v Value, depth: usize, penalty: i32) {
        if depth > DEEPEST {
            return;
        }
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.visit(value, depth + 1, penalty)),
            Value::Object(node) => {
                if let Some(kind) = self.kind(node) {
                    let score = self.score(node, kind) - penalty;
                    if self.best.is_none_or(|(best, _)| score > best) {
                        self.best = Some((score, node));
                    }
                }
                for (name, value) in node {
                    let other = self.words.others.contains(&name.to_ascii_lowercase());
                    self.visit(value, depth + 1, penalty + if other { 6 } else { 0 });
                }
            }
            _ => {}
        }
    }

    fn kind(&self, node: &Map<String, Value>) -> Option<Kind> {
        let of = |name: &str| {
            let name = name.rsplit(['/', ':', '#']).next().unwrap_or(name).to_ascii_lowercase();
            self.words.types.get(&name).copied()
        };
        match node.get("@type")? {
            Value::String(name) => of(name),
            Value::Array(names) => {
                let kinds: Vec<Kind> = names.iter().filter_map(Value::as_str).filter_map(of).collect();
                kinds.iter().copied().find(|kind| *kind == Kind::Article).or(kinds.first().copied())
            }
            _ => None,
        }
    }

    fn score(&self, node: &Map<String, Value>, kind: Kind) -> i32 {
        let mut score = match kind {
            Kind::Article => 6,
            Kind::Page => 0,
        };
        if let Some(title) = headline(node) {
            let title = clean::key(&clean::words(title));
            let same = |other: &String| !title.is_empty() && (other.starts_with(&title) || title.starts_with(other.as_str()));
            score += if self.hints.titles.iter().any(same) { 5 } else { 0 };
        }
        if let Some(url) = address(node) {
            score += if self.hints.urls.iter().any(|other| same_address(url, other)) { 4 } else { 0 };
        }
        for name in ["datePublished", "author", "articleBody"] {
            score += i32::from(node.get(name).is_some_and(|value| !value.is_null()));
        }
        score
    }

    fn read(&self, node: &'v Map<String, Value>) -> Article {
        let text = |name: &str| node.get(name).and_then(|value| self.string(value, 0)).map(clean::words).filter(|text| !text.is_empty());
        let mut authors = Vec::new();
        for name in ["author", "creator", "byline"] {
            if let Some(value) = node.get(name).filter(|_| authors.is_empty()) {
                self.authors(value, 0, &mut authors);
            }
        }
        Article {
            headline: headline(node).map(clean::words).filter(|title| !title.is_empty()),
            description: text("description"),
            body: node
                .get("articleBody")
                .or_else(|| node.get("text"))
                .and_then(Value::as_str)
                .filter(|body| !body.trim().is_empty())
                .map(decoded),
            authors,
            published: text("datePublished").or_else(|| text("dateCreated")).or_else(|| text("uploadDate")),
            modified: text("dateModified"),
            publisher: text("publisher"),
            source: ["sourceOrganization", "provider", "creditText", "copyrightHolder"].iter().find_map(|name| text(name)),
            url: address(node).map(str::to_owned),
            language: text("inLanguage"),
            is_article: self.kind(node) == Some(Kind::Article),
        }
    }

    /// A string, or the name of the node that stands in its place.
    fn string(&self, value: &'v Value, depth: usize) -> Option<&'v str> {
        match value {
            Value::String(text) => Some(text),
            Value::Array(values) => values.iter().find_map(|value| self.string(value, depth + 1)),
            Value::Object(node) if depth < 4 => {
                let named = |node: &'v Map<String, Value>| node.get("name").or_else(|| node.get("@value"));
                let node = named(node).map(|_| node).or_else(|| self.ids.get(node.get("@id")?.as_str()?).copied())?;
                self.string(named(node)?, depth + 1)
            }
            _ => None,
        }
    }

    fn authors(&self, value: &'v Value, depth: usize, into: &mut Vec<Author>) {
        if depth > 6 || into.len() > 64 {
            return;
        }
        match value {
            Value::String(name) => into.push(Author { name: clean::words(name), organization: false }),
            Value::Array(values) => values.iter().for_each(|value| self.authors(value, depth + 1, into)),
            Value::Object(node) => {
                let full = node
                    .get("@id")
                    .and_then(Value::as_str)
                    .and_then(|id| self.ids.get(id))
                    .copied()
                    .filter(|_| !node.contains_key("name"))
                    .unwrap_or(node);
                let organization = full.get("@type").and_then(Value::as_str).is_some_and(|name| name.ends_with("Organization"));
                let before = into.len();
                if let Some(name) = full.get("name") {
                    self.authors(name, depth + 1, into);
                } else if let (Some(given), Some(family)) =
                    (full.get("givenName").and_then(Value::as_str), full.get("familyName").and_then(Value::as_str))
                {
                    into.push(Author { name: clean::words(&format!("{given} {family}")), organization: false });
                }
                into[before..].iter_mut().for_each(|author| author.organization |= organization);
            }
            _ => {}
        }
    }
}

fn headline(node: &Map<String, Value>) -> Option<&str> {
    ["headline", "name", "alternativeHeadline", "title"].iter().find_map(|name| match node.get(*name)? {
        Value::String(title) => Some(title.as_str()),
        Value::Array(titles) => titles.iter().find_map(Value::as_str),
        _ => None,
    })
}

fn address(node: &Map<String, Value>) -> Option<&str> {
    let of = |value: &'_ Value| -> Option<bool> { Some(value.as_str()?.contains("//")) };
    let value = ["url", "mainEntityOfPage", "@id"].iter().find_map(|name| {
        let value = node.get(*name)?;
        let value = value.get("@id").unwrap_or(value);
        of(value).filter(|yes| *yes).map(|_| value)
    })?;
    value.as_str()
}

/// Whether two addresses name the same page: scheme, `www.`, query, fragment and a final slash apart.
pub fn same_address(one: &str, two: &str) -> bool {
    fn bare(url: &str) -> &str {
        let url = url.split_once("//").map_or(url, |(_, rest)| rest);
        url.trim_start_matches("www.").split(['?', '#']).next().unwrap_or_default().trim_end_matches('/')
    }
    bare(one) == bare(two)
}

/// A text with its character references decoded, white space as it stands.
fn decoded(text: &str) -> String {
    if !text.contains('&') && !text.contains('<') {
        return text.to_owned();
    }
    text.split_inclusive('\n').map(|line| format!("{}\n", clean::words(line))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(scripts: &[&str]) -> Article {
        article(scripts, Hints::default(), &Words::load()).unwrap_or_default()
    }

    #[test]
    fn an_article_in_a_graph_with_its_author_by_reference() {
        let read = read(&[r##"{"@context":"https://schema.org","@graph":[
            {"@type":"WebPage","name":"Page","datePublished":"2020-01-01"},
            {"@type":"NewsArticle","headline":"Dam holds","author":{"@id":"#ann"},"datePublished":"2024-05-03T06:00:00+02:00","publisher":{"name":"Vale Post"}},
            {"@type":"Person","@id":"#ann","name":"Ann Lee"}]}"##]);
        assert_eq!(read.headline.as_deref(), Some("Dam holds"));
        assert_eq!(read.authors, [Author { name: "Ann Lee".into(), organization: false }]);
        assert_eq!(read.published.as_deref(), Some("2024-05-03T06:00:00+02:00"));
        assert_eq!(read.publisher.as_deref(), Some("Vale Post"));
    }

    #[test]
    fn broken_json_is_repaired() {
        for script in [
            "<!-- {\"@type\":\"NewsArticle\",\"headline\":\"Dam holds\"} -->",
            "//<![CDATA[\n{\"@type\":\"NewsArticle\",\"headline\":\"Dam holds\"}\n//]]>",
            "{\"@type\":\"NewsArticle\",\"headline\":\"Dam\nholds\",}",
            "{\"@type\":\"NewsArticle\",\"headline\":\"Dam\tholds\",,\"x\":[1,]};",
            "{\"@type\":\"WebSite\"} {\"@type\":\"NewsArticle\",\"headline\":\"Dam holds\"}",
            "{\"@type\":\"WebSite\"},{\"@type\":\"NewsArticle\",\"headline\":\"Dam holds\"}",
            "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;headline&quot;:&quot;Dam holds&quot;}",
            "{\"@type\":\"NewsArticle\",\"headline\":\"Dam holds\",\"description\":\"a \"quoted\" word\"}",
            "{\"@type\":\"NewsArticle\",\"headline\":\"Dam holds\",\"description\":\"a \\x b\"}",
        ] {
            assert_eq!(read(&[script]).headline.as_deref(), Some("Dam holds"), "{script}");
        }
    }

    #[test]
    fn the_page_s_own_article_is_chosen_before_related_ones() {
        let scripts = [
            r#"{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Other","datePublished":"2020-01-01","author":"X Y"}]}"#,
            r#"{"@type":"NewsArticle","headline":"First other","datePublished":"2020-01-01","author":"X Y"}"#,
            r#"{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","headline":"Dam holds","url":"https://news.example/dam"}}"#,
        ];
        let titles = ["dam holds vale post".to_owned()];
        let hints = Hints { titles: &titles, urls: &["http://www.news.example/dam/?x=1"] };
        assert_eq!(article(&scripts, hints, &Words::load()).and_then(|article| article.headline).as_deref(), Some("Dam holds"));
    }

    #[test]
    fn nesting_is_bounded() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(parse(&deep).is_empty());
    }
}
