//! Title, authors, dates, outlet, agency and language of a page, each with what it rests on.
//!
//! Two steps. [`head`] reads what a page says of itself before its article is found: JSON-LD, Open Graph, `<meta>`
//! and headings. [`of_page`] and [`of_text`] settle the fields once the blocks are known, by weighing the sources
//! against one another.

mod byline;
mod clean;
mod date;
mod harvest;
mod jsonld;
mod language;
mod published;
mod site;
mod title;
mod wire;
mod words;

use dateline_text::{Basis, Block, BlockKind, Format, Meta, Note, NoteCode};

#[allow(unused_imports, reason = "whoever reads lines takes the type by this name")]
pub use wire::{Dateline, dateline};
pub use words::Words;

use crate::html::Outline;
use crate::lexicon::Lexicon;
use crate::{Options, Record};
use byline::Hand;
use date::{Stamp, Style};
use harvest::Harvest;
use jsonld::{Article, Hints};
use words::Field;

/// What an HTML page says of itself before its article is found: enough to find the article with.
#[derive(Debug, Default)]
pub struct Head {
    /// The page's headline.
    pub title: Option<String>,
    /// What it says it is about, in a sentence or two.
    pub description: Option<String>,
    /// The article's text as JSON-LD has it, character references decoded, white space as it stands.
    #[allow(dead_code, reason = "the extractor may compare its choice with it")]
    pub article_body: Option<String>,
    /// The authors that JSON-LD and `<meta>` name, one each.
    pub byline: Vec<String>,
    title_basis: Option<Basis>,
    byline_basis: Option<Basis>,
    harvest: Harvest,
    article: Option<Article>,
    url: Option<(String, Basis)>,
    sites: Vec<String>,
}

/// Whether a line gives a day: `4 April 2025, 18:30`, `Stand: 28.04.2023`, `2025年1月13日`.
pub fn says_when(line: &str, words: &Words) -> bool {
    date::in_words(line, Style::new(words, None, None), None).is_some()
}

/// Reads the head of a page (JSON-LD, Open Graph, `<meta>`) and its headings.
pub fn head(outline: &Outline<'_>, record: &Record, lexicon: &Lexicon) -> Head {
    let words = &lexicon.metadata;
    let harvest = Harvest::new(outline, words);
    let stated = harvest.canonical.as_deref().into_iter().chain(harvest.values(Field::Url));
    let url = stated.filter_map(|url| site::resolve(record.url.as_deref(), url)).next();
    let hint_titles: Vec<String> = harvest
        .headings
        .iter()
        .map(|heading| heading.whole.as_str())
        .chain(harvest.first(Field::Title))
        .chain(harvest.title.as_deref())
        .map(clean::key)
        .filter(|key| !key.is_empty())
        .collect();
    let hint_urls: Vec<&str> = record.url.as_deref().into_iter().chain(url.as_deref()).collect();
    let scripts: Vec<String> =
        harvest.json_ld.iter().map(|id| outline.runs_in(*id).iter().map(|run| outline.run_text(run)).collect()).collect();
    let scripts: Vec<&str> = scripts.iter().map(String::as_str).collect();
    let article = jsonld::article(&scripts, Hints { titles: &hint_titles, urls: &hint_urls }, words);
    let host = record.url.as_deref().or(url.as_deref()).and_then(site::host);
    let publisher = article.as_ref().and_then(|article| article.publisher.as_deref());
    // Some pages give their headline where the name of the application belongs.
    let stated_sites = harvest.values(Field::Site).into_iter().filter(|name| !hint_titles.contains(&clean::key(name)));
    let sites = site::names(stated_sites.chain(publisher).chain(record.site.as_deref()), host.as_deref());
    let titles = title::Titles {
        json_ld: article.as_ref().filter(|article| article.is_article).and_then(|article| article.headline.as_deref()),
        meta: harvest.values(Field::Title),
        headings: harvest.headings.iter().map(|heading| (heading.whole.as_str(), heading.bare.as_str())).collect(),
        title: harvest.title.as_deref(),
    };
    let (title, title_basis) = title::choose(&titles, &sites, words).unzip();
    let declared = harvest.lang.as_deref().into_iter().chain(harvest.values(Field::Language)).find_map(language::primary);
    let (byline, byline_basis) =
        stated_authors(article.as_ref(), &harvest, &sites, Hand { words, language: declared.as_deref(), sites: &sites });
    let url = match (url, &record.url) {
        (Some(url), _) => Some((url, Basis::Meta)),
        (None, Some(url)) => Some((url.clone(), Basis::Record)),
        (None, None) => None,
    };
    Head {
        title,
        description: harvest
            .first(Field::Description)
            .map(str::to_owned)
            .or_else(|| article.as_ref().and_then(|article| article.description.clone())),
        article_body: article.as_ref().and_then(|article| article.body.clone()),
        byline,
        title_basis,
        byline_basis,
        harvest,
        article,
        url,
        sites,
    }
}

