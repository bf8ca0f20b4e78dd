//! What leads from one place to another: links, the outline, definitions and references.

use dwt_lint::assist::{Goal, Handler, LandmarkKind, Tie};

use crate::{index, source};

const PAGE: &str = "<div id='box'></div><script src='scan.js'></script><script>
Dynamsoft.DWT.ResourcesPath = 'dist';
const d = Dynamsoft.DWT.GetWebTwain('box');
d.RegisterEvent('OnPostTransfer', done);
function done() { if (d.ErrorCode === -2003) d.HTTPUpload('u', [0], 7, 0, ok, no); }
function scan() { d.AcquireImage(ok, no); } // dwt-lint-disable-line unused-suppression -- é
</script><button onclick='scan()'>é</button>";

#[test]
fn codes_rules_scripts_and_folders_are_links() {
    let source = source(PAGE);
    let links = index(&source).links(&source.text);
    let goal = |text: &str| links.iter().find(|(span, _)| span.of(PAGE) == text).map(|(_, goal)| goal.clone());
    assert_eq!(goal("scan.js"), Some(Goal::Script("scan.js".into())));
    assert_eq!(goal("dist"), Some(Goal::Folder("dist".into())));
    for (text, page) in [("-2003", "/appendix.html"), ("unused-suppression", "/rules/unused-suppression")] {
        let Some(Goal::Page { address, .. }) = goal(text) else { panic!("{text}: {links:?}") };
        assert!(address.contains(page), "{address}");
    }
    assert_eq!(links.len(), 4, "{links:?}");
}

#[test]
fn the_outline_is_of_instances_events_scans_and_uploads() {
    let source = source(PAGE);
    let index = index(&source);
    let outline: Vec<_> = index.landmarks.iter().map(|it| (it.kind, &*it.name, it.selection.of(PAGE))).collect();
    assert_eq!(
        outline,
        [
            (LandmarkKind::Instance, "box", "GetWebTwain"),
            (LandmarkKind::Event, "OnPostTransfer", "'OnPostTransfer'"),
            (LandmarkKind::Upload, "HTTPUpload", "HTTPUpload"),
            (LandmarkKind::Scan, "AcquireImage", "AcquireImage"),
        ]
    );
}

#[test]
fn an_id_an_event_and_a_handler_lead_to_what_they_name() {
    let source = source(PAGE);
    let index = index(&source);
    for (place, definition, uses) in [("'box');", "box", 1), ("box'></div>", "box", 1), ("scan()'>", "scan", 1)] {
        let at = PAGE.find(place).expect("the place") + usize::from(place.starts_with('\''));
        let (_, tie) = index.tie_at(PAGE, at).unwrap_or_else(|| panic!("nothing at {place}"));
        let named: Vec<&str> = index.definitions(&tie).iter().map(|span| span.of(PAGE)).collect();
        assert_eq!(named, [definition], "{place}");
        assert_eq!(index.uses(PAGE, &tie).len(), uses, "{place}");
    }
    let (_, event) = index.tie_at(PAGE, PAGE.find("OnPostTransfer").expect("a place")).expect("an event");
    let Tie::Event { name, handler: Some(Handler::Here(handler)) } = &event else { panic!("{event:?}") };
    assert_eq!((&**name, handler.of(PAGE), index.uses(PAGE, &event).len()), ("OnPostTransfer", "done", 1));
    assert!(index.tie_at(PAGE, PAGE.find("ErrorCode").expect("a place")).is_none());
}
