//! Published worked examples. Each test is named after its source.

use jiff::civil::date;
use serde_json::json;

use super::small::*;
use crate::core::{
    assess::{Decision, Decisions, Model, Status, Subject, base, round2, score},
    library::{Item, Level, Library, Matrix},
};

fn rating(library: &Library, decisions: &Decisions) -> Vec<crate::core::assess::Rating> {
    let profile = profile(&[]);
    let model = Model::new(Subject { library, profile: &profile, decisions, as_of: date(2026, 11, 24) });
    (0..model.risks().len()).map(|risk| model.current(risk).rating).collect()
}

/// A factor that always has this value.
fn fixed(id: &str, axis: &str, side: Option<&str>, value: u8) -> serde_json::Value {
    factor(id, axis, side, json!([{"value": value, "text": "given"}]))
}

fn fixed_risk(id: &str, likelihood: &[u8], technical: &[u8], business: &[u8]) -> Item {
    let mut own = Vec::new();
    for (axis, side, values) in [
        ("likelihood", None, likelihood),
        ("impact", Some("technical"), technical),
        ("impact", Some("business"), business),
    ] {
        for value in values {
            own.push(fixed(&format!("factor-{}", own.len()), axis, side, *value));
        }
    }
    let used: Vec<_> = own.iter().map(|factor| json!({"use": factor["id"]})).collect();
    risk(id, json!({"own": own, "factors": used}))
}

fn owasp_matrix() -> Matrix {
    matrix(
        "matrix-test",
        &[3.0, 6.0],
        &[3.0, 6.0],
        &["note", "low", "medium", "high", "critical"],
        &[&[0, 1, 2], &[1, 2, 3], &[2, 3, 4]],
    )
}

/// OWASP Risk Rating Methodology, worked example: threat agent (5,2,7,1) and vulnerability (3,6,9,2) give likelihood
/// 4.375 MEDIUM; technical (9,7,5,8) 7.25 HIGH, overall High; business (1,2,1,5) 2.25 LOW, overall Low where it
/// replaces the technical impact (OWASP's own rule; ours takes the larger).
#[test]
fn owasp_risk_rating_worked_example() {
    let likelihood = [5, 2, 7, 1, 3, 6, 9, 2];
    let library = library_from(vec![
        Item::Matrix(owasp_matrix()),
        fixed_risk("risk-business", &likelihood, &[], &[1, 2, 1, 5]),
        fixed_risk("risk-technical", &likelihood, &[9, 7, 5, 8], &[1, 2, 1, 5]),
    ]);
    let ratings = rating(&library, &Decisions::default());
    let (business, technical) = (ratings[0], ratings[1]);
    assert_eq!(technical.likelihood.likely, round2(4.375));
    assert_eq!(technical.impact.likely, 7.25);
    assert_eq!(business.impact.likely, 2.25);
    let matrix = owasp_matrix();
    assert_eq!(matrix.likelihood.band(4.375), 1, "medium");
    assert_eq!(matrix.impact.band(7.25), 2, "high");
    assert_eq!(matrix.impact.band(2.25), 0, "low");
    assert_eq!(technical.level, Level::High);
    assert_eq!(business.level, Level::Low);
}

/// The mean itself, before rounding, is the published 4.375.
#[test]
fn owasp_likelihood_before_rounding() {
    let values = [5.0, 2.0, 7.0, 1.0, 3.0, 6.0, 9.0, 2.0];
    let item: crate::core::library::Risk = match fixed_risk("r", &[5, 2, 7, 1, 3, 6, 9, 2], &[], &[]) {
        Item::Risk(risk) => risk,
        _ => unreachable!(),
    };
    let library = library_from(vec![Item::Matrix(owasp_matrix())]);
    let profile = profile(&[]);
    let nothing = std::collections::BTreeMap::new();
    let view = crate::core::assess::View {
        profile: &profile,
        library: &library,
        changed: &nothing,
        reading: crate::core::assess::Reading::Certain,
    };
    let read = base::read(&item, &library, view);
    let sum: f64 = read.factors.iter().map(|reading| reading.span.likely).sum();
    assert_eq!(sum / 8.0, 4.375);
    assert_eq!(values.iter().sum::<f64>() / 8.0, 4.375);
}

/// OWASP Risk Rating Methodology, "Overall Risk Severity": its nine cells.
#[test]
fn owasp_nine_cells() {
    use Level::{Critical, High, Low, Medium, Note};
    let matrix = owasp_matrix();
    // Rows by impact, columns by likelihood, as published.
    for (impact, row) in [(7.0, [Medium, High, Critical]), (4.0, [Low, Medium, High]), (1.0, [Note, Low, Medium])] {
        for (likelihood, level) in [1.0, 4.0, 7.0].into_iter().zip(row) {
            assert_eq!(matrix.level(likelihood, impact), level, "likelihood {likelihood}, impact {impact}");
        }
    }
    // A boundary belongs upward: 3 is medium, 6 is high.
    assert_eq!(matrix.level(3.0, 6.0), High);
}

