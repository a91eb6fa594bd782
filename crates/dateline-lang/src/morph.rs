//! Morphological features of a word (Universal Dependencies 2), as a small set of values.
//!
//! The values follow the English Web Treebank, where its guidelines and those of GUM part ways: `you` has no number,
//! an imperative no person, and an adverb a degree only when it compares without `more`.

use std::collections::{HashMap, HashSet};
use std::fmt;

use serde::Deserialize;

use crate::analysis::Analysis;
use crate::clause::{Children, is_contracted_has};
use crate::labels::{Deprel, Upos, Xpos};

/// The morphological features of one word; each feature has one value or none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Morph(u64);

/// A feature: a set of values that exclude each other, and its place among the bits of [`Morph`].
pub trait Feature: Copy + Sized {
    /// The name in files.
    const NAME: &'static str;
    /// The lowest of its four bits.
    const SHIFT: u32;
    /// The value with this index.
    fn from_index(index: usize) -> Option<Self>;
    /// Its index among the values.
    fn index(self) -> usize;
}

/// Makes the features, in the order in which they are printed, each with its first bit and a getter of [`Morph`].
macro_rules! features {
    ($($(#[$doc:meta])* $feature:ident $getter:ident $shift:literal $bits:literal { $($(#[$each:meta])* $value:ident = $text:literal),+ })+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum $feature { $($(#[$each])* #[doc = concat!("`", $text, "`")] $value),+ }

            impl Feature for $feature {
                const NAME: &'static str = stringify!($feature);
                const SHIFT: u32 = $shift;
                fn from_index(index: usize) -> Option<Self> {
                    [$(Self::$value),+].get(index).copied()
                }
                fn index(self) -> usize {
                    self as usize
                }
            }

            impl $feature {
                /// The value in files.
                #[must_use]
                pub const fn name(self) -> &'static str {
                    match self { $(Self::$value => $text),+ }
                }
            }
        )+

        impl Morph {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $getter(self) -> Option<$feature> {
                    // Zero stands for no value.
                    (self.0 >> $shift & ((1 << $bits) - 1)).checked_sub(1).and_then(|index| $feature::from_index(index as usize))
                }
            )+

            /// These features and one more; an earlier value of the same feature is replaced.
            #[must_use]
            pub fn with<F: Feature>(self, value: F) -> Self {
                Self(self.without::<F>().0 | (value.index() as u64 + 1) << F::SHIFT)
            }

            /// These features without one.
            #[must_use]
            pub fn without<F: Feature>(self) -> Self {
                let mut mask = 0;
                $(if F::SHIFT == $shift { mask = ((1_u64 << $bits) - 1) << $shift; })+
                Self(self.0 & !mask)
            }

            /// Reads `Case=Nom|Number=Sing`; features and values that are not known are left out.
            #[must_use]
            pub fn from_ud(column: &str) -> Self {
                let mut morph = Self::default();
                for (name, value) in column.split('|').filter_map(|pair| pair.split_once('=')) {
                    match (name, value) {
                        $($((stringify!($feature), $text) => morph = morph.with($feature::$value),)+)+
                        _ => {}
                    }
                }
                morph
            }
        }

        impl fmt::Display for Morph {
            /// Writes the column of CoNLL-U: sorted by name, `_` when there is none.
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                if *self == Self::default() {
                    return out.write_str("_");
                }
                let mut bar = "";
                $(
                    if let Some(value) = self.$getter() {
                        write!(out, "{bar}{}={}", $feature::NAME, value.name())?;
                        bar = "|";
                    }
                )+
                let _ = bar;
                Ok(())
            }
        }
    };
}