/// The authors that JSON-LD and `<meta>` state: the first source that names a person, else the first that names anyone.
fn stated_authors(article: Option<&Article>, harvest: &Harvest, sites: &[String], hand: Hand<'_>) -> (Vec<String>, Option<Basis>) {
    let mut sources: Vec<(Vec<String>, Basis)> = Vec::new();
    if let Some(article) = article {
        let mut names = Vec::new();
        for author in &article.authors {
            if author.organization {
                if !author.name.is_empty() && author.name.len() < 120 && !author.name.contains("//") {
                    byline::push(&mut names, author.name.clone());
                }
            } else {
                byline::names(&author.name, hand).into_iter().for_each(|name| byline::push(&mut names, name));
            }
        }
        sources.push((names, Basis::JsonLd));
    }
    let mut by_rank: Vec<(u8, Vec<String>)> = Vec::new();
    for (field, rank, value) in &harvest.metas {
        if *field == Field::Author {
            let index = by_rank.iter().position(|(known, _)| known == rank).unwrap_or_else(|| {
                by_rank.push((*rank, Vec::new()));
                by_rank.len() - 1
            });
            byline::names(value, hand).into_iter().for_each(|name| byline::push(&mut by_rank[index].1, name));
        }
    }
    by_rank.sort_by_key(|(rank, _)| *rank);
    sources.extend(by_rank.into_iter().map(|(_, names)| (names, Basis::Meta)));
    settle(sources, sites)
}

/// The first source that names someone other than the outlet, or a fuller one that names all of these and more; else
/// the first that names anyone.
fn settle(sources: Vec<(Vec<String>, Basis)>, sites: &[String]) -> (Vec<String>, Option<Basis>) {
    let mut people: Option<(Vec<String>, Basis)> = None;
    let mut outlet: Option<(Vec<String>, Basis)> = None;
    for (names, basis) in sources {
        let others: Vec<String> = names.iter().filter(|name| !is_outlet(name, sites)).cloned().collect();
        if others.is_empty() {
            outlet = outlet.or(names.into_iter().next().map(|name| (vec![name], basis)));
        } else if people.as_ref().is_none_or(|(known, _)| others.len() > known.len() && known.iter().all(|name| others.contains(name))) {
            people = Some((others, basis));
        }
    }
    people.or(outlet).map_or((Vec::new(), None), |(names, basis)| (names, Some(basis)))
}

fn is_outlet(name: &str, sites: &[String]) -> bool {
    let key = clean::key(name).replace(' ', "");
    sites.contains(&key)
}

