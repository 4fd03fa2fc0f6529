//! The few signs of the screen's own, and their forms for terminals that do not speak UTF-8.

/// Signs that are not letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// Stands before what is selected.
    pub pointer: &'static str,
    /// Stands where text was cut.
    pub cut: &'static str,
    /// From one level to the next.
    pub arrow: &'static str,
    /// A range outside what is possible.
    pub bar_empty: &'static str,
    /// A range that is possible.
    pub bar_range: &'static str,
    /// The likely point of a range.
    pub bar_point: &'static str,
    /// Stands before an entry of a list.
    pub bullet: &'static str,
    /// Checked.
    pub check: &'static str,
    /// Whether borders are ASCII.
    pub ascii: bool,
}

/// For terminals that speak UTF-8.
pub const UNICODE: Glyphs = Glyphs {
    pointer: "▸",
    cut: "…",
    arrow: "→",
    bar_empty: "·",
    bar_range: "─",
    bar_point: "●",
    bullet: "•",
    check: "✓",
    ascii: false,
};

/// For all others.
pub const ASCII: Glyphs = Glyphs {
    pointer: ">",
    cut: "~",
    arrow: ">",
    bar_empty: ".",
    bar_range: "-",
    bar_point: "o",
    bullet: "-",
    check: "v",
    ascii: true,
};
