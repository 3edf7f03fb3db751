import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { KeysOf } from '../ui/kbd.tsx'
import { useT } from '../locales/locale.tsx'
import { actionIds, actionOf, keyContexts } from './actions.ts'
import { useExternal } from './external.ts'
import { useKeyboard } from './keyboard.ts'

/** Every key as it is bound now, by the place where it counts; for the screen and for paper. */
export function KeySheet(props: { readonly onClose: () => void }): ReactNode {
  const t = useT()
  return (
    <Dialog
      title={t('keys.title')}
      onClose={props.onClose}
      size="full"
      foot={
        <>
          <span className="apart quiet small">{t('keys.hint')}</span>
          <Button onClick={() => window.print()}>{t('keys.print')}</Button>
        </>
      }
    >
      <div className="keysheet-place" tabIndex={0} data-autofocus="">
        <KeyTable />
      </div>
    </Dialog>
  )
}

/** The table itself. */
export function KeyTable(): ReactNode {
  const t = useT()
  const keymap = useExternal(useKeyboard().keymap)
  return (
    <div className="keysheet">
      {keyContexts.map((context) => {
        const here = actionIds.filter(
          (id) => actionOf(id).contexts[0] === context && (keymap.get(id) ?? []).length > 0,
        )
        if (here.length === 0) return null
        return (
          <section key={context}>
            <h3>{t(`context.${context}`)}</h3>
            {here.map((id) => (
              <div key={id} className="keysheet-row">
                <span>{t(`action.${id}`)}</span>
                <KeysOf action={id} all />
              </div>
            ))}
          </section>
        )
      })}
    </div>
  )
}
