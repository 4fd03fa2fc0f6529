//! The workbench in a real terminal: a whole consultation at two sizes, a kill right after "saved", a link that drops.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

#[path = "../common/mod.rs"]
mod common;
mod screen;

use std::time::{Duration, Instant};

use common::{Home, sample};
use screen::Screen;

fn events(home: &Home, id: &str) -> Vec<(String, String)> {
    let history = home.json(0, &["history", id]);
    history["events"]
        .as_array()
        .expect("events")
        .iter()
        .map(|event| (event["kind"].as_str().unwrap_or("").to_owned(), event["text"].as_str().unwrap_or("").to_owned()))
        .collect()
}

fn count(events: &[(String, String)], kind: &str) -> usize {
    events.iter().filter(|(found, _)| found == kind).count()
}

fn only_id(home: &Home) -> String {
    let list = home.json(0, &["list"]);
    list["consultations"][0]["id"].as_str().expect("a consultation").to_owned()
}

/// Opens a real configuration, reads the profile, answers two questions, accepts one measure, waives another, searches
/// with a slip, zooms, leaves, and comes back.
fn consultation(columns: u16, rows: u16) {
    let home = Home::new();
    let mut screen = Screen::start(&home, columns, rows, &[&sample()]);
    screen.wait_for("github");
    screen.shows("unknown");

    screen.keys("2z");
    screen.wait_for("impact");
    let before = screen.text();
    for _ in 0..2 {
        screen.keys("a");
        screen.wait_for("Worth");
        screen.keys("\t\x13");
        screen.wait_for("saved");
        screen.settle();
    }
    assert_ne!(screen.text(), before, "two answers leave the matrix as it was");
    screen.keys("z");

    screen.keys("3t");
    screen.settle();
    screen.keys("gjd");
    screen.wait_for("accepted");
    screen.choose("accepted");
    screen.keys("\x13");
    screen.wait_for("saved");
    screen.settle();

    screen.keys("jd");
    screen.wait_for("waived");
    screen.choose("waived");
    screen.keys("\t");
    screen.type_text("the gateway does it");
    screen.keys("\x13");
    screen.wait_for("saved");
    screen.settle();

    screen.keys("/");
    screen.type_text("egres alow");
    screen.wait_for("egress");
    screen.keys("\x1b");
    screen.settle();
    screen.keys("\x1b");
    screen.settle();
    screen.keys("4z");
    screen.settle();
    screen.keys("zq");
    assert_eq!(screen.wait_for_end(Duration::from_secs(10)), Some(0));
    assert!(!screen.in_other_screen(), "the first screen is back");

    let id = only_id(&home);
    let kept = events(&home, &id);
    assert_eq!(count(&kept, "answered"), 2, "{kept:?}");
    assert_eq!(count(&kept, "decided"), 2, "{kept:?}");
    assert!(kept.iter().any(|(_, text)| text.contains("the gateway does it")), "{kept:?}");

    let mut again = Screen::start(&home, columns, rows, &[]);
    again.wait_for("claude");
    again.keys("\r");
    again.wait_for("github");
    again.keys("4z");
    again.wait_for("waived");
    again.keys("zq");
    assert_eq!(again.wait_for_end(Duration::from_secs(10)), Some(0));
    assert_eq!(events(&home, &id), kept, "looking changes nothing");
}

#[test]
fn a_consultation_on_a_small_screen() {
    consultation(80, 24);
}

#[test]
fn a_consultation_on_a_large_screen() {
    consultation(200, 50);
}

/// What the screen calls saved is there after a kill that nothing can catch.
#[test]
fn saved_survives_kill_nine() {
    let home = Home::new();
    let mut first = Screen::start(&home, 100, 30, &[&sample()]);
    first.wait_for("github");
    first.keys("q");
    first.wait_for_end(Duration::from_secs(10));
    let id = only_id(&home);
    for round in 1..=10 {
        let mut screen = Screen::start(&home, 100, 30, &[&sample()]);
        screen.wait_for("github");
        screen.keys("n");
        screen.settle();
        screen.type_text(&format!("note number {round}"));
        screen.keys("\x13");
        screen.wait_for("saved");
        screen.kill_nine();
        let kept = events(&home, &id);
        assert!(
            kept.iter().any(|(kind, text)| kind == "noted" && text.contains(&format!("note number {round}"))),
            "round {round}: {kept:?}"
        );
        assert_eq!(home.json(0, &["verify", &id])["sound"], true);
    }
}

/// The link drops in the middle of a note: the program ends at once and the text is there the next time.
#[test]
fn a_dropped_link_keeps_the_text() {
    let home = Home::new();
    let mut screen = Screen::start(&home, 100, 30, &[&sample()]);
    screen.wait_for("github");
    screen.keys("n");
    screen.settle();
    screen.type_text("half a thought");
    screen.wait_for("half a thought");
    let dropped = Instant::now();
    screen.hang_up();
    assert!(screen.wait_for_end(Duration::from_secs(5)).is_some(), "it still runs after the link dropped");
    assert!(dropped.elapsed() < Duration::from_secs(5));

    let mut again = Screen::start(&home, 100, 30, &[&sample()]);
    again.wait_for("github");
    again.keys("n");
    again.wait_for("half a thought");
}

#[test]
fn without_colour_no_colour_is_written() {
    let home = Home::new();
    let mut screen = Screen::start_with(&home, 80, 24, &[&sample()], &[("NO_COLOR", "1")]);
    screen.wait_for("github");
    let bytes = screen.bytes();
    let text = String::from_utf8_lossy(&bytes);
    assert!(!text.contains("\x1b[38;") && !text.contains("\x1b[48;"), "colours are written");
    assert!(text.contains("\x1b[7m") || text.contains("\x1b[1m"), "nothing marks the selection");
}

#[test]
fn it_sleeps_when_nothing_happens() {
    let home = Home::new();
    let mut screen = Screen::start(&home, 80, 24, &[&sample()]);
    screen.wait_for("github");
    screen.settle();
    let before = screen.bytes().len();
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(screen.bytes().len(), before, "something is drawn although nothing happened");
}

#[test]
fn the_window_may_change_its_size() {
    let home = Home::new();
    let mut screen = Screen::start(&home, 200, 50, &[&sample()]);
    screen.wait_for("github");
    for (columns, rows) in [(80, 24), (20, 5), (1, 1), (132, 43), (80, 24)] {
        screen.resize(columns, rows);
        screen.settle();
    }
    screen.wait_for("github");
    screen.keys("q");
    assert_eq!(screen.wait_for_end(Duration::from_secs(10)), Some(0));
}
