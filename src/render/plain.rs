/// The text on one line, without what would steer a terminal or may not stand in XML: names in a message and paths come
/// from the user's files and may hold anything.
pub(super) fn one_line(text: &str) -> String {
    let is_bad = |character: char| character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}');
    text.chars().map(|character| if is_bad(character) { ' ' } else { character }).collect()
}
