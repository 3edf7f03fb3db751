import type { ReactNode } from 'react'
import { Dialog } from '../ui/dialog.tsx'
import { KeysOf } from '../ui/kbd.tsx'
import { useT } from '../locales/locale.tsx'
import { actionIds, actionOf, keyContexts } from './actions.ts'
import { useExternal } from './external.ts'
import { useKeyboard } from './keyboard.ts'

/** Every key, by the place where it counts. */
export function KeySheet(props: { readonly onClose: () => void }): ReactNode {
  const t = useT()
  const keymap = useExternal(useKeyboard().keymap)
  return (
    <Dialog
      title={t('keys.title')}
      onClose={props.onClose}
      size="full"
      foot={<span className="apart quiet small">{t('keys.hint')}</span>}
    >
      <div className="keysheet" tabIndex={0} data-autofocus="">
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
    </Dialog>
  )
}
