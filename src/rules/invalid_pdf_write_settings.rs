use crate::facts::{ExprId, ExprKind};
use crate::model::{Access, Constant};
use crate::report::{Edit, Finding, Fix, Label, Safety, Severity};
use crate::sdk::SdkVersion;
use crate::sdk::values::{
    HIGHEST_PDF_QUALITY, PDF_ARCHIVAL, PDF_COMPRESSIONS_WITH_QUALITY, PDF_DATE_START, PDF_SETTINGS,
    PDF_SETTINGS_WITH_NUMBER, PDF_VERSIONS, pdf_version_needed,
};

use super::inputs::{self, OptionLiteral};
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "invalid-pdf-write-settings",
    category: Category::ImageFormat,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Safe,
    codes: &[-1200, -2849, -2850],
    versions: "pdfaVersion since 19.3",
    summary: "The settings for writing PDF files hold a value that is not possible, or two that contradict each other",
    options: &[],
    page: include_str!("invalid_pdf_write_settings.md"),
    check: Check::Access(check),
};

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    for literal in &context.inputs(access).options {
        let is_number_allowed = PDF_SETTINGS_WITH_NUMBER.contains(&literal.of.name());
        if is_number_allowed || PDF_SETTINGS.contains(&literal.of.name()) {
            let settings = Settings { context, literal, is_number_allowed };
            settings.judge().into_iter().for_each(|finding| context.tell(findings, finding));
        }
    }
}

/// An object of settings.
struct Settings<'s, 'a> {
    context: &'s Context<'a>,
    literal: &'s OptionLiteral<'a>,
    /// Whether the version may be a number.
    is_number_allowed: bool,
}

/// What is under a key: where, and what it always is.
struct Setting {
    value: ExprId,
    constant: Constant,
}

impl Settings<'_, '_> {
    fn judge(&self) -> Vec<Finding> {
        let found =
            [self.version(), self.quality(), self.date("creationDate"), self.date("modifiedDate"), self.archival()];
        found.into_iter().flatten().collect()
    }

    fn get(&self, key: &str) -> Option<Setting> {
        let value = self.literal.get(self.context, key)?;
        Some(Setting { value, constant: self.context.model.constant(value)? })
    }

    fn finding(&self, value: ExprId, severity: Severity, message: String) -> Finding {
        let mut finding = RULE.finding(self.context.span(value), message);
        finding.severity = severity;
        finding.codes = vec![-1200];
        finding.related.extend(inputs::definition(self.context, value));
        finding
    }

    fn version(&self) -> Option<Finding> {
        let Setting { value, constant } = self.get("version")?;
        let version = match &constant {
            Constant::Text(text) => text.to_string(),
            Constant::Number(number) => version_of(*number),
            _ => return None,
        };
        if !PDF_VERSIONS.contains(&version.as_str()) {
            let message = format!("there is no PDF version `{version}` that the SDK writes: it knows {}", range());
            return Some(self.finding(value, Severity::Error, message));
        }
        if let Some(archival) = self.get("pdfaVersion") {
            let message = "the version is ignored: that of a PDF/A file is fixed".to_owned();
            let mut finding = self.finding(value, Severity::Info, message);
            finding.related.push(self.label(archival.value, "the file is a PDF/A by this"));
            return Some(finding);
        }
        self.too_low(value, &version).or_else(|| self.unquoted(value, &constant, &version))
    }

    /// The version does not have the compression.
    fn too_low(&self, value: ExprId, version: &str) -> Option<Finding> {
        let compression = self.get("compression")?;
        let (enumeration, member) = self.compression(&compression.constant)?;
        let needed = pdf_version_needed(enumeration, member).filter(|needed| version < *needed)?;
        let message = format!("PDF {version} has no compression `{member}`: it came with PDF {needed}");
        let mut finding = self.finding(value, Severity::Error, message);
        finding.help = Some(format!("write version {needed} or a higher one, or compress otherwise"));
        finding.related.push(self.label(compression.value, "the compression is chosen here"));
        finding.fixes.extend(self.replaced(value, needed, Safety::Unsafe));
        Some(finding)
    }

