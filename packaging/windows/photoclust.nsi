; The Windows installer: for one person, without administrator's rights. Compiled by packaging/windows, which
; passes VERSION, NUMBERS (four of them), SOURCE (the built folder), ICON, OUTPUT and SIZE (in KiB), and
; writes files.nsh and types.nsh into LISTS:
;   files.nsh   RemoveFiles: deletes each file that this installer brings, and their folders if empty then
;   types.nsh   EachType: calls a macro for each ending of a picture that PhotoClust reads
; Nothing is ever deleted by "everything below": a folder that a person chose may hold other things.

Unicode true
ManifestDPIAware true
ManifestSupportedOS all
RequestExecutionLevel user
SetCompressor /SOLID lzma
!addincludedir "${LISTS}"
!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh
!include files.nsh
!include types.nsh

!define NAME "PhotoClust"
!define PUBLISHER "The PhotoClust developers"
!define PROGRAM "photoclust.exe"
!define TWIN "photoclust-cli.exe" ; the same for terminals
!define PROGID "PhotoClust.Picture"
!define APPLICATION "Software\Classes\Applications\${PROGRAM}"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"

Name "${NAME}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"

VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Installs ${NAME}"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "LegalCopyright" "${PUBLISHER}, Apache-2.0"

!ifdef SIGN
  !finalize '${SIGN} "%1"' = 0
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; A program that runs can't be opened for writing. Silent mode gives up with exit code 2.
!macro RefuseWhileRunning program
  ${DoWhile} ${FileExists} "$INSTDIR\${program}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${program}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME} is running. Please close it, then try again." /SD IDCANCEL IDCANCEL`
      SetErrorLevel 2
      Quit
    ${EndIf}
  ${Loop}
!macroend

; "Open with" lists PhotoClust for pictures; what opens them by default stays what it is.
!macro RegisterType ending
  WriteRegStr HKCU "${APPLICATION}\SupportedTypes" "${ending}" ""
  WriteRegNone HKCU "Software\Classes\${ending}\OpenWithProgids" "${PROGID}"
!macroend

!macro ForgetType ending
  DeleteRegValue HKCU "Software\Classes\${ending}\OpenWithProgids" "${PROGID}"
  DeleteRegKey /ifempty HKCU "Software\Classes\${ending}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "Software\Classes\${ending}"
!macroend

!macro TellExplorer
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; SHCNE_ASSOCCHANGED
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} 17763
    MessageBox MB_OK|MB_ICONSTOP "${NAME} needs Windows 10, version 1809, or later, on a 64-bit processor." /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

Section "${NAME}"
  SectionIn RO
  !insertmacro RefuseWhileRunning "${PROGRAM}"
  !insertmacro RefuseWhileRunning "${TWIN}"
  ; The older version knows its files. What it told Windows it takes back too; its shortcuts stay, since
  ; Windows would forget where they were pinned.
  ReadRegStr $1 HKCU "${UNINSTALL}" "InstallLocation"
  ${If} $1 != ""
  ${AndIf} ${FileExists} "$1\uninstall.exe"
    ExecWait '"$1\uninstall.exe" /S /UPGRADE _?=$1' $2
    ${If} $2 <> 0
      MessageBox MB_OK|MB_ICONSTOP "The older ${NAME} in $1 could not be removed. Please close it, then try again." /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
    Delete "$1\uninstall.exe" ; it could not delete itself
    RMDir "$1"
  ${EndIf}
  SetOverwrite on
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}"

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1

  WriteRegStr HKCU "${APPLICATION}" "FriendlyAppName" "${NAME}"
  WriteRegStr HKCU "${APPLICATION}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "Software\Classes\${PROGID}" "" "Picture"
  WriteRegStr HKCU "Software\Classes\${PROGID}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  !insertmacro EachType RegisterType
  !insertmacro TellExplorer
SectionEnd

Section /o "Shortcut on the desktop"
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${PROGRAM}"
SectionEnd

Section "Uninstall"
  !insertmacro RefuseWhileRunning "${PROGRAM}"
  !insertmacro RefuseWhileRunning "${TWIN}"
  !insertmacro RemoveFiles
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"

  !insertmacro EachType ForgetType
  DeleteRegKey HKCU "Software\Classes\${PROGID}"
  DeleteRegKey HKCU "${APPLICATION}"
  DeleteRegKey HKCU "${UNINSTALL}"
  !insertmacro TellExplorer

  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/UPGRADE" $1
  ${IfNot} ${Errors}
    Return
  ${EndIf}
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"

  ${If} ${FileExists} "$LOCALAPPDATA\photoclust\*"
  ${AndIf} ${Cmd} `MessageBox MB_YESNO|MB_ICONQUESTION "Keep your albums, your library and your settings for a later ${NAME}?$\r$\n$\r$\nNo deletes them for good. Your photos stay as they are either way." /SD IDYES IDNO`
    RMDir /r "$LOCALAPPDATA\photoclust\library"
    RMDir /r "$LOCALAPPDATA\photoclust\Logs"
    Delete "$LOCALAPPDATA\photoclust\settings.json*"
    RMDir "$LOCALAPPDATA\photoclust" ; stays if it holds model files, which are the person's own
  ${EndIf}
SectionEnd
