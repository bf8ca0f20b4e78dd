/// How the lines of a text end, for those that are added to it: `\n` where it has but one line.
#[must_use]
pub fn line_end(text: &str) -> &'static str {
    ["\r\n", "\n", "\r"].into_iter().find(|ending| text.contains(ending)).unwrap_or("\n")
}
