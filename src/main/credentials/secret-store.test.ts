import { loadKeytarStore } from './keytar-store'
import { describeSecretStore } from './secret-store.contract'
import { FakeKeychain } from './testing/fake-keychain'

const fake = new FakeKeychain()
describeSecretStore('the fake of the tests', () => Promise.resolve(fake))

// Against a keyring made for it, never that of the person who runs the tests:
//   dbus-run-session -- bash -c 'export HOME=$(mktemp -d) DAILIES_TEST_KEYRING=throw-away
//     printf test | gnome-keyring-daemon --unlock --components=secrets
//     npx vitest run --project node src/main/credentials/secret-store.test.ts'
if (process.env['DAILIES_TEST_KEYRING'] === 'throw-away') {
  describeSecretStore('keytar', () => loadKeytarStore('Dailies test'))
}
