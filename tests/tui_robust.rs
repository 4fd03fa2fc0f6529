//! Whatever the size and whatever the data: no panic, and no cell that a terminal could take for an order.

mod tui_shared;

use mcpserver_operator::{
    core::{
        profile::{NoticeKind, Origin, Profile, Source, Standing, Value},
        text::{Clean, is_hidden},
    },
    tui::{action::Action, look::Role},
};
use proptest::prelude::*;
use tui_shared::{Bench, look};

const SCREENS: [&str; 12] =
    ["", "2", "3", "3 t t", "4", "2 enter", "3 enter", "a", "3 d", "n \"some_text", "/ \"pin", "?"];

#[test]
fn no_size_is_a_panic() {
    for keys in SCREENS {
        let mut bench = Bench::shown(120, 40);
        if !keys.is_empty() {
            bench.press(keys);
        }
        for rows in (0..=14).chain([18, 23, 24, 29, 30, 31]) {
            for columns in [0, 1, 2, 3, 5, 9, 20, 38, 39, 40, 41, 47, 60, 79, 80, 99, 100, 101, 140] {
                bench.resize(columns, rows);
                bench.draw();
            }
        }
    }
}

#[test]
fn below_the_least_size_one_line_says_what_is_needed() {
    let mut bench = Bench::shown(39, 12);
    assert!(bench.text().starts_with("needs 40x12, has 39x12"));
}

#[test]
fn at_the_least_size_every_pane_is_named() {
    let mut bench = Bench::shown(80, 24);
    let text = bench.text();
    for name in ["1 Server profile", "2 Risk matrix", "3 Recommendations", "4 History"] {
        assert!(text.contains(name), "{name}");
    }
    for key in ["1", "2", "3", "4"] {
        let mut bench = Bench::shown(40, 12);
        bench.press(key);
        insta::assert_snapshot!(format!("least_{key}"), bench.text());
    }
}

#[test]
fn mono_has_no_colour_and_still_tells_states_apart() {
    let mut bench = Bench::shown_with(120, 40, look("mono", "C"));
    bench.press("2");
    insta::assert_snapshot!("mono_matrix_120x40", bench.text());
    assert!(bench.text().is_ascii());
    let buffer = bench.draw();
    for cell in buffer.content() {
        assert_eq!((cell.fg, cell.bg), (ratatui::style::Color::Reset, ratatui::style::Color::Reset));
    }
    for role in [Role::Selected, Role::SelectedAway, Role::BorderFocus] {
        assert!(!look("mono", "C").style(role).add_modifier.is_empty(), "{role:?}");
    }
}

/// What a file or a reply could hold.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\u{1b}[31m".to_owned()),
        Just("\u{1b}]52;c;QQ==\u{7}".to_owned()),
        Just("\u{9b}2J".to_owned()),
        Just("\u{202E}evil\u{2066}".to_owned()),
        Just("\u{E0041}\u{E007F}".to_owned()),
        Just("漢字かな".to_owned()),
        Just("👩\u{200D}👩\u{200D}👧 ✌\u{FE0F}".to_owned()),
        Just(format!("z{}", "\u{300}".repeat(40))),
        Just("\u{2028}\u{FEFF}\u{AD}\u{200B}".to_owned()),
        Just("\t\r\n".to_owned()),
        "\\PC{0,12}",
        any::<String>(),
    ];
    prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

fn assert_harmless(bench: &mut Bench) {
    let screen = bench.draw();
    for cell in screen.content() {
        for c in cell.symbol().chars() {
            assert!(!is_hidden(c) && c != '\u{200D}', "{:?} in a cell", cell.symbol());
        }
        assert!(cell.symbol().chars().count() <= 8, "{:?}", cell.symbol());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_cell_holds_what_cannot_be_seen(words in prop::collection::vec(hostile(), 6)) {
        let mut bench = Bench::shown(100, 30);
        // The report is spoilt through the types that every reader uses, then shown on every screen.
        if let Some(shown) = &mut bench.state.bench {
            let [name, fact, notice, gate, risk, measure] = words.as_slice() else { unreachable!() };
            shown.sheet.name = Clean::new(name);
            let server = &mut shown.sheet.assessment.servers[0];
            server.name = Clean::new(name);
            for known in &mut server.facts {
                known.value = Some(Value::text(fact));
                known.source.path = Some(Clean::new(fact));
            }
            for one in &mut server.notices {
                one.text = Clean::new(notice);
                one.place = Clean::new(notice);
            }
            server.gates.iter_mut().for_each(|one| one.title = Clean::new(gate));
            for one in server.risks.iter_mut().flatten() {
                one.title = Clean::new(risk);
                one.because.iter_mut().for_each(|why| why.text = Clean::new(risk));
            }
            for one in server.recommendations.iter_mut().flatten() {
                one.title = Clean::new(measure);
                one.because = vec![Clean::new(measure)];
            }
            for one in &mut shown.sheet.history {
                one.text = Clean::new(notice);
                one.who = Clean::new(name);
            }
        }
        for keys in ["1", "2", "3", "t", "4", "2 enter", "esc 3 enter", "esc 4 enter", "esc w 1", "n"] {
            bench.press(keys);
            assert_harmless(&mut bench);
        }
        bench.act(Action::Paste(words.concat()));
        assert_harmless(&mut bench);
        bench.press("esc /");
        bench.act(Action::Paste(words.concat()));
        assert_harmless(&mut bench);
    }
}

#[test]
fn a_hostile_profile_goes_all_the_way_harmlessly() {
    let evil = "a\u{1b}[2J\u{202E}b\u{E0041}c";
    let mut profile = Profile::new(evil, Origin::default());
    profile.say("package.name", Value::text(evil), Source::new(Standing::Observed, evil).at(evil, evil));
    profile.notice(NoticeKind::HiddenText, evil, evil);
    let mut bench = Bench::empty(120, 40).opened(vec![profile]);
    for keys in SCREENS {
        bench.press("esc esc");
        if bench.state.bench.is_none() {
            bench.press("enter");
        }
        if !keys.is_empty() {
            bench.press(keys);
        }
        assert_harmless(&mut bench);
    }
}

/// Text reaches the screen through one file only; the text area is drawn by its own widget and cleaned as it is typed.
#[test]
fn one_file_puts_text_on_the_screen() {
    fn walk(dir: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(dir).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, found);
            } else if !path.ends_with("tui/line.rs") {
                let text = std::fs::read_to_string(&path).expect("text");
                let makers =
                    ["Span::", "Line::from", "Text::from", "Text::raw", "Paragraph", "set_string", "set_symbol"];
                found.extend(
                    makers.iter().filter(|maker| text.contains(*maker)).map(|maker| format!("{path:?}: {maker}")),
                );
            }
        }
    }
    let mut found = Vec::new();
    walk(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tui"), &mut found);
    // A span of scores is not a span of text.
    found.retain(|line| !line.contains("Span::") || !line.contains("assess"));
    assert!(found.is_empty(), "{found:#?}");
}
