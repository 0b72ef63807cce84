/**
 * A process of the installation that looks for due work when it is told to, not each half minute. News may go to this
 * machine, where the test listens.
 */
import { compose } from '../../src/lib/compose.server.ts';
import { jobsOf } from '../../src/lib/jobs.server.ts';
import { readEnv } from '../../src/lib/platform/env.server.ts';
import { runDueJobs } from '../../src/lib/platform/jobs.server.ts';

const { services, close } = await compose(readEnv(process.env));
const jobs = jobsOf(services, { loopback: true });
process.on('message', () => {
	void runDueJobs(services.allLearners, jobs, services.clock).then((done) => process.send!({ done }));
});
process.once('disconnect', () => void close());
process.send!({ done: [] });
