; Installs for one user, without an administrator: asked for nothing but the folder.
; Called with VERSION, NUMBERS (four of them), FILES (the list of what is written), OUT and ICON defined.
Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
SetDateSave off

!include MUI2.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include "${FILES}"

!define KEY "Software\evalapp"
!define REMOVAL "Software\Microsoft\Windows\CurrentVersion\Uninstall\evalapp"
!define CLASSES "Software\Classes"
!define KIND "evalapp.DataFile"
; What the exit code of a silent run says.
!define OLDER_THAN_INSTALLED 3
!define IN_USE 4
!define NOT_COPIED 5

Name "evalapp"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\evalapp"
InstallDirRegKey HKCU "${KEY}" "Folder"
BrandingText "evalapp ${VERSION}"
VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "evalapp"
VIAddVersionKey "FileDescription" "evalapp"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "evalapp"
VIAddVersionKey "LegalCopyright" "Apache-2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "${KEY}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "Language"
!define MUI_FINISHPAGE_RUN "$INSTDIR\evalapp.exe"
!define MUI_WELCOMEPAGE_TITLE "$(WelcomeTitle)"
!define MUI_WELCOMEPAGE_TEXT "$(WelcomeText)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(DataStays)"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "$(DataStays)"
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE "Vietnamese"
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_RESERVEFILE_LANGDLL

LangString Title ${LANG_VIETNAMESE} "Đánh giá hằng tháng"
LangString Title ${LANG_ENGLISH} "Monthly evaluation"
LangString KindOfFile ${LANG_VIETNAMESE} "Tệp dữ liệu đánh giá hằng tháng"
LangString KindOfFile ${LANG_ENGLISH} "Data file of the monthly evaluation"
LangString WelcomeTitle ${LANG_VIETNAMESE} "Cài đặt Đánh giá hằng tháng ${VERSION}"
LangString WelcomeTitle ${LANG_ENGLISH} "Set up Monthly evaluation ${VERSION}"
LangString WelcomeText ${LANG_VIETNAMESE} "Chương trình được cài cho riêng tài khoản này, không cần quyền quản trị và không cần mạng.$\r$\n$\r$\nNếu đang có bản cũ, bản cũ được thay bằng bản này; dữ liệu giữ nguyên."
LangString WelcomeText ${LANG_ENGLISH} "The program is installed for this account only; it needs neither an administrator nor a network.$\r$\n$\r$\nAn older version is replaced by this one; the data stays as it is."
LangString DataStays ${LANG_VIETNAMESE} "Chỉ gỡ chương trình. Tệp dữ liệu và các bản sao lưu được giữ lại tại:$\r$\n$\r$\n$LOCALAPPDATA\evalapp$\r$\n$\r$\nCài lại chương trình sẽ thấy lại dữ liệu này."
LangString DataStays ${LANG_ENGLISH} "Only the program is removed. The data file and its backups are kept in:$\r$\n$\r$\n$LOCALAPPDATA\evalapp$\r$\n$\r$\nThe program will find them there when it is installed again."
LangString Older ${LANG_VIETNAMESE} "Máy này đang có bản $R1, mới hơn bản ${VERSION}. Bản cũ có thể không mở được dữ liệu của bản mới.$\r$\n$\r$\nVẫn cài bản cũ?"
LangString Older ${LANG_ENGLISH} "Version $R1 is installed here and newer than ${VERSION}. The older one may not open the data of the newer one.$\r$\n$\r$\nInstall the older one all the same?"
LangString InUse ${LANG_VIETNAMESE} "Chương trình đang mở. Hãy lưu việc đang làm, đóng chương trình rồi bấm Thử lại."
LangString InUse ${LANG_ENGLISH} "The program is open. Finish what you are doing, close it, and choose Retry."
LangString NotCopied ${LANG_VIETNAMESE} "Không ghi được chương trình vào $INSTDIR. Có thể ổ đĩa đã đầy. Bản đang có vẫn dùng được như cũ."
LangString NotCopied ${LANG_ENGLISH} "The program could not be written to $INSTDIR; the disk may be full. What was installed works as before."

Function .onInit
  !insertmacro MUI_LANGDLL_DISPLAY
  ReadRegStr $R1 HKCU "${KEY}" "Version"
  ${If} $R1 != ""
    ${VersionCompare} "$R1" "${VERSION}" $R2
    ${If} $R2 == 1
      SetErrorLevel ${OLDER_THAN_INSTALLED}
      MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(Older)" /SD IDNO IDYES +2
      Abort
    ${EndIf}
  ${EndIf}
