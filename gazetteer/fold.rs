//! One spelling for the ways in which a name is written.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name as it is looked up: small letters without marks, words parted by one space.
///
/// Hyphens part words, apostrophes and points vanish, `St.`, `Mt.` and `Ft.` are written out, `&` is `and`, and the Arabic article is `al`
/// however it is spelt (`el-Arish`, `Al Arish`). Letters of other scripts stay as they are.
///
/// ```
/// use dateline_gazetteer::fold;
/// assert_eq!(fold("Saint-Étienne"), "saint etienne");
/// assert_eq!(fold("St. John’s"), "saint johns");
/// assert_eq!(fold("el-Arish"), fold("Al Arish"));
/// ```
#[must_use]
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut word = String::new();
    let mut end = |word: &mut String, hyphen: bool| {
        if word.is_empty() {
            return;
        }
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(written_out(word, hyphen));
        word.clear();
    };
    let mut letter = |letter: char| match letter {
        '-' | '‐' | '‑' | '–' | '/' => end(&mut word, true),
        ',' | '(' | ')' => end(&mut word, false),
        '.' | '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | 'ʿ' | 'ʾ' | '´' | '"' => {}
        '&' => {
            end(&mut word, false);
            word.push_str("and");
            end(&mut word, false);
        }
        _ if letter.is_whitespace() => end(&mut word, false),
        _ if is_combining_mark(letter) => {}
        _ => match plain(letter) {
            Some(plain) => word.push_str(plain),
            None => word.extend(letter.to_lowercase().filter(|&it| !is_combining_mark(it))),
        },
    };
    if name.is_ascii() {
        name.chars().for_each(&mut letter);
    } else {
        name.nfd().for_each(&mut letter);
    }
    end(&mut word, false);
    folded
}

/// Letters that have no mark to lose and yet a plain one that stands for them.
const fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ħ' | 'Ħ' => "h",
        'ı' | 'İ' => "i",
        'ə' | 'Ə' | 'ǝ' | 'Ǝ' => "a",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ß' => "ss",
        'þ' | 'Þ' => "th",
        _ => return None,
    })
}

/// Words that are also written short, and the Arabic article.
fn written_out(word: &str, hyphen: bool) -> &str {
    match word {
        "st" => "saint",
        "ste" => "sainte",
        "mt" => "mount",
        "ft" => "fort",
        "el" | "al" => "al",
        "ar" | "as" | "ash" | "at" | "ad" | "az" | "an" if hyphen => "al",
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn spellings_of_one_name_fold_alike() {
        for (one, other) in [
            ("São Paulo", "Sao Paulo"),
            ("ŁÓDŹ", "Lodz"),
            ("Saint-Denis", "St. Denis"),
            ("Mt. Vernon", "Mount Vernon"),
            ("Ar-Raqqah", "al-Raqqah"),
            ("Sana'a", "Sana’a"),
            ("Trinidad & Tobago", "Trinidad and Tobago"),
            ("  Fort   Worth ", "Ft Worth"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for name in ["İzmir", "al-Bab", "St. St.", "ﬁ", "", "--", "N'Djamena", "Київ"] {
            assert_eq!(fold(&fold(name)), fold(name));
        }
    }
}
