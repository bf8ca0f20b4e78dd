//! What is written beside numbers.

use dwt_lint::assist::HintKinds;
use dwt_lint::text::Span;

use crate::{index, source};

const ALL: HintKinds = HintKinds { codes: true, enums: true };

/// The text with the hints in it.
fn with_hints(code: &str, kinds: HintKinds) -> String {
    let source = source(code);
    let hints = index(&source).hints(code, Span::new(0, code.len()), kinds);
    let mut text = code.to_owned();
    hints.iter().rev().for_each(|hint| text.insert_str(hint.offset, &format!("«{}»", hint.text)));
    text
}

#[test]
fn a_number_gets_its_name_or_message() {
    for (code, expected) in [
        ("if (DWObject.ErrorCode == -1032) {}", "if (DWObject.ErrorCode == -1032«User cancelled the operation») {}"),
        (
            "switch (DWObject.ErrorCode) { case -1032: }",
            "switch (DWObject.ErrorCode) { case -1032«User cancelled the operation»: }",
        ),
        ("DWObject.PixelType = 1;", "DWObject.PixelType = 1«TWPT_GRAY»;"),
        ("DWObject.AcquireImage({ PixelType: 0 });", "DWObject.AcquireImage({ PixelType: 0«TWPT_BW» });"),
        ("<b onclick='DWObject.PixelType = 1'>", "<b onclick='DWObject.PixelType = 1«TWPT_GRAY»'>"),
    ] {
        assert_eq!(with_hints(code, ALL), expected);
    }
}

#[test]
fn other_numbers_get_nothing() {
    for code in [
        "const messages = { '-1032': 'none' }; DWObject.x",
        "DWObject.PixelType = 99;",
        "DWObject.PixelType = Dynamsoft.DWT.EnumDWT_PixelType.TWPT_BW;",
        "DWObject.Resolution = 1;",
    ] {
        assert_eq!(with_hints(code, ALL), code);
    }
}

#[test]
fn each_kind_can_be_turned_off() {
    let code = "if (DWObject.ErrorCode == -1032) DWObject.PixelType = 1;";
    assert!(!with_hints(code, HintKinds { codes: false, ..ALL }).contains("cancelled"));
    assert!(!with_hints(code, HintKinds { enums: false, ..ALL }).contains("GRAY"));
}

#[test]
fn only_the_part_that_is_shown_is_looked_at() {
    let code = "DWObject.PixelType = 1;\nDWObject.PixelType = 2;";
    let hints = index(&source(code)).hints(code, Span::new(24, code.len()), ALL);
    assert_eq!(hints.len(), 1);
}

#[test]
fn a_long_message_is_cut_between_words() {
    for code in dwt_lint::sdk::codes::all().iter().filter(|code| code.code != 0) {
        let text = format!("if (DWObject.ErrorCode == {}) {{}}", code.code);
        let hints = index(&source(&text)).hints(&text, Span::new(0, text.len()), ALL);
        assert_eq!(hints.len(), 1, "{text}");
        let hint = &hints[0].text;
        assert!(!hint.is_empty() && hint.chars().count() <= 61 && !hint.ends_with(" …"), "{hint}");
    }
}
