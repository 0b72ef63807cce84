/**
 * What a large marketplace asks of a seller before she may sell there, as far as our register of facts has it. Nothing here is
 * asked by Qadam: the list is to be ticked, and no paper or number of hers comes to us (M8).
 */

export interface ToPrepare {
	id: string;
	/** Id in content/facts.yaml, or of the lesson in the syllabus that says it. */
	from: string;
	/** Nobody has checked it at its source yet: she asks the marketplace itself. */
	verify: boolean;
}

export const toPrepare = [
	{ id: 'phone', from: 'S4', verify: true },
	{ id: 'email', from: 'S4', verify: true },
	{ id: 'cnic', from: 'S4', verify: true },
	{ id: 'account', from: 'S4', verify: true },
	{ id: 'same-name', from: 'S4', verify: true },
	{ id: 'address', from: 'D3', verify: true },
	{ id: 'pictures', from: 'S30', verify: false },
	{ id: 'share', from: 'S5', verify: false },
	{ id: 'returns', from: 'S6', verify: true },
	{ id: 'tax', from: 'S23', verify: false }
] as const satisfies readonly ToPrepare[];

/** Where each comes from, as the register names it. */
export const sources: Record<(typeof toPrepare)[number]['from'], string> = {
	S4: 'asaanretail.pk; darazsellerhelp.blogspot.com (2020)',
	S5: 'sites.google.com/view/digitaldaraz; commonclientsnetwork.blogspot.com (2023-01); our own summary without the rates',
	S6: 'daraz.pk/returns-refunds-faq; thecouriertracking.com',
	S23: 'tbizcon.com; sterling.pk; cabcservices.com',
	S30: 'shelfgen.com (2026-05-22); mapleridge.com',
	D3: ''
};
