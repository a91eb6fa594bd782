//! Quotations, and who speaks in them, as far as pronouns need to know.

use dateline_lang::NameKind;
use dateline_lang::labels::{Deprel, Upos};

use dateline_text::ByteSpan;

use crate::page::Page;
use crate::quotation::Quotations;

/// A quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Its first byte, the mark included.
    pub start: usize,
    /// The first byte after it.
    pub end: usize,
    /// The head of the noun phrase that names the speaker.
    pub speaker: Option<usize>,
    /// The head of the noun phrase that names whom it is said to, where the verb has that beside it: `told [him]`.
    pub addressee: Option<usize>,
}

/// The quotations of a page, in order.
#[derive(Debug, Clone, Default)]
pub struct Quotes(Vec<Quote>);

/// The most words of a report that stands as a sentence of its own after a quotation: `said Ada Holm, the mayor of Velm.`
const LONGEST_REPORT: usize = 14;

/// The last word of a person's name right before a verb that the parser gives no subject: `publisher [A] said.`
fn named_beside(page: &Page<'_>, verb: usize) -> Option<usize> {
    let before = verb.checked_sub(1)?;
    let names = &page.analysis.names;
    let at = names.partition_point(|name| name.words.end <= before);
    let name = names.get(at).filter(|name| name.words.contains(&before) && name.kind == NameKind::Person)?;
    Some(name.words.start)
}

/// Who writes what somebody else is to read: `[Orm] resigned in a letter to the directors stating, "I am tired"`.
fn writer(page: &Page<'_>, verb: usize) -> Option<usize> {
    let (analysis, clauses) = (page.analysis, page.clauses);
    if analysis.labels[verb] != Deprel::Acl {
        return None;
    }
    let (mut noun, mut is_sent) = (analysis.head(verb)?, false);
    for _ in 0..4 {
        if analysis.labels[noun] != Deprel::Nmod {
            break;
        }
        is_sent |= clauses.preposition(noun) == "to";
        noun = analysis.head(noun)?;
    }
    let governor = analysis.head(noun).filter(|&it| is_sent && clauses.is_predicate(it))?;
    clauses.subjects(governor).first().copied()
}

impl Quotes {
    /// Finds who speaks them and to whom.
    #[must_use]
    pub fn find(page: &Page<'_>) -> Self {
        let found = Quotations::find(page);
        let quote = |span: ByteSpan| Quote { start: span.start(), end: span.end(), speaker: None, addressee: None };
        let mut quotes = Self(found.all().iter().map(|it| quote(it.span)).collect());
        quotes.speakers(page);
        quotes
    }

    /// The quotation that holds a byte.
    #[must_use]
    pub fn at(&self, byte: usize) -> Option<usize> {
        let at = self.0.partition_point(|quote| quote.end <= byte);
        self.0.get(at).is_some_and(|quote| quote.start <= byte).then_some(at)
    }

