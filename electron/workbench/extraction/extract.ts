import type { Codebook } from '../../../shared/model/codebook.ts'
import { extractionSchemaTag, type ExtractionOutput } from '../../../shared/model/extraction.ts'
import { nothingLearned, type LearnedInput, type NamedText, type SourceText } from './document.ts'
import { keepWhatFills } from './coreference/unfilled.ts'
import { factFinding } from './facts/find-facts.ts'
import { naming } from './mentions/index.ts'
import { speaksLanguage, type LanguagePack } from './pack.ts'
import { preparation } from './prepare.ts'
import { inOneGo, type Steps } from './steps.ts'
import { Stopwatch, type Deadline } from './stopwatch.ts'

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
  readonly deadline?: Deadline
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
  return inOneGo(extraction(pack, codebook, request, new Stopwatch(request.deadline)))
}

/**
 * The same for several articles, each step for all of them before the next: quicker by a sixth, byte for byte the same. What is
 * spent on the others does not count against the time of one.
 */
export function extractTogether(
  pack: LanguagePack,
  codebook: Codebook,
  requests: readonly ExtractionRequest[],
): readonly ExtractionOutput[] {
  const outputs: ExtractionOutput[] = []
  let open = requests.map((request, at) => {
    const watch = new Stopwatch(request.deadline)
    watch.pause()
    return { at, watch, steps: extraction(pack, codebook, request, watch) }
  })
  while (open.length > 0) {
    open = open.filter(({ at, watch, steps }) => {
      watch.resume()
      const step = steps.next()
      watch.pause()
      if (step.done === true) outputs[at] = step.value
      return step.done !== true
    })
  }
  return outputs
}

function* extraction(
  pack: LanguagePack,
  codebook: Codebook,
  request: ExtractionRequest,
  watch: Stopwatch,
): Steps<ExtractionOutput> {
  const { source, learned = nothingLearned } = request
  const expired = (): boolean => watch.expired()
  const notices: Notice[] = []
  const prepared = yield* preparation(source, pack.prepare, learned)
  const speaks = speaksLanguage(source.text, pack)
  yield
  let named: NamedText = { ...prepared, mentions: [], entities: [] }
  let facts: ExtractionOutput['facts'] = []
  let stopped = expired()
  const whole = request.only !== 'zones'
  if (whole && !stopped) {
    named = yield* naming(prepared, pack.mentions, learned, expired)
    yield
    if (!speaks) named = onlyListed(named)
    stopped = expired()
  }
  if (whole && speaks && !stopped) {
    const muted = new Set(learned.mutedRules)
    const found = yield* factFinding(named, pack.facts, codebook, { muted, expired })
    yield
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
