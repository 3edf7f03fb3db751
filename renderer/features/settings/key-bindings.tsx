import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { actionIds, actionOf, keyContexts, type ActionId } from '../../app/actions.ts'
import { announce } from '../../app/announce.tsx'
import { isMac } from '../../app/keyboard.ts'
import { collisions, keyName, keymapOf, type Bindings } from '../../app/keymap.ts'
import { bindingsOf, setPreferences, usePreferences } from '../../app/preferences.ts'
import { useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'

/** The bindings with one action's keys changed; keys that are the default again are not kept. */
export function withKeys(bindings: Bindings, id: ActionId, keys: readonly string[]): Bindings {
  const defaults = actionOf(id).keys
  const same = keys.length === defaults.length && keys.every((key, index) => key === defaults[index])
  const rest = Object.fromEntries(Object.entries(bindings).filter(([other]) => other !== id)) as Bindings
  return same ? rest : { ...rest, [id]: keys }
}

/** Changing keys: press the new one; a key that already means something there is refused with its owner's name. */
export function KeyBindings(): ReactNode {
  const store = useStore()
  const { t } = useLocale()
  const bindings = bindingsOf(usePreferences())
  const keymap = keymapOf(bindings)
  const [recording, setRecording] = useState<ActionId | null>(null)
  const [refusal, setRefusal] = useState<{ readonly id: ActionId; readonly text: string } | null>(null)
  const keep = (next: Bindings): void => {
    setRefusal(null)
    setPreferences(store, { keys: Object.keys(next).length === 0 ? null : JSON.stringify(next) })
  }
  const record = (id: ActionId, event: KeyboardEvent): void => {
    event.preventDefault()
    event.stopPropagation()
    event.nativeEvent.stopImmediatePropagation()
    if (event.key === 'Escape' || event.key === 'Tab') {
      setRecording(null)
      return
    }
    const name = keyName({ ...pick(event), altGraph: event.getModifierState('AltGraph') }, isMac())
    if (name === null) return
    setRecording(null)
    const keys = [...(keymap.get(id) ?? []).filter((key) => key !== name), name]
    const next = withKeys(bindings, id, keys)
    const collision = collisions(keymapOf(next)).find((one) => one.key === name && one.actions.includes(id))
    if (collision === undefined) {
      keep(next)
      return
    }
    const other = collision.actions[0] === id ? collision.actions[1] : collision.actions[0]
    const text = t('bindings.taken', { action: t(`action.${other}`) })
    setRefusal({ id, text })
    announce(text)
  }
  return (
    <section className="stack" aria-labelledby="bindings-title">
      <div className="bindings-head">
        <h2 id="bindings-title" className="section-title">
          {t('settings.keys')}
        </h2>
        <Button disabled={Object.keys(bindings).length === 0} onClick={() => keep({})}>
          {t('bindings.resetAll')}
        </Button>
      </div>
      <p className="soft">{t('bindings.hint')}</p>
      {keyContexts.map((context) => {
        const here = actionIds.filter(
          (id) => actionOf(id).contexts[0] === context && actionOf(id).fixed !== true,
        )
        if (here.length === 0) return null
        return (
          <div key={context}>
            <h3 className="facet-title">{t(`context.${context}`)}</h3>
            {here.map((id) => (
              <div key={id} className="binding">
                <span className="binding-action">{t(`action.${id}`)}</span>
                <span className="binding-keys">
                  {(keymap.get(id) ?? []).map((key) => (
                    <span key={key} className="binding-key">
                      <Kbd name={key} />
                      <IconButton
                        icon="cross"
                        label={t('bindings.drop', { action: t(`action.${id}`) })}
                        onClick={() =>
                          keep(
                            withKeys(
                              bindings,
                              id,
                              (keymap.get(id) ?? []).filter((one) => one !== key),
                            ),
                          )
                        }
                      />
                    </span>
                  ))}
                  {(keymap.get(id) ?? []).length === 0 ? (
                    <span className="quiet small">{t('keys.none')}</span>
                  ) : null}
                </span>
                <Button
                  look={recording === id ? 'main' : 'quiet'}
                  aria-label={t('bindings.add', { action: t(`action.${id}`) })}
                  onClick={() => {
                    setRefusal(null)
                    setRecording(id)
                  }}
                  onBlur={() => setRecording((now) => (now === id ? null : now))}
                  onKeyDown={(event) => {
                    if (recording === id) record(id, event)
                  }}
                >
                  {recording === id ? t('bindings.press') : t('bindings.change')}
                </Button>
                {bindings[id] === undefined ? null : (
                  <Button
                    look="quiet"
                    aria-label={t('bindings.reset', { action: t(`action.${id}`) })}
                    onClick={() => keep(withKeys(bindings, id, actionOf(id).keys))}
                  >
                    {t('bindings.default')}
                  </Button>
                )}
                {refusal?.id === id ? (
                  <span className="field-error binding-refusal" role="alert">
                    {refusal.text}
                  </span>
                ) : null}
              </div>
            ))}
          </div>
        )
      })}
    </section>
  )
}

const pick = (event: KeyboardEvent) => ({
  key: event.key,
  code: event.code,
  ctrlKey: event.ctrlKey,
  metaKey: event.metaKey,
  altKey: event.altKey,
  shiftKey: event.shiftKey,
})
