/**
 * The key under which spellings of one name meet: lower case, without diacritics, ß as ss, đ as d, ł as l,
 * punctuation and repeated space as one space. No locale is asked, so the key is the same everywhere.
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[đð]/g, 'd')
    .replace(/ł/g, 'l')
    .replace(/ø/g, 'o')
    .replace(/ı/g, 'i')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
