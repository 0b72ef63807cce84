import { buildIfNeeded } from '../../src/cli/start.ts';

/** The browser tests run against what users get: the built server. */
export default function setup(): void {
	buildIfNeeded();
}
