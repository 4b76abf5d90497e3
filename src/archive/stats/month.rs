//! The month of a date.

use std::fmt;

/// Years of dates; a date outside is taken for an error in the data.
const YEARS: std::ops::RangeInclusive<u16> = 1900..=2199;

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    year: u16,
    /// From 1 to 12.
    month: u8,
}

impl Month {
    /// Reads the month of a date: year first (`2024-05-31`, `2024/5`, `20240531`, a time may
    /// follow), day first as in Vietnam (`31/05/2024`, `31-5-2024`), or seconds or milliseconds
    /// since 1970. Text around the date is skipped; time zones are not converted.
    pub fn of(text: &str) -> Option<Self> {
        text.split([' ', ',', 'T', '\t', '\u{a0}']).find_map(Self::of_word)
    }

    fn of_word(word: &str) -> Option<Self> {
        let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
        let digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !parts.iter().all(digits) {
            return None;
        }
        match (parts.as_slice(), parts.iter().map(|part| part.len()).collect::<Vec<_>>().as_slice())
        {
            ([year, month], [4, 1..=2]) => Self::new(year, month, "1"),
            ([year, month, day], [4, 1..=2, 1..=2]) | ([day, month, year], [1..=2, 1..=2, 4]) => {
                Self::new(year, month, day)
            }
            ([date], [8]) => Self::new(&date[..4], &date[4..6], &date[6..]),
            ([seconds], [9 | 10]) => Self::of_days(seconds.parse::<i64>().ok()? / 86_400),
            ([milliseconds], [12 | 13]) => {
                Self::of_days(milliseconds.parse::<i64>().ok()? / 86_400_000)
            }
            _ => None,
        }
    }

    fn new(year: &str, month: &str, day: &str) -> Option<Self> {
        let (year, month, day): (u16, u8, u8) =
            (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        let valid = YEARS.contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        valid.then_some(Self { year, month })
    }

    /// Converts days since 1970 (H. Hinnant, “chrono-compatible low-level date algorithms”).
    fn of_days(days: i64) -> Option<Self> {
        let days = days + 719_468;
        let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let shifted = (5 * day + 2) / 153; // from March
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = u16::try_from(year + era * 400 + i64::from(month <= 2)).ok()?;
        let month = u8::try_from(month).ok()?;
        YEARS.contains(&year).then_some(Self { year, month })
    }

    /// Returns the month after this one.
    pub fn next(self) -> Self {
        match self.month {
            12 => Self { year: self.year + 1, month: 1 },
            month => Self { month: month + 1, ..self },
        }
    }

    /// Returns the year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// Returns whether it is January.
    pub fn starts_year(self) -> bool {
        self.month == 1
    }
}

/// Formats as `2024-05`.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::Month;

    #[test]
    fn dates_as_newspapers_and_databases_write_them() {
        let month = |text| Month::of(text).map(|month| month.to_string());
        for text in [
            "2024-05-31",
            "2024-05",
            "2024/5/31",
            "2024-05-31T23:59:59+07:00",
            "2024-05-31 10:00",
            "20240531",
            "20240531T100000Z",
            "31/05/2024",
            "1/5/2024 07:30",
            "31-5-2024",
            "31.05.2024",
            "Thứ sáu, 31/5/2024, 10:00 (GMT+7)",
            "1717113600",
            "1717113600000",
        ] {
            assert_eq!(month(text).as_deref(), Some("2024-05"), "{text}");
        }
        for text in [
            "",
            "x",
            "2024",
            "05/31/2024",
            "2024-13-01",
            "0001-01-01",
            "9999-12-31",
            "31/5/24",
            "null",
        ] {
            assert_eq!(month(text), None, "{text}");
        }
        assert_eq!(month("951782400").as_deref(), Some("2000-02")); // 29 February
        assert_eq!(Month::of("2023-12").map(|m| m.next().to_string()).as_deref(), Some("2024-01"));
    }
}
