//! Writes examples and rejected rows as files that can be imported again.

use super::{Mapping, Source, labels, table};
use crate::jsonl::Example;

/// Writes examples as CSV. Importing it gives the same examples.
pub fn to_csv(examples: &[Example]) -> String {
    let mut rows = vec![
        ["id", "text", "labels", "ignore", "unsure", "train_only", "group"]
            .map(str::to_owned)
            .to_vec(),
    ];
    let flag = |flag: bool| if flag { "1".to_owned() } else { String::new() };
    rows.extend(examples.iter().map(|example| {
        vec![
            example.id.clone(),
            example.text.clone(),
            list(&example.labels),
            list(&example.ignore),
            flag(example.unsure),
            flag(example.train_only),
            example.group.clone().unwrap_or_default(),
        ]
    }));
    csv(&rows)
}

/// Joins labels; writes them as a JSON array if one contains a separator.
fn list(list: &[String]) -> String {
    let joined = list.join("|");
    if labels::split(&joined, ",;|#") == *list {
        return joined;
    }
    serde_json::to_string(list).unwrap_or(joined)
}

/// Writes examples as JSON Lines.
pub fn to_jsonl(examples: &[Example]) -> String {
    // Strings and booleans are always JSON.
    let line = |example: &Example| serde_json::to_string(example).unwrap_or_default() + "\n";
    examples.iter().map(line).collect()
}

/// Writes rows as CSV, with the reason of each in a last column: from pairs of row and reason.
pub fn rejected_csv(source: &Source, mapping: &Mapping, rejected: &[(usize, String)]) -> String {
    let table = super::table_of(source, mapping);
    let width = table.width();
    let mut header: Vec<String> = (0..width).map(|c| table.name(c)).collect();
    header.extend(["row", "reason"].map(str::to_owned));
    let mut rows = vec![header];
    for (number, reason) in rejected {
        let row = table.rows.iter().find(|row| row.number == *number);
        let mut cells: Vec<String> =
            row.map_or(Vec::new(), |row| row.cells.iter().map(table::Cell::shown).collect());
        cells.resize(width, String::new());
        cells.extend([number.to_string(), reason.clone()]);
        rows.push(cells);
    }
    csv(&rows)
}

fn csv(rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    // Memory does not fail.
    rows.iter().for_each(|row| writer.write_record(row).unwrap_or_default());
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
