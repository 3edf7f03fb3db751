import type { ReactNode } from 'react'
import './import.css'
import { useExternal } from '../../app/external.ts'
import { useKeys } from '../../app/keyboard.ts'
import { useRoute } from '../../app/routes.ts'
import { useProject, useStore } from '../../app/store.ts'
import { useT } from '../../locales/locale.tsx'
import { DropTarget } from './drop-target.tsx'
import { chooseAndImport, importDialog, importFiles } from './import-actions.ts'
import { PasteDialog } from './paste-dialog.tsx'
import { ReportDialog } from './report-dialog.tsx'

/** Importing from anywhere in an open project: keys, drop, and the dialogs that belong to it. */
export function ImportDialogs(): ReactNode {
  const t = useT()
  const store = useStore()
  const project = useProject()
  const route = useRoute()
  const dialog = useExternal(importDialog)
  const writable = project !== null && project !== undefined && project.readOnly === null
  useKeys(
    'global',
    {
      'import.open': () => void chooseAndImport(store),
      'import.paste': () => importDialog.set({ kind: 'paste' }),
    },
    { enabled: writable },
  )
  const close = (): void => importDialog.set(null)
  return (
    <>
      {writable && route.screen !== 'start' ? (
        <DropTarget text={t('import.drop')} onDrop={({ files }) => void importFiles(store, files)} />
      ) : null}
      {dialog?.kind === 'paste' ? <PasteDialog onClose={close} /> : null}
      {dialog?.kind === 'report' ? <ReportDialog jobId={dialog.jobId} onClose={close} /> : null}
    </>
  )
}
