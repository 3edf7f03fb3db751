import { createHash } from 'node:crypto'
import type {
  ExtractedEntity,
  ExtractedFact,
  ExtractedMention,
  ExtractionOutput,
} from '../../../../shared/model/extraction.ts'
import type { NewArticle } from '../intake.ts'

/** An invented article: no person or event of it exists. */
export const exampleText = [
  'Präsidentin Mara Lindqvist traf am 3. Mai 2024 in Kronburg Außenminister Orhan Tesfai.',
  'Lindqvist sagte, Nordland sei zu Gesprächen bereit.',
  'Kommentar (0)',
].join('\n')

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
const provenance = { rule: 'example', ruleVersion: 1, prior: 0.8 }

function span(text: string, surface: string, from = 0): { start: number; end: number; surface: string } {
  const start = text.indexOf(surface, from)
  if (start < 0) throw new Error(`“${surface}” is not in the text`)
  return { start, end: start + surface.length, surface }
}

/** What extraction might say about `exampleText`, or about a text that begins with other words. */
export function exampleOutput(text = exampleText, file = 'example.txt'): ExtractionOutput {
  const mention = (
    id: string,
    surface: string,
    type: ExtractedMention['type'],
    entity: string | null,
    from = 0,
  ): ExtractedMention => ({
    id,
    ...span(text, surface, from),
    line: 1,
    type,
    form: 'name',
    entity,
    ...provenance,
  })
  const second = text.indexOf('Lindqvist sagte')
  const mentions = [
    mention('m1', 'Präsidentin', 'ROLE', 'e4'),
    mention('m2', 'Mara Lindqvist', 'PER', 'e1'),
    { ...mention('m3', '3. Mai 2024', 'DATE', null), norm: { iso: '2024-05-03' } },
    mention('m4', 'Kronburg', 'GPE', 'e3'),
    mention('m5', 'Orhan Tesfai', 'PER', 'e2'),
    mention('m6', 'Lindqvist', 'PER', 'e1', second),
  ]
  const entity = (id: string, type: ExtractedEntity['type'], canonical: string): ExtractedEntity => ({
    id,
    type,
    canonical,
    mentions: mentions.filter((each) => each.entity === id).map((each) => each.id),
    surfaces: [canonical],
  })
  const filled = (role: string, mentionId: string): ExtractedFact['slots'][number] => {
    const found = mentions.find(({ id }) => id === mentionId)
    if (found === undefined) throw new Error(mentionId)
    const { start, end, surface, entity: of } = found
    return { role, start, end, surface, mention: mentionId, ...(of === null ? {} : { entity: of }) }
  }
  const firstLine = text.split('\n')[0] ?? ''
  const meeting: ExtractedFact = {
    id: 'f1',
    type: 'meeting',
    kind: 'event',
    trigger: span(text, 'traf'),
    evidence: [span(text, firstLine.slice(firstLine.indexOf('Präsidentin')))],
    slots: [filled('participant', 'm2'), filled('participant', 'm5'), filled('place', 'm4')],
    time: { iso: '2024-05-03', precision: 'day', basis: 'stated', ...span(text, '3. Mai 2024') },
    modality: 'asserted',
    polarity: 'pos',
    attribution: null,
    plover: { event: 'CONSULT', mode: null, context: ['diplomatic'], quad: 1 },
    cameo: '040',
    fingerprint: 'meeting-1',
    ...provenance,
  }
  const statement: ExtractedFact = {
    ...meeting,
    id: 'f2',
    type: 'statement',
    kind: 'statement',
    trigger: span(text, 'sagte'),
    evidence: [span(text, 'Lindqvist sagte, Nordland sei zu Gesprächen bereit.')],
    slots: [filled('speaker', 'm6'), { role: 'content', ...span(text, 'Nordland sei zu Gesprächen bereit') }],
    time: null,
    modality: 'claimed',
    attribution: { speaker: 'e1' },
    plover: null,
    cameo: '010',
    fingerprint: 'statement-1',
  }
  const incomplete: ExtractedFact = {
    ...meeting,
    id: 'f3',
    type: 'visit',
    trigger: null,
    slots: [filled('visitor', 'm5')],
    evidence: [span(text, 'in Kronburg Außenminister Orhan Tesfai')],
    fingerprint: 'visit-1',
  }
  return {
    schema: 'beleg-extraction/1',
    file,
    textSha256: sha256(text),
    sourceSha256: sha256(text),
    utf16Length: text.length,
    offsets: 'UTF-16 code units, half-open, into the decoded text (BOM removed, CR and CRLF as LF)',
    extractor: { name: 'beleg', version: '1', language: 'de', lexicon: '1', codebook: '1' },
    metadata: { lang: { value: 'de', basis: 'inferred' } },
    sections: [{ ...span(text, firstLine), line: 1, kind: 'lead' }],
    boilerplate: [{ ...span(text, 'Kommentar (0)'), line: 3, kind: 'comment_counter', rule: 'example' }],
    sentences: [
      { start: 0, end: firstLine.length, section: 'lead' },
      { start: second, end: text.indexOf('\nKommentar'), section: 'body' },
    ],
    entities: [
      entity('e1', 'PER', 'Mara Lindqvist'),
      entity('e2', 'PER', 'Orhan Tesfai'),
      entity('e3', 'GPE', 'Kronburg'),
      entity('e4', 'ROLE', 'Präsidentin'),
    ],
    mentions,
    facts: [meeting, statement, incomplete],
    notices: [],
  }
}

export function exampleArticle(name = 'example.txt', text = exampleText): NewArticle {
  return {
    source: `/articles/${name}`,
    name,
    textSha256: sha256(text),
    sourceSha256: sha256(text),
    utf16Length: text.length,
    byteLength: Buffer.byteLength(text),
    encoding: 'utf-8',
    byteOrderMark: false,
    lineEnds: 'lf',
    fields: {},
    head: null,
    extraction: exampleOutput(text, name),
  }
}
