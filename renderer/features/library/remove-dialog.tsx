import type { ReactNode } from 'react'
import type { ArticleId } from '../../../shared/model/ids.ts'
import { useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

/** Taking articles out of the project; one undo brings them back with everything decided about them. */
export function RemoveDialog(props: {
  readonly articleIds: readonly ArticleId[]
  readonly onDone: () => void
  readonly onClose: () => void
}): ReactNode {
  const { articleIds, onDone, onClose } = props
  const store = useStore()
  const { t, tn } = useLocale()
  const remove = async (): Promise<void> => {
    const answer = await store.apply([{ type: 'article.remove', payload: { articleIds: [...articleIds] } }])
    if (answer.ok && answer.value.every(({ ok }) => ok)) onDone()
  }
  return (
    <Dialog
      title={tn('remove.title', articleIds.length)}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="danger" data-autofocus="" onClick={() => void remove()}>
            {t('ui.remove')}
          </Button>
        </>
      }
    >
      <p>{t('remove.text')}</p>
    </Dialog>
  )
}
