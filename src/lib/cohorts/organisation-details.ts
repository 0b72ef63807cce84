import * as v from 'valibot';

/** Who signs a certificate. */
export interface Signatory {
	name: string;
	title: { ur: string; en: string };
}

export interface OrganisationDetails {
	signatories: Signatory[];
	/** Ids of files, in the order shown: `/<lang>/staff/<organisation>/logo/<id>`. */
	logos: string[];
	/** M5. From so many people on, reports show a number. */
	reportThreshold: number;
}

export const MOST_SIGNATORIES = 3;
export const MOST_LOGOS = 3;
/** M5. Counts under it are hidden where the organisation has not chosen another; none shows fewer than the least. */
export const REPORT_THRESHOLD = { usual: 10, least: 5, most: 100 } as const;

const line = v.pipe(v.string(), v.maxLength(80));
export const reportThreshold = v.pipe(
	v.number(),
	v.integer(),
	v.minValue(REPORT_THRESHOLD.least),
	v.maxValue(REPORT_THRESHOLD.most)
);
const schema = v.object({
	signatories: v.fallback(v.array(v.object({ name: line, title: v.object({ ur: line, en: line }) })), []),
	logos: v.fallback(v.array(v.string()), []),
	reportThreshold: v.fallback(reportThreshold, REPORT_THRESHOLD.usual)
});

/** What `organisation.details` holds; what is not there yet, or cannot be read, is empty. */
export function readOrganisationDetails(json: string): OrganisationDetails {
	const read = v.safeParse(schema, parsed(json));
	return read.success ? read.output : { signatories: [], logos: [], reportThreshold: REPORT_THRESHOLD.usual };
}

/** The same text with these details in it; what a newer version keeps there stays. */
export const writeOrganisationDetails = (json: string, details: Partial<OrganisationDetails>): string =>
	JSON.stringify({ ...parsed(json), ...details });

function parsed(json: string): object {
	try {
		const read: unknown = JSON.parse(json);
		return read !== null && typeof read === 'object' ? read : {};
	} catch (error) {
		if (error instanceof SyntaxError) return {};
		throw error;
	}
}
