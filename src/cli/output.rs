//! Standard output, and the exit code.

use std::io::{self, Write};

use serde::Serialize;

use super::args::Format;
use crate::{app::Failure, core::library::Level};

/// What a verb that was done comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exit {
    /// Findings at or above what was asked for, or lint findings.
    pub findings: bool,
    /// Something could not be read.
    pub unread: bool,
    /// The store is damaged.
    pub damaged: bool,
}

impl Exit {
    /// The exit code: the highest of 4, 3, 1 that holds (2 and 70 come from failures).
    #[must_use]
    pub fn code(self) -> u8 {
        match (self.damaged, self.unread, self.findings) {
            (true, ..) => 4,
            (_, true, _) => 3,
            (.., true) => 1,
            _ => 0,
        }
    }
}

/// Where results go.
pub struct Out {
    to: Box<dyn Write>,
    format: Format,
    /// Whoever reads has gone; what is left is not printed, and that is no error.
    closed: bool,
}

impl Out {
    /// Over any writer.
    #[must_use]
    pub fn new(to: Box<dyn Write>, format: Format) -> Self {
        Self { to, format, closed: false }
    }
    /// Whether programs read it.
    #[must_use]
    pub fn json(&self) -> bool {
        self.format == Format::Json
    }
    /// One line of text.
    ///
    /// # Errors
    /// Where it cannot be written; a reader that has gone is none.
    pub fn line(&mut self, text: impl AsRef<str>) -> Result<(), Failure> {
        self.write(format!("{}\n", text.as_ref()).as_bytes())
    }
    /// A result as JSON: numbers with at most two decimals, keys in the order of the contract.
    ///
    /// # Errors
    /// As [`Out::line`].
    pub fn value(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let mut json = serde_json::to_value(value).map_err(|error| Failure::internal(error.to_string()))?;
        two_decimals(&mut json);
        let text = serde_json::to_string_pretty(&json).map_err(|error| Failure::internal(error.to_string()))?;
        self.line(text)
    }
    /// A result as one line of JSON.
    ///
    /// # Errors
    /// As [`Out::line`].
    pub fn json_line(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let mut json = serde_json::to_value(value).map_err(|error| Failure::internal(error.to_string()))?;
        two_decimals(&mut json);
        self.line(json.to_string())
    }
    /// Everything out.
    ///
    /// # Errors
    /// As [`Out::line`].
    pub fn flush(&mut self) -> Result<(), Failure> {
        let done = self.to.flush();
        self.settle(done)
    }
    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        if self.closed {
            return Ok(());
        }
        let done = self.to.write_all(bytes);
        self.settle(done)
    }
    fn settle(&mut self, done: io::Result<()>) -> Result<(), Failure> {
        match done {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            Err(error) => Err(Failure::store(format!("the result cannot be written: {error}"))),
            Ok(()) => Ok(()),
        }
    }
}

/// Rounds every fraction to two decimals; whole numbers are written without a point.
fn two_decimals(json: &mut serde_json::Value) {
    match json {
        serde_json::Value::Number(number) => {
            if let (false, Some(value)) = (number.is_i64() || number.is_u64(), number.as_f64()) {
                let rounded = crate::core::assess::round2(value);
                #[allow(clippy::cast_possible_truncation, reason = "checked to be whole and small")]
                let whole = (rounded.fract() == 0.0 && rounded.abs() < 1e15).then_some(rounded as i64);
                *json = whole.map_or_else(|| serde_json::json!(rounded), |whole| serde_json::json!(whole));
            }
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(two_decimals),
        serde_json::Value::Object(map) => map.values_mut().for_each(two_decimals),
        _ => {}
    }
}

/// The level of a word.
///
/// # Errors
/// Where there is no such level.
pub fn level(word: &str) -> Result<Level, Failure> {
    Level::from_word(word).ok_or_else(|| {
        let known: Vec<_> = Level::ALL.iter().map(|level| level.as_str()).collect();
        Failure::user(format!("no level is called {word}")).hint(format!("there are {}", known.join(", ")))
    })
}
