import { seeded } from './generate-articles.ts'

/** What somebody may search: one to three words of the texts, a phrase, or the beginning of a word. */
export function questions(texts: readonly string[], seed: number, count: number): readonly string[] {
  const random = seeded(seed)
  return Array.from({ length: count }, (_, at) => {
    const words = texts[Math.floor(random() * texts.length)]?.match(/\p{L}{4,}/gu) ?? ['Wien']
    const from = Math.floor(random() * Math.max(1, words.length - 3))
    if (at % 4 === 0) return `"${words.slice(from, from + 2).join(' ')}"`
    if (at % 4 === 1) return (words[from] ?? '').slice(0, 5)
    return words.slice(from, from + 1 + (at % 3)).join(' ')
  })
}
