/**
 * Loaded into the server before it starts (`node --import`): how late its event loop comes. At each SIGUSR2 it says what was
 * since the last one.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
process.on('SIGUSR2', () => {
	const ms = (nanoseconds: number) => (nanoseconds / 1e6).toFixed(1);
	console.log(`event loop: ${ms(delay.percentile(50))} ${ms(delay.percentile(99))} ${ms(delay.max)} ms`);
	delay.reset();
});
