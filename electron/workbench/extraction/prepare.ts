import { z } from 'zod'
import { byPosition } from '../../../shared/offsets.ts'
import {
  nothingLearned,
  type LearnedInput,
  type PreparedText,
  type SourceText,
  type ValueMention,
  type Zones,
} from './document.ts'
import { publisherLexiconSchema } from './metadata/lexicon.ts'
import { readPage, type MetadataLexicon } from './metadata/page.ts'
import { completeMetadata } from './metadata/read.ts'
import { lineFinder } from './lines.ts'
import { inOneGo, type Steps } from './steps.ts'
import { abbreviationLexiconSchema, clauseLexiconSchema, compileSegmentLexicon } from './segment/lexicon.ts'
import { segmentSection } from './segment/segment.ts'
import { tokenize } from './segment/tokenize.ts'
import { findValues, valueRuleVersion } from './values/find.ts'
import { calendarLexiconSchema, compileValueLexicon, unitLexiconSchema } from './values/lexicon.ts'
import { classifyZones } from './zones/classify.ts'
import { compileZoneLexicon, zoneLexiconSchema, type ZoneLexicon } from './zones/lexicon.ts'

/** The lexicon files of stages 1 to 4, each under the name of its file without `.json`. */
export const prepareLexiconSchema = z.object({
  abbreviations: abbreviationLexiconSchema,
  clauses: clauseLexiconSchema,
  calendar: calendarLexiconSchema,
  units: unitLexiconSchema,
  zones: zoneLexiconSchema,
  publishers: publisherLexiconSchema,
})
export type PrepareLexiconFiles = z.infer<typeof prepareLexiconSchema>

/** The lexicons of stages 1 to 4, compiled; made once per run. */
export interface PrepareLexicon extends MetadataLexicon {
  readonly zones: ZoneLexicon
}

export function compilePrepareLexicon(files: PrepareLexiconFiles): PrepareLexicon {
  return {
    segment: compileSegmentLexicon(files.abbreviations, files.clauses, Object.keys(files.calendar.months)),
    zones: compileZoneLexicon(files.zones, files.publishers),
    values: compileValueLexicon(files.calendar, files.units),
    publishers: files.publishers,
  }
}

/**
 * Stages 1 to 4: zones, metadata, sentences, values. The page is read first, because its address may carry the
 * day that the values count from; what only the values tell is added to the metadata afterwards.
 */
export function prepare(
  source: SourceText,
  lexicon: PrepareLexicon,
  learned: LearnedInput = nothingLearned,
): PreparedText {
  return inOneGo(preparation(source, lexicon, learned))
}

/** `prepare` in steps. */
export function* preparation(
  source: SourceText,
  lexicon: PrepareLexicon,
  learned: LearnedInput,
): Steps<PreparedText> {
  const zones = classifyZones(source, lexicon.zones, learned.lines)
  yield
  const sentences = zones.sections.flatMap((section) => segmentSection(source.text, section, lexicon.segment))
  yield
  const page = readPage(source, zones, lexicon, learned.published)
  yield
  const inText = findValues(source, sentences, page, lexicon.values)
  yield
  const metadata = completeMetadata(page, sentences, inText, lexicon)
  const values = [...inText, ...addressesOfPage(source, zones, lexicon)].sort(byPosition)
  return { source, zones, metadata, sentences, values }
}

/** Web addresses in masked lines are mentions too: they are where the article came from. */
function addressesOfPage(source: SourceText, zones: Zones, lexicon: PrepareLexicon): readonly ValueMention[] {
  if (zones.boilerplate.every((span) => span.kind !== 'source_line')) return []
  const lineOf = lineFinder(source.text)
  return zones.boilerplate
    .filter((span) => span.kind === 'source_line')
    .flatMap((span) => tokenize(source.text, span, lexicon.segment))
    .filter((token) => token.kind === 'url')
    .map((token) => ({
      start: token.start,
      end: token.end,
      surface: token.text,
      line: lineOf(token.start),
      type: 'URL',
      form: 'name',
      rule: 'value:url',
      ruleVersion: valueRuleVersion,
      prior: 0.99,
    }))
}
