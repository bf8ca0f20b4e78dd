//! JSON that reads well in a diff: what fits on a line is on a line.

use serde_json::Value;

use super::schema::Api;

const WIDTH: usize = 160;

pub fn json(api: &Api) -> Result<String, String> {
    let value = serde_json::to_value(api).map_err(|error| error.to_string())?;
    let mut text = String::new();
    write(&value, 0, 0, &mut text);
    text.push('\n');
    Ok(text)
}

/// `before` is what stands on the line already.
fn write(value: &Value, indent: usize, before: usize, out: &mut String) {
    let line = on_one_line(value);
    if indent + before + line.len() <= WIDTH {
        out.push_str(&line);
        return;
    }
    let inner = " ".repeat(indent + 2);
    match value {
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "\n" } else { ",\n" });
                out.push_str(&inner);
                write(item, indent + 2, 1, out);
            }
            out.push_str(&format!("\n{}]", " ".repeat(indent)));
        }
        Value::Object(entries) => {
            out.push('{');
            for (at, (key, item)) in entries.iter().enumerate() {
                let key = format!("{}: ", Value::from(key.as_str()));
                out.push_str(if at == 0 { "\n" } else { ",\n" });
                out.push_str(&inner);
                out.push_str(&key);
                write(item, indent + 2, key.len() + 1, out);
            }
            out.push_str(&format!("\n{}}}", " ".repeat(indent)));
        }
        _ => out.push_str(&line),
    }
}

fn on_one_line(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(on_one_line).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Object(entries) => {
            let entries =
                entries.iter().map(|(key, item)| format!("{}: {}", Value::from(key.as_str()), on_one_line(item)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_the_same_json() {
        let long: Vec<String> = (0..40).map(|number| format!("word {number}")).collect();
        let value = serde_json::json!({ "a": [1, null, true], "long": long, "empty": {}, "b": { "c": "\"\\ \u{e9}" } });
        let mut text = String::new();
        write(&value, 0, 0, &mut text);
        assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(value));
        assert!(text.lines().all(|line| line.len() <= WIDTH) && text.contains("\n  \"a\": [1, null, true],\n"));
    }
}
