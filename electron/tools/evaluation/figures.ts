import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { accuracyNames, tallyNames, type Evaluation } from '../../workbench/extraction/evaluate/evaluate.ts'
import { score, share } from '../../workbench/extraction/evaluate/tally.ts'

/** F1 of each tally and share of each accuracy, to three places. */
const figuresSchema = z.record(z.string(), z.number())
export type Figures = Readonly<z.infer<typeof figuresSchema>>

const heldOutSchema = z.strictObject({
  /** The extractor's figures when it first saw these articles; never written again. */
  firstRun: z.strictObject({
    commit: z.string(),
    date: z.string(),
    figures: figuresSchema,
    /** The same run against annotations of which mistakes were mended afterwards; the notes say which. */
    figuresAfterMending: figuresSchema.optional(),
    notes: z.array(z.string()).optional(),
  }),
  last: figuresSchema,
})

const recordSchema = z.strictObject({
  schema: z.literal('beleg-figures/1'),
  heldOut: heldOutSchema,
  secondHeldOut: heldOutSchema,
  thirdHeldOut: heldOutSchema,
  fourthHeldOut: heldOutSchema,
  fifthHeldOut: heldOutSchema,
  gold: z.strictObject({ last: figuresSchema }),
})
export type FiguresRecord = z.infer<typeof recordSchema>

const recordFile = new URL('../../workbench/extraction/figures.json', import.meta.url)

/** A figure may waver by this much: one mention of a few hundred. */
const tolerance = 0.002

/** What may not fall. The other figures are kept for reading: they move when more is found. */
export const guardedFigures = [
  'boilerplate', 'linkedMentions', 'roles', 'dates', 'datesOverlap', 'dateIso', 'factsOneParticipant', 'participants',
] as const // prettier-ignore

export const readFiguresRecord = (): FiguresRecord =>
  recordSchema.parse(JSON.parse(readFileSync(recordFile, 'utf8')))

/** Checks and writes the record. Throws where the first run would change. */
export function writeFiguresRecord(record: FiguresRecord): void {
  const before = readFiguresRecord()
  for (const set of ['heldOut', 'secondHeldOut', 'thirdHeldOut', 'fourthHeldOut', 'fifthHeldOut'] as const) {
    if (JSON.stringify(record[set].firstRun) !== JSON.stringify(before[set].firstRun))
      throw new Error('the first run never changes')
  }
  writeFileSync(recordFile, `${JSON.stringify(recordSchema.parse(record), null, 2)}\n`)
}

export function figuresOf(evaluation: Evaluation): Figures {
  const rounded = (value: number): number => Math.round(value * 1000) / 1000
  return Object.fromEntries([
    ...tallyNames.map((name) => [name, rounded(score(evaluation.tallies[name]).f1)] as const),
    ...accuracyNames.map((name) => [name, rounded(share(evaluation.accuracies[name]))] as const),
  ])
}

/** The guarded figures that fell by more than the tolerance, said so that a reader knows what to look at. */
export function fallen(last: Figures, now: Figures): readonly string[] {
  return guardedFigures.flatMap((name) => {
    const [before, after] = [last[name] ?? 0, now[name] ?? 0]
    return after < before - tolerance ? [`${name} fell from ${before.toFixed(3)} to ${after.toFixed(3)}`] : []
  })
}
