import type { Lang, Text } from '../catalog/index.ts';

/**
 * Districts of Pakistan as they stood in 2025, by province or territory; a new one is a new line. An id never changes:
 * dated answers and reports hold it.
 */
const NAMES = {
	punjab: {
		name: { ur: 'پنجاب', en: 'Punjab' },
		districts: `
			Attock | اٹک
			Bahawalnagar | بہاولنگر
			Bahawalpur | بہاولپور
			Bhakkar | بھکر
			Chakwal | چکوال
			Chiniot | چنیوٹ
			Dera Ghazi Khan | ڈیرہ غازی خان
			Faisalabad | فیصل آباد
			Gujranwala | گوجرانوالہ
			Gujrat | گجرات
			Hafizabad | حافظ آباد
			Jhang | جھنگ
			Jhelum | جہلم
			Kasur | قصور
			Khanewal | خانیوال
			Khushab | خوشاب
			Kot Addu | کوٹ ادو
			Lahore | لاہور
			Layyah | لیہ
			Lodhran | لودھراں
			Mandi Bahauddin | منڈی بہاؤالدین
			Mianwali | میانوالی
			Multan | ملتان
			Murree | مری
			Muzaffargarh | مظفر گڑھ
			Nankana Sahib | ننکانہ صاحب
			Narowal | نارووال
			Okara | اوکاڑہ
			Pakpattan | پاکپتن
			Rahim Yar Khan | رحیم یار خان
			Rajanpur | راجن پور
			Rawalpindi | راولپنڈی
			Sahiwal | ساہیوال
			Sargodha | سرگودھا
			Sheikhupura | شیخوپورہ
			Sialkot | سیالکوٹ
			Talagang | تلہ گنگ
			Taunsa | تونسہ
			Toba Tek Singh | ٹوبہ ٹیک سنگھ
			Vehari | وہاڑی
			Wazirabad | وزیر آباد`
	},
	sindh: {
		name: { ur: 'سندھ', en: 'Sindh' },
		districts: `
			Badin | بدین
			Dadu | دادو
			Ghotki | گھوٹکی
			Hyderabad | حیدرآباد
			Jacobabad | جیکب آباد
			Jamshoro | جامشورو
			Karachi Central | کراچی وسطی
			Karachi East | کراچی شرقی
			Karachi South | کراچی جنوبی
			Karachi West | کراچی غربی
			Kashmore | کشمور
			Keamari | کیماڑی
			Khairpur | خیرپور
			Korangi | کورنگی
			Larkana | لاڑکانہ
			Malir | ملیر
			Matiari | مٹیاری
			Mirpur Khas | میرپور خاص
			Naushahro Feroze | نوشہرو فیروز
			Qambar Shahdadkot | قمبر شہدادکوٹ
			Sanghar | سانگھڑ
			Shaheed Benazirabad | شہید بینظیر آباد
			Shikarpur | شکارپور
			Sujawal | سجاول
			Sukkur | سکھر
			Tando Allahyar | ٹنڈو الہ یار
			Tando Muhammad Khan | ٹنڈو محمد خان
			Tharparkar | تھرپارکر
			Thatta | ٹھٹہ
			Umerkot | عمرکوٹ`
	},
	kp: {
		name: { ur: 'خیبر پختونخوا', en: 'Khyber Pakhtunkhwa' },
		districts: `
			Abbottabad | ایبٹ آباد
			Bajaur | باجوڑ
			Bannu | بنوں
			Battagram | بٹگرام
			Buner | بونیر
			Charsadda | چارسدہ
			Dera Ismail Khan | ڈیرہ اسماعیل خان
			Hangu | ہنگو
			Haripur | ہری پور
			Karak | کرک
			Khyber | خیبر
			Kohat | کوہاٹ
			Kolai-Palas | کولئی پالس
			Kurram | کرم
			Lakki Marwat | لکی مروت
			Lower Chitral | لوئر چترال
			Lower Dir | لوئر دیر
			Lower Kohistan | لوئر کوہستان
			Lower South Waziristan | لوئر جنوبی وزیرستان
			Malakand | ملاکنڈ
			Mansehra | مانسہرہ
			Mardan | مردان
			Mohmand | مہمند
			North Waziristan | شمالی وزیرستان
			Nowshera | نوشہرہ
			Orakzai | اورکزئی
			Peshawar | پشاور
			Shangla | شانگلہ
			Swabi | صوابی
			Swat | سوات
			Tank | ٹانک
			Torghar | تورغر
			Upper Chitral | اپر چترال
			Upper Dir | اپر دیر
			Upper Kohistan | اپر کوہستان
			Upper South Waziristan | اپر جنوبی وزیرستان`
	},
	balochistan: {
		name: { ur: 'بلوچستان', en: 'Balochistan' },
		districts: `
			Awaran | آواران
			Barkhan | بارکھان
			Chagai | چاغی
			Chaman | چمن
			Dera Bugti | ڈیرہ بگٹی
			Duki | دکی
			Gwadar | گوادر
			Harnai | ہرنائی
			Hub | حب
			Jafarabad | جعفر آباد
			Jhal Magsi | جھل مگسی
			Kachhi | کچھی
			Kalat | قلات
			Kech | کیچ
			Kharan | خاران
			Khuzdar | خضدار
			Killa Abdullah | قلعہ عبداللہ
			Killa Saifullah | قلعہ سیف اللہ
			Kohlu | کوہلو
			Lasbela | لسبیلہ
			Loralai | لورالائی
			Mastung | مستونگ
			Musakhel | موسیٰ خیل
			Nasirabad | نصیر آباد
			Nushki | نوشکی
			Panjgur | پنجگور
			Pishin | پشین
			Quetta | کوئٹہ
			Sherani | شیرانی
			Sibi | سبی
			Sohbatpur | صحبت پور
			Surab | سوراب
			Usta Muhammad | اوستہ محمد
			Washuk | واشک
			Zhob | ژوب
			Ziarat | زیارت`
	},
	islamabad: {
		name: { ur: 'اسلام آباد', en: 'Islamabad' },
		districts: `
			Islamabad | اسلام آباد`
	},
	ajk: {
		name: { ur: 'آزاد کشمیر', en: 'Azad Kashmir' },
		districts: `
			Bagh | باغ
			Bhimber | بھمبر
			Hattian Bala | ہٹیاں بالا
			Haveli | حویلی
			Kotli | کوٹلی
			Mirpur | میرپور
			Muzaffarabad | مظفر آباد
			Neelum | نیلم
			Poonch | پونچھ
			Sudhnoti | سدھنوتی`
	},
	gb: {
		name: { ur: 'گلگت بلتستان', en: 'Gilgit-Baltistan' },
		districts: `
			Astore | استور
			Darel | داریل
			Diamer | دیامر
			Ghanche | گانچھے
			Ghizer | غذر
			Gilgit | گلگت
			Gupis-Yasin | گوپس یاسین
			Hunza | ہنزہ
			Kharmang | کھرمنگ
			Nagar | نگر
			Roundu | روندو
			Shigar | شگر
			Skardu | سکردو
			Tangir | تانگیر`
	}
} as const;

