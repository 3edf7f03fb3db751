import type { ChannelOutput, Place } from '../../shared/contract/index.ts'
import type { Result } from '../../shared/errors.ts'
import { choosePlaces } from './choose-place.ts'
import type { Store } from './store.ts'

const mostNumbers = 50

/** Looks at once whether what stood in the way is gone; answers whether it is. */
export async function tryAgain(store: Store): Promise<boolean> {
  const answer = await store.call('project.resume', {})
  if (!answer.ok) {
    store.fail(answer.error)
    return false
  }
  // The project may also have been opened again, in a further state.
  await store.projectChanged()
  return answer.value.writable
}

async function openHere(store: Store, how: { readonly acceptDamage?: boolean }): Promise<void> {
  const info = await store.call('app.info', {})
  // The open project is the first of the recent ones.
  const here = info.ok ? info.value.recent[0] : undefined
  if (!info.ok || here === undefined) return
  await store.call('project.close', {})
  await open(store, here, how)
}

async function open(store: Store, place: Place, how: { readonly acceptDamage?: boolean }): Promise<boolean> {
  const opened = await store.call('project.open', { place: place.token, ...how })
  await store.projectChanged()
  if (!opened.ok) store.fail(opened.error)
  return opened.ok
}

/** Opens the project anew at the state before the damage. */
export const goOnBeforeDamage = (store: Store): Promise<void> => openHere(store, { acceptDamage: true })

/** Leaves what is shown and opens what lies in the folder now. */
export const openWhatLiesThere = (store: Store): Promise<void> => openHere(store, {})

/** Where there is something of that name already, the copy gets a number. */
async function copyTo(
  store: Store,
  parent: Place,
  name: string,
): Promise<Result<ChannelOutput<'project.copy'>>> {
  for (let n = 1; ; n++) {
    const numbered = n === 1 ? name : `${name} ${n}`
    const copied = await store.call('project.copy', { parent: parent.token, name: numbered })
    if (copied.ok || copied.error.code !== 'project.exists' || n === mostNumbers) return copied
  }
}

/**
 * Writes everything acknowledged to a new folder in a place the person chooses, and goes on there. Answers the place and
 * how many files could not be read any more; null where the person left or the place refused, which is said.
 */
export async function saveElsewhere(
  store: Store,
  name: string,
): Promise<{ readonly place: Place; readonly missing: number } | null> {
  const [parent] = await choosePlaces(store, 'copyInto', name)
  if (parent === undefined) return null
  const copied = await copyTo(store, parent, name)
  if (!copied.ok) {
    store.fail(copied.error)
    return null
  }
  const { missing = 0, ...place } = copied.value
  return (await open(store, place, {})) ? { place, missing } : null
}
