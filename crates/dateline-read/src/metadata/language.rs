//! The article's language: what the page declares, checked against its text.

use dateline_text::Basis;
use whatlang::Lang;

use super::words::Words;

/// Bytes of text that identification looks at.
const SAMPLE: usize = 1200;
/// Letters that a text needs before it may contradict the page.
const ENOUGH: usize = 300;

/// The primary subtag of a declared language (`en-GB`, `de_AT`, `EN`), where it is one.
pub fn primary(declared: &str) -> Option<String> {
    let tag: String = declared.trim().chars().take_while(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase()).collect();
    match tag.as_str() {
        "no" => Some("nb".to_owned()),
        _ => (2..=3).contains(&tag.len()).then_some(tag),
    }
}

/// The language of a page of which the first of `declared` that is a language is declared, and the text known.
pub fn of(declared: &[(&str, Basis)], text: &str, words: &Words) -> (Option<String>, Option<Basis>) {
    let declared = declared.iter().find_map(|(value, basis)| Some((primary(value)?, *basis)));
    let sample = sample(text);
    let letters = sample.chars().filter(|character| character.is_alphabetic()).count();
    if letters < ENOUGH && declared.is_some() {
        return declared.unzip();
    }
    let identified = (letters >= 20)
        .then(|| whatlang::detect(sample))
        .flatten()
        .filter(|found| found.is_reliable() || letters >= ENOUGH)
        .and_then(|found| Some((code(found.lang())?, found.confidence(), found.is_reliable())));
    match (declared, identified) {
        (Some((declared, basis)), Some((code, confidence, reliable))) => {
            let contradicts = reliable && confidence > 0.9 && !related(&declared, code, words);
            if contradicts { (Some(code.to_owned()), Some(Basis::Text)) } else { (Some(declared), Some(basis)) }
        }
        (Some((declared, basis)), None) => (Some(declared), Some(basis)),
        (None, Some((code, ..))) => (Some(code.to_owned()), Some(Basis::Text)),
        (None, None) => (None, None),
    }
}

/// The middle of the text is freer of names and menus than its start.
fn sample(text: &str) -> &str {
    if text.len() <= SAMPLE {
        return text;
    }
    let mut start = (text.len() - SAMPLE) / 3;
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let mut end = (start + SAMPLE).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[start..end]
}

/// Whether the identified language is the declared one, or so near to it that the declaration stands.
fn related(declared: &str, identified: &str, words: &Words) -> bool {
    declared == identified
        || words.near_languages.iter().any(|group| [declared, identified].iter().all(|one| group.iter().any(|other| other == one)))
}

/// ISO 639-1 of a language that whatlang knows.
fn code(lang: Lang) -> Option<&'static str> {
    Some(match lang {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        Lang::Cym => "cy",
        #[allow(unreachable_patterns, reason = "a newer whatlang may know more")]
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GERMAN: &str = "Der Damm hat gehalten, sagten die Ingenieure am Freitag, nachdem das Wasser in der Nacht noch einmal um einen \
        halben Meter gestiegen war. Die Bewohner der unteren Stadt durften am Morgen in ihre Häuser zurückkehren. Der Bürgermeister \
        dankte den Helfern, die seit Tagen Sandsäcke gefüllt hatten, und bat um Geduld mit dem Strom. Die Schule bleibt noch bis \
        zum Montag geschlossen, weil im Keller das Wasser steht und die Heizung nicht geht.";

    #[test]
    fn the_declaration_stands_unless_the_text_is_plainly_another() {
        let words = Words::load();
        assert_eq!(of(&[("de-AT", Basis::Meta)], GERMAN, &words), (Some("de".into()), Some(Basis::Meta)));
        assert_eq!(of(&[("en-US", Basis::Meta)], GERMAN, &words), (Some("de".into()), Some(Basis::Text)));
        assert_eq!(of(&[("", Basis::Meta)], GERMAN, &words), (Some("de".into()), Some(Basis::Text)));
        assert_eq!(of(&[("en", Basis::Meta)], "Ja.", &words), (Some("en".into()), Some(Basis::Meta)));
        assert_eq!(of(&[], "", &words), (None, None));
    }
}
