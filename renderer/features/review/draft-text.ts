import { z } from 'zod'
import { slotValueSchema } from '../../../shared/commands/index.ts'
import { factTimeSchema } from '../../../shared/model/extraction.ts'
import { spanSchema } from '../../../shared/model/span.ts'
import { modalitySchema, polaritySchema } from '../../../shared/model/vocabulary.ts'
import type { Draft } from './draft.ts'

const draftSchema = z.object({
  articleId: z.string(),
  type: z.string(),
  evidence: z.array(spanSchema).min(1),
  trigger: spanSchema.nullable(),
  slots: z.array(z.object({ id: z.string(), role: z.string(), value: slotValueSchema })),
  modality: modalitySchema,
  polarity: polaritySchema,
  time: factTimeSchema.nullable(),
  made: z.number(),
})

/** A preference holds this many characters at most; a longer draft is kept while the window is open only. */
const longest = 5000

/** An unfinished fact as text, empty where there is none. */
export function draftToText(draft: Draft | null): string {
  if (draft === null) return ''
  const text = JSON.stringify(draft)
  return text.length <= longest ? text : ''
}

/** The unfinished fact of a text; null where it is none of this version. */
export function draftFromText(text: string): Draft | null {
  if (text === '') return null
  try {
    const parsed = draftSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
