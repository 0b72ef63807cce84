import QRCode from 'qrcode';

/** One path for all dark squares; a quiet zone of four, as readers expect. */
export function qrSquares(text: string): { size: number; path: string } {
	const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
	const quiet = 4;
	let path = '';
	for (let y = 0; y < modules.size; y++)
		for (let x = 0; x < modules.size; x++)
			if (modules.get(y, x)) path += `M${x + quiet} ${y + quiet}h1v1h-1z`;
	return { size: modules.size + 2 * quiet, path };
}