features! {
    /// Whether it is an abbreviation.
    Abbr abbr 0 1 { Yes = "Yes" }
    /// The case of a pronoun.
    Case case 1 2 { Acc = "Acc", Gen = "Gen", Nom = "Nom" }
    /// The definiteness of an article.
    Definite definite 3 2 { Def = "Def", Ind = "Ind" }
    /// The degree of comparison.
    Degree degree 5 2 { Pos = "Pos", Cmp = "Cmp", Sup = "Sup" }
    /// What the first word of a fixed expression stands for as a whole.
    ExtPos ext_pos 7 3 { Adp = "ADP", Adv = "ADV", Cconj = "CCONJ", Pron = "PRON", Propn = "PROPN", Sconj = "SCONJ" }
    /// Whether it is a word of another language.
    Foreign foreign 10 1 { Yes = "Yes" }
    /// The gender of a pronoun.
    Gender gender 11 2 { Fem = "Fem", Masc = "Masc", Neut = "Neut" }
    /// The mood of a finite verb.
    Mood mood 13 2 { Imp = "Imp", Ind = "Ind", Sub = "Sub" }
    /// The number; `Ptan` for plurals without a singular.
    Number number 15 2 { Plur = "Plur", Ptan = "Ptan", Sing = "Sing" }
    /// How a numeral is written.
    NumForm num_form 17 3 { Combi = "Combi", Digit = "Digit", Roman = "Roman", Word = "Word" }
    /// The kind of numeral.
    NumType num_type 20 3 { Card = "Card", Frac = "Frac", Mult = "Mult", Ord = "Ord" }
    /// The person.
    Person person 23 2 { First = "1", Second = "2", Third = "3" }
    /// Whether the word itself says yes or no.
    Polarity polarity 25 2 { Neg = "Neg", Pos = "Pos" }
    /// Whether it is possessive.
    Poss poss 27 1 { Yes = "Yes" }
    /// The kind of pronoun, determiner or pronominal adverb.
    PronType pron_type 28 4 {
        Art = "Art", Dem = "Dem", Emp = "Emp", Ind = "Ind", Int = "Int", Neg = "Neg", Prs = "Prs", Rcp = "Rcp", Rel = "Rel", Tot = "Tot"
    }
    /// Whether it is reflexive.
    Reflex reflex 32 1 { Yes = "Yes" }
    /// The tense of a verb's form.
    Tense tense 33 2 { Past = "Past", Pres = "Pres" }
    /// The form of a verb.
    VerbForm verb_form 35 3 { Fin = "Fin", Ger = "Ger", Inf = "Inf", Part = "Part" }
    /// The voice of a participle.
    Voice voice 38 1 { Pass = "Pass" }
}

/// Gives words their features, from tags, forms, lemmas and trees.
#[derive(Debug)]
pub struct Morphology {
    /// Closed-class words by form in lower case, for each tag.
    forms: Vec<HashMap<String, Morph>>,
    /// Words that make a subject plural.
    plural: Vec<String>,
    /// Irregular verbs and nouns: a form, its tag and the base.
    irregular: Vec<(String, Xpos, String)>,
    /// The entries of `irregular` with a form.
    by_form: HashMap<String, Vec<usize>>,
    /// Bases of irregular words, and verbs that are spelled as the past of another one.
    bases: HashSet<String>,
}

/// `lexicon/en/morphology.toml`.
#[derive(Debug, Deserialize)]
struct File {
    plural: PluralWords,
    irregular: IrregularWords,
    /// Features by form, by tag.
    #[serde(flatten)]
    tags: HashMap<String, HashMap<String, String>>,
}

