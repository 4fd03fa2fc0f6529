//! One profile, read once, and every state of its risks.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use jiff::civil::Date;

use super::{
    Credit, Decisions, Reading, Span, Status, View,
    base::{self, Base, Certainty},
    credit::{self, Evidence},
    effect::{Cut, End, counts, left},
    explain, gate,
    gate::GateReport,
    numbers::{round2, score},
    report::{Applies, FloorReport, Rating, RiskReport, Shares, Tolerated},
};
use crate::core::{
    library::{Borne, Level, Library, Measure, Risk, Role, condition::Truth},
    profile::{Key, Profile, Value},
};

/// What is assessed.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The guidance.
    pub library: &'a Library,
    /// The profile, prepared: derived facts and scenario assumptions are in it.
    pub profile: &'a Profile,
    /// What was decided about it.
    pub decisions: &'a Decisions,
    /// The day.
    pub as_of: Date,
}

/// A measure as it stands here.
#[derive(Clone, Debug)]
pub struct MeasureState<'a> {
    /// The measure.
    pub measure: &'a Measure,
    /// Whether it makes sense here.
    pub applies: Truth,
    /// The status on the day.
    pub status: Status,
    /// The share of its cut that counts now.
    pub credit: Credit,
    /// Whether observation or an answer shows it in place.
    pub in_place: Truth,
}

/// A state of one risk.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RiskState {
    /// Likelihood, impact, level, score.
    pub rating: Rating,
}

struct RiskCell<'a> {
    risk: &'a Risk,
    cuts: Vec<Cut>,
    /// Which setting measures change a fact that this risk asks for.
    setters: u64,
}

/// A set of setting measures as bits.
type Mask = u64;

/// One profile, read once.
pub struct Model<'a> {
    subject: Subject<'a>,
    measures: Vec<MeasureState<'a>>,
    risks: Vec<RiskCell<'a>>,
    setters: Vec<usize>,
    sets_now: (Mask, Mask),
    bases: RefCell<BTreeMap<(usize, Mask), Rc<Base<'a>>>>,
    nothing: &'a BTreeMap<Key, Value>,
}

static NOTHING: BTreeMap<Key, Value> = BTreeMap::new();

impl<'a> Model<'a> {
    /// Reads the profile.
    #[must_use]
    pub fn new(subject: Subject<'a>) -> Self {
        let view =
            View { profile: subject.profile, library: subject.library, changed: &NOTHING, reading: Reading::Certain };
        let measures: Vec<_> = subject.library.measures().map(|measure| state_of(measure, &subject, view)).collect();
        let groups: BTreeSet<&str> = measures.iter().filter_map(|state| state.measure.group.as_deref()).collect();
        let group_of = |name: &str| groups.iter().position(|known| *known == name);
        let setters: Vec<usize> =
            (0..measures.len()).filter(|at| !measures[*at].measure.sets.is_empty()).take(64).collect();
        let risks = subject
            .library
            .risks()
            .map(|risk| {
                let cuts = measures
                    .iter()
                    .enumerate()
                    .filter(|(_, state)| !state.applies.is_false())
                    .flat_map(|(at, state)| state.measure.effects.iter().map(move |effect| (at, state, effect)))
                    .filter(|(_, _, effect)| effect.risk == risk.about.id)
                    .map(|(measure, state, effect)| Cut {
                        measure,
                        likelihood: effect.likelihood.unwrap_or(0.0).clamp(0.0, 0.95),
                        impact: effect.impact.unwrap_or(0.0).clamp(0.0, 0.95),
                        group: state.measure.group.as_deref().and_then(group_of),
                    })
                    .collect();
                let asked = subject.library.asked_by(risk);
                let mask = setters
                    .iter()
                    .enumerate()
                    .filter(|(_, at)| {
                        let state = &measures[**at];
                        !state.applies.is_false() && state.measure.sets.keys().any(|key| asked.contains(key))
                    })
                    .fold(0, |mask, (bit, _)| mask | (1 << bit));
                RiskCell { risk, cuts, setters: mask }
            })
            .collect();
        let having = |wanted: &dyn Fn(Status) -> bool| {
            setters
                .iter()
                .enumerate()
                .filter(|(_, at)| wanted(measures[**at].status))
                .fold(0, |mask, (bit, _)| mask | (1 << bit))
        };
        let sets_now = (
            having(&|status| status == Status::Verified),
            having(&|status| matches!(status, Status::Verified | Status::Done)),
        );
        Self { subject, measures, risks, setters, sets_now, bases: RefCell::default(), nothing: &NOTHING }
    }

