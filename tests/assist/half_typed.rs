//! What may stand at the cursor of text that is still being typed.

use std::sync::Arc;

use dwt_lint::assist::{HalfTyped, Slot};
use dwt_lint::text::Source;

use crate::{index, source};

/// What may stand at the `§`, and what of the text it replaces.
fn slot(marked: &str) -> Option<(String, Slot)> {
    let offset = marked.find('§').expect("a cursor");
    let source = source(&marked.replace('§', ""));
    let blank = HalfTyped { source: &source, offset }.blank(&|source: &Source| Arc::new(index(source)))?;
    Some((blank.span.of(&source.text).to_owned(), blank.slot))
}

#[test]
fn members_may_stand_behind_a_dot() {
    for code in [
        "DWObject.§",
        "DWObject.Acq§",
        "DWObject.§;\nnext();",
        "DWObject.§\nnext();",
        "DWObject.§\nif (a) {}",
        "DWObject.§\nvar a = 1;",
        "DWObject.§\n}",
        "DWObject?.§",
        "DWObject['§']",
        "DWObject['§",
        "DWObject[\"Acq§",
        "function f() {\n  DWObject.§\n}\nf();",
        "function f() {\n  if (DWObject.§\n}\n",
        "if (DWObject.§) {}",
        "f(DWObject.§",
        "f(DWObject.§, 1);",
        "let a = DWObject.§",
        "let a = { b: DWObject.§ };",
        "let a = DWObject.§ + 1;",
        "x = `${DWObject.§}`",
        "async () => { await DWObject.§ }",
        "async () => { await DWObject.§\n  await DWObject.CloseSourceAsync();\n}",
        "class A { d = Dynamsoft.DWT.GetWebTwain('a');\n m() { this.d.§ } }",
        "class A { d = Dynamsoft.DWT.GetWebTwain('a');\n m() { this.d.§\n }\n n() { this.d.AcquireImage(); }\n}",
        "const d = Dynamsoft.DWT.GetWebTwain('a');\nd.§",
        "Dynamsoft.DWT.CreateDWTObjectEx({ WebTwainId: 'a' }, (d) => {\n  d.§\n}, fail);",
        "Dynamsoft.DWT.CreateDWTObjectEx({ WebTwainId: 'a' }, function (d) {\n  d.§\n",
        "Dynamsoft.DWT.RegisterEvent('OnWebTwainReady', function () {\n  const d = Dynamsoft.DWT.GetWebTwain('a');\n  d.§\n});",
        "switch (a) { case 1: DWObject.§ }",
        "try { DWObject.§ } catch {}",
        "try { DWObject.§",
        "<script>DWObject.§</script>",
        "<script>\n  DWObject.§\n  f();\n</script>\n<p>",
        "<b onclick=\"DWObject.§\">",
        "<b onclick='DWObject.§'>",
        "<b onclick='if (DWObject.§'>",
        "<b onclick='f(&quot;a&quot;, DWObject.§)'>",
        "<b onclick=\"DWObject['§\">",
        "/* é😀 */ DWObject.§",
    ] {
        let Some((_, Slot::Member(on))) = slot(code) else { panic!("{code}: {:?}", slot(code)) };
        assert_eq!(on.name(), "WebTwain", "{code}");
    }
}

