/**
 * How far a cell may fall and rise while everything that is published stays as it is, and what to hide where that is not
 * far enough. Several tables of the same network stand together here, one of each linked number ("layers"): whoever reads
 * knows that the activated are among the enrolled, so a count may only move where its neighbours in the other layers let it,
 * or move along. What is found is always possible: each step leads from one way to fill all the layers to another.
 * It need not be all that is possible: a cell that is called too narrow may be wide enough, never the other way round.
 */
import TinyQueue from 'tinyqueue';
import type { Network } from './table-network.ts';

/** One number's table. Arrays by arc. */
export interface Layer {
	/** Now, while it is being pushed; else the truth. */
	x: Int32Array;
	hidden: Uint8Array;
	/** What a reader knows where it is published. */
	low: Int32Array;
	high: Int32Array;
	/** What a reader may suppose where it is hidden: it was published in the edition before. */
	wasLow: Int32Array;
	wasHigh: Int32Array;
	/** What is lost by hiding it. */
	cost: Float64Array;
	/** Its totals are published nowhere, in no edition: its columns stand alone. */
	free: boolean;
	/** Layers in which is hidden what is hidden here. */
	heirs: number[];
}

export interface LayerLinks {
	/** x[small] ≤ x[large] at every leaf where the truth says so. */
	inside: readonly { small: number; large: number }[];
	unions: readonly { any: number; parts: readonly number[] }[];
}

const FAR = 1 << 30;

/** How far a cell has to be able to fall and to rise, and how many values to have, its own among them. */
export interface Room {
	down: number;
	up: number;
	width: number;
}

interface Group {
	layers: readonly number[];
	inside: readonly { small: number; large: number; up: boolean; holds: Uint8Array }[];
	/** By how much the sum of the parts outgrows `any` for each unit pushed up. */
	unions: readonly { any: number; parts: readonly number[]; gain: number; holds: Uint8Array }[];
}

export class Widener {
	readonly layers: readonly Layer[];
	readonly network: Network;
	/** False: what a reader may suppose of the edition before is left out. */
	supposing = true;
	readonly #links: LayerLinks;
	/** Of each layer, the sets of layers that are pushed along one walk together, smallest first. */
	readonly #groups: readonly (readonly Group[])[];
	readonly #done: { group: Group; arc: number; by: number }[] = [];
	readonly #insideHolds: readonly Uint8Array[];
	readonly #unionHolds: readonly Uint8Array[];

