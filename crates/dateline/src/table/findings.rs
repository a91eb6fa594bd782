//! Who and when, below the text: each with what is known of it, and the words around where it stands.

use std::cmp::Reverse;
use std::fmt::Write as _;

use anstyle::Style;
use dateline_facts::who::Sector;
use dateline_facts::{Basis, Country, Entity, EntityKind, Form, Located, Role, Time, TimeKind};
use dateline_text::ByteSpan;
use unicode_width::UnicodeWidthStr;

use super::marks::Mark;
use super::prose::{Prose, clean, cut, fitting};
use super::{BOLD, DIM, Drawing, PLAIN, VALUES, digits};

/// How many entities of a kind, mentions of an entity and times are shown before the rest is folded.
const ENTITIES: usize = 8;
const MENTIONS: usize = 3;
const TIMES: usize = 16;
/// The widest value of a time that makes the column of values wider.
const WIDEST_VALUE: usize = 20;
/// The fewest columns in which words around a mention say something.
const CONTEXT: usize = 32;

impl Drawing<'_> {
    /// Everybody and everything with a name, a role or several mentions, kind by kind: what the page speaks of most comes first.
    pub(super) fn who(&mut self, entities: &[Entity]) {
        self.section("who", entities.is_empty());
        let mut order: Vec<&Entity> = entities.iter().collect();
        order.sort_by_key(|entity| (entity.kind, !is_told(entity), Reverse(entity.mentions.len())));
        for kind in order.chunk_by(|one, next| one.kind == next.kind) {
            let told = kind.iter().filter(|entity| is_told(entity)).count();
            let shown = if self.table.shows_all { kind.len() } else { shown_of(told, ENTITIES) };
            for entity in &kind[..shown] {
                self.entity(entity, entities);
            }
            self.folded(0, shown, kind[shown..].iter().map(|entity| entity.kind.name()));
        }
    }

    /// The times in the order of the text.
    pub(super) fn when(&mut self, times: &[Time]) {
        self.section("when", times.is_empty());
        let shown = if self.table.shows_all { times.len() } else { shown_of(times.len(), TIMES) };
        let widest = times[..shown].iter().map(|time| value(time).width()).filter(|width| *width <= WIDEST_VALUE).max();
        let column = widest.map_or(VALUES, |width| VALUES.max(width + 1));
        for time in &times[..shown] {
            self.time(time, column);
        }
        self.folded(0, shown, times[shown..].iter().map(|time| time.kind.name()));
    }

    fn section(&mut self, name: &str, is_empty: bool) {
        self.out.push('\n');
        self.rule(name);
        if is_empty {
            self.line(DIM, "nothing found");
        }
    }

    fn entity(&mut self, entity: &Entity, all: &[Entity]) {
        let mark = Mark::Entity(entity.kind);
        let count = entity.mentions.len();
        let codes = [entity.country.as_ref().map(Country::code), entity.sector.as_ref().map(Sector::code)];
        let mut facts = vec![entity.kind.name().to_owned()];
        facts.extend(codes.into_iter().flatten().map(str::to_owned));
        facts.push(format!("{count} {}", if count == 1 { "mention" } else { "mentions" }));
        let mut head = Prose::new(&entity.name, bold(mark.style()));
        head.push(&format!(" · {}", facts.join(" · ")), DIM);
        self.hanging(&head, 0);
        for role in &entity.roles {
            self.detail("role", &Prose::new(&office(role, all), PLAIN));
        }
        if !entity.members.is_empty() {
            let members: Vec<_> = entity.members.iter().filter_map(|&at| all.get(at)).map(|member| member.name.as_str()).collect();
            self.detail("members", &Prose::new(&members.join(", "), PLAIN));
        }
        if let Some(place) = entity.place.as_ref().filter(|_| entity.kind == EntityKind::Place) {
            self.detail("place", &Prose::new(&point(place), PLAIN));
        }
        let shown = if self.table.shows_all { count } else { shown_of(count, MENTIONS) };
        for mention in &entity.mentions[..shown] {
            let context = self.context(mention.span, mark, self.table.width - VALUES);
            self.detail(&self.index(mention.span), &context);
        }
        self.folded(VALUES, shown, entity.mentions[shown..].iter().map(|mention| mention.form.name()));
    }

    /// One of the things known of an entity, beside what it is.
    pub(super) fn detail(&mut self, name: &str, words: &Prose) {
        self.paint(DIM, &format!("  {name:<0$}", VALUES - 2));
        self.hanging(words, VALUES);
    }

    fn time(&mut self, time: &Time, column: usize) {
        let digits = digits(self.document);
        let value = value(time);
        self.paint(bold(Mark::Time.style()), &value);
        if value.width() < column {
            self.out.push_str(&" ".repeat(column - value.width()));
        } else {
            let _ = write!(self.out, "\n{:column$}", "");
        }
        self.paint(DIM, &format!("{:>digits$}  ", self.index(time.span)));
        let indent = column + digits + 2;
        let room = self.table.width.saturating_sub(indent);
        let basis = format!("[{}]", self.basis(time));
        // On one line where enough of the words is left.
        let beside = room.saturating_sub(basis.width() + 2);
        if beside >= CONTEXT {
            let context = self.context(time.span, Mark::Time, beside);
            context.lines(beside).into_iter().flatten().for_each(|(words, style)| self.paint(style, words));
            self.line(DIM, &format!("  {basis}"));
        } else {
            let context = self.context(time.span, Mark::Time, room);
            self.hanging(&context, indent);
            self.out.push_str(&" ".repeat(indent));
            self.hanging(&Prose::new(&basis, DIM), indent);
        }
    }

    /// `published`, `event, anchored to "Friday" in 1`, `set, FREQ=WEEKLY`.
    fn basis(&self, time: &Time) -> String {
        let mut basis = match (time.kind, time.basis) {
            (TimeKind::Duration | TimeKind::Set, Basis::None) => time.kind.name().to_owned(),
            (TimeKind::Duration | TimeKind::Set, basis) => format!("{}, {}", time.kind.name(), basis.name()),
            (TimeKind::Date | TimeKind::Time, basis) => basis.name().to_owned(),
        };
        if let Some(recurrence) = &time.recurrence {
            basis += &format!(", {recurrence}");
        }
        if let Some(anchor) = time.anchor {
            let words = cut(&clean(anchor.of(&self.document.text)), CONTEXT);
            basis += &format!(", anchored to \"{words}\"");
            if let Some(index) = self.block_at(anchor) {
                let _ = write!(basis, " in {index}");
            }
        }
        basis
    }

    /// One line of at most `room` columns around some words, which are marked: coloured, or between `‹ ›` without colour.
    pub(super) fn context(&self, span: ByteSpan, mark: Mark, room: usize) -> Prose {
        let text = &self.document.text;
        let block = self.block_at(span).map_or(span, |index| self.document.blocks[index].span.hull(span));
        let (open, close) = if self.table.has_colour { ("", "") } else { ("‹", "›") };
        let words = cut(&clean(span.of(text)), room.saturating_sub(open.width() + close.width()));
        let left = room.saturating_sub(open.width() + words.width() + close.width());
        let (before, after) = (&text[block.start()..span.start()], &text[span.end()..block.end()]);
        // What came before takes two columns in five, and what the other side leaves.
        let (all_before, all_after) = (fitting(before.chars().rev(), left), fitting(after.chars(), left));
        let spare = if all_after.is_whole { left - all_after.columns } else { 0 };
        let most = spare.max(left * 2 / 5);
        let share = if all_before.is_whole { most.min(all_before.columns) } else { most };
        let (before_bytes, taken, before_is_cut) = beside(before.chars().rev(), share);
        let (after_bytes, _, after_is_cut) = beside(after.chars(), left - taken);
        let mut prose = Prose::default();
        prose.push(if before_is_cut { "… " } else { "" }, DIM);
        prose.push(&before[before.len() - before_bytes..], PLAIN);
        prose.push(open, DIM);
        prose.push(&words, bold(mark.style()));
        prose.push(close, DIM);
        prose.push(&after[..after_bytes], PLAIN);
        prose.push(if after_is_cut { " …" } else { "" }, DIM);
        prose
    }

    /// The index of the block that holds some words.
    fn block_at(&self, span: ByteSpan) -> Option<usize> {
        let at = self.document.blocks.partition_point(|block| block.span.end() <= span.start());
        self.document.blocks.get(at).filter(|block| block.span.overlaps(span)).map(|_| at)
    }

    /// The same as it is shown.
    pub(super) fn index(&self, span: ByteSpan) -> String {
        self.block_at(span).map(|index| index.to_string()).unwrap_or_default()
    }
}

