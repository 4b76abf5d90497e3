/// <reference types="chrome" />
// Firefox has `chrome` too, with promises.
