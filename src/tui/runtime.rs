//! The loop: sleep until something happens, take what is ready, draw once.

use std::{
    future::poll_fn,
    io,
    os::fd::{AsFd as _, OwnedFd},
    task::Poll,
    time::{Duration, Instant},
};

use crossterm::event::{Event, EventStream};
use futures_util::StreamExt as _;
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    process::Signal as Sig,
};
use tokio::{
    io::{Interest, unix::AsyncFd},
    signal::unix::{Signal, SignalKind, signal},
    sync::mpsc::UnboundedReceiver,
    time::sleep_until,
};

use super::{
    action::{Action, Reply},
    effect::{Effect, Timer},
    input,
    keymap::Keymap,
    look::Look,
    state::{Slot, State},
    terminal::TerminalGuard,
    update::update,
    view::view,
    worker::Worker,
};

/// Most events taken before the next frame.
const AT_ONCE: usize = 256;

/// What woke the loop.
enum Woken {
    Action(Action),
    /// The line is cut, or somebody asks the program to end.
    End,
    /// The worker is gone, by a defect of its own.
    Broken,
    /// Stopped by the shell's word.
    Stop,
    /// Woken by the shell.
    Continue,
    Nothing,
}

struct Signals {
    hang_up: Signal,
    terminate: Signal,
    interrupt: Signal,
    stop: Signal,
    cont: Signal,
}

impl Signals {
    fn new() -> io::Result<Self> {
        let of = |signal_: Sig| signal(SignalKind::from_raw(signal_.as_raw()));
        Ok(Self {
            hang_up: of(Sig::HUP)?,
            terminate: of(Sig::TERM)?,
            interrupt: of(Sig::INT)?,
            stop: of(Sig::TSTP)?,
            cont: of(Sig::CONT)?,
        })
    }

    async fn next(&mut self) -> Woken {
        tokio::select! {
            biased;
            _ = self.hang_up.recv() => Woken::End,
            _ = self.terminate.recv() => Woken::End,
            _ = self.interrupt.recv() => Woken::End,
            _ = self.stop.recv() => Woken::Stop,
            _ = self.cont.recv() => Woken::Continue,
        }
    }
}

/// Watches for the other side of the terminal to go. The reader of keys would take that for "nothing yet" and spin.
struct HangUp(Option<AsyncFd<OwnedFd>>);

impl HangUp {
    fn new() -> Self {
        // Its successor is unsafe, and this descriptor is ours alone and never exchanged.
        #[allow(deprecated, reason = "the program has no unsafe code")]
        let watch = |fd| AsyncFd::with_interest(fd, Interest::READABLE);
        let watched = io::stdin().as_fd().try_clone_to_owned().and_then(watch);
        Self(watched.ok())
    }

    async fn wait(&self) {
        let Some(watched) = &self.0 else { return std::future::pending().await };
        loop {
            let Ok(mut ready) = watched.readable().await else { return };
            let mut fds = [PollFd::new(watched.get_ref(), PollFlags::empty())];
            let asked = poll(&mut fds, Some(&Timespec { tv_sec: 0, tv_nsec: 0 }));
            let gone = |fd: &PollFd| fd.revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL);
            if asked.is_ok() && fds.iter().any(gone) {
                return;
            }
            ready.clear_ready();
        }
    }
}

/// Everything the loop holds.
pub(super) struct Runtime {
    pub state: State,
    pub look: Look,
    pub terminal: TerminalGuard,
    pub worker: Worker,
    pub replies: UnboundedReceiver<Reply>,
    keymap: Keymap,
    timers: Vec<(Instant, Timer)>,
    keys: Option<EventStream>,
    dirty: bool,
    /// Whether the word to go on is one that a stop of our own brings along.
    awaited: bool,
}

impl Runtime {
    pub fn new(
        state: State,
        look: Look,
        terminal: TerminalGuard,
        worker: Worker,
        replies: UnboundedReceiver<Reply>,
    ) -> Self {
        Self {
            state,
            look,
            terminal,
            worker,
            replies,
            keymap: Keymap::default(),
            timers: Vec::new(),
            keys: None,
            dirty: true,
            awaited: false,
        }
    }

    /// Runs until the end; what is typed is kept, however it comes.
    pub async fn run(mut self, first: Vec<Effect>) -> io::Result<()> {
        let mut signals = Signals::new()?;
        let hang_up = HangUp::new();
        self.keys = Some(EventStream::new());
        if self.perform(first)? {
            return Ok(());
        }
        loop {
            if self.dirty && self.draw().is_err() {
                self.abandon();
                return Ok(());
            }
            let woken = self.sleep(&mut signals, &hang_up).await;
            let mut next = Some(woken);
            for _ in 0..AT_ONCE {
                let Some(woken) = next.take() else { break };
                if self.handle(woken)? {
                    return Ok(());
                }
                next = self.ready().await;
            }
            if let Some(woken) = next
                && self.handle(woken)?
            {
                return Ok(());
            }
        }
    }