#[test]
fn what_may_stand_there_is_what_the_place_wants() {
    for (code, replaced, expected) in [
        ("Dynamsoft.DWT.§", "", "Member(Dynamsoft.DWT)"),
        ("Dynamsoft.§", "", "Member(Dynamsoft)"),
        ("DWObject.Viewer.§", "", "Member(WebTwain.Viewer)"),
        ("DWObject.Addon.PDF.§\n", "", "Member(WebTwain.Addon.PDF)"),
        ("d = Dynamsoft.DWT.EnumDWT_PixelType.§", "", "EnumMember(EnumDWT_PixelType)"),
        ("DWObject.PixelType = Dynamsoft.DWT.EnumDWT_PixelType.TW§;", "TW", "EnumMember(EnumDWT_PixelType)"),
        ("DWObject.PixelType = §", "", "EnumValue { of: EnumDWT_PixelType, value: None }"),
        ("DWObject.PixelType = §;", "", "EnumValue { of: EnumDWT_PixelType, value: None }"),
        ("DWObject.PixelType = TW§;", "TW", "EnumValue { of: EnumDWT_PixelType, value: None }"),
        ("DWObject.PixelType = 1§;", "1", "EnumValue { of: EnumDWT_PixelType, value: Some(1) }"),
        ("if (DWObject.PixelType == §) {}", "", "EnumValue { of: EnumDWT_PixelType, value: None }"),
        ("if (DWObject.PixelType == §", "", "EnumValue { of: EnumDWT_PixelType, value: None }"),
        ("DWObject.ConvertToBase64([0], §", "", "EnumValue { of: EnumDWT_ImageType, value: None }"),
        ("DWObject.ConvertToBase64([0], §, ok, fail);", "", "EnumValue { of: EnumDWT_ImageType, value: None }"),
        ("DWObject.AcquireImage({ PixelType: § });", "", "EnumValue { of: EnumDWT_PixelType, value: None }"),
        ("DWObject.RegisterEvent('§", "", "Event { method: \"WebTwain.RegisterEvent\" }"),
        ("DWObject.RegisterEvent('§\nnext();", "", "Event { method: \"WebTwain.RegisterEvent\" }"),
        ("DWObject.RegisterEvent('§')", "", "Event { method: \"WebTwain.RegisterEvent\" }"),
        ("DWObject.RegisterEvent('On§", "On", "Event { method: \"WebTwain.RegisterEvent\" }"),
        ("DWObject.RegisterEvent(\"OnPost§\", f);", "OnPost", "Event { method: \"WebTwain.RegisterEvent\" }"),
        ("DWObject.RegisterEvent('§, f);", "", "Event { method: \"WebTwain.RegisterEvent\" }"),
        ("DWObject.RegisterEvent(`§`, f);", "", "Event { method: \"WebTwain.RegisterEvent\" }"),
        ("DWObject.Viewer.on('§", "", "Event { method: \"WebTwain.Viewer.on\" }"),
        ("<b onclick=\"DWObject.RegisterEvent('§\">", "", "Event { method: \"WebTwain.RegisterEvent\" }"),
        ("<b onclick=\"DWObject.RegisterEvent('§')\">", "", "Event { method: \"WebTwain.RegisterEvent\" }"),
        ("DWObject.AcquireImage({ § });", "", "OptionKey(DeviceConfiguration)"),
        ("DWObject.AcquireImage({ §", "", "OptionKey(DeviceConfiguration)"),
        ("DWObject.AcquireImage({\n  Reso§\n});", "Reso", "OptionKey(DeviceConfiguration)"),
        ("DWObject.AcquireImage({\n  Resolution: 200,\n  §\n}, ok);", "", "OptionKey(DeviceConfiguration)"),
        ("DWObject.AcquireImage({ Resolution: 200, §", "", "OptionKey(DeviceConfiguration)"),
        ("if (DWObject.ErrorCode == §) {}", "", "Code { value: None, is_compared: true }"),
        ("if (DWObject.ErrorCode == -§) {}", "-", "Code { value: None, is_compared: true }"),
        ("if (DWObject.ErrorCode == -20§) {}", "-20", "Code { value: None, is_compared: true }"),
        ("if (DWObject.ErrorCode === -§", "-", "Code { value: None, is_compared: true }"),
        ("switch (DWObject.ErrorCode) { case § }", "", "Code { value: None, is_compared: true }"),
        ("DWObject.x; // dwt-lint-disable-line §", "", "Rule"),
        ("// dwt-lint-disable-next-line http§\nDWObject.x", "http", "Rule"),
        ("// dwt-lint-disable-next-line http-port-ssl-mismatch, §\nDWObject.x", "", "Rule"),
        ("/* dwt-lint-disable-file § */", "", "Rule"),
        ("<!-- dwt-lint-disable-file § -->", "", "Rule"),
        ("dwt§", "dwt", "Statement"),
        ("DWObject.x();\nfunction f() {\n  dwt§\n", "dwt", "Statement"),
        ("<script>dwtL§</script>", "dwtL", "Statement"),
        ("Dynamsoft.DWT.GetWebTwain('§", "", "Container"),
        ("Dynamsoft.DWT.GetWebTwain('bo§');", "bo", "Container"),
        ("Dynamsoft.DWT.Containers = [{ ContainerId: '§", "", "Container"),
    ] {
        let found = slot(code).unwrap_or_else(|| panic!("nothing may stand: {code}"));
        assert_eq!((found.0.as_str(), format!("{:?}", found.1).as_str()), (replaced, expected), "{code}");
    }
}

#[test]
fn nothing_is_known_of_other_places() {
    for code in [
        "§DWObject.x",
        "<b onclick='DWObject§'>",
        "other.§; DWObject.x;",
        "DWObject.x; // DWObject.§",
        "DWObject.x; 'DWObject.§'",
        "DWObject.IfShowUI = §",
        "other('§'); DWObject.x",
        "DWObject.AcquireImage(§",
        "other({ § }); DWObject.x;",
        "if (count == §) {} DWObject.x;",
        "const d = 1; d.§",
        "a.§",
    ] {
        assert_eq!(slot(code), None, "{code}");
    }
}
