import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportOptionsSchema } from '../../../shared/model/dataset.ts'
import { codebookSchema, type Codebook } from '../../../shared/model/codebook.ts'
import {
  articleRowSchema,
  entityRefSchema,
  factViewSchema,
  historyRowSchema,
  type ArticleRow,
  type EntityRef,
  type FactView,
} from '../../../shared/model/views.ts'
import { codePoints, quote } from '../../../shared/offsets.ts'
import { loadEventTables } from './events/tables.ts'
import type { ExportChunks, ExportSource } from './export-source.ts'

/** A small dataset with every trap of an exchange format in it, for the tests of this folder. People and events are invented. */
export const exampleText =
  '👋🏽 Au\u00dfenministerin Đặng Thị Ngọc Ánh traf am 3. März den Präsidenten Jo\u0308rn | Tamm.\n„=1+1“, sagte sie, "ganz, ganz" sicher.\n'

const sha = (letter: string): string => letter.repeat(64)
const at = (words: string): { start: number; end: number; surface: string } => {
  const start = exampleText.indexOf(words)
  if (start === -1) throw new Error(`not in the example: ${words}`)
  return quote(exampleText, { start, end: start + words.length })
}

export const exampleCodebook: Codebook = codebookSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../resources/codebook/codebook.json'), 'utf8')),
)

const article = (id: string, ordinal: number, title: string): ArticleRow =>
  articleRowSchema.parse({
    id,
    ordinal,
    title,
    sourceName: `${id}/ein "Ordner", 🇻🇳.txt`,
    publisher: '@Wiener Bote',
    agency: null,
    url: 'https://beispiel.example/2024/03/05/?a=1,2',
    published: '2024-03-05',
    publishedBasis: 'stated',
    lang: 'de',
    triage: 'finished',
    triageReason: null,
    textSha256: sha('a'),
    sourceSha256: sha('b'),
    utf16Length: exampleText.length,
    version: 1,
    importedAt: '2024-03-06T08:00:00.000Z',
    facts: 2,
    decided: 2,
    conflicts: 0,
    sentences: 2,
    reviewed: 2,
  })

export const exampleArticles = [article('art-1', 1, '=HYPERLINK("x")'), article('art-2', 2, "'Zitat'")]

export const exampleEntities: readonly EntityRef[] = [
  { id: 'ent-1', type: 'PER', labelDe: 'Đặng Thị Ngọc Ánh', labelEn: null, country: 'VNM' },
  { id: 'ent-2', type: 'PER', labelDe: 'Jo\u0308rn | Tamm', labelEn: 'Joern Tamm', country: null },
].map((entity) => entityRefSchema.parse(entity))

const emptySlot = {
  entityId: null, mentionId: null, start: null, end: null, surface: null, norm: null, value: null,
  inferred: false, notStated: false, rule: null, note: null,
} // prettier-ignore

const slot = (id: string, role: string, filled: object): object => ({ ...emptySlot, id, role, ...filled })

const fact = (changes: object): FactView =>
  factViewSchema.parse({
    id: 'fact-1',
    articleId: 'art-1',
    type: 'meeting',
    kind: 'event',
    state: 'accepted',
    edited: false,
    trigger: at('traf'),
    evidence: [at('👋🏽 Au\u00dfenministerin'), at('traf am 3. März')],
    slots: [
      slot('s1', 'participant', { entityId: 'ent-1', ...at('Đặng Thị Ngọc Ánh') }),
      slot('s2', 'participant', { entityId: 'ent-2', ...at('Jo\u0308rn | Tamm') }),
      slot('s3', 'place', { notStated: true }),
      slot('s4', 'cost', { norm: { amount: 5.5, currency: 'EUR' }, inferred: true, rule: 'a-rule' }),
    ],
    time: { iso: '2024-03-03', precision: 'day', basis: 'derived', rule: 'year-from-url', ...at('3. März') },
    modality: 'asserted',
    polarity: 'pos',
    attribution: { speaker: 'ent-1', outlet: '+Agentur', chain: ['ent-1', 'ent-2'] },
    temporalStatus: null,
    plover: { event: 'CONSULT', mode: 'visit', context: ['diplomatic'], quad: 1 },
    cameo: '042',
    rule: 'meeting/meet',
    prior: 0.8,
    fingerprint: 'f'.repeat(16),
    codebookVersion: '1.0.0',
    missing: [],
    conflictsWith: [],
    derivedFrom: null,
    attestations: [
      { id: 'att-1', articleId: 'art-1', evidence: [at('👋🏽 Au\u00dfenministerin'), at('traf am 3. März')] },
      { id: 'att-2', articleId: 'art-2', evidence: [at('„=1+1“, sagte sie, "ganz, ganz" sicher.')] },
    ],
    rejectReason: null,
    note: '-1 oder\r\n"zwei"',
    flag: true,
    coder: 'Åsa Löf',
    decidedAt: '2024-03-07T10:11:12.345Z',
    durationMs: 2100,
    ...changes,
  })

export const exampleFacts: readonly FactView[] = [
  fact({}),
  fact({ id: 'fact-2', articleId: 'art-2', state: 'added', rule: null, prior: null, fingerprint: null, attestations: [], attribution: null, plover: null, cameo: null, time: null, trigger: null, note: null, slots: [] }),
] // prettier-ignore

export const exampleSource: ExportSource = {
  project: { id: 'p1', name: 'Beispiel' },
  dataset: { id: 'd1', name: 'Alles', query: { states: ['accepted', 'edited', 'added'] } },
  codebook: exampleCodebook,
  language: 'de',
  options: exportOptionsSchema.parse({}),
  articles: () => exampleArticles,
  article: (articleId) => exampleArticles.find(({ id }) => id === articleId),
  entities: () => exampleEntities,
  entity: (entityId) => exampleEntities.find(({ id }) => id === entityId),
  facts: () => exampleFacts,
  registry: () =>
    exampleEntities.map((entity) => ({
      ...entity,
      note: null,
      origin: 'coder',
      identifiers: [],
      aliases: [],
      offices: [],
      merged: [],
      different: [],
      mentions: 1,
      articles: 1,
    })),
  codePoints: () => codePoints(exampleText),
  eventTables: () => loadEventTables(join(import.meta.dirname, '../../../resources')),
  content: () => ({
    text: exampleText,
    metadata: {},
    zones: [],
    sentences: [],
    mentions: [],
    entities: [...exampleEntities],
  }),
  decisionsOf: (factId) => [
    historyRowSchema.parse({
      seq: 3, commandId: `c-${factId}`, type: 'fact.accept', label: 'Accept', coder: 'Åsa Löf',
      at: '2024-03-07T10:11:12.345Z', note: null, changes: 1, undoOf: null, undoneBy: null, undoable: true, articleId: 'art-1',
    }), // prettier-ignore
  ],
}

/** A whole file as one string, with its number of rows. */
export async function written(chunks: ExportChunks): Promise<{ text: string; rows: number }> {
  let text = ''
  for (;;) {
    const next = await chunks.next()
    if (next.done === true) return { text, rows: next.value }
    text += typeof next.value === 'string' ? next.value : Buffer.from(next.value).toString('utf8')
  }
}

/** A whole file as bytes, with its number of rows. */
export async function writtenBytes(chunks: ExportChunks): Promise<{ bytes: Buffer; rows: number }> {
  const pieces: Uint8Array[] = []
  for (;;) {
    const next = await chunks.next()
    if (next.done === true) return { bytes: Buffer.concat(pieces), rows: next.value }
    pieces.push(Buffer.from(next.value))
  }
}

export { fact as exampleFact, slot as exampleSlot }
