//! At which sizes the screen takes which form.

/// Fewest columns and rows that anything useful fits in.
pub const LEAST: (u16, u16) = (40, 12);
/// Fewest columns and rows for four panes at once.
pub const FOUR: (u16, u16) = (100, 30);

/// Whether four panes fit at once.
#[must_use]
pub fn fits_four(size: (u16, u16)) -> bool {
    size.0 >= FOUR.0 && size.1 >= FOUR.1
}

/// Whether nothing useful fits.
#[must_use]
pub fn too_small(size: (u16, u16)) -> bool {
    size.0 < LEAST.0 || size.1 < LEAST.1
}