#[derive(Debug, Deserialize)]
struct PluralWords {
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct IrregularWords {
    verbs: Vec<String>,
    nouns: Vec<String>,
    bases: Vec<String>,
}

impl Morphology {
    /// Reads `lexicon/en/morphology.toml`.
    ///
    /// # Panics
    /// When the embedded list is not TOML of its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        let file = dateline_lexicon::file("en/morphology.toml").expect("the list is embedded");
        let mut file: File = toml::from_str(file).expect("the list has its shape");
        let forms = Xpos::ALL.iter().map(|tag| {
            let listed = file.tags.remove(tag.name()).unwrap_or_default();
            listed.into_iter().map(|(form, features)| (form, Morph::from_ud(&features))).collect()
        });
        let forms = forms.collect();
        let mut irregular: Vec<(String, Xpos, String)> = Vec::new();
        let tagged = [(&file.irregular.verbs, &[Xpos::Vbd, Xpos::Vbn][..]), (&file.irregular.nouns, &[Xpos::Nns][..])];
        for (words, tags) in tagged {
            for word in words {
                let mut parts = word.split(' ');
                let base = parts.next().unwrap_or_default();
                for (&tag, alternatives) in tags.iter().zip(parts) {
                    irregular.extend(alternatives.split('|').map(|form| (form.to_owned(), tag, base.to_owned())));
                }
            }
        }
        let mut by_form: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, (form, ..)) in irregular.iter().enumerate() {
            by_form.entry(form.clone()).or_default().push(at);
        }
        let mut bases: HashSet<String> = file.irregular.bases.into_iter().collect();
        bases.extend(irregular.iter().map(|it| it.2.clone()));
        Self { forms, plural: file.plural.words, irregular, by_form, bases }
    }

    /// The past forms and participles of irregular verbs and the plurals of irregular nouns, each with its tag and the base.
    pub fn irregular(&self) -> impl Iterator<Item = (&str, Xpos, &str)> {
        self.irregular.iter().map(|(form, tag, base)| (form.as_str(), *tag, base.as_str()))
    }

    /// The base of a form of an irregular verb with one tag, in small letters: `fled` → `flee`; `None` where there are two.
    #[must_use]
    pub fn base(&self, form: &str, tag: Xpos) -> Option<&str> {
        let mut bases = self.entries(form).filter(|it| it.1 == tag).map(|it| it.2.as_str());
        let first = bases.next()?;
        bases.all(|it| it == first).then_some(first)
    }

    /// Whether a form is the past or the past participle of an irregular verb: `came`, `gone`.
    #[must_use]
    pub fn is_past(&self, form: &str) -> bool {
        self.entries(form).any(|it| it.1 != Xpos::Nns)
    }

    /// Whether a form is the past of an irregular verb and the base of none: `blew`, not `found` or `beat`.
    #[must_use]
    pub fn is_only_past(&self, form: &str) -> bool {
        !self.bases.contains(form) && self.entries(form).any(|it| it.1 == Xpos::Vbd)
    }

    fn entries(&self, form: &str) -> impl Iterator<Item = &(String, Xpos, String)> {
        self.by_form.get(form).into_iter().flatten().map(|&at| &self.irregular[at])
    }

    /// Fills [`Analysis::morphs`] of a text whose words have tags, lemmas, heads and labels.
    pub fn fill(&self, text: &str, analysis: &mut Analysis) {
        let children = Children::of(analysis);
        let mut morphs = std::mem::take(&mut analysis.morphs);
        morphs.clear();
        let mut lower = String::new();
        for word in 0..analysis.len() {
            lower.clear();
            lower.extend(analysis.form(text, word).chars().flat_map(char::to_lowercase));
            morphs.push(Word { morphology: self, analysis, children: &children, text, word }.features(&lower));
        }
        analysis.morphs = morphs;
    }
}

/// A word in its sentence.
#[derive(Clone, Copy)]
struct Word<'a> {
    morphology: &'a Morphology,
    analysis: &'a Analysis,
    children: &'a Children,
    text: &'a str,
    word: usize,
}

impl<'a> Word<'a> {
    fn at(self, word: usize) -> Self {
        Self { word, ..self }
    }

    fn xpos(self) -> Xpos {
        self.analysis.tags[self.word].xpos
    }

    fn upos(self) -> Upos {
        self.analysis.tags[self.word].upos
    }

    fn label(self) -> Deprel {
        self.analysis.labels[self.word]
    }

