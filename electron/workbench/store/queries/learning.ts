import { z } from 'zod'
import { hiddenBySchema, type HiddenBy } from '../../../../shared/commands/index.ts'
import type { Reading } from '../rows.ts'

/** Key of the project's setting that switches learning off. */
export const learningKey = 'learning'

/** Key of the setting that hides a kind of proposals. */
export const hiddenKey = (by: HiddenBy, of: string): string => `hidden:${by}:${of}`

/** Whether learned names, earlier decisions and records of rules count. They do unless somebody said otherwise. */
export const isLearning = (db: Reading): boolean =>
  db.get('SELECT value FROM setting WHERE key = ?', [learningKey], (row) => row.textOrNull('value')) !== 'off'

/** A kind of proposals that a coder chose to hide. */
interface HiddenChoice {
  readonly by: HiddenBy
  readonly of: string
  /** ISO 8601 instant. */
  readonly at: string
  /** Id of the coder. */
  readonly coder: string | null
}

const choiceSchema = z.object({ at: z.string(), coder: z.string().nullable() })
const keySchema = z.tuple([z.literal('hidden'), hiddenBySchema, z.string()])

/** Kinds of proposals hidden by choice, whether or not learning is switched on. */
export const hiddenChoices = (db: Reading): readonly HiddenChoice[] =>
  db
    .all(
      "SELECT key, value FROM setting WHERE key >= 'hidden:' AND key < 'hidden;' AND value IS NOT NULL ORDER BY key",
      [],
      (row) => ({ key: row.text('key'), value: row.json('value') }),
    )
    .flatMap(({ key, value }) => {
      const [kind, by, ...of] = key.split(':')
      const named = keySchema.safeParse([kind, by, of.join(':')])
      const choice = choiceSchema.safeParse(value)
      return named.success && choice.success ? [{ by: named.data[1], of: named.data[2], ...choice.data }] : []
    })
