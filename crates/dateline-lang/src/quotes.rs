//! Double quotation marks of every style as the two of English: models learned these.

use dateline_text::ByteSpan;

/// A double quotation mark as `“` or `”`, by its form and by what stands beside it; `None` for what is none, and for marks that are the same on both sides.
///
/// `“` closes after `„`, `”` opens in Swedish, `»` in German.
#[must_use]
pub fn plain(mark: char, before: Option<char>, after: Option<char>) -> Option<char> {
    let apart = |side: Option<char>| side.is_none_or(char::is_whitespace);
    let opens = (apart(before) || before.is_some_and(|it| matches!(it, '(' | '[' | '—' | '–' | '-' | '/')))
        && after.is_some_and(|it| !it.is_whitespace() && !matches!(it, '.' | ',' | ';' | ':' | '!' | '?' | ')'));
    let closes = !apart(before) && after.is_none_or(|it| !it.is_alphanumeric()) && !opens;
    match mark {
        '„' => Some('“'),
        '“' | '‟' | '«' | '❝' => Some(if closes { '”' } else { '“' }),
        '”' | '»' | '❞' => Some(if opens { '“' } else { '”' }),
        _ => None,
    }
}

/// The words of a span, a quotation mark of any style as one of English.
#[must_use]
pub fn form(text: &str, span: ByteSpan) -> &str {
    let form = span.of(text);
    let mut characters = form.chars();
    match (characters.next(), characters.next()) {
        (Some(mark), None) if !mark.is_ascii() => {
            match plain(mark, text[..span.start()].chars().next_back(), text[span.end()..].chars().next()) {
                Some('“') => "“",
                Some(_) => "”",
                None => form,
            }
        }
        _ => form,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_by_their_place() {
        let plain_of = |text: &str| -> String {
            let spans = text.char_indices().map(|(at, c)| ByteSpan::new(at, at + c.len_utf8()));
            spans.map(|span| form(text, span)).collect()
        };
        for text in ["„Go,“ she said. (“No.”)", "«Go,» she said. («No.»)", "”Go,” she said. (”No.”)", "»Go,« she said. (»No.«)"]
        {
            assert_eq!(plain_of(text), "“Go,” she said. (“No.”)");
        }
        assert_eq!(plain_of("« Go », she said"), "“ Go ”, she said");
        assert_eq!(plain_of("a \"straight\" one"), "a \"straight\" one");
    }
}
