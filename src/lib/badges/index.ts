export type { Appeal } from './appeal.ts';
export { checkHere, type CheckedHere, type PinnedIssuer } from './check-here.ts';
export { decideAward, missingFor, type Earned, type Evidence } from './decide-award.ts';
export { didDocument, didOf } from './did.ts';
export { SEAL_BOX, seal, sealFile } from './picture.ts';
export { textInFile } from './text-in-file.ts';
export { FILE_BYTES_MAX, REASONS, VERDICTS, type Reason, type Verdict } from './verify-verdict.ts';