FunctionEnd

!macro PutAside UN
; Takes the runtime away under another name, unless the program is open: then the system lets nobody write to what was
; started, and refuses the other name too, though not on every file system.
Function ${UN}PutAside
  RMDir /r "$INSTDIR\runtime.old"
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\runtime\*.*"
      Return
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\evalapp.exe" a
    FileOpen $1 "$INSTDIR\evalapp-cmd.exe" a
    FileClose $0
    FileClose $1
    ${IfNot} ${Errors}
      Rename "$INSTDIR\runtime" "$INSTDIR\runtime.old"
      ${IfNot} ${Errors}
        Return
      ${EndIf}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(InUse)" /SD IDCANCEL IDRETRY again
    RMDir /r "$INSTDIR\runtime.new"
    SetErrorLevel ${IN_USE}
    Abort "$(InUse)"
    again:
  ${Loop}
FunctionEnd
!macroend
!insertmacro PutAside ""
!insertmacro PutAside "un."

Section
  SetErrorLevel 0
  ; The new version is written whole before anything of the old one is touched.
  RMDir /r "$INSTDIR\runtime.new"
  ClearErrors
  !insertmacro WriteRuntime
  ${If} ${Errors}
    SetOutPath "$TEMP"
    RMDir /r "$INSTDIR\runtime.new"
    MessageBox MB_ICONSTOP "$(NotCopied)" /SD IDOK
    SetErrorLevel ${NOT_COPIED}
    Abort "$(NotCopied)"
  ${EndIf}
  SetOutPath "$INSTDIR"
  Call PutAside
  Rename "$INSTDIR\runtime.new" "$INSTDIR\runtime"
  RMDir /r "$INSTDIR\runtime.old"
  !insertmacro WriteRest
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateDirectory "$SMPROGRAMS\evalapp"
  CreateShortcut "$SMPROGRAMS\evalapp\$(Title).lnk" "$INSTDIR\evalapp.exe"

  ; Data files offer this program; whatever else opens .sqlite stays the default, where there is one.
  WriteRegStr HKCU "${CLASSES}\${KIND}" "" "$(KindOfFile)"
  WriteRegStr HKCU "${CLASSES}\${KIND}\DefaultIcon" "" "$INSTDIR\evalapp.exe,0"
  WriteRegStr HKCU "${CLASSES}\${KIND}\shell\open\command" "" '"$INSTDIR\evalapp.exe" --workspace "%1"'
  WriteRegStr HKCU "${CLASSES}\.sqlite\OpenWithProgids" "${KIND}" ""
  ReadRegStr $R1 HKCR ".sqlite" ""
  ${If} $R1 == ""
    WriteRegStr HKCU "${CLASSES}\.sqlite" "" "${KIND}"
  ${EndIf}
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  WriteRegStr HKCU "${KEY}" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "Version" "${VERSION}"
  WriteRegStr HKCU "${REMOVAL}" "DisplayName" "$(Title)"
  WriteRegStr HKCU "${REMOVAL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${REMOVAL}" "DisplayIcon" "$INSTDIR\evalapp.exe,0"
  WriteRegStr HKCU "${REMOVAL}" "Publisher" "evalapp"
  WriteRegStr HKCU "${REMOVAL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${REMOVAL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${REMOVAL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${REMOVAL}" "NoModify" 1
  WriteRegDWORD HKCU "${REMOVAL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${REMOVAL}" "EstimatedSize" $0
SectionEnd

Function un.onInit
  !insertmacro MUI_UNGETLANGUAGE
FunctionEnd

Section "Uninstall"
  Call un.PutAside
  ; Only what was installed: whatever else somebody keeps in the folder stays, and the folder with it.
  RMDir /r "$INSTDIR\runtime.old"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\evalapp.exe"
  Delete "$INSTDIR\evalapp-cmd.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  RMDir /r "$SMPROGRAMS\evalapp"
  DeleteRegKey HKCU "${CLASSES}\${KIND}"
  DeleteRegValue HKCU "${CLASSES}\.sqlite\OpenWithProgids" "${KIND}"
  ReadRegStr $R1 HKCU "${CLASSES}\.sqlite" ""
  ${If} $R1 == "${KIND}"
    DeleteRegValue HKCU "${CLASSES}\.sqlite" ""
  ${EndIf}
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  DeleteRegKey HKCU "${REMOVAL}"
  DeleteRegKey HKCU "${KEY}"
  DetailPrint "$(DataStays)"
SectionEnd
