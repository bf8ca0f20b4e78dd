use std::io;

use quick_xml::events::BytesText;

use super::diagnostic::{Diagnostic, of_file};
use super::plain::one_line;
use super::run::{FileFindings, Problem, Run};
use super::xml::{XmlWriter, document};

/// A JUnit report: a suite a file, a failed test a finding, and an error for each file that could not be linted. Without
/// any of them, one test that passed, because readers take an empty report for a mistake.
#[must_use]
pub fn junit(run: &Run) -> String {
    let (failures, errors) = (run.summary().total(), run.problems.len());
    let is_clean = failures + errors == 0;
    document(|writer| {
        let suites = writer.create_element("testsuites").with_attributes([
            ("name", env!("CARGO_PKG_NAME")),
            ("tests", &*(failures + errors + usize::from(is_clean)).to_string()),
            ("failures", &failures.to_string()),
            ("errors", &errors.to_string()),
        ]);
        suites.write_inner_content(|writer| {
            run.files.iter().filter(|file| !file.findings.is_empty()).try_for_each(|file| write_file(file, writer))?;
            run.problems.iter().try_for_each(|problem| write_problem(problem, writer))?;
            if is_clean { write_passed(run, writer) } else { Ok(()) }
        })?;
        Ok(())
    })
}

fn write_file(file: &FileFindings, writer: &mut XmlWriter) -> io::Result<()> {
    let found = of_file(file);
    let path = one_line(&file.source.path);
    write_suite(&path, [found.len(), found.len(), 0], writer, |writer| {
        found.iter().try_for_each(|diagnostic| write_failure(&path, diagnostic, writer))
    })
}

fn write_problem(problem: &Problem, writer: &mut XmlWriter) -> io::Result<()> {
    let path = one_line(&problem.path);
    write_suite(&path, [1, 0, 1], writer, |writer| {
        write_test("lint", &path, writer, |writer| {
            let message = one_line(&problem.message);
            writer.create_element("error").with_attribute(("message", &*message)).write_empty().map(|_| ())
        })
    })
}

fn write_passed(run: &Run, writer: &mut XmlWriter) -> io::Result<()> {
    write_suite(env!("CARGO_PKG_NAME"), [1, 0, 0], writer, |writer| {
        write_test(&format!("nothing found in {} files", run.linted), env!("CARGO_PKG_NAME"), writer, |_| Ok(()))
    })
}

fn write_failure(path: &str, diagnostic: &Diagnostic<'_>, writer: &mut XmlWriter) -> io::Result<()> {
    let (rule, place) = (diagnostic.rule, diagnostic.range.start);
    let name = format!("{rule} ({}:{})", place.line, place.column);
    let text = format!("{path}:{}:{}: {}", place.line, place.column, one_line(&diagnostic.told("; help: ")));
    write_test(&name, path, writer, |writer| {
        let failure = writer
            .create_element("failure")
            .with_attributes([("type", diagnostic.severity), ("message", &*one_line(&diagnostic.message))]);
        failure.write_text_content(BytesText::new(&text)).map(|_| ())
    })
}

/// `[tests, failures, errors]`
fn write_suite(
    name: &str,
    [tests, failures, errors]: [usize; 3],
    writer: &mut XmlWriter,
    write: impl FnOnce(&mut XmlWriter) -> io::Result<()>,
) -> io::Result<()> {
    let suite = writer.create_element("testsuite").with_attributes([
        ("name", name),
        ("tests", &*tests.to_string()),
        ("failures", &failures.to_string()),
        ("errors", &errors.to_string()),
    ]);
    suite.write_inner_content(write).map(|_| ())
}

fn write_test(
    name: &str,
    class: &str,
    writer: &mut XmlWriter,
    write: impl FnOnce(&mut XmlWriter) -> io::Result<()>,
) -> io::Result<()> {
    let test = writer.create_element("testcase").with_attributes([("name", name), ("classname", class)]);
    test.write_inner_content(write).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::run::tests::{finding, run};

    #[test]
    fn findings_fail_and_problems_are_errors() {
        let mut run = run("\nbad", vec![finding(1, 4)]);
        run.problems.push(Problem { path: "<b>".into(), message: "gone".into() });
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<testsuites name=\"dwt-lint\" tests=\"2\" failures=\"1\" errors=\"1\">
  <testsuite name=\"a.js\" tests=\"1\" failures=\"1\" errors=\"0\">
    <testcase name=\"some-rule (2:1)\" classname=\"a.js\">
      <failure type=\"error\" message=\"this is wrong\">a.js:2:1: this is wrong</failure>
    </testcase>
  </testsuite>
  <testsuite name=\"&lt;b&gt;\" tests=\"1\" failures=\"0\" errors=\"1\">
    <testcase name=\"lint\" classname=\"&lt;b&gt;\">
      <error message=\"gone\"/>
    </testcase>
  </testsuite>
</testsuites>
";
        assert_eq!(junit(&run), expected);
    }

    #[test]
    fn a_clean_run_is_a_test_that_passed() {
        let clean = junit(&Run { linted: 3, ..Run::default() });
        assert!(clean.contains("<testsuites name=\"dwt-lint\" tests=\"1\" failures=\"0\" errors=\"0\">"), "{clean}");
        assert!(clean.contains("<testcase name=\"nothing found in 3 files\""), "{clean}");
    }
}
