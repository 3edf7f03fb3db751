import { useSyncExternalStore } from 'react'
import type { ChannelOutput } from '../../shared/contract/index.ts'
import type { Codebook } from '../../shared/model/codebook.ts'
import { refusalOf } from './command-queue.ts'
import { announce } from './announce.tsx'
import { useStore, useProject, useQuery } from './store.ts'
import { commandWord, stepSubject } from './command-word.ts'
import { useLocale, type Locale } from '../locales/locale.tsx'

/** The step undo would take back, in words: what kind of step, and what it was about. */
export function useUndoLabel(): string | null {
  const locale = useLocale()
  const undo = useProject()?.undo ?? null
  const step = useQuery('history.list', undo === null ? null : { before: undo.seq + 1, limit: 1 }).value
    ?.rows[0]
  const codebook = useQuery('codebook.current', undo === null ? null : {}).value
  if (undo === null) return null
  return step?.seq === undo.seq ? inWords(step, locale, codebook) : undo.label
}

/** A step in words: what kind it is, and what it was about. */
const inWords = (
  step: ChannelOutput<'history.list'>['rows'][number],
  locale: Locale,
  codebook: Codebook | undefined,
): string => `${commandWord(step.type, locale.t)} · ${stepSubject(step, locale, codebook)}`

/** Undo and redo of the coder's own last step, said aloud. Null where there is nothing to do. */
export function useHistory(): { readonly undo: (() => void) | null; readonly redo: (() => void) | null } {
  const store = useStore()
  const project = useProject()
  const locale = useLocale()
  const { t } = locale
  const step = (
    type: 'history.undo' | 'history.redo',
    label: string,
    said: 'status.undone' | 'status.redone',
  ) => {
    void store.apply([{ type, payload: {} }]).then(async (result) => {
      if (refusalOf(result) !== null) return
      // After quick decisions the last step is known by now; what was taken back can be done again, and the other way round.
      const status = await store.call('project.status', {})
      const now = status.ok ? status.value : null
      const done = type === 'history.undo' ? now?.redo : now?.undo
      const listed =
        done == null ? null : await store.call('history.list', { before: done.seq + 1, limit: 1 })
      const row = listed?.ok === true ? listed.value.rows[0] : undefined
      const codebook = store.cache.query('codebook.current', {}).base
      announce(
        t(said, {
          label: row !== undefined && row.seq === done?.seq ? inWords(row, locale, codebook) : label,
        }),
      )
    })
  }
  const canWrite = project !== undefined && project !== null && project.readOnly === null
  const undo = project?.undo ?? null
  const redo = project?.redo ?? null
  // The first decision of a project can be taken back before the project says so.
  const { commands } = store
  const decided = useSyncExternalStore(commands.subscribe, () => commands.saving().kind !== 'idle')
  return {
    undo:
      canWrite && (undo !== null || decided)
        ? () => step('history.undo', undo?.label ?? '', 'status.undone')
        : null,
    redo: canWrite && redo !== null ? () => step('history.redo', redo.label, 'status.redone') : null,
  }
}
