import { Ajv2020 } from 'ajv/dist/2020.js'
import { MultiDirectedGraph, MultiGraph } from 'graphology'
import { parse as parseGexf } from 'graphology-gexf'
import { parse as parseCsv } from 'papaparse'
import { describe, expect, it } from 'vitest'
import { publishedSchema } from '../../../cli/published-schemas.ts'
import { exportOptionsSchema, type ExportOptionsInput } from '../../../../shared/model/dataset.ts'
import { entityViewSchema, type EntityView, type FactView } from '../../../../shared/model/views.ts'
import { exampleFact, exampleSlot, exampleSource, exampleText, written } from '../example-dataset.ts'
import type { ExportSource } from '../export-source.ts'
import { gexf } from './gexf.ts'
import { plover } from './plover.ts'
import { polecat } from './polecat.ts'

const entity = (id: string, type: string, label: string, country: string | null, more: object = {}): EntityView =>
  entityViewSchema.parse({
    id, type, labelDe: label, labelEn: null, country, note: null, origin: 'coder', identifiers: [], aliases: [], offices: [],
    merged: [], different: [], mentions: 1, articles: 1, ...more,
  }) // prettier-ignore

const known = (scheme: string, value: string): object => ({ identifiers: [{ scheme, value }] })

/** Invented people of real countries, and the countries themselves. */
const registry = [
  entity('aut', 'GPE', 'Österreich', 'AUT', known('gazetteer', 'iso:AUT')),
  entity('both', 'GROUP', 'Österreich und Vietnam', null, known('members', 'aut+vnm')),
  entity('eu', 'ORG', 'Europäische Union', null, known('gazetteer', 'org:eu')),
  entity('hanoi', 'GPE', 'Hanoi', 'VNM', known('gazetteer', 'place:hanoi')),
  entity('minister', 'ROLE', 'Außenministerin', null),
  entity('pham', 'PER', 'Phạm Hữu Lộc', 'VNM'),
  entity('tamm', 'PER', 'Marlene Tamm', 'AUT', { identifiers: [{ scheme: 'wikidata', value: 'Q1' }] }),
  entity('vnm', 'GPE', 'Vietnam', 'VNM', known('gazetteer', 'iso:VNM')),
]

const slots = (
  fillers: readonly (readonly [role: string, entityId: string])[],
): { readonly slots: readonly object[] } => ({
  slots: fillers.map(([role, entityId], n) => exampleSlot(`s-${role}-${String(n)}`, role, { entityId })),
})

const codes = (event: string, quad: number, mode: string | null = null): object => ({
  plover: { event, mode, context: ['diplomatic'], quad },
})

function source(facts: readonly object[], options: ExportOptionsInput = {}): ExportSource {
  const made: readonly FactView[] = facts.map((changes, n) =>
    exampleFact({ id: `fact-${String(n + 1)}`, note: null, attribution: null, ...changes }),
  )
  return {
    ...exampleSource,
    options: exportOptionsSchema.parse(options),
    facts: () => made,
    registry: () => registry,
  }
}

interface Side {
  readonly identifier_text: string
  readonly code: string
  readonly sector: string
  readonly office?: string
}
interface Written {
  readonly id: string
  readonly date: string
  readonly enddate?: string
  readonly actor: readonly Side[]
  readonly recipient?: readonly Side[]
  readonly event: readonly string[]
  readonly mode?: readonly string[]
  readonly comment?: string
  readonly event_text: readonly string[]
  readonly text_info: readonly { readonly start: number; readonly end: number }[]
}

const valid = new Ajv2020({ strict: false }).compile<Written>(publishedSchema('plover'))

/** Every line, found valid by a validator that is not ours. */
async function records(
  facts: readonly object[],
  options: ExportOptionsInput = {},
): Promise<readonly Written[]> {
  const { text, rows } = await written(plover.write(source(facts, options)))
  const lines = text.split('\n').slice(0, -1)
  expect(rows).toBe(lines.length)
  return lines.map((line) => {
    const record: unknown = JSON.parse(line)
    if (!valid(record)) throw new Error(JSON.stringify(valid.errors))
    return record
  })
}

const names = (sides: readonly Side[] | undefined): readonly string[] =>
  (sides ?? []).map((one) => one.identifier_text)

