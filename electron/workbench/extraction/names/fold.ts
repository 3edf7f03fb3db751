const special: Readonly<Record<string, string>> = {
  ß: 'ss', đ: 'd', Đ: 'd', ð: 'd', Ð: 'd', ø: 'o', Ø: 'o', ł: 'l', Ł: 'l', ı: 'i', æ: 'ae', Æ: 'ae', œ: 'oe', Œ: 'oe',
  þ: 'th', Þ: 'th', ə: 'e', Ə: 'e', '’': "'", 'ʼ': "'", '‘': "'", '‑': '-',
} // prettier-ignore

const plain = /^[a-z0-9'\-. ]*$/

/** Lower-case ASCII form of a name: diacritics dropped, ligatures opened, apostrophes made equal. "Tô Lâm" gives "to lam". */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  if (plain.test(lower)) return lower
  return lower
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/gu, (character) => special[character] ?? character)
}

/** Whether the text carries a letter that folding changes. */
export function hasDiacritics(text: string): boolean {
  return fold(text) !== text.toLowerCase()
}
