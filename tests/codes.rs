//! The error codes and the error guide, as the public tables give them.

use std::collections::BTreeSet;

use dwt_lint::sdk::codes::{self, CodeMatch, ErrorCode, MatchKind, Source};
use dwt_lint::sdk::describe::code_markdown;
use dwt_lint::sdk::guide;

fn found(value: i64) -> CodeMatch {
    codes::lookup(value).unwrap_or_else(|| panic!("{value} is a code"))
}

fn of(source: Source) -> Vec<&'static ErrorCode> {
    codes::all().iter().filter(|code| code.sources.contains(&source)).collect()
}

fn texts(value: i64) -> Vec<&'static str> {
    found(value).code.messages.iter().map(|message| message.text).collect()
}

fn numbers(codes: &[&ErrorCode]) -> BTreeSet<i32> {
    codes.iter().map(|code| code.code).collect()
}

#[test]
fn every_row_of_the_appendix_is_there() {
    let appendix = of(Source::Appendix);
    assert_eq!(appendix.iter().filter(|code| !code.and_below).count(), 172);
    assert_eq!(appendix.iter().filter(|code| code.and_below).map(|code| code.code).collect::<Vec<_>>(), [-3000]);
    let rows = appendix.iter().flat_map(|code| code.messages).filter(|m| m.sources.contains(&Source::Appendix));
    assert_eq!(rows.count(), 173, "one message a row");
}

#[test]
fn every_row_of_the_licence_server_is_there() {
    let server = of(Source::LicenceServer);
    assert_eq!(server.len(), 17);
    let rows = server.iter().flat_map(|code| code.messages).filter(|m| m.sources.contains(&Source::LicenceServer));
    assert_eq!(rows.count(), 19);
    for code in server {
        let original = code.original.expect("the licence server's own number");
        assert_eq!(code.code, -20000 - original);
        assert_eq!(found(original.into()).code.code, code.code);
    }
}

#[test]
fn the_list_of_19_4_is_there() {
    assert_eq!(of(Source::Appendix194).iter().filter(|code| !code.and_below).count(), 268);
    let older = numbers(&of(Source::Appendix));
    let server = numbers(&of(Source::LicenceServer));
    let newer = numbers(&of(Source::Appendix194));
    assert_eq!(older.difference(&newer).count(), 12, "what 19.4 dropped");
    let added: BTreeSet<_> = newer.iter().filter(|code| !older.contains(code) && !server.contains(code)).collect();
    assert_eq!(added.len(), 91, "what 19.4 added");
}

