import { readdirSync, readFileSync } from 'node:fs'
import { codebookSchema } from '../../../../shared/model/codebook.ts'
import type { ExtractedFact, ExtractionOutput } from '../../../../shared/model/extraction.ts'
import { extractArticle } from '../extract.ts'
import { createGermanPack, germanLexiconFiles } from '../pack.ts'

/** Test support: our own articles with the facts written under each sentence, and how far extraction agrees with them. */

/** A fact as annotated: who, by a name the article uses for them. */
interface Annotated {
  readonly type: string
  readonly optional: boolean
  readonly roles: readonly { readonly role: string; readonly name: string }[]
  readonly start: number
  readonly end: number
}

export interface AnnotatedText {
  readonly file: string
  readonly text: string
  readonly facts: readonly Annotated[]
}

/**
 * One sentence per line; lines without a blank line between them make a paragraph. `> type; role=name` under a
 * sentence is a fact it states, `>?` one that may be found or left out, `! name` the file it came under.
 */
export function parseAnnotated(source: string, file: string): AnnotatedText {
  let text = ''
  let name = file
  let start = 0
  let end = 0
  const facts: Annotated[] = []
  for (const line of source.split('\n')) {
    if (line.startsWith('! ')) name = line.slice(2).trim()
    else if (line.startsWith('>')) {
      const [type = '', ...parts] = line
        .replace(/^>\??/, '')
        .split(';')
        .map((part) => part.trim())
      const roles = parts.map((part) => {
        const at = part.indexOf('=')
        return { role: part.slice(0, at), name: part.slice(at + 1) }
      })
      facts.push({ type, optional: line.startsWith('>?'), roles, start, end })
    } else if (line.trim() === '') text += text.endsWith('\n\n') || text === '' ? '' : '\n\n'
    else {
      if (text !== '' && !text.endsWith('\n')) text += ' '
      start = text.length
      text += line
      end = text.length
    }
  }
  return { file: name, text, facts }
}

/** Sentences that stand alone, one per line, with their facts. */
export function annotatedSentences(folder: URL): readonly AnnotatedText[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) =>
      readFileSync(new URL(name, folder), 'utf8')
        .split(/\n(?!>)/)
        .filter((block) => block.trim() !== '')
        .map((block) => parseAnnotated(block, name)),
    )
}

export function annotatedTexts(folder: URL): readonly AnnotatedText[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => parseAnnotated(readFileSync(new URL(name, folder), 'utf8'), name))
}

