import type { SimulatedPhone } from './simulated-phone.ts';
import type { Answered } from './simulated-server.ts';
import type { World } from './world.ts';

export interface Letter {
	address: string;
	method: string;
	headers: Record<string, string>;
	body?: string;
	from: SimulatedPhone;
	/** When it left, and how far the phone's clock was off then. */
	left: number;
	off: number;
	/** A copy, or given up by its sender: nobody reads the answer. */
	alone?: boolean;
}

/** What can become of a request, each with its weight. */
const FATES = {
	arrives: 12,
	lost: 2,
	answerLost: 2.5,
	doubled: 1.2,
	late: 1.2,
	portal: 1,
	down: 1,
	crash: 1.2,
	small: 1.5,
	unknown: 1
};
const GOOD = {
	...FATES,
	lost: 0,
	answerLost: 0,
	doubled: 0,
	late: 0,
	portal: 0,
	down: 0,
	crash: 0,
	small: 0,
	unknown: 0
};

/** The network between phones and the server, as bad as its dice say. */
export class SimulatedNetwork {
	/** On the way for long: they arrive at some later step, or never. */
	late: Letter[] = [];
	world: World;

	constructor(world: World) {
		this.world = world;
	}

	async fetch(address: string, init: RequestInit): Promise<unknown> {
		const { turns, dice, count } = this.world;
		const from = turns.current!.phone;
		// Its body says what the clock says now, however long it takes to leave.
		const [left, off] = [this.world.now, from.off];
		await turns.gate(`asks ${init.method ?? 'GET'} ${address}`);
		if (!from.online) throw new TypeError('Failed to fetch');
		const letter: Letter = {
			address,
			method: init.method ?? 'GET',
			headers: init.headers as Record<string, string>,
			body: await (init.body as Blob | undefined)?.text(),
			from,
			left,
			off
		};
		const fates = letter.method === 'GET' ? { ...FATES, unknown: 9 } : FATES;
		const fate = dice.weighed(this.world.calm ? GOOD : fates);
		this.world.say(() => `  ${from.name} ${turns.current!.where} request ${address}: ${fate}`);
		switch (fate) {
			case 'lost':
				count('fault: request lost');
				throw new TypeError('Failed to fetch');
			case 'late':
				count('fault: request late');
				this.late.push({ ...letter, alone: true });
				throw new DOMException('given up', 'AbortError');
			case 'portal':
				count('fault: another page in place of the answer');
				return reply({ status: 200, text: '<html>buy data</html>' });
			case 'down':
				count('fault: server down');
				return reply({ status: 503, text: '' });
			case 'small':
				// A proxy on the way takes less than the server would.
				if ((letter.body?.length ?? 0) > 450) {
					count('fault: too large (413)');
					return reply({ status: 413, text: '' });
				}
				break;
			case 'unknown':
				count(letter.method === 'GET' ? 'fault: reader refused' : 'fault: token refused (401)');
				return reply({ status: 401, text: '{}' });
			case 'doubled':
				count('fault: request doubled');
				this.late.push({ ...letter, alone: true });
				break;
			case 'crash':
				count('fault: server ends before the commit');
				break;
			case 'arrives':
			case 'answerLost':
				break;
		}
		const answer = await this.deliver(letter, fate === 'crash');
		await turns.gate('gets the answer');
		if (fate === 'answerLost') {
			count('fault: answer lost after the commit');
			for (const { id, outcome } of outcomesOf(answer))
				if (outcome === 'accepted') this.world.unheard.add(id);
			throw new TypeError('Failed to fetch');
		}
		this.world.hear(from, answer);
		return reply(answer);
	}

	async deliver(letter: Letter, crashes = false): Promise<Answered> {
		const { server } = this.world;
		server.crashes = crashes;
		const answer = await server.handle(letter.address, letter).finally(() => (server.crashes = false));
		this.world.answered(letter, answer);
		return answer;
	}
}

export interface Told {
	outcomes?: { id: string; outcome: string; reason?: string }[];
	receipts?: { device: string; profile: string; heldTo: number; exceptions: number[] }[];
	/** Of a page of the log. */
	events?: { id: string }[];
}

export const toldBy = ({ status, text }: Answered): Told =>
	status === 200 ? (JSON.parse(text) as Told) : {};
const outcomesOf = (answer: Answered) => toldBy(answer).outcomes ?? [];

/** As much of a Response as the phone reads. */
const reply = ({ status, text }: Answered) => ({
	status,
	json: async (): Promise<unknown> => JSON.parse(text)
});
