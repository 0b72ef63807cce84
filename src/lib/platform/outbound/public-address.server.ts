import { BlockList, isIP } from 'node:net';

/** IANA's registries of special addresses (RFC 6890 and later), and what clouds answer secrets from. */
const CLOSED_4 = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10], // behind a carrier's NAT
	['127.0.0.0', 8],
	['168.63.129.16', 32], // a cloud's own services, on an address that looks public
	['169.254.0.0', 16], // link-local, and the metadata of most clouds
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.88.99.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 4],
	['240.0.0.0', 4]
] as const;
/** Within 2000::/3; all else (loopback, ULA, link-local, mapped IPv4, NAT64, multicast) is closed as a whole. */
const CLOSED_6 = [
	['2001::', 23], // Teredo, ORCHID and others that carry or stand for something else
	['2001:db8::', 32],
	['2002::', 16], // 6to4: an IPv4 address in disguise
	['3fff::', 20]
] as const;

const closed = new BlockList();
for (const [net, prefix] of CLOSED_4) closed.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of CLOSED_6) closed.addSubnet(net, prefix, 'ipv6');
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');

/**
 * Whether an IP address is one of the open internet: nothing of this machine, its network, its provider's or a cloud's.
 * What is no address at all is not public.
 */
export function isPublicAddress(ip: string): boolean {
	// A zone (fe80::1%eth0) belongs to one machine alone.
	if (ip.includes('%')) return false;
	switch (isIP(ip)) {
		case 4:
			return !closed.check(ip, 'ipv4');
		case 6:
			return global6.check(ip, 'ipv6') && !closed.check(ip, 'ipv6');
		default:
			return false;
	}
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** This machine itself: tests alone may send there. */
export const isLoopback = (ip: string): boolean =>
	isIP(ip) !== 0 && loopback.check(ip, isIP(ip) === 4 ? 'ipv4' : 'ipv6');
