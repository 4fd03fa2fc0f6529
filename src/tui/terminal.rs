//! The terminal: entered once, left once, whatever happens in between.
//!
//! Nothing is ever asked of the terminal: an answer that comes late over a slow line would arrive as typed text. No
//! title is set, because titles take text that nobody cleans.

use std::{
    fs::File,
    io::{self, BufWriter, Write as _},
    os::fd::AsFd as _,
    panic,
    sync::atomic::{AtomicBool, Ordering},
};

use crossterm::{
    cursor::{Hide, Show},
    event::{DisableBracketedPaste, EnableBracketedPaste},
    queue,
    terminal::{
        BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
        enable_raw_mode,
    },
};
use ratatui::{Frame, Terminal, backend::CrosstermBackend, layout::Rect};

/// A whole frame fits, so that it goes out in one write.
const BUFFER: usize = 64 * 1024;

/// Whether the terminal is ours. The panic hook has nothing else to go by.
static ENTERED: AtomicBool = AtomicBool::new(false);

type Out = BufWriter<File>;

fn stdout() -> io::Result<Out> {
    // A descriptor of our own: standard output's own buffer would break a frame at its line feeds.
    Ok(BufWriter::with_capacity(BUFFER, File::from(io::stdout().as_fd().try_clone_to_owned()?)))
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    let mut out = stdout()?;
    queue!(out, EnterAlternateScreen, EnableBracketedPaste, Hide)?;
    out.flush()
}

/// Gives the terminal back, in a fixed order; does nothing the second time.
fn leave() -> io::Result<()> {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return Ok(());
    }
    let written = stdout().and_then(|mut out| {
        queue!(out, EndSynchronizedUpdate, DisableBracketedPaste, Show, LeaveAlternateScreen)?;
        out.flush()
    });
    disable_raw_mode().and(written)
}

/// Puts the screen back before a panic says its sentence. The message itself may hold data, so it is not shown.
fn hook() {
    panic::set_hook(Box::new(|_| {
        let _ = leave();
        let _ = io::stderr()
            .write_all(b"mcpserver-operator met an error of its own and stopped; everything saved so far is kept.\n");
    }));
}

/// The terminal while it is ours.
pub(super) struct TerminalGuard {
    /// Nothing once the other side is gone: then not a byte may be written, nor anything be said about it.
    terminal: Option<Terminal<CrosstermBackend<Out>>>,
}

impl TerminalGuard {
    /// Takes the terminal over.
    pub fn enter() -> io::Result<Self> {
        // We decide about colours ourselves; crossterm would write a reset instead of a colour and wipe attributes.
        crossterm::style::force_color_output(true);
        hook();
        enter()?;
        match stdout().and_then(|out| Terminal::new(CrosstermBackend::new(out))) {
            Ok(terminal) => Ok(Self { terminal: Some(terminal) }),
            Err(error) => {
                let _ = leave();
                Err(error)
            }
        }
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        self.terminal
            .as_ref()
            .and_then(|terminal| terminal.size().ok())
            .map_or((0, 0), |size| (size.width, size.height))
    }

    /// Draws one frame in one write, all of it or nothing to be seen.
    pub fn draw(&mut self, picture: impl FnOnce(&mut Frame)) -> io::Result<()> {
        let Some(terminal) = &mut self.terminal else { return Ok(()) };
        queue!(terminal.backend_mut(), BeginSynchronizedUpdate)?;
        let drawn = terminal.draw(picture).map(|_| ());
        // The update is closed whatever happened, or the terminal would wait for the rest.
        queue!(terminal.backend_mut(), EndSynchronizedUpdate)?;
        io::Write::flush(terminal.backend_mut())?;
        drawn
    }

    /// Forgets what is on the screen, so that the next frame draws all of it.
    pub fn clear(&mut self) -> io::Result<()> {
        // `Terminal::clear` asks where the cursor is; a change of size clears as well and asks nothing.
        self.terminal.as_mut().map_or(Ok(()), |terminal| {
            let size = terminal.size()?;
            terminal.resize(Rect::new(0, 0, size.width, size.height))
        })
    }

    /// Stops the program until the shell wakes it; the caller has put its reader of keys away.
    /// Says whether it was stopped at all.
    pub fn suspend(&mut self) -> io::Result<bool> {
        use rustix::process::{Signal, getpid, getsid, kill_current_process_group};
        // The leader of a session has no shell above it that could wake it again.
        if getsid(None).is_ok_and(|leader| leader == getpid()) {
            return Ok(false);
        }
        leave()?;
        // The whole group stops: a shell that only sees us stop waits for the others for ever.
        kill_current_process_group(Signal::STOP)?;
        self.resume().map(|()| true)
    }

    /// Takes the terminal over again after a stop.
    pub fn resume(&mut self) -> io::Result<()> {
        // Stopped from outside, we never left; the shell may have changed what we set.
        let _ = leave();
        let mut tried = enter();
        for _ in 0..10 {
            if tried.is_ok() {
                break;
            }
            tried = enter();
        }
        tried?;
        self.clear()
    }

    /// The other side is gone: no more writing.
    pub fn abandon(&mut self) {
        ENTERED.store(false, Ordering::SeqCst);
        // Its end would say that the cursor cannot be shown, on a terminal that is not there.
        std::mem::forget(self.terminal.take());
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        if self.terminal.is_some() && leave().is_err() {
            self.abandon();
        }
    }
}
