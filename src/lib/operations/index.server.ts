/** How the system stands, the server's part. */
export { examine, type Examine } from './examine.server.ts';
export { worst, type Finding, type Verdict } from './finding.ts';
export { openMetrics, type Metrics } from './metrics.server.ts';
export { observeRequest } from './observe-request.server.ts';
export { NEEDS, readReadiness, type Need } from './read-readiness.server.ts';
export { readState, type ReadState } from './read-state.server.ts';
