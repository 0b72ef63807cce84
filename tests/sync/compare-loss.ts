import { forgetLoss, readLoss, readUntold, server as doors, whoIsOpen } from '../../src/lib/offline/index.ts';
import type { Made } from './ledger.ts';
import type { SimulatedPhone } from './simulated-phone.ts';
import type { World } from './world.ts';

/** What the app says about lost work is compared with the truth (S10). */
export async function compareLoss(world: World, phone: SimulatedPhone): Promise<void> {
	const truth = async () => {
		const { profile } = await whoIsOpen(phone.bare);
		const marks = await readUntold(phone.bare, phone.cookies());
		const markOf = (e: Made) =>
			marks.find((m) => e.profile.endsWith(m.profile) && e.device.endsWith(m.device));
		const made = [...world.ledger.events.values()].filter(markOf);
		const missing = made.filter((e) => !world.server.has(e.id));
		// A mark that a dying tab did not write or that two tabs wrote in turn, what is not known to be hers, and work of
		// others make the true number larger than the told one.
		const known = (e: Made) =>
			e.profile === profile?.id || world.server.numbers(e.device, e.profile).length > 0;
		const exact = made.every(
			(e) => known(e) && e.seq <= markOf(e)!.seq && world.ledger.owner(e.profile) === profile?.learnerId
		);
		return { missing: missing.length, exact, epoch: world.server.epoch, profile: profile?.id };
	};
	if (!(await readUntold(phone.bare, phone.cookies())).length) return;
	const before = await truth();
	const loss = await readLoss(phone.store, doors, phone.cookies());
	const after = await truth();
	if (!loss || before.epoch !== after.epoch || before.profile !== after.profile) return;
	if (loss.loss === 'unknown') world.count('outcome: told that work may be lost');
	else {
		world.count(loss.events ? 'outcome: told how many are missing' : 'outcome: told that nothing is missing');
		const most = Math.max(before.missing, after.missing);
		if (loss.events > most) world.breaks(`S10 told that ${loss.events} are missing: ${most} are`);
		if (before.exact && before.missing === after.missing && loss.events !== most)
			world.breaks(`S10 told that ${loss.events} are missing: exactly ${most} are`);
	}
	if (world.dice.chance(0.1)) await forgetLoss(phone.store, loss);
}
