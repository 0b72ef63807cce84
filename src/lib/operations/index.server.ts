/** How the system stands, the server's part. */
export { openMetrics, type Metrics } from './metrics.server.ts';
export { observeRequest } from './observe-request.server.ts';
export { NEEDS, readReadiness, type Need } from './read-readiness.server.ts';
export { readState, type ReadState } from './read-state.server.ts';
