export { examine, type Examine } from './examine.server.ts';
export { worst, type Finding, type Verdict } from './finding.ts';