    /// The last quotation that ends before a byte or holds it.
    #[must_use]
    pub fn before(&self, byte: usize) -> Option<usize> {
        self.0.partition_point(|quote| quote.end <= byte).checked_sub(1)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One of them.
    ///
    /// # Panics
    /// When there is no such quotation.
    #[must_use]
    pub fn get(&self, index: usize) -> &Quote {
        &self.0[index]
    }

    fn speakers(&mut self, page: &Page<'_>) {
        let analysis = page.analysis;
        let sentences = analysis.sentences();
        // In each sentence the subjects of reporting verbs outside quotations.
        let reporters: Vec<Vec<(usize, usize)>> = sentences
            .iter()
            .map(|sentence| {
                page.clauses
                    .predicates(sentence.clone())
                    .filter(|&verb| page.clauses.is_reporting(verb) && analysis.tags[verb].upos == Upos::Verb)
                    .filter(|&verb| self.at(analysis.span(verb).start()).is_none())
                    .filter_map(|verb| {
                        let own = || page.clauses.subjects(verb).first().copied();
                        // `[Velm] Police Lt. Ada Holm said`: the tree may take another name for the head.
                        let own = || {
                            let subject = own()?;
                            let is_part = |name: &usize| {
                                subject < *name
                                    && !(subject..*name)
                                        .any(|word| matches!(analysis.tags[word].upos, Upos::Adp | Upos::Punct | Upos::Cconj | Upos::Pron))
                            };
                            named_beside(page, verb).filter(is_part).or(Some(subject))
                        };
                        let subject = writer(page, verb).or_else(own).or_else(|| named_beside(page, verb))?;
                        (analysis.labels[subject] != Deprel::Expl).then_some((verb, subject))
                    })
                    .collect()
            })
            .collect();
        let mut previous: Option<(usize, Option<usize>)> = None;
        for index in 0..self.0.len() {
            let Quote { start, end, .. } = self.0[index];
            let first = sentences.partition_point(|sentence| analysis.span(sentence.end - 1).end() <= start);
            let last = sentences.partition_point(|sentence| analysis.span(sentence.start).start() < end);
            let word = analysis.segmentation.spans.partition_point(|span| span.end() <= start);
            let nearest = (first..last)
                .flat_map(|sentence| &reporters[sentence])
                .min_by_key(|(verb, _)| {
                    verb.abs_diff(word).min(verb.abs_diff(analysis.segmentation.spans.partition_point(|span| span.start() < end)))
                })
                .copied();
            // What follows without a reporting verb of its own goes on, in the paragraph or in the next one.
            let block = page.document.blocks.partition_point(|block| block.span.end() <= start);
            let goes_on = previous.filter(|&(before, _)| block - before.min(block) <= 1).and_then(|(_, speaker)| speaker);
            // A sentence that ends in a colon names the speaker of what follows.
            let colon = || {
                let before = first.checked_sub(1)?;
                let ends = analysis.form(page.text(), sentences[before].end - 1);
                (ends == ":").then(|| reporters[before].last().map(|&(_, subject)| subject)).flatten()
            };
            // `Skier A: "I regret it."`
            let label = || {
                let mark = word.checked_sub(1).filter(|&mark| analysis.form(page.text(), mark) == ":")?;
                let name = mark.checked_sub(1)?;
                // `He said of his client, A: "…"`: another one speaks.
                if reporters.get(first).is_some_and(|all| all.iter().any(|&(verb, _)| verb < mark)) {
                    return None;
                }
                analysis.names.iter().any(|it| it.words.contains(&name)).then_some(name)
            };
            // `"Stop!" Holm said.`: a mark of its own cuts the report off.
            let cut_off = || {
                let after = sentences.get(last).filter(|after| {
                    after.len() <= LONGEST_REPORT
                        && analysis.span(after.start).start() < end + 3
                        && page.document.blocks.get(block).is_some_and(|it| it.span.end() >= analysis.span(after.end - 1).end())
                })?;
                let ends = page.text()[start..end].trim_end_matches(['"', '”', '»', '’', '\'']).ends_with(['!', '?', '…', '.']);
                let &(verb, subject) = reporters[last].first().filter(|_| ends)?;
                let root = analysis.head(verb).is_none();
                let has_own = page.clauses.dependents(verb).any(|it| matches!(analysis.labels[it], Deprel::Ccomp | Deprel::Xcomp));
                (root && !has_own && after.contains(&verb)).then_some((verb, subject))
            };
            let nearest = nearest.or_else(cut_off);
            let addressee = nearest.and_then(|(verb, _)| {
                let to = || page.clauses.obliques(verb).into_iter().find(|it| it.preposition.is_some_and(|it| page.form(it) == "to"));
                let object = || page.clauses.objects(verb).into_iter().find(|&it| self.at(analysis.span(it).start()).is_none());
                page.clauses.indirect_object(verb).or_else(object).or_else(|| to().map(|it| it.word))
            });
            // Who goes on, goes on to the same.
            let same = nearest.is_none() && goes_on.is_some() && index > 0;
            self.0[index].addressee = addressee.or_else(|| if same { self.0[index - 1].addressee } else { None });
            let speaker = label().or(nearest.map(|(_, subject)| subject)).or_else(colon).or(goes_on);
            self.0[index].speaker = speaker;
            previous = Some((block, speaker));
        }
    }
}
