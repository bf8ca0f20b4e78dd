use crate::model::Access;
use crate::report::{Finding, Severity};
use crate::sdk::api::{ArgumentKind, Form, Member, Param};
use crate::sdk::values::OPTIONAL_ARGUMENTS;

use super::calls::SdkCall;
use super::members::{is_told, name_of, seen_to_come};
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "wrong-argument-count",
    category: Category::ApiUsage,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::None,
    codes: &[-2314, -2360],
    versions: "",
    summary: "A call has too few or too many arguments for every overload, or a callback where another argument belongs",
    options: &[],
    page: include_str!("wrong_argument_count.md"),
    check: Check::Access(check),
};

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    let is_catalogued = !context.is_before_catalogue() && !context.is_beyond_catalogue();
    let is_own = context.asked().is_written(access.name);
    if !is_catalogued || is_own || !context.is_confident_at(access.name_span) {
        return;
    }
    let Some(call) = SdkCall::of(context, access).filter(|call| is_told(call.method)) else { return };
    let forms = forms_at_hand(context, call.method);
    let problems = forms.iter().map(|&form| Some((form, Problem::of(form, &call.kinds)?)));
    let Some(problems) = problems.collect::<Option<Vec<(Form, Problem)>>>() else { return };
    // Where two are alike, the newer one.
    let nearest = problems.into_iter().max_by_key(|(form, problem)| {
        let difference = form.params().len().abs_diff(call.arguments.len());
        (problem.place(), std::cmp::Reverse(difference))
    });
    findings.extend(nearest.map(|(form, problem)| report(context, &call, form, problem)));
}

/// The overloads that the version in use may have: later types that have no parameter more only mend what earlier ones had wrong.
fn forms_at_hand(context: &Context<'_>, method: Member) -> Vec<Form> {
    let is_there = |form: &Form| {
        let later = context.release().zip(seen_to_come(form.first_release()));
        later.is_none_or(|(release, since)| since <= release.version())
    };
    let most = method.all_forms().filter(is_there).map(|form| form.params().len()).max();
    method.all_forms().filter(|form| is_there(form) || most.is_some_and(|most| form.params().len() <= most)).collect()
}

/// Why arguments do not fit an overload.
enum Problem {
    /// A parameter has no argument, or a callback stands in its place.
    Missing { param: Param, at: usize },
    /// An argument beyond the last parameter, or a value where only callbacks are left.
    Extra { at: usize },
}

impl Problem {
    fn of(form: Form, kinds: &[ArgumentKind]) -> Option<Self> {
        if let Some(at) = form.first_misfit(kinds) {
            let param = form.params().nth(at)?;
            return Some(match kinds[at] {
                ArgumentKind::Function => Self::Missing { param, at },
                _ => Self::Extra { at },
            });
        }
        let (_, most) = form.arity();
        let said = kinds.iter().rposition(|kind| *kind != ArgumentKind::Nothing).map_or(0, |last| last + 1);
        if let Some(at) = most.filter(|&most| said > most) {
            return Some(Self::Extra { at });
        }
        let is_missing = |(at, param): &(usize, Param)| *at >= kinds.len() && is_needed(form, *param, *at);
        let (at, param) = form.params().enumerate().find(is_missing)?;
        Some(Self::Missing { param, at })
    }

    fn place(&self) -> usize {
        match self {
            Self::Missing { at, .. } | Self::Extra { at } => *at,
        }
    }
}

/// What is left out is false where a truth value belongs, and nothing is documented of calls that lack their callbacks.
fn is_needed(form: Form, param: Param, at: usize) -> bool {
    let may_lack = param.is_optional() || param.is_rest() || param.takes_function() || param.type_text() == "boolean";
    let path = |method: Member| format!("{}.{}({at})", method.receiver().name(), method.name());
    !may_lack && !OPTIONAL_ARGUMENTS.contains(&path(form.member()).as_str())
}

fn report(context: &Context<'_>, call: &SdkCall<'_>, form: Form, problem: Problem) -> Finding {
    let method = name_of(context, &call.access);
    let mut finding = match problem {
        Problem::Missing { param, at } => missing(context, call, method, param, at),
        Problem::Extra { at } => extra(context, call, method, form, at),
    };
    finding.severity = call.access.severity(finding.severity);
    finding.help = Some(format!("call it as `{method}{}`", shown(form)));
    finding
}

fn missing(context: &Context<'_>, call: &SdkCall<'_>, method: &str, param: Param, at: usize) -> Finding {
    let name = param.name();
    match call.arguments.get(at) {
        Some(&argument) => {
            let message =
                format!("`{method}` lacks its `{name}`: a callback stands in the place of argument {}", at + 1);
            RULE.finding(context.span(argument), message)
        }
        None => RULE.finding(call.access.name_span, format!("`{method}` lacks its `{name}`, argument {}", at + 1)),
    }
}

fn extra(context: &Context<'_>, call: &SdkCall<'_>, method: &str, form: Form, at: usize) -> Finding {
    let count = form.params().len();
    let message = if at < count {
        format!("`{method}` takes a callback as argument {}, and this is none", at + 1)
    } else {
        match count {
            0 => format!("`{method}` takes no arguments: this one does nothing"),
            1 => format!("`{method}` takes one argument: this one does nothing"),
            _ => format!("`{method}` takes {count} arguments at most: this one does nothing"),
        }
    };
    let span = call.arguments.get(at).map_or(call.access.name_span, |&argument| context.span(argument));
    let mut finding = RULE.finding(span, message);
    finding.severity = Severity::Warning;
    finding.codes = Vec::new();
    finding
}

/// `(imageData, imageType, successCallback?, failureCallback?)`
fn shown(form: Form) -> String {
    let params = form.params().map(|param| {
        let (before, after) = (if param.is_rest() { "..." } else { "" }, if param.is_optional() { "?" } else { "" });
        format!("{before}{}{after}", param.name())
    });
    format!("({})", params.collect::<Vec<_>>().join(", "))
}