    fn lemma(self) -> &'a str {
        self.analysis.lemma(self.word)
    }

    fn form(self) -> &'a str {
        self.analysis.form(self.text, self.word)
    }

    fn head(self) -> Option<Self> {
        self.analysis.head(self.word).map(|head| self.at(head))
    }

    fn dependents(self) -> impl Iterator<Item = Word<'a>> {
        self.children.of_word(self.word).map(move |word| self.at(word))
    }

    fn has(self, test: impl Fn(Word<'a>) -> bool) -> bool {
        self.dependents().any(test)
    }

    /// All features of the word, whose form in lower case is given.
    fn features(self, lower: &str) -> Morph {
        let none = Morph::default();
        if self.label() == Deprel::Goeswith || self.upos() == Upos::X && self.xpos() != Xpos::Fw {
            return none;
        }
        let (upos, xpos) = (self.upos(), self.xpos());
        let listed = || self.morphology.forms[xpos as usize].get(lower).copied();
        let morph = match xpos {
            // `one` negates after `no` only.
            Xpos::Nn if lower == "one" && !self.follows_no() => none.with(Number::Sing),
            Xpos::Nn if upos == Upos::Pron => listed().unwrap_or(none.with(Number::Sing).with(PronType::Ind)),
            Xpos::Nn | Xpos::Nns | Xpos::Nnp | Xpos::Nnps if matches!(upos, Upos::Noun | Upos::Propn | Upos::Sym | Upos::Pron) => {
                self.noun(lower)
            }
            Xpos::Nnp if upos == Upos::Verb => {
                if lower.ends_with("ing") {
                    none.with(VerbForm::Ger)
                } else {
                    none.with(Tense::Past).with(VerbForm::Part)
                }
            }
            Xpos::Nnp | Xpos::Jj if upos == Upos::Adj => self.adjective(lower),
            Xpos::Jjr | Xpos::Rbr => none.with(Degree::Cmp),
            Xpos::Jjs | Xpos::Rbs => none.with(Degree::Sup),
            Xpos::Cd => self.numeral(lower),
            Xpos::Ls | Xpos::Nnp if upos == Upos::Num => self.numeral(lower),
            Xpos::Prp | Xpos::PrpPoss => self.pronoun(listed().unwrap_or(none.with(PronType::Prs))),
            Xpos::WpPoss => none.with(Poss::Yes).with(self.relative_or_interrogative(lower)),
            Xpos::Wdt | Xpos::Wp | Xpos::Wrb => none.with(self.relative_or_interrogative(lower)),
            Xpos::Dt if upos == Upos::Det && lower == "each" && self.has(|it| it.label() == Deprel::Fixed) => {
                none.with(PronType::Rcp).with(ExtPos::Pron)
            }
            Xpos::Dt | Xpos::Pdt | Xpos::Rb | Xpos::Uh => listed().unwrap_or(none),
            Xpos::Cc => {
                if upos == Upos::Cconj {
                    listed().unwrap_or(none)
                } else {
                    none
                }
            }
            Xpos::Fw => {
                if upos == Upos::X {
                    none.with(Foreign::Yes)
                } else if upos == Upos::Noun {
                    listed().unwrap_or(none.with(Number::Sing))
                } else {
                    none
                }
            }
            Xpos::Md => none.with(VerbForm::Fin),
            Xpos::Vbz => self.finite(Tense::Pres).with(Number::Sing).with(Person::Third),
            Xpos::Vbp => self.finite(Tense::Pres),
            Xpos::Vbd => self.finite(Tense::Past),
            Xpos::Vb => self.base(0),
            Xpos::Vbg => self.ing(0),
            Xpos::Vbn => {
                let participle = none.with(Tense::Past).with(VerbForm::Part);
                if self.is_passive(0) { participle.with(Voice::Pass) } else { participle }
            }
            _ => none,
        };
        self.fixed(morph)
    }

    /// Adds what a fixed expression stands for to its first word.
    fn fixed(self, morph: Morph) -> Morph {
        if morph.ext_pos().is_some() || !self.has(|it| it.label() == Deprel::Fixed) {
            return morph;
        }
        match self.label() {
            Deprel::Case => morph.with(ExtPos::Adp),
            Deprel::Mark => morph.with(ExtPos::Sconj),
            Deprel::Cc | Deprel::CcPreconj => morph.with(ExtPos::Cconj),
            Deprel::Advmod => morph.with(ExtPos::Adv),
            _ => morph,
        }
    }

    /// Whether the word before is `no`.
    fn follows_no(self) -> bool {
        self.word.checked_sub(1).is_some_and(|before| self.at(before).form().eq_ignore_ascii_case("no"))
    }

    fn noun(self, lower: &str) -> Morph {
        let none = Morph::default();
        let digits = lower.starts_with(|first: char| first.is_ascii_digit());
        match self.xpos() {
            Xpos::Nn | Xpos::Nnp => {
                let morph = none.with(Number::Sing);
                if digits && is_ordinal(lower) {
                    morph.with(NumForm::Combi).with(NumType::Ord)
                } else if self.upos() == Upos::Propn
                    && self.lemma().len() > self.form().len()
                    && self.lemma().starts_with(self.form().trim_end_matches('.'))
                {
                    morph.with(Abbr::Yes)
                } else {
                    self.morphology.forms[self.xpos() as usize].get(lower).copied().unwrap_or(morph)
                }
            }
            _ if digits && lower.ends_with('s') => none.with(Number::Ptan).with(NumForm::Combi).with(NumType::Card),
            // A plural whose lemma keeps the ending has no singular.
            _ if lower.len() > 3 && lower.ends_with('s') && lower != "species" && self.lemma().eq_ignore_ascii_case(lower) => {
                none.with(Number::Ptan)
            }
            _ => self.morphology.forms[self.xpos() as usize].get(lower).copied().unwrap_or(none.with(Number::Plur)),
        }
    }

    fn adjective(self, lower: &str) -> Morph {
        let morph = Morph::default().with(Degree::Pos);
        if lower.starts_with(|first: char| first.is_ascii_digit()) && is_ordinal(lower) {
            return morph.with(NumForm::Combi).with(NumType::Ord);
        }
        let last = lower.rsplit('-').next().unwrap_or(lower);
        let listed = |form: &str| self.morphology.forms[Xpos::Jj as usize].get(form).copied();
        // `twenty-first` counts like `first`; `left-half` is not to be met.
        listed(lower)
            .or_else(|| {
                if last == lower || self.lemma() != lower {
                    None
                } else {
                    listed(last).filter(|_| lower.ends_with("th") || lower.starts_with("twent"))
                }
            })
            .unwrap_or(morph)
    }

    fn numeral(self, lower: &str) -> Morph {
        let none = Morph::default();
        let card = none.with(NumType::Card);
        let listed = self.morphology.forms[Xpos::Cd as usize].get(lower).copied();
        if self.label() != Deprel::Fixed && self.has(|it| it.label() == Deprel::Fixed) && self.upos() == Upos::Pron {
            return none.with(PronType::Rcp).with(ExtPos::Pron);
        }
        if lower.contains(|each: char| each.is_numeric()) {
            let mut parts = lower.split(['.', '/']);
            let is_digits = |part: Option<&str>| {
                part.is_some_and(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b','))
            };
            let fraction =
                is_digits(parts.next()) && is_digits(parts.next()) && parts.next().is_none() || lower.contains(['½', '¼', '¾', '⅓', '⅔']);
            card.with(NumForm::Digit).with(if fraction { NumType::Frac } else { NumType::Card })
        } else if self.form().len() > 1 && self.form().bytes().all(|byte| b"IVXLCDM".contains(&byte))
            || self.form() == "I"
            || self.form() == "V"
        {
            card.with(NumForm::Roman)
        } else {
            listed.unwrap_or(card.with(NumForm::Word))
        }
    }

    /// Adds the case where one form serves for subject and object.
    fn pronoun(self, morph: Morph) -> Morph {
        // `The mayor himself`: neither an argument nor under a preposition.
        if morph.reflex().is_some() && matches!(self.label(), Deprel::NmodUnmarked | Deprel::OblUnmarked) {
            return morph.with(PronType::Emp);
        }
        if morph.case().is_some()
            || morph.poss().is_some()
            || morph.person().is_none()
            || morph.gender().is_none() && morph.person() != Some(Person::Second)
        {
            return morph;
        }
        let mut word = self;
        // A conjunct has the function of the first.
        for _ in 0..8 {
            match word.head() {
                Some(head) if word.label() == Deprel::Conj && !word.has(|it| it.label() == Deprel::Case) => word = head,
                _ => break,
            }
        }
        let object = matches!(word.label().universal(), Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::Nmod)
            || word.has(|it| it.label() == Deprel::Case);
        morph.with(if object { Case::Acc } else { Case::Nom })
    }

    fn relative_or_interrogative(self, lower: &str) -> PronType {
        let in_relative = || {
            // The clause that the word opens: that of its head, or of its head's head when it modifies a noun in it.
            let mut word = self;
            for _ in 0..6 {
                let Some(head) = word.head() else { return false };
                if matches!(head.label(), Deprel::AclRelcl | Deprel::AdvclRelcl) {
                    return true;
                }
                if !matches!(head.upos(), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adp | Upos::Adj | Upos::Det | Upos::Num)
                    && !matches!(head.label(), Deprel::Xcomp | Deprel::Ccomp)
                {
                    return false;
                }
                word = head;
            }
            false
        };
        match lower {
            "that" => PronType::Rel,
            // A free relative is the head of its clause.
            _ if self.has(|it| it.label() == Deprel::AclRelcl || it.label() == Deprel::AdvclRelcl) => PronType::Rel,
            _ if in_relative() => PronType::Rel,
            "whenever" | "wherever" | "whoever" => PronType::Rel,
            _ => PronType::Int,
        }
    }

    /// The word whose dependents hold the auxiliaries and subjects of this verb: its head for an auxiliary or copula.
    fn predicate(self) -> Self {
        match self.head() {
            Some(head) if matches!(self.label(), Deprel::Aux | Deprel::AuxPass | Deprel::Cop) => head,
            _ => self,
        }
    }

    fn finite(self, tense: Tense) -> Morph {
        let finite = Morph::default().with(Mood::Ind).with(tense).with(VerbForm::Fin);
        let (number, person) = self.agreement();
        let lower = self.form().to_ascii_lowercase();
        match (lower.as_str(), self.xpos()) {
            ("am" | "'m" | "’m", _) => finite.with(Number::Sing).with(Person::First),
            ("were", _) if number == Number::Sing && person != Person::Second => {
                let word = self.subject_noun();
                // A group noun takes a plural verb in British English; a pronoun in the singular only in the subjunctive.
                if word.is_some_and(|word| matches!(word.xpos(), Xpos::Prp)) {
                    finite.with(Number::Sing).with(person).with(Mood::Sub)
                } else {
                    finite.with(Number::Plur).with(person)
                }
            }
            (_, Xpos::Vbp) if person == Person::Third => finite.with(Number::Plur).with(person),
            _ => finite.with(number).with(person),
        }
    }

    /// The subject of the clause, or of the clause that it is coordinated with.
    fn subject(self) -> Option<Self> {
        let mut predicate = self.predicate();
        for _ in 0..16 {
            let subject = predicate.dependents().find(|it| {
                matches!(it.label().universal(), Deprel::Nsubj | Deprel::Csubj)
                    && !matches!(it.label(), Deprel::NsubjOuter | Deprel::CsubjOuter)
            });
            if let Some(subject) = subject {
                return Some(subject);
            }
            match (predicate.label(), predicate.head()) {
                (Deprel::Conj, Some(head)) => predicate = head,
                _ => return predicate.dependents().find(|it| it.label() == Deprel::NsubjOuter),
            }
        }
        None
    }

    /// The subject, with a relative pronoun replaced by what it stands for.
    fn subject_noun(self) -> Option<Self> {
        let mut subject = self.subject()?;
        if matches!(subject.xpos(), Xpos::Wdt | Xpos::Wp) && !subject.has(|it| it.label() == Deprel::AclRelcl) {
            let mut clause = subject.head()?;
            for _ in 0..16 {
                if clause.label() == Deprel::AclRelcl {
                    if let Some(antecedent) = clause.head() {
                        subject = antecedent;
                    }
                    break;
                }
                match clause.head() {
                    Some(head) if matches!(clause.label(), Deprel::Conj | Deprel::Xcomp | Deprel::Ccomp) => clause = head,
                    _ => break,
                }
            }
        }
        Some(subject)
    }

    /// Number and person of the subject; the third person singular when there is none.
    fn agreement(self) -> (Number, Person) {
        let Some(subject) = self.subject_noun() else { return (Number::Sing, Person::Third) };
        let lower = subject.form().to_ascii_lowercase();
        let mut person = match lower.as_str() {
            "i" | "we" => Person::First,
            "you" | "u" | "ya" | "y'all" => Person::Second,
            _ => Person::Third,
        };
        let mut plural = match subject.xpos() {
            Xpos::Nns | Xpos::Nnps => true,
            Xpos::Prp => matches!(lower.as_str(), "we" | "they"),
            Xpos::Dt => matches!(lower.as_str(), "these" | "those") || self.morphology.plural.contains(&lower),
            Xpos::Nn | Xpos::Nnp => false,
            Xpos::Cd => subject.lemma() != "one" && lower != "1",
            _ => self.morphology.plural.contains(&lower),
        };
        if subject.label().universal() != Deprel::Csubj {
            for conjunct in subject.dependents().filter(|it| it.label() == Deprel::Conj) {
                if conjunct.has(|it| it.label() == Deprel::Cc && matches!(it.lemma(), "and" | "&"))
                    || subject.has(|it| it.label() == Deprel::Conj && it.has(|cc| cc.lemma() == "and"))
                {
                    plural = true;
                }
                if matches!(conjunct.lemma(), "I" | "we") {
                    person = Person::First;
                }
            }
        }
        (if plural { Number::Plur } else { Number::Sing }, person)
    }

    /// The base form: infinitive, imperative or subjunctive. `depth` bounds the way along conjuncts.
    fn base(self, depth: u8) -> Morph {
        let infinitive = Morph::default().with(VerbForm::Inf);
        let imperative = Morph::default().with(Mood::Imp).with(VerbForm::Fin);
        let predicate = self.predicate();
        let licensed = predicate.has(|it| {
            it.word != self.word
                && (it.label() == Deprel::Mark && it.xpos() == Xpos::To
                    || matches!(it.label(), Deprel::Aux | Deprel::AuxPass) && !(it.xpos() == Xpos::Vb && it.lemma() == "do"))
        });
        let subject = predicate.has(|it| it.label().universal() == Deprel::Nsubj);
        // `All you have to do is sign`: a copula takes an infinitive.
        if licensed || predicate.word == self.word && predicate.has(|it| it.label() == Deprel::Cop) {
            return infinitive;
        }
        match predicate.label() {
            Deprel::Conj if depth < 16 => match predicate.head() {
                Some(head) if head.xpos() == Xpos::Vb => head.base(depth + 1),
                // A copula or auxiliary says of its predicate what form the clause has.
                Some(head) => head
                    .dependents()
                    .find(|it| matches!(it.label(), Deprel::Cop | Deprel::Aux | Deprel::AuxPass) && it.xpos() == Xpos::Vb)
                    .map_or_else(
                        || if head.has(|it| it.xpos() == Xpos::Md || it.xpos() == Xpos::To) { infinitive } else { imperative },
                        |it| it.base(depth + 1),
                    ),
                None => imperative,
            },
            Deprel::Root | Deprel::Parataxis | Deprel::Appos if self.xpos() == Xpos::Vb => imperative,
            Deprel::Ccomp if subject => {
                let (number, person) = self.agreement();
                Morph::default().with(Mood::Sub).with(number).with(person).with(Tense::Pres).with(VerbForm::Fin)
            }
            Deprel::Ccomp => imperative,
            _ => infinitive,
        }
    }

    /// The form in `-ing`: participle beside an auxiliary or in an adverbial clause, else gerund.
    fn ing(self, depth: u8) -> Morph {
        let participle = Morph::default().with(Tense::Pres).with(VerbForm::Part);
        let gerund = Morph::default().with(VerbForm::Ger);
        if self.upos() == Upos::Aux || self.has(|it| matches!(it.label(), Deprel::Aux | Deprel::AuxPass)) {
            return participle;
        }
        match self.label() {
            Deprel::Advcl
            | Deprel::AdvclRelcl
            | Deprel::AclRelcl
            | Deprel::Root
            | Deprel::Parataxis
            | Deprel::Case
            | Deprel::Mark
            | Deprel::Discourse
            | Deprel::Reparandum
            | Deprel::Cc => participle,
            Deprel::Conj if depth < 16 => match self.head() {
                Some(head) if head.xpos() == Xpos::Vbg => head.ing(depth + 1),
                Some(head) if head.xpos() == Xpos::Nn || head.xpos() == Xpos::Nns => gerund,
                _ => participle,
            },
            _ => gerund,
        }
    }

    fn is_passive(self, depth: u8) -> bool {
        if self.upos() == Upos::Aux {
            return false;
        }
        if self.has(|it| matches!(it.label(), Deprel::AuxPass | Deprel::NsubjPass | Deprel::CsubjPass)) {
            return true;
        }
        if self.has(|it| {
            it.label() == Deprel::Aux && (it.lemma() == "have" || is_contracted_has(self.text, self.analysis, self.children, it.word))
        }) {
            return false;
        }
        match self.head() {
            Some(head) if self.label() == Deprel::Conj && head.xpos() == Xpos::Vbn && depth < 16 => head.is_passive(depth + 1),
            _ => !(self.has(|it| it.label() == Deprel::Obj) && self.has(|it| it.label() == Deprel::Nsubj)),
        }
    }
}