/// How many bytes of the words beside a mention fit into `room` columns, the columns that are taken, and whether these end with an ellipsis.
fn beside(chars: impl Iterator<Item = char> + Clone, room: usize) -> (usize, usize, bool) {
    /// Of an ellipsis and the space before it.
    const ELLIPSIS: usize = 2;
    let whole = fitting(chars.clone(), room);
    if whole.is_whole || room < ELLIPSIS {
        return if whole.is_whole { (whole.bytes, whole.columns, false) } else { (0, 0, false) };
    }
    let cut = fitting(chars, room - ELLIPSIS);
    (cut.bytes, cut.columns + ELLIPSIS, true)
}

/// Whether an entity is told of without `--all`: it has a name, a role or several mentions.
fn is_told(entity: &Entity) -> bool {
    let is_named = entity.mentions.iter().any(|mention| matches!(mention.form, Form::Name | Form::Demonym));
    is_named || !entity.roles.is_empty() || entity.mentions.len() > 1
}

/// How many of a list are shown: all where the line that counts the rest would stand for one.
fn shown_of(count: usize, most: usize) -> usize {
    if count > most + 1 { most } else { count }
}

/// `French counterpart (Chief of the Defence Staff), FRA`: an office with what it inherits, its country and whose it is.
fn office(role: &Role, all: &[Entity]) -> String {
    let mut office = role.title.clone();
    if let Some(inherited) = &role.inherits {
        let _ = write!(office, " ({inherited})");
    }
    if let Some(country) = role.country {
        let _ = write!(office, ", {}", country.code());
    }
    // Often the code or the title says the same.
    let says_more = |of: &&Entity| !(of.kind == EntityKind::Country && of.country == role.country || role.title.contains(&of.name));
    if let Some(of) = role.of.and_then(|of| all.get(of)).filter(says_more) {
        let _ = write!(office, ", of {}", of.name);
    }
    office
}

/// `47.9105, 33.3918 · city · Dnipropetrovsk, UKR · GeoNames 703845`: degrees north and east, what they are the point of, and where that lies.
fn point(place: &Located) -> String {
    let mut point = format!("{:.4}, {:.4} · {}", place.lat, place.lon, place.precision.name());
    let within: Vec<_> = place.admin1.as_deref().into_iter().chain(place.country.as_ref().map(Country::code)).collect();
    if !within.is_empty() {
        let _ = write!(point, " · {}", within.join(", "));
    }
    if let Some(id) = place.geonames_id {
        let _ = write!(point, " · GeoNames {id}");
    }
    point
}

/// The value, or that there is none.
fn value(time: &Time) -> String {
    time.value.as_deref().map_or_else(|| "unknown".to_owned(), clean)
}

const fn bold(style: Style) -> Style {
    style.effects(style.get_effects().insert(BOLD.get_effects()))
}
