import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const codesSchema = z.object({
  schema: z.literal('beleg-event-codes/1'),
  /** Intensity of a PLOVER event, or of `EVENT:mode` where the mode has its own. */
  scores: z.record(z.string(), z.number()),
  requiresRecipient: z.array(z.string()),
  polecatColumns: z.array(z.string()),
  /** PLOVER sector of a gazetteer entry by its kind. */
  sectorOfKind: z.record(z.string(), z.string()),
  /** Code of a body without a state, by its kind and, before that, by its gazetteer id. */
  codeOfKind: z.record(z.string(), z.string()),
  codeOfBody: z.record(z.string(), z.string()),
  /** Sectors by parts of office titles in lower case; the first that fits counts. */
  sectorOfOffice: z.array(z.object({ sector: z.string(), stems: z.array(z.string()) })),
  /** Correlates of War country code by ISO 3166-1 alpha-3. */
  cow: z.record(z.string(), z.number()),
})
const gazetteerSchema = z.object({
  entries: z.array(z.object({ id: z.string(), subtype: z.string().optional() })),
})

/** What event formats need beside the facts. Sources: see `sources` of `resources/codebook/event-codes.json`. */
export interface EventTables extends z.infer<typeof codesSchema> {
  /** Kind of a gazetteer entry, by its id. */
  readonly kindOf: ReadonlyMap<string, string>
}

let loaded: { readonly from: string; readonly tables: EventTables } | null = null

/** Read once per folder of resources. */
export function loadEventTables(resources: string): EventTables {
  if (loaded?.from !== resources) {
    const read = (...path: readonly string[]): unknown =>
      JSON.parse(readFileSync(join(resources, ...path), 'utf8'))
    const { entries } = gazetteerSchema.parse(read('gazetteer', 'gazetteer.json'))
    const kindOf = new Map(
      entries.flatMap(({ id, subtype }) => (subtype === undefined ? [] : [[id, subtype]])),
    )
    loaded = {
      from: resources,
      tables: { ...codesSchema.parse(read('codebook', 'event-codes.json')), kindOf },
    }
  }
  return loaded.tables
}