    /// What is assessed.
    #[must_use]
    pub fn subject(&self) -> Subject<'a> {
        self.subject
    }
    /// Every measure of the library as it stands here; indices below are into this.
    #[must_use]
    pub fn measures(&self) -> &[MeasureState<'a>] {
        &self.measures
    }
    /// Every risk of the library; indices below are into this.
    pub fn risks(&self) -> impl ExactSizeIterator<Item = &'a Risk> + '_ {
        self.risks.iter().map(|cell| cell.risk)
    }
    /// The facts as they are.
    #[must_use]
    pub fn view(&self) -> View<'a> {
        View {
            profile: self.subject.profile,
            library: self.subject.library,
            changed: self.nothing,
            reading: Reading::Certain,
        }
    }
    /// Every gate.
    #[must_use]
    pub fn gates(&self) -> Vec<GateReport> {
        self.subject.library.gates().map(|item| gate::read(item, self.view())).collect()
    }
    /// Whether a risk exists here.
    #[must_use]
    pub fn applies(&self, risk: usize) -> Applies {
        match self.base(risk, 0).applies {
            Truth::True => Applies::Yes,
            Truth::False => Applies::No,
            Truth::Unknown => Applies::Unknown,
        }
    }
    /// Whether somebody accepted the risk as it is.
    #[must_use]
    pub fn tolerated(&self, risk: usize) -> Option<Tolerated> {
        let id = &self.risks.get(risk)?.risk.about.id;
        let held = self.subject.decisions.tolerance(id, self.subject.as_of)?;
        Some(Tolerated { until: held.until, reason: held.reason.clone() })
    }
    /// Whether a measure can change anything about a risk here: by a cut, a fact it sets, or a floor it lifts.
    #[must_use]
    pub fn touches(&self, measure: usize, risk: usize) -> bool {
        let Some(cell) = self.risks.get(risk) else { return false };
        cell.cuts.iter().any(|cut| cut.measure == measure)
            || self.setters.iter().position(|at| *at == measure).is_some_and(|bit| cell.setters & (1 << bit) != 0)
            || self.measures.get(measure).is_some_and(|state| {
                cell.risk.floors.iter().any(|floor| floor.lifted_by.contains(&state.measure.about.id))
            })
    }
    /// The cuts of a risk as (measure, likelihood share, impact share), and the measures that change its facts.
    #[must_use]
    pub fn means(&self, risk: usize) -> (Vec<(usize, f64, f64)>, Vec<usize>) {
        let Some(cell) = self.risks.get(risk) else { return Default::default() };
        let cuts = cell.cuts.iter().map(|cut| (cut.measure, cut.likelihood, cut.impact)).collect();
        let wild = self
            .setters
            .iter()
            .enumerate()
            .filter(|(bit, _)| cell.setters & (1 << bit) != 0)
            .map(|(_, at)| *at)
            .collect();
        (cuts, wild)
    }
    /// Floors of a risk that may stand now: the level and the measures of which any one lifts it.
    #[must_use]
    pub fn floors(&self, risk: usize) -> Vec<FloorReport> {
        let verified = |id: &str| self.verified_now(id);
        self.base(risk, self.sets_now.0)
            .floors
            .iter()
            .filter(|reading| !reading.stands.is_false())
            .filter(|reading| !reading.floor.lifted_by.iter().any(|id| verified(id)))
            .map(|reading| FloorReport {
                level: reading.floor.level,
                text: reading.floor.text.clone(),
                certain: reading.stands.is_true(),
                lifted_by: reading.floor.lifted_by.clone(),
            })
            .collect()
    }

    /// With no measure at all.
    #[must_use]
    pub fn inherent(&self, risk: usize) -> RiskState {
        self.state(risk, &|_| Credit::NONE, &|_| false, (0, 0))
    }
    /// With what is in place.
    #[must_use]
    pub fn current(&self, risk: usize) -> RiskState {
        self.state(risk, &|at| self.credit(at), &|id| self.verified_now(id), self.sets_now)
    }
    /// With what is in place and these measures verified on top.
    #[must_use]
    pub fn verified(&self, risk: usize, chosen: &dyn Fn(usize) -> bool) -> RiskState {
        let sets = self.mask(chosen);
        self.state(
            risk,
            &|at| if chosen(at) { Credit::FULL } else { self.credit(at) },
            &|id| self.verified_now(id) || self.index(id).is_some_and(chosen),
            (self.sets_now.0 | sets, self.sets_now.1 | sets),
        )
    }
    /// The highest level still possible with these measures verified: the upper end of [`Model::verified`], without
    /// the rest, for the many sets a plan tries.
    #[must_use]
    pub fn upper(&self, risk: usize, chosen: &dyn Fn(usize) -> bool) -> Level {
        let Some(cell) = self.risks.get(risk) else { return Level::Note };
        let base = self.base(risk, self.sets_now.0 | self.mask(chosen));
        if base.applies.is_false() {
            return Level::Note;
        }
        let share = |at: usize| if chosen(at) { 1.0 } else { self.credit(at).lo };
        let (mut l_left, mut i_left) = (1.0, 1.0);
        for (at, cut) in cell.cuts.iter().enumerate() {
            let counted = share(cut.measure);
            if counted > 0.0 {
                l_left *= counts(&cell.cuts, at, &share, |cut| cut.likelihood);
                i_left *= counts(&cell.cuts, at, &share, |cut| cut.impact);
            }
        }
        let (l0, i0) = (base.likelihood.hi, base.impact.hi);
        let remainder = self.subject.library.method().remainder;
        let verified = |id: &str| self.verified_now(id) || self.index(id).is_some_and(chosen);
        self.subject
            .library
            .matrix()
            .level(round2((l0 * l_left).max(l0 * remainder)), round2(i0 * i_left))
            .max(base.floor(Certainty::Possible, &verified))
    }
    /// With what is in place and these measures done, not yet verified.
    #[must_use]
    pub fn done(&self, risk: usize, chosen: &dyn Fn(usize) -> bool) -> RiskState {
        let share = self.subject.library.method().credits.done;
        let better = |now: f64| now.max(share);
        self.state(
            risk,
            &|at| {
                let now = self.credit(at);
                if chosen(at) {
                    Credit { lo: better(now.lo), likely: better(now.likely), hi: better(now.hi) }
                } else {
                    now
                }
            },
            &|id| self.verified_now(id),
            (self.sets_now.0, self.sets_now.1 | self.mask(chosen)),
        )
    }
    /// The index of a measure.
    #[must_use]
    pub fn index(&self, measure: &str) -> Option<usize> {
        self.measures.iter().position(|state| state.measure.about.id == measure)
    }

    fn credit(&self, measure: usize) -> Credit {
        self.measures.get(measure).map_or(Credit::NONE, |state| state.credit)
    }
    fn verified_now(&self, measure: &str) -> bool {
        self.index(measure).is_some_and(|at| self.measures[at].status == Status::Verified)
    }
    fn mask(&self, chosen: &dyn Fn(usize) -> bool) -> Mask {
        self.setters.iter().enumerate().filter(|(_, at)| chosen(**at)).fold(0, |mask, (bit, _)| mask | (1 << bit))
    }

    /// The risk with the facts that these measures set; never worse than with fewer of them.
    fn base(&self, risk: usize, mask: Mask) -> Rc<Base<'a>> {
        let cell = &self.risks[risk];
        let mask = mask & cell.setters;
        if let Some(known) = self.bases.borrow().get(&(risk, mask)) {
            return Rc::clone(known);
        }
        let mut changed = BTreeMap::new();
        for (bit, at) in self.setters.iter().enumerate() {
            if mask & (1 << bit) != 0 {
                changed.extend(self.measures[*at].measure.sets.iter().map(|(key, value)| (key.clone(), value.clone())));
            }
        }
        let mut read = base::read(cell.risk, self.subject.library, View { changed: &changed, ..self.view() });
        for bit in (0..self.setters.len()).filter(|bit| mask & (1 << bit) != 0) {
            read.lowered_by(&self.base(risk, mask & !(1 << bit)));
        }
        let read = Rc::new(read);
        self.bases.borrow_mut().insert((risk, mask), Rc::clone(&read));
        read
    }

    fn state(
        &self,
        risk: usize,
        credit: &dyn Fn(usize) -> Credit,
        verified: &dyn Fn(&str) -> bool,
        (sure, likely): (Mask, Mask),
    ) -> RiskState {
        let worst = self.base(risk, sure);
        let best = self.base(risk, sure | likely);
        if worst.applies.is_false() {
            return RiskState::default();
        }
        let cuts = &self.risks[risk].cuts;
        let method = self.subject.library.method();
        let matrix = self.subject.library.matrix();
        let at = |base: &Base<'_>, pick: fn(Span) -> f64, end: End| {
            let (l0, i0) = (pick(base.likelihood), pick(base.impact));
            let (l_left, _) = left(cuts, |cut| cut.likelihood, credit, end);
            let (i_left, _) = left(cuts, |cut| cut.impact, credit, end);
            (round2((l0 * l_left).max(l0 * method.remainder)), round2(i0 * i_left))
        };
        let (l_hi, i_hi) = at(&worst, |span| span.hi, End::Least);
        let (l_at, i_at) = at(&best, |span| span.likely, End::Likely);
        let (l_lo, i_lo) = at(&best, |span| span.lo, End::Most);
        let level = |l, i, base: &Base<'_>, certainty| matrix.level(l, i).max(base.floor(certainty, verified));
        let high = level(l_hi, i_hi, &worst, Certainty::Possible);
        let exists = best.applies.is_true();
        let low = if exists { level(l_lo, i_lo, &best, Certainty::Sure) } else { Level::Note };
        let likely = if best.likely { level(l_at, i_at, &best, Certainty::Likely) } else { Level::Note };
        let counted = |counts: bool, value: f64| if counts { value } else { 0.0 };
        RiskState {
            rating: Rating {
                likelihood: Span { lo: l_lo, likely: l_at, hi: l_hi },
                impact: Span { lo: i_lo, likely: i_at, hi: i_hi },
                level: likely.clamp(low.min(high), high),
                level_range: [low.min(high), high],
                score: Span {
                    lo: counted(exists, score(l_lo, i_lo)),
                    likely: counted(best.likely, score(l_at, i_at)),
                    hi: score(l_hi, i_hi),
                },
            },
        }
    }

    /// The likely inherent score at the reference deployment and what this deployment adds.
    fn shares(&self, risk: usize, here: f64) -> Shares {
        let library = self.subject.library;
        let reference: BTreeMap<Key, Value> = library
            .facts()
            .filter(|fact| fact.borne == Borne::Deployment && fact.role == Role::Nature)
            .filter_map(|fact| Some((fact.key.clone(), fact.reference.clone()?)))
            .collect();
        let read = base::read(self.risks[risk].risk, library, View { changed: &reference, ..self.view() });
        let server = if read.likely { round2(score(read.likelihood.likely, read.impact.likely)) } else { 0.0 };
        Shares { server, deployment: round2(round2(here) - server) }
    }

    /// Everything about one risk; `plan` are the measures of the plan.
    #[must_use]
    pub fn report(&self, risk: usize, plan: &dyn Fn(usize) -> bool) -> RiskReport {
        let item = self.risks[risk].risk;
        let base = self.base(risk, 0);
        let (inherent, current) = (self.inherent(risk).rating, self.current(risk).rating);
        let applies = self.applies(risk);
        let because = match applies {
            Applies::No => explain::presence(item, self.view(), true),
            Applies::Yes => explain::factors(&base, self.view()),
            Applies::Unknown => {
                let mut reasons = explain::presence(item, self.view(), false);
                reasons.extend(explain::factors(&base, self.view()));
                reasons
            }
        };
        RiskReport {
            id: item.about.id.clone(),
            title: item.about.title.clone(),
            applies,
            inherent,
            current,
            target: self.verified(risk, plan).rating,
            target_unverified: self.done(risk, plan).rating.level_range[1],
            tolerated: self.tolerated(risk),
            shares: self.shares(risk, inherent.score.likely),
            because,
            lowered_by: self.lowered_by(risk, inherent.score.likely, current.score.likely),
            floors: self.floors(risk),
            mappings: item.about.mappings.clone(),
        }
    }

    /// The way from inherent to current at the likely point, by measure.
    fn lowered_by(&self, risk: usize, before: f64, after: f64) -> Vec<explain::Part> {
        let cuts = &self.risks[risk].cuts;
        let credit = |at: usize| self.credit(at);
        let mut factors: Vec<(String, f64)> = Vec::new();
        for share in [(|cut: &Cut| cut.likelihood) as fn(&Cut) -> f64, |cut| cut.impact] {
            let (_, parts) = left(cuts, share, &credit, End::Likely);
            factors.extend(parts.into_iter().map(|(at, left)| (self.measures[at].measure.about.id.clone(), left)));
        }
        let set: Vec<usize> = (0..self.setters.len())
            .filter(|bit| (self.sets_now.0 | self.sets_now.1) & self.risks[risk].setters & (1 << bit) != 0)
            .collect();
        if !set.is_empty() && before > 0.0 {
            // The facts that several measures set act together; each takes the share of what it does alone.
            let alone: Vec<f64> = set
                .iter()
                .map(|bit| {
                    let base = self.base(risk, 1 << bit);
                    let value = if base.likely { score(base.likelihood.likely, base.impact.likely) } else { 0.0 };
                    (before / value.max(1e-6)).ln().max(0.0)
                })
                .collect();
            let together = self.base(risk, self.sets_now.0 | self.sets_now.1);
            let value = score(together.likelihood.likely, together.impact.likely);
            let (sum, all) = (alone.iter().sum::<f64>(), (value / before).ln());
            for (bit, part) in set.iter().zip(alone).filter(|_| sum > 0.0) {
                let id = self.measures[self.setters[*bit]].measure.about.id.clone();
                factors.push((id, (all * part / sum).exp()));
            }
        }
        explain::split(before, after, &factors)
    }
}

fn state_of<'a>(measure: &'a Measure, subject: &Subject<'a>, view: View<'_>) -> MeasureState<'a> {
    let status = subject.decisions.status(&measure.about.id, subject.as_of);
    // A claim that a measure makes sense is enough to advise it; a claim that it is in place is not enough to count it.
    let applies = base::raised(&measure.applies, view);
    let evidence = measure.met_when.as_ref().map(|met| Evidence {
        certain: met.eval(&view.read(Reading::Certain)),
        likely: met.eval(&view.read(Reading::Likely)).is_true(),
    });
    MeasureState {
        measure,
        applies,
        status,
        credit: credit::credit(status, evidence, applies, subject.library.method()),
        in_place: evidence.map_or(Truth::Unknown, |evidence| evidence.certain),
    }
}
