import { seeded, type Ending } from '../../workbench/project/testing/simulated-disk.ts'
import { createOn, give, isProjectOn, openOn, stateOf } from '../../workbench/store/testing/store-on-disk.ts'
import type { LivedDay, Moment } from './lived-day.ts'

export const endings: readonly Ending[] = ['lost', 'kept', 'mixed', 'killed']

/**
 * The day ends at a moment, perhaps again while it is being recovered, and once more just after the next step.
 * Returns what is wrong with what is then shown; null where everything acknowledged is there and nothing else.
 */
export function powerCut(day: LivedDay, moment: Moment, ending: Ending, seed: number): string | null {
  const random = seeded(seed)
  const fs = moment.disk.clone()
  const done = Math.max(moment.answered, 0)
  const ground = day.groundAt(done)
  fs.restart(ending, random)
  for (let again = random(3); again > 0; again -= 1) {
    fs.dieAt = fs.operations + random(40)
    try {
      if (isProjectOn(fs)) openOn(fs, ground).engine.close()
    } catch (error) {
      if (!fs.dead) throw error
    }
    fs.restart(ending, random)
  }
  if (moment.answered < 0 && !isProjectOn(fs)) createOn(fs, ground)

  const desk = openOn(fs, ground)
  const shown = stateOf(desk.engine.read())
  const problems: string[] = []
  if (shown !== day.states[done] && shown !== day.states[done + 1]) problems.push('another state is shown')
  if (desk.opening.state === 'damaged-read-only') problems.push('it is taken for damaged')
  if (desk.opening.badSnapshots.length > 0) problems.push('a snapshot does not hold')
  if (desk.opening.unbuilt.length > 0) problems.push('proposals cannot be built')
  if (problems.length === 0) {
    for (const sha of desk.engine.read().all('SELECT sha256 FROM text', [], (row) => row.text('sha256'))) {
      desk.engine.folder.texts.get(sha)
    }
    give(desk, 'next', 'entity.create', { type: 'ORG', labelDe: 'Danach' })
  }
  const next = stateOf(desk.engine.read())
  // The program is killed; nothing more reaches the disk.
  fs.dieAt = fs.operations
  desk.engine.close()
  if (problems.length > 0) return problems.join('; ')
  fs.restart('lost', random)

  const after = openOn(fs, ground)
  if (stateOf(after.engine.read()) !== next) problems.push('the step after it is gone')
  if (after.opening.state !== 'ok') problems.push(`opened again: ${after.opening.state}`)
  if (random(8) === 0) problems.push(...after.store.verify().problems.map(({ code, where, message }) => `${code} ${where} ${message}`)) // prettier-ignore
  fs.dieAt = fs.operations
  after.engine.close()
  return problems.length === 0 ? null : problems.join('; ')
}
