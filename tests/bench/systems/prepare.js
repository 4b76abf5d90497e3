/** wink wants the preparation of texts from its user; its own is for English. */
export const prepare = (text) => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
