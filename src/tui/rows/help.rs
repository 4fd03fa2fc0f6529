//! The help, made from the table of keys.

use super::Row;
use crate::tui::{
    action::{Place, TABLE},
    keymap::keys_in_words,
    look::{Glyphs, Role},
};

/// What works in a place, then the signs.
#[must_use]
pub fn help(place: Place, glyphs: Glyphs) -> Vec<Row> {
    let mut rows = vec![Row::heading(format!("Keys: {}", place.words()))];
    for binding in TABLE.iter().filter(|binding| binding.places.contains(&place)) {
        rows.push(
            Row::default()
                .add(Role::Key, format!("{:<20}", keys_in_words(binding)))
                .add(Role::Text, binding.help)
                .hang(20)
                .wrapped(),
        );
    }
    rows.push(Row::blank());
    rows.push(Row::heading("Signs"));
    for (sign, words) in [
        ("N L M H C", "levels: note, low, medium, high, critical"),
        ("@ = ~ *", "who said so: operator, observed in the file, a claim, an assumption"),
        ("?", "not known; unknown is never taken for no"),
        ("+ ! x", "good, look here, bad"),
        ("[ ] [a] [>]", "a measure: open, accepted, in progress"),
        ("[x]", "a measure: done, not checked"),
        ("[z] [w] [-]", "a measure: deferred, waived, not applicable"),
        ("G ! P", "lifts a failed gate, always due in this scenario, in the cheapest plan"),
        ("XS S M L XL", "effort, 1 to 5 points; the number beside it is the points of risk it takes off for each"),
    ] {
        rows.push(Row::default().add(Role::Key, format!("{sign:<20}")).add(Role::Text, words).hang(20).wrapped());
    }
    rows.push(
        Row::default()
            .add(Role::Key, format!("{:<20}", format!("[{}]", glyphs.check)))
            .add(Role::Text, "a measure: verified")
            .hang(20),
    );
    let bar = [glyphs.bar_empty, glyphs.bar_range, glyphs.bar_point, glyphs.bar_range, glyphs.bar_empty].concat();
    rows.push(
        Row::default()
            .add(Role::Key, format!("{bar:<20}"))
            .add(Role::Text, "the range a risk's score may lie in, 0 to 100, and the likely point")
            .hang(20)
            .wrapped(),
    );
    rows
}
