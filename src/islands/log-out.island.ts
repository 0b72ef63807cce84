/** Closing her work on the server closes it on this phone too, before the form goes; what waits stays and still goes (S8). */
import { closeWork, markTile, openPhone } from '#lib/offline/index.ts';

const form = document.querySelector<HTMLFormElement>('form[data-log-out]');
if (form)
	form.onsubmit = (event) => {
		event.preventDefault();
		const go = () => form.submit();
		void openPhone()
			.then(({ store }) => closeWork(store))
			.then(() => markTile())
			.then(go, go);
	};
