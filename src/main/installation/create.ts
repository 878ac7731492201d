import { Installation, type InstallationDeps } from './installation'

/** Creates what tells whether this database is the latest one of this computer. */
export const createInstallation = ({
  installationMark,
  ...deps
}: Omit<InstallationDeps, 'path'> & {
  /** File outside profile and library, which says that this profile is in use on this computer. */
  readonly installationMark: string
}): Installation =>
  new Installation({ ...deps, path: installationMark, logger: deps.logger.child('installation') })
