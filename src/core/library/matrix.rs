//! Risk matrices: cut points, levels and the look-up from likelihood and impact to a level.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::core::text::Clean;

/// A level of risk, lowest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the five words")]
pub enum Level {
    #[default]
    Note,
    Low,
    Medium,
    High,
    Critical,
}

impl Level {
    /// All levels, lowest first.
    pub const ALL: [Self; 5] = [Self::Note, Self::Low, Self::Medium, Self::High, Self::Critical];

    /// The word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
    /// The level of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == word)
    }
}
impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One axis: names of its bands and the cut points between them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bands {
    /// Names, lowest first.
    pub labels: Vec<Clean>,
    /// Ascending points on the scale 0 to 9; one fewer than labels. A value on a point belongs to the band above it.
    pub cuts: Vec<f64>,
}

impl Bands {
    /// The band of a value: the one banding function of the product.
    #[must_use]
    pub fn band(&self, value: f64) -> usize {
        self.cuts.iter().filter(|cut| value >= **cut).count()
    }
}

/// A named level of a matrix and the word of ours it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedLevel {
    /// Its name in the published matrix.
    pub name: Clean,
    /// Our word.
    pub level: Level,
}

/// A risk matrix.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Matrix {
    /// Kebab-case, starts with `matrix-`.
    pub id: String,
    /// A short name.
    pub title: Clean,
    /// What it is for.
    pub summary: Clean,
    /// Where it is published.
    pub source: Clean,
    /// The likelihood axis.
    pub likelihood: Bands,
    /// The impact axis.
    pub impact: Bands,
    /// Its levels, lowest first.
    pub levels: Vec<NamedLevel>,
    /// `grid[likelihood band][impact band]` is an index into `levels`.
    pub grid: Vec<Vec<usize>>,
}

/// Why a matrix is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MatrixError {
    /// An axis has the wrong number of cut points, or they do not ascend within 0 to 9.
    #[error("the {axis} axis needs one ascending cut point between each two labels, from 0 to 9")]
    Cuts {
        /// `likelihood` or `impact`.
        axis: &'static str,
    },
    /// The grid has the wrong shape or names a level that is not there.
    #[error("the grid needs one row for each likelihood band, one column for each impact band, and known levels")]
    Shape,
    /// A higher likelihood or impact would give a lower level.
    #[error("the level falls at likelihood band {row}, impact band {column}; a matrix must never fall")]
    Falls {
        /// Counted from 1.
        row: usize,
        /// Counted from 1.
        column: usize,
    },
}

impl Matrix {
    /// Checks shape, cut points and monotony.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), MatrixError> {
        for (axis, bands) in [("likelihood", &self.likelihood), ("impact", &self.impact)] {
            let ascends = bands.cuts.windows(2).all(|pair| pair[0] < pair[1]);
            let inside = bands.cuts.iter().all(|cut| (0.0..=9.0).contains(cut));
            if bands.labels.len() != bands.cuts.len() + 1 || !ascends || !inside {
                return Err(MatrixError::Cuts { axis });
            }
        }
        let (rows, columns) = (self.likelihood.labels.len(), self.impact.labels.len());
        if self.grid.len() != rows
            || self.grid.iter().any(|row| row.len() != columns || row.iter().any(|level| *level >= self.levels.len()))
        {
            return Err(MatrixError::Shape);
        }
        if self.levels.windows(2).any(|pair| pair[0].level > pair[1].level) {
            return Err(MatrixError::Shape);
        }
        for row in 0..rows {
            for column in 0..columns {
                let here = self.grid[row][column];
                if (row > 0 && self.grid[row - 1][column] > here) || (column > 0 && self.grid[row][column - 1] > here) {
                    return Err(MatrixError::Falls { row: row + 1, column: column + 1 });
                }
            }
        }
        Ok(())
    }

    /// The index of the level for a likelihood and an impact, each 0 to 9 and already rounded to two decimals.
    #[must_use]
    pub fn cell(&self, likelihood: f64, impact: f64) -> usize {
        let row = self.likelihood.band(likelihood).min(self.grid.len().saturating_sub(1));
        let column = self.impact.band(impact);
        self.grid.get(row).and_then(|row| row.get(column.min(row.len().saturating_sub(1)))).copied().unwrap_or(0)
    }

    /// The level for a likelihood and an impact.
    #[must_use]
    pub fn level(&self, likelihood: f64, impact: f64) -> Level {
        self.levels.get(self.cell(likelihood, impact)).map_or(Level::Note, |named| named.level)
    }
}
