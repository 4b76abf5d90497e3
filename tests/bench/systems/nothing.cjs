// Stands for what only Node has, and what the peers name but need for training and files alone.
class EventEmitter {}
const inherits = (constructor, parent) => Object.setPrototypeOf(constructor.prototype, parent.prototype);
module.exports = Object.assign(EventEmitter, { EventEmitter, inherits });