    fn unquoted(&self, value: ExprId, constant: &Constant, version: &str) -> Option<Finding> {
        if self.is_number_allowed || !matches!(constant, Constant::Number(_)) {
            return None;
        }
        let message = format!("the version of a PDF is a text here, and {version} is a number");
        let mut finding = self.finding(value, Severity::Info, message);
        finding.fixes.extend(self.replaced(value, version, Safety::Safe));
        Some(finding)
    }

    /// Another version in the place of a literal one.
    fn replaced(&self, value: ExprId, version: &str, safety: Safety) -> Option<Fix> {
        let span = self.context.span(value);
        let is_text = match self.context.model.facts.kind(value) {
            ExprKind::Number(_) => !self.is_number_allowed,
            ExprKind::String(_) => true,
            _ => return None,
        };
        let quote = if is_text { self.context.quote(span).to_string() } else { String::new() };
        let text = format!("{quote}{version}{quote}");
        Some(Fix { title: format!("Replace by `{text}`"), safety, edits: vec![Edit { span, text }] })
    }

    fn quality(&self) -> Option<Finding> {
        let Setting { value, constant } = self.get("quality")?;
        let quality = constant.as_number()?;
        if !(0.0..=f64::from(HIGHEST_PDF_QUALITY)).contains(&quality) {
            let message = format!("the quality of a PDF is 0 to {HIGHEST_PDF_QUALITY}, and not {quality}");
            return Some(self.finding(value, Severity::Error, message));
        }
        let compression = self.get("compression")?;
        let (enumeration, member) = self.compression(&compression.constant)?;
        if PDF_COMPRESSIONS_WITH_QUALITY.contains(&format!("{enumeration}.{member}").as_str()) {
            return None;
        }
        let message = format!("the quality is ignored: `{member}` loses nothing, whatever the quality");
        let mut finding = self.finding(value, Severity::Info, message);
        finding.related.push(self.label(compression.value, "the compression is chosen here"));
        Some(finding)
    }

    fn date(&self, key: &str) -> Option<Finding> {
        let Setting { value, constant } = self.get(key)?;
        let Constant::Text(date) = constant else { return None };
        if date.is_empty() || date.starts_with(PDF_DATE_START) {
            return None;
        }
        let message = format!("`{key}` is `{date}`, which is no date of a PDF: they start with `{PDF_DATE_START}`");
        let mut finding = self.finding(value, Severity::Error, message);
        finding.help = Some(format!("write it like {PDF_DATE_START}20240501"));
        Some(finding)
    }

    fn archival(&self) -> Option<Finding> {
        let Setting { value, constant } = self.get("pdfaVersion")?;
        let Constant::Text(version) = constant else { return None };
        let message = match PDF_ARCHIVAL.iter().find(|(known, _)| **known == *version) {
            Some((known, since)) => {
                let since: SdkVersion = since.parse().ok()?;
                let used = self.context.sdk_version.filter(|used| *used < since)?;
                format!("`{known}` came with version {since} of the SDK: {used} does not write it")
            }
            None if self.context.is_beyond_catalogue() || version.is_empty() => return None,
            None => format!("there is no `{version}` among the kinds of PDF/A that the SDK writes"),
        };
        let mut finding = self.finding(value, Severity::Error, message);
        let known: Vec<&str> = PDF_ARCHIVAL.iter().map(|(known, _)| *known).collect();
        finding.help = Some(format!("the SDK knows {}", known.join(", ")));
        Some(finding)
    }

    /// The member of the enumeration of compressions that is meant, by its name or by its number.
    fn compression(&self, constant: &Constant) -> Option<(&'static str, &'static str)> {
        let slot = self.literal.of.member("compression")?;
        let enumeration = inputs::Slot::Key(slot).enumerations().into_iter().next()?;
        let number = constant.as_number()?;
        let is_it = |value: Option<i64>| value.is_some_and(|value| value as f64 == number);
        let member = enumeration.members().find(|member| is_it(member.newest_value().as_number()))?;
        Some((enumeration.name(), member.name()))
    }

    fn label(&self, value: ExprId, message: &str) -> Label {
        Label { span: self.context.span(value), message: message.to_owned() }
    }
}

/// `1.5` of 1.5, and `2.0` of 2.
fn version_of(number: f64) -> String {
    if number.fract() == 0.0 { format!("{number:.1}") } else { number.to_string() }
}

fn range() -> String {
    match PDF_VERSIONS {
        [first, .., last] => format!("{first} to {last}"),
        versions => versions.concat(),
    }
}
