use super::html::Page;
use crate::text::Span;

/// On a broken page the grammar loses scripts: it reads them as text, or as tags. Finds these by their `<script`, reads each
/// alone, and puts it in place of what was read there.
pub(super) fn recover_scripts(page: &mut Page, host: &str) {
    if !page.broken {
        return;
    }
    let mut at = 0;
    while let Some(start) = next_opening(host, at) {
        at = start + 1;
        if is_accounted_for(page, start) {
            continue;
        }
        let lost = Span::new(start, script_end(host, start));
        let found = Page::read(host, lost);
        if found.tags.first().is_some_and(|tag| tag.raw.is_some()) {
            replace(page, lost, found);
            at = lost.end as usize;
        }
    }
}

/// Known as a tag, or no tag at all: inside of a comment, an attribute value, or another script.
fn is_accounted_for(page: &Page, start: usize) -> bool {
    let here = Span::new(start, start + "<script".len());
    let is_tag = |tag: &super::html::Tag| tag.name.start as usize == start + 1 && tag.raw.is_some();
    let is_inside = |tag: &super::html::Tag| {
        let values = tag.attributes.iter().filter_map(|attribute| attribute.value);
        values.chain(tag.raw).any(|span| span.contains(here))
    };
    let before = page.tags.partition_point(|tag| tag.name.start as usize <= start + 1);
    let nearest = before.checked_sub(1).map(|last| &page.tags[last]);
    nearest.is_some_and(|tag| is_tag(tag) || is_inside(tag))
        || page.comments.iter().any(|comment| comment.contains(here))
}

fn replace(page: &mut Page, lost: Span, found: Page) {
    page.tags.retain(|tag| !lost.contains(tag.name));
    page.comments.retain(|comment| !(lost.start <= comment.start && comment.start < lost.end));
    page.tags.extend(found.tags);
    page.tags.sort_by_key(|tag| tag.name);
}

/// The next `<script` at or after `from`.
fn next_opening(host: &str, from: usize) -> Option<usize> {
    find_ignoring_case(host, from, b"<script", |next| !next.is_ascii_alphanumeric() && next != b'-')
}

/// Behind the `</script>` that ends the script opened at `start`; the end of the text when there is none.
fn script_end(host: &str, start: usize) -> usize {
    find_ignoring_case(host, start, b"</script", |_| true)
        .and_then(|at| memchr::memchr(b'>', &host.as_bytes()[at..]).map(|close| at + close + 1))
        .unwrap_or(host.len())
}

fn find_ignoring_case(host: &str, from: usize, tag: &[u8], is_end: fn(u8) -> bool) -> Option<usize> {
    let bytes = host.as_bytes();
    let rest = bytes.get(from..)?;
    memchr::memchr_iter(b'<', rest).map(|at| from + at).find(|&at| {
        let matches = bytes.get(at..at + tag.len()).is_some_and(|name| name.eq_ignore_ascii_case(tag));
        matches && bytes.get(at + tag.len()).is_none_or(|&next| is_end(next))
    })
}
