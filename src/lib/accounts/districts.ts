import type { Lang, Text } from '../catalog/index.ts';
import { DISTRICTS as made, REGIONS } from '../platform/country/made/places.ts';

/** A region of the country pack: a province or a territory. */
export type Province = string;
export interface District {
	/** e.g. `punjab-dera-ghazi-khan`. An id never changes: dated answers and reports hold it. */
	id: string;
	province: Province;
	name: Text;
}

const regions = /* @__PURE__ */ new Map(REGIONS.map(({ id, name }) => [id, name]));

export const PROVINCES: readonly Province[] = /* @__PURE__ */ REGIONS.map(({ id }) => id);
export const provinceName = (province: Province, lang: Lang): string => regions.get(province)?.[lang] ?? '';

export const DISTRICTS: readonly District[] = /* @__PURE__ */ made.map(({ id, region, name }) => ({
	id,
	province: region,
	name
}));

const byId = /* @__PURE__ */ new Map(DISTRICTS.map((d) => [d.id, d]));

export const isDistrict = (id: string): boolean => byId.has(id);
export const districtName = (id: string, lang: Lang): string | undefined => byId.get(id)?.name[lang];

/** Of one province, in the order of the reader's alphabet. */
export const districtsOf = (province: Province, lang: Lang): District[] =>
	DISTRICTS.filter((d) => d.province === province).sort((a, b) =>
		a.name[lang].localeCompare(b.name[lang], lang)
	);
