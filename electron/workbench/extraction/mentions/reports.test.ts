import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nameText, readMarked } from '../coreference/testing.ts'

/**
 * Whole reports in the manner of agencies, broadcasters and machine translation, with the page around them: own
 * texts about invented people. A line begins with `!kind` where it belongs to the page and with `#kind` where it
 * is a headline, lead, caption or cross-heading; names and days are marked within the lines. Judged together: a
 * rule may miss a name, but not many.
 */
const folder = new URL('./fixtures/reports/', import.meta.url)
const named = new Set(['name', 'demonym', 'metonym'])
const families: Readonly<Record<string, string>> = { DATE: 'days', ROLE: 'offices' }

interface Tally {
  hits: number
  misses: string[]
  extras: string[]
}
const f1 = ({ hits, misses, extras }: Tally) => (2 * hits) / (2 * hits + misses.length + extras.length)

const tallies = new Map<string, Tally>()
const tally = (family: string): Tally => {
  const known = tallies.get(family) ?? { hits: 0, misses: [], extras: [] }
  tallies.set(family, known)
  return known
}

interface Line {
  readonly start: number
  readonly end: number
  readonly mark: string | undefined
  readonly kind: string
}

function readReport(file: string) {
  const lines: Line[] = []
  const marks: ReturnType<typeof readMarked>['marks'][number][] = []
  let text = ''
  for (const written of readFileSync(new URL(file, folder), 'utf8').trimEnd().split('\n')) {
    const head = /^([!#])(\w+) /.exec(written)
    const line = readMarked(written.slice(head?.[0].length ?? 0))
    lines.push({
      start: text.length,
      end: text.length + line.text.length,
      mark: head?.[1],
      kind: head?.[2] ?? 'body',
    })
    for (const mark of line.marks)
      marks.push({ ...mark, start: mark.start + text.length, end: mark.end + text.length })
    text += `${line.text}\n`
  }
  return { text, lines, marks }
}

for (const file of readdirSync(folder).sort()) {
  const { text, lines, marks } = readReport(file)
  const found = nameText(text, undefined, file)
  const page = lines.filter((line) => line.mark === '!')
  for (const line of lines) {
    const masked = found.zones.boilerplate.find((span) => span.start <= line.start && span.end >= line.end)
    const section = found.zones.sections.find((span) => span.start <= line.start && line.start < span.end)
    const body = section?.kind === 'body' || section?.kind === 'lead'
    const right =
      line.mark === '!'
        ? masked?.kind === line.kind
        : masked === undefined && (line.mark === undefined ? body : section?.kind === line.kind)
    if (right) tally('lines').hits += 1
    else tally('lines').misses.push(`${file}: ${text.slice(line.start, line.end)}`)
  }
  const expected = new Map(
    marks.map((mark) => [`${String(mark.start)}:${String(mark.end)}:${mark.type}`, mark]),
  )
  const proposed = found.mentions.filter(
    (mention) =>
      named.has(mention.form) &&
      /^(?:PER|ORG|GPE|LOC|DEM|ROLE|EVT|DOCU|PROJECT|POLICY|LEVEL|GROUP|DATE)$/.test(mention.type) &&
      !page.some((line) => line.start <= mention.start && mention.end <= line.end),
  )
  for (const mention of proposed) {
    const family = tally(families[mention.type] ?? 'names')
    const key = `${String(mention.start)}:${String(mention.end)}:${mention.type}`
    const mark = expected.get(key)
    expected.delete(key)
    if (mark === undefined) family.extras.push(`${file}: ${mention.type} ${mention.surface}`)
    else family.hits += 1
    if (mark?.entity === undefined) continue
    const label =
      mention.type === 'DATE'
        ? mention.norm?.iso
        : found.entities.find((entity) => entity.id === mention.entity)?.canonical
    const values = tally(mention.type === 'DATE' ? 'values of days' : 'entities')
    if (label === mark.entity) values.hits += 1
    else values.misses.push(`${file}: ${mention.surface} is ${mark.entity}, not ${String(label)}`)
  }
  for (const mark of expected.values())
    tally(families[mark.type] ?? 'names').misses.push(`${file}: ${mark.type} ${mark.surface}`)
}

describe('reports from all over the world', () => {
  it.each([
    ['lines', 0.97],
    ['names', 0.95],
    ['offices', 0.96],
    ['days', 0.97],
    ['values of days', 0.97],
    ['entities', 0.97],
  ])('%s are found', (family, floor) => {
    const counted = tally(family)
    const shown = `${family} ${f1(counted).toFixed(3)}`
    console.log(shown)
    expect(f1(counted), [shown, ...counted.misses, ...counted.extras].join('\n')).toBeGreaterThan(floor)
  })
})
