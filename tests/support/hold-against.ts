/** What the doors of programs answer, held against what is published of them. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { openApi } from '#lib/partners/index.ts';

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema({ $id: 'https://qadam.example/api/openapi.json', ...openApi('https://qadam.example') });

/** Throws where an answer is not as it is described: its status, its type, its body. */
export function holdAgainst(method: string, template: string, response: Response, body: unknown): void {
	const pointer = ['paths', template, method.toLowerCase(), 'responses', String(response.status), 'content'];
	const type = response.headers.get('content-type')!.split(';')[0]!;
	const ref = [...pointer, type, 'schema']
		.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
		.join('/');
	const validate = ajv.compile({ $ref: `https://qadam.example/api/openapi.json#/${ref}` });
	if (!validate(body)) throw new Error(`${ref}: ${ajv.errorsText(validate.errors)}`);
}
