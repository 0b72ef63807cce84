import {
	type KyselyPlugin,
	type OperationNode,
	type PluginTransformQueryArgs,
	type RootOperationNode
} from 'kysely';
import { keyColumn, tables } from './tables.ts';

/** Thrown by {@link requireKey}: this statement would visit every shard. */
export class KeylessQuery extends Error {}

/** What is read of the nodes we care for; Kysely's own types are one a kind. */
interface Side {
	kind: string;
	column?: Side | { name: string };
}
interface Shape {
	table: { identifier: { name: string } };
	operator: { operator: string };
	leftOperand: Side;
	rightOperand: Side;
}

const collect = (root: OperationNode) => {
	const named = new Set<string>();
	const compared = new Set<string>();
	const visit = (node: unknown): void => {
		if (Array.isArray(node)) return node.forEach(visit);
		if (node === null || typeof node !== 'object') return;
		const n = node as OperationNode & Partial<Shape>;
		if (n.kind === 'TableNode') named.add(n.table!.identifier.name);
		if (n.kind === 'BinaryOperationNode' && ['=', 'in'].includes(n.operator?.operator ?? '')) {
			for (const side of [n.leftOperand, n.rightOperand]) {
				const column = (side?.kind === 'ReferenceNode' ? side.column : side) as Side | undefined;
				if (column?.kind === 'ColumnNode') compared.add((column.column as { name: string }).name);
			}
		}
		for (const [name, value] of Object.entries(n)) if (name !== 'kind') visit(value);
	};
	visit(root);
	return { named, compared };
};

/**
 * A Kysely plugin for tests and for the learner's path: a select, update or delete on a keyed table that does not
 * compare its key is refused. Inserts carry the key by the table's own `not null`.
 * Jobs and `rebuild`, which walk all learners on purpose, use a connection without it.
 */
export const requireKey: KyselyPlugin = {
	transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
		if (['SelectQueryNode', 'UpdateQueryNode', 'DeleteQueryNode'].includes(node.kind)) {
			const { named, compared } = collect(node);
			for (const table of named) {
				const key = keyColumn(tables.get(table) ?? 'reference');
				if (key && !compared.has(key)) throw new KeylessQuery(`${node.kind} on ${table} without ${key}`);
			}
		}
		return node;
	},
	transformResult: async ({ result }) => result
};
