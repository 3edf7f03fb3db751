import type { ChannelOutput } from '../../../../shared/contract/index.ts'
import type { EntityRef } from '../../../../shared/model/views.ts'
import { redirected } from '../../linking/redirects.ts'
import type { Reading } from '../rows.ts'
import { entityRefs } from './article-context.ts'
import { countOfKind } from './hidden-kinds.ts'
import { hiddenChoices, isLearning } from './learning.ts'
import { isBad, kindsDecided, recordsOf } from './rule-records.ts'

/** What decisions taught besides names: records of rules and types, kinds hidden, judgements of difference. */
export function listLearning(db: Reading, revision: number): ChannelOutput<'learning.list'> {
  const coder = (id: string | null): string | null =>
    id === null ? null : (db.get('SELECT name FROM coder WHERE id = ?', [id], (row) => row.text('name')) ?? null)
  const kinds = (['rule', 'type'] as const).flatMap((by) =>
    [...recordsOf(db, by, kindsDecided(db, by))].map(([of, record]) => ({ by, of, record, bad: isBad(record) })),
  )
  const different = db.all(
    `SELECT distinction.a AS a, distinction.b AS b, distinction.reason AS reason, distinction.decided_at AS at, coder.name AS coder
     FROM distinction LEFT JOIN coder ON coder.id = distinction.coder_id ORDER BY distinction.decided_at DESC, distinction.a, distinction.b`,
    [],
    (row) => ({
      a: refOf(db, row.text('a')),
      b: refOf(db, row.text('b')),
      reason: row.textOrNull('reason'),
      at: row.text('at'),
      coder: row.textOrNull('coder'),
    }),
  )
  return {
    on: isLearning(db),
    kinds: kinds.sort((one, other) => decided(other.record) - decided(one.record) || (one.of < other.of ? -1 : 1)),
    hidden: hiddenChoices(db).map((choice) => ({
      ...choice,
      proposals: countOfKind(db, choice.by, choice.of),
      coder: coder(choice.coder),
    })),
    different: different.flatMap(({ a, b, ...rest }) => (a === undefined || b === undefined ? [] : [{ a, b, ...rest }])),
    revision,
  }
} // prettier-ignore

const decided = ({
  accepted,
  edited,
  rejected,
}: {
  accepted: number
  edited: number
  rejected: number
}): number => accepted + edited + rejected

const refOf = (db: Reading, id: string): EntityRef | undefined => entityRefs(db, [redirected(db, id)])[0]
