// Stands for what only Node has.
export default {};
export class EventEmitter {}
