//! Where one stands in a list.

use crate::tui::rows::Row;

/// A row, a line within it, and the first visible line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The row.
    pub at: usize,
    /// The line within a wrapped row; only where one reads.
    pub line: usize,
    /// The first line that was visible.
    pub top: usize,
}

impl Cursor {
    /// Goes to the nearest row that stands for something, at this row or after it, else before it.
    pub fn settle(&mut self, rows: &[Row]) {
        self.at = self.at.min(rows.len().saturating_sub(1));
        let stands = |at: &usize| rows.get(*at).is_some_and(Row::stands_for_something);
        if let Some(found) = (self.at..rows.len()).find(stands).or_else(|| (0..self.at).rev().find(stands)) {
            self.at = found;
        }
    }

    /// Moves by so many rows that stand for something; stops at the ends.
    pub fn step(&mut self, rows: &[Row], by: isize) {
        let stands: Vec<usize> =
            rows.iter().enumerate().filter(|(_, row)| row.stands_for_something()).map(|(at, _)| at).collect();
        let here = stands.iter().position(|at| *at >= self.at).unwrap_or(stands.len().saturating_sub(1));
        let to = here.saturating_add_signed(by).min(stands.len().saturating_sub(1));
        if let Some(at) = stands.get(to) {
            self.at = *at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::rows::Subject;

    fn rows() -> Vec<Row> {
        vec![Row::heading("a"), Row::of(Subject::Event(1)), Row::blank(), Row::of(Subject::Event(2))]
    }

    #[test]
    fn headings_are_passed_over() {
        let mut cursor = Cursor::default();
        cursor.settle(&rows());
        assert_eq!(cursor.at, 1);
        cursor.step(&rows(), 1);
        assert_eq!(cursor.at, 3);
        cursor.step(&rows(), 5);
        assert_eq!(cursor.at, 3);
        cursor.step(&rows(), -9);
        assert_eq!(cursor.at, 1);
    }

    #[test]
    fn an_empty_list_is_no_trouble() {
        let mut cursor = Cursor { at: 7, ..Cursor::default() };
        cursor.settle(&[]);
        cursor.step(&[], 1);
        assert_eq!(cursor.at, 0);
    }
}
