export { decideAward, missingFor, type Earned, type Evidence } from './decide-award.ts';
export { didDocument, didOf } from './did.ts';
export { SEAL_BOX, seal, sealFile } from './picture.ts';
export { REASONS, VERDICTS, type Reason, type Verdict } from './verify-verdict.ts';
