import { findingLine, Findings } from './finding.ts';
import { contentDir } from './read-content.server.ts';
import { readRegisters } from './registers.server.ts';
import { dueValues, type RegisterValue } from './values.ts';

/** C4. Values of the register that somebody has to look up again; reads no course. Throws where the register cannot be read. */
export function readDueValues(now: number): RegisterValue[] {
	const findings = new Findings();
	const { values } = readRegisters(contentDir(), findings);
	const [fault] = findings.errors;
	if (fault) throw new Error(findingLine(fault));
	return dueValues(values.values(), now);
}
