export type { RecordSent } from './apply-act.server.ts';
export { decideHeld, listHeldActs, type HeldAct } from './decide-held.server.ts';
export { aboutHeld, receiveActs } from './receive-acts.server.ts';
export { readToKeep, type ToKeep } from './read-to-keep.server.ts';
