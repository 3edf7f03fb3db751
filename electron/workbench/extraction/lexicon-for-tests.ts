import { readFileSync } from 'node:fs'
import { compilePrepareLexicon, prepareLexiconSchema, type PrepareLexicon } from './prepare.ts'
import {
  abbreviationLexiconSchema,
  clauseLexiconSchema,
  compileSegmentLexicon,
  type SegmentLexicon,
} from './segment/lexicon.ts'
import { calendarLexiconSchema } from './values/lexicon.ts'

const file = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../resources/lexicon/de/${name}.json`, import.meta.url), 'utf8'))

/** The shipped lexicons of stages 1 to 4, read from disk: tests only, the stages themselves read no file. */
export function shippedPrepareLexicon(): PrepareLexicon {
  const names = ['abbreviations', 'clauses', 'calendar', 'units', 'zones', 'publishers']
  return compilePrepareLexicon(
    prepareLexiconSchema.parse(Object.fromEntries(names.map((name) => [name, file(name)]))),
  )
}

/** What the segmenter alone needs of them. */
export function shippedSegmentLexicon(): SegmentLexicon {
  return compileSegmentLexicon(
    abbreviationLexiconSchema.parse(file('abbreviations')),
    clauseLexiconSchema.parse(file('clauses')),
    Object.keys(calendarLexiconSchema.parse(file('calendar')).months),
  )
}
