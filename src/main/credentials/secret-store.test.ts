import { loadKeytarStore } from './keytar-store'
import { describeSecretStore } from './secret-store.contract'
import { FakeKeychain } from './secret-store.fake'

const fake = new FakeKeychain()
describeSecretStore('the fake of the tests', () => Promise.resolve(fake))

// Against the keyring of a bus made for it, never that of the person who runs the tests: see the script that sets this.
if (process.env['DAILIES_TEST_KEYRING'] === 'throw-away') {
  describeSecretStore('keytar', () => loadKeytarStore('Dailies test'))
}
