//! Hashes of files.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// Returns the SHA-256 of bytes in the form of Subresource Integrity: `sha256-` and Base64, as in
/// the `integrity` attribute of a page.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn has_the_form_of_an_integrity_attribute() {
        // printf abc | openssl dgst -sha256 -binary | base64
        assert_eq!(super::integrity(b"abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }
}