describe('PLOVER', () => {
  it('has the visitor act and the host receive', async () => {
    const [visit] = await records([
      { type: 'visit', ...slots([['host', 'pham'], ['visitor', 'tamm'], ['destination', 'vnm']]), ...codes('CONSULT', 1, 'visit') },
    ]) // prettier-ignore
    expect([names(visit?.actor), names(visit?.recipient)]).toEqual([['Marlene Tamm'], ['Phạm Hữu Lộc']])
  })

  it('takes the country visited for the host where nobody is named', async () => {
    const [visit] = await records([
      { type: 'visit', ...slots([['visitor', 'tamm'], ['destination', 'vnm']]), ...codes('CONSULT', 1, 'visit') },
    ]) // prettier-ignore
    expect(names(visit?.recipient)).toEqual(['Vietnam'])
  })

  it('knows the host of a meeting by the place, and has everybody act where it does not', async () => {
    const both = [['participant', 'tamm'], ['participant', 'pham']] as const // prettier-ignore
    const [at, nowhere] = await records([
      { ...slots([...both, ['place', 'hanoi']]), ...codes('CONSULT', 1) },
      { ...slots(both), ...codes('CONSULT', 1) },
    ])
    expect([names(at?.actor), names(at?.recipient)]).toEqual([['Marlene Tamm'], ['Phạm Hữu Lộc']])
    expect([names(nowhere?.actor), nowhere?.recipient]).toEqual([['Marlene Tamm', 'Phạm Hữu Lộc'], undefined])
  })

  it('calls a meeting still to come an agreement, with no mode of the meeting', async () => {
    const [planned] = await records([
      { modality: 'planned', ...slots([['participant', 'tamm'], ['participant', 'pham']]), ...codes('CONSULT', 1, 'visit') },
    ]) // prettier-ignore
    expect([planned?.event, planned?.mode]).toEqual([['AGREE'], undefined])
  })

  it('calls signing support', async () => {
    const [signed] = await records([
      {
        type: 'agreement_signed',
        ...slots([
          ['party', 'aut'],
          ['party', 'vnm'],
        ]),
        ...codes('AGREE', 1),
      },
    ])
    expect(signed?.event).toEqual(['SUPPORT'])
  })

  it('has no record of plain comment', async () => {
    expect(await records([{ type: 'statement', ...slots([['speaker', 'tamm']]), plover: null }])).toEqual([])
  })

  it('has no sanction without anyone it is laid on, and makes cooperation a side each', async () => {
    const found = await records([
      { type: 'sanction', ...slots([['agent', 'eu']]), ...codes('SANCTION', 4) },
      { type: 'cooperation', ...slots([['agent', 'aut'], ['agent', 'vnm']]), ...codes('COOPERATE', 2) },
    ]) // prettier-ignore
    expect(found.map(({ actor, recipient }) => [names(actor), names(recipient)])).toEqual([
      [['Österreich'], ['Vietnam']],
    ])
  })

  it('keeps several in one record, and makes pairs of them only where asked to', async () => {
    const facts = [
      { type: 'request', ...slots([['agent', 'aut'], ['agent', 'eu'], ['recipient', 'vnm'], ['recipient', 'pham']]), ...codes('REQUEST', 3) },
    ] // prettier-ignore
    expect(await records(facts)).toHaveLength(1)
    const pairs = await records(facts, { dyads: true })
    expect(pairs.map(({ id, actor, recipient }) => [id, ...names(actor), ...names(recipient)])).toEqual([
      ['fact-1-1', 'Österreich', 'Vietnam'],
      ['fact-1-2', 'Österreich', 'Phạm Hữu Lộc'],
      ['fact-1-3', 'Europäische Union', 'Vietnam'],
      ['fact-1-4', 'Europäische Union', 'Phạm Hữu Lộc'],
    ])
  })

  it('pairs those who meet once each, and nobody with themselves', async () => {
    const facts = [
      {
        ...slots([
          ['party', 'both'],
          ['participant', 'eu'],
        ]),
        ...codes('CONSULT', 1),
      },
    ]
    const pairs = await records(facts, { dyads: true })
    expect(pairs.map(({ actor, recipient }) => [...names(actor), ...names(recipient)])).toEqual([
      ['Österreich', 'Vietnam'],
      ['Österreich', 'Europäische Union'],
      ['Vietnam', 'Europäische Union'],
    ])
  })

  it('has codes and sectors of states, bodies and office holders', async () => {
    const office = { id: 'office', type: 'position_held', kind: 'relation', plover: null, ...slots([['person', 'tamm'], ['role', 'minister']]) } // prettier-ignore
    const [found] = await records([
      office,
      { type: 'request', ...slots([['agent', 'tamm'], ['agent', 'eu'], ['recipient', 'vnm']]), ...codes('REQUEST', 3) },
    ]) // prettier-ignore
    expect(
      [...(found?.actor ?? []), ...(found?.recipient ?? [])].map(({ code, sector, office: title }) => [
        code,
        sector,
        title,
      ]),
    ).toEqual([
      ['AUT', 'GOV', 'Außenministerin'],
      ['EUR', '', undefined],
      ['VNM', 'GOV', undefined],
    ])
  })

  it('has first and last day of a month, a decade, a span, and the day of publication where there is no time', async () => {
    const meet = { ...slots([['participant', 'tamm'], ['participant', 'pham']]), ...codes('CONSULT', 1) } // prettier-ignore
    const on = (iso: string): object => ({ ...meet, time: { iso, precision: 'month', basis: 'stated' } })
    const found = await records([
      on('2024-02'),
      on('202X'),
      on('2024-03-30/2024-04'),
      { ...meet, time: null },
    ])
    expect(found.map(({ date, enddate, comment }) => [date, enddate, comment])).toEqual([
      ['2024-02-01', '2024-02-29', undefined],
      ['2020-01-01', '2029-12-31', undefined],
      ['2024-03-30', '2024-04-30', undefined],
      ['2024-03-05', undefined, 'date of publication'],
    ])
  })

  it('counts code points that cut the quotes out, behind emoji and combining marks', async () => {
    const [found] = await records([{ ...slots([['participant', 'tamm']]), ...codes('CONSULT', 1) }])
    const points = Array.from(exampleText)
    expect(found?.text_info.map(({ start, end }) => points.slice(start, end).join(''))).toEqual(
      found?.event_text,
    )
    expect(found?.event_text).toEqual(['👋🏽 Außenministerin', 'traf am 3. März'])
  })

  it('is refused by the validator where a record is wrong', async () => {
    const [found] = await records([{ ...slots([['participant', 'tamm']]), ...codes('CONSULT', 1) }])
    expect(valid({ ...found, date: '2024' })).toBe(false)
    expect(valid({ ...found, actor: [] })).toBe(false)
  })

  it('is an empty file for an empty dataset', async () => {
    expect(await records([])).toEqual([])
  })
})

