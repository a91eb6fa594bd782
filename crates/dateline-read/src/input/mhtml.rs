//! Pages saved as one MIME message (RFC 2557): the part with the page, the address and the day it was saved.

use dateline_text::Format;
use mailparse::{MailHeaderMap, ParsedMail};

use super::dates;
use crate::{Record, SkipCode};

/// The page in a message, or why there is none.
pub fn page(bytes: &[u8]) -> Result<Record, (SkipCode, String)> {
    let malformed = |error: mailparse::MailParseError| {
        let message = error.to_string();
        (SkipCode::Malformed, format!("broken MIME message: {}", message.lines().next().unwrap_or_default()))
    };
    let mail = mailparse::parse_mail(bytes).map_err(malformed)?;
    let header = |part: &ParsedMail<'_>, name: &str| part.headers.get_first_value(name).map(|value| value.trim().to_owned());
    let location = header(&mail, "Snapshot-Content-Location").or_else(|| header(&mail, "Content-Location"));
    let part = main_part(&mail, location.as_deref()).ok_or_else(|| (SkipCode::NotAPage, "message without a page".to_owned()))?;
    let payload = part.get_body_raw().map_err(malformed)?;
    if payload.trim_ascii().is_empty() {
        return Err((SkipCode::Empty, "empty page".to_owned()));
    }
    let url = location.or_else(|| header(part, "Content-Location")).filter(|url| url.contains("://"));
    Ok(Record {
        payload,
        html: part.ctype.mimetype != "text/plain",
        charset: part.ctype.params.get("charset").cloned(),
        url,
        captured: header(&mail, "Date").and_then(|date| dates::instant(&date)),
        format: Format::Mhtml,
        ..Record::default()
    })
}

/// The part with the page: the one at the message's address or with the identifier of its start, else the first
/// with HTML, else the first with text.
fn main_part<'m>(mail: &'m ParsedMail<'m>, location: Option<&str>) -> Option<&'m ParsedMail<'m>> {
    let of_type = |types: &'static [&str]| mail.parts().filter(move |part| types.contains(&part.ctype.mimetype.as_str()));
    let pages = || of_type(&["text/html", "application/xhtml+xml"]);
    let named = |part: &ParsedMail<'_>, name: &str, value: Option<&str>| {
        value.is_some() && part.headers.get_first_value(name).as_deref().map(str::trim) == value
    };
    let start = mail.ctype.params.get("start").map(String::as_str);
    pages()
        .find(|part| named(part, "Content-Location", location) || named(part, "Content-ID", start))
        .or_else(|| pages().next())
        .or_else(|| of_type(&["text/plain"]).next())
}
