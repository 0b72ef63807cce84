import { readFileSync } from 'node:fs';
import { systemClock, type Clock } from './clock.ts';

/**
 * The demo's clock can be put forward, to show what comes after a wait: the file `clock-offset` in its data folder
 * holds milliseconds to add. Only where QADAM_DEMO is 1.
 */
export function demoClock(dataDir: string): Clock {
	return () => {
		try {
			return systemClock() + (Number(readFileSync(`${dataDir}/clock-offset`, 'utf8')) || 0);
		} catch {
			return systemClock();
		}
	};
}
