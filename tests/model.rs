//! Models: scores, evidence, the file format, and damaged or hostile files.

#[path = "common/texts.rs"]
mod texts;
#[path = "common/toy.rs"]
mod toy;

#[path = "model"]
mod model {
    mod allocation;
    mod altered;
    mod arbitrary;
    mod evidence;
    mod hostile;
    mod scores;
    #[cfg(feature = "trace")]
    mod trace;
    mod warm;
    mod warm_up;
}
