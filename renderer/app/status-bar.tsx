import type { ReactNode } from 'react'
import { useLocale } from '../locales/locale.tsx'
import { Button } from '../ui/button.tsx'
import { KeysOf } from '../ui/kbd.tsx'
import { useExternal } from './external.ts'
import { useHistory, useUndoLabel } from './history.ts'
import { useKeyboard } from './keyboard.ts'
import { statusText } from './status-text.ts'
import { useProject, useSaving } from './store.ts'

/** The later of two instants as the clock of one machine writes them. */
const later = (one: string, other: string | null): string => (other !== null && other > one ? other : one)

/** Where saving stands, in words. What was saved before this session counts too. */
function SavingState(): ReactNode {
  const saving = useSaving()
  const project = useProject()
  const { t, format } = useLocale()
  if (project === null || project === undefined) return null
  const readOnly = project.readOnly !== null
  const before = project.lastSavedAt
  const text =
    saving.kind === 'saving'
      ? t('saving.saving')
      : saving.kind === 'failed'
        ? t('saving.failed')
        : readOnly
          ? t('saving.readOnly')
          : saving.kind === 'saved'
            ? t('saving.saved', { time: format.clock(later(saving.at.toISOString(), before)) })
            : before === null
              ? t('saving.idle')
              : t('saving.saved', { time: format.clock(before) })
  return (
    <span
      className="saving numbers"
      data-saving={readOnly ? 'failed' : saving.kind === 'idle' ? 'saved' : saving.kind}
    >
      {text}
    </span>
  )
}

/** Saving, progress, keys and undo, always in the same place. */
export function StatusBar(): ReactNode {
  const { t, tn } = useLocale()
  const project = useProject()
  const keyboard = useKeyboard()
  const extra = useExternal(statusText)
  const { undo } = useHistory()
  const undoLabel = useUndoLabel()
  const toGo =
    project === null || project === undefined
      ? null
      : (project.triage['todo'] ?? 0) + (project.triage['in_progress'] ?? 0)
  return (
    <footer className="statusbar" aria-label={t('frame.status')}>
      <SavingState />
      {extra === null ? null : <span className="statusbar-text numbers">{extra}</span>}
      {toGo === null || project === null || project === undefined || project.articles === 0 ? null : (
        <span className="status-optional numbers">
          {toGo === 0 ? t('status.allDone') : tn('status.toGo', toGo)}
        </span>
      )}
      <span className="statusbar-tools">
        {undo === null || undoLabel === null ? null : (
          <Button look="quiet" icon="undo" onClick={undo} hint={<KeysOf action="history.undo" />}>
            <span className="undo-label">{t('status.undoLabel', { label: undoLabel })}</span>
          </Button>
        )}
        <Button look="quiet" onClick={() => keyboard.run('keys.show')} hint={<KeysOf action="keys.show" />}>
          {t('status.keys')}
        </Button>
      </span>
    </footer>
  )
}
