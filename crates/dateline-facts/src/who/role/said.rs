//! Offices that are said of somebody after the name or by a verb: appositions, predicates, verbs of heading and of naming.

use dateline_lang::clause::Extent;
use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::Finder;
use crate::who::nouns::NounKind;
use crate::who::{EntityKind, Form};

impl Finder<'_, '_> {
    /// Appositions and relative clauses after a name.
    pub(super) fn beside(&mut self, index: usize) {
        let mention = &self.mentions[index];
        let (head, top) = (mention.head, mention.top);
        let mut beside: Vec<usize> = self.page.clauses.dependents(head).collect();
        if top != head {
            beside.extend(self.page.clauses.dependents(top));
        }
        for word in beside {
            if word < mention.core.end {
                continue;
            }
            match self.label(word) {
                Deprel::Appos | Deprel::Conj | Deprel::Parataxis | Deprel::NmodUnmarked | Deprel::List => {
                    // A coordinated apposition is two offices; a coordinated name is none.
                    if self.label(word) == Deprel::Conj && !self.after_comma(word, mention.core.end) {
                        continue;
                    }
                    if self.at_word[word].is_some_and(|at| self.mentions[at].kind == Some(EntityKind::Person)) {
                        continue;
                    }
                    let also: Vec<usize> = self.page.clauses.dependents(word).filter(|&it| self.label(it) == Deprel::Conj).collect();
                    for word in std::iter::once(word).chain(also) {
                        if self.office_noun(word).is_some() {
                            let words = self.page.clauses.phrase(word, Extent::Plain);
                            // `A, Defence Minister B and C`: the title of the next in a list.
                            let end = self.nouns.of(self.page, word).map_or(word + 1, |(.., end)| end);
                            let comma = usize::from(
                                self.label(word) == Deprel::Conj && self.page.form(end.min(self.page.analysis.len() - 1)) == ",",
                            );
                            let of_another = self
                                .at_word
                                .get(end + comma)
                                .copied()
                                .flatten()
                                .is_some_and(|at| at != index && self.mentions[at].kind == Some(EntityKind::Person));
                            if of_another {
                                continue;
                            }
                            self.state(index, words, word);
                        }
                    }
                }
                Deprel::AclRelcl => self.heading(index, word),
                _ => {}
            }
        }
    }

    /// An apposition that the tree missed: `A, Speaker of Z's parliament until Friday, is`; `A (governor of the bank)`.
    pub(super) fn after(&mut self, index: usize) {
        let mention = &self.mentions[index];
        let sentence = self.page.analysis.sentence_of(mention.head);
        let mut mark = mention.core.end;
        // `A of the League for B, its president,`.
        if mark < sentence.end && matches!(self.page.form(mark), "of" | "from") {
            let is_part = |&word: &usize| !matches!(self.upos(word), Upos::Verb | Upos::Aux | Upos::Punct);
            mark = (mark..(mark + 10).min(sentence.end)).take_while(is_part).last().map_or(mark, |last| last + 1);
        }
        if mark + 1 >= sentence.end
            || !matches!(self.page.form(mark), "," | "(")
            || self.out.iter().rev().take_while(|it| it.holder == index).any(|it| it.words.start > mark)
        {
            return;
        }
        let mut start = mark + 1;
        if matches!(self.upos(start), Upos::Det | Upos::Pron) {
            start += 1;
        }
        let mut head = start;
        while head < sentence.end && head < start + 7 && self.office_noun(head).is_none() && self.modifies(head) {
            head += 1;
        }
        // The noun that follows is the head: `defence minister`.
        while head + 1 < sentence.end
            && self.office_noun(head + 1).is_some()
            && self.upos(head + 1) != Upos::Adj
            && self.at_word[head + 1].is_none()
        {
            head += 1;
        }
        if head >= sentence.end || self.office_noun(head).is_none() {
            return;
        }
        let mut end = self.nouns.of(self.page, head).map_or(head + 1, |(.., end)| end);
        let is_person = |word: usize| self.at_word[word].is_some_and(|at| self.mentions[at].kind == Some(EntityKind::Person));
        if end < sentence.end && is_person(end) {
            return;
        }
        while end < sentence.end && !is_person(end) {
            let part = match self.upos(end) {
                Upos::Adp => matches!(&self.lower(end)[..], "of" | "for" | "at" | "to") && end + 1 < sentence.end,
                Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num => true,
                Upos::Det => true,
                Upos::Part => self.xpos(end) == Xpos::Pos,
                Upos::Punct => self.page.form(end) == "-",
                _ => false,
            };
            if !part {
                break;
            }
            end += 1;
        }
        while end > head + 1 && matches!(self.upos(end - 1), Upos::Adp | Upos::Det) {
            end -= 1;
        }
        let closed = end >= sentence.end
            || matches!(self.page.form(end), "," | ")" | "." | ";" | "who")
            || matches!(self.upos(end), Upos::Adp | Upos::Sconj) && self.page.form(mark) == ",";
        // A list goes on after the comma; an apposition does not begin with a bare plural, and has an end.
        if closed && !matches!(self.xpos(head), Xpos::Nns | Xpos::Nnps) {
            self.state(index, start..end, head);
        }
    }

