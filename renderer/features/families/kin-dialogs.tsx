import type { ReactNode } from 'react'
import './families.css'
import { useExternal } from '../../app/external.ts'
import { useKeys, type KeyHandlers } from '../../app/keyboard.ts'
import { useActiveArticle } from '../library/use-active-article.ts'
import { CarryDialog } from './carry-dialog.tsx'
import { FamilyDialog } from './family-dialog.tsx'
import { kinDialog } from './kin-dialog.ts'
import { RedecodeDialog } from './redecode-dialog.tsx'
import { VersionsDialog } from './versions-dialog.tsx'

/** The dialogs of families and versions, and the keys that open them for the article one is at. */
export function KinDialogs(): ReactNode {
  const shown = useExternal(kinDialog)
  const article = useActiveArticle()
  const show = (kind: 'family' | 'versions' | 'redecode') => (): void => {
    if (article !== null) kinDialog.set({ kind, articleId: article })
  }
  const handlers: KeyHandlers = {
    'family.open': show('family'),
    'versions.open': show('versions'),
    'article.redecode': show('redecode'),
  }
  const enabled = { enabled: article !== null && shown === null }
  useKeys('library', handlers, enabled)
  useKeys('facts', handlers, enabled)
  useKeys('text', handlers, enabled)
  const close = (): void => kinDialog.set(null)
  switch (shown?.kind) {
    case 'family':
      return <FamilyDialog articleId={shown.articleId} onClose={close} />
    case 'versions':
      return (
        <VersionsDialog
          articleId={shown.articleId}
          onClose={close}
          onRedecode={(articleId) => kinDialog.set({ kind: 'redecode', articleId })}
        />
      )
    case 'redecode':
      return <RedecodeDialog articleId={shown.articleId} onClose={close} />
    case 'carry':
      return <CarryDialog factId={shown.factId} onClose={close} />
    case undefined:
      return null
  }
}
