const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** Characters of a signature in base58; decoding grows with the square of the length. */
const LONGEST = 128;

/** Multibase base58btc (`z…`), as proofs and keys are written. @returns undefined where it is none, or too long */
export function fromBase58btc(multibase: string): Uint8Array | undefined {
	if (!multibase.startsWith('z') || multibase.length > LONGEST) return undefined;
	let n = 0n;
	for (const sign of multibase.slice(1)) {
		const digit = ALPHABET.indexOf(sign);
		if (digit < 0) return undefined;
		n = n * 58n + BigInt(digit);
	}
	const hex = n.toString(16);
	const zeros = /^1*/.exec(multibase.slice(1))![0].length;
	const bytes = n === 0n ? [] : (hex.length % 2 ? `0${hex}` : hex).match(/../g)!;
	return Uint8Array.from([
		...new Array<number>(zeros).fill(0),
		...bytes.map((b) => Number.parseInt(String(b), 16))
	]);
}
