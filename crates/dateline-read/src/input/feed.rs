//! RSS, Atom and JSON Feed: every entry is a page.

use std::sync::{Arc, Mutex};

use chrono::DateTime;
use dateline_text::Format;
use feed_rs::model::{Entry, Feed, FeedType};
use feed_rs::parser::{Builder, ParseFeedError};

use super::{Item, dates};
use crate::{Record, Skip, SkipCode};

/// The entries of a feed, or why it has none, in one line.
pub fn entries(bytes: &[u8]) -> Result<Vec<Item>, String> {
    // feed-rs turns dates into UTC, and the day of a publication is that of its own offset. So what stands in the
    // feed is kept aside, and the date that goes through the parser is its place in the list.
    let stated = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&stated);
    let parser = Builder::new()
        .sanitize_content(false)
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(move |date| {
            let mut list = list.lock().ok()?;
            list.push(date.trim().to_owned());
            DateTime::from_timestamp(list.len() as i64 - 1, 0)
        })
        .build();
    let feed = parser.parse(bytes).map_err(|error| message(&error))?;
    let stated = stated.lock().map_err(|_| "unreadable dates".to_owned())?;
    let site = feed.title.as_ref().map(|title| title.content.trim().to_owned()).filter(|title| !title.is_empty());
    Ok(feed.entries.iter().enumerate().map(|(number, entry)| item(number as u64, entry, &feed, site.as_deref(), &stated)).collect())
}

/// An error in one line.
fn message(error: &ParseFeedError) -> String {
    let message = error.to_string();
    let message = message.lines().next().unwrap_or_default();
    message.strip_prefix("unable to parse ").map_or_else(|| message.to_owned(), |what| format!("broken {what}"))
}

fn item(number: u64, entry: &Entry, feed: &Feed, site: Option<&str>, stated: &[String]) -> Item {
    let content = entry.content.as_ref().and_then(|content| Some((content.body.as_deref()?, &content.content_type)));
    let summary = entry.summary.as_ref().map(|summary| (summary.content.as_str(), &summary.content_type));
    let Some((body, media)) = [content, summary].into_iter().flatten().find(|(body, _)| !body.trim().is_empty()) else {
        let message = "entry without content".to_owned();
        return Item::Skip(Skip { record: Some(number), offset: None, code: SkipCode::Empty, message });
    };
    // RSS has HTML whatever is said of it; Atom and JSON Feed tell text from HTML.
    let typed = matches!(feed.feed_type, FeedType::Atom | FeedType::JSON);
    let html = !(typed && media.essence().to_string() == "text/plain");
    let date = entry.published.or(entry.updated).and_then(|date| stated.get(usize::try_from(date.timestamp()).ok()?));
    let link = entry.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Item::Page(Box::new(Record {
        payload: body.as_bytes().to_vec(),
        html,
        charset: Some("utf-8".to_owned()),
        record: Some(number),
        id: text(&entry.id),
        url: link.and_then(|link| text(&link.href)),
        format: Format::Feed,
        title: entry.title.as_ref().and_then(|title| text(&title.content)),
        site: site.map(str::to_owned),
        byline: entry.authors.iter().filter_map(|author| text(author.name.as_deref()?)).collect(),
        published: date.map(|date| dates::iso(date)),
        language: entry.language.clone().or_else(|| feed.language.clone()),
        ..Record::default()
    }))
}
