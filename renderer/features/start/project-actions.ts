import type { BelegFailure, Result } from '../../../shared/errors.ts'
import type { ProjectStatus } from '../../../shared/contract/index.ts'
import type { Language } from '../../../shared/model/vocabulary.ts'
import { setPreferences } from '../../app/preferences.ts'
import { navigate } from '../../app/routes.ts'
import type { Store } from '../../app/store.ts'

/** A project is open: everything known of another one is dropped, and the library shows. */
async function enter(store: Store, opened: Result<ProjectStatus | null>): Promise<BelegFailure | null> {
  if (!opened.ok) return opened.error
  await store.projectChanged()
  store.cache.refetch('app.info', {})
  navigate({ screen: 'library' })
  return null
}

/** Opens a project; answers why not, or null. */
export const openProject = async (
  store: Store,
  token: string,
  takeOver = false,
): Promise<BelegFailure | null> => enter(store, await store.call('project.open', { place: token, takeOver }))

export const openSample = async (store: Store, language: Language): Promise<BelegFailure | null> =>
  enter(store, await store.call('project.openSample', { language }))

/** Makes a project, signs it with the coder's name, and opens it; answers why not, or null. */
export async function createProject(
  store: Store,
  wish: {
    readonly parent: string
    readonly name: string
    readonly language: Language
    readonly coder: string
  },
): Promise<BelegFailure | null> {
  const { parent, name, language, coder } = wish
  const made = await store.call('project.create', { parent, name, language })
  if (made.ok && coder !== '') {
    setPreferences(store, { coderName: coder })
    await store.apply([{ type: 'coder.set', payload: { name: coder } }])
  }
  return enter(store, made)
}
