/** Gives the form a name of its own, so that two taps, or the phone sending it again, tell once (T7). */
const field = document.querySelector<HTMLInputElement>('[name=key]')!;
field.value = Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) =>
	(b + 256).toString(16).slice(1)
).join('');
