//! What the screens look like at usual sizes.

mod tui_shared;

use tui_shared::Bench;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 50)];

fn at_every_size(name: &str, keys: &str) {
    for (columns, rows) in SIZES {
        let mut bench = Bench::shown(columns, rows);
        if !keys.is_empty() {
            bench.press(keys);
        }
        bench.state.toast = None;
        insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), bench.text());
    }
}

#[test]
fn the_welcome() {
    insta::assert_snapshot!("welcome_80x24", Bench::empty(80, 24).text());
}

#[test]
fn profile() {
    at_every_size("profile", "");
}
#[test]
fn matrix() {
    at_every_size("matrix", "2");
}
#[test]
fn tree() {
    at_every_size("tree", "3");
}
#[test]
fn plan() {
    at_every_size("plan", "3 t t");
}
#[test]
fn history() {
    at_every_size("history", "4");
}
#[test]
fn risk_detail() {
    at_every_size("risk", "2 enter");
}
#[test]
fn measure_detail() {
    at_every_size("measure", "3 enter");
}
#[test]
fn answer_dialog() {
    at_every_size("answer", "a");
}
#[test]
fn decide_dialog() {
    at_every_size("decide", "3 d");
}
#[test]
fn search() {
    at_every_size("search", "/ \"pin");
}
#[test]
fn help() {
    at_every_size("help", "?");
}
