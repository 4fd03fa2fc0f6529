//! Dialogs: what they ask, what is typed, and what comes of it.

use jiff::civil::Date;

use super::{Editor, Field};
use crate::core::{
    advise::Recommendation,
    assess::{Decision, RiskReport, Status, Tolerance},
    library::{FactDef, FactType},
    text::Clean,
};
use crate::tui::{
    data::Failure,
    effect::Job,
    key::{Code, Key},
    look::Role,
    rows::{Row, labelled},
};

/// What a dialog is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Answers the question of a fact.
    Answer(String),
    /// Decides on a measure.
    Measure(String),
    /// Accepts a risk as it is.
    Risk(String),
    /// Keeps a note.
    Note,
}

/// One of several words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The word that is saved.
    pub value: String,
    /// What it means.
    pub text: String,
}

/// How a field is filled.
#[derive(Clone, Debug)]
pub enum Input {
    /// By picking one.
    Pick(Vec<Choice>, usize),
    /// By one line.
    Line(Field),
    /// By several lines.
    Text(Box<Editor>),
}

/// One field.
#[derive(Clone, Debug)]
pub struct FormField {
    /// Its name in a draft.
    pub id: &'static str,
    /// Its name on the screen.
    pub label: &'static str,
    /// What may stand in it.
    pub hint: String,
    /// What stands in it.
    pub input: Input,
}

/// A dialog.
#[derive(Clone, Debug)]
pub struct Form {
    /// What for.
    pub purpose: Purpose,
    /// The consultation.
    pub id: String,
    /// The server.
    pub server: String,
    /// Above the fields.
    pub title: String,
    /// Above the fields, under the title.
    pub head: Vec<Row>,
    /// The fields.
    pub fields: Vec<FormField>,
    /// Where one is; behind the last field is [Save].
    pub at: usize,
    /// Whether something was typed since the draft was kept.
    pub dirty: bool,
    /// Whether anything was typed at all.
    pub touched: bool,
    /// Whether the worker is saving it.
    pub saving: bool,
    /// Why it could not be saved.
    pub error: Option<Clean>,
}

/// What a dialog comes to: work, or the field that is wrong and why.
pub type Submission = Result<Job, (usize, Clean)>;

fn pick(id: &'static str, label: &'static str, choices: Vec<Choice>, at: usize) -> FormField {
    FormField { id, label, hint: String::new(), input: Input::Pick(choices, at) }
}

fn line(id: &'static str, label: &'static str, hint: &str, text: &str) -> FormField {
    FormField { id, label, hint: hint.to_owned(), input: Input::Line(Field::with(text)) }
}

fn text(id: &'static str, label: &'static str, hint: &str) -> FormField {
    FormField { id, label, hint: hint.to_owned(), input: Input::Text(Box::default()) }
}

impl Form {
    fn new(purpose: Purpose, id: &str, server: &str, title: String) -> Self {
        Self {
            purpose,
            id: id.to_owned(),
            server: server.to_owned(),
            title,
            head: Vec::new(),
            fields: Vec::new(),
            at: 0,
            dirty: false,
            touched: false,
            saving: false,
            error: None,
        }
    }

    /// Asks a question. `worth` is in points, where it is known; `now` is the value that holds.
    #[must_use]
    pub fn answer(id: &str, server: &str, fact: &FactDef, worth: Option<f64>, now: Option<String>) -> Self {
        let mut form = Self::new(Purpose::Answer(fact.key.to_string()), id, server, format!("Answer: {}", fact.title));
        form.head.push(Row::default().add(Role::Strong, fact.question.as_str()).wrapped());
        form.head.push(labelled("Why", 7, Role::Text, fact.why.as_str()));
        if let Some(worth) = worth {
            form.head.push(labelled(
                "Worth",
                7,
                Role::Text,
                format!("an answer is worth {worth:.1} points of range, on average"),
            ));
        }
        if let Some(now) = &now {
            form.head.push(labelled("Now", 7, Role::Text, now.as_str()));
        }
        let choice = |value: &str, text: String| Choice { value: value.to_owned(), text };
        let widest = match &fact.kind {
            FactType::OneOf(words) => words.iter().map(|word| word.value.len()).max().unwrap_or(0),
            _ => 0,
        };
        form.fields.push(match &fact.kind {
            FactType::Bool => {
                pick("answer", "Answer", vec![choice("yes", "yes".to_owned()), choice("no", "no".to_owned())], 0)
            }
            FactType::OneOf(words) => pick(
                "answer",
                "Answer",
                words
                    .iter()
                    .map(|word| choice(&word.value, format!("{:<widest$}  {}", word.value, word.text)))
                    .collect(),
                0,
            ),
            _ => line("answer", "Answer", &fact.wanted(), ""),
        });
        form
    }

