/** Splits a text into words for wink, whose own tokenizer is for English. */
export const prepare = (text) => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
