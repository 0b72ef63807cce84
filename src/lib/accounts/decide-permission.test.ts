import { describe, expect, it } from 'vitest';
import { needsSecondFactor, PERMISSIONS, reachOf, ROLES } from './decide-permission.ts';

const holders = (permission: (typeof PERMISSIONS)[number], reach: 'all' | 'own') =>
	ROLES.filter((role) => reachOf([role], permission) === reach);

describe('permissions', () => {
	it('T7 only a safeguarding lead reads what somebody told, and she opens no class', () => {
		expect(holders('safety.read', 'all')).toEqual(['safeguarding_lead']);
		expect(holders('safety.read', 'own')).toEqual([]);
		for (const permission of PERMISSIONS)
			if (!['safety.read', 'organisation.see'].includes(permission))
				expect(reachOf(['safeguarding_lead'], permission), permission).toBeUndefined();
	});

	it('T1 trainer and co-trainer reach their own classes alone', () => {
		for (const permission of PERMISSIONS.filter((p) => /^(class\.(see|edit)|learners|contact)/.test(p)))
			for (const role of ['trainer', 'co_trainer'] as const)
				expect(reachOf([role], permission), `${role} ${permission}`).not.toBe('all');
		expect(holders('class.see', 'own')).toEqual(['trainer', 'co_trainer']);
	});

	it('who records cards for every learner is a trainer, a programme officer or an administrator', () => {
		expect(holders('voice.record', 'all')).toEqual(['administrator', 'programme_officer', 'trainer']);
		expect(holders('voice.record', 'own')).toEqual([]);
	});

	it('a viewer changes nothing and reveals nothing', () => {
		expect(PERMISSIONS.filter((p) => reachOf(['viewer'], p))).toEqual([
			'organisation.see',
			'class.see',
			'report.see'
		]);
	});

	it('roles add up: the widest reach counts', () => {
		expect(reachOf(['trainer', 'viewer'], 'class.see')).toBe('all');
		expect(reachOf(['viewer', 'trainer'], 'learners.teach')).toBe('own');
		expect(reachOf([], 'organisation.see')).toBeUndefined();
	});

	it('K2 administrators bring a second factor', () => {
		expect(ROLES.filter((role) => needsSecondFactor([role]))).toEqual(['administrator']);
	});
});
