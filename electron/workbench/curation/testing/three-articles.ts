import { createHash } from 'node:crypto'
import { createProject } from '../../open-session.ts'
import { resourcesFolder } from '../../resources.ts'
import type { NewArticle } from '../../store/intake.ts'
import { openStore } from '../../store/open-store.ts'
import { exampleArticle, exampleText } from '../../store/testing/example-article.ts'

/** The texts of the articles, in order. */
export const threeTexts = ['Erste', 'Zweite', 'Dritte'].map((word) => `${word} Meldung.\n${exampleText}`)

const author = 'Ada Berg'

/**
 * A project whose three articles need no reading: what is tried there begins with facts to decide on. `disguise` puts
 * other names of the same length into the first article.
 */
export const projectOfThree = (
  folder: string,
  disguise: (words: string) => string = (words) => words,
): Promise<void> => projectOfTexts(folder, threeTexts, disguise)

/** The same of texts that hold the example, whatever they begin with. */
export async function projectOfTexts(
  folder: string,
  texts: readonly string[],
  disguise: (words: string) => string = (words) => words,
): Promise<void> {
  await createProject(folder, { name: 'Probe', language: 'de' })
  const start = { folder, resources: resourcesFolder(), takeOver: false, acceptDamage: false, readOnly: false, author }
  const store = await openStore(start, () => undefined)
  const articles = texts.map((text, n) => exampleArticle(`meldung-${String(n)}.txt`, text))
  const first = disguise(texts[0] ?? '')
  articles[0] = {
    // The same article but for the names in it.
    ...(JSON.parse(disguise(JSON.stringify(articles[0]))) as NewArticle),
    textSha256: createHash('sha256').update(first).digest('hex'),
  }
  const frozen = [first, ...texts.slice(1)]
  store.perform('putTexts', frozen.map((text) => ({ text: Buffer.from(text), original: null })))
  store.perform('importArticles', { commandId: 'i1', author: null, label: 'Meldungen', articles })
  store.perform('apply', [{ id: 'name', type: 'coder.set', payload: { name: author } }])
  store.perform('close', null)
} // prettier-ignore