	constructor(network: Network, layers: readonly Layer[], links: LayerLinks) {
		this.network = network;
		this.layers = layers;
		this.#links = links;
		this.#insideHolds = links.inside.map(({ small, large }) =>
			Uint8Array.from(network.arcs, ({ leaf }, e) =>
				Number(leaf && layers[small]!.x[e]! <= layers[large]!.x[e]!)
			)
		);
		this.#unionHolds = links.unions.map(({ any, parts }) =>
			Uint8Array.from(network.arcs, ({ leaf }, e) =>
				Number(leaf && layers[any]!.x[e]! <= parts.reduce((sum, p) => sum + layers[p]!.x[e]!, 0))
			)
		);
		this.#groups = layers.map((_, m) => this.#setsOf(m));
	}

	#setsOf(m: number): Group[] {
		const reach = (step: (from: number) => number[]) => {
			const seen = new Set([m]);
			for (const from of seen) for (const to of step(from)) seen.add(to);
			return [...seen];
		};
		const { inside } = this.#links;
		const below = reach((l) => inside.filter(({ large }) => large === l).map(({ small }) => small));
		const above = reach((l) => inside.filter(({ small }) => small === l).map(({ large }) => large));
		const near = inside
			.filter(({ small, large }) => small === m || large === m)
			.map(({ small, large }) => [small, large]);
		const sets = [
			[m],
			...near,
			below,
			above,
			[...new Set([...below, ...above])],
			this.layers.map((_, l) => l)
		];
		const unlike = new Map(sets.map((set) => [[...set].sort((a, b) => a - b).join(), set]));
		return [...unlike.values()].map((set) => this.#groupOf(new Set(set)));
	}

	#groupOf(set: ReadonlySet<number>): Group {
		return {
			layers: [...set],
			inside: this.#links.inside.flatMap(({ small, large }, n) =>
				set.has(small) === set.has(large)
					? []
					: [{ small, large, up: set.has(small), holds: this.#insideHolds[n]! }]
			),
			unions: this.#links.unions.flatMap(({ any, parts }, n) => {
				const gain = parts.filter((p) => set.has(p)).length - Number(set.has(any));
				return gain ? [{ any, parts, gain, holds: this.#unionHolds[n]! }] : [];
			})
		};
	}

	/** How far all layers of the group may move here. @param open as if the arc were hidden in all of them @param target its own past does not bind it */
	#slack(group: Group, e: number, dir: 1 | -1, open = false, target = -1): number {
		let room = FAR;
		for (const m of group.layers) {
			const layer = this.layers[m]!;
			const x = layer.x[e]!;
			const hidden = open || layer.hidden[e] === 1;
			let low = hidden ? 0 : layer.low[e]!;
			let high = hidden ? FAR : layer.high[e]!;
			if (this.supposing && e !== target) {
				low = Math.max(low, layer.wasLow[e]!);
				high = Math.min(high, layer.wasHigh[e]!);
			}
			room = Math.min(room, dir > 0 ? high - x : x - low);
			if (room <= 0) return 0;
		}
		for (const { small, large, up, holds } of group.inside)
			if (up === dir > 0 && holds[e])
				room = Math.min(room, this.layers[large]!.x[e]! - this.layers[small]!.x[e]!);
		for (const { any, parts, gain, holds } of group.unions) {
			if (gain * dir > 0 || !holds[e]) continue;
			let over = -this.layers[any]!.x[e]!;
			for (const part of parts) over += this.layers[part]!.x[e]!;
			room = Math.min(room, Math.floor(over / Math.abs(gain)));
		}
		return room;
	}

	/**
	 * A walk that closes around the target: the arcs, each with its direction. With `open`, the one by which least is lost
	 * of those that arcs not hidden yet would open.
	 */
	#walk(
		group: Group,
		target: number,
		dir: 1 | -1,
		open: boolean
	): { steps: [number, 1 | -1][]; cost: number } | undefined {
		const { arcs, nodes, touching } = this.network;
		if (this.#slack(group, target, dir, open, target) <= 0) return undefined;
		const { from: tail, to: head } = arcs[target]!;
		const [from, to] = dir > 0 ? [head, tail] : [tail, head];
		const cost = new Float64Array(nodes).fill(Infinity);
		const by: ([number, 1 | -1] | undefined)[] = new Array(nodes);
		const settled = new Uint8Array(nodes);
		cost[from] = 0;
		// Without prices every way is as dear as it is long: whoever came first goes first.
		const line = [from];
		const cheapest = new TinyQueue<{ node: number; sum: number }>([], (a, b) => a.sum - b.sum);
		let first = 0;
		for (let at = line[first++]; at !== undefined; at = open ? cheapest.pop()?.node : line[first++]) {
			if (settled[at]) continue;
			settled[at] = 1;
			if (at === to) break;
			for (const e of touching[at]!) {
				if (e === target) continue;
				const way = arcs[e]!.from === at ? 1 : -1;
				const next = way > 0 ? arcs[e]!.to : arcs[e]!.from;
				if (settled[next]) continue;
				let price = 0;
				if (this.#slack(group, e, way, false, target) <= 0) {
					if (!open || this.#slack(group, e, way, true, target) <= 0) continue;
					price = this.#price(group, e);
				}
				// Of two that cost the same, the shorter one.
				const sum = cost[at]! + price + (open ? 1e-3 : 1);
				if (sum < cost[next]!) {
					cost[next] = sum;
					by[next] = [e, way];
					if (open) cheapest.push({ node: next, sum });
					else line.push(next);
					// Without prices the first way that is found is the shortest.
					if (!open && next === to) {
						first = line.length;
						break;
					}
				}
			}
		}
		if (!by[to]) return undefined;
		const steps: [number, 1 | -1][] = [[target, dir]];
		for (let at = to; at !== from;) {
			const [e, way] = by[at]!;
			steps.push([e, way]);
			at = way > 0 ? arcs[e]!.from : arcs[e]!.to;
		}
		return { steps, cost: cost[to]! + (open ? this.#price(group, target) : 0) };
	}

	#price(group: Group, e: number): number {
		return group.layers.reduce(
			(sum, m) => sum + (this.layers[m]!.hidden[e] ? 0 : this.layers[m]!.cost[e]!),
			0
		);
	}

	/** Pushes the target as far as it goes, at most `want`. The push stays until {@link #undo}. */
	#push(m: number, target: number, dir: 1 | -1, want: number): number {
		let got = 0;
		for (let moved = true; moved && got < want;) {
			moved = false;
			for (const group of this.#groups[m]!)
				while (got < want) {
					const walk = this.#walk(group, target, dir, false);
					if (!walk) break;
					const by = Math.min(
						want - got,
						...walk.steps.map(([e, way]) => this.#slack(group, e, way, false, target))
					);
					for (const [arc, way] of walk.steps) this.#move(group, arc, way * by);
					got += by;
					moved = true;
				}
		}
		return got;
	}

	#move(group: Group, arc: number, by: number): void {
		for (const m of group.layers) this.layers[m]!.x[arc]! += by;
		this.#done.push({ group, arc, by });
	}

	#undo(): void {
		for (let step = this.#done.pop(); step; step = this.#done.pop())
			for (const m of step.group.layers) this.layers[m]!.x[step.arc]! -= step.by;
	}

	/**
	 * What the target can take from the other rows of its column, or give them, all else standing still. Nearly every cell of
	 * a number without totals is seen to be wide by this alone, and by far faster.
	 */
	#byItself(m: number, target: number, { down, up, width }: Room): boolean {
		if (!this.layers[m]!.free || !this.network.arcs[target]!.leaf) return false;
		const alone = this.#groups[m]![0]!;
		let [fall, rise] = [0, 0];
		for (const e of this.network.beside[target]!) {
			if (e === target) continue;
			fall += this.#slack(alone, e, 1);
			rise += this.#slack(alone, e, -1);
		}
		fall = Math.min(fall, this.#slack(alone, target, -1, false, target));
		rise = Math.min(rise, this.#slack(alone, target, 1, false, target));
		return fall >= down && rise >= up && fall + rise + 1 >= width;
	}

	/** Whether the target has the room that is wished for. */
	has(m: number, target: number, room: Room): boolean {
		if (this.#byItself(m, target, room)) return true;
		const { down, up, width } = room;
		const fall = this.#push(m, target, -1, Math.max(down, width - 1 - up));
		this.#undo();
		if (fall < down) return false;
		const need = Math.max(up, width - 1 - fall);
		const rise = this.#push(m, target, 1, need);
		this.#undo();
		return rise >= need;
	}

	/**
	 * The arcs by whose hiding the target gets some of the room it lacks, so that least is lost; each with the layers that publish it now.
	 * Empty: nothing more can be hidden that would help.
	 */
	cheapest(
		m: number,
		target: number,
		{ down, up, width }: Room
	): { arc: number; layers: readonly number[] }[] {
		let best: { cost: number; steps: [number, 1 | -1][]; group: Group } | undefined;
		for (const dir of [-1, 1] as const) {
			const least = dir < 0 ? down : up;
			const got = this.#push(m, target, dir, FAR);
			// Where it may go as far as that one way, the other one is what it wants.
			if (down + up > 0 ? got >= least : got >= width - 1) {
				this.#undo();
				continue;
			}
			for (const group of this.#groups[m]!) {
				const walk = this.#walk(group, target, dir, true);
				if (walk && (!best || walk.cost < best.cost)) best = { ...walk, group };
			}
			this.#undo();
		}
		if (!best) return [];
		const { group, steps } = best;
		return steps
			.map(([arc]) => ({ arc, layers: group.layers.filter((l) => !this.layers[l]!.hidden[arc]) }))
			.filter(({ layers }) => layers.length > 0);
	}

	/** @returns the layers in which it was not hidden before */
	hide(m: number, arc: number): number[] {
		const layer = this.layers[m]!;
		if (layer.hidden[arc]) return [];
		layer.hidden[arc] = 1;
		return [m, ...layer.heirs.flatMap((heir) => this.hide(heir, arc))];
	}
}