/// The metadata of an HTML page whose blocks are known.
#[expect(clippy::too_many_arguments, reason = "one call, from one place, of everything that is known of the page")]
pub fn of_page(
    head: Head,
    outline: &Outline<'_>,
    text: &str,
    blocks: &[Block],
    record: &Record,
    lexicon: &Lexicon,
    options: &Options,
    notes: &mut Vec<Note>,
) -> Meta {
    let words = &lexicon.metadata;
    let mut meta = Meta { captured: record.captured.clone(), ..Meta::default() };
    let article = head.article.as_ref();

    let declared: Vec<(&str, Basis)> = [(record.language.as_deref(), Basis::Record), (head.harvest.lang.as_deref(), Basis::Meta)]
        .into_iter()
        .chain(head.harvest.values(Field::Language).into_iter().map(|value| (Some(value), Basis::Meta)))
        .chain([(article.and_then(|article| article.language.as_deref()), Basis::JsonLd)])
        .filter_map(|(value, basis)| Some((value?, basis)))
        .collect();
    set_language(&mut meta, &declared, text, blocks, words, notes);

    let host = record.url.as_deref().or(head.url.as_ref().map(|(url, _)| url.as_str())).and_then(site::host);
    let tag = declared.iter().map(|(value, _)| *value).find(|value| language::primary(value) == meta.language).or(meta.language.as_deref());
    let style = Style::new(words, tag, host.as_deref());
    let heading = head.title.as_deref().map(clean::key).and_then(|title| {
        let own = |heading: &&harvest::Heading| clean::key(&heading.whole) == title || clean::key(&heading.bare) == title;
        head.harvest.headings.iter().find(own).or(head.harvest.headings.first()).map(|heading| heading.element)
    });
    let page = published::Page {
        outline,
        harvest: &head.harvest,
        article,
        url: record.url.as_deref().or(head.url.as_ref().map(|(url, _)| url.as_str())),
        heading,
        text,
        blocks,
        style,
        words,
    };
    let mut dates = page.dates();
    if dates.published.is_none() {
        dates.published = dateline_day(text, blocks, words);
    }
    set_dates(&mut meta, dates, record, options, style, notes);

    (meta.title, meta.basis.title) = match (&record.title, head.title) {
        (_, Some(title)) => (Some(title), head.title_basis),
        (Some(title), None) => (Some(clean::words(title)), Some(Basis::Record)),
        (None, None) => headline_block(text, blocks),
    };
    (meta.byline, meta.basis.byline) = (head.byline, head.byline_basis);
    if meta.byline.iter().all(|name| is_outlet(name, &head.sites)) {
        let hand = Hand { words, language: meta.language.as_deref(), sites: &head.sites };
        let seen = byline::visible(outline, heading.unwrap_or(0), hand);
        let seen = if seen.is_empty() { byline_lines(text, blocks, hand) } else { seen };
        let seen: Vec<String> = seen.into_iter().filter(|name| !is_outlet(name, &head.sites)).collect();
        if !seen.is_empty() {
            (meta.byline, meta.basis.byline) = (seen, Some(Basis::Visible));
        }
    }
    set_record_byline(&mut meta, record, words);
    set_site(&mut meta, &head.harvest, article, record, host);
    (meta.url, meta.basis.url) = head.url.map_or((None, None), |(url, basis)| (Some(url), Some(basis)));
    set_wire(&mut meta, &head.harvest, article, text, blocks, words);
    meta
}

fn set_language(meta: &mut Meta, declared: &[(&str, Basis)], text: &str, blocks: &[Block], words: &Words, notes: &mut Vec<Note>) {
    let mut sample = String::new();
    for block in blocks.iter().filter(|block| block.keep) {
        if sample.len() > 4000 {
            break;
        }
        sample.push_str(block.span.of(text));
        sample.push('\n');
    }
    (meta.language, meta.basis.language) = language::of(declared, &sample, words);
    if meta.language.as_deref().is_some_and(|language| language != "en") {
        let message = format!("the article is in another language than English ({})", meta.language.as_deref().unwrap_or_default());
        notes.push(Note { code: NoteCode::NotEnglish, message: message.into(), span: None });
    }
}

fn set_dates(meta: &mut Meta, mut dates: published::Dates, record: &Record, options: &Options, style: Style<'_>, notes: &mut Vec<Note>) {
    let given = record.published.as_deref().and_then(|value| date::parse(value, style));
    if let Some(given) = given {
        let basis = if record.format == Format::Feed { Basis::Feed } else { Basis::Record };
        dates.conflict = dates.published.filter(|(stamp, _)| stamp.days_apart(&given) > 1);
        dates.published = Some((given, basis));
    }
    // What comes after the capture cannot be the publication of what was captured.
    let captured = record.captured.as_deref().and_then(|value| date::parse(value, style));
    let possible = |stamp: &Stamp| captured.is_none_or(|captured| stamp.day() <= captured.day() || stamp.days_apart(&captured) <= 1);
    if given.is_none()
        && let Some((_, _)) = dates.published.filter(|(stamp, _)| !possible(stamp))
    {
        dates.published = dates.conflict.filter(|(stamp, _)| possible(stamp));
        dates.conflict = None;
    }
    if dates.published.is_none() {
        dates.published = options.published.as_deref().and_then(|value| date::parse(value, style)).map(|stamp| (stamp, Basis::Argument));
    }
    if let (Some((one, one_basis)), Some((two, two_basis))) = (dates.published, dates.conflict) {
        let message = format!("published {} by {}, but {} by {}", one.text(), one_basis.name(), two.text(), two_basis.name());
        notes.push(Note { code: NoteCode::DateConflict, message: message.into(), span: None });
    }
    match dates.published {
        Some((stamp, basis)) => (meta.published, meta.published_basis) = (Some(stamp.text()), Some(basis)),
        None => notes.push(Note { code: NoteCode::PublishedUnknown, message: "no publication date could be told".into(), span: None }),
    }
    if let Some((stamp, basis)) = dates.modified {
        (meta.modified, meta.basis.modified) = (Some(stamp.text()), Some(basis));
    }
}

