//! Formats JSON for files under version control: short lines, rounded fractions.

use serde_json::Value;

/// Formats a value: a flat object or array on one line, others with one entry per line, fractions
/// with four digits.
pub(super) fn pretty(value: &Value) -> String {
    let mut out = String::new();
    write(value, 0, &mut out);
    out + "\n"
}

fn write(value: &Value, depth: usize, out: &mut String) {
    let (open, close, entries): (char, char, Vec<(Option<&String>, &Value)>) = match value {
        Value::Array(values) => ('[', ']', values.iter().map(|v| (None, v)).collect()),
        Value::Object(fields) => ('{', '}', fields.iter().map(|(k, v)| (Some(k), v)).collect()),
        Value::Number(n) if n.is_f64() => {
            let rounded = n.as_f64().map_or(0.0, |f| (f * 1e4).round() / 1e4);
            *out += &Value::from(rounded).to_string();
            return;
        }
        scalar => {
            *out += &scalar.to_string();
            return;
        }
    };
    let flat = entries.iter().all(|(_, v)| !v.is_array() && !v.is_object());
    out.push(open);
    for (i, (key, value)) in entries.into_iter().enumerate() {
        *out += match (i, flat) {
            (0, true) => "",
            (0, false) => "\n",
            (_, true) => ", ",
            (_, false) => ",\n",
        };
        if !flat {
            *out += &"  ".repeat(depth + 1);
        }
        if let Some(key) = key {
            *out += &Value::from(key.as_str()).to_string();
            *out += ": ";
        }
        write(value, depth + 1, out);
    }
    if !flat {
        out.push('\n');
        *out += &"  ".repeat(depth);
    }
    out.push(close);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_values_have_lines_of_their_own() {
        let value = serde_json::json!({"a": [0.25, 1, "x\"y"], "b": {}, "c": [{"d": null}, [true]], "e": 0.123456});
        let text = pretty(&value);
        assert_eq!(
            text,
            "{\n  \"a\": [0.25, 1, \"x\\\"y\"],\n  \"b\": {},\n  \"c\": [\n    {\"d\": null},\n    [true]\n  ],\n  \"e\": 0.1235\n}\n"
        );
        assert!(serde_json::from_str::<Value>(&text).is_ok());
    }
}
