import type { Place } from '../../../shared/contract/index.ts'
import type { ArticleId } from '../../../shared/model/ids.ts'
import type { Reading } from '../../../shared/model/library.ts'
import { choosePlaces } from '../../app/choose-place.ts'
import { external } from '../../app/external.ts'
import type { Store } from '../../app/store.ts'

/** The dialog of the import that is open now. */
export const importDialog = external<
  | { readonly kind: 'paste' }
  | { readonly kind: 'report'; readonly jobId: string }
  | { readonly kind: 'options'; readonly places: readonly Place[] }
  | { readonly kind: 'lines' }
  | { readonly kind: 'annotations' }
  | { readonly kind: 'entityList'; readonly place: Place }
  | { readonly kind: 'details'; readonly articleId: ArticleId }
  | null
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
export async function startImport(store: Store, places: readonly Place[], reading?: Reading): Promise<void> {
  for (let from = 0; from < places.length; from += placesAtOnce) {
    const some = places.slice(from, from + placesAtOnce).map((place) => place.token)
    const answer = await store.call('import.start', {
      places: some,
      ...(reading === undefined ? {} : { reading }),
    })
    if (!answer.ok) {
      store.fail(answer.error)
      return
    }
  }
}

/** Imports what reads itself at once; where columns of a table were never chosen, asks first. */
async function importOrAsk(store: Store, places: readonly Place[]): Promise<void> {
  // Looking into many files for a table costs more than it tells.
  const some = places.slice(0, mostLookedAt).map((place) => place.token)
  const preview = await store.call('import.preview', { places: some })
  const asks =
    preview.ok &&
    preview.value.table !== null &&
    (preview.value.table.from === 'guessed' || preview.value.table.from === 'unknown')
  if (asks) importDialog.set({ kind: 'options', places })
  else await startImport(store, places)
}
const mostLookedAt = 200

/** Asks for files or a folder and imports them. */
export async function chooseAndImport(
  store: Store,
  purpose: 'importFiles' | 'importFolder' = 'importFiles',
): Promise<void> {
  const places = await choosePlaces(store, purpose)
  if (places.length > 0) await importOrAsk(store, places)
}

/** Asks for files and how they are to be read. */
export async function chooseWithOptions(store: Store): Promise<void> {
  const places = await choosePlaces(store, 'importFiles')
  if (places.length > 0) importDialog.set({ kind: 'options', places })
}

/** Lets the person choose a list of entities, and shows what would become of it. */
export async function chooseEntityList(store: Store): Promise<void> {
  const [place] = await choosePlaces(store, 'openEntityList')
  if (place !== undefined) importDialog.set({ kind: 'entityList', place })
}

export const importFiles = async (store: Store, files: readonly File[]): Promise<void> => {
  const places = await handOver(store, files)
  if (places !== undefined && places.length > 0) await importOrAsk(store, places)
}
