import { copyWasm } from './build.mjs'

/** Unit tests use the real sql.js, which looks for its wasm in resources/. */
export default function setup() {
  copyWasm()
}
