//! The text of a cell.

use calamine::Data;

/// Returns a cell as a table in CSV would have it. A formula without a value stands for itself.
pub fn shown(value: Data, formula: Option<&str>) -> String {
    match value {
        Data::Empty => formula.map_or(String::new(), |formula| format!("={formula}")),
        Data::String(text) => text,
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(flag) => if flag { "TRUE" } else { "FALSE" }.to_owned(),
        Data::Error(error) => error.to_string(),
        Data::DateTime(time) if time.is_duration() => duration(time.as_f64()),
        Data::DateTime(time) => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            let time_of_day = format!("{hour:02}:{minute:02}:{second:02}");
            match (time.as_f64() < 1.0, time_of_day.as_str()) {
                // A time without a date counts from the day 0.
                (true, _) => time_of_day,
                (false, "00:00:00") => format!("{year:04}-{month:02}-{day:02}"),
                (false, _) => format!("{year:04}-{month:02}-{day:02} {time_of_day}"),
            }
        }
        Data::DateTimeIso(time) => time.replace('T', " ").replace(" 00:00:00", ""),
        Data::DurationIso(time) => time,
    }
}

/// Returns a number of days as hours, minutes and seconds.
fn duration(days: f64) -> String {
    let seconds = (days * 24.0 * 60.0 * 60.0).round() as i64;
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.abs();
    format!("{sign}{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
