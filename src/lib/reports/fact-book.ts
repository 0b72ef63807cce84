/** Collects one learner's facts: decides to which organisation, class and quarter each of them belongs. */
import { calendarOf, type Calendar } from './calendar.ts';
import type { History, Surroundings } from './history.ts';
import type { Fact } from './indicators.ts';
import type { Period } from './period.ts';
import { stayAt, staysOf, type Stay } from './stays.ts';

/** What a fact says beside where it belongs. */
export interface Said {
	part?: string;
	value?: number;
	band?: string;
}

type Class = Pick<Stay, 'organisationId' | 'cohortId'>;

/** One organisation in which she is or was. */
export interface Place {
	organisationId: string;
	calendar: Calendar;
	/** By the time of entering. */
	stays: readonly Stay[];
}

export class FactBook {
	/** Every organisation in one of whose classes she was. */
	readonly places: readonly Place[];
	readonly #first: Stay | undefined;
	readonly #facts = new Map<string, Fact>();
	readonly #around: Surroundings;

	constructor(history: History, around: Surroundings) {
		const stays = staysOf(history);
		this.#first = stays[0];
		this.#around = around;
		this.places = [...Map.groupBy(stays, (stay) => stay.organisationId)].map(([organisationId, own]) => ({
			organisationId,
			calendar: this.calendar(organisationId),
			stays: own
		}));
	}

	calendar(organisationId: string): Calendar {
		return calendarOf(this.#around.zoneOf(organisationId));
	}

	/**
	 * Writes a fact down; of several of one indicator, part and quarter the first one stands.
	 * @param period default: the quarter in which it happened
	 */
	add(indicator: string, at: number, { organisationId, cohortId }: Class, said: Said = {}, period?: Period) {
		const { part = '', value = null, band = '' } = said;
		const fact: Fact = {
			organisationId,
			indicator,
			part,
			period: period ?? this.calendar(organisationId).periodOf(at),
			at,
			value,
			band,
			cohortId,
			programmeId: cohortId && this.#around.programmeOf(organisationId, cohortId)
		};
		const key = `${organisationId}/${indicator}/${part}/${fact.period}`;
		const before = this.#facts.get(key);
		if (!before || at < before.at) this.#facts.set(key, fact);
	}

	/**
	 * Something that happens once to a person in an organisation. It belongs to each in whose class she was then. What she did
	 * before she was in any class belongs to the first one that she entered, from then on.
	 * @param times each time that it happened
	 */
	once(indicator: string, times: readonly (Said & { at: number })[]): void {
		for (const { organisationId, stays } of this.places) {
			let first: { at: number; stay: Stay; said: Said } | undefined;
			for (const { at: happened, ...said } of times) {
				const before = this.#first !== undefined && happened < this.#first.from;
				const at = before ? this.#first!.from : happened;
				const stay = before ? this.#first! : stayAt(stays, at);
				if (stay?.organisationId !== organisationId) continue;
				if (!first || at < first.at) first = { at, stay, said };
			}
			if (first) this.add(indicator, first.at, first.stay, first.said);
		}
	}

	all(): Fact[] {
		return [...this.#facts.values()];
	}
}