/// The day that the article's dateline gives with its year.
fn dateline_day(text: &str, blocks: &[Block], words: &Words) -> Option<(Stamp, Basis)> {
    let first = blocks.iter().find(|block| block.keep || block.kind == BlockKind::Dateline)?;
    let day = dateline(first.span.of(text), words)?.date?;
    Some((Stamp::of_day(day), Basis::Dateline))
}

fn headline_block(text: &str, blocks: &[Block]) -> (Option<String>, Option<Basis>) {
    blocks
        .iter()
        .find(|block| block.kind == BlockKind::Headline)
        .map_or((None, None), |block| (Some(clean::words(block.span.of(text))), Some(Basis::Visible)))
}

fn set_record_byline(meta: &mut Meta, record: &Record, words: &Words) {
    let language = meta.language.clone();
    let hand = Hand { words, language: language.as_deref(), sites: &[] };
    if meta.byline.is_empty() {
        for name in &record.byline {
            byline::names(name, hand).into_iter().for_each(|name| byline::push(&mut meta.byline, name));
        }
        meta.basis.byline = (!meta.byline.is_empty()).then_some(Basis::Record);
    }
}

fn set_site(meta: &mut Meta, harvest: &Harvest, article: Option<&Article>, record: &Record, host: Option<String>) {
    let stated = harvest.first(Field::Site).filter(|name| name.chars().count() <= 60);
    let publisher = article.and_then(|article| article.publisher.as_deref());
    (meta.site, meta.basis.site) = match (&record.site, stated, publisher, host) {
        (Some(site), ..) => (Some(site.clone()), Some(Basis::Record)),
        (None, Some(site), ..) => (Some(site.to_owned()), Some(Basis::Meta)),
        (None, None, Some(site), _) => (Some(site.to_owned()), Some(Basis::JsonLd)),
        (None, None, None, Some(host)) => (Some(host), Some(Basis::Url)),
        (None, None, None, None) => (None, None),
    };
}

fn set_wire(meta: &mut Meta, harvest: &Harvest, article: Option<&Article>, text: &str, blocks: &[Block], words: &Words) {
    let of_author = meta.byline.iter().find_map(|name| words.agency(name)).map(str::to_owned);
    let of_source = || harvest.values(Field::Source).into_iter().find_map(|name| words.agency(name)).map(str::to_owned);
    let of_json_ld = || article.and_then(|article| words.agency(article.source.as_deref()?)).map(str::to_owned);
    (meta.wire, meta.basis.wire) = if let Some(wire) = wire::credited(text, blocks, words) {
        (Some(wire), Some(Basis::Visible))
    } else if let Some(wire) = of_author {
        (Some(wire), meta.basis.byline)
    } else if let Some(wire) = of_source() {
        (Some(wire), Some(Basis::Meta))
    } else if let Some(wire) = of_json_ld() {
        (Some(wire), Some(Basis::JsonLd))
    } else {
        (None, None)
    };
}

