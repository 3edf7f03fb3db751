import './app/no-eval.ts'
import { StrictMode, useEffect, useState, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import './app/theme.css'
import './ui/ui.css'
import './app/frame.css'
import { App } from './app/app.tsx'
import { useAppearance } from './app/appearance.ts'
import { connect } from './app/client.ts'
import { Keyboard, KeyboardProvider } from './app/keyboard.ts'
import { keymapOf } from './app/keymap.ts'
import { bindingsOf, usePreferences } from './app/preferences.ts'
import { Store, StoreProvider } from './app/store.ts'
import { LocaleProvider } from './locales/locale.tsx'

/** Everything that follows from the coder's preferences. */
function Preferred(props: { readonly keyboard: Keyboard }): ReactNode {
  const { keyboard } = props
  const preferences = usePreferences()
  useAppearance(preferences)
  useEffect(() => {
    keyboard.keymap.set(keymapOf(bindingsOf(preferences)))
  }, [keyboard, preferences])
  return (
    <LocaleProvider language={preferences.language}>
      <App />
    </LocaleProvider>
  )
}

function Root(): ReactNode {
  const [store] = useState(() => new Store(connect()))
  const [keyboard] = useState(() => new Keyboard())
  useEffect(() => keyboard.listen(), [keyboard])
  return (
    <StoreProvider value={store}>
      <KeyboardProvider value={keyboard}>
        <Preferred keyboard={keyboard} />
      </KeyboardProvider>
    </StoreProvider>
  )
}

const place = document.getElementById('root')
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <Root />
    </StrictMode>,
  )
}
