import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { fieldsOf } from './answer-form.schema.ts';

/** Reads a form at the door. What our own pages never send is a plain 400, not a fault to be shown beside a field. */
export async function readForm<S extends v.GenericSchema>(
	request: Request,
	schema: S
): Promise<{ fields: Record<string, string>; sent: v.InferOutput<S> }> {
	const form = await request.formData();
	const fields = fieldsOf(form);
	const read = v.safeParse(schema, fields);
	if (!read.success) error(400, 'not a form of this page');
	return { fields, sent: read.output };
}
