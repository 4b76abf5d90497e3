/// <reference types="chrome" />
// Firefox answers to `chrome` too, with promises, so the code names no other.