    /// Decides on a measure.
    #[must_use]
    pub fn measure(id: &str, server: &str, measure: &str, title: &str, advised: Option<&Recommendation>) -> Self {
        let mut form = Self::new(Purpose::Measure(measure.to_owned()), id, server, format!("Decide: {title}"));
        let status = advised.map_or(Status::Open, |one| one.status);
        let words = |status: Status| match status {
            Status::Open => "not decided",
            Status::Accepted => "will be done",
            Status::InProgress => "begun",
            Status::Done => "done, not checked",
            Status::Verified => "done and checked",
            Status::Deferred => "put off until a day, for a reason",
            Status::Waived => "not done, for a reason, until a day",
            Status::NotApplicable => "makes no sense here, for a reason",
        };
        let choices = Status::ALL
            .into_iter()
            .map(|status| Choice {
                value: status.as_str().to_owned(),
                text: format!("{:<14}  {}", status.as_str(), words(status)),
            })
            .collect();
        let at = Status::ALL.into_iter().position(|one| one == status).unwrap_or(0);
        form.fields.push(pick("status", "Status", choices, at));
        form.fields.push(text("reason", "Reason", "must be given for deferred, waived and not applicable"));
        form.fields.push(line("owner", "Owner", "who answers for it; may stay empty", ""));
        let until = advised.and_then(|one| one.until).map_or_else(String::new, |until| until.to_string());
        form.fields.push(line("until", "Until", "a day such as 2027-03-31; may stay empty", &until));
        form
    }

    /// Accepts a risk as it is.
    #[must_use]
    pub fn risk(id: &str, server: &str, risk: &RiskReport) -> Self {
        let mut form = Self::new(Purpose::Risk(risk.id.clone()), id, server, format!("Tolerate: {}", risk.title));
        form.head.push(Row::prose(
            "The risk is accepted as it is: it leaves the plan and the verdict until the day you name.",
        ));
        form.fields.push(text("reason", "Reason", "must be given"));
        form.fields.push(line("owner", "Owner", "who answers for it; may stay empty", ""));
        form.fields.push(line("until", "Until", "a day such as 2027-03-31; may stay empty", ""));
        form
    }

    /// Keeps a note.
    #[must_use]
    pub fn note(id: &str, server: &str) -> Self {
        let mut form = Self::new(Purpose::Note, id, server, format!("Note on {server}"));
        form.fields.push(text("note", "Note", "goes into the history; Tab leaves the text"));
        form
    }

    /// The key of its draft.
    #[must_use]
    pub fn key(&self) -> String {
        match &self.purpose {
            Purpose::Answer(fact) => format!("answer/{}/{fact}", self.server),
            Purpose::Measure(measure) => format!("decide/{}/{measure}", self.server),
            Purpose::Risk(risk) => format!("tolerate/{}/{risk}", self.server),
            Purpose::Note => format!("note/{}", self.server),
        }
    }

    /// Whether [Save] has the keys.
    #[must_use]
    pub fn on_save(&self) -> bool {
        self.at >= self.fields.len()
    }

    /// The text of a field.
    #[must_use]
    pub fn value(&self, id: &str) -> String {
        self.fields.iter().find(|field| field.id == id).map_or_else(String::new, FormField::value)
    }

    /// Types a key into the field at hand; says whether something changed.
    pub fn type_key(&mut self, key: Key) -> bool {
        let Some(field) = self.fields.get_mut(self.at) else { return false };
        match &mut field.input {
            Input::Pick(choices, at) => {
                let last = choices.len().saturating_sub(1);
                let to = match key.code {
                    Code::Up | Code::Char('k') => at.saturating_sub(1),
                    Code::Down | Code::Char('j') => (*at + 1).min(last),
                    Code::Home | Code::Char('g') => 0,
                    Code::End | Code::Char('G') => last,
                    Code::Char(letter) => {
                        let starts = |choice: &Choice| choice.value.starts_with(letter.to_ascii_lowercase());
                        let order = (*at + 1..choices.len()).chain(0..=*at);
                        order.into_iter().find(|at| choices.get(*at).is_some_and(starts)).unwrap_or(*at)
                    }
                    _ => *at,
                };
                let changed = to != *at;
                *at = to;
                changed
            }
            Input::Line(field) => match key.code {
                Code::Up => self.go(-1),
                Code::Down => self.go(1),
                _ => field.key(key),
            },
            Input::Text(editor) => editor.key(key),
        }
    }

