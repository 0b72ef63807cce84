/**
 * Who lives in the demo. All invented: names, shops and numbers belong to nobody. A plan says how far she gets; the
 * histories themselves are made through the product's own use cases (study.ts, sell.ts).
 */
import type { ListingDraft, PriceDraft } from '#lib/progress/index.ts';

export type Plan =
	/** Passed, opened a shop, sold. */
	| 'seller'
	/** Passed at the second try, opened a shop. */
	| 'second-try'
	/** Passed; the fraud check stands before the shop. */
	| 'passed'
	/** Passed both: the shop may be opened, and is not yet. */
	| 'unlocked'
	/** Not passed yet, waits for the next try. */
	| 'waiting'
	| 'halfway'
	| 'started'
	| 'stopped'
	/** Joined, and has not begun. */
	| 'joined'
	/** Three wrong answers to one question of lesson 5, and not right yet. */
	| 'stuck'
	/** The final check twice, not passed. */
	| 'twice'
	/** Halfway, and has asked her trainer for help. */
	| 'asked';

/** Courses that make a seller ready, beside A. */
export const READY = ['digital-payments', 'trust'];

export interface Person {
	name: string;
	lang: 'ur' | 'en';
	man?: true;
	plan: Plan;
	/** Goes on to the checks of B and C: Seller Ready. */
	ready?: true;
	/** Weeks before today when she joined. */
	weeks: number;
	class: ClassName;
	goods?: Goods;
}

export type ClassName = 'thursday' | 'tuesday' | 'saturday';

export interface Goods {
	shop: {
		name: string;
		name_en: string;
		handle: string;
		category: string;
		city: string;
		about: string;
		area: string;
		fee: number;
	};
	listing: ListingDraft;
	price: PriceDraft;
	/** Pictures of course A that stand in for her own photos. */
	photos: string[];
	more: { title: string; details: string; price: number; stock: number }[];
}

const price = (goods: number, hours: number, asked: number): PriceDraft => ({
	goods,
	hours,
	hour_rate: 120,
	packing: 60,
	courier: 250,
	tax_percent: 0,
	returns_of_ten: 1,
	return_cost: 400,
	price: asked
});

const delivery = 'ملتان میں 2 دن، باقی شہروں میں 5 دن';
const returns = '3 دن میں واپس، چیز ویسی ہی ہو';

const shawls: Goods = {
	shop: {
		name: 'شبانہ کی شالیں',
		name_en: 'Shabana Shawls',
		handle: 'shabana-shawls',
		category: 'embroidery',
		city: 'ملتان',
		about: 'ہاتھ کی کڑھائی، اصلی اون',
		area: 'پورا پاکستان',
		fee: 250
	},
	listing: {
		what: 'کڑھائی والی سرخ شال',
		made_of: 'خالص اون، سوتی دھاگا',
		size: '80 x 40 انچ',
		colour: 'سرخ، پتے فیروزی۔ رنگ ذرا ہلکا لگ سکتا ہے',
		time: 'تیار ہے، کل بھیج دیں گے',
		price: '3,200 روپے',
		delivery,
		returns
	},
	price: price(1300, 6, 3200),
	photos: ['a3-window', 'a3-tape'],
	more: [
		{ title: 'نیلی شال', details: 'خالص اون\n80 x 40 انچ\nنیلا رنگ', price: 2900, stock: 3 },
		{ title: 'کڑھائی والا دوپٹہ', details: 'سوتی کپڑا\n2.5 میٹر', price: 1450, stock: 4 }
	]
};

const khussa: Goods = {
	shop: {
		name: 'راشدہ کھسہ',
		name_en: 'Rashida Khussa',
		handle: 'rashida-khussa',
		category: 'shoes',
		city: 'بہاولپور',
		about: 'چمڑے کے کھسے، ہاتھ کا کام',
		area: 'پورا پنجاب',
		fee: 220
	},
	listing: {
		what: 'تلے والا کھسہ',
		made_of: 'اصلی چمڑا، تلے کا کام',
		size: 'سائز 37، 38، 39',
		colour: 'بھورا، سنہرا تلا',
		time: 'آرڈر پر 4 دن میں تیار',
		price: '2,100 روپے',
		delivery,
		returns
	},
	price: price(800, 4, 2100),
	photos: ['a3-table'],
	more: [{ title: 'سادہ کھسہ', details: 'اصلی چمڑا\nسائز 36 سے 40', price: 1500, stock: 6 }]
};