/** The columns of the data set as its description lists them, in its order. */
const columns =
  'Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version'

/** Read by a reader that is not ours. */
async function table(
  facts: readonly object[],
  options: ExportOptionsInput = {},
): Promise<readonly Record<string, string>[]> {
  const { text, rows } = await written(polecat.write(source(facts, options)))
  const { data, meta, errors } = parseCsv<Record<string, string>>(text.slice(0, -1), {
    header: true,
    delimiter: '\t',
    quoteChar: '\u0000',
  })
  expect(errors).toEqual([])
  expect(meta.fields?.join('|')).toBe(columns)
  expect(data).toHaveLength(rows)
  return data
}

describe('POLECAT columns', () => {
  const visit = {
    type: 'visit',
    ...slots([['visitor', 'tamm'], ['host', 'vnm'], ['place', 'hanoi']]),
    ...codes('CONSULT', 1, 'visit'),
  } // prettier-ignore

  it('are the forty of the data set in its order, with codes and intensity', async () => {
    const [row] = await table([visit])
    expect(row).toMatchObject({
      'Event ID': 'fact-1', 'Event Date': '2024-03-03', 'Event Type': 'CONSULT', 'Event Mode': 'visit', 'Intensity': '4', 'Quad Code': '1',
      'Actor Name': 'Marlene Tamm', 'Actor Country': 'AUT', 'Actor COW': '305', 'Wikipedia Actor ID': 'Q1',
      'Recipient Name': 'Vietnam', 'Recipient Country': 'VNM', 'Recipient COW': '816', 'Primary Recipient Sector': 'GOV',
      'Placename': 'Hanoi', 'City': 'Hanoi', 'Country': 'VNM', 'Publication Date': '2024-03-05', 'Language': 'de',
    }) // prettier-ignore
  })

  it('stay forty where names hold what ends cells, and are no formula', async () => {
    const [row] = await table([
      {
        type: 'request',
        slots: [exampleSlot('s', 'agent', { surface: '=A1;\t"x"\n' })],
        ...codes('REQUEST', 3),
      },
    ])
    expect(Object.keys(row ?? {})).toHaveLength(40)
    expect(row?.['Actor Name']).toBe('\'=A1 "x"')
  })

  it('have a head and nothing else for an empty dataset', async () => {
    expect(await table([])).toEqual([])
  })
})

describe('the network', () => {
  const facts = [
    { ...slots([['participant', 'tamm'], ['participant', 'pham']]), ...codes('CONSULT', 1) },
    { type: 'position_held', kind: 'relation', plover: null, time: null, ...slots([['person', 'tamm'], ['role', 'minister']]) },
    { ...slots([['participant', 'tamm'], ['participant', 'pham']]), ...codes('CONSULT', 1) },
  ] // prettier-ignore

  it('is read by another reader: nodes with their kind, parallel edges, each with its time', async () => {
    const { text, rows } = await written(gexf.write(source(facts)))
    const graph = parseGexf(MultiDirectedGraph, text)
    expect([graph.order, graph.size, rows]).toEqual([3, 3, 3])
    expect(graph.getNodeAttributes('pham')).toMatchObject({
      label: 'Phạm Hữu Lộc',
      type: 'PER',
      country: 'VNM',
    })
    expect(graph.mapEdges('tamm', 'pham', (_, { fact }) => String(fact)).sort()).toEqual(['fact-1', 'fact-3'])
    expect(text).toContain('start="2024-03-03" end="2024-03-03"')
  })

  it('is well-formed whatever the words hold', async () => {
    const evil: ExportSource = {
      ...source(facts),
      registry: () => registry.map((one) => ({ ...one, labelDe: `${one.labelDe ?? ''} "<&>\u0000\ud800` })),
    }
    const graph = parseGexf(MultiDirectedGraph, (await written(gexf.write(evil))).text)
    expect(graph.getNodeAttribute('tamm', 'label')).toBe('Marlene Tamm "<&>\ufffd\ufffd')
  })

  it('has neither nodes nor edges for an empty dataset', async () => {
    const graph = parseGexf(MultiGraph, (await written(gexf.write(source([])))).text)
    expect([graph.order, graph.size]).toEqual([0, 0])
  })
})