    /// Pastes into the field at hand.
    pub fn paste(&mut self, text: &str) -> bool {
        match self.fields.get_mut(self.at).map(|field| &mut field.input) {
            Some(Input::Line(field)) => field.insert(text),
            Some(Input::Text(editor)) => editor.insert(text),
            _ => return false,
        }
        true
    }

    /// Goes to another field; never changes text.
    pub fn go(&mut self, by: isize) -> bool {
        let places = self.fields.len() + 1;
        self.at = (self.at + places).saturating_add_signed(by) % places;
        false
    }

    /// What a draft keeps: nothing where no text was typed.
    #[must_use]
    pub fn draft(&self) -> Option<String> {
        let typed =
            self.fields.iter().any(|field| !matches!(field.input, Input::Pick(..)) && !field.value().trim().is_empty());
        if !typed {
            return None;
        }
        match self.fields.as_slice() {
            [only] => Some(only.value()),
            all => {
                let map: serde_json::Map<_, _> =
                    all.iter().map(|field| (field.id.to_owned(), field.value().into())).collect();
                serde_json::to_string(&map).ok()
            }
        }
    }

    /// Puts a draft back.
    pub fn restore(&mut self, draft: &str) {
        let map = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(draft).unwrap_or_default();
        let several = self.fields.len() > 1;
        for field in &mut self.fields {
            let kept = if several { map.get(field.id).and_then(|value| value.as_str()) } else { Some(draft) };
            let Some(kept) = kept else { continue };
            match &mut field.input {
                Input::Pick(choices, at) => *at = choices.iter().position(|one| one.value == kept).unwrap_or(*at),
                Input::Line(line) => *line = Field::with(kept),
                Input::Text(editor) => **editor = Editor::with(kept),
            }
        }
    }

    fn place(&self, id: &str) -> usize {
        self.fields.iter().position(|field| field.id == id).unwrap_or(0)
    }

    /// What it comes to.
    ///
    /// # Errors
    /// The field that is wrong, and what it takes.
    pub fn submit(&self) -> Submission {
        let (form, id, server) = (self.key(), self.id.clone(), self.server.clone());
        let clean = |name: &str| Some(Clean::new(self.value(name).trim())).filter(|text| !text.as_str().is_empty());
        let wrong = |field: &str, words: &str| Err((self.place(field), Clean::new(words)));
        let until = match self.value("until").trim() {
            "" => None,
            typed => match typed.parse::<Date>() {
                Ok(day) => Some(day),
                Err(_) => return wrong("until", "this is not a day; write it as 2027-03-31"),
            },
        };
        let (reason, owner) = (clean("reason"), clean("owner"));
        match &self.purpose {
            Purpose::Answer(fact) => {
                let typed = self.value("answer").trim().to_owned();
                if typed.is_empty() {
                    return wrong("answer", "type an answer first; Esc leaves the question open");
                }
                Ok(Job::Answer { form, id, server, fact: fact.clone(), typed })
            }
            Purpose::Measure(measure) => {
                let status = Status::from_word(&self.value("status")).unwrap_or_default();
                let needs = matches!(status, Status::Deferred | Status::Waived | Status::NotApplicable);
                if needs && reason.is_none() {
                    return wrong("reason", &format!("{} needs a reason", status.as_str()));
                }
                let decision = Decision { status, reason, owner, until };
                Ok(Job::Decide { form, id, server, measure: measure.clone(), decision })
            }
            Purpose::Risk(_) if reason.is_none() => wrong("reason", "tolerating a risk needs a reason"),
            Purpose::Risk(risk) => {
                let tolerance = Tolerance { reason, owner, until };
                Ok(Job::Tolerate { form, id, server, risk: risk.clone(), tolerance })
            }
            Purpose::Note => {
                let text = self.value("note");
                if text.trim().is_empty() {
                    return wrong("note", "there is nothing to save yet");
                }
                Ok(Job::Note { form, id, server, text })
            }
        }
    }

    /// Shows why it could not be saved.
    pub fn failed(&mut self, failure: &Failure) {
        self.saving = false;
        self.error = Some(match &failure.hint {
            Some(hint) => Clean::new(&format!("not saved: {}; {hint}", failure.message)),
            None => Clean::new(&format!("not saved: {}", failure.message)),
        });
    }
}

impl FormField {
    /// Its text, or the word that is picked.
    #[must_use]
    pub fn value(&self) -> String {
        match &self.input {
            Input::Pick(choices, at) => choices.get(*at).map_or_else(String::new, |choice| choice.value.clone()),
            Input::Line(field) => field.text().to_owned(),
            Input::Text(editor) => editor.text(),
        }
    }
}
