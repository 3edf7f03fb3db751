import { z } from 'zod'
import type { Actor } from './actors.ts'
import { eventsOf, type EventRecord } from './records.ts'
import type { ExportChunks, ExportSource, FileWriter } from '../export-source.ts'
import { canonicalJson } from '../jsonl-line.ts'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const entity = z.strictObject({
  /** ISO 3166-1 alpha-3, or PLOVER's code of a body without a state; empty where unknown. */
  code: z.string().regex(/^(?:[A-Z]{3})?$/),
  sector: z.string().regex(/^(?:[A-Z]{3}){0,2}$/),
  entity_text: z.string(),
  identifier_id: z.string().optional(),
  identifier_text: z.string(),
  office: z.string().optional(),
})

/** One event. Source: PLOVER manual, draft 2.0, record format; `auxiliary` is its list of qualifiers as a field. */
export const ploverRecordSchema = z.strictObject({
  id: z.string().min(1),
  date: day,
  enddate: day.optional(),
  actor: z.array(entity).min(1),
  recipient: z.array(entity).optional(),
  event: z.array(z.string()).length(1),
  mode: z.array(z.string()).optional(),
  context: z.array(z.string()).optional(),
  auxiliary: z.array(z.string()).optional(),
  event_loc: z
    .strictObject({
      extracted_place: z.string(),
      resolved_place: z.string().optional(),
      geonameid: z.string().optional(),
      country_code: z.string().optional(),
    })
    .optional(),
  event_text: z.array(z.string()),
  quad_code: z.number().int().min(1).max(4),
  /** Code points, half-open, into the text named by `cite_info.text_sha256`. */
  text_info: z.array(
    z.strictObject({ sequence: z.number().int(), start: z.number().int(), end: z.number().int() }),
  ),
  cite_info: z.strictObject({
    corpus: z.string(),
    citation: z.string(),
    url: z.string().optional(),
    title: z.string(),
    language: z.string().optional(),
    publication: z.string().optional(),
    codebook: z.string(),
    version: z.string(),
    text_sha256: z.string(),
  }),
  coder: z.string().optional(),
  coded_date: z.string().optional(),
  comment: z.string().optional(),
})
type PloverRecord = z.infer<typeof ploverRecordSchema>

function entityOf({
  code,
  sector,
  entity: known,
  name,
  words,
  office,
}: Actor): PloverRecord['actor'][number] {
  const identifier = known?.identifiers.find(({ scheme }) => scheme === 'wikidata')?.value ?? known?.id
  return {
    code,
    sector,
    entity_text: words,
    ...(identifier === undefined ? {} : { identifier_id: identifier }),
    identifier_text: name,
    ...(office === '' ? {} : { office }),
  }
}

function comments({ dateOfPublication, fact }: EventRecord): readonly string[] {
  return [...(dateOfPublication ? ['date of publication'] : []), ...(fact.note === null ? [] : [fact.note])]
}

function recordOf(event: EventRecord, source: ExportSource, points: (utf16: number) => number): PloverRecord {
  const { fact, article, place, mode, contexts, auxiliary } = event
  const comment = comments(event).join('; ')
  const geonames = place?.entity?.identifiers.find(({ scheme }) => scheme === 'geonames')?.value
  return {
    id: event.id,
    date: event.date,
    ...(event.end === null ? {} : { enddate: event.end }),
    actor: event.actors.map(entityOf),
    ...(event.recipients.length === 0 ? {} : { recipient: event.recipients.map(entityOf) }),
    event: [event.event],
    ...(mode === null ? {} : { mode: [mode] }),
    ...(contexts.length === 0 ? {} : { context: [...contexts] }),
    ...(auxiliary.length === 0 ? {} : { auxiliary: [...auxiliary] }),
    ...(place === null
      ? {}
      : {
          event_loc: {
            extracted_place: place.words,
            ...(place.entity === null
              ? {}
              : { resolved_place: place.entity.labelEn ?? place.entity.labelDe ?? '' }),
            ...(geonames === undefined ? {} : { geonameid: geonames }),
            ...(place.entity?.country == null ? {} : { country_code: place.entity.country }),
          },
        }),
    event_text: fact.evidence.map(({ surface }) => surface),
    quad_code: event.quad,
    text_info: fact.evidence.map(({ start, end }, at) => ({
      sequence: at + 1,
      start: points(start),
      end: points(end),
    })),
    cite_info: {
      corpus: source.project.name,
      citation: article.sourceName,
      ...(article.url === null ? {} : { url: article.url }),
      title: article.title,
      ...(article.lang === null ? {} : { language: article.lang }),
      ...(article.publisher === null ? {} : { publication: article.publisher }),
      codebook: source.codebook.id,
      version: fact.codebookVersion,
      text_sha256: article.textSha256,
    },
    ...(fact.coder === null ? {} : { coder: fact.coder }),
    ...(fact.decidedAt === null ? {} : { coded_date: fact.decidedAt.slice(0, 10) }),
    ...(comment === '' ? {} : { comment }),
  }
}

async function* write(source: ExportSource): ExportChunks {
  let rows = 0
  let of = ''
  let points = (utf16: number): number => utf16
  for await (const event of eventsOf(source)) {
    const { id } = event.article
    if (of !== id) {
      points = await source.codePoints(id)
      of = id
    }
    rows++
    yield `${canonicalJson(recordOf(event, source, points))}\n`
  }
  return rows
}

/** Facts that are events of PLOVER, one JSON object per line. */
export const plover: FileWriter = {
  format: 'plover',
  label: { en: 'PLOVER, JSONL', de: 'PLOVER, JSONL' },
  use: {
    en: 'For event-data research: who did what to whom, coded by PLOVER.',
    de: 'Für die Ereignisdatenforschung: wer was mit wem tat, nach PLOVER kodiert.',
  },
  extension: 'jsonl',
  row: 'fact',
  unit: 'code-points',
  needsTexts: false,
  options: ['dyads'],
  losses: [
    {
      en: 'Facts without a PLOVER event, a day, an actor or, where PLOVER asks for one, a recipient are not written: comments, relations and measures among them.',
      de: 'Fakten ohne PLOVER-Ereignis, ohne Tag, ohne Handelnde oder, wo PLOVER ihn verlangt, ohne Empfänger werden nicht geschrieben, darunter Kommentare, Beziehungen und Messwerte.',
    },
    {
      en: 'Slots besides actor, recipient and place, and offsets of single fillers, are not included.',
      de: 'Felder außer Handelnden, Empfängern und Ort sowie die Positionen einzelner Felder sind nicht enthalten.',
    },
    {
      en: 'A date of reduced precision becomes its first and last day; what has no date of its own gets the day of publication, which the comment says.',
      de: 'Ein ungenaues Datum wird zu seinem ersten und letzten Tag; was kein eigenes Datum hat, bekommt den Tag der Veröffentlichung, was der Kommentar sagt.',
    },
    {
      en: 'Sectors come from offices and kinds of bodies and may be missing (UNK).',
      de: 'Sektoren werden aus Ämtern und Arten von Einrichtungen gewonnen und können fehlen (UNK).',
    },
  ],
  write,
}
