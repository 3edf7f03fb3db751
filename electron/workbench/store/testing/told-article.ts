import { createHash } from 'node:crypto'
import type {
  ExtractedEntity,
  ExtractedFact,
  ExtractedMention,
  ExtractionOutput,
} from '../../../../shared/model/extraction.ts'
import type { EntityType, MentionForm, MentionType } from '../../../../shared/model/vocabulary.ts'
import type { NewArticle } from '../intake.ts'

/** Words of an article that name somebody or something: what extraction would have found there. */
export interface Told {
  readonly words: string
  readonly type: MentionType
  /** Local entity of the article. */
  readonly entity: string
  readonly form?: MentionForm
}

export interface ToldArticle {
  readonly name: string
  readonly publisher: string
  /** ISO day of publication. */
  readonly published: string
  /** Plain words and mentions, in the order of the text. */
  readonly parts: readonly (string | Told)[]
  /** What extraction knows of a local entity beyond its mentions; by local id. */
  readonly entities?: Readonly<Record<string, Partial<ExtractedEntity> & { readonly type?: EntityType }>>
  readonly offices?: readonly ToldOffice[]
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
const provenance = { rule: 'told', ruleVersion: 1, prior: 0.8 }

/** An office the article says somebody holds, by local ids. */
interface ToldOffice {
  readonly person: string
  readonly role: string
  readonly jurisdiction?: string
  readonly org?: string
}

/** An article with its mentions known, for tests of who is who that shall not hang on extraction. */
export function toldArticle(told: ToldArticle): NewArticle & { readonly text: string } {
  let text = ''
  const mentions: ExtractedMention[] = []
  for (const part of told.parts) {
    const words = typeof part === 'string' ? part : part.words
    if (typeof part !== 'string') {
      mentions.push({
        id: `m${String(mentions.length + 1)}`,
        start: text.length,
        end: text.length + words.length,
        surface: words,
        line: 1,
        type: part.type,
        form: part.form ?? 'name',
        entity: part.entity,
        ...provenance,
      })
    }
    text += words
  }
  return {
    text,
    source: `/articles/${told.name}`,
    name: told.name,
    textSha256: sha256(text),
    sourceSha256: sha256(text),
    utf16Length: text.length,
    byteLength: Buffer.byteLength(text),
    encoding: 'utf-8',
    byteOrderMark: false,
    lineEnds: 'LF',
    fields: {},
    head: null,
    extraction: outputOf(told, text, mentions),
  }
}

function outputOf(told: ToldArticle, text: string, mentions: readonly ExtractedMention[]): ExtractionOutput {
  const locals = [...new Set(mentions.flatMap(({ entity }) => (entity === null ? [] : [entity])))]
  const entities = locals.map((id): ExtractedEntity => {
    const own = mentions.filter(({ entity }) => entity === id)
    const surfaces = [...new Set(own.map(({ surface }) => surface))]
    const longest = surfaces.reduce((best, surface) => (surface.length > best.length ? surface : best), '')
    const type = own[0]?.type ?? 'PER'
    return {
      id,
      type: isEntityType(type) ? type : 'GPE',
      canonical: longest,
      mentions: own.map((mention) => mention.id),
      surfaces,
      ...told.entities?.[id],
    }
  })
  const meeting: ExtractedFact = {
    id: 'f1',
    type: 'meeting',
    kind: 'event',
    trigger: null,
    evidence: [{ start: 0, end: text.length, surface: text }],
    slots: mentions
      .filter(({ type, form }) => type === 'PER' && form === 'name')
      .map(({ id, start, end, surface, entity }) => ({
        role: 'participant',
        start,
        end,
        surface,
        mention: id,
        ...(entity === null ? {} : { entity }),
      })),
    time: null,
    modality: 'asserted',
    polarity: 'pos',
    attribution: null,
    plover: null,
    cameo: null,
    fingerprint: 'meeting',
    ...provenance,
  }
  const offices = (told.offices ?? []).map((office, index): ExtractedFact => ({
    ...meeting,
    id: `o${String(index + 1)}`,
    type: 'position_held',
    kind: 'relation',
    slots: Object.entries<string>({ ...office }).map(([role, entity]) => ({ role, entity })),
    fingerprint: `office ${String(index)}`,
  }))
  return {
    schema: 'beleg-extraction/1',
    file: told.name,
    textSha256: sha256(text),
    sourceSha256: sha256(text),
    utf16Length: text.length,
    offsets: 'UTF-16 code units, half-open, into the decoded text (BOM removed, CR and CRLF as LF)',
    extractor: { name: 'beleg', version: '1', language: 'de', lexicon: '1', codebook: '1' },
    metadata: {
      lang: { value: 'de', basis: 'inferred' },
      publisher: { value: told.publisher, basis: 'stated' },
      publicationDate: { value: told.published, basis: 'stated' },
    },
    sections: [{ start: 0, end: text.length, surface: text, line: 1, kind: 'body' }],
    boilerplate: [],
    sentences: [{ start: 0, end: text.length, section: 'body' }],
    entities,
    mentions: [...mentions],
    facts: [...(meeting.slots.length === 0 ? [] : [meeting]), ...offices],
    notices: [],
  }
}

const isEntityType = (type: MentionType): type is EntityType =>
  !['DEM', 'DATE', 'DURATION', 'FREQ', 'ORDINAL', 'NUM', 'QUANT', 'MONEY', 'URL'].includes(type)
