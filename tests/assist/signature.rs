//! The call that a cursor is in.

use std::sync::Arc;

use dwt_lint::assist::HalfTyped;
use dwt_lint::sdk::api::Release;
use dwt_lint::text::Source;

use crate::{index, source};

/// The form that the call at the `§` means, and the argument that it is in.
fn call(marked: &str) -> Option<(String, usize)> {
    let offset = marked.find('§').expect("a cursor");
    let source = source(&marked.replace('§', ""));
    let call = HalfTyped { source: &source, offset }.call(&|source: &Source| Arc::new(index(source)))?;
    let (forms, meant) = call.forms(Release::newest());
    Some((format!("{}{}", call.method.name(), forms[meant]), call.argument))
}

#[test]
fn a_call_is_understood_while_it_is_typed() {
    for (code, start, argument) in [
        ("DWObject.RegisterEvent(§)", "RegisterEvent(name: string", 0),
        ("DWObject.RegisterEvent(§", "RegisterEvent(name: string", 0),
        ("DWObject.RegisterEvent(§\nnext();", "RegisterEvent(name: string", 0),
        ("DWObject.RegisterEvent('a', §", "RegisterEvent(name: string", 1),
        ("DWObject.RegisterEvent('a', §)", "RegisterEvent(name: string", 1),
        ("DWObject.RegisterEvent('a',§ f)", "RegisterEvent(name: string", 1),
        ("DWObject.RegisterEvent('§')", "RegisterEvent(name: string", 0),
        ("DWObject.RegisterEvent('a, §')", "RegisterEvent(name: string", 0),
        ("DWObject.RegisterEvent(/* a, */ §)", "RegisterEvent(name: string", 0),
        ("f(DWObject.RegisterEvent(§", "RegisterEvent(name: string", 0),
        ("if (DWObject.RegisterEvent(§)) {}", "RegisterEvent(name: string", 0),
        ("DWObject.RegisterEvent(a(1, 2), §)", "RegisterEvent(name: string", 1),
        ("<b onclick=\"DWObject.RegisterEvent(§\">", "RegisterEvent(name: string", 0),
        ("<script>Dynamsoft.DWT.GetWebTwain(§</script>", "GetWebTwain(", 0),
        ("DWObject.HTTPUpload('u', [0], §)", "HTTPUpload(URL: string, indices: number[]", 2),
        ("DWObject.HTTPUpload('u', () => {}, §)", "HTTPUpload(URL: string, onEmptyResponse", 2),
    ] {
        let Some((form, at)) = call(code) else { panic!("no call: {code}") };
        assert!(form.starts_with(start), "{code}: {form}");
        assert_eq!(at, argument, "{code}");
    }
}

#[test]
fn what_is_inside_of_an_argument_is_another_matter() {
    for code in [
        "DWObject.RegisterEvent('a', () => { §",
        "DWObject.RegisterEvent('a', () => { f(§); })",
        "DWObject.AcquireImage({ § })",
        "DWObject.RegisterEvent(f(§))",
        "other(§); DWObject.x();",
        "DWObject.RegisterEvent§('a')",
        "DWObject.RegisterEvent('a')§",
        "DWObject.RegisterEvent('a'); §",
        "DWObject.x[§]",
    ] {
        assert_eq!(call(code), None, "{code}");
    }
}

#[test]
fn the_current_form_is_preferred_to_a_deprecated_one() {
    let (form, _) = call("DWObject.SaveAllAsPDF(§)").expect("a call");
    assert!(form.contains("successCallback"), "{form}");
}
