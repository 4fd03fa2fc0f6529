//! Every text of an item, with its field and what kind of text it is.

use crate::core::library::{Approach, FactType, FactorDef, Item};

/// What a text may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// One line of prose.
    Line,
    /// Paragraphs, lists and code.
    Block,
    /// What is typed.
    Command,
}

/// A text of an item.
pub(super) struct Text<'a> {
    pub field: String,
    pub form: Form,
    pub text: &'a str,
}

struct Texts<'a>(Vec<Text<'a>>);

impl<'a> Texts<'a> {
    fn add(&mut self, field: &str, form: Form, text: &'a str) {
        self.0.push(Text { field: field.to_owned(), form, text });
    }
    fn line(&mut self, field: &str, text: &'a str) {
        self.add(field, Form::Line, text);
    }
    fn block(&mut self, field: &str, text: &'a str) {
        self.add(field, Form::Block, text);
    }
    fn factor(&mut self, factor: &'a FactorDef) {
        self.line("term", factor.term.as_str());
        self.line("scale", factor.scale.as_str());
        factor.options.iter().for_each(|option| self.line("options.text", option.text.as_str()));
    }
    fn approach(&mut self, approach: &'a Approach) {
        self.line("approaches.title", approach.title.as_str());
        for step in &approach.steps {
            self.block("steps.text", step.text.as_str());
            if let Some(command) = &step.command {
                self.add("steps.command", Form::Command, command.as_str());
            }
        }
        approach.tradeoffs.iter().for_each(|text| self.block("tradeoffs", text.as_str()));
    }
}

/// The texts of an item, in the order of its fields. Sources are left out: they hold links.
pub(super) fn of_item(item: &Item) -> Vec<Text<'_>> {
    let mut texts = Texts(Vec::new());
    texts.line("title", item.title());
    texts.line("summary", item.summary());
    if let Some(about) = item.about() {
        about.topics.iter().for_each(|topic| texts.line("topics", topic.as_str()));
        about.changes.iter().for_each(|change| texts.line("changes", change.as_str()));
    }
    match item {
        Item::Fact(fact) => {
            texts.line("question", fact.question.as_str());
            texts.line("why", fact.why.as_str());
            if let FactType::OneOf(words) = &fact.kind {
                words.iter().for_each(|word| texts.line("type", word.text.as_str()));
            }
        }
        Item::Factor(factor) => texts.factor(factor),
        Item::Risk(risk) => {
            texts.block("story.cause", risk.story.cause.as_str());
            texts.block("story.event", risk.story.event.as_str());
            texts.block("story.harm", risk.story.harm.as_str());
            texts.line("excluded", risk.excluded.as_str());
            risk.own.iter().for_each(|factor| texts.factor(factor));
            risk.floors.iter().for_each(|floor| texts.line("floors.text", floor.text.as_str()));
            risk.incidents.iter().for_each(|incident| texts.line("incidents", incident.as_str()));
        }
        Item::Measure(measure) => {
            texts.block("why", measure.why.as_str());
            measure.effects.iter().for_each(|effect| texts.line("effects.basis", effect.basis.as_str()));
            measure.effort.skills.iter().for_each(|skill| texts.line("effort.skills", skill.as_str()));
            measure.approaches.iter().for_each(|approach| texts.approach(approach));
            for check in &measure.check {
                texts.line("check.ask", check.ask.as_str());
                texts.block("check.how", check.how.as_str());
                texts.block("check.expect", check.expect.as_str());
                texts.line("check.evidence", check.evidence.as_str());
            }
            texts.block("rollback", measure.rollback.as_str());
            texts.block("side_effects", measure.side_effects.as_str());
            measure.pitfalls.iter().for_each(|pitfall| texts.block("pitfalls", pitfall.as_str()));
        }
        Item::Gate(gate) => {
            texts.line("failed", gate.failed.as_str());
            texts.line("passed", gate.passed.as_str());
        }
        Item::Matrix(matrix) => {
            let bands = matrix.likelihood.labels.iter().chain(&matrix.impact.labels);
            bands.for_each(|label| texts.line("labels", label.as_str()));
            matrix.levels.iter().for_each(|level| texts.line("levels", level.name.as_str()));
        }
        Item::Scenario(scenario) => texts.line("review_rhythm", scenario.review_rhythm.as_str()),
        Item::Term(term) => term.also.iter().for_each(|word| texts.line("also", word.as_str())),
    }
    texts.0
}