export type Province = keyof typeof NAMES;
export interface District {
	/** e.g. `punjab-dera-ghazi-khan` */
	id: string;
	province: Province;
	name: Text;
}

export const PROVINCES = Object.keys(NAMES) as Province[];
export const provinceName = (province: Province, lang: Lang): string => NAMES[province].name[lang];

export const DISTRICTS: readonly District[] = /* @__PURE__ */ PROVINCES.flatMap((province) =>
	NAMES[province].districts
		.trim()
		.split('\n')
		.map((line) => {
			const [en, ur] = line.split('|').map((name) => name.trim()) as [string, string];
			return { id: `${province}-${en.toLowerCase().replace(/[^a-z]+/g, '-')}`, province, name: { ur, en } };
		})
);

const byId = /* @__PURE__ */ new Map(DISTRICTS.map((d) => [d.id, d]));

export const isDistrict = (id: string): boolean => byId.has(id);
export const districtName = (id: string, lang: Lang): string | undefined => byId.get(id)?.name[lang];

/** Of one province, in the order of the reader's alphabet. */
export const districtsOf = (province: Province, lang: Lang): District[] =>
	DISTRICTS.filter((d) => d.province === province).sort((a, b) =>
		a.name[lang].localeCompare(b.name[lang], lang)
	);
