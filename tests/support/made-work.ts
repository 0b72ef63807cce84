/** A listing and a price that a learner made in course A's practices, as their events carry them. */
export const LISTING = {
	what: 'کڑھائی والی چادر',
	made_of: 'سوتی کپڑا',
	size: 'بڑی',
	colour: 'نیلی',
	time: 'تین دن',
	price: '2600',
	delivery: 'ملتان',
	returns: 'سات دن'
};
export const PRICE = {
	goods: 900,
	hours: 6,
	hour_rate: 100,
	packing: 50,
	courier: 250,
	tax_percent: 0,
	returns_of_ten: 0,
	return_cost: 0,
	price: 2600
};
