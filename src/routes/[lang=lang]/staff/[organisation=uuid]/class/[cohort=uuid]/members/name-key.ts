/** What a name is searched by: one letter for letters that are typed both ways, no marks, no case. */
export const nameKey = (name: string): string =>
	name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/[يى]/g, 'ی')
		.replace(/ك/g, 'ک')
		.replace(/[هةھ]/g, 'ہ')
		.replace(/[أإآ]/g, 'ا')
		.toLowerCase()
		.replace(/\s+/g, ' ')
		.trim();