/// Whether digits end as an ordinal does: `20th`.
fn is_ordinal(lower: &str) -> bool {
    lower.ends_with("th") || lower.ends_with("st") || lower.ends_with("nd") || lower.ends_with("rd")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tag;
    use dateline_text::ByteSpan;

    /// The features of words given as form, lemma, tags, head (from 1) and relation.
    fn features(rows: &[(&str, &str, Upos, Xpos, u32, Deprel)]) -> Vec<String> {
        let (mut text, mut analysis) = (String::new(), Analysis::default());
        for &(form, lemma, upos, xpos, head, label) in rows {
            let start = text.len();
            text.push_str(form);
            analysis.segmentation.push(ByteSpan::new(start, text.len()), false);
            analysis.tags.push(Tag { upos, xpos });
            analysis.lemmas.push(lemma);
            analysis.heads.push(head.checked_sub(1));
            analysis.labels.push(label);
        }
        analysis.segmentation.end_sentence();
        Morphology::load().fill(&text, &mut analysis);
        analysis.morphs.iter().map(Morph::to_string).collect()
    }

    #[test]
    fn a_verb_agrees_with_its_subject_and_a_participle_is_passive() {
        let given = features(&[
            ("They", "they", Upos::Pron, Xpos::Prp, 3, Deprel::NsubjPass),
            ("were", "be", Upos::Aux, Xpos::Vbd, 3, Deprel::AuxPass),
            ("told", "tell", Upos::Verb, Xpos::Vbn, 0, Deprel::Root),
            ("to", "to", Upos::Part, Xpos::To, 5, Deprel::Mark),
            ("leave", "leave", Upos::Verb, Xpos::Vb, 3, Deprel::Xcomp),
            ("it", "it", Upos::Pron, Xpos::Prp, 5, Deprel::Obj),
        ]);
        let expected = [
            "Case=Nom|Number=Plur|Person=3|PronType=Prs",
            "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin",
            "Tense=Past|VerbForm=Part|Voice=Pass",
            "_",
            "VerbForm=Inf",
            "Case=Acc|Gender=Neut|Number=Sing|Person=3|PronType=Prs",
        ];
        assert_eq!(given, expected);
    }

    #[test]
    fn a_relative_clause_agrees_with_its_noun() {
        let given = features(&[
            ("troops", "troops", Upos::Noun, Xpos::Nns, 0, Deprel::Root),
            ("who", "who", Upos::Pron, Xpos::Wp, 3, Deprel::Nsubj),
            ("fled", "flee", Upos::Verb, Xpos::Vbd, 1, Deprel::AclRelcl),
            ("Leave", "leave", Upos::Verb, Xpos::Vb, 1, Deprel::Parataxis),
        ]);
        let finite = "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin";
        assert_eq!(given, ["Number=Ptan", "PronType=Rel", finite, "Mood=Imp|VerbForm=Fin"]);
    }

    #[test]
    fn features_are_printed_in_order_and_read_back() {
        let column = "Case=Nom|Gender=Neut|Number=Sing|Person=3|PronType=Prs";
        let morph = Morph::from_ud(column);
        assert_eq!(morph.to_string(), column);
        assert_eq!((morph.case(), morph.number(), morph.tense()), (Some(Case::Nom), Some(Number::Sing), None));
        assert_eq!(Morph::default().to_string(), "_");
        assert_eq!(morph.with(Number::Plur).number(), Some(Number::Plur));
        assert_eq!(morph.without::<Case>().case(), None);
        let all = "Abbr=Yes|Case=Nom|Definite=Ind|Degree=Sup|ExtPos=SCONJ|Foreign=Yes|Gender=Neut|Mood=Sub|Number=Sing|NumForm=Word|NumType=Ord|\
                   Person=3|Polarity=Pos|Poss=Yes|PronType=Tot|Reflex=Yes|Tense=Pres|VerbForm=Part|Voice=Pass";
        assert_eq!(Morph::from_ud(all).to_string(), all);
    }

    #[test]
    fn the_list_is_valid() {
        let morphology = Morphology::load();
        assert!(morphology.forms.iter().map(HashMap::len).sum::<usize>() > 100 && !morphology.plural.is_empty());
        assert!(morphology.irregular().any(|verb| verb == ("shot", Xpos::Vbn, "shoot")));
        let file: File = toml::from_str(dateline_lexicon::file("en/morphology.toml").unwrap()).unwrap();
        let features = file.tags.values().flat_map(HashMap::values);
        assert!(
            file.tags.keys().all(|tag| Xpos::from_name(tag).is_some())
                && features.into_iter().all(|column| Morph::from_ud(column).to_string() == *column)
        );
    }
}
