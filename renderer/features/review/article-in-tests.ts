import { codebookSchema, type Codebook } from '../../../shared/model/codebook.ts'
import {
  articleViewSchema,
  factViewSchema,
  type ArticleView,
  type FactView,
  type SlotView,
} from '../../../shared/model/views.ts'
import type { Language } from '../../../shared/model/vocabulary.ts'
import { createLocale } from '../../locales/locale.tsx'
import type { Reading } from './reading.ts'

const [shipped] = Object.values(
  import.meta.glob('../../../resources/codebook/codebook.json', { eager: true, import: 'default' }),
)

/** The codebook as it ships. */
export const codebook: Codebook = codebookSchema.parse(shipped)

/** Our own article about invented people: three sentences and a line that is none of it. */
export const text = [
  'Ministerin Lena Vogt hat am 12. November in Ardhafen ihren Kollegen Tomas Berk getroffen.',
  'Vogt sagte, man wolle „die Zusammenarbeit beim Hafenbau vertiefen“. Berk lud sie nach Nordau ein.',
  'Kommentar (0)',
].join('\n')

const spanOf = (words: string, from = 0): { start: number; end: number } => {
  const start = text.indexOf(words, from)
  if (start === -1) throw new Error(`not in the text: ${words}`)
  return { start, end: start + words.length }
}
/** A span with its words. */
export const quoted = (words: string, from = 0): { start: number; end: number; surface: string } => ({
  ...spanOf(words, from),
  surface: words,
})

const entity = (id: string, type: string, labelDe: string, labelEn: string | null = null) => ({
  id,
  type,
  labelDe,
  labelEn,
  country: null,
})
const mention = (id: string, words: string, type: string, entityId: string | null, from = 0) => ({
  id, articleId: 'a1', ...quoted(words, from), type, form: 'name', entityId, localEntity: entityId === null ? null : `local-${entityId}`,
  norm: type === 'DATE' ? { iso: '2024-11-12', precision: 'day', basis: 'derived', rule: 'date.url-year', inferred: 'year' } : null,
  state: 'proposed', rule: 'gazetteer', note: null,
}) // prettier-ignore

export const slot = (id: string, role: string, over: Partial<Record<keyof SlotView, unknown>> = {}): SlotView =>
  ({ id, role, entityId: null, mentionId: null, start: null, end: null, surface: null, norm: null, value: null, inferred: false, notStated: false, rule: null, note: null, ...over }) as SlotView // prettier-ignore

export const fact = (over: Partial<Record<keyof FactView, unknown>>): FactView =>
  factViewSchema.parse({
    id: 'f1', articleId: 'a1', type: 'meeting', kind: 'event', state: 'proposed', edited: false, trigger: quoted('getroffen'),
    evidence: [quoted('Ministerin Lena Vogt hat am 12. November in Ardhafen ihren Kollegen Tomas Berk getroffen.')],
    slots: [], time: null, modality: 'asserted', polarity: 'pos', attribution: null, temporalStatus: null, plover: null, cameo: null,
    rule: 'frame.meeting', prior: 0.8, fingerprint: 'x', codebookVersion: '1.0.0', missing: [], conflictsWith: [], derivedFrom: null,
    attestations: [], rejectReason: null, note: null, flag: false, coder: null, decidedAt: null, durationMs: null, ...over,
  }) // prettier-ignore

const second = text.indexOf('Vogt sagte')
const third = text.indexOf('Berk lud')

export const meeting = fact({
  slots: [
    slot('s1', 'participant', { entityId: 'e-vogt', mentionId: 'm1', ...quoted('Lena Vogt') }),
    slot('s2', 'participant', { entityId: 'e-berk', mentionId: 'm4', ...quoted('Tomas Berk') }),
    slot('s3', 'place', { entityId: 'e-ardhafen', mentionId: 'm3', ...quoted('Ardhafen') }),
  ],
  time: { iso: '2024-11-12', precision: 'day', basis: 'derived', rule: 'date.url-year', inferred: ['year'] },
})

export const statement = fact({
  id: 'f2',
  type: 'statement',
  kind: 'statement',
  trigger: quoted('sagte'),
  evidence: [quoted('Vogt sagte, man wolle „die Zusammenarbeit beim Hafenbau vertiefen“.')],
  slots: [slot('s4', 'speaker', { entityId: 'e-vogt', mentionId: 'm5', ...quoted('Vogt', second) })],
  modality: 'claimed',
  missing: ['content'],
  prior: 0.5,
})

export const article: ArticleView = articleViewSchema.parse({
  row: {
    id: 'a1', ordinal: 1, title: 'Treffen in Ardhafen', sourceName: 'ardhafen.txt', publisher: 'Ardhafener Bote', agency: null, url: null,
    published: '2024-11-12', publishedBasis: 'derived', lang: 'de', triage: 'todo', triageReason: null, textSha256: 'a'.repeat(64),
    sourceSha256: 'a'.repeat(64), utf16Length: text.length, version: 1, importedAt: '2026-01-01T00:00:00Z', facts: 2, decided: 0,
    conflicts: 0, sentences: 3, reviewed: 0,
  },
  text,
  metadata: {},
  zones: [
    { ...quoted('Ministerin Lena Vogt hat am 12. November in Ardhafen ihren Kollegen Tomas Berk getroffen.'), kind: 'lead', masked: false, decided: false },
    { ...quoted('Kommentar (0)'), kind: 'comment_counter', masked: true, decided: false },
  ],
  sentences: [
    { ...spanOf('Ministerin Lena Vogt hat am 12. November in Ardhafen ihren Kollegen Tomas Berk getroffen.'), section: 'lead', reviewed: false },
    { ...spanOf('Vogt sagte, man wolle „die Zusammenarbeit beim Hafenbau vertiefen“.'), section: 'body', reviewed: false },
    { ...spanOf('Berk lud sie nach Nordau ein.'), section: 'body', reviewed: false },
  ],
  mentions: [
    mention('m1', 'Lena Vogt', 'PER', 'e-vogt'),
    mention('m2', '12. November', 'DATE', null),
    mention('m3', 'Ardhafen', 'GPE', 'e-ardhafen'),
    mention('m4', 'Tomas Berk', 'PER', 'e-berk'),
    mention('m5', 'Vogt', 'PER', 'e-vogt', second),
    mention('m6', 'Berk', 'PER', 'e-berk', third),
    mention('m7', 'Nordau', 'GPE', 'e-nordau'),
  ],
  facts: [meeting, statement],
  entities: [
    entity('e-vogt', 'PER', 'Lena Vogt'), entity('e-berk', 'PER', 'Tomas Berk'),
    entity('e-ardhafen', 'GPE', 'Ardhafen', 'Ard Haven'), entity('e-nordau', 'GPE', 'Nordau'),
  ],
  notices: [],
  previous: null,
  next: 'a2',
  revision: 1,
}) // prettier-ignore

export const reading = (language: Language): Reading => ({
  codebook,
  locale: createLocale(language),
  entities: new Map(article.entities.map((one) => [one.id, one])),
})
