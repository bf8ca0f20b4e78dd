use super::html::{Page, Tag};
use crate::text::Span;

/// On a broken page the grammar loses scripts: it reads them as text, or as tags. Finds these by their `<script`, reads each
/// alone, and puts it in place of what was read there.
pub(super) fn recover_scripts(page: &mut Page, host: &str) {
    if !page.broken {
        return;
    }
    let lost = find_lost(page, host);
    if lost.is_empty() {
        return;
    }
    page.tags.retain(|tag| !is_within(&lost, tag.name));
    page.comments.retain(|&comment| !is_within(&lost, comment));
    page.tags.extend(lost.into_iter().flat_map(|script| script.tags));
    page.tags.sort_by_key(|tag| tag.name);
}

/// Each try may read the rest of the page, and a page can hold any number of things that only look like scripts.
const MAX_FAILURES: usize = 3;

struct LostScript {
    span: Span,
    tags: Vec<Tag>,
}

fn find_lost(page: &Page, host: &str) -> Vec<LostScript> {
    let mut lost: Vec<LostScript> = Vec::new();
    let mut failures = 0;
    let mut at = 0;
    while let Some(start) = find_tag(host, at, b"<script") {
        at = start + 1;
        let done = lost.last().map_or(0, |script| script.span.end);
        if !is_whole_name(host, start) || is_accounted_for(page, start, done) {
            continue;
        }
        let span = Span::new(start, script_end(host, start));
        let tags = Page::read(host, span).tags;
        if tags.first().is_some_and(|tag| tag.raw.is_some()) {
            at = span.end as usize;
            lost.push(LostScript { span, tags });
        } else {
            failures += 1;
            if failures > MAX_FAILURES {
                break;
            }
        }
    }
    lost
}

/// Known as a tag, or no tag at all: inside of a comment, an attribute value, or another script. What the page holds before
/// `done` is void.
fn is_accounted_for(page: &Page, start: usize, done: u32) -> bool {
    let here = Span::new(start, start + "<script".len());
    let name_start = here.start + 1;
    let tag = last_up_to(&page.tags, |tag| tag.name.start <= name_start).filter(|tag| tag.name.start >= done);
    let comment = last_up_to(&page.comments, |comment| comment.start <= here.start);
    tag.is_some_and(|tag| (tag.name.start == name_start && tag.raw.is_some()) || holds(tag, here))
        || comment.is_some_and(|comment| comment.start >= done && comment.contains(here))
}

fn is_whole_name(host: &str, start: usize) -> bool {
    let after = host.as_bytes().get(start + "<script".len());
    after.is_some_and(|&next| next == b'>' || next == b'/' || next.is_ascii_whitespace())
}

/// In the text of a tag, in an attribute, or in what stands where attributes should: `<script<script>`.
fn holds(tag: &Tag, span: Span) -> bool {
    let is_before_text = tag.raw.is_some_and(|text| span.start < text.start);
    let values = tag.attributes.iter().filter_map(|attribute| attribute.value);
    is_before_text || values.chain(tag.raw).any(|text| text.contains(span))
}

fn is_within(lost: &[LostScript], span: Span) -> bool {
    last_up_to(lost, |script| script.span.start <= span.start).is_some_and(|script| span.start < script.span.end)
}

fn last_up_to<T>(sorted: &[T], is_before: impl Fn(&T) -> bool) -> Option<&T> {
    sorted.partition_point(is_before).checked_sub(1).map(|last| &sorted[last])
}

/// Behind the `</script>` that ends the script opened at `start`; the end of the text when there is none.
fn script_end(host: &str, start: usize) -> usize {
    find_tag(host, start, b"</script")
        .and_then(|at| memchr::memchr(b'>', &host.as_bytes()[at..]).map(|close| at + close + 1))
        .unwrap_or(host.len())
}

/// Where `tag` begins at or after `from`, in upper or lower case; also where it begins a longer name.
fn find_tag(host: &str, from: usize, tag: &[u8]) -> Option<usize> {
    let bytes = host.as_bytes();
    let rest = bytes.get(from..)?;
    memchr::memchr_iter(b'<', rest)
        .map(|at| from + at)
        .find(|&at| bytes.get(at..at + tag.len()).is_some_and(|name| name.eq_ignore_ascii_case(tag)))
}
