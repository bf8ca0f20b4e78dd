use std::io;

use super::diagnostic::{Diagnostic, of_file};
use super::plain::one_line;
use super::run::Run;
use super::xml::{XmlWriter, document};
use crate::report::Severity;

/// The report of Checkstyle, which many tools for continuous integration read.
#[must_use]
pub fn checkstyle(run: &Run) -> String {
    document(|writer| {
        let root = writer.create_element("checkstyle").with_attribute(("version", "4.3"));
        root.write_inner_content(|writer| write_files(run, writer))?;
        Ok(())
    })
}

fn write_files(run: &Run, writer: &mut XmlWriter) -> io::Result<()> {
    for file in run.files.iter().filter(|file| !file.findings.is_empty()) {
        let element = writer.create_element("file").with_attribute(("name", &*one_line(&file.source.path)));
        element.write_inner_content(|writer| {
            of_file(file).iter().try_for_each(|diagnostic| write_error(diagnostic, writer))
        })?;
    }
    Ok(())
}

fn write_error(diagnostic: &Diagnostic<'_>, writer: &mut XmlWriter) -> io::Result<()> {
    let place = diagnostic.range.start;
    let error = writer.create_element("error").with_attributes([
        ("line", &*place.line.to_string()),
        ("column", &place.column.to_string()),
        ("severity", severity(diagnostic.finding.severity)),
        ("message", &one_line(&diagnostic.told("; help: "))),
        ("source", &format!("dwt-lint.{}", diagnostic.rule)),
    ]);
    error.write_empty()?;
    Ok(())
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "info",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::run::tests::{finding, run};

    #[test]
    fn a_file_holds_its_errors_escaped() {
        let mut found = finding(1, 4);
        found.message = "`<b>` & \"c\"\u{0}\u{ffff}\n".into();
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<checkstyle version=\"4.3\">
  <file name=\"a.js\">
    <error line=\"2\" column=\"1\" severity=\"error\" message=\"`&lt;b&gt;` &amp; &quot;c&quot;   \" source=\"dwt-lint.some-rule\"/>
  </file>
</checkstyle>
";
        assert_eq!(checkstyle(&run("\nbad", vec![found])), expected);
    }
}
