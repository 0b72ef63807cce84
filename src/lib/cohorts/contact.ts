import { localPhone } from '../platform/country/phone.ts';

/** T6. How a learner may be reached: whose phone it is, at what hours, and by what. All of it may stay unsaid (''). */
export const WHOSE = ['own', 'family', 'other'] as const;
export const HOURS = ['morning', 'noon', 'evening', 'night'] as const;
export const WAYS = ['any', 'message', 'call', 'class'] as const;

export type Whose = (typeof WHOSE)[number] | '';
export type SafeHour = (typeof HOURS)[number];
export type Ways = (typeof WAYS)[number] | '';

export interface ContactPreference {
	whose: Whose;
	/** None: not said. */
	hours: SafeHour[];
	ways: Ways;
}

/** Hours of the day in the organisation's zone: from, until. */
const SPAN: Record<SafeHour, [from: number, until: number]> = {
	morning: [8, 12],
	noon: [12, 16],
	evening: [16, 20],
	night: [20, 22]
};

const among = <T extends string>(all: readonly T[], text: unknown): T | '' =>
	all.find((one) => one === text) ?? '';

/** What a form or a row says; what it does not know counts as not said. */
export const readPreference = (
	field: (name: 'whose' | 'hours' | 'ways') => readonly unknown[]
): ContactPreference => ({
	whose: among(WHOSE, field('whose')[0]),
	hours: HOURS.filter((hour) => field('hours').includes(hour)),
	ways: among(WAYS, field('ways')[0])
});

export type Reach =
	| { reach: 'open' }
	/** She asked to be spoken to in class only: there is no way round it. */
	| { reach: 'class_only' }
	/** Not now: outside the hours that are safe for her. */
	| { reach: 'not_now' };

/** T6. Whether she may be written to or called at this moment. @param zone IANA, of the organisation */
export function decideReach({ hours, ways }: ContactPreference, now: number, zone: string): Reach {
	if (ways === 'class') return { reach: 'class_only' };
	if (!hours.length) return { reach: 'open' };
	const hour = Number(
		new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(now)
	);
	return hours.some((name) => hour >= SPAN[name][0] && hour < SPAN[name][1])
		? { reach: 'open' }
		: { reach: 'not_now' };
}

export const mayMessage = ({ ways }: ContactPreference): boolean => ways !== 'class' && ways !== 'call';
export const mayCall = ({ ways }: ContactPreference): boolean => ways !== 'class' && ways !== 'message';

export type NoMessage = 'none' | 'class_only' | 'not_this_way' | 'not_now';

/** T6. Why she is not written to now; undefined when she may be. What always holds comes before what passes with the hour. */
export function whyNoMessage(
	said: ContactPreference,
	{ number, reach }: { number: boolean; reach: Reach['reach'] }
): NoMessage | undefined {
	if (!number) return 'none';
	if (reach === 'class_only') return 'class_only';
	if (!mayMessage(said)) return 'not_this_way';
	return reach === 'not_now' ? 'not_now' : undefined;
}

export { localPhone as localNumber };

/** 03•• •••••67: enough to tell two phones apart, too little to ring. */
export const maskNumber = (e164: string): string => {
	const local = localPhone(e164);
	return local.replace(/\d/g, (digit, at: number) => (at < 2 || at >= local.length - 2 ? digit : '•'));
};
