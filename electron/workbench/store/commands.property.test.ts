import fc from 'fast-check'
import { expect, it } from 'vitest'
import { loadGround } from '../../tools/proofs/proof.ts'
import { deeds, work } from './testing/session-of-work.ts'

const ground = await loadGround()

it('any sequence of commands, undos, redos, imports, snapshots and restarts is what an oracle in memory says, replays alike, and can be undone to nothing', () => {
  // `npm run test:properties` tries more, with other seeds.
  const result = fc.check(
    fc.property(deeds, (sequence) => {
      work(ground, sequence)
    }),
    { seed: 1, numRuns: 8, endOnFailure: true },
  )
  expect(
    result.failed ? result.counterexample : null,
    result.failed ? String(result.errorInstance) : '',
  ).toBeNull()
})
