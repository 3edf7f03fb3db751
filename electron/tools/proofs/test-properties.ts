import fc from 'fast-check'
import { deeds, work as carryOut } from '../../workbench/store/testing/session-of-work.ts'
import { loadGround, progress, prove, Tally, type Found, type Loss, type Share } from './proof.ts'

const help = `Usage: npm run test:properties [-- --count <n> --seed <n> --jobs <n> --out <file>]

Any sequence of commands of two coders, undos, redos, undos of one old step, repeated commands, batches, imports,
snapshots and restarts, with the real handlers and the real database on a simulated disk. After each one the project
must show what an oracle in memory says; in the end it must replay to the same from its newest and its oldest snapshot,
and undoing everything must leave the empty project. What fails is reduced to the shortest sequence that does.`

async function work(share: Share): Promise<Found> {
  const ground = await loadGround()
  const tried = new Tally()
  const outcomes = new Tally()
  const lost: Loss[] = []
  const tell = progress(share)
  for (let n = share.part; n < share.count; n += share.jobs) {
    const seed = share.seed * 1_000_003 + n
    let counting = true
    const result = fc.check(
      fc.property(deeds, (sequence) => {
        // Not those that only look for a shorter counterexample.
        if (counting) for (const one of sequence) tried.add(one.do)
        counting = false
        carryOut(ground, sequence)
      }),
      { seed, numRuns: 1, interruptAfterTimeLimit: 120_000 },
    )
    outcomes.add(result.failed ? 'broken' : 'as the oracle says')
    if (result.failed)
      lost.push({ where: JSON.stringify(result.counterexample), seed, what: String(result.errorInstance) })
    tell(n)
  }
  const acknowledged = Object.values(tried.counts).reduce((sum, count) => sum + count, 0)
  return { tried: tried.counts, acknowledged, outcomes: outcomes.counts, lost }
}

process.exitCode = await prove('properties', process.argv.slice(2), help, { seed: 1, count: 100 }, work)
