//! Which fields of a row are read.

/// The names of the fields to read.
#[derive(Debug, Clone, PartialEq)]
pub struct Fields {
    /// The field with the paragraph.
    pub text: String,
    /// The field with the id.
    pub id: String,
    /// Whether a table without the id field is an error. Otherwise the row numbers are the ids.
    pub id_required: bool,
    /// The fields that are copied to the output.
    pub keep: Keep,
}

/// The fields that are copied to the output.
#[derive(Debug, Clone, PartialEq)]
pub enum Keep {
    /// None.
    Nothing,
    /// All but the id, which the output has already.
    All,
    /// These, in this order.
    Named(Vec<String>),
}

impl Default for Fields {
    fn default() -> Self {
        Self { text: "text".into(), id: "id".into(), id_required: false, keep: Keep::Nothing }
    }
}

impl Fields {
    /// Returns whether a field is copied to the output.
    pub(super) fn keeps(&self, field: &str) -> bool {
        match &self.keep {
            Keep::Nothing => false,
            Keep::All => field != self.id,
            Keep::Named(names) => names.iter().any(|name| name == field),
        }
    }

    /// Returns the position of a kept field, if the fields are named.
    pub(super) fn position(&self, field: &str) -> Option<usize> {
        match &self.keep {
            Keep::Named(names) => names.iter().position(|name| name == field),
            _ => None,
        }
    }
}