    /// Whether a word stands after a comma that follows a name, with no verb of its own.
    fn after_comma(&self, word: usize, end: usize) -> bool {
        end < word && self.page.form(end) == "," && !self.page.clauses.is_predicate(word)
    }

    /// A clause that says that its subject heads something, or is something.
    fn heading(&mut self, index: usize, verb: usize) {
        if self.page.clauses.is_negated(verb) || self.page.clauses.modal(verb).is_some() {
            return;
        }
        if self.page.clauses.copula(verb).is_some() {
            if self.office_noun(verb).is_some() {
                let words = self.page.clauses.phrase(verb, Extent::Plain);
                self.state(index, words, verb);
            }
            return;
        }
        let Some(sector) = self.nouns.office.heads(self.page.analysis.lemma(verb)) else { return };
        let Some(object) = self.page.clauses.objects(verb).first().copied() else { return };
        let body = sector.is_some()
            || self.at_word[object]
                .is_some_and(|at| matches!(self.mentions[at].kind, Some(EntityKind::Organization | EntityKind::Country)))
            || self.nouns.of(self.page, object).is_some_and(|(noun, ..)| matches!(noun.kind, NounKind::Organization | NounKind::Object));
        if body {
            let words = self.page.clauses.phrase(object, Extent::Plain);
            if verb < words.start {
                self.state(index, verb..words.end, verb);
                if let Some(office) = self.out.last_mut().filter(|office| office.head == verb) {
                    office.sector = sector.or(office.sector);
                }
            }
        }
    }

    /// What a mention is said to be: `He is a former minister`, `was appointed minister`.
    pub(super) fn predicate(&mut self, index: usize) {
        let mention = &self.mentions[index];
        if !matches!(self.label(mention.top), Deprel::Nsubj | Deprel::NsubjPass) {
            if matches!(self.label(mention.top), Deprel::Obj | Deprel::Xcomp) {
                self.given(index);
            }
            return;
        }
        let Some(predicate) = self.page.analysis.head(mention.top) else { return };
        if self.page.clauses.copula(predicate).is_some() && mention.form != Form::Name && self.office_noun(predicate).is_none() {
            return;
        }
        self.heading(index, predicate);
        if self.label(mention.top) == Deprel::NsubjPass {
            self.given(index);
        }
    }

    /// Who leads by a passive: `The rebels are [led] by A`.
    pub(super) fn agent(&mut self, index: usize) {
        let mention = &self.mentions[index];
        let Some(verb) = self.page.analysis.head(mention.top).filter(|_| self.label(mention.top) == Deprel::OblAgent) else { return };
        let Some(sector) = self.nouns.office.heads(self.page.analysis.lemma(verb)) else { return };
        let Some(body) = self.page.clauses.subjects(verb).first().copied().and_then(|subject| self.nouns.of(self.page, subject)) else {
            return;
        };
        if self.page.clauses.is_negated(verb) || !matches!(body.0.kind, NounKind::Organization | NounKind::Person | NounKind::Group) {
            return;
        }
        self.state(index, verb..verb + 1, verb);
        if let Some(office) = self.out.last_mut().filter(|office| office.head == verb) {
            office.sector = sector.or(body.0.sector);
        }
    }

    /// The office that a verb of naming gives to its subject or object.
    fn given(&mut self, index: usize) {
        let Some(verb) = self.page.analysis.head(self.mentions[index].top) else { return };
        if !self.nouns.office.gives(self.page.analysis.lemma(verb)) || self.page.clauses.is_negated(verb) {
            return;
        }
        for word in self.page.clauses.dependents(verb) {
            if word > verb
                && matches!(self.label(word), Deprel::Xcomp | Deprel::Obl | Deprel::Obj)
                && self.office_noun(word).is_some()
                && self.at_word[word].is_none()
            {
                let words = self.page.clauses.phrase(word, Extent::Plain);
                self.state(index, words, word);
            }
        }
    }
}
