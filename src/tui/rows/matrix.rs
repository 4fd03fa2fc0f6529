//! The risk matrix: where the risks of one server stand, and the list of them.

use super::{Row, Subject, level_role, level_word};
use crate::core::{
    assess::{Applies, Rating, RiskReport, round2},
    library::{Level, Matrix},
};
use crate::tui::{
    look::{Glyphs, Role},
    state::Bench,
};

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridCell {
    /// The level of the cell.
    pub level: Level,
    /// Risks that are likely here.
    pub count: usize,
    /// Whether the selected risk is here.
    pub here: bool,
}

/// The matrix with the risks in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Likelihood bands, highest first.
    pub rows: Vec<(String, Vec<GridCell>)>,
    /// Impact bands, lowest first.
    pub columns: Vec<String>,
}

/// The cell of a rating's likely point: likelihood band, impact band.
#[must_use]
pub fn cell_of(matrix: &Matrix, rating: &Rating) -> (usize, usize) {
    (matrix.likelihood.band(round2(rating.likelihood.likely)), matrix.impact.band(round2(rating.impact.likely)))
}

/// The matrix of a server, with the cell of the selected risk marked.
#[must_use]
pub fn grid(bench: &Bench, matrix: &Matrix, selected: Option<&str>) -> Grid {
    let risks: Vec<_> = bench.risks().iter().filter(|risk| risk.applies != Applies::No).collect();
    let places: Vec<_> = risks.iter().map(|risk| (risk.id.as_str(), cell_of(matrix, &risk.current))).collect();
    let cell = |row: usize, column: usize| {
        let level = matrix
            .grid
            .get(row)
            .and_then(|cells| cells.get(column))
            .and_then(|level| matrix.levels.get(*level))
            .map_or(Level::Note, |named| named.level);
        let here: Vec<_> = places.iter().filter(|(_, place)| *place == (row, column)).collect();
        GridCell { level, count: here.len(), here: here.iter().any(|(id, _)| Some(*id) == selected) }
    };
    let columns: Vec<String> = matrix.impact.labels.iter().map(ToString::to_string).collect();
    let rows = matrix
        .likelihood
        .labels
        .iter()
        .enumerate()
        .rev()
        .map(|(row, label)| (label.to_string(), (0..columns.len()).map(|column| cell(row, column)).collect()))
        .collect();
    Grid { rows, columns }
}

/// Every risk: those that apply, those that may, those that do not.
#[must_use]
pub fn matrix(bench: &Bench, glyphs: Glyphs) -> Vec<Row> {
    let mut rows = Vec::new();
    for (applies, words) in [
        (Applies::Yes, "Risks here"),
        (Applies::Unknown, "May apply: hangs on what is not known"),
        (Applies::No, "Does not apply here"),
    ] {
        let risks: Vec<_> = bench.risks().iter().filter(|risk| risk.applies == applies).collect();
        if risks.is_empty() {
            continue;
        }
        if !rows.is_empty() {
            rows.push(Row::blank());
        }
        let heading = Row::heading(format!("{words} ({})", risks.len()));
        rows.push(if applies == Applies::Yes {
            heading.add(
                Role::Dim,
                format!("  range of the score 0-100, without measures {0} now {0} with the plan", glyphs.arrow),
            )
        } else {
            heading
        });
        rows.extend(risks.into_iter().map(|risk| risk_row(risk, glyphs)));
    }
    rows
}

fn risk_row(risk: &RiskReport, glyphs: Glyphs) -> Row {
    let row = Row::of(Subject::Risk(risk.id.clone()));
    if risk.applies == Applies::No {
        return row.add(Role::Dim, format!("- {}", risk.title)).hang(2);
    }
    let level = risk.current.level;
    let mut row = row.add(level_role(level), format!("{} {:<9}", level_word(level), level.as_str()));
    row.pieces.extend(bar(risk, glyphs).pieces);
    row = row.add(Role::Text, " ");
    for (at, rating) in [&risk.inherent, &risk.current, &risk.target].into_iter().enumerate() {
        if at > 0 {
            row = row.add(Role::Dim, glyphs.arrow);
        }
        row = row.add(level_role(rating.level), level_word(rating.level));
    }
    // Before the title, which may be cut.
    if let Some(tolerated) = &risk.tolerated {
        let until = tolerated.until.map_or_else(String::new, |until| format!(" until {until}"));
        row = row.add(Role::Warn, format!(" tolerated{until}"));
    }
    row = row.add(Role::Text, format!(" {}", risk.title));
    if !risk.floors.is_empty() {
        row = row.add(Role::Warn, "  floor");
    }
    row.hang(11)
}

/// The range of the score as a bar of ten cells.
pub(super) fn bar(risk: &RiskReport, glyphs: Glyphs) -> Row {
    const CELLS: usize = 10;
    let at = |score: f64| ((score / 100.0 * CELLS as f64) as usize).min(CELLS - 1);
    let score = risk.current.score;
    let (low, likely, high) = (at(score.lo), at(score.likely), at(score.hi));
    let [best, worst] = risk.current.level_range;
    let mut row = Row::default();
    for cell in 0..CELLS {
        row = if cell == likely {
            row.add(level_role(risk.current.level), glyphs.bar_point)
        } else if (low..=high).contains(&cell) {
            row.add(level_role(if cell < likely { best } else { worst }), glyphs.bar_range)
        } else {
            row.add(Role::Dim, glyphs.bar_empty)
        };
    }
    row
}