const pottery: Goods = {
	shop: {
		name: 'نیلا پیالہ',
		name_en: 'Neela Piyala',
		handle: 'neela-piyala',
		category: 'pottery',
		city: 'ملتان',
		about: 'ملتان کے نیلے برتن',
		area: 'پورا پاکستان',
		fee: 320
	},
	listing: {
		what: 'نیلا پیالہ، ہاتھ کا نقش',
		made_of: 'مٹی، نیلا روغن',
		size: 'چوڑائی 6 انچ',
		colour: 'نیلا اور سفید',
		time: 'تیار ہے',
		price: '1,350 روپے',
		delivery,
		returns
	},
	price: price(350, 3, 1350),
	photos: ['a3-cup'],
	more: []
};

const cushions: Goods = {
	shop: {
		name: 'گھر کی رونق',
		name_en: 'Ghar ki Ronaq',
		handle: 'ghar-ki-ronaq',
		category: 'home',
		city: 'خانیوال',
		about: 'کشن اور میز پوش',
		area: 'خانیوال اور ملتان',
		fee: 150
	},
	listing: {
		what: 'کڑھائی والا کشن',
		made_of: 'سوتی کپڑا، روئی',
		size: '16 x 16 انچ',
		colour: 'سفید پر نیلی کڑھائی',
		time: '3 دن میں تیار',
		price: '1,250 روپے',
		delivery,
		returns
	},
	price: price(380, 2, 1250),
	photos: ['a3-cushion'],
	more: [{ title: 'میز پوش', details: 'سوتی\n60 انچ گول', price: 1800, stock: 2 }]
};

