import { en } from './en.ts'
import type { MessageKey, Messages } from './messages.ts'

const accents: Readonly<Record<string, string>> = {
  a: 'á', c: 'ç', d: 'ḍ', e: 'ë', g: 'ğ', h: 'ĥ', i: 'ï', k: 'ķ', l: 'ł', n: 'ñ', o: 'ö', r: 'ř', s: 'š', t: 'ţ', u: 'ü', y: 'ý', z: 'ž',
  A: 'Å', C: 'Ç', D: 'Đ', E: 'É', I: 'Î', N: 'Ñ', O: 'Ø', S: 'Š', T: 'Ţ', U: 'Û',
} // prettier-ignore

/** A text as no language writes it, a third longer and in brackets: what is not translated or cut off shows at once. */
export function pseudo(text: string): string {
  const strange = text.replace(/\{\w+\}|\p{L}/gu, (part) => accents[part] ?? part)
  return `[${strange}${'~'.repeat(Math.ceil(text.length / 3))}]`
}

/** The whole interface in the pseudo-language; for tests. */
export const pseudoMessages: Messages = Object.fromEntries(
  (Object.keys(en) as MessageKey[]).map((key) => [key, pseudo(en[key])]),
) as Record<MessageKey, string>
