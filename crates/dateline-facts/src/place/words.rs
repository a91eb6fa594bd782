//! The words of `lexicon/en/toponyms.toml`.

use dateline_gazetteer::{Kind, fold};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    locative: String,
    never: String,
    from: String,
    nouns: FxHashMap<String, Vec<String>>,
    parts: Parts,
    government: Government,
    longer: Longer,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    before: Vec<String>,
    after: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Government {
    verbs: String,
    objects: String,
    nouns: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Longer {
    after: Vec<String>,
}

/// What a noun beside a name says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Hint {
    Town,
    Division,
    County,
    Water,
    Mountain,
}

impl Hint {
    /// Whether a place of this kind is what the noun says.
    pub(super) const fn fits(self, kind: Kind) -> bool {
        match self {
            Self::Town => matches!(kind, Kind::Town | Kind::Spot),
            Self::Division => matches!(kind, Kind::Admin1 | Kind::Region),
            Self::County => matches!(kind, Kind::Admin2),
            Self::Water => matches!(kind, Kind::Water | Kind::River),
            Self::Mountain => matches!(kind, Kind::Mountain),
        }
    }
}

/// Words that tell names of places.
#[derive(Debug, Default)]
pub(super) struct Words {
    locative: FxHashSet<String>,
    never: FxHashSet<String>,
    from: FxHashSet<String>,
    hints: FxHashMap<String, Hint>,
    before: Vec<String>,
    after: Vec<String>,
    verbs: FxHashSet<String>,
    objects: FxHashSet<String>,
    nouns: FxHashSet<String>,
    longer: FxHashSet<String>,
}

impl Words {
    /// Reads the embedded list.
    pub(super) fn load() -> Self {
        let file = dateline_lexicon::file("en/toponyms.toml").expect("the list is embedded");
        let lists: Lists = toml::from_str(file).expect("the list has its shape");
        let set = |words: &str| words.split_whitespace().map(str::to_owned).collect::<FxHashSet<String>>();
        let mut hints = FxHashMap::default();
        for (name, hint) in [
            ("town", Hint::Town),
            ("division", Hint::Division),
            ("county", Hint::County),
            ("water", Hint::Water),
            ("mountain", Hint::Mountain),
        ] {
            hints.extend(lists.nouns.get(name).into_iter().flatten().map(|word| (word.clone(), hint)));
        }
        // Longer parts first: "International Airport" before "Airport".
        let parts = |mut words: Vec<String>| {
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            words.iter().map(|word| fold(word)).collect()
        };
        Self {
            locative: set(&lists.locative),
            never: set(&lists.never).iter().map(|word| fold(&word.replace('_', " "))).collect(),
            from: set(&lists.from),
            hints,
            before: parts(lists.parts.before),
            after: parts(lists.parts.after),
            verbs: set(&lists.government.verbs),
            objects: set(&lists.government.objects),
            nouns: set(&lists.government.nouns),
            longer: lists.longer.after.into_iter().collect(),
        }
    }

    /// Whether a name after this word is a place more often than not.
    pub(super) fn is_locative(&self, word: &str) -> bool {
        self.locative.contains(&word.to_lowercase())
    }

    /// Whether a folded name is none of a place in news.
    pub(super) fn is_never(&self, folded: &str) -> bool {
        self.never.contains(folded)
    }

    /// Whether a name before this noun says where somebody or something is from.
    pub(super) fn is_from(&self, word: &str) -> bool {
        self.from.contains(word)
    }

    /// What a noun beside a name says of it.
    pub(super) fn hint(&self, word: &str) -> Option<Hint> {
        self.hints.get(word).copied()
    }

    /// Whether the subject of a verb with this lemma acts.
    pub(super) fn is_governing_verb(&self, lemma: &str) -> bool {
        self.verbs.contains(lemma)
    }

    /// Whether what a verb with this lemma has as its object is a party.
    pub(super) fn is_addressing_verb(&self, lemma: &str) -> bool {
        self.objects.contains(lemma)
    }

    /// Whether parties stand beside this noun.
    pub(super) fn is_diplomatic_noun(&self, word: &str) -> bool {
        self.nouns.contains(word)
    }

    /// Whether this word makes a longer name of the one before it.
    pub(super) fn makes_longer(&self, word: &str) -> bool {
        self.longer.contains(word)
    }

    /// A folded name without a part that may be left out, shortest cut first.
    pub(super) fn shorter<'n>(&self, folded: &'n str) -> Option<&'n str> {
        let before = self.before.iter().find_map(|part| folded.strip_prefix(part.as_str())?.strip_prefix(' '));
        before.or_else(|| self.after.iter().find_map(|part| folded.strip_suffix(part.as_str())?.strip_suffix(' ')))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_valid() {
        let words = Words::load();
        assert_eq!(words.shorter("greater manchester"), Some("manchester"));
        assert_eq!(words.shorter("idlib province"), Some("idlib"));
        assert_eq!(words.shorter("odesa"), None);
        assert!(words.is_locative("Near") && words.is_governing_verb("say"));
        assert_eq!(words.hint("province"), Some(Hint::Division));
    }
}
