//! Exports of the crate `fasttext` as wasm: load a model, score a text.

use std::cell::RefCell;

use fasttext::FastText;

#[derive(Default)]
struct State {
    input: Vec<u8>,
    model: Option<FastText>,
    scores: Vec<f32>,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

/// Allocates `bytes` bytes of input and returns their address.
#[unsafe(no_mangle)]
pub extern "C" fn input(bytes: usize) -> *mut u8 {
    STATE.with_borrow_mut(|state| {
        if state.input.len() < bytes {
            state.input.resize(bytes, 0);
        }
        state.input.as_mut_ptr()
    })
}

/// Reads the model from the first bytes of the input.
#[unsafe(no_mangle)]
pub extern "C" fn load(bytes: usize) {
    STATE.with_borrow_mut(|state| {
        let model = FastText::load(&mut &state.input[..bytes]).expect("a fastText model");
        state.scores = vec![0.0; model.get_labels().0.len()];
        state.model = Some(model);
    });
}

/// Scores the text in the first `bytes` bytes of the input; returns the address of one probability
/// for each label.
#[unsafe(no_mangle)]
pub extern "C" fn score(bytes: usize) -> *const f32 {
    STATE.with_borrow_mut(|state| {
        let text = str::from_utf8(&state.input[..bytes]).expect("UTF-8");
        let model = state.model.as_ref().expect("load comes first");
        for (score, prediction) in state.scores.iter_mut().zip(model.predict(text, 4, 0.0)) {
            *score = prediction.prob;
        }
        state.scores.as_ptr()
    })
}
