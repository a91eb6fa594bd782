//! The closed sets of labels: parts of speech, tags, relations, kinds of names.

/// Makes a closed set of labels: an enum whose values count from 0, with the names that files and papers use.
macro_rules! labels {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $value:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$each])* #[doc = concat!("`", $text, "`")] $value),+ }

        impl $name {
            /// All of them, in order.
            pub const ALL: &[Self] = &[$(Self::$value),+];

            /// The name in files.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$value => $text),+ }
            }

            /// The one with this name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$value),)+ _ => None }
            }

            /// The one at this place of [`Self::ALL`].
            #[must_use]
            pub fn from_index(index: usize) -> Option<Self> {
                Self::ALL.get(index).copied()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.pad(self.name())
            }
        }
    };
}

labels! {
    /// Universal parts of speech (Universal Dependencies 2).
    Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ", Noun = "NOUN", Num = "NUM",
        Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
}

labels! {
    /// Penn Treebank tags, with the additions of the English Web Treebank.
    Xpos {
        Quote = "''", Comma = ",", Lrb = "-LRB-", Rrb = "-RRB-", Period = ".", Colon = ":", OpenQuote = "``", Dollar = "$", Add = "ADD", Afx = "AFX",
        Cc = "CC", Cd = "CD", Dt = "DT", Ex = "EX", Fw = "FW", Gw = "GW", Hyph = "HYPH", In = "IN", Jj = "JJ", Jjr = "JJR", Jjs = "JJS",
        Ls = "LS", Md = "MD", Nfp = "NFP", Nn = "NN", Nnp = "NNP", Nnps = "NNPS", Nns = "NNS", Pdt = "PDT", Pos = "POS", Prp = "PRP",
        PrpPoss = "PRP$", Rb = "RB", Rbr = "RBR", Rbs = "RBS", Rp = "RP", Sym = "SYM", To = "TO", Uh = "UH", Vb = "VB", Vbd = "VBD",
        Vbg = "VBG", Vbn = "VBN", Vbp = "VBP", Vbz = "VBZ", Wdt = "WDT", Wp = "WP", WpPoss = "WP$", Wrb = "WRB",
    }
}

labels! {
    /// Relations of Universal Dependencies 2, with the subtypes of the English treebanks.
    Deprel {
        Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod", Amod = "amod", Appos = "appos",
        Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc", CcPreconj = "cc:preconj", Ccomp = "ccomp", Compound = "compound",
        CompoundPrt = "compound:prt", Conj = "conj", Cop = "cop", Csubj = "csubj", CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass",
        Dep = "dep", Det = "det", DetPredet = "det:predet", Discourse = "discourse", Dislocated = "dislocated", Expl = "expl",
        Fixed = "fixed", Flat = "flat", Goeswith = "goeswith", Iobj = "iobj", List = "list", Mark = "mark", Nmod = "nmod",
        NmodDesc = "nmod:desc", NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked", Nsubj = "nsubj", NsubjOuter = "nsubj:outer",
        NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj", Obl = "obl", OblAgent = "obl:agent", OblUnmarked = "obl:unmarked",
        Orphan = "orphan", Parataxis = "parataxis", Punct = "punct", Reparandum = "reparandum", Root = "root", Vocative = "vocative",
        Xcomp = "xcomp",
    }
}

labels! {
    /// Kinds of names; `gold/names/GUIDELINE.md` says what is which.
    NameKind {
        Person = "PERSON", Org = "ORG", Gpe = "GPE", Loc = "LOC", Norp = "NORP", Fac = "FAC", Event = "EVENT", Misc = "MISC",
    }
}

impl Deprel {
    /// The relation without its subtype: `nsubj` for `nsubj:pass`.
    #[must_use]
    pub fn universal(self) -> Self {
        self.name().split(':').next().and_then(Self::from_name).unwrap_or(self)
    }
}

impl Xpos {
    /// Whether it is of a verb that makes a clause finite: past, present or modal.
    #[must_use]
    pub const fn is_finite(self) -> bool {
        matches!(self, Self::Vbd | Self::Vbz | Self::Vbp | Self::Md)
    }
}

/// A tag: what a word is, in both tag sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag {
    /// The universal part of speech.
    pub upos: Upos,
    /// The Penn Treebank tag.
    pub xpos: Xpos,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        assert!(Upos::ALL.iter().all(|&it| Upos::from_name(it.name()) == Some(it)));
        assert!(Xpos::ALL.iter().enumerate().all(|(at, &it)| it as usize == at && Xpos::from_name(it.name()) == Some(it)));
        assert!(Deprel::ALL.iter().enumerate().all(|(at, &it)| Deprel::from_index(at) == Some(it) && it as usize == at));
        assert_eq!(Deprel::NsubjPass.universal(), Deprel::Nsubj);
    }
}
