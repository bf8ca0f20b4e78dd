use rustc_hash::FxHashMap;

use crate::report::Severity;
use crate::rules::{Category, Options, Rule};

/// What the user wants of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Off,
    /// On, with the severities that its findings have by themselves.
    Default,
    /// On, every finding at this severity.
    At(Severity),
}

/// Which rules run, and at which severity.
#[derive(Clone, Debug, Default)]
pub struct RuleLevels {
    /// Every rule is on, unless set otherwise below.
    pub strict: bool,
    pub categories: FxHashMap<Category, Level>,
    /// By rule id; above `categories`.
    pub rules: FxHashMap<&'static str, Level>,
    pub options: FxHashMap<&'static str, Options>,
    /// When not empty, nothing else runs.
    pub only: Vec<Selector>,
    pub skip: Vec<Selector>,
}

/// A rule or a whole category, as `--only` and `--skip` name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selector {
    Rule(&'static str),
    Category(Category),
}

impl Selector {
    #[must_use]
    pub fn takes(self, rule: &Rule) -> bool {
        match self {
            Self::Rule(id) => id == rule.id,
            Self::Category(category) => category == rule.category,
        }
    }
}

impl RuleLevels {
    #[must_use]
    pub fn of(&self, rule: &Rule) -> Level {
        if self.skip.iter().any(|selector| selector.takes(rule)) {
            return Level::Off;
        }
        let is_selected = self.only.iter().any(|selector| selector.takes(rule));
        if !self.only.is_empty() && !is_selected {
            return Level::Off;
        }
        let preset = if rule.recommended || self.strict || is_selected { Level::Default } else { Level::Off };
        let set = self.rules.get(rule.id).or_else(|| self.categories.get(&rule.category)).copied();
        match set {
            Some(Level::Off) if is_selected => Level::Default,
            Some(level) => level,
            None => preset,
        }
    }
}
