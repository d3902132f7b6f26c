; Inno Setup 6 recipe. NOT TESTED: nobody has built or run this on Windows yet.
; On Windows, with Python 3.12 and Inno Setup: py -3.12 packaging\bootstrap.py package
; makes build\package\progrez, and then: iscc /DVersion=0.1.0 packaging\windows\progrez.iss
#ifndef Version
  #error Say which version: iscc /DVersion=0.1.0 progrez.iss
#endif

[Setup]
AppId={{7C1C5B2E-6C0C-4B0B-9B57-2E0C0A1D9E44}
AppName=Progrez
AppVersion={#Version}
AppPublisher=Progrez
DefaultDirName={autopf}\Progrez
DefaultGroupName=Progrez
; For one user without an administrator, or for all with one; the person is asked.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
OutputDir=..\..\build\package
OutputBaseFilename=progrez-{#Version}-windows-x64
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
DisableProgramGroupPage=yes
UninstallDisplayIcon={app}\progrez-bin.exe
; What people keep is in %LOCALAPPDATA%\progrez, and no line here names it: it stays where the program is removed.

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "nl"; MessagesFile: "compiler:Languages\Dutch.isl"

[InstallDelete]
; An update leaves nothing of the version before, since the program refuses to run with files that are not its own.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\build\package\progrez\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{group}\Progrez"; Filename: "{app}\progrez-bin.exe"

[UninstallDelete]
Type: filesandordirs; Name: "{app}\_internal"
