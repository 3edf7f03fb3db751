import type { Place } from '../../../shared/contract/index.ts'
import { choosePlaces } from '../../app/choose-place.ts'
import { external } from '../../app/external.ts'
import type { Store } from '../../app/store.ts'

/** The dialog of the import that is open now. */
export const importDialog = external<
  { readonly kind: 'paste' } | { readonly kind: 'report'; readonly jobId: string } | null
>(null)

/** Files on their way from the page to the shell, before the import can begin. */
export const handingOver = external<{ readonly done: number; readonly total: number } | null>(null)

/** Jobs whose end the coder has seen. */
export const seenJobs = external<ReadonlySet<string>>(new Set())

const handOverAtOnce = 16
/** As many places as one import takes. */
const placesAtOnce = 10_000

/** Turns dropped files into places, showing how far; undefined where the shell refused one. */
export async function handOver(store: Store, files: readonly File[]): Promise<readonly Place[] | undefined> {
  const places: Place[] = []
  try {
    for (let from = 0; from < files.length; from += handOverAtOnce) {
      handingOver.set({ done: from, total: files.length })
      const answer = await store.api.placesOf(files.slice(from, from + handOverAtOnce))
      if (!answer.ok) {
        store.fail(answer.error)
        return undefined
      }
      places.push(...answer.value)
    }
    return places
  } finally {
    handingOver.set(null)
  }
}

/** Starts importing. What comes of it is told by the job. */
export async function startImport(store: Store, places: readonly Place[]): Promise<void> {
  for (let from = 0; from < places.length; from += placesAtOnce) {
    const some = places.slice(from, from + placesAtOnce).map((place) => place.token)
    const answer = await store.call('import.start', { places: some })
    if (!answer.ok) {
      store.fail(answer.error)
      return
    }
  }
}

/** Asks for files or a folder and imports them. */
export async function chooseAndImport(
  store: Store,
  purpose: 'importFiles' | 'importFolder' = 'importFiles',
): Promise<void> {
  const places = await choosePlaces(store, purpose)
  if (places.length > 0) await startImport(store, places)
}

export const importFiles = async (store: Store, files: readonly File[]): Promise<void> => {
  const places = await handOver(store, files)
  if (places !== undefined && places.length > 0) await startImport(store, places)
}
