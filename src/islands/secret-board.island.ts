/**
 * One board in the place of four (K2): a tap on a picture fills the next place. The radio buttons of the form stay what is
 * sent; this only presses them. Accounts' SecretBoard.svelte draws both.
 */
for (const root of document.querySelectorAll<HTMLElement>('[data-secret]')) {
	const places = [...root.querySelectorAll<HTMLFieldSetElement>('[data-place]')];
	const taps = root.querySelector<HTMLElement>('[data-taps]');
	const count = root.querySelector<HTMLElement>('[data-count]');
	const undo = root.querySelector<HTMLButtonElement>('[data-undo]');
	const first = places[0];
	if (!taps || !count || !undo || !first) continue;

	const radios = places.map((place) => [...place.querySelectorAll<HTMLInputElement>('input')]);
	const chosen = () => radios.filter((group) => group.some((radio) => radio.checked)).length;
	const show = (said = true) => {
		const n = chosen();
		taps.querySelectorAll('[data-star]').forEach((star, i) => {
			star.classList.toggle('on', i < n);
			// While she chooses, she sees what she has chosen; a secret she knows already stays a star.
			const use = star.querySelector('use');
			const name = radios[i]?.find((radio) => radio.checked)?.value;
			if (use) use.setAttribute('href', name ? `#secret-${name}` : '');
		});
		undo.disabled = n === 0;
		if (said) count.textContent = (count.dataset.words ?? '').replace('#', String(n));
	};

	const board = document.createElement('div');
	board.className = first.querySelector('label')?.parentElement?.className ?? '';
	first.querySelectorAll<HTMLLabelElement>('label').forEach((label, picture) => {
		const button = document.createElement('button');
		button.type = 'button';
		button.className = label.className;
		for (const child of label.children) if (child.tagName !== 'INPUT') button.append(child.cloneNode(true));
		button.addEventListener('click', () => {
			const radio = radios[chosen()]?.[picture];
			if (radio) radio.checked = true;
			show();
			radio?.dispatchEvent(new Event('change', { bubbles: true }));
		});
		board.append(button);
	});
	undo.addEventListener('click', () => {
		for (const radio of radios[chosen() - 1] ?? []) radio.checked = false;
		show();
	});
	// Emptied by the page that asked: the next try starts with an empty board.
	root.closest('form')?.addEventListener('reset', () => setTimeout(show));
	// A gap (she left the second place open before scripts came) would make the count lie.
	const gap = radios.findIndex((group) => !group.some((radio) => radio.checked));
	if (gap >= 0) for (const radio of radios.slice(gap).flat()) radio.checked = false;
	for (const place of places) place.hidden = true;
	taps.hidden = false;
	first.before(board);
	show(false);
}
