/**
 * Every rule of the check with its severity and remedy. C3–C6 are the catalogue's own (docs/course-format.md);
 * U01–U25 are the Urdu guide's, E11 and E22 their English cousins.
 */
const error = (remedy: string) => ({ severity: 'error', remedy }) as const;
const warning = (remedy: string) => ({ severity: 'warning', remedy }) as const;

export const RULES = {
	'C3.file': error('Add the file, or mend its name: the same names in every language.'),
	'C3.yaml': error('Mend the YAML: see docs/course-format.md for its keys.'),
	'C3.markup': error(
		'Use only what the format knows: cards, practices, questions, paragraphs, lists, **strong**.'
	),
	'C3.attribute': error('Mend the attribute: see docs/course-format.md.'),
	'C3.id': error('Ids are <lesson>-NN, -p, -pN, -qN, -rN, -cN or ppN, each used once.'),
	'C3.language': error(
		'Write it in both languages, with the same ids, kinds, pictures and keys in the same order.'
	),
	'C3.picture': error('Give it exactly one picture: ![what is in it](name).'),
	'C3.picture-text': error('Say what is in the picture, for somebody who does not see it.'),
	'C3.picture-file': error('Put media/<name>.svg or .webp into the course.'),
	'C3.picture-size': error('Make the picture smaller: 12 KB each.'),
	'C3.picture-unused': warning('Use the picture or take it out of media/.'),
	'C3.lesson-size': error('Use fewer or smaller pictures: 50 KB a lesson.'),
	'C3.if': error('The first card, hook and close are for everyone, and so are two cards of three.'),
	'C3.answer': error(
		'pick and spot: 2–3 options, one [x]; sort: 3–5 items; amount: one [x] whole number and [ ] *.'
	),
	'C3.reason': error('Give every answer its reason, indented below it (sort: two block quotes).'),
	'C3.stem': error('A question is one sentence or a scene of at most 40 words.'),
	'C3.stem-negative': error('Ask without a negative.'),
	'C3.fact': error('Name a fact of facts.yaml.'),
	'C3.fact-verify': error(
		'Nobody has checked this fact: say it only through a {{value}} that rests on it, or leave it out.'
	),
	'C3.term': error('Explain the word in the glossary: glossary-ur.yaml and glossary-en.yaml.'),
	'C3.play': error(
		'Mend the practice: every way leads somewhere, every scene is reached, every bin, meter and field is named.'
	),
	'C3.bank': error(
		'Make the numbers in course.yaml fit the bank: pass ≤ draw ≤ items, one wait for each try; six items in prepost.md.'
	),
	'C4.value': error('Name a value of values.yaml.'),
	'C4.value-question': error('No scored item depends on a value that changes: ask something else.'),
	'C4.value-stated': error('This value changes: write {{key}} instead.'),
	'C4.value-due': warning('Look the value up at its source and note who checked it.'),
	'C5.html': error('Write Markdown; HTML is not shown.'),
	'C5.url': error('Only https: and tel: addresses are allowed.'),
	'C5.size': error('Make the file smaller and simpler, plain UTF-8.'),
	'C5.svg': error(
		'A picture draws only: no scripts, handlers, entities, style imports or outside references.'
	),
	'C5.path': error('A picture is named by its bare name: small letters, digits and hyphens.'),
	'C6.reason': error('Items of the check and of prepost.md carry no reasons.'),
	'C8.file': error('A country pack has country.yaml and places.yaml: see docs/country-packs.md.'),
	'C8.place': error('Give one of the two an id of its own: { id: …, … }.'),
	'C8.message': error('Words of a pack have the keys and the {…} of src/content/messages/en.'),
	'C8.badge': error('Name the badge of a course of the pack, of a check of its own, or of badges.yaml.'),
	'C8.helpline': error('Name a value of values.yaml.'),
	E11: error('Card 40–80 words, close 25–60; option 2–9, within 4 of one another; reason 8–22.'),
	E22: error('Split the sentence: 22 words at most.'),
	U01: error('Use the Urdu letter: ک ی ہ ے, not its Arabic look-alike.'),
	U02: error('Digits are 0–9; write فیصد for the sign.'),
	U03: error('Take out the invisible character or tatweel.'),
	U04: error('Type plain letters, not presentation forms.'),
	U05: error('ھ follows only its consonant (بھ، کھ …); else ہ.'),
	U06: error('Store the text as NFC.'),
	U07: error('One space; none before ۔ ، ؟ ! ؛ : and one after.'),
	U08: error('After Urdu use ۔ ، ؛ ؟'),
	U09: error('End the paragraph with ۔ ؟ ! or :'),
	U10: error('Write it in Urdu letters (only Rs and 03XX XXXXXXX stay).'),
	U11: error(
		'Sentence ≤ 16 words; card 40–80, close 25–60; option 2–9, within 4 of one another; reason 8–22.'
	),
	U12: error('آپ with a verb that shows gender: say it without (style guide, section 2).'),
	U13: warning('The question shows gender: say it without (style guide, section 2).'),
	U14: error('Office or machine Urdu: say it as across a counter (style guide, section 3).'),
	U15: error('Use the Pakistani word.'),
	U16: error('Use the house spelling (style guide, sections 5 and 7).'),
	U17: error('محفوظ is kept for “held by the server”: say سنبھال کر رکھیں، حفاظت، بے فکر.'),
	U18: error('Never ask for a secret code.'),
	U19: error('Promise no income.'),
	U20: warning('Say whose balance: والٹ کا بیلنس، اکاؤنٹ کا بیلنس.'),
	U21: warning('Passive: name who does it.'),
	U22: warning('Bookish: say it shorter.'),
	U23: error('Ask without a negative.'),
	U24: error('A number, price or dial string stands outside <bdi>: write it in one run of text.'),
	U25: warning('More than 12 new words in a lesson: use words already known.')
} as const;

export type RuleId = keyof typeof RULES;