export const people: Person[] = [
	{ name: 'شبانہ', lang: 'ur', plan: 'seller', weeks: 10, class: 'thursday', goods: shawls },
	{ name: 'راشدہ', lang: 'ur', plan: 'seller', weeks: 9, class: 'thursday', goods: khussa },
	{ name: 'Maryam', lang: 'en', plan: 'seller', ready: true, weeks: 9, class: 'thursday', goods: pottery },
	{ name: 'کلثوم', lang: 'ur', plan: 'second-try', weeks: 8, class: 'thursday', goods: cushions },
	{ name: 'نازیہ', lang: 'ur', plan: 'passed', weeks: 8, class: 'thursday', goods: shawls },
	{ name: 'بلال', lang: 'ur', man: true, plan: 'unlocked', weeks: 7, class: 'thursday', goods: cushions },
	{ name: 'ثمینہ', lang: 'ur', plan: 'waiting', weeks: 6, class: 'thursday', goods: shawls },
	{ name: 'فرزانہ', lang: 'ur', plan: 'waiting', weeks: 6, class: 'thursday', goods: khussa },
	{ name: 'سدرہ', lang: 'ur', plan: 'halfway', weeks: 6, class: 'thursday' },
	{ name: 'Hina', lang: 'en', plan: 'halfway', weeks: 5, class: 'thursday' },
	{ name: 'عائشہ', lang: 'ur', plan: 'halfway', weeks: 5, class: 'thursday' },
	{ name: 'زبیدہ', lang: 'ur', plan: 'halfway', weeks: 4, class: 'thursday' },
	{ name: 'رخسانہ', lang: 'ur', plan: 'halfway', weeks: 4, class: 'thursday' },
	{ name: 'اقرا', lang: 'ur', plan: 'started', weeks: 3, class: 'thursday' },
	{ name: 'مہوش', lang: 'ur', plan: 'started', weeks: 3, class: 'thursday' },
	{ name: 'Sana', lang: 'en', plan: 'started', weeks: 2, class: 'thursday' },
	{ name: 'نسیم', lang: 'ur', plan: 'started', weeks: 1, class: 'thursday' },
	{ name: 'پروین', lang: 'ur', plan: 'stopped', weeks: 9, class: 'thursday' },
	{ name: 'شازیہ', lang: 'ur', plan: 'stopped', weeks: 7, class: 'thursday' },
	{ name: 'ریحانہ', lang: 'ur', plan: 'stopped', weeks: 5, class: 'thursday' },
	{ name: 'صائمہ', lang: 'ur', plan: 'joined', weeks: 2, class: 'thursday' },
	{ name: 'گل', lang: 'ur', plan: 'joined', weeks: 1, class: 'thursday' },
	{ name: 'سمیرا', lang: 'ur', plan: 'halfway', weeks: 9, class: 'tuesday' },
	{ name: 'نورین', lang: 'ur', plan: 'stuck', weeks: 9, class: 'tuesday' },
	{
		name: 'رابعہ',
		lang: 'ur',
		plan: 'unlocked',
		ready: true,
		weeks: 9,
		class: 'tuesday',
		goods: cushions
	},
	{ name: 'شگفتہ', lang: 'ur', plan: 'twice', weeks: 9, class: 'tuesday', goods: khussa },
	{ name: 'Amna', lang: 'en', plan: 'halfway', weeks: 8, class: 'tuesday' },
	{ name: 'فوزیہ', lang: 'ur', plan: 'asked', weeks: 8, class: 'tuesday' },
	{ name: 'غزالہ', lang: 'ur', plan: 'started', weeks: 8, class: 'tuesday' },
	{ name: 'تسنیم', lang: 'ur', plan: 'stuck', weeks: 8, class: 'tuesday' },
	{ name: 'یاسمین', lang: 'ur', plan: 'halfway', weeks: 8, class: 'tuesday' },
	{ name: 'نگہت', lang: 'ur', plan: 'stopped', weeks: 8, class: 'tuesday' },
	{ name: 'عظمیٰ', lang: 'ur', plan: 'waiting', weeks: 8, class: 'tuesday', goods: pottery },
	{ name: 'شمائلہ', lang: 'ur', plan: 'halfway', weeks: 8, class: 'tuesday' },
	{ name: 'کوثر', lang: 'ur', plan: 'joined', weeks: 6, class: 'tuesday' },
	{ name: 'فریحہ', lang: 'ur', plan: 'halfway', weeks: 6, class: 'tuesday' },
	{ name: 'صبا', lang: 'ur', plan: 'started', weeks: 5, class: 'tuesday' },
	{ name: 'مریم', lang: 'ur', plan: 'halfway', weeks: 5, class: 'tuesday' },
	{ name: 'Imran', lang: 'en', man: true, plan: 'started', weeks: 5, class: 'tuesday' },
	{ name: 'زینت', lang: 'ur', plan: 'asked', weeks: 5, class: 'tuesday' },
	{ name: 'طیبہ', lang: 'ur', plan: 'joined', weeks: 2, class: 'tuesday' },
	{ name: 'حلیمہ', lang: 'ur', plan: 'started', weeks: 2, class: 'tuesday' },
	{ name: 'نجمہ', lang: 'ur', plan: 'halfway', weeks: 4, class: 'saturday' },
	{ name: 'شمیم', lang: 'ur', plan: 'stuck', weeks: 4, class: 'saturday' },
	{ name: 'عابدہ', lang: 'ur', plan: 'halfway', weeks: 4, class: 'saturday' },
	{ name: 'ارم', lang: 'ur', plan: 'started', weeks: 4, class: 'saturday' },
	{ name: 'سعدیہ', lang: 'ur', plan: 'halfway', weeks: 4, class: 'saturday' },
	{ name: 'روبینہ', lang: 'ur', plan: 'started', weeks: 4, class: 'saturday' },
	{ name: 'مصباح', lang: 'ur', plan: 'joined', weeks: 4, class: 'saturday' },
	{ name: 'عنبرین', lang: 'ur', plan: 'halfway', weeks: 4, class: 'saturday' },
	{ name: 'Kiran', lang: 'en', plan: 'started', weeks: 4, class: 'saturday' },
	{ name: 'شہناز', lang: 'ur', plan: 'stopped', weeks: 4, class: 'saturday' },
	{ name: 'نسرین', lang: 'ur', plan: 'started', weeks: 3, class: 'saturday' },
	{ name: 'بشریٰ', lang: 'ur', plan: 'asked', weeks: 3, class: 'saturday' },
	{ name: 'ثریا', lang: 'ur', plan: 'started', weeks: 3, class: 'saturday' },
	{ name: 'زرینہ', lang: 'ur', plan: 'joined', weeks: 3, class: 'saturday' },
	{ name: 'خدیجہ', lang: 'ur', plan: 'started', weeks: 3, class: 'saturday' },
	{ name: 'آسیہ', lang: 'ur', plan: 'started', weeks: 2, class: 'saturday' },
	{ name: 'Sadia', lang: 'en', plan: 'joined', weeks: 2, class: 'saturday' },
	{ name: 'ممتاز', lang: 'ur', plan: 'started', weeks: 1, class: 'saturday' }
];

/** Buyers, with numbers of a range that no network gives out. */
export const buyers = [
	{ name: 'ناہید', city: 'لاہور', landmark: 'پرانی مسجد کے سامنے' },
	{ name: 'عمران', city: 'ملتان', landmark: 'گھنٹہ گھر کے پیچھے' },
	{ name: 'فوزیہ', city: 'کراچی', landmark: 'پانی کی ٹینکی کے ساتھ' },
	{ name: 'طاہرہ', city: 'فیصل آباد', landmark: 'سکول والی گلی کا کونا' },
	{ name: 'Usman', city: 'Islamabad', landmark: 'Opposite the park gate' },
	{ name: 'زینب', city: 'بہاولپور', landmark: 'ڈاک خانے کے برابر' }
];
