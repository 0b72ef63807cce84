/**
 * M10. What a shop may hold. A checker reads a new shop, its goods and its pictures against these two lists.
 * The refused list joins what couriers turn away with what the law or a buyer's safety forbids.
 */
export const goods = [
	'clothes',
	'embroidery',
	'shoes',
	'bags',
	'jewellery',
	'pottery',
	'home',
	'food',
	'care',
	'toys',
	'books',
	'plants',
	'other'
] as const;
export type Goods = (typeof goods)[number];

export const refusedGoods = [
	'medicine',
	'weapons',
	'animals',
	'tobacco',
	'copies',
	'gold',
	'money',
	'sims',
	'adult',
	'stolen'
] as const;
export type RefusedGoods = (typeof refusedGoods)[number];

/** Why a checker sends a shop, a product or a picture back; the seller reads it in her language. */
export const checkReasons = [
	'refused-goods',
	'face-or-home',
	'number-in-picture',
	'not-own-picture',
	'unclear',
	'wrong-words',
	'other'
] as const;
export type CheckReason = (typeof checkReasons)[number];

/** Words of a thing's name that say what kind it is, in both languages; the first that fits. */
const SAYS: readonly [Goods, RegExp][] = [
	['embroidery', /کڑھائی|شال|دوپٹ|پھلکاری|گوٹا|embroider|shawl|dupatta/i],
	['shoes', /کھس|جوت|چپل|سینڈل|khussa|shoe|sandal/i],
	['bags', /پرس|بیگ|تھیل|کلچ|purse|bag|clutch/i],
	['jewellery', /زیور|چوڑی|جھمک|بالی|ہار|انگوٹھی|jewel|bangle|earring|necklace/i],
	['pottery', /برتن|گھڑ|پیال|کاشی|مٹی|گلدان|pot|bowl|tile|vase|ceramic/i],
	['food', /اچار|مصالح|مرب|چٹنی|حلو|نمکو|pickle|spice|jam|chutney/i],
	['care', /صابن|مہندی|تیل|ابٹن|soap|henna|oil/i],
	['toys', /کھلون|گڑیا|toy|doll/i],
	['plants', /پود|گمل|plant/i],
	['books', /کتاب|کاپی|book/i],
	['clothes', /کپڑ|سوٹ|قمیض|کرت|چادر|لان|ٹوپی|suit|shirt|kurta|dress|cloth/i],
	['home', /رلی|تکی|پرد|بیڈ شیٹ|قالین|ٹوکری|cushion|curtain|rug|basket|quilt/i]
];

/** The kind of goods a first product suggests; '' when its name says nothing. */
export const guessGoods = (title: string): Goods | '' => SAYS.find(([, word]) => word.test(title))?.[0] ?? '';