/// The metadata of a plain text.
pub fn of_text(text: &str, blocks: &[Block], record: &Record, lexicon: &Lexicon, options: &Options, notes: &mut Vec<Note>) -> Meta {
    let words = &lexicon.metadata;
    let mut meta = Meta { captured: record.captured.clone(), ..Meta::default() };
    let declared: Vec<(&str, Basis)> = record.language.as_deref().map(|value| (value, Basis::Record)).into_iter().collect();
    set_language(&mut meta, &declared, text, blocks, words, notes);
    let host = record.url.as_deref().and_then(site::host);
    let style = Style::new(words, record.language.as_deref().or(meta.language.as_deref()), host.as_deref());
    let mut dates = published::Dates::default();
    let url = record.url.as_deref().and_then(|url| date::in_url(url, words)).map(|stamp| (stamp, Basis::Url));
    dates.published = url.or_else(|| near_top(text, blocks, style)).or_else(|| dateline_day(text, blocks, words));
    set_dates(&mut meta, dates, record, options, style, notes);
    (meta.title, meta.basis.title) = match &record.title {
        Some(title) => (Some(clean::words(title)), Some(Basis::Record)),
        None => headline_block(text, blocks),
    };
    set_record_byline(&mut meta, record, words);
    if meta.byline.is_empty() {
        let hand = Hand { words, language: meta.language.as_deref(), sites: &[] };
        meta.byline = top(text, blocks).find_map(|line| byline::of_line(line, hand)).unwrap_or_default();
        meta.basis.byline = (!meta.byline.is_empty()).then_some(Basis::Visible);
    }
    (meta.site, meta.basis.site) = match (&record.site, host) {
        (Some(site), _) => (Some(site.clone()), Some(Basis::Record)),
        (None, Some(host)) => (Some(host), Some(Basis::Url)),
        (None, None) => (None, None),
    };
    (meta.url, meta.basis.url) = (record.url.clone(), record.url.as_ref().map(|_| Basis::Record));
    set_wire(&mut meta, &Harvest::default(), None, text, blocks, words);
    meta
}

/// Lines at the top of a plain text that may be its byline or its date.
fn top<'t>(text: &'t str, blocks: &[Block]) -> impl Iterator<Item = &'t str> {
    let lines: Vec<&str> = blocks.iter().take(6).map(|block| block.span.of(text)).filter(|line| line.chars().count() <= 100).collect();
    lines.into_iter()
}

/// The date on a short line near the top.
fn near_top(text: &str, blocks: &[Block], style: Style<'_>) -> Option<(Stamp, Basis)> {
    top(text, blocks).find_map(|line| {
        let found = date::in_words(line, style, None)?;
        let rest = line.len() - (found.span.1 - found.span.0);
        (rest <= 40).then_some((found.stamp, Basis::Visible))
    })
}