const resource = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../resources/${name}.json`, import.meta.url), 'utf8'))

/** The whole extraction with what ships. */
export function shippedExtraction(): (text: string, file?: string) => ExtractionOutput {
  const pack = createGermanPack(
    Object.fromEntries(germanLexiconFiles.map((name) => [name, resource(`lexicon/de/${name}`)])),
    '0'.repeat(64),
  )
  const codebook = codebookSchema.parse(resource('codebook/codebook'))
  return (text, file = 'article.txt') =>
    extractArticle(pack, codebook, {
      source: { text, file },
      textSha256: '0'.repeat(64),
      sourceSha256: '0'.repeat(64),
      extractorVersion: 'test',
    })
}

interface Tally {
  right: number
  invented: number
  missed: number
}

export interface Agreement {
  readonly facts: Tally
  readonly participants: Tally
  readonly byType: ReadonlyMap<string, Tally>
  /** What was missed and what was invented, for a person to read. */
  readonly report: readonly string[]
}

const actorRoles = new Set([
  'agent', 'participant', 'person', 'visitor', 'speaker', 'party', 'holder', 'claimant', 'recipient',
  'destination', 'target', 'host', 'org', 'jurisdiction', 'of', 'member', 'place', 'in', 'appointedBy',
]) // prettier-ignore

export function f1({ right, invented, missed }: Tally): number {
  return right === 0 ? 0 : (2 * right) / (2 * right + invented + missed)
}

/** Facts agree by type, a common sentence and one right participant; optional ones count neither way. */
export function agreement(article: AnnotatedText, output: ExtractionOutput): Agreement {
  const facts: Tally = { right: 0, invented: 0, missed: 0 }
  const participants: Tally = { right: 0, invented: 0, missed: 0 }
  const byType = new Map<string, Tally>()
  const report: string[] = []
  const tally = (type: string): Tally => {
    const known = byType.get(type) ?? { right: 0, invented: 0, missed: 0 }
    byType.set(type, known)
    return known
  }
  const names = namesOf(output)
  const free = new Set(output.facts)
  for (const optional of [false, true]) {
    for (const wanted of article.facts) {
      if (wanted.optional !== optional) continue
      const candidates = [...free].filter(
        (fact) =>
          wanted.type.split('|').includes(fact.type) &&
          fact.evidence.some((span) => span.start < wanted.end && span.end > wanted.start),
      )
      const shared = (fact: ExtractedFact): number =>
        wanted.roles.filter(({ name }) => fact.slots.some((slot) => goesBy(names(slot), name))).length
      const best = candidates
        .filter((fact) => wanted.roles.length === 0 || shared(fact) > 0)
        .sort((a, b) => shared(b) - shared(a))[0]
      if (best === undefined) {
        if (optional) continue
        facts.missed += 1
        tally(wanted.type).missed += 1
        const text = article.text.slice(wanted.start, wanted.end)
        report.push(
          `missed   ${wanted.type} ${wanted.roles.map((r) => `${r.role}=${r.name}`).join(' ')} | ${text}`,
        )
        continue
      }
      free.delete(best)
      if (optional) continue
      facts.right += 1
      tally(wanted.type).right += 1
      const wrong: string[] = []
      for (const { role, name } of wanted.roles) {
        const found = best.slots.some((slot) => slot.role === role && goesBy(names(slot), name))
        if (found) participants.right += 1
        else {
          participants.missed += 1
          wrong.push(`-${role}=${name}`)
        }
      }
      const roles = new Set(wanted.roles.map(({ role }) => role))
      for (const slot of best.slots) {
        if (slot.entity === undefined || !actorRoles.has(slot.role) || !roles.has(slot.role)) continue
        if (!wanted.roles.some(({ role, name }) => role === slot.role && goesBy(names(slot), name))) {
          participants.invented += 1
          wrong.push(`+${slot.role}=${slot.surface ?? slot.entity}`)
        }
      }
      if (wrong.length > 0) report.push(`slots    ${wanted.type} (${best.rule}) ${wrong.join(' ')}`)
    }
  }
  for (const fact of free) {
    facts.invented += 1
    tally(fact.type).invented += 1
    const slots = fact.slots.map(
      (slot) => `${slot.role}=${slot.surface ?? slot.entity ?? JSON.stringify(slot.norm)}`,
    )
    report.push(
      `invented ${fact.type} (${fact.rule}) ${slots.join(' ')} | ${fact.evidence[0]?.surface ?? ''}`,
    )
  }
  return { facts, participants, byType, report }
}

/** Names under which the filler of a slot goes in the article. */
function namesOf(output: ExtractionOutput): (slot: ExtractedFact['slots'][number]) => ReadonlySet<string> {
  const byEntity = new Map<string, Set<string>>()
  for (const entity of output.entities) byEntity.set(entity.id, new Set([plain(entity.canonical)]))
  for (const mention of output.mentions)
    if (mention.entity !== null && mention.form !== 'pronoun')
      byEntity.get(mention.entity)?.add(plain(mention.surface))
  return (slot) => {
    if (slot.entity !== undefined) return byEntity.get(slot.entity) ?? new Set()
    const words = slot.surface ?? slot.norm
    return typeof words === 'string' ? new Set([plain(words)]) : new Set()
  }
}

/** One of the names is the wanted one, or one holds the other: "Außenministerium" and "Außenministerium in Minsk". */
function goesBy(names: ReadonlySet<string>, wanted: string): boolean {
  const name = plain(wanted)
  for (const known of names)
    if (
      known === name ||
      (Math.min(known.length, name.length) > 3 && (known.includes(name) || name.includes(known)))
    )
      return true
  return false
}

function plain(name: string): string {
  return name.replace(/^(?:die|der|das|den|dem) /i, '').toLowerCase()
}
