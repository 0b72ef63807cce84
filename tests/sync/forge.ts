import { LEARNERS, type LearnerId } from './simulated-server.ts';
import { toldBy } from './simulated-network.ts';
import type { World } from './world.ts';

interface Row {
	learner_id: LearnerId;
	event_id: string;
	profile_id: string;
	kind: string;
}

/** Somebody with a good token sends another body under an id that is held, or work of a profile that is not hers. */
export async function forge(world: World): Promise<void> {
	const { server, dice } = world;
	const rows = server.rows<Row>('select learner_id, event_id, profile_id, kind from event order by event_id');
	if (!rows.length) return;
	const row = dice.pick(rows);
	const own = dice.chance(0.5);
	const sender = own ? row.learner_id : dice.pick(LEARNERS.filter((one) => one !== row.learner_id));
	const { joined } = await server.issue(sender, []);
	const event = {
		id: row.event_id,
		profile: row.profile_id,
		actor: 'self',
		device: 'device-of-a-forger',
		seq: 1,
		kind: 'lesson.finished',
		v: 1,
		at: world.now,
		body: { course: 'c1', version: 'v1', lang: 'ur', lesson: 'forged' }
	};
	const answer = await server.handle('/api/sync', {
		method: 'POST',
		headers: { authorization: `Bearer ${joined[0]!.token}` },
		body: JSON.stringify({ device: event.device, sentAt: world.now, events: [event] })
	});
	const said = toldBy(answer).outcomes?.[0];
	const reason = own ? 'id_reused' : 'other_profile';
	world.count(`outcome: ${reason}`);
	if (said?.outcome !== 'rejected' || said.reason !== reason)
		world.breaks(`S5 a forged event was ${said?.outcome} (${said?.reason}), not rejected as ${reason}`);
}