/// The names on a line around the start of the article that says who wrote.
fn byline_lines(text: &str, blocks: &[Block], hand: Hand<'_>) -> Vec<String> {
    let Some(first) = blocks.iter().position(|block| block.keep) else { return Vec::new() };
    let fits = |block: &&Block| !matches!(block.kind, BlockKind::Caption | BlockKind::Comment | BlockKind::Related);
    let before = blocks[..first].iter().rev().take(10);
    let after = blocks[first..].iter().take(3);
    before.chain(after).filter(fits).find_map(|block| byline::of_line(block.span.of(text), hand)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Reader;

    fn read(html: &str, url: Option<&str>) -> (Meta, Vec<NoteCode>) {
        let mut record = Record::html(html.as_bytes().to_vec());
        record.url = url.map(str::to_owned);
        let document = Reader::new().read(&record);
        (document.meta, document.notes.iter().map(|note| note.code).collect())
    }

    const BODY: &str = "<p>The dam above the town held on Friday, engineers said, and the lower streets were dry by noon.</p>\
        <p>People who had left their homes in the night came back with what they could carry, and the school opened.</p>";

    #[test]
    fn a_page_with_everything() {
        let html = format!(
            r#"<html lang="en-GB"><head><title>Dam holds | Vale Post</title>
            <meta property="og:site_name" content="Vale Post"><link rel="canonical" href="/2024/05/03/dam">
            <script type="application/ld+json">{{"@type":"NewsArticle","headline":"Dam holds","author":[{{"@type":"Person","name":"By Ann Lee, Reporter"}}],
            "datePublished":"2024-05-03T06:00:00+01:00","dateModified":"2024-05-04"}}</script></head>
            <body><article><h1>Dam holds</h1>{BODY}<p>VALE (AP) — Rain fell again.</p></article></body></html>"#
        );
        let (meta, _) = read(&html, Some("https://valepost.example/x"));
        assert_eq!(meta.title.as_deref(), Some("Dam holds"));
        assert_eq!(meta.byline, ["Ann Lee"]);
        assert_eq!((meta.published.as_deref(), meta.published_basis), (Some("2024-05-03T06:00:00+01:00"), Some(Basis::JsonLd)));
        assert_eq!(meta.modified.as_deref(), Some("2024-05-04"));
        assert_eq!(meta.site.as_deref(), Some("Vale Post"));
        assert_eq!(meta.url.as_deref(), Some("https://valepost.example/2024/05/03/dam"));
        assert_eq!(meta.language.as_deref(), Some("en"));
    }

    #[test]
    fn what_only_readers_see() {
        let html = format!(
            r#"<html lang="de"><body><article><h1>Damm hält</h1><div class="byline">Von Anna Lehm und Jörg Ott</div>
            <div class="date">3. Mai 2024, 6.00 Uhr</div>{BODY}</article><footer>© 2023</footer></body></html>"#
        );
        let (meta, _) = read(&html, None);
        assert_eq!(meta.byline, ["Anna Lehm", "Jörg Ott"]);
        assert_eq!((meta.published.as_deref(), meta.published_basis), (Some("2024-05-03"), Some(Basis::Visible)));
    }

    #[test]
    fn a_utc_stamp_gives_way_to_the_same_instant_in_the_paper_s_offset() {
        let html = format!(
            r#"<meta property="article:published_time" content="2024-05-04T02:11:03+00:00"><h1>Dam holds</h1>
            <time datetime="2024-05-03T21:11:03-05:00">May 3</time>{BODY}"#
        );
        assert_eq!(read(&html, None).0.published.as_deref(), Some("2024-05-03T21:11:03-05:00"));
    }

    #[test]
    fn sources_that_disagree_are_noted_and_none_is_noted_too() {
        let html = format!(r#"<meta property="article:published_time" content="2024-05-03"><h1>Dam holds</h1>{BODY}"#);
        let (meta, notes) = read(&html, Some("https://valepost.example/2024/04/01/dam"));
        assert_eq!(meta.published.as_deref(), Some("2024-05-03"));
        assert!(notes.contains(&NoteCode::DateConflict));
        assert!(read(&format!("<h1>Dam holds</h1>{BODY}"), None).1.contains(&NoteCode::PublishedUnknown));
    }

    #[test]
    fn a_date_of_the_record_wins_and_the_argument_only_fills_in() {
        let html = format!(r#"<meta property="article:published_time" content="2024-05-03"><h1>Dam holds</h1>{BODY}"#);
        let mut record = Record::html(html.into_bytes());
        let reader = Reader::with(Options { published: Some("2020-01-01".into()), ..Options::default() });
        assert_eq!(reader.read(&record).meta.published_basis, Some(Basis::Meta));
        record.published = Some("2024-05-01".into());
        let document = reader.read(&record);
        assert_eq!((document.meta.published.as_deref(), document.meta.published_basis), (Some("2024-05-01"), Some(Basis::Record)));
        assert!(document.notes.iter().any(|note| note.code == NoteCode::DateConflict));
        let bare = Record::html(format!("<h1>Dam holds</h1>{BODY}").into_bytes());
        assert_eq!(reader.read(&bare).meta.published_basis, Some(Basis::Argument));
    }

    #[test]
    fn plain_text_gives_its_byline_and_date() {
        let text = "Dam holds\nBy Ann Lee\nMay 3, 2024\n\nVALE (AP) — The dam above the town held on Friday, engineers said.\n";
        let meta = Reader::new().read(&Record::text(text.as_bytes().to_vec())).meta;
        assert_eq!(meta.byline, ["Ann Lee"]);
        assert_eq!((meta.published.as_deref(), meta.published_basis), (Some("2024-05-03"), Some(Basis::Visible)));
        assert_eq!(meta.wire.as_deref(), Some("AP"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_soup_gives_valid_dates_or_none(pieces in prop::collection::vec(prop::sample::select(vec![
            "<meta property='article:published_time' content='", "2024-13-45", "0000-00-00", "2024-05-03T25:61:00+99:99", "'>", "<time datetime=\"",
            "\">", "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"", "\"}</script>", "<h1>", "31.02.2024", "٣١/١٢/٢٠٢٤",
            "2024年99月1日", "<p>By ", "Ann", " — (", "AP)", "9999999999", "May 32, 2024", "<div class=date>", "é", "\u{1f600}", "/", "-", "30 de février",
        ]), 0..24)) {
            let html = pieces.concat();
            let (meta, _) = read(&html, Some(&format!("https://vale.example/{html}")));
            for value in meta.published.iter().chain(&meta.modified) {
                prop_assert!(value[..10].parse::<jiff::civil::Date>().is_ok(), "{}", value);
                prop_assert!(value.len() == 10 || value.parse::<jiff::Timestamp>().is_ok(), "{}", value);
            }
        }
    }
}
