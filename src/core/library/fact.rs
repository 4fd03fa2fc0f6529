//! The declaration of a fact: its type, its role, how to ask for it and why it matters.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::core::{
    profile::{Key, Value},
    text::Clean,
};

/// What a fact feeds. Nothing counts twice: nature feeds factors, control feeds measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// What is.
    Nature,
    /// What has been done to hold it.
    Control,
}

/// Who brings a fact: the server wherever it runs, or this deployment of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Borne {
    /// The server itself.
    Server,
    /// The way it is deployed here.
    Deployment,
}

/// One word of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// The word in conditions and files.
    pub value: String,
    /// What it means, in plain words.
    pub text: Clean,
}

/// The type of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FactType {
    /// Yes or no.
    Bool,
    /// A count, 0 or more.
    Int,
    /// 0 to 10.
    Scale,
    /// A text; `none` is known absence.
    Text,
    /// A list of texts; the empty list is known absence.
    List,
    /// One word of several.
    OneOf(Vec<Word>),
}

/// The declaration of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactDef {
    /// The dotted name.
    pub key: Key,
    /// A short label for screens, at most 32 characters.
    pub title: Clean,
    /// The type.
    #[serde(rename = "type")]
    pub kind: FactType,
    /// What it feeds.
    pub role: Role,
    /// Who brings it.
    pub borne: Borne,
    /// What it says, in plain words.
    pub meaning: Clean,
    /// The question that asks for it, ending with a question mark.
    pub question: Clean,
    /// Why it matters.
    pub why: Clean,
    /// What to assume while it is unknown; sets the likely point only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assume: Option<Value>,
    /// Its value at the reference deployment, for deployment-borne nature facts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Value>,
    /// Answers to try when a question's worth is computed, for types without a fixed list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Value>,
    /// Whether it may be asked; identity facts that settle nothing are not.
    #[serde(default = "yes")]
    pub ask: bool,
}

fn yes() -> bool {
    true
}

/// Why a value does not fit a fact.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{key} takes {wanted}")]
pub struct Misfit {
    key: Key,
    wanted: String,
}

impl FactDef {
    /// Every answer worth trying: the words of an enumeration, yes and no, or the listed answers.
    #[must_use]
    pub fn candidates(&self) -> Vec<Value> {
        match &self.kind {
            FactType::Bool => vec![Value::Bool(true), Value::Bool(false)],
            FactType::OneOf(words) => words.iter().map(|word| Value::text(&word.value)).collect(),
            _ => self.answers.clone(),
        }
    }

    /// Whether a value has this fact's type and range.
    #[must_use]
    pub fn admits(&self, value: &Value) -> bool {
        match (&self.kind, value) {
            (FactType::Bool, Value::Bool(_)) | (FactType::Text, Value::Text(_)) | (FactType::List, Value::List(_)) => {
                true
            }
            (FactType::Int, Value::Int(number)) => *number >= 0,
            (FactType::Scale, Value::Int(number)) => (0..=10).contains(number),
            (FactType::OneOf(words), Value::Text(word)) => words.iter().any(|known| known.value == word.as_str()),
            _ => false,
        }
    }

    /// Reads what a person typed: `yes`, `no`, a number, a word, or a list separated by commas.
    ///
    /// # Errors
    /// Where the text does not fit; the error says what would.
    pub fn read(&self, typed: &str) -> Result<Value, Misfit> {
        let typed = typed.trim();
        let value = match &self.kind {
            FactType::Bool => match typed.to_lowercase().as_str() {
                "yes" | "true" | "y" => Some(Value::Bool(true)),
                "no" | "false" | "n" => Some(Value::Bool(false)),
                _ => None,
            },
            FactType::Int | FactType::Scale => typed.parse().ok().map(Value::Int),
            FactType::List if typed == "none" || typed.is_empty() => Some(Value::List(Vec::new())),
            FactType::List => Some(Value::list(typed.split(',').map(str::trim).filter(|entry| !entry.is_empty()))),
            FactType::Text | FactType::OneOf(_) => Some(Value::text(typed)),
        };
        value.filter(|value| self.admits(value)).ok_or_else(|| Misfit { key: self.key.clone(), wanted: self.wanted() })
    }

    /// What may be answered, in words.
    #[must_use]
    pub fn wanted(&self) -> String {
        match &self.kind {
            FactType::Bool => "yes or no".to_owned(),
            FactType::Int => "a whole number, 0 or more".to_owned(),
            FactType::Scale => "a whole number from 0 to 10".to_owned(),
            FactType::Text => "a text, or none".to_owned(),
            FactType::List => "entries separated by commas, or none".to_owned(),
            FactType::OneOf(words) => {
                format!("one of {}", words.iter().map(|word| word.value.as_str()).collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// A value in plain words.
    #[must_use]
    pub fn plain(&self, value: &Value) -> String {
        if let (FactType::OneOf(words), Some(text)) = (&self.kind, value.as_text())
            && let Some(word) = words.iter().find(|word| word.value == text)
        {
            return word.text.to_string();
        }
        value.to_string()
    }
}