/// threatcl `spec/risk_test.go`: residual scores. Ordinals as OTM values 10, 30, 50, 75, 95 of 100 on both axes; a
/// control's reduction acts on the likelihood; it has no remainder, so the test method has none.
#[test]
fn threatcl_published_scores() {
    let otm = |value: f64| value / 100.0 * 9.0;
    let round1 = |value: f64| (value * 10.0).round() / 10.0;
    // M x M, VL x VL, H x M: 25.0, 1.0, 37.5.
    assert_eq!(round1(score(otm(50.0), otm(50.0))), 25.0);
    assert_eq!(round1(score(otm(10.0), otm(10.0))), 1.0);
    assert_eq!(round1(score(otm(75.0), otm(50.0))), 37.5);
    // M x M with controls: 80 % in place (and 90 % not) 5.0; two of 50 % 6.3; none 25.0.
    let after = |reductions: &[(f64, Status)]| {
        let mut decisions = Decisions::default();
        let mut items = vec![Item::Matrix(five_by_five()), fixed_risk("risk-m", &[9], &[9], &[])];
        for (at, (cut, status)) in reductions.iter().enumerate() {
            let id = format!("control-{at}");
            items.push(measure(
                &id,
                json!({"effects": [
                {"risk": "risk-m", "likelihood": cut, "basis": "published", "confidence": "high"}]}),
            ));
            decisions.measures.insert(id, Decision { status: *status, ..Decision::default() });
        }
        let mut method = method("matrix-test");
        method.remainder = 0.0;
        let library = Library::new(vec![(pack(), Some(method), items)]).expect("sound");
        // The engine's share of the likelihood that is left, applied to the published inherent 25.
        let left = rating(&library, &decisions)[0].likelihood.likely / 9.0;
        round1(25.0 * left)
    };
    assert_eq!(after(&[(0.8, Status::Verified), (0.9, Status::Open)]), 5.0);
    assert_eq!(after(&[(0.5, Status::Verified), (0.5, Status::Verified)]), 6.3);
    assert_eq!(after(&[]), 25.0);
}

/// threatcl `spec/risk_test.go`: six cells of its matrix, likelihood by impact.
#[test]
fn threatcl_published_cells() {
    let matrix = five_by_five();
    let (very_low, low, medium, high, very_high) = (0.9, 2.7, 4.5, 6.3, 8.1);
    for (likelihood, impact, level) in [
        (high, high, Level::High),
        (very_high, high, Level::Critical),
        (very_low, very_low, Level::Note),
        (medium, very_high, Level::High),
        (low, medium, Level::Low),
        (medium, medium, Level::Medium),
    ] {
        assert_eq!(matrix.level(likelihood, impact), level, "{likelihood} x {impact}");
    }
}

/// The defect this product must not have: threatcl bands inherent by matrix and residual by thresholds, so that 16 of
/// its 25 cells move with no control at all. Here one function bands both.
#[test]
fn no_cell_moves_without_a_measure() {
    for likelihood in 0..=9 {
        for impact in 0..=9 {
            let library =
                library_from(vec![Item::Matrix(five_by_five()), fixed_risk("risk-x", &[likelihood], &[impact], &[])]);
            let profile = profile(&[]);
            let decisions = Decisions::default();
            let model = Model::new(Subject {
                library: &library,
                profile: &profile,
                decisions: &decisions,
                as_of: date(2026, 11, 24),
            });
            assert_eq!(model.inherent(0), model.current(0), "{likelihood} x {impact}");
            assert_eq!(model.inherent(0), model.verified(0, &|_| true), "{likelihood} x {impact}");
        }
    }
}

fn fixture(name: &str) -> Matrix {
    let text = match name {
        "nist" => include_str!("matrices/nist-800-30-i2.json"),
        "nist-g5" => include_str!("matrices/nist-800-30-g5.json"),
        "threagile" => include_str!("matrices/threagile-4x4.json"),
        other => panic!("no matrix file {other}"),
    };
    let matrix: Matrix = serde_json::from_str(text).expect("a matrix file");
    matrix.check().expect("monotone");
    matrix
}

fn middle(cuts: &[f64], band: usize) -> f64 {
    let from = if band == 0 { 0.0 } else { cuts[band - 1] };
    let to = cuts.get(band).copied().unwrap_or(9.0);
    f64::midpoint(from, to)
}

