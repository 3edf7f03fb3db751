import type { ReactNode } from 'react'
import './import.css'
import { useExternal } from '../../app/external.ts'
import { useKeys } from '../../app/keyboard.ts'
import { useRoute } from '../../app/routes.ts'
import { useProject, useStore } from '../../app/store.ts'
import { useT } from '../../locales/locale.tsx'
import { later } from '../../app/later.tsx'
import { DropTarget } from './drop-target.tsx'
import { DetailsDialog } from '../library/details-dialog.tsx'
import { LinesDialog } from '../library/lines-dialog.tsx'
import { useActiveArticle } from '../library/use-active-article.ts'
import {
  chooseAndImport,
  chooseEntityList,
  chooseWithOptions,
  importDialog,
  importFiles,
} from './import-actions.ts'
import { OptionsDialog } from './options-dialog.tsx'
import { PasteDialog } from './paste-dialog.tsx'
import { ReportDialog } from './report-dialog.tsx'

const AnnotationsDialog = later(
  async () => (await import('../annotations/annotations-dialog.tsx')).AnnotationsDialog,
)

const ListImportDialog = later(
  async () => (await import('../entities/list-import-dialog.tsx')).ListImportDialog,
)

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
      'import.options': () => void chooseWithOptions(store),
      'annotations.open': () => importDialog.set({ kind: 'annotations' }),
      'entities.importList': () => void chooseEntityList(store),
      'lines.open': () => importDialog.set({ kind: 'lines' }),
    },
    { enabled: writable },
  )
  const article = useActiveArticle()
  useKeys(
    'global',
    {
      'article.details': () => {
        if (article !== null) importDialog.set({ kind: 'details', articleId: article })
      },
    },
    { enabled: article !== null },
  )
  const close = (): void => importDialog.set(null)
  return (
    <>
      {writable && route.screen !== 'start' ? (
        <DropTarget text={t('import.drop')} onDrop={({ files }) => void importFiles(store, files)} />
      ) : null}
      {dialog?.kind === 'options' ? <OptionsDialog places={dialog.places} onClose={close} /> : null}
      {dialog?.kind === 'lines' ? <LinesDialog onClose={close} /> : null}
      {dialog?.kind === 'annotations' ? <AnnotationsDialog onClose={close} /> : null}
      {dialog?.kind === 'entityList' ? <ListImportDialog place={dialog.place} onClose={close} /> : null}
      {dialog?.kind === 'details' ? <DetailsDialog articleId={dialog.articleId} onClose={close} /> : null}
      {dialog?.kind === 'paste' ? <PasteDialog onClose={close} /> : null}
      {dialog?.kind === 'report' ? <ReportDialog jobId={dialog.jobId} onClose={close} /> : null}
    </>
  )
}
