import { DataFactory, Parser, Store, type NamedNode, type Quad } from 'n3'
import { describe, expect, it } from 'vitest'
import { exampleSource, exampleText, written } from '../example-dataset.ts'
import type { ExportSource } from '../export-source.ts'
import { nquads, turtle } from './rdf.ts'
import { namespaces } from './terms.ts'

/** Read by a parser that is not ours. */
const parsed = (text: string, format: string): Quad[] => new Parser({ format }).parse(text)
const quads = async (source: ExportSource): Promise<Store> =>
  new Store(parsed((await written(nquads.write(source))).text, 'N-Quads'))
const namedNode = (iri: string): NamedNode => DataFactory.namedNode(iri)
const plain = ({ subject, predicate, object }: Quad): string =>
  [subject, predicate, object].map((one) => one.id).join(' ')

const empty: ExportSource = {
  ...exampleSource,
  articles: () => [],
  facts: () => [],
  registry: () => [],
  entities: () => [],
}

describe('RDF', () => {
  it('says the same in N-Quads and Turtle', async () => {
    const { text, rows } = await written(nquads.write(exampleSource))
    const all = parsed(text, 'N-Quads')
    expect(all).toHaveLength(rows)
    const short = parsed((await written(turtle.write(exampleSource))).text, 'Turtle')
    expect(short.map(plain).sort()).toEqual(all.map(plain).sort())
    expect(all.length).toBeGreaterThan(80)
  })

  it('says each thing once', async () => {
    const lines = (await written(nquads.write(exampleSource))).text.trimEnd().split('\n')
    expect(new Set(lines).size).toBe(lines.length)
  })

  it('keeps every word: quotation marks, line breaks, emoji, combining marks', async () => {
    const values = (await quads(exampleSource))
      .getObjects(null, namedNode(`${namespaces.oa}exact`), null)
      .map(({ value }) => value)
    expect(values).toContain('👋🏽 Außenministerin')
    expect(values).toContain('Jo\u0308rn | Tamm')
    const titles = (await quads(exampleSource))
      .getObjects(null, namedNode(`${namespaces.schema}headline`), null)
      .map(({ value }) => value)
    expect(titles).toEqual(['=HYPERLINK("x")', "'Zitat'"])
  })

  it('has offsets in code points that cut the quotes out', async () => {
    const store = await quads(exampleSource)
    const points = Array.from(exampleText)
    const one = (subject: Quad['subject'], name: string): string =>
      store.getObjects(subject, namedNode(namespaces.oa + name), null)[0]?.value ?? ''
    const targets = store.getSubjects(namedNode(`${namespaces.oa}hasSource`), null, null)
    expect(targets.length).toBeGreaterThan(3)
    for (const target of targets) {
      const base = target.value.slice(0, -':target'.length)
      const position = namedNode(`${base}:position`)
      const words = points.slice(Number(one(position, 'start')), Number(one(position, 'end'))).join('')
      expect(words).toBe(one(namedNode(`${base}:quote`), 'exact'))
    }
  })

  it('says of every statement about a fact which article it rests on', async () => {
    const store = await quads(exampleSource)
    const fact = namedNode('urn:beleg:p1:fact:fact-1')
    expect(store.getGraphs(fact, null, null).map(({ value }) => value)).toEqual([
      'urn:beleg:p1:article:art-1',
    ])
  })

  it('links to Wikidata, and states its properties only of what is asserted', async () => {
    const [person, role] = ['ent-1', 'ent-2']
    const entities = [person, role].map((id, n) => ({
      id,
      identifiers: [{ scheme: 'wikidata', value: `Q${String(n + 1)}` }],
    }))
    const held = (modality: string): ExportSource => ({
      ...exampleSource,
      registry: async function* () {
        for await (const entity of exampleSource.registry())
          yield { ...entity, ...entities.find(({ id }) => id === entity.id), id: entity.id }
      },
      facts: async function* () {
        for await (const fact of exampleSource.facts()) {
          const slots = fact.slots.map((slot, n) => ({
            ...slot,
            role: n === 0 ? 'person' : n === 1 ? 'role' : slot.role,
          }))
          yield {
            ...fact,
            type: 'position_held',
            modality: modality === 'planned' ? ('planned' as const) : ('asserted' as const),
            slots,
          }
        }
      },
    })
    const p39 = namedNode(`${namespaces.wdt}P39`)
    const subject = namedNode('urn:beleg:p1:entity:ent-1')
    expect((await quads(held('asserted'))).getObjects(subject, p39, null).map(({ value }) => value)).toEqual([
      'urn:beleg:p1:entity:ent-2',
    ])
    expect((await quads(held('planned'))).getObjects(subject, p39, null)).toEqual([])
    expect(
      (await quads(held('asserted'))).getObjects(subject, namedNode(`${namespaces.owl}sameAs`), null)[0]
        ?.value,
    ).toBe(`${namespaces.wd}Q1`)
  })

  it('writes no address that is none', async () => {
    const source: ExportSource = {
      ...exampleSource,
      articles: async function* () {
        for await (const row of exampleSource.articles())
          yield { ...row, url: 'https://x.example/> <urn:evil> <urn:evil' }
      },
    }
    expect((await quads(source)).getObjects(null, namedNode(`${namespaces.schema}url`), null)).toEqual([])
  })

  it('is empty for an empty dataset, prefixes aside', async () => {
    expect((await quads(empty)).size).toBe(0)
    expect(parsed((await written(turtle.write(empty))).text, 'Turtle')).toEqual([])
  })
})
