// Stands for what only Node has, and what the peers name but need for training and files alone.
class EventEmitter {}
const inherits = (child, parent) => Object.setPrototypeOf(child.prototype, parent.prototype);
module.exports = Object.assign(EventEmitter, { EventEmitter, inherits });
