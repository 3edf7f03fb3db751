import type { Codebook } from '../../../shared/model/codebook.ts'
import { extractionSchemaTag, type ExtractionOutput } from '../../../shared/model/extraction.ts'
import { nothingLearned, type LearnedInput, type NamedText, type SourceText } from './document.ts'
import { keepWhatFills } from './coreference/unfilled.ts'
import { findFacts } from './facts/find-facts.ts'
import { nameMentions } from './mentions/index.ts'
import { speaksLanguage, type LanguagePack } from './pack.ts'
import { prepare } from './prepare.ts'

export interface ExtractionRequest {
  readonly source: SourceText
  readonly textSha256: string
  readonly sourceSha256: string
  readonly learned?: LearnedInput
  /** `zones`: zones, metadata and sentences alone, as where an article is taken in without looking for facts. */
  readonly only?: 'zones'
  /** Version of the program or of its rules, for the record. */
  readonly extractorVersion: string
  /** A clock in milliseconds and what may be spent; without it the work goes on to its end. */
  readonly deadline?: { readonly clock: () => number; readonly budgetMs: number }
}

type Notice = ExtractionOutput['notices'][number]

/** Added to the version of an extraction that looked for zones alone: it is out of date for whoever wants facts. */
const zonesAlone = ' (zones)'

const outOfTime: Notice = {
  code: 'time-limit',
  message: 'Extraction stopped at its time limit; what was found before is kept.',
}

/**
 * All stages over one article, or the first ones: text in, proposals out. Deterministic; throws nothing on any text. Masked lines
 * give no facts. Text in a language without a pack gives zones, metadata, values and listed names, and says so.
 */
export function extractArticle(
  pack: LanguagePack,
  codebook: Codebook,
  request: ExtractionRequest,
): ExtractionOutput {
  const { source, learned = nothingLearned, deadline } = request
  const end = deadline === undefined ? Infinity : deadline.clock() + deadline.budgetMs
  const expired = (): boolean => deadline !== undefined && deadline.clock() >= end
  const notices: Notice[] = []
  const prepared = prepare(source, pack.prepare, learned)
  const speaks = speaksLanguage(source.text, pack)
  let named: NamedText = { ...prepared, mentions: [], entities: [] }
  let facts: ExtractionOutput['facts'] = []
  let stopped = expired()
  const whole = request.only !== 'zones'
  if (whole && !stopped) {
    named = nameMentions(prepared, pack.mentions, learned, expired)
    if (!speaks) named = onlyListed(named)
    stopped = expired()
  }
  if (whole && speaks && !stopped) {
    const found = findFacts(named, pack.facts, codebook, { muted: new Set(learned.mutedRules), expired })
    facts = [...found.facts]
    stopped = found.stopped
    if (!stopped) named = keepWhatFills(named, facts)
  }
  if (!whole) notices.push({ code: 'zones-only', message: 'Taken in without looking for facts.' })
  else if (!speaks) {
    notices.push({
      code: 'no-language-pack',
      message: 'The text is in a language without a pack: no facts were looked for.',
    })
  }
  if (stopped) notices.push(outOfTime)
  return {
    schema: extractionSchemaTag,
    file: source.file,
    textSha256: request.textSha256,
    sourceSha256: request.sourceSha256,
    utf16Length: source.text.length,
    offsets: 'UTF-16 code units, half-open, into the decoded text (BOM removed, CR and CRLF as LF)',
    extractor: {
      name: 'beleg',
      version: whole ? request.extractorVersion : request.extractorVersion + zonesAlone,
      language: speaks ? pack.language : 'und',
      lexicon: pack.lexiconSha256,
      codebook: `${codebook.id}@${codebook.version}`,
    },
    metadata: { ...named.metadata },
    sections: [...named.zones.sections],
    boilerplate: [...named.zones.boilerplate],
    sentences: named.sentences.map(({ start, end: last, section }) => ({ start, end: last, section })),
    entities: [...named.entities],
    mentions: [...named.mentions],
    facts,
    notices,
  }
}

/** Values, and names that the gazetteer lists: grammar of another language must not guess the rest. */
function onlyListed(named: NamedText): NamedText {
  const entities = named.entities.filter((entity) => entity.gazetteer !== undefined)
  const listed = new Set(entities.map((entity) => entity.id))
  const mentions = named.mentions.filter(
    (mention) =>
      mention.entity === null ||
      (listed.has(mention.entity) && (mention.form === 'name' || mention.form === 'metonym')),
  )
  const kept = new Set(mentions.map((mention) => mention.id))
  return {
    ...named,
    mentions: mentions.map((mention) =>
      mention.nestedIn === undefined || kept.has(mention.nestedIn) ? mention : withoutParent(mention),
    ),
    entities: entities
      .map((entity) => ({ ...entity, mentions: entity.mentions.filter((id) => kept.has(id)) }))
      .filter((entity) => entity.mentions.length > 0),
  }
}

function withoutParent({
  nestedIn: _gone,
  ...rest
}: NamedText['mentions'][number]): NamedText['mentions'][number] {
  return rest
}
