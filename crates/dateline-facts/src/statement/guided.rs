//! What guides tell their readers is mostly nobody's statement.

use super::text::Text;
use super::{Mode, Statement};
use crate::evidence::Score;
use crate::guide::Guides;
use crate::who::{Entity, Form};

/// What a statement of nobody with a name is less often right on a page that speaks to its reader, in hundredths, where no words of it are quoted.
const ADVICE: u8 = 20;

/// Drops what the reader is said to say or want (`if you want to compare`), and on guides what nobody with a name says and what is
/// more often wrong than right.
pub(super) fn drop(text: &Text<'_>, guides: &Guides, entities: &[Entity], statements: &mut Vec<Statement>) {
    let is_reader = |statement: &Statement| {
        let spans = &text.analysis().segmentation.spans;
        statement.speaker_span.filter(|_| statement.speaker.is_none()).is_some_and(|source| {
            let word = spans.partition_point(|it| it.end() <= source.start());
            word < spans.len() && spans[word] == source && text.zone(word).is_none() && guides.is_reader(text.page, word)
        })
    };
    statements.retain(|statement| !is_reader(statement));
    if !guides.is_guide(text.page, statements) {
        return;
    }
    let has_name = |speaker: usize| entities[speaker].mentions.iter().any(|it| it.form == Form::Name);
    statements.retain_mut(|statement| {
        if statement.mode == Mode::Indirect && !statement.speaker.is_some_and(has_name) {
            statement.score = statement.score.less(ADVICE);
        }
        statement.score >= Score::hundredths(super::doubted::LEAST_SCORE)
    });
}
