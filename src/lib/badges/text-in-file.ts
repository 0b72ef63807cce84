const latin1 = new TextDecoder('latin1');
const CHUNK = 'iTXtopenbadgecredential\0\0\0\0\0';

/**
 * The credential in a file, as far as a phone alone finds it: JSON, or our own baked pictures (unpacked; the server knows
 * more kinds: verify-find.server.ts). @returns undefined where there is none
 */
export function textInFile(bytes: Uint8Array): string | undefined {
	const utf8 = (part: Uint8Array) => new TextDecoder().decode(part);
	if (bytes[0] === 0x89 && bytes[1] === 0x50) {
		const at = latin1.decode(bytes).indexOf(CHUNK);
		if (at < 4) return undefined;
		// The length of the chunk stands before its name and counts what follows the name's four letters.
		const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(at - 4);
		return utf8(bytes.subarray(at + CHUNK.length, at + 4 + length));
	}
	const text = utf8(bytes).trim();
	if (text.startsWith('{')) return text;
	return /<openbadges:credential>\s*<!\[CDATA\[(.*?)\]\]>/s.exec(text)?.[1];
}
