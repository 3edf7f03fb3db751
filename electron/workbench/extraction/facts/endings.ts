/** Whether the word (lower case) ends as adjectives are inflected: in -e, -en, -er, -es or -em. Asked of almost every word. */
export function endsLikeAdjective(lower: string): boolean {
  const last = lower.charCodeAt(lower.length - 1)
  if (last === 0x65) return true
  // n, r, s, m
  const inflected = last === 0x6e || last === 0x72 || last === 0x73 || last === 0x6d
  return inflected && lower.length > 1 && lower.charCodeAt(lower.length - 2) === 0x65
}
