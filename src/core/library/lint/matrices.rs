//! L19: every matrix is well shaped and never falls, the one in use and those that could be.

use super::{Report, Rule::L19};
use crate::core::library::Library;

pub(super) fn check(library: &Library, report: &mut Report) {
    for matrix in library.matrices() {
        if let Err(problem) = matrix.check() {
            report.error(L19, &matrix.id, &problem.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::found;

    #[test]
    fn a_matrix_that_is_not_in_use_is_checked_as_well() {
        let seen = found(|sample| {
            let mut other = sample.item("matrix-a").clone();
            other["id"] = json!("matrix-b");
            other["title"] = json!("Another matrix");
            other["grid"] = json!([[0, 1], [0, 0]]);
            sample.add(crate::core::library::Kind::Matrix, other);
        });
        assert_eq!(
            seen,
            ["L19 matrix-b: the level falls at likelihood band 2, impact band 2; a matrix must never fall"]
        );
    }
}