    async fn sleep(&mut self, signals: &mut Signals, hang_up: &HangUp) -> Woken {
        let due = self.timers.iter().min_by_key(|(at, _)| *at).copied();
        let timer = async {
            match due {
                Some((at, timer)) => {
                    sleep_until(at.into()).await;
                    timer
                }
                None => std::future::pending().await,
            }
        };
        let keymap = &self.keymap;
        let state = &self.state;
        let key = async {
            match &mut self.keys {
                Some(keys) => keys.next().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            woken = signals.next() => woken,
            () = hang_up.wait() => Woken::End,
            event = key => read(event, state, keymap),
            reply = self.replies.recv() => reply.map_or(Woken::Broken, |reply| Woken::Action(Action::Reply(reply))),
            timer = timer => {
                self.timers.retain(|(_, other)| *other != timer);
                Woken::Action(Action::Timer(timer))
            }
        }
    }

    /// What has happened already, without waiting.
    async fn ready(&mut self) -> Option<Woken> {
        if let Some(keys) = &mut self.keys {
            // Asked with this task's own waker: the stream keeps the first it is given until the next event.
            if let Poll::Ready(event) = poll_fn(|context| Poll::Ready(keys.poll_next_unpin(context))).await {
                return Some(read(event, &self.state, &self.keymap));
            }
        }
        self.replies.try_recv().ok().map(|reply| Woken::Action(Action::Reply(reply)))
    }

    /// Handles one thing; true at the end.
    fn handle(&mut self, woken: Woken) -> io::Result<bool> {
        match woken {
            Woken::Nothing => Ok(false),
            Woken::Action(action) => {
                self.dirty = true;
                let effects = update(&mut self.state, action);
                self.perform(effects)
            }
            Woken::End => {
                self.abandon();
                Ok(true)
            }
            Woken::Broken => Err(broken()),
            Woken::Stop => self.suspend().map(|()| false),
            Woken::Continue => {
                // Stopped from outside: the shell has had the terminal meanwhile. Stopped by ourselves, all is done.
                if !std::mem::take(&mut self.awaited) {
                    self.terminal.resume()?;
                    self.resized();
                }
                Ok(false)
            }
        }
    }

    /// Keeps what is typed and leaves without another byte to the terminal, which may be gone. Where it is not, the
    /// guard is still there to give it back.
    fn abandon(&mut self) {
        let effects = update(&mut self.state, Action::HangUp);
        for effect in effects {
            if let Effect::Work(job) = effect {
                self.worker.give(job);
            }
        }
        if terminal_is_gone() {
            self.terminal.abandon();
        }
    }

    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<bool> {
        let mut end = false;
        for effect in effects {
            match effect {
                Effect::Work(job) => {
                    if !self.worker.give(job) {
                        return Err(broken());
                    }
                }
                Effect::After(milliseconds, timer) => {
                    self.timers.retain(|(_, other)| *other != timer);
                    self.timers.push((Instant::now() + Duration::from_millis(milliseconds), timer));
                }
                Effect::Redraw => {
                    self.terminal.clear()?;
                    self.dirty = true;
                }
                Effect::Suspend => self.suspend()?,
                Effect::Quit => end = true,
            }
        }
        Ok(end)
    }

    fn suspend(&mut self) -> io::Result<()> {
        // Its thread would eat what is typed into the shell.
        self.keys = None;
        let done = self.terminal.suspend();
        self.keys = Some(EventStream::new());
        self.resized();
        self.awaited = done?;
        Ok(())
    }

    fn resized(&mut self) {
        let (columns, rows) = self.terminal.size();
        let _ = update(&mut self.state, Action::Resize(columns, rows));
        self.dirty = true;
    }

    fn draw(&mut self) -> io::Result<()> {
        let (state, look) = (&self.state, &self.look);
        let mut seen = None;
        self.terminal.draw(|frame| seen = Some(view(state, look, frame)))?;
        if let Some(seen) = seen {
            remember(&mut self.state, seen);
        }
        self.dirty = false;
        Ok(())
    }
}

/// Puts what the drawing found out where the next key finds it.
pub fn remember(state: &mut State, seen: super::state::Seen) {
    use super::state::Layer;
    for (slot, top) in &seen.tops {
        match slot {
            Slot::Home => state.home.cursor.top = *top,
            Slot::Pane(pane) => {
                if let Some(bench) = &mut state.bench {
                    bench.cursor_mut(*pane).top = *top;
                }
            }
            Slot::Questions => {
                if let Some(bench) = &mut state.bench {
                    bench.questions_top = *top;
                }
            }
            Slot::Layer => {
                match state.layers.iter_mut().rev().find(|layer| !matches!(layer, Layer::Form(_) | Layer::Confirm(_))) {
                    Some(Layer::Detail(_, cursor) | Layer::Help(_, cursor)) => cursor.top = *top,
                    Some(Layer::Search(search)) => search.cursor.top = *top,
                    _ => {}
                }
            }
        }
    }
    state.seen = seen;
}

/// What an event of the terminal means here. The end of the stream is the end of the line.
fn read(event: Option<io::Result<Event>>, state: &State, keymap: &Keymap) -> Woken {
    match event {
        None | Some(Err(_)) => Woken::End,
        Some(Ok(Event::Resize(columns, rows))) => Woken::Action(Action::Resize(columns, rows)),
        Some(Ok(Event::Paste(text))) => Woken::Action(Action::Paste(input::paste(text))),
        Some(Ok(Event::Key(event))) => input::key(event).map_or(Woken::Nothing, |key| {
            Woken::Action(keymap.get(state.place(), key).map_or(Action::Type(key), Action::Do))
        }),
        Some(Ok(_)) => Woken::Nothing,
    }
}

fn broken() -> io::Error {
    io::Error::other("the part that reads and keeps consultations stopped; everything saved so far is kept")
}

fn terminal_is_gone() -> bool {
    let stdin = io::stdin();
    let mut fds = [PollFd::new(&stdin, PollFlags::empty())];
    let asked = poll(&mut fds, Some(&Timespec { tv_sec: 0, tv_nsec: 0 }));
    asked.is_err() || fds.iter().any(|fd| fd.revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL))
}