fn cells(matrix: &Matrix) -> Vec<String> {
    (0..matrix.likelihood.labels.len())
        .map(|row| {
            (0..matrix.impact.labels.len())
                .map(|column| {
                    let cell = matrix.cell(middle(&matrix.likelihood.cuts, row), middle(&matrix.impact.cuts, column));
                    matrix.levels[cell].name.to_string()
                })
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

/// NIST SP 800-30 Rev. 1, table I-2: 25 cells, and the five ranges of the semi-quantitative scale.
#[test]
fn nist_sp_800_30_table_i_2() {
    let matrix = fixture("nist");
    assert_eq!(cells(&matrix), ["VL VL VL L L", "VL L L L M", "VL L M M H", "VL L M H VH", "VL L M H VH"]);
    for (of_hundred, band) in [(0, 0), (4, 0), (5, 1), (20, 1), (21, 2), (79, 2), (80, 3), (95, 3), (96, 4), (100, 4)] {
        assert_eq!(matrix.impact.band(round2(f64::from(of_hundred) * 0.09)), band, "{of_hundred} of 100");
    }
    // It never multiplies: very high likelihood with very low impact is very low.
    assert_eq!(cells(&matrix)[4].split(' ').next(), Some("VL"));
}

/// NIST SP 800-30 Rev. 1, table G-5: overall likelihood, 25 cells.
#[test]
fn nist_sp_800_30_table_g_5() {
    assert_eq!(cells(&fixture("nist-g5")), ["VL VL L L L", "VL L L M M", "L L M M H", "L M M H VH", "L M H VH VH"]);
}

/// Threagile `CalculateSeverity`: the 16 cells as a matrix file; weights 1 to 4 multiplied, cut at 1, 3, 8, 12.
#[test]
fn threagile_sixteen_cells() {
    let matrix = fixture("threagile");
    assert_eq!(
        cells(&matrix),
        [
            "Low Medium Medium Elevated",
            "Medium Elevated Elevated Elevated",
            "Medium Elevated High High",
            "Elevated Elevated High Critical",
        ]
    );
    // Its documented example: unlikely x medium is medium.
    assert_eq!(cells(&matrix)[0].split(' ').nth(1), Some("Medium"));
}

/// CISO Assistant: the eight published grids load as matrix files and stay what they are.
#[test]
fn ciso_assistant_grids() {
    let grids: Vec<(String, Vec<String>)> =
        serde_json::from_str(include_str!("matrices/ciso-assistant.json")).expect("a list of grids");
    assert_eq!(grids.len(), 8);
    for (name, rows) in grids {
        let size = rows.len();
        let cuts: Vec<f64> = (1..size).map(|at| 9.0 * at as f64 / size as f64).collect();
        let grid: Vec<Vec<usize>> = rows
            .iter()
            .map(|row| row.chars().map(|digit| digit.to_digit(10).expect("a digit") as usize).collect())
            .collect();
        let top = grid.iter().flatten().copied().max().expect("cells");
        let words = ["note", "low", "medium", "high", "critical", "critical"];
        let rows_as_slices: Vec<&[usize]> = grid.iter().map(Vec::as_slice).collect();
        let matrix = matrix(&name, &cuts, &cuts, &words[..=top], &rows_as_slices);
        matrix.check().unwrap_or_else(|problem| panic!("{name}: {problem}"));
        for (row, wanted) in grid.iter().enumerate() {
            for (column, level) in wanted.iter().enumerate() {
                assert_eq!(matrix.cell(middle(&cuts, row), middle(&cuts, column)), *level, "{name} {row} {column}");
            }
        }
    }
}

#[test]
fn a_falling_matrix_is_refused() {
    let mut spoiled = five_by_five();
    spoiled.grid[4][4] = 2;
    assert!(spoiled.check().is_err());
    // One that falls only with rising likelihood, one only with rising impact.
    let mut by_row = five_by_five();
    by_row.grid[4][0] = 0;
    assert!(by_row.check().is_err());
    let mut by_column = five_by_five();
    by_column.grid[0][4] = 0;
    assert!(by_column.check().is_err());
    let mut short = five_by_five();
    short.likelihood.cuts.pop();
    assert!(short.check().is_err());
}

/// OpenRisk ADR-0003, derived: credit 0.7 for a control without evidence, 1.0 with it; one of two in place.
#[test]
fn openrisk_credit_without_evidence() {
    let items = vec![
        Item::Matrix(five_by_five()),
        fixed_risk("risk-m", &[9], &[9], &[]),
        measure(
            "control",
            json!({"effects": [
            {"risk": "risk-m", "likelihood": 0.8, "basis": "published", "confidence": "high"}]}),
        ),
    ];
    let library = library_from(items);
    let at = |status| {
        let mut decisions = Decisions::default();
        decisions.measures.insert("control".to_owned(), Decision { status, ..Decision::default() });
        // Inherent 16 of 25, as published.
        round2(rating(&library, &decisions)[0].likelihood.likely / 9.0 * 16.0)
    };
    assert_eq!((at(Status::Verified), at(Status::Done)), (3.2, 7.04));
}
