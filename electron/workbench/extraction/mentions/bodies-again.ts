import { PhraseTrie } from './trie.ts'
import { isCapitalised, type Item, type SentenceWork, type Target } from './work.ts'

/** Rules whose names are sure enough to be looked for in the rest of the article. */
const sure = new Set([
  'mention.announced-body',
  'mention.long-form',
  'mention.abbreviation',
  'mention.body.suffix',
  'mention.compound-body',
])
/** Rules that give way to a name the article has introduced as a body. */
const weak = new Set([
  'mention.acronym',
  'mention.person.name',
  'mention.place.preposition',
  'mention.body.article',
])

/**
 * Names of bodies met again: what one sentence introduces ("der Konzern Xyz", "… (ABC)") another uses alone.
 * Abbreviations are shared first, so that a bare "ABC" is the body it was introduced for.
 */
export function findBodiesAgain(works: readonly SentenceWork[]): void {
  const names = new PhraseTrie<Target>()
  let any = false
  for (const work of works) {
    for (const [short, target] of work.abbreviations) {
      names.add(short, target)
      any = true
    }
  }
  for (const work of works) {
    for (const item of work.items) {
      if (item.type !== 'ORG' || !sure.has(item.rule) || item.target.kind !== 'label') continue
      const name = work.text.slice(item.start, item.end)
      if (name.length < 4 || work.abbreviations.has(name)) continue
      names.add(name, item.target)
      any = true
    }
  }
  if (!any) return
  for (const work of works) {
    for (let at = 0; at < work.tokens.length; at += 1) {
      if (!isCapitalised(work.tokens[at])) continue
      const hit = names.longest(work.tokens, at, work.tokens.length)
      if (hit === undefined) continue
      const covering = covers(work, at, hit.to)
      if (covering === 'taken') continue
      for (const item of covering) work.remove(item)
      work.add({
        from: at,
        to: hit.to,
        type: hit.value.kind === 'label' && hit.value.label.type === 'DOCU' ? 'DOCU' : 'ORG',
        form: 'name',
        target: hit.value,
        rule: 'mention.body.again',
        prior: 0.8,
      })
      at = hit.to - 1
    }
  }
}

/** The weak items under a name, or that something better stands there. */
function covers(work: SentenceWork, from: number, to: number): readonly Item[] | 'taken' {
  const items: Item[] = []
  for (let at = from; at < to; at += 1) {
    const item = work.at(at)
    if (item === undefined) continue
    if (!weak.has(item.rule) || item.from < from || item.to > to) return 'taken'
    if (!items.includes(item)) items.push(item)
  }
  return items
}
