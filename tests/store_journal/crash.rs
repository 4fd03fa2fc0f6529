//! A writer that is killed at any moment.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    thread,
    time::Duration,
};

use super::*;

const KILLS: u64 = 30;

#[test]
#[ignore = "a child process of the test below"]
fn writer() {
    let Some(dir) = folder_of_child() else { return };
    let mut journal = Journal::open(&dir).unwrap();
    let mut seq = journal.verify(&id()).map_or(0, |head| head.seq);
    let mut out = std::io::stdout().lock();
    loop {
        // Large and small events: a large one takes several blocks.
        let text =
            "x".repeat(usize::try_from(seq).unwrap() * 397 % 2_000 + if seq.is_multiple_of(10) { 20_000 } else { 0 });
        let event = if seq == 0 { opened() } else { note(&text) };
        let saved = journal.append(&id(), seq, vec![event]).unwrap();
        seq = saved[0].seq;
        writeln!(out, "ACK {seq} {}", saved[0].hash).unwrap();
        out.flush().unwrap();
        if seq.is_multiple_of(7) {
            journal.save_draft(&id(), "note", &Prose::new(&text)).unwrap();
        }
    }
}

#[test]
fn every_acknowledged_event_outlives_thirty_kills() {
    let dir = tempfile::tempdir().unwrap();
    let mut acknowledged: Vec<(u64, String)> = Vec::new();
    let mut known = 0;
    // A fixed seed (Knuth's MMIX constants): the same kills each time.
    let mut random = 1_u64;
    for kill in 0..KILLS {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut child = child("crash::writer", dir.path()).stdout(Stdio::piped()).spawn().unwrap();
        let out = child.stdout.take().unwrap();
        let (began, first) = std::sync::mpsc::channel();
        let reader = thread::spawn(move || {
            let mut found = Vec::new();
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                // The first line of a test program follows its own words without a line feed.
                let Some((_, words)) = line.split_once("ACK ") else { continue };
                // A line the kill cut short acknowledges nothing.
                if let Some((seq, hash)) = words.split_once(' ').filter(|(_, hash)| hash.len() == 64) {
                    found.push((seq.parse::<u64>().unwrap(), hash.to_owned()));
                    let _ = began.send(());
                }
            }
            found
        });
        // Every third is killed while it starts, the others while they save.
        if !kill.is_multiple_of(3) {
            first.recv_timeout(Duration::from_secs(20)).unwrap();
        }
        thread::sleep(Duration::from_micros((random >> 33) % 300_000));
        child.kill().unwrap();
        child.wait().unwrap();
        acknowledged.extend(reader.join().unwrap());

        let journal = Journal::open(dir.path()).unwrap();
        let events = match journal.events(&id()) {
            Err(StoreError::Missing { .. }) if acknowledged.is_empty() => continue,
            events => events.unwrap_or_else(|error| panic!("after kill {kill}: {error}")),
        };
        for (seq, hash) in &acknowledged {
            let event = &events[usize::try_from(*seq).unwrap() - 1];
            assert_eq!(&event.hash.to_string(), hash, "after kill {kill}");
        }
        // A kill between the save and the word of it leaves one; the one of an earlier kill is known by now.
        let told = acknowledged.last().map_or(0, |(seq, _)| *seq).max(known);
        known = events.len() as u64;
        assert!(known - told <= 1, "after kill {kill}: {} events that nobody was told of", known - told);
    }
    assert!(acknowledged.len() > 100, "only {} events were saved at all", acknowledged.len());
    println!("{} events acknowledged over {KILLS} kills, none lost", acknowledged.len());
    // The next writer finds a free lock and leaves nothing half done behind.
    let mut journal = Journal::open(dir.path()).unwrap().with_patience(Duration::ZERO);
    let seq = journal.verify(&id()).unwrap().seq;
    journal.append(&id(), seq, vec![note("after")]).unwrap();
    journal.save_draft(&id(), "note", &Prose::new("after")).unwrap();
    let left = |folder: &str| {
        let names = std::fs::read_dir(dir.path().join(folder)).unwrap();
        names.filter(|found| found.as_ref().unwrap().file_name().to_str().unwrap().ends_with(".tmp")).count()
    };
    assert_eq!(left("journal") + left("drafts"), 0);
}

#[test]
fn a_save_that_was_cut_short_is_set_aside_and_never_in_silence() {
    let dir = tempfile::tempdir().unwrap();
    store_of(dir.path(), 3);
    let whole = std::fs::read(journal_file(dir.path())).unwrap();
    let half = b"{\"v\":1,\"seq\":4,\"at\":\"2026-03-01T09:3";
    std::fs::write(journal_file(dir.path()), [&whole[..], half].concat()).unwrap();

    let mut journal = Journal::open(dir.path()).unwrap();
    assert_eq!(journal.events(&id()).unwrap().len(), 3);
    assert_eq!(journal.read(&id()).unwrap().torn, half.len());
    journal.append(&id(), 3, vec![note("next")]).unwrap();
    let moved = journal.take_set_aside();
    assert_eq!(moved.len(), 1);
    assert_eq!(std::fs::read(moved[0].place.as_str()).unwrap(), half);
    assert_eq!(journal.take_set_aside(), []);
    let read = Journal::open(dir.path()).unwrap().read(&id()).unwrap();
    assert_eq!((read.events.len(), read.torn, read.damage), (4, 0, None));
}

#[test]
fn a_first_save_that_was_cut_short_leaves_no_consultation() {
    let dir = tempfile::tempdir().unwrap();
    drop(Journal::open(dir.path()).unwrap());
    store_of(dir.path(), 1);
    std::fs::remove_file(dir.path().join(format!("journal/{}.head", id()))).unwrap();
    for cut in ["", "{\"v\":1,\"se"] {
        std::fs::write(journal_file(dir.path()), cut).unwrap();
        let mut journal = Journal::open(dir.path()).unwrap();
        assert!(matches!(journal.events(&id()), Err(StoreError::Missing { .. })));
        assert_eq!(journal.list().unwrap(), []);
        journal.append(&id(), 0, vec![opened()]).unwrap();
        assert_eq!(journal.verify(&id()).unwrap().seq, 1);
        std::fs::remove_file(dir.path().join(format!("journal/{}.head", id()))).unwrap();
    }
}
