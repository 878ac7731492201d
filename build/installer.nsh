; The program registers its links itself, because electron-builder does so on Linux and macOS only.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    DeleteRegKey HKCU "Software\Classes\dailies"
  ${endIf}
!macroend
