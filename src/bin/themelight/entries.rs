//! A JSON object with keys in a fixed order.

use serde::{Serialize, Serializer};

/// Serialises as an object with these entries.
pub struct Entries<'k, V>(pub Vec<(&'k str, V)>);

impl<V: Serialize> Serialize for Entries<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}
