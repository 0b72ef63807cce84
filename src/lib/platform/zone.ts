/** Clocks of a zone (IANA), with their changes; instants are UTC milliseconds. */
const formats = new Map<string, Intl.DateTimeFormat>();
const formatOf = (zone: string): Intl.DateTimeFormat => {
	let format = formats.get(zone);
	if (!format) {
		format = new Intl.DateTimeFormat('en-CA', {
			timeZone: zone,
			hourCycle: 'h23',
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit',
			second: '2-digit'
		});
		formats.set(zone, format);
	}
	return format;
};

/** What the clock on the wall there reads, as if it were UTC. */
export function wall(at: number, zone: string): number {
	const part = Object.fromEntries(
		formatOf(zone)
			.formatToParts(at)
			.map(({ type, value }) => [type, Number(value)])
	) as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>;
	return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
}

/** The instant at which the clock there reads this; where it reads it twice, the first one. */
export function instant(reading: number, zone: string): number {
	let at = reading;
	// Twice: the first guess may lie on the other side of a change of the clock.
	for (let n = 0; n < 2; n++) at = reading - (wall(at, zone) - at);
	return at;
}

/** The instant at which a day begins there. @param day `YYYY-MM-DD` */
export const dayStart = (day: string, zone: string): number => instant(Date.parse(`${day}T00:00:00Z`), zone);