#[test]
fn messages_are_word_for_word() {
    assert_eq!(
        texts(-1073),
        ["Only 24-bit true color and 8-bit gray-scaled images are supported for JPEG compression"]
    );
    assert_eq!(
        texts(-20100),
        [
            "The standby DLS refuses to provide service while the main DLS is working.",
            "DLS refuses to provide service while under construction.",
        ]
    );
    assert_eq!(texts(-20111), ["License has expired.", "License for this ip has expired."]);
    assert_eq!(texts(-20113), [r#"This license item "+item.getLicenseItemId()+" has been invalid."#]);
    assert_eq!(texts(-2399), ["Invalid imageId."]);
    assert_eq!(texts(-3000), ["See ErrorString property for details"]);
}

#[test]
fn joined_variants_are_messages_of_their_own() {
    assert_eq!(texts(-2856), ["Invalid blob value.", "Cannot convert blob to array buffer."]);
    assert_eq!(texts(-2326).len(), 5);
    for message in codes::all().iter().flat_map(|code| code.messages) {
        assert!(!message.text.contains(" | ") && !message.text.contains('\\'), "{}", message.text);
    }
}

#[test]
fn a_changed_wording_stands_beside_the_old_one() {
    let code = found(-2327).code;
    let current: Vec<_> = code.current_messages().map(|message| message.text).collect();
    let earlier: Vec<_> = code.earlier_messages().map(|message| message.text).collect();
    assert_eq!(current, ["The current product key does not support Chrome. Please contact the site administrator"]);
    assert_eq!(earlier, ["The current product key does not support Chrome, please contact the site administrator"]);
    assert_eq!(found(-2001).code.current_messages().count(), 1, "a code that was dropped keeps its wording");
}

#[test]
fn the_row_that_is_commented_out_is_marked() {
    let code = found(-2826).code;
    let commented = code.messages.iter().find(|message| message.sources == [Source::AppendixComment]);
    assert_eq!(
        commented.map(|message| message.text),
        Some("Failed to connect the Dynamic Web TWAIN Service on [' + name + '].")
    );
    assert!(!code.sources.contains(&Source::Appendix));
}

#[test]
fn a_code_without_a_published_message_has_none() {
    let cancelled = found(-2115).code;
    assert_eq!(cancelled.sources, [Source::Samples]);
    assert!(cancelled.messages.is_empty());
    for code in codes::all().iter().filter(|code| code.messages.is_empty()) {
        assert!(code.code == -2115 || !code.names.is_empty(), "{code} has neither message nor name");
    }
    for code in of(Source::Types) {
        assert!(code.names.iter().all(|name| name.contains("ErrorCode.")) && !code.names.is_empty(), "{code}");
    }
}

#[test]
fn every_code_has_cause_first_check_and_group() {
    for code in codes::all() {
        for text in [code.cause, code.fix] {
            assert!(text.ends_with(['.', '?']) && text.chars().count() <= 240, "{code}: {text}");
            assert!(text.is_ascii(), "{code}: {text}");
        }
        assert_ne!(code.cause, code.fix, "{code}");
        assert!(codes::groups().iter().any(|group| group.id == code.group.id), "{code}");
    }
    assert_eq!(found(-1031).code.group.title, "TWAIN source and source manager");
}

#[test]
fn descriptions_are_in_our_own_words() {
    let of_the_sdks_guide = [
        "disabled completely after",
        "coincides with the port",
        "write permission is not provided",
        "maximum transferable data size",
        "in the correct TWAIN sequence",
        "test the integrity of data",
        "only allows the compression of",
        "deployed to the bound domain",
    ];
    let topics = guide::all().iter().flat_map(|topic| [topic.symptom, topic.cause, topic.fix, topic.in_code]);
    for text in codes::all().iter().flat_map(|code| [code.cause, code.fix]).chain(topics) {
        for phrase in of_the_sdks_guide {
            assert!(!text.contains(phrase), "`{phrase}` in: {text}");
        }
    }
    for code in codes::all() {
        for message in code.messages.iter().filter(|message| message.text.len() > 30) {
            assert!(!code.cause.contains(message.text.trim_end_matches('.')), "{code} repeats its message");
        }
    }
}

#[test]
fn codes_are_sorted_downwards_and_found() {
    assert!(codes::all().windows(2).all(|pair| pair[0].code > pair[1].code));
    for code in codes::all() {
        let found = found(code.code.into());
        assert_eq!((found.code.code, found.kind), (code.code, MatchKind::Exact));
    }
}

#[test]
fn lookup_knows_what_cannot_be_a_code() {
    for value in [-1, 1, 5, 99, 110, 116, 152, 2325, -999, -1000, -1007, -2999, i64::MAX] {
        assert!(codes::lookup(value).is_none(), "{value}");
    }
    let cases = [
        (0, 0, MatchKind::Exact),
        (100, -20100, MatchKind::Original),
        (101, -20101, MatchKind::Original),
        (151, -20151, MatchKind::Original),
        (-2500, -2500, MatchKind::Exact),
        (-3000, -3000, MatchKind::Exact),
        (-3001, -3000, MatchKind::Range),
        (-9999, -3000, MatchKind::Range),
        (-10001, -10001, MatchKind::Exact),
        (-10014, -3000, MatchKind::Range),
        (-20100, -20100, MatchKind::Exact),
        (-20110, -3000, MatchKind::Range),
        (i64::MIN, -3000, MatchKind::Range),
    ];
    for (value, code, kind) in cases {
        assert_eq!((found(value).code.code, found(value).kind), (code, kind), "{value}");
        assert_eq!(found(value).value, value);
    }
}

#[test]
fn nearest_mends_signs_and_slips() {
    let nearest = |value| codes::nearest(value).iter().map(|code| code.code).collect::<Vec<_>>();
    assert_eq!(nearest(2325).first(), Some(&-2325), "the sign is missing");
    assert_eq!(nearest(-1013).first(), Some(&-1013));
    assert!(nearest(-1301).contains(&-1031), "two digits swapped");
    assert!(nearest(-1072).contains(&-1073));
    assert_eq!(nearest(5), [] as [i32; 0]);
    assert!(nearest(i64::MIN).is_empty());
}

#[test]
fn twins_name_each_other() {
    for code in codes::all() {
        for &twin in code.twins {
            assert!(found(twin.into()).code.twins.contains(&code.code), "{code} and {twin}");
        }
    }
    assert_eq!(found(-1032).code.twins, [-2305, -2615]);
    assert_eq!(found(-2310).code.twins, [-2315, -2321, -2359]);
}

#[test]
fn codes_with_one_message_are_twins() {
    let all = codes::all();
    for (at, one) in all.iter().enumerate() {
        for other in &all[at + 1..] {
            let share = one.messages.iter().any(|message| other.messages.iter().any(|m| m.text == message.text));
            assert!(!share || one.twins.contains(&other.code), "{one} and {other}");
        }
    }
}

#[test]
fn rules_are_kebab_case_and_named_once() {
    let lists = codes::all().iter().map(|code| code.rules).chain(guide::all().iter().map(|topic| topic.rules));
    for rules in lists {
        assert_eq!(rules.iter().collect::<BTreeSet<_>>().len(), rules.len(), "{rules:?}");
        for rule in rules {
            assert!(rule.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{rule}");
        }
    }
    assert!(found(-1073).code.rules.contains(&"jpeg-of-bw-image"));
}

#[test]
fn the_guide_has_thirteen_topics_that_link_both_ways() {
    assert_eq!(guide::all().len(), 13);
    for topic in guide::all() {
        assert_eq!(guide::topic(topic.id).map(|found| found.title), Some(topic.title));
        assert!(!topic.codes.is_empty() && !topic.rules.is_empty(), "{}", topic.id);
        for section in [topic.symptom, topic.cause, topic.fix, topic.in_code] {
            assert!(!section.is_empty() && !section.contains("\n## "), "{}: {section}", topic.id);
        }
        for &code in topic.codes {
            assert!(found(code.into()).code.guide.contains(&topic.id), "{} and {code}", topic.id);
        }
    }
    for code in codes::all() {
        for id in code.guide {
            let topic = guide::topic(id).unwrap_or_else(|| panic!("{code}: no topic {id}"));
            assert!(topic.codes.contains(&code.code), "{code} and {id}");
        }
    }
    assert!(guide::topic("no-such-topic").is_none());
}

#[test]
fn the_guide_is_mended_where_it_was_wrong() {
    let fix = |id| guide::topic(id).map_or("", |topic| topic.fix);
    assert!(fix("http-request-error").contains("Set it to **false**"), "Tomcat refuses PUT while readonly is true");
    assert!(fix("cross-origin-blocked").contains("Do not combine `*`"), "browsers reject it with credentials");
    let md5 = guide::topic("dwt-md5-not-allowed").map_or("", |topic| topic.cause);
    assert!(md5.contains("off by default since 14.0"));
}

fn link(rule: &str) -> Option<String> {
    Some(format!("https://example.org/{rule}"))
}

#[test]
fn every_description_holds_its_messages_word_for_word() {
    for code in codes::all() {
        let text = code_markdown(&found(code.code.into()), &link);
        for message in code.messages {
            assert!(text.contains(message.text), "{text}");
            let needs_escaping = |c| matches!(c, '*' | '`' | '<' | '>' | '\\' | '#' | '\n');
            assert!(!message.text.contains(needs_escaping), "Markdown would change: {}", message.text);
        }
        for part in [code.cause, code.fix, code.group.title] {
            assert!(text.contains(part), "{text}");
        }
        assert!(text.lines().count() <= 24, "too long for a hover: {text}");
    }
}

#[test]
fn a_description_reads_well() {
    let only_one = |rule: &str| (rule == "jpeg-of-bw-image").then(|| "https://example.org/j".to_owned());
    assert_eq!(
        code_markdown(&found(-1073), &only_one),
        "**-1073** - Image formats and conversion

> **Only 24-bit true color and 8-bit gray-scaled images are supported for JPEG compression**

A JPEG holds 8-bit gray or 24-bit colour only; this image is 1-bit black and white. From 18.4 on, saving converts by itself.

**What to do:** Convert when GetImageBitDepth is 1 (ConvertToGrayScale), or save as PNG, TIFF or PDF.

- Guide: JPEG needs gray or colour
- Prevented by: [`jpeg-of-bw-image`](https://example.org/j)"
    );
}

#[test]
fn a_description_says_where_a_code_comes_from() {
    let text = |value| code_markdown(&found(value), &|_| None);
    assert!(text(-2003).contains("Only in older lists"));
    assert!(text(-2816).contains("Only in newer lists (19.4)"));
    assert!(text(-2115).contains("official samples only"));
    assert!(text(-10001).contains("`EnumErrorCode.DBR_NO_MEMORY`") && text(-10001).contains("type declarations"));
    assert!(!text(-1001).contains("lists"));
    assert!(!text(-1001).contains("Prevented by"), "no rule is linked");
    assert!(text(-2305).contains("- Says the same: -1032, -2615"));
    assert!(text(101).starts_with("**101** on the licence server, **-20101** in the SDK"));
    assert!(text(-4711).starts_with("**-4711** (as every code <= -3000 without an entry of its own)"));
}

#[test]
fn no_list_of_rules_is_long() {
    let most = codes::all().iter().max_by_key(|code| code.rules.len()).expect("codes");
    assert!(most.rules.len() > 5, "{most} shows it");
    let shown = code_markdown(&found(most.code.into()), &|_| Some(String::new()));
    let line = shown.lines().find(|line| line.starts_with("- Prevented by: ")).expect("the rules");
    assert_eq!(line.matches('`').count(), 10, "{line}");
    assert!(line.ends_with(&format!(" and {} more", most.rules.len() - 5)), "{line}");
    let one = code_markdown(&found(most.code.into()), &|id| (id == most.rules[0]).then(String::new));
    assert!(one.contains(&format!("- Prevented by: `{}`", most.rules[0])) && !one.contains(" more"), "{one}");
}
