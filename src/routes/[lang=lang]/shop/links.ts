import { isolateNumbers } from '#lib/selling/index.ts';

/** Opens WhatsApp with a line written already. @param phone E.164, or '' to let the sender choose whom */
export const whatsapp = (phone: string, text: string): string =>
	`https://wa.me/${phone.replace(/\D/g, '')}?text=${encodeURIComponent(isolateNumbers(text))}`;
