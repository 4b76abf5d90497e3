// Replaces modules of Node that the peers import for training and files only.
class EventEmitter {}
const inherits = (child, parent) => Object.setPrototypeOf(child.prototype, parent.prototype);
module.exports = Object.assign(EventEmitter, { EventEmitter, inherits });
