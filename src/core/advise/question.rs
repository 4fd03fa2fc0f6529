//! What to ask next: the unknown facts by how much their answers can settle.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::core::{
    assess::{Applies, Model, Subject, round2},
    library::{FactDef, Library},
    profile::{Key, Profile, Source, Standing, trust},
    text::Clean,
};

/// A question whose answer is not known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The fact it asks for.
    pub fact: Key,
    /// The question.
    pub text: Clean,
    /// Why it matters.
    pub why: Clean,
    /// Mean over the answers of the drop in the summed width of the scores, in points.
    pub worth: f64,
    /// What may be answered.
    pub answers: Clean,
}

/// Longest list of questions.
pub const MOST: usize = 20;

/// The questions, most worth first; level changes break ties, then the key.
pub(super) fn questions(model: &Model<'_>, read: &Profile) -> Vec<Question> {
    let subject = model.subject();
    let touched = touched(model, subject.library);
    let widths: Vec<(f64, usize)> = (0..model.risks().len()).map(|risk| width(model, risk)).collect();
    let mut found: Vec<(usize, Question)> = subject
        .library
        .facts()
        .filter(|fact| fact.ask && read.known(fact.key.as_str()).is_none())
        .filter_map(|fact| {
            let risks = touched.get(&fact.key)?;
            let (worth, levels) = worth(fact, subject, read, risks, &widths)?;
            (worth > 0.0).then(|| {
                let question = Question {
                    fact: fact.key.clone(),
                    text: fact.question.clone(),
                    why: fact.why.clone(),
                    worth,
                    answers: Clean::new(&fact.wanted()),
                };
                (levels, question)
            })
        })
        .collect();
    found.sort_by(|(levels_a, a), (levels_b, b)| {
        b.worth.total_cmp(&a.worth).then(levels_b.cmp(levels_a)).then_with(|| a.fact.cmp(&b.fact))
    });
    found.into_iter().map(|(_, question)| question).take(MOST).collect()
}

/// The width of a risk's current score, and of its levels.
fn width(model: &Model<'_>, risk: usize) -> (f64, usize) {
    let rating = model.current(risk).rating;
    let [low, high] = rating.level_range;
    (rating.score.hi - rating.score.lo, high as usize - low as usize)
}

/// The risks that each fact can move, directly or through a measure.
fn touched(model: &Model<'_>, library: &Library) -> BTreeMap<Key, BTreeSet<usize>> {
    let mut out: BTreeMap<Key, BTreeSet<usize>> = BTreeMap::new();
    for (at, risk) in model.risks().enumerate().filter(|(at, _)| model.applies(*at) != Applies::No) {
        let mut keys: BTreeSet<&Key> = library.asked_by(risk).iter().collect();
        for (measure, state) in model.measures().iter().enumerate() {
            if model.touches(measure, at) {
                keys.extend(state.measure.applies.keys());
                keys.extend(state.measure.met_when.iter().flat_map(|met| met.keys()));
            }
        }
        for key in keys {
            out.entry(key.clone()).or_default().insert(at);
        }
    }
    // The signals of trust move whatever trust moves.
    if let Some(risks) = out.get(&Key::from("trust")).cloned() {
        for signal in trust::FACTS {
            out.entry(Key::from(signal)).or_default().extend(&risks);
        }
    }
    out
}

fn worth(
    fact: &FactDef,
    subject: Subject<'_>,
    read: &Profile,
    risks: &BTreeSet<usize>,
    before: &[(f64, usize)],
) -> Option<(f64, usize)> {
    let answers = fact.candidates();
    let count = f64::from(u32::try_from(answers.len()).ok().filter(|count| *count > 0)?);
    let (mut drop, mut levels) = (0.0, 0);
    for answer in answers {
        let mut answered = read.clone();
        answered.say(fact.key.as_str(), answer, Source::new(Standing::Operator, "answer"));
        let prepared = crate::core::assess::prepare(&answered, subject.library);
        let model = Model::new(Subject { profile: &prepared.profile, ..subject });
        for risk in risks {
            let (width, span) = width(&model, *risk);
            let (width_before, span_before) = before.get(*risk).copied().unwrap_or_default();
            drop += width_before - width;
            levels += span_before.saturating_sub(span);
        }
    }
    Some((round2(drop / count), levels))
}
