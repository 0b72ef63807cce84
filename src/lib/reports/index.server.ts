/** Reports, the server's part: one use case a file. */
export { contribute, type ContributedFact } from './contribute.server.ts';
export { foldDirty, readLag, refoldAll, type FoldDone } from './fold-dirty.server.ts';
